"""Read transcripts of calls: one record a file, with a segment for every cue or turn."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Final

from journey_tui.domain.model import Kind, Origin, Party, Segment, Source
from journey_tui.sources.decoding import decode, read_at_most
from journey_tui.sources.records import Parsed, Skipped, TouchpointRecord
from journey_tui.sources.transcript_formats import MOST_TURNS, Turn, cues, is_cued, written
from journey_tui.sources.transcript_header import Header, When, find_when, read_header, title_of_stem, when_of_stem
from journey_tui.text import clean, one_line

LARGEST: Final = 4 * 1024 * 1024
"""Bytes of one transcript: thirty hours of captions."""
_HELD: Final = re.compile(r"\b(?:meeting|workshop|on-?site|in[- ]person|board)\b", re.IGNORECASE)
_CALLED: Final = re.compile(r"\bcall\b", re.IGNORECASE)
_FORMS: Final = "Export it as .vtt or .srt, or write each turn as `[00:01:02] Name: text`."


def parse_transcript(path: Path, name: str) -> Iterator[Parsed]:
    """Yield the call that the file is a transcript of; what cannot be one is named with its reason."""
    try:
        data = read_at_most(path, LARGEST)
        changed = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    except (OSError, OverflowError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Skipped(name, "", f"the file cannot be read: {reason}", "Make it readable for your user, then import it again.")
        return
    if data is None:
        yield Skipped(name, "", f"the file is larger than {LARGEST >> 20} MB", "Export the calls one by one.")
        return
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    suffix = PurePosixPath(name).suffix.lower()
    notes, turns = cues(text) if is_cued(text, suffix) else written(text)
    if not turns:
        yield Skipped(name, "", "nobody speaks in it in a form that is known", _FORMS)
        return
    if len(turns) >= MOST_TURNS:
        yield Skipped(
            name, f"turn {MOST_TURNS}", f"more than {MOST_TURNS} turns: the rest is left out", "Export the calls one by one."
        )
    yield _record(name, data, read_header(notes), turns, changed)


def _record(name: str, data: bytes, header: Header, turns: list[Turn], changed: datetime) -> TouchpointRecord:
    stem, file = _stem(name)
    digest = hashlib.sha256(data).hexdigest()
    when = find_when(header.when) or _any_date(header) or when_of_stem(stem)
    if when is not None and when.day_only:
        when = _with_time(when, when_of_stem(stem))
    title = one_line(header.title, limit=300) or title_of_stem(stem)
    people = _expand(header.people, turns)
    turns = [replace(t, speaker=people.get(t.speaker.casefold(), t.speaker)) for t in turns]
    text, segments = _text(header.lines, turns)
    at = when.at if when else changed
    return TouchpointRecord(
        id=f"transcript:-:{stem}{_apart(stem, when, digest)}",
        kind=_kind(title, header.kind),
        at=at,
        source=Source("transcript", name, file, "byte 0", digest),
        zone=when.zone if when else "UTC",
        subject=title,
        title=title,
        text=text,
        segments=segments,
        parties=_parties(header.people, turns),
        origin=Origin.HUMAN,
        origin_rule="call",
        ends_at=at + timedelta(seconds=_length(turns) or header.seconds),
        all_day=when is not None and when.day_only,
    )


def _stem(name: str) -> tuple[str, str]:
    """Return the file's name without and with its extension, clean."""
    file = one_line(name.replace("\\", "/").rsplit("/", 1)[-1], limit=300) or "transcript"
    return re.sub(r"\.(?:transcript\.)?[A-Za-z0-9]{1,5}$", "", file, flags=re.IGNORECASE) or file, file


def _apart(stem: str, when: When | None, digest: str) -> str:
    """Return what keeps files of the same name apart: nothing where the name has a date, else the call's own."""
    if when_of_stem(stem):
        return ""
    return f"@{when.at:%Y%m%dT%H%M}" if when else f"@{digest[:12]}"


def _any_date(header: Header) -> When | None:
    """Return a moment that any short header line names, though under no known word."""
    return next((w for line in header.lines if len(line) < 160 and (w := find_when(line))), None)


def _with_time(day: When, named: When | None) -> When:
    """Return the file name's time of day where the header gives the same date alone."""
    return named if named and not named.day_only and named.at.date() == day.at.date() else day


def _kind(title: str, stated: str) -> Kind:
    said = f"{title} {stated}"
    return Kind.MEETING if _HELD.search(said) and not _CALLED.search(said) else Kind.CALL


def _length(turns: list[Turn]) -> float:
    """Return the seconds to the end of the last turn; written times that are a clock's count from the first."""
    known = [t.end if t.end is not None else t.start for t in turns if t.start is not None]
    first = next((t.start for t in turns if t.start is not None), 0.0) or 0.0
    last = max((k for k in known if k is not None), default=0.0)
    clock = turns[0].end is None and first >= 3600
    return min(max(0.0, last - first if clock else last), 86_400.0)


def _expand(people: list[tuple[str, str]], turns: list[Turn]) -> dict[str, str]:
    """Return full names by folded speaker label: a first name alone that one listed person has."""
    names = [name for name, _ in people]
    known = {name.casefold() for name in names}
    found: dict[str, str] = {}
    for speaker in {t.speaker for t in turns if t.speaker}:
        folded = speaker.casefold()
        fits = [name for name in names if name.casefold().split()[:1] == [folded]]
        if folded not in known and len(fits) == 1:
            found[folded] = fits[0]
        elif folded in known:
            found[folded] = next(name for name in names if name.casefold() == folded)
    return found


def _parties(people: list[tuple[str, str]], turns: list[Turn]) -> tuple[Party, ...]:
    """Return who spoke, in order of first word, then who is listed but silent."""
    addresses = {name.casefold(): address for name, address in people}
    spoke = {t.speaker.casefold(): t.speaker for t in turns if t.speaker}
    speakers = [Party(name, addresses.get(key, ""), "speaker") for key, name in spoke.items()]
    silent = {
        name.casefold() or address: Party(name, address, "attendee") for name, address in people if name.casefold() not in spoke
    }
    return (*speakers, *silent.values())


def _text(header: list[str], turns: list[Turn]) -> tuple[str, tuple[Segment, ...]]:
    """Return header lines, an empty line and the turns, with a segment for each turn's words.

    `Name: ` stands before a speaker's first turn of several in a row, outside the segment, so that a sentence over two cues reads on.
    """
    pieces = ["\n".join(clean(line) for line in header)] if header else []
    length = len(pieces[0]) if pieces else 0
    segments: list[Segment] = []
    before: str | None = None
    for turn in turns:
        gap = "" if not pieces else "\n\n" if before is None else "\n"
        label = f"{turn.label or turn.speaker}: " if turn.speaker and turn.speaker != before else ""
        start = length + len(gap) + len(label)
        length = start + len(turn.text)
        pieces.append(f"{gap}{label}{turn.text}")
        segments.append(Segment(start, length, turn.speaker, locator=turn.locator))
        before = turn.speaker
    return "".join(pieces), tuple(segments)
