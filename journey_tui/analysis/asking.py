"""Requests of the workspace: a question about one deal, a first version, an improvement; each with numbered sources marked as data."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.model_types import ModelMessage, ModelRequest
from journey_tui.analysis.prompts import ASK, DRAFT, prompt
from journey_tui.domain.context import Source
from journey_tui.text import clean, one_line

LEFT_OUT: Final = "(left out: it speaks to software)"
OUTPUT: Final = 1_500
"""Tokens of an answer at most; a draft may be as long as the settings say."""


def ask_request(question: str, sources: Sequence[Source], *, before: str = "") -> ModelRequest:
    """Return the call for a question; `before` is what the person asked last."""
    lines = [
        f"{_numbered(sources)}",
        "",
        f"Asked before: {one_line(before, limit=300)}" if before else "",
        f"Question: {one_line(question, limit=2_000)}",
    ]
    text = "\n".join(line for line in lines if line)
    return ModelRequest(
        (ModelMessage("system", prompt(ASK)), ModelMessage("user", text)), purpose="chat", max_output_tokens=OUTPUT
    )


def write_request(
    kind: str, text: str, mine: frozenset[str], sources: Sequence[Source], *, wish: str = "", do_not_say: Sequence[str] = ()
) -> ModelRequest:
    """Return the call for other words of a text; lines of `mine` a person wrote, and they are to stay."""
    avoid = f". Never say: {'; '.join(one_line(one, limit=80) for one in do_not_say[:40])}" if do_not_say else ""
    system = prompt(DRAFT).replace("{kind}", kind).replace("{avoid}", avoid)
    shown = "\n".join(f"{'=' if line.strip() and line in mine else '|'} {line}" for line in text.split("\n"))
    data = _marked(f"text as it stands:\n{shown}\n\nsources:\n{listed(sources)}")
    asked = f"What the seller wishes: {one_line(wish, limit=1_000)}" if wish else "Write it as well as the sources allow."
    return ModelRequest((ModelMessage("system", system), ModelMessage("user", f"{data}\n\n{asked}")), purpose="draft")


def listed(sources: Sequence[Source]) -> str:
    """Return the sources under their numbers; every line of theirs begins with a bar."""
    return "\n".join(f"[{number}] {one.kind}\n{inert(one.text)}" for number, one in enumerate(sources, 1))


def _numbered(sources: Sequence[Source]) -> str:
    return _marked(listed(sources))


def inert(text: str) -> str:
    """Return text behind bars, without the lines that speak to software."""
    rows = [row for row in clean(text).splitlines() if row.strip()]
    return "\n".join(f"| {LEFT_OUT if guards.for_machine(row.lower()) else row}" for row in rows)


def _marked(text: str) -> str:
    """Return the text between marks that nobody who wrote in it could know: they hang on all of it."""
    key = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    return f"<<<data {key}\n{text}\ndata {key}>>>"


def bare_text(answer: str) -> str:
    """Return a text that a model wrote, without a fence around it and without the marks of lines."""
    text = clean(answer).strip()
    if text.startswith("```") and text.count("```") >= 2:
        text = text.split("\n", 1)[-1].rsplit("```", 1)[0].strip("\n")
    rows = text.split("\n")
    if rows and all(not row.strip() or row[:2] in ("| ", "= ") or row in ("|", "=") for row in rows):
        rows = [row[2:] for row in rows]
    return "\n".join(row.rstrip() for row in rows)
