"""Dates, money, glyphs and ages in the few shapes that the screens use; the zone is the person's."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Final

from journey_tui.domain.kinds import ASCII_GLYPHS, GLYPHS, LANE_NAMES, Band, GateState, Kind, Lane, Origin, Status
from journey_tui.lean import dataclass

STATUS_INK: Final = {Status.VERIFIED: "good", Status.SUPPORTED: "fair", Status.CLAIMED: "muted", Status.UNKNOWN: "muted",
                     Status.CONFLICTING: "bad", Status.STALE: "weak", Status.NOT_NEEDED: "muted", Status.BLANK: "faint"}  # fmt: skip
BAND_INK: Final = {Band.HIGH: "good", Band.MEDIUM: "fair", Band.LOW: "weak", Band.NONE: "muted"}
GATE_INK: Final = {GateState.PASSED: "good", GateState.READY: "accent", GateState.HELD: "weak", GateState.RECYCLED: "bad",
                   GateState.WAIVED: "muted", GateState.LOCKED: "muted", GateState.OPEN: "fair"}  # fmt: skip
LANES: Final = LANE_NAMES | {Lane.PROCUREMENT_LEGAL_SECURITY: "Procurement · legal"}
"""What a lane is called where there is little room."""
SHORT_LANES: Final = {Lane.ECONOMIC_BUYER: "Buyer", Lane.CHAMPION: "Buyer", Lane.USERS_TECHNICAL: "Buyer",
                      Lane.PROCUREMENT_LEGAL_SECURITY: "Buyer", Lane.BUYER_OTHER: "Buyer", Lane.SELLER: "Seller",
                      Lane.PARTNER: "Partner", Lane.AUTOMATION: "Auto", Lane.AI: "AI"}  # fmt: skip
KINDS: Final = {Kind.EMAIL: "e-mail", Kind.CALL: "call", Kind.MEETING: "meeting", Kind.NOTE: "note", Kind.DOCUMENT: "document",
                Kind.TASK: "task", Kind.CRM_CHANGE: "CRM", Kind.PRODUCT_EVENT: "product"}  # fmt: skip
ORIGINS: Final = {"all": "all touchpoints", "human": "people only", "automated": "machines only"}
SHORT_ORIGINS: Final = {"all": "all", "human": "people", "automated": "machines"}
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CURRENCY: Final = {"USD": "$", "EUR": "€", "GBP": "£"}
_KIND_GLYPHS: Final = {Kind.EMAIL: "•◦", Kind.CALL: "◆◇", Kind.MEETING: "■□", Kind.NOTE: "▪▫", Kind.DOCUMENT: "▪▫", Kind.TASK: "▪▫",
                       Kind.CRM_CHANGE: "++", Kind.PRODUCT_EVENT: "•◦"}  # fmt: skip
_KIND_ASCII: Final = {Kind.EMAIL: "@o", Kind.CALL: "Cc", Kind.MEETING: "Mm", Kind.NOTE: "Nn", Kind.DOCUMENT: "Dd", Kind.TASK: "Tt",
                      Kind.CRM_CHANGE: "++", Kind.PRODUCT_EVENT: "Pp"}  # fmt: skip
_GATES: Final = {GateState.PASSED: "▣", GateState.OPEN: "▢", GateState.LOCKED: "·", GateState.READY: "!", GateState.HELD: "‖",
                 GateState.RECYCLED: "↺", GateState.WAIVED: "~"}  # fmt: skip
_GATES_ASCII: Final = {GateState.PASSED: "#", GateState.OPEN: "o", GateState.LOCKED: ".", GateState.READY: "!", GateState.HELD: "=",
                       GateState.RECYCLED: "<", GateState.WAIVED: "~"}  # fmt: skip
_MARKS: Final = {"bar": "▌|", "more": "…~", "dot": "·-", "ahead": "▸▸>>", "behind": "◂◂<<", "equal": "==", "rule": "─-", "wall": "│|",
                 "crumb": "›>", "arrow": "→>", "done": "✓v", "ring": "◦o", "fold": "▸>", "unfold": "▾v", "pen": "✎*"}  # fmt: skip
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Look:
    """How things are written for this person: which glyphs, which zone, what day it is."""

    now: datetime
    zone: tzinfo | None = None
    """None is the zone of the machine (TZ)."""
    plain: bool = False
    """ASCII glyphs only."""

    @property
    def today(self) -> date:
        """Return the person's day."""
        return self.now.astimezone(self.zone).date()

    def local(self, at: datetime) -> datetime:
        """Return an instant in the person's zone."""
        return at.astimezone(self.zone)

    def mark(self, name: str) -> str:
        """Return a mark by name in the glyphs of the terminal."""
        both = _MARKS[name]
        half = len(both) // 2
        return both[half:] if self.plain else both[:half]

    def status(self, status: Status) -> str:
        """Return the glyph of a status."""
        return (ASCII_GLYPHS if self.plain else GLYPHS)[status]

    def gate(self, state: GateState) -> str:
        """Return the glyph of a gate's state."""
        return (_GATES_ASCII if self.plain else _GATES)[state]

    def kind(self, kind: Kind, origin: Origin) -> str:
        """Return the glyph of a touchpoint: filled for people, hollow for machines."""
        pair = (_KIND_ASCII if self.plain else _KIND_GLYPHS)[kind]
        return pair[1 if origin is Origin.AUTOMATED else 0]

    def note(self, number: int) -> str:
        """Return the mark of a footnote."""
        return f"[{number}]" if self.plain else str(number).translate(_SUPERSCRIPTS)

    def day(self, day: date) -> str:
        """Return `Thu 19 Nov`, with the year when it is another one."""
        year = "" if day.year == self.today.year else f" {day.year}"
        return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"

    def short_day(self, day: date) -> str:
        """Return `19 Nov`, or `Nov 2027` in another year."""
        if abs((day - self.today).days) > 300 and day.year != self.today.year:
            return f"{_MONTHS[day.month - 1]} {day.year}"
        return f"{day.day} {_MONTHS[day.month - 1]}"

    def due(self, day: date | None) -> str:
        """Return `today`, `Wed 25` within six days ahead, else `19 Nov`."""
        if day is None:
            return ""
        ahead = (day - self.today).days
        if ahead == 0:
            return "today"
        return f"{_WEEKDAYS[day.weekday()]} {day.day}" if 0 < ahead < 7 else self.short_day(day)

    def clock(self, at: datetime) -> str:
        """Return `16:22`."""
        return self.local(at).strftime("%H:%M")

    def moment(self, at: datetime) -> str:
        """Return `Tue 10 Nov, 16:22`."""
        return f"{self.day(self.local(at).date())}, {self.clock(at)}"

    def ago(self, at: datetime | None) -> str:
        """Return `4 m`, `3 h`, `4 d` or `5 w`: how long ago, in one unit; `in 3 d` when it is still to come."""
        if at is None:
            return ""
        seconds = (self.now - at).total_seconds()
        size = abs(seconds)
        if size < 3600:
            words = f"{int(size // 60)} m" if size >= 60 else "now"
        elif size < 86400:
            words = f"{int(size // 3600)} h"
        else:
            days = abs((self.today - self.local(at).date()).days)
            words = f"{max(1, days)} d" if days < 70 else f"{days // 7} w"
        return f"in {words}" if seconds < -60 else words

    def heard(self, at: datetime | None) -> str:
        """Return `19 Nov · 4 d`."""
        return "" if at is None else f"{self.short_day(self.local(at).date())} · {self.ago(at)}"


def deal_words(name: str, account: str) -> str:
    """Return a deal's name without the customer's in front: CRMs often call a deal `Customer - What for`."""
    for between in (" - ", " – ", " — ", ": ", " · "):
        head, found, rest = name.partition(between)
        one, other = head.strip().casefold(), account.strip().casefold()
        if found and rest.strip() and len(one) > 2 and (f"{other} ".startswith(f"{one} ") or f"{one} ".startswith(f"{other} ")):
            return rest.strip()
    return name


def money(amount: Decimal | None, currency: str, *, short: bool = False) -> str:
    """Return `$184,000`, or `$184k` when `short`; a currency without a sign follows the number."""
    if amount is None:
        return ""
    if short and abs(amount) >= 10_000_000:
        number = f"{amount / 1_000_000:,.0f}M"
    elif short and abs(amount) >= 1_000_000:
        number = f"{amount / 1_000_000:,.1f}M"
    elif short and abs(amount) >= 1_000:
        number = f"{amount / 1_000:,.0f}k"
    else:
        number = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    sign = _CURRENCY.get(currency.upper(), "")
    return f"{sign}{number}" if sign or not currency else f"{number} {currency[:4]}"


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 quote` or `2 quotes`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def short_path(path: str, more: str = "…") -> str:
    """Return the end of a path that tells a file from its neighbours."""
    parts = path.split("/")
    return path if len(parts) <= 3 else "/".join([more, *parts[-2:]])
