"""Call plan, mutual action plan, business case, recap and note: what is known with who said it, what is not as a question."""

from __future__ import annotations

from datetime import date, timedelta

from journey_tui.domain.channel_offers import left_out, verified_words
from journey_tui.domain.drafts import Brief, Draft, first_name, said
from journey_tui.domain.drafts_mail import promised
from journey_tui.domain.language import list_of, quoted, weekday_date, without_blame
from journey_tui.domain.marks import NOT_SAID
from journey_tui.domain.model import Evidence, Remark, Side
from journey_tui.domain.plan_table import table
from journey_tui.domain.reading import GateState, Status
from journey_tui.domain.views_workspace import PlannedStep


def _cites(*groups: list[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.id for group in groups for e in group))


def _bullets(items: list[str], empty: str) -> list[str]:
    return [f"- {item}" for item in items] or [f"- {empty}"]


def call_plan(brief: Brief) -> Draft:
    """Return what to find out in the next talk, what stands already, and what to bring."""
    view, today = brief.view, brief.today
    gate = next((g for g in view.reading.gates if g.state not in (GateState.PASSED, GateState.WAIVED)), None)
    person = brief.person.name if brief.person else brief.step.person if brief.step else ""
    when = f", {weekday_date(brief.about.at.date(), today)}" if brief.about and brief.about.at.date() >= today else ""
    needs = list_of([need.rstrip(".") for need in gate.needs[:2] if "confirmation" not in need]) if gate and gate.needs else ""
    purpose = (
        f"Leave the talk with {needs} ({gate.name} gate)." if gate and needs else "Confirm where they stand and what comes next."
    )
    keys = gate.must_meets if gate else ()
    known = brief.quotes(*keys)[:4] or brief.quotes()[:4]
    owed = [
        f"{promised(r, brief)}{f' (for {weekday_date(r.due, today)})' if r.due else ''}"
        for r in brief.open_remarks("promise", Side.SELLER)[:3]
    ]
    asked = [f"{r.speaker}: {quoted(r.quote, 30)}" for r in brief.open_remarks("question", Side.CUSTOMER)[:3]]
    lines = [f"# Call plan: {person or view.deal.account or view.deal.name}{when}", "", f"**What for.** {purpose}", "", "## What they have told us", "",
             *_bullets([said(e, today) for e in known], "No quote of theirs bears on this gate yet."), "", "## Questions", "",
             *_bullets([f"{label}: {question}" for label, question in brief.questions(4)], "All is known; confirm it in their words.")]  # fmt: skip
    if asked:
        lines += ["", "## They asked", "", *_bullets(asked, "")]
    lines += ["", "## Bring along", "", *_bullets(owed, "Nothing promised is open.")]
    if brief.offered:
        lines += ["", "## Approved to say", "", *_bullets([f"{one.text} [{one.words}]" for one in brief.offered[:3]], "")]
    if brief.points:
        proof = [f"{p.text} ({p.source}) [{verified_words(at)}]" for p, at in brief.points[:3]]
        lines += ["", "## Proof to have at hand", "", *_bullets(proof, "")]
    if waiting := left_out(brief.channel, today):
        lines += [
            "",
            f"Left out: {waiting} of the channel's messages and proof points {'waits' if waiting == 1 else 'wait'} to be verified.",
        ]
    if brief.channel.do_not_say:
        lines += ["", f"{NOT_SAID} {list_of(list(brief.channel.do_not_say))}."]
    lines += ["", "## Leave with", "", "- a date for the next step, and who does it on their side", "- [… what else]"]
    title = f"Call plan: {first_name(person) or view.deal.account or view.deal.name}{when}"
    return Draft("call-plan", title, "\n".join(lines), _cites(known), step_id=brief.step.id if brief.step else "")


def action_plan(brief: Brief) -> Draft:
    """Return the mutual action plan: steps of both sides with owners and dates, back from their own date."""
    view, today = brief.view, brief.today
    goal = brief.quotes("metrics")[:1] or brief.quotes("pain")[:1]
    steps = _our_steps(brief) + _their_steps(brief)
    lines = [
        f"# Mutual action plan: {view.deal.name}",
        "",
        f"{view.deal.account or 'Customer'} and {brief.by}, {weekday_date(today)} {today.year}.",
        "",
    ]
    lines += [
        f"**What it is for.** {said(goal[0], today)}" if goal else "**What it is for.** [… the outcome, in the customer's words]",
        "",
        table(steps),
        "",
    ]
    lines += [
        "Dates and owners are proposals until both sides have agreed to them. Change any line; `yes` in the last column marks it as done."
    ]
    return Draft("plan", f"Mutual action plan: {view.deal.account or view.deal.name}", "\n".join(lines), _cites(goal))


def _our_steps(brief: Brief) -> list[PlannedStep]:
    found = [
        PlannedStep(_neutral(s.title), s.owner or brief.by, "ours", s.due, False)
        for s in brief.view.reading.steps
        if s.state in ("proposed", "accepted") and s.kind in ("promise", "answer", "event", "follow_up")
    ]
    return found[:4]


def _neutral(title: str) -> str:
    """Return a step's title without the customer's words in it: a plan that both sides read names the act."""
    head = without_blame(title).partition(": “")[0]
    return head.rstrip(": ")


def _their_steps(brief: Brief) -> list[PlannedStep]:
    """Return what the customer's path still has before it, each with whoever is known for it."""
    view, today = brief.view, brief.today
    found = [
        PlannedStep(quoted(r.quote, 14), r.speaker, "theirs", r.due, False)
        for r in brief.open_remarks("dated_event", Side.CUSTOMER) + brief.open_remarks("promise", Side.CUSTOMER)
        if r.due and r.due >= today and not _is_goal(r, brief)
    ][:4]
    stages = [g for g in view.reading.gates if g.state not in (GateState.PASSED, GateState.WAIVED)]
    end = (
        view.deal.close_date
        if view.deal.close_date and view.deal.close_date > today
        else today + timedelta(days=21 * max(1, len(stages)))
    )
    room = (end - today).days / (len(stages) + 1) if stages else 0
    for number, gate in enumerate(stages, 1):
        owner = next((p.name for p in view.reading.people if p.lane is gate.gatekeeper and p.side is Side.CUSTOMER), "[… who]")
        acts = [
            _ACTS[r.key]
            for r in view.reading.requirements
            if r.key in gate.must_meets and r.key in _ACTS and r.status is not Status.VERIFIED
        ]
        if acts:
            text = list_of(acts)
            found.append(
                PlannedStep(
                    text[:1].upper() + text[1:], owner, "theirs", _weekday(today + timedelta(days=int(room * number))), False
                )
            )
    if view.deal.close_date and view.deal.close_date > today and not view.deal.closed:
        found.append(PlannedStep("Signature", "both", "theirs", view.deal.close_date, False))
    return found


def _is_goal(remark: Remark, brief: Brief) -> bool:
    """Return whether the words are their problem or their outcome: a date in them is a wish, no step."""
    return any(
        e.quote in remark.quote or remark.quote in e.quote for e in brief.view.evidence if e.requirement in ("pain", "metrics")
    )


_ACTS = {
    "pain": "agree which problem is solved first", "metrics": "agree the outcome and how it is measured", "decision_criteria": "agree what a solution has to do",
    "economic_buyer": "hear from whoever approves it", "decision_process": "confirm the steps and dates to a decision",
    "paper_process": "start the legal, security and purchasing steps",
}  # fmt: skip
"""What settles a requirement, as both sides would write it in a plan."""


def _weekday(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def business_case(brief: Brief) -> Draft:
    """Return the case as the customer could put it to whoever says yes: their problem, outcome, way to choose, path."""
    view, today = brief.view, brief.today
    used: list[Evidence] = []
    words = brief.quotes(*(key for key, _ in _CASE))
    basis = (
        "In their words, with who said it and when."
        if words
        else "Nothing in their words is stored yet: each heading has the question to ask."
    )
    head = f"For {view.deal.account or 'the customer'}, {weekday_date(today)} {today.year}. {basis}"
    lines = [f"# Business case: {view.deal.name}", "", head, ""]
    for key, heading in _CASE:
        one = brief.reading(key)
        if one is None or one.status is Status.BLANK:
            continue
        quotes = brief.quotes(key)[:3]
        used += quotes
        lines += [
            f"## {heading}",
            "",
            *_bullets([said(e, today) for e in quotes], f"Not yet known. {one.question or ''}".rstrip()),
            "",
        ]
    ours = [
        *(one.text for one in brief.offered[:2]),
        *(f"{p.text} ({p.source})" for p, _ in brief.points[:3]),
    ]
    lines += ["## What we bring", "", *_bullets(ours, "[… how it meets the points above, with a source]")]
    amount = f"{view.deal.amount:,} {view.deal.currency}".strip() if view.deal.amount is not None else ""
    by = f", decision by {weekday_date(view.deal.close_date, today)}" if view.deal.close_date and not view.deal.closed else ""
    lines += ["", "## Cost and time", "", f"- {amount or '[… amount]'}{by}"]
    if questions := brief.questions(3):
        lines += ["", "## Still to find out", "", *_bullets([f"{label}: {question}" for label, question in questions], "")]
    return Draft(
        "business-case",
        f"Business case: {view.deal.account or view.deal.name}",
        "\n".join(lines),
        _cites(used),
        brief.note_of(ours),
    )


_CASE = (
    ("pain", "The problem"), ("metrics", "The outcome wanted"), ("decision_criteria", "What a solution has to do"),
    ("decision_process", "The path to a decision"), ("paper_process", "The path to signature"),
)  # fmt: skip
"""Requirement: the heading of a business case that it stands under."""


def recap(brief: Brief) -> Draft:
    """Return where the deal stands, for a colleague: the story, what is open, what comes next."""
    view, today = brief.view, brief.today
    claims = [c for c in view.reading.claims if not any(e.id in c.evidence and e.confidential for e in view.evidence)]
    lines = [f"# Recap: {view.deal.name}", "", f"{view.deal.account} · {weekday_date(today)} {today.year} · {brief.by}", ""]
    lines += _bullets([f"{c.text} [{c.band.words}]" for c in claims], view.reading.headline)
    looked = view.looked_at is not None
    lines += ["", view.reading.lines.sentence, "", "## Since last time" if looked else "## What happened last", ""]
    news = [c for c in (view.since if looked else view.reading.changes) if "(in confidence)" not in c.text][:6]
    lines += _bullets(
        [f"{c.text}" for c in news], "Nothing has changed." if looked else "Nothing has happened between people yet."
    )
    lines += ["", "## Next", ""]
    steps = [s for s in view.reading.steps if s.state in ("proposed", "accepted")]
    lines += _bullets(
        [f"{weekday_date(s.due, today) if s.due else 'any day'}: {without_blame(s.title)}" for s in steps],
        "No step follows from what is known.",
    )
    cited = [e for e in view.evidence if any(e.id in c.evidence for c in claims)]
    return Draft("recap", f"Recap of {weekday_date(today)}", "\n".join(lines), _cites(cited))


def note(brief: Brief) -> Draft:
    """Return an empty note with what it was opened from."""
    today = brief.today
    quotes = brief.quotes(brief.requirement)[:2] if brief.requirement else []
    about = brief.about
    head = f"Note: {about.subject or about.actor}" if about else f"Note of {weekday_date(today)}"
    lines = [f"# {head}", "", *[f"- {said(e, today)}" for e in quotes], *([""] if quotes else []), ""]
    return Draft("note", head, "\n".join(lines), _cites(quotes))
