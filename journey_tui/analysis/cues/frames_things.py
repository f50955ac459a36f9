"""Frames for what is wanted: outcomes by a day, what goes wrong, what counts in the choice, and the alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import (
    Hit,
    Line,
    Scene,
    aiming,
    competition,
    decision_criteria,
    frames_plain,
    goals,
    hurting,
    incidents,
    metrics,
    mood,
    pain,
)
from journey_tui.analysis.cues.frames import NOT_OURS, Frame, framed, hits, how, matches
from journey_tui.analysis.cues.numbers import NUMBER, RATIO, UNIT
from journey_tui.analysis.cues.words import AUTHORITY, COUNT, FIRM, IN_PLAY, NAMED, PEOPLE, QUALITY, TROUBLE, gap
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Modality, Side

_AMOUNT: Final = rf"(?P<n>(?:(?:no more than|fewer than|less than|under|below|at most|at least|more than|over|above|up to|about|around|almost|another|an extra|only|just|max|plus|minus) )?(?:{RATIO}|{NUMBER})(?: ?{UNIT})?)"
MEASURE: Final = (
    r"(?:%|per ?cent|percent|points?|pts|hours?|hrs?|days?|minutes?|mins?|seconds?|secs?|weeks?|x\b|times|fold|double|halv\w+|half|third|quarter|zero|no |a (?:day|week|wk|month|year|shift|night|quarter|person|order|pallet|visit)|per (?:day|week|wk|month|year|shift|night|"
    r"person|pp|order|head|hour|unit|tonne|pallet|case|claim|visit|bed)|fewer|less|more|saved|saving|savings|out of|off the|faster|down|up|lower|higher|growth|return|roi|margin|[£$€])"
)
WANTED: Final = (
    Pattern(rf"\b(?:i|we|he|she|they|{AUTHORITY})(?:'d|'ve|'m|'re|'ll| would| have| has| am| are| is| will)?(?: \w+){{0,2}}? (?:wants?|needs?|expects?|expecting|aim(?:s|ing)? (?:for|at|to)|targets?|targeting|promised?|promised|committed|signed up (?:for|to)|pledged|supposed to|have to|has to|must|demands?|insists? on|asks?|asking|asked|set|plan(?:s|ned)? (?:on|for|to)|budget(?:ed)? (?:for|on)|like|love|looking (?:for|at|to)|after|shooting for|hop(?:e|ing) (?:for|to)|given (?:me|us)|giving (?:me|us)|gave (?:me|us)|told (?:me|us)|measured on|bonus\w*|on the hook for|go(?:ing)? for|got to)\b[^.;?]{{0,70}}?(?<![\w-]){_AMOUNT}(?![\w-])"),
    Pattern(rf"\b(?:what|the (?:one )?(?:thing|number|figure)) (?:i|we|they|my \w+|our \w+) (?:\w+ ){{0,3}}?(?:need|want|have|show|expect|must|promised|look|aim|asked|get)\b[^.;?]{{0,60}}? (?:is|are|'s)(?: to \w+)? (?:\w+ )?{_AMOUNT}(?![\w-])"),
    Pattern(rf"\b(?:targets?|goals?|kpis?|aims?|objective|ambition|mission|success|win|plan|business case|figure|benchmark|pay-?back|return|promise|pledge|commitment)\b[^.;?]{{0,60}}?(?<![\w-]){_AMOUNT}(?![\w-])"),
    Pattern(rf"^(?:and |so |ideally |say |well |um |uh |, )*(?P<n>(?:fewer|less|no more|not more|more|under|below|at least|at most|max) (?:than )?{NUMBER}(?: ?{UNIT})?)(?: [\w-]+){{0,4}}? (?:a|per|each|every) (?:day|week|wk|month|year|shift|night|quarter|person|order|line|site|head)\b"),
    Pattern(rf"\bif (?:it|we|this|that|you|they|i)\b[^.;?]{{0,50}}?(?<![\w-]){_AMOUNT}(?![\w-])[^.;?]{{0,80}}?\b(?:mission accomplished|i(?:'d| would| will|'ll) be (?:a )?(?:very )?(?:happy|delighted|over the moon|pleased)|(?:it|that|the project) (?:has|have|will have|'s) (?:paid|earned|been worth)|job done|worth every|i(?:'m| am) (?:happy|sold)|we(?:'re| are) (?:happy|done)|success)\b"),
    Pattern(rf"\b(?:success|win|happy|delighted|worth it|pleased) if\b[^.;?]{{0,90}}?(?<![\w-]){_AMOUNT}(?![\w-])"),
    Pattern(rf"\b(?:nobody|no one|no \w+|not one \w+|every \w+|each \w+|everyone|all \w+|it|this|that) (?:\w+ )?(?:works?|waits?|takes?|stays?|spends?|is|are|should|must|has to|have to|will|can|gets?)\b[^.;?]{{0,40}}?(?P<n>(?:more than|less than|fewer than|longer than|within|under|over|at most|at least) {NUMBER}(?: ?{UNIT})?)(?: [\w-]+){{0,4}}? (?:by|from|before|as of|starting|within|until|come)\b"),
)  # fmt: skip
_GOAL_BY: Final = Pattern(
    r"\b(?:by (?!the way|car|train|phone|mail|hand|then you)|before|until|till|within|inside|in (?:the next|the first|year one|\d|two|three|six|twelve|eighteen|q[1-4]|fy)|as of|from (?:january|february|march|april|may|june|july|august|september|october|november|december|next|year one|the (?:next|first|new))|this (?:year|financial|fiscal|quarter|season)|next (?:year|quarter|season|summer|winter|spring|autumn)|"
    r"for (?:fy|20\d\d|next year|the next)|come |per year from|end of|q[1-4]\b|year[- ]end|fy ?\d\d|20\d\d|(?:in|over) the (?:first|next|coming|current)|week \d+|first (?:12|twelve|six|6|eighteen|18|24) months|mid-\w+|(?:winter|summer|autumn|spring|peak) season|christmas|easter|black friday|ramadan|the time we|the audit)"
)
_ORDERED: Final = Pattern(
    r"\b(?:please (?:send|ship|deliver|quote|invoice)|licen[cs]es? (?:by|for|from)|seats by|your (?:price|quote|offer|discount|invoice)|discount\w*|inflation|the market|industry|analysts?|population|temperature|degrees|kilomet\w+|miles|marathon|o'clock|pm\b|am\b(?! i)|minutes? (?:late|call|slot|walk)|meeting room|book(?:ed|ing) (?:for|a)|"
    r"we (?:are|have|were) \d[\d,.]* (?:people|staff|employees)|(?:people|staff|employees|sites|offices|stores|trucks|vehicles|branches) (?:by|in|across|and)|reference|phone|room|invoice number|call you|let you know|get back|answer you|reply|decide|decision|sign|contract by|shortlist|go[- ]live|kick-?off|install\w*|deploy\w*|implement\w*|rolled? out|we pay|i pay|"
    r"i(?:'ll| will| need to| have to) (?:be|leave|go|send|call|run|pick))\b"
)


def outcome(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield a wanted outcome: somebody who wants it, a measured number and by when, whatever stands between."""
    low = line.low
    if scene.side is not Side.CUSTOMER or scene.note or not _GOAL_BY.search(low) or NOT_OURS.search(low):
        return
    if (
        _ORDERED.search(low)
        or metrics.DATES_ONLY.search(low)
        or metrics.OUR_DUTY.search(low)
        or metrics.DECOY.search(low)
        or metrics.PRICES.search(low)
        or aiming.HEADS.search(low)
    ):
        return
    last = scene.near(line, -1)
    if last is not None and goals.PAID.search(last.low):
        return
    for pattern in WANTED:
        match = pattern.search(low)
        if match is None or (guards.negated(low, match.start(), reach=14) and "nobody" not in match.group()):
            continue
        number = match["n"]
        around = low[max(0, match.start("n") - 30) : match.end("n") + 25]
        if not re.search(MEASURE, around) or goals.other(low, match) or re.fullmatch(r"(?:20\d\d|19\d\d)", number.strip()):
            continue
        softened = guards.hedged(low, match.start("n")) and not re.search(r"\bhop(?:e|ing)\b", low)
        if line.story or line.rumour or (line.asked and match.start() >= line.scope[1]):
            return
        modality = Modality.CONDITIONAL if softened else Modality.ASSERTED
        yield metrics.made("metrics: wanted by a day", line, scene, number, modality)
        return


_IF_THEN: Final = rf"\b(?:if|when|whenever|each time|every time|as soon as|once|the moment) (?!you|i\b|it's (?:ok|fine)|your)[^.;?]{{3,70}}?,? (?:that's|it's|we|the|our|everything|everyone|nobody|half|no one|i|they|there's|{PEOPLE}|it|then)\b"
_BAD: Final = rf"(?:{TROUBLE}|gone\b|lost\b|los(?:e|es|ing)|can't \w+|cannot \w+|nobody (?:can|knows|notices)|no way (?:to|of)|down the drain|costs? (?:us )?[£$€\d]|stops?\b|are stuck|is stuck|fails?|late\b|wrong\b|wait(?:s|ing)?\b|overtime|chaos|panic|firefight\w*|in trouble|start(?:s)? (?:again|over|from scratch)|by hand|out of (?:business|the contract))"
_OURS: Final = r"(?:we|our [\w'-]+(?: [\w'-]+){0,2}|the (?:whole )?[\w'-]+(?: [\w'-]+){0,2}|my [\w'-]+(?: [\w'-]+)?|each [\w'-]+|every [\w'-]+|half (?:of )?[\w' -]{3,30}?|a third|some|two [\w'-]+|invoices|orders|parcels|deliveries|reports|leads|parts|samples|tickets|shipments|files|documents|stock|data|records|requests|calls|claims|bookings|rooms)"
PAIN: Final = (
    Frame("pain: if then", Pattern(rf"{_IF_THEN}[^.;?]{{0,60}}?\b{_BAD}"), ("problem", "consequence"), firm=True, never=(Pattern(r"\b(?:would|could|might|'d|had|please|let me|you|were)\b"),)),
    Frame("pain: it breaks", Pattern(rf"\b{_OURS}(?: [\w'-]+){{0,5}}? {TROUBLE}\b"), ("problem",), never=(Pattern(r"\b(?:you|would|could|don't leak|leaked? (?:to|the news))\b"),)),
    Frame("pain: done badly", Pattern(rf"\b{_OURS}(?: [\w'-]+){{0,4}}? (?:go(?:es|ing)?|went|comes?|came|coming|gets?|got|ships?|shipped|arrives?|arriving|leaves?|delivered|sent|sits?|is|are|run(?:s|ning)?|order(?:s|ing)?|plan(?:s|ning)?|work(?:s|ing)?|decid(?:e|es|ing)|guess(?:es|ing)?|buy(?:ing|s)?|bill(?:ing|s)?|invoic(?:e|es|ing))(?: (?:out|in|off|back|there|up|to \w+))? (?:too late|late|wrong|wrongly|incomplete|damaged|twice|double|blind|on gut feel(?:ing)?|on (?:a )?guess\w*|by guess\w*|by feel|from memory|on instinct|on faith|on paper|on sticky notes|on post-?its|on whiteboards?|by (?:fax|phone|hand)|unplanned|unpaid|unbilled|uninvoiced|untouched|unanswered|without (?:anyone|anybody|a check)|with (?:errors|mistakes|gaps))\b"), ("problem",), never=(Pattern(r"\b(?:you|i'm|i am|i was|i'll be|running late|train|flight|meeting|call)\b"),)),
    Frame("pain: people pay for it", Pattern(rf"\b(?:{PEOPLE}|two [a-z]+|three [a-z]+|half (?:of )?(?:the|my|our) [a-z]+|some|several|my best \w+|our best \w+)(?: (?:have|has|had|already|now|even|just|who|also|keep|kept|are|were|is|regularly|often))*{gap(1)}(?:hand(?:ed)? in (?:their|his|her) notice|walk(?:ed|ing)?(?: out| away| off|,| before| because)|quit|resign\w*|left (?:us|because|over|after|in)|burn\w* out|ring(?:ing)? us|rang us|call(?:ing|ed)? us to|phon\w+ us|chas(?:e|ing|ed) us|go(?:ing)? elsewhere|went elsewhere|give up|gave up|hang(?:ing)? up|hung up|complain\w*|cancel\w*|threaten\w*|are furious|furious|shout\w*|queu\w+|wait(?:s|ing|ed)? (?:\w+ )?(?:for )?(?:[\d]+|two|three|four|five|six|a|an|ages|hours|days|weeks|months|half)|got the wrong|get the wrong|received the wrong|getting the wrong|sit(?:ting)? (?:there )?until|stay(?:ing)? until|work(?:ing)? (?:through|weekends|nights|late))\b"), ("consequence",), never=(Pattern(r"\b(?:wait(?:ing)? for (?:you|your)|left (?:for|on) (?:holiday|lunch|vacation)|walked? (?:me|us|them) through|left (?:the )?(?:room|meeting|call))\b"),)),
    Frame("pain: it hangs on one", Pattern(r"\b(?:in (?:one|a single|his|her|somebody's|someone's|[a-z]+'s|two) (?:man's |woman's |person's |people's |colleague's )?(?:heads?|notebook|drawer)|only (?:one|[a-z]+|two) (?:\w+ )?(?:knows?|understands?|can (?:fix|run|read|operate|do)) (?:it|how|the|that|this)|(?:the )?(?:only|last) (?:one|person|man|woman|colleague|engineer) (?:who|that) (?:knows|understands|can|could|still))\b"), ("problem",)),
    Frame("pain: kept alive", Pattern(r"\b(?:just |only |simply )?to keep (?:the thing|it|the (?:old )?\w+|things|this) (?:alive|running|going|afloat|together|ticking over|up)\b|\bheld together (?:with|by)\b|\b(?:sticky tape|duct tape|chewing gum|string and \w+|band-?aids?|workarounds?)\b"), ("problem",), needs=(Pattern(r"\b(?:we|our|my|us|i|it takes|takes|days?|hours?|engineer\w*|team)\b"),)),
    Frame("pain: not trusted", Pattern(rf"\b(?:nobody|no one|none of us|no-one|hardly anyone|few people|{PEOPLE} (?:don't|no longer|can't|do not)|we (?:don't|can't|no longer|cannot)|i (?:can't|cannot|don't|couldn't)) (?:\w+ )?(?:trusts?|believes?|relies on|rely on|knows?|tell|say|see|find|explain|prove|agree|make sense)\b[^.;?]{{0,30}}?\b(?:numbers?|figures|data|reports?|forecast|stock|inventory|dashboard|what (?:we|our|the|is)|where (?:our|the|it|they|anything|we)|which|how (?:many|much)|system|why|who (?:has|did|owns))\b"), ("problem",), never=(Pattern(r"\b(?:yet|you|your|to be honest i|until (?:after|the meeting|friday|monday))\b"),)),
    Frame("pain: money gone", Pattern(r"\b(?:[£$€] ?\d[\d.,]*(?: ?(?:k|m|million|thousand))?|\d[\d.,]*(?: ?(?:k|m|million|thousand|grand|euros?|pounds|dollars|eur|gbp|usd|francs?|kronor))|(?:a|half a|two|three|five|ten|twenty|eighty|six) (?:million|thousand|hundred thousand|grand))\b(?: [\w'-]+){0,6}? (?:gone|wasted|lost|down the drain|in (?:fines?|penalties|demurrage|write-?offs?|overtime|refunds?|credits?|claims?|scrap|returns|rework|damages|express freight|agency\w*|compensation|late fees)|written off|thrown away|for nothing|because|since (?:nobody|no one|we)|due to|over (?:this|that|it))\b"), ("consequence",), never=(Pattern(r"\b(?:discount|quote|offer|budget|price|licen[cs]e|would|could)\b"),)),
    Frame("pain: nearly lost", Pattern(r"\b(?:we|i|they) (?:very |so )?(?:nearly|almost|narrowly|came (?:this |very )?close to|came within)(?: \w+)? (?:lost|losing|los|ran out|missed|missing|killed|shut|shutting|shipped|harmed|went under|closed)\b"), ("consequence",), never=(Pattern(r"\b(?:train|flight|bus|keys|match|way|garden)\b"),)),
    Frame("pain: told off", Pattern(r"\b(?:auditors?|regulator|inspectors?|inspection|authority|insurer|bank|customer|tesco|the fca|the fda|the hse|council)(?: \w+){0,3} (?:gave us|qualified|fined|warned|wrote to us|found|flagged|rapped|criticis\w+|marked us down|threatened|complained|put us on|issued)\b[^.;?]{2,}|\bqualified opinion\b|\b(?:we(?:'ve| have)?|been|were|got|was) (?:been )?(?:fined|warned|penali[sz]ed|reprimanded|named and shamed)\b"), ("consequence",), never=(Pattern(r"\b(?:nothing|no (?:findings|issues|problems)|all clear|happy|parking|speeding)\b"),)),
    Frame("pain: support ends", Pattern(r"\b(?:vendor|supplier|microsoft|sap|oracle|provider|maker|manufacturer|they|it|support|our version|licen[cs]e|contract|platform|system)(?: \w+){0,4}? (?:pulls? the plug|pulling the plug|ends? support|ending support|drops? support|stops? support\w*|switch\w* (?:it )?off|turn\w* (?:it )?off|shut\w* (?:it )?down|discontinu\w+|sunset\w*|retir\w+ (?:it|the)|no longer (?:supports?|patch\w*|maintain\w*|get)|is (?:at |reaching )?end[- ]of[- ]life|runs out|dies)\b"), ("why_now",), dated=True, never=(Pattern(r"\b(?:trial|pilot|your|offer|quote|phone contract)\b"),)),
    Frame("pain: eaten time", Pattern(rf"\b(?:somebody|someone|people|i|we|{PEOPLE}|my best \w+|our \w+|two of us|three of us|half my \w+|she|he|they)(?: \w+){{0,2}}? (?:sits?|sitting|sat|spends?|spending|stays?|needs?|wast(?:e|es|ing)|los(?:e|es|ing)|burns?|takes?|is|are|works?|comes in)\b[^.;?]{{0,60}}? (?:retyp\w+|re-?key\w+|copying|copy-?past\w+|chasing|searching|hunting|correcting|fixing|reconciling|matching|checking|redoing|cleaning|sorting|calling round|phoning round|filling in|writing up|doing nothing but|typing)\b"), ("problem", "consequence"), never=(Pattern(r"\b(?:you|your|would|could|i'm just|let me)\b"),)),
    Frame("pain: eaten time", Pattern(r"\bit (?:takes|costs|eats|took|cost) (?:us |me |my |our |the |them |a |an |up )*(?:[\w'-]+ ){0,4}?(?:two|three|four|five|six|a|half|whole|\d+|several|all|many|hours|days|weeks)\b[^.;?]{0,20}?\b(?:hours?|days?|weeks?|mornings?|afternoons?|evenings?|weekends?)\b[^.;?]{0,40}? (?:to (?!(?:get back|reply|answer|decide|drive|fly|walk))|every|each|per|a week|a month|just)\w*"), ("problem", "consequence"), never=(Pattern(r"\b(?:you|your|pilot|trial|procurement|legal|board|decision|holiday|to get there|contract)\b"),)),
)  # fmt: skip


def hurt(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield what goes wrong and what follows from it, by frames."""
    low = line.low
    if (
        not_pain(low)
        or hurting.PRIVATE.search(low)
        or pain.PAST_CLOSED.search(low)
        or pain.LIVE_WITH.search(low)
        or hurting.SOLVED.search(low)
    ):
        return
    found: dict[str, str] = {}
    best: Hit | None = None
    for hit in hits(_PAIN, line, scene):
        if hit.modality is Modality.ASSERTED:
            best = best or hit
            found |= {name: "" for name, _ in hit.parts if name != "date"}
    if best is None:
        return
    if "consequence" in found and (pain.CAUSED.search(low) or incidents.with_its_cause(low)):
        found.setdefault("problem", "")
    if pain.WHY_NOW.search(low):
        found["why_now"] = ""
    yield Hit(best.cue, best.first, best.last, modality=best.modality, parts=tuple(found.items()))


def not_pain(low: str) -> bool:
    """Return whether what goes wrong is the way to a call, or what we sent."""
    return hurting.NOT_PAIN.search(low) is not None or pain.LOGISTICS.search(low) is not None


_PRODUCT: Final = r"(?:it|whatever we (?:buy|pick|choose|get|take)|whichever \w+ we \w+|any (?:\w+ )?(?:tool|system|solution|vendor|supplier|product|platform)|the (?:new )?(?:tool|system|solution|product|platform|software|winner|vendor|supplier|app)|you(?:'d| would| will|'ll)?|your \w+|data|all data|everything|the (?:data|app|interface|screens?|reports?|mobile app|whole thing))"
_SPEAKS: Final = Pattern(r"\b(?:we|our|us|i|my|me|you|your|for any|for every|public bod(?:y|ies)|tenders?|bidders?)\b|^.{0,60}$")
"""Somebody speaks, or says it as short as a list does."""
CRITERIA: Final = (
    Frame("criteria: or else", Pattern(r"\byou(?:'d|'ll| would| will)? (?:have to|need to|must|should|ought to) (?:be|have|show|prove|support|offer|hold|come with|run|integrate|comply|provide|pass|speak)\b[^.;?]{3,80}?(?:,| -|;) ?(?:otherwise|or else|if not|or (?:we|procurement|it|they|legal|it's|you're))\b"), ("criterion",), firm=True, never=(Pattern(r"\b(?:po\b|vendor form|invoice|purchase order|onboarding|nda)\b"),)),
    Frame("criteria: what swings it", Pattern(r"\b(?:what|thing that|only thing that|one thing that|factor that|point that)(?:'ll| will| would| is going to| really| actually| ultimately| in the end)* (?:swings?|tips?|clinch(?:es)?|decides?|settles?|wins?|makes? or breaks?|seals?|sells?|convinces?|persuades?|sways?|counts?|matters?|carr(?:y|ies))\b[^.;?]{0,40}? (?:is|are|will be|would be)\b [^.;?]{4,}"), ("criterion",), firm=True, never=(Pattern(r"\b(?:who|when|the (?:date|price list)|get well)\b"),)),
    Frame("criteria: carries weight", Pattern(rf"\b(?:(?:[\w-]+ ){{0,3}}?{QUALITY}(?:,? [\w'-]+){{0,4}}?|how [\w' -]{{4,50}}?) (?:carr(?:y|ies)|has|have|weighs?|counts?|matters?|get(?:s)?|is given|are given|will (?:weigh|count|carry|matter|get)) (?:(?:a lot|lots|the most|a great deal|plenty|real|considerable|much|more|most|double|extra|the greatest|a heavy|heavily|a high|high|big) ?)+(?:of )?(?:weight|with|for|to|in|than|points|here|us|marks)?\b"), ("criterion",), firm=True, never=(Pattern(r"\b(?:your (?:case study|homepage)|have a lot of (?:support|training|experience))\b"),)),
    Frame("criteria: ranked", Pattern(rf"\b{QUALITY}(?: \w+){{0,2}}?(?: is| are| comes?| goes| ranks?| stands?| would be| will be|,|:)+ (?:the )?(?:first|second|third|last|top|number one|no\.? ?1|at the top|at the bottom|way (?:above|before|ahead)|above everything|before|top of the list|highest|most important|a (?:distant|close) (?:second|third)|secondary|king)\b(?! (?:time|draft|day|week|month|slide|page|call))"), ("criterion",), firm=True, needs=(Pattern(r"\b(?:for us|for me|we|our|us|me|i'd|first|list|everything)\b"),)),
    Frame("criteria: ranked", Pattern(rf"\b(?:i|we|they|the (?:panel|board|team|committee))(?:'d|'ll| would| will| all)? (?:put|rank|rate|place|value|weigh|give|prioriti[sz]e|look at|look on|mark|score|award|assign)\b(?: \w+){{0,3}}? (?:\d{{1,3}} ?(?:points?|percent|%|per cent)? ?(?:for|to|on) )?{QUALITY}\b(?: \w+){{0,3}}? ?(?:first|second|third|highest|top|above|over|before|higher|more|most|at the top|\d{{1,3}} ?(?:points?|percent|%|per cent)?)\b"), ("criterion",), firm=True),
    Frame("criteria: points", Pattern(rf"\b\d{{1,3}} ?(?:points?|percent|%|per cent|marks) ?(?:goes |go |is |are )?(?:for|to|on|of|comes from) (?:the )?(?:[\w-]+ )?{QUALITY}\b"), ("criterion",), firm=True, needs=(Pattern(r"\b(?:we|our|panel|scor\w+|evaluat\w+|weigh\w+|mark\w*|points?|criteri\w+|award|bid\w*|vendor\w*)\b"),), never=(Pattern(r"\b(?:discount|cheaper|save|saving|faster|increase|price (?:increase|rise)|off the price)\b"),)),
    Frame("criteria: never", Pattern(rf"\b{_PRODUCT} (?:must|should|may|can|shall|has to|have to|needs? to|is to|are to) (?:under no circumstances|never|in no case|on no account|not ever|always|at all times|in any case|absolutely|without exception) \w+"), ("criterion",), firm=True, never=(Pattern(r"\b(?:you (?:must|should) (?:never|always) (?:mention|tell|say|come|visit|forget))\b"),)),
    Frame("criteria: whatever we take", Pattern(r"\b(?:whichever|whatever|any|the|a|every) (?:[\w-]+ ){0,4}?(?:we|you|they|i) (?:buy|pick|choose|get|take|select|go for|end up with|use|propose|offer|bring|introduce|adopt|roll out)(?: \w+)? (?:has to|have to|must|needs? to|should|shall|will have to|is going to have to|'s got to|has got to|better)\b"), ("criterion",), firm=True),
    Frame("criteria: no X no deal", Pattern(r"(?:^|[.;:,] ?|\b(?:and|so|but|simple|basically|put simply) )(?:no|without(?: an?| the)?) [\w' -]{3,50}?,? (?:no (?:deal|sale|order|contract|business|chance|go|dice|purchase|signature)|(?:it's|that's) (?:a no|over|dead|off|no use|useless|pointless|not happening)|(?:our|my|the) [\w ]{2,30}? (?:won't|will not|refuse\w*|don't|would never) (?:touch|use|buy|sign|accept|consider|look at|take|have) (?:it|that|one|you)?|(?:we|i) (?:won't|can't|couldn't|wouldn't|don't|will not|cannot) (?:\w+ ){0,2}?(?:use|buy|consider|sign|touch|look|go|do|take|roll|move|accept|shortlist))\b"), ("criterion",), firm=True, never=(Pattern(r"\b(?:po\b|purchase order|vendor form|dpa|data processing|nda|msa|signature from|legal|contract signed|coffee)\b"),)),
    Frame("criteria: no point", Pattern(r"\bif (?:it|you|they|the (?:tool|system|product|vendor)|your \w+) (?:can't|cannot|doesn't|does not|don't|isn't|aren't|won't|hasn't)\b[^.;?]{3,80}?\b(?:no point|there's no|pointless|not interested|we(?:'re| are) (?:out|done|not)|that's (?:it|that|the end)|forget it|we (?:stop|walk|can't|won't)|you(?:'re| are) out|useless|no use|nothing doing|not for us|end of (?:story|conversation|discussion))\b"), ("criterion",), firm=True),
    Frame("criteria: full stop", Pattern(rf"\b{_PRODUCT} (?:must(?: not)?|mustn't|cannot|can't|may not|has to|have to|needs? to|should)\b [^.;?]{{4,80}}?(?:,| -|;|\.)? ?(?:full stop|period|end of story|no ifs|no exceptions?|no discussion|non-negotiable|not negotiable|that's (?:it|final|a given)|no debate|by law)\b"), ("criterion",), firm=True),
    Frame("criteria: it is all about", Pattern(r"\b(?:for (?:me|us)(?: personally)?,? (?:it's|it is|it all|everything|this is|the (?:key|main|big) \w+ is)|it's|it is|it all|everything)(?: really| mostly| mainly)? (?:all about|comes? down to|hangs on|stands or falls (?:with|on)|depends on|about|turns on|boils down to|a question of) (?:how|whether|that|the|ease|speed|price|whoever|being|who can|if (?:it|you|the))\b [^.;?]{4,}"), ("criterion",), firm=True, never=(Pattern(r"\b(?:how (?:the|our) (?:meeting|call)|when|whether (?:we|i|the board|they|my) |weather|budget|the (?:board|cfo|decision|mood))\b"),)),
    Frame("criteria: the big one", Pattern(r"\b(?:the|our|my) (?:big(?:gest)?|main|key|first|top|number one|most important|crucial|critical|decisive|killer|overriding|hard|one) (?:one|thing|point|test|question|ask|factor|requirement|criterion|demand|hurdle|issue for us|consideration|filter|priority)(?: that \w+ (?:most )?(?:to|for) [\w ]{2,30}?| for (?:us|me|the \w+|our \w+)| here| of all)?(?:'s| is| are| will be|:| is going to be| would be| being)+ (?:[\w'-]+ ){0,6}?(?:offline|mode|support\w*|integrat\w+|languages?|in (?:german|french|spanish|polish|portuguese|english|dutch)|hosting|security|speed|price|usab\w+|ease|easy|simple|fast|api|sso|mobile|audit|data|compl\w+|certif\w+|reliab\w+|uptime|report\w*|accura\w+|connect\w*|whether it|how (?:it|well|fast|quickly|easy|easily)|that it(?:'s| is| can| works| runs| has)|cost|references|accessib\w+)\b"), ("criterion",), firm=True),
    Frame("criteria: mandatory", Pattern(r"\b(?:is|are|would be|will be|'s) (?:absolutely |simply |legally |strictly |also |an? )*(?:mandatory|compulsory|obligatory|required by (?:law|our|the)|a legal (?:requirement|duty)|precondition|pre-?requisite|must\b|given\b|deal-?breaker|knock-?out|hard requirement|minimum requirement|entry ticket|hygiene factor|conditio sine qua non|indispensable|essential(?! to me that| that (?:we|you)))\b"), ("criterion",), firm=True, needs=(_SPEAKS,), never=(Pattern(r"\b(?:training (?:is|was) mandatory for me|attendance|masks?|the meeting|your white ?paper|registration|visitor|vendor form|po\b)\b"),)),
    Frame("criteria: usable by", Pattern(rf"\b{_PRODUCT} (?:must|has to|have to|needs? to|should|shall|needs|will have to|is going to need to|got to|'s got to) (?:be able to |also |really |definitely |at least |be )*(?:work|run|usable|used|use|operate|survive|support|handle|cope|talk|speak|integrate|connect|export|import|scale|fit|sync|comply|read|scan|print|encrypt|store|stay|hosted|available|certified|compliant|compatible|multilingual|accessible|simple|easy|fast|intuitive|readable|learn\w*|understand\w*|stand|last|show|prove|track|trace|recogni[sz]e)\b(?=[^.;?]{{4,}})"), ("criterion",), never=(Pattern(r"\b(?:call|meeting|meet|tuesday|wednesday|thursday|friday|monday|room|projector|for you too|your bank|invoice|with (?:legal|procurement)|the old|today)\b"),)),
)  # fmt: skip


def criterion(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield what decides the choice, by frames."""
    low = line.low
    if decision_criteria.NO_CRITERION.search(low) or decision_criteria.CHANGED.search(low):
        return
    for frame, start, end in matches(_CRITERIA, line, scene):
        modality = how(frame, line, start) if not _about_references(line) else Modality.ASSERTED
        if modality is not None:
            named = decision_criteria.criterion_of(low, start)
            yield Hit(frame.cue, line.index, line.index, modality=modality, parts=(("criterion", named),))
            return
        del end


def _about_references(line: Line) -> bool:
    """Return whether other companies are named only because they vouch for us."""
    return line.low.startswith("reference") and not line.asked


OTHERS: Final = (
    Frame("others, unnamed", Pattern(rf"\b{COUNT} (?:\w+ )?(?:other |more |further )?{FIRM}(?: [\w'-]+){{0,2}}? (?:is |are |was |were |being |still |also |now |remain\w* )*{IN_PLAY}"), told=True),
    Frame("others, unnamed", Pattern(rf"\b(?:there(?:'s| is| are)|we(?:'ve| have)(?: got)?|i(?:'ve| have)(?: got)?|got) (?:also |still |at least |about )?{COUNT} (?:other|more|further|rival|competing) {FIRM}\b"), never=(Pattern(r"\b(?:meetings?|calls?|questions?|projects?|sites?|things?|people|systems? (?:here|in use|that talk|to (?:integrate|connect))|systems)\b"),)),
    Frame("others, unnamed", Pattern(r"\b(?:the|an?|our|one|your) (?:other|second|third|rival|competing|cheaper|lower|alternative|counter)[ -](?:quote|offer|bid|price|proposal|tender|vendor|supplier|bidder|contender|candidate|finalist|pitch|alternative|option)s?(?: from [\w' -]{3,40}?)?(?:,? (?:came|comes|is|was|stands|undercut\w*|beat\w*|has|have|had|looks?|offers?|wants?|will|can|would|includes?|costs?|sits|lies|'s))\b"), never=(Pattern(r"\b(?:second option (?:for|would be) (?:the|our) (?:call|meeting)|meeting|date|slot|room|tuesday|wednesday|thursday)\b"),)),
    Frame("others, unnamed", Pattern(r"\b(?:one|two|some|another|several|a couple) of your (?:rivals?|competitors?|peers)\b[^.;?]{0,30}? (?:undercut|quoted?|offered|pitched|came|was|were|is|are|has|have|called|wrote|visited|presented|showed|beats?|charges?|will)\b|\b(?:your (?:rival|competitor|competition)s?|a (?:rival|competitor) of yours)\b[^.;?]{0,40}? (?:undercut|quoted?|offered|pitched|came|was here|were here|is (?:cheaper|in)|are (?:cheaper|in)|has (?:offered|quoted)|called us|visited us|presented|showed)\b")),
    Frame("others, unnamed", Pattern(rf"\b(?:invited|asked|approached|got|have|shortlisted|received|reviewing|comparing|seeing|talking to|speaking to|met|evaluating|collecting) (?:\w+ )?{COUNT} (?:\w+ )?(?:vendors?|suppliers?|providers?|bidders?|firms?|quotes?|bids|offers|proposals|competitors|manufacturers?|software houses)\b"), never=(Pattern(r"\b(?:you all|last (?:year|time)|insurance)\b"),)),
    Frame("the incumbent fights", Pattern(r"\b(?:our|the) (?:current|existing|present|incumbent|old|long-?standing) (?:\w+ )?(?:provider|vendor|supplier|partner|software house|contractor|agency|tool|platform)s?\b[^.;?]{0,20}? (?:has |have |is |are |was |also |now |just |'s )*(?:offer\w*|match\w*|throw\w*|thrown|cut\w*|drop\w*|fight\w*|beat\w*|lower\w*|come back|came back|try\w*|tries|wants? to keep|improv\w+|sweeten\w*|promis\w+|begg\w+|renew\w*|made us)\b")),
    Frame("in-house", Pattern(r"\b(?:up against|compet(?:e|ing) (?:with|against)|it's (?:between )?you (?:or|and|against)|between you and|instead of you|rather than you|alternative (?:is|would be)|your (?:main )?(?:rival|competitor) is)\b[^.;?]{0,20}? (?:our (?:own )?(?:in-?house|it\b|internal|developers?|dev|engineers|engineering|software|people|team|data team)|in-?house|building it|something we build)\w*"), ("name:build",)),
    Frame("in-house", Pattern(r"\b(?:our|the) (?:it|dev\w*|engineering|data|software|own|internal|tech|in-house)(?: \w+){0,2}? (?:thinks?|reckons?|believes?|says?|claims?|insists?|is (?:sure|convinced)|are (?:sure|convinced)|would like to|wants? to|want to|could|can|might|is keen to|proposes?|offered to)(?: (?:that )?(?:they|he|she|it|we))?(?: \w+){0,2}? (?:knock|build|code|write|cobble|develop|program|make|do|put|hack|create)\b[^.;?]{0,40}?\b(?:up|together|it|this|that|something|one|themselves|itself|in (?:powerapps|excel|access|python|sharepoint|a (?:month|week|weekend|sprint)))\b"), ("name:build",), firm=True),
    Frame("stay as they are", Pattern(r"\b(?:plan b|fallback(?: position| plan| option)?|default(?: option)?|the alternative|other option|do-nothing option|worst case|zero option|the easy way out)(?: for us)?(?: is| would be| will be| remains|'s|:|,)+ (?:to |that we |simply |just )*(?:stay\w*|stick\w*|keep\w*|carry\w* on|carrying on|do(?:ing)? nothing|leave\w*|leaving|continu\w+|go on|excel|spreadsheets?|paper|the (?:old|current|existing)|what we have|as is|renew\w*|extend\w*|muddl\w*)\b"), ("name:status quo",)),
    Frame("stay as they are", Pattern(r"\b(?:excel|spreadsheets?|paper|whiteboards?|the (?:old|current|existing) (?:\w+ )?(?:system|tool|way|process|software))\b[^.;?]{0,50}? (?:would be|is|remains|'s|stays) (?:\w+ )?(?:plan b|the (?:fallback|default|alternative)|our (?:fallback|default|plan b)|an option|the other option)\b"), ("name:status quo",)),
    Frame("stay as they are", Pattern(r"\b(?:some|a few|many|most|half|internally|people|colleagues|my boss|our boss|the (?:team|board|cfo|older \w+|users|it \w+)|it|finance)(?: (?:people|of (?:them|us|my \w+|the \w+)|colleagues|here|internally|still|also|even|rather))* (?:wants?|prefers?|would (?:rather|prefer|like)|likes?|insists? on|votes? for|is in favou?r of|are in favou?r of|argues? for|thinks? we (?:should|can|could)|says? we (?:should|can|could)) (?:to )?(?:stay\w*|stick\w*|remain\w*|keep\w*|carry\w* on|carrying on|continu\w+|do(?:ing)? nothing|leave (?:it|things|everything)|wait\w* (?:another|a) year|renew\w*)\b"), ("name:status quo",), told=True, never=(Pattern(r"\b(?:tuesday|wednesday|thursday|friday|monday|call|meeting|zoom|teams)\b"),)),
    Frame("hire people", Pattern(r"\b(?:the )?(?:option|idea|alternative|possibility|thought|plan b|suggestion) (?:of|to|is to|would be to|is) (?:just |simply )?(?:hir\w+|recruit\w*|tak\w+ on|add\w*|employ\w*) [^.;?]{3,50}|\b(?:hir(?:e|ing)|tak(?:e|ing) on|recruit(?:ing)?) (?:\w+ ){0,4}?(?:instead|is (?:still|also)|would be cheaper|is cheaper)\b"), ("name:more staff",)),
    Frame("nobody else", Pattern(r"\b(?:not|n't|never|nobody|no one|haven't|hasn't|didn't|don't|won't)(?: \w+){0,2}? (?:ask\w*|talk\w*|spok\w*|speak\w*|approach\w*|look\w*|invit\w*|consider\w*|contact\w*|evaluat\w*|see\w*|seen|met|meet|get\w*|got|shortlist\w*|compar\w*)(?: (?:to|at|with|for|in))? (?:any(?:one|body) else|any other (?:vendor|supplier|provider|firm|company|bid\w*|quotes?|offers?|tool|product)s?|another (?:vendor|supplier|provider|firm|quote|offer)|any (?:rivals?|competitors?|competing \w+|alternatives?))\b"), ("name:none",), firm=True, never=(Pattern(r"\b(?:on (?:your|my|our) (?:side|team)|for (?:approval|help|the budget)|about (?:this|the) (?:problem|date))\b"),)),
    Frame("nobody else", Pattern(r"\b(?:you(?:'re| are)|yours is|it's|it is) (?:\w+ )?(?:the only (?:one|ones|vendor|supplier|firm|company|provider|offer|people|product|name|quote)|the sole (?:bidder|vendor|supplier))\b(?: \w+){0,2}? ?(?:we|i|on|in|that|being|under|left|so far|here|[.,!]|$)|\b(?:there(?:'s| is)|i see|we have|we see) (?:honestly |currently |really )?(?:nobody|no one|no other \w+|nothing) else (?:in the (?:picture|frame|running|race|mix|game|pot)|on the (?:table|list|radar|short-?list)|involved|under consideration|being considered|in play)\b"), ("name:none",), firm=True, never=(Pattern(r"\b(?:who (?:answers|replied|understands)|to (?:help|answer))\b"),)),
)  # fmt: skip
_TRY: Final = (
    r"(?:kick(?:ing|ed)? the tyres (?:on|of)|kick(?:ing|ed)? the tires (?:on|of)|hav(?:e|ing) a (?:look|play|peek) (?:at|with)|check(?:ing|ed)? out|play(?:ing|ed)? (?:around )?with|try(?:ing|ed)? (?:out )?|test(?:ing|ed)?(?: out)?|trial(?:l?ing|l?ed)?|pilot(?:ing|ed)?|evaluat(?:e|ing|ed)|assess(?:ing|ed)?|"
    r"look(?:ing|ed)? (?:at|into)|consider(?:ing|ed)?|talk(?:ing|ed)? (?:to|with)|speak(?:ing)? (?:to|with)|spok(?:e|en) (?:to|with)|in talks with|meet(?:ing)? with|demo(?:ing|ed)|flirt(?:ing)? with|toy(?:ing)? with|short-?list(?:ed|ing)|compar(?:e|ing) (?:you )?(?:with|to|against)|weigh(?:ing)? up|invited)"
)
NAMES: Final = (
    ("tries", Pattern(rf"\b(?:we(?:'re| are|'ve| have)?|i(?:'m| am|'ve| have)?|they(?:'re| are)?|my boss (?:is|has)|our (?:\w+ )?(?:team|it|boss|parent|board|cfo) (?:is|are|has|have)?)(?:,? (?:\w+ )?(?:also|kind of|sort of|currently|already|just|still|been|we're|now|um|uh|,))*,? {_TRY} {NAMED}(?=[.,;!]|$| (?:for (?:this|that|it|the same|comparison)|as well|too|also|at the moment|right now|in parallel|next to|and|but|which|last|this|next|instead|because|since))")),
    ("was here", Pattern(rf"\b{NAMED}(?: people| folks| guys| team| sales (?:guy|rep|team))? (?:were|was|came|have been|has been|are coming|is coming|will be|dropped|turned up|sent|showed up|pitched|presented|gave)(?: \w+){{0,2}}? (?:here|in|by|round|over|us|on site|at our|to (?:see|pitch|present|show))\b(?:[^.;?]{{0,50}}?\b(?:pitch|demo|present\w*|quote|offer|same|last|yesterday|this|show\w*|sell\w*|tool|product|version|price))")),
    ("showed theirs", Pattern(rf"\b(?:had|have had|we've had|seen|saw|got|let|having) {NAMED}(?:(?:,| and|, and| or) (?P<more>[A-Z][\w&+'-]*(?: [A-Z][\w&+'-]*)?))? (?:show|demo|present|pitch|quote|give|do|walk|come|bid|send|run|in to|over to)\b")),
    ("your rival", Pattern(rf"\byour (?:\w+ )?(?:competitor|rival|competition|friends? (?:at|from))s?,? {NAMED}\b|\b(?:competitor|rival) of yours,? (?:called |named |namely )?(?P<more>[A-Z][\w&+'-]*)")),
    ("one of yours", Pattern(rf"\b(?:a |the )?(?:demo|pitch|quote|offer|proposal|call|presentation|bid|price|visit)s? (?:from|by|with|of) (?:a |one of |the )?(?:your )?(?:competitors?|rivals?|other \w+)(?: of yours)?,? {NAMED}\b")),
    ("the parent uses it", Pattern(rf"\b(?:parent(?: company)?|group|head ?office|headquarters|hq|sister (?:company|site|plant)|our (?:us|german|french|uk|american) (?:colleagues|office|arm|sister)|other (?:divisions?|sites|plants|business units?)|the rest of the group)(?: \w+)? (?:uses?|runs?|has|have|is on|are on|works? with|standardi[sz]ed on|rolled out|bought|went with|wants? (?:us|everyone) (?:to use|on)) {NAMED}\b(?=[^.;?]{{0,60}}?\b(?:us to|same|we (?:could|should|might|have to)|would like|want|follow|roll|too|as well|push|instead|join|adopt|here))")),
    ("somebody likes it", Pattern(rf"\b(?:my|our|the|some|half the|most of the|a few of the) (?:[\w-]+ ){{0,3}}?(?:is|are|'s|seems?|has always been|was|were|quite|really|also|rather|all)* ?(?:fond of|keen on|a (?:big )?fan of|fans of|sold on|in love with|impressed (?:by|with)|pushing(?: for)?|rooting for|in favou?r of|leaning towards?|partial to|attached to|likes?|loves?|prefers?|wants?|favou?rs?|swears? by|advocat\w+|champions?) {NAMED}(?:'s)?(?=[.,;!]|$| (?:module|tool|product|solution|for|more|better|as|because|too|offer|version|over|instead|and))")),
    ("otherwise them", Pattern(rf"\b(?:if (?:we|it|this|that)[^.;?]{{3,50}}?(?:,| then)+|otherwise|else|failing that|the alternative is|the other option is|plan b is|second choice is|runner-?up is|it's either you or|it's you or|between you and|against you (?:is|are)|versus|up against|vs\.?)(?: it's| it is| it'll be| we(?:'ll| will| would)? (?:go|end up|be) with| going to be| it is going to be| then)* {NAMED}(?=[.,;!]|$| (?:and|or|for|at|again|then|as|who|which|with))")),
    ("bundled", Pattern(rf"\b{NAMED} (?:told|tells|promised|promises|says?|said|offers?|offered|claims?|is offering|has offered|would)(?: \w+){{0,3}}? (?:theirs|it|that|they|a (?:\w+ )?(?:module|add-?on|tool|version|bundle|package)|something|us)\b[^.;?]{{0,50}}?\b(?:free|licen[cs]e|included|bundled?|cheaper|half|same|module|upgrade|extra|no cost|existing|included|too|as well|for this)\b")),
    ("invited", Pattern(rf"\b(?:invited|asked|shortlisted|tender\w*|bidders?|suppliers|vendors|candidates|finalists|among (?:them|others)|including|for example|such as|namely|notably|e\.g\.|like)\b[^.;?]{{0,40}}?(?:among (?:them|others)|including|namely|notably|such as|are|being|:|one of them|one of which)(?: is| are| being| you,?)* {NAMED}(?:(?:,| and|, and| or) (?P<more>[A-Z][\w&+'-]*(?: [A-Z][\w&+'-]*)?))?(?=[.,;!]|$| (?:and|or|who|which))")),
)  # fmt: skip
_CONTEXT: Final = Pattern(
    r"\b(?:vendors?|suppliers?|competit\w+|rivals?|tender\w*|bid\w*|quot\w+|offer\w*|pitch\w*|demo\w*|alternative\w*|option|plan b|instead|module|tool|product|same|this|that|it|licen[cs]e|theirs|uses?|you|price|cheaper|for (?:us|free)|tyres|tires|trial\w*|pilot\w*|evaluat\w+|compar\w+|shortlist\w*|also|too|as well|else|any other|stay|keep|stick)\b"
)


_PAIN: Final = framed(PAIN)
_CRITERIA: Final = framed(CRITERIA)
_NAMES: Final = Several((*NAMES, *frames_plain.NAMES))
_OTHERS: Final = framed(OTHERS, frames_plain.OTHERS)


def rival(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield alternatives, by frames: with a name, without one, their own people, staying, nobody else."""
    low = line.low
    if competition.THEIR_OWN.search(low) or NOT_OURS.search(low) or not _CONTEXT.search(low):
        return
    if scene.side is Side.CUSTOMER and not scene.note:
        for cue, pattern in _NAMES.left(line.named):
            for match in pattern.finditer(line.named):
                names = [
                    name
                    for group in ("name", "more")
                    if (name := competition.company(match.groupdict().get(group) or "", line, scene))
                ]
                modality = (
                    mood(line, scene, match.start(), condition=False)
                    if names and not guards.negated(low, match.start(), reach=16)
                    else None
                )
                for name in names if modality is not None else ():
                    yield Hit(f"alternative: {cue}", line.index, line.index, modality=_firm(modality), parts=(("name", name),))
                if names and modality is not None:
                    return
    for hit in hits(_OTHERS, line, scene):
        value = next((name.partition(":")[2] for name, _ in hit.parts if name.startswith("name:")), "")
        yield Hit(
            f"alternative: {hit.cue}", line.index, line.index, hit.stance, hit.modality, (("name", value),) if value else ()
        )
        return


def _firm(modality: Modality | None) -> Modality:
    return modality or Modality.CONDITIONAL


OPENERS: Final = {
    "metrics": WANTED,
    "pain": tuple(one.pattern for one in PAIN),
    "decision_criteria": tuple(one.pattern for one in CRITERIA),
    "competition": (
        *(one.pattern for one in (*OTHERS, *frames_plain.OTHERS)),
        *(pattern for _, pattern in (*NAMES, *frames_plain.NAMES)),
    ),
}
