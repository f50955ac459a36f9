"""What lets something that comes late be placed by itself: who spoke first, what waits for whom, what of the CRM has changed."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Voice(SQLModel, table=True):
    """The first mail or meeting in which an address has a full name."""

    __tablename__ = "voice"
    address: str = Field(primary_key=True)
    at: int
    touchpoint_id: str = Field(index=True)
    name: str
    former: str
    """Names that later touchpoints gave it before an earlier one came, a line each."""


class Waits(SQLModel, table=True):
    """A touchpoint that names something which is not there, or is another conversation's: a message, a record of the CRM."""

    __tablename__ = "waits"
    key: str = Field(primary_key=True)
    pk: int = Field(primary_key=True, index=True)


class SyncWaiting(SQLModel, table=True):
    """A file of a source that is left until it is still: it is being written, or ends in the middle of something."""

    __tablename__ = "sync_waiting"
    source_id: int = Field(primary_key=True, foreign_key="sync_source.id", ondelete="CASCADE")
    key: str = Field(primary_key=True)
    path: str
    size: int
    mtime: int
    """Nanoseconds."""
    since: int
    """Since when it waits."""
    seen_at: int
    """Since when it is as large and as old as it is."""
    reason: str
    """What of it is missing; empty where it moved a moment ago."""


class Concern(SQLModel, table=True):
    """Something of the CRM that has changed, and what it concerns has not been placed again."""

    __tablename__ = "concern"
    kind: str = Field(primary_key=True)
    """`account`, `address`, `domain`, `name`, `company` or `id`."""
    value: str = Field(primary_key=True)
