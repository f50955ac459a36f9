"""The Analyst port: what reads a touchpoint, and what it may give back."""

from __future__ import annotations

from typing import Protocol

from journey_tui.domain.model import Deal, Evidence, Person, Remark, Touchpoint
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """What an analyst may know besides the touchpoint: this deal alone."""

    deal: Deal
    people: tuple[Person, ...] = ()
    requirements: frozenset[str] = frozenset()
    """Keys that the playbook defines; evidence for others is refused."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one touchpoint gave."""

    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unread: str = ""
    """Why the text was not read: `not read (German)`."""


class Analyst(Protocol):
    """Reads one touchpoint of one deal; pure, no clock, no I/O for the rules, same output for the same input."""

    name: str
    version: str
    """Changes whenever the same input may give other findings: then stored readings are made again."""

    def read(self, touchpoint: Touchpoint, context: Context) -> Findings:
        """Return the findings; a touchpoint without text gives none."""
        ...
