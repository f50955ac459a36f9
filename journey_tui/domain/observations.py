"""Which sightings are one observation, which word replaces which, and which voices differ (product.md §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from functools import lru_cache

from journey_tui.domain.amounts import BEYOND, WITHIN
from journey_tui.domain.model import Evidence, Modality, ReadBy, Seen, Side, Stance
from journey_tui.lean import dataclass
from journey_tui.text import normalise

_OWN = frozenset({Seen.DOCUMENT, Seen.EMAIL, Seen.TRANSCRIPT, Seen.STEP, Seen.INVITATION})
_READERS = {ReadBy.RULES: 0, ReadBy.MODEL: 1, ReadBy.FACT: 2, ReadBy.PERSON: 3}


@dataclass(frozen=True, slots=True)
class Standing:
    """The evidence of one requirement at one moment, with what each piece of it is there for."""

    all: tuple[Evidence, ...]
    """Everything seen by then and not rejected, oldest first."""
    supports: tuple[Evidence, ...]
    weakenings: tuple[Evidence, ...]
    contradictions: tuple[Evidence, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Why a piece counts for nothing: replaced, or read the other way."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """What its line in the sums adds: that it was read in two ways."""
    exclusive: Mapping[str, Sequence[str]] = field(default_factory=dict)
    several: frozenset[str] = frozenset()

    def without_invitations(self) -> Standing:
        """Return the same where accepted invitations count for nothing."""
        out = {item.id: "invitations count for roles and process only" for item in self.all if item.seen is Seen.INVITATION}
        kept = tuple(item for item in self.supports if item.id not in out)
        return replace(self, supports=kept, left_out={**self.left_out, **out})


def is_customer(evidence: Evidence) -> bool:
    """Return whether it is the customer's own word or act; what others report of them is not."""
    return evidence.side is Side.CUSTOMER and evidence.seen in _OWN


def age_days(since: datetime, now: datetime) -> int:
    """Return the whole days between two moments: how ages are shown and counted."""
    return max(0, (now - since) // timedelta(days=1))


def opposed(evidence: Evidence) -> str:
    """Return how a piece of evidence speaks, in one word; a conditional denial only weakens."""
    if evidence.stance is Stance.CONTRADICTS and evidence.modality is Modality.ASSERTED:
        return "contradicts"
    return "supports" if evidence.stance is Stance.SUPPORTS else "weakens"


def when(evidence: Evidence) -> tuple[datetime, int, str]:
    """Return what orders evidence: its moment, its place in the text, its id."""
    return (evidence.observed_at, evidence.start, evidence.id)


def stand(requirement: str, evidence: Iterable[Evidence], now: datetime, life: int, weight: Callable[[Evidence], float],
          exclusive: Mapping[str, Sequence[str]], several: frozenset[str] = frozenset()) -> Standing:  # fmt: skip
    """Return what stands at `now`: later evidence is not there, a later confirmation not yet, rejected never."""
    mine = (item for item in evidence if item.requirement == requirement and not item.rejected)
    seen = {item.id: item for item in mine if item.observed_at <= now and (item.counts_from is None or item.counts_from <= now)}
    late = {key: replace(item, confirmed_at=None) for key, item in seen.items() if item.confirmed_at and item.confirmed_at > now}
    items = sorted({**seen, **late}.values(), key=when)
    left_out, marks = _read_twice(items, weight)
    marks = {**_marks_of(items), **marks}
    standing = [item for item in items if item.id not in left_out]
    left_out |= _replaced(standing, exclusive, several)
    standing = [item for item in standing if item.id not in left_out]
    left_out |= _chosen(standing, exclusive, weight, life)
    standing = [item for item in standing if item.id not in left_out and item.modality is not Modality.RETRACTED]
    kinds = {kind: tuple(item for item in standing if opposed(item) == kind) for kind in ("supports", "weakens", "contradicts")}
    return Standing(tuple(items), kinds["supports"], kinds["weakens"], kinds["contradicts"], left_out, marks, exclusive, several)


def _marks_of(items: Iterable[Evidence]) -> dict[str, str]:
    """Return what the sums add to words that a model has otherwise than the rules."""
    beyond = {
        item.id: f"; reaches {amount}, this deal is larger or smaller"
        for item in items
        for part, amount in item.parts
        if part == BEYOND
    }
    return {**beyond, **{item.id: f"; also read as “{_as_read(item)}”" for item in items if item.model and not item.read_by_both}}


def _as_read(item: Evidence) -> str:
    """Return how the model has the words: which way, or where that is the same, how they are meant."""
    word = item.model
    return "" if word is None else str(word.modality) if word.stance is item.stance else str(word.stance)


def _read_twice(items: Sequence[Evidence], weight: Callable[[Evidence], float]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what to leave out, and what to mark, of quotes that two readers read.

    Read the same way, the higher factor counts; read oppositely, the lower one, unless a person chose.
    """
    left_out: dict[str, str] = {}
    marks: dict[str, str] = {}
    by_touchpoint: dict[tuple[str, str], list[Evidence]] = {}
    for item in items:
        by_touchpoint.setdefault((item.touchpoint_id, item.speaker_key), []).append(item)
    for sightings in by_touchpoint.values():
        for at, one in enumerate(sightings):
            for other in sightings[at + 1 :]:
                if one.read_by is other.read_by or not same_quote(one, other) or {one.id, other.id} & left_out.keys():
                    continue
                same = opposed(one) == opposed(other)
                keep = _reading_kept(one, other, same, weight)
                drop = other if keep is one else one
                left_out[drop.id] = "the same quote, read twice" if same else "the same quote, read the other way"
                if not same:
                    marks[keep.id] = f"; also read as “{opposed(drop)}”"
    return left_out, marks


def _reading_kept(one: Evidence, other: Evidence, same: bool, weight: Callable[[Evidence], float]) -> Evidence:
    """Return the reading that counts, of two of one quote."""
    chosen = [item for item in (one, other) if item.confirmed_at]
    if len(chosen) == 1:
        return chosen[0]
    if same:
        return max((one, other), key=lambda item: (weight(item), _READERS[item.read_by], item.id))
    return min((one, other), key=lambda item: (_READERS[item.read_by], weight(item), item.id))


def same_quote(one: Evidence, other: Evidence) -> bool:
    """Return whether two readers mean the same words: most of the shorter span, or the same text."""
    overlap = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return (shorter > 0 and overlap * 2 > shorter) or normalise(one.quote) == normalise(other.quote)


def read_otherwise(item: Evidence, evidence: Iterable[Evidence]) -> Evidence | None:
    """Return the same words as the other reader (rules or model) has them, where the two differ in stance or manner."""
    if item.model is not None and not item.read_by_both:
        mine = replace(item, read_by=ReadBy.MODEL, stance=item.model.stance, modality=item.model.modality, model=None)
        own = [other for other in evidence if other.read_by is ReadBy.MODEL]
        return read_otherwise(replace(item, model=None), own) or mine
    return next(
        (
            other for other in evidence
            if other.touchpoint_id == item.touchpoint_id and other.requirement == item.requirement
            and other.read_by is not item.read_by and same_quote(item, other)
            and (other.stance is not item.stance or other.modality is not item.modality)
        ),
        None,
    )  # fmt: skip


def _replaced(items: Sequence[Evidence], exclusive: Mapping[str, Sequence[str]], several: frozenset[str]) -> dict[str, str]:
    """Return what the same speaker's later word replaces.

    A restatement replaces nothing: said again on another day, it is one more observation.
    """
    out: dict[str, str] = {}
    spoken: dict[tuple[str, bool], dict[_Kind, list[Evidence]]] = {}
    for later in items:
        if not later.speaker_key or later.modality is Modality.EXPLORATORY:
            continue
        before = spoken.setdefault((later.speaker_key, is_customer(later)), {})
        kind = _kind(later, exclusive)
        plain = opposed(later) == "supports" and later.modality is not Modality.RETRACTED and not exclusive
        for other, earlier in before.items():
            if not earlier or (plain and other[:2] == kind[:2]):
                continue  # a plain restatement: by far the most frequent pair
            if _replaces(later, earlier[0], exclusive, several):
                day = f"{later.observed_at.day} {later.observed_at:%b}"
                out.update((one.id, f"replaced by {later.speaker or 'the same speaker'}, {day}") for one in earlier)
                earlier.clear()
        before.setdefault(kind, []).append(later)
    return out


_Kind = tuple[Stance, Modality, tuple[tuple[str, str], ...], str, tuple[str, ...]]


def _kind(item: Evidence, exclusive: Mapping[str, Sequence[str]]) -> _Kind:
    """Return all of a word on which it depends what it replaces and what replaces it: alike ones are looked at once."""
    values = _values(item) if item.subject_key else {}  # who names nobody states no other person's value: nothing to be limited
    limited = tuple(part for part, words in exclusive.items() if part in values and _limited(item, words))
    return (item.stance, item.modality, item.parts, item.subject_key, limited)


def _replaces(later: Evidence, earlier: Evidence, exclusive: Mapping[str, Sequence[str]], several: frozenset[str]) -> bool:
    """Return whether a speaker's later word stands in the place of their earlier one."""
    new, old = opposed(later), opposed(earlier)
    if later.modality is Modality.RETRACTED:
        return _touch(later, earlier)
    if new == old == "supports":
        return _other_value(later, earlier, exclusive) or (_same_value(later, earlier) and later.modality is not earlier.modality)
    if new == "weakens":
        return old == "weakens" and _touch(later, earlier)
    if new == "contradicts" and old == "supports":
        return _denies(later, earlier, several)
    return _touch(later, earlier)


def _chosen(items: Sequence[Evidence], exclusive: Mapping[str, Sequence[str]], weight: Callable[[Evidence], float],
            life: int) -> dict[str, str]:  # fmt: skip
    """Return what a person's confirmation of one statement replaces: earlier words against it."""
    out: dict[str, str] = {}
    confirmed = [item for item in items if item.confirmed_at and opposed(item) == "supports"]
    chosen = [item for item in confirmed if is_customer(item) and weight(item) > 0]
    earlier: dict[datetime, tuple[list[Evidence], list[Evidence]]] = {}
    for mine in chosen:
        moment = mine.confirmed_at
        if moment is None:
            continue
        if moment not in earlier:
            earlier[moment] = _said_before(items, moment)
        against, rivals = earlier[moment]
        found = [item for item in against if _touch(item, mine)]
        found += [item for item in rivals if _rivals(item, mine, exclusive, life)]
        out.update((item.id, f"a person chose what {mine.speaker or 'another'} said") for item in found)
    return out


def _said_before(items: Sequence[Evidence], moment: datetime) -> tuple[list[Evidence], list[Evidence]]:
    """Return the words that a choice of that moment can replace: those against it, and customers' statements that may rival it.

    Words confirmed since were chosen themselves. Of a long deal nearly all are left out here, once for all choices of the moment.
    """
    known = [item for item in items if item.observed_at <= moment and (item.confirmed_at is None or item.confirmed_at < moment)]
    against = [item for item in known if opposed(item) != "supports"]
    asserted = (item for item in known if opposed(item) == "supports" and item.modality is Modality.ASSERTED)
    return against, [item for item in asserted if is_customer(item) and item.subject_key]


@lru_cache(maxsize=4096)
def _folded(parts: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {part: normalise(value).casefold() for part, value in parts}


def _values(evidence: Evidence) -> Mapping[str, str]:
    """Return the values by part, as they are compared; the mapping is shared and never changed."""
    return _folded(evidence.parts)


def _touch(one: Evidence, other: Evidence) -> bool:
    """Return whether two words are about the same thing: a part in common without different values, or no part named."""
    mine, theirs = _values(one), _values(other)
    if not mine or not theirs:
        return True
    return any(not mine[part] or not theirs[part] or mine[part] == theirs[part] for part in mine.keys() & theirs.keys()) or (
        opposed(one) != opposed(other) and bool(mine.keys() & theirs.keys()) and "supports" not in (opposed(one), opposed(other))
    )


def _same_value(one: Evidence, other: Evidence) -> bool:
    """Return whether two words state the same value for a part."""
    mine, theirs = _values(one), _values(other)
    return any(mine[part] and mine[part] == theirs[part] for part in mine.keys() & theirs.keys())


def _other_value(one: Evidence, other: Evidence, exclusive: Mapping[str, Sequence[str]]) -> bool:
    """Return whether two words state different people or values for a part that takes one only."""
    mine, theirs = _values(one), _values(other)
    for part in mine.keys() & theirs.keys() & exclusive.keys():
        a, b = _subject(one), _subject(other)
        if a and b and not (set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split())):
            return not (_limited(one, exclusive[part]) or _limited(other, exclusive[part]))
    return False


def _subject(evidence: Evidence) -> str:
    """Return whom a value is about, by resolved name only: "our CFO" may be anybody."""
    return _name(evidence.subject_key)


@lru_cache(maxsize=1024)
def _name(key: str) -> str:
    return normalise(key).casefold()


def _limited(evidence: Evidence, words: Sequence[str]) -> bool:
    """Return whether a statement speaks of a range only, so that another can be true beside it."""
    if WITHIN in _values(evidence):
        return False
    text = f" {normalise(evidence.quote).casefold()} "
    return any(f" {word.casefold()} " in text for word in words)


def _denies(contradiction: Evidence, support: Evidence, several: frozenset[str],
            known: frozenset[tuple[str, str]] = frozenset()) -> bool:  # fmt: skip
    """Return whether a contradiction denies a statement's value, or states another for the same part.

    `known` holds the values ever stated for parts: a denial of one of them says nothing about the others.
    """
    mine, theirs = _values(contradiction), _values(support)
    if not mine or not theirs:
        return True
    if "denied" in mine:  # "above my pay grade": says of one person that they do not, and nothing of others
        return mine["denied"] == theirs.get("named")
    for part in mine.keys() & theirs.keys():
        if not mine[part] or not theirs[part] or mine[part] == theirs[part]:
            return True
        if part not in several and (part, mine[part]) not in known:
            return True
    return False


def _expiry(evidence: Evidence, life: int) -> datetime:
    return evidence.observed_at + timedelta(days=life + 1)


def _met(one: Evidence, other: Evidence, life: int) -> bool:
    """Return whether two words were ever live together."""
    return max(one.observed_at, other.observed_at) < min(_expiry(one, life), _expiry(other, life))


def _rivals(one: Evidence, other: Evidence, exclusive: Mapping[str, Sequence[str]], life: int) -> bool:
    """Return whether two asserted customer statements of different speakers cannot both be true."""
    return (
        is_customer(one) and is_customer(other) and one.modality is other.modality is Modality.ASSERTED
        and _spoke_beside(one, other, life) and _other_value(one, other, exclusive)
    )  # fmt: skip


def _spoke_beside(one: Evidence, other: Evidence, life: int) -> bool:
    """Return whether two different people said it, and both words were ever live together."""
    return one.speaker_key != other.speaker_key and _met(one, other, life)


def _pairs_apart(named: Sequence[Evidence], exclusive: Mapping[str, Sequence[str]], life: int) -> list[tuple[Evidence, Evidence]]:
    """Return the pairs of asserted customer statements of different speakers that cannot both be true, in order.

    Statements that say the same of the same person are compared once, however many there are.
    """
    alike: dict[tuple[object, ...], list[int]] = {}
    for at, item in enumerate(named):
        parts = tuple((part, _limited(item, exclusive[part])) for part in sorted(_values(item).keys() & exclusive.keys()))
        alike.setdefault((_subject(item), parts), []).append(at)
    kinds = list(alike.values())
    found = [
        (min(one, other), max(one, other))
        for at, mine in enumerate(kinds)
        for theirs in kinds[at + 1 :]
        if _other_value(named[mine[0]], named[theirs[0]], exclusive)
        for one in mine
        for other in theirs
        if _spoke_beside(named[one], named[other], life)
    ]
    return [(named[one], named[other]) for one, other in sorted(found)]


def counted_opposition(standing: Standing, now: datetime, life: int, support_lives: bool) -> list[tuple[Evidence, Evidence]]:
    """Return the pairs of voices that differ at `now`: a customer's contradiction, with both sides live.

    Once one side is past its life the pair stays in force until somebody at the customer speaks again: waiting settles nothing,
    and the Truth Line moves forward only when evidence lands.
    """
    if not support_lives:
        return []
    stated = [item for item in standing.supports if item.modality is not Modality.EXPLORATORY]
    ever = [item for item in standing.all if item.stance is Stance.SUPPORTS]
    known = frozenset((part, value) for item in ever for part, value in _values(item).items() if value)
    landed = max((item.observed_at for item in stated if is_customer(item)), default=now)
    # A pair is in force while both outlive this moment: what does not is left out before pairs are made, which are many.
    least = min(now, landed)
    lasting = [item for item in stated if _expiry(item, life) > least]
    denials = [item for item in standing.contradictions if is_customer(item) and _expiry(item, life) > least]
    pairs = [
        (support, denial) for denial in denials
        for support in lasting if _met(support, denial, life) and _denies(denial, support, standing.several, known)
    ]  # fmt: skip
    if standing.exclusive:
        named = [item for item in lasting if item.subject_key and is_customer(item) and item.modality is Modality.ASSERTED]
        if len({_subject(item) for item in named}) > 1:
            pairs += _pairs_apart(named, standing.exclusive, life)
    return pairs
