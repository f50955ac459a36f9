"""Understand a question about one deal: which of the things that the store can answer is meant, about whom, about what.

No model: classes of meaning (`ask_words`) vote for intents, likeness to known questions decides (`ask_likeness`), names of this deal's
people fill the slots. What is not understood is said to be not understood, with the nearest questions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Final

from journey_tui.domain.ask_likeness import NOTHING, PERSON, TOPIC, Learned, features, likeness
from journey_tui.domain.ask_names import ORDINARY, is_near, person_in, stranger
from journey_tui.domain.ask_names import Somebody as Somebody
from journey_tui.domain.ask_rules import CANONICAL, INTENTS, TOPICAL
from journey_tui.domain.ask_words import COMPILED, COMPILED_REQUIREMENTS, CONTRACTIONS, MEANINGS
from journey_tui.lean import dataclass
from journey_tui.text import normalise

LEAST: Final = 0.3
"""Probability that an intent needs: less is a guess, and a guess is not an answer."""
SURE: Final = 0.6
"""Probability from which a question of several clauses is taken as a whole, or a clause of it by itself."""
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
    marked = _mended(without, known)
    text = marked.replace(PERSON, "them")
    meanings = frozenset(name for name, pattern in COMPILED.items() if pattern.search(text))
    requirement = _requirement_in(text)
    topic, explicit = _topic_in(text)
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
    return Read(marked, frozenset(marks), votes, person, topic, explicit, requirement, nobody)


def understand(question: str, people: Sequence[Somebody], learned: Learned) -> Understood:
    """Return what a question means; `people` are those of this deal, `learned` what its wording is weighed by."""
    whole = _meant(question, people, learned)
    parts = [part for part in re.split(r"(?<=[?!])\s+|(?<=\w\w[.;])\s+|,\s+", question[:LONGEST]) if len(part.split()) > 2]
    if len(parts) < 2 or (whole.intent and whole.score > SURE):
        return whole
    others = [one for one in (_meant(part, people, learned) for part in parts) if one.intent and not one.guessed]
    best = max(others, key=lambda one: one.score, default=whole)
    return best if best.score > SURE or not whole.intent else whole


def _meant(question: str, people: Sequence[Somebody], learned: Learned) -> Understood:
    one = read(question, people, learned.words)
    found = features(one.text, one.requirement, one.marks, one.votes, learned.rarity, learned.unseen)
    ranked = likeness(found, learned)
    if (
        ranked[0][0] == "requirement" and not one.requirement and {"when", "dates"} & one.marks
    ):  # a day is asked for, of none of them
        ranked = _without("requirement", ranked)
    best, chance = ranked[0]
    if best == NOTHING or chance < LEAST:
        near = tuple(CANONICAL[kind] for kind, _ in ranked[:4] if kind != NOTHING)[:3]
        if subject := _bare_subject(one, learned.words):
            return Understood("said_about", one.person, subject, one.requirement, chance, near, guessed=True)
        return Understood("", one.person, one.topic, one.requirement, chance, near, unknown_name=one.stranger)
    if best in ("people", "role_of") and not one.person and (name := _name_asked(one, learned.words)):
        return Understood("role_of", "", name, one.requirement, chance, unknown_name=one.stranger)
    topic = (one.topic or _left_over(one, learned.words)) if best in TOPICAL else ""
    return Understood(best, one.person, topic, one.requirement, chance, unknown_name=one.stranger)


def _without(kind: str, ranked: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return the other kinds, their probabilities as if that one were not."""
    rest = [(other, chance) for other, chance in ranked if other != kind]
    total = sum(chance for _, chance in rest) or 1.0
    return [(other, chance / total) for other, chance in rest]


def _bare_subject(one: Read, known: frozenset[str]) -> str:
    """Return the subject where the question is nothing but one: `the integration`."""
    words = _bare(one.text.replace(TOPIC, one.topic)).split()
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


_AHEAD: Final = re.compile(
    r"^(?P<topic>[^-–—:,?]{2,60}?)(?:\s+[-–—]+\s+|\s*[:,?]\s+|\s+(?=(?:who|what) (?:is|was|are) (?:she|he|they|that)\W*$))(?P<asked>\S.*)$",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"\b(?:said|say|says|mention\w*|discuss\w*|came up|come up|thoughts?|feedback|opinions?)\W*$", re.IGNORECASE
)


def turned(question: str) -> str:
    """Return a question that names its subject ahead (`pricing - has anybody raised it`) with the subject in its place."""
    found = _AHEAD.match(question.strip())
    if found is None or len(found["topic"].split()) > 6:
        return question
    topic, asked = found["topic"].strip(), found["asked"].strip()
    if (named := re.fullmatch(r"(who|what) (is|was|are) (?:she|he|they|it|that)\W*", asked, re.IGNORECASE)) is not None:
        return f"{named[1]} {named[2]} {topic}"
    if (brought := re.search(r"\b(?:brought|bring) (?:it|that|this|them) up\b", asked, re.IGNORECASE)) is not None:
        return f"{asked[: brought.start()]}mentioned {topic}"
    if _SAID.search(asked) and re.match(r"(?:what|anything|did|has|have|who|was)\b", asked, re.IGNORECASE):
        return f"{asked.rstrip(' ?!.')} about {topic}"
    return _IT.sub(lambda it: f"{it[1]} {topic}", asked, count=1) if _IT.search(asked) else question


_IT: Final = re.compile(r"\b(mention(?:ed)?|rais(?:e|ed)|discuss(?:ed)?|about|on) (?:it|that|this|them)\b", re.IGNORECASE)


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


# Slips of the fingers in the words themselves.


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    plain = re.findall(r"[a-z]{5,}", " ".join(re.sub(r"\\\w[*+]?|\(\?[:!<=]+|\{[^}]*\}", " ", one) for one in MEANINGS.values()))
    return frozenset((*plain, *_KNOWN))


_KNOWN: Final = ("champion", "promise", "promised", "meeting", "changed", "status", "timeline", "competitors", "alternatives", "criteria",
                 "stakeholders", "decision", "process", "amount", "question", "questions", "summary", "approve", "procurement", "security",
                 "outcome", "problem", "quiet", "heard", "verified", "supported", "blocking", "waiting", "committed")  # fmt: skip


def _mended(text: str, more: frozenset[str] = frozenset()) -> str:
    """Return the text with words one slip away from a known one written right."""
    known = _vocabulary()
    return " ".join(_mend(word, known, more) for word in text.split())


@lru_cache(maxsize=4096)
def _mend(word: str, known: frozenset[str], more: frozenset[str]) -> str:
    if (
        len(word) < 5
        or word in known
        or word in more
        or not word.isascii()
        or not word.isalpha()
        or word.rstrip("s") in known | more
    ):
        return word
    if any(word.endswith(end) and word[: -len(end)] in known | more for end in ("ing", "ed", "es", "s", "er", "ly")):
        return word
    if len(word) > 5 and (found := next((other for other in _KNOWN if other[0] == word[0] and is_near(word, other)), "")):
        return found
    near = sorted(other for other in more if len(other) > 5 and other[0] == word[0] and is_near(word, other))
    return near[0] if len(near) == 1 else word


# What it is about.

_ABOUT: Final = re.compile(
    r"\b(?:about|regarding|concerning|on the (?:topic|subject|question) of|with regard to|in regard to|re|mention(?:s|ed|ing)?(?: of)?|anything on|said on|say on|"
    r"land(?:ed)? on|latest on|news on|"
    r"word on|view on|views on|position on|stand on|opinion on|opinion of|feedback on|comment on|comments on|think of|timeline of|timeline for|"
    r"history of|story of|discuss(?:ed)?|react(?:ed)? to|respond(?:ed)? to|talk(?:ed)? of|raised?|search(?: for)?|find(?: me)?|look up|everything on)"
    r"\s+(?P<topic>.+)$"
)
_COME_UP: Final = re.compile(
    r"^(?:when did|has|did|was|were)?\s*(?:the\s+)?(?P<topic>.+?)\s+(?:come up|came up|comes up|get mentioned|been mentioned|mentioned|been raised|"
    r"been discussed|discussed|brought up|ever (?:come up|mentioned))\b"
)
_IDLE: Final = re.compile(
    r"^(?:the|a|an|our|their|his|her|any|that|this|its|all|every|some)\s+|\s+(?:so far|yet|lately|recently|in (?:this|the) deal|on this deal|to us|"
    r"by them|them|please|again|in (?:the )?(?:last|latest|past) .+|so far|until now|to date|at all|in (?:their|the) (?:e?-?mails?|calls?|messages?|meetings?))$"
)
_NO_TOPIC: Final = frozenset(
    (
        "this deal|the deal|deal|it|this|that|us|them|they|me|opportunity|this opportunity|the opportunity|account|this account|"
        "the customer|customer|things|now|next|today|next steps|us lately|we"
    ).split("|")
)


_ASIDE: Final = re.compile(
    r"^(?:anyone|anybody|someone|somebody|they|we|he|she|you|was|what|(?:what|it) was)$|\s(?:what|who|when|how|last|call|meeting)\b"
)
"""What came up is a thing, nobody and no question."""


_ASKED: Final = re.compile(
    r"^(?:(?:find|show|list|look up|search|me|when|where|who|how often|how|what|did|has|have|was|were|is|are|they|anybody|anyone|any)\s+)+"
    r"|\s+(?:was|were|is|are|has|have|had|got|get|gets|been|being)$"
)
"""What stands around a subject that came up."""


def _topic_in(text: str) -> tuple[str, bool]:
    """Return what the question is about, and whether it says so in so many words."""
    quoted = re.search(r"[\"“](.{2,60}?)[\"”]", text)
    if quoted:
        return quoted.group(1), True
    came = _COME_UP.search(text)
    if came and not _ASIDE.search(came["topic"]):
        topic = _bare(_ASKED.sub("", came["topic"]))
        if topic:
            return topic, True
    found = None
    for match in re.finditer(_ABOUT, text):
        found = match
    if found is None:
        return "", False
    topic = _bare(found["topic"])
    deeper = re.search(r"\b(?:about|regarding|on)\s+(.+)$", topic)
    topic = _bare(deeper.group(1)) if deeper else topic
    return (topic, True) if topic else ("", False)


def _bare(topic: str) -> str:
    """Return a topic without articles and small words around it; nothing where only such are left."""
    before = ""
    topic = topic.strip()
    while topic != before:
        before, topic = topic, _IDLE.sub("", topic).strip()
    return "" if topic in _NO_TOPIC or len(topic) < 2 else topic
