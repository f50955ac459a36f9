"""The tables of the deal workspace: chat, artifacts, versions, what is being typed; instants are milliseconds since 1970, UTC."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class ChatMessage(SQLModel, table=True):
    """One message of a deal's chat: what somebody asked, or what came back; kept for ever."""

    __tablename__ = "chat_message"
    __table_args__ = (Index("chat_message_deal", "deal_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    deal_id: str
    at: int
    """Milliseconds since 1970, UTC."""
    uid: int
    person: str
    role: str
    """`person`, `store` (answered without a model), `model`, `note` or `fact` (proposed for keeping)."""
    state: str
    """`done`, `partial`, `failed`, `open`, `accepted` or `rejected`."""
    text: str
    cites: str
    """JSON list of evidence and touchpoint ids."""
    detail: str
    """JSON: which way it was answered, what was in the context, what the checks said."""


class ArtifactRow(SQLModel, table=True):
    """Something written for a deal; its text is in its versions."""

    __tablename__ = "artifact"
    __table_args__ = (Index("artifact_deal", "deal_id", "updated_at"),)
    id: str = Field(primary_key=True)
    deal_id: str
    kind: str
    title: str
    step_id: str
    """The action that it does, if any."""
    about: str
    """The claim, gate or touchpoint that it was opened from."""
    state: str
    """`draft`, `sent` or `dropped`."""
    head: int
    """Number of the version that stands."""
    created_at: int
    created_by: str
    updated_at: int
    updated_by: str
    sent_at: int | None
    sent_by: str
    """Who said so, or the id of the message that was found in the mailbox."""
    sent_hash: str


class ArtifactVersionRow(SQLModel, table=True):
    """One version of an artifact: added, never changed."""

    __tablename__ = "artifact_version"
    __table_args__ = (UniqueConstraint("artifact_id", "number"),)
    pk: int | None = Field(default=None, primary_key=True)
    artifact_id: str
    number: int
    at: int
    uid: int
    person: str
    author: str
    """`person`, `ai` or `template`."""
    state: str
    """`kept`, `beside` (saved over another that came first) or `proposed` (waits for a person)."""
    base: int
    """Number of the version that it was made from, 0 for the first."""
    note: str
    cites: str
    """JSON list of evidence ids."""
    hash: str
    text: str


class ArtifactTyping(SQLModel, table=True):
    """What somebody is typing into an artifact: written as it is typed, gone once it is a version."""

    __tablename__ = "artifact_typing"
    artifact_id: str = Field(primary_key=True)
    session: str = Field(primary_key=True)
    uid: int
    person: str
    at: int
    base: int
    text: str
