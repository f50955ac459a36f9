"""Salesforce EmailMessage rows as e-mails, under the same record id as the mailbox's copy of the message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from journey_tui.domain.model import Kind, Origin, Party
from journey_tui.sources.mail_headers import Headers, message_ids, read_headers
from journey_tui.sources.origin import BOUNCE, Verdict, mail_origin
from journey_tui.sources.records import TouchpointRecord
from journey_tui.sources.salesforce_lookups import Lookups, Sheets, is_deleted
from journey_tui.sources.tables_logged_mail import activity_verdict, body_text, mail_words, own_words
from journey_tui.sources.tables_sheet import Places, Sheet
from journey_tui.sources.values import address, addresses, boolean, label, salesforce_id

_EMAIL: Final = {
    "id": "id",
    "subject": "subject",
    "text": "textbody",
    "html": "htmlbody",
    "headers": "headers",
    "from": "fromaddress validatedfromaddress",
    "from_name": "fromname",
    "to": "toaddress",
    "cc": "ccaddress",
    "bcc": "bccaddress",
    "incoming": "incoming",
    "status": "status",
    "at": "messagedate createddate",
    "created": "createddate",
    "by": "createdbyid",
    "message": "messageidentifier",
    "thread": "threadidentifier",
    "related": "relatedtoid parentid",
    "bounced": "isbounced",
    "draft": "isprivatedraft",
    "activity": "activityid",
}
_DRAFT: Final = frozenset({"5", "draft"})
"""Status of a message that nobody sent (Salesforce, "EmailMessage.Status")."""


def mirrored(sheets: Sheets) -> set[str]:
    """Return the activities that mirror a message of the export: the message tells it in full."""
    found: set[str] = set()
    for sheet in sheets.get("EmailMessage", []):
        c = sheet.places(_EMAIL)
        if c["activity"] < 0:
            continue
        found.update(salesforce_id(row[c["activity"]]) for _, row in sheet.rows(again=True) if not _is_draft(row, c))
    return found - {""}


def _is_draft(row: list[str], c: Places) -> bool:
    return row[c["status"]].strip().casefold() in _DRAFT or boolean(row[c["draft"]]) is True


def emails(sheet: Sheet, lookups: Lookups) -> Iterator[TouchpointRecord]:
    """Yield the messages that were sent or received; drafts are counted."""
    c = sheet.places(_EMAIL)
    gone = is_deleted(sheet)
    for number, row in sheet.rows():
        if not salesforce_id(row[c["id"]]):
            sheet.lost(number, "Id")
        elif _is_draft(row, c):
            sheet.context.ignored["drafts of e-mails"] += 1
        else:
            touchpoint = _email(sheet, c, lookups, number, row, gone(row))
            if touchpoint is None:
                sheet.lost(number, "MessageDate")
            else:
                yield touchpoint


def _email(sheet: Sheet, c: Places, lookups: Lookups, number: int, row: list[str], deleted: bool) -> TouchpointRecord | None:
    at = sheet.moment(number, c["at"], row) or sheet.moment(number, c["created"], row)
    if at is None:
        return None
    message, references = _thread(row, c)
    subject = label(row[c["subject"]], limit=1_000)
    sender, name = address(row[c["from"]]), label(row[c["from_name"]])
    said = body_text(sheet, number, row[c["text"]], row[c["html"]])
    text, segments = mail_words(said, 0, (name, sender), at, subject)
    incoming = boolean(row[c["incoming"]])
    related = salesforce_id(row[c["related"]])
    verdict = _origin(row, c, lookups.user(row[c["by"]]).automated, sender, subject, own_words(text, segments))
    return TouchpointRecord(
        id=mail_id(message) or lookups.id(row[c["id"]]),
        kind=Kind.EMAIL,
        at=at,
        source=sheet.source(number, row, label(row[c["id"]])),
        zone=sheet.context.zone_name,
        subject=subject,
        text=text,
        segments=segments,
        parties=_parties(row, c, sender, name),
        message_id=message,
        references=references,
        deal_ids=(lookups.prefix + related,) if related.startswith("006") else (),
        account_id=lookups.prefix + related if related.startswith("001") else "",
        contact_ids=(lookups.prefix + related,) if related.startswith("003") else (),
        created_by_id=lookups.id(row[c["by"]]),
        origin=verdict.origin,
        origin_rule=verdict.rule,
        auto=verdict.auto,
        direction={True: "in", False: "out"}.get(incoming, "") if incoming is not None else "",
        deleted=deleted,
    )


def _origin(row: list[str], c: Places, by_automated: bool, sender: str, subject: str, words: str) -> Verdict:
    """Return who made the message; who wrote the row down matters only for what was sent: mail sync writes what comes in."""
    if boolean(row[c["bounced"]]):
        return Verdict(Origin.AUTOMATED, BOUNCE, "bounce")
    if by_automated and boolean(row[c["incoming"]]) is False:
        return activity_verdict(by_automated=True)
    headers = _headers(row, c)
    return mail_origin(headers.values if headers else {}, sender=sender, subject=subject, own_text=words)


def _headers(row: list[str], c: Places) -> Headers | None:
    block = row[c["headers"]]
    return read_headers(block.replace("\r\n", "\n").encode("utf-8", "replace")) if block else None


def _parties(row: list[str], c: Places, sender: str, name: str) -> tuple[Party, ...]:
    found = [Party(name, sender, "from")] if sender or name else []
    for role in ("to", "cc", "bcc"):
        found += [Party(person, mail, role) for person, mail in addresses(row[c[role]])]
    return tuple(found)


def _thread(row: list[str], c: Places) -> tuple[str, tuple[str, ...]]:
    """Return (Message-ID with its brackets or empty, the Message-IDs of the conversation before it, the root first)."""
    headers = _headers(row, c)
    message = message_id(row[c["message"]]) or (message_id(headers.first("message-id")) if headers else "")
    earlier = [message_id(row[c["thread"]])]
    if headers:
        earlier += [found for name in ("references", "in-reply-to") for found in message_ids(headers.first(name))]
    return message, tuple(dict.fromkeys(found for found in earlier if found and found != message))


def mail_id(message: str) -> str:
    """Return the record id that the mailbox's copy of a message has, whoever exported it; empty without a Message-ID."""
    inner = "".join(message.strip("<>").split())
    return f"mail:-:{inner}" if 0 < len(inner) <= 300 else ""


def message_id(text: str) -> str:
    """Return the one Message-ID of a cell with its brackets, or an empty string."""
    bare = text.strip()
    if bare and "@" in bare and not bare.startswith("<") and " " not in bare:
        bare = f"<{bare}>"
    return next(iter(message_ids(bare)), "")
