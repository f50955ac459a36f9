"""Cut a run of text into sentences, each with its exact place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# A sentence ends at a mark followed by space, at an empty line, before a bullet, or where a short line is followed by
# one that begins anew (notes and lists without full stops; wrapped mail has long lines).
_END: Final = re.compile(r"[.!?…\n](?:(?<=\n)(?:\s*\n)?|[.!?…]*[\"'”’)\]]*(?=\s|$))")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|mr|mrs|ms|dr|prof|approx|incl|excl|no|vs|etc|inc|ltd|corp|st|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|mon|tues?|wed|thurs?|fri|w/c|p|pp|fig|resp|ca|co|dept|ext|a\.m|p\.m|min|max|avg|est)|\b[A-Z]|(?:^|\n)\s*\(?\d{1,2})\.$",
    re.I,
)
_SHORT: Final = frozenset(
    "mr mrs ms dr prof approx incl excl no vs etc inc ltd corp st jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri "
    "p pp fig resp ca co dept ext min max avg est".split()
)
_BULLET: Final = re.compile(r"\s*(?:[-*•–—·>]+|\(?\d{1,2}[.)]|\(?[a-h]\))\s+")
_GREETING: Final = re.compile(
    r"(?:(?:hi|hello|hey|dear|hiya|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|thanks|thank you|all|both|team"
    r"|folks|everyone)\b[^.!?\n:;]{0,40}|[A-Z][\w'’-]+(?:[ ,]+(?:and )?[A-Z][\w'’-]+){0,3})\s*[,!–-]*$",
    re.I,
)
_SHORT_LINE: Final = 48
_GREETING_LINE: Final = 44
LONGEST: Final = 400
"""Characters of the longest quote."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence in `text[start:end]`, in order, without the white space and bullets around it."""
    stop = len(text) if end is None else min(end, len(text))
    found: list[tuple[int, int]] = []
    at = start
    for cut in _cuts(text, start, stop):
        found.extend(_trimmed(text, at, cut))
        at = cut
    found.extend(_trimmed(text, at, stop))
    if any(last - first > LONGEST for first, last in found):
        return [piece for first, last in found for piece in _pieces(text, first, last)]
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in pieces that fit a quote, cut behind a semicolon or comma where there is one."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = max(window.rfind("; "), window.rfind(";\n"), 0)
        cut = cut if cut > LONGEST // 3 else max(window.rfind(", "), window.rfind(" ", 0), LONGEST // 3)
        yield from _trimmed(text, start, start + cut + 1)
        start += cut + 1
    yield from _trimmed(text, start, end)


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    line = start
    for match in _END.finditer(text, start, end):
        mark = match.group()
        if mark == "\n":
            if _breaks(text, line, match.start(), match.end(), end):
                yield match.end()
            line = match.end()
            continue
        if mark[0] == "." and _abbreviates(text, start, match.start()):
            continue
        if mark[0] == "\n":
            line = match.end()
        yield match.end()


def _breaks(text: str, line: int, stop: int, following: int, end: int) -> bool:
    """Return whether a single newline ends a sentence: after a greeting, a short line, or a heading with a colon."""
    before = text[line:stop].strip()
    after = text[following : min(end, following + 40)].lstrip()
    if not before or not after or _BULLET.match(text, following):
        return True
    if len(before) <= _GREETING_LINE and not before[-1].isalnum() and _GREETING.match(before):
        return True
    begins = after[0].isupper() or after[0].isdigit() or after[0] in "\"'“‘(£$€"
    return len(before) <= _SHORT_LINE and begins and before[-1] not in ",;-–"


def _abbreviates(text: str, start: int, at: int) -> bool:
    """Return whether the point at `at` belongs to an abbreviation or a day; cheap tests first, since most words are none."""
    last = text[max(start, at - 8) : at].rsplit(None, 1)[-1:]
    if last and len(last[0]) > 1 and last[0].isalpha() and last[0].lower() not in _SHORT:
        return False
    if _ABBREVIATION.search(text[max(start, at - 8) : at + 1]):
        return True
    return _ordinal_day(text, at)


def _ordinal_day(text: str, at: int) -> bool:
    """Return whether the point stands in a day such as `4. December`."""
    if not text[at - 1 : at].isdigit():
        return False
    word = re.match(r"\.\s([A-Z][a-z]{2})", text[at : at + 6])
    return bool(word) and word is not None and word[1].lower() in "jan feb mar apr may jun jul aug sep oct nov dec".split()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    bullet = _BULLET.match(text, start, end)
    if bullet and bullet.end() < end:
        start = bullet.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


__all__ = ["LONGEST", "sentences"]
