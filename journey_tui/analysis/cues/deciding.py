"""Steps of a decision by grammar: an answer promised by a day, a tender's dates, a budget that closes, who decides together, a yes that frees the order."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.cues.classes import ROLE
from journey_tui.analysis.quick import Pattern

_HUMAN: Final = rf"(?:i|we|he|she|they|(?:the |our |my )?{ROLE}|the (?:\w+ )?(?:team|group|panel|jury|managers?|directors?|owners?|users?|leads?|partners|family|council)|[a-z]+)"
ANSWER: Final = Pattern(
    r"\byou(?:'ll| will| should| can expect to| are going to)? (?:hear|have|get|receive|know|learn)(?: back)?(?: \w+){0,2}? (?:from (?:us|me|him|her|them|our \w+)|our (?:final )?(?:decision|answer|choice|verdict|feedback on who|yes or no)|an? (?:final |definite |clear )?(?:answer|decision|yes or no)|whether (?:it's|it is|you|we)|who we|if (?:it's|you))\b"
    r"|\b(?:i|we|he|she|they)(?:'ll| will| shall| can| expect to| hope to| want to| plan to| intend to)+ (?:\w+ )?(?:let you know|tell you|inform (?:you|all|the|both)|notify|get back to you|come back to you|give you) (?:\w+ ){0,5}?(?:who (?:has won|won|wins|gets it|it is|we)|decision|decided|choice|chosen|award|outcome|result|verdict|winner|which way|who (?:it is|we)|yes or no|whether we|if we (?:go|buy|proceed)|answer)\b"
)
TENDER: Final = Pattern(
    r"\b(?:tender|rfp|rfq|rfi|itt|bidding|call for tenders?|competition|contract award|award|standstill(?: period)?|short-?list(?:ing)?|down-?selection|final round|second round|bid(?:der)? presentations?|vendor presentations?|reference (?:calls|visits))\b(?: \w+){0,3}? (?:clos(?:es?|ing)|opens?|ends?|starts?|begins?|due|deadline|takes? (?:place )?|runs?|lasts?|finish\w*|comes? out|is out|follows?|published|planned|scheduled|expected|will be|are on|is on)\b"
    r"|\b(?:award|short-?list|standstill|final round),? (?:in |on |by )?(?:early|mid|late|end)[- ](?:of )?\w+"
    r"|\b(?:evaluation|scoring|offers?|quotes?|proposals?|bids|submissions?)\b(?: \w+){0,2}? (?:clos(?:es?|ing)|opens?|ends?|takes? (?:place )?|runs?|lasts?|finish\w*|(?:is|are|will be) (?:due|opened|expected|scheduled|planned|in by|scored|evaluated))\b"
)
BUDGET: Final = Pattern(
    r"\b(?:budgets?|capex|capital plan|investment plan|money|funds?|funding|financial plan|forecast|planning|spending plan|grant|year-end money)\b(?: \w+){0,5}? (?:(?:gets?|is|are|will be|has to be|must be|needs to be|be|being) (?:\w+ )?(?:locked|fixed|frozen|closed|set|agreed|approved|signed off|decided|submitted|finali[sz]ed|allocated|released|committed|spent|requested|in|handed in)|clos(?:es?|ing)|locks?|freezes?|expires?|lapses?|runs? out|disappears?|ends?|is gone|has to be (?:used|spent)|must be (?:used|spent))\b"
    r"|\b(?:has|have|needs?) to be (?:in|part of|put into) (?:the |our |next year's |the \w+ )?(?:budget|plan|capex|forecast)\b"
)
TOGETHER: Final = Pattern(
    r"\b(?:evaluation|selection|buying|project|decision|purchasing|steering|core)(?:[- ]making)? (?:team|group|committee|panel|board|circle|unit)\b[^.;?]{0,15}? (?:consists? of|is made up of|includes?|comprises?|is (?:me|myself|five|four|three|two|six|just)|contains)\b[^.;?]{3,}"
    r"|\b(?:we|the \w+ of us|both of us|all (?:of us|three|four|five)|everyone|they|those \w+) (?:all |both )?(?:have to|must|need to|has to|will have to) (?:all |both )?(?:agree|say yes|be in favour|sign|vote|nod|be convinced|be on board)\b"
    r"|\b(?:it|this|that) (?:takes|needs|requires) (?:the |a )?(?:yes|vote|agreement|ok|majority|unanimous\w*|consensus) (?:of|from|by|vote)\b"
    r"|\b(?:i|we|he|she|they|\w+ and i|\w+ and \w+)(?:'ll| will| then)? (?:sit|get|come|meet|put our heads)(?: down)?(?: together)?\b[^.;?]{0,60}? and (?:then )?(?:we |they )?(?:decide|choose|pick|vote|make (?:a|the|our|up)|say yes|settle|select|agree on (?:one|a vendor|who))\b"
)
YES_FREES: Final = Pattern(
    rf"\b(?:once|after|as soon as|when|if) [^.;?]{{3,60}}?,? (?:then )?{_HUMAN} (?:then |usually |normally |will |can |shall |'ll |simply |just )*(?:signs?|approves?|decides?|releases?|orders?|gives? (?:the )?(?:go-?ahead|ok|green light)|votes?|awards?)\b"
    rf"|\b(?:if|once|when|as soon as) (?:they|he|she|it|{_HUMAN}) (?:nods?|agrees?|say(?:s)? yes|likes? it|is happy|are happy|approves?|is convinced|gives? the \w+|passes?|is fine),? (?:then )?(?:it|we|i|that|this|you)(?:'ll| will|'s| is| can)? (?:goes?|go|move|straight|sign|order|get|have|start|proceed|done|off|buy)\b"
)
STAGES: Final = Pattern(
    r"\b(?:technical|commercial|security|legal|pilot|trial|test|demo|evaluation|short-?list(?:ing)?|reference (?:visits?|calls?)|workshops?|business case|budget|board|committee|council|finance|cfo|ceo|director|management|procurement|purchasing|it|steering)\b[^.;?]{0,50}?(?:,|->|→|;| and) ?(?:then|after that|followed by|next|finally|and then|afterwards|->|→) ?(?:\w+ ){0,6}?(?:review|check|approval|decision|sign-?off|signature|vote|contract|board|committee|council|finance|cfo|ceo|director|management|procurement|purchasing|legal|order|award|leadership|steering|exec\w*)\b"
)
PUT_OFF: Final = Pattern(
    r"\b(?:we|they|i|the (?:\w+ )?(?:board|committee|council|team|panel|management|directors))(?:'ll| will| are| is|'re)? (?:not|won't|will not|aren't|cannot|can't|not going to|unlikely to|no longer)(?: \w+){0,2}? (?:get to|reach|make|come to|take|have|see|manage) (?:a |the |any |our )?(?:final )?(?:decision|conclusion|choice|verdict|award|vote|agreement)\b"
    r"|\b(?:decision|award|vote|evaluation|tender|selection|project|purchase|procurement|programme|initiative|investment)\b[^.;?]{0,25}? (?:has|have|is|was|are|were|been|got|gets)(?: \w+){0,2}? (?:suspended|stopped|cancelled|canceled|halted|frozen|withdrawn|on hold|paused|shelved|stood down|deprioriti[sz]ed|put back|pushed (?:out|back)|delayed|deferred|parked|put off)\b"
    r"|\b(?:everything|all projects|all spending|all purchases|purchasing|this|it) (?:is|has been|'s|are|was)(?: \w+)? (?:on hold|frozen|stopped|paused|blocked|suspended|parked)\b"
)
AIMS: Final = Pattern(
    rf"\b{_HUMAN}(?:'ll| will| would|'d)? (?:\w+ )?(?:wants? to|wish(?:es)? to|aims? (?:for|to)|plans? to|hopes? to|intends? to|expects? to|has to|have to|needs? to|must|would like to|'d like to|prefers? to|tr(?:y|ies) to|target(?:s|ing)?) (?:\w+ )?(?:decide|a (?:final )?(?:decision|choice|award|verdict|vote)|have (?:a |the )?decision|choose|pick|award|make up (?:his|her|their|our) minds?|settle (?:it|this))\b"
    rf"|\b(?:we|i|they|you|he|she)(?:'ll| will|'re| are|'m| am| have|'ve)? (?:then )?(?:have |be |have it )?(?:narrow(?:ed|ing)?(?: it| this| the list)? down|short-?list(?:ed)?|cut (?:it|the list)(?: down)?|down to (?:two|three|one)|decide|choose|pick|vote|award) (?:it )?(?:down )?(?:to |by |on (?!an? |the |your |our |my )|in |before |this |next |tomorrow|until )\w+"
    r"|\b(?:give|gives|giving|deliver|delivers|return|returns|hand in|hands in|send|sends|share|shares|announce|announces) (?:their|his|her|its|our|my|the|a|us their) (?:\w+ )?(?:verdict|recommendation|vote|ranking|scores?|scoring|assessment|judg\w+|ruling|votes|decision|answer|preference|choice)\b"
    r"|\b(?:award|decision|selection|choice|vote|contract award|final decision) (?:is|are|was|will be) (?:\w+ )?(?:foreseen|envisaged|pencilled|targeted|foreseeable|planned|scheduled|due|set|fixed|down|booked|announced)\b"
)
WAYS: Final = (
    ("an answer by a day", ANSWER),
    ("aims to decide", AIMS),
    ("tender dates", TENDER),
    ("budget closes", BUDGET),
    ("who decides together", TOGETHER),
    ("yes frees it", YES_FREES),
    ("stages", STAGES),
)
"""Cue and pattern for `Line.low`."""
NEED_DATE: Final = frozenset({"an answer by a day", "aims to decide", "tender dates", "budget closes", "yes frees it"})
"""Ways that say nothing without a date or a span of time."""
OPENERS: Final = (PUT_OFF, *(pattern for _, pattern in WAYS))
"""One of these must match, or there is nothing to read."""
