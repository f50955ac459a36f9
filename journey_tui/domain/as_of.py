"""A deal as of a moment: what had happened by then, whenever it was imported."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from journey_tui.domain.model import Deal, DealFacts, FieldChange, Person, Touchpoint


def known_by(touchpoint: Touchpoint, moment: datetime) -> bool:
    """Return whether the touchpoint had happened, or for a plan been entered, by the moment."""
    return touchpoint.at <= moment or (touchpoint.known_at is not None and touchpoint.known_at <= moment)


def facts_as_of(facts: DealFacts, moment: datetime, *, past: bool) -> DealFacts:
    """Return the facts up to the moment; `past` marks a look back, where plans without an entry date are not yet known."""
    touchpoints = facts.touchpoints
    if past:
        said = {d.target for d in facts.decisions if d.kind == "origin" and d.at <= moment}
        touchpoints = tuple(_as_read(t, said) for t in touchpoints if known_by(t, moment))
    return replace(
        facts,
        deal=deal_as_of(facts.deal, facts.changes, moment),
        people=_people_by_then(facts, touchpoints) if past else facts.people,
        touchpoints=touchpoints,
        evidence=tuple(e for e in facts.evidence if e.observed_at <= moment),
        remarks=tuple(r for r in facts.remarks if r.at <= moment),
        changes=tuple(c for c in facts.changes if c.at <= moment),
        decisions=tuple(d for d in facts.decisions if d.at <= moment),
    )


def _as_read(touchpoint: Touchpoint, said: set[str]) -> Touchpoint:
    """Return the touchpoint with the origin that the rules read, where nobody had said otherwise yet."""
    if touchpoint.read_origin is None or touchpoint.id in said:
        return touchpoint
    return replace(touchpoint, origin=touchpoint.read_origin, origin_rule=touchpoint.read_rule, read_origin=None, read_rule="")


def _people_by_then(facts: DealFacts, touchpoints: tuple[Touchpoint, ...]) -> tuple[Person, ...]:
    """Return who had taken part by then; whom the CRM alone names has no date, and stays."""
    then, ever = _taking_part(touchpoints), _taking_part(facts.touchpoints)

    def is_known(person: Person) -> bool:
        keys = {person.address} if person.address else {person.name.casefold()}
        return bool(keys & then) or not keys & ever or any(rule.startswith("CRM role") for _, rule in person.roles)

    return tuple(person for person in facts.people if is_known(person))


def _taking_part(touchpoints: tuple[Touchpoint, ...]) -> set[str]:
    return {party.address or party.name.casefold() for touchpoint in touchpoints for party in touchpoint.parties}


def deal_as_of(deal: Deal, changes: tuple[FieldChange, ...], moment: datetime) -> Deal:
    """Return the deal with the CRM fields of the moment; a field without history is unknown before its first record."""
    history: dict[str, list[FieldChange]] = defaultdict(list)
    for change in changes:
        history[change.field].append(change)
    later = any(change.at > moment for change in changes)
    if not later:
        return deal
    stage = _value(history["stage"], moment, deal.stage)
    was_open = deal.closed and stage != deal.stage
    owner = _owner(history["owner"], moment, deal.owner)
    return replace(
        deal,
        owner=owner,
        owner_id=deal.owner_id if owner == deal.owner else "",
        stage=stage,
        amount=_money(_value(history["amount"], moment, "" if deal.amount is None else str(deal.amount))),
        close_date=_day(_value(history["close_date"], moment, deal.close_date.isoformat() if deal.close_date else "")),
        next_step=_value(history["next_step"], moment, deal.next_step),
        closed=deal.closed and not was_open,
        won=deal.won and not was_open,
    )


def _value(history: list[FieldChange], moment: datetime, now: str) -> str:
    if not history:
        return now
    past = [change for change in history if change.at <= moment]
    return past[-1].new if past else ""


def _owner(history: list[FieldChange], moment: datetime, now: str) -> str:
    """Return whose deal it was: before the first change of owner the one from whom it went."""
    later = next((change for change in history if change.at > moment), None)
    return now if later is None else later.old


def _money(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
