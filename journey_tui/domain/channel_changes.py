"""One change of a channel's record: applied to its plain values, taken back, and told in words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from journey_tui.domain.kinds import Lane, role_words
from journey_tui.lean import dataclass

LISTS: Final = frozenset(
    {"messages", "proof_points", "objections", "do_not_say", "expected_roles", "also_involved", "requirements"}
)
"""Fields that hold several items: a change adds, replaces or takes out one of them."""
PLAIN: Final = frozenset({"how_to_read", "verifier", "verified_at", "verify_every", "reply_cadence_days", "name"})
FIELD_WORDS: Final = {
    "messages": "Approved message", "proof_points": "Proof point", "objections": "Objection", "do_not_say": "Do not say",
    "expected_roles": "Expected role", "also_involved": "Also involved", "requirements": "Requirement set",
    "how_to_read": "How to read it", "verifier": "Verifier", "verified_at": "Verification", "verify_every": "Verify every",
    "reply_cadence_days": "Reply cadence", "name": "Name", "stages": "Typical days", "gates": "Gate", "stage_map": "CRM stage",
}  # fmt: skip
TEXT_KEY: Final = {"messages": "text", "proof_points": "text", "objections": "heard"}
"""The key of the words, in items that are more than words."""
UNREAD: Final = frozenset(
    {"messages", "proof_points", "objections", "do_not_say", "also_involved", "how_to_read", "verifier", "name"}
)
"""Fields that no rule reads: changing them changes what drafts may offer, and no deal's reading."""


class ChangeConflict(ValueError):
    """A change does not fit the record as it is now; the message says why in words."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `before` None adds an item, `after` None takes it out."""

    field: str
    """`objections`, `how_to_read`, `stages.Discovery.typical_days`, `gates.Proposal.must_meets`, `stage_map.Legal review`."""
    before: Any = None
    after: Any = None

    @property
    def root(self) -> str:
        """Return the record's key that it is about."""
        return self.field.partition(".")[0]

    @property
    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.field, self.after, self.before)


def apply(data: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """Return the record's plain values with the change made; raises `ChangeConflict` where it does not fit them."""
    made: dict[str, Any] = json.loads(json.dumps(data))
    if change.field in LISTS:
        made[change.field] = _in_list(made.get(change.field, []), change)
    elif change.root in ("stages", "gates"):
        _in_table(made, change)
    elif change.root == "stage_map":
        crm = change.field.partition(".")[2]
        _set(made.setdefault("stage_map", {}), crm, change)
    elif change.field in PLAIN:
        _set(made, change.field, change)
    else:
        raise ChangeConflict(f"“{change.field}” is no field of a channel's record that can be changed.")
    return made


def _in_list(items: list[Any], change: Change) -> list[Any]:
    if change.before is None:
        if any(words_of(item) == words_of(change.after) for item in items):
            raise ChangeConflict(f"the record says it already: “{words_of(change.after)}”.")
        return [*items, change.after]
    at = next((at for at, item in enumerate(items) if words_of(item) == words_of(change.before)), None)
    if at is None:
        raise ChangeConflict(f"“{words_of(change.before)}” is not in the record any more.")
    return [*items[:at], *([] if change.after is None else [change.after]), *items[at + 1 :]]


def _in_table(data: dict[str, Any], change: Change) -> None:
    root, _, rest = change.field.partition(".")
    name, _, key = rest.rpartition(".")
    label = "name" if root == "stages" else "stage"
    row = next((item for item in data.get(root, []) if item[label] == name), None)
    if row is None:
        raise ChangeConflict(f"the channel has no stage “{name}”.")
    _set(row, key, change)


def _set(data: dict[str, Any], key: str, change: Change) -> None:
    now = data.get(key)
    if now != change.before and (now or change.before):
        raise ChangeConflict(f"it says {said(now)} now, not {said(change.before)}.")
    if change.after is None:
        data.pop(key, None)
    else:
        data[key] = change.after


def words_of(item: Any) -> str:
    """Return the words of an item of the record."""
    if isinstance(item, Mapping):
        return str(item.get("text") or item.get("heard") or "")
    return "" if item is None else str(item)


def said(value: Any) -> str:
    """Return a value of the record in words."""
    if value is None or value == "" or value == []:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return words_of(value) or str(value)


def names_in(change: Change, labels: Mapping[str, str]) -> Mapping[str, str]:
    """Return what the keys in a part of the record are called: roles, or requirements by their `labels`; empty for plain words."""
    if change.root == "expected_roles" or change.field.endswith(".gatekeeper"):
        return {lane.value: role_words(lane) for lane in Lane}
    if change.root == "requirements" or change.field.endswith(".must_meets"):
        return labels
    return {}


def told(change: Change, value: Any, labels: Mapping[str, str]) -> str:
    """Return a value of the part that a change is about as people say it: by names, never by keys."""
    names = names_in(change, labels)
    if isinstance(value, list):
        value = [names.get(str(one), str(one)) for one in value]
    elif isinstance(value, str):
        value = names.get(value, value)
    if change.root == "verified_at" and isinstance(value, str) and value:
        day = date.fromisoformat(value)
        return f"{day.day} {day:%b %Y}"
    counts_days = change.field.endswith(("_days", "verify_every")) and isinstance(value, int | float)
    return f"{said(value)} {'day' if value == 1 else 'days'}" if counts_days else said(value)


def by_keys(change: Change, labels: Mapping[str, str]) -> Change:
    """Return the change with the keys of roles and requirements that it names by what they are called."""
    keys = {name.casefold(): key for key, name in names_in(change, labels).items()}
    after = change.after
    if isinstance(after, list):
        after = [keys.get(str(one).casefold(), one) for one in after]
    elif isinstance(after, str):
        after = keys.get(after.casefold(), after)
    return Change(change.field, change.before, after)


def with_words(change: Change, words: str, labels: Mapping[str, str] | None = None) -> Change:
    """Return the change with other words: what a person edited before approving; raises `ChangeConflict` where it cannot be.

    Roles and requirements may be named by key or by what they are called (`labels`).
    """
    words = words.strip()
    if not words:
        raise ChangeConflict("An edited update needs words.")
    keys = {name.casefold(): key for key, name in names_in(change, labels or {}).items()}
    after: Any = words
    if isinstance(change.after, Mapping):
        after = {**change.after, TEXT_KEY.get(change.field, "text"): words}
    elif isinstance(change.after, list):
        after = [keys.get(part.strip().casefold(), part.strip()) for part in words.split(",") if part.strip()]
    elif isinstance(change.after, int | float) and not isinstance(change.after, bool):
        after = _number(words)
    elif keys:
        after = keys.get(words.casefold(), words)
    return Change(change.field, change.before, after)


def _number(words: str) -> int | float:
    words = re.sub(r"\s*days?$", "", words)
    try:
        value = float(words)
    except ValueError:
        raise ChangeConflict(f"“{words}” is not a number.") from None
    return int(value) if value.is_integer() else value


def place_words(change: Change) -> str:
    """Return which part of the record it changes, in words: `Typical days · Discovery`."""
    rest = change.field.partition(".")[2]
    name = rest.rpartition(".")[0] or rest
    if change.root == "gates":
        name = f"{name}, {'must-meets' if change.field.endswith('must_meets') else 'gatekeeper'}"
    return FIELD_WORDS.get(change.root, change.root) + (f" · {name}" if name else "")


# What no machine proposes -----------------------------------------------------------------------------------------------------

_KEPT_FOR_PEOPLE: Final = {
    "price": r"pric(?:e|es|ed|ing)|cost(?:s|ing)?|fee|fees|budgets?|invoices?|licen[cs]es?|cheap\w*|expensive|per seat|afford\w*|pay(?:s|ing|ments?)?|paid"
             r"|grand|tariffs?|quotations?|subscriptions?|euros?|dollars?|[$€£]\s?\d[\d,.]*\s?[km]?|\d[\d,.]*\s?(?:k|thousand|million|eur|euros?|usd|dollars?|gbp|pounds?)|money",
    "discount": r"discount\w*|rebate\w*|\d+\s?% off|price match|special terms|free of charge|for free|free (?:month|week|year|trial)s?|voucher\w*|concession\w*",
    "legal": r"legal\w*|contract\w*|liabilit\w*|indemni\w*|warrant(?:y|ies)|lawyer\w*|attorney\w*|solicitor\w*|counsel|sued|courts?|terms and conditions|clauses?|gdpr"
             r"|regulat\w*|complian\w*"
             r"|ndas?|msas?|dpas?|slas?|jurisdiction|lawsuit|redlin\w*|statut\w*|inspector(?:s|ate)?|audit(?:s|or|ors)?",
    "security": r"secur\w*|encrypt\w*|penetration test\w*|pen[- ]?test\w*|vulnerab\w*|breach\w*|password\w*|soc ?2|iso ?27\d*|hipaa|privacy|data protection"
                r"|hack\w*|cyber\w*|certif\w*|ransomware|malware|firewalls?",
    "reference": r"reference\w*|case[- ]stud(?:y|ies)|testimonial\w*|other customers?|our customers?|another customer|like (?:you|yours) (?:use|uses|chose)"
                 r"|logo|quote you|speak to (?:a|another) (?:customer|user)",
}  # fmt: skip
"""Statements that only people propose (product.md §6.7): English words, wide rather than narrow."""
_KEPT: Final = {topic: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I) for topic, words in _KEPT_FOR_PEOPLE.items()}


def kept_for_people(words: str, names: tuple[str, ...] = ()) -> str:
    """Return the topic that a machine must not propose, or an empty string; `names`: customers, whose naming is a reference."""
    topic = next((topic for topic, pattern in _KEPT.items() if pattern.search(words)), "")
    if topic:
        return topic
    low = words.casefold()
    named = any(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", low) for name in names if len(name) > 2)
    return "reference" if named else ""
