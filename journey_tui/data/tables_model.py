"""The tables of what a language model read: findings beside the rules' own, what was asked, what it said, what it cost."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class ModelEvidenceRow(SQLModel, table=True):
    """A quote that a model found and that stood every check; the rules' rows stay as they are."""

    __tablename__ = "model_evidence"
    __table_args__ = (Index("model_evidence_deal_at", "deal_id", "at"),)
    id: str = Field(primary_key=True)
    deal_id: str
    touchpoint_id: str = Field(index=True)
    requirement: str
    at: int
    detail: str
    """JSON of the evidence."""


class ModelRemarkRow(SQLModel, table=True):
    """A question, promise, absence or date that a model found and that stood every check."""

    __tablename__ = "model_remark"
    __table_args__ = (Index("model_remark_deal_at", "deal_id", "at"),)
    id: str = Field(primary_key=True)
    deal_id: str
    touchpoint_id: str = Field(index=True)
    kind: str
    at: int
    detail: str


class ModelRead(SQLModel, table=True):
    """Which words of a touchpoint a model has read, by which prompt: nothing is read twice."""

    __tablename__ = "model_read"
    touchpoint_id: str = Field(primary_key=True)
    deal_id: str = Field(index=True)
    hash: str
    """Of the words, the prompt's version, the requirements and the model's name."""
    at: int


class ModelWindow(SQLModel, table=True):
    """One answer of the model, with what became of it: what `journey analyse --explain` shows."""

    __tablename__ = "model_window"
    id: str = Field(primary_key=True)
    """Hash of the whole prompt."""
    deal_id: str = Field(index=True)
    at: int
    purpose: str
    """`read` or `words`."""
    prompt: str
    """Version of the prompt."""
    model: str
    touchpoints: str
    """JSON list of ids, in the order of the prompt."""
    reply: str
    accepted: str
    """JSON list of lines."""
    refused: str
    """JSON list of what was refused and why."""
    tokens_in: int
    tokens_out: int
    micros: int
    """Millionths of a US dollar."""


class ModelState(SQLModel, table=True):
    """How the last reading of a deal by a model went."""

    __tablename__ = "model_state"
    deal_id: str = Field(primary_key=True)
    state: str
    """`ok`, `partly`, `failed`."""
    message: str
    remedy: str
    at: int
    """When it was last tried."""
    read_at: int | None
    """When all of it was last read."""
    model: str
    prompt: str
    read: int
    """Touchpoints read by the model."""
    waiting: int
    """Touchpoints that wait for it."""
    accepted: int
    refused: int
    words_hash: str
    """What the wording was asked for; empty where it was not."""


class ModelWording(SQLModel, table=True):
    """A sentence of the model in place of one of the rules, while that one stands."""

    __tablename__ = "model_wording"
    deal_id: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    """`claim`, `step` or `question`."""
    target: str = Field(primary_key=True)
    """Id of the claim or step, key of the requirement."""
    basis: str
    """The rules' sentence that it says otherwise: where the rules say something else by now, theirs is shown."""
    text: str
    evidence: str
    """JSON list of the ids that it stands on."""
    at: int


class ModelSpend(SQLModel, table=True):
    """What models cost, by day, model and purpose."""

    __tablename__ = "model_spend"
    day: str = Field(primary_key=True)
    """ISO date, UTC."""
    model: str = Field(primary_key=True)
    purpose: str = Field(primary_key=True)
    requests: int
    tokens_in: int
    tokens_out: int
    micros: int
