"""What people decide: each decision once, undone and redone anywhere, never about another deal, never lost."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from journey_tui.data import sqlite
from journey_tui.data.decisions import Wanted
from journey_tui.data.sqlite import open_reader, open_writer
from journey_tui.domain.reading import Status
from journey_tui.workspace import DecisionRefused, StoreError, Workspace
from tests import raw

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("tiny_rules")


@pytest.fixture
def workspace(store: Path) -> Workspace:
    return Workspace(store, now=raw.NOON, person="dana")


def _deal(workspace: Workspace, native: str = raw.DEAL) -> str:
    return workspace.find(native)[0].deal_id


def _kinds(store: Path) -> list[str]:
    return [row[0] for row in open_reader(store).execute("SELECT kind FROM decision ORDER BY rowid")]


def _quote(workspace: Workspace, requirement: str = "pain") -> Any:
    return next(e for e in workspace.deal(_deal(workspace)).evidence if e.requirement == requirement)


def test_a_confirmation_counts_and_can_be_undone_and_redone_elsewhere(workspace: Workspace, store: Path) -> None:
    deal, quote = _deal(workspace), _quote(workspace)

    def score() -> float:
        reading = Workspace(store, now=raw.NOON).deal(deal).reading
        return next(r.score for r in reading.requirements if r.key == "pain")

    read = score()
    workspace.decide("confirm", quote.id, deal_id=deal)
    assert score() > read
    other = Workspace(store, now=raw.NOON, person="dana")
    assert other.undo() is not None
    assert score() == read
    assert workspace.redo() is not None
    assert score() > read
    assert workspace.redo() is None
    assert _kinds(store) == ["confirm", "undo", "redo"]


def test_undo_goes_back_one_by_one_even_within_one_moment(workspace: Workspace) -> None:
    deal = _deal(workspace)
    targets = [f"{deal}|requirement|{key}" for key in ("pain", "metrics", "champion")]
    for target in targets:
        workspace.decide("override", target, deal_id=deal, value="Supported", reason="she told me")
    taken = [workspace.undo() for _ in range(4)]
    assert [d and d.target for d in taken] == [*reversed(targets), None]
    back = [workspace.redo() for _ in range(4)]
    assert [d and d.target for d in back] == [*targets, None]


def test_the_same_decision_twice_is_one(workspace: Workspace, store: Path) -> None:
    deal, quote = _deal(workspace), _quote(workspace)
    first = workspace.decide("confirm", quote.id, deal_id=deal)
    assert workspace.decide("confirm", quote.id, deal_id=deal).id == first.id
    assert Workspace(store, now=raw.NOON, person="dana").decide("confirm", quote.id, deal_id=deal).id == first.id
    assert _kinds(store) == ["confirm"]


def test_a_redo_after_a_new_decision_is_none(workspace: Workspace) -> None:
    deal, quote = _deal(workspace), _quote(workspace)
    workspace.decide("confirm", quote.id, deal_id=deal)
    workspace.undo()
    workspace.decide("reject", quote.id, deal_id=deal, reason="not what she said")
    assert workspace.redo() is None


def _wrong(workspace: Workspace) -> list[tuple[str, dict[str, Any]]]:
    deal, other, quote = _deal(workspace), _deal(workspace, raw.OTHER), _quote(workspace)
    step = workspace.deal(deal).reading.steps[0].id
    past, far = raw.NOON.date() - timedelta(days=1), date(9999, 12, 31)
    return [
        ("fly", {"target": quote.id, "deal_id": deal}),
        ("confirm", {"target": quote.id, "deal_id": other}),
        ("confirm", {"target": quote.id, "deal_id": ""}),
        ("reject", {"target": "no-such-quote", "deal_id": deal}),
        ("confirm", {"target": quote.id, "deal_id": "salesforce:main:006000000000000"}),
        ("step", {"target": step, "deal_id": other, "value": "done"}),
        ("step", {"target": step, "deal_id": deal, "value": "exploded"}),
        ("step", {"target": step, "deal_id": deal, "value": "snoozed"}),
        ("signal", {"target": f"{other}|one_voice|", "deal_id": deal, "value": "useful"}),
        ("signal", {"target": f"{deal}|one_voice|", "deal_id": deal, "value": "lovely"}),
        ("override", {"target": f"{other}|requirement|pain", "deal_id": deal, "value": "Verified"}),
        ("waive", {"target": f"{deal}|gate|Discovery", "deal_id": deal, "expires": raw.NOON.date()}),
        ("waive", {"target": f"{deal}|gate|Discovery", "deal_id": deal, "reason": "pilot"}),
        ("waive", {"target": f"{deal}|gate|Discovery", "deal_id": deal, "reason": "pilot", "expires": past}),
        ("hold", {"target": f"{deal}|gate|Discovery", "deal_id": deal, "expires": far}),
        ("snooze", {"target": deal, "deal_id": deal}),
        ("match", {"target": "mail:-:nothing", "deal_id": deal, "value": deal}),
        ("match", {"target": "mail:-:m7@mail.example", "deal_id": "x", "value": "x"}),
    ]  # fmt: skip


def test_what_cannot_be_meant_is_refused_in_plain_words(workspace: Workspace, store: Path) -> None:
    for kind, wish in _wrong(workspace):
        with pytest.raises(DecisionRefused) as refused:
            workspace.decide(kind, **wish)
        assert str(refused.value).endswith("."), (kind, wish)
    assert _kinds(store) == []


def test_a_step_that_was_dismissed_can_be_taken_up_again(workspace: Workspace) -> None:
    deal = _deal(workspace)
    step = workspace.deal(deal).reading.steps[0].id
    workspace.decide("step", step, deal_id=deal, value="dismissed", reason="she said no")
    assert step not in {s.id for s in workspace.deal(deal).reading.steps}
    workspace.decide("step", step, deal_id=deal, value="proposed")
    assert step in {s.id for s in workspace.deal(deal).reading.steps}


def test_a_waiver_carries_until_its_day(workspace: Workspace, store: Path) -> None:
    deal, last = _deal(workspace), raw.NOON.date() + timedelta(days=3)
    workspace.decide("waive", f"{deal}|requirement|pain", deal_id=deal, reason="renewal", expires=last)

    def status(day: date) -> Status:
        then = Workspace(store, now=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        return next(r.status for r in then.deal(deal).reading.requirements if r.key == "pain")

    assert status(raw.NOON.date()) is Status.NOT_NEEDED
    assert status(last) is Status.NOT_NEEDED
    assert status(last + timedelta(days=1)) is not Status.NOT_NEEDED


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a moment for the lock instead of ten seconds."""
    configure = sqlite.configure

    def quick(connection: Any, *, writer: bool) -> None:
        configure(connection, writer=writer)
        connection.execute("PRAGMA busy_timeout=50")

    monkeypatch.setattr(sqlite, "configure", quick)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("work", ["decide", "undo", "redo", "setting", "assign"])
def test_a_store_that_somebody_holds_is_said_in_plain_words(workspace: Workspace, store: Path, work: str) -> None:
    deal, quote = _deal(workspace), _quote(workspace)
    workspace.decide("confirm", quote.id, deal_id=deal)
    before = _kinds(store)
    holder = open_writer(store)
    holder.execute("BEGIN IMMEDIATE")
    calls = {
        "decide": lambda: workspace.decide("reject", quote.id, deal_id=deal),
        "undo": workspace.undo,
        "redo": workspace.redo,
        "setting": lambda: workspace.set_meta("a", "b"),
        "assign": lambda: workspace.assign("mail:-:m7@mail.example", deal),
    }
    with pytest.raises(StoreError, match=r"(?i)nothing was (recorded|changed).*try again"):
        calls[work]()
    holder.execute("ROLLBACK")
    holder.close()
    assert _kinds(store) == before
    assert workspace.decide("reject", quote.id, deal_id=deal).kind == "reject"


@pytest.mark.usefixtures("hurried")
def test_a_decision_stands_though_the_reading_could_not_be_written(workspace: Workspace, store: Path) -> None:
    deal, quote = _deal(workspace), _quote(workspace)
    workspace.deal(deal)
    workspace._decisions.add(raw.NOON, Wanted("confirm", quote.id, deal))
    seen = next(e for e in Workspace(store, now=raw.NOON).deal(deal).evidence if e.id == quote.id)
    assert seen.confirmed_at is not None


def test_threads_and_processes_that_decide_at_once_lose_nothing(workspace: Workspace, store: Path) -> None:
    deal = _deal(workspace)
    code = (
        "import sys; from pathlib import Path; from journey_tui.workspace import Workspace\n"
        "w = Workspace(Path(sys.argv[1]))\n"
        "for n in range(8): w.decide('pin', f'p{sys.argv[3]}-{n}', deal_id=sys.argv[2], value='x')\n"
    )
    others = [
        subprocess.Popen([sys.executable, "-c", code, str(store), deal, str(k)], cwd=ROOT, stderr=subprocess.PIPE)
        for k in range(2)
    ]
    errors: list[Exception] = []

    def decide(key: str) -> None:
        try:
            workspace.decide("override", f"{deal}|requirement|{key}", deal_id=deal, value="Supported", reason="she told me")
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=decide, args=(key,)) for key in ("pain", "metrics", "champion", "economic_buyer")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = [other.communicate(timeout=60)[1] for other in others]
    assert [other.returncode for other in others] == [0, 0], said
    assert errors == []
    assert sorted(_kinds(store)) == ["override"] * 4 + ["pin"] * 16
    by = {r.key: r.set_by for r in Workspace(store, now=raw.NOON).deal(deal).reading.requirements}
    assert [by[key] for key in ("pain", "metrics", "champion", "economic_buyer")] == ["dana"] * 4


def test_what_one_saw_and_put_off_is_that_persons_own(workspace: Workspace, store: Path) -> None:
    deal = _deal(workspace)
    workspace.mark_seen(deal)
    workspace.decide("snooze", deal, deal_id=deal, expires=raw.NOON.date() + timedelta(days=2))
    tomas = Workspace(store, now=raw.NOON, person="tomas")
    assert deal not in {row.deal_id for row in workspace.triage(mine=False).rows}
    assert deal in {row.deal_id for row in tomas.triage(mine=False).rows}
    assert workspace.deal(deal).looked_at is not None
    assert tomas.deal(deal).looked_at is None


def test_what_is_about_a_meeting_to_come_stays_dismissed(workspace: Workspace) -> None:
    """Its day is no news: it was known when the step was dismissed."""
    deal = _deal(workspace)
    ahead = {row.id for row in workspace.timeline(deal) if row.at > raw.NOON}
    step = next(one for one in workspace.deal(deal).reading.steps if set(one.touchpoints) & ahead)
    workspace.decide("step", step.id, deal_id=deal, value="dismissed", reason="not_now")
    assert step.id not in {one.id for one in workspace.deal(deal).reading.steps}
