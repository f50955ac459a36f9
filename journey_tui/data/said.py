"""What a touchpoint's record says besides its columns, and how it begins."""

from __future__ import annotations

from operator import attrgetter

from journey_tui.domain.codec import json_text
from journey_tui.sources.records import TouchpointRecord
from journey_tui.text import one_line

LINKS = (
    "deal_ids",
    "contact_ids",
    "owner_id",
    "created_by_id",
    "references",
    "title",
    "due",
    "list_id",
    "all_day",
    "sequence",
    "direction",
    "created_at",
    "account_id",
)
"""What matching needs of a record."""

_linked = attrgetter(*LINKS)


def links_of(record: TouchpointRecord) -> str:
    """Return as a JSON object what a record says of `LINKS`."""
    return json_text({name: told for name, told in zip(LINKS, _linked(record), strict=True) if told})


def snippet_of(record: TouchpointRecord) -> str:
    """Return the beginning of what the record's own words are, on one line."""
    own = [record.text[s.start : s.end] for s in record.segments[:3] if s.role == "new"]
    return one_line(" ".join(own)[:400] if own else record.text[:400], limit=200)
