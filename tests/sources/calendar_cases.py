"""Build calendars for the tests, and read them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from journey_tui.sources.calendar import parse_calendar
from journey_tui.sources.records import TouchpointRecord

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
UNTIL = NOW + timedelta(days=180)


def read(tmp_path: Path, text: str | bytes) -> list:
    path = tmp_path / "c.ics"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(parse_calendar(path, "c.ics", until=UNTIL))


def event(*lines: str, uid: str = "u1", start: str = "DTSTART:20261110T150000Z") -> str:
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T080000Z", *([start] if start else []), *lines, "END:VEVENT"]
    )


def calendar(*parts: str, head: str = "") -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *([head] if head else []), *parts, "END:VCALENDAR", ""])


def one(tmp_path: Path, text: str | bytes) -> TouchpointRecord:
    records = read(tmp_path, text)
    assert len(records) == 1, records
    assert isinstance(records[0], TouchpointRecord)
    return records[0]
