"""What customers say of themselves and of others in the running: their own authority, the alternatives they weigh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from journey_tui.analysis.quick import Pattern, hint
from journey_tui.analysis.remarks_rivals import ASKED_WHO_ELSE, answered_names, chose, more_named
from journey_tui.analysis.remarks_text import Hit, Reading, Sentence, fold
from journey_tui.domain.model import Side

_I = re.IGNORECASE
_AUTHORITY: Final = Pattern(
    r"\b(?:(?:is|it's|that's|are|this one is|which is) mine to (?:release|sign|approve|decide|spend|give|commit)|(?:^|\b(?:and|"
    r"but|so|that|because|as|yes|,|:|then)\s*,?\s*)?i(?: can| do| alone| myself| personally|'m able to| am able to|'m "
    r"authorised to| am authori[sz]ed to|'m allowed to| have to)? (?:can )?(?:sign(?: off)?(?: on)?|approve|release|"
    r"authori[sz]e|own|hold|control|decide|have)"
    r" (?:(?:the |this |that |it|any|all|anything|everything|up to|on|off|for|myself|final|budgets?|spend|purchases?|orders?|"
    r"contracts?|money|these|those|over|under|things|deals|them|what)\b)|it(?:'s| is) my (?:budget|decision|call|signature|"
    r"money|cost cent(?:re|er)|name on)|the (?:budget|decision|money|final (?:say|word|call)|last word) (?:is|sits|lies|rests) "
    r"(?:mine|with me)"
    r"|i(?:'m| am) (?:the )?(?:budget (?:holder|owner)|decision[- ]maker|economic buyer|one who (?:signs|decides|approves|"
    r"pays)|final (?:approver|signatory)|signatory|sponsor and budget)|comes? out of my (?:budget|pot|cost cent(?:re|er))|"
    r"(?:needs|takes|requires) (?:only )?my (?:signature|sign-?off|approval)\b|my (?:signature|sign-?off|approval) is "
    r"(?:enough|all)"
    r"|i (?:make|take) the (?:final |last )?(?:call|decision)|within my (?:limit|authority|remit|mandate|delegation)|(?:i have|"
    r"i've) (?:the )?(?:authority|mandate|sign-?off|delegation|final say|last word)\b|as (?:the )?(?:cfo|ceo|coo|cto|cio|"
    r"managing director|finance director|owner|vp[\w ]{0,20}|head of [\w ]{2,25}),? i (?:can |will )?(?:sign|approve|decide|"
    r"release))",
    _I,
)
_AUTHORITY_HINT: Final = hint(frozenset(
    (
        "mine",
        "my",
        "sign",
        "signs",
        "approve",
        "release",
        "authorise",
        "authorize",
        "own",
        "hold",
        "control",
        "decide",
        "have",
        "me",
        "budget",
        "decision",
        "buyer",
        "approver",
        "signatory",
        "call",
        "authority",
        "mandate",
        "delegation",
        "sponsor",
        "one",
        "final",
        "ve",
    )
))  # fmt: skip
_OWN: Final = hint(frozenset(("i", "me", "my", "mine")))
_NO_AUTHORITY: Final = Pattern(
    r"\b(?:(?:can't|cannot|can not|don't|do not|not|never|no longer|neither|unable|isn't|aren't|wasn't|couldn't|won't|if|when|"
    r"used to|wish|would|could|might|whether|once|until|before)\b[^.;]{0,45}\b(?:sign|approve|release|mine|my|decide|"
    r"authori[sz]e|budget|have|own|hold)"
    r"|sign(?:ed|ing)? off (?:now|here|for (?:today|now|the))|sign(?:ed)? (?:up|in|on to|into)\b|have (?:the |this |it |that "
    r")?(?:on|for|in|meeting|call|feeling|same|a\b)|have (?:to|"
    r"all|any|everything|it|these|those|them|this|that|what|the|for|on|over|under|up|off|things)\b(?!.{0,12}(?:authority|say|"
    r"mandate|sign|budget)))",
    _I,
)


def authority(reading: Reading) -> Iterator[Hit]:
    """Yield customers' statements of their own authority; `value` is who says so."""
    for sentence in reading.said_by(Side.CUSTOMER):
        if sentence.hints & _AUTHORITY_HINT and sentence.hints & _OWN and _can_say_yes(sentence.text):
            yield reading.hit("authority", sentence, sentence.segment.speaker or reading.touchpoint.actor)


@lru_cache(maxsize=8192)
def _can_say_yes(text: str) -> bool:
    """Return whether the words of a sentence state the speaker's own authority."""
    return not text.endswith("?") and _AUTHORITY.search(text) is not None and _NO_AUTHORITY.search(text) is None


_NAME: Final = r"(?P<name>[A-Z][\w&+-]*(?:(?:\s|\.)[A-Z0-9][\w&+-]*){0,2})"
_ALSO: Final = (
    r"(?:looking at|look at|talking to|talk to|speaking (?:to|with)|evaluating|comparing (?:you |this |it "
    r")?(?:with|against|to)|considering|testing|trialling|trialing|piloting|weighing|assessing|shortlisted|"
    r"reviewing"
    r"|(?:an? )?(?:quote|quotation|estimate|tender|demo|proposal|offer|bid|pitch|pilot|trial|poc|proof of concept)s? (?:from|with|by|of)|up "
    r"against|choosing between|(?:choice|decision) (?:is )?between|leaning (?:toward|towards|to)|prefer|preferring|"
    r"(?:in )?talks with|negotiating with|renew(?:ing)? with|stay(?:ing)? with|stick(?:ing)? with|against)"
)
_NAMED: Final = (
    re.compile(
        rf"\b{_ALSO} (?:both |either |also |the people at |the (?:team|folks) (?:at|from) |a vendor called |something "
        rf"called |one called )?{_NAME}(?:(?:,| and| or| versus| vs\.?) (?P<second>[A-Z][\w&+-]*(?: [A-Z][\w&+-]*)?))?"
    ),
    re.compile(rf"\bhave (?:got |also got |also )?{_NAME} (?:in|on site|coming in|here|lined up|booked)\b"),
    re.compile(
        rf"\b{_NAME} (?:is|are|were|was|has been|have been) (?:also |still |now )?(?:in the (?:running|mix|race|frame)|"
        rf"on (?:the|our) (?:short-?list|list)|shortlisted|the (?:other|alternative|front-?runner|incumbent|favourite)|"
        rf"our (?:other|alternative|incumbent|current)|in for|bidding|pitching|cheaper|lower|half the price|quoting|ahead|in "
        rf"the lead|(?:20|30|40|[1-9]\d?) ?(?:%|per ?cent) cheaper)"
    ),
    re.compile(
        rf"\b{_NAME} (?:has|have|had) (?:also )?(?:quoted|offered|pitched|presented|sent (?:us )?(?:a|their)|given us|"
        rf"made (?:us )?an offer|come in (?:at|with|cheaper)|a (?:pilot|poc|trial|proof of concept) (?:running|with us))"
    ),
    re.compile(
        rf"\b(?:the )?(?:other|alternative|second|third|remaining|rival|competing) (?:vendor|supplier|option|candidate|"
        rf"bidder|tool|product|one|two|finalist)s? (?:is|are|being|would be)?:? ?{_NAME}(?:(?:,| and| or) "
        rf"(?P<second>[A-Z][\w&+-]*))?"
    ),
    re.compile(
        rf"\b{_NAME} (?:came|comes|come|is coming) in (?:at|with|lower|cheaper|\d+ ?(?:%|per ?cent) (?:cheaper|lower|"
        rf"below|under))"
    ),
)
_OUT: Final = (
    re.compile(
        rf"\b{_NAME} (?:is|are|was|were|has been|have been|'s) (?:now |already |both |officially |definitely "
        rf")?(?:out(?! of (?:the )?office|\s(?:of|on|until|till|for|next|this|sick|today|there|tomorrow|in|all|with|at|"
        rf"from|here)\b)|no longer (?:in|an option|being|considered|on)|(?:ruled|knocked|voted) out|off (?:the|our) "
        rf"(?:table|list|short-?list)|dropped|eliminated|rejected|not (?:in the running|an option|on the list|going "
        rf"forward)|gone from)"
    ),
    re.compile(
        rf"\b(?:said goodbye to|ruled out|ruling out|rule out|dropped|dropping|rejected|eliminated|decided against|said no to|"
        rf"turned "
        rf"down|parted with|walked away from|not going (?:ahead |forward )?with|won't be (?:going|proceeding) (?:ahead "
        rf")?with|discounted|crossed off|told) {_NAME}(?P<tail>.*)"
    ),
    re.compile(
        rf"\b{_NAME} (?:(?:isn't|aren't|wasn't|is not|are not) (?:an option|in the running|on the list|being considered)|"
        rf"(?:didn't|did not|doesn't|does not|don't|do not|won't|couldn't|could not) (?:make (?:it|the (?:cut|"
        rf"short-?list))|make it (?:through|to)|pass|qualify|survive|get (?:through|past)))"
    ),
    re.compile(rf"\b{_NAME} (?:has |have )?(?:withdrew|withdrawn|pulled out|bowed out|dropped out|declined to bid)"),
)
_HINT: Final = hint(frozenset(
    re.findall(
        r"\w+",
        """
        look looking talk talking talks speaking speak evaluating comparing considering testing trialling trialing piloting trial pilot
        weighing assessing shortlisted shortlist short reviewing quote quotes quoted quoting demo demos proposal proposals offer offered
        bid bids bidding pitch pitched pitching poc pocs proof against between leaning prefer preferring negotiating renew renewing stay
        staying stick sticking have has had running mix race frame other alternative second third remaining rival competing incumbent
        front favourite current cheaper lower lead ahead out option table list dropped dropping eliminated reject rejected ruled ruling
        rule voted knocked gone decided said turned parted walked going proceeding discounted crossed told make pass qualify survive get
        quotation quotations estimate estimates tender tenders withdrew withdrawn pulled bowed declined
        build building writing write develop developing development code coding inhouse house
        grown ourselves themselves internally internal nothing status live continue carry came comes come coming considered
        """,
    )
))  # fmt: skip
"""What any mention of an alternative holds: everything else is not looked at."""
_BUILD: Final = Pattern(
    r"\b(?:(?:we|they|it|engineering|team|developers|devs|guys|people|house|who)\b[^.;?]{0,45}?\b(?:could|can|would|will|'d|to|"
    r"might as well|may|might|rather|'ll)\b[^.;?]{0,12}?\b(?:build|write|develop|code|make|do|create|knock up|put "
    r"together)\b[^.;?]{0,45}?\b(?:ourselves|themselves|in-?house|internally|our own|itself)"
    r"|(?:build(?:ing)?|writ(?:e|ing)|develop(?:ing)?|cod(?:e|ing)) (?:it|this|that|one|something|the \w+(?: \w+)?|our own(?: "
    r"\w+)?|a \w+)? ?(?:ourselves|in-?house|internally|ourself)|building our own|build our own|in-?house (?:build|solution|"
    r"tool|development|option)|(?:own|internal) (?:build|development)\b|build(?:ing)? (?:versus|vs\.?|or|rather than) "
    r"buy(?:ing)?|home-?grown (?:tool|solution|option|system)|(?:engineering|it|our developers|our devs|our it team|dev team) "
    r"(?:could|can|would|will|wants? to|thinks? (?:they|we) can) build)",
    _I,
)
_BUILD_OUT: Final = re.compile(
    r"\b(?:not|never|no longer|won't|wouldn't|can't|don't|decided against|ruled out|no appetite|"
    r"stopped|dropped|gave up|given up|no (?:time|capacity|people)|off the table|instead of|rather "
    r"than)\b",
    _I,
)
_STAY: Final = Pattern(
    r"\b(?:(?:might|may|could|will|would|'ll|or|to|just|option (?:is|of)|consider) (?:just |simply |also "
    r")?(?:stay|stick|staying|sticking|carry on|live|continue) with (?:what we(?:'ve)? (?:have|got)|the "
    r"(?:current|existing|old) \w+|our (?:current|existing|old) \w+|spreadsheets?|excel|things as they "
    r"are)|do(?:ing)? nothing (?:is|remains|for now)|(?:status quo) is (?:an|a|still))\b",
    _I,
)
_RUMOUR: Final = Pattern(
    r"\b(?:rumou?rs?|talk of|heard|hear that|apparently|supposedly|gossip|word is|someone said|"
    r"somebody said|they say|in the (?:press|paper|news)|read (?:that|about|in)|used to|years? ago|previous(?:ly)?|at my (?:last|old|"
    r"former)|had (?:[A-Z]?[\w-]+ ){1,3}?(?:here |in |on site )*(?:in the (?:spring|summer|autumn|fall|winter)|last year)|"
    r"my (?:last|old|former) (?:company|job|employer)|in \d{4} we|back in)\b",
    _I,
)
_ELSEWHERE: Final = re.compile(r"\b(?:your|colleagues? in|people in|office in|team in|guys? in|friends? at)\s+$", _I)
"""What is ours, or who is somewhere."""
_NEGATED: Final = re.compile(r"\b(?:not|n't|no one|nobody|never|no longer|none|neither|without|nothing)\b", _I)
_CANNOT_RULE_OUT: Final = Pattern(
    r"\b(?:can't|cannot|can not|couldn't|don't want to|not|haven't|hasn't|yet to|before|until|"
    r"unless|if) (?:yet |quite |really |fully )?(?:rul\w+|drop\w*|reject\w*|eliminat\w+|"
    r"discount\w*|decid\w+)",
    _I,
)
_NO_NAMES: Final = frozenset(
    re.findall(
        r"\S+",
        """
        i we you they he she it the a an our your their this that these those and or but if so who what when where why how
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
        october november december q1 q2 q3 q4 api apis gdpr iso soc erp crm it hr vat sla sow msa nda poc rfp rfi pdf excel
        europe uk us usa germany france ireland spain italy legal finance procurement security engineering purchasing operations
        marketing sales compliance board council all both some any none everyone nobody nothing vendor vendors thanks yes no hi
        dear re ok okay please also let me my his her its mr ms mrs dr ceo cfo cto coo cio vp qa rd r&d ai christmas easter
        english german french one two three there here then now herself himself myself yourself themselves ourselves itself
        honestly frankly sure well none nope yeah maybe perhaps only just actually hard good great fine funny still officially basically
        quote quotes offer offers price prices under over nobody's somebody someone somewhere everything something anything well first
        second third last next price bids bid tender tenders besides between two four five six seven eight nine ten mostly usually
        gmbh ag kg co ltd inc llc plc sa bv ab oy srl spa pvt group holding
        house firm company vendor supplier offer bidder one ones other others danish polish german french english american british norwegian swedish
        dutch italian spanish indian chinese japanese finnish irish scottish austrian swiss
        po invoice cms crm lms wms tms pos hris ats ehr gp ah oh eh um aye och hanukkah ramadan eid diwali lent advent black teams
        county city town state government university hospital school church
        """,
    )
)


def alternatives(reading: Reading) -> Iterator[Hit]:
    """Yield alternatives that customers say they weigh: `value` its name, `build`, `as is`, or `dropped:` and the name."""
    told = reading.said_by(Side.CUSTOMER)
    asked = _asked_who_else(reading) if reading.spoken else set()
    for place, sentence in enumerate(told):
        text = sentence.text
        if text.endswith("?") or not (sentence.hints & _HINT or sentence.index in asked or _CAPITAL.search(text)):
            continue
        following = told[place + 1].text if place + 1 < len(told) and told[place + 1].index == sentence.index else ""
        found = list(dict.fromkeys(_found(reading, sentence, following, sentence.index in asked)))
        chosen = chose(text)
        if not (found or chosen) or _RUMOUR.search(text):
            continue
        if chosen and (chosen.startswith("you") or _is_ours(reading, chosen)):
            yield reading.hit("alternative", sentence, "dropped:*")
        dropped = {fold(one.removeprefix("dropped:")) for one in found if one.startswith("dropped:")}
        seen: set[str] = set()
        for value in found:
            name = fold(value.removeprefix("dropped:"))
            if name not in seen and (name not in dropped or value.startswith("dropped:")):
                seen.add(name)
                yield reading.hit("alternative", sentence, value)


def _asked_who_else(reading: Reading) -> set[int]:
    """Return the customer's turns that answer a seller's question who else is in it."""
    found: set[int] = set()
    for before, after in zip(reading.sentences, reading.sentences[1:], strict=False):
        ours = reading.side(before.segment) is Side.SELLER and reading.side(after.segment) is Side.CUSTOMER
        if ours and after.index == before.index + 1 and before.text.endswith("?") and ASKED_WHO_ELSE.search(before.text):
            found.add(after.index)
    return found


_CAPITAL: Final = re.compile(r"\b(?!I\b)[A-Z]\w")


# What the patterns cannot do without, in their order.
_OUT_WORDS: Final = tuple(
    hint(frozenset(words.split()))
    for words in (
        "out longer off dropped eliminated rejected not gone",
        "said rule ruled ruling dropped dropping rejected eliminated decided turned parted walked going won discounted crossed told",
        "t not",
        "withdrew withdrawn pulled bowed dropped declined",
    )
)
_NAMED_WORDS: Final = tuple(
    hint(frozenset(words.split()))
    for words in (
        "looking look talking talk speaking evaluating comparing considering testing trialling trialing piloting weighing assessing "
        "shortlisted reviewing quote quotes demo demos proposal proposals offer offers bid bids pitch pitchs pilot pilots trial trials "
        "poc pocs proof quotation quotations estimate estimates tender tenders "
        "against choosing choice decision leaning prefer preferring talks negotiating renew renewing stay staying stick "
        "sticking",
        "have",
        "running mix race frame list short shortlist shortlisted other alternative front frontrunner incumbent favourite current for "
        "bidding pitching cheaper lower half quoting ahead lead",
        "has have had",
        "other alternative second third remaining rival competing",
        "came comes come coming",
    )
)
_BUILD_HINTS: Final = ("build", "house", "ourse", "themselves", "internal", "our own", "itself", "development", "grown")
_STAY_HINTS: Final = (" with ", "nothing", "status quo")


def _found(reading: Reading, sentence: Sentence, following: str, answer: bool) -> Iterator[str]:
    named = [*(_named_in(sentence.text, sentence.hints) if sentence.hints & _HINT else ()), *more_named(sentence.text, following)]
    if answer and not named and not _NEGATED.search(sentence.text):
        named = [("", one) for one in answered_names(sentence.text)]
    for mark, raw in named:
        value = raw if mark == "=" else _name(reading, raw)
        if value:
            yield value if mark == "=" else f"{mark}{value}"


@lru_cache(maxsize=8192)
def _named_in(text: str, hints: int) -> tuple[tuple[str, str], ...]:
    """Return (mark, words) of what a sentence names by its words alone: `dropped:`, nothing, or `=` for what is no name."""
    return tuple(_mentions(text, hints))


def _mentions(text: str, hints: int) -> Iterator[tuple[str, str]]:
    low = text.lower()
    for pattern, words in zip(_OUT, _OUT_WORDS, strict=True):
        for match in pattern.finditer(text) if hints & words else ():
            if not _CANNOT_RULE_OUT.search(text) and not _only_told(match):
                yield "dropped:", match["name"]
    for pattern, words in zip(_NAMED, _NAMED_WORDS, strict=True):
        for match in pattern.finditer(text) if hints & words else ():
            negated = _NEGATED.search(text[max(0, match.start() - 30) : match.start()]) or _ELSEWHERE.search(
                text[: match.start()]
            )
            if negated or re.match(r"\s+about\b", text[match.end() :]):
                continue
            for group in ("name", "second"):
                yield "", match.groupdict().get(group) or ""
    if any(one in low for one in _BUILD_HINTS) and _BUILD.search(text):
        yield "=", "dropped:build" if _BUILD_OUT.search(text) and not _CANNOT_RULE_OUT.search(text) else "build"
    if (
        any(one in low for one in _STAY_HINTS)
        and _STAY.search(text)
        and not re.search(r"\b(?:not|never|no longer)\b|n't\b", text, _I)
    ):
        yield "=", "as is"


def _only_told(match: re.Match[str]) -> bool:
    """Return whether `told X` is not followed by a refusal."""
    return match.group().lower().startswith("told ") and not re.search(
        r"\bno\b|not (?:going|proceed)", match.groupdict().get("tail") or ""
    )


def _name(reading: Reading, raw: str) -> str:
    """Return the name where it is a company or product: no person of the deal, no own or customer's name, no common word."""
    words = [word for word in re.split(r"\s+", raw.strip(" .,")) if word]
    while words and (words[0].lower() in _NO_NAMES or (len(words) > 1 and words[0].endswith("ly") and words[0].istitle())):
        words = words[1:]
    while words and words[-1].lower() in _NO_NAMES:
        words = words[:-1]
    name = " ".join(words)
    if len(words) == 1 and _common_here(reading, name):
        return ""
    known = _known_words(reading)
    if len(name) < 2 or any(fold(word).removesuffix("'s") in known or _is_part(fold(word), known) for word in words):
        return ""
    return name


def _common_here(reading: Reading, name: str) -> bool:
    """Return whether the touchpoint itself uses the word in small letters: then it is no name."""
    return bool(re.search(rf"\b{re.escape(name.lower())}\b", reading.touchpoint.text))


def _is_ours(reading: Reading, name: str) -> bool:
    """Return whether a name is that of the seller's company, by the domains of its people."""
    labels = {
        label
        for key, side in reading.sides.items()
        if side is Side.SELLER and "@" in key
        for label in key.rpartition("@")[2].split(".")
    }
    return len(name) > 3 and any(label.startswith(fold(name)) for label in labels)


def _is_part(word: str, known: set[str]) -> bool:
    """Return whether a known name begins with the word: `Kestrel` of kestrelworks."""
    return len(word) > 4 and any(one.startswith(word) for one in known)


_LEGAL: Final = frozenset("gmbh ltd limited inc llc plc the and company group holding holdings".split())


def _known_words(reading: Reading) -> set[str]:
    """Return the words that name people, the customer's account, its domains and ours."""
    words = {part for name in reading.keys for part in name.split() if "@" not in name}
    for key in reading.sides:
        if "@" in key:
            words.update(label for label in key.rpartition("@")[2].split(".") if len(label) > 3)
    deal = reading.context.deal
    words.update(fold(word) for text in (deal.account, deal.name, deal.partner) for word in re.findall(r"\w{3,}", text))
    return words - _LEGAL
