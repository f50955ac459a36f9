"""What a seller's people have asked the customer about one requirement: in mail as it was read, in calls by their own words.

Narrow rather than wide: a question about a day or a room is none about the decision, and what is not sure to be one is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from journey_tui.domain.model import Lane, Remark, Segment, Side
from journey_tui.domain.playbook import RequirementSpec
from journey_tui.domain.views_leader import Asked
from journey_tui.lean import dataclass
from journey_tui.text import one_line

Fits = Callable[[str], bool]
"""Whether a question is about what is looked for."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A call or meeting with what was said in it."""

    id: str
    kind: str
    at: datetime
    actor: str
    text: str
    segments: tuple[Segment, ...]


_ABOUT: Final = {
    "metrics": r"what (?:number|result|figure|outcome|target)|which (?:number|result|figure|outcome|target)|what would (?:success|good|better) look|"
               r"success (?:look|mean)|worth it|measur\w+|how (?:much|many|far)\b.{0,60}\b(?:sav\w+|reduc\w+|cut|improve\w*|lower|fewer|better|less|more)|"
               r"saving|targets?|goals?|kpis?",
    "economic_buyer": r"who\b.{0,40}\b(?:signs?|approves?|decides|say yes|says yes|authori[sz]es|the budget|final (?:say|word)|sign it|sign off|signature)|"
                      r"(?:budget|purse) (?:holder|owner)|whose (?:budget|signature|decision|call)|signs? (?:it |this )?off|has the last word",
    "decision_criteria": r"criteri\w+|must[- ]haves?|what (?:matters|counts|must be true|do you look for)|matters? (?:most )?to (?:you|them|her|him)|"
                         r"most important|how (?:will|would|do|are) you (?:\w+ )?(?:choose|choosing|compare|comparing|judge|decide between|pick)|"
                         r"scorecard|shortlist|decide it for|requirements",
    "decision_process": r"how (?:does|do|will|would|is)\b.{0,60}\b(?:decide\w*|decision|approv\w+)|when (?:does|do|will|would|is|could)\b.{0,60}\b(?:decide\w*|"
                        r"decision|board|committee|council)|steps?\b.{0,30}\b(?:your side|decision|before|until)|(?:board|committee|council|steering)\b.{0,40}\b"
                        r"(?:meets?|meeting|agenda|sits?)|what happens (?:on your side|next on|after|between)|who else (?:has a say|is involved|takes part|decides)|"
                        r"path to a decision|decision process|timeline on your side",
    "paper_process": r"procurement|purchasing|legal(?:ly)?|lawyers?|counsel|contract\w*|security (?:review|questionnaire|team|check\w*)|questionnaire|"
                     r"purchase order|supplier (?:form|portal|registration)|vendor (?:form|onboarding|registration)|paperwork|msa|dpa|nda|redlin\w+",
    "pain": r"cost\w* you|what (?:goes|went) wrong|what (?:happens|happened) (?:if|when|today|then)|why now|what makes this|how often (?:does|do|did)|"
            r"how (?:long|many|much)\b.{0,40}\b(?:los\w+|lost|wast\w+|down|broken|errors?|mistakes?|wait\w*)|what hurts|what is the (?:problem|trouble)|"
            r"what would (?:happen|it mean) (?:if|for)|biggest (?:problem|trouble|worry)",
    "champion": r"(?:could|would|can|will|might) you\b.{0,30}\b(?:introduce|forward|share it|pass it|open|speak up|bring (?:us|me)|put (?:us|me)|invite|"
                r"set up|take it to|show it to)|who (?:on your side|else)\b.{0,40}\b(?:want|like|care|see|hear)|what could we give|easy for (?:him|her|them|you) to",
    "competition": r"who else are you|what else are you|other (?:vendors?|suppliers?|options?|offers?|tools?|providers?)|alternatives?|compar\w+ (?:us|it|this)|"
                   r"looking at|weighing|build (?:it|one|something)\b|stay(?:ing)? (?:with|as)|in[- ]house|doing nothing|competitors?",
}  # fmt: skip
"""How a question about each requirement is put, in English."""
_PATTERNS: Final = {key: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I) for key, words in _ABOUT.items()}
_BEFORE: Final = re.compile(r"[.!?]\s|\n\s*\n")
"""What a question begins after."""
_LONGEST: Final = 300
"""Characters of a question."""
_SMALL: Final = frozenset(
    "a an and are as at be been by can could did do does for from has have how i if in is it of on or our that the their them then there they this to "
    "us was we what when where which who whom whose why will with would you your".split()
)
_ALIKE: Final = 0.7
"""Share of the words of the shorter question from which two ask the same."""
_LEAST_ALIKE: Final = 3
"""Words that a question needs to be compared with another."""
_LEAST_WORDS: Final = 2
"""Words of its questions that tell that one is about a requirement which a team added."""


def is_about(question: str, spec: RequirementSpec) -> bool:
    """Return whether a question asks about the requirement; of one that a team added: whether it has two words of its questions."""
    pattern = _PATTERNS.get(spec.key)
    if pattern is not None and pattern.search(one_line(question)):
        return True
    own = (spec.question, *(part.question for part in spec.parts))
    if pattern is None:
        known = words_of(" ".join((spec.label, *own)))
        return len(words_of(question) & known) >= _LEAST_WORDS
    return any(is_same(question, one) for one in own)


_ROLE_ASKED: Final = {
    Lane.ECONOMIC_BUYER: "economic_buyer",
    Lane.PROCUREMENT_LEGAL_SECURITY: "paper_process",
    Lane.CHAMPION: "champion",
}
"""The requirement whose questions also ask for a role to be heard."""
_HEARING: Final = re.compile(
    r"(?<!\w)(?:(?:could|would|can|will|might|should|shall) (?:you|we|i|he|she|they)\b.{0,60}\b(?:introduce|meet|join|bring|invite|speak (?:to|with)|"
    r"talk (?:to|with)|include|copy|put (?:us|me) in touch|show (?:it|this) to|hear from)|who (?:else )?(?:on your side|in your team|among you)|"
    r"(?:has|have) \w+(?: \w+){0,3} (?:seen|looked at|heard|tried|read)|what (?:does|do|would|will) \w+(?: \w+)? (?:say|think|want|need|make of))(?!\w)",
    re.I,
)
"""How somebody who has not been heard is asked for."""


def is_for_role(question: str, lane: Lane, names: Iterable[str] = ()) -> bool:
    """Return whether a question asks for the words of a role that was not heard; `names`: of those who hold it, as far as known."""
    line = one_line(question)
    pattern = _PATTERNS.get(_ROLE_ASKED.get(lane, ""))
    low = line.casefold()
    named = any(name and re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", low) for name in names)
    return named or bool(_HEARING.search(line)) or (pattern is not None and bool(pattern.search(line)))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a question that say what it is about."""
    return frozenset(re.findall(r"\w+", text.casefold())) - _SMALL


def is_same(one: str, other: str) -> bool:
    """Return whether two questions ask the same in nearly the same words."""
    a, b = words_of(one), words_of(other)
    shorter = min(len(a), len(b))
    return shorter >= _LEAST_ALIKE and len(a & b) / shorter >= _ALIKE


def asked_in_mail(remarks: Iterable[Remark], fits: Fits) -> Iterator[Asked]:
    """Yield what our people asked of the customer in writing; what was said in confidence stays out."""
    for one in remarks:
        if one.kind == "asked" and one.side is Side.SELLER and not one.confidential and fits(one.quote):
            yield Asked(one.at, one.speaker, one_line(one.quote), "e-mail", one.touchpoint_id)


def asked_in_talks(talks: Iterable[Talk], fits: Fits) -> Iterator[Asked]:
    """Yield what our people asked in calls and meetings of which there is a text with its speakers."""
    for talk in talks:
        for one in talk.segments:
            if one.side is Side.SELLER and one.role == "new":
                for words in _questions(talk.text[one.start : one.end]):
                    if fits(words):
                        yield Asked(talk.at, one.speaker or talk.actor, words, talk.kind, talk.id)


def _questions(text: str) -> Iterator[str]:
    """Yield the sentences that end in a question mark."""
    for mark in re.finditer(r"\?", text):
        words = text[max(0, mark.start() - _LONGEST) : mark.end()]
        begins = max((found.end() for found in _BEFORE.finditer(words)), default=0)
        yield one_line(words[begins:])
