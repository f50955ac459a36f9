"""Check what a model proposes against the words that it was shown; what stands becomes evidence, the rest is refused with a reason.

The model is believed in nothing: speaker, side, date, weight and confidence come from where the quote is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Final, TypeVar

from journey_tui.analysis import guards
from journey_tui.analysis.answers import EvidenceAnswer, RoleAnswer
from journey_tui.analysis.cues import Line, Scene, fold, mood
from journey_tui.analysis.cues.catalogue import line_of
from journey_tui.analysis.dates import find_dates
from journey_tui.analysis.grounding import ground, negative, ungrounded
from journey_tui.analysis.port import Context
from journey_tui.analysis.runs import Run, scene_of
from journey_tui.analysis.sentences import LONGEST
from journey_tui.analysis.sightings import finding_id, seen_as
from journey_tui.analysis.topics import bears_on, fits_part
from journey_tui.analysis.windows import Entry, Passage, Window
from journey_tui.domain.model import Evidence, Lane, Modality, Person, ReadBy, Remark, Seen, Side, Source, Stance
from journey_tui.domain.playbook import Playbook
from journey_tui.lean import dataclass
from journey_tui.text import normalise, one_line

_ORDER: Final = (Modality.ASSERTED, Modality.CONDITIONAL, Modality.EXPLORATORY, Modality.RETRACTED)
_BUYER_LANES: Final = (Lane.ECONOMIC_BUYER, Lane.CHAMPION, Lane.USERS_TECHNICAL, Lane.PROCUREMENT_LEGAL_SECURITY)
_ME: Final = re.compile(r"\b(?:i|me|my|mine|myself|i'm|i've|i'll|i'd)\b", re.I)
E = TypeVar("E", Stance, Modality)
SHORTEST: Final = 12
"""Characters of the shortest quote: a single word proves nothing."""


class Refusal(Exception):
    """Why something proposed is not taken over."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that was proposed and not taken over."""

    what: str
    """`evidence metrics`, `remark promise`, `role champion`, `words c1`."""
    why: str
    quote: str = ""
    """What the model quoted, cleaned and cut short."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands: whole sentences of one passage."""

    entry: Entry
    passage: Passage
    lines: tuple[Line, ...]
    """The sentences that the quote touches."""
    all: tuple[Line, ...] = field(repr=False, default=())
    """All sentences of the passage."""

    @property
    def run(self) -> Run:
        """Return who said it."""
        return self.passage.run

    @property
    def start(self) -> int:
        """Return where its first sentence begins."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Return where its last sentence ends."""
        return self.lines[-1].end

    @property
    def text(self) -> str:
        """Return the source's own words."""
        return self.entry.touchpoint.text[self.start : self.end]

    @property
    def around(self) -> str:
        """Return the words with the sentences before and after them."""
        first, last = max(0, self.lines[0].index - 2), self.lines[-1].index + 3
        near = self.all[first:last]
        return self.entry.touchpoint.text[near[0].start : near[-1].end]


class Checker:
    """Checks the answer to one window."""

    def __init__(self, window: Window, context: Context, playbook: Playbook, cue: str) -> None:
        self._window, self._context, self._playbook, self._cue = window, context, playbook, cue
        self._entries = {entry.label: entry for entry in window.entries}
        self._lines: dict[tuple[str, int], tuple[Line, ...]] = {}
        self._scenes: dict[tuple[str, int], Scene] = {}

    # Where it stands -------------------------------------------------------------------------------------------------

    def find(self, label: str, quote: str) -> Found:
        """Return where a quote stands among what was shown of a touchpoint; raises `Refusal`."""
        entry = self._entries.get(label.strip())
        if entry is None:
            raise Refusal("it names a touchpoint that was not shown")
        wanted = re.sub(r"\n\s*\| ?", " ", quote).strip().removeprefix("| ").strip("“”\"' ")
        if len(normalise(wanted)) < SHORTEST:
            raise Refusal("the quote is too short to say anything")
        if len(wanted) > 3 * LONGEST:
            raise Refusal("the quote is too long")
        text = entry.touchpoint.text
        for passage in entry.passages:
            place = ground(wanted, text[passage.start : passage.end])
            if place is not None:
                return self._whole(entry, passage, place[0] + passage.start, place[1] + passage.start)
        if ground(wanted, text) is not None:
            raise Refusal("the quote stands in a part that is not believed: quoted again, a signature, or text for software")
        raise Refusal("the quote is not in the source")

    def _whole(self, entry: Entry, passage: Passage, start: int, end: int) -> Found:
        """Return the whole sentences around a place, so that no negation is cut off; raises `Refusal`."""
        lines = self._lines_of(entry, passage)
        touched = tuple(line for line in lines if line.start < end and start < line.end)
        if not touched:
            raise Refusal("the quote is no sentence")
        if touched[-1].end - touched[0].start > LONGEST:
            touched = tuple(line for line in touched if line.end - touched[0].start <= LONGEST) or touched[:1]
        if any(line.heard.for_machine for line in touched):
            raise Refusal("it speaks to software, not to a person")
        return Found(entry, passage, touched, lines)

    def _lines_of(self, entry: Entry, passage: Passage) -> tuple[Line, ...]:
        key = (entry.label, passage.start)
        if key not in self._lines:
            text = entry.touchpoint.text
            spans = [s for s in passage.run.sentences(text) if passage.start <= s[0] and s[1] <= passage.end]
            self._lines[key] = tuple(line_of(text, start, end, at) for at, (start, end) in enumerate(spans))
        return self._lines[key]

    def scene(self, found: Found) -> Scene:
        """Return who speaks, and the names around."""
        key = (found.entry.label, found.passage.start)
        if key not in self._scenes:
            self._scenes[key] = scene_of(found.entry.touchpoint, self._context, found.run, found.all)
        return self._scenes[key]

    def seen(self, found: Found) -> Seen:
        """Return what it is seen as; raises `Refusal` where it is nobody's word."""
        seen = seen_as(found.entry.touchpoint, found.run)
        if seen is None:
            raise Refusal("it is nobody's word on this deal")
        return seen

    # Evidence --------------------------------------------------------------------------------------------------------

    def evidence(self, item: EvidenceAnswer) -> Evidence:
        """Return what is proposed as evidence; raises `Refusal`."""
        if item.requirement not in self._context.requirements:
            raise Refusal("there is no such requirement")
        stance = _member(Stance, item.stance, "stance")
        found = self.find(item.touchpoint, item.quote)
        seen = self.seen(found)
        found, how = self._meant(found, _member(Modality, item.modality, "modality"))
        plain = " ".join(line.plain for line in found.lines)
        if not bears_on(item.requirement, plain):
            raise Refusal("the quote does not speak of this requirement")
        self._check_claim(item, found)
        parts, subject = self._parts(item, found, stance)
        if stance is Stance.SUPPORTS and not parts:
            raise Refusal("the quote states no part of this requirement")
        return self._made(item, found, seen, stance, how, parts, subject)

    def _meant(self, found: Found, claimed: Modality) -> tuple[Found, Modality]:
        """Return the sentences that say something of this deal, and how: as the guards or the model hear it, whichever is less."""
        scene = self.scene(found)
        moods = [(line, mood(line, scene, 0, question=Modality.EXPLORATORY)) for line in found.lines]
        said = [(line, how) for line, how in moods if how is not None]
        if not said:
            raise Refusal("it tells of somebody else, or is our own question")
        firm = [(line, how) for line, how in said if how in _ORDER[:2]] or said
        kept = tuple(line for line in found.lines if firm[0][0].start <= line.start <= firm[-1][0].start)
        how = max((how for _, how in firm), key=_ORDER.index)
        if any(guards_retract(line) for line in kept):
            how = Modality.RETRACTED
        return Found(found.entry, found.passage, kept, found.all), max(how, claimed, key=_ORDER.index)

    def _check_claim(self, item: EvidenceAnswer, found: Found) -> None:
        claim = one_line(item.claim, limit=600)
        if not claim:
            raise Refusal("it does not say what the quote is taken to mean")
        people = " ".join((found.run.speaker, *(person.name for person in self._window.people.values())))
        said = found.text if negative(claim) else closest_clause(claim, found.text)
        reasons = ungrounded(claim, said, f"{found.around}\n{people}")
        if reasons:
            raise Refusal(f"the claim does not follow from the quote: {reasons[0]}")

    def _parts(self, item: EvidenceAnswer, found: Found, stance: Stance) -> tuple[tuple[tuple[str, str], ...], str]:
        """Return the parts whose value stands in the quote, and whom it is about."""
        spec = self._playbook.requirement(item.requirement)
        known = {name for part in spec.parts for name in (part.key, *part.names)} if spec else set()
        if item.requirement == "economic_buyer":
            return self._authority(item, found, stance)
        said = normalise(found.text).casefold()
        parts: dict[str, str] = {}
        for name, value in item.parts.items():
            words = normalise(value).casefold().strip(" .,;“”\"'")
            if name in known and words and words in said and fits_part(item.requirement, name, normalise(value)):
                parts[name] = words
        if (
            item.requirement == "competition"
            and {"none"} & item.parts.keys()
            and re.search(r"\b(?:no|not|nobody|only|just)\b", said)
        ):
            parts["none"] = "none"
        person = self._window.people.get(item.about.strip())
        return tuple(parts.items()), fold(person.name) if person and self._named(person, found) else ""

    def _authority(self, item: EvidenceAnswer, found: Found, stance: Stance) -> tuple[tuple[tuple[str, str], ...], str]:
        """Return who can say yes: a person of the customer's who is named in the quote, or the speaker of themself."""
        person = self._window.people.get(item.about.strip()) or self._person_in(item.parts.get("named", ""))
        if person is not None and person.side is Side.CUSTOMER and self._named(person, found):
            name = fold(person.name)
            return ((("denied" if stance is Stance.CONTRADICTS else "named", name),), name)
        return ((), "")

    def _person_in(self, words: str) -> Person | None:
        wanted = fold(words)
        hits = [p for p in self._window.people.values() if wanted and (wanted == fold(p.name) or wanted in fold(p.name).split())]
        return hits[0] if len(hits) == 1 else None

    def _named(self, person: Person, found: Found) -> bool:
        """Return whether the quote names the person, or the person speaks of themself in it."""
        names = fold(person.name).split()
        said = set(re.findall(r"[\w'’-]+", fold(normalise(found.text))))
        if names and (names[0] in said or names[-1] in said or {f"{names[0]}'s", f"{names[-1]}'s"} & said):
            return True
        return self._speaks(person, found.run) and bool(_ME.search(normalise(found.text)))

    def meant_by(self, label: str, found: Found) -> Person | None:
        """Return the person of that label where they are the customer's, do not speak here, and are named in the quote."""
        person = self._window.people.get(label.strip())
        if person is None or person.side is not Side.CUSTOMER or self._speaks(person, found.run):
            return None
        return person if self._named(person, found) else None

    @staticmethod
    def _speaks(person: Person, run: Run) -> bool:
        return run.key == person.address.lower() if "@" in run.key else fold(run.speaker) == fold(person.name)

    def _made(self, item: EvidenceAnswer, found: Found, seen: Seen, stance: Stance, how: Modality,
              parts: Sequence[tuple[str, str]], subject: str) -> Evidence:  # fmt: skip
        touchpoint, run = found.entry.touchpoint, found.run
        deal = touchpoint.deal_id or self._context.deal.id
        first_person = run.side is Side.CUSTOMER and bool(_ME.search(normalise(found.text)))
        return Evidence(
            id=finding_id(deal, touchpoint.id, f"{found.start}-{found.end}", item.requirement, stance),
            deal_id=deal, touchpoint_id=touchpoint.id, requirement=item.requirement, quote=found.text, start=found.start, end=found.end,
            speaker=run.speaker, speaker_key=run.key, side=Side.SELLER if seen is Seen.SELLER else run.side, stance=stance,
            modality=how, observed_at=run.at or touchpoint.at, read_by=ReadBy.MODEL, seen=seen, parts=tuple(parts),
            source=source_at(found), thread=touchpoint.thread, meeting=touchpoint.meeting, confidential=run.confidential,
            due=due_in(found, item.due, future=True) if stance is Stance.SUPPORTS else None,
            cue=self._cue + ("" if run.role == "new" else " quoted"),
            act=item.act and item.requirement == "champion" and first_person and how is Modality.ASSERTED,
            subject_key=subject,
        )  # fmt: skip

    # Roles -----------------------------------------------------------------------------------------------------------

    def role(self, item: RoleAnswer) -> Remark:
        """Return a proposed role as a remark: it is shown and changes nothing until evidence or a person says so."""
        person = self._window.people.get(item.person.strip())
        if person is None or person.side is not Side.CUSTOMER:
            raise Refusal("it names nobody of the customer's who was shown")
        lane = next((lane for lane in _BUYER_LANES if lane.value == item.role), None)
        if lane is None:
            raise Refusal("there is no such role")
        found = self.find(item.touchpoint, item.quote)
        self.seen(found)
        if not (self._named(person, found) or self._speaks(person, found.run)):
            raise Refusal("the quote is neither theirs nor about them")
        if lane in (Lane.ECONOMIC_BUYER, Lane.CHAMPION) and not bears_on(
            lane.value, " ".join(line.plain for line in found.lines)
        ):
            raise Refusal("the quote does not speak of this role")
        return remark_of(found, self._context, "role", lane.value, None, person.address or person.id)


_CLAUSES: Final = re.compile(
    r"[;:!?.]\s+|,\s+|\s-+\s|\s(?=(?:because|since|so that|so|when|while|who|which|whereas|although|though|but|if|unless|after|before|and) )"
)


def closest_clause(claim: str, text: str) -> str:
    """Return the clause of a text that shares most words with the claim: a negation elsewhere in the sentence is not its own."""
    wanted = set(re.findall(r"\w+", normalise(claim).casefold()))
    clauses = [part for part in _CLAUSES.split(normalise(text)) if part.strip()] or [text]
    return max(clauses, key=lambda part: len(wanted & set(re.findall(r"\w+", part.casefold()))))


def guards_retract(line: Line) -> bool:
    """Return whether the sentence takes back what was said before."""
    return guards.retracts(line.low)


def _member(kind: type[E], value: str, name: str) -> E:
    try:
        return kind(value.strip().lower())
    except ValueError:
        raise Refusal(f"there is no such {name}") from None


def source_at(found: Found) -> Source:
    """Return where exactly the quote stands in its file."""
    source = found.entry.touchpoint.source
    place = found.run.segment_at(found.start)
    return Source(source.kind, source.file, source.native_id, place.locator, source.hash) if place.locator else source


def due_in(found: Found, claimed: str, *, future: bool) -> date | None:
    """Return the day that the words themselves name: the one claimed where it is among them, else the first still to come."""
    touchpoint = found.entry.touchpoint
    days = [one.last_day for one in find_dates(found.text, touchpoint.at, zone=touchpoint.zone)]
    days = [day for day in days if not future or day > touchpoint.at.date()]
    return next((day for day in days if day.isoformat() == claimed.strip()), days[0] if days else None)


def remark_of(found: Found, context: Context, kind: str, value: str, due: date | None, to: str) -> Remark:
    """Return a remark with the same id as the rules would give it."""
    touchpoint, run = found.entry.touchpoint, found.run
    deal = touchpoint.deal_id or context.deal.id
    name = f"|{value}" if kind in ("alternative", "role") else ""
    return Remark(
        id=finding_id(deal, touchpoint.id, f"{found.start}-{found.end}", f"{kind}{name}"), kind=kind, deal_id=deal,
        touchpoint_id=touchpoint.id, quote=found.text, start=found.start, end=found.end, speaker=run.speaker, speaker_key=run.key,
        side=run.side, at=touchpoint.at, due=due, value=one_line(value, limit=140), confidential=run.confidential,
        source=source_at(found), thread=touchpoint.thread, addressed_to=to,
    )  # fmt: skip


def joined(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return each finding once: the same words from two windows are one, with all parts that either states. None is lost."""
    by_id: dict[str, Evidence] = {}
    for item in evidence:
        known = by_id.get(item.id)
        by_id[item.id] = item if known is None else _richer(known, item)
    return list(by_id.values())


def _richer(one: Evidence, other: Evidence) -> Evidence:
    parts: Mapping[str, str] = {**dict(other.parts), **dict(one.parts)}
    how = min((one.modality, other.modality), key=_ORDER.index)
    return replace(one, parts=tuple(parts.items()), modality=how, due=one.due or other.due, act=one.act or other.act)


def lines_of(refused: Iterable[Refused]) -> Iterator[str]:
    """Yield refusals as lines for people."""
    for item in refused:
        yield f"{item.what}: {item.why}" + (f" “{item.quote}”" if item.quote else "")
