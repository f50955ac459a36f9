"""What the deal workspace hands to screens and commands: chat, artifacts, versions, kept facts - frozen, ready to show."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime

from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line of an answer with what it stands on."""

    text: str
    evidence: tuple[str, ...] = ()
    """Ids of the quotes, `e` opens them."""
    touchpoint: str = ""
    """Id of the message or meeting, Enter reads it."""
    ink: str = "text"
    """How it is set: `text`, `strong`, `muted`, `struck` (taken out by a check) or `weak` (nothing stands behind it)."""
    note: str = ""
    """Why it is struck or unsupported."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back to a question."""

    way: str
    """Which way it was answered: `from the store · who can say yes`, `gpt-… · 12 quotes, 9,800 of 24,000 characters`."""
    lines: tuple[AnswerLine, ...]
    intent: str = ""
    understood: bool = True
    nearest: tuple[str, ...] = ()
    """Questions that the store can answer and that come near, where it was not understood."""


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One message of the chat."""

    id: int
    at: datetime
    person: str
    role: str
    """`person`, `store`, `model`, `note` or `fact`."""
    state: str
    """`done`, `partial`, `failed`, `open`, `accepted` or `rejected`."""
    text: str
    way: str = ""
    lines: tuple[AnswerLine, ...] = ()
    cites: tuple[str, ...] = ()
    asked: str = ""
    """The question, where this is an answer that did not come whole: it is kept for another try."""


@dataclass(frozen=True, slots=True)
class ArtifactItem:
    """One artifact in a list."""

    id: str
    deal_id: str
    deal: str
    """The deal's name."""
    kind: str
    title: str
    state: str
    """`draft` or `sent`."""
    head: int
    updated_at: datetime
    updated_by: str
    author: str
    """Who wrote the version that stands: `person`, `ai` or `template`."""
    size: int
    step_id: str = ""
    about: str = ""
    sent_at: datetime | None = None
    sent_by: str = ""
    proposed: int = 0
    """Versions that wait for a person."""
    typing: tuple[str, ...] = ()
    """Who has something typed into it that is not a version yet."""


@dataclass(frozen=True, slots=True)
class ArtifactVersion:
    """One version."""

    artifact_id: str
    number: int
    at: datetime
    person: str
    author: str
    """`person`, `ai` or `template`."""
    state: str
    """`kept`, `beside` or `proposed`."""
    base: int
    note: str
    hash: str
    text: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArtifactView:
    """An artifact opened: the version that stands, and what was typed since."""

    item: ArtifactItem
    version: ArtifactVersion
    typed: str | None = None
    """What this person typed last and what is not a version yet: an earlier session ended early."""
    typed_base: int = 0
    typed_at: datetime | None = None
    proposal: ArtifactVersion | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving."""

    version: ArtifactVersion
    beside: str = ""
    """Who saved another version meanwhile: both are kept."""
    changed: bool = True


@dataclass(frozen=True, slots=True)
class KeptFact:
    """A fact that somebody pinned to the deal."""

    target: str
    """What it hangs on: an item's id, or `fact:…`."""
    text: str
    by: str
    at: datetime
    source: str = ""
    """Where it comes from, in words: `Priya Nair, e-mail of 20 Nov`, `typed`."""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One line of a mutual action plan: both sides have them; they stand on the timeline right of now."""

    text: str
    owner: str
    side: str
    """`ours` or `theirs`."""
    due: date | None
    done: bool
    artifact_id: str = ""


@dataclass(frozen=True, slots=True)
class WorkspaceView:
    """Everything that the tab shows when it opens."""

    chat: tuple[ChatLine, ...]
    earlier: int
    """How many older messages there are."""
    artifacts: tuple[ArtifactItem, ...]
    facts: tuple[KeptFact, ...]
    model: str
    """Name of the model that answers the rest, empty where none is set."""
    elsewhere: tuple[ArtifactItem, ...] = field(default_factory=tuple)
    """Artifacts of other deals of the account."""
    unsent: str = ""
    """What this person typed into the chat last and did not send, before a session ended early."""
