"""The ways of all patterns, worked out beforehand: doing it at every start took seconds.

After patterns changed: `python -m journey_tui.analysis.quick_kept`. What is missing in the file is worked out when it is needed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from journey_tui.analysis.quick_needs import Keys, Way, ways_of

FILE: Final = "quick_kept.json"


def name(source: str, flags: int) -> str:
    """Return the name of a pattern in the file."""
    return hashlib.sha256(f"{int(flags)}|{source}".encode()).hexdigest()[:16]


@cache
def kept() -> dict[str, tuple[Way, ...]]:
    """Return the ways by the name of their pattern; empty where there is no such file."""
    try:
        found = json.loads((resources.files(__package__) / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    sets: list[Keys] = [frozenset(keys) for keys in found["sets"]]
    return {name: tuple(tuple(sets[at] for at in way) for way in ways) for name, ways in found["ways"].items()}


def worked_out() -> dict[str, Any]:
    """Return what the file is to hold: the ways of every pattern that the rules analyst has."""
    from journey_tui.analysis import quick, rules

    assert rules.__name__, "the patterns are made when it is imported"
    numbers: dict[Keys, int] = {}
    ways: dict[str, list[list[int]]] = {}
    for source, flags in sorted(quick.made()):
        ways[name(source, flags)] = [[numbers.setdefault(keys, len(numbers)) for keys in way] for way in ways_of(source, flags)]
    return {"python": "{}.{}".format(*sys.version_info), "sets": [sorted(keys) for keys in numbers], "ways": ways}


def main() -> None:
    """Write the file beside this module."""
    text = json.dumps(worked_out(), ensure_ascii=False, separators=(",", ":"))
    Path(__file__).with_name(FILE).write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
