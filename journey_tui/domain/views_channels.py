"""What the workspace hands out about product channels: records, updates, what they would change; frozen rows, nothing to compute."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import Change
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One version of a channel's record."""

    key: str
    version: int
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What an update stands on: a customer's words in one deal, or a fact that was counted."""

    id: str
    """Of the evidence or remark, or of what was counted."""
    words: str
    deal_id: str = ""
    deal: str = ""
    speaker: str = ""
    at: datetime | None = None
    touchpoint: str = ""


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """A pending or decided update of a record, as the queue lists it."""

    id: str
    channel: str
    """Key."""
    channel_name: str
    kind: str
    """`objection`, `proof_point`, `message`, `role`, `title`, `requirement`, `stage`, `statistic`, `verify` or `record`."""
    change: Change
    title: str
    why: str
    proposer: str
    by_person: bool
    at: datetime
    state: str
    """`pending`, `approved`, `rejected` or `deferred`."""
    deals: int
    """In how many deals it was heard."""
    until: date | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    note: str = ""
    """That it is back with new evidence, or why it could not be made."""


@dataclass(frozen=True, slots=True)
class DealEffect:
    """What one deal would read otherwise."""

    deal_id: str
    deal: str
    account: str
    differs: tuple[str, ...]
    """In words: `Their path to signature: blank → Unknown`."""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Effects:
    """What an update would change, worked out before anybody decides."""

    reads: bool
    """Whether the rules read this part of the record at all."""
    deals: tuple[DealEffect, ...]
    looked_at: int
    """Deals of the channel of which it is known: read under both records, or out of reach of the change."""
    of: int
    """Deals of the channel in all."""

    @property
    def counting(self) -> bool:
        """Return whether some deals are still to be read."""
        return self.looked_at < self.of

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """Return what would read otherwise, each with the number of deals: what comes in most deals first."""
        found = Counter(part for one in self.deals for part in dict.fromkeys(words.partition(":")[0] for words in one.differs))
        return tuple(found.most_common())

    @property
    def words(self) -> str:
        """Return it in one sentence."""
        if not self.reads:
            return "No deal reads otherwise: no rule reads this part; it is what drafts may offer."
        if self.counting:
            found = f"{len(self.deals):,} would read otherwise" if self.deals else "none would read otherwise"
            return f"So far {found}: {self.looked_at:,} of {self.of:,} deals of the channel are counted, the others follow."
        if not self.deals:
            return f"None of {self.of:,} deals of the channel would read otherwise."
        return f"{len(self.deals):,} of {self.of:,} deals of the channel would read otherwise."


@dataclass(frozen=True, slots=True)
class UpdateView:
    """An update opened: the current text beside the proposal, what it stands on, and what it would change."""

    row: UpdateRow
    current: str
    proposed: str
    heard: tuple[Heard, ...]
    effects: Effects
    may_decide: str
    """Why this person cannot decide it, in words; empty where they can."""


@dataclass(frozen=True, slots=True)
class UpdatePage:
    """The review queue."""

    rows: tuple[UpdateRow, ...]
    counts: tuple[tuple[str, int], ...]
    """(state, how many)."""
    by_channel: tuple[tuple[str, str, int], ...]
    """(key, name, pending)."""


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """A number measured over the deals of a channel."""

    channel: str
    name: str
    """`days:Discovery`, `cadence`, `role:champion`."""
    words: str
    """`Discovery: typically 24 days (median of 9 stays)`, or that there are too few."""
    value: float | None
    count: int
    least: int


@dataclass(frozen=True, slots=True)
class Follows:
    """One thing in a deal's reading that follows from its channel's record."""

    id: str
    words: str
    """`Their path to signature is asked for: the Contracting gate names it`."""
    field: str
    """Which part of the record: `gates.Contracting.must_meets`."""
    opens: tuple[str, str]
    """(kind, id) of what it is about in the deal: a requirement, a gate, a signal."""


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One channel in a list."""

    key: str
    name: str
    version: int
    verified: bool
    verified_words: str
    verifier: str
    verifier_words: str
    """That the verifier is not active any more, else empty."""
    pending: int
    open_deals: int
    deals: int
    missing: tuple[str, ...]
    origin: str
    """`shipped`, `store` or the file."""


@dataclass(frozen=True, slots=True)
class ChannelRecordView:
    """A channel's record for reading, with what waits and what was measured."""

    row: ChannelRow
    record: Channel
    updates: tuple[UpdateView, ...]
    statistics: tuple[StatisticRow, ...]
    versions: tuple[RecordVersion, ...]
    follows: tuple[Follows, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    """(key, name) of the channels that the deal can be compared under."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A deal read under its own record and under another one."""

    deal_id: str
    deal: str
    one: str
    other: str
    """Names of the two channels."""
    records: tuple[tuple[str, str, str], ...]
    """(part, under one, under the other): where the records differ."""
    readings: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    """(what, under one, under the other, which parts of the record it follows from)."""


@dataclass(frozen=True, slots=True)
class OfferedMessage:
    """An approved message as drafts may offer it."""

    text: str
    fits: str
    """Key of the requirement that it helps with, empty where it fits everywhere."""
    verified: bool
    verified_at: date | None
    words: str
    """`verified 12 Oct 2026`, or that it is not verified: then it is never used silently."""
    channel: str
