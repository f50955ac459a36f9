"""A model's server for the soak: points at what some sentences say, and drops every call while it is down."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from tests.model.scripted import entries
from tests.model.standin import Answer, Asked, StandIn, always

MODEL = "openai/stand-in"
_PAIN = re.compile(r"\b(?:costs? us|lost|too much|double entry|took us|takes? us|by hand|twice)\b")
_METRICS = re.compile(r"\b(?:want|need|aim)\b.*?(\bby (?:the end of )?[A-Z][a-z]+)")
_MOST = 4
"""Sentences of one touchpoint."""


class Model:
    """The server; what it was asked is counted by how it went."""

    def __init__(self) -> None:
        self.is_down = False
        self.calls: Counter[str] = Counter()
        self._server = StandIn(self._answer)
        self._server.__enter__()
        self.url = self._server.url

    def _answer(self, asked: Asked) -> Answer:
        self._server.requests.clear()
        if self.is_down:
            self.calls["dropped"] += 1
            raise ConnectionResetError
        self.calls["answered"] += 1
        return always(_words() if "say sentences" in asked.system else _reading(asked.prompt))(asked)

    def told(self) -> str:
        """Return the calls in words."""
        return ", ".join(f"{n:,} {how}" for how, n in sorted(self.calls.items())) or "none"

    def close(self) -> None:
        """Stop the server."""
        self._server.__exit__()


def _words() -> dict[str, Any]:
    return {"words": []}


def _reading(prompt: str) -> dict[str, Any]:
    """Point at some sentences of each touchpoint, by its words alone: the same whatever is asked beside it."""
    found = []
    for label, text in entries(prompt).items():
        told = [one for sentence in re.split(r"(?<=[.?!])\s", " ".join(text.split())) for one in _findings(label, sentence)]
        found += told[:_MOST]
    return {"evidence": found}


def _findings(label: str, sentence: str) -> list[dict[str, Any]]:
    base = {"touchpoint": label, "quote": sentence, "claim": sentence}
    goal = _METRICS.search(sentence)
    found = [{**base, "requirement": "metrics", "parts": {"time_frame": goal[1]}}] if goal else []
    return [*found, {**base, "requirement": "pain", "parts": {"consequence": sentence}}] if _PAIN.search(sentence) else found
