"""What a product has to do, and that all are measured by it."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.quick import Pattern

MEASURED: Final = Pattern(
    r"\b(?:you|vendors|suppliers|bidders|offers|tools|each (?:offer|vendor|bidder|tool)|they|everyone|all of you)(?:'ll| will| are|'re| is| get| gets)(?: "
    r"all)? (?:be )?(?:measured|judged|scored|compared|evaluated|assessed|ranked|graded|marked|weighed) (?:on|by|against|according to|for)\b"
)
_SYSTEM: Final = (
    r"(?:it|this|that|they|whatever (?:we|you)\w* (?:\w+ )?\w+|whatever|whoever(?: we \w+| wins| gets it| gets this| supplies us)?|everything|anything we (?:buy|pick|choose|use)|any (?:\w+ "
    r"){0,2}(?:solution|system|tool|vendor|supplier|platform|product|software|partner|app)|the (?:new |chosen |final |next )?(?:\w+ )?"
    r"(?:solution|system|tool|vendor|supplier|platform|product|software|app|application|partner|interface|screens?|integration|connector|data|api|reports?|"
    r"records?|export|import|audit trail|log(?:s|in|ging)?|history|signature|mobile app|database|hosting|backups?|scanner|labels?|handheld|device|service|"
    r"support|licen[cs]e|model|"
    r"winner|replacement|dashboard|calculation|pricing|search|workflow|forms?|messages?|archive|users?|operators?|drivers?|nurses?|staff|new starter|\w+ "
    r"module)|(?:our |all |all our |customer |patient |personal |user |every )(?:data|records?|users?|operators?|staff|teams?|change|correction|document|"
    r"transactions?|single \w+|\w+ data)|"
    r"data|sso|single sign-on|mfa|users|hosting|support|records|integration|offline|reports|training|every (?:\w+ )?\w+|you(?:r (?:\w+ )?(?:system|tool|"
    r"platform|people|support|software|solution|product|hosting|service))?)"
)
_DO: Final = (
    r"(?:work|run|support|integrate|connect|comply|conform|meet|handle|keep|stay|remain|fit|survive|export|import|scale|talk|plug|come|cope|read|write|let|"
    r"allow|offer|provide|include|hold|store|print|speak|have|show|prove|tie|sync|link|feed|live|sit|operate|function|log|track|record|trace|send|accept|"
    r"give|do|play|respond|load|open|process|calculate|match|follow|adapt|cover|cater|leave|carry|replace|understand|recogni[sz]e|guarantee|host|encrypt|"
    r"separate|fail over|recover|restore|deal|be (?:\w+ly )?(?:able|hosted|stored|encrypted|available|validated|certified|compatible|compliant|usable|"
    r"auditable|exportable|searchable|"
    r"accessible|configurable|multilingual|simple|easy|fast|quick|reliable|secure|self-|cloud|on-prem|on prem|wipeable|readable|traceable|accredited|iso|"
    r"soc|gdpr|gxp|in (?:german|french|english|polish|spanish|welsh|our|the|europe)|up|able|kept|held|done without|ready|offline|usable|intuitive|open|"
    r"part of|local|based in|within))"
)
MUST: Final = Pattern(
    rf"\b{_SYSTEM}(?: (?:absolutely|also|simply|really|definitely|just|then|all))* (?:must(?! have been)|has to|have to|needs? to|'s got to|has got to|"
    rf"have got to|cannot|can't|must not|mustn't|should not|may not|shall) (?:absolutely |also |simply |really |at least |always |never |not |still |be "
    rf"able to )*{_DO}\b"
)
