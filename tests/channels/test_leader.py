"""What is not met across deals, the one gap of each, notes, and who leads whom: from the store, as a leader asks for it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from journey_tui.domain.team import led_by, of_each, read_team
from journey_tui.domain.views_leader import VOICE, Behind
from journey_tui.workspace import DecisionRefused, Workspace
from tests import raw

DIRECT = "Core / enterprise direct"


def deal_id(workspace: Workspace, native: str = raw.DEAL) -> str:
    return workspace.find(native)[0].deal_id


def test_every_count_opens_as_many_deals_as_it_says(workspace: Workspace) -> None:
    view = workspace.leader()
    assert view.deals == 2
    for channel in view.channels:
        stopped = 0
        for gate in channel.gates:
            stopped += gate.deals
            assert workspace.gaps(Behind(channel.name, gate.gate)).total == gate.deals == sum(n for _, n in gate.states)
            for one in gate.not_met:
                assert workspace.gaps(Behind(channel.name, gate.gate, one.key)).total == one.deals
                if one.key != VOICE:
                    assert sum(n for _, n in one.statuses) == one.deals
        assert stopped + channel.all_passed == channel.open_deals
        for row in channel.breaks:
            for kind, number in (
                ("stops", row.open_deals),
                ("recycled", row.recycled),
                ("came_back", row.came_back),
                ("not_won", row.not_won),
            ):
                assert workspace.gaps(Behind(channel.name, row.gate, "", kind)).total == number


def test_what_is_counted_is_what_the_deals_read(workspace: Workspace) -> None:
    counted = {(gate.gate, one.key): one.deals for c in workspace.leader().channels for gate in c.gates for one in gate.not_met}
    wanted: dict[tuple[str, str], int] = {}
    for native in (raw.DEAL, raw.OTHER):
        reading = workspace.deal(deal_id(workspace, native)).reading
        names = [gate.name for gate in reading.gates]
        rows = {row.key: row for row in reading.requirements}
        first = next(gate.name for gate in reading.gates if gate.state.value != "passed")
        for gate in reading.gates:
            reached = gate.name == first or names.index(gate.name) <= names.index(reading.lines.claim)
            if gate.state.value == "passed" or not reached:
                continue
            missing = [key for key in gate.must_meets if rows[key].status.value not in ("Verified", "Not needed")]
            for key in (*missing, *(() if gate.gatekeeper_heard else (VOICE,))):
                wanted[(gate.name, key)] = wanted.get((gate.name, key), 0) + 1
    assert counted == wanted


def test_few_deals_are_said_to_be_few(workspace: Workspace) -> None:
    assert all("too few" in channel.words for channel in workspace.leader().channels)


def test_a_deal_has_one_gap_with_what_it_stands_on(workspace: Workspace) -> None:
    gap = workspace.gap(deal_id(workspace))
    reading = workspace.deal(deal_id(workspace)).reading
    row = next(one for one in reading.requirements if one.key == gap.key)
    gate = next(one for one in reading.gates if one.name == gap.gate)
    assert gate.state.value not in ("passed", "waived")
    assert gap.key in gate.must_meets
    assert (gap.status, gap.evidence) == (row.status, row.evidence)
    assert any(gap.gate in line for line in gap.why)
    assert any("Close date" in line for line in gap.why)
    assert gap.question.endswith("?")


def test_a_question_that_was_asked_gives_way_to_the_next_and_is_shown(workspace: Workspace) -> None:
    deal = deal_id(workspace)
    first = workspace.gap(deal)
    workspace.coach(deal, first.question, requirement=first.key)
    again = workspace.gap(deal)
    assert again.asked[0].words == first.question
    assert again.question != first.question or again.repeated
    assert again.notes[0].text == first.question


def test_a_note_reaches_whose_deal_it_is_until_it_was_read(store: Path, workspace: Workspace) -> None:
    deal = deal_id(workspace)
    leader = Workspace(store, now=raw.NOON + timedelta(hours=1), person="lea")
    workspace.set_member(tuple(key for key, name, _ in workspace.members() if name == "Dana Ruiz"))
    leader.coach(deal, "Who else sees the spoilage numbers?")
    row = next(one for one in workspace.triage().rows if one.deal_id == deal)
    assert (row.notes, row.group != "rest") == (1, True)
    note = workspace.deal(deal).notes[0]
    assert (note.by, note.to, note.to_me, note.read_by) == ("lea", "Dana Ruiz", True, "")
    assert not any("note" in change.text for change in workspace.deal(deal).since)
    workspace.note_read(deal, note.target)
    assert next(one for one in workspace.triage().rows if one.deal_id == deal).notes == 0
    assert leader.gap(deal).notes[0].read_by == "dana"
    workspace.undo()
    assert workspace.deal(deal).notes[0].read_by == ""


def test_a_note_is_added_once_taken_back_alone_and_needs_words(workspace: Workspace) -> None:
    deal = deal_id(workspace)
    one = workspace.coach(deal, "Ask Priya about the audit.")
    assert workspace.coach(deal, "Ask Priya about the audit.").id == one.id
    workspace.coach(deal, "And about the freezer.")
    workspace.undo(one.id)
    assert [note.text for note in workspace.deal(deal).notes] == ["And about the freezer."]
    with pytest.raises(DecisionRefused, match="needs words"):
        workspace.coach(deal, "  ")
    with pytest.raises(LookupError):
        workspace.coach("none", "words")
    assert workspace.coach(deal, "\x1b[31mred\x1b[0m").value == "red"


def test_a_note_changes_nothing_in_the_reading(workspace: Workspace) -> None:
    deal = deal_id(workspace)
    before = workspace.deal(deal).reading
    workspace.coach(deal, "Metrics are fine, pass the gate.")
    assert workspace.deal(deal).reading == before


def test_who_can_read_a_note_is_said_as_it_is(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "yours alone" in workspace.leader().readers
    monkeypatch.setattr(Workspace, "is_team", property(lambda self: True))
    assert "every member" in workspace.leader().readers


# Who leads whom -----------------------------------------------------------------------------------------------------------------

CSV = "leader,person\ntomas@halyard.example,Dana Ruiz\n"
TOML = 'kind = "team"\n[[leads]]\nleader = "Tomas Lind"\npeople = ["dana@halyard.example"]\n'


@pytest.mark.parametrize(("name", "text"), [("team.csv", CSV), ("team.toml", TOML), ("team.csv", CSV.replace(",", ";"))])
def test_a_file_says_who_leads_whom_and_whose_deals_are_counted(
    workspace: Workspace, tmp_path: Path, name: str, text: str
) -> None:
    ids = {person: key for key, person, _ in workspace.members()}
    workspace.set_member((ids["Tomas Lind"],))
    assert workspace.leader().scope == "all"
    (tmp_path / name).write_text(text)
    view = workspace.set_team(tmp_path / name)
    assert (view.origin, view.mine) == ("file", (ids["Dana Ruiz"],))
    counted = workspace.leader()
    assert (counted.scope, counted.deals) == ("team", 1)
    assert [gap.deal for gap in workspace.gaps(Behind()).gaps] == ["Cold chain rollout"]
    assert workspace.leader(scope="all").deals == 2
    assert workspace.clear_team().origin == ""


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", "leader,person\nTomas Lind,Nobody Here\n", "line 2: no CRM user is called “Nobody Here”"),
        ("a.csv", "boss,minion\nx,y\n", "line 1: there is no column"),
        ("a.csv", "leader,person\nTomas Lind\n", "line 2: the row is too short"),
        ("a.csv", "leader,person\nTomas Lind,Tomas Lind\n", "line 2: Tomas Lind leads Tomas Lind"),
        ("a.csv", "leader,person\nTomas Lind,Dana Ruiz\nDana Ruiz,Tomas Lind\n", "it goes in a circle"),
        ("a.csv", "", "line 1"),
        ("a.csv", "leader,person\n", "it names nobody"),
        ("a.toml", "leads = 3", "there is no [[leads]]"),
        ("a.toml", "[[leads]\n", "it is no TOML"),
        ("a.toml", '[[leads]]\nleader = "Tomas Lind"\nfolk = []', "it needs leader and people"),
        ("a.toml", '[[leads]]\nleader = "Tomas Lind"\npeople = [3]', "3 is no text"),
        ("a.toml", 'score = 1\n[[leads]]\nleader = "Tomas Lind"\npeople = []', "score: this key is not known"),
        ("a.csv", "leader,person\n\x00,\x00\n", "it is no text"),
    ],
)  # fmt: skip
def test_a_bad_file_changes_nothing_and_names_the_place(
    workspace: Workspace, tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / "good.toml").write_text(TOML)
    before = workspace.set_team(tmp_path / "good.toml")
    (tmp_path / name).write_text(text)
    with pytest.raises(DecisionRefused) as refused:
        workspace.set_team(tmp_path / name)
    assert told in str(refused.value)
    assert name in str(refused.value)
    assert "Nothing was changed" in str(refused.value)
    assert workspace.team() == before


def test_bytes_that_are_no_text_change_nothing(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"leader,person\n\xff\xfe")
    with pytest.raises(DecisionRefused, match="no UTF-8"):
        workspace.set_team(tmp_path / "t.csv")
    assert workspace.meta("team") == ""


def test_nothing_that_is_counted_is_about_a_person(workspace: Workspace) -> None:
    from journey_tui.cli.leader import shape

    told = json.dumps(shape(workspace.leader()))
    assert "Dana" not in told
    assert "Tomas" not in told


def test_an_export_of_users_with_managers_is_a_team_file_and_its_head_needs_none(workspace: Workspace, tmp_path: Path) -> None:
    ids = {person.name: person.id for person in workspace.team().people}
    workspace.set_member((ids["Tomas Lind"],))
    text = (
        "User ID,First name,Last name,Email,Main Team,Manager\n"
        "1,Tomas,Lind,tomas@halyard.example,North,\n"
        "2,Dana,Ruiz,dana@halyard.example,North,Tomas Lind\n"
    )
    (tmp_path / "users.csv").write_text(text)
    assert workspace.set_team(tmp_path / "users.csv").mine == (ids["Dana Ruiz"],)


def test_somebody_with_an_id_as_owner_and_one_as_user_is_one_person() -> None:
    users = [
        ("owner/55", "Lee Park", "lee@seller.test"),
        ("owner/900", "Lee Park", "Lee@Seller.test"),
        ("owner/57", "Ines Roth", ""),
    ]
    pairs = read_team("team.csv", "leader,person\nInes Roth,Lee Park\n", users)
    assert pairs == (("owner/57", "owner/55"),)
    assert led_by(["owner/57"], of_each(pairs, users)) == {"owner/55", "owner/900"}
