"""Questions and requests: what a customer wants from us, and what we asked of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from journey_tui.analysis.quick import Pattern, hint
from journey_tui.analysis.remarks_text import Hit, Reading, Sentence, fold, outward
from journey_tui.domain.model import Side
from journey_tui.text import normalise

_I = re.IGNORECASE
_TELL: Final = Pattern(
    r"\b(?:(?:i'd be|i am|i'm) curious (?:how|what|whether|if|why|who|when)\b|ask(?:ed|s) (?:me |us )?(?:whether|if) you\b|"
    r"(?:could|can|would|will) you (?:please |kindly |also |perhaps )?(?:tell|confirm|clarify|explain|remind|say|advise|"
    r"let (?:me|us) know)\b"
    r"|let (?:me|us) know (?:whether|if|when|what|which|how|who|where|why|your|the)\b|(?:i|we)(?:'m| am|'re| are| was| were)? (?:just "
    r")?wonder(?:ing|ed)? (?:if|whether|how|what|when|why)\b"
    r"|(?:i|we)(?:'d| would) (?:really )?(?:like|love|need|be interested) to (?:know|understand|hear|learn)\b|(?:wants?|"
    r"needs?) to (?:know|understand) (?:if|whether|how|what|when|who|why|which)\b"
    r"|(?:is|are) asking (?:me |us )?(?:if|whether|how|what|when|who|why|which|for)\b|please (?:tell|confirm|clarify|advise|"
    r"let (?:me|us) know|explain)\b"
    r"|(?:not|isn't|is not) (?:entirely |quite |yet |really )?clear (?:to (?:me|us|my \w+)|yet|how|whether|what)\b|(?:i|we)(?:'m| am|'re|"
    r" are)? (?:not sure|don't|do not|can't|cannot|still don't) (?:quite |really |yet )?(?:follow|understand|see|get)"
    r" (?:the|your|how|why|what|whether|where|which|if)\b|^not sure (?:i|we) (?:follow|understand)\b|(?:one|only|the) (?:thing|point|bit|"
    r"part) (?:that )?(?:i|we) (?:still )?(?:don't|do not|can't) (?:understand|follow|see|know)"
    r"|(?:still )?(?:haven't|have not|never) (?:had|got|received|seen|heard)\b[^.;]{0,30}\b(?:an? answer|a reply|anything back|back|"
    r"a word)\b|you (?:never|haven't|have not|didn't|did not|forgot to) (?:said|say|told|tell|answer\w*|mention\w*|explain\w*)\b"
    r"|(?:i'd|i would|we'd|we would) (?:be (?:very |really )?(?:interested|curious|keen)|appreciate|welcome|love|like) (?:in|to (?:know|"
    r"understand|hear|learn)|(?:a|an|the|your) (?:call|word|line|note|copy|quote|answer|look|chat|session|demo|list|price))\b|^(?:curious|"
    r"wondering|keen to know|interested) (?:whether|if|how|what|why|who|when|to (?:know|hear|see))\b|(?:would|'d) be (?:good|nice|useful|"
    r"helpful|interesting|great) to (?:know|hear|understand|learn)\b|(?:i|we) asked\b[^.]{0,60}(?:nothing|no (?:answer|reply|word)|"
    r"still (?:nothing|waiting))|^(?:would|'d) like to "
    r"(?:know|understand|see|hear|learn)\b|(?:my|our) question\b[^.;]{0,40}\b(?:open|unanswered|stands|remains)"
    r"|(?:grateful|glad|helpful) (?:if you|to know)\b|(?:not (?:clear|sure)|unclear) to me (?:if|whether|how|what)\b|"
    r"(?<!answers )(?<!answered )(?:my|one|"
    r"another|quick|last|next) question(?: is| would be)?\b:?)",
    _I,
)
_SEND: Final = Pattern(
    r"\b(?:(?:i|we) (?:require|request|must have|will require)\b(?! that| all| every| our)|(?:i|we)(?:'m| am|'re|"
    r" are)? (?:still )?(?:missing|lacking|awaiting|waiting for|waiting on) (?:the|your|a)\b(?! (?:boat|bus|train|board|committee|council|"
    r"decision|call|weekend))|^(?:still )?awaiting (?:your|the)\b|(?:i|we)(?:'d|'ll| would| will)? (?:like|want|need) (?:to see|sight of|"
    r"to have) (?:the|your|a|an|some)\b(?! (?:end|difference|back of|sea|day))[^.;]{0,60}(?:\bby\b|\bbefore\b|\bfrom you\b|\bfrom your\b|"
    r"\breference|\bfigures|\bnumbers|\bcontract|\bcertificate|\bproposal|\bquote|\bprice|$)|grateful for (?:sight|a copy|your|the)\b|"
    r"please have (?:your|someone|one of)\b|^(?:still )?(?:need|want|require|looking for|waiting for|missing) (?:the|your|an?|"
    r"some)\b[^.;]*\b(?:from you|by|before|from your)\b|(?:the|our|my) [\w ]{2,20} (?:would like|wants?|needs?|requires?|asks? for|"
    r"insists? on|expects?) (?:to (?:see|have) )?"
    r"(?:your|a copy of|sight of|the signed|a signed|proof of)\b|you(?: still|'ve still| have still)? owe (?:us|me)\b|(?:i|"
    r"we) shall (?:need|require)\b|^(?:please )?(?:come|get|write|report) back to (?:me|us) with\b|(?:i'd|we'd|i would|"
    r"we would) appreciate (?:a|an|the|your|it if)\b|^(?:put|send|give|drop|note|change|take|leave|bring|add|write|get|make|mail|post|copy|"
    r"show) [^.;?]{2,60},? please[.!]?$|if you (?:could|can|would) (?:please |kindly |also )?(?:send|share|provide|forward|return|"
    r"resend|arrange|confirm|"
    r"give|add|include)\b|(?:could|can|would|will) you (?:please |kindly |also |perhaps )?(?:send|share|provide|forward|return|"
    r"resend|arrange|"
    r"set up|give|add|include|prepare|put|introduce|update|"
    r"change|extend|get|find|check|look|bring|fill|complete|sign|ask|have)\b|please (?:also )?(?:send|share|return|provide|"
    r"forward|resend|complete|fill (?:in|out)|add|include|update|"
    r"arrange|revise|correct|copy|prepare|reissue|supply|submit|upload|get|give|bring|sign)\b|(?:i|we)(?:'ll| will|'d| would)? "
    r"(?:still )?need (?:the|your|a|an|that|this|it|some|more|two|three)\b"
    r".{0,60}\b(?:from you|by|before)\b|(?:would|it'd) be (?:good|great|useful|helpful|nice) (?:to (?:get|have|see|receive)|if "
    r"you (?:could|can))\b|(?:still|am|are) waiting (?:for|on) (?:the|your)\b)",
    _I,
)
_TO_REACH: Final = re.compile(
    r"\bneed (?:that|it|this|them|us) (?:to (?:be|get|come|go|drop|stay) )?(?:at|under|below|down|up|above|over|"
    r"back (?:to|under)|done|live|running|working|gone)\b",
    _I,
)
"""A figure or state that they want to reach, nothing that they want of us."""
_IMPERATIVE: Final = re.compile(
    r"^(?:(?:please|kindly|do|also|and|then|so|ok|okay|right|hi|dear|thanks|[A-Z][\w'-]+,|meanwhile|in the meantime|once more|"
    r"again)[, ]+)*(?:(?P<tell>tell (?:me|us)|remind (?:me|us)|advise|confirm|clarify|explain|let (?:me|us) know|"
    r"say (?:whether|if|what|when))|(?:send|get|give|forward|email|mail|show|quote|bring) (?:me|us)|let (?:me|us) have|(?:send|forward|"
    r"provide|share|supply|return|submit|remove|resend|reissue|correct|change|add|include|attach|sign|complete)"
    r" (?:the|your|a|an|it|this|that|these|those|over|both|all)|have your)\b(?! (?:a call|a shout|a ring|off|away|an idea|your best))",
    _I,
)
_ANNOUNCES: Final = re.compile(
    r"^(?:(?:and|but|so|also|oh|ok|well|now|just|hi|hello|[A-Z][\w'-]+,)[, ]*)*(?:(?:i|we)(?:'ve| have|'d)?(?: got| like to raise|"
    r" just)? )?(?:only |just )?(?:one|two|three|four|five|\d|a couple(?: of)?|a few|some|several|my|the following|another)"
    r" (?:more |further |quick |small |little |other |last |final )*(?:things?|questions?|points?|queries|matters?|"
    r"bits)\b(?: (?:that )?(?:i|we)(?:'d| would)? (?:would )?(?:like|want|need|wish|have)(?: to (?:know|ask|raise|understand|clear up))?|"
    r" (?:for|from|to) \w+(?: side)?| (?:remain|are open|are left)| to (?:ask|raise|know))*(?:,? please|,? if i may)?[.:,!-]*$",
    _I,
)
"""Says that questions follow; it asks nothing itself."""
_COURTESY: Final = Pattern(
    r"(?:how (?:was|were|did) (?:the|your) (?:fair|trip|weekend|flight|holidays?|event|conference|show|journey|move|wedding|"
    r"break)|did (?:you|anyone|anybody) (?:see|watch|catch) (?:the |that )?(?:match|game|film|snow|news|final|fireworks|"
    r"race|show)|how are (?:you|things)|how(?:'s| is| was) (?:your|the (?:weekend|weather|holiday|trip|family)|life|it going|"
    r"everything)|hope (?:you|all)|(?:does|do) (?:that|this|it) make sense|makes? sense"
    r"|can you (?:all |guys )?(?:hear|see) (?:me|us|my|this|it|the)|am i (?:audible|muted|on mute)|is (?:everyone|everybody|"
    r"anybody) (?:here|there|on)|any (?:other )?questions|questions, comments"
    r"|sounds? (?:good|ok|okay|fair|right)|all good|you know what i mean|if you know what i mean|shall we (?:start|begin|get "
    r"going|go|kick off)|shall i (?:start|share|begin)|are we (?:all )?(?:on|here|set|ready)"
    r"|do you mind if|may i (?:just )?(?:come in|add|jump in)|guess what|(?:can|could) i (?:just )?(?:ask|jump in|add)(?: a "
    r"(?:quick )?question)?\?*$|is (?:it|this) (?:a )?(?:good|bad) (?:time|moment)"
    r"|(?:let (?:me|us) know|do not hesitate|don't hesitate|reach out|shout|give me a shout).{0,25}\b(?:if|should) (?:you|"
    r"there|anything|i can|i may|we can|i could)|please (?:find|note|accept|bear|excuse|do not|don't|see|be aware|ignore|disregard|feel)|"
    r"(?:is|was) that (?:ok|okay|alright|all right|fair) (?:with|for) (?:everyone|everybody)|nice,? (?:isn't|is) it)",
    _I,
)
_RHETORICAL: Final = Pattern(
    r"^(?:and |but |so |well,? |i mean,? )?(?:do you ever |who (?:wouldn't|would not|doesn't|does not|knows|cares|isn't|am "
    r"i)\b|why (?:not|"
    r"bother|wouldn't we|would (?:we|anyone|anybody))\b|what(?:'s| is) not to\b|what could (?:possibly )?go wrong"
    r"|(?:isn't|is) (?:it|that|this) (?:not )?(?:obvious|the (?:whole )?point|always|funny|ironic|great|lovely|wonderful)|what "
    r"(?:can|could) (?:i|we|you|one) (?:say|do)\b|how (?:hard|difficult) can (?:it|that) be"
    r"|(?:isn't|wasn't|didn't|haven't|hasn't|don't|doesn't|aren't) (?:that|it|this|i|we)\b[^?]{0,30}\b(?:said|say|told|what|enough|always|"
    r"the point)\b|(?:did|do) i (?:know|say|ask|care|mind|mention|look)\b|do you know what\b|guess (?:who|what)\b|need (?:i|we) (?:say|add|go on)\b|"
    r"where (?:were|was) (?:we|i)\b|what more (?:can|could)|who knows\b|where do (?:i|we) (?:start|begin)\b"
    r"|do(?:es)? (?:i|anyone|anybody) (?:look|really|even)|who (?:has|have) (?:the )?time|where would we be|what else is new|"
    r"what(?:'s| is) the worst|since when\b|are you kidding|remember (?:the|when|last|that)\b"
    r"|you know\b|what is the world|who(?:'d| would) have thought|what (?:choice|option) do we have|have you ever (?:tried|"
    r"seen|had to)|can you (?:imagine|believe)|would you believe)",
    _I,
)
_ONE_WORD: Final = frozenset(
    re.findall(
        r"\S+",
        """
        honestly really sorry pardon what right yes no seriously ok okay huh eh hm see so true agreed correct hello great ready
        fair deal excuse good
        """,
    )
)
_TAG_ONLY: Final = re.compile(
    r"^[^,]*,\s*(?:right|eh|huh|no|innit|isn't it|aren't they|don't they|wouldn't it|didn't they|"
    r"haven't we|ok|okay|you know|you see)\?+$",
    _I,
)
_SELF_ANSWER: Final = re.compile(
    r"^(?:i'd say|i would say|we'd say|then|no|yes|nope|yep|yeah|not (?:really|at all|yet|any|in)|because|absolutely|of course|"
    r"obviously|simple|easy|never|none|nothing|nobody|probably not|to (?:save|get|stop|avoid)|i "
    r"(?:think|doubt|don't think|know))\b",
    _I,
)
_ASKED_US: Final = Pattern(r"\byou (?:asked|were asking|wanted to know|wrote|said|mentioned)\b", _I)
_DEFER: Final = re.compile(
    r"\b(?:let me (?:check|find out|ask|look|come back|get back|take (?:that|it) away)|(?:i|we)(?:'ll| "
    r"will| need to| have to|'d have to) (?:check|find out|ask|come back|get back|look into|confirm|"
    r"follow up|take (?:that|it))"
    r"|good question|not sure|(?:don't|do not) know|off the top of my head|leave (?:it|that) with "
    r"(?:me|us))\b",
    _I,
)


def questions(reading: Reading) -> Iterator[Hit]:
    """Yield what a customer asks of us and has not been answered in the same call."""
    if not reading.spoken and _to_own_side(reading):
        return
    told = list(reading.said_by(Side.CUSTOMER))
    for place, sentence in enumerate(told):
        kind = _kind(sentence)
        after = told[place + 1] if place + 1 < len(told) and told[place + 1].index == sentence.index else None
        if not kind or (after and sentence.text.endswith("?") and _answers_itself(sentence.text, after.text)):
            continue
        if _ANNOUNCES.match(sentence.text):
            continue
        named = _named(reading, sentence)
        if named and reading.sides.get(named) is Side.CUSTOMER:
            continue
        if reading.spoken and _answered(reading, sentence):
            continue
        yield reading.hit(kind, sentence, _GREETED.sub("", sentence.text), _due(reading, sentence, kind), named)


_ONLY_A_THOUGHT: Final = re.compile(
    r"^(?:(?:it's |it is |that's |but )?(?:only|just) (?:a (?:thought|joke|question for (?:later|another day))|thinking (?:aloud|out loud)|"
    r"curious|wondering|kidding|joking|teasing)|(?:no|you) (?:need|don't need) to answer|don't answer|"
    r"(?:never|don't) (?:mind|worry)|forget (?:it|i asked)|ignore (?:me|that)|not (?:for now|urgent|now|that it matters)|"
    r"(?:a )?question for another (?:day|time))\b",
    _I,
)
_ASKS_WITH: Final = re.compile(r"^(?:and |but |so )?(?P<word>when|where|who|what|why|how)\b", _I)


def _answers_itself(text: str, after: str) -> bool:
    """Return whether the speaker goes on with the answer, or takes the question back."""
    word = _ASKS_WITH.match(text)
    echo = word and re.match(rf"(?:{word['word']}|in a heartbeat|any day|every time)\b", after, _I) and not after.endswith("?")
    return bool(
        _SELF_ANSWER.match(after)
        or _ONLY_A_THOUGHT.match(after)
        or echo
        or re.match(r"in a heartbeat\b|any (?:day|time)\b", after, _I)
    )


def asked(reading: Reading) -> Iterator[Hit]:
    """Yield what a seller asked of the customer in writing (kind `asked`): what a reply is waited for."""
    if reading.spoken or not outward(reading.touchpoint):
        return
    for sentence in reading.said_by(Side.SELLER):
        if _kind(sentence):
            yield reading.hit("asked", sentence, sentence.text, _due(reading, sentence, "request"), _named(reading, sentence))


_HINT: Final = hint(frozenset(
    (
        "?",
        "you",
        "let",
        "wonder",
        "wondering",
        "wondered",
        "know",
        "understand",
        "hear",
        "learn",
        "asking",
        "asks",
        "asked",
        "please",
        "question",
        "curious",
        "unclear",
        "clear",
        "sure",
        "need",
        "still",
        "grateful",
        "glad",
        "helpful",
        "would",
        "d",
        "waiting",
        "require",
        "request",
        "missing",
        "awaiting",
        "want",
        "send",
        "tell",
        "get",
        "give",
        "forward",
        "provide",
        "share",
        "remind",
        "advise",
        "confirm",
        "clarify",
        "explain",
        "follow",
        "heard",
        "received",
        "never",
        "remove",
        "add",
        "haven",
    )
))  # fmt: skip
"""What any question or request holds: everything else is not looked at."""
_GREETED: Final = re.compile(r"^(?:hi|hey|hello|dear)\b(?: [A-Z][\w'-]+)?,?\s+", _I)


_ASKING: Final = tuple(
    f"{word} "
    for word in (
        "does do did is are was were can could will would has have should what which when where how why who any also, and so but hey hi "
        "quick btw ps"
    ).split()
)
"""What a question without its mark begins with."""


def _kind(sentence: Sentence) -> str:
    """Return `question`, `request` or nothing for a sentence."""
    return _kind_of(sentence.text) if sentence.hints & _HINT or sentence.low.startswith(_ASKING) else ""


@lru_cache(maxsize=8192)
def _kind_of(text: str) -> str:
    """Return the same for a sentence's words, where they are those of questions and requests."""
    kind = _form(text)
    if not kind or _COURTESY.search(text) or _RHETORICAL.match(text) or _ASKED_US.search(text):
        return ""
    return kind


_WITHOUT_MARK: Final = re.compile(
    r"^(?:(?:hi|hey|hello|also|and|so|but|ok|okay|quick one|quick q|btw|ps|next|then|plus|one more)\b[ ,:;-]*)*(?:[A-Z][\w'-]+, )?(?:"
    r"(?:does|do|did|is|are|was|were|can|could|will|would|has|have|should) (?:the|it|this|that|these|those|there|you|your|we|our|they|"
    r"their|any(?:one|body|thing)?|some(?:one|body)|he|she)\b(?! (?:have to|need to) be\b)"
    r"|(?:what|which|when|where|how|why|who)(?: (?:much|many|long|often|soon|far|fast|big|date|day|time|kind of [a-z]+|type of [a-z]+|version))?"
    r" (?:is|are|do|does|did|can|could|will|would|has|have|should) (?:the|it|this|that|these|those|there|you|your|we|our|they|their)\b"
    r"|any (?:news|update|word|progress|idea|chance|luck)\b(?! (?:will|would|is|are|was)\b))",
    _I,
)
"""A question by its word order, as people type it without its mark."""
_STATED: Final = re.compile(
    r"^(?:[^,.;]*\b(?:is|are|was|were) (?:that|to|why|what|how|when)\b|do (?:let|you mind|not|please)\b|have (?:a|it|them|that) )",
    _I,
)


def _form(text: str) -> str:
    """Return what a sentence is by its form alone."""
    if text.rstrip("\"')").endswith("?"):
        spoken = re.findall(r"[\w'’-]+", text.lower())
        if not spoken or (len(spoken) == 1 and spoken[0] in _ONE_WORD) or _TAG_ONLY.match(text):
            return ""
        return "question"
    if "?" in text and re.search(r"[\"'][^\"']*\?[\"']", text):
        return ""
    words = text.split()
    if len(words) <= 4 and re.search(r"\b(?:now|so)[.!]*$", text):
        return ""
    if not text.rstrip().endswith(("!", ":", ",")) and len(words) > 2 and _WITHOUT_MARK.match(text) and not _STATED.match(text):
        return "question"
    if _TELL.search(text) and not re.search(r"\b(?:didn't|did not|don't|do not|no) (?:need|want)\b", text):
        return "question"
    if _TO_REACH.search(text):
        return ""
    told = _IMPERATIVE.match(text)
    if told and not re.search(r"\b(?:my|our) (?:regards|best|love|thanks)\b", text, _I):
        return "question" if told["tell"] else "request"
    if _SEND.search(text) and not re.search(r"\bif (?:i|we) (?:ever )?need\b", text, _I):
        return "request"
    return ""


def _due(reading: Reading, sentence: Sentence, kind: str) -> date | None:
    """Return until when a request wants its answer, where it says so."""
    days = reading.dates(sentence) if kind == "request" or re.search(r"\b(?:by|before|until)\b", sentence.text) else []
    found = [
        one
        for one in days
        if re.search(r"\b(?:by|before|until|till|no later than|latest)\s+(?:the\s+)?$", sentence.text[: one.start], _I)
    ]
    return found[0].last_day if found else None


def _to_own_side(reading: Reading) -> bool:
    """Return whether a mail goes to the customer's own people alone, with us at most in copy."""
    sides = reading.recipients("to")
    return bool(sides) and all(side is Side.CUSTOMER for side in sides)


_VOCATIVE: Final = re.compile(
    r"^(?:(?:and|so|but|ok|okay|right|well|hi|hey|dear|thanks|sorry)[, ]+)?([A-Z][\w'-]+)(?: and "
    r"[A-Z][\w'-]+)?,\s|,\s(?:dear )?([A-Z][\w'-]+)[?.!]*$|^@([A-Z][\w'-]+)"
)
_ASIDE: Final = re.compile(r"^([A-Z][\w'-]+)[:?]\s")


def _named(reading: Reading, sentence: Sentence) -> str:
    """Return the key of the person whom the sentence addresses by name, where it is one we know."""
    for pattern in (_VOCATIVE, _ASIDE):
        for match in pattern.finditer(sentence.text):
            name = next(group for group in match.groups() if group)
            key = reading.keys.get(fold(name))
            if key and key != reading.key(sentence.segment):
                return key
    return ""


# How many turns after a question may hold its answer, before the talk has moved on.
_ANSWER_TURNS = 5


def _answered(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a seller answers within the next turns, with more than a promise to find out."""
    for segment in reading.segments[sentence.index + 1 : sentence.index + 1 + _ANSWER_TURNS]:
        if reading.side(segment) is not Side.SELLER:
            continue
        words = normalise(reading.touchpoint.text[segment.start : segment.end])
        if _DEFER.search(words):
            return False
        if len(words.split()) >= 2 or re.match(r"(?:yes|no|both|neither|correct|exactly|\d)", words, _I):
            return True
    return False
