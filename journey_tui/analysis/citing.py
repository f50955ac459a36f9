"""Check what a model wrote about a deal against the sources it was given: each sentence stands, is marked, or is struck with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import Final

from journey_tui.analysis.agreeing import doubtful, false
from journey_tui.analysis.links import without_foreign_links
from journey_tui.analysis.told import Told
from journey_tui.domain.context import Source
from journey_tui.domain.language import without_blame
from journey_tui.domain.views_workspace import AnswerLine
from journey_tui.lean import dataclass
from journey_tui.text import clean

_MARK: Final = re.compile(r"\s?\[([^\[\]\n]{1,80})\]")
_NUMBERS: Final = re.compile(r"\d{1,4}(?:\s*[,;&]\s*\d{1,4})*")
_ID: Final = re.compile(r"[\w:.@/+-]*[\d:@/][\w:.@/+-]*(?:\s*,\s*[\w:.@/+-]+)*")
_SENTENCE: Final = re.compile(r"[^\n]+?(?:[.!?…]+[”\"')]*(?:\s*\[[^\[\]\n]{1,80}\])*(?=\s|$)|(?=\n)|$)")
_SHORT: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|approx|e\.g|i\.e|[A-Z])\.$")
UNSUPPORTED: Final = "Unsupported: no source is named for this."
SECRET: Final = "Said in confidence: for you alone."
KEPT_AT_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer as it is shown."""

    lines: tuple[AnswerLine, ...]
    facts: tuple[tuple[str, str], ...] = ()
    """(text, evidence id) of what the model would keep with the deal; only what stands."""

    @property
    def cites(self) -> tuple[str, ...]:
        """Return the ids of the quotes that it stands on."""
        return tuple(dict.fromkeys(key for line in self.lines if line.ink != "struck" for key in line.evidence))

    @property
    def struck(self) -> int:
        """Return how many sentences were struck."""
        return sum(line.ink == "struck" for line in self.lines)


@dataclass(slots=True)
class Sources:
    """The sources of one request, ready to be compared with."""

    given: Sequence[Source]
    """In the order in which they were given: the first is number 1."""
    names: frozenset[str] = frozenset()
    """Words of the deal's own name, account, channel and stages: they need no source."""
    people: frozenset[str] = frozenset()
    """Words of the names of the deal's people: who says something is looked up among them."""
    links: frozenset[str] = frozenset()
    """Every link that stands verbatim in the deal's sources."""
    _told: dict[tuple[int, ...], Told] = field(init=False, default_factory=dict)

    def cited(self, numbers: Iterable[int]) -> list[Source]:
        """Return the sources of those numbers, as far as they were given."""
        return [self.given[n - 1] for n in self._known(numbers)]

    def missing(self, numbers: Iterable[int]) -> list[int]:
        """Return the numbers under which nothing was given."""
        return [n for n in numbers if not 1 <= n <= len(self.given)]

    def told(self, numbers: Iterable[int]) -> Told:
        """Return what the sources of those numbers say, ready for comparison."""
        known = self._known(numbers)
        if known not in self._told:
            self._told[known] = Told([self.given[n - 1] for n in known])
        return self._told[known]

    def _known(self, numbers: Iterable[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(n for n in numbers if 1 <= n <= len(self.given)))


def checked(answer: str, sources: Sources) -> Checked:
    """Return the answer sentence by sentence: as it is, marked as unsupported, or struck with its reason; links of no source are left out."""
    text = without_foreign_links(clean(answer), sources.links)
    lines: list[AnswerLine] = []
    facts: list[tuple[str, str]] = []
    for sentence in sentences(text):
        if sentence.startswith("KEEP:"):
            line = _line(sentence.removeprefix("KEEP:").strip(), sources)
            if line.ink == "text" and not line.note and len(facts) < KEPT_AT_MOST:
                facts.append((line.text, line.evidence[0] if line.evidence else ""))
        elif (line := _line(sentence, sources)).text:
            lines.append(line)
    return Checked(tuple(lines), tuple(facts))


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, the marks behind each with it; a mark on its own belongs to the sentence before."""
    held = ""
    for found in _SENTENCE.finditer(text):
        part = found.group().strip()
        if not part:
            continue
        if held and (not _MARK.sub("", part).strip(" .,;") or _SHORT.search(held)):
            held += f" {part}"
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def marks_of(sentence: str) -> tuple[list[int], list[str], str]:
    """Return the numbers that a sentence cites, what it cites that is no number, and the sentence without these marks."""
    numbers: list[int] = []
    strange: list[str] = []

    def take(found: re.Match[str]) -> str:
        inner = found.group(1).strip()
        if _NUMBERS.fullmatch(inner):
            numbers.extend(int(n) for n in re.findall(r"\d+", inner))
        elif _ID.fullmatch(inner):
            strange.append(inner)
        else:
            return found.group()
        return ""

    bare = _MARK.sub(take, sentence)
    return numbers, strange, re.sub(r"\s+([.,;!?])", r"\1", " ".join(bare.split()))


def _line(sentence: str, sources: Sources) -> AnswerLine:
    numbers, strange, bare = marks_of(sentence)
    text = without_blame(bare)
    cited = sources.cited(numbers)
    evidence = tuple(dict.fromkeys(one.evidence for one in cited if one.evidence))
    touchpoint = next((one.touchpoint for one in cited if one.touchpoint), "")
    if missing := [*strange, *map(str, sources.missing(numbers))]:
        return AnswerLine(
            text, evidence, touchpoint, "struck", f"Struck: it cites [{missing[0]}], and this deal has no such source here."
        )
    if not numbers:
        return AnswerLine(text, ink="weak", note=UNSUPPORTED) if text else AnswerLine("")
    told = sources.told(numbers)
    if reason := false(text, told, sources.names, sources.people):
        return AnswerLine(text, evidence, touchpoint, "struck", f"Struck: {reason}.")
    if note := doubtful(text, told, sources.people - sources.names):
        return AnswerLine(text, evidence, touchpoint, "weak", note)
    return AnswerLine(text, evidence, touchpoint, note=SECRET if any(one.confidential for one in cited) else "")
