"""What the rules and a model make of the same words: which reading counts, and which is only proposed.

A model reads text that others wrote, and may do as it says. So a reading counts where code or a person bears it out: the rules read
the same words for the same requirement, the same way (then both have read it, at the higher factor), or a person confirmed it. All
else that a model reads is proposed: it is shown with its words and its price, and nothing is added up, decided or said by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from journey_tui.domain.ledger import price
from journey_tui.domain.model import Evidence, ModelWord, ReadBy, Seen, Stance
from journey_tui.domain.observations import same_quote
from journey_tui.domain.playbook import LedgerWeights
from journey_tui.domain.reading import RequirementReading, SumLine
from journey_tui.domain.requirements import who

MOST = 8
"""Proposals that are shown of one requirement, the newest."""


def set_apart(evidence: Sequence[Evidence], *, model_alone: bool = False) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Return the evidence that counts, and what a model alone proposes; with `model_alone` that counts, too."""
    if not any(item.read_by is ReadBy.MODEL for item in evidence):
        return tuple(evidence), ()
    by_model: dict[tuple[str, str], list[Evidence]] = {}
    for item in evidence:
        if item.read_by is ReadBy.MODEL and not item.rejected:
            by_model.setdefault((item.touchpoint_id, item.requirement), []).append(item)
    marked = tuple(_marked(item, by_model.get((item.touchpoint_id, item.requirement), ())) for item in evidence)
    if model_alone:
        return tuple(replace(item, counts_from=None) if item.counts_from else item for item in marked), ()
    counted = tuple(item for item in marked if _is_borne_out(item))
    agreed = [item for item in counted if item.read_by_both]
    proposed = tuple(item for item in marked if not _is_borne_out(item) and not any(_same(item, other) for other in agreed))
    return counted, proposed


def _is_borne_out(item: Evidence) -> bool:
    """Return whether somebody but a model says, or once said, that the words mean this."""
    return item.read_by is not ReadBy.MODEL or item.counts_from is not None


def _marked(item: Evidence, by_model: Iterable[Evidence]) -> Evidence:
    """Return what the rules read with how a model has the same words: where it has them in two ways, the one that differs."""
    if item.read_by is not ReadBy.RULES:
        return item
    words = [item.model] if item.model else []
    words += [ModelWord(other.stance, other.modality) for other in by_model if same_quote(item, other)]
    own = ModelWord(item.stance, item.modality)
    word = next((word for word in words if word != own), words[0] if words else None)
    return item if word == item.model else replace(item, model=word)


def _same(item: Evidence, other: Evidence) -> bool:
    """Return whether a model's reading says no more than what both have read."""
    return (item.touchpoint_id, item.requirement, item.stance) == (
        other.touchpoint_id, other.requirement, other.stance,
    ) and same_quote(item, other)  # fmt: skip


def with_proposals(
    readings: Iterable[RequirementReading], proposed: Sequence[Evidence], weights: LedgerWeights, now: datetime
) -> tuple[RequirementReading, ...]:
    """Return the readings with what a model alone proposes for each, the newest first: beside the sums, and not in them."""
    if not proposed:
        return tuple(readings)
    newest = sorted((p for p in proposed if not p.rejected), key=lambda item: (item.observed_at, item.id), reverse=True)
    return tuple(_with_proposals(one, [p for p in newest if p.requirement == one.key][:MOST], weights, now) for one in readings)


def _with_proposals(
    one: RequirementReading, proposed: Sequence[Evidence], weights: LedgerWeights, now: datetime
) -> RequirementReading:
    lines = tuple(_line(item, weights, now) for item in proposed)
    return replace(one, proposed=tuple(item.id for item in proposed), sums=(*one.sums, *lines)) if lines else one


def _line(item: Evidence, weights: LedgerWeights, now: datetime) -> SumLine:
    found = price(replace(item, seen=Seen.INFERENCE), weights)
    stance = "" if item.stance is Stance.SUPPORTS else f"{item.stance}: "
    text = f"{stance}{found.text}, {who(item)}"
    return SumLine(text, found.weight, 0.0, (item.id,), False, "a model alone reads it so; it counts once you confirm it (c)")
