"""Take over what a model wrote in the place of a text: what the sources do not bear out is left out, and said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final

from journey_tui.analysis.agreeing import false
from journey_tui.analysis.asking import bare_text
from journey_tui.analysis.citing import Sources, marks_of, sentences
from journey_tui.analysis.links import LEFT_OUT, links_of, without_foreign_links
from journey_tui.analysis.told import Told
from journey_tui.domain.context import Source
from journey_tui.domain.language import without_blame
from journey_tui.lean import dataclass
from journey_tui.text import normalise

_HEAD: Final = re.compile(r"\s*(?:to|cc|bcc)\s*:", re.IGNORECASE)
_LEAD: Final = re.compile(r"\s*(?:[-*•]|\d+[.)])?\s*")
_WHOLE: Final = re.compile(r"\s*[|#]|\s*subject\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text that a model wrote, as far as it stands."""

    text: str
    cites: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """(sentence, reason) of what was not taken over."""


def rewritten(
    answer: str, before: str, sources: Sources, *, mine: Iterable[str] = (), do_not_say: Sequence[str] = ()
) -> Rewritten:
    """Return the model's text checked against the text that stood `before` and the sources; whom it goes to stays as it was."""
    kept_as_is = {line.strip() for line in (*before.split("\n"), *mine) if line.strip()}
    everything = Told([Source("artifact", before), *sources.given])
    links = sources.links | links_of([before])
    answered = without_foreign_links(bare_text(answer), links).split("\n")
    head = list(takewhile(lambda line: _HEAD.match(line) or _WHOLE.match(line), before.split("\n")))
    out = [line for line in head if _HEAD.match(line) and line not in answered]
    cites: list[str] = []
    left: list[tuple[str, str]] = []
    for line in answered:
        if not line.strip() or line.strip() in kept_as_is:
            out.append(line)
            continue
        if _HEAD.match(line):
            continue
        kept = _line(line, sources, everything, do_not_say, cites, left)
        if kept.strip():
            out.append(kept)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n")
    return Rewritten(text, tuple(dict.fromkeys(cites)), tuple(left))


def _line(
    line: str, sources: Sources, everything: Told, do_not_say: Sequence[str], cites: list[str], left: list[tuple[str, str]]
) -> str:
    """Return the sentences of a line that stand, its bullet before them; what they cite goes to `cites`, the others to `left`."""
    lead = found.group() if (found := _LEAD.match(line)) else ""
    parts = [line[len(lead) :]] if _WHOLE.match(line) else list(sentences(line[len(lead) :]))
    kept: list[str] = []
    for part in parts:
        numbers, strange, bare = marks_of(part)
        cited = sources.cited(numbers)
        reason = _reason(bare, numbers, strange, len(cited), sources.told(numbers) if cited else everything, sources, do_not_say)
        if reason:
            left.append((bare, reason))
            continue
        cites += [one.evidence for one in cited if one.evidence]
        kept.append(without_blame(bare))
    return lead + " ".join(kept) if kept else ""


def _reason(
    bare: str, numbers: list[int], strange: list[str], cited: int, told: Told, sources: Sources, do_not_say: Sequence[str]
) -> str:
    """Return why a sentence is not taken over, empty where it is."""
    if strange or cited < len(set(numbers)):
        return "it cites what was not given"
    if LEFT_OUT in bare:
        return "its link stands in no source of this deal"
    low = normalise(bare).casefold()
    if phrase := next(
        (one for one in do_not_say if one.strip() and re.search(rf"(?<!\w){re.escape(one.strip().casefold())}(?!\w)", low)), ""
    ):
        return f"“{phrase.strip()}” is on the channel's do-not-say list"
    why = false(bare, told, sources.names, sources.people)
    return "" if not numbers and why == "what it cites says nothing of this" else why
