"""Time the lane timeline: windows from the store, and keys on a terminal in a deal of a hundred touchpoints and in the biggest."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.keys import Session
from benchmarks.measure import Figure, middle, milliseconds, percentile
from benchmarks.store import NOW
from journey_tui.data.sqlite import open_reader
from journey_tui.domain.timescale import Zoom, cell_of, edges
from journey_tui.workspace import Workspace

PAN, ZOOM = "<<<<>>>><<<<<<<<>>>>>>>><<<<>>>>", "++---+-+--++-+-+"
OPEN = (
    "import sys; from datetime import datetime; from pathlib import Path; from journey_tui.workspace import Workspace; "
    "from journey_tui.app import JourneyApp; later = datetime.fromisoformat(sys.argv[3]); "
    "JourneyApp(Workspace(Path(sys.argv[1]), person='bench', now=later), clock=lambda: later, deal=sys.argv[2]).run(mouse=False)"
)
LATER = NOW + timedelta(seconds=30)
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("ready", id="text")
    def on_key(self, event):
        text = self.query_one("#text", Static)
        text.update(str(text.size) + event.key * 50)
Bare().run(mouse=False)
"""
"""The least that a key can cost: one line painted again. What the machine does meanwhile shows in its 95th percentile."""


def lanes(store: Path) -> Iterator[Figure]:
    """Time windows in the store, then pan, zoom, items and a held key on a terminal, in a small deal and in the biggest."""
    with open_reader(store) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM deal ORDER BY id LIMIT 5")]
        sizes = [connection.execute("SELECT COUNT(*) FROM touchpoint WHERE deal_id=?", (one,)).fetchone()[0] for one in ids]
    yield from _windows(store, ids[0], sizes[0])
    panned: list[float] = []
    with Session([sys.executable, "-c", BARE]) as session:
        session.wait_for("ready")
        before = session.cpu()
        least = [session.press(key)[0] for key in "ab" * 30]
        spent = (session.cpu() - before) / len(least)
    bare = f"bare Textual {middle(least):.1f} ms, p95 {percentile(least, 0.95):.1f}, CPU {spent:.1f}"
    for deal_id, size in ((ids[-1], sizes[-1]), (ids[0], sizes[0])):
        with Session([sys.executable, "-c", OPEN, str(store), deal_id, LATER.isoformat()]) as session:
            session.wait_for("Snapshot")
            session.type("3")
            session.wait_for("month|week|quarter")
            session.settle(4)
            for name, keys in (("pan", list(PAN)), ("zoom", list(ZOOM)), ("item", ["\x1b[D"] * 16 + ["\x1b[C"] * 16)):
                before = session.cpu()
                found = [session.press(key) for key in keys]
                spent = (session.cpu() - before) / len(keys)
                times, size_of = [one[0] for one in found], [one[1] for one in found]
                yield Figure(f"timeline of {size:,}: {name}, p95", percentile(times, 0.95), "ms", 25,
                             note=f"median {middle(times):.1f} ms, CPU {spent:.1f} ms a key; {bare}")  # fmt: skip
                yield Figure(
                    f"timeline of {size:,}: {name}, bytes a key", middle([float(one) for one in size_of]) / 1000, "KB", 10
                )
                if name == "pan":
                    panned.append(spent)
            for name, key in (("pan", "<"), ("item", "\x1b[D")):
                yield Figure(f"timeline of {size:,}: {name} held at 30 Hz, lag", session.hold(key, 60), "ms", 33)
                session.settle()
    yield Figure("timeline: CPU of a pan in the biggest deal against the small one", panned[1] / panned[0], "×", 1.3)


def _windows(store: Path, deal_id: str, size: int) -> Iterator[Figure]:
    """Time reading where the touchpoints lie against fetching the same columns plainly, and a window against counting its rows in SQL."""
    workspace = Workspace(store, person="bench", now=LATER)
    raw = open_reader(store)
    query = "SELECT at, pk, side, actor_key, origin, kind FROM touchpoint WHERE deal_id=? AND deleted=0 ORDER BY at, pk"
    plain = middle(milliseconds(lambda: raw.execute(query, (deal_id,)).fetchall()))
    read = middle(milliseconds(lambda: workspace.lane_index(deal_id)))
    yield Figure(
        f"index of {size:,}, once when the timeline opens", read / plain, "×", 2, note=f"{read:.0f} ms; raw {plain:.0f} ms"
    )
    index = workspace.lane_index(deal_id)
    for zoom in (Zoom.MONTH, Zoom.DAY):
        first = cell_of(NOW - timedelta(days=60), zoom, None)
        starts = edges(first, 105, zoom, None)
        times = milliseconds(lambda: index.window(zoom, first, starts))  # noqa: B023
        query = "SELECT side, actor_key, origin, kind, COUNT(*) FROM touchpoint WHERE deal_id=? AND at>=? AND at<? AND deleted=0 GROUP BY 1, 2, 3, 4"
        plain = middle(milliseconds(lambda: raw.execute(query, (deal_id, starts[0], starts[-1])).fetchall()))  # noqa: B023
        yield Figure(f"window of 105 columns, {zoom.value}s, of {size:,}", middle(times) / plain, "×", 2,
                     note=f"{middle(times):.2f} ms; raw {plain:.1f} ms")  # fmt: skip
