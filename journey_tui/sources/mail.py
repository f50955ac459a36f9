"""Read mail: mbox files, maildir messages and .eml, one record a message, each with its own limits and its own failure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from journey_tui.domain.model import Kind, Party, Segment, Source
from journey_tui.sources.mail_body import MAX_TEXT, Body, read_body
from journey_tui.sources.mail_headers import Headers, addresses, header_text, message_ids, parse_date
from journey_tui.sources.mail_mbox import Piece, is_from_line, split_mbox, unescape
from journey_tui.sources.mail_mime import MAX_BYTES, MailTooLarge, Part, parse_parts
from journey_tui.sources.mail_text import Writer, split_text
from journey_tui.sources.origin import Verdict, calendar_answer, mail_origin
from journey_tui.sources.records import Parsed, Skipped, TouchpointRecord
from journey_tui.text import clean, one_line

_KNOWN: Final = re.compile(
    rb"^(?:From|Date|Subject|To|Cc|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|DKIM-Signature|Reply-To|"
    rb"Sender|In-Reply-To|References|"
    rb"X-[\w-]+|ARC-[\w-]+|Authentication-Results|Content-Type|List-[\w-]+|Received-SPF|User-Agent|Envelope-To)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_TELLING: Final = re.compile(
    rb"^(?:From|Received|Return-Path|Message-ID|MIME-Version|Delivered-To)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
_HEADER_LINE: Final = re.compile(rb"[!-9;-~]+[ \t]*:")


def looks_like_mbox(head: bytes) -> bool:
    """Return whether a file that begins like this is an mbox: a From_ line with a header under it."""
    return is_from_line(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))


def looks_like_message(head: bytes) -> bool:
    """Return whether a file that begins like this is one mail: header lines, with names that only mail has."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if is_from_line(text):
        return False
    block = re.split(rb"\r?\n\r?\n", text[:65536], maxsplit=1)[0]
    if not _HEADER_LINE.match(block):
        return False
    return len({found.lower() for found in _KNOWN.findall(block)}) >= 2 and _TELLING.search(block) is not None


def parse_mbox(path: Path, name: str, *, start: int = 0, most: int = 0, over: int = 0) -> Iterator[Parsed]:
    """Yield the messages of an mbox, one in memory at a time; `name` is how the file is called in sources.

    From byte `start` on, where a message begins; the first `over` are passed over unread, then at most `most` (0: all) are read.
    """
    with path.open("rb") as file:
        file.seek(start)
        for piece in islice(split_mbox(file), over, over + most if most else None):
            yield _from_piece(replace(piece, offset=piece.offset + start) if start else piece, name)


def _from_piece(piece: Piece, name: str) -> Parsed:
    place = f"byte {piece.offset}"
    if piece.too_large:
        return _too_large(name, place, f"larger than {MAX_BYTES // 1024 // 1024} MB")
    if not piece.from_line and not looks_like_message(piece.raw):
        return Skipped(name, place, "text that belongs to no message", "nothing to do, unless a From_ line is missing here")
    return parse_message(piece.raw, file=name, offset=piece.offset, from_line=piece.from_line)


def parse_eml(path: Path, name: str) -> Iterator[Parsed]:
    """Yield the one message of an .eml or maildir file; `name` is how the file is called in sources."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        yield _too_large(name, "byte 0", f"larger than {MAX_BYTES // 1024 // 1024} MB")
        return
    from_line = b""
    if is_from_line(raw):
        from_line, _, raw = raw.partition(b"\n")
    yield parse_message(raw.removeprefix(b"\xef\xbb\xbf"), file=name, offset=0, from_line=from_line)


def _too_large(file: str, place: str, reason: str) -> Skipped:
    return Skipped(file, place, f"message not read: {reason}", "save what matters of it as a text file and import that")


def parse_message(raw: bytes, *, file: str, offset: int, from_line: bytes = b"") -> Parsed:
    """Return the record of one message, or what is wrong with it; `from_line` is the mbox line above it, where there is one."""
    place = f"byte {offset}"
    try:
        root = parse_parts(unescape(raw) if from_line else raw)
        return _record(root, raw, file, place, from_line)
    except MailTooLarge as error:
        return _too_large(file, place, str(error))
    except Exception as error:
        # Mail is the most malformed of formats: whatever one message breaks, the next one is read.
        reason = one_line(f"message could not be read ({type(error).__name__})")
        return Skipped(file, place, reason, "open it in a mail program, save it again as .eml and import that")


def _record(root: Part, raw: bytes, file: str, place: str, from_line: bytes) -> Parsed:
    headers = root.headers
    sent = _sent(headers, from_line)
    if sent is None:
        return Skipped(
            file, place, "message without a date that exists", "add a Date header, or import the mailbox that it came from"
        )
    at, zone = sent
    parties = _parties(headers)
    sender = parties[0] if parties and parties[0].role == "from" else Party(role="from")
    subject = header_text(headers.first("subject"), limit=1000)
    body = read_body(root)
    text, segments = _compose(body, Writer(sender.name, sender.address, _local(at, zone), subject), sender)
    verdict = _verdict(body, headers, sender.address, subject, text, segments)
    calendar = body.calendar
    if verdict.auto == "calendar_response":
        answer = (calendar.answer if calendar and calendar.method == "REPLY" else "") or calendar_answer(subject)
        answered = replace(sender, answer=answer, answered_at=at if answer else None)
        parties = tuple(answered if party is sender else party for party in parties)
    native = _native_id(headers)
    return TouchpointRecord(
        id=f"mail:-:{_key(native, headers, text)}",
        kind=Kind.EMAIL,
        at=at,
        source=Source("mail", file, native, place, hashlib.sha256(raw).hexdigest()),
        zone=zone,
        subject=subject,
        text=text,
        segments=tuple(segments),
        parties=parties,
        message_id=native,
        references=_references(headers, native),
        origin=verdict.origin,
        origin_rule=verdict.rule,
        auto=verdict.auto,
        uid=calendar.uid if calendar else "",
        sequence=calendar.sequence if calendar else 0,
        list_id=_list_id(headers),
    )


def _verdict(body: Body, headers: Headers, sender: str, subject: str, text: str, segments: list[Segment]) -> Verdict:
    own = "\n".join(text[one.start : one.end] for one in segments if one.role == "new")
    calendar = body.calendar
    method = calendar.method if calendar and (calendar.is_body or calendar.method == "REPLY") else ""
    return mail_origin(
        headers.values, sender=sender, subject=subject, own_text=own, calendar_method=method, is_report=body.is_report
    )


def _sent(headers: Headers, from_line: bytes) -> tuple[datetime, str] | None:
    """Return when it was sent: the Date header, else the latest Received, else the From_ line's date."""
    for value in headers.all("date"):
        if found := parse_date(value):
            return found
    received = [found for value in headers.all("received")[:50] if (found := parse_date(value.rpartition(";")[2].strip()))]
    if received:
        return max(received)
    line = re.search(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*", from_line.decode("ascii", "replace"))
    return parse_date(line.group().strip()) if line else None


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(_zone_of(zone))


@lru_cache(maxsize=256)
def _zone_of(zone: str) -> timezone:
    sign = -1 if zone.startswith("-") else 1
    return timezone(sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6])))


def _parties(headers: Headers) -> tuple[Party, ...]:
    """Return the people of the message, the sender first, each once a role."""
    found: dict[tuple[str, str], Party] = {}
    for role, names in (("from", ("from", "sender")), ("to", ("to",)), ("cc", ("cc",)), ("bcc", ("bcc",))):
        for name in names:
            for value in headers.all(name):
                for shown, address in addresses(value):
                    found.setdefault((role, address or shown), Party(clean(shown, limit=200), address, role))
            if found and role == "from":
                break
    return tuple(found.values())


def _native_id(headers: Headers) -> str:
    value = headers.first("message-id") or headers.first("x-message-id")
    found = message_ids(value)
    return found[0] if found else one_line(value, limit=300)


def _key(native: str, headers: Headers, text: str) -> str:
    """Return the part of the record's id that is the message's own, whichever mailbox it was found in."""
    inner = clean("".join(native.strip("<>").split()))
    if inner and len(inner) <= 300:
        return inner
    parts = (native, headers.first("date"), headers.first("from"), headers.first("subject"), text)
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _references(headers: Headers, own: str) -> tuple[str, ...]:
    """Return the Message-IDs of the conversation, the root first, without its own."""
    known = [*message_ids(headers.first("references")), *message_ids(headers.first("in-reply-to"))]
    unique = [one for one in dict.fromkeys(known) if one != own]
    return tuple(unique if len(unique) <= 100 else [unique[0], *unique[-99:]])


def _list_id(headers: Headers) -> str:
    value = header_text(headers.first("list-id"), limit=300)
    found = re.search(r"<([^<>]+)>", value)
    return found.group(1) if found else value


def _compose(body: Body, writer: Writer, sender: Party) -> tuple[str, list[Segment]]:
    """Return the record's text and its segments: the body, then attached messages and files, each under a line that names it."""
    text, segments = split_text(body.text, writer)
    pieces = [text]
    length = len(text)

    def add(label: str, content: str, made: list[Segment]) -> None:
        nonlocal length
        lead = ("\n\n" if length else "") + (f"[{label}]\n" if label else "")
        start = length + len(lead)
        segments.extend(replace(one, start=one.start + start, end=one.end + start) for one in made)
        pieces.append(lead + content)
        length = start + len(content)

    if len(body.text) >= MAX_TEXT:
        add(f"Cut after {MAX_TEXT:,} characters", "", [])
    if body.report:
        add("", body.report, [Segment(0, len(body.report), sender.name or sender.address, sender.address)])
    for part in body.messages[:10]:
        add(*_attached(part, writer))
    for name, content in body.attachments:
        content = content.strip("\n")
        add(
            f"Attachment: {name}",
            content,
            [Segment(0, len(content), writer.name or writer.address, writer.address, role="attachment")]
            if content.strip()
            else [],
        )
    if body.files:
        add("Files: " + ", ".join(body.files[:20]), "", [])
    return "".join(pieces).rstrip("\n"), segments


def _attached(part: Part, writer: Writer) -> tuple[str, str, list[Segment]]:
    """Return (label, text, segments) of a message that is attached whole: all of it is forwarded."""
    name, address = next(iter(addresses(part.headers.first("from"))), ("", ""))
    sent = parse_date(part.headers.first("date"))
    at = sent[0] if sent else writer.at
    subject = header_text(part.headers.first("subject"), limit=300)
    text, segments = split_text(read_body(part, is_report=False).text, Writer(name, address, at, subject))
    made = [
        replace(one, role="signature" if one.role == "signature" else "forwarded", at=one.at or (sent[0] if sent else None))
        for one in segments
    ]
    return f"Attached message from {name or address or 'unknown'}: {subject}", text, made
