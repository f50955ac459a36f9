"""Sentences written before the cues were widened: sets that were each held out until they were measured once.

`a` is to be read as asserted, `w` at most as a hint, `-` as speaking against, `n` as nothing. First tries, before any change made for
a set: the first 103 of 154 asserted, 5 of 82 false; the second 71 of 128, 9 of 56; the third 33 of 54, 3 of 33; the fourth (`d`) 55 of
88, 8 of 90; the fifth (`e`) 48 of 88, 7 of 88, and 71 of 88, 6 of 88 after the fourth alone had been worked on.
What stands under `any` is to be nothing for every requirement. Reading by likeness has since learnt from them all: what holds it to
account is `unseen.jsonl`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.analysis.cue_cases import evidence, mail, reads

SETS = json.loads(Path(__file__).with_name("fresh.json").read_text("utf-8"))


@pytest.mark.parametrize(("name", "least", "most"), [("a", 149, 2), ("b", 122, 3), ("c", 48, 1), ("d", 83, 3), ("e", 70, 7)])
def test_fresh_sentences_are_read_at_least_this_well(name: str, least: int, most: int):
    found = false = 0
    for requirement, cases in SETS[name].items():
        for wanted, text in cases:
            how = reads(text, requirement) if requirement != "any" else _anything(text)
            found += wanted == "a" and how == "asserted"
            false += wanted == "n" and how not in ("nothing", "exploratory")
    assert (found >= least, false <= most) == (True, True), (found, false)


def _anything(text: str) -> str:
    """Return how the first piece of evidence of any requirement reads."""
    return next((str(one.modality) for one in evidence(mail(text)) if one.modality != "exploratory"), "nothing")
