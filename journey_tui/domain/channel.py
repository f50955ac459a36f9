"""A product channel: product line × sales motion, and the approved record of how a journey in it is to be read.

Nothing here is a rule of reading; the rules take the record as a parameter. What a record may say is checked where files are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from journey_tui.domain.model import Deal, Lane
from journey_tui.lean import dataclass

_STRICT: dict[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class StageSpec:
    """A stage of a product channel."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    name: str
    typical_days: int
    after: str = ""
    """The stage before it, where the file does not list the stages in their order."""


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
class ApprovedMessage:
    """Words that may be used with a customer, and where they fit."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    text: str
    fits: str = ""
    """Key of the requirement that it helps with; empty: it fits everywhere."""
    verified_at: date | None = None
    """When somebody verified it for itself; else the record's own date counts."""


@dataclass(frozen=True, slots=True)
class ProofPoint:
    """Something that can be shown to a customer, with where it comes from."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    text: str
    source: str
    verified_at: date | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """What customers here often say against it, and what helps them with it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT
    heard: str
    answer: str = ""
    verified_at: date | None = None


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
    messages: tuple[ApprovedMessage, ...] = ()
    proof_points: tuple[ProofPoint, ...] = ()
    objections: tuple[Objection, ...] = ()
    also_involved: tuple[str, ...] = ()
    """People whom a journey here usually involves besides the expected roles, by title: `Works council`."""
    do_not_say: tuple[str, ...] = ()
    """Words that are never used with customers of this channel."""

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

    def is_item_verified(self, verified_at: date | None, today: date) -> bool:
        """Return whether a message, proof point or objection stands verified: by its own date, else by the record's."""
        own = verified_at is not None and 0 <= (today - verified_at).days <= self.verify_every
        return own or (verified_at is None and self.is_verified(today))

    @property
    def due_at(self) -> date | None:
        """Return the last day on which its verification holds, None where nobody verified it yet."""
        return None if self.verified_at is None else self.verified_at + timedelta(days=self.verify_every)

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
            "objections": self.objections, "do-not-say list": self.do_not_say,
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
