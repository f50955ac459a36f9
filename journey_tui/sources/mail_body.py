"""Put a message's text together: the body people read, text files attached, what its calendar and report parts say."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.sources.html_text import HtmlTooLarge, html_to_text
from journey_tui.sources.mail_charset import decode_text
from journey_tui.sources.mail_mime import MailTooLarge, Part, decoded
from journey_tui.sources.mail_text import unflow
from journey_tui.text import clean, one_line

MAX_TEXT: Final = 300_000
"""Characters kept of a body: the newest words of a conversation come first."""
MAX_ATTACHMENT: Final = 200_000
"""Characters kept of a text file attached."""
_MAX_ATTACHMENTS: Final = 50
_TEXT_FILES: Final = frozenset({"text/plain", "text/markdown", "text/x-markdown", "text/csv", "text/tab-separated-values"})
_TEXT_ENDS: Final = re.compile(r"\.(?:txt|md|markdown|csv|tsv)$", re.IGNORECASE)
_STUB: Final = re.compile(
    r"(?:html[ -]?(?:e-?mail|mail|format|message|capable|compatible|version|viewer)|(?:view|read|see|display) (?:this |"
    r"the )?(?:e-?mail|message|newsletter) (?:in|online|as|correctly)|"
    r"does not support html|unable to display|kein html|html-(?:format|ansicht)|format html)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a calendar part says about the meeting it announces or answers."""

    method: str
    uid: str
    answer: str
    """Of the one attendee that an answer carries."""
    sequence: int
    is_body: bool
    """Whether it is the message itself (iMIP) and no attached file."""


@dataclass(slots=True)
class Body:
    """The readable parts of a message."""

    text: str = ""
    attachments: list[tuple[str, str]] = field(default_factory=list)
    """(name, text) of text files."""
    files: list[str] = field(default_factory=list)
    """Names of files that are no text."""
    messages: list[Part] = field(default_factory=list)
    """Messages attached whole."""
    calendar: Calendar | None = None
    report: str = ""
    """Recipient and diagnosis of a delivery report; empty for other mail."""
    is_report: bool = False


def read_body(root: Part, *, is_report: bool | None = None) -> Body:
    """Return the readable parts; raises MailTooLarge where the only body is HTML over its limits."""
    body = Body(is_report=root.type == "multipart/report" and "delivery" in root.params.get("report-type", "delivery"))
    if is_report is not None:
        body.is_report = is_report
    plain: list[str] = []
    html: list[Part] = []
    stack = [(root, False)]
    while stack:
        part, alternative = stack.pop()
        if part.type == "message/rfc822":
            if not body.is_report:
                body.messages.extend(part.parts)
            continue
        if part.parts:
            stack.extend((child, part.type == "multipart/alternative") for child in reversed(part.parts))
            continue
        _take(part, alternative, body, plain, html)
    body.text = _body_text(plain, html)
    return body


def _take(part: Part, alternative: bool, body: Body, plain: list[str], html: list[Part]) -> None:
    name = one_line(part.filename, limit=200)
    attached = part.disposition == "attachment" or bool(name)
    if part.type in ("text/calendar", "application/ics") or name.lower().endswith(".ics"):
        _take_calendar(part, part.type == "text/calendar" and part.disposition != "attachment", body)
        if name and part.disposition == "attachment":
            body.files.append(name)
    elif part.type in ("message/delivery-status", "message/global-delivery-status"):
        body.is_report = True
        body.report = _report(decode_text(decoded(part, 100_000), ""))
    elif part.type in ("text/rfc822-headers", "message/disposition-notification"):
        return
    elif attached and (
        part.type in _TEXT_FILES or (_TEXT_ENDS.search(name) and part.type in ("application/octet-stream", "text/html"))
    ):
        if len(body.attachments) < _MAX_ATTACHMENTS:
            body.attachments.append((name or "attachment", part_text(part, MAX_ATTACHMENT)))
    elif part.type == "text/html" and part.disposition != "attachment":
        html.append(part)
    elif (
        part.type.startswith("text/")
        and not attached
        and part.type not in ("text/x-amp-html", "text/enriched", "text/watch-html")
    ):
        plain.append(part_text(part, MAX_TEXT))
    elif name and part.disposition != "inline":
        body.files.append(name)


def part_text(part: Part, limit: int) -> str:
    """Return a text part decoded, clean and unwrapped where it is format=flowed."""
    text = decode_text(decoded(part, limit * 4), part.params.get("charset", "")).replace("\r\n", "\n").replace("\xa0", " ")
    if not (text.isascii() and text.replace("\n", "").replace("\t", "").isprintable()):
        text = clean(text)
    if len(text) > limit:
        text = text[:limit]
    if part.params.get("format", "").lower() == "flowed":
        text = unflow(text, delete_space=part.params.get("delsp", "").lower() == "yes")
    return text


def _body_text(plain: list[str], html: list[Part]) -> str:
    """Return the plain text where it has real content, else the HTML's."""
    text = "\n\n".join(one.strip("\n") for one in plain if one.strip()).strip("\n")
    if not html or (text.strip() and not _is_stub(text)):
        return text
    try:
        shown = "\n\n".join(filter(None, (_html(part) for part in html[:10])))
    except HtmlTooLarge as error:
        if text.strip():
            return text
        raise MailTooLarge(str(error)) from error
    return shown if len(shown) > len(text) or not text.strip() else text


def _html(part: Part) -> str:
    text = decode_text(decoded(part), part.params.get("charset", "") or _declared(part))
    return clean(html_to_text(text)).strip("\n")[:MAX_TEXT]


def _declared(part: Part) -> str:
    found = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", part.body[:4000], re.IGNORECASE)
    return found.group(1).decode("ascii") if found else ""


def _is_stub(text: str) -> bool:
    """Return whether the plain part only points at the HTML one."""
    words = len(text.split(None, 60))
    return (words < 60 and bool(_STUB.search(text))) or (words <= 3 and "http" in text)


_UNFOLD: Final = re.compile(r"\r?\n[ \t]")


def _take_calendar(part: Part, is_body: bool, body: Body) -> None:
    data = _UNFOLD.sub("", decode_text(decoded(part, 500_000), part.params.get("charset", "utf-8")))
    method = _line(data, "METHOD") or part.params.get("method", "")
    answers = re.findall(r"^ATTENDEE[^\r\n]{0,500}?PARTSTAT=\"?([\w-]{1,20})", data, re.MULTILINE | re.IGNORECASE)
    number = _line(data, "SEQUENCE")
    answer = (
        {"accepted": "accepted", "declined": "declined", "tentative": "tentative", "delegated": "delegated"}.get(
            answers[0].lower(), ""
        )
        if answers
        else ""
    )
    found = Calendar(
        method.strip().upper()[:20],
        one_line(_line(data, "UID"), limit=500),
        answer,
        int(number) if number.isdecimal() and len(number) < 9 else 0,
        is_body,
    )
    if body.calendar is None or (is_body and not body.calendar.is_body):
        body.calendar = found


def _line(data: str, name: str) -> str:
    found = re.search(rf"^{name}(?:;[^:\r\n]{{0,200}})?:([^\r\n]{{0,1000}})", data, re.MULTILINE | re.IGNORECASE)
    return found.group(1).strip() if found else ""


def _report(text: str) -> str:
    """Return one line a recipient: address, what happened, diagnosis."""
    lines: list[str] = []
    for block in re.split(r"\r?\n[ \t]*\r?\n", text)[:50]:
        fields = {
            name.lower(): value
            for name, value in re.findall(r"^([\w-]+):[ \t]*([^\r\n]*)", _UNFOLD.sub(" ", block), re.MULTILINE)
        }
        recipient = fields.get("original-recipient") or fields.get("final-recipient")
        if recipient:
            address = recipient.partition(";")[2].strip(" <>") or recipient
            diagnosis = fields.get("diagnostic-code", "").partition(";")[2].strip() or fields.get("status", "")
            lines.append(
                one_line(f"Not delivered to {address}: {fields.get('action', 'failed')}, {diagnosis}", limit=500).strip(", ")
            )
    return "\n".join(lines)
