"""The evidence ledger: what a sighting weighs, and what the live ones make together (product.md §3).

A model may propose evidence; only this module turns it into a number, and it shows its sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from math import prod

from journey_tui.domain.model import Evidence, Modality, ReadBy, Seen, Side, Stance
from journey_tui.domain.observations import Standing, age_days, counted_opposition, is_customer, opposed, stand
from journey_tui.domain.playbook import LedgerWeights
from journey_tui.domain.reading import Band, SumLine
from journey_tui.domain.sightings import groups
from journey_tui.lean import dataclass

MOST_FACTORS = 40
"""Factors of one product that are written out."""
MOST_LINES = 60
"""Lines of one sum that are shown, the heaviest first; all that was seen is added up."""

_STATEMENTS = frozenset({Seen.DOCUMENT, Seen.EMAIL, Seen.TRANSCRIPT})
_FACTS = frozenset({Seen.INVITATION, Seen.CRM_FIELD, Seen.STEP})
_WEIGHTLESS = frozenset({Modality.EXPLORATORY, Modality.RETRACTED})
_SEEN_WORDS = {
    Seen.DOCUMENT: "document", Seen.EMAIL: "e-mail", Seen.TRANSCRIPT: "in a transcript", Seen.STEP: "completed a plan step",
    Seen.INVITATION: "accepted an invitation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Price:
    """What one sighting weighs before age, and why in words."""

    weight: float
    primary: bool
    """A customer's own asserted words or act."""
    statement: bool
    """Primary, and words rather than an act."""
    text: str
    """`customer e-mail, asserted .85 × read by rules .80 = .68`."""


@dataclass(frozen=True, slots=True)
class Score:
    """What the live evidence of one requirement makes together at one moment."""

    unaged: float
    aged: float
    lines: tuple[SumLine, ...] = ()
    supports: tuple[Evidence, ...] = ()
    """Live customer-side support of weight above 0, heaviest first."""
    others: tuple[Evidence, ...] = ()
    """Support by seller, CRM, partner or inference, heaviest first, whatever its age."""
    against: tuple[Evidence, ...] = ()
    """Contradictions and weakenings in force, newest first."""
    expired: tuple[Evidence, ...] = ()
    """Customer-side support past its life, newest first."""
    contradicted: bool = False
    primary: bool = False
    """A live primary customer source, invitations too."""
    primary_word: bool = False
    """A live primary customer statement or act other than an invitation."""
    voices: int = 0
    """Observations on the customer's side that count."""
    opposites: tuple[tuple[Evidence, Evidence], ...] = field(default=())
    """Pairs of voices that differ, in force."""


def fmt(number: float) -> str:
    """Return a share as the sums show it: `.85`, `1.0`, `0`."""
    text = f"{number:.2f}"
    return "1.0" if text == "1.00" else "0" if text == "0.00" else text.lstrip("0")


def price(evidence: Evidence, weights: LedgerWeights, now: datetime | None = None) -> Price:
    """Return what one sighting weighs unaged, with its sum in words; a confirmation later than `now` is not there yet."""
    weight, primary = weigh(evidence, weights, now)
    words, base = _words(evidence), _base(evidence, weights)
    if evidence.modality in _WEIGHTLESS:
        return Price(0.0, False, False, f"{words}, {evidence.modality} 0")
    reader, factor = _reader(evidence, _is_confirmed(evidence, now)), _factor(evidence, weights, _is_confirmed(evidence, now))
    text = f"{words} {fmt(base)} × {reader} {fmt(factor)} = {fmt(base * factor)}"
    if weight > base * factor:
        text += f", confirmed at least {fmt(weight)}"
    return Price(weight, primary, primary and evidence.seen in _STATEMENTS, text)


def weigh(evidence: Evidence, weights: LedgerWeights, now: datetime | None = None) -> tuple[float, bool]:
    """Return the unaged weight of one sighting, and whether it is primary."""
    if evidence.modality in _WEIGHTLESS:
        return 0.0, False
    confirmed = _is_confirmed(evidence, now)
    primary = evidence.modality is Modality.ASSERTED and is_customer(evidence)
    weight = _base(evidence, weights) * _factor(evidence, weights, confirmed)
    if confirmed and primary and evidence.seen in _STATEMENTS:
        weight = max(weight, weights.confirmed_at_least)
    return weight, primary


def _is_confirmed(evidence: Evidence, now: datetime | None) -> bool:
    return evidence.confirmed_at is not None and (now is None or evidence.confirmed_at <= now)


def _base(evidence: Evidence, weights: LedgerWeights) -> float:
    """Return the weight of the row of the price list that the sighting falls under."""
    seen = weights.seen
    if evidence.seen in (Seen.INFERENCE, Seen.CRM_FIELD):
        return seen[evidence.seen]
    if evidence.seen is Seen.SELLER or evidence.side is Side.SELLER:
        return seen[Seen.SELLER]
    if not is_customer(evidence):
        return seen[Seen.THIRD_PARTY]
    return min(seen[evidence.seen], weights.conditional) if evidence.modality is Modality.CONDITIONAL else seen[evidence.seen]


def _words(evidence: Evidence) -> str:
    """Return the row of the price list that the sighting falls under, in words."""
    if evidence.seen in (Seen.INFERENCE, Seen.CRM_FIELD):
        return "AI inference" if evidence.seen is Seen.INFERENCE else "CRM field"
    if evidence.seen is Seen.SELLER or evidence.side is Side.SELLER:
        return "seller's word"
    if not is_customer(evidence):
        return {Side.PARTNER: "partner's word", Side.SYSTEM: "product telemetry"}.get(evidence.side, "third party")
    words = f"customer {_SEEN_WORDS[evidence.seen]}"
    if evidence.modality is Modality.CONDITIONAL:
        return f"{words}, conditional"
    return words if evidence.seen in (Seen.STEP, Seen.INVITATION) or evidence.modality in _WEIGHTLESS else f"{words}, asserted"


def _is_fact(evidence: Evidence) -> bool:
    return evidence.read_by is ReadBy.FACT or evidence.seen in _FACTS or evidence.side is Side.SYSTEM


def _factor(evidence: Evidence, weights: LedgerWeights, confirmed: bool) -> float:
    """Return the factor of who read it."""
    if confirmed:
        return weights.read_by[ReadBy.PERSON]
    if _is_fact(evidence):
        return weights.read_by[ReadBy.FACT]
    own = weights.read_by[evidence.read_by]
    return max(own, weights.read_by[ReadBy.MODEL]) if evidence.read_by_both else own


def _reader(evidence: Evidence, confirmed: bool) -> str:
    """Return who read it, in words."""
    if confirmed or evidence.read_by is ReadBy.PERSON:
        return "confirmed by a person"
    if _is_fact(evidence):
        return "a fact"
    if evidence.read_by_both:
        return "read by rules and by a model"
    return "read by a model" if evidence.read_by is ReadBy.MODEL else "read by rules"


def freshness(days: int, life: int, weights: LedgerWeights) -> float:
    """Return the share of a weight that is left after whole `days`: full, then a straight line, then 0."""
    if days > life:
        return 0.0
    half = life * weights.full_until
    if days <= half or life <= half:
        return 1.0
    return 1.0 - (1.0 - weights.share_at_end) * (days - half) / (life - half)


def score(requirement: str, evidence: Iterable[Evidence], now: datetime, weights: LedgerWeights, life: int, *,
          exclusive: Mapping[str, Sequence[str]] | None = None, several: frozenset[str] = frozenset(),
          invitations: bool = True, sums: bool = True) -> Score:  # fmt: skip
    """Return what the evidence of one requirement makes at `now`; its order never matters.

    `exclusive` names parts that take one value only, `several` those that take many; `invitations` says whether accepted
    ones count here. Without `sums` the lines are left out, which is what a replay of many moments wants.
    """
    prices: dict[str, tuple[float, bool]] = {}

    def weight(item: Evidence) -> float:
        if item.id not in prices:
            prices[item.id] = weigh(item, weights, now)
        return prices[item.id][0]

    standing = stand(requirement, evidence, now, life, weight, exclusive or {}, several)
    for item in standing.all:
        weight(item)
    if not invitations:
        standing = standing.without_invitations()
    return _Sums(standing, prices, now, weights, life, sums).score()


@dataclass(slots=True)
class _Sums:
    """One addition: the state that its steps share."""

    standing: Standing
    prices: Mapping[str, tuple[float, bool]]
    now: datetime
    weights: LedgerWeights
    life: int
    sums: bool
    ages: dict[datetime, int] = field(default_factory=dict)
    """Whole days by moment, as they are asked for: of many pieces each is asked for several times."""

    def weight(self, item: Evidence) -> float:
        return self.prices[item.id][0]

    def days(self, item: Evidence) -> int:
        found = self.ages.get(item.observed_at)
        if found is None:
            found = self.ages[item.observed_at] = age_days(item.observed_at, self.now)
        return found

    def aged(self, item: Evidence) -> float:
        return self.weight(item) * freshness(self.days(item), self.life, self.weights)

    def live(self, item: Evidence) -> bool:
        return self.weight(item) > 0 and self.days(item) <= self.life

    def score(self) -> Score:
        supports = [item for item in self.standing.supports if self.weight(item) > 0]
        customer = [item for item in supports if is_customer(item)]
        others = [item for item in supports if not is_customer(item)]
        # A customer who spoke and took it back leaves nothing for the seller's words to stand in for.
        spoke = any(is_customer(item) and item.stance is Stance.SUPPORTS and self.weight(item) > 0 for item in self.standing.all)
        counted = customer if spoke else others
        clusters = groups(counted, self.weight)
        live = [[item for item in cluster if self.live(item)] for cluster in clusters]
        unaged = [max((self.weight(item) for item in cluster), default=0.0) for cluster in live]
        aged = [max((self.aged(item) for item in cluster), default=0.0) for cluster in live]
        cap = 1.0 if spoke else self.weights.cap_without_customer
        against = self._weakenings(customer)
        oppositions = counted_opposition(self.standing, self.now, self.life, any(live))
        if oppositions:
            cap = min(cap, self.weights.cap_contradicted)
        factor = prod(1 - self.weight(item) / 2 for item in against)
        lines: list[SumLine] = []
        if self.sums:
            heads = {max(cluster, key=self._rank).id: cluster for cluster in live if cluster}
            lines = self._lines(heads, against, oppositions) + self._total(unaged, against, cap)
        totals = (_noisy_or(unaged, factor, cap), _noisy_or(aged, factor, cap))
        voices = sum(1 for cluster in live if cluster) if customer else 0
        return self._result(totals, lines, customer, others, against, oppositions, voices)

    def _result(self, totals: tuple[float, float], lines: list[SumLine], customer: list[Evidence], others: list[Evidence],
                weakenings: list[Evidence], oppositions: Sequence[tuple[Evidence, Evidence]], voices: int) -> Score:  # fmt: skip
        live = [item for item in customer if self.live(item)]
        expired = [item for item in customer if not self.live(item)]
        denials = [item for pair in oppositions for item in pair if item.stance is not Stance.SUPPORTS]
        against = {item.id: item for item in [*denials, *weakenings]}
        return Score(
            unaged=totals[0], aged=totals[1], lines=tuple(lines),
            supports=tuple(sorted(live, key=self._rank, reverse=True)),
            others=tuple(sorted(others, key=self._rank, reverse=True)),
            against=tuple(sorted(against.values(), key=lambda item: (item.observed_at, item.id), reverse=True)),
            expired=tuple(sorted(expired, key=lambda item: (item.observed_at, item.id), reverse=True)),
            contradicted=bool(oppositions), opposites=tuple(oppositions),
            primary=any(self.prices[item.id][1] for item in live),
            primary_word=any(self.prices[item.id][1] and item.seen is not Seen.INVITATION for item in live),
            voices=voices,
        )  # fmt: skip

    def _rank(self, item: Evidence) -> tuple[float, float, datetime, str]:
        return (self.weight(item) if self.live(item) else 0.0, self.weight(item), item.observed_at, item.id)

    def _weakenings(self, customer: Sequence[Evidence]) -> list[Evidence]:
        """Return one weakening an observation: live, or past its life but with no support landed since.

        Time alone must never lift a score, so a weakening neither ages nor lapses until somebody speaks again.
        """
        landed = max((item.observed_at for item in customer), default=None)
        force = [
            item for item in self.standing.weakenings
            if self.weight(item) > 0 and is_customer(item) is bool(customer or is_customer(item))
            and (self.live(item) or landed is None or landed <= expires(item, self.life))
        ]  # fmt: skip
        return [max(cluster, key=lambda i: (self.weight(i), i.observed_at, i.id)) for cluster in groups(force, self.weight)]

    def _lines(self, heads: Mapping[str, Sequence[Evidence]], against: Sequence[Evidence],
               oppositions: Sequence[tuple[Evidence, Evidence]]) -> list[SumLine]:  # fmt: skip
        by_id = {item.id: item for item in self.standing.all}
        head_of = {item.id: by_id[head] for head, cluster in heads.items() for item in cluster}
        weakening = {item.id for item in against}
        denying = {item.id for pair in oppositions for item in pair}
        lines: list[SumLine] = []
        ranked = sorted(self.standing.all, key=lambda i: (self.aged(i), self._rank(i)), reverse=True)
        for item in ranked[:MOST_LINES]:
            counted = item.id in heads or item.id in weakening or (item.id in denying and item.stance is not Stance.SUPPORTS)
            why_not = "" if counted else self._why_not(item, head_of)
            lines.append(SumLine(self._text(item), self.weight(item), self.aged(item), (item.id,), counted, why_not))
        if len(ranked) > MOST_LINES:
            lines.append(SumLine(f"and {len(ranked) - MOST_LINES} more, each of no more weight", 0.0, 0.0, (), False))
        return sorted(lines, key=lambda line: not line.counted)

    def _text(self, item: Evidence) -> str:
        days, stance = self.days(item), "" if item.stance is Stance.SUPPORTS else f"{opposed(item)}: "
        text = f"{stance}{price(item, self.weights, self.now).text}, {days} d old"
        share = freshness(days, self.life, self.weights)
        if item.stance is Stance.SUPPORTS and 0 < share < 1:
            text += f", aged to {fmt(self.aged(item))}"
        return text + self.standing.marks.get(item.id, "")

    def _why_not(self, item: Evidence, head_of: Mapping[str, Evidence]) -> str:
        if item.id in self.standing.left_out:
            return self.standing.left_out[item.id]
        if self.weight(item) == 0:
            return str(item.modality)
        if item.stance is not Stance.SUPPORTS:
            return "nothing live that it speaks against" if self.live(item) else "stale"
        if not self.live(item):
            return f"stale: past its {self.life} d"
        head = head_of.get(item.id)
        if head is None:
            return "the customer's own word counts instead"
        return f"the same observation as {head.speaker or 'another sighting'}, {head.observed_at.day} {head.observed_at:%b}"

    def _total(self, values: Sequence[float], against: Sequence[Evidence], cap: float) -> list[SumLine]:
        """Return the line that adds up, where there is something to add."""
        parts = sorted((value for value in values if value > 0), reverse=True)
        plain = _noisy_or(parts, 1.0, 1.0)
        factor = prod(1 - self.weight(item) / 2 for item in against)
        total = _noisy_or(parts, factor, cap)
        if not parts or (len(parts) == 1 and not against and total == plain):
            return []
        shown = [f"(1 − {fmt(value)})" for value in parts[:MOST_FACTORS]] + (["…"] if len(parts) > MOST_FACTORS else [])
        text = f"together 1 − {' × '.join(shown)} = {fmt(plain)}"
        text += "".join(f" × (1 − {fmt(self.weight(item))} / 2)" for item in against[:MOST_FACTORS])
        text += f" = {fmt(plain * factor)}" if against else ""
        if plain * factor > cap:
            why = "two voices differ" if cap <= self.weights.cap_contradicted else "no customer said it"
            text += f", capped at {fmt(cap)}: {why}"
        return [SumLine(text, total, total, (), True)]


def expires(evidence: Evidence, life: int) -> datetime:
    """Return the first moment at which evidence is past a life of whole days."""
    return evidence.observed_at + timedelta(days=life + 1)


def _noisy_or(values: Iterable[float], factor: float, cap: float) -> float:
    """Return `1 − Π(1 − w)`, weakened and capped; rounded so that order leaves no trace in the last bits."""
    return round(min(cap, (1 - prod(1 - value for value in sorted(values))) * factor), 9)


def band_of(score: Score, weights: LedgerWeights, stale: bool = False) -> Band:
    """Return the band by the table of product.md §3; `stale` where all that was said is past its life."""
    if score.contradicted or stale:
        return Band.LOW
    if score.aged >= weights.high and score.primary:
        return Band.HIGH
    if score.aged >= weights.medium:
        return Band.MEDIUM
    return Band.LOW if score.aged >= weights.low else Band.NONE
