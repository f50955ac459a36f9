"""What the workspace hands to screens and commands: frozen rows, ready to show, nothing to compute."""

from __future__ import annotations

from datetime import datetime

from journey_tui.domain.model import Deal, Evidence, Kind, Lane, Origin, Party, Segment, Side, Source
from journey_tui.domain.reading import Band, Change, DealReading, Status, SumLine
from journey_tui.domain.views_leader import CoachNote
from journey_tui.domain.views_model import ModelNote
from journey_tui.domain.views_triage import SavedView as SavedView
from journey_tui.domain.views_triage import TriagePage as TriagePage
from journey_tui.domain.views_triage import TriageRow as TriageRow
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class MomentRow:
    """A moment at which something happened in a deal."""

    at: datetime
    words: str
    """What happened, in a line."""


@dataclass(frozen=True, slots=True)
class SourceAge:
    """How old what we know from one kind of source is."""

    kind: str
    synced_at: datetime | None
    late: bool
    words: str
    """`mail 4 m`, `crm not synced since Mon 16 Nov`."""


@dataclass(frozen=True, slots=True)
class ChannelView:
    """How to read this journey."""

    key: str
    name: str
    rule: str
    """Which rule chose it."""
    verified: bool
    verified_words: str
    how_to_read: str
    pending: int
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DealView:
    """A deal opened at a moment."""

    deal: Deal
    reading: DealReading
    evidence: tuple[Evidence, ...]
    """All evidence of the deal up to the moment, strongest first."""
    since: tuple[Change, ...]
    """What changed since this person last looked, newest first."""
    looked_at: datetime | None
    sources: tuple[SourceAge, ...]
    channel: ChannelView
    new_evidence: frozenset[str]
    """Ids of the evidence from the call or meeting that still needs its follow-up, or since last looked."""
    as_of: datetime
    is_past: bool
    pinned: tuple[str, ...] = ()
    """The facts that people pinned to the deal, oldest first."""
    notes: tuple[CoachNote, ...] = ()
    """What others left here for the person whose deal it is, newest first."""
    model: ModelNote | None = None
    """How the last reading by a language model went; None where none was tried."""
    proposed: tuple[Evidence, ...] = ()
    """What a model alone takes words to say: nothing stands on it until a person confirms it."""

    def quote(self, evidence_id: str) -> Evidence | None:
        """Return a quote of the deal, one that is only proposed, too."""
        return next((one for one in (*self.evidence, *self.proposed) if one.id == evidence_id), None)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One touchpoint in a list."""

    id: str
    at: datetime
    ends_at: datetime | None
    zone: str
    kind: Kind
    lane: Lane
    actor: str
    side: Side
    direction: str
    origin: Origin
    origin_rule: str
    subject: str
    snippet: str
    source: Source
    status: str = ""
    quotes: int = 0
    """How many pieces of evidence were taken from it."""
    deal_id: str = ""
    why: str = ""
    """Why it belongs to the deal, or why it is unmatched."""
    account: str = ""


@dataclass(frozen=True, slots=True)
class TouchpointView:
    """A touchpoint read whole."""

    row: TimelineRow
    text: str
    segments: tuple[Segment, ...]
    parties: tuple[Party, ...]
    evidence: tuple[Evidence, ...]
    labels: tuple[tuple[str, str], ...] = ()
    """Key and label of the requirements that its quotes bear on."""

    def label(self, requirement: str) -> str:
        """Return what the playbook calls a requirement."""
        return dict(self.labels).get(requirement) or requirement.replace("_", " ")


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A quote in its message, and the sums behind its band."""

    evidence: Evidence
    touchpoint: TimelineRow
    before: str
    """Lines before the quote, same speaker's or not."""
    after: str
    requirement_label: str
    status: Status
    band: Band
    sums: tuple[SumLine, ...]
    score: float
    would_change: str
    confirmed_by: str = ""
    rejected_by: str = ""
    why: str = ""
    """Why it was confirmed or rejected, in words."""
    others: str = ""
    """Who decided otherwise before, and when."""
    other: Evidence | None = None
    """The same words as the other reader has them, where rules and model differ."""
    proposed: bool = False
    """A model alone reads it so: it counts for nothing until a person confirms it."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One imported source on the Sources screen."""

    id: str
    kind: str
    file: str
    synced_at: datetime | None
    records: int
    touchpoints: int
    skipped: int
    state: str
    """`ok`, `partly skipped`, `failed`."""
    message: str = ""


@dataclass(frozen=True, slots=True)
class SkipRow:
    """Something an import left out, and what to do about it."""

    file: str
    place: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class DealHit:
    """A deal found by name or id."""

    deal_id: str
    name: str
    account: str
    owner: str
    score: float
    closed: bool = False
