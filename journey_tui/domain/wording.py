"""The rules' sentences in other words: a model's sentence is shown only while the rules say just what it was checked against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from journey_tui.domain.language import lint
from journey_tui.domain.model import Wording
from journey_tui.domain.reading import Claim, RequirementReading, Step

BY_MODEL = "worded by a model"


def in_other_words(
    wordings: Sequence[Wording],
    claims: tuple[Claim, ...],
    steps: tuple[Step, ...],
    requirements: tuple[RequirementReading, ...],
) -> tuple[tuple[Claim, ...], tuple[Step, ...], tuple[RequirementReading, ...]]:
    """Return claims, steps and requirements with the sentences that still say the same; what a person set stays as it is."""
    if not wordings:
        return claims, steps, requirements
    known = {(one.kind, one.target, one.basis): one.text for one in wordings if not lint(one.text)}
    return (
        tuple(_claim(c, known.get(("claim", c.id, c.text), "")) for c in claims),
        tuple(replace(s, title=known.get(("step", s.id, s.title), s.title)) for s in steps),
        tuple(replace(r, question=known.get(("question", r.key, r.question), r.question)) for r in requirements),
    )


def _claim(claim: Claim, text: str) -> Claim:
    if not text or claim.set_by:
        return claim
    return replace(claim, text=text, reason=f"{claim.reason} · {BY_MODEL}" if claim.reason else BY_MODEL)
