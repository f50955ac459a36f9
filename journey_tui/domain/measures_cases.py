"""What each measure counts: one case for each thing that was seen, never more cases than things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from journey_tui.domain.agreement import LEVELS
from journey_tui.domain.measures import Case, Event, MeasureFacts, Said, bucket_of, local_day
from journey_tui.domain.reasons import reasons_for

WITHIN: Final = timedelta(days=7)
"""How long after it was first seen a step may be done to count as completed."""
FOLLOWED_WITHIN: Final = timedelta(days=14)
"""After how long a call without a message of ours counts as not followed up."""
HEARD_WITHIN: Final = timedelta(days=60)
"""How long after an answer the customer's next word on the matter counts as its outcome."""
LONGEST_REVIEW: Final = 600.0
"""Seconds: who took longer with one update was away."""
OPEN_STATES: Final = frozenset({"proposed", "accepted"})
BANDS: Final = {"None": 0, "Low": 1, "Medium": 2, "High": 3}
NOT_FOLLOWED: Final = float("inf")
HOW: Final = {
    "read": "went through it",
    "evidence": "opened evidence",
    "tab": "went on to another tab",
    "act": "decided or acted",
}


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events in order of time; the order in which they came does not matter."""
    return sorted(events, key=lambda e: (e.at, e.who, e.kind, e.deal_id, e.subject, e.value, e.items))


def _first_shown(facts: MeasureFacts, kinds: frozenset[str]) -> dict[tuple[str, str], tuple[Event, str]]:
    """Return when each item was first seen, with its band or state then."""
    found: dict[tuple[str, str], tuple[Event, str]] = {}
    for event in in_order(facts.events):
        if event.kind in ("shown", "evidence"):
            for kind, key, state in event.items:
                if kind in kinds:
                    found.setdefault((kind, key), (event, state))
    return found


def _words_of(kind: str, key: str, facts: MeasureFacts) -> str:
    """Return what something that was seen says, else what kind of thing it is."""
    named = facts.titles.get(key) or facts.titles.get(key.rpartition("|")[2])
    return named or {"claim": "a sentence", "quote": "a quote"}.get(kind, key.rpartition("|")[2])


# Steps and calls ----------------------------------------------------------------------------------------------------------------


def steps(facts: MeasureFacts) -> tuple[list[Case], int]:
    """Return the steps that were first seen at least seven days ago, done within them or not; and how many are younger."""
    marked: dict[str, list[datetime]] = {}
    for said in facts.said:
        if said.kind == "step" and said.value == "done":
            marked.setdefault(said.target, []).append(said.at)
    cases: list[Case] = []
    young = 0
    for (_, key), (event, state) in _first_shown(facts, frozenset({"step"})).items():
        if state not in OPEN_STATES:
            continue
        until = event.at + WITHIN
        if until > facts.now:
            young += 1
            continue
        found = facts.done.get(key)
        by_person = any(event.at <= at <= until for at in marked.get(key, ()))
        by_store = found is not None and event.at <= found <= until
        note = "marked done" if by_person else "found done in mail or calendar" if by_store else "not done within 7 days"
        cases.append(Case(event.at, key, float(by_person or by_store), event.deal_id, facts.titles.get(key, ""), "", note))
    return cases, young


def calls(facts: MeasureFacts, *, before: bool = False) -> tuple[list[Case], int]:
    """Return hours from each call's end to the first message of ours or step done; and how many calls still wait.

    `before`: the calls that ended before Journey was first used here. A call without a message for 14 days counts as longer
    than any other.
    """
    done: dict[str, list[datetime]] = {}
    for said in facts.said:
        if said.kind == "step" and said.value == "done":
            done.setdefault(said.deal_id, []).append(said.at)
    cases: list[Case] = []
    waiting = 0
    for one in facts.held:
        early = facts.began is None or one.ended < facts.began
        if early is not before or one.ended > facts.now:
            continue
        acts = [at for at in done.get(one.deal_id, ()) if at > one.ended]
        first = min([*acts, *([one.answered] if one.answered else [])], default=None)
        late = first is None or first - one.ended > FOLLOWED_WITHIN or first > facts.now
        if late and facts.now - one.ended < FOLLOWED_WITHIN:
            waiting += 1
            continue
        hours = NOT_FOLLOWED if late or first is None else max(0.0, (first - one.ended).total_seconds() / 3600)
        note = "no message within 14 days" if late else "a message of ours" if first == one.answered else "a step done"
        cases.append(Case(one.ended, one.id, hours, one.deal_id, one.what, "", note))
    return cases, waiting


# Looking ------------------------------------------------------------------------------------------------------------------------


def visits(facts: MeasureFacts) -> list[Case]:
    """Return the openings of a deal's snapshot: used or only passed by."""
    how: dict[str, str] = {}
    for event in in_order(facts.events):
        if event.kind == "engaged":
            how.setdefault(event.subject, event.value)
    cases: dict[str, Case] = {}
    for event in in_order(facts.events):
        if event.kind == "opened" and event.subject not in cases:
            used = how.get(event.subject, "")
            note = HOW.get(used, used) or "passed by"
            cases[event.subject] = Case(event.at, event.subject, float(bool(used)), event.deal_id, "", HOW.get(used, used), note)
    return list(cases.values())


def looked_behind(facts: MeasureFacts) -> list[Case]:
    """Return the sentences and statuses that somebody saw on a day, by band: evidence opened that day or not."""
    opened = {(event.who, local_day(event.at, facts.zone), event.subject) for event in facts.events if event.kind == "evidence"}
    cases: dict[tuple[object, ...], Case] = {}
    for event in in_order(facts.events):
        if event.kind != "shown":
            continue
        day = local_day(event.at, facts.zone)
        for kind, key, band in event.items:
            if kind in ("claim", "requirement") and band in BANDS:
                hit = (event.who, day, key) in opened
                words = LEVELS[BANDS[band]]
                what = _words_of(kind, key, facts)
                case = Case(event.at, key, float(hit), event.deal_id, what, words, "opened" if hit else "not opened")
                cases.setdefault((event.who, day, key), case)
    return list(cases.values())


# Guards -------------------------------------------------------------------------------------------------------------------------


def false_signals(facts: MeasureFacts) -> tuple[list[Case], int]:
    """Return the signals that were seen and are resolved: false where judged wrong or cleared before; and how many still stand."""
    wrong = {said.target: said for said in facts.said if said.kind == "signal" and said.value == "wrong"}
    judged = {said.target for said in facts.said if said.kind == "signal"}
    cases: list[Case] = []
    standing = 0
    for one in {v.id: v for v in sorted(facts.verdicts, key=lambda v: (v.seen, v.id), reverse=True)}.values():
        if not one.resolved and one.id not in judged:
            standing += 1
            continue
        why = f"judged wrong: {reason_of(wrong[one.id])}" if one.id in wrong else ""
        note = why or (f"cleared already: {one.cleared}" if one.cleared else "it was so")
        cases.append(Case(one.seen, one.id, float(bool(why or one.cleared)), one.deal_id, one.fact, one.kind, note))
    return cases, standing


def overrides(facts: MeasureFacts) -> list[Case]:
    """Return the sentences and statuses seen and the quotes read: a person put another word in their place, with the reason, or not."""
    kinds = {"claim": ("override",), "requirement": ("override", "waive"), "quote": ("reject",)}
    said: dict[str, Said] = {}
    for one in sorted(facts.said, key=lambda s: s.at):
        said[f"{one.kind} {one.target}"] = one
    cases: list[Case] = []
    for (kind, key), (event, _) in _first_shown(facts, frozenset(kinds)).items():
        target = f"{event.deal_id}|requirement|{key}" if kind == "requirement" and "|" not in key else key
        found = next((said[f"{verb} {target}"] for verb in kinds[kind] if f"{verb} {target}" in said), None)
        note = reason_of(found) if found else "left as it is"
        what = _words_of(kind, key, facts)
        cases.append(Case(event.at, f"{kind} {key}", float(found is not None), event.deal_id, what, note if found else "", note))
    return cases


def gaps(facts: MeasureFacts, *, each_bucket: bool = False) -> list[Case]:
    """Return by how many stages CRM and customer evidence differ, of each deal at its last look; `each_bucket`: in each week or month."""
    found: dict[tuple[object, ...], Case] = {}
    for event in in_order(facts.events):
        if event.kind == "opened" and event.value.lstrip("-").isdecimal():
            gap = int(event.value)
            day = bucket_of(local_day(event.at, facts.zone), facts.span) if each_bucket else None
            part = "CRM ahead" if gap > 0 else "customer ahead" if gap < 0 else "they agree"
            note = "they agree" if not gap else f"{part} by {abs(gap)} stage{'s' if abs(gap) > 1 else ''}"
            found[(event.deal_id, day)] = Case(event.at, event.deal_id, float(abs(gap)), event.deal_id, "", part, note)
    return list(found.values())


def reviews(facts: MeasureFacts) -> tuple[list[Case], int]:
    """Return the seconds that each update took from being shown to being decided; and how many were shown."""
    cases: dict[tuple[int, str], Case] = {}
    seen: set[tuple[int, str]] = set()
    for event in in_order(facts.events):
        if event.kind not in ("review_shown", "reviewed"):
            continue
        seen.add((event.who, event.subject))
        seconds = _number(event.value)
        if event.kind == "reviewed" and seconds is not None and 0 <= seconds <= LONGEST_REVIEW:
            cases[(event.who, event.subject)] = Case(
                event.at, event.subject, seconds, "", facts.titles.get(event.subject, ""), note=f"{seconds:.0f} s"
            )
    return list(cases.values()), len(seen)


def reason_of(said: Said) -> str:
    """Return why somebody decided, in words."""
    known = {one.code: one.words for one in reasons_for(said.kind, said.target)}
    return known.get(said.reason, said.reason) or "no reason given"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


# Answers ------------------------------------------------------------------------------------------------------------------------


def ratings(facts: MeasureFacts) -> list[Case]:
    """Return the answers from 1 to 5 on the next steps, one a person and day: the last."""
    found: dict[tuple[object, ...], Case] = {}
    for event in in_order(facts.events):
        if event.kind == "rating" and event.value in ("1", "2", "3", "4", "5"):
            key = (event.who, local_day(event.at, facts.zone))
            found[key] = Case(event.at, f"{event.who} {key[1]}", float(event.value), event.deal_id, note=f"{event.value} of 5")
    return list(found.values())


def checks(facts: MeasureFacts) -> list[tuple[Event, int, int]]:
    """Return the blind answers with the person's level and Journey's, one a person and day: the first."""
    found: dict[tuple[object, ...], tuple[Event, int, int]] = {}
    for event in in_order(facts.events):
        band = next((state for kind, _, state in event.items if kind == "band"), "")
        if event.kind == "check" and event.value in LEVELS and band in BANDS:
            found.setdefault((event.who, local_day(event.at, facts.zone)), (event, LEVELS.index(event.value), BANDS[band]))
    return list(found.values())


def outcomes(facts: MeasureFacts) -> Iterator[tuple[Event, int, int, bool]]:
    """Yield the blind answers that the customer's next word decided within 60 days, with whether it held."""
    for event, own, ours in checks(facts):
        later = sorted(facts.heard.get((event.deal_id, event.subject), ()))
        held = next((fits for at, fits in later if event.at < at <= min(facts.now, event.at + HEARD_WITHIN)), None)
        if held is not None:
            yield event, own, ours, held


def reasons_of(cases: Iterable[Case]) -> Mapping[str, int]:
    """Return how many cases that hit fall into each part, most first."""
    counts: dict[str, int] = {}
    for case in cases:
        if case.value and case.part:
            counts[case.part] = counts.get(case.part, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
