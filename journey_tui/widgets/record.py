"""The other texts of a deal: its steps in full, its channel, what is pinned, and the context beside the story."""

from __future__ import annotations

from typing import Final

from journey_tui.domain.model import Side
from journey_tui.domain.reading import PersonReading, Step
from journey_tui.domain.views import DealView
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import LANES, Look, count
from journey_tui.widgets.ink import Line, fit, joined, sides, wrap
from journey_tui.widgets.story import MARGIN, MEASURE, blank, prose, step_due, step_item, step_purpose

MOST_PEOPLE: Final = 9
"""People that the context panel shows; more push the age of the sources out of sight."""


def actions(view: DealView, look: Look, width: int) -> list[Block]:
    """Return the steps, open ones first, each with why, for whom, what it moves and how long it takes."""
    order = {"proposed": 0, "accepted": 0, "snoozed": 1, "done": 2, "dismissed": 3}
    steps = sorted(view.reading.steps, key=lambda step: order.get(step.state, 0))
    if not steps:
        return [blank(), prose("No step follows from what is known about this deal.", width, "text"),
                prose("2 shows what is not known yet, each with the question that would find out.", width)]  # fmt: skip
    blocks: list[Block] = []
    for step in steps:
        blocks += [blank(), _step(step, view, look, width)]
    return blocks


def _step(step: Step, view: DealView, look: Look, width: int) -> Block:
    """Return one step in full."""
    room = min(MEASURE + 17, width - 2)
    indent = MARGIN + 9
    due, ink = step_due(step, look)
    over = step.state in ("done", "dismissed")
    state = step.done_by or step.state if step.state not in ("proposed", "done") else step.done_by
    lines: list[Line] = []
    for number, text in enumerate(wrap(step.title, room - indent - 14)):
        effort = f"{step.effort_minutes} min" if step.effort_minutes and number == 0 else ""
        lead = ((" " * MARGIN, "text"), (fit(due if number == 0 else "", 9), ink), (text, "muted" if over else "strong"))
        lines.append(sides(lead, ((effort, "muted"),), room))
    lines += [((" " * indent + text, "muted"),) for text in wrap(step.why, room - indent - 2)] if step.why else []
    owner = f"{step.owner}{' (customer)' if step.side is Side.CUSTOMER else ''}" if step.owner else ""
    facts = joined(
        (f"with {step.person}" if step.person else "", f"owner {owner}" if owner else "", step_purpose(step, view, look))
    )
    lines += [((" " * indent + text, "muted"),) for text in wrap(facts, room - indent - 2)] if facts else []
    if state:
        lines.append(((" " * indent + state, "fair"),))
    return Block(tuple(lines), step_item(step, look))


def context(view: DealView, look: Look, width: int) -> list[Block]:
    """Return the side panel: how to read the journey, the people, the age of each source."""
    room = width - 4
    channel, lines = view.channel, view.reading.lines
    blocks = [blank(), _side_head("Channel"), _side(channel.name, room, "text"), _side(channel.verified_words, room)]
    if channel.pending:
        blocks.append(_side(f"{count(channel.pending, 'update')} pending", room, "accent"))
    blocks += [_side(channel.how_to_read, room)] if channel.how_to_read else []
    blocks += [
        blank(),
        Block(
            tuple(
                ((fit("  " + name, 11), "muted"), (fit(stage, room - 9), "text"))
                for name, stage in _lines(lines.truth, lines.truth_waived, lines.claim)
            )
        ),
    ]
    people, more = people_shown(view.reading.people)
    blocks += [blank(), _side_head("People")]
    blocks += [_person(one, look, room) for one in people] or [_side("Nobody of the customer's has been heard yet.", room)]
    blocks += [_side(f"and {more} more, not heard lately", room)] if more else []
    blocks += [blank(), _side_head("Sources"), *(_side(age.words, room, "weak" if age.late else "muted") for age in view.sources)]
    if view.model is not None:
        words = f"read by {view.model.model}" if view.model.state == "ok" else "not all read by the model"
        blocks.append(_side(words, room, "muted" if view.model.state == "ok" else "weak"))
    return blocks


def people_shown(people: tuple[PersonReading, ...]) -> tuple[list[PersonReading], int]:
    """Return the customer's and partner's people, last heard first and at most `MOST_PEOPLE`, and how many are left out.

    Addresses that only machines write from (a service desk, a bulletin, no-reply) are nobody.
    """
    found = [one for one in people if one.side in (Side.CUSTOMER, Side.PARTNER) and not one.is_machine]
    found.sort(key=lambda one: (one.last_heard is None, -one.last_heard.timestamp() if one.last_heard else 0.0, one.name))
    return found[:MOST_PEOPLE], len(found[MOST_PEOPLE:])


def _lines(truth: str, waived: str, claim: str) -> list[tuple[str, str]]:
    """Return the two lines' names and stages."""
    dashed = f" ~ {waived}" if waived and waived != truth else ""
    return [("Evidence", truth + dashed), ("CRM", claim)]


def _side_head(text: str) -> Block:
    return Block((((f"  {text}", "accent"),),))


def _side(text: str, room: int, ink: str = "muted") -> Block:
    return Block(tuple((("  " + line, ink),) for line in wrap(text, room)) if text else ())


def _person(one: PersonReading, look: Look, room: int) -> Block:
    """Return a person: name, role, when last heard, how fast they usually answer."""
    reply = ""
    if one.usual_reply_h is not None:
        reply = (
            f"replies in {one.usual_reply_h:.0f} h" if one.usual_reply_h < 48 else f"replies in {one.usual_reply_h / 24:.0f} d"
        )
    heard = f"heard {look.heard(one.last_heard)}" if one.last_heard else "not heard yet"
    away = f"away to {look.short_day(one.away_until)}" if one.away_until and one.away_until >= look.today else ""
    lines: list[Line] = [
        (("  " + fit(one.name, room), "text"),),
        (("    " + fit(joined((LANES[one.lane], one.title)), room - 2), "muted"),),
    ]
    lines += [(("    " + line, "muted"),) for line in wrap(joined((heard, reply)), room - 2)]
    if away:
        lines.append((("    " + fit(away, room - 2), "weak"),))
    return Block(tuple(lines), Item("person", one.key, joined((one.name, one.title)), detail=one.lane_rule, value=one))
