"""Which module reads which requirement, and which of them a sentence can say anything to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Protocol

from journey_tui.analysis.cues import Heard, Hit, Line, Scene, frames_people, frames_things
from journey_tui.analysis.cues import champion as _champion
from journey_tui.analysis.cues import competition as _competition
from journey_tui.analysis.cues import decision_criteria as _criteria
from journey_tui.analysis.cues import decision_process as _process
from journey_tui.analysis.cues import economic_buyer as _buyer
from journey_tui.analysis.cues import metrics as _metrics
from journey_tui.analysis.cues import pain as _pain
from journey_tui.analysis.cues import paper_process as _paper
from journey_tui.analysis.cues.criteria_lists import announced
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Modality, Stance
from journey_tui.text import normalise


class Reader(Protocol):
    """What a cue module offers."""

    OPENERS: tuple[Pattern, ...]
    """Patterns of which one must match somewhere in a sentence, or the module has nothing to say about it."""

    def find(self, line: Line, scene: Scene, /) -> Iterable[Hit]:
        """Return what the cues find in one sentence."""
        ...


MODULES: Final[dict[str, Reader]] = {
    "metrics": _metrics,
    "economic_buyer": _buyer,
    "decision_criteria": _criteria,
    "decision_process": _process,
    "paper_process": _paper,
    "pain": _pain,
    "champion": _champion,
    "competition": _competition,
}
FRAMES: Final[dict[str, Callable[[Line, Scene], Iterable[Hit]]]] = {
    "metrics": frames_things.outcome,
    "economic_buyer": frames_people.buyer,
    "decision_criteria": frames_things.criterion,
    "decision_process": frames_people.process,
    "paper_process": frames_people.paper,
    "pain": frames_things.hurt,
    "champion": frames_people.carrier,
    "competition": frames_things.rival,
}
"""What is asked where a requirement's own cues have found nothing that is asserted."""
FRAME_OPENERS: Final = {**frames_people.OPENERS, **frames_things.OPENERS}


def _openers(patterns_of: Iterable[tuple[str, Iterable[Pattern]]]) -> Several[frozenset[str]]:
    """Return what the words of a sentence must leave open, for a module to have anything to say."""
    opens: dict[str, tuple[Pattern, set[str]]] = {}
    for key, patterns in patterns_of:
        for pattern in patterns:
            opens.setdefault(pattern.source, (pattern, set()))[1].add(key)
    return Several((frozenset(keys), pattern) for pattern, keys in opens.values())


_OPENERS: Final = _openers((key, module.OPENERS) for key, module in MODULES.items())
_FRAME_OPENERS: Final = _openers(FRAME_OPENERS.items())


def _bears_on(heard: Heard) -> tuple[frozenset[str], frozenset[str]]:
    """Return the requirements that a sentence can bear on by its cues, and by the frames."""
    return _opened(heard, _OPENERS), _opened(heard, _FRAME_OPENERS)


def _opened(heard: Heard, openers: Several[frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for keys, pattern in openers.left(heard.low):
        if not keys <= found and _matches(pattern, heard):
            found |= keys
    return frozenset(found)


def _matches(pattern: Pattern, heard: Heard) -> bool:
    if pattern.capitals and (pattern.search(heard.named) or (heard.plain != heard.named and pattern.search(heard.plain))):
        return True
    return pattern.search(heard.low) is not None


_MOST: Final = 8192
"""Sentences remembered: mails quote each other, and what people say comes again."""


@lru_cache(maxsize=_MOST)
def _heard(plain: str) -> Heard:
    return Heard(plain, _bears_on)


@lru_cache(maxsize=_MOST)
def hear(text: str) -> Heard:
    """Return a passage as a sentence by itself; asked again for the same words, the same."""
    return _heard(normalise(text))


def line_of(text: str, start: int, end: int, index: int) -> Line:
    """Return a sentence ready for the cues."""
    return Line(start, end, index, hear(text[start:end]))


def find(requirement: str, lines: Sequence[Line], scene: Scene) -> Iterator[Hit]:
    """Yield what one requirement's cues find in the sentences of a run."""
    module = MODULES[requirement]
    every = requirement == "decision_criteria" and announced(lines, scene)
    for line in lines:
        found = list(module.find(line, scene)) if every or requirement in line.requirements else []
        yield from found
        if requirement in line.framed and not any(_settles(hit) for hit in found):
            yield from FRAMES[requirement](line, scene)


def _settles(hit: Hit) -> bool:
    return hit.modality is Modality.ASSERTED or hit.stance is not Stance.SUPPORTS
