"""The embedded rules that find what a channel's record could say: objections, results, roles and words that come again.

They propose and decide nothing. What is about price, discounts, law, security or names a customer they leave to people.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from journey_tui.analysis.cues.objections import PATTERNS, THEMES
from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import Change, kept_for_people
from journey_tui.domain.kinds import role_words
from journey_tui.domain.views_channels import Heard
from journey_tui.lean import dataclass
from journey_tui.text import one_line

HEARD_IN: Final = 2
"""Deals in which something must have been said before it is proposed (default of `channels.heard_in`)."""
MOST_WORDS: Final = 34


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a record could say."""

    kind: str
    change: Change
    subject: str
    """What makes two findings the same."""
    title: str
    why: str
    heard: tuple[Heard, ...]

    @property
    def deals(self) -> int:
        """Return in how many deals it was heard."""
        return len({one.deal_id for one in self.heard if one.deal_id})


_CALLED: Final = re.compile(r"^(?:(?:hi|hello|dear)\s+)?[A-Z][a-z]+,\s+(?=\S)")
"""Whom a sentence speaks to: `Callum, a month of it`."""
RESULT_WORDS: Final = "fell dropped halved scored faster quicker minutes seconds percent fewer trial pilot went from"
_RESULT: Final = re.compile(
    r"\b(?:fell|dropped|went (?:down|up)|came down|rose|halved|doubled|scored|measured|counted|cut|saved|down (?:from|to)|up (?:from|to)|"
    r"took|took us|now takes?|went from|reads? in)\b",
    re.I,
)
_NUMBER: Final = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|half|third)\b", re.I
)
_IN_TRIAL: Final = re.compile(
    r"\b(?:trial|pilot|test(?:ed|ing)?|tried|fortnight|first (?:week|month|shift|night)s?|since (?:we|you|the)|in the (?:two|three|four|six) weeks|"
    r"with (?:it|yours|tiller)|your (?:board|tablet|list|screen)s?|this (?:week|month))\b",
    re.I,
)
_NOT_A_RESULT: Final = re.compile(
    r"\?|\b(?:if|would|should|could|want|wants|need|needs|hope|aim|target|by the end|promise|will)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a customer's, with where it was said."""

    text: str
    deal_id: str
    deal: str
    speaker: str
    at: Any
    touchpoint: str

    def heard(self, key: str) -> Heard:
        """Return it as what an update stands on."""
        return Heard(f"{self.touchpoint}|{key}", self.text, self.deal_id, self.deal, self.speaker, self.at, self.touchpoint)


def objections(sentences: Mapping[str, Sequence[Sentence]], least: int, names: tuple[str, ...]) -> Iterator[Found]:
    """Yield the objections that were heard in several deals; `sentences` by theme, candidates of the full-text search."""
    for theme in THEMES:
        hits = [
            s for s in sentences.get(theme.key, ()) if PATTERNS[theme.key].search(s.text) and not kept_for_people(s.text, names)
        ]
        heard = _one_a_speaker(hits, theme.key)
        if len({one.deal_id for one in heard}) < least:
            continue
        yield Found(
            "objection", Change("objections", None, {"heard": theme.heard, "answer": theme.answer}), theme.key,
            theme.heard, "heard from customers in {n}", heard,
        )  # fmt: skip


def proof_points(sentences: Iterable[Sentence], names: tuple[str, ...]) -> Iterator[Found]:
    """Yield the results that a customer stated in their own words, each once."""
    seen: set[str] = set()
    for s in sentences:
        if not (_RESULT.search(s.text) and _NUMBER.search(s.text) and _IN_TRIAL.search(s.text)) or _NOT_A_RESULT.search(s.text):
            continue
        words = _CALLED.sub("", one_line(s.text))
        if len(words.split()) > MOST_WORDS or kept_for_people(words, names) or words.casefold() in seen:
            continue
        seen.add(words.casefold())
        text = f"In use with a customer: “{words}”"
        source = f"a customer's own words, {s.at:%Y-%m-%d}, {s.touchpoint}"
        yield Found("proof_point", Change("proof_points", None, {"text": text, "source": source}), words.casefold(),
                    f"Confirmed: “{_short(words)}”", "a customer said so in {n}", (s.heard("proof"),))  # fmt: skip


_STOP: Final = frozenset(
    "about after again almost already always another anything around because been before being between both cannot could does doing done down "
    "during each either else even every everybody everything first from getting give given goes going have having here into itself just know "
    "last least less like little long look made make many more morning most much must need never next nobody nothing often once only other "
    "over people really right said same says should since some somebody something still such sure take takes than thank thanks that their them "
    "then there these they thing things think this those three through time today told until very want wants week weeks well were what when "
    "where which while whole will with without work would write year years your minutes hours hundred thousand month months monday tuesday "
    "wednesday thursday friday saturday sunday january february march april june july august september october november december second "
    "number better able might yours ours mine everyone anyone someone hello dear regards best please".split()
)
_NOUN: Final = re.compile(
    r"\b(?:the|our|an?|every|each|their|my|this|that|no|on|per|in)\s+(?:\w+\s)?(?![a-z-]{3,}[^e]ed\b)([a-z][a-z-]{3,})\b(?!\s+[a-z]+ly\b)"
)
"""A word where nouns stand: after an article or the like, one word between; `the freezer failed` names the freezer."""
_ASKS: Final = {
    "pain": "Customers here often name “{w}” when they say what goes wrong. Is that so with you, too?",
    "metrics": "Customers here often measure it by “{w}”. What would you measure it by?",
    "decision_criteria": "“{w}” often comes up when customers here compare. Where does it stand in your order?",
    "champion": "Customers here often begin with “{w}”. What would be a good beginning for you?",
    "decision_process": "“{w}” is often part of the way to a decision here. Is it part of yours?",
}


def messages(evidence: Iterable[tuple[str, Sentence]], least: int, names: tuple[str, ...], most: int = 8) -> Iterator[Found]:
    """Yield the words that customers of several deals use for the same requirement; `evidence` is (requirement, sentence)."""
    said: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
    own = {word for name in names for word in re.findall(r"[a-z]{4,}", name.casefold())}
    for requirement, s in evidence:
        if requirement in _ASKS:
            for word in set(_NOUN.findall(s.text.casefold())) - _STOP - own:
                said[(requirement, word)].append(s)
    ranked = sorted(said.items(), key=lambda item: (-len({s.deal_id for s in item[1]}), item[0]))
    taken = 0
    for (requirement, word), found in ranked:
        text = _ASKS[requirement].format(w=word)
        heard = _one_a_speaker(found, word)
        if len({one.deal_id for one in heard}) < least or taken == most:
            break
        if kept_for_people(" ".join((text, *(h.words for h in heard[:1]))), names):
            continue
        taken += 1
        yield Found("message", Change("messages", None, {"text": text, "fits": requirement}), f"{requirement}|{word}",
                    f"Customers repeat “{word}”", "the same word in {n}", heard)  # fmt: skip


def roles(channel: Channel, heard: Mapping[str, Sequence[Heard]], deals: int, least: int) -> Iterator[Found]:
    """Yield the roles that were heard in at least `least` deals and a fifth of them, and that the record does not expect."""
    expected = {lane.value for lane in channel.expected_roles}
    for role, found in sorted(heard.items()):
        in_deals = len({one.deal_id for one in found})
        if role in expected or role in ("buyer_other", "seller", "automation", "ai") or in_deals < least or in_deals * 5 < deals:
            continue
        yield Found(
            "role", Change("expected_roles", None, role), role, f"Expect {role_words(role)}", "heard in {n}", tuple(found[:12])
        )


def titles(channel: Channel, people: Mapping[str, Sequence[Heard]], least: int) -> Iterator[Found]:
    """Yield the titles of people who were heard in several deals; `people` by title."""
    groups: dict[str, list[Heard]] = defaultdict(list)
    for title, found in people.items():
        groups[_kind_of_title(title)] += found
    known = {name.casefold() for name in channel.also_involved}
    for kind, found in sorted(groups.items()):
        if kind and kind.casefold() not in known and len({one.deal_id for one in found}) >= least and not kept_for_people(kind):
            yield Found("title", Change("also_involved", None, kind), kind.casefold(), f"Usually involved: {kind}", "people with this title in {n}",
                        tuple(found[:12]))  # fmt: skip


def _kind_of_title(title: str) -> str:
    """Return what several titles have in common: `Night Shift Supervisor` is a supervisor, `Chief Operating Officer` is that."""
    words = re.findall(r"[A-Za-z]+", title.partition(",")[0])
    if len(words) >= 3 and words[0].casefold() == "chief":
        return " ".join(words[:3])
    return (
        " ".join(words[-2:])
        if words[-1:] and words[-1].casefold() in ("manager", "officer", "director", "lead", "owner")
        else " ".join(words[-1:])
    )


def requirements(
    channel: Channel, evidence: Iterable[tuple[str, Sentence]], labels: Mapping[str, str], least: int
) -> Iterator[Found]:
    """Yield the requirements that customers of several deals speak about though the record's set does not hold them."""
    said: dict[str, list[Sentence]] = defaultdict(list)
    for key, s in evidence:
        if key not in channel.requirements:
            said[key].append(s)
    for key, found in sorted(said.items()):
        heard = _one_a_speaker(found, key)
        if key in labels and len({one.deal_id for one in heard}) >= least:
            yield Found("requirement", Change("requirements", None, key), key, f"Ask for “{labels[key]}” from the start",
                        "customers spoke about it in {n}", heard)  # fmt: skip


def _one_a_speaker(found: Iterable[Sentence], key: str) -> tuple[Heard, ...]:
    """Return each speaker's first sentence, at most three a deal and twelve in all, oldest first."""
    taken: list[Heard] = []
    speakers: set[tuple[str, str]] = set()
    by_deal: Counter[str] = Counter()
    for s in sorted(found, key=lambda one: (one.at, one.touchpoint)):
        if (s.deal_id, s.speaker) not in speakers and by_deal[s.deal_id] < 3:
            speakers.add((s.deal_id, s.speaker))
            by_deal[s.deal_id] += 1
            taken.append(s.heard(key))
    return tuple(taken[:40])


def _short(words: str, most: int = 9) -> str:
    parts = words.split()
    return words if len(parts) <= most else " ".join(parts[:most]) + " …"
