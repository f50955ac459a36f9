"""What each measure means, its goal, and how its values are written."""

from __future__ import annotations

from typing import Final

from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure by name, with its unit, its goal and what exactly is counted."""

    name: str
    unit: str
    text: str
    goal: float | None = None
    goal_words: str = ""
    more: bool = True
    """Whether more is nearer to the goal."""


DEFINITIONS: Final = {
    "action_completion": Definition(
        "Steps done within 7 days", "share",
        "Steps done within 7 days of being first seen, of all steps that were seen. Done means marked done, or found done in mail or "
        "calendar. A step counts once, however often and by however many it was seen; steps seen in the last 7 days are not counted yet.",
        0.30, "goal 30%"),
    "time_to_action": Definition(
        "Call to follow-up", "hours",
        "From the end of a call or meeting with the customer to the first message that a person of ours sent on the deal, or a step "
        "marked done on it; the median. A call that nothing followed within 14 days counts as longer than any other; younger ones wait. "
        "The baseline is the same over the calls that ended before Journey was first used here.",
        goal_words="goal 30% sooner", more=False),
    "step_confidence": Definition(
        "Confidence in next steps", "answer",
        "The answer from 1 to 5 to “How sure are you of these next steps?”, asked at most once a day after looking at a deal's steps. "
        "Skipped questions are not counted.", 4.0, "goal 4.0"),
    "snapshot_engagement": Definition(
        "Snapshots used", "share",
        "Openings of a deal in which somebody went through the snapshot (three moves of the cursor), opened its evidence, went on to "
        "another tab, or decided something, of all openings."),
    "evidence_views": Definition(
        "Evidence looked at", "share",
        "Sentences and statuses whose evidence was opened on the day they were seen, of all that were seen, by the band they showed. "
        "Each counts once a person and day."),
    "false_positives": Definition(
        "Signals that were false", "share",
        "Signals that somebody judged wrong, or that what had happened by then had cleared already when they were first seen, of those "
        "that were seen and are resolved: judged, or not standing any more. The second kind is found by reading the deal again as of "
        "that moment, with everything stored by now.", more=False),
    "overrides": Definition(
        "Another word put in place", "share",
        "Sentences and statuses that somebody overrode and quotes that somebody rejected, of those that were seen; decisions that were "
        "taken back do not count.", more=False),
    "confidence_alignment": Definition(
        "You and Journey agree", "kappa",
        "At most once a day, before a deal's bands are shown, you are asked how sure you are of one requirement. Weighted kappa compares "
        "the answers with Journey's bands: 1 is full agreement, 0 what chance would give, below 0 less than that; a step apart weighs a "
        "third of the whole scale. The signed gap is by how many steps you were surer."),
    "calibration_person": Definition(
        "You against outcomes", "points",
        "Of the same answers those on which the customer said something within 60 days: your mean sureness (High 92.5, Looks likely 70, "
        "Worth verifying 40, Ask 12.5 in a hundred) less the share that the customer's next word supported. 0 is as sure as it turned "
        "out; positive is surer."),
    "calibration_journey": Definition(
        "Journey against outcomes", "points",
        "The same for the band that Journey had on the same requirement at the same moment, against the same outcomes."),
    "truth_gap": Definition(
        "CRM stage and evidence", "stages",
        "By how many stages the CRM's stage and the Truth Line differ, in either direction: the mean over the deals that were opened, "
        "each at its last look.", more=False),
    "review_seconds": Definition(
        "Seconds for a review item", "seconds",
        "From an update being shown on Review to its being approved, rejected or deferred; the median. More than ten minutes on one "
        "counts as having been away.", 18.0, "goal 18 s", more=False),
}  # fmt: skip
"""Every measure of product.md §8."""


SIGNALS: Final = {
    "promise_owed": "promise owed", "question_unanswered": "question unanswered", "champion_weakening": "champion's act weakening",
    "customer_date_moved": "customer's date moved", "decision_maker_not_heard": "decision-maker not heard",
    "reply_overdue": "reply overdue", "no_two_way_contact": "no two-way contact", "no_dated_next_step": "no dated next step",
    "one_voice": "one voice heard", "meeting_moved": "meeting moved", "stage_age": "stage older than typical",
    "amount_changed": "amount changed", "alternative_mentioned": "alternative mentioned",
}  # fmt: skip
"""Kinds of signals in words (product.md §5)."""


def value_words(value: float | None, unit: str) -> str:
    """Return a value as people read it."""
    if value is None:
        return "cannot be said"
    if unit == "share":
        return f"{value:.0%}"
    if unit == "hours":
        return hours_words(value)
    if unit == "seconds":
        return f"{value:.0f} s"
    if unit == "points":
        return f"{value * 100:+.0f} points"
    if unit == "stages":
        return f"{value:.1f} stages"
    return f"{value:.1f}" if unit == "answer" else f"{value:.2f}"


def hours_words(hours: float) -> str:
    """Return a length of time in one unit: `35 m`, `4.5 h`, `2.1 d`, `over 14 d`."""
    if hours == float("inf"):
        return "over 14 d"
    if hours < 1:
        return f"{hours * 60:.0f} m"
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} d"
