"""Alternatives by grammar: others in the race with their names behind, a demo or offer of somebody, what is kept or renewed, names in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis.cues import NOT_NAMES, Line, Scene
from journey_tui.analysis.quick import Pattern

_NM: Final = r"(?P<name>[A-Z][\w&+.'-]*\w(?: [A-Z0-9][\w&+'-]*){0,2})"
_MORE: Final = r"(?:(?:, | and | or |, and |, or | as well as | plus )(?:also )?(?P<more>[A-Z][\w&+'-]*(?: [A-Z][\w&+'-]*)?))?(?:(?:, | and | or |, and )(?P<third>[A-Z][\w&+'-]*(?: [A-Z][\w&+'-]*)?))?"
_FIRM: Final = r"(?:vendors?|suppliers?|providers?|bidders?|companies|company|firms?|products?|tools?|platforms?|systems?|solutions?|candidates?|competitors?|options?|alternatives?|names?|players?|contenders?|finalists?|offers?|quotes?|ones?)"
NAMED: Final = (
    Pattern(
        rf"\b{_NM}{_MORE} (?:has|have|had|is|are|was|were)(?: also| both| now| already| just| been)* (?:short-?listed|invited|in the (?:race|running|mix|final|frame)|on the (?:short-?)?list|in the last (?:two|three|round)|through to|our current|bidding|tendering)\b"
    ),
    Pattern(
        rf"\b{_NM}'s? (?:demo|offer|quote|proposal|bid|price|pitch|presentation|product|tool|solution|system|pilot|trial) (?:is|was|came|comes|looks?|looked|were|on|last|has|had|costs?|does|did)\b"
    ),
    Pattern(
        rf"\b(?:already |also |now )?(?:has|have|own|owns|holds?|got|use|uses) (?:a |an |the )?(?:group |global |corporate |enterprise )?(?:licen[cs]es?|contracts?|frame(?:work)?(?: agreement)?|subscription|agreement) (?:for|with|of|from) {_NM}\b[^.;?]{{0,60}}?\b(?:we could|could use|we can|instead|for free|extend|we might|to use)"
    ),
    Pattern(
        rf"\b{_NM} (?:also |now |already )*(?:offers?|has|have|sells?|provides?|does|do|announced|promised|released) (?:a |an |its own |their own |something |the same |exactly )?(?:similar |comparable |cheaper |new |own )*(?:module|add-?on|tool|product|something|version|feature|app|function|package|thing|solution|extension)\b[^.;?]{{0,60}}?\b(?:for (?:this|that|it)|similar|same|we'd|we would|we could|which|that does|too|as well|with (?:the|our)|like (?:this|yours|you))"
    ),
    Pattern(
        rf"\b(?:had|have|got|invited|met|saw|seen) {_NM} (?:here|in(?= (?:last|yesterday|this|on))|on site|over|round|visiting|present(?:ing)?|do a|demo)\b"
    ),
    Pattern(
        rf"\b(?:final round|final|last round|short-?list|list|race|running|pool)(?: it's| it is| is| are|:|,| we have| there are| consists of| includes)+ (?:now )?(?:you|yourselves|you guys)(?:,| and| or)+ {_NM}{_MORE}"
    ),
    Pattern(
        rf"\b(?:two|three|four|five|several|some|a few|a couple of|the|one|other|another) (?:other |more )?(?:others?|{_FIRM})? ?(?:is |are |also |still |left )*(?:in the (?:race|running|mix|frame|final|last round)|on (?:the|our) (?:short-?list|list|table)|left|invited|in play|under consideration|bidding|besides you|next to you|apart from you)(?:,|:| -|;| namely| being| are| is| called)+ (?:namely |that is |both |the usual ones,? )?{_NM}{_MORE}"
    ),
    Pattern(
        rf"\b(?:besides|apart from|next to|aside from|in addition to|other than|along with|alongside|as well as) (?:you|yourselves|your (?:company|offer|product|team|quote))(?: guys| people)?,? (?:(?:we|i|they|there(?:'s| is| are)?|it(?:'s| is))\b[^.;?]{{0,40}}? )?{_NM}{_MORE}"
    ),
    Pattern(
        rf"\b(?:demos?|presentations?|pitch(?:es)?|quotes?|quotations?|offers?|proposals?|bids?|trials?|pilots?|workshops?|reference visits?|poc|proof of concept|free trial|test (?:access|licen[cs]es?)) (?:of|from|with|by|at|for) {_NM}{_MORE}(?=[.,;!?]|$| (?:last|next|this|on|in|yesterday|today|tomorrow|as|too|also|already|which|was|were|and|is|came|running|looked|at|before|two|three|the))"
    ),
    Pattern(
        rf"\b(?:compar(?:e|ing|ed)|benchmark(?:ing|ed)?|hold(?:ing)?|measur(?:e|ing|ed)|put(?:ting)?|weigh(?:ing|ed)?|test(?:ing|ed)?|scor(?:e|ing|ed)) (?:you|your \w+|both|it|this)(?: up| side by side| off)? (?:against|with|to|next to|versus|and) {_NM}{_MORE}"
    ),
    Pattern(
        rf"\b{_NM}(?:'s| would| could| will|'d|'ll| can| has| have| already| also| just)* (?:give(?:s)?|gave|throw(?:s|n)?|threw|offer(?:s|ed)?|sell(?:s)?|provide(?:s|d)?|include(?:s|d)?|bundle(?:s|d)?|do(?:es)?|has|have|come(?:s)?) (?:it |this |that |us |the same |something |a (?:similar |comparable )?\w+ ){{1,3}}(?:to us )?(?:for (?:free|nothing|less|half)|in for free|free of charge|at no (?:extra )?cost|with (?:our|the) (?:enterprise |existing |current )?(?:agreement|licen[cs]e|contract|bundle|package|erp|suite)|as part of|cheaper|similar|too|as well)"
    ),
    Pattern(
        rf"\b(?:currently|today|at present|right now|at the moment|so far|already|now) (?:we |i |they )?(?:use|have|run|work with|are with|are on|rely on|pay for)(?: a)? {_NM}\b[^.;?]{{0,50}}?\b(?:renew|extend|stay|keep|stick|upgrade|prolong|continue|their (?:new|next) (?:version|release|module))\b"
    ),
    Pattern(
        rf"\b(?:might|may|could|would|will|'ll|can|rather|to|also|just|simply|option(?: is| would be)?|alternative(?: is| would be)?) (?:also |just |simply |well |still )*(?:renew(?:ing)?|extend(?:ing)?|stay(?:ing)?|stick(?:ing)?|keep(?:ing)?|upgrad(?:e|ing)|go(?:ing)?(?: back)?|switch(?:ing)?|mov(?:e|ing)|buy(?:ing)?|tak(?:e|ing)|choos(?:e|ing)|pick(?:ing)?) (?:with |to |our |the |on |for |over to |back to |it with )*{_NM}(?=[.,;!]|$| (?:for|instead|another|contract|licen[cs]e|as|again|and|or|until|anyway|module|because|since|which|after|subscription))"
    ),
    Pattern(
        rf"\b(?:met|saw|seen|heard|visited|invited|asked|called|approached|contacted|spoke (?:to|with)|spoken (?:to|with)|talked (?:to|with)|looked at|tried|tested|reviewed|considered|evaluated|shortlisted) {_NM}{_MORE}(?:,)? (?:for (?:a|an|the|their|comparison|this)|as (?:well|an alternative|a (?:second|third|possible))|to (?:quote|bid|pitch|present|compare|make an offer|show|tender)|too\b|before (?:but|and|you)|instead|about the same|on the same|last (?:week|month|year|spring|autumn)|and (?:they|it) (?:was|were|looked|seemed|quoted|can|could|do|does|have|has|offer))"
    ),
)
OTHERS: Final = Pattern(
    rf"\b(?:two|three|four|five|several|some|a few|a couple of|one|another|more) (?:\w+ )?other {_FIRM}(?: \w+)? (?:is|are|also|will|have|has|come|present|quote|pitch|bid)\b"
    rf"|\b(?:two|three|four|five|several|a few|a couple of|one) (?:other )?{_FIRM} (?:\w+ )?(?:are|is|will be|have been|has been|were) (?:also )?(?:presenting|invited|quoting|bidding|pitching|short-?listed|in the (?:race|running|mix|final|frame)|coming|demoing)\b"
    r"|\b(?:options?|alternatives?|idea|possibilit\w+|plan b)(?: would be| is| are|'s| could be)?(?: also)? (?:to )?(?:outsourc\w+|insourc\w+|buy\w* (?:it )?(?:in|as a service)|use (?:an|a) (?:agency|3pl|contractor|bureau|freelancer\w*)|giv\w+ (?:it|the \w+) to (?:a|an) \w+)"
)
LEANS: Final = Pattern(
    rf"\b(?:lean(?:ing|s)?|tend(?:ing|s)?|tilt(?:ing|s)?|inclin(?:e[sd]?|ing)|gravitat\w+|swing(?:ing)?|drift(?:ing)?)(?: \w+)? (?:toward|towards|to|in favou?r of) (?:going with |choosing |using |the )?{_NM}"
    rf"|\b(?:prefers?|preferred|favou?rs?|favou?red|would rather (?:have|go with|use|take|buy)|like[sd]? (?:the look of )?|voted for|sold on|set on|keen on|in favou?r of|more comfortable with|like(?:s)?|is for|are for) {_NM.replace('<name>', '<name2>')}(?= (?:more|better|over|best|to you)|[.,;!]|$)"
    rf"|\b{_NM.replace('<name>', '<name3>')} (?:is|are|looks?|seems?)(?: \w+)? (?:in the lead|ahead|in front|the (?:favourite|favorite|front-?runner|preferred|more likely|safer|stronger|obvious)|ahead|in front|in the lead|our (?:favourite|favorite|preferred|first choice|number one))"
)
KEEPS: Final = Pattern(
    r"\b(?:another|the other|one|an?|our|the|plan b|second|third|last|cheapest|easiest|only other) ?(?:other )?(?:options?|alternatives?|possibilit(?:y|ies)|way|fallback|route|idea|choice|scenario)s?(?: would be| is| are|'s| could be| might be| remains)(?: still| simply| just| always| also| to| that we| for us to)* (?:extend\w*|renew\w*|keep\w*|stay\w*|stick\w*|continu\w*|do nothing|doing nothing|leave|leaving|prolong\w*|carry\w* on|patch\w*|upgrad\w*)\b"
    r"|\b(?:would|'d|might|may|could|will|prefers? to|wants? to|wanted to|like to|rather|simply|just|want to) (?:rather |just |simply |also |as soon |like to |well )*(?:do nothing|not do anything|wait (?:a|another) year|leave (?:it|everything|things) as (?:it|they) (?:is|are)|keep (?:the|our|using|using the|using our|going with the|what|things) ?(?:\w+ )?(?:spreadsheets?|excel|paper|system|tool|software|forms|sheets|way|we have|as is)|carry on (?:with|as)|renew (?:the|our|with our) (?:existing |current |old )?(?:\w+ )?(?:contract|licen[cs]e|provider|supplier|vendor|agreement)?|extend (?:the|our) (?:existing |current |old )?(?:\w+ )?(?:contract|licen[cs]e|agreement))\b"
)
HIRES: Final = Pattern(
    r"\b(?:options?|alternatives?|instead|idea|cheaper|rather|possibilit\w+|choice)\b[^.;?]{0,40}?\b(?:hir(?:e|ing)|recruit(?:ing)?|tak(?:e|ing) on|employ(?:ing)?|add(?:ing)?|more) (?:\w+ ){0,3}?(?:people|staff|hands|clerks?|planners?|nurses?|drivers?|fte|heads|temps?|students?|assistants?|person|colleagues?|analysts?|admins?|operators?|agents?)\b"
    r"|\b(?:hir(?:e|ing)|recruit(?:ing)?|tak(?:e|ing) on) (?:\w+ ){0,4}?(?:people|staff|clerks?|planners?|temps?|students?|assistants?|person|agents?)\b[^.;?]{0,20} (?:instead|rather than (?:buy|buying|software|a tool))\b"
)
_LOW_VERB: Final = Pattern(
    r"\b(?:also |still |now |btw |currently )*(?:triall?ing|piloting|evaluating|testing|talking (?:to|with)|comparing (?:you |u )?(?:with|to|against)|looking at|demo(?:ed|ing)?|demos? (?:of|from|with)|(?:a )?(?:\w+ )?(?:quotes?|prices?|offers?|pitch|bids?|proposals?|demos?) (?:from|by)|up against|versus|vs\.?|shortlisted|considering|leaning (?:to|towards?)|trialed|trialled|seen|met|had) (?P<low>[a-z][a-z0-9+-]{3,})(?P<and> (?:and|or|\+|&) (?P<low2>[a-z][a-z0-9+-]{3,}))?(?= (?:as well|too|also|btw|by the way|in parallel|last week|next week|yesterday|today|tomorrow|and you|for comparison|on (?:mon|tues|wednes|thurs|fri)day)|[.,;!?]? *$|, (?:btw|too|as well|fyi))"
)
_PLAIN: Final = frozenset(
    """about again alternatives anything around back both budget cash change cloud competitors customers data delivery demand demos different each everybody everyone everything
    excel features feedback finance flat forward friday from funding good great hardware hiring home house however ideas internally interest issues just later legal less maybe monday
    money more much multiple next nobody none nothing numbers offers options other others ourselves outside outsourcing over parallel people prices pricing procurement products
    progress proposals quotes references renewal replacements reports results several software solutions some somebody someone something stock suppliers support systems their them there these
    they this those thursday time today tomorrow tools training tuesday usage users various vendor vendors wednesday well what when where whether which work yesterday your yourselves options
    lunch dinner coffee trouble fun problems luck success enough plenty fewer better worse lots details paper excel outlook email weather help them both either neither""".split()
)


def in_lower_case(line: Line, scene: Scene) -> Iterator[tuple[str, int]]:
    """Yield (name, place) of alternatives that somebody wrote without a capital."""
    match = _LOW_VERB.search(line.low)
    if match is None or (len(line.plain) == len(line.low) and line.plain[match.start("low")].isupper()):
        return
    if not re.search(
        r"\b(?:also|too|as well|btw|parallel|comparison|other|against|versus|vs|trial\w*|price|quote|offer|pitch|demo\w*|shortlist\w*)\b",
        line.low,
    ):
        return
    for group in ("low", "low2"):
        name = match[group]
        if (
            name
            and name not in _PLAIN
            and name not in NOT_NAMES
            and name not in scene.names
            and name not in scene.ours
            and not re.search(r"(?:ing|ly|ed|tion|ment|ness|ies|ers|ors)$", name)
        ):
            yield name, match.start(group)


OPENERS: Final = (*NAMED, OTHERS, LEANS, KEEPS, HIRES, _LOW_VERB)
"""One of these must match, or there is nothing to read."""
