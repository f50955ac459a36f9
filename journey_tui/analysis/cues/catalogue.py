"""Which module reads which requirement, and which of them a sentence can say anything to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Protocol

from journey_tui.analysis import guards
from journey_tui.analysis.cues import Hit, Line, Scene, frames_people, frames_things, without_capital
from journey_tui.analysis.cues import champion as _champion
from journey_tui.analysis.cues import competition as _competition
from journey_tui.analysis.cues import decision_criteria as _criteria
from journey_tui.analysis.cues import decision_process as _process
from journey_tui.analysis.cues import economic_buyer as _buyer
from journey_tui.analysis.cues import metrics as _metrics
from journey_tui.analysis.cues import pain as _pain
from journey_tui.analysis.cues import paper_process as _paper
from journey_tui.analysis.cues.criteria_lists import announced
from journey_tui.analysis.quick import Openers, Pattern, Words, opened_by, touched, words
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
_OPENERS: Final = Openers((pattern, key) for key, module in MODULES.items() for pattern in module.OPENERS)
_FRAME_OPENERS: Final = Openers((pattern, key) for key, patterns in FRAME_OPENERS.items() for pattern in patterns)
"""What the words of a sentence must leave open, for a module to have anything to say."""


class Heard:
    """A sentence by itself, as far as its words alone tell; shared by all places where the same words stand."""

    __slots__ = ("_hints", "filler", "for_machine", "framed", "in_confidence", "low", "named", "plain", "requirements", "words")

    def __init__(self, plain: str) -> None:
        low = plain.lower()
        opened = opened_by(low)
        self.words: frozenset[str] = frozenset(_WORD.findall(low))
        """Its words, apostrophes split, and its digits."""
        self.plain: Words = words(plain, opened)
        self.low: Words = words(low, opened)
        self.named: Words = words(without_capital(plain), opened)
        """`plain` with its first common word, and `I`, in lower case: what patterns with names in them meet."""
        self.requirements: frozenset[str] = frozenset(self._requirements(_OPENERS))
        """The requirements that its words can bear on by their own cues."""
        self.framed: frozenset[str] = frozenset(self._requirements(_FRAME_OPENERS))
        """The same by the frames."""
        self.for_machine: bool = guards.for_machine(self.low)
        self.in_confidence: bool = guards.in_confidence(self.low)
        self.filler: bool = bool(self.requirements or self.framed) and (guards.filler(plain) or guards.trace(low))
        self._hints = -1

    @property
    def hints(self) -> int:
        """Return which sets of words it touches, as the bits that `hint` gave them."""
        if self._hints < 0:
            self._hints = touched(self.words)
        return self._hints

    def _requirements(self, openers: Openers) -> set[str]:
        found: set[str] = set()
        for pattern, keys in openers.left(self.low):
            if not keys <= found and self._matches(pattern):
                found |= keys
        return found

    def _matches(self, pattern: Pattern) -> bool:
        search = pattern.regex.search
        if pattern.capitals and (search(self.named) or (self.plain != self.named and search(self.plain))):
            return True
        return search(self.low) is not None


_WORD: Final = re.compile(r"[a-z]+|\d|\?")
_heard = lru_cache(maxsize=8192)(Heard)


@lru_cache(maxsize=8192)
def hear(text: str) -> Heard:
    """Return a passage as a sentence by itself; asked again for the same words, the same."""
    return _heard(normalise(text))


def line_of(text: str, start: int, end: int, index: int) -> Line:
    """Return a sentence ready for the cues."""
    heard = hear(text[start:end])
    return Line(
        start, end, heard.plain, heard.low, index, heard.named, heard.requirements, heard.framed, heard.for_machine, heard.filler
    )


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
