"""Check the remarks that a model proposes: each kind must show in the words themselves.

Who can say yes of themself is no remark that a model may make: the role hangs on it, so it is proposed as one (`Checker.role`).
"""

from __future__ import annotations

import re
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.answers import RemarkAnswer
from journey_tui.analysis.checks import Checker, Found, Refusal, closest_clause, due_in, remark_of
from journey_tui.analysis.cues import fold
from journey_tui.analysis.grounding import negative
from journey_tui.analysis.port import Context
from journey_tui.analysis.topics import bears_on
from journey_tui.domain.model import Direction, Kind, Remark, Side
from journey_tui.text import normalise

_PROMISE: Final = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to| plan to| can (?:send|share|get|have|set|do))\b|"
    r"\blet me\b|\byou(?:'ll| will) (?:have|get|hear|receive)\b|\b(?:i|we) promise\b|\bto follow (?:today|tomorrow|by|this|next)\b",
    re.I,
)
_REQUEST: Final = re.compile(
    r"\b(?:can|could|would|will) you\b|\bplease\b|\b(?:we|i)(?:'d| would)? (?:need|want|like|appreciate)\b|\bsend (?:me|us)\b",
    re.I,
)
_AWAY: Final = re.compile(
    r"\b(?:away|holiday|vacation|leave|out of (?:the )?office|off|travel\w*|back (?:on|from|in)|return\w*|not (?:in|around|available|here)|pto)\b",
    re.I,
)
_MOVED: Final = re.compile(
    r"\b(?:mov\w+|push\w*|postpon\w*|delay\w*|later|instead|shift\w*|brought forward|bring forward|earlier|reschedul\w*|change\w*|slip\w*|extend\w*|now)\b",
    re.I,
)


_LEAVES: Final = re.compile(
    r"\b(?:leav(?:e|es|ing) (?!it|this|that|you|me|us|them|a |an )|left (?:us|the (?:company|firm|business|team|group))|last (?:working )?(?:day|week)|"
    r"hand(?:s|ed|ing)? (?:\w+ ){0,3}over|tak(?:e|es|en|ing) over|step(?:s|ped|ping)? (?:down|back|aside|away)|stand(?:s|ing)? down|"
    r"retir(?:e|es|ed|ing)|resign(?:s|ed|ing)?|no longer (?:work|lead|run|own|handle|involved|in charge|responsible|part|my)|"
    r"(?:moving|moved|transferr\w+|promoted) (?:to|into|on)|new (?:role|job|position|post)|(?:maternity|paternity|parental) leave|"
    r"sabbatical|secondment|redundant|my (?:successor|replacement)|(?:i|we)(?:'m| am| are|'re) out\b)",
    re.I,
)
_TALK: Final = re.compile(
    r"\b(?:calls?|meetings?|demos?|sessions?|invit\w+|appointments?|slots?|talks?|reviews?|workshops?|kick-?offs?|visits?|catch-?ups?|"
    r"walk-?throughs?|presentations?)\b",
    re.I,
)
_ONLY_ASKED: Final = re.compile(r"\b(?:could|can|may|might|shall|should|would|whether|propose|suggest|possible|happy to)\b", re.I)
_YES: Final = re.compile(
    r"\b(?:sign\w*|approv\w+|decid\w+|decision|authori[sz]\w+|budget\w*|final (?:say|word|call)|say yes|go-?ahead|green light|"
    r"pay grade|purse|up to)\b",
    re.I,
)
_MINE: Final = re.compile(r"\b(?:i|me|my|mine|i'm|i'd)\b", re.I)


def check_remark(checker: Checker, context: Context, item: RemarkAnswer) -> Remark:
    """Return what is proposed as a remark; raises `Refusal`."""
    check = _KINDS.get(item.kind)
    if check is None:
        raise Refusal("there is no such kind of remark")
    found = checker.find(item.touchpoint, item.quote)
    checker.seen(found)
    if any(line.story or line.rumour for line in found.lines):
        raise Refusal("it tells of somebody else")
    check(found, item, context)
    to, named = _person(checker, found, item, context)
    due = due_in(found, item.due, future=item.kind in ("promise", "dated_event", "leaving"))
    if item.kind in ("dated_event", "absence") and due is None:
        raise Refusal("the quote names no day")
    value = named or (item.value if normalise(item.value).casefold() in normalise(found.text).casefold() else "")
    return remark_of(found, context, item.kind, value, due, to)


def _person(checker: Checker, found: Found, item: RemarkAnswer, context: Context) -> tuple[str, str]:
    """Return (key of whom a remark is about, its value where that is no words of the quote); raises `Refusal`."""
    if item.kind not in ("decider", "leaving"):
        return "", ""
    person = checker.meant_by(item.to, found)
    if item.kind == "decider" and fold(item.value) == "not me":
        return found.run.key, "not me"
    if item.kind == "decider" and person is None:
        _check_title(found, item, context)
    if item.kind == "leaving" and person is None and not _MINE.search(_plain(found)):
        raise Refusal("the quote says of nobody of the customer's that they go")
    return (person.address or fold(person.name) if person else ""), (person.name if person and item.kind == "decider" else "")


def _check_title(found: Found, item: RemarkAnswer, context: Context) -> None:
    """Refuse a decider who is neither known nor named in the quote, who is one of ours, or who speaks."""
    name = fold(item.value)
    if len(name) < 2 or name not in fold(normalise(found.text)):
        raise Refusal("the quote does not name them")
    others = [fold(person.name) for person in context.people if person.side is not Side.CUSTOMER]
    if name in _PRONOUNS or any(name == one or name in one.split() for one in (*others, fold(found.run.speaker))):
        raise Refusal("it names nobody else of the customer's")


def _plain(found: Found) -> str:
    return " ".join(line.plain for line in found.lines)


def _question(found: Found, item: RemarkAnswer, context: Context) -> None:
    if found.run.side is not Side.CUSTOMER:
        raise Refusal("it is not the customer who asks")
    if not any(line.asked for line in found.lines):
        raise Refusal("the quote asks nothing")


def _promise(found: Found, item: RemarkAnswer, context: Context) -> None:
    if not _PROMISE.search(_plain(found)):
        raise Refusal("the quote promises nothing")
    if any(line.asked or guards.hypothetical(line.low) for line in found.lines):
        raise Refusal("it is a question or under a condition, no promise")


def _request(found: Found, item: RemarkAnswer, context: Context) -> None:
    if found.run.side is not Side.CUSTOMER or not _REQUEST.search(_plain(found)):
        raise Refusal("the customer asks for nothing in it")


def _absence(found: Found, item: RemarkAnswer, context: Context) -> None:
    if not _AWAY.search(_plain(found)):
        raise Refusal("nobody is away in it")


def _event(found: Found, item: RemarkAnswer, context: Context) -> None:
    if any(line.asked or guards.hypothetical(line.low) for line in found.lines):
        raise Refusal("it is a question or under a condition, no event")


def _moved(found: Found, item: RemarkAnswer, context: Context) -> None:
    if found.run.side is not Side.CUSTOMER or not _MOVED.search(_plain(found)):
        raise Refusal("the customer moves no day in it")


def _alternative(found: Found, item: RemarkAnswer, context: Context) -> None:
    name = normalise(item.value)
    if found.run.side is not Side.CUSTOMER or not name or name not in _plain(found):
        raise Refusal("the quote does not name it")
    ours = {fold(word) for text in (context.deal.account, context.deal.name) for word in text.split()}
    if fold(name) in ours or any(fold(name) == fold(person.name) for person in context.people):
        raise Refusal("it is a name of this deal's own people")


def _decider(found: Found, item: RemarkAnswer, context: Context) -> None:
    plain = _plain(found)
    if found.run.side is not Side.CUSTOMER or not (_YES.search(plain) and bears_on("economic_buyer", plain)):
        raise Refusal("the customer does not say who can say yes in it")
    if any(line.asked or guards.hypothetical(line.low) for line in found.lines):
        raise Refusal("it is a question or under a condition")
    if fold(item.value) == "not me":
        if not (_MINE.search(plain) and negative(plain)):
            raise Refusal("the speaker does not say that it is not theirs")
    elif negative(closest_clause(item.value, found.text)):
        raise Refusal("the quote denies it")


def _leaving(found: Found, item: RemarkAnswer, context: Context) -> None:
    plain = _plain(found)
    if found.run.side is not Side.CUSTOMER or not _LEAVES.search(plain):
        raise Refusal("nobody of the customer's goes in it")
    if any(line.asked or guards.hypothetical(line.low) for line in found.lines):
        raise Refusal("it is a question or under a condition")
    if negative(plain) and "no longer" not in plain.lower():
        raise Refusal("the quote denies it")


def _rescheduled(found: Found, item: RemarkAnswer, context: Context) -> None:
    plain = _plain(found)
    if found.run.side not in (Side.CUSTOMER, Side.SELLER) or not (_MOVED.search(plain) and _TALK.search(plain)):
        raise Refusal("no talk between them and us is put on another time in it")
    if _ONLY_ASKED.search(plain) or negative(plain) or any(line.asked or guards.hypothetical(line.low) for line in found.lines):
        raise Refusal("it is only asked for, under a condition, or denied")


def _asked(found: Found, item: RemarkAnswer, context: Context) -> None:
    touchpoint = found.entry.touchpoint
    if found.run.side is not Side.SELLER or touchpoint.kind is not Kind.EMAIL or touchpoint.direction is Direction.INTERNAL:
        raise Refusal("it is not our side that asks the customer in writing")
    if not (any(line.asked for line in found.lines) or _REQUEST.search(_plain(found))):
        raise Refusal("the quote asks nothing")


_PRONOUNS: Final = frozenset("i me we us they them he she it you somebody nobody everyone someone".split())
_KINDS: Final = {
    "question": _question, "promise": _promise, "request": _request, "absence": _absence, "dated_event": _event, "date_moved": _moved,
    "alternative": _alternative, "decider": _decider, "leaving": _leaving, "rescheduled": _rescheduled, "asked": _asked,
}  # fmt: skip
