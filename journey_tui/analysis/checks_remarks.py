"""Check the remarks that a model proposes: each kind must show in the words themselves."""

from __future__ import annotations

import re
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.answers import RemarkAnswer
from journey_tui.analysis.checks import Checker, Found, Refusal, due_in, remark_of
from journey_tui.analysis.cues import fold
from journey_tui.analysis.port import Context
from journey_tui.domain.model import Remark, Side
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
    due = due_in(found, item.due, future=item.kind in ("promise", "dated_event"))
    if item.kind in ("dated_event", "absence") and due is None:
        raise Refusal("the quote names no day")
    value = item.value if normalise(item.value).casefold() in normalise(found.text).casefold() else ""
    return remark_of(found, context, item.kind, value, due, "")


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


_KINDS: Final = {
    "question": _question, "promise": _promise, "request": _request, "absence": _absence, "dated_event": _event, "date_moved": _moved,
    "alternative": _alternative,
}  # fmt: skip
