"""Read a sentence by frames: a few classes of words in an order, with what must and must not stand around them.

The cues of each requirement come first; a frame speaks where they have found nothing that is asserted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import WHEN, Hit, Line, Scene
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Modality, Side, Stance
from journey_tui.lean import dataclass

NOT_OURS: Final = Pattern(
    r"\b(?:my|his|her) (?:wife|husband|kids?|son|daughter|mother|father|mum|dad|dog|cat|car|bike|landlord|phone|garden|club|golf|church|choir)\b|\b(?:football|match|team's game|referee|birthday|wedding|funeral|holidays?|restaurant|hotel|dentist|"
    r"recipe|garden|netflix|lottery|coffee machine|visitor|parking|taxi|flight)\b"
)
"""Private life and the way to a meeting."""
_DEGREES: Final = Pattern(r"\b(?:a (?:little )?bit|slightly|somewhat|sort of|kind of|kinda|i guess you'd say|more or less) ?")


@dataclass(frozen=True, slots=True)
class Frame:
    """Classes of words in an order, and what the sentence must and must not hold besides."""

    cue: str
    pattern: Pattern
    parts: tuple[str, ...] = ()
    """Names of the parts that it carries; the words found are the value, or the named group."""
    needs: tuple[Pattern, ...] = ()
    never: tuple[Pattern, ...] = ()
    dated: bool = False
    """It says nothing without a day or a period."""
    capitals: bool = False
    """It meets the sentence as it was written."""
    firm: bool = False
    """An `if`, `would` or degree in it takes nothing away."""
    stance: Stance = Stance.SUPPORTS
    act: bool = False
    told: bool = False
    """Others and hearsay in it are part of what is told."""
    sides: tuple[Side, ...] = (Side.CUSTOMER,)


def framed(*frames: Sequence[Frame]) -> Several[Frame]:
    """Return frames as the ones that a sentence leaves open are told from."""
    return Several((one, one.pattern) for several in frames for one in several)


def matches(frames: Several[Frame], line: Line, scene: Scene) -> Iterator[tuple[Frame, int, int]]:
    """Yield (frame, start, end) of each frame that the sentence fills."""
    for frame, pattern in frames.left(line.low):
        match = pattern.search(line.named if frame.capitals else line.low)
        if match is None or not _holds(frame, line, scene):
            continue
        if guards.negated(line.low, match.start(), reach=16) and not frame.firm:
            continue
        yield frame, match.start(), match.end()


def _holds(frame: Frame, line: Line, scene: Scene) -> bool:
    low = line.low
    if scene.side not in frame.sides and not scene.note:
        return False
    if NOT_OURS.search(low):
        return False
    if frame.dated and WHEN.search(low) is None:
        return False
    return all(one.search(low) for one in frame.needs) and not any(one.search(low) for one in frame.never)


def how(frame: Frame, line: Line, at: int) -> Modality | None:
    """Return how the frame is said, None where it says nothing about this deal."""
    if line.story and not frame.told:
        return None
    asked, stated = line.scope
    if asked and at >= stated and not 0 <= guards.fact_tail(line.low) <= at:
        return None
    if line.rumour and not frame.told:
        return Modality.EXPLORATORY
    low = str(_DEGREES.sub("", line.low)) if frame.firm else line.low
    if not frame.firm and guards.remote(low):
        return Modality.EXPLORATORY
    if not frame.firm and guards.hypothetical(low):
        return Modality.CONDITIONAL
    return Modality.CONDITIONAL if guards.hedged(low, min(at, len(low) - 1)) else Modality.ASSERTED


def hits(frames: Several[Frame], line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield what the frames find, each with its parts."""
    for frame, start, end in matches(frames, line, scene):
        modality = how(frame, line, start)
        if modality is None:
            continue
        words = line.low[start:end].strip(" ,.")[:60]
        parts = [(name, words if name not in ("act",) else frame.cue) for name in frame.parts]
        if frame.dated and (when := WHEN.search(line.low)):
            parts.append(("date", when.group()))
        act = frame.act and modality is Modality.ASSERTED
        yield Hit(
            frame.cue,
            line.index,
            line.index,
            frame.stance,
            modality,
            tuple(parts) if modality is Modality.ASSERTED or not frame.act else (),
            act=act,
        )
