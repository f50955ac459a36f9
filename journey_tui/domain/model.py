"""The words of the product as types: what happened, who did it, what was said.

Instants are aware datetimes in UTC; a `date` has no zone. Ids are `source:org:native`.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from journey_tui.domain.kinds import Direction as Direction
from journey_tui.domain.kinds import Kind as Kind
from journey_tui.domain.kinds import Lane as Lane
from journey_tui.domain.kinds import Modality as Modality
from journey_tui.domain.kinds import Origin as Origin
from journey_tui.domain.kinds import ReadBy as ReadBy
from journey_tui.domain.kinds import Seen as Seen
from journey_tui.domain.kinds import Side as Side
from journey_tui.domain.kinds import Stance as Stance
from journey_tui.lean import dataclass

NOBODY_REACHED: Final = "no_answer"
"""The `status` of a call that was only tried: nobody spoke in it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record came from, exactly enough to find it again."""

    kind: str
    """`salesforce`, `hubspot`, `table`, `mail`, `calendar` or `transcript`."""
    file: str
    """The file as it was found; a member of an archive is `archive.zip/member`."""
    native_id: str
    """Message-ID, record Id, UID - as the source writes it."""
    locator: str = ""
    """`row 12`, `byte 4096`, a cue time `00:00:14.540`."""
    hash: str = ""
    """SHA-256 of the record's bytes, 16 hex characters at least."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a touchpoint's text that one person wrote or said."""

    start: int
    end: int
    speaker: str
    """Name as shown; empty when the source does not say."""
    address: str = ""
    """Lower-case e-mail address, where known."""
    side: Side = Side.OTHER
    locator: str = ""
    """Cue time in a transcript, else empty."""
    role: str = "new"
    """`new`, `quoted`, `forwarded`, `signature` or `attachment`: only `new` is this touchpoint's own text."""
    at: datetime | None = None
    """When a quoted or forwarded passage was written, where its header says so."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named by a touchpoint: sender, recipient, attendee or speaker."""

    name: str = ""
    address: str = ""
    """Lower case."""
    role: str = "to"
    """`from`, `to`, `cc`, `bcc`, `organizer`, `attendee`, `speaker`."""
    answer: str = ""
    """`accepted`, `declined`, `tentative`, `needs_action`, `delegated` or empty."""
    answered_at: datetime | None = None
    person_id: str = ""
    """Contact or user id, where the source states one."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part in a deal, under one identity."""

    id: str
    name: str
    address: str = ""
    title: str = ""
    side: Side = Side.OTHER
    account_id: str = ""
    roles: tuple[tuple[Lane, str], ...] = ()
    """Lane roles with the rule that gave each; the first decides the lane."""


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One thing that happened between people or systems about a deal."""

    id: str
    kind: Kind
    at: datetime
    actor: str
    """Name of who acted, as shown."""
    actor_key: str
    """Identity of who acted: lower-case address, else folded name."""
    side: Side
    direction: Direction
    origin: Origin
    origin_rule: str
    source: Source
    lane: Lane = Lane.BUYER_OTHER
    zone: str = "UTC"
    subject: str = ""
    text: str = ""
    segments: tuple[Segment, ...] = ()
    parties: tuple[Party, ...] = ()
    thread: str = ""
    """Key of the conversation: the root Message-ID for mail."""
    meeting: str = ""
    """Key shared by an invitation, its transcript and its notes."""
    ends_at: datetime | None = None
    status: str = ""
    """`cancelled`, `tentative`, `completed`, `open` or empty."""
    auto: str = ""
    """`auto_reply`, `bounce`, `calendar_response`, `list` or empty: what kind of automatic message this is."""
    deal_id: str = ""
    match_reason: str = ""
    imported_at: datetime | None = None
    known_at: datetime | None = None
    """When it was entered, where that can be earlier than `at`: an invitation is known before its meeting."""
    read_origin: Origin | None = None
    """The origin that the rules read, where a person set another."""
    read_rule: str = ""


@dataclass(frozen=True, slots=True)
class ModelWord:
    """How a model has the very words that the rules read for the same requirement."""

    stance: Stance
    modality: Modality


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote from one touchpoint that bears on one requirement."""

    id: str
    deal_id: str
    touchpoint_id: str
    requirement: str
    quote: str
    """The source's own words, `text[start:end]`."""
    start: int
    end: int
    speaker: str
    speaker_key: str
    side: Side
    stance: Stance
    modality: Modality
    observed_at: datetime
    read_by: ReadBy
    seen: Seen
    parts: tuple[tuple[str, str], ...] = ()
    """(part, value) pairs: which parts of the requirement it covers, and with what value."""
    source: Source = Source("", "", "")
    thread: str = ""
    meeting: str = ""
    confidential: bool = False
    """Said in confidence: no draft, step or question for another person carries it."""
    due: date | None = None
    """A future date the customer named for an act on this requirement."""
    cue: str = ""
    """Name of the rule or prompt that found it."""
    act: bool = False
    """The customer did something (opened access, forwarded, completed a step): an act, not a statement."""
    confirmed_at: datetime | None = None
    rejected: bool = False
    subject_key: str = ""
    """Whom the value is about, where it names a person (folded name)."""
    model: ModelWord | None = None
    """How a model has the same words, where the rules read them: alike, and both have read it; otherwise, and both are shown."""
    counts_from: datetime | None = None
    """When a person confirmed what a model alone had read: before that it counted for nothing."""

    @property
    def read_by_both(self) -> bool:
        """Return whether a model reads the words just as the rules do."""
        return self.model is not None and (self.model.stance, self.model.modality) == (self.stance, self.modality)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said or done that is no evidence for a requirement but that signals and steps stand on."""

    id: str
    kind: str
    """`question`, `promise`, `absence`, `date_moved`, `dated_event`, `authority`, `request`, `alternative`, `decider`, `leaving`, `rescheduled`,
    `asked` or, of a model, `role`."""
    deal_id: str
    touchpoint_id: str
    quote: str
    start: int
    end: int
    speaker: str
    speaker_key: str
    side: Side
    at: datetime
    due: date | None = None
    """When it is promised for, happens, or until when somebody is away."""
    value: str = ""
    """What it is about: the thing promised, the event, the alternative's name, the old date."""
    confidential: bool = False
    source: Source = Source("", "", "")
    thread: str = ""
    addressed_to: str = ""
    """Key of the person asked, where the text names one."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a deal in the CRM getting a value."""

    deal_id: str
    at: datetime
    field: str
    """`stage`, `amount`, `close_date`, `owner`, `next_step` ..."""
    old: str
    new: str
    by: str = ""
    source: Source = Source("", "", "")


@dataclass(frozen=True, slots=True)
class Deal:
    """An opportunity as the CRM has it."""

    id: str
    name: str
    account_id: str = ""
    account: str = ""
    owner_id: str = ""
    owner: str = ""
    stage: str = ""
    amount: Decimal | None = None
    currency: str = ""
    close_date: date | None = None
    created_at: datetime | None = None
    closed: bool = False
    won: bool = False
    type: str = ""
    record_type: str = ""
    product: str = ""
    partner_id: str = ""
    partner: str = ""
    next_step: str = ""
    description: str = ""
    source: Source = Source("", "", "")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: append-only, never edited, undone by a later one."""

    id: str
    at: datetime
    by: str
    kind: str
    """`confirm`, `reject`, `override`, `waive`, `hold`, `role`, `signal`, `step`, `seen`, `pin`, `match`, `origin`, `snooze`."""
    target: str
    deal_id: str = ""
    value: str = ""
    reason: str = ""
    note: str = ""
    expires: date | None = None
    about: tuple[tuple[str, str], ...] = ()
    """(name, words): what it was about when it was made - `what`, `slot`, `requirement`, the place of a quote, an edit."""

    def of(self, name: str) -> str:
        """Return what was put down under a name, empty where nothing was."""
        return next((words for key, words in self.about if key == name), "")


@dataclass(frozen=True, slots=True)
class Wording:
    """A model's sentence for one of the rules', checked against the same evidence; it holds while the rules say just that."""

    kind: str
    """`claim`, `step` or `question`."""
    target: str
    """Id of the claim or step, key of the requirement."""
    basis: str
    """The rules' sentence."""
    text: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh one source is."""

    kind: str
    synced_at: datetime | None
    interval_s: int = 0
    """Zero where the source has no schedule: then only what was imported is known, and nothing is late."""


@dataclass(frozen=True, slots=True)
class DealFacts:
    """All that is known about one deal up to a moment; the only input of the rules."""

    deal: Deal
    people: tuple[Person, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    """In order of time; `text` may be empty where the rules do not need it."""
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    decisions: tuple[Decision, ...] = ()
    """Those in force, in order of time."""
    freshness: tuple[Freshness, ...] = ()
    own_domains: frozenset[str] = field(default_factory=frozenset)
    wordings: tuple[Wording, ...] = ()
    proposed: tuple[Evidence, ...] = ()
    """What a model alone takes words to say: shown, and counted nowhere until a person confirms it."""
