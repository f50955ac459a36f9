"""Steps of a decision in one person's words: a yes or no by a day, a release on a day, a meeting where it is done."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.quick import Pattern

_WHO: Final = (
    r"(?:i|he|she|we|they|me|him|her|the (?:\w+ )?\w+|my \w+|our \w+|finance|[a-z]+)(?:'ll| will| would| then| can| shall| either| has to| have to| should|"
    r" finally| only| must)*"
)
_ON: Final = (
    r"(?:on|by|before|at|in|within|after|until|the (?:same|next|following|week|day)|this|next|come|end of|once|when|as soon as)"
)
YES_OR_NO: Final = Pattern(
    rf"\b{_WHO} (?:say(?:s|ing)?|decid(?:e|es|ing)|come(?:s)? back (?:to \w+ )?with|answer(?:s|ing)?|rule(?:s)?|giv(?:e|es|ing) (?:you|us|it|her|him|them)|"
    rf"tell(?:s|ing)? (?:you|us|her|him|them))(?: \w+)? "
    r"(?:(?:a |my |his |her |their |the )?yes or (?:a )?no|yea or nay|go or no[- ]go|thumbs up or down)\b"
    r"|\byou(?:'ll| will| can expect to)? (?:have|get|hear|know) (?:my|his|her|our|their|the (?:\w+ )?\w+'s) (?:yes or (?:a )?no|decision|verdict|yes|"
    r"final answer|ruling)\b"
)
RELEASES: Final = Pattern(
    rf"\b(?:i|he|she|we|they|finance|[a-z]+)(?:'ll| will| then| can| only| shall| would)* (?:release|approve|sign|authori[sz]e|okay|unlock|free|commit|"
    rf"award)s?(?: off)?(?: on| for)? "
    rf"(?:the (?:\w+ )?(?:money|funds?|budget|spend|purchase|investment|order|deal|contract|funding|agreement)|it|this one)\b[^.;?]{{0,25}}?\b{_ON}\b"
)
FROM_ME: Final = Pattern(
    r"\b(?:a |your |the )(?:clear |firm |final )?yes or (?:a )?no from (?:me|us|him|her|them|my \w+|our \w+)\b|"
    r"\b(?:rules|decides|votes|settles|signs)(?: on| off)? (?:it|this|that|us|the matter) (?:at|in) (?:the|our|his|her|their) (?:[\w']+ ){1,2}(?:meeting|"
    r"session|round|review|sitting)\b"
)
AT_MEETING: Final = Pattern(
    r"\b(?:i|he|she|we|they|[a-z]+)(?:'ll| will| shall| would|'d| want to| can| plan to| then| am going to| are going to|'m going to|'re going to)+ (?:do|"
    r"sign|approve|decide|settle|take|raise|release|have|table|put|close|clear|okay|bring) "
    r"(?:it|this|that|yours?|them|the (?:order|money|decision|contract|case|request|paper)|you)(?: up| through| off| forward)? (?:at|in|to|on) (?:the|our|"
    r"my|their|next \w+'s) (?:\w+ )?"
    r"(?:finance|budget|board|management|partners'?|capital|investment|steering|leadership|exec\w*|owners'?|operations|ops|monthly|weekly|directors'?|"
    r"trustees'?|governors'?|committee|council|planning|family|staff|chapter|vestry|faculty)"
    r"(?: \w+)? ?(?:meeting|session|round|review|committee|day|call|sitting|lunch|breakfast)\b"
)
BODY_MOVES: Final = Pattern(
    r"\b(?:board|committee|council|panel|management (?:team|meeting|board)|leadership (?:team|meeting)|steering (?:group|committee|meeting)|exec(?:utive)? "
    r"(?:team|meeting|committee)|finance meeting|budget meeting|trustees|governors|cabinet|partners' meeting|owners' meeting|directors' meeting|decision)"
    r"(?: meeting| session)?(?: itself| date)? (?:moves?|moved|shifts?|shifted|goes|is moving|is moved|has moved|was moved|has been moved|is now) (?:back |"
    r"forward |out |up )?(?:from [^.;?]{3,40}? )?to (?:the )?(?:\d|mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
DAILY: Final = Pattern(
    r"\b(?:charts?|patients?|batch records?|log ?books?|delivery notes?|prescriptions?|milk|party|wedding|birthday|dogs?|lunch|dinner|film|parcels?|"
    r"time ?sheets?|homework|report cards?|order sheets?|garage)\b"
)
"""What is signed, taken or chosen in daily work and life."""
TO_PEOPLE: Final = Pattern(
    r"\b(?:goes|go|going|put|puts|take|takes|taken|taking|bring|brings|brought|present\w*|comes?) (?:it |this |that |the (?:case|paper|request|proposal|"
    r"plan) )?(?:up )?(?:to|before|in front of) (?:the |our |all |my |both )?(?:\w+ )?"
    r"(?:partners|owners|shareholders|family|directors|members|elders|chapter|vestry|faculty|senate|commissioners|supervisors|assembly|governors|mayor|"
    r"(?:monthly|weekly|quarterly|finance|budget|managers'?|department|owners'?|partners'?|staff|planning|directors'?) (?:meeting|review|round|session))\b"
    rf"|\b(?:it's|it is|that's|it'll be) (?:then )?(?:his|her|my|our|their|[a-z]+'s) (?:call|decision) {_ON}\b"
)
IN_TURN: Final = Pattern(
    r"\b(?:legal|security|it|finance|procurement|purchasing|quality|compliance|operations|[a-z]+) (?:reads?|checks?|looks? (?:at|over)|reviews?|clears?|"
    r"signs?|approves?|goes through|sees|tests?|recommends?)\b[^.;]{0,45}(?:, |; | and )(?:and |then |after that )*(?:the |our |my )?(?:\w+ ){1,2}(?:then "
    r")?(?:signs?|approves?|releases?|decides?|pays|votes?)\b"
    r"|\b(?:sits?|sitting) down\b[^.;]{0,60}\b(?:pick|choose|decide|vote|select|settle)\b|\b(?:meet|get together)\b[^.;]{0,60}\band (?:then )?(?:pick|"
    r"choose|decide|vote on|select|settle)\b"
)
_BODY: Final = (
    r"(?:board|committee|council|cabinet|panel|trustees|governors|directors|leadership team|management team|exco|exec\w*)"
)
REPORTED: Final = Pattern(
    rf"\b(?:said|told|promised|reported|mentioned|explained|admitted|pledged|confessed|wrote|warned|assured|informed|owe|owed)\b[^.;?]{{0,45}}?\b{_BODY}\b|"
    rf"\b(?:promised|told|assured|warned) (?:the |our |my )?{_BODY}\b"
)
"""What somebody told a body: no step of its decision."""
STILL_A_STEP: Final = Pattern(
    rf"\b{_BODY}\b[^.;?]{{0,30}}\b(?:decides?|will decide|approves?|votes?|meets?|signs?|sits|wants to see|has to|needs? to)\b|\b(?:decision|approval|vote|"
    rf"agenda|slot|papers?|sign-?off)\b"
)
ON_A_BOARD: Final = Pattern(
    r"\b(?:writ(?:e|es|ing|ten)|wrote|pin(?:s|ned)?|hang(?:s)?|hung|draw(?:s|n)?|chalk(?:s|ed)?|stick(?:s)?|stuck|scribbl\w+|marker|magnets?|hose|wipe(?:s|"
    r"d)?|rub(?:s|bed)?|sketch\w*|tick(?:s|ed)? (?:it )?off)\b[^.;?]{0,50}\b(?:on|off|from) (?:a|the|our|that|his|her) (?:\w+ )?board\b(?! (?:agenda|paper|"
    r"meeting))"
)
OTHER_MOVED: Final = Pattern(
    r"\b(?:moved|moving|move) (?:(?:the|our|my|his|her|their|two|three|four|some|a|all|both|several)(?: \w+)? )+(?!decision|board|committee|vote|approval|"
    r"project|date|deadline|evaluation|budget|tender|meeting|slot|item|start|launch|award|go-live|purchase|case|timeline|whole|thing)"
    r"(?:\w+'s? )?(?:training|people|crew|crews|team|teams|staff|rota|roster|shift|shifts|technicians?|nurses?|drivers?|operators?|data|files?|stock|"
    r"equipment|desk|desks|office|machines?|budget for|leave|holiday|engineers?|trainers?|supervisors?|inspection)\b"
    r"|\b(?:sailing|flight|train|ferry|crossing|tour|class|lesson|match|game|show|concert|surgery|operation|procedure|list|trip|bus|service|run|batch|"
    r"harvest|booking|departure|landing|race|wedding|exam|route|collection|milking|discharge|load|shipment|delivery|transport|visit|fire drill|shift|"
    r"production)s?(?: \w+){0,2} (?:was|were|is|are|got|been|be|had been|has been) (?:\w+ )?(?:cancell?ed|delayed|postponed|moved|suspended|bumped|pushed "
    r"back|put (?:back|off)|paused)\b"
)
"""Something else than the decision was moved or called off."""
