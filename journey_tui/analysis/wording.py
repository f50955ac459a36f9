"""Ask a model for plainer sentences, and take over only those that say nothing that the rules' sentence and its quotes do not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from journey_tui.analysis.answers import BadAnswer, WordAnswer, WordsAnswer, one, schema
from journey_tui.analysis.checks import Refusal, Refused
from journey_tui.analysis.cues import NOT_NAMES
from journey_tui.analysis.grounding import ground, negative, ungrounded
from journey_tui.analysis.model_types import ModelMessage, ModelRequest
from journey_tui.analysis.prompts import WORDS, prompt
from journey_tui.domain.language import lint
from journey_tui.domain.model import Evidence, Wording
from journey_tui.domain.reading import Band
from journey_tui.lean import dataclass
from journey_tui.text import clean, normalise, one_line

MOST_WORDS: Final = 60
_LINK: Final = re.compile(
    r"https?:|www\.|://|\]\(|\bmailto:|\b[\w-]+\.(?:com|org|net|io|ai|dev|co|ru|cn|info|biz|app|xyz)\b", re.I
)
_MARKUP: Final = re.compile(r"[<>\[\]{}`*_|#\\]")
_QUOTED: Final = re.compile(r"[“\"]([^”\"]{3,})[”\"]")
_HEDGES: Final = re.compile(r"\b(?:looks? (?:like|likely|as if)|seems?|appears?|likely|probably|it would seem)\b", re.I)
_VERIFY: Final = re.compile(r"\?|\bworth\b|\bconfirm\w*|\bverif\w+|\bcheck\w*|\blast said\b", re.I)
_ASKS: Final = re.compile(r"\?|\bnot yet known\b|\bnot known\b|\bopen\b|\bworth asking\b|\bnobody\b|\bno \w+", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One of the rules' sentences that may be said otherwise."""

    kind: str
    """`claim`, `step` or `question`."""
    target: str
    text: str
    band: Band
    evidence: tuple[Evidence, ...] = ()
    must_name: str = ""
    """A person whom it has to name."""


@dataclass(frozen=True, slots=True)
class WordsRequest:
    """What is asked, and what the labels in it stand for."""

    request: ModelRequest
    sentences: Mapping[str, Sentence]
    quotes: Mapping[str, Evidence]


def words_request(sentences: Sequence[Sentence]) -> WordsRequest:
    """Return the call for these sentences of one deal; what was said in confidence is not among its quotes."""
    labels: dict[str, Sentence] = {}
    quotes: dict[str, Evidence] = {}
    lines: list[str] = []
    for sentence in sentences:
        label = f"{sentence.kind[0]}{len(labels) + 1}"
        labels[label] = sentence
        lines.append(f"{label} ({sentence.kind}, {sentence.band}) | {one_line(sentence.text, limit=600)}")
        for item in sentence.evidence:
            name = next((key for key, known in quotes.items() if known.id == item.id), f"e{len(quotes) + 1}")
            quotes[name] = item
            lines.append(
                f"  {name}, {item.observed_at:%Y-%m-%d} | {one_line(item.speaker, limit=80)}: {one_line(item.quote, limit=600)}"
            )
    text = "\n".join(lines)
    key = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    messages = (ModelMessage("system", prompt(WORDS)), ModelMessage("user", f"<<<data {key}\n{text}\ndata {key}>>>"))
    return WordsRequest(ModelRequest(messages, purpose="words", schema=schema(WordsAnswer)), labels, quotes)


def check_words(asked: WordsRequest, answer: WordsAnswer) -> tuple[list[Wording], list[Refused]]:
    """Return the sentences that stand, and those that do not with the reason."""
    kept: dict[str, Wording] = {}
    refused: list[Refused] = []
    for item in answer.words:
        label = one_line(str(item.get("label", "")), limit=20) if isinstance(item, dict) else ""
        try:
            word = one(item, WordAnswer)
            kept[label] = _checked(asked, word)
        except (BadAnswer, Refusal) as error:
            said = one_line(str(item.get("text", "")), limit=120) if isinstance(item, dict) else ""
            refused.append(Refused(f"words {label}".strip(), str(error), said))
    return list(kept.values()), refused


def _checked(asked: WordsRequest, item: WordAnswer) -> Wording:
    sentence = asked.sentences.get(item.label.strip())
    if sentence is None:
        raise Refusal("there is no such sentence")
    text = one_line(clean(item.text))
    for reason in (*_form(text, sentence), *_cites(asked, item, sentence), *_content(text, sentence)):
        raise Refusal(reason)
    return Wording(sentence.kind, sentence.target, sentence.text, text)


def _form(text: str, sentence: Sentence) -> Iterator[str]:
    """Yield what is wrong with the sentence as such."""
    if not text or len(text.split()) > MOST_WORDS or len(text) > 500:
        yield "it is empty or too long"
    if _LINK.search(text) or _MARKUP.search(text):
        yield "it holds a link or markup"
    for blame in lint(text):
        yield f"it says “{blame.phrase}”, which blames"
    if sentence.kind == "question" and (text.count("?") != 1 or not text.endswith("?")):
        yield "it is not one question"
    if sentence.kind == "claim":
        yield from _band(text, sentence.band)
    if sentence.must_name and sentence.must_name.split()[0].casefold() not in text.casefold():
        yield "it does not name the person"


def _band(text: str, band: Band) -> Iterator[str]:
    needed = {Band.MEDIUM: _HEDGES, Band.LOW: _VERIFY, Band.NONE: _ASKS}.get(band)
    if needed is not None and not needed.search(text):
        yield f"it sounds surer than {band.words}"


def _cites(asked: WordsRequest, item: WordAnswer, sentence: Sentence) -> Iterator[str]:
    mine = {one.id for one in sentence.evidence}
    cited = [asked.quotes.get(label.strip()) for label in item.cites]
    if any(one is None or one.id not in mine for one in cited):
        yield "it cites what it does not stand on"
    if mine and not cited:
        yield "it cites nothing"


def _content(text: str, sentence: Sentence) -> Iterator[str]:
    """Yield what the sentence says that nothing bears out."""
    quotes = "\n".join(f"{one.speaker}: {one.quote}" for one in sentence.evidence)
    lines = f"{sentence.text}\n{quotes}"
    for said in _QUOTED.findall(text):
        words = said.rstrip(" .,…").removesuffix("...")
        if ground(words, lines) is None:
            yield "it quotes what nobody said"
    bare, own = _QUOTED.sub(" ", text), _QUOTED.sub(" ", sentence.text)
    reasons = [one for one in ungrounded(text, sentence.text, lines) if one != "negation differs"]
    yield from reasons
    denied = negative(own) or any(negative(one.quote) for one in sentence.evidence)
    if negative(bare) and not denied:
        yield "negation differs"
    if not negative(text) and negative(own):
        yield "negation differs"
    for word in _STARTS.findall(bare):
        if word.casefold() not in NOT_NAMES | _STARTERS and word.casefold() not in lines.casefold():
            yield f"{word} is not in the source"
    known, new = _shared(bare, lines)
    if known < (3 if sentence.kind == "claim" else 2) or new > 1.5 * known:
        yield "it says something else"


_STARTS: Final = re.compile(r"(?:^|[.!?:…]\s+)([A-Z][\w'’-]{2,})")
_STARTERS: Final = frozenset(
    """looks seems appears likely worth verify verifying check confirm confirming ask asking send share write reply answer call book plan follow
    review prepare invite agree offer bring show tell give take make open more still only according short""".split()
)


def _shared(text: str, lines: str) -> tuple[int, int]:
    """Return how many of the longer words the rules' sentence or a quote has, and how many neither has; inflections are alike."""
    known = {word[:5] for word in re.findall(r"[a-z]{4,}", normalise(lines).casefold())}
    words = re.findall(r"[a-z]{4,}", normalise(text).casefold())
    shared = sum(word[:5] in known for word in words)
    return shared, len(words) - shared


def words_hash(model: str, asked: WordsRequest) -> str:
    """Return what the words hang on: the prompt, the model and the sentences with their quotes."""
    key = f"{WORDS}|{model}|{asked.request.messages[-1].text}"
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]
