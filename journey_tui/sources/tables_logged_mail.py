"""The words of CRM activities: HTML as text, and e-mails logged with a block of headers above whoever's words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from journey_tui.domain.model import Party, Segment
from journey_tui.lean import dataclass
from journey_tui.sources.origin import Verdict, activity_origin
from journey_tui.sources.tables_sheet import Sheet
from journey_tui.sources.values import addresses, label, prose

_HEADER: Final = re.compile(
    r"[ \t]*(from|to|additional to|cc|bcc|attachments?|subject|date|sent|body|von|an|betreff|de|para|à|objet|asunto)"
    r"[ \t]*:[ \t]*(.*)",
    re.IGNORECASE,
)
_ROLES: Final = {
    "from": "from",
    "von": "from",
    "to": "to",
    "additional to": "to",
    "an": "to",
    "para": "to",
    "à": "to",
    "cc": "cc",
    "bcc": "bcc",
}
_SUBJECTS: Final = frozenset({"subject", "betreff", "objet", "asunto"})
_PREFIX: Final = re.compile(r"^\s*(?:logged\s+)?e-?mail\s*:\s*(?:<<|>>|←|→)?\s*", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:p|div|br|span|a|ul|ol|li|table|tr|td|html|body|b|strong|i|em|u|font|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE
)
_MOST_WORDS: Final = 200_000
"""Characters up to which quoted and new words are told apart; real exports hold bodies of 180,000."""
_MAX_LINES: Final = 25
"""Lines that a header block has at most."""


@dataclass(frozen=True, slots=True)
class LoggedMail:
    """What a logged e-mail says of itself."""

    subject: str
    text: str
    parties: tuple[Party, ...]
    segments: tuple[Segment, ...]
    direction: str
    """`out` if the owner sent it, `in` if somebody else did, empty where it does not say."""

    @property
    def sender(self) -> str:
        """Return the sender's address, or an empty string."""
        return next((party.address for party in self.parties if party.role == "from"), "")


def logged_mail(text: str, subject: str, owner: str, owner_address: str, at: datetime) -> LoggedMail:
    """Return the parties of a logged e-mail and whose words its body is: the sender's it names, else the owner's."""
    headers, body_at = header_block(text)
    named = next((value for name, value in headers if name in _SUBJECTS and value), "")
    shown = label(named) or label(_PREFIX.sub("", subject)) or subject
    parties = [Party(name, mail, _ROLES[key]) for key, value in headers if key in _ROLES for name, mail in addresses(value)]
    sender = next((party for party in parties if party.role == "from"), None)
    direction = ""
    if sender:
        direction = "out" if sender.address == owner_address else "in" if owner_address else ""
    elif owner or owner_address:
        sender = Party(owner, owner_address, "from")
        parties.insert(0, sender)
        direction = "out" if headers else ""
    name, mail = (sender.name or (owner if sender.address == owner_address else ""), sender.address) if sender else ("", "")
    words, segments = mail_words(text, body_at, (name, mail), at, shown)
    return LoggedMail(shown, words, tuple(parties), segments, direction)


def header_block(text: str) -> tuple[list[tuple[str, str]], int]:
    """Return the (name, value) headers at the top of a text and where its body begins; no headers, 0 without a block."""
    headers: list[tuple[str, str]] = []
    place = 0
    for line in text.split("\n")[:_MAX_LINES]:
        found = _HEADER.match(line)
        if found:
            name, value = found[1].casefold(), found[2].strip()
            if name == "body":
                start = place + line.index(":") + 1
                return headers, start + (len(text[start:]) - len(text[start:].lstrip()))
            headers.append((name, value))
        elif line.strip() and headers:
            break
        elif line.strip():
            return [], 0
        place += len(line) + 1
    if len(headers) < 2 or not any(name in _ROLES for name, _ in headers):
        return [], 0
    return headers, min(place, len(text))


def mail_words(text: str, start: int, writer: tuple[str, str], at: datetime, subject: str) -> tuple[str, tuple[Segment, ...]]:
    """Return (text without quote marks, whose words it is from `start` on): new, quoted and signature told apart.

    `writer` is the sender's (name, address); `at` is when it was sent, in UTC.
    """
    from journey_tui.sources.mail_text import Writer, split_text

    head, body = text[:start], text[start:]
    if not body.strip():
        return text, ()
    if len(body) > _MOST_WORDS:
        return text, (Segment(start, len(text), *writer),)
    words, parts = split_text(body, Writer(*writer, at, subject))
    return head + words, tuple(replace(part, start=part.start + start, end=part.end + start) for part in parts)


def plain_text(sheet: Sheet, number: int, text: str) -> str:
    """Return a cell's words, clean: as they are, or the visible ones where the cell holds HTML."""
    if "<" not in text or not _TAG.search(text):
        return prose(text)
    from journey_tui.sources.html_text import HtmlTooLarge, html_to_text

    try:
        return prose(html_to_text(text))
    except HtmlTooLarge as error:
        remedy = "shorten the text in the CRM; the record was loaded without it"
        sheet.context.notes.add(sheet.file, f"row {number}", str(error), remedy, kind="HTML over a limit")
        return ""


def body_text(sheet: Sheet, number: int, text: str, html: str) -> str:
    """Return a message's words: its plain text where it has one, else the visible text of its HTML."""
    return prose(text) if text.strip() else plain_text(sheet, number, html)


def own_words(text: str, segments: tuple[Segment, ...]) -> str:
    """Return what the sender wrote anew, without what is quoted and signed."""
    return "\n".join(text[part.start : part.end] for part in segments if part.role == "new")


def activity_verdict(*, by_automated: bool, subtype: str = "", subject: str = "") -> Verdict:
    """Return who made an activity: a machine among the users that own or wrote it, a sequence tool, else a person."""
    return activity_origin(by_automated=by_automated, subtype=subtype.strip(), subject=subject)
