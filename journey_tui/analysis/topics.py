"""The words by which code sees that a quote speaks of a requirement at all: a wide net, far wider than any cue.

A model may find what no cue does, but not evidence in a sentence about the weather: whatever it was told to say, a quote
without any of these words is refused. One pattern a requirement, in lower-case text with plain quote marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from journey_tui.analysis.cues import NAME, WHEN

_YES: Final = (
    r"approv\w*|sign(?:s|ed|ing)?(?: \w+)? ?(?:off)?|authori\w+|decid\w+|decision|final (?:say|word|call)|budget\w*|spend\w*|fund\w*|"
    r"purse|money|purchas\w*|green ?light\w*|go[- ]ahead|say yes|says yes|said yes|cheque|check(?:book)?|mandate|limit|threshold|veto|"
    r"my (?:call|desk|name|budget|level|p&l)|her (?:call|desk|budget)|his (?:call|desk|budget)|their (?:call|budget)|cfo|ceo|coo|cto|"
    r"board|director|owner|president|chief|sponsor\w*|pay grade|authority|power to|order|commit\w*|release\w*|allocat\w+|allowed to"
)
_CHOOSE: Final = (
    r"must\w*|need\w*|requir\w+|criteri\w+|important|importance|priorit\w+|essential|critical|key|score\w*|scoring|rank\w*|weigh\w*|"
    r"compar\w+|shortlist\w*|rfp|rfi|look(?:ing|s)? for|care about|cares about|matter\w*|has to|have to|had to|deal[- ]?breaker\w*|"
    r"non[- ]?negotiable|can't do without|cannot do without|want\w*|expect\w*|prefer\w*|evaluat\w+|choose|choosing|chosen|pick\w*|"
    r"select\w*|condition\w*|standard\w*|support\w*|integrat\w+|compatib\w+|comes? down to|judge\w*|test\w*|first|second|above all"
)
_STEPS: Final = (
    r"decid\w+|decision\w*|board|committee|council|steering|meet\w*|review\w*|approv\w*|sign\w*|vote\w*|go[- ]live|pilot\w*|trial\w*|"
    r"evaluat\w+|shortlist\w*|proposal\w*|present\w*|workshop\w*|demo\w*|step\w*|process|plan\w*|timeline|schedule\w*|quarter|budget\w*|"
    r"kick[- ]?off|reference\w*|recommend\w*|business case|procure\w*|order\w*|start\w*|next|then|after|before|until|by|"
    r"push\w*|postpon\w*|delay\w*|hold|freeze|frozen|move\w*|choose|pick"
)
_PAPER: Final = (
    r"legal\w*|lawyer\w*|counsel|contract\w*|procurement|purchas\w*|security|questionnaire\w*|infosec|msa|nda|dpa|sow|gdpr|soc ?2|iso|"
    r"redline\w*|clause\w*|terms|paper\w*|sign\w*|countersign\w*|po|purchase order|vendor\w*|supplier\w*|onboard\w*|complian\w+|"
    r"risk (?:team|review|assessment)|data protection|privacy|tender\w*|framework\w*|agreement\w*|invoice\w*|payment\w*|insurance|"
    r"audit\w*|due diligence|form\w*|portal"
)
_PAIN: Final = (
    r"los[et]\w*|losing|problem\w*|issue\w*|fail\w*|delay\w*|late|cost\w*|error\w*|mistake\w*|manual\w*|risk\w*|slow\w*|complain\w*|"
    r"can't|cannot|couldn't|unable|break\w*|broke\w*|down(?:time)?|overtime|wast\w+|stuck|struggl\w*|spoil\w*|miss\w*|penalt\w*|fine[sd]?|"
    r"angry|upset|frustrat\w*|pressure|pain\w*|hurt\w*|suffer\w*|worr\w+|churn\w*|leav\w+|left|quit\w*|expire\w*|deadline\w*|audit\w*|"
    r"wrong|bad\w*|worse|worst|trouble\w*|hard|difficult\w*|impossible|too (?:much|many|long|late|slow|often|expensive)|never|nobody|"
    r"hours|every (?:day|week|month|night|time)|by hand|spreadsheet\w*|excel|incident\w*|outage\w*|accident\w*|leak\w*|short(?:age|fall)?|"
    r"behind|backlog\w*|queue\w*|wait\w*|rework\w*|scrap\w*|return\w*|refund\w*|unless|otherwise|threat\w*|forced|urgent\w*|crisis|"
    r"sick of|tired of|fed up|live with it|used to it|could be better|no longer"
)
_ACT: Final = (
    r"i've|i have|i'll|i will|i'm|i am|i told|i sent|i asked|i put|i set|i got|i made|i spoke|i talked|i showed|i shared|i forward\w*|"
    r"i introduc\w*|i mention\w*|i arrang\w*|i book\w*|i invit\w*|i added|i moved|i wrote|i explain\w*|i pushed|i argued|i defend\w*|"
    r"i can|i could|i want|i'd|i would|my team|we've|we have|we told|we set|let me|cc'?d|copied|introduc\w*|forward\w*|"
    r"champion\w*|behind (?:this|it|you)|in favou?r|sell (?:it|this)|fight for|back(?:ing)? (?:this|it|you)|moving (?:team|role|on)|leaving"
)
_OTHERS: Final = (
    r"also|look\w* at|evaluat\w+|alternativ\w*|competit\w*|compar\w+|versus|vs|instead|build|in[- ]house|ourselves|current|incumbent|"
    r"existing|vendor\w*|supplier\w*|provider\w*|quote\w*|pitch\w*|demo\w*|other (?:option|offer|tool|solution|compan)\w*|option\w*|"
    r"shortlist\w*|nobody else|no one else|only you|just you|stay with|lean\w*|against|rival\w*|talk\w* to|speak\w* (?:to|with)|"
    r"running|bid\w*|offer\w*|tender\w*|status quo|do nothing|switch\w*|replace\w*|cheaper|better than|prefer\w*"
)
_MEASURE: Final = (
    r"\d|percent|per cent|half|halv\w+|doubl\w+|tripl\w+|third|quarter|zero|hours?|days?|weeks?|minutes?|reduc\w+|cut\w*|increas\w+|"
    r"improv\w+|target\w*|goal\w*|save\w*|saving\w*|grow\w*|lower\w*|faster|fewer|less|more|roi|kpi\w*|outcome\w*|success\w*|measur\w+|"
    r"priority|worth it"
)


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


TOPICS: Final[Mapping[str, re.Pattern[str]]] = {
    "metrics": _words(_MEASURE.removeprefix(r"\d|") + r"|[\d.,]+(?:%|k|m|x)?"),
    "economic_buyer": _words(_YES),
    "decision_criteria": _words(_CHOOSE),
    "decision_process": _words(_STEPS),
    "paper_process": _words(_PAPER),
    "pain": _words(_PAIN),
    "champion": _words(_ACT),
    "competition": _words(_OTHERS),
}


def bears_on(requirement: str, plain: str) -> bool:
    """Return whether normalised text speaks of the requirement; one that a team added itself takes any text."""
    topic = TOPICS.get(requirement)
    return topic is None or topic.search(plain.lower()) is not None


_NUMBER: Final = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred|thousand|half|halv\w+|doubl\w+|"
    r"tripl\w+|third|quarter|zero|none|dozen)\b",
    re.I,
)


def fits_part(requirement: str, part: str, value: str) -> bool:
    """Return whether a value can be what a part of a requirement asks for: a number is a number, a time is a time."""
    low = value.lower()
    if requirement == "metrics":
        return bool(_NUMBER.search(value)) if part == "number" else bool(WHEN.search(low))
    if part in ("date", "deadline"):
        return bool(WHEN.search(low))
    if requirement == "competition" and part != "none":
        return bool(NAME.search(value)) or low in ("none", "in-house", "status quo", "build", "spreadsheet", "excel")
    return len(low) >= 3
