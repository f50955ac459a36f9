"""What is noted, asked and counted on a real store."""

from __future__ import annotations

import threading
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from journey_tui.data.measures import add_events
from journey_tui.data.sqlite import begin, open_reader, open_writer
from journey_tui.domain.codec import encode
from journey_tui.domain.measures import LEAST_PEOPLE, Event
from journey_tui.doors.notes import MOST, Notes
from tests import raw
from tests.measures.conftest import moments


def rows(store: Path) -> list[tuple]:
    connection = open_reader(store)
    found = connection.execute(
        "SELECT at, uid, kind, deal_id, subject, detail, made_up FROM measure_event ORDER BY id"
    ).fetchall()
    connection.close()
    return found


def put(store: Path, *events: Event) -> None:
    connection = open_writer(store)
    add_events(connection, events)
    connection.close()


def deals(workspace) -> list[str]:
    return [row.deal_id for row in workspace.triage(mine=False).rows]


def used_before(workspace, days: float = 3) -> None:
    """Let the person have used Journey some days ago, so that they may be asked."""
    put(workspace.store, Event(raw.ago(days), workspace._uid, "opened", deals(workspace)[0], "old", "0"))


# Notes


def test_notes_are_written_in_a_batch_by_whoever_did_it(workspace, store) -> None:
    workspace.observe("opened", deal_id="d", subject="v", value="1")
    workspace.observe("shown", deal_id="d", subject="1", items=[("claim", "c", "High")])
    assert rows(store) == []
    workspace.flush_notes()
    found = rows(store)
    assert [row[2] for row in found] == ["opened", "shown"]
    assert {row[1] for row in found} == {workspace._uid}
    assert found[0][0] == int(raw.NOON.timestamp() * 1000)
    assert found[1][5] == '{"items": [["claim", "c", "High"]]}'


def test_notes_are_written_by_themselves_after_a_while(store) -> None:
    written = threading.Event()
    notes = Notes(store, lambda: written.set() or True, wait=0.01)
    notes.add(Event(raw.NOON, 1, "opened", "d"))
    assert written.wait(10)
    notes.flush()
    assert len(rows(store)) == 1


def test_with_measures_off_nothing_is_noted_asked_or_told(workspace, store, settings) -> None:
    used_before(workspace)
    before = rows(store)
    settings("[measures]\nenabled = false\n")
    for deal_id in deals(workspace)[:2]:
        workspace.observe("opened", deal_id=deal_id)
    workspace.flush_notes()
    workspace.answer("rating", "5")
    assert workspace.may_ask("check") is False
    assert workspace.opening(deals(workspace)[0]).question is None
    view = workspace.measures()
    assert (view.enabled, view.measures) == (False, ())
    assert rows(store) == before


def test_settings_that_cannot_be_read_keep_nothing(workspace, store, settings) -> None:
    settings("[measures\n")
    workspace.observe("opened", deal_id="d")
    workspace.flush_notes()
    assert rows(store) == []


def test_a_store_that_is_held_keeps_nobody_waiting_and_loses_nothing(workspace, store) -> None:
    other = open_writer(store)
    begin(other)
    workspace.observe("opened", deal_id="d", subject="v")
    workspace.flush_notes()  # gives up after a while, without a word
    assert rows(store) == []
    other.execute("ROLLBACK")
    other.close()
    workspace.observe("opened", deal_id="d", subject="w")
    workspace.flush_notes()
    assert [row[4] for row in rows(store)] == ["v", "w"]


def test_a_store_that_has_gone_is_no_error_and_a_storm_stays_small(store) -> None:
    notes = Notes(store.with_name("no") / "journey.db", lambda: True, wait=3600)
    for number in range(MOST + 50):
        notes.add(Event(raw.NOON, 1, "opened", subject=str(number)))
    notes.flush()
    assert len(notes._kept) == MOST
    assert notes._kept[-1].subject == str(MOST + 49)


def test_long_words_and_many_items_are_cut(workspace, store) -> None:
    workspace.observe("shown", subject="s" * 5000, value="v" * 5000, items=[("claim", "c" * 5000, "High")] * 500)
    workspace.flush_notes()
    _, _, _, _, subject, detail, _ = rows(store)[0]
    assert len(subject) == 200
    assert len(detail) < 16_000


# Questions


def test_a_deal_that_was_seen_beside_the_list_today_is_not_asked_about(workspace, at) -> None:
    one, two, *_ = deals(workspace)
    used_before(workspace)
    fresh = at()
    for deal_id in (one, "another deal"):
        fresh.observe("opened", deal_id=deal_id)
    assert fresh.opening(two).question is not None
    fresh.observe("shown", deal_id=two, subject="preview", items=[("claim", "c", "High")])
    assert fresh.opening(two).question is None


def test_nobody_is_asked_on_the_first_day_or_before_two_deals_or_twice_a_day(workspace, at) -> None:
    two, three, *_ = deals(workspace)
    one = "another deal"
    for deal_id in (one, two):
        workspace.observe("opened", deal_id=deal_id)
    assert workspace.opening(three).question is None, "the first day"
    used_before(workspace)
    fresh = at()
    assert fresh.opening(three).question is None, "no deal was opened today yet"
    fresh.observe("opened", deal_id=one)
    assert fresh.opening(three).question is None, "only one"
    fresh.observe("opened", deal_id=two)
    assert fresh.opening(two).question is None, "its bands were seen today"
    assert fresh.opening(three, blind=False).question is None, "its bands are on the screen"
    question = fresh.opening(three).question
    assert question is not None
    band = next(r.band.value for r in fresh.deal(three).reading.requirements if r.key == question.requirement)
    assert question.band == band
    fresh.answer("check", "High", deal_id=three, about=question.requirement, band=question.band)
    assert fresh.opening(three).question is None, "answered"
    assert at().opening(three).question is None, "answered, in another session too"
    assert at().may_ask("rating") is True, "the other question is another"
    tomorrow = at(raw.NOON + timedelta(days=1))
    for deal_id in (one, two):
        tomorrow.observe("opened", deal_id=deal_id)
    assert tomorrow.opening(three).question is not None


def test_a_skipped_question_is_not_asked_again_that_day(workspace, at) -> None:
    used_before(workspace)
    for deal_id in deals(workspace)[:2]:
        workspace.observe("opened", deal_id=deal_id)
    assert workspace.may_ask("rating")
    workspace.answer("rating", "")
    assert not workspace.may_ask("rating")
    assert not at().may_ask("rating")
    rated = next(one for one in workspace.measures().measures if one.key == "step_confidence")
    assert rated.count == 0


# Figures


def seen_signal(workspace, *, over: bool) -> Event:
    """Return the look at a signal that does not stand any more: while it stood, or (`over`) when facts had cleared it."""
    for deal_id in deals(workspace):
        now = {s.id for s in workspace.deal(deal_id).reading.signals if s.fired}
        before: dict[str, str] = {}
        for moment in reversed(moments()):
            fired = {s.id: s.kind for s in workspace.deal(deal_id, as_of=moment).reading.signals if s.fired}
            wanted = {key: kind for key, kind in before.items() if key not in fired} if over else fired
            key = next((key for key in wanted if key not in now), None)
            if key is not None:
                return Event(moment, workspace._uid, "shown", deal_id, "2", "", (("signal", key, wanted[key]),))
            before |= fired
    raise AssertionError("no deal has such a signal")


@pytest.mark.parametrize(("over", "note"), [(False, "it was so"), (True, "cleared already: ")])
def test_the_machine_finds_signals_that_stored_facts_had_cleared_when_they_were_seen(workspace, store, over, note) -> None:
    put(store, seen_signal(workspace, over=over))
    one = next(m for m in workspace.measures(zone=UTC).measures if m.key == "false_positives")
    assert (one.hits, one.count) == (int(over), 1)
    assert one.cases[0].note.startswith(note)
    assert one.cases[0].what, "the fact that it showed"


def test_a_step_that_the_store_shows_done_counts_without_anybody_saying_so(workspace, store) -> None:
    found = None
    for deal_id in deals(workspace):
        for moment in moments()[7:]:
            then = {s.id: s for s in workspace.deal(deal_id, as_of=moment).reading.steps if s.state == "proposed"}
            later = {s.id: s for s in workspace.deal(deal_id, as_of=moment + timedelta(days=7)).reading.steps}
            done = [
                key
                for key in then
                if key in later and later[key].state == "done" and later[key].done_from and later[key].done_at > moment
            ]
            if done:
                found = Event(moment, workspace._uid, "shown", deal_id, "4", "", (("step", done[0], "proposed"),))
    if found is None:
        pytest.skip("no step of these deals was found done within its week")
    put(store, found)
    one = next(m for m in workspace.measures(zone=UTC).measures if m.key == "action_completion")
    assert (one.hits, one.count) == (1, 1)
    assert one.cases[0].note == "found done in mail or calendar"
    assert one.cases[0].what


def test_what_will_not_change_is_worked_out_once(workspace, store, at, monkeypatch) -> None:
    deal_id = deals(workspace)[0]
    old = Event(
        raw.ago(30),
        workspace._uid,
        "shown",
        deal_id,
        "4",
        "",
        (("step", "step:none", "proposed"), ("signal", "signal:none", "one_voice")),
    )
    put(store, old)
    first = workspace.measures(zone=UTC)

    def fail(*_args, **_kw):
        raise AssertionError("read again")

    monkeypatch.setattr("journey_tui.doors.measures_replay.read_deal", fail)
    again = at().measures(zone=UTC)
    assert [(m.key, m.count, m.hits) for m in again.measures] == [(m.key, m.count, m.hits) for m in first.measures]
    assert {row[2] for row in rows(store)} == {"shown", "settled_step", "settled_signal"}


def test_the_baseline_is_of_the_calls_before_journey_was_used(workspace, store) -> None:
    put(store, Event(raw.ago(1), workspace._uid, "opened", deals(workspace)[0], "v", "0"))
    one = next(m for m in workspace.measures(zone=UTC).measures if m.key == "time_to_action")
    assert one.before is not None
    held = workspace._db.execute(
        "SELECT COUNT(DISTINCT deal_id || CASE meeting WHEN '' THEN id ELSE meeting END) FROM touchpoint WHERE kind IN ('call', 'meeting') "
        "AND deleted=0 AND deal_id<>'' AND side IN ('customer', 'partner') AND status NOT IN ('cancelled', 'tentative') AND origin<>'automated' "
        "AND COALESCE(ends_at, at)<?",
        (int(raw.ago(1).timestamp()),),
    ).fetchone()[0]
    assert one.before.count == held
    assert held > 0


def test_ones_own_figures_are_ones_own_and_everybodys_name_nobody(workspace, store) -> None:
    deal_id = deals(workspace)[0]
    put(store, *(Event(raw.ago(2), uid, "rating", deal_id, "", "4") for uid in (workspace._uid, 70001)))
    rated = {m.key: m for m in workspace.measures(zone=UTC).measures}["step_confidence"]
    assert rated.count == 1
    few = workspace.measures(team=True, zone=UTC)
    assert (few.measures, few.people) == ((), 2)
    assert few.people < LEAST_PEOPLE
    put(store, *(Event(raw.ago(2), uid, "rating", deal_id, "", "4") for uid in (70002, 70003, 70004)))
    view = workspace.measures(team=True, zone=UTC)
    rated = {m.key: m for m in view.measures}["step_confidence"]
    assert rated.count == 5
    text = str([encode(m.parts) for m in view.measures]) + str([m.says + m.counts for m in view.measures])
    assert not any(str(uid) in text for uid in (70001, 70002, 70003, 70004))


def test_events_of_broken_clocks_and_broken_rows_are_read(workspace, store) -> None:
    connection = open_writer(store)
    for at, detail in (
        (-(10**17), "{}"),
        (10**18, "{}"),
        (int(raw.NOON.timestamp() * 1000) - 1000, "no json"),
        (-5000, '{"value": "1"}'),
    ):
        connection.execute("INSERT INTO measure_event (at, uid, kind, deal_id, subject, detail, made_up) VALUES (?, ?, 'opened', 'd', ?, ?, 0)",
                           (at, workspace._uid, str(at), detail))  # fmt: skip
    connection.close()
    told = {m.key: m for m in workspace.measures(zone=UTC).measures}
    assert told["snapshot_engagement"].count == 1
