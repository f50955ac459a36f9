"""The only door for untrusted text: what passes here can reach a terminal, a log or a file."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

# C0 but tab and newline, DEL, C1; then what reorders or hides text: bidi controls, zero-width characters,
# line and paragraph separators, the soft hyphen, variation selectors, tags and other invisible format characters.
_CONTROLS: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Whole escape sequences go first, so that their printable tails do not stay behind as litter.
_ESCAPES: Final = (
    r"\x1b\][^\x07\x1b\n]{0,4096}(?:\x07|\x1b\\)?|\x1b[PX^_][^\x1b\n]{0,4096}(?:\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]?"
    r"|\x9b[0-?]*[ -/]*[@-~]?|\x9d[^\x07\x9c\n]{0,4096}[\x07\x9c]?|\x1b[ -/]*[0-~]?"
)
_NEEDS_CLEANING: Final = re.compile(f"{_CONTROLS}|[\r\ud800-\udfff\ue000-\uf8ff]|[\u0300-\u036f]{{5,}}")
_STACKED: Final = "([\u0300-\u036f]{4})[\u0300-\u036f]+"
_SURROGATES: Final = "[\ud800-\udfff\ue000-\uf8ff]"


@cache
def _dirt() -> tuple[re.Pattern[str], ...]:
    """Return what is taken away: compiled when the first text needs it, which few starts see."""
    return tuple(map(re.compile, (_ESCAPES, _CONTROLS, _SURROGATES, _STACKED)))


def clean(value: str, *, limit: int | None = None) -> str:
    """Return `value` without anything that could control a terminal or hide what it says.

    Newlines and tabs stay; CR LF and CR become LF. `limit` cuts to that many characters, marked with an ellipsis.
    """
    if (value.isascii() and value.isprintable()) or not _NEEDS_CLEANING.search(value):
        text = value
    else:
        escapes, controls, surrogates, stacked = _dirt()
        text = escapes.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
        text = controls.sub("", text)
        text = surrogates.sub("\ufffd", text)
        text = stacked.sub(r"\1", text)
    if limit is not None and len(text) > limit:
        return text[: max(0, limit - 1)] + "…"
    return text


def one_line(value: str, *, limit: int | None = None) -> str:
    """Return `value` cleaned, with every run of white space as one space: for labels, rows and names."""
    flat = value.replace("\n", " ").replace("\t", " ")
    if not (flat.isascii() and flat.isprintable()):  # far cheaper than the pattern, and true of most text
        flat = " ".join(clean(value).split())
    elif "  " in flat or flat[:1] == " " or flat[-1:] == " ":  # the one white space that such text has
        flat = " ".join(flat.split())
    return flat if limit is None or len(flat) <= limit else flat[: max(0, limit - 1)] + "…"


def safe_url(value: str) -> str | None:
    """Return the URL if it is plain http, https or mailto text without tricks, else None."""
    from urllib.parse import urlsplit  # seldom needed, and slow to import

    text = value.strip()
    if text != clean(text) or any(ch.isspace() for ch in text) or not text.isascii():
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https", "mailto"} or "@" in parts.netloc:
        return None
    return text


_QUOTES: Final = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201b": "'",
        "\u2032": "'",
        "`": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2033": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
    }
)


def normalise(value: str) -> str:
    """Return `value` with quote marks, dashes, line wraps and white space made alike: how quotes are compared."""
    if value.isascii():  # nothing to compose, and one mark to change: ten times faster
        return " ".join(value.replace("`", "'").split())
    return " ".join(unicodedata.normalize("NFC", value).translate(_QUOTES).split())
