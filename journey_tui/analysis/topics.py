"""The words by which code sees that a quote speaks of a requirement, and that a value can be what a part asks for.

A model may find what no cue does, but not evidence in a sentence about something else: whatever it was told to say, a quote
without any of these words is refused. Wider than the cues, and without their grammar. All patterns meet lower-case text with
plain quote marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from journey_tui.analysis.cues import NAME, WHEN


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


_MEASURE: Final = (
    r"percent|per cent|[\d.,]+ ?%|halv\w+|in half|doubl\w+|tripl\w+|reduc\w+|cut|cuts|cutting|increas\w+|improv\w+|targets?|goals?|"
    r"sav(?:e|es|ed|ing|ings)|grow\w*|lower\w*|faster|quicker|fewer|less|at least|at most|under|below|within|down to|from .{1,40} to|"
    r"hit|reach\w*|achiev\w+|kpis?|outcomes?|success\w*|measur\w+|not (?:the|a|our) priority|no longer (?:the|a|our) priority|zero"
)
_YES: Final = (
    r"approv\w*|signs?|signed|signing|sign[- ]?off|authori[sz]\w*|decides?|decided|decision is|final (?:say|word|call)|last word|"
    r"(?:holds?|owns?|controls?|has|have|my|her|his) (?:the )?(?:budget|purse\w*|money)|budget (?:holder|owner|is (?:mine|hers|his))|"
    r"(?:my|her|his|their) (?:call|p&l|pen|signature)|green[- ]?light\w*|says? yes|said yes|say no|release\w* (?:the )?(?:funds?|money|budget)|"
    r"spend up to|mandate|veto\w*|pay grade|cheque|authority|signing limit|power to|allowed to (?:spend|buy|commit)|handles (?:it|that|this)"
)
_CHOOSE: Final = (
    r"must|must[- ]haves?|requirements?|required|require|requires|criteri\w+|essential|critical|non[- ]?negotiable|deal[- ]?breakers?|"
    r"priorit\w+|scor(?:e|es|ed|ing|ecard)|rank\w*|compar\w+|most important|important(?: to us| for us)?|matters?(?: most)?|above all|"
    r"comes? down to|ha(?:s|ve) to|need(?:s|ed)? (?:it |them |something |a \w+ )?(?:to )?(?:be|have|support|integrat\w+|work|run|comply|handle|"
    r"export|connect|fit|offer|include)|look(?:ing)? for|shortlist\w*|can(?:no|')t do without|conditions?|judge\w*|weigh\w*|care (?:about|most)"
)
_STEP: Final = (
    r"decisions?|decid\w+|board|committee|council|steering|steerco|meets?|meetings?|sessions?|reviews?|approvals?|votes?|pilots?|trials?|"
    r"evaluations?|shortlist\w*|proposals?|workshops?|demos?|go[- ]live|sign[- ]?off|kick[- ]?off|procurement|legal|tender\w*|"
    r"business case|budget (?:round|cycle|review)|references?|recommendation\w*|presentation\w*|steps?|process|timeline|next quarter|"
    r"push\w*|postpon\w*|delay\w*|on hold|freeze|frozen|contracting|due diligence|security review|proof of concept|poc"
)
_PAPER: Final = (
    r"legal\w*|lawyers?|counsel|contracts?|procurement|purchasing|security (?:team|review|questionnaire|assessment|check\w*)|infosec|"
    r"questionnaires?|msa|nda|dpa|sow|redlin\w+|clauses?|t&cs|terms and conditions|purchase orders?|po(?: number)?|vendor "
    r"(?:onboarding|form\w*|review|assessment|registration)|supplier (?:onboarding|form\w*|registration|portal)|complian\w+|"
    r"data protection|privacy|master (?:services )?agreement|framework agreement|agreement|countersign\w*|signatory|signatories|paperwork|"
    r"due diligence|penetration test|soc ?2|iso ?27001|gdpr|signature"
)
_PAIN: Final = (
    r"lose|loses|lost|losing|losses|problems?|issues?|fail\w*|delay\w*|errors?|mistakes?|manual\w*|by hand|spreadsheets?|risk\w*|"
    r"complain\w*|break\w*|broke\w*|down(?:time)?|overtime|wast\w+|stuck|struggl\w*|spoil\w*|miss(?:ed|es|ing)?|penalt\w+|fined?|fines|"
    r"churn\w*|quit\w*|resign\w*|expir\w+|wrong|worse|worst|trouble\w*|incidents?|outages?|accidents?|leaks?|shortages?|backlog\w*|"
    r"rework\w*|scrap\w*|refund\w*|crisis|cost(?:s|ing)? us|too (?:much|many|long|late|slow|often|expensive)|live with it|used to it|"
    r"could be better|can't (?:keep|go on|see|tell|trust|cope)|cannot (?:keep|go on|see|tell|cope)|nobody (?:knows|knew|saw|sees|noticed)|"
    r"sick of|tired of|fed up|angry|frustrat\w*|pressure|pain\w*|hurt\w*|suffer\w*|worr\w+|urgent\w*|unless|write[- ]?offs?|turned away"
)
_DID: Final = (
    r"mention\w*|introduc\w*|forward\w*|shar(?:e|ed|ing)|told|tell(?:ing)?|sent|send(?:ing)?|ask(?:ed|ing)?|arrang\w*|book(?:ed|ing)?|"
    r"set(?:ting)? up|invit\w*|brought|bring(?:ing)?|push(?:ed|ing)?|argu\w*|show(?:ed|ing|n)?|present\w*|put(?:ting)?|add(?:ed|ing)?|"
    r"free(?:d|ing)?|mov(?:ed|ing)|got|get(?:ting)?|spoke|speak(?:ing)?|talk(?:ed|ing)?|assign\w*|open(?:ed|ing)?|gave|give|giv(?:en|ing)|"
    r"copied|cc'?d|cc|made|wrote|writ(?:e|ing|ten)|clear(?:ed|ing)?|block(?:ed|ing)?|defend\w*|lin(?:e|ed|ing) up|walk(?:ed)?|pitch\w*"
)
_CARRY: Final = (
    rf"(?:i|we)(?:'ve| have|'ll| will|'m| am|'re| are)?(?: \w+){{0,3}}? (?:{_DID})|let me (?:{_DID})|happy to help|sell (?:it|this) internally|"
    r"mov(?:e|ing) (?:teams?|roles?|on)|leaving|behind (?:this|it|you)|backing (?:this|it|you)|fight for"
)
_OTHERS: Final = (
    r"look\w* at|evaluat\w+|alternativ\w*|competit\w*|compar\w+|versus|vs|instead of|build (?:it|this|our|one|something)|in[- ]house|"
    r"ourselves|incumbent|current (?:vendor|supplier|provider|tool|system)|other (?:vendor|supplier|provider|offer|tool|option|quote|compan)\w*|"
    r"nobody else|no one else|only (?:you|talking to you)|just you|stay(?:ing)? with|lean\w* (?:toward|to)|rivals?|talk\w* to|shortlist\w*|"
    r"in the running|bids?|tender\w*|status quo|do nothing|switch\w* to|replac\w+|cheaper than|better than|quotes? from|demo (?:from|with)"
)

TOPICS: Final[Mapping[str, re.Pattern[str]]] = {
    "metrics": _words(_MEASURE), "economic_buyer": _words(_YES), "decision_criteria": _words(_CHOOSE), "decision_process": _words(_STEP),
    "paper_process": _words(_PAPER), "pain": _words(_PAIN), "champion": _words(_CARRY), "competition": _words(_OTHERS),
}  # fmt: skip
_NUMBER: Final = _words(
    r"[\d.,]+ ?%?\w*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred|thousand|half|halv\w+|"
    r"doubl\w+|tripl\w+|third|quarter|zero|none|dozen"
)
_NOW: Final = _words(
    r"before|deadline\w*|audit\w*|since|now|urgent\w*|expir\w+|until|after|season|already|every|again|last|next|this"
)
_SIGNER: Final = _words(
    r"legal|counsel|lawyers?|procurement|purchasing|security|infosec|ciso|dpo|cfo|ceo|coo|director|board|finance|compliance"
)
_THEIR_BUSINESS: Final = re.compile(r"\b(?:los\w+|win\w*|won|keep|kept) (?:[\w'-]+ ){0,3}contracts?\b")
"""A contract that the customer has with somebody else."""
MOST_WORDS: Final = 14
"""Words of a value: it names a part, it does not repeat the quote."""


def bears_on(requirement: str, plain: str) -> bool:
    """Return whether normalised text speaks of the requirement; one that a team added itself takes any text."""
    topic, low = TOPICS.get(requirement), plain.lower()
    if requirement == "paper_process":
        low = _THEIR_BUSINESS.sub(" ", low)
    return topic is None or topic.search(low) is not None


def fits_part(requirement: str, part: str, value: str) -> bool:
    """Return whether a value can be what a part of a requirement asks for: a number is a number, a step is a step."""
    low = value.lower()
    if not len(low) >= 3 or len(low.split()) > MOST_WORDS:
        return False
    match requirement, part:
        case "metrics", "number":
            return bool(_NUMBER.search(low))
        case _, "date" | "deadline" | "time_frame" | "timeframe" | "time frame":
            return bool(WHEN.search(low))
        case "decision_process", "date_or_person" | "person":
            return bool(WHEN.search(low) or NAME.search(value) or _SIGNER.search(low))
        case "decision_process" | "paper_process" | "champion", "step" | "act":
            return bears_on(requirement, low) or (part == "act" and _words(_DID).search(low) is not None)
        case "paper_process", _:
            return bool(NAME.search(value) or _SIGNER.search(low))
        case "pain", "problem" | "consequence":
            return bears_on("pain", low)
        case "pain", _:
            return bool(WHEN.search(low) or _NOW.search(low))
        case "competition", _:
            return bool(NAME.search(value)) or low in ("none", "in-house", "status quo", "spreadsheet", "excel")
    return True
