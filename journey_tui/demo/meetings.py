"""Calendars of the demo: one iCalendar file a rep, and the invitations that travel by mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from journey_tui.demo.days import Days
from journey_tui.demo.story import Cast, Human, Item, Story
from journey_tui.lean import dataclass

_ANSWERS: Final = {"+": "ACCEPTED", "-": "DECLINED", "?": "TENTATIVE"}
_EUROPE: Final = ("19810329T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "19961027T030000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")
_AMERICA: Final = ("20070311T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "20071104T020000", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU")
_OFFSETS: Final = {"Europe/London": 0, "Europe/Dublin": 0, "America/Chicago": -6, "America/Denver": -7}
"""Hours from UTC in winter; the other zones of the demo are central European."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as its organiser's calendar holds it now."""

    uid: str
    title: str
    start: datetime
    zone: str
    minutes: int
    organiser: Human
    invited: tuple[tuple[Human, str], ...]
    created: datetime
    changed: datetime | None = None
    first_start: datetime | None = None
    """Where it was before it moved."""
    where: str = ""
    repeat: str = ""
    except_for: tuple[datetime, ...] = ()


def meeting(story: Story, item: Item, days: Days) -> Meeting:
    """Return the meeting of a script's item."""
    flags = item.flags
    minutes = next((int(name[:-1]) for name in flags if name[:-1].isdigit() and name.endswith("m")), 45)
    created = days.at(int(flags.get("created", item.day - 4)), "12:00", story.zone)
    first = None
    if "was" in flags:
        day, _, clock = flags["was"].partition("/")
        first = days.at(int(day), clock, story.zone)
    changed = days.at(int(flags["changed"]), "06:20", story.zone) if "changed" in flags else None
    invited = tuple((story.people[name.rstrip("+-?")], _ANSWERS.get(name[-1], "NEEDS-ACTION")) for name in item.to)
    organiser = story.people[item.by]
    uid = f"{story.key}-{item.id}@{organiser.mail.rpartition('@')[2]}"
    return Meeting(uid, item.subject, days.at(item.day, item.clock, story.zone), story.zone, minutes, organiser, invited, created,
                   changed, first, flags.get("where", ""))  # fmt: skip


def internal(cast: Cast, days: Days) -> list[Meeting]:
    """Return the seller's own recurring meetings."""
    team = tuple((cast.users[key], "ACCEPTED") for key in ("hanna", "marek", "luisa", "callum", "ifeoma"))
    boss, zone = cast.users["desmond"], "Europe/London"
    found = []
    for name, title, weekday, clock, rule in (
        ("standup", "Team stand-up", 0, "09:15", "FREQ=WEEKLY;COUNT=41"),
        ("pipeline", "Pipeline hour", 3, "16:00", "FREQ=WEEKLY;COUNT=41"),
        ("lunch", "Lunch and learn", 2, "12:30", "FREQ=MONTHLY;COUNT=9;BYDAY=1WE"),
    ):
        day = next(n for n in range(-194, -184) if days.on(n).weekday() == weekday)
        start = days.at(day, clock, zone)
        off = start + timedelta(weeks=9)
        found.append(Meeting(f"{name}@{cast.seller.domain}", title, start, zone, 30, boss, team, start - timedelta(days=7),
                             repeat=rule, except_for=(off,) if "WEEKLY" in rule else ()))  # fmt: skip
    return found


def calendar_file(name: str, meetings: list[Meeting]) -> str:
    """Return an iCalendar file with the zones that it uses."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tillerman//Calendar export//EN", f"X-WR-CALNAME:{name}"]
    for zone in sorted({one.zone for one in meetings}):
        lines += _zone(zone)
    for one in meetings:
        lines += event_lines(one)
    return _folded([*lines, "END:VCALENDAR"])


def invitation(one: Meeting, sequence: int) -> str:
    """Return the REQUEST that a mail carries, as the meeting stood at that sequence."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mail//Invite//EN", "METHOD:REQUEST", *_zone(one.zone)]
    return _folded([*lines, *event_lines(one, sequence), "END:VCALENDAR"])


def event_lines(one: Meeting, sequence: int | None = None) -> list[str]:
    """Return the event; without a sequence as it stands now."""
    latest = 1 if one.changed else 0
    sequence = latest if sequence is None else sequence
    start = one.first_start if one.first_start and sequence < latest else one.start
    stamp = one.changed if one.changed and sequence == latest else one.created
    end = start + timedelta(minutes=one.minutes)
    lines = ["BEGIN:VEVENT", f"UID:{one.uid}", f"SUMMARY:{_text(one.title)}", f"DTSTART;TZID={one.zone}:{start:%Y%m%dT%H%M%S}",
             f"DTEND;TZID={one.zone}:{end:%Y%m%dT%H%M%S}", f"DTSTAMP:{_utc(stamp)}", f"CREATED:{_utc(one.created)}",
             f"LAST-MODIFIED:{_utc(stamp)}", f"SEQUENCE:{sequence}", "STATUS:CONFIRMED"]  # fmt: skip
    if one.repeat:
        lines.append(f"RRULE:{one.repeat}")
    lines += [f"EXDATE;TZID={one.zone}:{day:%Y%m%dT%H%M%S}" for day in one.except_for]
    if one.where:
        lines.append(f"LOCATION:{_text(one.where)}")
    lines.append(f'ORGANIZER;CN="{one.organiser.name}":mailto:{one.organiser.mail}')
    lines += [f'ATTENDEE;CN="{who.name}";PARTSTAT={answer};ROLE=REQ-PARTICIPANT:mailto:{who.mail}' for who, answer in one.invited]
    return [*lines, "END:VEVENT"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _zone(name: str) -> list[str]:
    hours = _OFFSETS.get(name, 1)
    summer, summer_rule, winter, winter_rule = _AMERICA if hours < 0 else _EUROPE
    before, after = _offset(hours), _offset(hours + 1)
    return ["BEGIN:VTIMEZONE", f"TZID:{name}",
            "BEGIN:DAYLIGHT", f"DTSTART:{summer}", f"RRULE:{summer_rule}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", "END:DAYLIGHT",
            "BEGIN:STANDARD", f"DTSTART:{winter}", f"RRULE:{winter_rule}", f"TZOFFSETFROM:{after}", f"TZOFFSETTO:{before}", "END:STANDARD",
            "END:VTIMEZONE"]  # fmt: skip


def _offset(hours: int) -> str:
    return f"{'-' if hours < 0 else '+'}{abs(hours):02}00"


def _folded(lines: list[str]) -> str:
    """Return the lines folded at 75 octets and ended as RFC 5545 asks."""
    out: list[str] = []
    for line in lines:
        raw = line.encode()
        while len(raw) > 74:
            cut = 74
            while raw[cut] & 0xC0 == 0x80:
                cut -= 1
            out.append(raw[:cut].decode())
            raw = b" " + raw[cut:]
        out.append(raw.decode())
    return "\r\n".join(out) + "\r\n"
