"""The table of the measures: what was seen and done in Journey; it never leaves the store."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class MeasureEvent(SQLModel, table=True):
    """One thing that somebody saw, opened or answered: rows are added, never changed."""

    __tablename__ = "measure_event"
    __table_args__ = (Index("measure_event_at", "at", "uid"), Index("measure_event_asked", "uid", "kind", "at"))
    id: int | None = Field(default=None, primary_key=True)
    at: int
    """Milliseconds since 1970, UTC."""
    uid: int
    kind: str
    """`opened`, `engaged`, `shown`, `evidence`, `review_shown`, `reviewed`, `check`, `rating` or `asked`."""
    deal_id: str
    subject: str
    detail: str
    """JSON object: `value` and `items`."""
    made_up: int
    """1 in the demo: nobody did it."""
