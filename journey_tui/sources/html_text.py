"""Turn HTML mail into the text that its reader sees: nothing hidden, quotes marked with `> ` as in plain mail."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from journey_tui.lean import dataclass
from journey_tui.sources.html_hidden import Look, StyleSheet, look_of, read_styles

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_TAGS: Final = 5000
"""Beyond these HTML is not read (design.md §3: 100,000 nested tags took the parser 74 s)."""

_MAX_QUOTES: Final = 20
"""Depth of quoting that is shown."""
SIGNATURE_MARK: Final = "-- "
_BLOCKS: Final = frozenset("address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
                           "li main nav ol p pre section table tbody tfoot thead tr ul".split())  # fmt: skip
_PARAGRAPHS: Final = frozenset("p h1 h2 h3 h4 h5 h6 blockquote ul ol table pre hr".split())
_SILENT: Final = frozenset("head title style script template noframes noembed iframe object embed svg audio video canvas select "
                           "datalist textarea meta link map applet xml -comment".split())  # fmt: skip
_SIGNATURE_CLASSES: Final = frozenset({"gmail_signature", "moz-signature", "protonmail_signature_block", "zoho_signature"})
_SIGNATURE_IDS: Final = frozenset({"signature", "ms-outlook-mobile-signature", "applemailsignature"})
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")


class HtmlTooLarge(ValueError):
    """The HTML is over a limit; the text says which."""


def html_to_text(html: str) -> str:
    """Return the visible text, paragraphs apart by an empty line; raises HtmlTooLarge."""
    if len(html) > MAX_BYTES:
        raise HtmlTooLarge(f"HTML larger than {MAX_BYTES // 1024 // 1024} MB")
    if html.count("<") - html.count("</") > MAX_TAGS:
        raise HtmlTooLarge(f"HTML with more than {MAX_TAGS} tags")
    tree = LexborHTMLParser(html.replace("\x00", ""))
    if tree.body is None:
        return ""
    styles = read_styles("\n".join(node.text(deep=True) for node in tree.css("style")[:20]))
    writer = _Writer()
    _walk(tree.body, styles, writer)
    return writer.finish()


@dataclass(slots=True)
class _Writer:
    """Collects lines; knows the depth of quoting and what white space is due."""

    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    depth: int = 0
    due: int = 0
    """Empty lines owed before the next text."""

    def text(self, value: str, *, pre: bool) -> None:
        if pre:
            first, *rest = value.split("\n")
            self.current.append(first)
            for line in rest:
                self.line(forced=True)
                self.current.append(line)
            return
        value = _SPACE.sub(" ", value)
        if value == " " and (not self.current or self.current[-1].endswith(" ")):
            return
        if not self.current or self.current[-1].endswith(" "):
            value = value.lstrip(" ")
        if value:
            self.current.append(value)

    def line(self, *, forced: bool = False) -> None:
        """End the line; an empty one is kept where `forced` (a <br>)."""
        text = "".join(self.current).replace("\xa0", " ").rstrip()
        self.current = []
        if text or forced:
            if text and self.due and self.lines:
                self._put("")
            self.due = 0 if text else self.due
            self._put(text)

    def _put(self, text: str) -> None:
        if text or (self.lines and self.lines[-1].strip("> ")):
            self.lines.append(("> " * min(self.depth, _MAX_QUOTES) + text).rstrip() if self.depth else text)

    def paragraph(self) -> None:
        self.line()
        self.due = 1

    def quote(self, change: int) -> None:
        self.paragraph()
        if self.due and self.lines and self.lines[-1].strip("> "):
            self.lines.append("")
        self.depth = max(0, self.depth + change)

    def finish(self) -> str:
        self.line()
        return "\n".join(self.lines).strip("\n")


@dataclass(slots=True)
class _Leave:
    """What to do when an element's children are done."""

    tag: str
    quote: bool


def _walk(body: LexborNode, styles: StyleSheet, writer: _Writer) -> None:
    """Go through the tree with a stack of its own: depth is the sender's choice."""
    stack: list[tuple[LexborNode, Look] | _Leave] = [(body, Look())]
    while stack:
        item = stack.pop()
        if isinstance(item, _Leave):
            _leave(item, writer)
            continue
        node, above = item
        tag = node.tag or ""
        if tag == "-text":
            if not above.hidden:
                writer.text(node.text_content or "", pre=above.pre)
            continue
        if tag in _SILENT:
            continue
        look = look_of(tag, node.attributes, above, styles)
        if look.gone:
            continue
        stack.append(_enter(tag, node.attributes, writer))
        stack.extend((child, look) for child in reversed(list(_children(node))))


def _children(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    child = node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _enter(tag: str, attributes: dict[str, str | None], writer: _Writer) -> _Leave:
    quote = _is_quote(tag, attributes)
    if quote:
        writer.quote(1)
    elif tag == "br":
        writer.line(forced=True)
    elif tag in _PARAGRAPHS:
        writer.paragraph()
    elif tag in _BLOCKS:
        writer.line()
    if _is_signature(attributes):
        writer.line()
        writer.text(SIGNATURE_MARK, pre=False)
        writer.line()
    if tag == "li":
        writer.text("- ", pre=False)
    return _Leave(tag, quote)


def _leave(item: _Leave, writer: _Writer) -> None:
    if item.quote:
        writer.quote(-1)
    elif item.tag in _PARAGRAPHS:
        writer.paragraph()
    elif item.tag in _BLOCKS:
        writer.line()
    elif item.tag in ("td", "th"):
        writer.text(" ", pre=False)


def _is_quote(tag: str, attributes: dict[str, str | None]) -> bool:
    names = (attributes.get("class") or "").lower().split()
    if tag == "blockquote":
        # Mail editors indent with a borderless blockquote that quotes nobody.
        style = re.sub(r"\s", "", (attributes.get("style") or "").lower())
        indent = re.search(r"border(-\w+)?:(none|0(px)?)(;|$)", style) and "border-left" not in style
        return not indent or "cite" in (attributes.get("type") or "").lower() or "gmail_quote" in names
    return "yahoo_quoted" in names


def _is_signature(attributes: dict[str, str | None]) -> bool:
    names = (attributes.get("class") or "").lower().split()
    return bool(_SIGNATURE_CLASSES.intersection(names)) or (attributes.get("id") or "").lower() in _SIGNATURE_IDS
