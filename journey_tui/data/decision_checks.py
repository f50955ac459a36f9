"""Refuse decisions that cannot be meant: unknown kinds, things of another deal, days that cannot be, texts that hide something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from journey_tui.data.deal_view import one_evidence
from journey_tui.data.refused import DecisionRefused as DecisionRefused
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.model import Lane, Origin
from journey_tui.domain.reading import DealReading, Status
from journey_tui.lean import dataclass
from journey_tui.text import clean

KINDS: Final = frozenset({"confirm", "reject", "override", "waive", "hold", "role", "signal", "step", "seen", "pin", "match", "origin",
                          "snooze", "review", "coach", "coach_read"})  # fmt: skip
TAKING_BACK: Final = ("undo", "redo")
OWN_MARKS: Final = ("seen", "snooze", "pin", "coach", "coach_read")
"""Decisions that change nothing in a deal's reading."""
REVIEWS: Final = frozenset({"approved", "rejected", "deferred", "open"})
STEP_STATES: Final = frozenset({"proposed", "accepted", "edited", "snoozed", "dismissed", "done"})
SIGNAL_MARKS: Final = frozenset({"useful", "not useful", "wrong"})
ORIGINS: Final = frozenset({*(origin.value for origin in Origin), "as_read"})
LANES: Final = frozenset({lane.value for lane in Lane} - {Lane.AI.value, Lane.AUTOMATION.value} | {"as_read"})
GATE_WORDS: Final = frozenset({"waived", "held"})
LATEST: Final = timedelta(days=5 * 366)
"""No hold, snooze or waiver reaches further: a date beyond is a slip of the fingers."""
UNTIL: Final = {"waive": "A waiver", "hold": "A hold", "snooze": "A snooze"}
"""Decisions that end on a day, and how they are called."""
ENDLESS: Final = frozenset({"confirm", "reject", "seen", "pin", "match", "origin", "coach", "coach_read"})
"""Decisions that hold until they are taken back."""
LONGEST: Final = {"value": 2_000, "reason": 300, "note": 2_000, "target": 500}
"""Characters of each text at most."""
_MATTERS: Final = (("confirm", "reject"), ("override", "waive", "hold"))


def same_matter(kind: str) -> tuple[str, ...]:
    """Return the kinds of decision of which the newest on a thing leads alone."""
    return next((matter for matter in _MATTERS if kind in matter), (kind,))


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision as somebody wants it."""

    kind: str
    target: str
    deal_id: str
    value: str
    reason: str
    expires: date | None
    note: str = ""
    title: str = ""
    due: date | None = None


def check_decision(connection: sqlite3.Connection, wish: Wish, today: date, reading: Callable[[], DealReading]) -> None:
    """Raise `DecisionRefused` when the wish cannot be meant; `reading` gives what the deal shows now."""
    if wish.kind not in KINDS:
        raise DecisionRefused(f"{clean(wish.kind, limit=40)} is no decision. Known: {', '.join(sorted(KINDS))}.")
    _check_texts(wish)
    if wish.kind == "review":
        _check_review(connection, wish)
        _check_day(wish, today)
        return
    if wish.kind in ("match", "origin"):
        _check_touchpoint(connection, wish)
    if wish.kind != "match" and not _is_deal(connection, wish.deal_id) and not (wish.kind == "origin" and not wish.deal_id):
        raise DecisionRefused(f"There is no deal {wish.deal_id or 'without an id'}. `journey deals` lists them.")
    _check_value(wish)
    _check_day(wish, today)
    _check_target(connection, wish, reading)


def _check_texts(wish: Wish) -> None:
    for name, longest in LONGEST.items():
        words = getattr(wish, name)
        if len(words) > longest:
            raise DecisionRefused(f"The {name} has {len(words):,} characters; {longest:,} are kept at most.")
        if clean(words) != words:
            raise DecisionRefused(f"The {name} holds characters that no terminal shows. Type it again without them.")
    if len(wish.title) > 300 or clean(wish.title) != wish.title or "\n" in wish.title:
        raise DecisionRefused("The title of a step is one line of at most 300 characters.")


def _is_deal(connection: sqlite3.Connection, deal_id: str) -> bool:
    return connection.execute("SELECT 1 FROM deal WHERE id=?", (deal_id,)).fetchone() is not None


def _check_touchpoint(connection: sqlite3.Connection, wish: Wish) -> None:
    row = connection.execute("SELECT deal_id FROM touchpoint WHERE id=?", (wish.target,)).fetchone()
    if row is None:
        raise DecisionRefused(f"There is no touchpoint {wish.target}. `journey unmatched` lists what waits.")
    if wish.kind == "origin" and row[0] != wish.deal_id:
        raise DecisionRefused(f"Touchpoint {wish.target} does not belong to this deal.")
    if wish.kind == "match" and wish.value != "none" and not _is_deal(connection, wish.value):
        raise DecisionRefused(f"There is no deal {wish.value or 'without an id'}. `journey deals` lists them.")


def _check_review(connection: sqlite3.Connection, wish: Wish) -> None:
    """Refuse what is no decision on an update of a channel's record."""
    row = connection.execute("SELECT state FROM channel_update WHERE id=?", (wish.target.removeprefix("update:"),)).fetchone()
    if row is None:
        raise DecisionRefused("There is no such update. `journey review` lists them.")
    if wish.value not in REVIEWS:
        raise DecisionRefused(f"{wish.value or 'nothing'} is no decision on an update. Known: {', '.join(sorted(REVIEWS))}.")
    if wish.value == "rejected" and not wish.reason:
        raise DecisionRefused("A rejection needs a reason: it is what keeps the proposal from coming back.")
    if wish.value == "open" and row[0] == "pending":
        raise DecisionRefused("It is open already.")


def _check_value(wish: Wish) -> None:
    kind, value = wish.kind, wish.value
    if kind == "step" and value not in STEP_STATES:
        raise DecisionRefused(f"{value or 'nothing'} is no state of a step. Known: {', '.join(sorted(STEP_STATES))}.")
    if kind == "signal" and value not in SIGNAL_MARKS:
        raise DecisionRefused(f"A signal is marked {', '.join(sorted(SIGNAL_MARKS))}.")
    if kind == "waive" and not wish.reason:
        raise DecisionRefused("A waiver needs a reason and the day on which it ends.")
    if kind == "origin" and value not in ORIGINS:
        raise DecisionRefused(f"{value or 'nothing'} is no origin. Known: {', '.join(sorted(ORIGINS))}.")
    if kind == "role" and value not in LANES:
        raise DecisionRefused(f"{value or 'nothing'} is no role. Known: {', '.join(sorted(LANES))}.")
    if kind == "override":
        _check_override(wish)


def _check_override(wish: Wish) -> None:
    if not wish.value.strip() and not wish.note.strip():
        raise DecisionRefused("Say what it is, in your words or as a status.")
    if "|requirement|" in wish.target:
        known = [status.value for status in Status if status is not Status.BLANK]
        if wish.value.strip().casefold() not in [status.casefold() for status in known]:
            raise DecisionRefused(f"{wish.value} is no status. Known: {', '.join(known)}.")
    if "|gate|" in wish.target and wish.value.strip().casefold() not in GATE_WORDS:
        raise DecisionRefused("A gate passes by customer evidence alone. Waive it, or hold it until a day.")


def _check_day(wish: Wish, today: date) -> None:
    name = UNTIL.get(wish.kind) or {"snoozed": "A snoozed step", "deferred": "A deferred update"}.get(wish.value, "")
    if name and wish.expires is None:
        raise DecisionRefused(f"{name} needs the day on which it ends.")
    if wish.expires is not None and wish.kind in ENDLESS:
        raise DecisionRefused("This holds until it is taken back; it ends on no day.")
    for day in (wish.expires, wish.due):
        if day is not None and not today <= day <= today + LATEST:
            raise DecisionRefused(f"{day} is not between today and {today + LATEST}.")


def _check_target(connection: sqlite3.Connection, wish: Wish, reading: Callable[[], DealReading]) -> None:
    if wish.kind in ("confirm", "reject"):
        item = one_evidence(connection, wish.target)
        if item is None or item.deal_id != wish.deal_id:
            raise DecisionRefused(f"Evidence {wish.target} does not belong to this deal.")
        return
    owner, _, rest = wish.target.partition("|")
    if rest and owner != wish.deal_id:
        raise DecisionRefused(f"{wish.target} does not belong to this deal.")
    if wish.kind in ("seen", "snooze") and wish.target != wish.deal_id:
        raise DecisionRefused(f"{wish.target} is not this deal.")
    if _needs_showing(wish) and not _was_decided(connection, wish) and not _is_shown(wish, reading()):
        raise DecisionRefused("This is not shown for the deal any more. Refresh, and look again.")


def _needs_showing(wish: Wish) -> bool:
    return wish.kind in ("step", "override", "waive", "hold", "signal", "role")


def _was_decided(connection: sqlite3.Connection, wish: Wish) -> bool:
    """Return whether somebody decided on it before: what was dismissed can be taken up again."""
    before = "SELECT 1 FROM decision WHERE target=? AND deal_id=? LIMIT 1"
    return connection.execute(before, (wish.target, wish.deal_id)).fetchone() is not None


def _is_shown(wish: Wish, reading: DealReading) -> bool:
    """Return whether the deal has what is decided on."""
    _, slot, key = (*wish.target.split("|", 2), "", "")[:3]
    if slot == "requirement":
        return any(one.key == key for one in reading.requirements)
    if slot == "gate":
        return any(one.name == key for one in reading.gates)
    if wish.kind == "step":
        return any(one.id == wish.target for one in reading.steps)
    if wish.kind == "signal":
        return any(one.id == wish.target for one in reading.signals)
    if wish.kind == "role":
        return any(one.key == wish.target.rpartition("|")[2] for one in reading.people)
    return any(one.id == wish.target for one in reading.claims)
