"""The prompts, one file a version: a released one never changes, since what was read with it is remembered by its name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

ASK: Final = "ask_1"
DRAFT: Final = "draft_1"
READ: Final = "read_2"
WORDS: Final = "words_1"


@cache
def prompt(version: str) -> str:
    """Return the text of a prompt by its version; raises FileNotFoundError for one that never was."""
    return (Path(__file__).parent / f"{version}.md").read_text(encoding="utf-8")
