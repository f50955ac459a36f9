"""What the rules say about one deal at one moment: the output of the domain, the input of every screen."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from journey_tui.domain.kinds import ASCII_GLYPHS as ASCII_GLYPHS
from journey_tui.domain.kinds import GLYPHS as GLYPHS
from journey_tui.domain.kinds import WEAKEST_FIRST as WEAKEST_FIRST
from journey_tui.domain.kinds import Band as Band
from journey_tui.domain.kinds import GateState as GateState
from journey_tui.domain.kinds import Status as Status
from journey_tui.domain.model import Lane, Side
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of the sums behind a score, as shown on the evidence view."""

    text: str
    """`customer e-mail, asserted .85 × read by rules .80 = .68`."""
    weight: float
    aged: float
    evidence: tuple[str, ...]
    counted: bool
    why_not: str = ""
    """Why it does not count: `stale`, `exploratory`, `same thread and speaker as …`."""


@dataclass(frozen=True, slots=True)
class RequirementReading:
    """One row of the health grid."""

    key: str
    label: str
    status: Status
    band: Band
    score: float
    """Unaged: what status and gates use."""
    aged: float
    """Aged: what the band uses."""
    evidence: tuple[str, ...]
    """Ids, strongest first; contradictions among them."""
    strongest: str = ""
    covered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Parts that no live evidence covers."""
    reason: str = ""
    """Why this band, in words."""
    would_change: str = ""
    question: str = ""
    """The question that would find out; never names what was said in confidence."""
    sums: tuple[SumLine, ...] = ()
    valid_until: datetime | None = None
    gate: str = ""
    """The stage whose gate it belongs to, where it is a must-meet."""
    set_by: str = ""
    """Who set it, where a person overrode it."""
    last_said: datetime | None = None
    proposed: tuple[str, ...] = ()
    """Ids of what a model alone reads for it, newest first: it counts for nothing until a person confirms it."""


@dataclass(frozen=True, slots=True)
class GateReading:
    """The exit of a stage."""

    name: str
    """The stage it is the exit of."""
    state: GateState
    must_meets: tuple[str, ...]
    gatekeeper: Lane
    gatekeeper_heard: bool
    needs: tuple[str, ...] = ()
    """What is still missing, in words, the next one first."""
    passed_by: tuple[str, ...] = ()
    """Ids of the evidence it stands on."""
    to_confirm: tuple[str, ...] = ()
    """Ids of the quotes whose confirmation would pass it (state `ready`)."""
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LineMove:
    """A move of the Truth Line, with its cause and its own moment."""

    at: datetime
    before: str
    after: str
    cause: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Truth Line and Claim Line, and the gap between them in one neutral sentence."""

    truth: str
    truth_waived: str
    """The dashed end: where a waiver carries it; equal to `truth` without one."""
    claim: str
    """Channel stage, `not mapped` where the CRM's stage is not in the channel's table."""
    gap: int
    """Stages the CRM is ahead; negative when the customer is."""
    sentence: str
    moves: tuple[LineMove, ...] = ()


@dataclass(frozen=True, slots=True)
class SignalReading:
    """A signal with its context: fired, or silent with what cancelled it."""

    id: str
    kind: str
    fired: bool
    fact: str
    """(a) the customer fact."""
    why: str
    """(b) why it matters for the next gate."""
    clears: str
    """(c) what would clear it."""
    cancelled_by: str = ""
    evidence: tuple[str, ...] = ()
    touchpoints: tuple[str, ...] = ()
    person: str = ""
    at: datetime | None = None
    detail: str = ""
    """What exactly it is about, where one kind can fire more than once: an alternative's name, a question's words."""
    mark: str = ""
    """`useful`, `not useful` or `wrong`, by a person."""
    marked: str = ""
    """Who marked it, when and why; who marked it otherwise before."""
    cleared_by: str = ""
    """Id of the touchpoint that cleared it, where one did."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that the product shows about a deal, with its band and the evidence it stands on."""

    id: str
    slot: str
    """`where`, `why`, `way` (what is in the way), `moves` (what moves it), `also`."""
    text: str
    band: Band
    evidence: tuple[str, ...]
    requirement: str = ""
    reason: str = ""
    """Band and freshness in a few words: `Janet's own words, 3 Nov`."""
    set_by: str = ""
    read: str = ""
    """What Journey reads, where a person's words lead."""


@dataclass(frozen=True, slots=True)
class Step:
    """One proposed step: it names a person and its evidence, and executes nothing."""

    id: str
    title: str
    claim_id: str
    requirement: str
    gate: str
    owner: str
    side: Side
    """Whose step it is: both sides have owners."""
    due: date | None
    effort_minutes: int
    state: str
    """`proposed`, `accepted`, `snoozed`, `dismissed`, `done`."""
    why: str
    person: str = ""
    """Whom it is for or with."""
    evidence: tuple[str, ...] = ()
    touchpoints: tuple[str, ...] = ()
    kind: str = ""
    """`promise`, `answer`, `follow_up`, `event`, `part`, `confirm`."""
    produces: str = ""
    """What doing it makes: the text of the draft, the invitation or the question to ask."""
    done_by: str = ""
    """How it is known to be done: `found in the mailbox, Fri 20 Nov`, `marked done by dana`."""
    done_at: datetime | None = None
    done_from: str = ""
    """Id of the touchpoint that shows it."""
    set_by: str = ""
    """Who changed its title, day or owner."""
    read: str = ""
    """The title that Journey gave it, where a person's leads."""


_ROBOT: Final = re.compile(
    r"\b(?:(?:do[-_. ]?)?not?[-_. ]?reply|notif\w*|notice ?board|service[-_. ]?desk|help[-_. ]?desk|mailer|daemon|postmaster|newsletter|news"
    r"|bulletin|alerts?|automat\w*|robot|bot|ticket\w*|room|calendar|system|updates|reminders?|survey)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PersonReading:
    """One person of the context panel."""

    key: str
    name: str
    title: str
    side: Side
    lane: Lane
    lane_rule: str
    last_heard: datetime | None
    usual_reply_h: float | None
    """Median hours between our message and their reply; None below three replies."""
    away_until: date | None = None
    messages: int = 0

    @property
    def is_machine(self) -> bool:
        """Return whether nobody was ever heard there and the name or address is one that machines use: a service desk, no-reply."""
        if self.last_heard is not None or self.messages or self.title:
            return False
        return machine_name(self.name, self.key)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of "since you last looked"."""

    at: datetime
    mark: str
    """`+` added, `~` changed, `-` withdrawn, `✓` done."""
    text: str
    detail: str = ""
    evidence: tuple[str, ...] = ()
    touchpoint: str = ""
    landed: datetime | None = None
    """When it reached the store, where that is later than `at`: what a person could not have seen before."""


@dataclass(frozen=True, slots=True)
class DealReading:
    """Everything the rules say about a deal as of a moment."""

    deal_id: str
    as_of: datetime
    valid_until: datetime | None
    """Until when time alone changes nothing."""
    headline: str
    claims: tuple[Claim, ...]
    requirements: tuple[RequirementReading, ...]
    gates: tuple[GateReading, ...]
    lines: Lines
    signals: tuple[SignalReading, ...]
    steps: tuple[Step, ...]
    people: tuple[PersonReading, ...]
    weakest: str
    """Key of the weakest gate requirement."""
    channel: str
    channel_rule: str
    channel_verified: bool
    changes: tuple[Change, ...] = ()
    """What happened, newest first, each with its moment: the source of "since you last looked"."""
    needs_follow_up: str = ""
    """Id of a call or meeting that ended without its follow-up yet."""
    counts: tuple[tuple[str, int], ...] = ()
    """Touchpoints by origin."""
    unread: tuple[str, ...] = ()
    """Why some text was not read: `not read (German): 3 touchpoints`."""


def machine_name(name: str, address: str) -> bool:
    """Return whether a name or address is one that machines use: a service desk, no-reply, a noticeboard."""
    return bool(_ROBOT.search(f"{name} {address}"))
