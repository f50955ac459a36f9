"""Understand a question about one deal: which of the things that the store can answer is meant, about whom, about what.

No model: classes of meaning (`ask_words`) vote for intents, likeness to known questions decides (`ask_likeness`), names of this deal's
people fill the slots. What is not understood is said to be not understood, with the nearest questions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Final

from journey_tui.domain.ask_likeness import NOTHING, PERSON, TOPIC, Learned, features, likeness
from journey_tui.domain.ask_names import ORDINARY, person_in, stranger
from journey_tui.domain.ask_names import Somebody as Somebody
from journey_tui.domain.ask_rules import CANONICAL, INTENTS, TOPICAL
from journey_tui.domain.ask_slips import as_typed, mended
from journey_tui.domain.ask_topic import bare, topic_in
from journey_tui.domain.ask_topic import turned as turned
from journey_tui.domain.ask_words import COMPILED, COMPILED_REQUIREMENTS, CONTRACTIONS
from journey_tui.lean import dataclass
from journey_tui.text import normalise

LEAST: Final = 0.3
"""Probability that an intent needs: less is a guess, and a guess is not an answer."""
SURE: Final = 0.6
"""Probability from which a question of several clauses is taken as a whole, or a clause of it by itself."""
CLEARER: Final = 0.1
"""By how much a clause must be surer than the whole question to be taken in its place."""
LONGEST: Final = 400
"""Characters of a question that are read."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a question."""

    intent: str
    """Empty where it was not understood."""
    person: str = ""
    """Key of the person that it names."""
    topic: str = ""
    """What it is about, in the question's own words."""
    requirement: str = ""
    score: float = 0.0
    nearest: tuple[str, ...] = field(default_factory=tuple)
    """Questions that come near, where it was not understood."""
    guessed: bool = False
    """Nothing but a few words that no question has: a subject, if anything that is stored has them."""
    unknown_name: str = ""
    """A name in the question that is nobody of this deal's."""


@dataclass(frozen=True, slots=True)
class Read:
    """A question taken apart, before it is decided what it means."""

    text: str
    """Its words written out, with `PERSON` and `TOPIC` in their places."""
    marks: frozenset[str]
    votes: Mapping[str, float]
    """Intent: how strongly the rules speak for it."""
    person: str = ""
    topic: str = ""
    explicit: bool = False
    """Whether it says in so many words what it is about."""
    requirement: str = ""
    stranger: str = ""


def read(question: str, people: Sequence[Somebody], known: frozenset[str] = frozenset(), *, subject: str = "") -> Read:
    """Return a question taken apart; `known` are words for slips of the fingers, `subject` is known to be what it is about."""
    person, without = person_in(_without_greeting(written_out(turned(question))), people, known)
    marked = mended(without, known)
    text = marked.replace(PERSON, "them")
    meanings = frozenset(name for name, pattern in COMPILED.items() if pattern.search(text))
    requirement = _requirement_in(text)
    topic, explicit = topic_in(text)
    topic, explicit = (subject, True) if subject and subject in text else (topic, explicit)
    nobody = "" if person else stranger(question, topic)
    marks = set(meanings)
    marks |= {"person"} if person else set()
    marks |= {"stranger"} if nobody and not explicit else set()
    marks |= {"topic"} if topic and explicit else set()
    marks |= {f"r:{requirement}", "requirement"} if requirement else set()
    marks |= {"owed_us"} if _OWED_US.search(text) else set()
    votes = {intent: _votes(intent, marks) for intent in INTENTS}
    if explicit and topic and topic != "them":
        marked = re.sub(rf"(?:\b(?:the|a|an|our|their) )?{re.escape(topic)}(?!\w)", TOPIC, marked)
    subject = as_typed(topic, without, known)
    return Read(marked, frozenset(marks), votes, person, subject, explicit, requirement, nobody)


def understand(question: str, people: Sequence[Somebody], learned: Learned) -> Understood:
    """Return what a question means; `people` are those of this deal, `learned` what its wording is weighed by."""
    whole = _meant(question, people, learned)
    parts = [part for part in _CLAUSES.split(question[:LONGEST]) if len(part.split()) > 2]
    if len(parts) < 2 or (not whole.intent and whole.score > SURE and _wants_more(question)):
        return whole
    each = [_meant(part, people, learned) for part in parts]
    for part, one in zip(parts, each, strict=True):
        if not one.intent and one.score > SURE and _wants_more(part):
            return one  # something is to be made or advised: what stands before it is why
    best = max((one for one in each if one.intent and not one.guessed), key=lambda one: one.score, default=whole)
    if whole.intent and whole.score > SURE:
        return best if best.score > whole.score + CLEARER else whole
    return best if best.score > SURE or not whole.intent else whole


def _wants_more(question: str) -> bool:
    """Return whether the words ask for something to be made, guessed or advised, which nobody can look up."""
    words = written_out(question)
    return any(COMPILED[name].search(words) for name in ("compose", "advise"))


_CLAUSES: Final = re.compile(
    r"(?<=[?!])\s+|(?<=\w\w[.;:])\s+|,\s+|\s+[-–—]+\s+|\s+(?:but|so|because|and)\s+(?=(?:who|what|when|where|which|why|how|can|could|did|do|does|"
    r"is|are|has|have|show|tell|list|find|give|write|draft|please)\b)"
    r"|\b(?:no (?:idea|clue)|not sure|(?:do not|don'?t|never|can'?t|cannot) (?:know|remember|recall|see|tell)|forgot|forget|wonder(?:ing)?|(?:wants?|need|like) to know|"
    r"(?:asks?|asking)(?: me)?|find out|look up)\s+(?=(?:who|whom|whose|what|when|where|which|why|how)\b)"
)
"""Where one clause of a question ends and the next begins."""


def _meant(question: str, people: Sequence[Somebody], learned: Learned) -> Understood:
    one = read(question, people, learned.words)
    found = features(one.text, one.requirement, one.marks, one.votes, learned.rarity, learned.unseen)
    ranked = likeness(found, learned)
    if (
        ranked[0][0] == "requirement" and not one.requirement and {"when", "dates"} & one.marks
    ):  # a day is asked for, of none of them
        ranked = _without("requirement", ranked)
    best, chance = ranked[0]
    if best in ("people", "role_of", NOTHING) and not one.person and (name := _name_asked(one, learned.words)):
        return Understood("role_of", "", name, one.requirement, chance, unknown_name=one.stranger)
    if best == NOTHING or chance < LEAST:
        near = tuple(CANONICAL[kind] for kind, _ in ranked[:4] if kind != NOTHING)[:3]
        if subject := _bare_subject(one, learned.words):
            return Understood("said_about", one.person, subject, one.requirement, chance, near, guessed=True)
        return Understood("", one.person, one.topic, one.requirement, chance, near, unknown_name=one.stranger)
    topic = (one.topic or _left_over(one, learned.words)) if best in TOPICAL else ""
    return Understood(best, one.person, topic, one.requirement, chance, unknown_name=one.stranger)


def _without(kind: str, ranked: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return the other kinds, their probabilities as if that one were not."""
    rest = [(other, chance) for other, chance in ranked if other != kind]
    total = sum(chance for _, chance in rest) or 1.0
    return [(other, chance / total) for other, chance in rest]


def _bare_subject(one: Read, known: frozenset[str]) -> str:
    """Return the subject where the question is nothing but one: `the integration`."""
    words = bare(one.text.replace(TOPIC, one.topic)).split()
    return " ".join(words) if 0 < len(words) <= 3 and all(len(w) > 2 and w not in known and w != PERSON for w in words) else ""


def _name_asked(one: Read, known: frozenset[str]) -> str:
    """Return the name in `who is …` that is nobody's of this deal."""
    found = re.fullmatch(r"who (?:is|was|are) (?:the |this |that )?(?P<name>\w+(?: \w+){0,2})", one.text)
    return found["name"] if found and _left_over(one, known) else ""


def _left_over(one: Read, known: frozenset[str]) -> str:
    """Return the words that no known question has: what is left to be its subject."""
    words = [w for w in one.text.split() if len(w) > 3 and w[0] != "_" and not {w, w.rstrip("s")} & known]
    return " ".join(w for w in words if not {w, w.rstrip("s")} & ORDINARY)


_GREETING: Final = re.compile(
    r"^(?:(?:hi|hey|hello|ok|okay|so|well|right|and|but|also|please|sorry|quick one|quick question|question|just|actually|journey)\s+)+(?=\w+ \w)"
    r"|^(?:can|could|would|will) you (?:please |just |maybe |quickly )*(?:tell|show|give|remind) me (?:please )?(?:again )?(?=\w+ \w)"
    r"|^(?:do you (?:happen to )?know|any idea|any clue|i (?:would like|want|need) to know|i (?:was|am) wondering|i wonder|tell me|"
    r"let me know|remind me(?: again)?)\s+(?=(?:who|whom|whose|what|when|where|which|why|how|if|whether)\b)"
)
"""Words before the question itself."""


def _without_greeting(words: str) -> str:
    before = ""
    while before != words:
        before, words = words, _GREETING.sub("", words, count=1)
    return re.sub(r"\s(?:please|thanks|thank you)$", "", words)


def written_out(question: str) -> str:
    """Return the question in lower case with short forms written out and only words left."""
    text = normalise(question[:LONGEST]).casefold()
    for pattern, words in CONTRACTIONS:
        text = re.sub(pattern, words, text)
    text = re.sub(r"[^\w\s'&%$€£/.-]", " ", text)
    return " ".join(re.sub(r"(?<!\w)[.'/-]+|[.'/-]+(?!\w)", " ", text).split())


def _votes(intent: str, marks: set[str]) -> float:
    """Return how strongly the marks of a question speak for an intent: its strongest rule, raised by what also fits."""
    best = 0.0
    for needs, score in INTENTS[intent]:
        wanted = needs.split()
        if all(_holds(one, marks) for one in wanted):
            best = max(best, score + 0.1 * len(wanted))
    return best


def _holds(need: str, marks: set[str]) -> bool:
    """Return whether one need of a rule holds: `a`, `a|b`, `!a`."""
    return need[1:] not in marks if need[0] == "!" else any(one in marks for one in need.split("|"))


def _requirement_in(text: str) -> str:
    """Return the requirement that the words mean, the one whose words are longest."""
    best, size = "", 0
    for key, pattern in COMPILED_REQUIREMENTS.items():
        for found in pattern.finditer(text):
            if len(found.group()) > size:
                best, size = key, len(found.group())
    return best


_OWED_US: Final = re.compile(
    r"\b(?:they|them|he|she|(?:the )?(?:customer|client|buyer|prospect)|their side|the other side)\b(?: \w+)?? "
    r"(?:still |also |ever |actually )?(?:promis\w+|owes?|owed|committed|commit|pledged|agreed to|said (?:they|he|she) (?:would|will|'d)|"
    r"(?:was|were|are|is) (?:supposed|meant|due) to|going to (?:send|get|give|share|do))\b"
    r"|\b(?:owed?|owes|promised?|due) (?:to )?us\b|\b(?:are|am) (?:we|i) (?:still )?(?:owed|waiting (?:for|on))\b"
    r"|\b(?:we|i) (?:are|am) (?:still )?(?:owed|waiting (?:for|on))\b|\bpromises? from (?:them|the customer|their)"
    r"|\bcommitments? (?:from|by|of) (?:them|the customer|their)"
    r"|\btheir (?:promises?|commitments?|to-?dos?|action items?|homework|side of)\b"
)
"""The customer's promises, not ours."""
