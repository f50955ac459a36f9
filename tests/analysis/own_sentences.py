"""The sentences of the demo's letters and calls, as they stand in its stories."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import journey_tui.demo
from journey_tui.analysis.sentences import sentences


@lru_cache(maxsize=1)
def demo_sentences() -> tuple[str, ...]:
    """Return every sentence of the demo's stories, once."""
    found: dict[str, None] = {}
    for path in sorted(Path(journey_tui.demo.__file__).parent.glob("deals/*.toml")):
        for text in _texts(tomllib.loads(path.read_text("utf-8"))):
            found.update((text[start:end], None) for start, end in sentences(text))
    return tuple(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value.split()) > 3:
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
