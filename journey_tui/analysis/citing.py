"""Check what a model wrote about a deal against the sources it was given: each sentence stands, is marked, or is struck with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from journey_tui.analysis.grounding import negative
from journey_tui.analysis.links import without_foreign_links
from journey_tui.domain.language import without_blame
from journey_tui.domain.views_workspace import AnswerLine
from journey_tui.lean import dataclass
from journey_tui.text import clean, normalise

_MARK: Final = re.compile(r"\s?\[([^\[\]\n]{1,80})\]")
_NUMBERS: Final = re.compile(r"\d{1,4}(?:\s*[,;&]\s*\d{1,4})*")
_ID: Final = re.compile(r"[\w:.@/+-]*[\d:@/][\w:.@/+-]*(?:\s*,\s*[\w:.@/+-]+)*")
_SENTENCE: Final = re.compile(r"[^\n]+?(?:[.!?…]+[”\"')]*(?:\s*\[[^\[\]\n]{1,80}\])*(?=\s|$)|(?=\n)|$)")
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_QUOTED: Final = re.compile('[“"]([^”"\n]{4,})[”"]')
_NAME: Final = re.compile(r"(?<![.!?:“\"*-] )(?<!^)(?<!^[“\"*-])\b[A-Z][\w'’-]*[a-z][\w'’-]*")
_FIRST: Final = re.compile(r"[A-Z]\w+")
_CALENDAR: Final = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)
_WORDS: Final = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
                 "nineteen twenty").split()  # fmt: skip
_PLAIN_NAMES: Final = frozenset(("crm", "journey", "ai"))
_SHORT: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|approx|e\.g|i\.e|[A-Z])\.$")
UNSUPPORTED: Final = "Unsupported: no source is named for this."
KEPT_AT_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Given:
    """One source as the model was given it, under its number."""

    number: int
    text: str
    evidence: str = ""
    touchpoint: str = ""
    confidential: bool = False
    """It was said in confidence: what stands on it is for the rep alone."""


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

    given: Sequence[Given]
    names: frozenset[str] = frozenset()
    """Words of the deal's own name, account, channel and stages: they need no source."""
    people: frozenset[str] = frozenset()
    """Words of the names of the deal's people: who begins a sentence is looked up among them."""
    links: frozenset[str] = frozenset()
    """Every link that stands verbatim in the deal's sources."""
    _known: Mapping[int, Given] = field(init=False)
    _plain: dict[int, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._known = {one.number: one for one in self.given}

    def cited(self, numbers: Iterable[int]) -> list[Given]:
        """Return the sources of those numbers, as far as they were given."""
        return [self._known[n] for n in numbers if n in self._known]

    def told(self, cited: Sequence[Given]) -> str:
        """Return what these sources say, folded for comparison."""
        for one in cited:
            if one.number not in self._plain:
                self._plain[one.number] = _folded(one.text)
        return " ".join(self._plain[one.number] for one in cited)


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
    if missing := [*strange, *(str(n) for n in numbers if n not in {one.number for one in cited})]:
        return AnswerLine(
            text, evidence, touchpoint, "struck", f"Struck: it cites [{missing[0]}], and this deal has no such source here."
        )
    if not numbers:
        return AnswerLine(text, ink="weak", note=UNSUPPORTED) if text else AnswerLine("")
    told = sources.told(cited)
    if reason := false(text, told, sources.names, sources.people):
        return AnswerLine(text, evidence, touchpoint, "struck", f"Struck: {reason}.")
    if note := doubtful(text, told):
        return AnswerLine(text, evidence, touchpoint, "weak", note)
    return AnswerLine(text, evidence, touchpoint, note=SECRET if any(one.confidential for one in cited) else "")


SECRET: Final = "Said in confidence: for you alone."


def false(text: str, told: str, names: frozenset[str] = frozenset(), people: frozenset[str] = frozenset()) -> str:
    """Return why a sentence does not stand in what it cites (`told`, folded), empty where it does."""
    for quote in _QUOTED.findall(text):
        if _folded(quote).rstrip(" .…,;:!?") not in told:
            return "the words that it quotes are not those of what it cites"
    if number := next(_strange_numbers(text, told), ""):
        return f"it says {number}, and what it cites does not"
    first = _FIRST.match(normalise(text))
    if first and first.group().casefold() in people - names and first.group().casefold() not in told:
        return f"it names {first.group()}, and what it cites does not"
    if name := next(_strange_names(text, told, names), ""):
        return f"it names {name}, and what it cites does not"
    if not (_stems(text) & _stems(told)) and _stems(text):
        return "what it cites says nothing of this"
    return ""


def doubtful(text: str, told: str) -> str:
    """Return why a sentence is worth checking against what it cites, empty where nothing speaks against it."""
    if negative(text) != negative(told) and len(told) < 600:
        return "Worth checking: one of this sentence and its source says “not”."
    mine = _stems(text)
    if mine and len(mine & _stems(told)) * 4 < len(mine):
        return "Worth checking: only part of this stands in what it cites."
    return ""


def _strange_numbers(text: str, told: str) -> Iterator[str]:
    known = {one.replace(",", "") for one in _NUMBER.findall(told)} | set(re.findall(r"\d+", told))
    known |= {str(n) for n, word in enumerate(_WORDS) if re.search(rf"\b{word}\b", told)}
    for number in _NUMBER.findall(normalise(text)):
        bare = number.replace(",", "")
        if bare not in known and bare.lstrip("0") not in known:
            yield number


def _strange_names(text: str, told: str, names: frozenset[str]) -> Iterator[str]:
    for found in _NAME.finditer(normalise(text)):
        word = found.group().removesuffix("'s")
        low = word.casefold()
        if low in told or low in names or low in _PLAIN_NAMES or (low in _CALENDAR and low[:3] in told):
            continue
        yield word


def _stems(text: str) -> set[str]:
    """Return the beginnings of the longer words: inflections are alike."""
    return {word[:5] for word in re.findall(r"[a-z]{4,}", text.casefold())} - _SMALL


_SMALL: Final = frozenset(
    "that this with from they their them have been will were what when which about would there also into said says wrote told some more "
    "than then could".split()
)


def _folded(text: str) -> str:
    return normalise(text).casefold()
