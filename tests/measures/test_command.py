"""`journey measures` as docs/json.md says it."""

from __future__ import annotations

from journey_tui.domain.measures_words import DEFINITIONS
from tests.cli.conftest import imported, source, store
from tests.cli.conftest import ran as _ran
from tests.cli.conftest import run as run
from tests.cli.shapes import day, filled, instant, number, wrong

__all__ = ["imported", "source", "store"]

MEASURES = {
    "enabled": bool, "span": {"week", "month"}, "whose": {"own", "all"}, "people": int, "since": (day, None), "began": (instant, None),
    "made_up": bool, "complete": bool,
    "measures": [{
        "key": set(DEFINITIONS), "name": filled, "unit": {"share", "hours", "seconds", "answer", "kappa", "stages", "points"},
        "value": (number, None), "words": filled, "count": int, "hits": int, "enough": bool, "least": int, "goal": (number, None),
        "met": (bool, None), "counts": filled, "says": str, "definition": filled,
        "trend": [{"start": day, "value": (number, None), "count": int, "hits": int}],
        "parts": [{"name": filled, "value": (number, None), "count": int, "hits": int}],
        "before": ({"value": (number, None), "count": int, "hits": int}, None),
        "behind": [{"at": instant, "deal": (filled, None), "name": str, "what": str, "part": str, "value": (number, None), "note": str}],
    }],
}  # fmt: skip


def test_its_shape(run) -> None:
    for words in ((), ("--months",), ("time_to_action",)):
        found = run("measures", *words, "--json")
        assert found.code == 0
        assert list(wrong(found.json, MEASURES)) == []
    assert len(run("measures", "--json").json["measures"]) == len(DEFINITIONS)
    assert [one["key"] for one in found.json["measures"]] == ["time_to_action"]


def test_it_says_too_few_and_the_counts(run) -> None:
    out = " ".join(run("measures").out.split())
    assert "too few to say" in out
    assert "0 of 0 snapshots that were opened" in out


def test_one_measure_with_its_definition(run) -> None:
    out = " ".join(run("measures", "overrides").out.split())
    assert "What is counted: Sentences and statuses that somebody overrode" in out


def test_a_measure_that_is_not_there_and_a_team_of_one(run) -> None:
    found = run("measures", "speed")
    assert found.code == 2
    assert "action_completion" in found.err
    assert "from 3 people on" in " ".join(run("measures", "--all").out.split())
    assert run("measures", "--all", "--json").json["measures"] == []


def test_off_is_told(run) -> None:
    from journey_tui.paths import paths

    paths().config.parent.mkdir(parents=True, exist_ok=True)
    paths().config.write_text("[measures]\nenabled = false\n", encoding="utf-8")
    assert "Measures are off" in run("measures").out
    assert run("measures", "--json").json == {
        "enabled": False, "span": "week", "whose": "own", "people": 0, "since": None, "began": None, "made_up": False, "complete": True,
        "measures": [],
    }  # fmt: skip


def test_without_a_store_it_says_so(tmp_path) -> None:
    found = _ran("measures", "--json", store=tmp_path / "none.db")
    assert found.code == 1
    assert "error" in found.json
