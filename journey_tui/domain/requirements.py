"""Where each requirement stands: status, band, and the reason for both in words (product.md §3 and §4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from journey_tui.domain.ledger import Score, band_of, expires, fmt, score
from journey_tui.domain.model import Decision, Evidence, Lane, Seen
from journey_tui.domain.playbook import LedgerWeights, PartSpec, RequirementSpec
from journey_tui.domain.reading import WEAKEST_FIRST, Band, RequirementReading, Status, SumLine
from journey_tui.domain.reasons import because
from journey_tui.lean import dataclass
from journey_tui.text import normalise

MOST_IDS = 40
"""Pieces of evidence that a reading points at, those that count first."""
MANY = 60
"""Live pieces of evidence of one requirement from which the next threshold is not looked for."""
T = TypeVar("T")
_SET_WORDS = {status.value.casefold(): status for status in Status if status is not Status.BLANK}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger alone says about one requirement: what gates go by."""

    status: Status
    score: Score
    """What status, band and gates go by: where both readers have the same words, at the rules' own factor."""
    covered: tuple[str, ...]
    missing: tuple[str, ...]
    agreed: Score | None = None
    """The same with the higher factor for what a model agrees with, where it does: what the sums show."""

    @property
    def shown(self) -> Score:
        """Return what is added up in the sums."""
        return self.agreed or self.score


def fold(name: str) -> str:
    """Return a name or address as it is compared: one line, plain quotes, lower case."""
    return normalise(name).casefold()


def in_force(decision: Decision, now: datetime) -> bool:
    """Return whether a decision was made by `now` and has not expired; it holds through its last day (UTC)."""
    return decision.at <= now and (decision.expires is None or now.astimezone(UTC).date() <= decision.expires)


def last_day_over(day: date) -> datetime:
    """Return the first moment (UTC) after a day."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def decided(decisions: Iterable[Decision], kinds: tuple[str, ...], target: str, now: datetime) -> Decision | None:
    """Return the newest decision in force of these kinds on `requirement|<key>` or `gate|<stage>`, or None."""
    mine = [d for d in decisions if d.kind in kinds and d.target.endswith(f"|{target}") and in_force(d, now)]
    return max(mine, key=lambda decision: (decision.at, decision.id), default=None)


def standing_of(spec: RequirementSpec, evidence: Iterable[Evidence], now: datetime, weights: LedgerWeights,
                heard_keys: frozenset[str] = frozenset(), *, sums: bool = True) -> Standing:  # fmt: skip
    """Return what the ledger says at `now`, before any person's decision; without `sums` faster, and without their lines."""
    evidence = tuple(evidence)
    if not evidence and weights.verified_at > 0:
        return Standing(Status.UNKNOWN, Score(0.0, 0.0), (), tuple(part.key for part in spec.parts))
    both = not weights.model_alone and any(item.read_by_both for item in evidence)
    # A model that agrees lifts the sum and decides nothing: it might agree because something that it read told it to.
    decides = tuple(replace(item, model=None) if item.read_by_both else item for item in evidence) if both else evidence
    result = _score(spec, decides, now, weights, sums=sums)
    agreed = _score(spec, evidence, now, weights, sums=True) if both and sums else None
    covered = tuple(part.key for part in spec.parts if _covered(part, result.supports, heard_keys))
    missing = tuple(part.key for part in spec.parts if part.key not in covered)
    return Standing(_status(result, missing, weights), result, covered, missing, agreed)


def _score(spec: RequirementSpec, evidence: tuple[Evidence, ...], now: datetime, weights: LedgerWeights, *, sums: bool) -> Score:
    return score(
        spec.key, evidence, now, weights, spec.life_days, exclusive=spec.exclusive, several=spec.several,
        invitations=bool(spec.invitations), sums=sums,
    )  # fmt: skip


def _covered(part: PartSpec, supports: Sequence[Evidence], heard_keys: frozenset[str]) -> bool:
    """Return whether live customer-side evidence covers a part."""
    names = frozenset(name.casefold() for name in part.names)
    if any(name.casefold() in names for item in supports for name, _ in item.parts):
        return True
    if part.key == "act":
        return any(item.act or item.seen is Seen.STEP for item in supports)
    return part.key == "heard" and any(_heard(item, heard_keys) for item in supports)


def _heard(named: Evidence, heard_keys: frozenset[str]) -> bool:
    """Return whether the person that evidence names has spoken or written; who names themselves has."""
    stated = [fold(value) for part, value in named.parts if part == "named"]
    if not stated and not named.subject_key:
        return False
    wanted = {fold(key) for key in (named.subject_key, *stated)} - {""}
    if wanted & {named.speaker_key, fold(named.speaker)} and named.seen is not Seen.INVITATION:
        return True
    words = [frozenset(key.split()) for key in heard_keys if "@" not in key]
    return any(key in heard_keys or any(frozenset(key.split()) <= name for name in words) for key in wanted)


def _status(result: Score, missing: tuple[str, ...], weights: LedgerWeights) -> Status:
    """Return the status in the order of product.md §4, after what a person waived."""
    if result.contradicted:
        return Status.CONFLICTING
    if result.unaged >= weights.verified_at and result.primary and result.primary_word and not missing:
        return Status.VERIFIED
    if result.supports:
        return Status.SUPPORTED
    if result.expired:
        return Status.STALE
    return Status.CLAIMED if any(item.seen is not Seen.INFERENCE for item in result.others) else Status.UNKNOWN


def read_requirement(spec: RequirementSpec, evidence: Iterable[Evidence], now: datetime, weights: LedgerWeights,
                     decisions: Iterable[Decision] = (), on: bool = True, *, heard_keys: frozenset[str] = frozenset(),
                     gate: str = "", cap: Band | None = None, cap_reason: str = "",
                     standing: Standing | None = None) -> RequirementReading:  # fmt: skip
    """Return one row of the health grid at `now`; `cap` and its reason come from late sources.

    A person's status leads; what the ledger says stands beside it in the reason. `standing` is that of the same evidence at
    `now`, where the caller has it.
    """
    items, decisions = tuple(evidence), tuple(decisions)
    if not on:
        return RequirementReading(spec.key, spec.label, Status.BLANK, Band.NONE, 0.0, 0.0, (), gate=gate)
    standing = standing or standing_of(spec, items, now, weights, heard_keys)
    result, shown = standing.score, standing.shown
    band, reason = band_for(standing, weights), _reason(spec, standing, now)
    if cap is not None and list(Band).index(band) < list(Band).index(cap):
        band, reason = cap, f"{reason}; {cap_reason}"
    ids = [*(i.id for i in result.supports), *(i.id for i in result.against), *(i.id for i in result.others),
           *(i.id for i in result.expired)]  # fmt: skip
    reading = RequirementReading(
        spec.key, spec.label, standing.status, band, shown.unaged, shown.aged, tuple(dict.fromkeys(ids))[:MOST_IDS],
        strongest=_strongest(result),
        covered=standing.covered, missing=standing.missing, reason=reason, would_change=_would_change(spec, standing),
        question=_question(spec, standing), sums=(*shown.lines, *_lifted(standing, weights)), gate=gate, last_said=_last_said(result),
        valid_until=valid_until(spec, items, now, weights, heard_keys, standing, band_for(standing, weights)),
    )  # fmt: skip
    return _with_decision(reading, spec, decisions, now)


def band_for(standing: Standing, weights: LedgerWeights) -> Band:
    """Return the band of what the ledger says; whatever somebody said stays at least Low.

    Stale is Low (product.md §3), and age alone must not lift a band: so what is still live cannot read lower than that.
    """
    stale = standing.status is Status.STALE or (standing.status is Status.CLAIMED and standing.score.unaged == 0)
    band = band_of(standing.score, weights, stale)
    return Band.LOW if band is Band.NONE and standing.status is not Status.UNKNOWN else band


def _lifted(standing: Standing, weights: LedgerWeights) -> tuple[SumLine, ...]:
    """Return the line of the sums that says why a model's agreement makes no other band or status of it."""
    if standing.agreed is None:
        return ()
    other = replace(standing, score=standing.agreed, status=_status(standing.agreed, standing.missing, weights))
    if (other.status, band_for(other, weights)) == (standing.status, band_for(standing, weights)):
        return ()
    own = standing.score
    text = (
        f"read by rules alone {fmt(own.unaged)}, aged {fmt(own.aged)}: status and band go by that until you confirm a quote (c)"
    )
    return (SumLine(text, own.unaged, own.aged, (), False),)


def chosen_status(decision: Decision | None) -> Status | None:
    """Return the status that a person set, None where the decision names none."""
    if decision is None:
        return None
    return Status.NOT_NEEDED if decision.kind == "waive" else _SET_WORDS.get(decision.value.strip().casefold())


def _with_decision(
    reading: RequirementReading, spec: RequirementSpec, decisions: Sequence[Decision], now: datetime
) -> RequirementReading:
    """Return the reading with what a person set, and until when."""
    decision = decided(decisions, ("override", "waive"), f"requirement|{spec.key}", now)
    status = chosen_status(decision)
    if decision is None or status is None:
        return reading
    ends = [last_day_over(decision.expires)] if decision.expires else []
    until = min([*ends, *([reading.valid_until] if reading.valid_until else [])], default=None)
    words = because(decision)
    why = f"set by {decision.by}" + (f": {words}" if words else "") + _differing(decisions, decision, spec, now)
    beside = "" if status in (reading.status, Status.NOT_NEEDED) else f"; the evidence reads {reading.status}: {reading.reason}"
    done = status in (Status.NOT_NEEDED, Status.VERIFIED)
    return replace(
        reading, status=status, reason=why + beside, set_by=decision.by, valid_until=until,
        question="" if done else reading.question, would_change="" if status is Status.NOT_NEEDED else reading.would_change,
    )  # fmt: skip


def _differing(decisions: Sequence[Decision], leading: Decision, spec: RequirementSpec, now: datetime) -> str:
    """Return what others set before, where it differs: both are shown, the newest leads."""
    target, told = f"|requirement|{spec.key}", dict[str, str]()
    for one in decisions:
        status = (
            chosen_status(one)
            if one.kind in ("override", "waive") and one.target.endswith(target) and in_force(one, now)
            else None
        )
        if status is not None:
            told[one.by] = status.value
    chosen = chosen_status(leading)
    found = [f"{by} said {status}" for by, status in told.items() if by != leading.by and chosen and status != chosen.value]
    return "; before that " + ", ".join(found) if found else ""


def effective(status: Status, spec: RequirementSpec, decisions: Iterable[Decision], now: datetime) -> Status:
    """Return the status that a gate goes by: what a person set can hold a gate back or waive, but never stand in for evidence."""
    chosen = chosen_status(decided(decisions, ("override", "waive"), f"requirement|{spec.key}", now))
    if chosen is None or chosen is Status.NOT_NEEDED:
        return chosen or status
    return min(status, chosen, key=WEAKEST_FIRST.index)


def who(evidence: Evidence) -> str:
    """Return speaker and day: `Omar Haddad, 10 Nov`."""
    return f"{evidence.speaker or 'somebody'}, {evidence.observed_at.day} {evidence.observed_at:%b}"


def _reason(spec: RequirementSpec, standing: Standing, now: datetime) -> str:
    """Return why this band, in words."""
    result = standing.score
    if standing.status is Status.CONFLICTING:
        one, other = result.opposites[0]
        return f"two voices differ: {who(one)}, and {who(other)}"
    beside = f"; {who(result.against[0])}, takes weight off it" if result.against else ""
    if standing.status is Status.STALE:
        return f"last said by {who(result.expired[0])}, past its {spec.life_days} days{beside}"
    if standing.status is Status.CLAIMED:
        return f"our side's word so far: {who(result.others[0])}; the customer has not said it yet"
    if standing.status is Status.UNKNOWN:
        return f"nothing from the customer on it yet{beside}"
    heads = {item.speaker_key or item.speaker: item for item in sorted(result.supports, key=lambda item: item.observed_at)}
    newest = max(heads.values(), key=lambda item: item.observed_at)
    count = {1: "heard once", 2: "heard twice"}.get(result.voices, f"heard {result.voices} times")
    words = f"{who(newest)}: {count}" + ("" if len(heads) == 1 else f" from {len(heads)} people")
    halfway = (now - newest.observed_at).days * 2 > spec.life_days
    ageing = (", some while ago" if halfway else ", the earlier word some while ago") if result.aged < result.unaged else ""
    part = next((part for part in spec.parts if part.key in standing.missing), None)
    return words + ageing + (f"; still open: {part.label}" if part else "") + beside


def _would_change(spec: RequirementSpec, standing: Standing) -> str:
    """Return what would change the reading, in words."""
    result = standing.score
    part = next((part for part in spec.parts if part.key in standing.missing), None)
    if standing.status is Status.CONFLICTING:
        return "the customer settling which one holds, or your confirmation of one (c)"
    if standing.status is Status.VERIFIED:
        ends = expires(max(result.supports, key=lambda item: (item.observed_at, item.id)), spec.life_days) - timedelta(days=1)
        return f"a word against it, or its age after {ends.day} {ends:%b}"
    if standing.status is Status.SUPPORTED and part is None:
        can_confirm = any(item.confirmed_at is None and item.seen is not Seen.INVITATION for item in result.supports)
        return f"a second customer voice on “{spec.label}”" + (", or your confirmation (c)" if can_confirm else "")
    if part is not None and standing.status in (Status.SUPPORTED, Status.UNKNOWN):
        return part.need
    return f"the customer's own word on “{spec.label}”" + (" again" if standing.status is Status.STALE else "")


def _question(spec: RequirementSpec, standing: Standing) -> str:
    """Return the question that would find out: the playbook's own words, never a quote."""
    if standing.status is Status.CONFLICTING:
        return spec.settle
    if standing.status is Status.STALE:
        return spec.refresh
    if standing.status is Status.SUPPORTED:
        return next((part.question for part in spec.parts if part.key in standing.missing), spec.verify)
    return "" if standing.status is Status.VERIFIED else spec.question


def _strongest(result: Score) -> str:
    """Return the id of the quote to show: what was said or written leads, an accepted invitation is no words."""
    ranked = (*result.supports, *result.expired[:1], *result.others)
    words = [item for item in ranked if item.seen is not Seen.INVITATION]
    return next((item.id for item in (*words, *ranked)), "")


def _last_said(result: Score) -> datetime | None:
    customer = [item.observed_at for item in (*result.supports, *result.expired)]
    return max(customer or [item.observed_at for item in result.others], default=None)


def valid_until(spec: RequirementSpec, evidence: Sequence[Evidence], now: datetime, weights: LedgerWeights,
                heard_keys: frozenset[str], standing: Standing, band: Band) -> datetime | None:  # fmt: skip
    """Return the next moment at which time alone changes status or band, or None.

    With more than `MANY` live pieces it is a day: sooner than it need be, and never too late. Ages count in whole days,
    and time alone only ever lowers, so the days can be searched by halving.
    """
    live = [item for item in (*standing.score.supports, *standing.score.others) if expires(item, spec.life_days) > now]
    if not live:
        return None
    if len(live) > MANY:
        return now + timedelta(days=1)
    evidence = tuple(item for item in evidence if item.observed_at <= now)

    def same(moment: datetime) -> bool:
        then = standing_of(spec, evidence, moment, weights, heard_keys, sums=False)
        return (then.status, band_for(then, weights)) == (standing.status, band)

    day = timedelta(days=1)
    days = _first_not(range(1, spec.life_days + 2), lambda count: same(now + count * day))
    if days is None:
        return None
    # In one day each piece of evidence passes at most one threshold.
    ages = ((now + days * day - item.observed_at) // day for item in live)
    found = {item.observed_at + age * day for item, age in zip(live, ages, strict=True) if 1 <= age <= spec.life_days + 1}
    moments = sorted(moment for moment in found if moment > now + (days - 1) * day)
    return _first_not(moments, same)


def _first_not(items: Sequence[T], test: Callable[[T], bool]) -> T | None:
    """Return the first item that fails a test which all those after it fail, too; None where all pass."""
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if test(items[middle]):
            low = middle + 1
        else:
            high = middle
    return items[low] if low < len(items) else None


def switched_on(spec: RequirementSpec, *, channel_on: bool, amount_on: bool, stage_on: bool, mentioned: bool) -> bool:
    """Return whether a requirement shows: by default or channel, by amount, by stage, or because evidence mentions it."""
    return channel_on or amount_on or stage_on or (spec.on_when_mentioned and mentioned)


def invitation_counts(spec: RequirementSpec, evidence: Evidence, roles: Iterable[Lane]) -> bool:
    """Return whether an accepted invitation counts: for a role that the person already has, or for the decision step it is."""
    if evidence.seen is not Seen.INVITATION or spec.invitations == "process":
        return True
    return spec.invitations == "role" and spec.role is not None and spec.role in tuple(roles)
