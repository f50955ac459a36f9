"""An artifact as one HTML page: text of others is text, whatever it looks like."""

from __future__ import annotations

from html import escape
from typing import Final

from markdown_it import MarkdownIt

from journey_tui.text import clean, safe_url

_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.3em .6em;text-align:left}"
)


def page(text: str, title: str) -> str:
    """Return the Markdown as a page of its own; it loads nothing and runs nothing."""
    body = _reader().render(clean(text))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{escape(clean(title))}</title><style>{_STYLE}</style></head>\n<body>\n{body}</body></html>\n"
    )


def _reader() -> MarkdownIt:
    """Return the Markdown reader: no HTML of the text's own, no images, links only where they are plain ones."""
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table").disable("image")
    reader.validateLink = lambda url: safe_url(url) is not None  # type: ignore[method-assign]
    return reader
