"""What the reader by likeness sees of a sentence: its words, pairs of words, what they mean, and what was asked before it."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Final

from journey_tui.analysis.cues import WHEN
from journey_tui.analysis.cues.classes import ROLE
from journey_tui.analysis.quick import Pattern

_TOKEN: Final = re.compile(r"[£$€]?\d[\d.,:/]*(?:%|[a-z]{1,3}\b)?|[a-z]+(?:['-][a-z]+)*|[?%£$€]")
_WHEN: Final = WHEN
_ROLE: Final = Pattern(rf"\b{ROLE}\b")
_ENDS: Final = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly")
SMALL: Final = frozenset("the a an of to in on at is are be this that it and or as by with so was were has have had for".split())
_MOST_TOKENS: Final = 70


@lru_cache(maxsize=1)
def concepts() -> dict[str, tuple[str, ...]]:
    """Return each word with the concepts that it belongs to."""
    text = (resources.files(__package__) / "concepts.toml").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for name, words in tomllib.loads(text).items():
        for word in words.split():
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


@lru_cache(maxsize=32768)
def _read(token: str) -> tuple[str, tuple[str, ...]]:
    """Return a word's stem and its concepts."""
    if token[0].isdigit() or token[0] in "£$€":
        kind = "money" if token[0] in "£$€" or token.endswith("k") else "percent" if token.endswith("%") else "number"
        return f"#{kind}", ("number", "#digits", *(("currency",) if kind == "money" else ()))
    known = concepts()
    names = known.get(token) or known.get(token.partition("'")[0], ())
    return stem(token), names


def stem(word: str) -> str:
    """Return the word without its ending."""
    if "'" in word and not word.endswith("n't"):
        word = word.partition("'")[0]
    for end in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word[: -len(end)] + ("y" if end in ("ies", "ied") else "")
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


def means(low: str, *names: str) -> bool:
    """Return whether a word of the text belongs to one of the concepts."""
    return any(name in names for token in _TOKEN.findall(low)[:_MOST_TOKENS] for name in _read(token)[1])


def sentence_features(low: str) -> dict[str, float]:
    """Return the features of a sentence by itself, in lower case and normalised."""
    read = [_read(token) for token in _TOKEN.findall(low)[:_MOST_TOKENS]]
    found: dict[str, float] = {}
    counted: dict[str, int] = {}
    last = "^"
    last_names: tuple[str, ...] = ("^",)
    for word, names in read:
        found[word] = 0.3 if word in SMALL else 1.0
        found[f"{last} {word}"] = 0.6
        for name in names:
            counted[name] = counted.get(name, 0) + 1
            for before in last_names:
                found[f"{before}>{name}"] = 0.6
        last = word
        last_names = names or last_names[:1] if word in SMALL else (names or ("-",))
    found[f"{last} $"] = 0.6
    names_in = sorted(counted)
    for name in names_in:
        found[f"c:{name}"] = min(counted[name], 2) * 0.5
    for place, one in enumerate(names_in):
        for other in names_in[place + 1 :]:
            found[f"{one}+{other}"] = 0.35
    if _WHEN.search(low):
        found["when"] = 1.0
    if _ROLE.search(low):
        found["role"] = 1.0
    if low.endswith("?"):
        found["asks"] = 1.5
    found[f"size{min(len(read) // 5, 6)}"] = 0.7
    return found


def asked_features(before: str, *, first: bool) -> dict[str, float]:
    """Return the features of what the other side asked before, as the first sentence after it sees them or a later one."""
    if not before.rstrip().endswith("?"):
        return {}
    start = max(before.rfind(mark, 0, len(before) - 2) for mark in (". ", "? ", "! ", "\n"))
    names = _names_in(before[start + 1 :])
    return {"q:": 0.5} | {f"q:{name}": 0.5 for name in names} if first else {f"q2:{name}": 0.3 for name in names}


def title_features(title: str) -> dict[str, float]:
    """Return the features of the speaker's title and signature."""
    return {f"t:{name}": 0.6 for name in _names_in(title) if name in ("boss", "desk", "worker")}


def near_features(low: str, *, before: bool) -> dict[str, float]:
    """Return the features of the sentence before or after, by the same speaker."""
    mark = "p" if before else "n"
    return {f"{mark}:{name}": 0.25 for name in _names_in(low)}


def place_features(at: int, many: int) -> dict[str, float]:
    """Return the features of where in what a person says a sentence stands: `at` of `many`, from zero."""
    return {f"at{min(at, 4)}": 0.5, f"of{min(many, 6)}": 0.5, "ends" if at == many - 1 else "goes on": 0.5}


@lru_cache(maxsize=4096)
def _names_in(low: str) -> tuple[str, ...]:
    """Return the concepts of a text's first forty words, each once."""
    return tuple(dict.fromkeys(name for token in _TOKEN.findall(low)[:40] for name in _read(token)[1]))
