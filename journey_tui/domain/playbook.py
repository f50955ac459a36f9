"""How a journey is to be read: requirements, weights, stages, gates and thresholds, as a team can edit them.

Nothing here is a rule; the rules take these as parameters. The defaults of every number stand in the TOML files that ship.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from journey_tui.domain.model import Deal, Lane, ReadBy, Seen

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


@dataclass(frozen=True, slots=True)
class StageSpec:
    """A stage of a product channel."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    name: str
    typical_days: int


@dataclass(frozen=True, slots=True)
class GateSpec:
    """The exit of a stage: what must be met, and who must have been heard on it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    stage: str
    must_meets: tuple[str, ...]
    gatekeeper: Lane


@dataclass(frozen=True, slots=True)
class AmountRule:
    """A requirement that an amount switches on, in its own currency only."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    requirement: str
    currency: str
    at_least: Decimal


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """One rule that chooses a channel: every field that it names must match."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    order: int
    record_type: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    partner: bool | None = None
    currency: str = ""
    amount_at_least: Decimal | None = None
    amount_below: Decimal | None = None

    def matches(self, deal: Deal) -> str:
        """Return the rule in words where it matches the deal, else an empty string."""
        words: list[str] = []
        for name in ("record_type", "type", "product"):
            wanted, value = getattr(self, name), getattr(deal, name)
            if wanted:
                hit = next((term for term in wanted if _has_words(value, term)), "")
                if not hit:
                    return ""
                words.append(f"{name.replace('_', ' ')} says “{hit}”")
        if self.partner is not None:
            if self.partner != bool(deal.partner_id or deal.partner):
                return ""
            words.append(f"partner {deal.partner}".strip() if self.partner else "no partner")
        amount = self._amount_words(deal)
        return "" if amount is None else ", ".join([*words, *([amount] if amount else [])])

    def _amount_words(self, deal: Deal) -> str | None:
        """Return the amount condition in words, empty where there is none, None where it does not match."""
        if self.amount_at_least is None and self.amount_below is None:
            return ""
        if deal.amount is None or not self.currency or deal.currency.upper() != self.currency.upper():
            return None
        if self.amount_at_least is not None and deal.amount < self.amount_at_least:
            return None
        if self.amount_below is not None and deal.amount >= self.amount_below:
            return None
        parts = [f"at least {self.amount_at_least:,}"] if self.amount_at_least is not None else []
        parts += [f"below {self.amount_below:,}"] if self.amount_below is not None else []
        return f"amount {' and '.join(parts)} {self.currency}"


@dataclass(frozen=True, slots=True)
class ProofPoint:
    """Something that can be shown to a customer, with where it comes from."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Channel:
    """Product line × sales motion, and the record of how a journey in it is to be read."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    key: str
    name: str
    version: int
    verifier: str
    stages: tuple[StageSpec, ...]
    gates: tuple[GateSpec, ...]
    requirements: tuple[str, ...]
    """The requirement set: keys that this channel switches on."""
    default: bool = False
    product_line: str = ""
    motion: str = ""
    how_to_read: str = ""
    verified_at: date | None = None
    verify_every: int = 90
    """Days after which it wants to be verified again."""
    expected_roles: tuple[Lane, ...] = ()
    reply_cadence_days: float = 3
    """Within how many days a customer usually replies here."""
    stage_map: Mapping[str, str] = field(default_factory=dict)
    """CRM stage (any case) → stage of this channel."""
    amounts: tuple[AmountRule, ...] = ()
    choose: tuple[ChannelRule, ...] = ()
    messages: tuple[str, ...] = ()
    proof_points: tuple[ProofPoint, ...] = ()
    do_not_say: tuple[str, ...] = ()

    @property
    def stage_names(self) -> tuple[str, ...]:
        """Return the names of the stages in their order."""
        return tuple(stage.name for stage in self.stages)

    def gate(self, stage: str) -> GateSpec | None:
        """Return the exit gate of a stage, or None."""
        return next((gate for gate in self.gates if gate.stage == stage), None)

    def gate_of(self, requirement: str) -> str:
        """Return the first stage whose gate asks for the requirement, else an empty string."""
        return next((gate.stage for gate in self.gates if requirement in gate.must_meets), "")

    def is_verified(self, today: date) -> bool:
        """Return whether somebody verified it within `verify_every` days."""
        return self.verified_at is not None and 0 <= (today - self.verified_at).days <= self.verify_every

    def verified_words(self, today: date) -> str:
        """Return who verified it and when, or that it waits for that."""
        if self.verified_at is None:
            return f"not verified yet; {self.verifier} verifies it"
        when = f"{self.verified_at.day} {self.verified_at:%b %Y}"
        if self.is_verified(today):
            return f"verified by {self.verifier}, {when}"
        return f"verified by {self.verifier}, {when}; due to be verified again"

    @property
    def missing(self) -> tuple[str, ...]:
        """Return which optional parts of the record are not filled in, in words."""
        optional = {
            "how to read it": self.how_to_read, "expected roles": self.expected_roles, "reply cadence": self.reply_cadence_days,
            "stage map": self.stage_map, "messages": self.messages, "proof points": self.proof_points,
            "do-not-say list": self.do_not_say,
        }  # fmt: skip
        return tuple(name for name, value in optional.items() if not value)


def _has_words(value: str, term: str) -> bool:
    """Return whether `term` stands in `value` as whole words, whatever the case."""
    return bool(re.search(rf"(?<!\w){re.escape(term.casefold())}(?!\w)", value.casefold()))


def choose_channel(deal: Deal, channels: Sequence[Channel]) -> tuple[Channel, str]:
    """Return the deal's channel and the rule that chose it, in words: first match of the ordered rules, else the default.

    Raises ValueError when there is no channel at all.
    """
    if not channels:
        raise ValueError("there is no product channel to choose from")
    ranked = sorted(((rule.order, channel.key, at) for channel in channels for at, rule in enumerate(channel.choose)))
    by_key = {channel.key: channel for channel in channels}
    for _, key, at in ranked:
        words = by_key[key].choose[at].matches(deal)
        if words:
            return by_key[key], words
    return next((channel for channel in channels if channel.default), channels[0]), "no rule matches: the default channel"
