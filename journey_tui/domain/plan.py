"""Which three to five steps come next, and why: each names a person and its evidence, none is executed here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from journey_tui.domain.assess import Assessment
from journey_tui.domain.days import workday, workdays_before
from journey_tui.domain.follow_up import with_follow_up
from journey_tui.domain.language import first_words, quoted, short_date, weekday_date, without_blame
from journey_tui.domain.model import DealFacts, Kind, Person, Remark, Side, Stance, Touchpoint
from journey_tui.domain.plan_decided import DONE_SHOWN, Decided, done_from
from journey_tui.domain.plan_words import BACK, lane_words, standing_events, thing_of
from journey_tui.domain.playbook import Channel
from journey_tui.domain.reading import GateReading, GateState, RequirementReading, SignalReading, Status, Step
from journey_tui.domain.story import whom_to_ask
from journey_tui.lean import dataclass

MOST = 5
HORIZON = timedelta(days=30)
_ORDER = {"follow_up": 0, "promise": 1, "answer": 2, "confirm": 3, "event": 4, "part": 5}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A step before it is chosen."""

    step: Step
    bound: bool
    """Whether its date is given by what happened, not chosen here."""


def plan(
    facts: DealFacts,
    assessment: Assessment,
    signals: Sequence[SignalReading],
    channel: Channel,
    now: datetime,
    missing: Touchpoint | None,
) -> tuple[Step, ...]:
    """Return the steps, soonest bound date first, then gate, then effort; one a person a day; decisions of people applied."""
    if facts.deal.closed:
        return ()
    maker = _Maker(facts, assessment, now)
    candidates = [
        *maker.follow_ups(missing),
        *maker.promises(signals),
        *maker.answers(signals),
        *maker.confirmations(),
        *maker.events(),
        *maker.parts(),
    ]
    decided = Decided(facts, signals, now)
    chosen = _chosen(candidates, decided, now)
    done = [step for step in done_already(maker, decided, signals, now) if step.id not in {one.id for one in chosen}]
    steps = [*chosen, *sorted(done, key=lambda s: s.done_at or now, reverse=True)[:DONE_AT_ONCE]]
    steps.sort(key=lambda s: (s.state == "done", s.due or date.max, _ORDER.get(s.kind, 9), s.effort_minutes))
    return tuple(replace(s, title=s.title if s.read else without_blame(s.title), why=without_blame(s.why)) for s in steps)


DONE_AT_ONCE = 3
"""Steps found done that are shown at once, the newest."""


def _chosen(candidates: Iterable[Candidate], decided: Decided, now: datetime) -> list[Step]:
    """Return the steps to show, what people took on among them, at most one a person a day."""
    limit = now.date() + HORIZON
    every = sorted(_unique(candidates), key=_rank)
    kept = decided.kept(candidate.step.id for candidate in every)
    chosen: list[Step] = kept
    taken: set[tuple[str, date | None]] = {(step.person, step.due) for step in kept}
    for candidate in every:
        if len([s for s in chosen if s.state in ("proposed", "accepted")]) >= MOST:
            break
        step = decided.apply(candidate.step)
        if step is None or (step.state == "proposed" and step.due and step.due > limit):
            continue
        step = step if candidate.bound or step.set_by else _free_day(step, taken)
        if (step.person, step.due) in taken and step.state == "proposed":
            continue
        taken.add((step.person, step.due))
        chosen.append(step)
    return chosen


def done_already(maker: _Maker, decided: Decided, signals: Sequence[SignalReading], now: datetime) -> list[Step]:
    """Return the steps that would have been proposed and that the store shows done in the last days."""
    found: list[Step] = []
    for step, proof in [*maker.followed_up(), *maker.cleared(signals)]:
        again = decided.reopened_at(step.id)
        if now - proof.at <= DONE_SHOWN and not (again is not None and proof.at <= again):
            shown = decided.apply(step)
            if shown is not None:
                found.append(shown if shown.state == "done" else done_from(shown, proof, now))
    return found


def _rank(candidate: Candidate) -> tuple[bool, date, int, int, str]:
    step = candidate.step
    return (not candidate.bound, step.due or date.max, _ORDER.get(step.kind, 9), step.effort_minutes, step.id)


def _unique(candidates: Iterable[Candidate]) -> list[Candidate]:
    return list({c.step.id: c for c in reversed(list(candidates))}.values())


def _free_day(step: Step, taken: set[tuple[str, date | None]]) -> Step:
    due = step.due
    while due is not None and (step.person, due) in taken:
        due = workday(due + timedelta(days=1))
    return replace(step, due=due)


def step_id(deal_id: str, kind: str, value: str) -> str:
    """Return the id of a step: deal, kind and what it is about, never its words."""
    return "step:" + hashlib.sha256(f"{deal_id}|{kind}|{value}".encode()).hexdigest()[:16]


class _Maker:
    """Make candidates from what is known."""

    def __init__(self, facts: DealFacts, assessment: Assessment, now: datetime) -> None:
        self._facts = facts
        self._assessment = assessment
        self._now = now
        self._today = now.date()
        self._gate = next((g for g in assessment.gates if g.state not in (GateState.PASSED, GateState.WAIVED)), None)
        self._remarks = {r.id: r for r in facts.remarks}
        self._touchpoints = {t.id: t for t in facts.touchpoints}

    def follow_ups(self, missing: Touchpoint | None) -> list[Candidate]:
        """Return the follow-up that a held call or meeting still waits for."""
        if missing is None:
            return []
        title = first_words(missing.subject, 8) or f"the {missing.kind.value}"
        name = missing.actor or "them"
        step = self._step(
            "follow_up",
            missing.id,
            f"Write {name} the follow-up to “{title}”",
            workday(self._today),
            15,
            f"it ended on {weekday_date(missing.ends_at or missing.at, self._now)} and no message of ours is stored after it",
            name,
            touchpoints=(missing.id,),
            produces=f"A recap of “{title}”: what was agreed, who does what by when, and the open questions.",
        )
        return [Candidate(step, bound=True)]

    def followed_up(self) -> list[tuple[Step, Touchpoint]]:
        """Return the follow-up of the newest call or meeting that has it, with the message."""
        found = with_follow_up(self._facts.touchpoints, self._now)
        if found is None:
            return []
        step = self.follow_ups(found[0])[0].step
        return [(replace(step, why=f"it ended on {weekday_date(found[0].ends_at or found[0].at, self._now)}"), found[1])]

    def cleared(self, signals: Sequence[SignalReading]) -> list[tuple[Step, Touchpoint]]:
        """Return the promises kept and the questions answered, with what shows it."""
        found: list[tuple[Step, Touchpoint]] = []
        for signal in signals:
            proof = self._touchpoints.get(signal.cleared_by)
            if proof is not None:
                made = self._promise(signal) if signal.kind == "promise_owed" else self._answer(signal)
                found += [(one.step, proof) for one in made]
        return found

    def promises(self, signals: Sequence[SignalReading]) -> list[Candidate]:
        """Return what we promised and still owe, due or coming due."""
        owed = [s for s in signals if s.kind == "promise_owed" and (s.fired or s.cancelled_by.startswith("due"))]
        return [c for s in owed for c in self._promise(s)]

    def _promise(self, signal: SignalReading) -> list[Candidate]:
        remark = self._remark_of(signal)
        if remark is None:
            return []
        due = max(remark.due, self._today) if remark.due else workday(self._today)
        name = signal.person or self._counterpart(remark)
        thing = thing_of(remark)
        head = "Keep the promise" + (f" to {name}" if name else "")
        title = f"{f'Send {name} what was promised' if name and not thing.startswith('“') else head}: {thing}"
        title = f"Get back to {name}, as promised" if name and BACK.match(thing) else title
        why = f"we said on {short_date(remark.at, self._now)} {quoted(remark.quote, 12)}"
        return [Candidate(self._step("promise", remark.id, title, due, 20, why, name, remark=remark), bound=True)]

    def answers(self, signals: Sequence[SignalReading]) -> list[Candidate]:
        """Return the customer's questions that no one has answered."""
        return [c for s in signals if s.kind == "question_unanswered" and s.fired for c in self._answer(s)]

    def _answer(self, signal: SignalReading) -> list[Candidate]:
        remark = self._remark_of(signal)
        if remark is None:
            return []
        why = f"{remark.speaker} asked on {short_date(remark.at, self._now)} {quoted(remark.quote, 14)}"
        title = f"Answer {remark.speaker}: {thing_of(remark)}"
        step = self._step("answer", remark.id, title, workday(self._today), 15, why, remark.speaker, remark=remark)
        return [Candidate(step, bound=True)]

    def _remark_of(self, signal: SignalReading) -> Remark | None:
        touched = set(signal.touchpoints)
        kinds = {"promise_owed": ("promise",), "question_unanswered": ("question", "request")}[signal.kind]
        exact = [self._remarks[e] for e in signal.evidence if e in self._remarks]
        if exact:
            return exact[0]
        near = [r for r in self._facts.remarks if r.kind in kinds and r.touchpoint_id in touched]
        return next((r for r in near if not signal.detail or signal.detail in (r.value, r.quote)), near[0] if near else None)

    def confirmations(self) -> list[Candidate]:
        """Return the confirmation that would pass a gate that is ready."""
        gate = self._gate
        if gate is None or gate.state is not GateState.READY or not gate.to_confirm:
            return []
        items = [e for e in self._facts.evidence if e.id in gate.to_confirm and not e.confidential]
        if not items:
            return []
        item = items[0]
        title = f"Confirm {item.speaker}'s {quoted(item.quote, 10)}"
        others = len(gate.to_confirm) - 1
        more = f", and of {others} more," if others else ""
        said = f"what {item.speaker} said on {short_date(item.observed_at, self._now)}"
        why = f"a person's confirmation of {said}{more} would pass the {gate.name} gate"
        step = self._step(
            "confirm",
            f"{gate.name}|{item.id}",
            title,
            workday(self._today),
            2,
            why,
            item.speaker,
            evidence=tuple(gate.to_confirm),
            touchpoints=(item.touchpoint_id,),
            requirement=item.requirement,
        )
        return [Candidate(step, bound=False)]

    def events(self) -> list[Candidate]:
        """Return what the customer's own coming dates ask to be ready."""
        found: list[Candidate] = []
        seen: set[date] = set()
        for remark in standing_events(self._facts.remarks):
            if remark.due is None or not self._today <= remark.due <= self._today + HORIZON or remark.due in seen:
                continue
            seen.add(remark.due)
            ready = max(workdays_before(remark.due, 2), workday(self._today))
            title = f"Be ready for {weekday_date(remark.due, self._now)}: {quoted(remark.quote, 12)} ({remark.speaker})"
            why = f"{remark.speaker} named that day on {short_date(remark.at, self._now)}"
            found.append(
                Candidate(
                    self._step(
                        "event", f"{remark.due}|{remark.speaker_key}", title, ready, 15, why, remark.speaker, remark=remark
                    ),
                    bound=True,
                )
            )
        return found + self._meetings()

    def _meetings(self) -> list[Candidate]:
        coming = [
            t
            for t in self._facts.touchpoints
            if t.kind is Kind.MEETING
            and t.at > self._now
            and t.status != "cancelled"
            and t.side is Side.CUSTOMER
            and t.at.date() <= self._today + HORIZON
        ]
        return [Candidate(self._prepare(t), bound=True) for t in coming[:2]]

    def _prepare(self, meeting: Touchpoint) -> Step:
        title = f"Prepare “{first_words(meeting.subject, 8)}” with {meeting.actor} ({weekday_date(meeting.at, self._now)})"
        need = self._gate.needs[0] if self._gate and self._gate.needs else "the next item of the journey"
        due = max(workdays_before(meeting.at.date(), 1), self._today)
        return self._step(
            "event",
            meeting.id,
            title,
            due,
            15,
            f"it is the next talk with the customer; still open: {need}",
            meeting.actor,
            touchpoints=(meeting.id,),
        )

    def parts(self) -> list[Candidate]:
        """Return the questions for what the first unpassed gate still misses."""
        gate = self._gate
        if gate is None:
            return []
        readings = {r.key: r for r in self._assessment.requirements}
        found: list[Candidate] = []
        for key in gate.must_meets:
            reading = readings.get(key)
            if reading and reading.status not in (Status.VERIFIED, Status.NOT_NEEDED, Status.BLANK):
                found += self._part(gate, reading)
        if not found and not gate.gatekeeper_heard:
            found += self._voice(gate)
        return found

    def _part(self, gate: GateReading, reading: RequirementReading) -> list[Candidate]:
        person = self._whom(reading)
        if person is None:
            return []
        evidence = [e for e in self._facts.evidence if e.id in reading.evidence and not e.confidential]
        stand = f"{reading.label.lower()} is {reading.status.value.lower()}"
        last = next((e for e in evidence if e.side is Side.CUSTOMER and e.stance is Stance.SUPPORTS), None)
        why = f"{stand} and the {gate.name} gate asks for it" + (
            f"; last word {quoted(last.quote, 10)} ({short_date(last.observed_at, self._now)})" if last else ""
        )
        title = (
            f"Ask {person.name}: {reading.question}" if reading.question else f"Ask {person.name} about {reading.label.lower()}"
        )
        step = self._step(
            "part",
            reading.key,
            title,
            workday(self._today + timedelta(days=2)),
            10,
            why,
            person.name,
            evidence=tuple(e.id for e in evidence[:3]),
            requirement=reading.key,
            produces=reading.question,
        )
        return [Candidate(step, bound=False)]

    def _voice(self, gate: GateReading) -> list[Candidate]:
        person = self._whom(None)
        if person is None or not gate.needs:
            return []
        title = f"Ask {person.name} to bring in {lane_words(gate.gatekeeper)}"
        step = self._step(
            "part",
            f"voice|{gate.name}",
            title,
            workday(self._today + timedelta(days=2)),
            10,
            f"{gate.needs[0]}; the {gate.name} gate asks to hear them",
            person.name,
            produces=f"Who speaks for {lane_words(gate.gatekeeper)}, and when could we hear them?",
        )
        return [Candidate(step, bound=False)]

    def _whom(self, reading: RequirementReading | None) -> Person | None:
        return whom_to_ask(self._facts, self._assessment, self._now, reading)

    def _counterpart(self, remark: Remark) -> str:
        touchpoint = self._touchpoints.get(remark.touchpoint_id)
        own = {p.address for p in self._facts.people if p.side is Side.SELLER}
        names = [
            p.name
            for p in (touchpoint.parties if touchpoint else ())
            if p.address not in own and p.role in ("to", "attendee", "speaker", "cc")
        ]
        return next(
            (name for name in names if name), touchpoint.actor if touchpoint and touchpoint.side is not Side.SELLER else ""
        )

    def _step(
        self,
        kind: str,
        value: str,
        title: str,
        due: date,
        minutes: int,
        why: str,
        person: str,
        *,
        evidence: tuple[str, ...] = (),
        touchpoints: tuple[str, ...] = (),
        requirement: str = "",
        produces: str = "",
        remark: Remark | None = None,
    ) -> Step:
        gate = self._gate.name if self._gate else ""
        return Step(
            id=step_id(self._facts.deal.id, kind, value),
            title=title,
            claim_id="",
            requirement=requirement,
            gate=gate,
            owner=self._facts.deal.owner,
            side=Side.SELLER,
            due=due,
            effort_minutes=minutes,
            state="proposed",
            why=why,
            person=person,
            evidence=evidence,
            touchpoints=touchpoints or ((remark.touchpoint_id,) if remark else ()),
            kind=kind,
            produces=produces or (remark.value or remark.quote if remark else ""),
        )
