"""In whatever order files arrive, the store tells in the end what one quiet import of them tells."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journey_tui.data.sqlite import open_reader
from journey_tui.data.store import StoreError
from journey_tui.sync.placing import Placer
from tests import raw
from tests.sync.conftest import bring, told

MARIA = "Maria Soto <maria@brightwater.example>"


def write_pieces(folder: Path) -> Path:
    """Write the seller's sources with each message, meeting and call in a file of its own, and what leans on them."""
    raw.write_all(folder)
    (folder / "mail" / "dana.mbox").unlink()
    more = [
        raw.Mail("a1", raw.ago(31), MARIA, raw.DANA, "Temperatures", "Dana,\n\nWe lost two pallets of dairy in May.\n\nMaria Soto\nQuality Manager"),
        raw.Mail("a2", raw.ago(30.5), raw.DANA, "Maria Soto <m.soto@personal.example>", "Re: Temperatures", "Thanks Maria.\n\nDana", ("a1",)),
        raw.Mail("a3", raw.ago(29), "M <m.soto@personal.example>", raw.DANA, "Re: Temperatures", "From my phone: yes.", ("a1", "a2")),
    ]  # fmt: skip
    for mail in [*raw.mails(), *more]:
        (folder / "mail" / f"{mail.key}.eml").write_text(mail.text)
    call = raw.vtt(
        [("Dana Ruiz", "How is it going?"), ("Maria Soto", "I've mentioned you to our CTO and she is keen."), ("Priya", "Yes.")]
    )
    (folder / "calls" / f"{raw.ago(16):%Y-%m-%d} Brightwater Foods - Cold chain rollout.vtt").write_text(call)
    day = raw.ago(16).replace(hour=0, minute=30)
    (folder / "calendar" / "near.ics").write_text(
        raw.meeting(day, raw.ago(22), uid="near@halyard.example", subject="Check"), newline=""
    )
    return folder


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pieces(tmp_path_factory.mktemp("pieces"))


def groups_of(folder: Path) -> list[list[Path]]:
    """Return what arrives together: the tables of the export, and each other file alone."""
    tables = sorted(folder.rglob("*.csv"))
    return [tables, *([path] for path in sorted(folder.rglob("*")) if path.is_file() and path not in tables)]


def arrive(groups: list[list[Path]], pieces: Path, place: Path) -> list[Path]:
    """Copy groups to where they are imported from; returns the paths."""
    found = []
    for path in (path for group in groups for path in group):
        target = place / path.relative_to(pieces)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
        found.append(target)
    return found


@given(data=st.data())
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_arrival_ends_where_a_quiet_import_does(pieces, data):
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch, "in")
        order = data.draw(st.permutations(groups_of(pieces)))
        cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1), min_size=1, max_size=5)))
        bounds = [0, *cuts, len(order)]
        store = Path(scratch, "own", "journey.db")
        for start, end in itertools.pairwise(bounds):
            bring(store, *arrive(order[start:end], pieces, place))
        quiet = Path(scratch, "quiet", "journey.db")
        bring(quiet, place)
        one, other = told(store), told(quiet)
        for part in other:
            assert one[part] == other[part], part


def test_what_others_lean_on_may_come_last(pieces, tmp_path):
    """Answers before what they answer, calls before the meeting they are and before who speaks in them is known, the CRM in the middle."""
    place, store, quiet = tmp_path / "in", tmp_path / "own" / "journey.db", tmp_path / "quiet" / "journey.db"
    tables, *rest = groups_of(pieces)
    mails = [group for group in rest if group[0].suffix == ".eml"]
    calls = [group for group in rest if group[0].parent.name == "calls"]
    others = [group for group in rest if group not in (*mails, *calls)]
    for part in (calls, mails[4:], [tables], mails[:4][::-1], others):
        for group in part:
            bring(store, *arrive([group], pieces, place))
    bring(quiet, place)
    assert told(store) == told(quiet)


@pytest.mark.parametrize("turned", [False, True])
def test_tables_of_one_export_may_come_one_by_one(pieces, tmp_path, turned):
    """Whose invitation an event is hangs on the users, who may come last."""
    place, store, quiet = tmp_path / "in", tmp_path / "own" / "journey.db", tmp_path / "quiet" / "journey.db"
    tables, *rest = groups_of(pieces)
    for group in sorted(([path] for path in tables), reverse=turned):
        bring(store, *arrive([group], pieces, place))
    bring(store, *arrive(rest, pieces, place))
    bring(quiet, place)
    assert told(store) == told(quiet)


@pytest.fixture
def placed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the ids that placing looks at, as they come."""
    found: list[str] = []
    inner = Placer._place

    def note(self: Placer, row: Any) -> set[str]:
        found.append(row.item.id)
        return inner(self, row)

    monkeypatch.setattr(Placer, "_place", note)
    return found


def brought(pieces, tmp_path) -> Path:
    store = tmp_path / "own" / "journey.db"
    bring(store, *arrive(groups_of(pieces), pieces, tmp_path / "in"))
    return store


def deals_of(store: Path, ids: list[str]) -> set[str]:
    connection = open_reader(store)
    marks = ",".join("?" * len(ids))
    found = {row[0] for row in connection.execute(f"SELECT deal_id FROM touchpoint WHERE id IN ({marks})", ids)}
    connection.close()
    return found


def test_a_late_contact_places_again_what_it_concerns_alone(pieces, tmp_path, placed):
    """Who comes to one account says nothing of another's mail."""
    store = brought(pieces, tmp_path)
    everything = len(set(placed))
    placed.clear()
    late = raw._contact("0035f00000cON09", "0015f00000aCC02", "Ada Quist", "ada@pinecrest.example", "Pharmacist")
    base = {"IsDeleted": "0", "CreatedDate": "2026-01-05 09:00:00", "LastModifiedDate": "2026-01-05 09:00:00"}
    bring(store, raw.write_crm(tmp_path / "late", {"Contact": [{**base, **late}]}))
    assert 0 < len(placed) < everything / 2
    assert not any(raw.DEAL in deal for deal in deals_of(store, placed))


def test_a_deals_stage_places_nothing_again(pieces, tmp_path, placed):
    store = brought(pieces, tmp_path)
    placed.clear()
    table = raw.crm()["Opportunity"]
    table[1]["StageName"], table[1]["LastModifiedDate"] = "Qualification", raw._stamp(raw.NOON)
    bring(store, raw.write_crm(tmp_path / "in" / "crm", {"Opportunity": table}))
    assert placed == []


def test_a_mail_of_today_is_placed_by_itself(pieces, tmp_path, placed):
    store = brought(pieces, tmp_path)
    placed.clear()
    new = raw.Mail("today", raw.ago(0.1), MARIA, raw.DANA, "Pallets", "Dana,\n\nTwo more pallets are lost.\n\nMaria Soto")
    path = tmp_path / "today.eml"
    path.write_text(new.text)
    bring(store, path)
    assert len(placed) == 1


def test_placing_that_was_cut_off_goes_on_where_it_was(pieces, tmp_path, monkeypatch):
    """What was to be placed again still is, when the process that meant to is gone."""
    place, store, quiet = tmp_path / "in", tmp_path / "own" / "journey.db", tmp_path / "quiet" / "journey.db"
    groups = groups_of(pieces)
    late = [group for group in groups if group[0].suffix in (".ics", ".csv")]
    bring(store, *arrive([group for group in groups if group not in late], pieces, place))
    inner, left = Placer._place_next, [3]

    def cut_off(self: Placer, line: Any, queued: Any) -> None:
        if not left[0]:
            raise StoreError("cut off")
        left[0] -= 1
        inner(self, line, queued)

    monkeypatch.setattr("journey_tui.sync.placing.BATCH", 2)
    monkeypatch.setattr(Placer, "_place_next", cut_off)
    paths = arrive(late, pieces, place)
    for _ in range(200):
        left[0] = 3
        try:
            bring(store, *paths)
            break
        except StoreError:
            continue
    monkeypatch.undo()
    bring(store, *paths)
    bring(quiet, place)
    assert told(store) == told(quiet)
