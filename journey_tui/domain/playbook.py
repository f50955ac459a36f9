"""How a journey is to be read: requirements, weights, stages, gates and thresholds, as a team can edit them.

Nothing here is a rule; the rules take these as parameters. The defaults of every number stand in the TOML files that ship.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any, ClassVar

from journey_tui.domain.channel import (
    AmountRule,
    ApprovedMessage,
    Channel,
    ChannelRule,
    GateSpec,
    Objection,
    ProofPoint,
    StageSpec,
    choose_channel,
)
from journey_tui.domain.model import Lane, ReadBy, Seen
from journey_tui.lean import dataclass

__all__ = [
    "AmountRule",
    "ApprovedMessage",
    "Channel",
    "ChannelRule",
    "GateSpec",
    "LedgerWeights",
    "Objection",
    "PartSpec",
    "Playbook",
    "ProofPoint",
    "RequirementSpec",
    "RoleWords",
    "StageSpec",
    "Thresholds",
    "choose_channel",
]

_STRICT: dict[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class LedgerWeights:
    """The price list of the ledger (product.md §3)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    seen: Mapping[Seen, float]
    """Weight of each kind of sighting; `email` and the like are the customer's own, asserted."""
    conditional: float
    """The most that a customer's conditional word weighs."""
    read_by: Mapping[ReadBy, float]
    """Factor of each reader."""
    confirmed_at_least: float
    """The least that a confirmed primary customer statement weighs."""
    cap_without_customer: float
    cap_contradicted: float
    verified_at: float
    """Unaged score from which a requirement can be Verified."""
    high: float
    medium: float
    low: float
    full_until: float
    """Share of the life during which a weight holds in full."""
    share_at_end: float
    """Share of the weight that is left at the end of the life."""
    model_alone: bool = False
    """Whether what a model alone reads counts at its price; else it is proposed, until the rules or a person bear it out."""

    def lowered(self, rates: Mapping[ReadBy, float]) -> LedgerWeights:
        """Return the weights with readers' factors lowered by their measured override rate (0 to 1), never raised."""
        factors = {who: factor * (1 - min(1.0, max(0.0, rates.get(who, 0.0)))) for who, factor in self.read_by.items()}
        return replace(self, read_by=factors)


@dataclass(frozen=True, slots=True)
class PartSpec:
    """One thing that a requirement consists of."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    key: str
    label: str
    question: str
    """The question that would find it out."""
    need: str
    """What is missing, as it completes "One item would close the gap: …"."""
    any_of: tuple[str, ...] = ()
    """Names of parts of evidence that cover it; its own key where empty."""
    exclusive: bool = False
    """Only one value can be true: two voices with different ones contradict each other."""
    several: bool = False
    """Several values can be true at once: to deny one says nothing about the others."""
    limits: tuple[str, ...] = ()
    """Words that limit a statement to a range, so that two different ones can both be true."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the part names of evidence that cover it."""
        return self.any_of or (self.key,)


@dataclass(frozen=True, slots=True)
class RequirementSpec:
    """One thing a customer has to have worked out before they can buy well."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    key: str
    label: str
    life_days: int
    verified_when: str
    question: str
    """Asked while nothing is known."""
    verify: str
    """Asked while one voice supports it."""
    refresh: str
    """Asked once what was said is past its life."""
    settle: str
    """Asked while two voices differ."""
    parts: tuple[PartSpec, ...]
    on_by_default: bool = True
    on_when_mentioned: bool = False
    """Switched on the moment evidence mentions it."""
    invitations: str = ""
    """`role` or `process` where accepted invitations count for it (product.md §3), else empty."""
    role: Lane | None = None
    """The role that counts, where `invitations` is `role`."""

    @property
    def exclusive(self) -> Mapping[str, tuple[str, ...]]:
        """Return the part names that take one value only, with the words that limit a statement."""
        return {name: part.limits for part in self.parts if part.exclusive for name in part.names}

    @property
    def several(self) -> frozenset[str]:
        """Return the part names of which several values can be true at once."""
        return frozenset(name for part in self.parts if part.several for name in part.names)


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words of titles and subjects that tell a role (product.md §9, Lanes from roles)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    users_technical_titles: tuple[str, ...] = ()
    users_technical_subjects: tuple[str, ...] = ()
    procurement_legal_security_titles: tuple[str, ...] = ()
    procurement_legal_security_subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers of signals, steps and freshness (product.md §3, §5, §6)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    late_intervals: float
    """A source is late after this many of its intervals …"""
    late_hours: float
    """… and this many hours."""
    stage_age_factor: float
    replies_for_usual: int
    """Replies of a person that make a usual gap; below, the channel's cadence counts."""
    amount_changed_days: int
    steps_min: int
    steps_max: int
    steps_days: int


@dataclass(frozen=True, slots=True)
class Playbook:
    """What is read in every deal: requirements, prices and thresholds."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    key: str
    name: str
    version: int
    weights: LedgerWeights
    requirements: tuple[RequirementSpec, ...]
    thresholds: Thresholds
    roles: RoleWords = field(default_factory=RoleWords)

    def requirement(self, key: str) -> RequirementSpec | None:
        """Return the requirement with that key, or None."""
        return next((spec for spec in self.requirements if spec.key == key), None)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the requirement keys in the playbook's order."""
        return tuple(spec.key for spec in self.requirements)
