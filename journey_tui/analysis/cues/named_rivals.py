"""Alternatives that are named, and those that are out: the ways in which people put a name to them."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.quick import Pattern

NAME: Final = r"(?P<name>[A-Z][\w&+.'-]*\w(?: [A-Z0-9][\w&+'-]*){0,2})"
NAME2: Final = NAME.replace("<name>", "<name2>")
_MORE: Final = (
    r"(?:(?:, | and | or |, and |, or | versus | vs\.? | as well as | plus )(?:also |with |to |from |maybe |possibly "
    r")?(?P<more>[A-Z][\w&+'-]*(?: [A-Z][\w&+'-]*)?))?(?:(?:, | and | or |, and )(?P<third>[A-Z][\w&+'-]*(?: [A-Z][\w&+'-]*)?))?"
)
_ALSO: Final = (
    r"(?:look(?:ing|ed)? (?:hard |closely |seriously |also )*at|talk(?:ing|ed)? (?:seriously |also )*(?:to|with)|speak(?:ing)? (?:to|with)|spoke (?:to|"
    r"with)|spoken (?:to|with)|evaluat(?:e|ing|ed)|compar(?:e|ing|ed)(?: you| this| it| them)? (?:with|against|to)|consider(?:ing|ed)?|test(?:ing|ed)?|"
    r"triall?(?:ing|ed)|pilot(?:ing|ed)|weigh(?:ing|ed)(?: up)?|assess(?:ing|ed)|"
    r"short-?list(?:ed|ing)?(?: is| has| are)?|review(?:ing|ed)|benchmark(?:ing|ed)?(?: you)? against|(?:a |an |another |their |the |one )?(?:quotes?|"
    r"demos?|proposals?|offers?|bids?|pitch(?:es)?|pilots?|trials?|pocs?|proofs? of concept|presentations?|quotations?|sandbox|price) (?:is |are |came |"
    r"come |coming |in |running )?(?:from|with|by|of)|up against|(?:in )?talks with|negotiat(?:ing|e) with|"
    r"met (?:with )?|meeting (?:with )?|seen|saw|seeing|invited|invit(?:e|ing)|had|got|have|asked|short-?list (?:is|are|has)|in conversation with|in "
    r"contact with|in discussions? with|conversations? with|discussions? with|running|using|kicking the tyres (?:on|of)|playing with)"
)
_PEOPLE_AT: Final = (
    r"(?:(?:both|either|also|your (?:friends|rivals|competitors?|colleagues) at|the (?:people|team|folks|guys|lot) (?:at|from)|a (?:vendor|"
    r"supplier|company|firm|tool|product|startup|start-up) called|something called|one called|some(?:body|one) called|people like|the "
    r"likes of|another (?:vendor|supplier|one|company),?|you and|yourselves and|two others,?|the other two,?) )*"
)
STRONG: Final = (
    Pattern(
        rf"\b(?:your friends|your rivals|the (?:people|folks|guys|team|lot|rep|salesman)|someone|somebody|people) (?:at|from) {NAME} (?:were|was|are|is|"
        rf"have|had|has|came|come|called|visited|presented|showed|also|just|will|keep|promised|offered|quoted)\b"
    ),
    Pattern(rf"\b{NAME} (?:came|come|comes) in (?:[^.?;]{{0,25}} )?(?:below|under|cheaper|lower|above|less)\b"),
    Pattern(
        rf"\b(?:also|still|currently|now|as well|too|already|seriously|other|another|else|alongside|parallel|side|besides|both|versus|"
        rf"against)\b[^.?;]{{0,30}}?\b{_ALSO} {_PEOPLE_AT}{NAME}{_MORE}"
    ),
    Pattern(
        rf"\b{_ALSO} {_PEOPLE_AT}{NAME}{_MORE}[^.?;]{{0,40}}?\b(?:as well|too|in parallel|alongside|at the same time|for comparison|as an alternative|as a "
        rf"(?:second|third) (?:option|opinion|quote)|instead|side by side|also|for (?:the|a|this) (?:same|comparison|proof|pilot|trial|poc|demo)|next week|"
        rf"on (?:monday|tuesday|wednesday|thursday|friday)|alongside)"
    ),
    Pattern(
        rf"\b(?:we|i|they|you)(?:'re| are|'ve| have|'ve been| have been| were| will be|'ll be)? (?:also |still |currently |now |both )*(?:look(?:ing|ed)? "
        rf"(?:hard |closely |seriously )*at|talk(?:ing)? (?:to|with)|speaking (?:to|with)|evaluating|comparing (?:you |this |it )?(?:with|against|to)|"
        rf"considering|testing|trialling|trialing|piloting|weighing(?: up)?|assessing|in talks with|negotiating with|up against|choosing between|torn "
        rf"between|shortlisting) {_PEOPLE_AT}{NAME}{_MORE}"
    ),
    Pattern(
        rf"\bhave (?:got |also got |also |both )?{NAME} (?:in\b(?! (?:\d{{4}}|january|february|march|april|may|june|july|august|september|october|november|"
        rf"december))|on site|coming in|here|lined up|booked|in for|in next week|running a|doing a|pitching|presenting|demoing)"
    ),
    Pattern(
        rf"\b{NAME}{_MORE} (?:is|are|were|was|has been|have been|'s|'re) (?:also |still |now |both |the other |currently |the only other )*(?:in the "
        rf"(?:running|mix|race|frame|final|last two)|on (?:the|our) (?:short-?list|list)|short-?listed|(?:the|an|our) (?:other|alternative|front-?runner|"
        rf"incumbent|favourite|main rival|existing supplier|current (?:vendor|supplier|provider))|(?:one|another) of the (?:other )?(?:options|vendors|"
        rf"finalists|bidders|alternatives)|in for (?:a|the)|bidding|pitching|quoting|presenting (?:on|next|to)|cheaper|less expensive|half (?:the|your) "
        rf"price|ahead|in the lead|in the final|in pole position|(?:\d+ ?(?:%|per ?cent)|a third|twenty percent|half) (?:cheaper|below|less)|running (?:a|"
        rf"the|their) (?:pilot|poc|trial|proof)|coming (?:back )?(?:in|on|next)|back (?:in|on the table)|also (?:interested|keen|being|an option|a candidate|there|quoted|invited|asked|looked|in play))"
    ),
    Pattern(
        rf"\b{NAME}(?:'s| has| have|'ve| had)? (?:also |just |now |already )*(?:quoted|offered (?:us|to|a)|pitched|presented (?:to us|last|on|their)|sent "
        rf"(?:us )?(?:a|an|their) (?:quote|proposal|offer|price)|given us (?:a|their) (?:quote|price|demo|proposal)|gave us (?:a|their) (?:quote|price|"
        rf"demo|proposal)|made (?:us )?an offer|come in (?:at|with|cheaper|lower)|came in (?:at|with|cheaper|lower)|came back with|undercut|has a (?:pilot|"
        rf"poc|trial)|showed us|demoed|started (?:a|their) (?:pilot|poc|trial|proof))"
    ),
    Pattern(
        rf"\b(?:the )?(?:other|alternative|second|third|remaining|rival|competing|incumbent|current|existing) (?:vendor|supplier|option|candidate|bidder|"
        rf"tool|product|one|two|finalist|provider|system|contender|name on the list)s?(?:,| is| are| being| would be| -|:| called|\s\()+ ?(?:still |"
        rf"probably |you and )?{NAME}{_MORE}"
    ),
    Pattern(
        rf"\b(?:between|torn between|choosing between|down to|comes down to|choice (?:is )?(?:of|between)|finalists (?:are|:)|short-?list (?:is|are|:|of "
        rf"two:?)|it's|last two(?: are|:)?|either) (?:\w+ )?(?:you(?:rselves)?(?: guys)?|yourself|halden|us)(?:,| and| or| versus| vs\.?)+ {NAME}{_MORE}"
    ),
    Pattern(rf"\b(?:between|torn between|down to) {NAME}(?: and| or| versus)+ (?:you|yourselves)\b"),
    Pattern(
        rf"\b(?:lean(?:ing|s)?|tend(?:ing|s)?|tilt(?:ing|s)?|incline[d]?|gravitat\w+|swing(?:ing)?) (?:\w+ )?(?:toward|towards|to) {NAME}"
    ),
    Pattern(
        rf"\b(?:prefer(?:s|red|ring)?|favou?r(?:s|ed|ing)?|rather go with|like(?:s)? the look of|going with|go with|sticking with|stick with|stay(?:ing)? "
        rf"with|renew(?:ing)?(?: with| our| the)?|extend(?:ing)? (?:with|our)|(?:renewal|extension) (?:with|of|offer from)|continue with|upgrading|upgrade "
        rf"from|switch(?:ing)? to|move(?:ing)? to) {NAME}"
    ),
    Pattern(
        rf"\b(?:our|the|a) (?:current |existing |old |present )?(?:contract|licen[cs]e|subscription|agreement) (?:with|for) {NAME}"
    ),
    Pattern(
        rf"\b(?:conversation|call|meeting|demo|session|talks?|workshop|chat|pilot|trial|poc|proof of concept)s? (?:\w+ )?with {NAME} (?:a |last|next|this|"
        rf"on|in|about|earlier|yesterday|as well|too|few|two|\w+ weeks? ago)"
    ),
)
OUT: Final = (
    Pattern(
        rf"\b{NAME}(?:'s| is| are| was| were| has been| have been|'re) (?:now |already |both |officially |definitely |clearly |all but |effectively |firmly "
        rf")*(?:out\b(?! (?:of (?:the )?office|of (?:town|hours|scope)|on|until|till|for|next|this|sick|today|there|tomorrow|in|all|with|at|from|here|and "
        rf"about|early|late|sourc))|no longer (?:in|an option|being|considered|on)|(?:ruled|knocked|voted) out|off (?:the|our) (?:table|list|short-?list)|"
        rf"dropped|eliminated|rejected|disqualified|not (?:in the running|an option|on the list|going forward|being considered|through)|gone(?: from)?|"
        rf"dead|a no\b|history|toast)"
    ),
    Pattern(
        rf"\b(?:ruled out|ruling out|rule out|dropped|dropping|rejected|rejecting|eliminated|decided against|said no to|turned down|parted (?:company "
        rf")?with|walked away from|not going (?:ahead |forward )?with|won't be (?:going|proceeding|continuing) (?:ahead |forward )?with|discounted|crossed "
        rf"off|struck off|excluded|disqualified|finished with|stopped (?:talking to|looking at)|let go of|passed on|(?:said|saying|waved) goodbye to|"
        rf"thanked|sent home|parked|cooled on|no longer (?:looking at|considering|talking to|evaluating)|gave up on|given up on) {NAME}"
    ),
    Pattern(
        rf"\b{NAME} (?:didn't|did not|doesn't|does not|don't|do not|won't|couldn't|could not|failed to|can't|cannot) (?:make (?:it|the (?:cut|short-?list|"
        rf"grade))|pass|qualify|survive|get (?:through|past)|(?:meet|cover|do) (?:our|the|any|enough)|cut it|convince)"
    ),
    Pattern(
        rf"\b{NAME}(?:'s| has| have|'ve)? (?:withdrew|withdrawn|pulled out|bowed out|dropped out|declined to (?:bid|quote)|failed (?:the|our)|fell (?:at|"
        rf"out)|lost (?:on|out))"
    ),
    Pattern(
        rf"\b(?:told|informed|let) {NAME} (?:no\b|know (?:that )?(?:we|they)(?:'re| are) (?:not|out)|(?:that )?(?:we|they)(?:'re| are|'ve| have) (?:not|out|"
        rf"gone))"
    ),
)
