"""More ways in which customers name who else is in it: in a list beside us, by what a rival did or has, or as an answer to who else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis.quick import Pattern, Several

_I = re.IGNORECASE
_N: Final = r"[A-Z][\w&+-]*(?:(?:\s|\.)[A-Z0-9][\w&+-]*){0,2}"
NAME: Final = rf"(?P<name>{_N})"
_US: Final = r"(?:you(?:rselves|rself)?(?: guys| people| lot)?|your (?:offer|company|product|system|tool))"
_AN: Final = r"(?:(?:a|an|the|some) (?:(?!from\b|of\b|in\b|at\b)[\w-]+ ){0,3}(?:called |named )?)?"
_ADV: Final = r"(?: (?:also|still|now|just|already|have|has|had|both|even|too|apparently|since|of course|meanwhile))*"
_PRICE: Final = (
    r"(?:prices?|quot(?:e|ation)s?|offers?|bids?|proposals?|tenders?|numbers?|figures?|estimates?|demos?|pitch|discounts?|"
    r"pilots?|trials?|deck|presentation|brochures?|licen[cs]es?|modules?|free)"
)
_FOR_THAT: Final = (
    r"(?:for (?:that|this|it|the same|exactly)|like (?:it|that|this|yours)|that (?:does|can|could|would)|which (?:does|can|"
    r"could|would)|of (?:its|their) own|that is (?:thrown in|free|included))"
)
_LISTS: Final = (
    Pattern(rf"\b{_US}(?:,| and| or|, and|, or| versus| vs\.?) {_AN}{NAME}(?P<more>(?:(?:,|,? and|,? or) {_AN}{_N})*)"),
    Pattern(rf"\b{NAME}(?P<more>(?:, {_AN}{_N})*)(?:,? and| or|,|,? or| versus| vs\.?) {_US}\b"),
    Pattern(
        rf"\b(?i:finalists?|short-?list(?:ed)?|bidders?|offerers?|tenderers?|candidates|houses|vendors|suppliers|providers|contenders|"
        rf"competitors|bids|tenders|offers|quotes|proposals|options|systems|products|names|"
        rf"companies|firms|parties)\b(?: (?:is|are|were|we have|we got|left|remaining|now|came|received|have come|in|on it|on the list|"
        rf"invited))*(?: from|:| -|,)? (?:both |these: )?{_AN}{NAME}(?P<more>(?:(?:,|,? and|,? or) {_AN}{_N})+)"
    ),
)
_IN_A_LIST: Final = Pattern(
    r"\b(?:two|three|four|five|several|both|all|other|only|final|finalists?|short-?list\w*|bidders?|offerers?|tender\w*|candidates|houses|"
    r"vendors?|suppliers?|providers?|contenders|race|running|mix|frame|"
    r"comparison|compar\w+|evaluat\w+|choos\w+|choice|select\w+|between|decid\w+|or|versus|vs|besides?|alongside|asked|invited|received|"
    r"up against|left|point|hat|in it|play|offers?|quotes?|bids?|proposals?)\b",
    _I,
)
_DOES: Final = (
    Pattern(
        rf"\b{NAME}{_ADV} (?:(?:show(?:ed|n|s)?|demo(?:ed|s|'d)|present(?:ed|s)|walked|pitched) (?:us|me|him|her|them|Marek|the team|"
        rf"our \w+)\b(?: (?:on|last|this|yesterday|in)[\w ]{{0,16}})? (?:something|their|its|a (?:demo|similar|tool|version|system|"
        rf"product|solution|prototype)|the same|theirs|what|how|one\b|an?other)|quot(?:e|ed|ing|es) (?:us|me|\d|for|a)|(?:gave|given|giving|"
        rf"give|gives|sent|send|sends|made|make) (?:us|me|him|her|them|[A-Z]\w+) (?:an?|their|some)\b"
        rf"(?: [\w-]+){{0,3}}? {_PRICE}|(?:undercut|underbid|outbid)\w*|(?:is|are|was|were) (?:third|twice|half|half the|a (?:third|quarter|"
        rf"fifth)|cheaper|dearer|more expensive|less expensive|faster)|(?:throw|throws|threw|thrown) (?:it|that|this) in\b)"
    ),
    Pattern(
        rf"\b{NAME}(?:'s|s'|')\s+(?:\w+ )?(?:offer|price|pricing|quote|quotation|bid|proposal|demo|module|pitch|tender|number|figure|"
        rf"estimate|edition|cloud|sales|rep|salesman|people (?:say|are|were|came))\b"
    ),
    Pattern(
        rf"\b(?:quote|quotation|price|offer|bid|proposal|number|figure|estimate|demo|tender|pitch|call|papers|brochure)s?(?: (?:in|here|too|"
        rf"already|now))? (?:from|by|of) (?:both |the people at |the lads at )?{NAME}(?P<more>(?:(?:,|,? and|,? or) {_N})*)"
    ),
    Pattern(
        rf"\b{NAME}{_ADV} (?:has|have|offers?|sells?|makes?|does|do|comes? with|brings?|includes?|ships?|got) (?:got )?(?:an?|its own|"
        rf"their own|one|something|the same|a similar|much the same)\b(?: [\w-]+){{0,3}} ?{_FOR_THAT}"
    ),
    Pattern(
        rf"\b{NAME},?{_ADV}(?: they)? (?:say|says|said|claim|claims|promise|promises|reckon|reckons|tell us|told us|tells us|are telling|"
        rf"are saying|swear|think|insist)(?: us| me)?(?: that)? (?:they|theirs)"
        rf"(?:'ll|'d|'re|'s)? ?(?:can|could|will|would|do|does|are|is|has|have|may)?\b(?: also| easily| all)* (?:do|does|match|beat|give|"
        rf"offer|build|have|provide|cheaper|deliver|the same|it|that|everything|supply|throw)"
    ),
    Pattern(
        rf"\b{NAME}(?: (?:people|lads|guys|crowd|lot|boys|team|folks|rep))?{_ADV} (?:stays?|remains?|is|are|were|"
        rf"was) (?:still )?(?:in (?:it|the race|the running|play|contention|the frame|the hunt|the game|the picture|the mix|there|our heads|"
        rf"the comparison|the evaluation)|on the table|in the ring|a (?:candidate|contender|option|finalist)|an option|one of (?:them|"
        rf"the (?:two|three|four))|the other (?:one|offer|house|vendor|quote|bidder))\b(?! with \w+ (?:boats|trucks|people))"
    ),
    Pattern(
        rf"\b(?i:favou?rs?|prefers?|fancies|fancy|leans? (?:towards?|to)|backs?|rooting for|keen on|pushing for|sold on|in love with|"
        rf"swears? by) {NAME}(?=[.,;!]|$| (?:over|because|for its|more|better|instead|by far|and its))"
    ),
    Pattern(
        rf"\b{NAME},?{_ADV}(?: is| are|'s|'re| has been| have been| keeps?| was| were)? (?:push(?:ing|es|ed) (?:its|their) (?:own|new)|"
        rf"(?:wants?|wanting|hopes?|would like|asked|offered|offering|trying|keen|intends?|plans?) to (?:bid|quote|tender|pitch|"
        rf"be considered|make an offer|show us|present)|thr(?:ew|own|owing) (?:its|their|his) hat|after (?:our|the) business|chasing us|"
        rf"courting us|knocking (?:at|on) (?:our|the) door|breathing down|sniffing|in the comparison)"
    ),
    Pattern(
        rf"\b(?:besides|next to|apart from|other than|as well as|along with|alongside|beside|"
        rf"in addition to) you(?:rselves)?,? [^.;?]{{0,40}}?(?:asked|invited|have|have got|talk(?:ing|ed)? to|speak(?:ing)? (?:to|with)|"
        rf"look(?:ing|ed)? at|seen|had|are|is|there is|"
        rf"there are|consider\w*|approached|contacted)(?: also| both)? {_AN}{NAME}(?P<more>(?:(?:,|,? and|,? or) {_N})*)"
    ),
    Pattern(
        rf"\b(?:asked|invited|approached) {NAME}(?P<more>(?:(?:,|,? and|,? or) {_N})*)(?: as well| too| also)? (?:to (?:bid|quote|tender|"
        rf"pitch|offer|make an offer|present|price)|for (?:a|an|their) (?:\w+ )?{_PRICE})"
    ),
    Pattern(
        rf"\b(?:shortlisted|short-listed|comparing|evaluating|trialling) {NAME}(?P<more>(?:(?:,|,? and|,? or) {_N})*)(?: alongside| beside|"
        rf" next to| against| with) you"
    ),
    Pattern(
        rf"\b(?:our|my|the) (?:[\w-]+ ){{1,3}}(?:people|vendor|provider|supplier|partner|house|outfit|firm|agency|integrator|reseller|"
        rf"company|shop|mates?), {NAME}, (?:they )?(?:are |is |have |has |also |now )*(?:tell|say|sai|offer|claim|promis|want|quot|think|pitch|"
        rf"have|has|can|could|will|would|do)\w*"
    ),
    Pattern(
        rf"\b(?:the )?(?:alternative|other option|other candidate|fallback|plan b|second choice|runner-up|plan B)(?: (?:would be|is|being|"
        rf"was|remains|might be))? (?:is |be )?{NAME}"
    ),
    Pattern(rf"\b(?:number|price|quote|figure|offer) from {NAME}"),
)
_BESIDE_US: Final = (
    Pattern(
        rf"\b(?:one other|two others|(?:[Oo]ther|[Ss]econd|[Tt]hird|[Rr]emaining|[Oo]nly other|[Cc]heap(?:er|est)?|[Cc]ompeting|[Rr]ival|"
        rf"[Oo]ther serious) (?:one|lot|side|vendor|supplier|bidder|house|firm|company|offer|quote|quotation|bid|proposal|candidate|option|"
        rf"product|system|tool|paper|name|party|people|contender|finalist))(?: (?:is|are|being|was|would be|comes from|came from|from|by|"
        rf"of|remains))*(?: called| named)?,?:? (?:the (?:one|people|lot) (?:from|at) )?{NAME}(?P<more>(?:(?:,|,? and|,? or) {_N})*)"
    ),
    Pattern(
        rf"\b{NAME}(?:'s|s'|') (?:[\w-]+ ){{0,3}}(?:next to|beside|against|versus|compared (?:to|with)|instead of|rather than|than|"
        rf"as well as) (?:yours?|you)\b"
    ),
    Pattern(
        rf"\b(?:yours|yourselves|you(?= (?:and|or|versus|against) ))(?: and|,| or| versus| against| with|, and) (?:the (?:one|offer|quote|"
        rf"paper|proposal|bid|people|"
        rf"lot) (?:from|of|by|at) |that of |those of )?{NAME}(?:'s)?(?=[.,;!]|$| (?:are|is|on|and|have|side|in))"
    ),
    Pattern(
        rf"\b(?:the (?:one|ones|offer|other|proposal|paper|quote)s? (?:from|of|by)|in (?:touch|contact|discussion|discussions|conversation|"
        rf"dialogue) with|(?:heard|hearing) from|corresponding with|sat down with|met with|had a (?:call|meeting|session|chat|demo|"
        rf"word) with|seeing|sounding out|flirting with|dealing with) (?:an?(?:other)? [\w ]{{2,20}}(?:firm|company|vendor|supplier|house|"
        rf"outfit|provider|start-?up|shop)(?:,| called| named) )(?P<name>{_N})"
    ),
    Pattern(
        rf"\ban?(?:other)? (?:[\w-]+ ){{0,3}}(?:firm|company|vendor|supplier|house|outfit|provider|start-?up|bidder|rival|"
        rf"competitor)(?:,| called| named|, called|, named) {NAME}"
    ),
    Pattern(
        rf"\b(?:fav(?:ou)?rite|preference|preferred (?:one|option|vendor|supplier)|first choice|frontrunner|front-runner|darling|tip|"
        rf"money is on|pick|choice|recommendation)(?: (?:is|was|would be|goes to|remains|so far is|at the moment is))? {NAME}(?=[.,;!]|$|"
        rf" (?:by|because|so|for|at))"
    ),
    Pattern(
        rf"\b(?:why not|rather|sooner|might as well|just as well|simply|instead|also|tempted to|inclined to|better off|easier to|"
        rf"cheaper to) (?:just |simply )?(?:take|taking|use|using|go with|going with|go for|buy|buying|pick|choose|have|having|try|"
        rf"stay with|stick with|"
        rf"extend|switch on|turn on) (?:the |what |their )?{NAME}(?: (?:add-on|module|option|version|edition|licen[cs]e|package|bundle|has|"
        rf"offers?|have))?"
    ),
    Pattern(
        rf"\b(?:used|used to use|knows?|worked with|swore by|had good experience with|"
        rf"was happy with) {NAME}\b[^.;?]{{0,60}}\b(?:would rather|prefers?|wants? (?:it|that|them|to use)|would like|pushing|recommends?)"
    ),
    Pattern(
        rf"\b{NAME}{_ADV} (?:does|do|did|can do|could do|would do|covers?|handles?|offers?) (?:that|this|it|the same|all (?:of )?(?:that|"
        rf"this)|exactly that)(?: (?:too|already|as well|out of the box|natively|as standard|for free|for nothing|for less|cheaper|"
        rf"without))"
    ),
    Pattern(
        rf"\b{NAME}{_ADV} (?:dropped|cut|lowered|reduced|halved|slashed|came down|went down|raised|improved|sharpened|matched|beat|undercut|"
        rf"came back)(?: to us)?(?: with| on| by| in)? (?:their|its|his|the|your|a (?:better|lower|new|revised)) (?:\w+ )?(?:{_PRICE}|fee|"
        rf"rate|rates|terms|price)"
    ),
    Pattern(
        rf"\b{NAME}{_ADV} (?:is|are) (?:\w+ ){{0,2}}(?:cheaper|dearer|better|stronger|weaker|ahead|behind|faster|slower|nicer|more \w+|"
        rf"less \w+) (?:than|of) (?:you|yours|yourselves)\b"
    ),
    Pattern(
        rf"(?:[Ff]ull disclosure|[Tt]o be (?:open|fair|honest|frank|straight|transparent)|[Ii]n fairness|[Yy]ou should know|I should (?:say|"
        rf"tell you|mention)|[Hh]eads up|[Jj]ust so you know|I won't hide|[Ii]n all honesty|[Bb]etween ourselves)[:,]? (?:that |we have |"
        rf"we've |we |there is "
        rf"|I have |I've )*{NAME}(?: (?:people|lads|guys))? (?:were|was|is|are|has|have|had|called|rang|came|also|keeps?|will be) (?!away|"
        rf"on leave|ill|sick)"
    ),
)
_IN_PASSING: Final = (
    Pattern(
        rf"\ban? (?:[\w-]+ ){{0,2}}(?:crowd|mob|lot|bunch|gang|shop|team|pair|start-?up|newcomer|thing|product|tool|system|app|package|"
        rf"solution)(?:,)? (?:called|named|by the name of) {NAME}"
    ),
    Pattern(rf"\b(?:taken|took|takes) (?:a shine|a liking|a fancy|to) (?:to )?{NAME}(?=[.,;!]|$| (?:and|because|too))"),
    Pattern(
        rf"\b(?:been|was|were) (?:shown|offered|pitched|quoted|sold|recommended|pointed to) {NAME}(?=[.,;!]|$| (?:by|from|at|on|last|this|and))"
    ),
    Pattern(
        rf"\b(?:trial(?:l?ing|led)?|test(?:ing|ed)?|try(?:ing)?(?: out)?|pilot(?:ing|ed)?|running|evaluat(?:ing|"
        rf"ed)) (?:out )?(?:the )?{NAME}(?: thing| tool| app| system| product| one| demo| trial)? (?:on (?:one|two|a|the|some)|in (?:one|"
        rf"two|a|the)|at (?:one|the)|with (?:one|two|a)|alongside|as well|too|for a)"
    ),
    Pattern(
        rf"\b(?:firms|companies|vendors|suppliers|houses|bidders|products|tools|systems|offers|providers|candidates|others|three|two|"
        rf"four|five)\b[^.;?]{{0,25}}\b(?:among (?:them|others|which)|including|such as|like|for instance|"
        rf"for example),? {NAME}(?P<more>(?:(?:,|,? and|,? or) {_N})*)"
    ),
    Pattern(
        rf"\b(?:consultants?|(?<!tax )(?<!legal )advis[eo]rs?|auditors?|integrators?|agency|analysts?|accountants?|group|parent company|head office|"
        rf"sister company|headquarters) (?:also |strongly |all |would )?(?:recommends?|suggests?|swears? by|advises?|favou?rs?|prefers?|"
        rf"proposes?|pushes|is pushing|backs|insists? on) "
        rf"{NAME}(?=[.,;!]|$| (?:and|because|as|for|instead|over))"
    ),
    Pattern(
        rf"\b{NAME}(?:'s|s') (?:man|woman|rep|reps|people|guy|guys|sales\w*|account manager|director|engineer|consultant|boss|founder|"
        rf"owner) (?:was|were|is|are|came|has|have|rang|called|showed|keeps?|told|says?|wants?|offered)\b"
    ),
    Pattern(rf"\bYou, {NAME}(?P<more>(?:, {_N})*),? or\b"),
)
_VISIT: Final = Pattern(
    rf"\b{NAME}{_ADV} (?:came (?:by|round|in|to see|out|over|up|down|here|to visit)|(?:were|was|have been|has been|been) (?:in|down|round|"
    rf"here|out|over|up|by|to see|on site|with us)|visited|called (?:by|in|round)|dropped (?:in|by)|stopped by|"
    rf"rang|phoned|showed up|turned up)\b"
)
_HAD_IN: Final = Pattern(
    rf"\b(?:had|having|have had|has had|got|invited) {NAME} (?:in|round|over|here|down|out|up)\b(?! to (?:fix|repair|service|install|clean|"
    rf"mend|inspect|audit))"
)
_SELLS: Final = Pattern(
    rf"\b(?:{_PRICE}|cheaper|dearer|slick|nice deck|slides?|van|sales(?:man|men|people|woman)?|similar|the same|compet\w+|alternative|"
    rf"tablets?|pitch\w*|turnstiles?|tell us|their (?:system|tool|product|software|kit|app))\b",
    _I,
)
"""What a visit has with it when it was one of somebody who sells the same."""
_GONE: Final = (
    Pattern(
        rf"\b(?:said|say|saying|told) (?:a |our )?(?:polite |final |firm )?(?:no|no thanks|no thank you|goodbye|adieu)(?: thank you| thanks)? to {NAME}"
    ),
    Pattern(rf"\b(?:let|letting) {NAME} (?:go|down|off|know (?:it's|it is) (?:a )?no)\b"),
    Pattern(
        rf"\b(?:rang|called|phoned|wrote to|told|informed|mailed|e-?mailed|spoke to|met) {NAME}\b[^.;]{{0,40}}\b(?:let them (?:off|down|go)|"
        rf"no longer|turned them down|it's a no|said no|they(?:'re| are) out|called it off|won't be (?:going|needing))"
    ),
    Pattern(
        rf"\b{NAME}(?: (?:people|lads|guys|crowd|lot|boys|team|folks))? (?:is|are|was|were|has been|have been|'s|'re) (?:now |already |"
        rf"also )?(?:gone|history|dead|finished|no longer (?:a |an |in |on |of )|not in (?:it|the)|out of (?:it|the (?:race|running|frame)))"
    ),
    Pattern(
        rf"\b{NAME}(?: (?:people|lads|guys|crowd|lot))? (?:didn't|did not|don't|do not|won't|will not|failed to) (?:make|reach|get (?:to|"
        rf"into|past)|survive|pass) (?:it |the )"
    ),
    Pattern(
        rf"\b(?:[Ff]orget|[Ss]cratch|[Ii]gnore|[Ss]trike|[Dd]isregard|cross off|struck off|crossed out)(?: (?:what|everything|all) (?:i|I|"
        rf"we) (?:said|told you|wrote|mentioned)(?: to you)? about)? {NAME}"
    ),
    Pattern(
        rf"\b(?:not|no longer|aren't|won't be|stopped|stopping|finished|done) (?:pursuing|considering|looking at|talking to|talking with|"
        rf"going with|evaluating|following up|taking|continuing with|with) {NAME}"
    ),
    Pattern(
        rf"\b{NAME}(?:,? (?:is|was|were|are|came|comes|finished|ended up|ranked|scored|only|just))*,? (?:in )?(?:(?:a )?(?:close |distant |"
        rf"poor )?(?:second|third|last)(?: place)?|runners?-up|not (?:chosen|selected|picked|awarded))(?=[,.;!]|$)"
    ),
    Pattern(rf"\bput the run on {NAME}"),
    Pattern(rf"\bgave {NAME} (?:the push|their cards|the boot|their marching orders)\b"),
)
_NOT_YET: Final = Pattern(
    r"\b(?:can't|cannot|can not|couldn't|don't want to|haven't|hasn't|yet to|before|until|unless|if|not ready to|"
    r"wouldn't)\b[^.;]{0,20}\b(?:say|said|let|drop|forget|rule|reject|scratch|stop)",
    _I,
)
_BUILDS: Final = Pattern(
    r"\b(?:knit|cobble|knock|hack|throw|put|bolt|string|patch|stitch|lash|rig)(?:ting|ing|s)? (?:it|something|one|this|that|"
    r"the thing) (?:up |together )(?:ourselves|themselves|himself|herself|in-?house|in (?:excel|power|access|sharepoint|python))"
    r"|\b(?:something|it|one) (?:together )?(?:ourselves|themselves) in (?:excel|power \w+|access|sharepoint|python)"
    r"|\b(?:developers?|programmers?|engineers?|boys|lads|guys|team|nephew|son|students?|interns?|department|"
    r"colleagues?)\b[^.;?]{0,40}\b(?:think|thinks|say|says|reckon|reckons|claim|claims|swear|believe|believes|insist|could|can|would|"
    r"offered|wants?)\b[^.;?]{0,15}\b(?:they|he|she|it|to)?"
    r" ?(?:can|could|would|'d)? ?(?:write|build|code|program|make|develop|script|do) (?:it|that|this|one|something like (?:it|that)|"
    r"the (?:tool|thing|app|system|software))\b(?! (?:work|up|better|right|happen))",
    _I,
)
_STAYS: Final = Pattern(
    r"\b(?:could|can|might|may|will|would|'ll|simply|just|option is(?: to)?|option would be to|tempted to|inclined to|easiest (?:is|"
    r"would be) to) (?:simply |just |also |still )*(?:carry on|stay|stick|keep going|continue|keep)"
    r"(?: (?:with|as|on|using))+ (?:(?:what|how|where) (?:we|they|it|things)|the (?:whiteboard|spreadsheets?|paper|excel|old|current|"
    r"present|existing|clipboards?|books?|cards?)|our (?:old|current|present|existing|own)|things as|paper\b|excel\b|spreadsheets?)"
    r"|\b(?:end up|finish up|wind up|land up) (?:just )?(?:doing|keeping|running|having) (?:it|this|that|everything) (?:in (?:excel|access|"
    r"sharepoint|spreadsheets?|paper|word)|on (?:paper|the whiteboard)|by hand|ourselves)\b|\b(?:sooner|rather|prefer to|happy to|"
    r"content to) (?:wait and )?(?:keep|stay with|stick to|stick with|carry on with|"
    r"live with) (?:the|our|what)\b[^.;?]{0,12}\b(?:paper|whiteboard|spreadsheets?|excel|plan|books?|old|current|present|way|we)"
    r"|\bleav(?:e|ing) (?:things|it all|everything) as (?:they|it) (?:are|is)\b",
    _I,
)
_NEGATED: Final = re.compile(r"\b(?:not|n't|never|no longer|nobody|no one|none|without)\b", _I)
_OF_OURS: Final = re.compile(r"\b(?:client|customer|tenant|supplier) of ours\b", _I)
_APPOSED: Final = (_DOES[11], _BESIDE_US[3], _BESIDE_US[4])
_SPLIT: Final = re.compile(r"(?:,|\band\b|\bor\b)")
ASKED_WHO_ELSE: Final = re.compile(
    r"\b(?:who else|anyone else|anybody else|what else|which others?|any others?|others? (?:you|that you|in|involved|still)|"
    r"other (?:vendors?|suppliers?|offers?|options?|products?|tools?|bidders?|companies|people|solutions?|providers?)|"
    r"alternatives?|compet\w+|up against|besides us|apart from us|other than us)\b",
    _I,
)
_ANSWER_NAME: Final = re.compile(
    rf"(?:^|[,.;] |\b(?:there's|it's|just|only|and|with|at|called|mainly) )(?:[Tt]he )?{NAME}(?=[.,;!]|$| (?:and|or|was|were|is|are|came|"
    rf"has|have|did|showed|quoted|sent|who|which|people|lads|from|again|as well|too|of course|in (?:january|"
    rf"february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn)))",
)


CHOSE_US: Final = Pattern(
    r"\b(?:chose|(?:have|has|had|'ve|'s) (?:chosen|picked|selected|decided (?:for|on|in favou?r of)|gone with|settled on|awarded (?:it |"
    r"this |the \w+ )?to)|picked|selected|decided (?:for|on|in favou?r of)|awarded (?:it |this |the \w+ )?to|went with|settled on|voted for|opted for)"
    r" (?P<who>you(?:rselves)?\b|[A-Z][\w&-]+)"
)
"""Who chose us has nobody else in it any more."""
_MAYBE: Final = re.compile(r"\b(?:if|once|when|unless|should|would|before|until|not|n't|never|might|may|whether)\b", _I)


def chose(text: str) -> str:
    """Return whom a sentence says was chosen, `you` or a name; nothing where it is not settled."""
    match = CHOSE_US.search(text)
    return match["who"] if match and not text.endswith("?") and not _MAYBE.search(text) else ""


_GONE_LEFT: Final = Several(("", pattern) for pattern in _GONE)
_LISTS_LEFT: Final = Several((pattern is _LISTS[2], pattern) for pattern in _LISTS)
_NAMED_LEFT: Final = Several((pattern in _APPOSED, pattern) for pattern in (*_DOES, *_BESIDE_US, *_IN_PASSING))


def more_named(text: str, following: str) -> Iterator[tuple[str, str]]:
    """Yield (mark, words) of what a sentence names: `dropped:`, nothing, or `=` for what is no name; `following` comes after it."""
    gone = False
    for _, pattern in _GONE_LEFT.left(text):
        if _NOT_YET.search(text):
            break
        for match in pattern.regex.finditer(text):
            gone = True
            yield "dropped:", match["name"]
    if gone:
        return
    for listed, pattern in _LISTS_LEFT.left(text):
        for match in pattern.regex.finditer(text):
            if listed or _IN_A_LIST.search(text):
                yield from _all(match)
    for apposed, pattern in _NAMED_LEFT.left(text):
        for match in pattern.regex.finditer(text):
            told = _NEGATED.search(text[max(0, match.start() - 25) : match.start()]) or _OF_OURS.search(text)
            if not told and not (apposed and _like_a_person(match["name"])):
                yield from _all(match)
    if _VISIT.search(text) and (_SELLS.search(text) or _SELLS.search(following)):
        for match in _VISIT.finditer(text):
            if not _like_a_person(match["name"]) and not _PLACE_BEFORE.search(text[: match.start()]):
                yield "", match["name"]
    for match in _HAD_IN.finditer(text):
        yield "", match["name"]
    if _BUILDS.search(text):
        yield "=", "build"
    if _STAYS.search(text):
        yield "=", "as is"


_PLACE_BEFORE: Final = re.compile(
    r"\b(?:in|from|at|of|to|for|near|up in|over in|your|client of ours in your line, a firm called)\s+$", _I
)
_COMPANY: Final = re.compile(
    r"(?:[A-Z]{2}|[a-z][A-Z]|\d|&|(?:systems?|software|instruments?|solutions?|technolog\w+|tech|labs?|group|plus|cloud|data|digital|"
    r"networks?|online|works?|ware|soft|tek|ly|hub|box|desk|flow|trak|ing|ics|services|partners|consulting|"
    r"analytics|logistics|pro|one|360|ltd|inc|ag|gmbh|ab|as|oy)$)",
    _I,
)


def _like_a_person(name: str) -> bool:
    """Return whether two capital words look like somebody's name rather than a firm's."""
    words = name.split()
    return len(words) == 2 and all(word.isalpha() and word.istitle() for word in words) and not _COMPANY.search(name)


def _all(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    if match.start("name") == match.start() and _PLACE_BEFORE.search(match.string[: match.start()]):
        return
    yield "", match["name"]
    for part in _SPLIT.split(match.groupdict().get("more") or ""):
        found = re.findall(_N, part)
        if found:
            yield "", found[-1 if re.search(r"\b(?:called|named)\b", part) else 0]


def answered_names(text: str) -> Iterator[str]:
    """Yield the names in an answer to who else is in it."""
    for match in _ANSWER_NAME.finditer(text):
        yield match["name"]


__all__ = ["ASKED_WHO_ELSE", "answered_names", "chose", "more_named"]
