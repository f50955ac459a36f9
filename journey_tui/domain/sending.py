"""Tell a message found in the mailbox from another: whether it is what was drafted, as far as its words say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from journey_tui.domain.mail_head import parts
from journey_tui.text import normalise

SHARE: Final = 0.6
"""Share of the draft's runs of words that the message has to have: people change a line before they send."""
_PREFIX: Final = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)


def is_same_message(draft: str, subject: str, body: str) -> bool:
    """Return whether the message has the draft's words: three in five of its runs, fewer under the same subject."""
    head = parts(draft)
    wanted = _runs(head.body)
    if not wanted:
        return False
    share = len(wanted & _runs(body)) / len(wanted)
    same = _PREFIX.sub("", head.subject).casefold().strip() == _PREFIX.sub("", subject).casefold().strip() != ""
    return share >= (SHARE / 2 if same else SHARE)


@lru_cache(maxsize=256)
def _runs(text: str, size: int = 4) -> frozenset[tuple[str, ...]]:
    """Return the runs of words of a text; many drafts are compared with one message, and it with many."""
    words = re.findall(r"\w+", normalise(text).casefold())
    return frozenset(tuple(words[at : at + size]) for at in range(len(words) - size + 1))
