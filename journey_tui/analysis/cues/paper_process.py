"""Their path to signature: contract, legal, purchasing, security papers, and who handles them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import NAME, Hit, Line, Scene, fold, mood, papers, strip_name
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Modality, Side, Stance

_PAPER: Final = (
    r"(?:msas?\b|master (?:services?|subscription|supply|purchase) agreement|ndas?\b|dpas?\b|data[- ]processing (?:agreement|"
    r"addendum|annex)|standard "
    r"contractual clauses|sccs\b|(?:the |your |our |a |any |this |that )(?:\w+ )?(?:contract|agreement)\b(?! with (?:our|their|"
    r"the (?:current|existing|"
    r"old)))|(?:draft|signed|final|framework|services?|subscription|licen[cs]e|contract) (?:contract|agreement|draft)s?\b(?! "
    r"with (?:our|their|the "
    r"(?:current|existing|old)))|red-?lines?\b|mark-?ups?\b|t(?: & |&)cs?\b|terms (?:and|&) conditions|(?:contract|legal|your|"
    r"our|payment|standard) terms|"
    r"order forms?|purchase orders?|\bpos?\b(?! box)(?= |[.,;:?!]|$)|po number|requisitions?|(?:vendor|supplier) (?:record|"
    r"form|number|registration|"
    r"onboarding|set-?up|master|portal|questionnaire|assessment|approval|file|code of conduct|pack|due diligence|creation|"
    r"request|screening|account)|"
    r"(?:security|infosec|information security|risk|privacy|vendor risk|third[- ]party risk|cyber|it security|compliance|esg|"
    r"sustainability|supplier|due "
    r"diligence|gdpr|cloud) (?:questionnaire|assessment|review|form|checklist|audit|clearance|approval|pack|schedule|annex|"
    r"sign-?off|due diligence)|"
    r"questionnaire|pen(?:etration)?[- ]test (?:report|summary|results)|soc ?2(?: type (?:ii|2))? (?:report|letter)|iso "
    r"(?:27001 )?certificates?|insurance "
    r"(?:certificates?|cover|details)|(?:attached|enclosed|completed|signed|vendor|our|the) (?:assessment|questionnaire|form|"
    r"annex|schedule)|certificates? "
    r"of (?:insurance|incorporation)|public liability|professional indemnity|"
    r"w-?9\b|w-?8(?:ben)?(?:-e)?\b|tax (?:form|residency|certificate|clearance)|vat (?:number|certificate|registration)|bank "
    r"(?:details|letter|"
    r"confirmation)|dpia|due diligence|anti-bribery|modern slavery|code of conduct|framework agreement|call-?off(?: contract)?|"
    r"g-?cloud|docu-?sign|adobe "
    r"sign|wet (?:ink|signature)|company stamp|indemnit\w+|(?:un)?limited liability|liability (?:cap|clause)|cap on liability|"
    r"clauses?\b|jurisdiction|"
    r"governing law|"
    r"(?:procurement|purchasing|supplier|vendor|sourcing) (?:portal|system)|ariba|coupa|jaggaer|countersign\w*|counter-sign\w*|"
    r"statement of work|\bsow\b|"
    r"side letter|sub-?processors?(?: list)?|data protection (?:annex|addendum|form|officer)|paperwork|execution copy|"
    r"signature (?:page|copy|version|pack))"
)
_DESK: Final = (
    r"(?:legal(?! (?:drinking|age|entity|name|requirement|system|sector|services? firm|team at (?:your|halden)))(?: team| "
    r"department| counsel| "
    r"people| side)?|our (?:general |in-?house |external )?(?:lawyers?|counsel|solicitors?|attorneys?)|general counsel|"
    r"in-?house counsel|"
    r"procurement(?: team| department| people| side| lead| manager)?|purchasing(?: team| department)?|sourcing|infosec|"
    r"information security|it "
    r"security|the security (?:team|people|guys|folks)|security(?: team)?|the ciso|ciso|compliance|vendor management|supplier "
    r"management|the "
    r"dpo|data protection(?: officer)?|contracts (?:team|manager|department)|accounts payable|commercial team|risk team|"
    r"third[- ]party risk)"
)
_DO: Final = (
    r"(?:send|sends|sent|sending|return|returned|complete|completed|completing|fill(?:ed)?(?: in| out)?|filling|sign(?:ed|s|"
    r"ing)?|review(?:s|ed|ing)?|"
    r"read(?:s|ing)?|go(?:es|ing)? through|raise[sd]?|raising|issue[sd]?|issuing|need(?:s|ed)?|require[sd]?|requires|"
    r"register(?:ed)?|upload(?:ed)?|"
    r"redlin\w+|mark(?:ed|s|ing)? up|approve[sd]?|negotiat\w+|clos(?:e|ed|es|ing)|start(?:ed|s)?|open(?:s|ed)?|attach(?:ed|es|"
    r"ing)?|"
    r"receiv\w+|clear(?:ed|s|ing)?|accept(?:ed|s)?|is with|are with|sits with|sitting with|lies with|with|handl\w+|runs?|"
    r"takes?|turn(?:ed|s)? (?:it |them "
    r")?(?:a?round|back)|comment(?:ed|s)?|provide|submit(?:ted)?|share|forward(?:ed)?|draft(?:ed|ing)?|finali[sz]ed?|agree[d]?|"
    r"execut\w+|countersign\w*|"
    r"process(?:ed|es)?|put(?:ting)? (?:it |this |you |them )?(?:through|on|into)|set(?:ting)? (?:you )?up|"
    r"look(?:s|ed|ing)? (?:at|over|through)|want(?:s)?|insist(?:s)?|expect(?:s)?|check(?:s|ed|ing)?|ask(?:s|ed|ing)? (?:for|"
    r"about|to)|come(?:s)? (?:to|"
    r"back|from|after|before|first|through)|follow(?:s)?|goes? (?:to|on|out|via|through)|use[sd]?|missing|pending|outstanding|"
    r"due|in place|before|first|"
    r"after|via|through|without|once|until|by|to|for|from|on|back|has|have|is|are|will|must|can|cannot|done|over)"
)
_STRONG: Final = (
    (
        "sent to",
        Pattern(
            rf"\b(?:send|forward|address|e-?mail|return|submit|upload|share|get|pass|post|copy|mail|let us "
            rf"have)\b[^.?;]{{0,60}}?\b{_PAPER}[^.?;]{{0,60}}"
        ),
    ),
    (
        "paper asked for",
        Pattern(
            rf"\b(?:we|i|they|legal|procurement|purchasing|security|finance|infosec|compliance|our (?:\w+ )?(?:team|people|"
            rf"lawyers?|counsel|policy|"
            rf"auditors?|process))(?:'ll| will| would|'d| still| also| do| always| then| first)* (?:need|require|ask(?:s)? for|"
            rf"want|expect|insist on|must "
            rf"have|have to have|are waiting for|'re waiting for|await|are missing)s?\b[^.?;]{{0,60}}?\b{_PAPER}"
        ),
    ),
    (
        "attached paper",
        Pattern(
            rf"\b(?:attached|enclosed|please find|here(?:'s| is| are)|find below|below|i attach|i've attached|sending you|here "
            rf"comes)\b[^.?;]{{0,50}}?\b{_PAPER}|\b{_PAPER}\b[^.?;]{{0,25}}?\b(?:attached|enclosed|is below|for (?:your "
            rf")?(?:signature|completion|"
            rf"countersignature))\b"
        ),
    ),
    (
        "desk works",
        Pattern(
            rf"\b{_DESK}(?:'s)?(?: \w+)? (?:has|have|had|is|are|may|might|could|should|will|'ll|'s|then|first|also|always|only|"
            rf"already|would|must|can|"
            rf"cannot|may|might|could|should|usually|wants?|needs?|insists?|reads?|reviews?|reviewed|signs?|signed|goes|went|"
            rf"looks?|looked|handles?|"
            rf"raises?|raised|issues?|issued|opens?|asks?|asked|takes?|took|starts?|started|sent|sends|redlin\w+|mark\w*|"
            rf"comment\w*|turn\w*|approv\w+|"
            rf"clear\w*|check\w*|came|comes?|gets?|got|set|sets|runs?|own\w*|requires?)\b[^.?;]{{0,90}}?\b(?:{_PAPER}|"
            rf"sign-?off|signature|comments?|"
            rf"changes|review\w*|read|version|draft|form|terms|paper|papers|wording|clean|happy|no (?:issues|objections|"
            rf"comments)|cleared|approved|"
            rf"supplier|vendor|order|it|this|that|them|you|first|last|next|ready|fine|done)\b"
        ),
    ),
    (
        "goes to desk",
        Pattern(
            rf"\b(?:send|sent|goes?|going|go|passed|pass|with|to|through|by|from|past|into|via|handed|copy|copied|cc|contact|"
            rf"talk to|speak to|write to|"
            rf"heard (?:back )?from|introduc\w+)(?: \w+){{0,4}}? (?:to |with |through |by |over to |past |via |in |from "
            rf")?(?:our |the |my |their "
            rf")?{_DESK}\b"
        ),
    ),
    (
        "without no order",
        Pattern(
            rf"\b(?:without|until|unless|before|once|as soon as|no)\b[^.?;]{{0,60}}?\b{_PAPER}[^.?;]{{0,70}}?\b(?:order|pay|"
            rf"sign\w*|start|contract|vendor|"
            rf"supplier|cannot|can't|won't|no|nothing|invoice|go|open|set|release|raise|proceed|move)\b|\b(?:cannot|can't|"
            rf"won't|no|"
            rf"nothing)\b[^.?;]{{0,60}}?\b(?:without|until|unless|before)\b[^.?;]{{0,40}}?\b{_PAPER}"
        ),
    ),
    (
        "signer",
        Pattern(
            r"\b(?:signatory|signatories|(?:authori[sz]ed|company|legal) (?:to sign|signatory)|will (?:be the one "
            r")?(?:counter-?sign|sign) (?:it|the "
            r"(?:contract|agreement|msa|order|nda|dpa|papers?|paperwork)|for us|on our (?:side|behalf))|signs? (?:the "
            r")?(?:contracts?|agreements?|msa|nda|"
            r"papers?|paperwork|order form) (?:for us|here|on our (?:side|behalf))|(?:two|both) (?:directors|signatures) "
            r"(?:have to|must|need|on)|wet "
            r"(?:ink|signature))\b"
        ),
    ),
    (
        "paper moves",
        Pattern(
            rf"\b{_PAPER}\b(?:[^.?;]{{0,40}}?)\b(?:is|are|was|were|has|have|will|'s|goes|went|comes|came|sits|takes|must|"
            rf"needs?|should|can|gets|starts|"
            rf"started|closed|cleared|signed|approved|received|complete\w*)\b"
        ),
    ),
    (
        "person handles",
        Pattern(
            rf"\b\w+ (?:handles?|looks after|takes care of|owns|runs|deals with|is responsible for|reads|reviews|negotiates|"
            rf"redlines|signs|countersigns|"
            rf"processes|is handling|is reviewing|is reading) (?:the |our |your |all |any |these |those )*{_PAPER}"
        ),
    ),
    (
        "reading",
        Pattern(
            rf"\b(?:reading|reviewing|going through|marking up|redlining|negotiating|commented on|comments on|changes to) "
            rf"(?:your|the|our) (?:\w+ "
            rf")?(?:{_PAPER}|terms|paper|draft)|\byour (?:lawyers?|legal(?: team| people)?|counsel|"
            rf"solicitors?)\b[^.?;]{{0,40}}?\b(?:look|review|check|"
            rf"comment|agree|accept|call|talk|come back)|\b(?:sign|countersign|complete|fill in|fill out|return|initial) "
            rf"(?:the |our |this |that |both |a |"
            rf"an )*(?:attached |enclosed |\w+ )?{_PAPER}"
        ),
    ),
    (
        "raise",
        Pattern(
            r"\b(?:raise|raised|raising|cut|issue|issued|issuing|generate|create|place|placed|release|open|opened|opening) "
            r"(?:you |us |a |an |the |your "
            r")*(?:po\b|purchase order|requisition|vendor (?:record|number)|supplier (?:record|number)|order (?:form|number))|"
            r"\b(?:register(?:ed|ing)?|"
            r"set(?:ting)? you up|onboard(?:ed|ing)?|add(?:ed|ing)? you|get(?:ting)? you (?:set up|registered|onboarded|on)|"
            r"put(?:ting)? "
            r"you)\b[^.?;]{0,40}?\b(?:as an? (?:approved |new |preferred )?(?:vendor|supplier)|(?:vendor|supplier|procurement|"
            r"purchasing) (?:portal|system|"
            r"list|master|database)|(?:in|on|into|onto) (?:our )?(?:ariba|coupa|jaggaer|sap|portal|approved list|supplier list|"
            r"vendor list))\b"
        ),
    ),
)
BACKED: Final = Pattern(
    rf"\b{_DESK}(?:'s| is| are|'re| has| have| team is| team are)?(?: \w+){{0,3}}? (?:backed up|swamped|snowed under|"
    rf"overloaded|short[- ]staffed|"
    rf"understaffed|buried|behind|a backlog|a bottleneck|the bottleneck|stretched|out of office|away|on leave|not (?:getting|"
    rf"looking|able|going)|slow|"
    rf"weeks? behind|no capacity|a queue|stuck|dragging|no time|can't (?:look|start|get)|cannot (?:look|start|get)|won't "
    rf"(?:look|start|get|touch|accept))"
    rf"|\b(?:stuck|held up|sitting|languishing|waiting|blocked|delayed|parked|stalled|on hold|bogged down|backlog|queue) "
    rf"(?:\w+ )?(?:in|with|at|by) (?:our "
    rf"|the )?{_DESK}|\b(?:{_PAPER})\b[^.?;]{{0,30}}?\b(?:is|are|on|has been|have been|was) (?:on hold|held up|stuck|delayed|"
    rf"rejected|blocked|paused|"
    rf"returned unsigned|refused|overdue)\b|\b(?:can't|cannot|couldn't) get (?:a |any )?(?:slot|time|answer|attention)(?: "
    rf"\w+)? (?:with|from|out of) "
    rf"{_DESK}|\b{_DESK}\b[^.?;]{{0,30}}?\b(?:until|till|before) (?:mid|late|early|the|after|january|february|march|april|may|"
    rf"june|july|august|september|"
    rf"october|november|december|next)\b[^.?;]{{0,20}}?$"
)
_REQUEST: Final = Pattern(
    r"\b(?:(?:could|can|would|will) (?:you|your \w+)(?: please| kindly)?|please|kindly|would you mind|may i ask you to|are you "
    r"able to) (?:\w+ )?(?:send|"
    r"return|fill|complete|sign|upload|register|provide|confirm|review|submit|share|forward|let (?:me|us) have|redline|mark|"
    r"accept|issue|countersign|use|"
    r"get|have|add|include|put|check|look)\b"
)
_ROLE_WORDS: Final = Pattern(
    r"\b(?:legal|counsel|lawyer|solicitor|attorney|procurement|purchasing|buyer|sourcing|vendor|supplier|security|infosec|"
    r"compliance|privacy|data "
    r"protection|contracts|commercial)\b"
)
_STEP_NAMES: Final = (
    ("security", r"security|infosec|questionnaire|assessment|pen|soc ?2|dpia"),
    ("legal", r"legal|counsel|lawyer|redline|mark-?up|msa|contract|agreement|terms|clause|nda"),
    ("data protection", r"dpa\b|data[- ]process|data protection|gdpr"),
    ("vendor record", r"vendor|supplier|register|portal|ariba|coupa|w-?9|bank|tax|insurance"),
    ("purchase order", r"\bpo\b|purchase order|requisition|order form|procurement|purchasing"),
    ("signature", r"sign"),
)


def find(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield papers on the way to a signature, who handles them, and what holds them up."""
    low = line.low
    hits = list(_read(line, scene))
    if hits and not (papers.FOOTER.search(low) or papers.BUSINESS.search(low) or papers.LAST.search(low)):
        yield from hits


def _read(line: Line, scene: Scene) -> Iterator[Hit]:
    low = line.low
    backed = BACKED.search(low) or papers.HELD_UP.search(low)
    if backed:
        modality = mood(line, scene, backed.start())
        if modality is not None and not line.asked and not guards.negated(low, backed.start(), reach=10):
            yield Hit("papers: held up", line.index, line.index, Stance.WEAKENS, modality)
        return
    if guards.retracts(low) and re.search(_PAPER, low):
        yield Hit("papers: taken back", line.index, line.index, Stance.WEAKENS, Modality.RETRACTED)
        return
    if scene.side is Side.SELLER and not scene.note and not re.search(r"\b(?:your|you|they|their|his|her)\b", low):
        return
    hit = _step(line, scene)
    if hit is not None:
        yield hit


_WEAK: Final = frozenset({"goes to desk", "paper moves"})


_WAYS_LEFT: Final = Several((*papers.WAYS, *_STRONG))


def _step(line: Line, scene: Scene) -> Hit | None:
    """Return a step on paper."""
    low = line.low
    request = _REQUEST.search(low)
    for name, pattern in _WAYS_LEFT.left(low):
        match = pattern.search(low)
        if match is None or not _is_paper(name, low, match):
            continue
        if guards.negated(low, match.start(), reach=14) and name not in ("without no order",):
            return None
        modality = (
            Modality.ASSERTED
            if request and not line.story and scene.side is not Side.SELLER
            else mood(line, scene, match.start(), condition=name != "without no order")
        )
        if modality is None:
            return None
        if modality is Modality.CONDITIONAL and re.search(r"\bonce\b", low) and not guards.hedged(low, match.start()):
            modality = Modality.ASSERTED
        return Hit(f"papers: {name}", line.index, line.index, modality=modality, parts=parts_of(line, scene, match.group()))
    match = papers.STANDARD.search(low)
    if match:
        modality = mood(line, scene, match.start(), weak=True)
        if modality is not None:
            return Hit("papers: the usual", line.index, line.index, modality=modality, parts=(("step", "procurement"),))
    return None


def _is_paper(name: str, low: str, match: re.Match[str]) -> bool:
    """Return whether a match concerns this purchase's papers."""
    if re.search(r"\b(?:your|the) (?:invoice|newsletter|brochure)\b", low) and not re.search(_PAPER, low):
        return False
    if name == "goes to desk":
        return bool(
            re.search(
                rf"{_PAPER}|\b(?:legal|procurement|purchasing|counsel|lawyers?|infosec|security (?:team|people)|ciso)\b",
                match.group(),
            )
        ) and bool(
            re.search(
                r"\b(?:contract|agreement|terms|sign|review|paper\w*|draft|document|version|order|wording|redline\w*|it|this|"
                r"that|you|vendor|supplier|"
                r"questionnaire|msa|dpa|nda|introduc\w+|contact|talk|write|heard|next|then|quote|proposal)\b",
                low,
            )
        )
    if name == "paper moves":
        return bool(
            re.search(
                r"\b(?:msa|dpa|nda|order form|po\b|purchase order|red-?lines?|mark-?up|questionnaire|assessment|vendor|"
                r"supplier|requisition|w-?9|due "
                r"diligence|insurance|framework|sow|docu-?sign|contract|agreement|terms|paperwork|dpia|indemnit\w+|liability|"
                r"clauses?|ariba|coupa|"
                r"jaggaer)\b",
                match.group(),
            )
        ) and bool(
            re.search(
                r"\b(?:sign\w*|send|sent|legal|procurement|purchasing|review\w*|back|received?|complete\w*|order|vendor|"
                r"supplier|clear\w*|goes out|"
                r"requisition|raised|released|issued|approv\w+|read\w*|redline\w*|need\w*|before|first|return\w*|our|close\w*|"
                r"with|in place|standard)\b",
                low,
            )
        )
    return True


def parts_of(line: Line, scene: Scene, words: str) -> tuple[tuple[str, str], ...]:
    """Return the step that the words name, and the person who handles it where one is said."""
    step = next((name for name, words in _STEP_NAMES if re.search(words, line.low)), "papers")
    parts = [("step", f"{step}: {fold(words)[:40]}")]
    person = next((scene.names[name] for name in _names(line) if name in scene.names), "")
    if not person and scene.side is Side.CUSTOMER and _ROLE_WORDS.search(scene.speaker_title):
        person = scene.speaker
    if not person:
        person = next((name for name in _names(line) if not set(name.split()) & scene.ours and " " in name), "") or _lone_name(
            line, scene
        )
    if person:
        parts.append(("person", person))
    return tuple(parts)


def _names(line: Line) -> list[str]:
    return [fold(strip_name(match.group())) for match in NAME.finditer(line.plain)]


_NAMED_DESK: Final = Pattern(
    r"\b(?:to|by|with|from|past|via|contact|colleague|counsel|lawyer|buyer) ([A-Z][a-zà-ÿ]+(?:[ -][A-Z][\wà-ÿ'-]+)?)\b|"
    r"^([A-Z][a-zà-ÿ]+)(?: [A-Z][\w'-]+)? "
    r"(?:in|from|at|reads|signs|handles|reviews|runs|will|is|needs)\b"
)


def _lone_name(line: Line, scene: Scene) -> str:
    """Return a first name that stands where somebody handles a paper."""
    match = _NAMED_DESK.search(line.plain)
    name = strip_name(match[1] or match[2] or "") if match else ""
    return "" if not name or fold(name) in scene.sellers or set(fold(name).split()) <= scene.ours else fold(name)


OPENERS: tuple[Pattern, ...] = (
    *(pattern for _, pattern in (*_STRONG, *papers.WAYS)),
    BACKED,
    papers.STANDARD,
    papers.HELD_UP,
    guards.RETRACTION,
)
"""One of these must be able to match, or there is nothing to read."""
