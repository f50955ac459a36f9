"""What threads tell the screens, in the past tense; only handlers touch widgets."""

from __future__ import annotations

from typing import Any

from textual.message import Message

from journey_tui.lean import dataclass


@dataclass
class Loaded(Message, bubble=False):
    """Something was read from the store."""

    what: str
    """Which of the screen's reads: `deal`, `page`, `sources` ..."""
    value: Any


@dataclass
class LoadFailed(Message, bubble=False):
    """A read did not succeed."""

    what: str
    error: Exception


@dataclass
class Decided(Message, bubble=False):
    """A decision was recorded, taken back or decided again."""

    words: str
    """What to tell the person."""
    want: Any = None
    """Where the cursor should go: the next item after an act, what was decided on after an undo."""
    waits: Any = None
    """The timer that says that it waits."""


@dataclass
class DecisionFailed(Message, bubble=False):
    """A decision was refused or could not be stored."""

    words: str
    waits: Any = None


@dataclass
class StoreChanged(Message, bubble=False):
    """Another process has written to the store, or time has moved a projection."""
