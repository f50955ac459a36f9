"""A text of two megabytes: numbered line by line as the library would, edited, and exported whole."""

from __future__ import annotations

import io
import zipfile

import pytest
from textual.app import App
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument

from journey_tui.exports.docx import document
from journey_tui.widgets.editor import WRAPS_BELOW, Editor, Unwrapped

LINE = "Line of a very long text that somebody has pasted"
LARGE = "\n".join(f"{LINE} {n}" for n in range(40_000))


def facts(one):
    return (one.height, one._wrap_offsets, one._offset_to_line_info, one._line_index_to_offsets, one._tab_width_cache)


@pytest.mark.parametrize("text", ["", "one", "a\tb\n\nc\td\te", "漢字\n\tx", "a\n"])
def test_lines_are_numbered_as_the_library_numbers_them(text):
    assert facts(Unwrapped(Document(text), tab_width=4)) == facts(WrappedDocument(Document(text), tab_width=4))


async def test_what_is_typed_into_a_large_text_stands_in_its_place():
    class Page(App):
        def compose(self):
            yield Editor(f"first\n{LARGE}\n漢字\tlast")

    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        editor = app.query_one(Editor)
        editor.focus()
        await pilot.press("a", "b", "enter", "c", "down", "end", "!", "backspace", "?")
        assert len(editor.text) > WRAPS_BELOW
        lines = editor.text.split("\n")
        assert lines[:4] == ["ab", "cfirst", f"{LINE} 0?", f"{LINE} 1"]
        assert lines[-1] == "漢字\tlast"
        assert facts(editor.wrapped_document) == facts(WrappedDocument(Document(editor.text), tab_width=editor.indent_width))
        assert editor.virtual_size.height == len(lines)
        assert editor.virtual_size.width >= len(lines[39_000]) + 1
        await pilot.press("ctrl+underscore")
        assert editor.text.split("\n")[2].startswith(f"{LINE} 0")


def test_two_megabytes_as_docx_are_whole():
    made = zipfile.ZipFile(io.BytesIO(document(f"# Head & <tail>\n- {LARGE.replace(chr(10), chr(10) + '- ')}", "Large")))
    xml = made.read("word/document.xml").decode()
    assert xml.count("<w:p>") == 40_001
    assert xml.count('w:val="ListBullet"') == 40_000
    assert "Head &amp; &lt;tail&gt;" in xml
    assert f"{LINE} 39999" in xml


def test_docx_keeps_order_emphasis_and_tables_and_leaves_out_what_xml_cannot_say():
    from docx import Document as Docx

    made = Docx(
        io.BytesIO(
            document("# A\n\nBefore **bold** after\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\n- one\n1. two\n\ufffe odd", "t")
        )
    )
    kinds = [one.tag.rpartition("}")[2] for one in made.element.body]
    assert kinds == ["p", "p", "tbl", "p", "p", "p", "sectPr"]
    assert [p.style.name for p in made.paragraphs] == ["Heading 1", "Normal", "List Bullet", "List Number", "Normal"]
    assert [(run.text, bool(run.bold)) for run in made.paragraphs[1].runs] == [
        ("Before ", False),
        ("bold", True),
        (" after", False),
    ]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [["a", "b"], ["1", "2"]]
    assert made.paragraphs[-1].text == " odd"
