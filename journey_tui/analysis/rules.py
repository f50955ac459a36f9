"""The embedded analyst: finds evidence by cues with context guards, and says so (`read_by` rules)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import Hit, Line, Scene
from journey_tui.analysis.cues.catalogue import MODULES, find, line_of
from journey_tui.analysis.cues.criteria_lists import subject_announces
from journey_tui.analysis.cues.limits import with_limit
from journey_tui.analysis.dates import find_dates
from journey_tui.analysis.likeness import judged, promising
from journey_tui.analysis.merging import merged
from journey_tui.analysis.port import Context, Findings
from journey_tui.analysis.remarks import read_remarks
from journey_tui.analysis.runs import Run, mark_confidence, runs_of, scene_of
from journey_tui.analysis.sightings import before_machine, meant, readable, seen_as
from journey_tui.domain.model import (
    Evidence,
    Modality,
    Origin,
    ReadBy,
    Remark,
    Seen,
    Side,
    Source,
    Stance,
    Touchpoint,
)
from journey_tui.lean import dataclass
from journey_tui.text import normalise

_WITH_DUE: Final = frozenset({"decision_process", "paper_process", "champion"})


class RulesAnalyst:
    """Reads one touchpoint by rules: pure, no clock, no I/O, the same output for the same input."""

    name = "rules"
    version = "8"

    def read(self, touchpoint: Touchpoint, context: Context) -> Findings:
        """Return evidence and remarks; what a machine wrote gives no evidence, text in another language none at all."""
        remarks = _remarks(touchpoint, context)
        if not readable(touchpoint):
            return Findings(remarks=remarks, unread=_why_not(touchpoint))
        evidence: list[Evidence] = []
        unread = ""
        runs = runs_of(touchpoint, context)
        for run in runs:
            tongue = guards.language(touchpoint.text[run.start : run.end])
            if tongue != "English":
                unread = unread or (f"not read ({tongue})" if run.role == "new" else "")
                continue
            evidence += _run_evidence(touchpoint, context, runs, run)
        return Findings(tuple(_distinct(evidence)), remarks if not unread or evidence else _absences(remarks), unread)


def _remarks(touchpoint: Touchpoint, context: Context) -> tuple[Remark, ...]:
    return read_remarks(touchpoint, context)


def _why_not(touchpoint: Touchpoint) -> str:
    """Return why a person's message gives no evidence, where that needs saying."""
    written = touchpoint.text.strip() and not touchpoint.auto and touchpoint.origin is not Origin.AUTOMATED
    return "not read (its subject speaks to software)" if written and guards.for_machine(touchpoint.subject.lower()) else ""


def _absences(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Return what a date alone tells: the rest of a text in another language was not understood."""
    return tuple(one for one in remarks if one.kind == "absence")


def _run_evidence(touchpoint: Touchpoint, context: Context, runs: Sequence[Run], run: Run) -> Iterator[Evidence]:
    """Yield the evidence of one run of speech."""
    seen = seen_as(touchpoint, run)
    passage = passage_of(touchpoint, context, run)
    if seen is None or passage is None:
        return
    found = judged(passage.lines, passage.scene, passage.found, passage.asked)
    hits = [(key, hit) for key in MODULES if found.get(key) for hit in merged(key, found[key], passage.lines)]
    if hits:
        mark_confidence(touchpoint, runs)
    for key, hit in hits:
        told = with_limit(hit, passage.lines[hit.first], passage.scene) if key == "economic_buyer" else hit
        yield _evidence(touchpoint, context, run, passage.lines, (key, told), seen)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of speech as the cues and frames read it."""

    lines: Sequence[Line]
    scene: Scene
    found: Mapping[str, Sequence[Hit]]
    """Their hits by requirement."""
    asked: frozenset[str]
    """The requirements that are asked for."""


def passage_of(touchpoint: Touchpoint, context: Context, run: Run, *, every: bool = False) -> Passage | None:
    """Return a run's sentences with what the cues find in them; None where no word of it can say anything, unless `every`."""
    text = touchpoint.text
    lines = [line_of(text, start, end, at) for at, (start, end) in enumerate(run.sentences(text))]
    wanted = frozenset[str]().union(*(line.requirements | line.framed for line in lines))
    if touchpoint.subject and subject_announces(normalise(touchpoint.subject).lower()):
        wanted |= {"decision_criteria"}
    asked = context.requirements or frozenset(MODULES)
    wanted &= asked
    if not wanted and not every and not (run.side is Side.CUSTOMER and any(promising(line) for line in lines)):
        return None
    lines = meant(before_machine(text, lines))
    scene = scene_of(touchpoint, context, run, lines)
    return Passage(lines, scene, {key: list(find(key, lines, scene)) for key in MODULES if key in wanted}, asked)


def _evidence(
    touchpoint: Touchpoint, context: Context, run: Run, lines: Sequence[Line], found: tuple[str, Hit], seen: Seen
) -> Evidence:
    """Return a requirement's hit as evidence: the source's own words with their place."""
    requirement, hit = found
    start, end = lines[hit.first].start, lines[hit.last].end
    deal = touchpoint.deal_id or context.deal.id
    key = f"{deal}|{touchpoint.id}|{start}-{end}|{requirement}|{hit.stance}"
    place = run.segment_at(start)
    source = touchpoint.source
    if place.locator:
        source = Source(source.kind, source.file, source.native_id, place.locator, source.hash)
    return Evidence(
        id=hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:20],
        deal_id=deal,
        touchpoint_id=touchpoint.id,
        requirement=requirement,
        quote=touchpoint.text[start:end],
        start=start,
        end=end,
        speaker=run.speaker,
        speaker_key=run.key,
        side=Side.SELLER if seen is Seen.SELLER else run.side,
        stance=hit.stance,
        modality=hit.modality,
        observed_at=run.at or touchpoint.at,
        read_by=ReadBy.RULES,
        seen=seen,
        parts=hit.parts,
        source=source,
        thread=touchpoint.thread,
        meeting=touchpoint.meeting,
        confidential=run.confidential,
        due=_due(touchpoint, requirement, hit, start, end),
        cue=hit.cue + ("" if run.role == "new" else " quoted"),
        act=hit.act,
        subject_key=hit.subject,
    )


def _due(touchpoint: Touchpoint, requirement: str, hit: Hit, start: int, end: int) -> date | None:
    """Return the first future day that the quote names for an act."""
    if requirement not in _WITH_DUE or hit.modality is Modality.EXPLORATORY or hit.stance is not Stance.SUPPORTS:
        return None
    days = (one.last_day for one in find_dates(touchpoint.text[start:end], touchpoint.at, zone=touchpoint.zone))
    return next((day for day in days if day > touchpoint.at.date()), None)


def _distinct(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """Yield each once; several values in the same words (two alternatives named) keep ids of their own."""
    seen: dict[str, set[tuple[tuple[str, str], ...]]] = {}
    for item in sorted(evidence, key=lambda one: (one.start, one.requirement, one.stance, one.end)):
        values = seen.setdefault(item.id, set())
        if item.parts in values:
            continue
        first, key = not values, f"{item.id}|{item.parts}"
        values.add(item.parts)
        yield item if first else replace(item, id=hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:20])


__all__ = ["RulesAnalyst"]
