"""Which module reads which requirement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

from journey_tui.analysis.cues import Hit, Line, Scene
from journey_tui.analysis.cues import champion as _champion
from journey_tui.analysis.cues import competition as _competition
from journey_tui.analysis.cues import decision_criteria as _criteria
from journey_tui.analysis.cues import decision_process as _process
from journey_tui.analysis.cues import economic_buyer as _buyer
from journey_tui.analysis.cues import metrics as _metrics
from journey_tui.analysis.cues import pain as _pain
from journey_tui.analysis.cues import paper_process as _paper
from journey_tui.analysis.quick import Pattern


class Reader(Protocol):
    """What a cue module offers."""

    OPENERS: tuple[Pattern, ...]
    """Patterns of which one must be able to match, or the module has nothing to say."""

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


def requirements(low: str, known: frozenset[str]) -> list[str]:
    """Return the requirements that a text in lower case can bear on, of those that the playbook defines."""
    return [key for key, module in MODULES.items() if (not known or key in known) and _opens(module, low)]


def find(requirement: str, lines: Sequence[Line], scene: Scene) -> Iterator[Hit]:
    """Yield what one requirement's cues find in the sentences of a run."""
    module = MODULES[requirement]
    for line in lines:
        if _opens(module, line.low):
            yield from module.find(line, scene)


def _opens(module: Reader, low: str) -> bool:
    return any(not pattern.hopeless(low) for pattern in module.OPENERS)
