"""Who was heard when, how fast people usually answer, who is away, which meetings were held or lie ahead.

One pass over a deal's touchpoints makes the index; every question after that is a look-up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from statistics import median

from journey_tui.domain.model import NOBODY_REACHED, Kind, Origin, Person, Remark, Side, Touchpoint

REPLIES_FOR_USUAL = 3
"""How many replies make a usual gap (product.md §5)."""
_CALLS = frozenset({Kind.CALL, Kind.MEETING})
_PRESENT = frozenset({"attendee", "organizer", "speaker", "from", "to"})


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return a name as it is compared: one line, lower case."""
    return " ".join(name.split()).casefold()


class ContactIndex:
    """What one pass over the touchpoints of a deal says about contact, up to a moment."""

    def __init__(self, touchpoints: Sequence[Touchpoint], now: datetime, people: Iterable[Person] = ()) -> None:
        """Index `touchpoints` as of `now`; automatic ones count only where nothing else was passed in."""
        self.now = now
        self.machine_only = bool(touchpoints) and all(one.origin is Origin.AUTOMATED for one in touchpoints)
        self.sides: dict[str, Side] = {}
        self.names: dict[str, str] = {}
        self._alias: dict[str, str] = {}
        self._known: set[tuple[str, str, Side, str]] = set()
        self._taking_part: dict[str, list[str]] = {}
        self._heard: dict[str, list[datetime]] = defaultdict(list)
        self._gaps: dict[str, list[float]] = defaultdict(list)
        self._waiting: dict[tuple[str, str], datetime] = {}
        self.written_to: dict[str, list[Touchpoint]] = defaultdict(list)
        """Our human messages to each customer, in order of time."""
        self.threads: dict[str, list[Touchpoint]] = defaultdict(list)
        self.held: list[Touchpoint] = []
        """Calls and meetings with the customer that took place, in order of time."""
        self.ahead: list[Touchpoint] = []
        """Calls and meetings with the customer still to come."""
        ordered = sorted(touchpoints, key=lambda one: one.at)
        self._learn(ordered, people)
        for touchpoint in ordered:
            self._enter(touchpoint)

    def key(self, key: str) -> str:
        """Return the one identity behind an address, a person's id or a name."""
        return self._alias.get(key) or self._alias.get(fold(key)) or fold(key)

    def name(self, key: str) -> str:
        """Return the name to show for a key."""
        return self.names.get(self.key(key)) or key

    def side(self, key: str) -> Side:
        """Return the side of a key; `other` where nothing says."""
        return self.sides.get(self.key(key), Side.OTHER)

    def last_heard(self, key: str) -> datetime | None:
        """Return when this person last wrote or spoke."""
        times = self._heard.get(self.key(key))
        return times[-1] if times else None

    def heard_since(self, key: str, moment: datetime) -> datetime | None:
        """Return when this person first wrote or spoke after `moment`."""
        times = self._heard.get(self.key(key), [])
        place = bisect_right(times, moment)
        return times[place] if place < len(times) else None

    def messages(self, key: str) -> int:
        """Return how often this person wrote or spoke."""
        return len(self._heard.get(self.key(key), ()))

    def voices(self, side: Side = Side.CUSTOMER) -> list[str]:
        """Return the keys of those of a side who were heard, the first voice first."""
        heard = [key for key in self._heard if self.sides.get(key) is side]
        return sorted(heard, key=lambda key: (self._heard[key][0], key))

    def usual_reply_hours(self, key: str) -> float | None:
        """Return the median hours between our human message and this person's reply; None below three replies."""
        gaps = self._gaps.get(self.key(key), [])
        return median(gaps) if len(gaps) >= REPLIES_FOR_USUAL else None

    def away_until(self, remarks: Iterable[Remark], key: str, now: datetime) -> date | None:
        """Return the day this person is back, while they are away."""
        absence = self.absence(remarks, key, now)
        return absence.due if absence else None

    def absence(self, remarks: Iterable[Remark], key: str, now: datetime) -> Remark | None:
        """Return the latest word that this person is away at `now`; without an end it holds for 30 days."""
        wanted, found = self.key(key), None
        for remark in remarks:
            if remark.kind == "absence" and remark.at <= now and self.key(remark.addressed_to or remark.speaker_key) == wanted:
                found = remark if found is None or remark.at >= found.at else found
        return found if found is not None and is_away(found, now) else None

    def two_way(self) -> datetime | None:
        """Return the last moment of the customer's own: a message, words in a call, a meeting held."""
        times = [times[-1] for key, times in self._heard.items() if self.sides.get(key) is Side.CUSTOMER]
        if self.held:
            times.append(self.held[-1].ends_at or self.held[-1].at)
        return max(times, default=None)

    def expected(self, meeting: Touchpoint) -> list[str]:
        """Return the keys of the customers who take part and have not left their invitation unanswered, or declined it."""
        open_ = {
            self.key(party.address or party.name) for party in meeting.parties if party.answer in ("needs_action", "declined")
        }
        return [key for key in self.customers(meeting) if key not in open_]

    def customers(self, touchpoint: Touchpoint) -> list[str]:
        """Return the keys of the customers who take part in a touchpoint."""
        if touchpoint.id in self._taking_part:
            return self._taking_part[touchpoint.id]
        keys = {
            self.key(party.address or party.name or party.person_id) for party in touchpoint.parties if party.role in _PRESENT
        }
        keys |= {self.key(one.address or one.speaker) for one in touchpoint.segments if one.role == "new"}
        if touchpoint.side is Side.CUSTOMER and touchpoint.actor_key:
            keys.add(self.key(touchpoint.actor_key))
        self._taking_part[touchpoint.id] = sorted(key for key in keys if self.sides.get(key) is Side.CUSTOMER)
        return self._taking_part[touchpoint.id]

    def _learn(self, touchpoints: Sequence[Touchpoint], people: Iterable[Person]) -> None:
        """Learn sides, names and identities: from people, from who acted and spoke, then from addresses' domains."""
        for person in people:
            self._person(person.address or fold(person.name) or person.id, person.name, person.side, person.id)
        for touchpoint in touchpoints:
            self._person(touchpoint.actor_key, touchpoint.actor, touchpoint.side if touchpoint.kind is Kind.EMAIL else Side.OTHER)
            for segment in touchpoint.segments:
                if segment.role == "new" and segment.speaker:
                    self._person(segment.address or fold(segment.speaker), segment.speaker, segment.side)
            for party in touchpoint.parties:
                self._person(party.address or fold(party.name), party.name, Side.OTHER, party.person_id)
        domains = {key.rpartition("@")[2]: side for key, side in self.sides.items() if "@" in key}
        for key in list(self.names):
            if "@" in key and key not in self.sides and key.rpartition("@")[2] in domains:
                self.sides[key] = domains[key.rpartition("@")[2]]

    def _person(self, key: str, name: str, side: Side, other_id: str = "") -> None:
        """Enter one person as a touchpoint names them; the same naming again changes nothing."""
        if (key, name, side, other_id) in self._known:
            return
        self._known.add((key, name, side, other_id))
        key = fold(key)
        if not key:
            return
        key = self._alias.setdefault(key, key)
        if name and "@" not in name:
            known = self._alias.get(fold(name))
            if known and "@" not in known and "@" in key:
                self._alias[fold(name)] = self._alias[known] = key
            self._alias.setdefault(fold(name), key)
            self.names.setdefault(key, name)
        self.names.setdefault(key, name or key)
        if other_id:
            self._alias.setdefault(other_id, key)
        if side in (Side.CUSTOMER, Side.SELLER, Side.PARTNER):
            self.sides.setdefault(key, side)

    def _enter(self, touchpoint: Touchpoint) -> None:
        if touchpoint.status == "cancelled":
            return
        ends = touchpoint.ends_at or touchpoint.at
        if touchpoint.kind in _CALLS and ends > self.now:
            if self.customers(touchpoint):
                self.ahead.append(touchpoint)
            return
        if touchpoint.at > self.now or (touchpoint.origin is Origin.AUTOMATED and not self.machine_only):
            return
        if touchpoint.thread:
            self.threads[touchpoint.thread].append(touchpoint)
        if touchpoint.kind in _CALLS:
            self._enter_call(touchpoint)
        elif touchpoint.kind in (Kind.EMAIL, Kind.DOCUMENT):
            self._enter_message(touchpoint)

    def _enter_call(self, touchpoint: Touchpoint) -> None:
        spoke = {self.key(one.address or one.speaker) for one in touchpoint.segments if one.role == "new"}
        spoke |= {self.key(party.address or party.name) for party in touchpoint.parties if party.role == "speaker"}
        for key in spoke:
            self._heard[key].append(touchpoint.at)
        if touchpoint.status == NOBODY_REACHED:
            return
        if self.customers(touchpoint) or touchpoint.side is Side.CUSTOMER:
            self.held.append(touchpoint)

    def _enter_message(self, touchpoint: Touchpoint) -> None:
        actor = self.key(touchpoint.actor_key or touchpoint.actor)
        self._heard[actor].append(touchpoint.at)
        side = touchpoint.side if touchpoint.side is not Side.OTHER else self.sides.get(actor, Side.OTHER)
        if side is Side.CUSTOMER:
            asked = self._waiting.pop((touchpoint.thread, actor), None)
            if asked is not None:
                self._gaps[actor].append((touchpoint.at - asked).total_seconds() / 3600)
        elif side is Side.SELLER:
            for party in touchpoint.parties:
                key = self.key(party.address or party.name)
                if party.role in ("to", "cc") and self.sides.get(key) is Side.CUSTOMER:
                    if party.role == "to":
                        self.written_to[key].append(touchpoint)
                    self._waiting.setdefault((touchpoint.thread, key), touchpoint.at)


def is_away(absence: Remark, now: datetime) -> bool:
    """Return whether the absence covers `now`: from its stated start (else from when it was said) to the day back."""
    start = starts(absence)
    if start and now.date() < start:
        return False
    return now.date() < absence.due if absence.due else now - absence.at <= timedelta(days=30)


def starts(absence: Remark) -> date | None:
    """Return the first day away, where it was said (`from YYYY-MM-DD`)."""
    for words in absence.value.split(", "):
        if words.startswith("from "):
            try:
                return date.fromisoformat(words[5:15])
            except ValueError:
                return None
    return None


def add_working_hours(moment: datetime, days: int) -> datetime:
    """Return the same time of day `days` working days later; a week-end's moment counts from Monday morning."""
    while moment.weekday() > 4:
        moment = datetime.combine(moment.date() + timedelta(days=1), time(9), moment.tzinfo or timezone.utc)  # noqa: UP017
    weeks, rest = divmod(days, 5)
    moment += timedelta(weeks=weeks)
    while rest:
        moment += timedelta(days=1)
        rest -= moment.weekday() < 5
    return moment


def last_heard(touchpoints: Sequence[Touchpoint], key: str, now: datetime) -> datetime | None:
    """Return when this person last wrote or spoke, of a few touchpoints; for many questions make a `ContactIndex`."""
    return ContactIndex(touchpoints, now).last_heard(key)


def usual_reply_hours(touchpoints: Sequence[Touchpoint], key: str, now: datetime) -> float | None:
    """Return this person's median hours to a reply; None below three replies."""
    return ContactIndex(touchpoints, now).usual_reply_hours(key)
