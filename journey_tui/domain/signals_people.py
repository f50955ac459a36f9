"""Signals about people and alternatives: a champion's act weakening, an alternative mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from journey_tui.domain.contact import fold
from journey_tui.domain.language import quoted
from journey_tui.domain.model import Evidence, Lane, Modality, Remark, Seen, Side, Stance
from journey_tui.domain.reading import SignalReading
from journey_tui.domain.signals_base import View

_WORDS = {"build": "building it themselves", "as is": "staying with what they have"}


def champion_weakening(view: View) -> Iterator[SignalReading]:
    """Yield a champion's own live word that takes weight off, after their last act; a later act cancels."""
    champions = _champions(view)
    life = timedelta(days=view.context.champion_days)
    weak: dict[str, Evidence] = {}
    for item in view.evidence:
        if (
            item.requirement == "champion"
            and item.stance is not Stance.SUPPORTS
            and item.side is Side.CUSTOMER
            and view.now - item.observed_at <= life
        ):
            key = view.index.key(item.speaker_key)
            about = view.index.key(item.subject_key) if item.subject_key else key
            if (about in champions or key in champions or not champions) and item.modality is not Modality.RETRACTED:
                weak[about if about in champions else key] = item
    gone = _leaving(view, champions, life)
    for key, item in weak.items():
        if key not in gone:
            yield _weakening(view, key, item)
    for key, remark in gone.items():
        yield _stepping_back(view, key, remark)


def _leaving(view: View, champions: set[str], life: timedelta) -> dict[str, Remark]:
    """Return who of those that carry it said that they step back, with their last word on it, while that is live."""
    found: dict[str, Remark] = {}
    carry = champions or _main_voice(view)
    for remark in view.said("leaving", Side.CUSTOMER):
        key = view.index.key(remark.addressed_to or remark.speaker_key)
        live = view.now - remark.at <= life or bool(remark.due and remark.due >= view.today)
        first = found.get(key)
        if key in carry and live and (first is None or first.touchpoint_id != remark.touchpoint_id):
            found[key] = remark
    return found


def _main_voice(view: View) -> set[str]:
    """Return who wrote and spoke most where nobody is known to carry it: twice at least, and more than anybody else."""
    counted = sorted(((view.index.messages(key), key) for key in view.index.voices()), reverse=True)
    if not counted or counted[0][0] < 2 or (len(counted) > 1 and counted[0][0] == counted[1][0]):
        return set()
    return {counted[0][1]}


def _stepping_back(view: View, key: str, remark: Remark) -> SignalReading:
    """Return that somebody steps back; what somebody else did for it since cancels, the same person's acts do not."""
    others = [
        one for one in view.evidence if _is_act(one) and one.observed_at > remark.at and view.index.key(one.speaker_key) != key
    ]
    name = view.name(key) if key in view.index.names else remark.speaker
    confidence = " (in confidence)" if remark.confidential else ""
    asked = (
        "Who carries it on, in a conversation with {0} alone" if remark.confidential else "A name of who carries it on after {0}"
    )
    cancelled = ""
    if others:
        newest = max(others, key=lambda one: one.observed_at)
        cancelled = f"{newest.speaker}'s act of {view.day(newest.observed_at)}: {quoted(newest.quote, 10)}"
    return view.make(
        "champion_weakening", key, f"{remark.speaker} said on {view.day(remark.at)}{confidence}: {quoted(remark.quote, 16)}",
        f"{name} is who carries it inside", asked.format(name), cancelled=cancelled, said=(remark,), person=name, at=remark.at,
    )  # fmt: skip


def _champions(view: View) -> set[str]:
    """Return the keys of those who carry it inside: by role, or by what they did or said for it."""
    by_role = {
        view.index.key(one.address or one.name or one.id)
        for one in view.facts.people if one.side is Side.CUSTOMER and any(lane is Lane.CHAMPION for lane, _ in one.roles)
    }  # fmt: skip
    return by_role | {view.index.key(one.speaker_key) for one in view.evidence if _is_act(one)}


def _is_act(item: Evidence) -> bool:
    """Return whether it is something the person did for it; an accepted invitation is no act."""
    return (
        item.requirement == "champion"
        and item.stance is Stance.SUPPORTS
        and item.side is Side.CUSTOMER
        and item.act
        and item.seen is not Seen.INVITATION
    )


def _weakening(view: View, key: str, item: Evidence) -> SignalReading:
    acts = [one for one in view.evidence if _is_act(one) and view.index.key(one.speaker_key) == key]
    later = [one for one in acts if one.observed_at > item.observed_at]
    before = max((one.observed_at for one in acts if one.observed_at <= item.observed_at), default=None)
    name = view.name(key) if key in view.index.names else item.speaker
    last = f"; the last act was on {view.short(before)}" if before else ""
    own = (
        "Who carries it on, in a conversation with {0} alone"
        if item.confidential
        else "{0}'s next act, or a name of who carries it on"
    )
    confidence = " (in confidence)" if item.confidential else ""
    return view.make(
        "champion_weakening", key, f"{item.speaker} said on {view.day(item.observed_at)}{confidence}: {quoted(item.quote, 16)}{last}",
        f"{name} is who carries it inside", own.format(name),
        cancelled=f"{name}'s act of {view.day(later[-1].observed_at)}: {quoted(later[-1].quote, 10)}" if later else "",
        said=(item,), person=name, at=item.observed_at,
    )  # fmt: skip


def alternative_mentioned(view: View) -> Iterator[SignalReading]:
    """Yield each alternative that the customer weighs now, for information; one that they dropped is cancelled."""
    last: dict[str, tuple[datetime, str, Remark | Evidence, bool]] = {}
    settled: Remark | None = None
    for remark in view.said("alternative", Side.CUSTOMER):
        name = remark.value.removeprefix("dropped:").strip()
        if name == "*":  # they chose us: whoever was named before is out of it
            last |= {slot: (remark.at, known[1], remark, True) for slot, known in last.items()}
            settled = remark
            continue
        last[_same(name, last)] = (remark.at, name, remark, remark.value.startswith("dropped:"))
    for item in sorted(view.evidence, key=lambda one: one.observed_at):
        for name in _named(item):
            slot = _same(name, last)
            if slot not in last or item.observed_at > last[slot][0]:
                last[slot] = (
                    item.observed_at,
                    name,
                    item,
                    item.stance is not Stance.SUPPORTS or item.modality is Modality.RETRACTED,
                )
    for slot, (at, name, said, dropped) in last.items():
        if settled is not None and at < settled.at:
            at, said, dropped = settled.at, settled, True
        yield _alternative(view, slot, at, name, said, dropped)


def _named(item: Evidence) -> list[str]:
    """Return the alternatives that asserted evidence on `competition` names."""
    if (
        item.requirement != "competition"
        or item.side is not Side.CUSTOMER
        or item.modality not in (Modality.ASSERTED, Modality.RETRACTED)
    ):
        return []
    if _PAST_USE.search(item.quote):
        return []
    return [
        value for part, value in item.parts if part in ("name", "named", "alternative") and value and fold(value) not in _NO_NAMES
    ]


_NO_NAMES: Final = frozenset(
    ("none", "no one", "nobody", "offer", "offers", "vendor", "vendors", "quote", "quotes", "supplier", "suppliers")
)
_PAST_USE: Final = re.compile(
    r"\b(?:had|used|tried|tested|piloted|looked at|left)\b[^.;]*\b(?:in the (?:spring|summer|autumn|fall|winter)|last (?:year|spring|summer|"
    r"autumn|winter)|years? ago|"
    r"in (?:19|20)\d\d|back in|back then)\b",
    re.I,
)
"""What they had at another time is no alternative now."""


def _same(name: str, known: dict[str, tuple[datetime, str, Remark | Evidence, bool]]) -> str:
    """Return the slot of a name: that of a known one which it begins with or which begins with it, else its own."""
    slot = fold(name)
    slot = "build" if slot in ("building it themselves", "in-house", "own development", "internal build") else slot
    return next((one for one in known if one == slot or one.startswith(f"{slot} ") or slot.startswith(f"{one} ")), slot)


def _alternative(view: View, slot: str, at: datetime, name: str, said: Remark | Evidence, dropped: bool) -> SignalReading:
    shown = _WORDS.get(slot, name)
    cancelled = ""
    if dropped:
        cancelled = f"{shown}: dropped by the customer on {view.short(at)}"
    elif view.now - at > timedelta(days=view.context.evidence_days):
        cancelled = f"last named on {view.short(at)}"
    return view.make(
        "alternative_mentioned", slot, f"{said.speaker} named {shown} on {view.day(at)}: {quoted(said.quote, 16)}",
        "what else they weigh shapes how they will choose", f"{said.speaker}'s word on how {shown} compares, or that it is out",
        cancelled=cancelled, said=(said,), person=said.speaker, at=at, detail=shown,
    )  # fmt: skip
