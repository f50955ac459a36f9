"""An artifact as a DOCX file: headings, paragraphs, lists, tables and emphasis."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any, Final

from journey_tui.text import clean

_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")


def document(text: str, title: str) -> bytes:
    """Return the Markdown as a DOCX file."""
    from docx import Document

    made = Document()
    made.core_properties.title = clean(title, limit=200)
    made.core_properties.author = ""
    made.core_properties.created = made.core_properties.modified = datetime.now(UTC).replace(tzinfo=None)
    rows: list[list[str]] = []
    for line in [*clean(text).split("\n"), ""]:
        if line.lstrip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(cell and set(cell) <= set("-: ") for cell in cells):
                rows.append(cells)
            continue
        if rows:
            _table(made, rows)
            rows = []
        _line(made, line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _line(made: Any, line: str) -> None:
    heading = re.match(r"(#{1,4}) +(.*)", line)
    item = re.match(r"\s*[-*] +(.*)", line)
    number = re.match(r"\s*\d+[.)] +(.*)", line)
    if heading:
        made.add_heading(heading[2], level=len(heading[1]))
    elif item:
        _runs(made.add_paragraph(style="List Bullet"), item[1])
    elif number:
        _runs(made.add_paragraph(style="List Number"), number[1])
    elif line.strip():
        _runs(made.add_paragraph(), line)


def _runs(paragraph: Any, text: str) -> None:
    at = 0
    for found in _BOLD.finditer(text):
        paragraph.add_run(text[at : found.start()])
        paragraph.add_run(found[1]).bold = True
        at = found.end()
    paragraph.add_run(text[at:])


def _table(made: Any, rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    table = made.add_table(rows=0, cols=width, style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, [*row, *[""] * (width - len(row))], strict=True):
            _runs(cell.paragraphs[0], text)
