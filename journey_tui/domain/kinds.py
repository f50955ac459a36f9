"""The words of the product that are one of a few: apart from what they describe, since lists need nothing else of the domain."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a touchpoint is."""

    EMAIL = "email"
    CALL = "call"
    MEETING = "meeting"
    NOTE = "note"
    DOCUMENT = "document"
    TASK = "task"
    CRM_CHANGE = "crm_change"
    PRODUCT_EVENT = "product_event"


class Side(StrEnum):
    """Whose side somebody is on."""

    CUSTOMER = "customer"
    SELLER = "seller"
    PARTNER = "partner"
    SYSTEM = "system"
    OTHER = "other"


class Direction(StrEnum):
    """Where a touchpoint went, seen from the seller."""

    IN = "in"
    OUT = "out"
    INTERNAL = "internal"


class Origin(StrEnum):
    """Whether a person or a machine did it; `ai_assisted` counts as human and is marked."""

    HUMAN = "human"
    AUTOMATED = "automated"
    AI_ASSISTED = "ai_assisted"


class Lane(StrEnum):
    """The class of actor, the buyer's lanes first."""

    ECONOMIC_BUYER = "economic_buyer"
    CHAMPION = "champion"
    USERS_TECHNICAL = "users_technical"
    PROCUREMENT_LEGAL_SECURITY = "procurement_legal_security"
    BUYER_OTHER = "buyer_other"
    SELLER = "seller"
    PARTNER = "partner"
    AUTOMATION = "automation"
    AI = "ai"


LANE_NAMES: Final = {
    Lane.ECONOMIC_BUYER: "Economic buyer",
    Lane.CHAMPION: "Champion",
    Lane.USERS_TECHNICAL: "Users & technical",
    Lane.PROCUREMENT_LEGAL_SECURITY: "Procurement · legal · security",
    Lane.BUYER_OTHER: "Buyer",
    Lane.SELLER: "Seller",
    Lane.PARTNER: "Partner",
    Lane.AUTOMATION: "Automation",
    Lane.AI: "AI",
}
"""What a lane, and the role that stands in it, is called."""


def role_words(lane: str) -> str:
    """Return what a role is called within a sentence; other words as they are, without underscores."""
    return LANE_NAMES[Lane(lane)].lower() if lane in LANE_NAMES else lane.replace("_", " ")


class Modality(StrEnum):
    """How something was said."""

    ASSERTED = "asserted"
    CONDITIONAL = "conditional"
    EXPLORATORY = "exploratory"
    RETRACTED = "retracted"


class Stance(StrEnum):
    """Which way evidence points."""

    SUPPORTS = "supports"
    WEAKENS = "weakens"
    CONTRADICTS = "contradicts"


class ReadBy(StrEnum):
    """Who read the evidence out of its source; a `fact` needs no reading."""

    RULES = "rules"
    MODEL = "model"
    PERSON = "person"
    FACT = "fact"


class Seen(StrEnum):
    """What was seen: the rows of the ledger's price list (product.md §3)."""

    DOCUMENT = "document"
    EMAIL = "email"
    TRANSCRIPT = "transcript"
    STEP = "step"
    INVITATION = "invitation"
    THIRD_PARTY = "third_party"
    SELLER = "seller"
    CRM_FIELD = "crm_field"
    INFERENCE = "inference"


class Status(StrEnum):
    """Where a requirement stands; `blank` when the channel or stage does not switch it on."""

    NOT_NEEDED = "Not needed"
    CONFLICTING = "Conflicting"
    VERIFIED = "Verified"
    SUPPORTED = "Supported"
    STALE = "Stale"
    CLAIMED = "Claimed"
    UNKNOWN = "Unknown"
    BLANK = "blank"


WEAKEST_FIRST = (Status.CONFLICTING, Status.UNKNOWN, Status.CLAIMED, Status.STALE, Status.SUPPORTED, Status.VERIFIED)
"""The order in which a deal is as good as its weakest gate requirement (product.md §4)."""

GLYPHS = {
    Status.VERIFIED: "●",
    Status.SUPPORTED: "◐",
    Status.CLAIMED: "◌",
    Status.UNKNOWN: "·",
    Status.CONFLICTING: "≠",
    Status.STALE: "◍",
    Status.NOT_NEEDED: "–",
    Status.BLANK: " ",
}
ASCII_GLYPHS = {
    Status.VERIFIED: "V",
    Status.SUPPORTED: "S",
    Status.CLAIMED: "c",
    Status.UNKNOWN: ".",
    Status.CONFLICTING: "x",
    Status.STALE: "t",
    Status.NOT_NEEDED: "-",
    Status.BLANK: " ",
}


class Band(StrEnum):
    """How sure the store is; shown as words, never as a percentage."""

    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"
    NONE = "None"

    @property
    def words(self) -> str:
        """Return the words shown for the band (product.md §3)."""
        return {"High": "High", "Medium": "Looks likely", "Low": "Worth verifying", "None": "Ask"}[self.value]


class GateState(StrEnum):
    """The states of a gate, in the order in which they are decided."""

    WAIVED = "waived"
    PASSED = "passed"
    RECYCLED = "recycled"
    LOCKED = "locked"
    HELD = "held"
    READY = "ready"
    OPEN = "open"
