"""Lay out what a model is to read: one deal's words in windows that fit a prompt, marked as data, with labels of our own.

Ids of the outside world never enter a prompt: an answer can only point at `t1`, `t2` … and `p1`, `p2` … of its own window.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import Line, fold
from journey_tui.analysis.cues.catalogue import line_of
from journey_tui.analysis.port import Context
from journey_tui.analysis.runs import Run, mark_confidence, runs_of
from journey_tui.analysis.sightings import readable, seen_as
from journey_tui.domain.model import Person, Touchpoint
from journey_tui.lean import dataclass
from journey_tui.text import one_line

OVERLAP: Final = 2
"""Sentences that a long passage repeats from one window to the next, so that nothing is cut in two."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of a run of speech that is shown: `text[start:end]` of its touchpoint."""

    run: Run
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One touchpoint in a window."""

    label: str
    """`t1`, `t2` …"""
    touchpoint: Touchpoint
    passages: tuple[Passage, ...]

    @property
    def characters(self) -> int:
        """Return how much text it shows."""
        return sum(one.end - one.start for one in self.passages)


@dataclass(frozen=True, slots=True)
class Window:
    """What one prompt shows of one deal."""

    entries: tuple[Entry, ...]
    people: Mapping[str, Person]
    """By label."""
    text: str

    @property
    def touchpoints(self) -> tuple[Touchpoint, ...]:
        """Return what it shows, in order."""
        return tuple(entry.touchpoint for entry in self.entries)


def passages_of(touchpoint: Touchpoint, context: Context, senders: frozenset[str] = frozenset()) -> Iterator[Passage]:
    """Yield what of a touchpoint a model may see.

    Left out: machines, signatures, what is nobody's word on this deal, other languages than English, quoted text whose sender
    wrote to us himself, and all that somebody says in a touchpoint in which they speak to software: the rules read it alone.
    """
    if not readable(touchpoint):
        return
    runs = runs_of(touchpoint, context)
    mark_confidence(touchpoint, runs)
    said = [(run, _lines(touchpoint, run)) for run in runs]
    to_machines = {run.key for run, lines in said if any(line.heard.for_machine for line in lines)}
    for run, lines in said:
        if run.key in to_machines or seen_as(touchpoint, run) is None or (run.role == "quoted" and run.key in senders):
            continue
        if lines and guards.language(touchpoint.text[run.start : run.end]) == "English":
            yield Passage(run, lines[0].start, lines[-1].end)


def _lines(touchpoint: Touchpoint, run: Run) -> list[Line]:
    return [line_of(touchpoint.text, start, end, at) for at, (start, end) in enumerate(run.sentences(touchpoint.text))]


def senders_of(touchpoints: Iterable[Touchpoint]) -> frozenset[str]:
    """Return who wrote or spoke in the touchpoints themselves."""
    return frozenset(one.actor_key for one in touchpoints if readable(one))


def windows(touchpoints: Sequence[Touchpoint], context: Context, most: int, senders: frozenset[str]) -> list[Window]:
    """Return the touchpoints in windows of at most `most` characters each, oldest first; one without a word to show is left out."""
    out: list[Window] = []
    waiting: list[tuple[Touchpoint, tuple[Passage, ...]]] = []
    size = 0
    for touchpoint in sorted(touchpoints, key=lambda one: (one.at, one.id)):
        for passages in _pieces(tuple(passages_of(touchpoint, context, senders)), touchpoint.text, most):
            length = sum(one.end - one.start for one in passages) + 200
            if waiting and size + length > most:
                out.append(_window(waiting, context))
                waiting, size = [], 0
            waiting.append((touchpoint, passages))
            size += length
    if waiting:
        out.append(_window(waiting, context))
    return out


def _pieces(passages: tuple[Passage, ...], text: str, most: int) -> Iterator[tuple[Passage, ...]]:
    """Yield the passages of one touchpoint in portions that fit a window each."""
    portion: list[Passage] = []
    size = 0
    for passage in (short for long in passages for short in _short(long, text, most)):
        length = passage.end - passage.start
        if portion and size + length > most - 200:
            yield tuple(portion)
            portion, size = [], 0
        portion.append(passage)
        size += length
    if portion:
        yield tuple(portion)


def _short(passage: Passage, text: str, most: int) -> Iterator[Passage]:
    """Yield a passage in parts that fit a window, cut between sentences, each repeating the last ones of the part before."""
    room = most - 200
    if passage.end - passage.start <= room:
        yield passage
        return
    spans = [span for span in passage.run.sentences(text) if passage.start <= span[0] and span[1] <= passage.end]
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= room:
            last += 1
        yield Passage(passage.run, spans[first][0], spans[last][1])
        if last + 1 >= len(spans):
            return
        first = max(first + 1, last + 1 - OVERLAP)


def _window(shown: Sequence[tuple[Touchpoint, tuple[Passage, ...]]], context: Context) -> Window:
    entries = tuple(Entry(f"t{n}", touchpoint, passages) for n, (touchpoint, passages) in enumerate(shown, 1))
    people = {f"p{n}": person for n, person in enumerate(_taking_part(entries, context), 1)}
    return Window(entries, people, _marked(_text(entries, people, context)))


def _taking_part(entries: Sequence[Entry], context: Context) -> list[Person]:
    """Return the deal's people who speak or are named in the window, at most forty."""
    keys = {passage.run.key for entry in entries for passage in entry.passages}
    text = " ".join(fold(entry.touchpoint.text[p.start : p.end]) for entry in entries for p in entry.passages)
    found = [
        person
        for person in context.people
        if person.address.lower() in keys or fold(person.name) in keys or (person.name and fold(person.name).split()[0] in text)
    ]
    return found[:40]


def _text(entries: Sequence[Entry], people: Mapping[str, Person], context: Context) -> str:
    """Return the window as it is shown; every line from outside begins with a bar."""
    deal = context.deal
    lines = ["deal:", _bar(f"{deal.name} · {deal.account}"), "people:"]
    lines += [f"{label} ({person.side}) {_bar(f'{person.name}, {person.title}'.strip(', '))}" for label, person in people.items()]
    labels = {key: label for label, person in people.items() for key in (person.address.lower(), fold(person.name)) if key}
    for entry in entries:
        one = entry.touchpoint
        lines.append(f"\n{entry.label}: {one.kind} of {one.at:%Y-%m-%d}, subject {_bar(one.subject)}")
        for passage in entry.passages:
            run = passage.run
            who = labels.get(run.key) or labels.get(fold(run.speaker)) or _bar(run.speaker)
            lines.append(f"said by {who} ({run.side}{', quoted' if run.role != 'new' else ''}):")
            lines += [f"| {line}" for line in one.text[passage.start : passage.end].splitlines() if line.strip()]
    return "\n".join(lines)


def _bar(text: str) -> str:
    flat = one_line(text, limit=160)
    return "| (left out: it speaks to software)" if guards.for_machine(flat.lower()) else f"| {flat}"


def _marked(text: str) -> str:
    """Return the text between marks that nobody who wrote in it could know: they hang on all of it."""
    key = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    return f"<<<data {key}\n{text}\ndata {key}>>>"


def read_mark(mark: str) -> str:
    """Return what is put down with a touchpoint besides its own hash: who read it, by which prompt, for what."""
    return ":" + hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()[:16]
