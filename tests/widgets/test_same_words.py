"""The same words may bear on two requirements: the message shows all the same."""

from __future__ import annotations

from dataclasses import replace

from journey_tui.widgets.quotes import text_blocks
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_sources import touchpoints


def test_two_quotes_of_the_same_words_are_marked_once():
    workspace = FakeWorkspace()
    views = (workspace.touchpoint(row.id) for row in touchpoints("salesforce:demo:006000000000000001"))
    view = next(one for one in views if any(quote.end > quote.start for quote in one.evidence))
    twice = replace(
        view,
        evidence=tuple(other for one in view.evidence for other in (one, replace(one, id=one.id + "b", requirement="champion"))),
    )
    assert [block.lines for block in text_blocks(twice, 70)] == [block.lines for block in text_blocks(view, 70)]
