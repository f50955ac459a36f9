"""What is shown of a model's reading: how it went, what was asked and answered, what it may cost."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class ModelNote:
    """How the last reading of a deal by a model went."""

    state: str
    """`ok`, `partly` or `failed`; where it is not `ok` the rules' reading stands alone for what was not read."""
    message: str
    remedy: str
    at: datetime
    """When it was last tried."""
    read_at: datetime | None
    """When all of it was last read."""
    model: str
    prompt: str
    read: int
    """Touchpoints that a model has read."""
    waiting: int
    """Touchpoints that wait for it."""
    accepted: int
    refused: int
    words_hash: str = ""

    @property
    def words(self) -> str:
        """Return it in one line for people."""
        if self.state == "ok":
            return f"read by {self.model}: {self.accepted} findings stand, {self.refused} refused"
        rest = f", {self.waiting} touchpoints wait" if self.waiting else ""
        return f"{self.message}{rest}; the rules' reading stands. {self.remedy}".strip()


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One answer of the model and what became of it."""

    id: str
    at: datetime
    purpose: str
    """`read` or `words`."""
    prompt: str
    model: str
    touchpoints: tuple[str, ...]
    reply: str
    accepted: tuple[str, ...]
    refused: tuple[str, ...]
    """What was proposed and not taken over, each with its reason."""
    tokens_in: int
    tokens_out: int
    cost: Decimal
    """US dollars."""
    sent: str = ""
    """The prompt, where it was built anew to be shown."""


@dataclass(frozen=True, slots=True)
class ModelEstimate:
    """What reading would take."""

    model: str
    deals: int
    touchpoints: int
    requests: int
    tokens_in: int
    tokens_out: int
    """What is usual; `most` is what it can come to."""
    cost: Decimal | None
    """US dollars; None where nobody knows the model's price."""
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """How the model stands, on the Sources screen."""

    model: str
    state: str
    """`ok`, `waiting` (for a person's yes, or for tomorrow's money) or `failed`."""
    message: str
    remedy: str
    at: datetime
