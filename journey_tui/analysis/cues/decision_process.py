"""Their path to a decision: steps with dates or people, and what pushes them back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import NAME, WHEN, Hit, Line, Scene, deciding, decision_days, fold, mood, strip_name
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Modality, Side, Stance

_BODY: Final = (
    r"(?:(?<!on )(?<!across the )(?<!bulletin )(?<!circuit )(?<!white )(?<!above )(?<!dash)\bboard\b(?! (?:a |the )?(?:train|flight|plane|games?|room\b|"
    r"and lodging))|steering (?:committee|group|board|meeting|co)?|steer ?co|committee|council|ex ?co|exec(?:utive)? (?:team|committee|board|meeting)|"
    r"leadership (?:team|meeting|group)|"
    r"management (?:board|team|committee|meeting)|senior (?:management|leadership) team|slt|smt|investment (?:committee|panel|board|forum)|capex "
    r"(?:committee|round|review|board)|capital (?:committee|review|board)|change (?:advisory )?board|cab\b|cabinet|trustees|governors|governing body|"
    r"works council|evaluation (?:panel|team|committee)|selection (?:panel|team|committee|board)|tender board|procurement (?:board|committee)|architecture "
    r"(?:board|review|forum)|design authority|quality council|project board|programme board|finance committee|audit committee|risk committee|"
    r"jury|the panel|review panel|it (?:board|committee|steering)|digital board|innovation board|sounding board|partners(?:'|hip)? meeting|partner meeting|"
    r"budget (?:round|meeting|committee|review)|monthly (?:management|review)|all-hands|shareholders' meeting|agm|town council|parish council|city council)"
)
_ACT: Final = (
    r"(?:meets?|meeting|met|sits?|sitting|convenes?|convening|votes?|voting|decides?|picks?|chooses?|approves?|approved|looks? at|takes?|reviews?|"
    r"considers?|discuss\w*|is (?:on|scheduled|set|booked|planned|in|next|due|at)|falls on|has (?:it|this|you|us) on|have (?:it|this|you|us) on|next sits|"
    r"sees|signs (?:it )?off|"
    r"(?:will|might|may|could|would|should|can) (?:\w+ )?(?:meet|vote|decide|pick|choose|approve|look|take|review|consider|discuss|sit|see|sign|have|hear|"
    r"get|want|make|go)|(?:makes|has) the (?:final )?(?:call|decision)|only meets|gets together|gets? (?:round )?to it|hears|receives|gives|gave|agreed|"
    r"backed|endorsed|said yes|notes? it|only notes|rules|needs? to (?:approve|see|agree|decide|vote|sign|bless)|"
    r"has to (?:approve|see|agree|decide|vote|sign|bless)|have to (?:approve|see|agree|decide|vote|sign|bless)|wants? to see|is the (?:last|final|first|"
    r"next)|comes (?:after|before|first|last|next)|date|dates|approval|sign-?off|paper|papers|slot|agenda|decision|vote|on the|on \d|in \w+ber|in january|"
    r"in february|in march|in april|in june|in july|in august)"
)
_BODY_ACTS: Final = Pattern(
    rf"{_BODY}(?:'s)?(?: (?:then|also|only|always|itself|usually|actually|finally|next|that|which|who|of \w+|will|'ll))* {_ACT}\b"
)
_TO_BODY: Final = Pattern(
    rf"\b(?:goes?|going|go|gone|taken|take|takes|taking|bring|bringing|brought|present\w*|submit\w*|put|putting|table[ds]?|tabling|get|getting|pass(?:es)?|"
    rf"travels?|has to|sign-?off|approval|agreement|decision|vote|blessing|slot|item|agenda|on|at|from|through|before|with|needs?|requires?|by|in front of|"
    rf"to|past|until) (?:it |this |that |the (?:paper|case|business case|recommendation|proposal|request|shortlist|numbers?|whole thing) |them |you |up |"
    rf"back |in |straight |first |on |for |(?:item|first|second) )*(?:to |before |in front of |at |on |through |past |by |from |with |of )*(?:the |our |a |"
    rf"next |full |main |group |local |december |january |february |march |april |may |june |july |august |september |october |november |q[1-4] )*{_BODY}"
)
_PAPERS: Final = Pattern(
    r"\b(?:papers?|board packs?|agenda|submissions?|cut-?off|deadline for (?:papers|submissions?|the (?:board|agenda|pack))|the pack|business case|the "
    r"case|recommendation|proposal to the board)\b(?: \w+){0,5} (?:clos\w+|goes? (?:in|out|up|to)|has to be in|have to be in|must be in|needs? to be in|is "
    r"due|are due|due|deadline|lock\w*|freez\w*|in by|out by|sent out|circulat\w+|submitted|is in|submitted|gets? submitted|cut-?off)\b"
)
_DECIDE: Final = Pattern(
    r"\b(?:we|they|i|the (?:team|board|group|panel|committee|directors|partners)|everyone|both of us)(?:'ll| will| shall|'re| are| plan to| want to| "
    r"intend to| aim to| expect to| have to| need to| must| hope to| would like to|'d like to| are due to| are going to|'re going to| can| should)*(?: "
    r"be)?(?: then| also| jointly| formally| finally| probably| hopefully| likely| ideally| certainly| definitely| now| only)* "
    r"(?:decid(?:e|ing)|mak(?:e|ing) (?:a|the|our|that) (?:final )?(?:decision|choice|selection|call)|choos(?:e|ing)|pick(?:ing)?|select(?:ing)?|"
    r"award(?:ing)?|(?:be )?short-?list(?:ing)?|(?:have|reach|take|taking|get to|come to|land) (?:a|the|our) (?:final )?(?:decision|choice|conclusion)|"
    r"(?:have |to have )?(?:made|make|making) up (?:our|their|my) minds?|have (?:decided|chosen|picked)|appoint(?:ing)?|narrow(?:ing)? (?:it|this|the "
    r"list) down|cut(?:ting)? (?:it|the list) (?:down )?to|vote|down-?select(?:ing)?)\b"
)
_DECISION_IS: Final = Pattern(
    r"\b(?:(?:final |formal |our |the |a |go/no-?go |buying |investment |vendor |supplier |award )*(?:decisions?|choice|selection|award|"
    r"short-?list(?:ing)?|recommendation|verdict|go/no-?go|preferred (?:bidder|supplier)|vote))(?:'s| is| are| will be| would be| has to be| must be| "
    r"should be| needs to be| gets| will| comes| falls| goes| date| meeting| by| due| made| taken| expected| planned| scheduled| announced| drawn up| "
    r"published| out| in hand|,)*[ :]*(?:made|taken|due|planned|expected|scheduled|announced|drawn up|published|final(?:ised|ized)?|out|set|by|on|in|"
    r"before|at|for|the week|no later|end of|this|next|come|falls|happens|comes|goes)\b"
)
_PROCESS: Final = Pattern(
    r"\b(?:(?:our|the|their|approval|buying|selection|decision|internal|purchasing|evaluation) )+(?:process|route|path|procedure|steps|sequence|road ?map "
    r"to|way)(?: (?:from here|here|on our side|internally|for (?:this|something like this|anything over [^,.]{1,15})))*(?: is| are| goes| runs| looks like|"
    r" works|:)|\bthe way (?:it|this|that) works (?:here|with us|on our side|internally|at)\b|\bhow (?:it|this|things|decisions|we) (?:works?|get made|are "
    r"made|decide|buy)(?: here)? is\b|\bthe (?:next|last|first|final|remaining) (?:step|gate|hurdle|stage|stop|round)s?(?: (?:on our side|for us|"
    r"internally|here|then|after that|from our side))* (?:is|are|would be|will be|being|:|comes)|"
    r"\bbefore (?:we|i|they|anyone) can (?:sign|buy|decide|order|commit|award|choose|place|move (?:ahead|forward)|proceed|go ahead)\b[^.?]{0,20}?\b(?:we|i|"
    r"it|there|the|they|you)\b|\b(?:needs?|requires?|takes?|it's) (?:two|three|four|several|a couple of|both) (?:signatures|approvals|readings|sign-?offs|"
    r"rounds|yeses|stages|steps|gates)\b|\bnothing (?:moves|happens|goes (?:ahead|anywhere|through)|gets (?:bought|signed|approved)) (?:without|until|"
    r"before|unless)\b|\b(?:two|three|four|five)[- ](?:stage|step|round|gate)\b"
)
GATE_WORD: Final = Pattern(
    r"\b(?:approval|approves?|legal|security|procurement|purchasing|pilot|board|committee|council|sign(?:s|ature|-?off)?|contract|finance|cfo|ceo|review|"
    r"decision|decides?|picks?|chooses?|releases?|vote|recommend\w*|demos?|presentations?|short-?list|scoring|references?|reference calls?|budget|steering|"
    r"director|business case|award|evaluation|trial|proof of concept|poc|it|works council|paper)\b"
)
_SEQUENCE: Final = Pattern(
    r"\b(?:first(?:ly)?|to begin with|step one|initially|security|legal|pilot|demo|short-?list|evaluation|it|they|we|finance|the \w+|"
    r"then)\b[^.?]{2,120}?(?:,|;|\band\b|\.)? ?\b(?:then|after (?:that|which)|followed by|finally|next comes|and only then|once that(?:'s| is)|before it "
    r"goes|afterwards|lastly|step two)\b"
)
_ROOM: Final = Pattern(
    r"\b(?:in the room|at the table|on the (?:panel|committee|evaluation team|selection team|jury|steering group)|(?:makes? up|sits? on) the (?:panel|"
    r"committee|board)|(?:two|three|four|five|six|seven) of us (?:who )?(?:decide|deciding|vote|choose|sign|score)|(?:has|have|gets?) a (?:vote|veto|say)|"
    r"(?:weighs?|weigh) in|decision[- ]making (?:team|group|unit)|a unanimous|by consensus|majority vote)\b"
)
_PICKS: Final = Pattern(
    r"\b(?:council|board|committee|panel|team|group|we|they|[a-z]+) (?:picks?|chooses?|decides?|selects?|recommends?|scores?)(?: \w+){0,3}, (?:and "
    r")?(?:then )?(?:\w+ ){1,3}(?:releases?|signs?|pays|approves?|confirms?|funds|orders|rubber[- ]stamps)"
)
_BUDGET_CYCLE: Final = Pattern(
    r"\b(?:(?:next year's|the|our|capital|capex|annual|new) )+(?:budgets?|capex|capital plan|budget round|planning round|planning cycle|funding round|"
    r"financial year)(?: \w+){0,3} (?:is set|are set|gets set|closes?|closed|opens?|is decided|is fixed|are fixed|is locked|locks?|is agreed|are agreed|is "
    r"approved|gets approved|freezes|runs out|gets signed off|is signed off|starts)\b"
)
_LEAD: Final = Pattern(
    r"\b(?:(?:usually|normally|typically|always|it) (?:takes?|runs?)|takes? (?:us|them|the board|about|around|between|roughly)|allow|expect|we're talking|"
    r"count on|reckon on)\b[^.?]{0,30}?(?:\d+|two|three|four|five|six|eight|ten|twelve|a couple of|a few)(?:[ -](?:to|or|-) ?(?:\d+|\w+))?[- –](?:working "
    r")?(?:weeks?|months?|days)\b[^.?]{0,40}?\b(?:to (?:decide|get|go|approve|clear|sign)|for (?:approval|a decision|sign-?off|this|something|an order)|"
    r"from|approval|decision|to a decision|through)\b|\b(?:probably|maybe|perhaps|likely) (?:\d+|two|three|four|five|six|eight)(?: ?(?:-|to|or) ?(?:\d+|"
    r"\w+))? (?:weeks|months)\b"
)
BACK: Final = Pattern(
    r"\b(?:(?:is|are|was|were|been|being|be|got|gets|'s|'re|we've|have|has|had|we're|i've|they've)(?: \w+){0,2} (?:push(?:ed|ing)|postpon(?:ed|ing)|"
    r"deferr(?:ed|ing)|delay(?:ed|ing)|bumped|kicked|shelved|parked|paus(?:ed|ing)|suspended|moved|put (?:back|off|on)|frozen|rescheduled|held (?:up|over)|"
    r"set back|adjourned|cancelled|canceled|withdrawn|taken off|pulled from|dropped from)|(?:decision|board|project|it|this|everything|date|meeting|"
    r"approval|budget|that|vote|committee) (?:has |have |had )?(?:slipped|slips|moved|moves|slides?|slid)|pushing (?:it|this|that|the (?:decision|project|"
    r"date|whole thing))?(?: back| out)? ?(?:back|out|to|into|until|till) (?:the |next|new|q[1-4]|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|spring|summer|autumn|fall|after)|(?:postpone|defer|delay|put off|push back|hold off) (?:the |our |this |that |it|"
    r"any |on )|(?:on hold|on ice|in limbo|in the long grass|on the back burner)|(?:spending|hiring|budget|capex|project|purchasing|investment) (?:freeze|"
    r"stop|ban)|freeze on|no decisions? (?:before|until|this|till)|"
    r"(?:won't|will not|not going to|can't|cannot|unlikely to|not) (?:be )?(?:decid(?:e|ing)|make (?:a|the|our|any) decision|happen(?:ing)? (?:this|before|"
    r"until|till|in)|get to (?:it|this)|go(?:ing)? to the board|ready to decide)|(?:lost|losing) (?:our|the|my) slot|didn't (?:get to|make it (?:to|onto)|"
    r"reach) (?:it|this|us|the|item|that)|ran out of time|off the agenda|(?:come|get|circle) back to (?:it|this) (?:next|in|after)|revisit (?:it|this|"
    r"that) (?:next|in|after)|not (?:before|until) (?:the )?(?:new year|next|q[1-4]|spring|summer|autumn|january|february|march|april))\b"
)
_BACK_OF: Final = Pattern(
    rf"\b(?:decision|decide|board|committee|council|approval|project|budget|it|this|that|everything|initiative|programme|purchase|investment|slot|agenda|"
    rf"sign-?off|steering|we|purchasing|spending|buying|procurement|investments?|evaluation|tender|rfp|vote|quarter|year)\b|{_BODY}"
)
OURS: Final = Pattern(
    r"\b(?:let's (?:meet|talk|speak|catch|do|say|aim)|(?:see|speak|talk) (?:you|soon|then|on|next)|(?:our|the|a|this|that|quick|next|follow-?up) (?:call|"
    r"catch-?up|chat|demo|session|workshop|kick-?off|training|webinar|onsite|visit)\b(?! (?:with the board|to the board))|works for me|suits me|are you "
    r"(?:free|around)|calendar|invite|meeting room|zoom|teams link|reschedul\w+ (?:our|the call)|dial|"
    r"go[- ]live|going live|roll ?out|delivery date|delivered|installed|installation|deployment|migration|training|onboarding|implementation)\b"
)
_IN_COMMITTEE: Final = Pattern(
    r"\b(?:i(?:'m| am)|i'll be|he is|she is|she's|he's|am) (?:\w+ ){0,2}(?:in|at|on) (?:a |the |my |our )?(?:\w+ )?(?:committee|board|council|steering|"
    r"exco)\b(?! (?:on|of)?.{0,30}\b(?:decid|approv|present|for this))|\b(?:key|dash|mother|circuit|white|notice|card|score|switch|over|star|cup|"
    r"skate)boards?\b|\bon ?board(?:ing|ed)?\b|\bacross the board\b|\bboard(?:ing)? (?:pass|game|room)\b|\bboard member's? (?:birthday|wife|husband)|"
    r"\bcouncil (?:tax|house|estate)\b|\bsteering wheel\b|\bback to the drawing board\b|\bsounding board\b"
)
FOREIGN: Final = Pattern(
    r"\bvot(?:e|es|ing) (?:for|on) (?:the |a )?(?:best|\w+ of the (?:year|month)|christmas|party|menu|name|mascot|colou?r)\b|"
    r"\b(?:release notes|which colou?r|for lunch|(?:decide|choose|pick) (?:a|the|on a|on the) (?:time|slot|date|day|venue|room|restaurant|name|colou?r|"
    r"seat))\b|\bdecided to (?:join|take|leave|stay|move house)\b"
)
DONE: Final = Pattern(r"\b(?:last (?:year|spring|summer|autumn|winter|month)|in 20(?:1\d|2[0-4])|years ago|previous(?:ly)?)\b")
_NOTE: Final = Pattern(r"^(?:decision(?: process| timeline)?|timeline|process|dp|next steps? \(customer\))\s*[:=-]\s*\S")
_STEP_NAMES: Final = (
    ("board", r"\bboard\b"),
    ("committee", r"committee|council|panel|steer|exco|cabinet|trustees|governors|leadership|management team"),
    ("papers", r"\bpapers?\b|\bpack\b"),
    ("shortlist", r"short-?list|narrow"),
    ("budget", r"budget|capex"),
    ("decision", r"decid|decision|choose|pick|select|award|vote|choice"),
    ("approval", r"approv|sign"),
)


def find(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield steps of the customer's decision, and what pushes it back."""
    low = line.low
    if _IN_COMMITTEE.search(low) or FOREIGN.search(low) or decision_days.ON_A_BOARD.search(low):
        return
    pushed = _pushed(line, scene)
    if pushed is not None:
        yield pushed
        return
    if scene.side is Side.SELLER and not scene.note and not re.search(r"\b(?:your|you|they|their|his|her)\b", low):
        return
    hit = _step(line, scene)
    if hit is not None:
        yield hit


def _pushed(line: Line, scene: Scene) -> Hit | None:
    """Return what holds the decision back; a step moved to a named day is still a step."""
    low = line.low
    match = deciding.PUT_OFF.search(low) or BACK.search(low)
    if (
        match is None
        or not _BACK_OF.search(low)
        or (decision_days.OTHER_MOVED.search(low) and not re.search(rf"\b(?:decision|approval|budget|vote)\b|{_BODY}", low))
        or decision_days.BODY_MOVES.search(low)
        or re.search(
            r"\b(?:moved up|brought forward|moved (?:it |us |you |this )?forward|moved (?:in|into|to (?:a|the|our) (?:new )?(?:office|building|house|cloud|"
            r"s/4|sap))|push(?:es|ed|ing)? (?:hard|for|through|on|us|me|it|my|the team|internally)|moved you|had you moved|put (?:you|it|us) (?:on|"
            r"forward)|delayed (?:orders?|shipments?|deliver\w+|trains?|flights?|payments?))\b",
            low,
        )
    ):
        return None
    if re.search(r"\b(?:our|the|your|this) (?:call|catch-?up|demo|session|workshop|kick-?off|chat)\b", low) and not re.search(
        rf"\b(?:decision|approval|budget)\b|{_BODY}", low
    ):
        return None
    if re.search(
        r"\b(?:deliver\w*|shipments?|orders|trucks?|invoices?|payments?|patients?|appointments?|lines?|machines?|parcels?|customers?)\b",
        low,
    ) and not re.search(rf"\b(?:decision|approval|budget)\b|{_BODY}", low):
        return None
    modality = mood(line, scene, match.start())
    if modality is None:
        return None
    if guards.negated(low, match.start(), reach=14) and not match.group().startswith(
        ("no ", "not", "won't", "can't", "cannot", "didn't", "will not")
    ):
        return None
    return Hit("decision: pushed back", line.index, line.index, Stance.WEAKENS, modality)


_PATTERNS: Final = (
    ("body acts", _BODY_ACTS),
    ("papers", _PAPERS),
    ("goes to a body", _TO_BODY),
    ("picks and releases", _PICKS),
    ("yes or no", decision_days.YES_OR_NO),
    ("yes or no", decision_days.FROM_ME),
    ("releases", decision_days.RELEASES),
    ("done at a meeting", decision_days.AT_MEETING),
    ("body moves", decision_days.BODY_MOVES),
    ("goes to people", decision_days.TO_PEOPLE),
    ("in turn", decision_days.IN_TURN),
    ("we decide", _DECIDE),
    ("decision is due", _DECISION_IS),
    ("budget cycle", _BUDGET_CYCLE),
    ("process", _PROCESS),
    ("in sequence", _SEQUENCE),
    ("who takes part", _ROOM),
    ("how long it takes", _LEAD),
    *deciding.WAYS,
)
_NOTHING_WITHOUT: Final = Pattern(
    r"\b(?:nothing|never|nobody|no \w+|can't|cannot|don't|won't)\b[^.?]{0,60}?\b(?:without|until|unless|before)\b"
)
_NEEDS_DATE: Final = deciding.NEED_DATE | frozenset(
    {
        "goes to people",
        "in turn",
        "yes or no",
        "releases",
        "done at a meeting",
        "body moves",
        "we decide",
        "decision is due",
        "budget cycle",
    }
)
_OPEN_BY_NATURE: Final = frozenset({"process", "yes frees it", "an answer by a day"})
"""Here an `if` or `whether` belongs to the step."""
_IN_DAILY_WORDS: Final = frozenset({"goes to people", "in turn", "releases"})
_OF_A_BODY: Final = frozenset({"body acts", "goes to a body"})
_NEEDS_GATE: Final = frozenset({"process", "in sequence"})


_PATTERNS_LEFT: Final = Several(_PATTERNS)


def _step(line: Line, scene: Scene) -> Hit | None:
    """Return a step on the way to a decision."""
    low = line.low
    found = [(name, match) for name, pattern in _PATTERNS_LEFT.left(low) if (match := pattern.search(low)) is not None]
    noted = scene.note and _NOTE.search(low) is not None
    when = WHEN.search(low) if found or noted else None
    best: Hit | None = None
    for name, match in found:
        if not _fits(name, line, match, when):
            continue
        if guards.negated(low, match.start(), reach=14) and name != "process" and not _NOTHING_WITHOUT.search(low):
            continue
        modality = mood(line, scene, match.start(), weak=name == "how long it takes", condition=name not in _OPEN_BY_NATURE)
        if modality is None:
            return best
        if _vague(name, line, scene, when) and modality is Modality.ASSERTED:
            modality = Modality.CONDITIONAL
        hit = Hit(f"decision: {name}", line.index, line.index, modality=modality, parts=parts_of(line, scene, when))
        if modality is Modality.ASSERTED:
            return hit
        best = best or hit
    if best is not None:
        return best
    if noted:
        return Hit("decision: noted", line.index, line.index, parts=parts_of(line, scene, when))
    return None


def _fits(name: str, line: Line, match: re.Match[str], when: re.Match[str] | None) -> bool:
    """Return whether a match is a step of the decision rather than our meeting, our delivery or old news."""
    low = line.low
    if DONE.search(low) and not re.search(r"\b(?:will|next|now)\b", low):
        return False
    if name in _NEEDS_DATE and when is None:
        return False
    if name in _IN_DAILY_WORDS and decision_days.DAILY.search(low):
        return False
    if name in _OF_A_BODY and decision_days.REPORTED.search(low) and not decision_days.STILL_A_STEP.search(low):
        return False
    if name in _NEEDS_GATE:
        gates = {gate.group() for gate in GATE_WORD.finditer(low)}
        if len(gates - {"it", "paper", "sign"}) < (1 if name == "process" else 2):
            return False
    if name == "who takes part" and not re.search(
        r"\b(?:decid|decision|vote|veto|panel|committee|steering|board|choose|evaluat|select|weighs?|consensus|unanimous)", low
    ):
        return False
    if OURS.search(low) and not re.search(rf"{_BODY}|\b(?:decision|decide|award|short-?list|budget|legal)\b", low):
        return False
    return not (name == "we decide" and re.search(r"\b(?:decided|chose|picked|selected) (?:to|not)\b", match.group()))


def _vague(name: str, line: Line, scene: Scene, when: re.Match[str] | None) -> bool:
    """Return whether neither a date nor a person nor a real order of steps is named."""
    if when is not None or name in (
        "in sequence",
        "picks and releases",
        "process",
        "papers",
        "who takes part",
        "who decides together",
        "stages",
    ):
        return False
    return not _person(line, scene) and not re.search(
        r"\b(?:always|every|must|has to|needs? to|only|without|decides?|picks?|chooses?|approves?)\b", line.low
    )


def _person(line: Line, scene: Scene) -> str:
    """Return a person that the sentence names."""
    for match in NAME.finditer(line.plain):
        name = fold(strip_name(match.group()))
        if name in scene.names:
            return scene.names[name]
    role = re.search(
        r"\b(?:our|the|my) (?:cfo|ceo|coo|cto|cio|md|fd|finance director|managing director|director|boss|general counsel|\w+ director|head of \w+)\b",
        line.low,
    )
    return re.sub(r"^(?:our|the|my) ", "", role.group()) if role else ""


def parts_of(line: Line, scene: Scene, when: re.Match[str] | None) -> tuple[tuple[str, str], ...]:
    """Return the step, its date and the person that a sentence names."""
    step = next((name for name, words in _STEP_NAMES if re.search(words, line.low)), "step")
    near = scene.near(line, 1) if when is None else None
    if (
        when is None
        and near is not None
        and len(near.low) < 60
        and re.match(r"(?:on|that's|it's|next one|by|before|in|the)\b", near.low)
    ):
        when = WHEN.search(near.low)
    parts = [("step", f"{step} {when.group()}" if when else step)]
    if when is not None:
        parts.append(("date", when.group()))
    person = _person(line, scene)
    if person:
        parts.append(("person", person))
    return tuple(parts)


OPENERS: tuple[Pattern, ...] = (BACK, deciding.PUT_OFF, *(pattern for _, pattern in _PATTERNS), _NOTE)
"""One of these must be able to match, or there is nothing to read."""
