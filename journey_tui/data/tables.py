"""The store's tables, as SQLModel classes; instants are whole seconds since 1970 in UTC, dates ISO text."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text, text
from sqlmodel import Field, SQLModel

from journey_tui.data import tables_arriving as tables_arriving
from journey_tui.data import tables_channels as tables_channels
from journey_tui.data import tables_measures as tables_measures
from journey_tui.data import tables_workspace as tables_workspace


class Meta(SQLModel, table=True):
    """One setting of the store itself."""

    key: str = Field(primary_key=True)
    value: str


class SourceFile(SQLModel, table=True):
    """One file that was imported, and how that went."""

    __tablename__ = "source_file"
    id: int | None = Field(default=None, primary_key=True)
    path: str = Field(unique=True)
    kind: str
    format: str
    size: int
    hash: str
    imported_at: int
    records: int
    touchpoints: int
    skipped: int
    state: str
    message: str = ""


class Skip(SQLModel, table=True):
    """Something an import left out, and what to do about it."""

    id: int | None = Field(default=None, primary_key=True)
    file_id: int = Field(foreign_key="source_file.id", ondelete="CASCADE", index=True)
    place: str
    reason: str
    remedy: str


class Account(SQLModel, table=True):
    """A company."""

    id: str = Field(primary_key=True)
    name: str
    domains: str
    """Space separated."""
    is_partner: int
    owner_id: str
    deleted: int
    file_id: int
    native_id: str
    locator: str
    hash: str


class Contact(SQLModel, table=True):
    """A person outside."""

    id: str = Field(primary_key=True)
    name: str
    address: str = Field(index=True)
    title: str
    department: str
    account_id: str = Field(index=True)
    deleted: int
    file_id: int
    native_id: str
    locator: str
    hash: str


class Member(SQLModel, table=True):
    """A person or machine on the seller's side (the CRM's user)."""

    id: str = Field(primary_key=True)
    name: str
    address: str = Field(index=True)
    title: str
    manager_id: str
    zone: str
    active: int
    automated: int
    file_id: int
    native_id: str
    locator: str
    hash: str


class DealRow(SQLModel, table=True):
    """An opportunity as the CRM has it."""

    __tablename__ = "deal"
    id: str = Field(primary_key=True)
    native_id: str = Field(index=True)
    name: str
    account_id: str = Field(index=True)
    owner_id: str
    owner_name: str
    stage: str
    amount: str
    currency: str
    close_date: str
    created_at: int | None
    modified_at: int | None
    closed: int
    won: int
    type: str
    record_type: str
    product: str
    pipeline: str
    partner_id: str
    next_step: str
    description: str
    contacts: str
    """Contact ids and addresses that the export links, space separated."""
    deleted: int
    file_id: int
    locator: str
    hash: str


class ChangeRow(SQLModel, table=True):
    """One field of a deal getting a value in the CRM."""

    __tablename__ = "field_change"
    id: str = Field(primary_key=True)
    deal_id: str = Field(index=True)
    at: int
    field: str
    old: str
    new: str
    by_id: str
    file_id: int
    native_id: str
    locator: str
    hash: str


class RoleRow(SQLModel, table=True):
    """A contact's role on a deal, in the CRM's words."""

    __tablename__ = "contact_role"
    id: str = Field(primary_key=True)
    deal_id: str = Field(index=True)
    contact_id: str
    role: str
    is_primary: int
    deleted: int
    file_id: int
    native_id: str
    locator: str
    hash: str


class TouchpointRow(SQLModel, table=True):
    """One thing that happened; its text is in `body`."""

    __tablename__ = "touchpoint"
    __table_args__ = (
        Index("touchpoint_deal_at", "deal_id", "at", "deleted", "origin", "known_at", "file_id", "kind", "side", "actor_key"),
        Index("touchpoint_meeting", "uid"),
        Index("touchpoint_message", "message_id"),
        Index("touchpoint_thread", "thread", "at", sqlite_where=text("thread<>message_id")),
        Index("touchpoint_talk", "kind", sqlite_where=text("kind<>'email'")),
        Index("touchpoint_waiting", "deleted", sqlite_where=text("match_reason=''")),
        Index("touchpoint_of_account", "account_id", sqlite_where=text("deal_id='' AND account_id<>''")),
        Index("touchpoint_cancelled", "deal_id", "at", sqlite_where=text("status='cancelled'")),
    )
    pk: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    deal_id: str
    """Empty while it belongs to no deal."""
    account_id: str
    at: int
    ends_at: int | None
    zone: str
    kind: str
    actor: str
    actor_key: str
    side: str
    direction: str
    origin: str
    origin_rule: str
    subject: str
    snippet: str
    thread: str
    meeting: str
    status: str
    auto: str
    match_reason: str
    message_id: str
    uid: str
    parties: str
    """JSON list."""
    file_id: int
    native_id: str
    locator: str
    hash: str
    imported_at: int
    known_at: int | None
    """When it was entered: an invitation is known before its meeting."""
    deleted: int
    analysed: str = ""
    """Version of the analyst that read it, with the deal it was read for; empty when it must be read."""
    read_origin: str = ""
    """The origin that the rules read, where a person set another; else empty."""
    read_rule: str = ""


class Body(SQLModel, table=True):
    """The words of a touchpoint, and what its source linked it to."""

    pk: int = Field(primary_key=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    segments: str
    """JSON list."""
    links: str
    """JSON object: what matching needs of the record."""


class EvidenceRow(SQLModel, table=True):
    """A verbatim quote that bears on a requirement."""

    __tablename__ = "evidence"
    __table_args__ = (Index("evidence_deal_at", "deal_id", "at"),)
    id: str = Field(primary_key=True)
    deal_id: str
    touchpoint_id: str = Field(index=True)
    requirement: str
    at: int
    detail: str
    """JSON of the evidence."""


class RemarkRow(SQLModel, table=True):
    """A question, promise, absence or date that signals and steps stand on."""

    __tablename__ = "remark"
    __table_args__ = (Index("remark_deal_at", "deal_id", "at"),)
    id: str = Field(primary_key=True)
    deal_id: str
    touchpoint_id: str = Field(index=True)
    kind: str
    at: int
    detail: str


class Projection(SQLModel, table=True):
    """What a deal read as when it was last computed: the first paint comes from here."""

    __table_args__ = (
        Index("projection_needs", "closed", "rank", "due", "name", "deal_id", "changed_at"),
        Index("projection_owner", "owner_id", "closed", "rank", "due"),
    )
    deal_id: str = Field(primary_key=True)
    owner_id: str
    closed: int
    rank: int
    """0 follow-up missing, 1 dated step, 2 the rest."""
    due: str
    name: str
    account: str
    close_date: str
    amount: float = Field(default=0.0)
    gap: int
    changed_at: int
    triage: str
    """JSON of the triage row."""
    reading: str
    """JSON of the reading."""
    extra: str
    """JSON of the evidence that needs no reading (accepted invitations), which has no rows of its own."""
    people: str
    """JSON of the people who take part, with their sides: what a reading as of another moment starts from."""
    computed_at: int
    valid_until: int = Field(sa_column=Column(Integer, nullable=False, index=True))


class DecisionRow(SQLModel, table=True):
    """What a person decided: rows are added, never changed or removed."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("decision_person", "person", "at"),
        Index("decision_uid", "uid"),
        Index("decision_undoes", "undoes"),
    )
    id: str = Field(primary_key=True)
    at: int
    """Milliseconds since 1970, UTC."""
    uid: int
    person: str
    kind: str
    target: str = Field(index=True)
    deal_id: str = Field(index=True)
    value: str
    reason: str
    note: str
    expires: str
    undoes: str = ""
    """Id of the decision that this one takes back."""
    about: str = "{}"
    """JSON object: what it was about when it was made (words, slot, place of a quote, the step as it was)."""


class SyncSource(SQLModel, table=True):
    """One configured source, as the worker last found it."""

    __tablename__ = "sync_source"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    path: str = Field(unique=True)
    every_s: int
    expect_s: int
    """Seconds within which something new is expected; 0: a look that succeeds counts as fresh."""
    enabled: int
    """0 once the settings do not name it any more."""
    state: str
    """`new`, `ok`, `working`, `partly`, `unreachable`, `too_large` or `failed`."""
    phase: str
    """What is being done now: `looking`, `importing`, `matching`, `reading`, `telling`; empty at rest."""
    file: str
    done: int
    looked_at: int | None
    synced_at: int | None
    """When it was last looked at and all of it was in the store."""
    newest_at: int | None
    """Newest change of a file in it."""
    behind_since: int | None
    """Since when something in it waits to be brought in."""
    next_at: int | None
    asked_at: int | None
    """When a person asked for a look out of turn; empty once it has begun."""
    error: str
    remedy: str
    failures: int
    """Rounds in a row that did not succeed."""
    fingerprint: str
    """Digest of names, sizes and times as of the last complete round."""
    runs: int
    kinds: str
    """What it brings: `mail`, `calendar` …, space separated."""


class SyncFile(SQLModel, table=True):
    """How far one file of a source is in the store: written in the transaction of its records."""

    __tablename__ = "sync_file"
    source_id: int = Field(primary_key=True, foreign_key="sync_source.id", ondelete="CASCADE")
    key: str = Field(primary_key=True)
    """The path; of a maildir message without the flags that mail programs change."""
    path: str
    size: int
    mtime: int
    """Nanoseconds."""
    inode: int
    format: str
    read_to: int
    """Byte of the last message's beginning: reading goes on there when the mailbox has grown."""
    prefix: str
    """Digest of the bytes before it."""
    last_id: str
    """Id of the record that began there."""
