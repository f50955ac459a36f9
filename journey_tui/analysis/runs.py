"""Runs of speech: what one person wrote or said without a break, who they are, and what is known around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import datetime
from itertools import pairwise
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import Line, Scene, fold
from journey_tui.analysis.port import Context
from journey_tui.analysis.sentences import sentences
from journey_tui.domain.model import Deal, Kind, Segment, Side, Touchpoint
from journey_tui.domain.reading import machine_name
from journey_tui.lean import dataclass
from journey_tui.text import normalise

_READ_ROLES: Final = frozenset({"new", "quoted", "forwarded"})


@dataclass(slots=True)
class Run:
    """Adjoining segments of one speaker, `text[start:end]`."""

    segments: list[Segment]
    side: Side
    key: str
    speaker: str
    role: str
    confidential: bool = False
    previous: Run | None = None
    """What was said just before it, by somebody else."""

    @property
    def start(self) -> int:
        """Return where it begins."""
        return self.segments[0].start

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.segments[-1].end

    @property
    def at(self) -> datetime | None:
        """Return when a quoted passage was written, where that is known."""
        return self.segments[0].at if self.role != "new" else None

    def low(self, text: str) -> str:
        """Return its words as one line in lower case."""
        return normalise(text[self.start : self.end]).lower()

    def segment_at(self, place: int) -> Segment:
        """Return the segment that holds a place."""
        return next((one for one in reversed(self.segments) if one.start <= place), self.segments[0])

    def sentences(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield its sentences; one may go on in the next cue where nothing but space stands between."""
        at = 0
        while at < len(self.segments):
            last = at
            while last + 1 < len(self.segments) and not text[self.segments[last].end : self.segments[last + 1].start].strip():
                last += 1
            yield from sentences(text, self.segments[at].start, self.segments[last].end)
            at = last + 1


def runs_of(touchpoint: Touchpoint, context: Context) -> list[Run]:
    """Return the runs of speech of a touchpoint in the order of its text."""
    segments = touchpoint.segments or (_whole(touchpoint),)
    runs: list[Run] = []
    for segment in segments:
        if segment.role not in _READ_ROLES or segment.end <= segment.start:
            continue
        key = segment.address or fold(segment.speaker) or touchpoint.actor_key
        if runs and runs[-1].key == key and runs[-1].role == segment.role and _spoken(touchpoint):
            runs[-1].segments.append(segment)
            continue
        runs.append(Run([segment], _side(touchpoint, context, segment), key, segment.speaker or touchpoint.actor, segment.role))
    for one, other in pairwise(runs):
        other.previous = one
    return runs


def _whole(touchpoint: Touchpoint) -> Segment:
    address = touchpoint.actor_key if "@" in touchpoint.actor_key else ""
    return Segment(0, len(touchpoint.text), touchpoint.actor, address, touchpoint.side)


def _spoken(touchpoint: Touchpoint) -> bool:
    return touchpoint.kind in (Kind.CALL, Kind.MEETING)


def _side(touchpoint: Touchpoint, context: Context, segment: Segment) -> Side:
    """Return the side of a speaker: as matching set it, else by the deal's people, else the actor's own."""
    if segment.side is not Side.OTHER:
        return segment.side
    # An address decides alone: anybody can write under a known name from elsewhere.
    name = "" if segment.address else fold(segment.speaker)
    for person in context.people:
        if (segment.address and person.address.lower() == segment.address) or (name and fold(person.name) == name):
            return person.side
    mine = segment.address == touchpoint.actor_key or (name != "" and name == fold(touchpoint.actor))
    return touchpoint.side if mine else Side.OTHER


def mark_confidence(touchpoint: Touchpoint, runs: Sequence[Run]) -> None:
    """Mark what is said in confidence: a mail by its subject or words, in a call the turn and the speaker's next one."""
    whole = guards.in_confidence(normalise(touchpoint.subject).lower())
    for place, run in enumerate(runs):
        said = whole or guards.in_confidence(run.low(touchpoint.text))
        if not said:
            continue
        run.confidential = True
        others = [one for one in runs[place + 1 :] if one.key == run.key]
        for other in others[:1] if _spoken(touchpoint) else others:
            other.confidential = True


def scene_of(touchpoint: Touchpoint, context: Context, run: Run, lines: Sequence[Line]) -> Scene:
    """Return who speaks, and the names that the cues may need."""
    people = _WHO_IS_AROUND.of(context, touchpoint)
    speaker = fold(run.speaker)
    by_name = "@" not in run.key
    title = next(
        (
            p.title
            for p in context.people
            if (by_name and fold(p.name) == speaker) or (p.address and p.address.lower() == run.key)
        ),
        "",
    )
    return Scene(
        lines=lines,
        speaker=speaker,
        side=run.side,
        note=touchpoint.kind in (Kind.NOTE, Kind.TASK),
        before=run.previous.low(touchpoint.text) if run.previous else "",
        spoken=_spoken(touchpoint),
        names=people.names,
        titles=people.titles,
        ours=people.ours,
        sellers=people.sellers,
        at=touchpoint.at,
        to_colleague=_to_colleague(touchpoint, people, run),
        speaker_title=f"{title} {_signature(touchpoint, run)}".lower(),
        subject=normalise(touchpoint.subject).lower(),
    )


def _signature(touchpoint: Touchpoint, run: Run) -> str:
    parts = [one for one in touchpoint.segments if one.role == "signature" and run.role == "new"]
    return " ".join(touchpoint.text[one.start : one.end] for one in parts)[:300]


class _People:
    """The names around a touchpoint, by what the cues ask of them."""

    def __init__(self, deal: Deal) -> None:
        self.names: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        self.customers: set[str] = set()
        self.ours_of_address: set[str] = set()
        words = (word for text in (deal.account, deal.name, deal.partner, deal.owner) for word in text.replace("-", " ").split())
        self.ours: set[str] = set(map(fold, words))
        self.sellers: set[str] = set()
        self._shared: set[str] = set()
        self._domains: dict[str, Side] = {}

    def and_those_of(self, touchpoint: Touchpoint) -> _People:
        """Return them with the speakers and parties of a touchpoint; of these, sides by domain where not set."""
        every = copy(self)
        for name, value in vars(self).items():
            setattr(every, name, value.copy())
        for segment in touchpoint.segments:
            every.learn(segment.speaker, segment.address, segment.side, "")
        if "@" in touchpoint.actor_key:
            every._domains.setdefault(touchpoint.actor_key.rpartition("@")[2], touchpoint.side)
        every._domains.pop("", None)
        for party in touchpoint.parties:
            side = every._domains.get(party.address.rpartition("@")[2], Side.OTHER)
            every._know(party.name, party.address, side, "")
        return every

    def learn(self, name: str, address: str, side: Side, title: str) -> None:
        """Take in somebody whose side is known, and with that their domain's."""
        self._domains.setdefault(address.rpartition("@")[2], side)
        self._know(name, address, side, title)

    def _know(self, name: str, address: str, side: Side, title: str) -> None:
        folded = fold(name)
        self.ours.update(folded.split())
        self.ours.update(part for part in address.rpartition("@")[2].split(".")[:-1] if len(part) > 3)
        if side is Side.SELLER:
            self.sellers.update(folded.split()[:1])
            self.ours_of_address.add(address)
        elif side is Side.CUSTOMER and folded:
            self.customers.add(address)
            if title or not machine_name(name, address):
                self._name(folded)
            if title:
                known = self.titles.setdefault(fold(title), folded)
                self.titles[fold(title)] = folded if known == folded else ""

    def _name(self, folded: str) -> None:
        self.names[folded] = folded
        first, last = folded.split()[0], folded.split()[-1]
        if self.names.get(first, folded) != folded:
            self._shared.add(first)
        self.names[first] = first if first in self._shared else folded
        self.names.setdefault(last, folded)


class _WhoIsAround:
    """The people around a touchpoint: those of one deal come one after the other, mostly between the same people."""

    _MOST = 256

    def __init__(self) -> None:
        self._context: Context | None = None
        self._known: dict[object, _People] = {}

    def of(self, context: Context, touchpoint: Touchpoint) -> _People:
        """Return the people; shared, so never to be changed."""
        if self._context is not context or len(self._known) > self._MOST:
            self._context, self._known, self._deals = context, {}, _People(context.deal)
            for one in context.people:
                self._deals.learn(one.name, one.address.lower(), one.side, one.title)
        speakers = tuple(dict.fromkeys((one.speaker, one.address, one.side) for one in touchpoint.segments))
        key = (speakers, touchpoint.actor_key, touchpoint.side, touchpoint.parties)
        if key not in self._known:
            self._known[key] = self._deals.and_those_of(touchpoint)
        return self._known[key]


_WHO_IS_AROUND: Final = _WhoIsAround()


def _to_colleague(touchpoint: Touchpoint, people: _People, run: Run) -> bool:
    """Return whether a customer's mail goes to a colleague with us copied, or with our text below it."""
    if touchpoint.kind is not Kind.EMAIL or run.side is not Side.CUSTOMER or run.role != "new":
        return False
    sent = [party.address for party in touchpoint.parties if party.role == "to"]
    if not sent or any(address in people.ours_of_address for address in sent):
        return False
    ours = any(party.address in people.ours_of_address for party in touchpoint.parties) or any(
        one.side is Side.SELLER and one.role in ("forwarded", "quoted") for one in touchpoint.segments
    )
    return ours and any(address in people.customers and address != run.key for address in sent)
