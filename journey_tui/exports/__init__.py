"""Artifacts as files that other programs open: Markdown, HTML, DOCX and e-mail. Nothing is sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from journey_tui.domain.mail_head import parts


def _markdown(text: str, title: str, kind: str) -> bytes:
    del title, kind
    return (text.rstrip("\n") + "\n").encode()


def _html(text: str, title: str, kind: str) -> bytes:
    from journey_tui.exports.html import page

    return page(_body(text, kind), title).encode()


def _docx(text: str, title: str, kind: str) -> bytes:
    from journey_tui.exports.docx import document

    return document(_body(text, kind), title)


def _eml(text: str, title: str, kind: str) -> bytes:
    from journey_tui.exports.eml import message

    del kind
    return message(text, title)


def _body(text: str, kind: str) -> str:
    """Return what is written out: a message with its head as lines of its own."""
    if kind != "follow-up":
        return text
    head = parts(text)
    lines = [
        f"{name}: {', '.join(f'{n} <{a}>' if n else a for n, a in people)}"
        for name, people in (("To", head.to), ("Cc", head.cc))
        if people
    ]
    lines += [f"Subject: {head.subject}"] if head.subject else []
    return "\n\n".join([*lines, head.body])


FORMS: Final[dict[str, Callable[[str, str, str], bytes]]] = {"md": _markdown, "html": _html, "docx": _docx, "eml": _eml}
"""Form: what writes it from text, title and kind."""


def render(form: str, text: str, title: str, kind: str) -> bytes:
    """Return an artifact in that form; raises KeyError for a form that is none."""
    return FORMS[form](text, title, kind)


def file_name(title: str, form: str) -> str:
    """Return a name for the file: plain letters, digits and dashes of the title."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60]
    return f"{plain or 'artifact'}.{form}"
