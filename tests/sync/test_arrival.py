"""In whatever order files arrive, the store tells in the end what one quiet import of them tells."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
