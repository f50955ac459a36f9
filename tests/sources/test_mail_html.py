"""HTML mail to text: what the reader sees, and nothing that is hidden."""

from __future__ import annotations

import time

import pytest

from journey_tui.sources.html_text import HtmlTooLarge, html_to_text

HIDDEN = [
    '<span style="display:none">SECRET</span>',
    '<span style="DISPLAY : NONE !important">SECRET</span>',
    '<span style="visibility:hidden">SECRET</span>',
    '<span style="font-size:0">SECRET</span>',
    '<span style="font-size:1px">SECRET</span>',
    '<div style="opacity:0">SECRET</div>',
    '<span style="color:#ffffff">SECRET</span>',
    '<span style="color:#fefefe">SECRET</span>',
    '<font color="white">SECRET</font>',
    '<div style="background-color:#036"><span style="color:rgb(0, 51, 102)">SECRET</span></div>',
    '<span style="color:transparent">SECRET</span>',
    '<div style="max-height:0;overflow:hidden">SECRET</div>',
    '<div style="width:0;height:0;overflow:hidden">SECRET</div>',
    '<div style="position:absolute;left:-9999px">SECRET</div>',
    '<div style="text-indent:-9999px">SECRET</div>',
    '<div style="mso-hide:all">SECRET</div>',
    "<div hidden>SECRET</div>",
    "<!-- SECRET -->",
    "<!--[if mso]><p>SECRET</p><![endif]-->",
    "<script>SECRET</script>",
    "<template>SECRET</template>",
    "<title>SECRET</title>",
    '<style>.x{display:none}</style><p class="x">SECRET</p>',
    '<style>p.x,#y{display:none}</style><p id="y">SECRET</p>',
    "<textarea>SECRET</textarea><select><option>SECRET</option></select>",
]


@pytest.mark.parametrize("html", HIDDEN)
def test_hidden_text_does_not_appear(html: str) -> None:
    assert html_to_text(f"<html><body><p>before</p>{html}<p>after</p></body></html>").split() == ["before", "after"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<div>Three</div>Four", "One\nTwo\nThree\nFour"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<table><tr><td>From:</td><td>Al</td></tr></table>", "From: Al"),
        ("<p>a&nbsp;b &amp; c</p>", "a b & c"),
        ("<p>a\n   wrapped\n line</p>", "a wrapped line"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
        ('<div style="background:#036"><a style="color:#fff">Button</a></div>', "Button"),
        ('<span style="visibility:hidden">x<b style="visibility:visible">seen</b></span>', "seen"),
        ("<style>@media (max-width:400px){.m{display:none}}</style><p class=m>seen</p>", "seen"),
        ('<p style="font-size:0">x<span style="font-size:12px">seen</span></p>', "seen"),
        ("<![if !mso]><p>seen</p><![endif]>", "seen"),
    ],
)
def test_visible_text_keeps_its_shape(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_quotes_are_marked_as_in_plain_mail() -> None:
    html = (
        '<div>Yes</div><div class="gmail_quote"><div class="gmail_attr">On 17 Nov 2026, Al &lt;a@b.example&gt; wrote:<br></div>'
        '<blockquote class="gmail_quote"><div>May we?</div><blockquote type="cite">Before</blockquote></blockquote></div>'
    )
    lines = [line for line in html_to_text(html).split("\n") if line.strip("> ")]
    assert lines == ["Yes", "On 17 Nov 2026, Al <a@b.example> wrote:", "> May we?", "> > Before"]


def test_an_indent_made_with_a_blockquote_quotes_nobody() -> None:
    assert html_to_text('<blockquote style="margin:0 0 0 40px;border:none;padding:0">mine</blockquote>') == "mine"


def test_a_signature_element_is_marked() -> None:
    assert html_to_text('<p>Yes</p><div class="gmail_signature">Al</div>') == "Yes\n\n--\nAl"


def test_too_many_tags_are_refused_before_they_are_parsed() -> None:
    begun = time.process_time()
    with pytest.raises(HtmlTooLarge, match="5000 tags"):
        html_to_text("<div>" * 100_000)
    assert time.process_time() - begun < 0.5
    with pytest.raises(HtmlTooLarge, match="2 MB"):
        html_to_text("x" * (2 * 1024 * 1024 + 1))


def test_deep_nesting_under_the_limit_is_read() -> None:
    assert html_to_text("<div>" * 4_900 + "deep") == "deep"
