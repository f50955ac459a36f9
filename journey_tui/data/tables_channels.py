"""Tables of the product channels: every version of each record, what is proposed for them, and what is measured."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class ChannelRecord(SQLModel, table=True):
    """One version of a channel's record: rows are added, never changed or removed."""

    __tablename__ = "channel_record"
    key: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    at: int
    """Milliseconds since 1970, UTC."""
    by: str
    why: str
    toml: str


class ChannelUpdate(SQLModel, table=True):
    """A change that somebody or a rule proposes for a record, with what was decided about it."""

    __tablename__ = "channel_update"
    __table_args__ = (Index("channel_update_state", "state", "channel"),)
    id: str = Field(primary_key=True)
    channel: str
    kind: str
    field: str
    change: str
    """JSON: before, after."""
    title: str
    why: str
    proposer: str
    proposer_uid: int
    """-1 for a rule."""
    at: int
    """Milliseconds since 1970, UTC."""
    state: str
    """`pending`, `approved`, `rejected` or `deferred`."""
    until: str
    """Until when it is deferred, ISO date."""
    evidence: str
    """JSON list of what it stands on."""
    deals: int
    """In how many deals that was."""
    decision: str
    """Id of the decision that its state follows; empty where none does."""
    decided_at: int | None
    decided_by: str
    reason: str
    known: str
    """JSON list: ids of the evidence that was known when it was decided."""
    applied: str
    """JSON of the change as it was made, empty where it was not."""
    note: str
    """Why it could not be made, or that it is back with new evidence."""


class ChannelStatistic(SQLModel, table=True):
    """A number measured over the deals of a channel."""

    __tablename__ = "channel_statistic"
    channel: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    """`days:Discovery`, `cadence`, `role:champion`."""
    value: float | None
    """Days; of a role the share of deals. Empty with too few."""
    count: int
    least: int
    """How many would be enough."""
    at: int


class ChannelEffect(SQLModel, table=True):
    """What a pending update would change in one deal, as it was counted last."""

    __tablename__ = "channel_effect"
    update_id: str = Field(primary_key=True)
    deal_id: str = Field(primary_key=True)
    basis: str
    """Which record was compared with which."""
    mark: str
    """JSON: which stored reading of the deal it was."""
    until: int
    """Until when time alone changes nothing, seconds since 1970, UTC."""
    differs: str
    """JSON list of what would read otherwise, in words; empty where nothing would."""
