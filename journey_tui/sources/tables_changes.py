"""Field changes out of history tables: only real differences, and each once where two tables tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, NamedTuple
from zlib import crc32

from journey_tui.domain.model import Source
from journey_tui.sources.records import ChangeRecord, Unsaid

SAME_CHANGE: Final = timedelta(minutes=2)
"""Two tables stamp one change up to this far apart."""


class Value(NamedTuple):
    """A field of a deal having a value from a moment on, as one row of a history tells it."""

    deal_id: str
    field: str
    at: datetime
    rank: int
    """Which of several rows of one moment comes first; the more exact table has the lower rank."""
    new: str
    old: str | None
    """None where the row does not say."""
    by_id: str
    row_id: str
    source: Source


def changes(values: Iterable[Value]) -> Iterator[ChangeRecord | Unsaid]:
    """Yield the changes in order of deal, field and time, and what is none; a first value has an empty `old`."""
    for _, told in groupby(sorted(values, key=lambda v: v[:4]), key=lambda v: v[:2]):
        said: set[str] = set()
        silent: dict[str, Unsaid] = {}
        for value, old in _turns(told):
            if old is None or old == value.new:
                silent[value.row_id] = Unsaid(value.row_id, value.field)
            else:
                said.add(value.row_id)
                yield ChangeRecord(value.row_id, value.deal_id, value.at, value.field, old, value.new, value.source, value.by_id)
        yield from (none for row_id, none in silent.items() if row_id not in said)


def _turns(values: Iterable[Value]) -> Iterator[tuple[Value, str | None]]:
    """Yield each value of one field with the one before it, or with None where it tells nothing new."""
    said: dict[str, Value] = {}
    current = ""
    for value in values:
        if value.new == current or _is_told(value, said.get(value.new)):
            yield value, None
            continue
        yield value, current or value.old or ""
        said[value.new] = value
        current = value.new


def _is_told(value: Value, earlier: Value | None) -> bool:
    """Return whether another table has told the same change already; one table that goes back and forth means it."""
    return earlier is not None and earlier.rank != value.rank and value.at - earlier.at <= SAME_CHANGE


def passes(size: int) -> int:
    """Return in how many parts a history of that many bytes is sorted, so that a part fits in memory with ease."""
    return 1 + size // 24_000_000


def part_of(deal: str, parts: int) -> int:
    """Return the part that a deal's history is sorted in."""
    return crc32(deal.encode("utf-8", "surrogatepass")) % parts if parts > 1 else 0
