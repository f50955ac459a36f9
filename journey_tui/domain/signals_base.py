"""What every signal needs: the context that the gates give, and the deal's facts prepared once."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from journey_tui.domain.contact import ContactIndex
from journey_tui.domain.language import quoted, short_date, weekday_date, without_blame
from journey_tui.domain.model import NOBODY_REACHED, DealFacts, Evidence, Kind, Lane, Origin, Remark, Side, Touchpoint
from journey_tui.domain.reading import SignalReading
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class SignalContext:
    """What the signals need to know of the gates and of the channel."""

    gate: str = ""
    """Name of the next gate; empty when every gate is passed."""
    missing: tuple[str, ...] = ()
    """Labels of its must-meets that are not verified, the next one first."""
    gatekeeper: Lane | None = None
    stage: str = ""
    """Stage that the CRM claims."""
    stage_since: datetime | None = None
    typical_days: int | None = None
    """Typical days in the claimed stage; None where the channel does not say."""
    cadence_days: float = 7
    """Days between messages that the channel expects."""
    economic_buyer_heard: bool = False
    reseller: bool = False
    """Whether the partner carries the contact in this channel."""
    first_stage: str = ""
    """Name of the channel's first stage; without it the CRM's history says whether the deal has left its first one."""
    stage_age_factor: float = 1.5
    amount_days: int = 14
    moved_days: int = 30
    """How long a moved date stays news."""
    undated_promise_days: int = 5
    """Working days after which a promise without a date is owed."""
    answer_days: int = 1
    """Working days after which a question counts as waiting."""
    question_days: int = 45
    """How long a question stays open before the talk has moved on."""
    evidence_days: int = 45
    """How long a mention of an alternative is current (the life of `competition`)."""
    event_days: int = 120
    """How far ahead an event of the customer's may lie to count as the next step."""
    champion_days: int = 30
    """How long a champion's word is live (the life of `champion`)."""


class View:
    """The facts of one deal, prepared once for all signals."""

    def __init__(
        self, facts: DealFacts, context: SignalContext, now: datetime, origin: str = "all", index: ContactIndex | None = None
    ) -> None:
        """Prepare `facts` as of `now`; only touchpoints of that origin count."""
        self.facts, self.context, self.now, self.today = facts, context, now, now.date()
        touchpoints = [one for one in facts.touchpoints if _of(one.origin, origin)]
        self.touchpoints = [one for one in touchpoints if one.at <= now]
        self.index = index or ContactIndex(touchpoints, now, facts.people)
        self.by_id = {one.id: one for one in touchpoints}
        every = {one.id for one in facts.touchpoints}
        self.absences = [one for one in facts.remarks if one.kind == "absence" and one.at <= now]
        self._said: dict[tuple[str, Side | None], list[Remark]] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._customers: dict[str, frozenset[str]] = {}
        self._received: dict[str, bool] = {}
        self.remarks = [one for one in facts.remarks if one.at <= now and self._counts(one.touchpoint_id, every)]
        self.evidence = [
            one
            for one in facts.evidence
            if one.observed_at <= now and not one.rejected and self._counts(one.touchpoint_id, every)
        ]
        self.promising = {one.touchpoint_id for one in self.remarks if one.kind == "promise" and one.side is Side.SELLER}
        """Ids of our touchpoints that promise something."""
        self.asking = {one.touchpoint_id for one in self.remarks if one.kind == "asked"}
        """Ids of our touchpoints that ask the customer something."""
        self.ours = [one for one in self.touchpoints if self._is_ours(one)]
        """What we did, in order of time: messages, notes and tasks done, calls and meetings held."""
        self._ours_at = [one.at for one in self.ours]
        self.letters = [
            one for one in self.touchpoints
            if one.side is Side.CUSTOMER and one.kind is Kind.EMAIL and one.origin is not Origin.AUTOMATED
        ]  # fmt: skip
        """The customer's own mails, in order of time."""
        self._letters_at = [one.at for one in self.letters]
        self._by_partner = [
            one for one in self.touchpoints
            if one.side is Side.PARTNER and one.kind is Kind.EMAIL and one.origin is not Origin.AUTOMATED and self.customers(one)
        ]  # fmt: skip
        self._by_partner_at = [one.at for one in self._by_partner]
        self._talks = [
            one for one in self.touchpoints
            if one.kind in (Kind.CALL, Kind.MEETING) and one.status not in ("cancelled", NOBODY_REACHED)
        ]  # fmt: skip
        self._talks_at = [one.at for one in self._talks]

    def _counts(self, touchpoint_id: str, every: set[str]) -> bool:
        """Return whether the origin filter lets through what was read from a touchpoint."""
        return touchpoint_id in self.by_id or touchpoint_id not in every

    def _is_ours(self, one: Touchpoint) -> bool:
        if one.origin is Origin.AUTOMATED or one.status in ("cancelled", NOBODY_REACHED):
            return False
        if one.kind in (Kind.CALL, Kind.MEETING):
            return (one.ends_at or one.at) <= self.now and bool(self.customers(one))
        return one.side is Side.SELLER and (one.kind is not Kind.TASK or one.status != "open")

    def ours_after(self, moment: datetime) -> list[Touchpoint]:
        """Return what we did after a moment, in order of time."""
        return self.ours[bisect_right(self._ours_at, moment) :]

    def by_partner_after(self, moment: datetime) -> list[Touchpoint]:
        """Return what the partner wrote to the customer after a moment: what they deliver for us is delivered."""
        return self._by_partner[bisect_right(self._by_partner_at, moment) :]

    def talks_of(self, meeting: Touchpoint) -> list[Touchpoint]:
        """Return the calls and meetings held at the same time as one: a calendar entry and its transcript."""
        near = timedelta(minutes=30)
        return self._talks[bisect_left(self._talks_at, meeting.at - near) : bisect_right(self._talks_at, meeting.at + near)]

    def letters_after(self, moment: datetime) -> list[Touchpoint]:
        """Return the customer's own mails after a moment, in order of time."""
        return self.letters[bisect_right(self._letters_at, moment) :]

    def words(self, touchpoint: Touchpoint) -> frozenset[str]:
        """Return the content words of a touchpoint's subject and own text."""
        if touchpoint.id not in self._words:
            self._words[touchpoint.id] = content_words(touchpoint.subject, own_text(touchpoint))
        return self._words[touchpoint.id]

    def received(self, touchpoint: Touchpoint) -> bool:
        """Return whether a touchpoint's own text says that something has arrived."""
        if touchpoint.id not in self._received:
            said = own_text(touchpoint)
            self._received[touchpoint.id] = bool(_RECEIVED.search(said)) and not _NOT_RECEIVED.search(said)
        return self._received[touchpoint.id]

    def customers(self, touchpoint: Touchpoint) -> frozenset[str]:
        """Return the keys of the customers who take part in a touchpoint."""
        if touchpoint.id not in self._customers:
            self._customers[touchpoint.id] = frozenset(self.index.customers(touchpoint))
        return self._customers[touchpoint.id]

    def said(self, kind: str, side: Side | None = None) -> list[Remark]:
        """Return the remarks of a kind, in order of time."""
        if (kind, side) not in self._said:
            found = [one for one in self.remarks if one.kind == kind and (side is None or one.side is side)]
            self._said[kind, side] = sorted(found, key=lambda one: one.at)
        return self._said[kind, side]

    def reached(self, touchpoint: Touchpoint) -> frozenset[str]:
        """Return the keys of the customers who take part in a touchpoint or had a copy of it."""
        copied = (self.index.key(party.address or party.name) for party in touchpoint.parties if party.role == "cc")
        return self.customers(touchpoint) | {key for key in copied if self.index.side(key) is Side.CUSTOMER}

    def name(self, key: str) -> str:
        """Return the name to show for a key."""
        return self.index.name(key)

    def why(self, because: str) -> str:
        """Return why it matters for the next gate."""
        context = self.context
        if not context.gate:
            return f"{because}, and every gate up to {context.stage or 'the close'} stands on it"
        if context.missing:
            return f"{because}, and the {context.gate} gate still needs: {context.missing[0]}"
        return f"{because}, and the {context.gate} gate is the next one"

    def make(
        self,
        kind: str,
        slot: str,
        fact: str,
        because: str,
        clears: str,
        *,
        cancelled: str = "",
        cleared_by: str = "",
        said: Iterable[Remark | Evidence] = (),
        touchpoints: Iterable[str] = (),
        person: str = "",
        at: datetime | None = None,
        detail: str = "",
    ) -> SignalReading:
        """Return a signal: fired, or silent with what cancelled it. Its id hangs on deal, kind and slot."""
        key = f"{self.facts.deal.id}|{kind}|{slot}"
        stood_on = list(said)
        places = dict.fromkeys([*touchpoints, *(one.touchpoint_id for one in stood_on)])
        return SignalReading(
            id=hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:20], kind=kind, fired=not cancelled, fact=without_blame(fact),
            why=without_blame(self.why(because)), clears=without_blame(clears), cancelled_by=without_blame(cancelled),
            evidence=tuple(one.id for one in stood_on), touchpoints=tuple(places), person=person, at=at, detail=detail,
            cleared_by=cleared_by,
        )  # fmt: skip

    def day(self, moment: date | datetime) -> str:
        """Return `Tue 3 Nov`."""
        return weekday_date(moment, self.now)

    def short(self, moment: date | datetime) -> str:
        """Return `3 Nov`."""
        return short_date(moment, self.now)

    def coming(self) -> list[tuple[date, str, Remark | None, Touchpoint | None]]:
        """Return what is dated and ahead, the nearest first: meetings, customers' events, promises, moved dates, open tasks."""
        found: list[tuple[date, str, Remark | None, Touchpoint | None]] = []
        found += [(one.at.date(), one.subject or "meeting", None, one) for one in self.index.ahead]
        for kind in ("dated_event", "date_moved", "promise"):
            told = [one for one in self.said(kind) if one.due and one.due >= self.today]
            found += [
                (one.due, _thing(one), one, None) for one in told if one.due and (kind != "dated_event" or self._near(one.due))
            ]
        found += [(one.at.date(), one.subject or "task", None, one) for one in self.by_id.values() if self._open_task(one)]
        return sorted(found, key=lambda one: (one[0], one[1]))

    def _near(self, day: date) -> bool:
        """Return whether an event is near enough to be the next step."""
        return (day - self.today).days <= self.context.event_days

    def _open_task(self, one: Touchpoint) -> bool:
        return (
            one.kind is Kind.TASK and one.status == "open" and one.at.date() >= self.today and one.origin is not Origin.AUTOMATED
        )

    def customer_event(self) -> tuple[date, str] | None:
        """Return the nearest dated event of the customer's own ahead: by their words, in evidence, or a meeting with them."""
        found: list[tuple[date, str]] = []
        for day, what, remark, meeting in self.coming():
            own_words = remark is not None and remark.side is Side.CUSTOMER and remark.kind != "promise"
            if own_words or (meeting is not None and meeting.kind is Kind.MEETING):
                found.append((day, what))
        dated = [
            one
            for one in self.evidence
            if one.due
            and one.due >= self.today
            and self._near(one.due)
            and one.side is Side.CUSTOMER
            and one.requirement != "metrics"
            and not _AIM.search(one.quote)
        ]
        # By when a figure is to be reached is their aim, no event.
        found += [(one.due, quoted(one.quote, 8)) for one in dated if one.due]
        return min(found, default=None)

    def late_source(self) -> str:
        """Return in words that mail is later than three times its interval and 72 hours (product.md §3), else nothing."""
        for one in self.facts.freshness:
            late = max(timedelta(seconds=3 * one.interval_s), timedelta(hours=72))
            if one.kind == "mail" and one.interval_s and one.synced_at and self.now - one.synced_at > late:
                return f"mail not synced since {self.day(one.synced_at)}"
        return ""

    def away(self, key: str) -> str:
        """Return in words that this person is away now, and who said so when; else nothing."""
        absence = self.index.absence(self.absences, key, self.now)
        if absence is None:
            return ""
        until = f" until {self.short(absence.due)}" if absence.due else ""
        own = self.index.key(absence.speaker_key) == self.index.key(key)
        return f"{absence.speaker or self.name(key)} said on {self.short(absence.at)}: {'' if own else self.name(key) + ' '}away{until}"


def _thing(remark: Remark) -> str:
    """Return what a dated remark is about, in words to show."""
    told = remark.value.split(";")[0].strip() if remark.kind == "date_moved" else remark.value
    return quoted(remark.quote, 8) if told in ("", "date") else told


def _of(origin: Origin, wanted: str) -> bool:
    return wanted == "all" or (origin is Origin.AUTOMATED) == (wanted == "automated")


def own_text(touchpoint: Touchpoint) -> str:
    """Return what a touchpoint itself says, without quoted passages and signatures."""
    if not touchpoint.segments:
        return touchpoint.text
    return " ".join(touchpoint.text[one.start : one.end] for one in touchpoint.segments if one.role in ("new", "attachment"))


_RECEIVED = re.compile(
    r"\b(?:received|got (?:it|them|that|the)|arrived|thanks for (?:sending|the|your)|thank you for (?:sending|the|your))\b", re.I
)
_AIM = re.compile(r"\b(?:target|goal|objective|kpi)\b", re.I)
_NOT_RECEIVED = re.compile(
    r"\b(?:not|never|n't|no|nothing|hasn't|haven't|yet to be|still (?:not|missing|waiting))\b[^.;!?]{0,25}\b(?:received|got|arrived)\b"
    r"|\b(?:is|are|still) missing\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,-]*\d|[^\W_]*\d[^\W_]*", re.UNICODE)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """the and for that this with from have has had will your you they them what when which would could should about there their then than been
        were was are can our its his her but not all any one two who how why did does out off yet get got let may now too via per here some also
        just very well need needs want wants know please thanks thank dear hello best kind regards each only more most into over after before
        until today tomorrow monday tuesday wednesday thursday friday week month send sent share give back come tell good great morning looking
        forward call meeting talk soon date time like make sure still next last same such january february march april june july august
        september october november december day days year quick question""",
    )
)


def content_words(*texts: str) -> frozenset[str]:
    """Return the words that say what a text is about: three letters or more, numbers and codes, stripped of a plural s."""
    words = (match.group().casefold() for text in texts for match in _WORD.finditer(text))
    return frozenset(word.removesuffix("s") for word in words if word not in _COMMON)
