"""Refuse decisions that cannot be meant: unknown kinds, things of another deal, days that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from journey_tui.data.deal_view import one_evidence
from journey_tui.data.sqlite import sqlite3


class DecisionRefused(ValueError):
    """A decision cannot be recorded; the message says why and what would do."""


KINDS = frozenset({"confirm", "reject", "override", "waive", "hold", "role", "signal", "step", "seen", "pin", "match", "snooze"})
STEP_STATES = frozenset({"proposed", "accepted", "edited", "snoozed", "dismissed", "done"})
SIGNAL_MARKS = frozenset({"useful", "not useful", "wrong"})
LATEST = timedelta(days=5 * 366)
"""No hold, snooze or waiver reaches further: a date beyond is a slip of the fingers."""
UNTIL = {"waive": "A waiver", "hold": "A hold", "snooze": "A snooze"}
"""Decisions that end on a day, and how they are called."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision as somebody wants it."""

    kind: str
    target: str
    deal_id: str
    value: str
    reason: str
    expires: date | None


def check_decision(connection: sqlite3.Connection, wish: Wish, today: date, shown: Callable[[], frozenset[str]]) -> None:
    """Raise `DecisionRefused` when the wish cannot be meant; `shown` gives the steps and claims that the deal shows now."""
    if wish.kind not in KINDS:
        raise DecisionRefused(f"{wish.kind} is no decision. Known: {', '.join(sorted(KINDS))}.")
    if wish.kind == "match":
        _check_match(connection, wish)
    elif not _is_deal(connection, wish.deal_id):
        raise DecisionRefused(f"There is no deal {wish.deal_id or 'without an id'}. `journey deals` lists them.")
    _check_value(wish)
    _check_day(wish, today)
    _check_target(connection, wish, shown)


def _is_deal(connection: sqlite3.Connection, deal_id: str) -> bool:
    return connection.execute("SELECT 1 FROM deal WHERE id=?", (deal_id,)).fetchone() is not None


def _check_match(connection: sqlite3.Connection, wish: Wish) -> None:
    if connection.execute("SELECT 1 FROM touchpoint WHERE id=?", (wish.target,)).fetchone() is None:
        raise DecisionRefused(f"There is no touchpoint {wish.target}. `journey unmatched` lists what waits.")
    if wish.value != "none" and not _is_deal(connection, wish.value):
        raise DecisionRefused(f"There is no deal {wish.value or 'without an id'}. `journey deals` lists them.")


def _check_value(wish: Wish) -> None:
    if wish.kind == "step" and wish.value not in STEP_STATES:
        raise DecisionRefused(f"{wish.value or 'nothing'} is no state of a step. Known: {', '.join(sorted(STEP_STATES))}.")
    if wish.kind == "signal" and wish.value not in SIGNAL_MARKS:
        raise DecisionRefused(f"A signal is marked {', '.join(sorted(SIGNAL_MARKS))}.")
    if wish.kind == "waive" and not wish.reason:
        raise DecisionRefused("A waiver needs a reason and the day on which it ends.")


def _check_day(wish: Wish, today: date) -> None:
    name = UNTIL.get(wish.kind) or ("A snoozed step" if wish.value == "snoozed" else "")
    if name and wish.expires is None:
        raise DecisionRefused(f"{name} needs the day on which it ends.")
    if wish.expires is not None and not today <= wish.expires <= today + LATEST:
        raise DecisionRefused(f"{wish.expires} is not between today and {today + LATEST}.")


def _check_target(connection: sqlite3.Connection, wish: Wish, shown: Callable[[], frozenset[str]]) -> None:
    if wish.kind in ("confirm", "reject"):
        item = one_evidence(connection, wish.target)
        if item is None or item.deal_id != wish.deal_id:
            raise DecisionRefused(f"Evidence {wish.target} does not belong to this deal.")
        return
    owner = wish.target.partition("|")[0] if "|" in wish.target else ""
    if owner and owner != wish.deal_id:
        raise DecisionRefused(f"{wish.target} does not belong to this deal.")
    if (
        wish.target.startswith(("step:", "claim:"))
        and wish.kind in ("step", "override")
        and not _is_shown(connection, wish, shown)
    ):
        raise DecisionRefused("This is not shown for the deal any more. Refresh, and look again.")


def _is_shown(connection: sqlite3.Connection, wish: Wish, shown: Callable[[], frozenset[str]]) -> bool:
    """Return whether the deal shows it, or somebody decided on it before: what was dismissed can be taken up again."""
    before = "SELECT 1 FROM decision WHERE target=? AND deal_id=? LIMIT 1"
    return wish.target in shown() or connection.execute(before, (wish.target, wish.deal_id)).fetchone() is not None
