"""An artifact as a DOCX file: headings, paragraphs, lists, tables and emphasis."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from journey_tui.text import clean

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")


def document(text: str, title: str) -> bytes:
    """Return the Markdown as a DOCX file."""
    from docx import Document

    made = Document()
    made.core_properties.title = clean(title, limit=200)
    made.core_properties.author = ""
    made.core_properties.created = made.core_properties.modified = datetime.now(UTC).replace(tzinfo=None)
    page = _Page(made)
    rows: list[list[str]] = []
    for line in [*clean(text).split("\n"), ""]:
        if line.lstrip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(cell and set(cell) <= set("-: ") for cell in cells):
                rows.append(cells)
            continue
        if rows:
            page.write()
            _table(made, rows)
            rows = []
        _line(page, line)
    page.write()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


class _Page:
    """Puts paragraphs at the end, many at once: the library's own way takes half a minute for two megabytes."""

    def __init__(self, made: Any) -> None:
        self._made = made
        self._styles: dict[str, str] = {}
        self._waiting: list[str] = []

    def paragraph(self, text: str, style: str = "", *, marked: bool = True) -> None:
        """Add a paragraph; `**words**` are bold where the text is marked."""
        if style and style not in self._styles:
            self._styles[style] = f"<w:pPr><w:pStyle w:val={quoteattr(self._made.styles[style].style_id)}/></w:pPr>"
        runs = "".join(_run(part, bold=bold) for part, bold in (_parts(text) if marked else ((text, False),)) if part)
        self._waiting.append(f"<w:p>{self._styles.get(style, '')}{runs}</w:p>")

    def write(self) -> None:
        """Put what waits into the document: a table comes next, or the end."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        end = self._made.element.body.sectPr
        for one in parse_xml(f"<w:body {nsdecls('w')}>{''.join(self._waiting)}</w:body>").getchildren():
            end.addprevious(one)
        self._waiting.clear()


def _run(text: str, *, bold: bool) -> str:
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{escape(_NOT_XML.sub("", text))}</w:t></w:r>'


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, each with whether it is bold."""
    at = 0
    for found in _BOLD.finditer(text):
        yield text[at : found.start()], False
        yield found[1], True
        at = found.end()
    yield text[at:], False


def _line(page: _Page, line: str) -> None:
    heading = re.match(r"(#{1,4}) +(.*)", line)
    item = re.match(r"\s*[-*] +(.*)", line)
    number = re.match(r"\s*\d+[.)] +(.*)", line)
    if heading:
        page.paragraph(heading[2], f"Heading {len(heading[1])}", marked=False)
    elif item:
        page.paragraph(item[1], "List Bullet")
    elif number:
        page.paragraph(number[1], "List Number")
    elif line.strip():
        page.paragraph(line)


def _runs(paragraph: Any, text: str) -> None:
    for part, bold in _parts(text):
        run = paragraph.add_run(_NOT_XML.sub("", part))
        if bold:
            run.bold = True


def _table(made: Any, rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    table = made.add_table(rows=0, cols=width, style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, [*row, *[""] * (width - len(row))], strict=True):
            _runs(cell.paragraphs[0], text)
