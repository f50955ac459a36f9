"""One export whose tables lie in several folders tells what it tells in one, in whatever order they come."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from journey_tui.data.sqlite import open_reader
from journey_tui.settings import Settings, SourceSettings
from tests import raw
from tests.sync.conftest import bring
from tests.sync.test_feed import Desk
from tests.sync.test_tables_arrive import BOT, EXPORTS, pieces_of, salesforce, state

FOLDERS = ("a", "b", "c")
FEW = settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
KINDS = "SELECT DISTINCT kind FROM source_file"


class Desks(Desk):
    """A desk with several sources, each a folder of its own."""

    @property
    def settings(self) -> Settings:
        sources = tuple(SourceSettings(path=self.folder / name, name=name) for name in FOLDERS)
        return Settings(sources=sources, worker=self.worker)


def same(one: Path, other: Path) -> None:
    """Compare all that two stores tell."""
    mine, theirs = state(one), state(other)
    for part in theirs:
        assert mine[part] == theirs[part], part


@pytest.mark.parametrize("name", EXPORTS)
@given(data=st.data())
@FEW
def test_folders_imported_one_after_the_other_end_where_one_folder_does(name, data):
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        pieces = pieces_of(name, base / "export")
        places = data.draw(st.lists(st.sampled_from(FOLDERS), min_size=len(pieces), max_size=len(pieces)))
        for path, place in zip(pieces, places, strict=True):
            (base / place).mkdir(exist_ok=True)
            shutil.copy2(path, base / place)
        store, quiet = base / "own" / "journey.db", base / "quiet" / "journey.db"
        for place in data.draw(st.permutations(sorted(set(places)))):
            bring(store, base / place)
        bring(quiet, base / "export")
        same(store, quiet)


@pytest.mark.parametrize("name", EXPORTS)
@given(data=st.data())
@FEW
def test_tables_that_come_into_several_sources_end_where_one_folder_does(name, data):
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        order = data.draw(st.permutations(pieces_of(name, base / "export")))
        desk = Desks(base)
        for place in FOLDERS:
            (desk.folder / place).mkdir()
        together = data.draw(st.sets(st.integers(1, len(order) - 1), max_size=6))
        for number, path in enumerate(order, 1):
            shutil.copy2(path, desk.folder / data.draw(st.sampled_from(FOLDERS)))
            if number not in together:
                desk.round()
        quiet = base / "quiet" / "journey.db"
        bring(quiet, base / "export", now=datetime.now(UTC))
        same(desk.store, quiet)


@pytest.mark.parametrize("archive_first", [False, True])
def test_an_archive_and_a_folder_go_together_too(tmp_path, archive_first):
    pieces = sorted(raw.write_crm(tmp_path / "export", salesforce()).glob("*.csv"))
    archive, place = tmp_path / "some.zip", tmp_path / "place"
    place.mkdir()
    with zipfile.ZipFile(archive, "w") as packed:
        for path in pieces[::2]:
            packed.write(path, path.name)
    for path in pieces[1::2]:
        shutil.copy2(path, place)
    store, quiet = tmp_path / "own" / "journey.db", tmp_path / "quiet" / "journey.db"
    for one in (archive, place) if archive_first else (place, archive):
        bring(store, one)
    bring(quiet, tmp_path / "export")
    same(store, quiet)


def test_the_export_of_a_later_week_is_not_told_by_that_of_an_earlier_one(tmp_path):
    """The same tables twice are one export at two times: the one that comes last counts, and is what it is by itself."""
    raw.write_crm(tmp_path / "week1", salesforce())
    later = salesforce()
    later["User"] = [row for row in later["User"] if row["Id"] != BOT]
    for row in later["Opportunity"]:
        row["NextStep"] = "Sign in May"
    raw.write_crm(tmp_path / "week2", later)
    store, alone = tmp_path / "own" / "journey.db", tmp_path / "alone" / "journey.db"
    bring(store, tmp_path / "week1")
    bring(store, tmp_path / "week2")
    bring(alone, tmp_path / "week2")
    steps = "SELECT id, next_step FROM deal ORDER BY id"
    one, other = open_reader(store), open_reader(alone)
    assert one.execute(steps).fetchall() == other.execute(steps).fetchall()
    assert one.execute("SELECT COUNT(*) FROM member WHERE id LIKE ?", (f"%{BOT}%",)).fetchone() == (1,)
    one.close()
    other.close()
    again = bring(store, tmp_path / "week2")
    assert (again.changed, again.unchanged) == (0, again.files)


def test_what_was_told_stands_while_a_folder_that_goes_with_it_is_away(tmp_path):
    """A disk that is not there says nothing against what was told with its tables, even where others change."""
    tables = salesforce()
    users = {"User": tables.pop("User")}
    raw.write_crm(tmp_path / "deals", tables)
    raw.write_crm(tmp_path / "users", users)
    store = tmp_path / "own" / "journey.db"
    bring(store, tmp_path / "users", tmp_path / "deals")
    automated = "SELECT COUNT(*) FROM touchpoint WHERE origin='automated'"
    connection = open_reader(store)
    before = connection.execute(automated).fetchone()
    assert before[0] > 0
    (tmp_path / "users").rename(tmp_path / "away")
    tables["Account"][0]["Name"] = "Quillmark Freight Ltd"
    raw.write_crm(tmp_path / "deals", tables)
    report = bring(store, tmp_path / "deals")
    assert report.changed > 0
    assert connection.execute(automated).fetchone() == before
    assert ("salesforce",) in connection.execute(KINDS).fetchall()
    connection.close()


def test_tables_of_another_kind_are_not_read_with_a_crms(tmp_path):
    """A plain table in another folder is what it is alone: beside a CRM's tables only deals would count."""
    raw.write_crm(tmp_path / "crm", raw.crm())
    raw.write_crm(tmp_path / "plain", EXPORTS["table"]())
    store, alone = tmp_path / "own" / "journey.db", tmp_path / "alone" / "journey.db"
    bring(store, tmp_path / "crm")
    bring(store, tmp_path / "plain")
    bring(alone, tmp_path / "plain")
    plain = "SELECT id, name, account_id, owner_id FROM deal WHERE id LIKE 'table:%'"
    one, other = open_reader(store), open_reader(alone)
    assert one.execute(plain).fetchall() == other.execute(plain).fetchall() != []
    one.close()
    other.close()
