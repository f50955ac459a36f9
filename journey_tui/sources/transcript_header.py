"""Read what a transcript says about its call: title, when, and who took part."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from journey_tui.lean import dataclass
from journey_tui.sources.calendar_zones import iana, offset_name
from journey_tui.text import one_line

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ABBREVIATIONS: Final = {
    "gmt": "UTC", "utc": "UTC", "z": "UTC", "bst": "Europe/London", "wet": "Europe/Lisbon", "west": "Europe/Lisbon",
    "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
    "eet": "Europe/Helsinki", "eest": "Europe/Helsinki", "msk": "Europe/Moscow", "ist": "Asia/Kolkata",
    "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "ct": "America/Chicago", "cst": "America/Chicago",
    "cdt": "America/Chicago", "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
    "jst": "Asia/Tokyo", "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong", "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland",
}  # fmt: skip
"""Wall-clock zones: people write CET in July and mean Berlin's clock."""

_ISO: Final = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[T_ ]+(\d{2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(Z\b|[+-]\d{2}:?\d{2}|\([A-Za-z]+/[A-Za-z_]+\)|[A-Z]{1,4}T?\b)?"
)
_YMD: Final = re.compile(r"(?<!\d)(\d{4})[-/._]?(\d{2})[-/._]?(\d{2})(?!\d)")
_DMY: Final = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_WORDY: Final = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})(?!\d)")
_WORDY_US: Final = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_TIME: Final = re.compile(r"(?<![\d:.-])(\d{1,2})(?:[:.h](\d{2})(?::(\d{2}))?)?\s?(a\.?m\.?|p\.?m\.?)?(?![\d:%/])", re.IGNORECASE)
_ZONE: Final = re.compile(
    r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?(?!\d)|\(?([A-Z][A-Za-z]+/[A-Za-z_]+)\)?|\b([A-Z]{1,4}T|[A-Z]*UTC|GMT|Z)\b"
)
_STEM: Final = re.compile(
    r"(?:GMT)?(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?:[T_\- ]+(?:at[_ ])?(\d{2})[-_.:h]?(\d{2})(?:[-_.:]?(\d{2}))?(?!\d)(Z)?)?"
)

_KEYS: Final = (
    ("title", r"(?:meeting|call)? ?(?:title|subject|name)|topic|meeting|call|subject"),
    ("when", r"(?:call|meeting|recording)? ?(?:date(?: ?(?:and|&|/) ?time)?|time)|when|start(?:ed|s)?(?: (?:at|time|date))?|recorded(?: (?:on|at))?|held"),
    ("people", r"(?:meeting |call )?(?:participants?|attendees?|speakers?|people|present|in attendance|invitees|with|guests)"),
    ("kind", r"(?:call |meeting )?(?:type|format)"),
    ("length", r"duration|length"),
)  # fmt: skip
_KEY: Final = re.compile(r"[\s#>*_-]*([A-Za-z][A-Za-z &/]{1,30}?)\s*(?:\(\d+\))?[*_]{0,3}\s*:[*_]{0,3}\s*(.*)")
_TECHNICAL: Final = re.compile(r"(?:kind|language|region|style|x-timestamp-map|segment\w*|profile|::cue)\b", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"<?\b([\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})\b>?")


@dataclass(slots=True)
class Header:
    """What the lines above the first turn say."""

    title: str = ""
    when: str = ""
    """Everything they say about the time, as it stands."""
    people: list[tuple[str, str]] = field(default_factory=list)
    """(name, lower-case address or empty)."""
    kind: str = ""
    seconds: float = 0.0
    """How long it took, where they say."""
    lines: list[str] = field(default_factory=list)
    """The lines themselves, clean, without empty ones."""


@dataclass(frozen=True, slots=True)
class When:
    """When a call began, as well as is known."""

    at: datetime
    zone: str
    day_only: bool = False


def read_header(lines: list[str]) -> Header:
    """Return what the header lines say; the first plain line is the title where none is named."""
    header = Header()
    listing = ""
    for raw in lines[:200]:
        line = one_line(raw, limit=1000)
        if not line or re.fullmatch(r"[-=*_]{3,}", line):
            continue
        header.lines.append(line)
        item = re.match(r"[-*•]\s+(?!\*)(.*)", line)
        if item and listing == "people":
            header.people += people(item[1])
            continue
        listing = _take(header, line)
    header.title = re.sub(
        r"^transcript(?:ion)?\s*(?:of|for|-|–|:)?\s*|\s*[-–|]?\s*transcript$", "", header.title, flags=re.IGNORECASE
    ).strip()
    return header


def _take(header: Header, line: str) -> str:
    """Put one line into the header; returns `people` when a list of them follows."""
    found = _KEY.match(line)
    kind = _key(found[1]) if found else ""
    value = found[2].strip().strip("\"'*") if found else ""
    if kind == "title" and not header.title.startswith(value):
        header.title = value
    elif kind == "when":
        header.when = f"{header.when} {value}".strip()
    elif kind == "people":
        header.people += people(value)
        return "" if value else "people"
    elif kind == "kind":
        header.kind = value
    elif kind == "length":
        header.seconds = header.seconds or length(value)
    elif not kind:
        _plain_line(header, line.strip("#>*_ "))
    return ""


def _plain_line(header: Header, text: str) -> None:
    if find_date(text) and not header.when and len(text) < 120:
        header.when = text
    elif not header.title and not _TECHNICAL.match(text) and not text.endswith((".", "!", "?")) and len(text) <= 120:
        header.title = text


def length(text: str) -> float:
    """Return the seconds of `32 minutes`, `1 h 5 min` or `00:32:10`; 0 for anything else."""
    clock = re.match(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$", text.strip())
    if clock:
        return int(clock[1] or 0) * 3600.0 + int(clock[2]) * 60 + int(clock[3])
    units = {"h": 3600.0, "m": 60.0, "s": 1.0}
    return sum(
        int(n) * units[u.lower()]
        for n, u in re.findall(r"\b(\d{1,4})\s*([hms])(?:ours?|rs?|in(?:ute)?s?|ec(?:ond)?s?)?\b", text, re.IGNORECASE)
    )


def _key(word: str) -> str:
    return next((name for name, pattern in _KEYS if re.fullmatch(pattern, word.strip().lower())), "")


def people(text: str) -> list[tuple[str, str]]:
    """Return (name, address) for each person of `A (Company), B; Company: C, D <d@x>`; companies and titles are left out."""
    found: list[tuple[str, str]] = []
    flat = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", text)
    for group in re.split(r"[;|]", flat):
        group = re.sub(r"^\s*[^:,@]{1,60}:\s+", "", group)
        for part in re.split(r",|\s+and\s+|\s+&\s+", group):
            address = _ADDRESS.search(part)
            name = part[: address.start()] if address else part
            name = re.split(r"\s+[-–—/]\s+", name)[0].strip(" \t*_\"'<>.")
            if (name and name[:1].isalpha() and len(name) <= 80) or address:
                found.append((one_line(name), address[1].lower() if address else ""))
    return found[:200]


def find_when(text: str) -> When | None:
    """Return the moment that a text names, in UTC with its zone; None without a date. A date alone is its midnight in UTC."""
    isos = list(_ISO.finditer(text))
    iso = next((m for m in isos if m[7]), isos[0] if isos else None)
    if iso:
        return _moment(iso.groups()[:6], iso[7] or _zone_word(text[iso.end() :]))
    found = find_date(text)
    if found is None:
        return None
    day, start, end = found
    rest = f"{text[:start]} {' ' * (end - start)} {text[end:]}"
    clock = _clock(rest)
    if clock is None:
        return When(datetime.combine(day, time(), UTC), "UTC", day_only=True)
    hour, minute, second, after = clock
    return _moment((str(day.year), str(day.month), str(day.day), str(hour), str(minute), str(second)), _zone_word(rest[after:]))


def _clock(text: str) -> tuple[int, int, int, int] | None:
    """Return hour, minute, second and where they end, of the first time of day in the text."""
    for found in _TIME.finditer(text):
        if not (found[2] or found[4]) or int(found[1]) > 23 or int(found[2] or 0) > 59:
            continue
        hour = int(found[1])
        if found[4]:
            hour = hour % 12 + (12 if found[4][0] in "pP" else 0)
        return hour, int(found[2] or 0), min(int(found[3] or 0), 59), found.end()
    return None


def find_date(text: str) -> tuple[date, int, int] | None:
    """Return the first date in the text and where it stands; `9/11/2026` is day first unless an am or pm tells of US habits."""
    for pattern in (_WORDY, _WORDY_US, _YMD, _DMY):
        for found in pattern.finditer(text):
            day = _day(pattern, found, text)
            if day is not None:
                return day, found.start(), found.end()
    return None


def _day(pattern: re.Pattern[str], found: re.Match[str], text: str) -> date | None:
    one, two, three = found.groups()
    if pattern is _YMD:
        return _date(int(one), int(two), int(three))
    if pattern is _DMY:
        american = int(two) > 12 or (
            int(one) <= 12 and re.search(r"\d\s?[ap]\.?m\b", text, re.IGNORECASE) is not None and "/" in found[0]
        )
        return _date(int(three), int(one), int(two)) if american else _date(int(three), int(two), int(one))
    name, number = (two, one) if pattern is _WORDY else (one, two)
    month = name[:3].lower()
    return _date(int(three), _MONTHS.index(month) + 1, int(number)) if month in _MONTHS else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def _zone_word(text: str) -> str:
    """Return the zone named next, within a few words of the time (behind an end time, too)."""
    found = _ZONE.search(text[:60])
    return found.group().strip("() ") if found else ""


def zone_of(word: str) -> tuple[tzinfo, str] | None:
    """Return the zone of `+01:00`, `GMT+1`, `BST`, `Europe/Berlin`, and the name to keep for it; None for anything else."""
    word = word.strip("() ")
    named = _ABBREVIATIONS.get(word.lower())
    if named:
        return (UTC, "UTC") if named == "UTC" else (ZoneInfo(named), named)
    offset = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?", word)
    if offset and int(offset[2]) <= 14:
        minutes = int(offset[2]) * 60 + min(int(offset[3] or 0), 59)
        delta = timedelta(minutes=-minutes if offset[1] == "-" else minutes)
        return timezone(delta), offset_name(delta) if minutes else "UTC"
    zone = iana(word) if "/" in word else None
    return (zone, zone.key) if zone else None


def _moment(parts: tuple[str | None, ...], word: str) -> When | None:
    try:
        year, month, day, hour, minute, second = (int(p or 0) for p in parts)
        wall = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - its zone follows
        zone, name = zone_of(word) or (UTC, "UTC")
        return When(wall.replace(tzinfo=zone).astimezone(UTC), name)
    except (ValueError, OverflowError):
        return None


def when_of_stem(stem: str) -> When | None:
    """Return the moment in a file name: `2026-09-08_acme`, `20260908-1300`, `GMT20260908-130005_Recording` (UTC)."""
    for found in _STEM.finditer(stem):
        year, month, day, hour, minute, second, _ = found.groups()
        whole = _date(int(year), int(month), int(day))
        if whole is None:
            continue
        if hour is None or int(hour) > 23 or int(minute) > 59:
            return When(datetime.combine(whole, time(), UTC), "UTC", day_only=True)
        return _moment((year, month, day, hour, minute, second), "")
    return None


def title_of_stem(stem: str) -> str:
    """Return a file name as a title: without its date, with spaces."""
    return one_line(re.sub(r"[_\-.\s]+", " ", _STEM.sub(" ", stem))).strip() or one_line(stem)
