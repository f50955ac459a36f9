"""The two questions that Journey asks, each at most once a day: one key answers, Esc skips."""

from __future__ import annotations

from typing import Final

from journey_tui.domain.agreement import LEVELS
from journey_tui.domain.views_measures import Question
from journey_tui.screens.dialogs import Choice, MenuSheet

ABOUT: Final = ("I would have to ask", "heard, not confirmed", "they pointed that way", "the customer said so")
RATINGS: Final = ("not at all", "hardly", "so-so", "quite", "fully")
OFF: Final = "Asked once a day at most; “measures” in the settings turns it off."


def check_sheet(question: Question) -> MenuSheet:
    """Return the question before a deal's bands show; its answer is a level of sureness."""
    choices = [Choice(level, level, about) for level, about in zip(LEVELS, ABOUT, strict=True)]
    note = f"How sure are you here: {question.label}? {OFF}"
    return MenuSheet(f"Before you look · {question.deal}", choices, note=note, foot="1-4 answers · Esc skips")


def rating_sheet() -> MenuSheet:
    """Return the question about the next steps; its answer is `1` to `5`."""
    choices = [Choice(str(number), words) for number, words in enumerate(RATINGS, 1)]
    return MenuSheet("How sure are you of these next steps?", choices, note=OFF, foot="1-5 answers · Esc skips")
