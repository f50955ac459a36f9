"""Two moments of a deal side by side: every line true of both, none twice, nothing where nothing differs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from journey_tui.domain.compare import HEADINGS
from journey_tui.workspace import Workspace
from tests import raw
from tests.cli.conftest import ran
from tests.ui.driving import press, settle, shown

MOMENTS = [raw.ago(days) for days in (400, 36, 29.5, 22, 18, 10, 5, 1)]


def _deal(workspace: Workspace) -> str:
    return workspace.find(raw.DEAL)[0].deal_id


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_moment_compared_with_itself_differs_in_nothing(workspace: Workspace, moment: datetime) -> None:
    assert workspace.compare(_deal(workspace), moment, moment).differences == ()


@pytest.mark.parametrize(("before", "after"), [(a, b) for n, a in enumerate(MOMENTS) for b in MOMENTS[n + 1 :: 2]], ids=str)
def test_each_line_is_true_of_both_moments(workspace: Workspace, before: datetime, after: datetime) -> None:
    deal_id = _deal(workspace)
    found = workspace.compare(deal_id, before, after)
    assert (found.before, found.after) == (before, after)
    assert workspace.compare(deal_id, after, before) == found
    sections = [one.section for one in found.differences]
    assert sections == sorted(sections, key=list(HEADINGS).index)
    assert len({(one.section, one.text, one.at) for one in found.differences}) == len(found.differences)
    assert all(
        before < one.at <= after for one in found.differences if one.at and one.section in ("truth", "crm", "evidence", "people")
    )
    then, now = (workspace.deal(deal_id, as_of=m) for m in (before, after))
    told = "\n".join(one.text for one in found.differences)
    for was, one in zip(then.reading.requirements, now.reading.requirements, strict=True):
        assert (f"{one.label}: " in told) == ((was.status, was.band) != (one.status, one.band))
    assert ("CRM stage: " in told) == (then.deal.stage != now.deal.stage)
    assert ("Amount: " in told) == (then.deal.amount != now.deal.amount)
    known = {e.id for e in then.evidence}
    gained = {e.id for e in now.evidence if e.id not in known and not e.rejected}
    assert gained <= {i for one in found.differences if one.section == "evidence" for i in one.evidence}


def test_decisions_between_are_told(workspace: Workspace) -> None:
    deal_id = _deal(workspace)
    quote = next(e for e in workspace.deal(deal_id).evidence if e.requirement == "pain")
    workspace.decide("confirm", quote.id, deal_id=deal_id)
    texts = [one.text for one in workspace.compare(deal_id, raw.ago(0.5)).differences]
    assert any(text.startswith("Confirmed: ") for text in texts)
    workspace.decide("reject", quote.id, deal_id=deal_id, reason="not what she said")
    texts = [one.text for one in workspace.compare(deal_id, raw.ago(0.5)).differences]
    assert any(text.startswith("Set aside: ") for text in texts)
    assert not any(text.startswith("Confirmed: ") for text in texts)


@pytest.mark.parametrize("size", [(80, 24), (140, 45)], ids=str)
async def test_by_key_from_the_past_or_from_a_day_chosen(make_app: Any, workspace: Workspace, size: tuple[int, int]) -> None:
    app, deal_id = make_app(), _deal(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.open_deal(deal_id)
        await settle(pilot)
        await press(pilot, "equals_sign", "5", *"10 d".replace(" ", ""), "enter")
        assert "Compare" in shown(app).splitlines()[0]
        assert app.screen.found == workspace.compare(deal_id, app.screen.before)
        first = app.screen.found.differences[0]
        assert first.text[:30] in shown(app)
        await press(pilot, "escape")
        app.set_as_of(raw.ago(29.5))
        await settle(pilot)
        await press(pilot, "equals_sign")
        assert (app.screen.before, app.screen.after) == (raw.ago(29.5), None)
        quoted = next(n for n, one in enumerate(app.screen.found.differences) if one.evidence)
        await press(pilot, *["j"] * quoted, "e")
        assert "Evidence" in shown(app).splitlines()[0]
        await press(pilot, "escape", "at", "2")
        assert app.screen.after is not None
        assert app.screen.found == workspace.compare(deal_id, app.screen.before, app.screen.after)
        await press(pilot, "backslash")
        assert app.screen.after is None
        await press(pilot, "escape")
        assert app.as_of == raw.ago(29.5)


async def test_since_the_last_look_by_key(make_app: Any, workspace: Workspace) -> None:
    app, deal_id = make_app(), _deal(workspace)
    Workspace(workspace.store, now=raw.ago(5), person="dana").mark_seen(deal_id)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.open_deal(deal_id)
        await settle(pilot)
        await press(pilot, "equals_sign")
        assert (app.screen.before, app.screen.after) == (raw.ago(5), None)


def test_on_the_command_line(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    store, deal_id = workspace.store, _deal(workspace)
    words = ("compare", raw.DEAL, raw.ago(29.5).isoformat(), raw.ago(10).isoformat())
    found = workspace.compare(deal_id, raw.ago(29.5), raw.ago(10))
    result = ran(*words, "--json", store=store)
    assert result.code == 0
    assert result.json["deal"] == deal_id
    assert [(one["section"], one["mark"], one["text"]) for one in result.json["differences"]] == [
        (one.section, one.mark, one.text) for one in found.differences
    ]
    text = " ".join(ran(*words, store=store).out.split())
    assert all(one.text[:20] in text for one in found.differences)
    nothing = ran("compare", raw.DEAL, store=store)
    assert nothing.code == 2
    assert "not marked this deal as seen" in nothing.err
    assert ran("compare", raw.DEAL, "whenever", store=store).code == 2


def test_seen_on_the_command_line_tells_what_was_new_and_keeps_the_look(workspace: Workspace) -> None:
    store, deal_id = workspace.store, _deal(workspace)
    first = ran("seen", raw.DEAL, "--json", store=store).json
    assert first["since_you_looked"]["looked_at"] is None
    again = ran("seen", raw.DEAL, "--json", store=store).json
    assert again["since_you_looked"] == {"looked_at": first["seen_at"], "changes": []}
    assert ran("show", raw.DEAL, "--json", store=store).json["since_you_looked"]["looked_at"] == again["seen_at"]
    assert "nothing has changed" in ran("show", raw.DEAL, store=store).out
    assert again["deal"] == deal_id
