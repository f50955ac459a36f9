"""Whether words speak of what has been: a month without its year then lies behind."""

from __future__ import annotations

import re
from typing import Final

_PAST_VERB: Final = re.compile(
    r"\b(?:was|were|did|had|went|came|met|sent|spoke|saw|got|took|ran|said|told|wrote|held|began|"
    r"left|made|"
    r"heard|fell|rose|lost|won|paid|gave|put|cut|shut|built|bought|ago|[a-z]{2,}ed)\b",
    re.I,
)
_NOT_PAST: Final = re.compile(
    r"\b(?:will|shall|going to|is|are|be|am|needs?|wants?|plans?|must|should|would|can|could|next|coming|upcoming"
    r"|(?:have|has) (?:got )?(?:to|the|a|an|our)|got (?:the|a|an|our|to))\b|"
    r"['’](?:ll|re|m)\b"
    r"|\bto\s+(?!(?:them|him|her|us|you|me|it|the|our|your|their|my|his|an?|this|that)\b)[a-z]"
    r"|\b(?:by|to|until|till|before|from|for|into|due)\s+(?:the\s+)?$"
)
_CLAUSE: Final = re.compile(r"[.!?;:\n]\s|[,;]\s(?:and|but|so|then)\s|\s-\s")
_PAST: Final = re.compile(
    r"\b(?:wrote|was|were|had|did|got|went|took|lost|fell|broke|came|made|found|gave|said|told|saw|cost us|(?!need|want|plann|schedul|book|"
    r"fix|expect|suppos|requir|agre|limit|delay|postpon|mov|reschedul|propos|deadlin|invit|approv|decid|sign)[a-z]{3,}ed)\b",
    re.I,
)
_TO_COME: Final = re.compile(
    r"\b(?:will|'ll|is|are|am|'s|'re|going to|next|coming|must|needs? to|have to|has to|should|shall|can|may|wants?|plans?|starts?|begins?|meets?|"
    r"comes?|opens?|sits?|expires?|ends?|by|before|until|then)\b",
    re.I,
)


def tells_of_past(before: str) -> bool:
    """Return whether the clause that ends here, before a date, speaks of what has been."""
    clause = _CLAUSE.split(before)[-1]
    return bool(_PAST_VERB.search(clause)) and not _NOT_PAST.search(clause)


def only_tells(sentence: str) -> bool:
    """Return whether a whole sentence tells what was and nothing that is or comes, wherever in it the date stands."""
    return bool(_PAST.search(sentence)) and not _TO_COME.search(sentence)
