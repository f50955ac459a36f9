"""Steps as people left them, and as the store found them done: a person's word stands above what was found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from journey_tui.domain.codec import decode
from journey_tui.domain.decided import News
from journey_tui.domain.language import weekday_date
from journey_tui.domain.model import DealFacts, Decision, Kind, Origin, Side, Touchpoint
from journey_tui.domain.reading import SignalReading, Step
from journey_tui.domain.signals_base import content_words

DONE_SHOWN: Final = timedelta(days=7)
"""How long a step that is done still stands under the others."""
KEPT: Final = timedelta(days=30)
"""How long an accepted step stays after its day, though nothing asks for it any more."""
_PLACES: Final = {"mail": "the mailbox", "calendar": "the calendar", "transcript": "the calls"}


class Decided:
    """What people said about the steps of one deal."""

    def __init__(self, facts: DealFacts, signals: Sequence[SignalReading], now: datetime) -> None:
        """Take the decisions on steps, by step in order of time."""
        self._facts, self._now, self._news = facts, now, News(facts, now)
        self._by_id = {t.id: t for t in facts.touchpoints}
        self._signals = signals
        self.words: Mapping[str, list[Decision]] = {}
        words: dict[str, list[Decision]] = {}
        for decision in facts.decisions:
            if decision.kind == "step" and decision.at <= now:
                words.setdefault(decision.target, []).append(decision)
        self.words = words

    def apply(self, step: Step) -> Step | None:
        """Return the step as people left it, or as it was found done; None while it is dismissed or put off."""
        words = self.words.get(step.id, [])
        for decision in words:
            step = _edited(step, decision)
        last = words[-1] if words else None
        if last is not None and last.value in ("dismissed", "done", "snoozed") and self._lapsed(step, last):
            last, step = None, replace(step, state="proposed")
        if last is None:
            return step
        if last.value == "dismissed" or (last.value == "snoozed" and last.expires and last.expires > self._now.date()):
            return None
        if last.value == "done":
            recent = self._now - last.at <= DONE_SHOWN
            return replace(step, state="done", done_by=f"marked done by {last.by}", done_at=last.at) if recent else None
        accepted = any(one.value in ("accepted", "edited") for one in words)
        if last.value != "proposed" and accepted:
            return self._found(replace(step, state="accepted"), last)
        return replace(step, state="proposed")

    def _lapsed(self, step: Step, word: Decision) -> bool:
        """Return whether something new has come on the step's matter since somebody set it aside."""
        requirement = step.requirement if step.kind == "part" else ""
        return self._news.since(word.at, step.touchpoints, step.evidence, requirement)

    def kept(self, shown: Iterable[str]) -> list[Step]:
        """Return the steps that people took on and that nothing asks for any more: still theirs, or found done."""
        known, found = set(shown), list[Step]()
        for target, words in self.words.items():
            was = next((one.of("step") for one in reversed(words) if one.of("step")), "")
            last = words[-1]
            took = last.value == "done" or any(one.value in ("accepted", "edited") for one in words)
            reopened = last.value == "proposed" and last.of("was") == "done"
            if target in known or not was or not (took or reopened):
                continue
            step = replace(decode(Step, json.loads(was)), state="proposed", done_by="", done_at=None, done_from="")
            if last.value in ("done", "snoozed") and self._lapsed(step, last):
                continue  # what came since has settled it, or asks something new
            left = self.apply(step)
            over = left is not None and left.state != "done" and left.due and self._now.date() > left.due + KEPT
            if left is not None and not over:
                found.append(left)
        return found

    def _found(self, step: Step, word: Decision) -> Step:
        """Return the step done where something stored since a person's last word shows it."""
        proof = next((t for t in self._facts.touchpoints if t.at > word.at and t.at <= self._now and self._shows(t, step)), None)
        return done_from(step, proof, self._now) if proof is not None else step

    def _shows(self, t: Touchpoint, step: Step) -> bool:
        if t.origin is Origin.AUTOMATED or t.status in ("cancelled", "open", "tentative"):
            return False
        if t.id in step.touchpoints:
            return t.kind in (Kind.MEETING, Kind.CALL) and step.kind == "event"
        if t.kind in (Kind.MEETING, Kind.CALL):
            return step.kind in ("part", "answer") and bool(step.person) and _with(t, step.person) and self._answers(t, step)
        if step.kind == "part" and self._answers(t, step):
            return True
        ours = t.side is Side.SELLER and t.kind in (Kind.EMAIL, Kind.TASK, Kind.NOTE, Kind.DOCUMENT)
        words = content_words(step.title) - content_words(step.person)
        return ours and len(words & content_words(t.subject, t.text)) >= 2

    def _answers(self, t: Touchpoint, step: Step) -> bool:
        """Return whether the touchpoint brought customer evidence on the step's requirement."""
        return bool(step.requirement) and any(
            e.touchpoint_id == t.id and e.requirement == step.requirement and e.side is Side.CUSTOMER and not e.rejected
            for e in self._facts.evidence
        )

    def reopened_at(self, step_id: str) -> datetime | None:
        """Return when a person opened the step again; None where their last word is another."""
        words = self.words.get(step_id, [])
        return words[-1].at if words and words[-1].value == "proposed" else None


def _edited(step: Step, decision: Decision) -> Step:
    """Return the step with what a person changed: title, day, owner; the read title stays readable."""
    if decision.value not in ("edited", "accepted"):
        return step
    title = decision.of("title") or (decision.note if decision.value == "edited" and not decision.about else "")
    day, owner = decision.of("due"), decision.of("owner")
    return replace(
        step,
        title=title or step.title,
        read=step.read or (step.title if title and title != step.title else ""),
        due=date.fromisoformat(day) if day else step.due,
        owner=owner or step.owner,
        set_by=decision.by if title or day or owner else step.set_by,
    )


def done_from(step: Step, proof: Touchpoint, now: datetime) -> Step:
    """Return the step as done, saying from what: `found in the mailbox, Fri 20 Nov`."""
    place = _PLACES.get(proof.source.kind, "the CRM")
    at = proof.ends_at or proof.at if proof.kind in (Kind.MEETING, Kind.CALL) else proof.at
    words = f"found in {place}, {weekday_date(proof.at, now)}"
    return replace(step, state="done", done_by=words, done_at=at, done_from=proof.id)


def _with(t: Touchpoint, name: str) -> bool:
    return name.casefold() in (t.actor.casefold(), *(party.name.casefold() for party in t.parties))
