"""Tell what a file is from how it begins; its name only breaks ties."""

from __future__ import annotations

import csv
import json
import re
from pathlib import PurePath
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.sources.archive import is_zip
from journey_tui.sources.decoding import decode_head
from journey_tui.sources.transcript_formats import is_transcript

HEAD: Final = 64 * 1024
"""Bytes that are looked at."""

_PAPERS: Final = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|changelog|changes|contributing|authors|code_of_conduct|security|makefile|dockerfile)"
    r"(?:[._-].*)?",
    re.IGNORECASE,
)
_OFFICE: Final = {
    ".xlsx": "Save the sheet as CSV (UTF-8) and import that.",
    ".ods": "Save the sheet as CSV (UTF-8) and import that.",
    ".docx": "If it is a call's transcript, download it as .vtt or save it as plain text.",
}
_MAGIC: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office or Outlook file", "Export mail as .eml or mbox, sheets as CSV."),
    (b"!BDN", "an Outlook data file", "Export the folder as mbox or as .eml files."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and import what is in it."),
    (b"BZh", "a bzip2 archive", "Unpack it and import what is in it."),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it and import what is in it."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it and import the folder, or pack it as zip."),
    (b"Rar!", "a RAR archive", "Unpack it and import the folder, or pack it as zip."),
    (b"SQLite format 3\x00", "a database", "Export its tables as CSV."),
    (b"PAR1", "a Parquet file", "Save the table as CSV."),
)
_OTHER: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"ID3",
    b"OggS",
    b"\x1aE\xdf\xa3",
    b"MZ",
    b"\x7fELF",
    b"II*\x00",
    b"MM\x00*",
)
"""Pictures, recordings, documents and programs: nothing that holds records."""
_DATA: Final = frozenset(
    (".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".ics", ".ical", ".vtt", ".srt", ".sbv", ".mbox", ".mbx", ".eml", ".emlx",
     ".msg", ".pst", ".ost", ".olm", ".xls", ".xlsx", ".vcf", ".zip", ".parquet")
)  # fmt: skip
_TALKS: Final = re.compile(
    r"(?:^|[/_\-. ])(?:calls?|transcripts?|transcription|recordings?|meetings?|interviews?)(?:[/_\-. ]|$)", re.IGNORECASE
)
_HEADER: Final = re.compile(r"([!-9;-~]{1,76}):(?:[ \t]|\r?$)", re.MULTILINE)
_MAIL: Final = frozenset(
    ("from", "received", "return-path", "message-id", "mime-version", "delivered-to", "x-original-to", "dkim-signature", "content-type")
)  # fmt: skip
_MBOX: Final = re.compile(r"From [^\n]{0,400}\n(?:>From [^\n]*\n)?[!-9;-~]{1,76}:", re.ASCII)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is; `unknown` with a reason where it looks like data, without one where it is none of ours."""

    format: str
    reason: str = ""
    remedy: str = ""


NOTHING: Final = Recognised("unknown")


def recognise(head: bytes, name: str) -> Recognised:
    """Return what a file with this beginning (`HEAD` bytes at most) and this name is."""
    suffix = PurePath(name).suffix.lower()
    if not head.strip(b"\0 \r\n\t"):
        return Recognised("unknown", "the file is empty", "Export it again.") if suffix in _DATA else NOTHING
    if is_zip(head):
        return _zipped(head, suffix)
    for magic, what, remedy in _MAGIC:
        if head.startswith(magic):
            return Recognised("unknown", f"{what} is not read", remedy)
    if head.startswith(_OTHER) or head[4:8] == b"ftyp":
        return NOTHING
    text = decode_head(head).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _text(text, name, suffix)


def _zipped(head: bytes, suffix: str) -> Recognised:
    if suffix in _OFFICE:
        return Recognised("unknown", "an Office file is not read", _OFFICE[suffix])
    if b"[Content_Types].xml" in head[:4096] or suffix in (".pptx", ".odt", ".epub", ".jar", ".whl"):
        return NOTHING
    return Recognised("zip")


def _text(text: str, name: str, suffix: str) -> Recognised:
    start = text.lstrip()
    if not start:
        return _unread(suffix, name, "the file is empty")
    marked = _marked(start, suffix)
    if marked is not None:
        return marked
    if _binary(text):
        return _unread(suffix, name, "what is in it is no text")
    if suffix in (".csv", ".tsv", ".tab"):
        return Recognised("csv")
    if start[:1] in "{[":
        return _json(start, suffix, name)
    if suffix == ".eml" or _is_mail(start):
        return Recognised("eml") if _HEADER.match(start) else _unread(suffix, name, "it does not begin with mail headers")
    if _PAPERS.fullmatch(PurePath(name).name):
        return NOTHING
    if is_transcript(text, suffix):
        return Recognised("transcript")
    if suffix in ("", ".txt", ".dat", ".export", ".asc") and _columns(text) >= 3:
        return Recognised("csv")
    return _unread(suffix, name, "no known form of mail, calendar, call or table is in it")


def _marked(start: str, suffix: str) -> Recognised | None:
    """Return the format of a text that says itself what it is."""
    first = start[:200].upper()
    if re.match(r"BEGIN\s*:\s*VCALENDAR", first) or (suffix in (".ics", ".ical") and "BEGIN:V" in start[:4096].upper()):
        return Recognised("ics")
    if re.match(r"BEGIN\s*:\s*VCARD", first):
        return Recognised("unknown", "contact cards are not read", "Export the contacts as CSV.")
    if first.startswith("WEBVTT"):
        return Recognised("transcript")
    if _MBOX.match(start):
        return Recognised("mbox")
    if re.match(r"<(?:!DOCTYPE|HTML|\?XML|SVG|HEAD|BODY)\b", first) and suffix not in (".eml", ".csv"):
        return NOTHING
    return None


def _binary(text: str) -> bool:
    sample = text[:4096]
    odd = sum(1 for ch in sample if ch < " " and ch not in "\n\t\f\x1b")
    return odd * 20 > len(sample)


def _unread(suffix: str, name: str, reason: str) -> Recognised:
    """Return an unknown file: with its reason where its name says that it should have been data."""
    if suffix in _DATA or (suffix in (".txt", ".md", "") and _TALKS.search(name) and not _PAPERS.fullmatch(PurePath(name).name)):
        return Recognised("unknown", reason, "Export it again as CSV, JSON, mbox, .eml, .ics, .vtt, .srt or `[time] Name: text`.")
    return NOTHING


def _json(start: str, suffix: str, name: str) -> Recognised:
    """Return `jsonl` for objects line by line, `json` for what holds a list of records."""
    lines = [line for line in start.split("\n", 3)[:3] if line.strip()]
    if start[0] == "{" and (
        suffix in (".jsonl", ".ndjson") or (len(lines) > 1 and _whole(lines[0]) and lines[1].lstrip()[:1] == "{")
    ):
        return Recognised("jsonl")
    if re.match(r"\[\s*(?:\{|\])", start) or re.search(r'"[^"\\]{1,80}"\s*:\s*\[\s*\{', start):
        return Recognised("json")
    if suffix in (".json", ".jsonl", ".ndjson"):
        return _unread(suffix, name, "there is no list of records in it")
    # A `[` or `{` may also begin a call's turn or a table.
    if is_transcript(start, suffix):
        return Recognised("transcript")
    return NOTHING


def _whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_mail(start: str) -> bool:
    """Return whether a text begins with a block of mail headers: two at least, one of which only mail has."""
    block = start.split("\n\n", 1)[0]
    lines = [line for line in block.split("\n")[:60] if line[:1] not in (" ", "\t")]
    names = [m.group(1).lower() for line in lines if (m := _HEADER.match(line))]
    known = _MAIL.intersection(names)
    return (
        len(names) >= 2
        and len(names) >= len(lines) - 1
        and bool(known)
        and ({"from", "subject", "date", "to"} & set(names) or len(known) > 1) != set()
    )


def _columns(text: str) -> int:
    """Return how many columns the head of a table has, 0 when its first rows do not agree."""
    lines = [line for line in text.split("\n", 6)[:6] if line.strip()]
    if len(lines) > 5:
        lines.pop()  # may be cut off
    best = 0
    for delimiter in ",;\t|":
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        width = len(rows[0]) if rows else 0
        cells = rows[0] if rows else []
        if (
            len(rows) > 1
            and width > best
            and len(rows[1]) == width
            and all(len(c) < 80 and not c.rstrip().endswith(".") for c in cells)
        ):
            best = width
    return best
