"""Which lane each person belongs in: by CRM role, by what evidence shows, by title and subject (product.md §9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

from journey_tui.domain.model import (
    Decision,
    Evidence,
    Lane,
    Modality,
    Origin,
    Person,
    Remark,
    Seen,
    Side,
    Stance,
    Touchpoint,
)  # fmt: skip
from journey_tui.domain.observations import is_customer
from journey_tui.domain.playbook import RoleWords
from journey_tui.domain.requirements import fold, in_force
from journey_tui.lean import dataclass

ALWAYS = datetime(1, 1, 1, tzinfo=UTC)
"""Since when a role holds that no moment is known for: a CRM role, a title."""

_CRM_ROLES = {
    "economic buyer": Lane.ECONOMIC_BUYER, "economic decision maker": Lane.ECONOMIC_BUYER, "budget holder": Lane.ECONOMIC_BUYER,
    "champion": Lane.CHAMPION, "technical buyer": Lane.USERS_TECHNICAL, "evaluator": Lane.USERS_TECHNICAL,
    "business user": Lane.USERS_TECHNICAL, "end user": Lane.USERS_TECHNICAL,
    "legal and compliance": Lane.PROCUREMENT_LEGAL_SECURITY,
}  # fmt: skip
_BUYERS = (Lane.ECONOMIC_BUYER, Lane.CHAMPION, Lane.USERS_TECHNICAL, Lane.PROCUREMENT_LEGAL_SECURITY)


@dataclass(frozen=True, slots=True)
class RoleGain:
    """A person getting a role: since when, and by which rule."""

    person: str
    lane: Lane
    rule: str
    since: datetime


def crm_lane(role: str) -> Lane | None:
    """Return the lane of a CRM's contact role (Salesforce label or HubSpot constant); None leaves the person buyer_other."""
    return _CRM_ROLES.get(" ".join(re.sub(r"[_&]", " ", role.replace("&", " and ")).split()).casefold())


def lane_of(person: Person) -> Lane:
    """Return the lane of a person: their first role, else the one of their side."""
    if person.roles:
        return person.roles[0][0]
    by_side = {Side.SELLER: Lane.SELLER, Side.PARTNER: Lane.PARTNER, Side.SYSTEM: Lane.AUTOMATION}
    return by_side.get(person.side, Lane.BUYER_OTHER)


def assign_roles(people: Iterable[Person], contact_roles: Mapping[str, Sequence[str]], evidence: Iterable[Evidence],
                 remarks: Iterable[Remark], now: datetime, *, words: RoleWords | None = None,
                 touchpoints: Iterable[Touchpoint] = (), decisions: Iterable[Decision] = ()) -> tuple[Person, ...]:  # fmt: skip
    """Return the people with every role they have at `now`, each with its rule, the most senior first.

    `contact_roles` holds the CRM's role words by person id or address; a role that a person set stands alone.
    """
    people = tuple(people)
    gains = role_gains(people, contact_roles, evidence, remarks, words=words, touchpoints=touchpoints)
    return with_roles(people, [gain for gain in gains if gain.since <= now], tuple(decisions), now)


def with_roles(people: Iterable[Person], gains: Iterable[RoleGain], decisions: Sequence[Decision],
               now: datetime) -> tuple[Person, ...]:  # fmt: skip
    """Return the people with these roles, or with the one that a person set."""
    found: dict[str, dict[Lane, str]] = {}
    for gain in sorted(gains, key=lambda gain: (gain.since, gain.rule)):
        found.setdefault(gain.person, {}).setdefault(gain.lane, gain.rule)
    order = list(Lane)
    result: list[Person] = []
    for person in people:
        roles = dict(found.get(person.id, {}))
        for decision in ended(person, decisions, now):
            lane, until = Lane(decision.value), date.fromisoformat(decision.of("held_until"))
            if until < now.date():
                roles.pop(lane, None)
            else:
                roles.setdefault(lane, f"until {until}, says {decision.by}")
        ranked = tuple((lane, roles[lane]) for lane in sorted(roles, key=order.index))
        result.append(replace(person, roles=_set_role(person, decisions, now) or ranked))
    return tuple(result)


def ended(person: Person, decisions: Sequence[Decision], now: datetime) -> list[Decision]:
    """Return the decisions in force by which a person held a role until a day, the newest of each role; who sets a role since
    then says that it is held again.
    """
    mine = [d for d in _on_role(person, decisions, now) if d.value in _LANES]
    newest = {d.value: d for d in mine}
    return [d for d in newest.values() if d.of("held_until")]


def _on_role(person: Person, decisions: Sequence[Decision], now: datetime) -> list[Decision]:
    keys = {key for key in (person.id, person.address) if key}
    roles = [d for d in decisions if d.kind == "role" and in_force(d, now)]
    return [d for d in roles if any(d.target == key or d.target.endswith(f"|{key}") for key in keys)]


_LANES = {lane.value: lane for lane in Lane}


def _set_role(person: Person, decisions: Sequence[Decision], now: datetime) -> tuple[tuple[Lane, str], ...]:
    """Return the role that somebody set for a person by `o`, empty where nobody did, or where the newest word is on the end of
    one or takes none.
    """
    newest = max(_on_role(person, decisions, now), key=lambda decision: (decision.at, decision.id), default=None)
    if newest is None or newest.value not in _LANES or newest.of("held_until"):
        return ()
    return ((_LANES[newest.value], f"set by {newest.by}"),)


def role_gains(people: Sequence[Person], contact_roles: Mapping[str, Sequence[str]], evidence: Iterable[Evidence],
               remarks: Iterable[Remark], *, words: RoleWords | None = None,
               touchpoints: Iterable[Touchpoint] = ()) -> tuple[RoleGain, ...]:  # fmt: skip
    """Return every role with the moment it was gained; expiry takes none away."""
    index = Directory(people)
    gains: list[RoleGain] = []
    for person in people:
        gains += [RoleGain(person.id, lane, rule, ALWAYS) for lane, rule in person.roles]
        for role in (*contact_roles.get(person.id, ()), *(contact_roles.get(person.address, ()) if person.address else ())):
            lane = crm_lane(role)
            if lane is not None:
                gains.append(RoleGain(person.id, lane, f"CRM role {role}", ALWAYS))
        if words is not None and person.side is Side.CUSTOMER:
            gains += _by_title(person, words)
    gains += _by_evidence(tuple(evidence), index)
    gains += _by_remark(remarks, index)
    if words is not None:
        gains += _by_subject(touchpoints, index, words)
    return tuple(gains)


class Directory:
    """Finds a deal's people by address, id or folded name."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Index the people; a name that two share finds nobody."""
        self._by: dict[str, Person | None] = {}
        self._names: list[tuple[frozenset[str], Person]] = []
        for person in people:
            for key in {person.id, person.address, fold(person.name)} - {""}:
                self._by[key] = person if self._by.get(key, person) is person else None
            if person.name:
                self._names.append((frozenset(fold(person.name).split()), person))

    def find(self, key: str) -> Person | None:
        """Return the one person of that key, or the only one whose name holds its words, else None."""
        if not key:
            return None
        wanted = fold(key)
        if key in self._by or wanted in self._by:
            return self._by.get(key) or self._by.get(wanted)
        words = frozenset(wanted.split())
        hits = [person for name, person in self._names if words and words <= name]
        return hits[0] if len(hits) == 1 else None


def _by_title(person: Person, words: RoleWords) -> list[RoleGain]:
    gains = []
    for lane, terms in ((Lane.USERS_TECHNICAL, words.users_technical_titles),
                        (Lane.PROCUREMENT_LEGAL_SECURITY, words.procurement_legal_security_titles)):  # fmt: skip
        if _says(person.title, terms):
            gains.append(RoleGain(person.id, lane, f"by title: {person.title}", ALWAYS))
    # "Security engineer" and "procurement analyst" stand for the paper, not for the users.
    return gains[-1:]


_ANSWERING = re.compile(r"\s*(re|fwd?|aw|wg|tr|sv|antw)\s*:", re.IGNORECASE)


def _by_subject(touchpoints: Iterable[Touchpoint], index: Directory, words: RoleWords) -> list[RoleGain]:
    gains = []
    for touchpoint in touchpoints:
        if touchpoint.side is not Side.CUSTOMER or touchpoint.origin is Origin.AUTOMATED or not touchpoint.subject:
            continue
        if _ANSWERING.match(touchpoint.subject):
            continue  # answering or passing on a subject says nothing about one's own role
        for lane, terms in ((Lane.USERS_TECHNICAL, words.users_technical_subjects),
                            (Lane.PROCUREMENT_LEGAL_SECURITY, words.procurement_legal_security_subjects)):  # fmt: skip
            person = index.find(touchpoint.actor_key) if _says(touchpoint.subject, terms) else None
            if person is not None and person.side is Side.CUSTOMER:
                gains.append(RoleGain(person.id, lane, f"by subject: {touchpoint.subject}", touchpoint.at))
    return gains


def _says(text: str, terms: Sequence[str]) -> bool:
    """Return whether one of the terms stands in the text as whole words; a term in capitals must be in capitals."""
    return bool(text) and _said(text, tuple(terms))


@lru_cache(maxsize=4096)
def _said(text: str, terms: tuple[str, ...]) -> bool:
    """Return the same for any text: titles and subjects come again with every message."""
    return any(pattern.search(text) for pattern in _patterns(terms))


@lru_cache(maxsize=64)
def _patterns(terms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return one pattern for the terms in capitals, and one for all others."""
    exact = [re.escape(term) for term in terms if term.isupper() and len(term) <= 3]
    loose = [re.escape(term) for term in terms if not (term.isupper() and len(term) <= 3)]
    return tuple(
        re.compile(rf"(?<!\w)(?:{'|'.join(some)})(?!\w)", flags)
        for some, flags in ((exact, re.NOFLAG), (loose, re.IGNORECASE)) if some
    )  # fmt: skip


def _by_evidence(evidence: Sequence[Evidence], index: Directory) -> list[RoleGain]:
    gains: list[RoleGain] = []
    against = _denials(evidence)
    for item in evidence:
        if item.rejected or not is_customer(item) or item.modality is not Modality.ASSERTED or item.stance is not Stance.SUPPORTS:
            continue
        if item.seen is Seen.INVITATION:
            continue  # it counts for a role that the person already has
        when = f"{item.speaker}, {item.observed_at.day} {item.observed_at:%b}"
        if item.requirement == "economic_buyer" and not _taken_back(item, against):
            stated = next((value for part, value in item.parts if part == "named"), "")
            person = index.find(item.subject_key) or index.find(stated)
            if person is not None and person.side is Side.CUSTOMER:
                gains.append(RoleGain(person.id, Lane.ECONOMIC_BUYER, f"authority stated by {when}", _known_since(item)))
        if item.requirement == "champion" and (item.act or any(part == "act" for part, _ in item.parts)):
            person = index.find(item.speaker_key) or index.find(item.speaker)
            if person is not None and person.side is Side.CUSTOMER:
                rule = f"by an act, {item.observed_at.day} {item.observed_at:%b}"
                gains.append(RoleGain(person.id, Lane.CHAMPION, rule, _known_since(item)))
    return gains


def _known_since(item: Evidence) -> datetime:
    """Return since when a role is known by a word: what a model alone read, since a person confirmed it."""
    return max(item.observed_at, item.counts_from or item.observed_at)


def _taken_back(item: Evidence, evidence: Iterable[Evidence]) -> bool:
    """Return whether the same speaker, or the person named, later said that it is otherwise; `evidence` holds what denies."""
    voices = {item.speaker_key, item.subject_key} - {""}
    return any(
        other.requirement == item.requirement and other.observed_at > item.observed_at and other.speaker_key in voices
        for other in evidence
    )


def _denials(evidence: Iterable[Evidence]) -> list[Evidence]:
    return [
        other for other in evidence
        if not other.rejected and (other.stance is Stance.CONTRADICTS or other.modality is Modality.RETRACTED)
    ]  # fmt: skip


def _by_remark(remarks: Iterable[Remark], index: Directory) -> list[RoleGain]:
    gains = []
    for remark in remarks:
        if remark.kind != "authority" or remark.side is not Side.CUSTOMER:
            continue
        person = index.find(remark.value) if remark.value else index.find(remark.speaker_key)
        if person is not None and person.side is Side.CUSTOMER:
            rule = f"authority stated by {remark.speaker}, {remark.at.day} {remark.at:%b}"
            gains.append(RoleGain(person.id, Lane.ECONOMIC_BUYER, rule, remark.at))
    return gains


def buyer_lanes(person: Person) -> frozenset[Lane]:
    """Return the buyer roles that a person holds."""
    return frozenset(lane for lane, _ in person.roles if lane in _BUYERS)
