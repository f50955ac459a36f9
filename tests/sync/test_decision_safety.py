"""A decision is whole or not there: whichever write does not succeed, whoever is stopped, whoever else writes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from journey_tui.data import decisions
from journey_tui.data.sqlite import open_reader, sqlite3
from journey_tui.data.store import writing
from journey_tui.workspace import StoreError, Workspace
from tests import raw

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("tiny_rules")
Work = Callable[[Workspace], Any]


class _Faulty:
    """A connection whose n-th statement that writes does not succeed."""

    def __init__(self, connection: Any, plan: dict[str, Any]) -> None:
        self._connection, self._plan = connection, plan

    def cursor(self, *args: Any) -> Any:
        return _FaultyCursor(self._connection.cursor(*args), self._plan)

    def execute(self, statement: str, *args: Any) -> Any:
        return self.cursor().execute(statement, *args)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class _FaultyCursor:
    def __init__(self, cursor: Any, plan: dict[str, Any]) -> None:
        self._cursor, self._plan = cursor, plan

    def execute(self, statement: str, *args: Any) -> Any:
        if statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE", "COMMIT"):
            self._plan["seen"] += 1
            if self._plan["seen"] == self._plan["at"]:
                raise sqlite3.OperationalError(self._plan["error"])
        self._cursor.execute(statement, *args)
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)


@pytest.fixture
def workspace(store: Path) -> Workspace:
    return Workspace(store, now=raw.NOON, person="dana")


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    plan: dict[str, Any] = {"seen": 0, "at": 0, "error": "database or disk is full"}

    @contextmanager
    def faulty(path: Path) -> Iterator[_Faulty]:
        with writing(path) as connection:
            yield _Faulty(connection, plan)

    monkeypatch.setattr(decisions, "writing", faulty)
    return plan


def _deal(workspace: Workspace) -> str:
    return workspace.find(raw.DEAL)[0].deal_id


def _rows(store: Path) -> list[Any]:
    connection = open_reader(store)
    rows = [connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in ("decision", "touchpoint")]
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    return rows


def _mail(workspace: Workspace) -> str:
    return next(row.id for row in workspace.timeline(_deal(workspace)) if row.kind == "email" and row.origin == "human")


def _refusal(work: Callable[[], Any]) -> str:
    """Return in which words the work was refused; empty where it was done."""
    try:
        work()
    except StoreError as told:
        return str(told)
    return ""


FLOWS: dict[str, Work] = {
    "override": lambda w: w.decide(
        "override", f"{_deal(w)}|requirement|pain", deal_id=_deal(w), value="Supported", reason="told_me"
    ),
    "origin": lambda w: w.decide("origin", _mail(w), deal_id=_deal(w), value="automated", reason="sequence"),
    "undo": lambda w: w.undo(),
    "redo": lambda w: w.redo(),
}


@pytest.mark.parametrize("error", ["database or disk is full", "disk I/O error", "attempt to write a readonly database"])
@pytest.mark.parametrize("flow", list(FLOWS))
def test_whichever_write_does_not_succeed_nothing_is_half_done(
    workspace: Workspace, store: Path, faults: dict[str, Any], flow: str, error: str
) -> None:
    pin = f"{_deal(workspace)}|pin|x"
    workspace.decide("pin", pin, deal_id=_deal(workspace), value="x")
    if flow == "redo":
        workspace.undo()
    before, tried = _rows(store), 0
    faults["error"] = error
    for place in range(1, 20):
        faults.update(seen=0, at=place)
        refused = _refusal(lambda: FLOWS[flow](workspace))
        if not refused:
            break
        tried += 1
        assert "othing was changed" in refused
        assert _rows(store) == before, place
    assert tried >= 2, "the row and the commit at least"
    assert _rows(store) != before


def test_a_store_that_may_not_be_written_is_said_plainly(workspace: Workspace, store: Path, faults: dict[str, Any]) -> None:
    before = _rows(store)
    faults.update(seen=0, at=1, error="attempt to write a readonly database")
    with pytest.raises(StoreError, match="read-only"):
        FLOWS["override"](workspace)
    assert _rows(store) == before


KILLED = (
    "import sys; from pathlib import Path; from journey_tui.workspace import Workspace\n"
    "w = Workspace(Path(sys.argv[1]))\n"
    "for n in range(100000):\n"
    "    d = w.decide('pin', f'{sys.argv[2]}|pin|{n}', deal_id=sys.argv[2], value=str(n))\n"
    "    print(d.id, flush=True)\n"
)


def test_a_killed_process_loses_nothing_that_it_was_told(workspace: Workspace, store: Path) -> None:
    for after in (1, 7, 20):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(store), _deal(workspace)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        told = [child.stdout.readline().strip() for _ in range(after)]
        os.kill(child.pid, signal.SIGKILL)
        told += [line.strip() for line in child.stdout.read().splitlines() if len(line.strip()) == 26]
        child.wait()
        stored = [row[0] for row in _rows(store)[0]]
        assert set(told) <= set(stored)
        assert len(stored) == len(set(stored))


def test_the_same_from_two_sessions_at_once_is_one(store: Path) -> None:
    sessions = [Workspace(store, now=raw.NOON, person="dana") for _ in range(4)]
    deal = _deal(sessions[0])
    start, errors = threading.Barrier(4), list[BaseException]()

    def decide(session: Workspace) -> None:
        try:
            start.wait()
            session.decide("override", f"{deal}|requirement|pain", deal_id=deal, value="Supported", reason="told_me")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=decide, args=(one,)) for one in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(_rows(store)[0]) == 1


def test_two_people_on_one_thing_are_both_kept_and_the_newest_leads(store: Path) -> None:
    dana, tomas = (
        Workspace(store, now=raw.NOON, person="dana"),
        Workspace(store, now=raw.NOON + timedelta(hours=1), person="tomas"),
    )
    tomas._uid += 1
    deal = _deal(dana)
    target = f"{deal}|requirement|pain"
    dana.decide("override", target, deal_id=deal, value="Supported", reason="told_me")
    tomas.decide("override", target, deal_id=deal, value="Not needed", reason="not_needed")

    def pain() -> tuple[str, str]:
        reading = Workspace(store, now=raw.NOON + timedelta(hours=2)).deal(deal).reading
        return next((r.status.value, r.reason) for r in reading.requirements if r.key == "pain")

    assert pain()[0] == "Not needed"
    assert "set by tomas" in pain()[1]
    assert "dana said Supported" in pain()[1]
    assert tomas.undo() is not None
    assert pain()[0] == "Supported"
    assert tomas.undo() is None, "dana's is not his to take back"


def test_said_again_after_somebody_else_it_is_a_new_word(store: Path) -> None:
    dana = Workspace(store, now=raw.NOON, person="dana")
    deal = _deal(dana)
    quote = next(e for e in dana.deal(deal).evidence if e.requirement == "pain")
    for kind in ("confirm", "reject", "confirm"):
        dana.decide(kind, quote.id, deal_id=deal, reason="not_meant" if kind == "reject" else "")
    assert [row.decision.kind for row in dana.decisions(deal)] == ["confirm", "reject", "confirm"]
    assert next(e for e in dana.deal(deal).evidence if e.id == quote.id).confirmed_at is not None
