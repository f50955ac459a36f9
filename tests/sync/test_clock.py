"""The system's clock jumps while the worker runs and between runs: nothing stalls, is skipped, or is done a thousand times."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from journey_tui.data import syncing
from journey_tui.data.store import writing
from journey_tui.domain.views_sources import jump_words
from journey_tui.settings import Settings
from journey_tui.sync.clock import Clocks, set_right
from journey_tui.sync.hands import Hands
from journey_tui.sync.jobs import PlainJobs
from journey_tui.sync.round import Bench
from journey_tui.sync.worker import Worker
from journey_tui.workspace import Workspace
from tests import raw, tiny
from tests.sync.test_feed import Desk, letter

BEGAN = 1_790_000_000.0
HOUR, DAY, YEAR = 3_600, 86_400, 366 * 86_400


class Now:
    """Two clocks: one on the wall, which may be set, and one that goes on."""

    def __init__(self) -> None:
        self.wall, self.steady = BEGAN, 1_000.0

    def pass_on(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


class HereHands:
    """The working process's part, done at once in this one, by the same clock."""

    def __init__(self, desk: Desk, now: Now) -> None:
        self._desk, self._now = desk, now
        self._said: list[dict[str, Any]] = []
        self.orders: Counter[str] = Counter()

    def order(self, order: dict[str, Any]) -> bool:
        self.orders.update(order.keys())
        bench = Bench(self._desk.store, self._desk.settings, tiny.rules, self._desk.scratch, now=lambda: self._now.wall)
        hands = Hands(bench, PlainJobs, linger_s=0.0, said=self._said.append)
        hands.order(order)
        hands.run()
        return True

    def heard(self) -> list[dict[str, Any]]:
        said, self._said = self._said, []
        return said

    def renew(self) -> None:
        """Nothing is kept."""

    def close(self) -> None:
        """Nothing runs."""


class Script(threading.Event):
    """Lets a second pass for every tick of the worker, does what is to be done at each, and stops it in the end."""

    def __init__(self, now: Now, ticks: int, does: dict[int, Callable[[], object]]) -> None:
        super().__init__()
        self._now, self._ticks, self._does, self._at = now, ticks, does, 0

    def wait(self, timeout: float | None = None) -> bool:
        self._at += 1
        self._now.pass_on(timeout or 0.0)
        self._does.get(self._at, lambda: None)()
        if self._at >= self._ticks:
            self.set()
        return self.is_set()


class Shop(Desk):
    """A desk with a worker that is run by a clock of the test's own."""

    def __init__(self, base: Path) -> None:
        super().__init__(base)
        self.clock = Now()
        self.now = lambda: self.clock.wall
        self.said: list[Any] = []
        self.hands = HereHands(self, self.clock)
        raw.write_all(self.folder)
        self.put("in.mbox", letter(0))

    def put(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.write_bytes(content)
        os.utime(path, (self.clock.wall - 60, self.clock.wall - 60))

    def run(self, ticks: int, does: dict[int, Callable[[], object]] | None = None) -> None:
        """Run a worker for so many ticks of a second."""
        Worker(
            self.store, self.scratch / "no-config.toml", lambda _: self.wanted, now=lambda: self.clock.wall,
            steady=lambda: self.clock.steady, said=self.said.append, hands=self.hands, stop=Script(self.clock, ticks, does or {}),  # type: ignore[arg-type]
        ).run()  # fmt: skip

    @property
    def wanted(self) -> Settings:
        return self.settings

    def state(self) -> Any:
        return Workspace(self.store, now=datetime.fromtimestamp(self.clock.wall, UTC)).sync_state()

    def ahead(self) -> list[tuple[object, ...]]:
        """Return what in the store lies further ahead than a minute."""
        limit = int(self.clock.wall) + 60
        stamps = self.rows(
            f"SELECT id FROM sync_source WHERE max(COALESCE(looked_at,0), COALESCE(synced_at,0), COALESCE(behind_since,0))>{limit}"
        )
        return stamps + self.rows(f"SELECT deal_id FROM projection WHERE computed_at>{limit}")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


JUMPS = {"back an hour": -HOUR, "back a year": -YEAR, "forward a day": DAY, "forward a year": YEAR}


@pytest.mark.parametrize("by", JUMPS.values(), ids=JUMPS)
def test_a_jump_while_the_worker_runs_is_seen_once_and_said(shop, by):
    shop.run(320)
    orders = Counter(shop.hands.orders)

    def jump() -> None:
        shop.clock.wall += by
        shop.put("late.mbox", letter(1))

    seen: list[Any] = []
    shop.run(45, {5: jump, 45: lambda: seen.append(shop.state())})
    assert "letter 1" in shop.mails()
    assert shop.ahead() == []
    source = seen[0].sources[0]
    assert source.state == "ok"
    assert not source.late
    assert abs((source.synced_at - datetime.fromtimestamp(shop.clock.wall, UTC)).total_seconds()) < 60
    assert 0 < (source.next_at - datetime.fromtimestamp(shop.clock.wall, UTC)).total_seconds() <= 300
    assert abs(seen[0].clock.by_s - by) <= 1
    assert shop.said.count(jump_words(round(by))) == 1
    done = shop.hands.orders - orders
    assert done["sync"] <= 3
    assert done["tell"] <= 4


def test_a_clock_that_goes_back_and_forth_all_the_time_costs_little(shop):
    shop.run(60)
    orders = Counter(shop.hands.orders)

    def flip(by: float) -> Callable[[], None]:
        def done() -> None:
            shop.clock.wall += by

        return done

    shop.run(120, {tick: flip(HOUR if tick % 2 else -HOUR) for tick in range(1, 101)})
    done = shop.hands.orders - orders
    assert done["sync"] <= 4
    assert done["tell"] <= 8
    assert shop.ahead() == []
    assert shop.source().state == "ok"


@pytest.mark.parametrize("by", JUMPS.values(), ids=JUMPS)
def test_a_jump_between_two_runs_stops_nothing(shop, by):
    shop.run(40)
    before = shop.rows("SELECT deal_id, computed_at FROM projection")
    assert before
    shop.clock.wall += by
    shop.put("late.mbox", letter(1))
    shop.run(40)
    assert "letter 1" in shop.mails()
    assert shop.ahead() == []
    assert shop.source().behind_since is None
    state = shop.state()
    assert not state.sources[0].late
    assert (state.clock is not None) == (by < 0)  # that it went forward, nobody can tell from a longer pause


def test_readings_that_a_fast_clock_made_are_told_anew_once(shop):
    """Without that the worker would ask for it every half minute, and nothing would come of it."""
    shop.run(40)
    shop.clock.wall -= HOUR
    orders = Counter(shop.hands.orders)
    shop.run(200)
    assert shop.ahead() == []
    assert (shop.hands.orders - orders)["tell"] <= 3


def test_a_source_that_is_gone_is_late_however_the_clock_went(shop):
    """What was synced “in a year” is no reason to call a source fresh that has not been there since."""
    shop.run(40)
    (shop.folder).rename(shop.folder.with_name("away"))
    shop.clock.wall -= YEAR
    shop.run(40)
    assert shop.source().state == "unreachable"
    shop.clock.pass_on(4 * DAY)
    assert shop.state().sources[0].late


def test_a_clock_that_is_set_right_little_by_little_has_not_jumped():
    now = Now()
    clocks = Clocks(lambda: now.wall, lambda: now.steady)
    assert clocks.jumped() == 0
    for _ in range(100):
        now.pass_on(1)
        now.wall -= 2
        assert clocks.jumped() == 0
    now.wall += 31
    assert clocks.jumped() == 31
    assert clocks.jumped() == 0


def test_a_file_from_the_future_makes_no_source_fresh_for_ever(shop):
    os.utime(shop.folder / "in.mbox", (BEGAN + YEAR, BEGAN + YEAR))
    shop.run(10)
    with writing(shop.store) as connection:
        connection.execute("UPDATE sync_source SET expect_s=86400")
        source = syncing.sources(connection)[0]
        assert syncing.fresh_as_of(source)[0] == source.looked_at
        assert set_right(connection, shop.clock.wall) == 0


def test_asking_for_a_look_does_not_wait_for_a_clock_to_catch_up(shop, monkeypatch):
    """`journey sync` waits until the worker has looked, not until the time of its asking comes again."""
    from journey_tui.cli import syncing as cli

    shop.run(10)
    monkeypatch.setattr(cli, "holder", lambda _: 4711)

    class Line:
        def __call__(self, progress: object) -> None:
            with writing(shop.store) as connection:
                connection.execute("UPDATE sync_source SET asked_at=NULL, phase='', looked_at=looked_at-?", (HOUR,))

    cli._ask(shop.store, frozenset((1,)), Line())  # type: ignore[arg-type]
    assert shop.source().asked_at is None


def test_the_jump_shows_in_words_and_in_json(shop, capsys, monkeypatch):
    from journey_tui.cli import sources as cli

    with writing(shop.store) as connection:
        syncing.register(connection, [syncing.Wanted("all", str(shop.folder), 300)])
        set_right(connection, datetime.now(UTC).timestamp(), -HOUR)
    cli.sources(str(shop.store), as_json=True)
    assert json.loads(capsys.readouterr().out)["clock"]["by_s"] == -HOUR
    cli.sources(str(shop.store), as_json=False)
    assert "The clock went back by 1 hour" in " ".join(capsys.readouterr().out.split())
    later = Workspace(shop.store, now=datetime.now(UTC) + timedelta(days=2)).sync_state()
    assert later.clock is None
