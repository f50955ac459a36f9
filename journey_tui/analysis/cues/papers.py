"""More ways to speak of their path to signature, and the words of the trade that are no papers of this purchase."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.quick import Pattern

_SUPPLIER: Final = r"(?:suppliers?|vendors?|creditors?|approved (?:suppliers?|vendors?)|contractors?)"
WAYS: Final = (
    (
        "as a supplier",
        Pattern(
            rf"\b(?:set up|create[d]?|register(?:ed)?|onboard(?:ed)?|approved|add(?:ed)?|listed|enter(?:ed)?|qualif(?:y|ied)|accepted|vetted|screened|opened) (?:you |your company |yourselves |\w+ ){{0,3}}?(?:as (?:an? )?(?:new |approved |preferred )?{_SUPPLIER}|(?:in|into|on|to|through|with) (?:our |the )?(?:{_SUPPLIER}(?: master| list| base| database| portal| system| register)?|sap|ariba|coupa|erp|oracle|accounting)(?: system| portal)?)\b"
            rf"|\b{_SUPPLIER} (?:onboarding|registration|set-?up|qualification|vetting|screening|creation|self-assessment|form|file)\b[^.?;]{{0,60}}?\b(?:takes?|needs?|before|first|form|link|attached|send|fill|done|started|starts|days|weeks)\b"
        ),
    ),
    (
        "who signs",
        Pattern(
            r"\b(?:signing|signatures?|countersigning|execution|the signing)(?: (?:of|on) (?:the )?(?:contract|agreement|order|papers?))?(?: on our side| here| for us)? (?:is|are|gets?|will be|has to be|must be) (?:\w+ )?(?:done|made|given|provided|by|jointly|with)\b"
            r"|\b(?:contracts?|agreements?|papers?|order forms?|orders?) (?:\w+ ){0,3}?(?:must|has to|have to|need to|needs to|is|are|gets?|will) (?:always |also |only |then )?(?:be |get )?(?:counter-?)?signed (?:jointly )?by\b"
            r"|\b(?:two|both|joint|dual|four[- ]eyes?) (?:\w+ )?(?:signatures?|signatories|directors sign|people sign|principle (?:applies|for))\b"
            r"|\bwe sign (?:\w+ )?(?:via|with|through|by|on|electronically|digitally|in ink|on paper)\b"
        ),
    ),
    (
        "terms at issue",
        Pattern(
            r"\b(?:legal|procurement|purchasing|our (?:\w+ )?(?:lawyers?|counsel|buyers?|solicitors?)|finance|they|we)(?: still| also| only)? (?:has|have|see[s]?|found|raised|had|object(?:s|ed)? to|struggle[s]? with|can't (?:accept|live with)|cannot (?:accept|live with)|won't accept|insist[s]? on|push(?:es)? (?:for|back on)|want[s]?|ask[s]? for|need[s]?) (?:\w+ ){0,5}?(?:open points?|objections?|remarks|comments|issues?|questions|changes?|edits|payment terms|net \d+|\d+ days|liabilit\w+|indemnit\w+|termination|warrant\w+|ip|auto-?renewal|jurisdiction|governing law|sla|slas|penalt\w+|data processing|sub-?processors?|audit rights?|notice period|price (?:cap|escalation|review))\b"
        ),
    ),
    (
        "without no order",
        Pattern(
            r"\b(?:will not|won't|cannot|can't|don't|do not|shall not|nobody|never) (?:\w+ )?(?:have|get|gets|see|receive|"
            r"obtain) (?:my|our|his|her|the|a|legal's|any) "
            r"(?:\w+ )?(?:signature|countersignature|sign-?off|initials)\b[^.?;]{0,60}?\b(?:before|until|till|without|unless)\b|"
            r"\b(?:purchasing|procurement|finance|accounts|buying|the purchasing \w+|our buyers?|the buyers?|sap|our system|"
            r"the system) (?:does not|doesn't|do not|don't|"
            r"will not|won't|cannot|can't|never|only) (?:raises?|places?|issues?|releases?|cuts?|sends?|books?) (?:an? |any |"
            r"the )?(?:orders?|pos?|purchase orders?|number)\b"
            r"[^.?;]{0,30}?\b(?:without|until|till|before|unless|against|once|after)\b"
        ),
    ),
    (
        "own papers",
        Pattern(
            r"\b(?:buy|contract|sign|purchase|order|trade|do business)s? (?:\w+ )?(?:on|under) (?:our|their) own (?:\w+ "
            r")?(?:forms?|terms|paper|template|conditions|contract)\b|"
            r"\bour own (?:form|paper|template|contract|terms|conditions),? (?:not|never|only|instead)\b|\b(?:on|use|uses|use "
            r"only) our (?:own )?(?:form|paper|template),? not yours\b"
        ),
    ),
    (
        "takes it over",
        Pattern(
            r"\b(?:i|we|he|she|they|[a-z]{3,})(?:'ll| will)? (?:takes?|takes over|picks? up|will take|does) (?:over )?(?:the|"
            r"your|this) (?:contract|paperwork|agreement|order form|terms|legal side|commercial side)\b"
            r" (?:from (?:here|now|there|me|him|her|us)|over|on (?:our|my|their) side|for us|with you)|\b(?:counter)?signs? "
            r"(?:last|first|for us|off last|after (?:me|him|her|legal|finance)|it (?:last|first))\b"
        ),
    ),
    (
        "order of things",
        Pattern(
            r"\b(?:legal|procurement|purchasing|(?:it )?security|data protection|compliance|(?:our|the) (?:lawyers?|"
            r"solicitors?|counsel)|infosec|privacy|the (?:security|legal|data protection) (?:review|form|check))"
            r"(?: (?:goes|comes|is|looks?|reads?|starts?))?(?: \w+)? first\b[^.?;]{0,60}\bthen\b|\bfirst (?:comes? )?(?:legal|"
            r"procurement|purchasing|security|data protection|compliance|our (?:lawyers?|solicitors?)|infosec|"
            r"privacy)\b[^.?;]{0,60}\bthen\b"
        ),
    ),
    (
        "order number",
        Pattern(
            r"\b(?:orders?|po|purchase order|requisition|vendor|supplier) (?:number |no\.? )?(?:is )?[a-z]{0,4}[ "
            r"-]?\d[\w-]{2,}\b[^.?;]{0,60}?\b(?:invoices?|raised|issued|released|attached|on its way|signed)\b|"
            r"\b(?:raised|issued|released|attached|here is|please find) (?:\w+ ){0,2}?(?:order|po|purchase order) (?:number |"
            r"no\.? )?[a-z]{0,4}[ -]?\d[\w-]{2,}"
        ),
    ),
)
"""Name and pattern for `Line.low` of steps that name no paper, or name it another way."""
HELD_UP: Final = Pattern(
    r"\b(?:legal|procurement|purchasing|security|infosec|compliance|finance|our (?:\w+ )?(?:lawyers?|counsel|buyers?|solicitors?)|vendor management|the dpo|data protection)(?: \w+)? (?:has|have|had|is|are|'s)(?: \w+)? (?:stopped|halted|paused|frozen|suspended|blocked|refused|rejected|put on hold|swamped|overloaded|drowning|backlogged|understaffed|snowed under|away|closed)\b"
    r"|\b(?:contract|agreement|msa|dpa|nda|paperwork|security review|supplier onboarding|vendor onboarding|po|purchase order|order form|redlines?|questionnaire)\b[^.?;]{0,30}? (?:is|are|has been|have been|was|got|'s)(?: \w+)? (?:stuck|blocked|on hold|held up|stopped|frozen|paused|delayed|rejected|refused|lost|sitting (?:there|somewhere)|gathering dust)\b"
)
"""What holds the papers up."""
BUSINESS: Final = Pattern(
    r"\b(?:\d[\d,.]*|hundreds of|thousands of|dozens of|all those|our|incoming|customer|supplier|every|each|forty|fifty|sixty|"
    r"many|all the) (?:\w+ "
    r"){0,2}?(?:purchase orders|pos|contracts|agreements|questionnaires|requisitions|certificates|"
    r"invoices)\b(?:[^.?]{0,60}?\b(?:a (?:day|week|month|year)|"
    r"per (?:day|week|month|year)|by hand|manual\w*|typed?|keyed|re-?key\w*|process\w*|match\w*|enter\w*|track\w*|retype|store|"
    r"expire|renew|in "
    r"(?:spreadsheets?|excel|sharepoint|drawers?)))"
    r"|\b(?:process|processing|handle|handling|key|keying|type|typing|match|matching|track|tracking|manage|managing|store|"
    r"storing|chase|chasing|enter|"
    r"entering|scan|approve|renew) (?:\w+ ){0,3}?(?:purchase orders|pos\b|contracts|certificates|requisitions|agreements|"
    r"questionnaires)|\b(?:contract|"
    r"purchase order|po|invoice|certificate|supplier|vendor|legal) (?:management|data|automation|software|tool|workflow|module|"
    r"lifecycle|matching|spend|"
    r"performance|base)\b|"
    r"\b(?:our|the|their) (?:current |existing |old |present )?(?:contract|agreement|framework) (?:with|runs? out|ends|expires|"
    r"is up|comes up|for renewal)|"
    r"\b(?:employment|rental|lease|tenancy|zero[- ]hours?|union|labour|phone|customer|client|maintenance|haulage|service) "
    r"(?:contracts?|agreements?)\b|"
    r"\blost (?:a|the|two|our) (?:\w+ )?contracts?|\bcontract(?:s)? (?:worth|manufactur|research|staff|workers|drivers)|"
    r"\bcompliance (?:training|officer's|"
    r"audit finding|failure|breach)|\bsecurity (?:guards?|gate|desk|incident|breach|camera|is (?:a |always |definitely "
    r")?(?:big |great |major |key |"
    r"crucial|important|a concern))|"
    r"\bclauses? (?:search|library|extraction)|\binsurance (?:company|business|industry|sector|claims?|product|polic)|"
    r"\bsoft(?:ware)? terms\b|\bin terms "
    r"of\b|\b(?:long|short|medium|near)[- ]terms?\b|\bterm(?:s)? (?:time|dates)\b|\bon good terms\b|\bbank holiday\b|\bfood "
    r"bank\b|\btax year\b|\bin "
    r"order\b|\border(?:s|ed)? (?:lunch|food|pizza)|\bstore(?:d|s)? (?:the )?contract"
)
STANDARD: Final = Pattern(
    r"\b(?:standard|usual|normal|regular|typical|the same old) (?:procurement|purchasing|legal|vendor|contract|paperwork|"
    r"supplier|buying|commercial)(?: "
    r"process| procedure| route| review| onboarding| terms| stuff| steps)?\b|\bprocurement (?:process )?(?:is|should be|will "
    r"be) (?:pretty |fairly |quite "
    r")?(?:standard|straightforward|simple|easy|light|quick|painless)"
)
FOOTER: Final = Pattern(
    r"intended (?:only )?for|legally privileged|confidential(?:ity)? (?:notice|and may)|registered (?:in|office|number)|"
    r"company (?:no|number|reg)|may "
    r"contain information"
)
LAST: Final = Pattern(r"\b(?:last (?:year|time)|years ago|in 20(?:1\d|2[0-4])|used to|previous(?:ly)? (?:vendor|supplier))\b")
