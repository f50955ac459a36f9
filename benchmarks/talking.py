"""Time the workspace of a deal with ten messages and ten artifacts against one with 10,000 and 500: reads, then keys on a terminal."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from benchmarks.keys import Session
from benchmarks.lanes import OPEN
from benchmarks.measure import Figure, middle
from journey_tui.cli.importing import rules
from journey_tui.data import artifacts as table
from journey_tui.data import chat
from journey_tui.data.sqlite import transaction
from journey_tui.data.store import writing
from journey_tui.domain.views_workspace import AnswerLine, ChatLine
from journey_tui.sync.importer import Importer
from journey_tui.workspace import Workspace
from tests import raw

SIZES = ((10, 10), (10_000, 500))
"""Messages and artifacts."""
ASKED = (
    "who can say yes?",
    "what did they say about the cold chain and the two pallets that were lost in week 14?",
    "what changed since Monday?",
)
BODY = (
    "Janet Boyle signs anything over 50K, Priya wrote on 3 March; finance has to agree before the board meets in the second week. "
    * 6
)


def talking(_: Path) -> Iterator[Figure]:
    """Time reads and keys in both deals; a figure of the large one counts against that of the small one."""
    folder = Path(tempfile.mkdtemp(prefix="journey-talking-"))
    (folder / "home" / "journey").mkdir(parents=True)
    (folder / "home" / "journey" / "config.toml").write_text("[measures]\nenabled = false\n")
    try:
        stores = [filled(folder / str(messages), messages, artifacts) for messages, artifacts in SIZES]
        yield from _reads(stores)
        for what, ((small, small_cpu), (large, large_cpu)) in _keys(stores, folder / "home").items():
            count = len(large)
            yield Figure(f"workspace of 10,000: {what}, CPU", (large_cpu + 5) / (small_cpu + 5), "×", 1.3,
                         note=f"{large_cpu / count:.1f} ms and {small_cpu / count:.1f} ms; until painted {middle(large):.1f} and {middle(small):.1f}")  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def filled(folder: Path, messages: int, artifacts: int) -> tuple[Path, str]:
    """Return a store and the deal in it that has so many messages and artifacts."""
    store = folder / "own" / "journey.db"
    Importer(store, rules(), raw.NOON).run([raw.write_all(folder / "raw")])
    deal = Workspace(store, person="bench", now=raw.NOON).find("Cold chain rollout")[0].deal_id
    with writing(store) as connection, transaction(connection):
        for number in range(messages):
            at = raw.NOON - timedelta(minutes=messages - number)
            if number % 2:
                lines = tuple(AnswerLine(f"{part.strip()}.") for part in BODY.split(";"))
                line = ChatLine(0, at, "Journey", "store", "done", BODY, "from the store", lines)
            else:
                line = ChatLine(0, at, "bench", "person", "done", f"{ASKED[number % len(ASKED)]} ({number})")
            chat.add_message(connection, deal, at, (0, line.person), line)
        for number in range(artifacts):
            who = table.Writer(0, "bench", raw.NOON - timedelta(hours=6 * (artifacts - number)))
            kind = ("follow-up", "note", "recap")[number % 3]
            text = f"To: Janet Boyle <janet@brightwater.example>\nSubject: Letter {number}\n\nHello Janet,\n\n{BODY}"
            key = table.create(connection, who, deal, kind, f"Letter {number}", table.NewVersion(text, "template"))
            table.save(connection, who, key, table.NewVersion(f"{text}\n\nBest regards", "person", base=1))
    return store, deal


def _reads(stores: list[tuple[Path, str]]) -> Iterator[Figure]:
    """Time what the door reads."""
    calls: dict[str, Callable[[Workspace, str], object]] = {
        "what the tab opens with": lambda workspace, deal: workspace.workspace_view(deal),
        "a question of two words in the chat found": lambda workspace, deal: workspace.find_messages(deal, "two pallets"),
        "an answer of the store": lambda workspace, deal: workspace.ask(deal, "who can say yes?"),
    }
    for what, call in calls.items():
        found = []
        for store, deal in stores:
            workspace = Workspace(store, person="bench", now=raw.NOON)
            call(workspace, deal)
            found.append(middle(_cpu(lambda: call(workspace, deal))))  # noqa: B023
        goal = 30 if "found" in what or "opens" in what else 100
        yield Figure(f"workspace of 10,000: {what}, CPU", found[1], "ms", goal, note=f"of ten {found[0]:.1f} ms")


def _cpu(call: Callable[[], object], times: int = 15) -> list[float]:
    """Return the milliseconds of processor time of each call."""
    found = []
    for _ in range(times):
        began = time.process_time()
        call()
        found.append((time.process_time() - began) * 1e3)
    return found


def _keys(stores: list[tuple[Path, str]], home: Path) -> dict[str, list[tuple[list[float], float]]]:
    """Return, for the small deal and the large one, the milliseconds of each key until it is painted and the processor time of all, by what it does.

    Each key is pressed in both, one after the other: what else the machine does falls on both.
    """
    environment = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home)}
    later = (raw.NOON + timedelta(seconds=30)).isoformat()
    times: dict[str, list[tuple[list[float], float]]] = {}

    def press(what: str, keys: str, after: str = "") -> None:
        found = times.setdefault(what, [([], 0.0), ([], 0.0)])
        for key in keys:
            for at, session in enumerate(both):
                before = session.cpu()
                found[at][0].append(session.press(key)[0])
                found[at] = (found[at][0], found[at][1] + session.cpu() - before)
                if after:
                    session.press(after)

    for turn in range(3):
        with ExitStack() as stack:
            commands = [[sys.executable, "-c", OPEN, str(store), deal, later] for store, deal in stores]
            both = [stack.enter_context(Session(command, environment)) for command in commands]
            for session in both:
                session.wait_for("Snapshot")
            for session in both:
                session.settle(1.5)
            press("open the tab for the first time", "5")
            if turn == 2:
                press("come back to the tab", "555555", after="1")
                for session in both:
                    session.press("5")
                press("a line of the chat", "kkkkkkkkkkkkkkkk")
                press("a page of the chat", "\x15\x04\x15\x04\x15\x04")
                for session in both:
                    session.press("\t")
                press("an artifact in the list", "jjjjjjjjjjkkkkkkkkkk")
                press("the end and the top of the list", "GgGgGgGg")
                press("open an artifact", "\r\r\r\r\r\r", after="\x1b")
    return times
