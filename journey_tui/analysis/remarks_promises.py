"""Promises: what the seller's or the customer's people said they would do, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from journey_tui.analysis.dates import FoundDate
from journey_tui.analysis.quick import Pattern, hint
from journey_tui.analysis.remarks_text import Hit, Reading, Sentence, outward
from journey_tui.domain.model import Side

_I = re.IGNORECASE
_WILL: Final = (
    r"(?:'ll| will| shall|'m going to| am going to|'re going to| are going to)(?: (?:also|then|certainly|of course|"
    r"definitely|gladly|happily|personally|both|all|make sure (?:to|we|i)))*"
)
_REPLY: Final = (
    r"(?:(?:get|come|be|report|circle|revert) back|take (?:that|this|it) (?:away|back|offline)|follow up|revert|be in touch|"
    r"find out|look into (?:it|this|that|"
    r"the)|let you (?:all )?know|check|confirm|ask|chase|raise|call|phone|ring|reply|respond|answer|clarify)"
)
_GIVE: Final = (
    r"(?:send|share|get|forward|prepare|put together|draft|provide|deliver|update|circulate|set up|book|arrange|"
    r"schedule|introduce|write|return|upload|add|"
    r"pass|drop|e-?mail|mail|message|text|bring|finish|complete|organi[sz]e|supply|pull together|work up|revise|"
    r"amend|redo|correct|fix|publish|submit|have|post|issue|line up|connect|copy|loop|sign|fill|let you (?:have|see)|turn|ping|compile|"
    r"courier|dispatch|furnish|write up|dig (?:out|up)|hand over|fetch|attach|print|scan|commit to)"
)
_PROMISE: Final = Pattern(
    rf"\b(?:i|we|and)(?P<will>{_WILL}) (?:(?P<reply>{_REPLY})|"
    rf"(?P<give>{_GIVE}))\b(?P<rest>.*)",
    _I,
)
_NAMED: Final = Pattern(
    rf"^(?P<who>(?!It\b|This\b|That\b|There\b|What\b|You\b|Nobody\b|Which\b)[A-Z][\w'-]+|(?:[Oo]ur|[Mm]y) [\w' -]{{2,30}}?)(?: "
    rf"here)?(?P<will>'ll| will) (?:(?P<reply>{_REPLY})|"
    rf"(?P<give>{_GIVE}))\b(?P<rest>.*)"
)
_YOU: Final = Pattern(
    r"\b(?:you(?:'ll| will| shall)(?: also| all| both)?|make sure (?:that )?you|see (?:to it )?that you) (?:have|get|receive|"
    r"hear|see|find)\b(?P<rest>.*)",
    _I,
)
_ELLIPTIC: Final = Pattern(
    rf"^(?:(?:ok|okay|sure|yes|great|thanks|perfect|fine|right|on it|no problem|understood|noted|of course|done)[,. ]+)?(?:(?P<will>will) "
    rf"(?:(?P<reply>{_REPLY}|do)|(?P<give>{_GIVE}))|(?P<ing>sending|sharing|forwarding|"
    rf"returning))\b(?P<rest>.*)",
    _I,
)
_AND_SEND: Final = Pattern(
    rf"\b(?:i|we)(?:{_WILL}|'m| am|'re| are)\b[^.;?]{{3,90}}?\b(?:and|then|to) (?:then |also )?(?:i'll |we'll |"
    rf"will |be )?(?:(?P<reply>(?:{_REPLY}|back) (?:to|with|on) you|ring you|call you)|(?P<give>send|forward|share|"
    r"e-?mail|mail|return|post|drop|get|write|give|show|let) (?:it|this|them|that|you|over|across|those|an?|the|our))\b(?P<rest>.*)",
    _I,
)
_GETS: Final = Pattern(
    r"\b(?:i|we)(?:'ll| will| shall) (?:see|make sure|ensure|see to it|take care|arrange)(?: that| it)? (?P<thing>[A-Z][\w'-]+ (?:gets|has|"
    r"receives) [^.,;]+)|\b(?P<thing5>(?:the|our|your|my|a) [\w' -]{2,50}?) "
    r"(?:reach(?:es)?|(?:is|are) (?:coming|going|on (?:its|their) way)(?: over)? to) you\b|\byou (?P<you>receive|get|have) (?P<thing6>(?:it|"
    r"them|this|the|our|my)\b[^.,;]*)|\bcount on (?P<thing7>(?:the|our|my|an?)"
    r" [^.,;]+? (?:being|from us|from me)[^.,;]*)|\b[A-Z][\w'-]+ should (?:have|get|receive|see) (?P<thing8>(?:the|our|a|"
    r"it)\b[^.,;]*? from (?:us|me))|\b(?:i|we) commit to (?P<thing9>[^.,;]+)|\bgive (?:me|us) (?:until|till) "
    r"[\w ]{2,20} and (?:i'll|we'll|i will) (?P<thing10>[^.,;]+)"
    r"|\b(?P<thing11>(?:the|our|your|my|a) [\w' -]{2,50}?) (?:goes?|is going|will go|comes?|will come|is coming|gets? sent) (?:out |off |"
    r"over |across |by courier )?(?:to you|your way|separately)\b"
    r"|\byou(?:'ll| will) (?:see|find) (?P<thing12>(?:the|our|your|my|a) [^.,;]+?) in your (?:inbox|mail|mailbox)\b|\b(?:answer|reply|"
    r"figures|numbers|draft|quote|proposal) (?:by|before|on) (?P<thing13>(?:mon|tues|wednes|thurs|fri)day|tomorrow|tonight|noon|"
    r"end of day|eod|the \d+\w*)\b(?=[.!]|$)|\b(?P<thing16>(?:the|our|your|my|an?) [\w' -]{2,50}?) (?:is|are) on (?:its|their) way\b|"
    r"\bexpect (?P<thing17>[\w' -]{3,40}?) (?:(?:mon|tues|wednes|thurs|fri)day|tomorrow|tonight|next week|shortly|soon)\b|"
    r"\bi'm sending (?:you )?(?P<thing18>(?:the|our|your|an?) [^.,;]+?) (?:tomorrow|tonight|today|on|by|"
    r"this|next)\b|\b(?:i|we)(?:'ll| will) give you (?P<thing19>(?:an?|the|our) (?:\w+ )?(?:answer|quote|price|figure|number|date|draft|"
    r"reply|list|proposal)[^.,;]*)|\b(?:i|we)(?:'ll| will) (?:have|get) (?P<thing20>(?:our|my|the) [\w -]{2,20}? (?:write|call|contact|"
    r"reach|email|mail|send|ring) [^.,;]+)|\bconsider (?P<thing14>(?:the|it|that|your|this)\b[^.,;]*? (?:sent|done|sorted|on its way))|"
    r"\byou(?:'ll| will) (?:be hearing|hear) from (?P<thing15>me|us|nadia|[a-z]+ )",
    _I,
)
_LET_ME: Final = Pattern(
    r"\blet me (?:(?P<give>dig (?:that|it|this|them|those|the [\w ]+?) (?:out|up)|find (?:that|it|this|them|those|the [\w ]+?) for you)\b|"
    r"(?:check|find out|ask|look|confirm|dig|talk|speak|take|see|think|"
    r"go)\b.{0,60}?\b(?:and|then) (?:i'll |we'll )?(?P<reply>(?:get|come|be) back|revert|let you know|"
    r"send|confirm|tell you|follow up)"
    r"|(?:send|forward|e-?mail|mail|get) you|(?P<reply2>(?:get|come) back to you|find out|take (?:that|this|it|that one) "
    r"(?:away|offline|"
    r"back)))\b(?P<rest>.*)",
    _I,
)
_TOKEN: Final = Pattern(
    r"\b(?:consider it done|leave (?:it|that|this) with (?:me|us)|i owe you (?P<thing>[^.,;!]+)|(?:expect|look out for) "
    r"(?P<thing2>[^.,;!]+?) (?:from (?:me|us) )?(?=by|on|before|tomorrow|next|this)"
    r"|i promise (?:to )?(?P<thing3>[^.,;!]+)|(?:my|our) (?:action|promise|to-?do)\b:? "
    r"?(?P<thing4>[^.,;!]*))",
    _I,
)
_PASSIVE: Final = Pattern(
    r"\b(?P<thing>(?:(?:the|our|your|a|an|my) [\w' -]{2,50}?|[A-Z][\w' -]{1,40}?))(?:'ll| will) (?:be (?:with you|in your "
    r"(?:inbox|hands)|on its way|ready(?: for you)?|sent|delivered|shared|uploaded|there|back with "
    r"you|finished|done)|follow|reach you|arrive|go out|come (?:over|across))\b(?P<rest>.*)",
    _I,
)
_FOLLOWS: Final = Pattern(
    r"\b(?P<thing>(?:the |our |your |a )?[\w'-]+(?: [\w'-]+){0,4}) (?:to follow|coming (?:your way|"
    r"over|shortly|soon|tomorrow|today))\b(?P<rest>.*)",
    _I,
)

_HINT: Final = hint(frozenset(
    (
        "ll",
        "will",
        "shall",
        "going",
        "let",
        "leave",
        "owe",
        "expect",
        "look",
        "promise",
        "action",
        "todo",
        "do",
        "sure",
        "see",
        "follow",
        "coming",
        "reaches",
        "receive",
        "goes",
        "comes",
        "come",
        "answer",
        "reply",
        "figures",
        "numbers",
        "get",
        "have",
        "count",
        "should",
        "commit",
        "am",
        "are",
        "m",
        "re",
        "on",
        "sending",
        "sharing",
        "forwarding",
        "returning",
        "consider",
    )
))  # fmt: skip
"""What any promise holds: everything else is not looked at."""
_WORDS_OF: Final[tuple[tuple[Pattern, tuple[str, ...]], ...]] = (
    (_YOU, ("you",)),
    (_LET_ME, ("let me ",)),
    (_PROMISE, ("will", "'ll", "shall", "going to")),
    (_AND_SEND, ("will", "'ll", "shall", "'m ", " am ", "'re ", " are ")),
    (_NAMED, ("will ", "'ll ")),
    (_ELLIPTIC, ("will ", "sending", "sharing", "forwarding", "returning")),
    (_PASSIVE, ("will ", "'ll ")),
    (_TOKEN, ("consider it", "leave ", "owe you", "expect ", "look out for", "promise", "action", "to-do", "todo")),
    (_FOLLOWS, ("to follow", "coming ")),
    (
        _GETS,
        (
            "reach",
            "to you",
            "you receive",
            "you get",
            "you have",
            "count on",
            "should ",
            "commit to",
            "give me",
            "give us",
            "'ll ",
            "will ",
            "shall ",
            "goes",
            "come",
            "answer",
            "reply",
            "draft",
            "quote",
            "figures",
            "consider",
            "gets sent",
            "on its way",
            "on their way",
            "expect ",
            "i'm sending",
        ),
    ),
)
"""The patterns in the order in which they are tried, each with what it cannot do without."""
_CONDITIONAL: Final = re.compile(
    r"\b(?:(?:once|when|after|as soon as) (?:you|your|the contract|the order)\b|if (?:you|that|this|it|there|they|so|needed|"
    r"required|necessary|we|i|the|he|she|your)\b|"
    r"unless|provided (?:that|you|the)|subject to|should you\b|assuming|depend(?:s|ing) on|only "
    r"when"
    r"|could|might|may|would|happy to|glad to|shall (?:i|we)\b|want me to|in case|whenever you)",
    _I,
)
_NOT: Final = Pattern(
    r"\b(?:won't|will not|shall not|not going to|never|can't|cannot|unable to|don't think|doubt|have no|no access)\b|\bas "
    r"promised\b|\b(?:answer|reply|respond|go through (?:them|it|these)|take (?:them|these|those)) (?:\w+ )?(?:in (?:the same|your|that|this) order|below|one "
    r"by one|in turn|inline|point by point)\b|\b(?:i|we)(?:'ve| have) (?:now |just |already )?(?:sent|shared|attached|updated)\b|\bno "
    r"longer\b",
    _I,
)
_AT_ONCE: Final = re.compile(
    r"\b(?:my screen|the screen|in (?:the )?chat|right now|now,? |just (?:a (?:second|minute|moment)|"
    r"quickly)|on mute|the recording|started|going|to the point|to that (?:later|in a)|in a (?:minute|"
    r"moment|second)|over to|the slides?|straight to|you go|you all go)\b",
    _I,
)
_EMPTY_WORDS: Final = re.compile(
    r"\b(?:from the (?:system|app|tool|portal|software)|with nature|every (?:month|week|day|year|quarter|morning)|automatically|world-class|"
    r"best|value|peace of mind|seamless|solutions?|every step|"
    r"success|a great)\b",
    _I,
)
_THINGS: Final = ("thing", *(f"thing{number}" for number in range(2, 21)))
_DATED_WORD: Final = re.compile(r"\b(?:by|on|before|until|tomorrow|today|tonight|next|this|within)\b", _I)
_TO_US: Final = re.compile(r"\band (?:send|mail|share|forward)\b|\b(?:you|your|yours|over|across|back|it|that|this|them)\b", _I)
_BY: Final = re.compile(r"\b(?:by|before|on|until|no later than|latest|this|next|within|for)?\s*(?:the\s+)?$", _I)


def promises(reading: Reading) -> Iterator[Hit]:
    """Yield promises of the seller to the customer and of the customer, `value` what is promised and its due date."""
    for sentence in reading.said_by(Side.SELLER, Side.CUSTOMER):
        if not sentence.hints & _HINT:
            continue
        seller = reading.side(sentence.segment) is Side.SELLER
        if seller and (not outward(reading.touchpoint) or _to_colleagues(reading)):
            continue
        found = _promise(sentence.text, reading.spoken)
        if not found:
            continue
        days = reading.dates(sentence)
        thing, binding = found
        if not (binding or days or _TO_US.search(sentence.text)):
            continue
        yield reading.hit("promise", sentence, _value(reading, thing, days, sentence), _due(reading, days, sentence, thing))


def _to_colleagues(reading: Reading) -> bool:
    sides = reading.recipients("to", "cc", "attendee", "speaker")
    return bool(sides) and all(side is Side.SELLER for side in sides)


@lru_cache(maxsize=8192)
def _promise(text: str, spoken: bool) -> tuple[str, bool] | None:
    """Return (thing promised, whether it binds by itself) or None: conditions, denials and what is done at once are none."""
    low = text.lower()
    if text.endswith("?"):
        return None
    for pattern, words in _WORDS_OF:
        match = pattern.search(text) if any(word in low for word in words) else None
        if not match:
            continue
        if _NOT.search(text):
            return None
        groups = match.groupdict()
        clause = _clause(text, match)
        if _CONDITIONAL.search(clause) or (spoken and _AT_ONCE.search(clause)) or _EMPTY_WORDS.search(clause):
            continue
        rest = (groups.get("rest") or "").strip()
        if pattern is _YOU and not _real_you(match.group(), rest):
            continue
        if groups.get("you") and not _DATED_WORD.search(text):
            continue
        if pattern is _PROMISE and groups.get("give") and not _real_give(groups["give"].lower(), rest):
            continue
        thing = next(
            (groups[name] for name in _THINGS if groups.get(name)),
            "",
        )
        reply = groups.get("reply") or groups.get("reply2")
        return (thing or (f"{reply} {rest}" if reply else rest)).strip(), bool(reply or thing or pattern in {_YOU, _TOKEN})
    return None


def _clause(text: str, match: re.Match[str]) -> str:
    """Return the part of the sentence that the promise stands in, a leading `if` included."""
    start = max(text.rfind(";", 0, match.start()), text.rfind(" - ", 0, match.start()), text.rfind(" and ", 0, match.start()), 0)
    if re.match(r"(?:if|unless|should|when|once|after|assuming|provided)\b", text[:12], _I):
        start = 0
    stop = re.search(
        r";| - |, (?:and|but|so) |\bso (?:that )?(?:you|there|we|it)\b", text[match.end("rest") if False else match.start() :]
    )
    end = match.start() + stop.start() if stop else len(text)
    return text[start:end]


def _real_you(whole: str, rest: str) -> bool:
    """Return whether `you will have …` is a promise and no forecast about the customer."""
    if re.match(
        r"(?:to\b|(?:a|an|some|no|much|more|less|little|great|real)? ?(?:hard|easy|easier|difficult)? ?(?:time|trouble|difficulty|fun|"
        r"problem|problems|pleasure)\b|a chance|noticed|seen|heard|time|no\b|any\b|had\b|questions|used|the option|access to all|full "
        r"control)",
        rest,
        _I,
    ):
        return False
    if re.search(r"\b(?:see|find)$", whole[: len(whole) - len(rest)].strip(), _I):
        return False
    return not re.search(r"\bhear\s*$", whole[: len(whole) - len(rest)].strip(), _I) or bool(
        re.match(r"(?:from|back from) (?:me|us|[A-Z])", rest)
    )


def _real_give(verb: str, rest: str) -> bool:
    """Return whether a verb with its object is something that reaches the other side."""
    if verb == "get":
        return bool(
            re.match(
                r"(?:you|it|that|this|them|those|these|(?:the|a|an|our|your|my) [\w' -]+ (?:to|over|across|ready|"
                r"signed|done|sent)|[\w' -]+ (?:to|over|across|ready|for) (?:you|by|it))\b",
                rest,
                _I,
            )
        )
    if verb == "have":
        return bool(re.match(r"[A-Z]\w+ (?:call|send|contact|reach|e-?mail|write|get)\b", rest)) or bool(
            re.match(
                r"(?:it|that|this|them|(?:the|a|an|our|your|my) [\w' -]+?|"
                r"[A-Z]\w+ \w+)(?: (?:to|for|with|ready|"
                r"back|sent|done|over|call|send|contact|reach|email|signed|by|on|before)\b)",
                rest,
                _I,
            )
        )
    if verb in {"add", "post", "issue", "copy", "sign", "text", "have", "bring"} and not rest:
        return False
    return not re.match(r"(?:to be|that way|up with|by with|on the (?:conversation|story))\b", rest, _I)


def _value(reading: Reading, thing: str, days: list[FoundDate], sentence: Sentence) -> str:
    """Return what is promised, without its date; a pronoun gets the subject of the message beside it."""
    for one in days:
        thing = re.sub(
            r"(?:\b(?:by|on|before|until|from|for|at|no later than|latest|within|the|this)\s+)*" + re.escape(one.words), "", thing
        )
    thing = re.split(r"[.;!?]|,? so (?:that )?(?:you|there|we|it)\b| - ", thing)[0].strip(" ,.;:-")
    thing = re.sub(r"^(?:(?:you|over|across|to you|with you)(?:\s+|$))+", "", thing, flags=_I)
    words = re.findall(r"[a-z]{3,}", thing.lower())
    if not [word for word in words if word not in _PRONOUNS]:
        subject = re.sub(r"^(?:\s*(?:re|fw|fwd|aw|wg)\s*:\s*)+", "", reading.touchpoint.subject, flags=_I).strip()
        if re.fullmatch(r"(?:it|this|that|them|these|those|)", thing, _I):
            return subject or sentence.text
        thing = f"{thing} ({subject})" if subject else thing
    return thing


_PRONOUNS: Final = frozenset(
    re.findall(
        r"\S+",
        """
        do evening morning afternoon lunch noon you them this that those these get come back let know from our the and will
        shortly soon revert follow hear
        """,
    )
)


def _due(reading: Reading, days: list[FoundDate], sentence: Sentence, thing: str) -> date | None:
    """Return the day by which it is promised: the first date from the day it was said on."""
    today = [one for one in days if one.last_day >= reading.touchpoint.at.date()]
    if not today:
        return None
    anchor = sentence.text.find(thing[:20]) if thing else 0
    after = [one for one in today if one.start >= max(anchor, 0) - 15]
    return (after or today)[0].last_day
