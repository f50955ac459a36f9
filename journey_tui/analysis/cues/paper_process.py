"""Their path to signature: contract, legal, purchasing, security papers, and who handles them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import NAME, Hit, Line, Scene, fold, mood, strip_name
from journey_tui.analysis.quick import Pattern
from journey_tui.domain.model import Modality, Side, Stance

_PAPER: Final = (
    r"(?:msas?\b|master (?:services?|subscription|supply|purchase) agreement|ndas?\b|dpas?\b|data[- ]processing (?:agreement|addendum|annex)|standard "
    r"contractual clauses|sccs\b|(?:the |your |our |a |any |this |that )(?:\w+ )?(?:contract|agreement)\b(?! with (?:our|their|the (?:current|existing|"
    r"old)))|(?:draft|signed|final|framework|services?|subscription|licen[cs]e|contract) (?:contract|agreement|draft)s?\b(?! with (?:our|their|the "
    r"(?:current|existing|old)))|red-?lines?\b|mark-?ups?\b|t ?& ?cs?\b|terms (?:and|&) conditions|(?:contract|legal|your|our|payment|standard) terms|"
    r"order forms?|purchase orders?|\bpos?\b(?! box)(?= |[.,;:?!]|$)|po number|requisitions?|(?:vendor|supplier) (?:record|form|number|registration|"
    r"onboarding|set-?up|master|portal|questionnaire|assessment|approval|file|code of conduct|pack|due diligence|creation|request|screening|account)|"
    r"(?:security|infosec|information security|risk|privacy|vendor risk|third[- ]party risk|cyber|it security|compliance|esg|sustainability|supplier|due "
    r"diligence|gdpr|cloud) (?:questionnaire|assessment|review|form|checklist|audit|clearance|approval|pack|schedule|annex|sign-?off|due diligence)|"
    r"questionnaire|pen(?:etration)?[- ]test (?:report|summary|results)|soc ?2(?: type (?:ii|2))? (?:report|letter)|iso (?:27001 )?certificates?|insurance "
    r"(?:certificates?|cover|details)|(?:attached|enclosed|completed|signed|vendor|our|the) (?:assessment|questionnaire|form|annex|schedule)|certificates? "
    r"of (?:insurance|incorporation)|public liability|professional indemnity|"
    r"w-?9\b|w-?8(?:ben)?(?:-e)?\b|tax (?:form|residency|certificate|clearance)|vat (?:number|certificate|registration)|bank (?:details|letter|"
    r"confirmation)|dpia|due diligence|anti-bribery|modern slavery|code of conduct|framework agreement|call-?off(?: contract)?|g-?cloud|docu-?sign|adobe "
    r"sign|wet (?:ink|signature)|company stamp|indemnit\w+|(?:un)?limited liability|liability (?:cap|clause)|cap on liability|clauses?\b|jurisdiction|"
    r"governing law|"
    r"(?:procurement|purchasing|supplier|vendor|sourcing) (?:portal|system)|ariba|coupa|jaggaer|countersign\w*|counter-sign\w*|statement of work|\bsow\b|"
    r"side letter|sub-?processors?(?: list)?|data protection (?:annex|addendum|form|officer)|paperwork|execution copy|signature (?:page|copy|version|pack))"
)
_DESK: Final = (
    r"(?:legal(?! (?:drinking|age|entity|name|requirement|system|sector|services? firm|team at (?:your|halden)))(?: team| department| counsel| "
    r"people| side)?|our (?:general |in-?house |external )?(?:lawyers?|counsel|solicitors?|attorneys?)|general counsel|in-?house counsel|"
    r"procurement(?: team| department| people| side| lead| manager)?|purchasing(?: team| department)?|sourcing|infosec|information security|it "
    r"security|the security (?:team|people|guys|folks)|security(?: team)?|the ciso|ciso|compliance|vendor management|supplier management|the "
    r"dpo|data protection(?: officer)?|contracts (?:team|manager|department)|accounts payable|commercial team|risk team|third[- ]party risk)"
)
_DO: Final = (
    r"(?:send|sends|sent|sending|return|returned|complete|completed|completing|fill(?:ed)?(?: in| out)?|filling|sign(?:ed|s|ing)?|review(?:s|ed|ing)?|"
    r"read(?:s|ing)?|go(?:es|ing)? through|raise[sd]?|raising|issue[sd]?|issuing|need(?:s|ed)?|require[sd]?|requires|register(?:ed)?|upload(?:ed)?|"
    r"redlin\w+|mark(?:ed|s|ing)? up|approve[sd]?|negotiat\w+|clos(?:e|ed|es|ing)|start(?:ed|s)?|open(?:s|ed)?|attach(?:ed|es|ing)?|"
    r"receiv\w+|clear(?:ed|s|ing)?|accept(?:ed|s)?|is with|are with|sits with|sitting with|lies with|with|handl\w+|runs?|takes?|turn(?:ed|s)? (?:it |them "
    r")?(?:a?round|back)|comment(?:ed|s)?|provide|submit(?:ted)?|share|forward(?:ed)?|draft(?:ed|ing)?|finali[sz]ed?|agree[d]?|execut\w+|countersign\w*|"
    r"process(?:ed|es)?|put(?:ting)? (?:it |this |you |them )?(?:through|on|into)|set(?:ting)? (?:you )?up|"
    r"look(?:s|ed|ing)? (?:at|over|through)|want(?:s)?|insist(?:s)?|expect(?:s)?|check(?:s|ed|ing)?|ask(?:s|ed|ing)? (?:for|about|to)|come(?:s)? (?:to|"
    r"back|from|after|before|first|through)|follow(?:s)?|goes? (?:to|on|out|via|through)|use[sd]?|missing|pending|outstanding|due|in place|before|first|"
    r"after|via|through|without|once|until|by|to|for|from|on|back|has|have|is|are|will|must|can|cannot|done|over)"
)
_STRONG: Final = (
    (
        "sent to",
        Pattern(
            rf"\b(?:send|forward|address|e-?mail|return|submit|upload|share|get|pass|post|copy|mail|let us have)\b[^.?;]{{0,60}}?\b{_PAPER}[^.?;]{{0,60}}"
        ),
    ),
    (
        "paper asked for",
        Pattern(
            rf"\b(?:we|i|they|legal|procurement|purchasing|security|finance|infosec|compliance|our (?:\w+ )?(?:team|people|lawyers?|counsel|policy|"
            rf"auditors?|process))(?:'ll| will| would|'d| still| also| do| always| then| first)* (?:need|require|ask(?:s)? for|want|expect|insist on|must "
            rf"have|have to have|are waiting for|'re waiting for|await|are missing)s?\b[^.?;]{{0,60}}?\b{_PAPER}"
        ),
    ),
    (
        "attached paper",
        Pattern(
            rf"\b(?:attached|enclosed|please find|here(?:'s| is| are)|find below|below|i attach|i've attached|sending you|here "
            rf"comes)\b[^.?;]{{0,50}}?\b{_PAPER}|\b{_PAPER}\b[^.?;]{{0,25}}?\b(?:attached|enclosed|is below|for (?:your )?(?:signature|completion|"
            rf"countersignature))\b"
        ),
    ),
    (
        "desk works",
        Pattern(
            rf"\b{_DESK}(?:'s)?(?: \w+)? (?:has|have|had|is|are|may|might|could|should|will|'ll|'s|then|first|also|always|only|already|would|must|can|"
            rf"cannot|may|might|could|should|usually|wants?|needs?|insists?|reads?|reviews?|reviewed|signs?|signed|goes|went|looks?|looked|handles?|"
            rf"raises?|raised|issues?|issued|opens?|asks?|asked|takes?|took|starts?|started|sent|sends|redlin\w+|mark\w*|comment\w*|turn\w*|approv\w+|"
            rf"clear\w*|check\w*|came|comes?|gets?|got|set|sets|runs?|own\w*|requires?)\b[^.?;]{{0,90}}?\b(?:{_PAPER}|sign-?off|signature|comments?|"
            rf"changes|review\w*|read|version|draft|form|terms|paper|papers|wording|clean|happy|no (?:issues|objections|comments)|cleared|approved|"
            rf"supplier|vendor|order|it|this|that|them|you|first|last|next|ready|fine|done)\b"
        ),
    ),
    (
        "goes to desk",
        Pattern(
            rf"\b(?:send|sent|goes?|going|go|passed|pass|with|to|through|by|from|past|into|via|handed|copy|copied|cc|contact|talk to|speak to|write to|"
            rf"heard (?:back )?from|introduc\w+)(?: \w+){{0,4}}? (?:to |with |through |by |over to |past |via |in |from )?(?:our |the |my |their "
            rf")?{_DESK}\b"
        ),
    ),
    (
        "without no order",
        Pattern(
            rf"\b(?:without|until|unless|before|once|as soon as|no)\b[^.?;]{{0,60}}?\b{_PAPER}[^.?;]{{0,70}}?\b(?:order|pay|sign\w*|start|contract|vendor|"
            rf"supplier|cannot|can't|won't|no|nothing|invoice|go|open|set|release|raise|proceed|move)\b|\b(?:cannot|can't|won't|no|"
            rf"nothing)\b[^.?;]{{0,60}}?\b(?:without|until|unless|before)\b[^.?;]{{0,40}}?\b{_PAPER}"
        ),
    ),
    (
        "signer",
        Pattern(
            r"\b(?:signatory|signatories|(?:authori[sz]ed|company|legal) (?:to sign|signatory)|will (?:be the one )?(?:counter-?sign|sign) (?:it|the "
            r"(?:contract|agreement|msa|order|nda|dpa|papers?|paperwork)|for us|on our (?:side|behalf))|signs? (?:the )?(?:contracts?|agreements?|msa|nda|"
            r"papers?|paperwork|order form) (?:for us|here|on our (?:side|behalf))|(?:two|both) (?:directors|signatures) (?:have to|must|need|on)|wet "
            r"(?:ink|signature))\b"
        ),
    ),
    (
        "paper moves",
        Pattern(
            rf"\b{_PAPER}\b(?:[^.?;]{{0,40}}?)\b(?:is|are|was|were|has|have|will|'s|goes|went|comes|came|sits|takes|must|needs?|should|can|gets|starts|"
            rf"started|closed|cleared|signed|approved|received|complete\w*)\b"
        ),
    ),
    (
        "person handles",
        Pattern(
            rf"\b\w+ (?:handles?|looks after|takes care of|owns|runs|deals with|is responsible for|reads|reviews|negotiates|redlines|signs|countersigns|"
            rf"processes|is handling|is reviewing|is reading) (?:the |our |your |all |any |these |those )*{_PAPER}"
        ),
    ),
    (
        "reading",
        Pattern(
            rf"\b(?:reading|reviewing|going through|marking up|redlining|negotiating|commented on|comments on|changes to) (?:your|the|our) (?:\w+ "
            rf")?(?:{_PAPER}|terms|paper|draft)|\byour (?:lawyers?|legal(?: team| people)?|counsel|solicitors?)\b[^.?;]{{0,40}}?\b(?:look|review|check|"
            rf"comment|agree|accept|call|talk|come back)|\b(?:sign|countersign|complete|fill in|fill out|return|initial) (?:the |our |this |that |both |a |"
            rf"an )*(?:attached |enclosed |\w+ )?{_PAPER}"
        ),
    ),
    (
        "raise",
        Pattern(
            r"\b(?:raise|raised|raising|cut|issue|issued|issuing|generate|create|place|placed|release|open|opened|opening) (?:you |us |a |an |the |your "
            r")*(?:po\b|purchase order|requisition|vendor (?:record|number)|supplier (?:record|number)|order (?:form|number))|\b(?:register(?:ed|ing)?|"
            r"set(?:ting)? you up|onboard(?:ed|ing)?|add(?:ed|ing)? you|get(?:ting)? you (?:set up|registered|onboarded|on)|put(?:ting)? "
            r"you)\b[^.?;]{0,40}?\b(?:as an? (?:approved |new |preferred )?(?:vendor|supplier)|(?:vendor|supplier|procurement|purchasing) (?:portal|system|"
            r"list|master|database)|(?:in|on|into|onto) (?:our )?(?:ariba|coupa|jaggaer|sap|portal|approved list|supplier list|vendor list))\b"
        ),
    ),
)
_BACKED: Final = Pattern(
    rf"\b{_DESK}(?:'s| is| are|'re| has| have| team is| team are)?(?: \w+){{0,3}}? (?:backed up|swamped|snowed under|overloaded|short[- ]staffed|"
    rf"understaffed|buried|behind|a backlog|a bottleneck|the bottleneck|stretched|out of office|away|on leave|not (?:getting|looking|able|going)|slow|"
    rf"weeks? behind|no capacity|a queue|stuck|dragging|no time|can't (?:look|start|get)|cannot (?:look|start|get)|won't (?:look|start|get|touch|accept))"
    rf"|\b(?:stuck|held up|sitting|languishing|waiting|blocked|delayed|parked|stalled|on hold|bogged down|backlog|queue) (?:\w+ )?(?:in|with|at|by) (?:our "
    rf"|the )?{_DESK}|\b(?:{_PAPER})\b[^.?;]{{0,30}}?\b(?:is|are|on|has been|have been|was) (?:on hold|held up|stuck|delayed|rejected|blocked|paused|"
    rf"returned unsigned|refused|overdue)\b|\b(?:can't|cannot|couldn't) get (?:a |any )?(?:slot|time|answer|attention)(?: \w+)? (?:with|from|out of) "
    rf"{_DESK}|\b{_DESK}\b[^.?;]{{0,30}}?\b(?:until|till|before) (?:mid|late|early|the|after|january|february|march|april|may|june|july|august|september|"
    rf"october|november|december|next)\b[^.?;]{{0,20}}?$"
)
_STANDARD: Final = Pattern(
    r"\b(?:standard|usual|normal|regular|typical|the same old) (?:procurement|purchasing|legal|vendor|contract|paperwork|supplier|buying|commercial)(?: "
    r"process| procedure| route| review| onboarding| terms| stuff| steps)?\b|\bprocurement (?:process )?(?:is|should be|will be) (?:pretty |fairly |quite "
    r")?(?:standard|straightforward|simple|easy|light|quick|painless)"
)
_BUSINESS: Final = Pattern(
    r"\b(?:\d[\d,.]*|hundreds of|thousands of|dozens of|all those|our|incoming|customer|supplier|every|each|forty|fifty|sixty|many|all the) (?:\w+ "
    r"){0,2}?(?:purchase orders|pos|contracts|agreements|questionnaires|requisitions|certificates|invoices)\b(?:[^.?]{0,60}?\b(?:a (?:day|week|month|year)|"
    r"per (?:day|week|month|year)|by hand|manual\w*|typed?|keyed|re-?key\w*|process\w*|match\w*|enter\w*|track\w*|retype|store|expire|renew|in "
    r"(?:spreadsheets?|excel|sharepoint|drawers?)))"
    r"|\b(?:process|processing|handle|handling|key|keying|type|typing|match|matching|track|tracking|manage|managing|store|storing|chase|chasing|enter|"
    r"entering|scan|approve|renew) (?:\w+ ){0,3}?(?:purchase orders|pos\b|contracts|certificates|requisitions|agreements|questionnaires)|\b(?:contract|"
    r"purchase order|po|invoice|certificate|supplier|vendor|legal) (?:management|data|automation|software|tool|workflow|module|lifecycle|matching|spend|"
    r"performance|base)\b|"
    r"\b(?:our|the|their) (?:current |existing |old |present )?(?:contract|agreement|framework) (?:with|runs? out|ends|expires|is up|comes up|for renewal)|"
    r"\b(?:employment|rental|lease|tenancy|zero[- ]hours?|union|labour|phone|customer|client|maintenance|haulage|service) (?:contracts?|agreements?)\b|"
    r"\blost (?:a|the|two|our) (?:\w+ )?contracts?|\bcontract(?:s)? (?:worth|manufactur|research|staff|workers|drivers)|\bcompliance (?:training|officer's|"
    r"audit finding|failure|breach)|\bsecurity (?:guards?|gate|desk|incident|breach|camera|is (?:a |always |definitely )?(?:big |great |major |key |"
    r"crucial|important|a concern))|"
    r"\bclauses? (?:search|library|extraction)|\binsurance (?:company|business|industry|sector|claims?|product|polic)|\bsoft(?:ware)? terms\b|\bin terms "
    r"of\b|\b(?:long|short|medium|near)[- ]terms?\b|\bterm(?:s)? (?:time|dates)\b|\bon good terms\b|\bbank holiday\b|\bfood bank\b|\btax year\b|\bin "
    r"order\b|\border(?:s|ed)? (?:lunch|food|pizza)|\bstore(?:d|s)? (?:the )?contract"
)
_FOOTER: Final = Pattern(
    r"intended (?:only )?for|legally privileged|confidential(?:ity)? (?:notice|and may)|registered (?:in|office|number)|company (?:no|number|reg)|may "
    r"contain information"
)
_LAST: Final = Pattern(r"\b(?:last (?:year|time)|years ago|in 20(?:1\d|2[0-4])|used to|previous(?:ly)? (?:vendor|supplier))\b")
_REQUEST: Final = Pattern(
    r"\b(?:(?:could|can|would|will) (?:you|your \w+)(?: please| kindly)?|please|kindly|would you mind|may i ask you to|are you able to) (?:\w+ )?(?:send|"
    r"return|fill|complete|sign|upload|register|provide|confirm|review|submit|share|forward|let (?:me|us) have|redline|mark|accept|issue|countersign|use|"
    r"get|have|add|include|put|check|look)\b"
)
_ROLE_WORDS: Final = Pattern(
    r"\b(?:legal|counsel|lawyer|solicitor|attorney|procurement|purchasing|buyer|sourcing|vendor|supplier|security|infosec|compliance|privacy|data "
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
    if _FOOTER.search(low) or _BUSINESS.search(low) or _LAST.search(low):
        return
    backed = _BACKED.search(low)
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


def _step(line: Line, scene: Scene) -> Hit | None:
    """Return a step on paper."""
    low = line.low
    request = _REQUEST.search(low)
    for name, pattern in _STRONG:
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
        return Hit(f"papers: {name}", line.index, line.index, modality=modality, parts=_parts(line, scene, match.group()))
    match = _STANDARD.search(low)
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
                r"\b(?:contract|agreement|terms|sign|review|paper\w*|draft|document|version|order|wording|redline\w*|it|this|that|you|vendor|supplier|"
                r"questionnaire|msa|dpa|nda|introduc\w+|contact|talk|write|heard|next|then|quote|proposal)\b",
                low,
            )
        )
    if name == "paper moves":
        return bool(
            re.search(
                r"\b(?:msa|dpa|nda|order form|po\b|purchase order|red-?lines?|mark-?up|questionnaire|assessment|vendor|supplier|requisition|w-?9|due "
                r"diligence|insurance|framework|sow|docu-?sign|contract|agreement|terms|paperwork|dpia|indemnit\w+|liability|clauses?|ariba|coupa|"
                r"jaggaer)\b",
                match.group(),
            )
        ) and bool(
            re.search(
                r"\b(?:sign\w*|send|sent|legal|procurement|purchasing|review\w*|back|received?|complete\w*|order|vendor|supplier|clear\w*|goes out|"
                r"requisition|raised|released|issued|approv\w+|read\w*|redline\w*|need\w*|before|first|return\w*|our|close\w*|with|in place|standard)\b",
                low,
            )
        )
    return True


def _parts(line: Line, scene: Scene, words: str) -> tuple[tuple[str, str], ...]:
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
    r"\b(?:to|by|with|from|past|via|contact|colleague|counsel|lawyer|buyer) ([A-Z][a-zà-ÿ]+(?:[ -][A-Z][\wà-ÿ'-]+)?)\b|^([A-Z][a-zà-ÿ]+)(?: [A-Z][\w'-]+)? "
    r"(?:in|from|at|reads|signs|handles|reviews|runs|will|is|needs)\b"
)


def _lone_name(line: Line, scene: Scene) -> str:
    """Return a first name that stands where somebody handles a paper."""
    match = _NAMED_DESK.search(line.plain)
    name = strip_name(match[1] or match[2] or "") if match else ""
    return "" if not name or fold(name) in scene.sellers or set(fold(name).split()) <= scene.ours else fold(name)


OPENERS: tuple[Pattern, ...] = (*(pattern for _, pattern in _STRONG), _BACKED, _STANDARD, guards.RETRACTION)
"""One of these must be able to match, or there is nothing to read."""
