"""Build small deals for the signal tests: mails, calls, meetings, remarks and evidence around one moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from journey_tui.domain.model import (
    Deal,
    DealFacts,
    Direction,
    Evidence,
    Kind,
    Lane,
    Modality,
    Origin,
    Party,
    Person,
    ReadBy,
    Remark,
    Seen,
    Segment,
    Side,
    Source,
    Stance,
    Touchpoint,
)
from journey_tui.domain.reading import SignalReading
from journey_tui.domain.signals import SignalContext, signals

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday."""
ANA, BEN, SAM, LIZ, PIA = (f"{name}@{where}.example" for name, where in
                           (("ana", "oakmere"), ("ben", "oakmere"), ("sam", "tallis"), ("liz", "tallis"), ("pia", "bridge")))  # fmt: skip
SIDES = {"oakmere": Side.CUSTOMER, "tallis": Side.SELLER, "bridge": Side.PARTNER}
NAMES = {ANA: "Ana Prior", BEN: "Ben Osei", SAM: "Sam Holt", LIZ: "Liz Arden", PIA: "Pia Lund"}
CONTEXT = SignalContext(gate="Evaluation", missing=("How they'll choose",), stage="Evaluation", stage_since=NOW - timedelta(days=10),
                        typical_days=30, cadence_days=5, first_stage="Discovery")  # fmt: skip


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def side(key: str) -> Side:
    return SIDES[key.partition("@")[2].partition(".")[0]]


def people(**roles: Lane) -> tuple[Person, ...]:
    return tuple(
        Person(
            key,
            NAMES[key],
            key,
            "",
            side(key),
            roles=((roles[key.partition("@")[0]], "stated"),) if key.partition("@")[0] in roles else (),
        )
        for key in NAMES
    )


def mail(
    days: float, who: str, *to: str, text: str = "Noted.", thread: str = "t1", subject: str = "Rollout", **more: Any
) -> Touchpoint:
    own = side(who)
    parties = (Party(NAMES[who], who, "from"), *(Party(NAMES[one], one, "to") for one in to))
    made = Touchpoint(
        f"mail:{days}:{who}:{thread}", Kind.EMAIL, ago(days), NAMES[who], who, own, Direction.OUT if own is Side.SELLER else Direction.IN,
        Origin.HUMAN, "test", Source("mail", "m", "1"), subject=subject, text=text, parties=parties, thread=thread,
        segments=(Segment(0, len(text), NAMES[who], who, own),),
    )  # fmt: skip
    return replace(made, **more)


def meeting(days: float, *who: str, spoken: bool = False, **more: Any) -> Touchpoint:
    """Return a meeting `days` ago (negative: ahead)."""
    role = "speaker" if spoken else "attendee"
    made = Touchpoint(
        f"meet:{days}:{'+'.join(who)}", Kind.CALL if spoken else Kind.MEETING, ago(days), NAMES[who[0]], who[0], side(who[0]), Direction.OUT,
        Origin.HUMAN, "test", Source("calendar", "c", "1"), subject="Walk-through", parties=tuple(Party(NAMES[one], one, role) for one in who),
        meeting=f"m{days}", ends_at=ago(days) + timedelta(minutes=30),
    )  # fmt: skip
    return replace(made, **more)


def remark(
    kind: str,
    days: float,
    who: str,
    quote: str = "",
    *,
    due: date | None = None,
    value: str = "",
    of: Touchpoint | None = None,
    **more: Any,
) -> Remark:
    made = Remark(
        f"r:{kind}:{days}:{value}", kind, "d1", of.id if of else f"x{days}", quote or value, 0, 1, NAMES[who], who, side(who), ago(days),
        due=due, value=value, thread=of.thread if of else "",
    )  # fmt: skip
    return replace(made, **more)


def evidence(requirement: str, days: float, who: str, quote: str, stance: Stance = Stance.SUPPORTS, **more: Any) -> Evidence:
    made = Evidence(
        f"e:{requirement}:{days}:{quote[:9]}", "d1", f"y{days}", requirement, quote, 0, 1, NAMES[who], who, side(who), stance, Modality.ASSERTED,
        ago(days), ReadBy.RULES, Seen.EMAIL,
    )  # fmt: skip
    return replace(made, **more)


def read(kind: str, *touchpoints: Touchpoint, said: tuple[Remark, ...] = (), proof: tuple[Evidence, ...] = (), context: SignalContext = CONTEXT,
         origin: str = "all", who: tuple[Person, ...] | None = None, deal: Deal | None = None, **more: Any) -> list[SignalReading]:  # fmt: skip
    """Return the signals of a kind."""
    ordered = tuple(sorted(touchpoints, key=lambda one: one.at))
    facts = DealFacts(
        deal or Deal("d1", "Oakmere", account="Oakmere", currency="EUR"), who or people(), ordered, proof, said, **more
    )
    return [one for one in signals(facts, context, NOW, origin=origin) if one.kind == kind]


def one(found: list[SignalReading]) -> SignalReading:
    """Return the only signal, which must have its fact, its why and what clears it."""
    assert len(found) == 1, [(item.fact, item.cancelled_by) for item in found]
    assert found[0].fact
    assert found[0].why
    assert found[0].clears
    assert found[0].fired is not bool(found[0].cancelled_by)
    return found[0]
