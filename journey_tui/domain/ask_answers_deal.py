"""Answers about the deal itself: what changed, what is open, gates, dates, amounts, stages, steps."""

from __future__ import annotations

from collections.abc import Callable

from journey_tui.domain.ask import Understood
from journey_tui.domain.ask_answers import Material, muted, plain, row_line, shortened, told
from journey_tui.domain.language import list_of, quoted, short_date, weekday_date
from journey_tui.domain.model import Origin, Remark
from journey_tui.domain.reading import GateState, RequirementReading, Status
from journey_tui.domain.views_workspace import AnswerLine

_SETTLED = (Status.VERIFIED, Status.NOT_NEEDED, Status.BLANK)


def _changed(_: Understood, m: Material) -> list[AnswerLine]:
    view = m.view
    since = view.since
    if view.looked_at is None:
        return _newest(m)
    if not since:
        return [plain(f"Nothing has changed since you looked on {weekday_date(view.looked_at, m.now)}.")]
    head = f"Since you looked on {weekday_date(view.looked_at, m.now)}:"
    lines = [
        AnswerLine(
            f"{c.mark} {short_date(c.at, m.now)}  {c.text}{f' · {c.detail}' if c.detail else ''}", c.evidence, c.touchpoint
        )
        for c in since
    ]
    return [muted(head), *shortened(lines, "changes")]


def _newest(m: Material) -> list[AnswerLine]:
    """Return what happened last, for somebody who never marked the deal as seen."""
    rows = [row for row in m.recent if row.at <= m.now and row.origin is not Origin.AUTOMATED]
    if not rows:
        return [plain("Nothing has happened between people in this deal yet.")]
    head = muted("You have not marked this deal as seen yet (m does that), so this is what happened last:")
    return [head, *shortened([row_line(row, m.now) for row in rows], "touchpoints")]


def _open(_: Understood, m: Material) -> list[AnswerLine]:
    reading = m.view.reading
    lines = [
        plain(f"{one.label}: {one.status.value.lower()}. {_asks(one)}", evidence=one.evidence[:2])
        for one in reading.requirements
        if one.status not in _SETTLED
    ]
    lines += [
        plain(signal.fact, evidence=signal.evidence, touchpoint=next(iter(signal.touchpoints), ""))
        for signal in reading.signals
        if signal.fired and signal.kind in ("question_unanswered", "promise_owed")
    ]
    if not lines:
        return [plain("Nothing is open: every requirement that this stage asks for is verified or not needed.")]
    return shortened(lines, "open items", 9)


def _asks(one: RequirementReading) -> str:
    if one.status is Status.SUPPORTED and one.would_change:
        return f"It would be settled by {one.would_change}."
    return (
        f"To ask: {one.question}" if one.question else f"It would be settled by {one.would_change}." if one.would_change else ""
    )


def _gate(_: Understood, m: Material) -> list[AnswerLine]:
    gate = next((g for g in m.view.reading.gates if g.state not in (GateState.PASSED, GateState.WAIVED)), None)
    if gate is None:
        return [plain("No gate holds this deal: all of them are passed or waived.")]
    until = f" until {weekday_date(gate.until, m.now)}" if gate.until else ""
    reason = f" ({gate.reason})" if gate.reason else ""
    lines = [plain(f"The {gate.name} gate is {gate.state.value}{until}{reason}. Still needed: {list_of(list(gate.needs)) or 'nothing'}.",
                   evidence=gate.to_confirm or gate.passed_by)]  # fmt: skip
    if gate.state is GateState.READY:
        lines.append(muted("A person's confirmation (c) of these quotes would pass it:"))
        lines += [told(item, m.now) for key in gate.to_confirm if (item := m.quote(key))]
    labels = {one.key: one for one in m.view.reading.requirements}
    for key in gate.must_meets:
        one = labels.get(key)
        if one is not None:
            item = m.quote(one.strongest)
            lines.append(told(item, m.now, lead=f"{one.label} · {one.status.value} · ") if item else plain(
                f"{one.label} · {one.status.value}{f' · to ask: {one.question}' if one.question else ''}"))  # fmt: skip
    return lines


def _line(_: Understood, m: Material) -> list[AnswerLine]:
    lines = m.view.reading.lines
    found = [plain(lines.sentence)]
    found += [plain(f"{short_date(move.at, m.now)}: {move.before} → {move.after}, {move.cause}", evidence=move.evidence)
              for move in lines.moves[-3:]]  # fmt: skip
    return [*found, *_gate(_, m)[:1]]


def _steps(u: Understood, m: Material) -> list[AnswerLine]:
    open_ones = [s for s in m.view.reading.steps if s.state in ("proposed", "accepted")]
    person = m.person(u.person)
    if person is not None:
        open_ones = [s for s in open_ones if s.person == person.name] or open_ones
    if not open_ones:
        return [plain("No step follows from what is known. A date from the customer, a promise or a question would make one.")]
    return [
        plain(f"{weekday_date(s.due, m.now) if s.due else 'any day'}: {s.title} ({s.effort_minutes} min) - {s.why}",
              evidence=s.evidence, touchpoint=next(iter(s.touchpoints), ""))
        for s in open_ones
    ]  # fmt: skip


def _risks(_: Understood, m: Material) -> list[AnswerLine]:
    reading = m.view.reading
    lines = [
        plain(f"{s.fact} It matters because {s.why[:1].lower()}{s.why[1:].rstrip('.')}. Settled by: {s.clears.rstrip('.')}.",
              evidence=s.evidence, touchpoint=next(iter(s.touchpoints), ""))
        for s in reading.signals if s.fired and s.mark != "wrong"
    ]  # fmt: skip
    lines += [
        plain(f"{r.label} is {r.status.value.lower()}. {_asks(r)}", evidence=r.evidence[:2])
        for r in reading.requirements if r.status in (Status.CONFLICTING, Status.STALE)
    ]  # fmt: skip
    if not lines:
        weakest = next((r for r in reading.requirements if r.key == reading.weakest), None)
        tail = f" The weakest requirement is “{weakest.label}” ({weakest.status.value.lower()})." if weakest else ""
        return [plain(f"Nothing asks for attention in what is stored.{tail}")]
    return [muted("Open items, each with what would settle it:"), *shortened(lines, "open items")]


def _field(m: Material, field: str) -> list[AnswerLine]:
    return [
        AnswerLine(f"{short_date(c.at, m.now)}: {_value(c.old)} → {_value(c.new)}{f' (set by {c.by})' if c.by else ''}")
        for c in m.changes if c.field == field and c.old != c.new
    ]  # fmt: skip


def _value(text: str) -> str:
    """Return a field's value as it is read: an amount with its thousands apart."""
    return f"{int(text):,}" if text.isdecimal() and len(text) > 4 else text or "nothing"


def _history(m: Material, field: str, name: str) -> list[AnswerLine]:
    moves = [line for line in _field(m, field) if not line.text.split(": ", 1)[1].startswith("nothing")]
    if not moves:
        return [muted(f"No change of the {name} is stored.")]
    return [
        muted(f"It changed {'once' if len(moves) == 1 else f'{len(moves)} times'} in the CRM:"),
        *shortened(moves, "changes", 8),
    ]


def _amount(_: Understood, m: Material) -> list[AnswerLine]:
    deal = m.view.deal
    head = f"The CRM says {deal.amount:,} {deal.currency}".rstrip() + "." if deal.amount is not None else "The CRM has no amount."
    return [plain(head), *_history(m, "amount", "amount")]


def _close(_: Understood, m: Material) -> list[AnswerLine]:
    deal = m.view.deal
    if deal.close_date is None:
        head = "The CRM has no close date."
    elif deal.closed:
        head = f"It was closed on {weekday_date(deal.close_date, m.now)}, {'won' if deal.won else 'not won'}."
    else:
        days = (deal.close_date - m.today).days
        ahead = f"in {days} days" if days > 1 else "tomorrow" if days == 1 else "today" if days == 0 else f"{-days} days ago"
        head = f"The CRM says {weekday_date(deal.close_date, m.now)} ({ahead})."
    moved = [r for r in m.remarks if r.kind == "date_moved" and r.side.value == "customer"]
    said = [_remark(r, m) for r in moved[-3:]]
    return [plain(head), *_history(m, "close_date", "close date"), *([muted("In the customer's words:"), *said] if said else [])]


def _remark(remark: Remark, m: Material, tail: str = "") -> AnswerLine:
    private = " (in confidence)" if remark.confidential else ""
    return AnswerLine(
        f"{remark.speaker}{private}, {short_date(remark.at, m.now)}: {quoted(remark.quote, 30)}{tail}", (), remark.touchpoint_id
    )


def _stage(_: Understood, m: Material) -> list[AnswerLine]:
    deal, lines = m.view.deal, m.view.reading.lines
    last = next((c for c in reversed(m.changes) if c.field == "stage"), None)
    since = f", since {weekday_date(last.at, m.now)}" if last else ""
    mapped = f" ({lines.claim} in this channel)" if lines.claim != deal.stage else ""
    return [
        plain(f"The CRM says {deal.stage or 'no stage'}{mapped}{since}."), plain(lines.sentence), *_history(m, "stage", "stage")
    ]  # fmt: skip


def _summary(_: Understood, m: Material) -> list[AnswerLine]:
    reading = m.view.reading
    lines = [AnswerLine(f"{c.text} [{c.band.words}]", c.evidence) for c in reading.claims] or [plain(reading.headline)]
    return [*lines, plain(reading.lines.sentence)]


def _requirement(u: Understood, m: Material) -> list[AnswerLine]:
    one = next((r for r in m.view.reading.requirements if r.key == u.requirement), None)
    if one is None and u.requirement:
        return [plain("This journey's playbook has no such requirement.")]
    if one is None:
        lines = [
            plain(f"{r.label}: {r.status.value}.", evidence=r.evidence[:1])
            for r in m.view.reading.requirements
            if r.status is not Status.BLANK
        ]
        return [muted("All that this journey asks for, as far as it is known:"), *lines]
    return about_requirement(one, m)


def about_requirement(one: RequirementReading, m: Material) -> list[AnswerLine]:
    """Return what is known about a requirement: its quotes, strongest first, then what would change it."""
    if one.status is Status.BLANK and not one.evidence:
        return [plain(f"“{one.label}” is not asked for at this stage, and no quote bears on it yet.{_to_ask(one)}")]
    items = [item for key in one.evidence if (item := m.quote(key)) is not None and not item.rejected]
    head = f"{one.label}: {one.status.value}, {one.band.words.lower()}." if one.status is not Status.BLANK else f"{one.label}:"
    if not items:
        return [plain(f"{head} No quote of the customer's bears on it.{_to_ask(one)}")]
    tail = [muted(f"What would change it: {one.would_change}")] if one.would_change else []
    return [plain(head), *shortened([told(item, m.now) for item in items], "quotes", 5), *tail]


def _to_ask(one: RequirementReading) -> str:
    return f" To ask: {one.question}" if one.question else ""


def _why_status(u: Understood, m: Material) -> list[AnswerLine]:
    reading = m.view.reading
    key = u.requirement or reading.weakest
    one = next((r for r in reading.requirements if r.key == key), None)
    if one is None or one.status is Status.BLANK:
        return [plain(f"“{one.label if one else 'This'}” is not asked for at this stage, so it has no status.")]
    lead = [] if u.requirement else [muted("No requirement was named; this is the weakest one:")]
    lines = [
        *lead,
        plain(
            f"{one.label} is {one.status.value} ({one.band.words}): {one.reason or 'no live evidence'}.",
            evidence=one.evidence[:3],
        ),
    ]
    lines += [
        AnswerLine(
            f"{s.text}{f' – does not count: {s.why_not}' if s.why_not else ''}", s.evidence, ink="text" if s.counted else "muted"
        )
        for s in one.sums[:MOST_SUMS]
    ]
    lines += [muted(f"Not covered yet: {list_of(list(one.missing))}.")] if one.missing else []
    lines += [muted(f"What would change it: {one.would_change}")] if one.would_change else []
    return lines


MOST_SUMS = 6


def _next_meeting(u: Understood, m: Material) -> list[AnswerLine]:
    person = m.person(u.person)
    rows = [row for row in m.coming if row.status != "cancelled"]
    if not rows:
        last = next((row for row in m.recent if row.kind.value in ("meeting", "call") and row.at <= m.now), None)
        events = [r for r in m.remarks if r.kind == "dated_event" and r.due and r.due >= m.today and r.side.value == "customer"]
        lines = [plain("No meeting is in the synced calendars after today.")]
        lines += [_remark(r, m, f" (for {weekday_date(r.due, m.now)})") for r in events[:2] if r.due]
        return [*lines, row_line(last, m.now, f"the last one was {last.subject or 'without a subject'}")] if last else lines
    lead = [muted(f"Who is invited is not looked at here; asked about {person.name}.")] if person else []
    first = rows[0]
    lines = [
        AnswerLine(
            f"{weekday_date(first.at, m.now)}, {first.at:%H:%M} UTC: {first.subject or first.kind.value} (with {first.actor})",
            (),
            first.id,
        )
    ]
    return [*lead, *lines, *[row_line(row, m.now) for row in rows[1:3]]]


def _dates(_: Understood, m: Material) -> list[AnswerLine]:
    named = [
        r
        for r in m.remarks
        if r.due is not None and r.side.value == "customer" and r.kind in ("dated_event", "date_moved", "promise")
    ]
    ahead = sorted((r for r in named if r.due and r.due >= m.today), key=lambda r: r.due or m.today)
    lines = [_remark(r, m, f" → {weekday_date(r.due, m.now)}") for r in ahead if r.due]
    lines += [
        told(e, m.now, lead=f"{weekday_date(e.due, m.now)} · ")
        for e in m.view.evidence
        if e.due and e.due >= m.today and not e.rejected
    ]
    lines += [row_line(row, m.now) for row in m.coming[:2]]
    if not lines:
        past = [_remark(r, m, f" → {weekday_date(r.due, m.now)}") for r in named[-3:] if r.due]
        return [plain("No date to come is named in what is stored."), *past]
    seen: set[str] = set()
    return shortened([line for line in lines if not (line.text in seen or seen.add(line.text))], "dates")  # type: ignore[func-returns-value]


def _pins(_: Understood, m: Material) -> list[AnswerLine]:
    if not m.facts:
        return [plain("Nothing is pinned. P on a sentence, a quote or a step keeps it here; /pin WORDS too.")]
    return [
        AnswerLine(
            f"{f.text} ({short_date(f.at, m.now)}, {f.by}{f', from {f.source}' if f.source else ''})",
            (f.evidence,) if f.evidence else (),
        )
        for f in m.facts
    ]


def _sources(_: Understood, m: Material) -> list[AnswerLine]:
    return [plain(age.words + (" – late" if age.late else "")) for age in m.view.sources] or [
        plain("No source is imported for this deal.")
    ]


def _channel(_: Understood, m: Material) -> list[AnswerLine]:
    channel = m.view.channel
    return [plain(f"{channel.name}: {channel.verified_words}. Chosen by {channel.rule or 'default'}."), *([plain(channel.how_to_read)] if channel.how_to_read else []),
            muted(f"Stages: {', '.join(channel.stages)}")]  # fmt: skip


def _drafts(_: Understood, m: Material) -> list[AnswerLine]:
    if not m.artifacts:
        return [plain("Nothing has been written for this deal yet. A makes a draft; /draft follow-up too.")]
    return [
        plain(
            f"{a.title} · {a.kind} · version {a.head}, {short_date(a.updated_at, m.now)}, {a.updated_by}{' · sent' if a.state == 'sent' else ''}"
        )
        for a in m.artifacts[:8]
    ]


def _owner(_: Understood, m: Material) -> list[AnswerLine]:
    deal = m.view.deal
    return [plain(f"{deal.owner or 'Nobody'} owns {deal.name} ({deal.account or 'no account'}) in the CRM."), *_field(m, "owner")]


MAKERS: dict[str, Callable[[Understood, Material], list[AnswerLine]]] = {
    "changed": _changed, "open": _open, "gate": _gate, "line": _line, "steps": _steps, "risks": _risks, "amount": _amount, "close": _close,
    "stage": _stage, "summary": _summary, "requirement": _requirement, "why_status": _why_status, "next_meeting": _next_meeting, "dates": _dates,
    "pins": _pins, "sources": _sources, "channel": _channel, "drafts": _drafts, "owner": _owner,
}  # fmt: skip
