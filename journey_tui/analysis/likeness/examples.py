"""The labelled conversations that the weights are learnt from, as the sentences that the reader would see of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Any, Final

from journey_tui.analysis.cues import Line, Scene
from journey_tui.analysis.likeness.features import sentence_features
from journey_tui.analysis.likeness.saying import SAYABLE, meant, said
from journey_tui.analysis.likeness.weighing import around, scaled, signed, votes
from journey_tui.analysis.port import Context
from journey_tui.analysis.rules import Passage, passage_of
from journey_tui.analysis.runs import runs_of
from journey_tui.domain.model import (
    Deal,
    Direction,
    Kind,
    Modality,
    Origin,
    Party,
    Person,
    Segment,
    Side,
    Source,
    Touchpoint,
)
from journey_tui.lean import dataclass

_KINDS: Final = {"mail": Kind.EMAIL, "call": Kind.CALL}
_SOURCE: Final = Source("example", "examples", "1")
_BEGIN: Final = datetime(2026, 9, 1, 9, tzinfo=UTC)
MAYBE: Final = 0.5
"""The mark of what some readers would mark and some not."""
_MOST_OF: Final = 0.5
"""The share of a sentence that a mark must cover, or of the mark that the sentence must, for the sentence to be marked."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with what the reader sees of it and what it is marked as."""

    deal: str
    features: dict[str, float]
    marks: Mapping[str, float]
    """Class: 1 where every reader would mark it, `MAYBE` where some would."""
    votes: frozenset[str] = frozenset()
    """The classes that the cues find in it."""
    said: frozenset[str] = frozenset()
    """The classes that its words hold a part of."""
    bare: frozenset[str] = frozenset()
    """The classes that it may belong to without one."""
    only: str = ""
    """The one requirement that it was marked for; whether it says something about another is not known."""


@dataclass(slots=True)
class _Text:
    """Messages that make one touchpoint: a mail, or the turns of a call."""

    kind: Kind
    text: str = ""
    turns: list[tuple[int, int, Mapping[str, Any]]] = field(default_factory=list)

    def add(self, message: Mapping[str, Any]) -> None:
        start = len(self.text)
        self.text += message["text"]
        self.turns.append((start, len(self.text), message))
        self.text += "\n\n"


def files() -> list[tuple[str, str]]:
    """Return (name, text) of the example files, by name."""
    folder = resources.files(__package__) / "examples"
    return sorted((one.name, one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".jsonl"))


def fingerprint() -> str:
    """Return a hash of the examples and concepts: weights of others are out of date."""
    concepts = (resources.files(__package__) / "concepts.toml").read_text("utf-8")
    return hashlib.sha256(json.dumps([files(), concepts]).encode()).hexdigest()[:16]


def examples() -> Iterator[Example]:
    """Yield every sentence of a customer in the examples."""
    for name, text in files():
        deals: dict[str, list[Mapping[str, Any]]] = {}
        for line in text.splitlines():
            message = json.loads(line)
            deals.setdefault(message["deal"], []).append(message)
        for deal, messages in deals.items():
            yield from _of_deal(f"{name}:{deal}", messages)


def _of_deal(deal: str, messages: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    people = {one["speaker"]: _person(one) for one in messages}
    context = Context(Deal("example", "Example", account="Example"), tuple(people.values()))
    at = _BEGIN
    for text in _texts(messages):
        at += timedelta(days=3)
        touchpoint = _touchpoint(text, people, at)
        for run in runs_of(touchpoint, context):
            passage = passage_of(touchpoint, context, run, every=True) if run.side is Side.CUSTOMER else None
            if passage is not None:
                yield from _of_passage(deal, passage, text)


def _texts(messages: Sequence[Mapping[str, Any]]) -> Iterator[_Text]:
    call: _Text | None = None
    for message in messages:
        kind = _KINDS.get(message["kind"])
        if kind is Kind.CALL:
            call = call or _Text(Kind.CALL)
            call.add(message)
            continue
        if call is not None:
            yield call
            call = None
        if kind is not None:
            mail = _Text(kind)
            mail.add(message)
            yield mail
    if call is not None:
        yield call


def _person(message: Mapping[str, Any]) -> Person:
    name, side = message["speaker"], Side(message["side"])
    return Person(name, name, f"{'.'.join(name.lower().split())}@{side}.example", message.get("title", ""), side)


def _touchpoint(text: _Text, people: Mapping[str, Person], at: datetime) -> Touchpoint:
    first = people[text.turns[0][2]["speaker"]]
    spoken = text.kind is Kind.CALL
    segments = tuple(
        Segment(start, end, one["speaker"], "" if spoken else people[one["speaker"]].address, people[one["speaker"]].side)
        for start, end, one in text.turns
    )
    parties = () if spoken else (Party(first.name, first.address, "from"), Party("", "rep@seller.example", "to"))
    return Touchpoint(
        "example:1", text.kind, at, first.name, first.address, first.side, Direction.IN, Origin.HUMAN, "example", _SOURCE,
        text=text.text, segments=segments, parties=parties, deal_id="example",
    )  # fmt: skip


def _of_passage(deal: str, passage: Passage, text: _Text) -> Iterator[Example]:
    found = [(key, hit) for key, hits in passage.found.items() for hit in hits]
    for line in passage.lines:
        start, _, message = next(turn for turn in reversed(text.turns) if turn[0] <= line.start)
        voted = {
            signed(key, hit)
            for key, hit in found
            if hit.first <= line.index <= hit.last and hit.modality is not Modality.EXPLORATORY
        }
        only = message.get("only", "")
        features = scaled(sentence_features(line.low)) | around(line, passage.scene)
        if not only:
            # The cues were made with the single sentences at hand: what they find there says nothing of how far they can be trusted.
            features |= votes(line, found)
        with_part, without = _sayable(line, passage.scene)
        marks = _marks(message, line.start - start, line.end - start)
        yield Example(deal, features, marks, frozenset(voted), with_part, without, only)


def _sayable(line: Line, scene: Scene) -> tuple[frozenset[str], frozenset[str]]:
    """Return which classes a sentence may be taken to belong to: with a part found in it, and without one."""
    tried = {name: said(name, line, scene) for name in SAYABLE} if meant(line) else {}
    return (
        frozenset(name for name, one in tried.items() if one is not None and one.with_part),
        frozenset(name for name, one in tried.items() if one is not None and not one.with_part),
    )


def _marks(message: Mapping[str, Any], start: int, end: int) -> dict[str, float]:
    """Return the classes that a sentence of a message is marked as."""
    out: dict[str, float] = {}
    for mark in message.get("marks", ()):
        first = message["text"].find(mark["quote"])
        last = first + len(mark["quote"])
        shared = min(end, last) - max(start, first)
        if first < 0 or shared <= _MOST_OF * min(end - start, last - first):
            continue
        name = mark["requirement"] if mark["stance"] == "supports" else f"-{mark['requirement']}"
        sure = not mark.get("optional") and mark["modality"] in ("asserted", "conditional")
        out[name] = max(out.get(name, 0.0), 1.0 if sure else MAYBE)
    return out
