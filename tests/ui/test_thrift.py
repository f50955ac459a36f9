"""Sparing output paints exactly what the plain output paints."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from journey_tui.widgets.thrift import thrift

CODES = [
    "1",
    "2",
    "3",
    "4",
    "7",
    "38;5;252",
    "38;2;1;2;3",
    "48;5;234",
    "48;5;237",
    "48;2;9;9;9",
    "31",
    "97",
    "42",
    "39",
    "49",
    "38;5",
]
OFF = {"22": {"1", "2"}, "23": {"3"}, "24": {"4"}, "27": {"7"}}


def cells(data: str) -> list[tuple[str, object]]:
    """Return each printed character with the style that a terminal would give it."""
    fore = back = ""
    flags: set[str] = set()
    painted: list[tuple[str, object]] = []
    for text, codes in re.findall(r"([^\x1b]+)|\x1b\[([0-9;]*)[mH]", data):
        painted += [(char, (fore, back, frozenset(flags))) for char in text]
        parts = (codes or "0").split(";") if not text else []
        while parts:
            part = parts.pop(0)
            if part == "0":
                fore = back = ""
                flags = set()
            elif part in ("38", "48") and parts:
                size = 1 if parts[0] == "5" else 3
                value = ";".join([part, *parts[: size + 1]])
                parts = parts[size + 1 :]
                fore, back = (value, back) if part == "38" else (fore, value)
            elif part in OFF:
                flags -= OFF[part]
            elif part in "12347" and part:
                flags.add(part)
            elif part in ("39", "49"):
                fore, back = ("", back) if part == "39" else (fore, "")
            elif int(part) in range(30, 38) or int(part) in range(90, 98):
                fore = part
            elif int(part) in range(40, 48):
                back = part
    return painted


styles = st.lists(st.sampled_from(CODES[:-1]), min_size=1, max_size=4).map(";".join)
pieces = st.one_of(
    st.tuples(styles, st.text(alphabet="ab ", min_size=1, max_size=4)).map(lambda pair: f"\x1b[{pair[0]}m{pair[1]}\x1b[0m"),
    st.text(alphabet="cd\n", max_size=3),
)


@given(st.lists(pieces, max_size=10))
def test_the_same_is_painted_with_no_more_bytes(parts):
    data = "".join(parts)
    short = thrift(data)
    # A line feed paints nothing, whatever the style it is sent in.
    assert [cell for cell in cells(short) if cell[0] != "\n"] == [cell for cell in cells(data) if cell[0] != "\n"]
    assert len(short) <= len(data) + 4
    assert cells(short + "x")[-1][1] == cells("x")[-1][1], "it ends in the plain style"


def test_what_is_not_understood_is_passed_on_whole():
    data = "\x1b[38;5;1;99mx\x1b[0m\x1b[4;58mz\x1b[0m"
    assert "4;58" in thrift(data)
    assert thrift("plain") == "plain"
