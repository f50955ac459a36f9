"""Mail of the demo: messages with threads, quotes, signatures, HTML and attachments, as common programs write them."""

from __future__ import annotations

import textwrap
from dataclasses import field
from datetime import UTC, datetime
from email import charset
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from journey_tui.demo.days import FORMS
from journey_tui.demo.story import Human, digest
from journey_tui.lean import dataclass

_UTF8: Final = charset.Charset("utf-8")
_UTF8.body_encoding = charset.QP
_WIDTH: Final = 76
_DEEPEST: Final = 3
"""How many older messages a reply still quotes."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message before it is written out."""

    id: str
    at: datetime
    sender: Human
    to: tuple[Human, ...]
    cc: tuple[Human, ...]
    subject: str
    text: str
    style: str = "gmail"
    signed: bool = True
    parent: Letter | None = None
    quoted: bool = True
    html: str = ""
    """The HTML body where the script wrote one itself; `auto` makes one of the text."""
    attachments: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = field(default=())
    invitation: str = ""

    def own(self) -> str:
        """Return what the sender typed, wrapped as their program does, with the signature."""
        text = "\n".join(_wrapped(line) for line in self.text.split("\n")) if self.style == "gmail" else self.text
        return f"{text}\n\n{self.sender.sig}" if self.signed and self.sender.sig else text

    def body(self, depth: int = 0) -> str:
        """Return the text with what it quotes below."""
        if self.parent is None or not self.quoted or depth >= _DEEPEST:
            return self.own()
        return f"{self.own()}\n\n{_quote(self.parent, self.style, self.parent.body(depth + 1))}"


def _wrapped(line: str) -> str:
    return textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False) if len(line) > _WIDTH else line


def _local(letter: Letter) -> datetime:
    return letter.at.astimezone(ZoneInfo(letter.sender.zone))


def _intro(letter: Letter, style: str) -> str:
    """Return the line with which a program introduces what it quotes."""
    at, who = _local(letter), letter.sender
    day = FORMS["dm"](at.date())
    if style == "apple":
        return f"On {day} {at.year}, at {at:%H:%M}, {who.name} <{who.mail}> wrote:"
    if who.zone.startswith("America/"):
        return f"On {at:%a}, {at:%b} {at.day}, {at.year} at {at.hour % 12 or 12}:{at:%M} {at:%p} {who.name} <{who.mail}> wrote:"
    return f"On {at:%a}, {at.day} {at:%b} {at.year} at {at:%H:%M}, {who.name} <{who.mail}> wrote:"


def _outlook_head(letter: Letter) -> list[str]:
    at = _local(letter)
    sent = f"{FORMS['day'](at.date())}, {FORMS['us'](at.date())}, {at.year} {at.hour % 12 or 12}:{at:%M} {at:%p}"
    head = [
        f"From: {letter.sender.name} <{letter.sender.mail}>",
        f"Sent: {sent}",
        f"To: {'; '.join(one.name for one in letter.to)}",
    ]
    if letter.cc:
        head.append(f"Cc: {'; '.join(one.name for one in letter.cc)}")
    return [*head, f"Subject: {letter.subject}"]


def _quote(letter: Letter, style: str, body: str) -> str:
    """Return an older message as the replying person's program quotes it."""
    if style == "outlook":
        return "\n".join(["________________________________", *_outlook_head(letter), "", body])
    marked = [f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in body.split("\n")]
    if style == "apple":
        return "\n".join([f"> {_intro(letter, style)}", ">", *marked])
    return "\n".join([_intro(letter, style), "", *marked])


def _html(letter: Letter) -> str:
    """Return the same message as HTML, with the quote in the element that the program uses."""
    own = _paragraphs(letter.own() if letter.style != "gmail" else f"{letter.text}\n\n{letter.sender.sig}".strip())
    tail = ""
    if letter.parent is not None and letter.quoted:
        older = _paragraphs(letter.parent.body(1))
        if letter.style == "outlook":
            head = "<br>".join(
                f"<b>{line.partition(': ')[0]}:</b> {escape(line.partition(': ')[2])}" for line in _outlook_head(letter.parent)
            )
            tail = f'<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">{head}</div>{older}'
        else:
            intro = escape(_intro(letter.parent, letter.style))
            tail = (f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{intro}<br></div>'
                    f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">{older}'
                    "</blockquote></div>")  # fmt: skip
    return f'<html><head><meta charset="utf-8"></head><body>{own}{tail}</body></html>'


def _paragraphs(text: str) -> str:
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return "\n".join("<p>" + "<br>\n".join(escape(line) for line in block.split("\n")) + "</p>" for block in blocks)


def _part(text: str, kind: str) -> Message:
    return MIMEText(text, kind, "us-ascii") if text.isascii() and _short(text) else MIMEText(text, kind, _UTF8)  # type: ignore[arg-type]


def _short(text: str) -> bool:
    """Return whether every line is short enough to travel unencoded (RFC 5322: 998 characters)."""
    return all(len(line) < 990 for line in text.split("\n"))


def _multipart(kind: str, letter: Letter, parts: list[Message]) -> Message:
    outer = MIMEMultipart(kind, boundary=f"=_{digest(letter.id, kind)}")
    for part in parts:
        outer.attach(part)
    return outer


def _content(letter: Letter) -> Message:
    shown = [_part(letter.body(), "plain")]
    if letter.html:
        shown.append(_part(_html(letter) if letter.html == "auto" else letter.html, "html"))
    if letter.invitation:
        invite = _part(letter.invitation.replace("\r\n", "\n"), "calendar")
        invite.set_param("method", "REQUEST")
        shown.append(invite)
    content = shown[0] if len(shown) == 1 else _multipart("alternative", letter, shown)
    if not letter.attachments:
        return content
    files = []
    for name, text in letter.attachments:
        part = _part(text, "plain")
        part.add_header("Content-Disposition", "attachment", filename=name)
        files.append(part)
    return _multipart("mixed", letter, [content, *files])


def _named(who: Human) -> str:
    name = who.name if who.name.isascii() else Header(who.name, "utf-8").encode()
    return f"{name} <{who.mail}>"


def written(letter: Letter) -> str:
    """Return the message as it stands in a mailbox, with its separator line (RFC 4155) and a blank line behind."""
    text = "\n".join(f"{name}: {value}" for name, value in _head(letter)) + "\n" + _content_text(letter)
    lines = [f">{line}" if line.lstrip(">").startswith("From ") else line for line in text.split("\n")]
    return "\n".join([f"From {letter.sender.mail} {letter.at.astimezone(UTC):%a %b %d %H:%M:%S %Y}", *lines, "", ""])


def _head(letter: Letter) -> list[tuple[str, str]]:
    subject = letter.subject if letter.subject.isascii() else Header(letter.subject, "utf-8", header_name="Subject").encode()
    head = [*letter.headers, ("Message-ID", letter.id), ("Date", format_datetime(_local(letter))), ("From", _named(letter.sender)),
            ("To", ", ".join(_named(one) for one in letter.to)), ("Subject", subject)]  # fmt: skip
    if letter.cc:
        head.insert(-1, ("Cc", ", ".join(_named(one) for one in letter.cc)))
    if letter.parent is not None:
        head += [("In-Reply-To", letter.parent.id), ("References", " ".join(references(letter)))]
    return head


_PLAIN: Final = 'MIME-Version: 1.0\nContent-Type: text/plain; charset="us-ascii"\nContent-Transfer-Encoding: 7bit\n\n'


def _content_text(letter: Letter) -> str:
    """Return the MIME headers and the body; the plain ones, most of them, without the library, which takes its time."""
    plain = not (letter.html or letter.attachments or letter.invitation)
    body = letter.body() if plain else ""
    if plain and body.isascii() and _short(body):
        return _PLAIN + body
    return _content(letter).as_string(maxheaderlen=0)


def references(letter: Letter) -> list[str]:
    """Return the Message-IDs of the conversation, the root first."""
    found: list[str] = []
    older = letter.parent
    while older is not None:
        found.insert(0, older.id)
        older = older.parent
    return found
