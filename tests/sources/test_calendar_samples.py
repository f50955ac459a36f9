"""Calendars, calls and folders that nobody here wrote; skipped where they are absent."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journey_tui.domain.model import Kind
from journey_tui.sources.calendar import parse_calendar
from journey_tui.sources.files import Candidate, discover
from journey_tui.sources.records import Skipped, TouchpointRecord
from journey_tui.sources.transcript import parse_transcript
from journey_tui.text import normalise
from tests.conftest import sample_data

UNTIL = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(days=180)


def test_every_sample_calendar_gives_records_or_reasons_quickly():
    for path in sorted((sample_data() / "calendar").rglob("*.ics")):
        begun = time.perf_counter()
        parsed = list(parse_calendar(path, path.name, until=UNTIL))
        assert time.perf_counter() - begun < 2, path
        ids = [r.id for r in parsed if isinstance(r, TouchpointRecord)]
        assert len(ids) == len(set(ids)), path
        assert all(s.reason and s.remedy for s in parsed if isinstance(s, Skipped)), path


def test_every_sample_transcript_gives_a_call_or_a_reason():
    for path in sorted((sample_data() / "transcripts").rglob("*")):
        if path.suffix in (".vtt", ".srt", ".sbv"):
            (parsed,) = parse_transcript(path, path.name)
            if isinstance(parsed, TouchpointRecord):
                assert all(parsed.text[s.start : s.end].strip() for s in parsed.segments), path
            else:
                assert parsed.remedy, path


def _quotes() -> list[tuple[Path, dict[str, object]]]:
    found = []
    for key in sorted((sample_data() / "golden_examples").glob("*/expected.json")):
        for case in json.loads(key.read_text()):
            for name in ("must_evidence", "must_not_evidence"):
                found += [
                    (key.parent, quote) for quote in case.get(name, []) if "/calls/" in str(quote["source"].get("file", ""))
                ]
    return found


def test_every_quote_of_the_answer_keys_stands_in_the_segment_of_its_cue():
    quotes = _quotes()
    assert quotes
    for folder, quote in quotes:
        source = quote["source"]
        (call,) = parse_transcript(folder / source["file"], source["file"])
        there = [s for s in call.segments if not source.get("cue") or s.locator == source["cue"]]
        said = normalise(" ".join(call.text[s.start : s.end] for s in there))
        assert normalise(str(quote["quote"])) in said or not source.get("cue"), quote
        assert normalise(str(quote["quote"])) in normalise(call.text), quote


@pytest.mark.parametrize("deal", ["marlowe", "tarn_valley"])
def test_golden_folders_are_recognised_whole(deal):
    root = sample_data() / "golden_examples" / deal / "raw"
    found = list(discover([root]))
    assert [f for f in found if isinstance(f, Skipped)] == []
    formats = {Path(c.name).relative_to(root).parts[0]: c.format for c in found if isinstance(c, Candidate)}
    assert formats == {"calendar": "ics", "calls": "transcript", "mail": "mbox", "salesforce": "csv"}


def test_golden_meetings_have_their_people():
    path = sample_data() / "golden_examples" / "tarn_valley" / "raw" / "calendar" / "tessa.ics"
    meetings = [r for r in parse_calendar(path, "tessa.ics", until=UNTIL) if isinstance(r, TouchpointRecord)]
    assert {m.kind for m in meetings} == {Kind.MEETING}
    assert all(m.parties[0].role == "organizer" and len(m.parties) >= 2 for m in meetings)
    assert [m.subject for m in meetings if m.status == "cancelled"] == ["Sandbox review"]
