"""Rows of the store to the domain's types: columns into dataclasses, no ORM objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import islice
from typing import Any

from journey_tui.domain.codec import decode
from journey_tui.domain.model import (
    Deal,
    Decision,
    Direction,
    Evidence,
    FieldChange,
    Kind,
    Lane,
    Origin,
    Party,
    Remark,
    Segment,
    Side,
    Source,
    Touchpoint,
)

TOUCHPOINT = (
    "t.id, t.kind, t.at, t.actor, t.actor_key, t.side, t.direction, t.origin, t.origin_rule, f.kind, f.path, t.native_id, t.locator, "
    "t.hash, t.zone, t.subject, t.snippet, t.parties, t.thread, t.meeting, t.ends_at, t.status, t.auto, t.deal_id, t.match_reason, "
    "t.imported_at, t.pk, t.account_id, t.known_at, t.read_origin, t.read_rule"
)
TOUCHPOINTS = f"SELECT {TOUCHPOINT} FROM touchpoint t JOIN source_file f ON f.id = t.file_id"

DEAL = (
    "SELECT d.id, d.name, d.account_id, COALESCE(a.name, ''), d.owner_id, COALESCE(m.name, d.owner_name), d.stage, d.amount, "
    "d.currency, d.close_date, d.created_at, d.closed, d.won, d.type, d.record_type, d.product, d.partner_id, COALESCE(p.name, ''), "
    "d.next_step, d.description, f.kind, f.path, d.native_id, d.locator, d.hash FROM deal d "
    "LEFT JOIN account a ON a.id = d.account_id LEFT JOIN account p ON p.id = d.partner_id LEFT JOIN member m ON m.id = d.owner_id "
    "JOIN source_file f ON f.id = d.file_id"
)


def instant(seconds: int | None) -> datetime | None:
    """Return the UTC instant of whole seconds since 1970, or None."""
    return None if seconds is None else moment(seconds)


def moment(seconds: int) -> datetime:
    """Return the UTC instant of whole seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def day(text: str) -> date | None:
    """Return the date of ISO text, None where it is empty."""
    return date.fromisoformat(text) if text else None


def money(text: str) -> Decimal | None:
    """Return the amount of stored text, None where it is empty or no number."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def touchpoint_of(row: tuple[Any, ...]) -> Touchpoint:
    """Return the touchpoint of a `TOUCHPOINTS` row; its text is the snippet."""
    return Touchpoint(
        id=row[0],
        kind=_KINDS[row[1]],
        at=moment(row[2]),
        actor=row[3],
        actor_key=row[4],
        side=_SIDES[row[5]],
        direction=_DIRECTIONS[row[6]],
        origin=_ORIGINS[row[7]],
        origin_rule=row[8],
        source=Source(row[9], row[10], row[11], row[12], row[13]),
        lane=default_lane(row[5], row[7]),
        zone=row[14],
        subject=row[15],
        text=row[16],
        parties=parties_of(row[17]),
        thread=row[18],
        meeting=row[19],
        ends_at=instant(row[20]),
        status=row[21],
        auto=row[22],
        deal_id=row[23],
        match_reason=row[24],
        imported_at=instant(row[25]),
        known_at=instant(row[28]),
        read_origin=_ORIGINS.get(row[29]),
        read_rule=row[30],
    )


# Plain look-ups: calling an enumeration costs several times as much, and rows come by the hundred thousand.
_KINDS = {kind.value: kind for kind in Kind}
_SIDES = {side.value: side for side in Side}
_DIRECTIONS = {direction.value: direction for direction in Direction}
_ORIGINS = {origin.value: origin for origin in Origin}
_LANES = {
    "seller": Lane.SELLER,
    "partner": Lane.PARTNER,
    "system": Lane.AUTOMATION,
    "customer": Lane.BUYER_OTHER,
    "other": Lane.BUYER_OTHER,
}


def default_lane(side: str, origin: str) -> Lane:
    """Return the lane of an actor whose role is not known yet."""
    return Lane.AI if origin == "ai" else _LANES[side]


@lru_cache(maxsize=2048)
def parties_of(text: str) -> tuple[Party, ...]:
    """Return the parties stored as JSON; the same people write to each other again and again."""
    return tuple(decode(Party, item) for item in json.loads(text)) if text != "[]" else ()


def segments_of(text: str) -> tuple[Segment, ...]:
    """Return the segments stored as JSON."""
    return tuple(decode(Segment, item) for item in json.loads(text))


def deal_of(row: tuple[Any, ...]) -> Deal:
    """Return the deal of a `DEAL` row."""
    return Deal(
        id=row[0],
        name=row[1],
        account_id=row[2],
        account=row[3],
        owner_id=row[4],
        owner=row[5],
        stage=row[6],
        amount=money(row[7]),
        currency=row[8],
        close_date=day(row[9]),
        created_at=instant(row[10]),
        closed=bool(row[11]),
        won=bool(row[12]),
        type=row[13],
        record_type=row[14],
        product=row[15],
        partner_id=row[16],
        partner=row[17],
        next_step=row[18],
        description=row[19],
        source=Source(row[20], row[21], row[22], row[23], row[24]),
    )


def evidence_of(rows: Iterable[tuple[str]]) -> tuple[Evidence, ...]:
    """Return evidence stored as JSON."""
    return tuple(decode(Evidence, item) for item in _read_together(rows))


def remarks_of(rows: Iterable[tuple[str]]) -> tuple[Remark, ...]:
    """Return remarks stored as JSON."""
    return tuple(decode(Remark, item) for item in _read_together(rows))


_AT_ONCE = 64


def _read_together(rows: Iterable[tuple[str]]) -> Iterator[Any]:
    """Yield what JSON rows hold, many read at once: the same names stand in each, and are made once."""
    told = iter(rows)
    while part := ",".join(row[0] for row in islice(told, _AT_ONCE)):
        yield from json.loads(f"[{part}]")


def change_of(row: tuple[Any, ...]) -> FieldChange:
    """Return a CRM field's change; columns deal_id, at, field, old, new, by, then the source."""
    return FieldChange(row[0], moment(row[1]), row[2], row[3], row[4], row[5], Source(*row[6:11]))


def decision_of(row: tuple[Any, ...]) -> Decision:
    """Return a decision; columns id, at (ms), person, kind, target, deal_id, value, reason, note, expires, about (JSON)."""
    at = datetime.fromtimestamp(row[1] / 1000, UTC)
    about = tuple(json.loads(row[10]).items()) if row[10] != "{}" else ()
    return Decision(row[0], at, row[2], row[3], row[4], row[5], row[6], row[7], row[8], day(row[9]), about)
