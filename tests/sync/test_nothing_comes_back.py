"""What a person set aside stays aside: over any sequence of decisions, undo, redo, imports of the same things and new sessions."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journey_tui.domain.reading import DealReading, Status
from journey_tui.domain.views import DealView
from journey_tui.workspace import Workspace
from tests import raw
from tests.stores import copied
from tests.sync.conftest import bring

pytestmark = pytest.mark.usefixtures("tiny_rules")
OPERATIONS = (
    "dismiss",
    "reject",
    "override",
    "wrong",
    "not useful",
    "undo",
    "redo",
    "import",
    "import elsewhere",
    "session",
    "hour",
)
WEIGHED = (Status.SUPPORTED.value, Status.UNKNOWN.value, Status.VERIFIED.value)


def told(reading: DealReading) -> Any:
    """Return what a person sees of a reading, without ages."""
    return (
        [(one.key, one.status, one.reason) for one in reading.requirements], [(one.name, one.state) for one in reading.gates],
        [(one.id, one.fired, one.mark) for one in reading.signals], [(one.id, one.title, one.state) for one in reading.steps],
    )  # fmt: skip


class Person:
    """A person at work, and what holds of what they decided."""

    def __init__(self, store: Path, source: Path) -> None:
        self.store, self.source, self.now = store, source, raw.NOON
        self.stands: list[tuple[str, str, str]] = []
        self.undone: list[tuple[str, str, str]] = []
        self.workspace = Workspace(store, now=self.now, person="dana")
        self.deal = self.workspace.find(raw.DEAL)[0].deal_id

    def view(self) -> DealView:
        """Return the deal, as the stored reading and as the rules tell it; both must say the same."""
        view = self.workspace.deal(self.deal)
        return view

    def decide(self, kind: str, target: str, value: str, reason: str) -> None:
        """Decide, unless it is said already."""
        word = (kind, target, value)
        if word in self.stands:
            return
        self.workspace.decide(kind, target, deal_id=self.deal, value=value, reason=reason)
        self.stands.append(word)
        self.undone.clear()

    def act(self, operation: str, pick: int) -> None:
        """Do one thing."""
        reading = self.view().reading
        steps = [one for one in reading.steps if one.state == "proposed"]
        quotes = [one for one in self.view().evidence if not one.rejected]
        fired = [one for one in reading.signals if one.fired]
        if operation == "dismiss" and steps:
            self.decide("step", steps[pick % len(steps)].id, "dismissed", "not_now")
        elif operation == "reject" and quotes:
            self.decide("reject", quotes[pick % len(quotes)].id, "", "not_meant")
        elif operation == "override":
            asked = [one for one in reading.requirements if one.status is not Status.BLANK]
            one = asked[pick % len(asked)]
            self.decide("override", f"{self.deal}|requirement|{one.key}", WEIGHED[pick % 3], "told_me")
        elif operation in ("wrong", "not useful") and fired:
            self.decide("signal", fired[pick % len(fired)].id, operation, "cleared")
        elif operation == "undo" and self.workspace.undo() is not None:
            self.undone.append(self.stands.pop())
        elif operation == "redo" and self.workspace.redo() is not None:
            self.stands.append(self.undone.pop())
        else:
            self.around(operation)

    def around(self, operation: str) -> None:
        """Import the same again, begin another session, or let time pass."""
        if operation == "import":
            bring(self.store, self.source, now=self.now)
        elif operation == "import elsewhere":
            copy = self.store.parent / f"copy-{self.now:%H%M}-{len(self.stands)}"
            if not copy.exists():
                shutil.copytree(self.source, copy)
            bring(self.store, copy, now=self.now)
        elif operation == "hour":
            self.now += timedelta(hours=1)
        self.workspace = Workspace(self.store, now=self.now, person="dana")

    def check(self) -> None:
        """Whatever was set aside and stands is not offered; the newest word on a thing leads."""
        view = self.view()
        reading = view.reading
        leads = {(kind, target): value for kind, target, value in self.stands}
        shown = {one.id: one.state for one in reading.steps}
        for (kind, target), value in leads.items():
            if kind == "step":
                assert target not in shown, "a dismissed step is offered again"
            elif kind == "reject":
                assert next(one.rejected for one in view.evidence if one.id == target)
                assert all(target not in one.evidence for one in reading.requirements if one.status is Status.VERIFIED)
            elif kind == "override":
                status = next(one.status for one in reading.requirements if target.endswith(f"|{one.key}"))
                assert status.value == value
            else:
                signal = next((one for one in reading.signals if one.id == target), None)
                assert signal is None or (signal.mark == value and (value != "wrong" or not signal.fired))
        assert told(Workspace(self.store, now=self.now, person="dana")._read(
            self.workspace._facts(self.deal), self.now, past=False)) == told(reading)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 8)), min_size=1, max_size=9))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_nothing_that_was_set_aside_comes_back_without_news(
    imported: Path, source: Path, tmp_path_factory: Any, work: Any
) -> None:
    store = copied(imported, tmp_path_factory.mktemp("aside"))
    person = Person(store, source)
    before: list[Any] = []
    for operation, pick in work:
        count, now = len(person.stands), person.now
        seen = told(person.view().reading)
        person.act(operation, pick)
        person.check()
        if len(person.stands) > count and operation != "redo":
            before.append((now, seen))
        elif len(person.stands) < count and before:
            moment, then = before.pop()
            assert moment != person.now or told(person.view().reading) == then, "undone, it reads as it did"
        elif operation == "redo" and len(person.stands) > count:
            before.append((person.now, seen))
