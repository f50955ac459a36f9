"""The measures put together: value, counts, trend, parts, definition, and what it means in a sentence or two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from journey_tui.domain import measures_cases as counted
from journey_tui.domain.agreement import LEVELS, overconfidence, signed_gap, weighted_kappa
from journey_tui.domain.measures import Case, Measure, MeasureFacts, Part, Point, bucket_of, local_day, mean, median
from journey_tui.domain.measures_words import DEFINITIONS, SIGNALS, value_words
from journey_tui.lean import dataclass

TOO_FEW: Final = "too few to say"
SOONER: Final = 0.7
"""What the time to the follow-up is to be of the time before."""
Fold = Callable[[Sequence[Case]], float | None]


def _mean(cases: Sequence[Case]) -> float | None:
    return mean(case.value for case in cases)


def _median(cases: Sequence[Case]) -> float | None:
    return median(case.value for case in cases)


@dataclass(frozen=True, slots=True)
class _Counted:
    """Cases with how they are folded into one figure."""

    key: str
    cases: Sequence[Case]
    counts: str
    says: str = ""
    fold: Fold = _mean
    trend: Sequence[Case] | None = None
    """Cases of the trend where they are others."""
    parts: tuple[Part, ...] = ()
    before: Part | None = None
    goal: float | None = None
    """The goal where it follows from the facts."""


def measure_all(facts: MeasureFacts) -> tuple[Measure, ...]:
    """Return every measure over the weeks or months of the facts, in the order in which they are shown."""
    return tuple(_told(make(facts), facts) for make in _MAKERS)


def _within(cases: Iterable[Case], facts: MeasureFacts) -> list[Case]:
    """Return the cases of the time shown, newest first."""
    kept = [case for case in cases if facts.since <= case.at <= facts.now]
    return sorted(kept, key=lambda case: (case.at, case.id), reverse=True)


def _told(one: _Counted, facts: MeasureFacts) -> Measure:
    spec = DEFINITIONS[one.key]
    cases = _within(one.cases, facts)
    enough = len(cases) >= facts.least
    value = one.fold(cases) if enough else None
    goal = spec.goal if one.goal is None else one.goal
    met = None if value is None or goal is None else (value >= goal if spec.more else value <= goal)
    name = spec.name.replace("You ", "Everybody ") if facts.team else spec.name
    return Measure(
        key=one.key, name=name, unit=spec.unit, value=value, count=len(cases), hits=_hits(cases, spec.unit), least=facts.least,
        goal=goal, goal_words=spec.goal_words, met=met, words=value_words(value, spec.unit) if enough else TOO_FEW,
        counts=one.counts, says=one.says if enough else _too_few(len(cases), facts.least), definition=spec.text,
        trend=_trend(_within(one.trend if one.trend is not None else one.cases, facts), one.fold, spec.unit, facts),
        parts=one.parts, cases=tuple(cases), before=one.before,
    )  # fmt: skip


def _too_few(count: int, least: int) -> str:
    return f"{count} so far; from {least} on a figure is shown. The counts stand below."


def _hits(cases: Sequence[Case], unit: str) -> int:
    return sum(case.value > 0 for case in cases) if unit in ("share", "points") else 0


def _trend(cases: Sequence[Case], fold: Fold, unit: str, facts: MeasureFacts) -> tuple[Point, ...]:
    found: dict[object, list[Case]] = {start: [] for start in facts.buckets}
    for case in cases:
        start = bucket_of(local_day(case.at, facts.zone), facts.span)
        if start in found:
            found[start].append(case)
    return tuple(
        Point(
            start,
            fold(found[start]) if len(found[start]) >= facts.least_point else None,
            len(found[start]),
            _hits(found[start], unit),
        )
        for start in facts.buckets
    )


def _parts(cases: Sequence[Case], names: Iterable[str], facts: MeasureFacts, fold: Fold = _mean) -> tuple[Part, ...]:
    """Return the measure of each part alone."""
    groups = {name: [case for case in cases if case.part == name] for name in names}
    return tuple(
        Part(name, fold(found) if len(found) >= facts.least else None, len(found), sum(case.value > 0 for case in found))
        for name, found in groups.items()
    )


def _of(cases: Sequence[Case]) -> str:
    return f"{sum(case.value > 0 for case in cases):,} of {len(cases):,}"


# One by one ---------------------------------------------------------------------------------------------------------------------


def _completion(facts: MeasureFacts) -> _Counted:
    found, young = counted.steps(facts)
    cases = _within(found, facts)
    more = f"; {young} seen in the last 7 days are not counted yet" if young else ""
    says = f"Of the steps that Journey showed, {_of(cases)} were done within a week."
    return _Counted("action_completion", found, f"{_of(cases)} steps that were seen{more}", says)


def _to_action(facts: MeasureFacts) -> _Counted:
    found, waiting = counted.calls(facts)
    cases = _within(found, facts)
    earlier, _ = counted.calls(facts, before=True)
    silent = sum(case.value == counted.NOT_FOLLOWED for case in cases)
    counts = f"{len(cases):,} calls and meetings, {silent:,} of them without a message within 14 days"
    counts += f"; {waiting} still wait" if waiting else ""
    now = _median(cases) if len(cases) >= facts.least else None
    then = _median(earlier) if len(earlier) >= facts.least else None
    before = Part("before Journey", then, len(earlier), sum(case.value != counted.NOT_FOLLOWED for case in earlier))
    goal = None if then in (None, 0, counted.NOT_FOLLOWED) else (then or 0) * SOONER
    says = _faster(now, then, len(earlier), facts.least)
    return _Counted("time_to_action", found, counts, says, _median, before=before, goal=goal)


def _faster(now: float | None, then: float | None, count: int, least: int) -> str:
    """Return how much sooner than before Journey, in words."""
    if then is None:
        return f"No baseline: {count} calls of the time before Journey are stored, {least} would be enough."
    if now is None or then in (0, counted.NOT_FOLLOWED) or now == counted.NOT_FOLLOWED:
        return f"Before Journey it was {value_words(then, 'hours')}, over {count} calls."
    change = (then - now) / then
    how = "the same" if abs(change) < 0.005 else f"{abs(change):.0%} {'sooner' if change > 0 else 'later'}"
    return f"Before Journey it was {value_words(then, 'hours')}, over {count} calls: {how} now. The goal is 30% sooner."


def _rating(facts: MeasureFacts) -> _Counted:
    found = counted.ratings(facts)
    cases = _within(found, facts)
    given = {name: sum(case.value == float(name) for case in cases) for name in "54321"}
    parts = tuple(Part(name, None, len(cases), number) for name, number in given.items())
    says = "How sure one was of the next steps when asked, from 1 to 5."
    return _Counted("step_confidence", found, f"{len(cases):,} answers", says, parts=parts)


def _engagement(facts: MeasureFacts) -> _Counted:
    found = counted.visits(facts)
    cases = _within(found, facts)
    how = counted.reasons_of(cases)
    parts = tuple(Part(name, None, len(cases), number) for name, number in how.items())
    says = f"{_of(cases)} times a snapshot was opened it was used: gone through, checked, or acted on."
    return _Counted("snapshot_engagement", found, f"{_of(cases)} snapshots that were opened", says, parts=parts)


def _evidence(facts: MeasureFacts) -> _Counted:
    found = counted.looked_behind(facts)
    cases = _within(found, facts)
    says = "How often somebody looked behind a sentence or a status. Weaker bands ask for it more than strong ones."
    return _Counted("evidence_views", found, f"{_of(cases)} sentences and statuses that were seen", says,
                    parts=_parts(cases, reversed(LEVELS), facts))  # fmt: skip


def _false(facts: MeasureFacts) -> _Counted:
    found, standing = counted.false_signals(facts)
    cases = _within(found, facts)
    judged = sum(case.note.startswith("judged") for case in cases)
    cleared = sum(case.note.startswith("cleared") for case in cases)
    more = f"; {standing} still stand" if standing else ""
    counts = f"{judged} judged wrong and {cleared} cleared already, of {len(cases):,} that are resolved{more}"
    kinds = sorted({case.part for case in cases}, key=lambda kind: (-sum(case.part == kind for case in cases), kind))
    says = "A signal counts as false when somebody judged it wrong, or when what had happened by then had cleared it already."
    return _Counted(
        "false_positives",
        found,
        counts,
        says,
        parts=tuple(replace(part, name=SIGNALS.get(part.name, part.name)) for part in _parts(cases, kinds, facts)),
    )


def _overrides(facts: MeasureFacts) -> _Counted:
    found = counted.overrides(facts)
    cases = _within(found, facts)
    parts = tuple(Part(name, None, len(cases), number) for name, number in counted.reasons_of(cases).items())
    says = "How often somebody put another word in place of what Journey read, and why."
    return _Counted("overrides", found, f"{_of(cases)} sentences, statuses and quotes that were seen", says, parts=parts)


def _alignment(facts: MeasureFacts) -> _Counted:
    pairs = {event: (own, ours) for event, own, ours in counted.checks(facts)}
    found = [
        Case(event.at, f"{event.who} {event.at.isoformat()}", float(own == ours), event.deal_id, facts.titles.get(event.subject, event.subject), "",
             f"{'they' if facts.team else 'you'}: {LEVELS[own]} · Journey: {LEVELS[ours]}")
        for event, (own, ours) in pairs.items()
    ]  # fmt: skip
    levels = {f"{event.who} {event.at.isoformat()}": pair for event, pair in pairs.items()}

    def fold(cases: Sequence[Case]) -> float | None:
        return weighted_kappa([levels[case.id] for case in cases])

    cases = _within(found, facts)
    mine = [levels[case.id] for case in cases]
    same, near = sum(a == b for a, b in mine), sum(abs(a - b) == 1 for a, b in mine)
    parts = (Part("the same", None, len(mine), same), Part("one step apart", None, len(mine), near),
             Part("further apart", None, len(mine), len(mine) - same - near))  # fmt: skip
    return _Counted("confidence_alignment", found, f"{len(mine):,} answers given before the band was shown", _aligned(mine, "Everybody" if facts.team else "You"),
                    fold, parts=parts)  # fmt: skip


def _aligned(pairs: Sequence[tuple[int, int]], who: str) -> str:
    """Return what agreement and gap mean, in a sentence or two."""
    if not pairs:
        return ""
    same, gap = sum(a == b for a, b in pairs), signed_gap(pairs) or 0.0
    lean = "neither is surer than the other" if abs(gap) < 0.1 else (
        f"on average {who.lower()} {'were' if who == 'You' else 'was'} {abs(gap):.1f} steps {'surer' if gap > 0 else 'less sure'} than Journey")  # fmt: skip
    kappa = weighted_kappa(pairs)
    if kappa is None:
        return f"{who} and Journey said the same {same} of {len(pairs)} times; always one and the same level, so chance explains it all."
    how = "about what chance would give" if kappa < 0.2 else "somewhat more than chance" if kappa < 0.4 else (
        "clearly more than chance" if kappa < 0.6 else "far more than chance")  # fmt: skip
    return f"{who} and Journey said the same {same} of {len(pairs)} times, {how}; {lean}."


def _calibration(facts: MeasureFacts, key: str, who: str, *, own: bool) -> _Counted:
    answers = {event: (mine if own else ours, held) for event, mine, ours, held in counted.outcomes(facts)}
    found = [Case(event.at, f"{event.who} {event.at.isoformat()}", float(held), event.deal_id, facts.titles.get(event.subject, event.subject), LEVELS[level],
                  "the customer's next word supported it" if held else "the customer's next word went against it")
             for event, (level, held) in answers.items()]  # fmt: skip

    def fold(cases: Sequence[Case]) -> float | None:
        return overconfidence([(LEVELS.index(case.part), case.value > 0) for case in cases])

    cases = _within(found, facts)
    gap = fold(cases)
    lean = "" if gap is None else "as sure as it turned out" if abs(gap) < 0.05 else (
        "surer than it turned out" if gap > 0 else "less sure than it turned out")  # fmt: skip
    asked = len(_within([Case(event.at, "", 0) for event, *_ in counted.checks(facts)], facts))
    says = f"{who} {lean}: the customer's next word supported {_of(cases)}." if cases else ""
    return _Counted(key, found, f"{len(cases)} of {asked} answers have an outcome", says, fold,
                    parts=_parts(cases, reversed(LEVELS), facts))  # fmt: skip


def _calibration_own(facts: MeasureFacts) -> _Counted:
    return _calibration(facts, "calibration_person", "Everybody was" if facts.team else "You were", own=True)


def _calibration_ours(facts: MeasureFacts) -> _Counted:
    return _calibration(facts, "calibration_journey", "Journey was", own=False)


def _gap(facts: MeasureFacts) -> _Counted:
    found = counted.gaps(facts)
    cases = _within(found, facts)
    names = ("CRM ahead", "they agree", "customer ahead")
    parts = tuple(Part(name, None, len(cases), sum(case.part == name for case in cases)) for name in names)
    ahead = parts[0].hits
    says = f"In {ahead:,} of {len(cases):,} deals the CRM's stage is further than what the customer has shown."
    return _Counted("truth_gap", found, f"{len(cases):,} deals that were opened, as at their last look", says,
                    trend=counted.gaps(facts, each_bucket=True), parts=parts)  # fmt: skip


def _review(facts: MeasureFacts) -> _Counted:
    found, seen = counted.reviews(facts)
    cases = _within(found, facts)
    says = "From an update being shown to its decision; the bar is two hundred an hour, 18 seconds each."
    return _Counted("review_seconds", found, f"{len(cases):,} decided, of {seen:,} updates that were shown", says, _median)


_MAKERS: Final = (_completion, _to_action, _rating, _engagement, _evidence, _false, _overrides, _alignment, _calibration_own,
                  _calibration_ours, _gap, _review)  # fmt: skip
