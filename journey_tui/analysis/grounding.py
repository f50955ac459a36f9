"""Check that what is claimed stands in the source: the quote, its numbers, dates and names, its tense and negation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from journey_tui.text import normalise

_CLUSTER: Final = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.S)


def ground(quote: str, text: str) -> tuple[int, int] | None:
    """Return where `quote` stands in `text`, as places in `text` itself, or None.

    Quote marks, dashes, line wraps and white space are made alike on both sides (`text.normalise`), nothing else.
    """
    wanted = normalise(quote)
    if not wanted:
        return None
    exact = text.find(quote)
    if exact >= 0:
        return exact, exact + len(quote)
    plain, places = _mapped(text)
    at = plain.find(wanted)
    if at < 0:
        return None
    return places[at][0], places[at + len(wanted) - 1][1]


def _mapped(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return `text` normalised, with the (start, end) in the source of each of its characters."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    gap: int | None = None
    for start, piece in _clusters(text):
        if piece.isspace():
            gap = start if gap is None else gap
            continue
        if gap is not None and parts:
            parts.append(" ")
            places.append((gap, start))
        gap = None
        for char in normalise(piece):
            parts.append(char)
            places.append((start, start + len(piece)))
    return "".join(parts), places


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        yield from enumerate(text)
        return
    for match in _CLUSTER.finditer(text):
        yield match.start(), match.group()


_NUMBER: Final = re.compile(r"\d+(?:[.,:/-]\d+)*")
_NAME: Final = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_WORDS: Final = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split(),
        map(str, range(1, 21)),
        strict=True,
    )
)
_NEGATIVE: Final = re.compile(r"\b(?:not|no|never|nobody|none|nothing|without|neither|nor|cannot|no longer)\b|n't\b", re.I)
_PAST: Final = re.compile(
    r"\b(?:was|were|had|did|used to|went|got|lost|met|came|sent|wrote|gave|left|saw|said|told|paid|took|made|[a-z]{3,}ed)\b", re.I
)
_FUTURE: Final = re.compile(r"\b(?:will|shall|going to|plan(?:s|ned)? to|intend(?:s)? to|next)\b|'ll\b", re.I)


def negative(text: str) -> bool:
    """Return whether a text denies something."""
    return bool(_NEGATIVE.search(normalise(text)))


def ungrounded(claim: str, quote: str, lines: str) -> tuple[str, ...]:
    """Return why a claim does not follow its quote; empty where it does.

    `lines` is the quote with the source's lines around it: numbers, dates and names of the claim must stand there.
    Negation and tense must be those of the quote itself.
    """
    around, said = normalise(lines), normalise(quote)
    reasons: list[str] = []
    if ground(said, around) is None:
        reasons.append("the quote is not in the source")
    reasons += [f"{word} is not in the source" for word in _missing(normalise(claim), around)]
    if bool(_NEGATIVE.search(claim)) != bool(_NEGATIVE.search(said)):
        reasons.append("negation differs")
    if _FUTURE.search(claim) and _PAST.search(said) and not _FUTURE.search(said):
        reasons.append("tense differs")
    return tuple(reasons)


def _missing(claim: str, around: str) -> list[str]:
    """Return numbers, dates and names of the claim that the lines do not have; number words equal their digits."""
    low = around.casefold()
    numbers = {match.group().replace(",", "") for match in _NUMBER.finditer(around)}
    numbers |= {digits for word, digits in _WORDS.items() if re.search(rf"\b{word}\b", low)}
    out = [match.group() for match in _NUMBER.finditer(claim) if match.group().replace(",", "") not in numbers]
    out += [match.group() for match in _NAME.finditer(claim) if match.group().casefold() not in low]
    return out


__all__ = ["ground", "negative", "ungrounded"]
