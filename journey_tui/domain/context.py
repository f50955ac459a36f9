"""What a model is shown of a deal: numbered sources, the most fitting first, within a budget that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from journey_tui.lean import dataclass

LONGEST: Final = 2_000
"""Characters of one source; the artifact in view may take a third of the budget."""
SHARES: Final = {"artifact": 0.35, "quote": 0.75}
"""Up to which part of the budget a kind of source is taken: what comes after it wants room too."""
LEAST_ROOM: Final = 120
_NAMES: Final = (
    ("quote", "quote", "quotes"), ("message", "message", "messages"), ("fact", "pinned fact", "pinned facts"),
    ("claim", "claim", "claims"), ("channel", "channel record", "channel record"), ("artifact", "artifact", "artifacts"),
    ("item", "item in view", "items in view"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Something of the deal that a question may be answered from."""

    kind: str
    """`item` (in view), `fact`, `artifact`, `claim`, `channel`, `quote` or `message`."""
    text: str
    evidence: str = ""
    touchpoint: str = ""
    confidential: bool = False
    """It was said in confidence: what stands on it is for the rep alone."""
    speaker: str = ""
    """Who says it, where one person does."""
    side: str = ""
    """The speaker's side: `customer`, `seller` …"""

    @property
    def head(self) -> str:
        """Return the line above what somebody said: who, when, about what."""
        return self.text.partition("\n")[0] if self.kind in _HEADED else ""

    @property
    def said(self) -> str:
        """Return what it says, without the line above."""
        return self.text.partition("\n")[2] if self.kind in _HEADED else self.text


_HEADED: Final = ("quote", "message")


@dataclass(frozen=True, slots=True)
class Shown:
    """What fits the budget."""

    sources: tuple[Source, ...]
    used: int
    """Characters."""
    limit: int
    left_out: int

    @property
    def words(self) -> str:
        """Return what is in it and how much of the budget it takes: `12 quotes, 3 messages, 9,800 of 24,000 characters`."""
        counts = Counter(one.kind for one in self.sources)
        parts = [
            one if kind == "channel" else f"{counts[kind]} {one if counts[kind] == 1 else many}"
            for kind, one, many in _NAMES
            if counts[kind]
        ]
        left = f", {self.left_out} more left out" if self.left_out else ""
        return f"{', '.join([*parts, f'{self.used:,} of {self.limit:,} characters'])}{left}"


def within(sources: Iterable[Source], limit: int) -> Shown:
    """Return the sources that fit, in their order; one that is too long is cut, what is said twice is shown once."""
    kept: list[Source] = []
    seen: set[str] = set()
    used = left = 0
    for one in sources:
        text = one.text.strip()
        if not text or text in seen:
            continue
        room = min(int(limit * SHARES.get(one.kind, 1.0)) - used, limit - used)
        longest = limit if one.kind == "artifact" else LONGEST
        if room < min(LEAST_ROOM, len(text)):
            left += 1
            continue
        seen.add(text)
        cut = text if len(text) <= min(room, longest) else text[: min(room, longest) - 1].rsplit(" ", 1)[0] + "…"
        kept.append(replace(one, text=cut))
        used += len(cut)
    return Shown(tuple(kept), used, limit, left)
