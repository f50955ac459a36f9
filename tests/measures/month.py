"""A month of events written out by hand, and what every measure of it is, worked out by hand in `test_month.py`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from journey_tui.domain.measures import Event, Held, MeasureFacts, Said, Verdict

ME = 1000
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def at(text: str, month: int = 11) -> datetime:
    """Return `2 09:30` of November 2026 (or another month), UTC."""
    day, clock = text.split()
    hour, minute = clock.split(":")
    return datetime(2026, month, int(day), int(hour), int(minute), tzinfo=UTC)


def shown(when: str, deal: str, *items: tuple[str, str, str]) -> Event:
    return Event(at(when), ME, "shown", deal, "1", "", items)


def opened(when: str, deal: str, visit: str, gap: str) -> Event:
    return Event(at(when), ME, "opened", deal, visit, gap)


def engaged(when: str, deal: str, visit: str, how: str) -> Event:
    return Event(at(when), ME, "engaged", deal, visit, how)


def check(when: str, deal: str, own: str, ours: str) -> Event:
    return Event(at(when), ME, "check", deal, "pain", own, (("band", "pain", ours),))


def step(when: str, target: str, deal: str = "d1", value: str = "done") -> Said:
    return Said(at(when), ME, "step", target, deal, value)


STEPS = (
    shown("2 09:00", "d1", ("step", "s1", "proposed"), ("step", "s2", "accepted")),
    shown("3 09:00", "d1", ("step", "s3", "proposed"), ("step", "s4", "proposed")),
    shown("5 09:00", "d1", ("step", "s5", "proposed")),
    shown("9 09:00", "d1", ("step", "s1", "proposed")),  # again: it counts from the first time
    shown("10 09:00", "d1", ("step", "s6", "proposed")),
    shown("26 09:00", "d1", ("step", "s7", "proposed")),  # four days ago: not counted yet
    shown("4 09:00", "d1", ("step", "s8", "done")),  # done when it was first seen: not a step to do
)
STEPS_DONE = (
    step("4 10:00", "s1"),  # two days later: in time
    step("10 10:00", "s2"),  # eight days later: too late
    step("12 09:00", "s5"),  # seven days to the minute: in time
    step("9 10:00", "s6"),  # before it was seen: not because of what was seen
)
FOUND_DONE = {"s3": at("9 10:00")}

CALLS_BEFORE = tuple(
    Held(f"b{n}", f"b{n}", at(f"{n} 10:00", 10), "call", at(f"{n} 10:00", 10) + timedelta(hours=hours) if hours else None)
    for n, hours in ((5, 10), (6, 20), (7, 30), (8, 40), (9, 0))
)
CALLS = (
    Held("k1", "k1", at("2 10:00"), "call", at("2 14:00")),  # 4 h
    Held("k2", "k2", at("3 10:00"), "call", at("3 20:00")),  # a step done after 2 h comes first
    Held("k3", "k3", at("4 10:00"), "call", at("5 10:00")),  # 24 h
    Held("k4", "k4", at("5 10:00"), "call"),  # nothing for 25 days
    Held("k5", "k5", at("6 10:00"), "meeting", at("6 16:00")),  # 6 h
    Held("k6", "k6", at("25 10:00"), "call"),  # five days ago: waits
)
CALL_STEP = step("3 12:00", "another", "k2")

RATINGS = tuple(
    Event(at(when), ME, "rating", "d1", "", value)
    for when, value in (("2 17:00", "4"), ("3 17:00", "5"), ("4 17:00", "3"), ("5 17:00", "4"), ("5 18:00", "5"), ("6 17:00", "4"))
)  # fmt: skip
SKIPPED = Event(at("9 17:00"), ME, "asked", "d1", "rating")

VISITS = (
    opened("2 08:59", "d1", "v1", "2"), engaged("2 09:01", "d1", "v1", "read"), engaged("2 09:02", "d1", "v1", "act"),
    opened("3 08:59", "d2", "v2", "0"), engaged("3 09:01", "d2", "v2", "evidence"),
    opened("4 08:59", "d3", "v3", "-1"), engaged("4 09:01", "d3", "v3", "tab"),
    opened("5 08:59", "d4", "v4", "2"), engaged("5 09:01", "d4", "v4", "act"),
    opened("6 08:59", "d5", "v5", "1"), engaged("6 09:01", "d5", "v5", "read"),
    opened("9 08:59", "d1", "v6", "1"),
    opened("10 08:59", "d6", "v7", ""),  # the CRM's stage is not mapped
    opened("11 08:59", "d7", "v8", "0"),
)  # fmt: skip

CLAIMS = (
    shown("2 10:00", "d1", ("claim", "claim:a1", "High"), ("claim", "claim:a2", "Medium"), ("claim", "claim:a3", "Low")),
    shown("2 15:00", "d1", ("claim", "claim:a1", "High")),  # the same day: once
    shown("3 10:00", "d1", ("claim", "claim:a1", "High"), ("claim", "claim:a2", "Medium"), ("claim", "claim:a4", "None")),
    Event(at("2 10:05"), ME, "evidence", "d1", "claim:a2", "Medium", (("quote", "q1", ""),)),
    Event(at("3 10:05"), ME, "evidence", "d1", "claim:a1", "High", (("quote", "q2", ""),)),
    Event(at("3 10:06"), ME, "evidence", "d1", "claim:a3", "Low"),  # not on the screen that day
)
REQUIREMENT = shown("4 10:00", "d1", ("requirement", "d1|requirement|pain", ""))
OVERRIDES = (
    Said(at("4 11:00"), ME, "override", "claim:a3", "d1", "Mine", "wording"),
    Said(at("4 11:01"), ME, "override", "d1|requirement|pain", "d1", "Supported", "told_me"),
    Said(at("4 11:02"), ME, "reject", "q2", "d1", "", "not_meant"),
    Said(at("4 11:03"), ME, "override", "claim:a9", "d1", "Mine", "wording"),  # never seen: not counted
)

SIGNALS = (
    Verdict("g1", "one_voice", "d1", at("2 10:00")),
    Verdict("g2", "reply_overdue", "d1", at("2 10:00"), cleared="she wrote on 1 Nov"),
    Verdict("g3", "reply_overdue", "d1", at("3 10:00")),
    Verdict("g4", "one_voice", "d1", at("3 10:00"), resolved=False),  # stands, and was judged useful: counts
    Verdict("g5", "one_voice", "d2", at("4 10:00"), resolved=False),  # stands: not counted
    Verdict("g6", "promise_owed", "d1", at("4 10:00")),
    Verdict("g7", "promise_owed", "d2", at("5 10:00"), cleared="the file was sent"),  # and judged wrong: once
)
MARKS = (
    Said(at("2 11:00"), ME, "signal", "g1", "d1", "wrong", "not_stored"),
    Said(at("3 11:00"), ME, "signal", "g4", "d1", "useful"),
    Said(at("5 11:00"), ME, "signal", "g7", "d2", "wrong"),
)

CHECKS = (
    check("2 08:58", "h1", "High", "High"),
    check("2 09:58", "h9", "Ask", "High"),  # a second one on a day: not counted
    check("3 08:58", "h2", "Looks likely", "Medium"),
    check("4 08:58", "h3", "High", "Medium"),
    check("5 08:58", "h4", "Worth verifying", "Low"),
    check("6 08:58", "h5", "Ask", "Medium"),
    check("9 08:58", "h6", "Looks likely", "High"),
)
HEARD = {
    ("h1", "pain"): ((at("1 10:00"), False), (at("8 10:00"), True), (at("9 10:00"), False)),  # the next word after it: yes
    ("h2", "pain"): ((at("8 10:00"), True),),
    ("h3", "pain"): ((at("8 10:00"), True),),
    ("h4", "pain"): ((at("8 10:00"), False),),
    ("h5", "pain"): ((at("8 10:00"), True),),
    ("h6", "champion"): ((at("12 10:00"), True),),  # on another matter: no outcome
}

REVIEWS = tuple(
    event
    for n, seconds in enumerate(("10", "12", "20", "16", "700", "14"), 1)
    for event in (
        Event(at(f"{n} 11:00"), ME, "review_shown", "", f"u{n}"),
        Event(at(f"{n} 11:30"), ME, "reviewed", "", f"u{n}", seconds),
    )
)

FACTS = MeasureFacts(
    now=NOW,
    zone=UTC,
    span="week",
    events=(*STEPS, *RATINGS, SKIPPED, *VISITS, *CLAIMS, REQUIREMENT, *CHECKS, *REVIEWS),
    said=(*STEPS_DONE, CALL_STEP, *OVERRIDES, *MARKS),
    done=FOUND_DONE,
    held=(*CALLS_BEFORE, *CALLS),
    began=at("1 00:00"),
    verdicts=SIGNALS,
    heard=HEARD,
    names={"d1": "Northwind Robotics", "d2": "Aldergrove Health", "k2": "Pellworth"},
    titles={
        "s1": "Send Omar the security pack",
        "s2": "Ask Priya who signs above $150,000",
        "s4": "Walk finance through the numbers",
    },
)
