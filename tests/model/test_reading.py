"""A deal read by a model: stored beside what the rules read, asked once, honest when the model fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from journey_tui.analysis.model_errors import BudgetUsedUp, TimedOut, WrongKey
from journey_tui.data.sqlite import open_reader
from journey_tui.domain.model import Modality, ReadBy, Stance
from journey_tui.sync.importer import Importer
from journey_tui.sync.model_reading import agree, agreed, estimate, read_deal_with_model, waiting_for_model
from journey_tui.workspace import Workspace
from tests import raw
from tests.model.conftest import rules
from tests.model.scripted import Scripted, pointing
from tests.sync.conftest import dump

DEAL = f"salesforce:00D5f00000oRG01:{raw.DEAL_18}"

METRICS = {
    "quote": "We need to cut spoilage from 6% to under 2% by the end of June.", "requirement": "metrics",
    "claim": "Spoilage has to go from 6% to under 2% by the end of June", "parts": {"number": "under 2%", "time_frame": "by the end of June"},
}  # fmt: skip
PAIN = {
    "quote": "Then we lose the supermarket contract in the spring, that is the problem.", "requirement": "pain",
    "claim": "They lose the supermarket contract in the spring", "parts": {"consequence": "lose the supermarket contract", "why_now": "in the spring"},
}  # fmt: skip
AGAINST = {**METRICS, "stance": "weakens", "parts": {}}


def deal_of(store: Path) -> str:
    return Workspace(store, now=raw.NOON).find("Cold chain rollout")[0].deal_id


def read(store: Path, client: Scripted, **options):
    return read_deal_with_model(store, deal_of(store), client, rules(), raw.NOON, **options)


def view(store: Path):
    return Workspace(store, now=raw.NOON).deal(deal_of(store))


def row(store: Path, key: str):
    return next(r for r in view(store).reading.requirements if r.key == key)


def by_both(store: Path):
    return [e for e in view(store).evidence if e.read_by_both]


def test_findings_are_stored_and_told(store):
    before = row(store, "pain")
    report = read(store, Scripted(pointing(METRICS, PAIN)))
    assert (report.state, report.accepted, report.refused) == ("ok", 2, [])
    assert {e.requirement for e in by_both(store)} == {"metrics", "pain"}
    assert row(store, "pain").score >= before.score
    note = view(store).model
    assert (note.state, note.waiting, note.accepted) == ("ok", 0, 2)


def test_nothing_is_read_twice(store):
    client = Scripted(pointing(METRICS))
    read(store, client)
    asked, before = len(client.asked), dump(store)
    report = read(store, client)
    assert len(client.asked) == asked
    assert report.requests == 0
    assert dump(store) == before


def test_only_what_is_new_is_sent(store, tmp_path):
    client = Scripted(pointing(METRICS))
    read(store, client)
    client.asked.clear()
    extra = raw.Mail(
        "m90", raw.ago(2), raw.PRIYA, raw.DANA, "Re: Cold chain rollout", "Dana,\n\nThe pilot starts on Monday.\n\nPriya", ("m1",)
    )
    Importer(store, rules(), raw.NOON).run([raw.write_mbox(tmp_path / "new.mbox", [extra])])
    report = read(store, client, words=False)
    assert report.read == 1
    (request,) = client.asked
    assert "The pilot starts on Monday." in request.messages[-1].text
    assert "spoilage" not in request.messages[-1].text


def test_another_model_reads_again_and_replaces_what_the_first_found(store):
    read(store, Scripted(pointing(METRICS, PAIN)))
    other = Scripted(pointing(METRICS))
    other.config = replace(other.config, name="fake/other")
    assert read(store, other).read > 0
    assert {e.requirement for e in by_both(store)} == {"metrics"}


def test_the_same_words_read_by_both_are_one_observation_at_the_higher_factor(store):
    before = row(store, "metrics")
    assert any("read by rules .80" in line.text for line in before.sums if line.counted)
    read(store, Scripted(pointing(METRICS)))
    after = row(store, "metrics")
    counted = [line for line in after.sums if line.counted]
    assert any("read by rules and by a model .95" in line.text for line in counted)
    assert sum("customer e-mail" in line.text for line in counted) == sum(
        "customer e-mail" in line.text for line in before.sums if line.counted
    )
    assert after.score > before.score


def test_the_same_words_read_the_other_way_count_once_at_the_lower_and_are_marked(store):
    before = row(store, "metrics")
    read(store, Scripted(pointing(AGAINST)))
    after = row(store, "metrics")
    assert after.score == before.score
    assert any("also read as" in line.text for line in after.sums)
    workspace = Workspace(store, now=raw.NOON)
    mine = next(e for e in view(store).evidence if e.quote == METRICS["quote"] and e.read_by is ReadBy.RULES)
    other = workspace.evidence(mine.id).other
    assert (other.read_by, other.stance) == (ReadBy.MODEL, Stance.WEAKENS)
    assert workspace.evidence(other.id).other.id == mine.id


def test_what_a_person_rejected_is_not_offered_again_by_the_other_reader(store):
    workspace = Workspace(store, now=raw.NOON)
    mine = next(e for e in view(store).evidence if METRICS["quote"] in e.quote and e.requirement == "metrics")
    workspace.decide("reject", mine.id, deal_id=mine.deal_id, reason="not so")
    shorter = {**METRICS, "quote": "We need to cut spoilage from 6% to under 2% by the end of June."}
    read(store, Scripted(pointing(shorter)))
    assert all(e.rejected for e in view(store).evidence if METRICS["quote"] in e.quote and e.requirement == "metrics")


@pytest.mark.parametrize("error", [TimedOut(), WrongKey(), BudgetUsedUp()])
def test_when_the_model_fails_the_rules_reading_stands_and_the_deal_says_so(store, error):
    before = view(store).reading
    report = read(store, Scripted(lambda _: error))
    assert report.state == "failed"
    after = view(store)
    assert after.reading == before
    assert after.model.state == "failed"
    assert "the rules' reading stands" in after.model.words
    assert error.remedy in after.model.words


def test_a_reading_that_is_killed_goes_on_where_it_was(store, tmp_path):
    import shutil

    undisturbed = tmp_path / "other" / "journey.db"
    undisturbed.parent.mkdir()
    shutil.copy2(store, undisturbed)

    def small(answers):
        return Scripted(answers, window_chars=2_000)

    calls = []

    def dies(request):
        calls.append(request)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return pointing(METRICS, PAIN)(request)

    for text in ("x",):
        del text
        with pytest.raises(KeyboardInterrupt):
            read(store, small(dies))
    read(store, small(pointing(METRICS, PAIN)))
    read(undisturbed, small(pointing(METRICS, PAIN)))
    ours, theirs = dump(store), dump(undisturbed)
    for table in ("model_evidence", "model_remark", "model_read", "projection", "evidence"):
        assert ours[table] == theirs[table]


def test_a_changed_mail_drops_what_was_read_of_it(store, tmp_path):
    read(store, Scripted(pointing(METRICS)))
    changed = [replace(m, body="Dana,\n\nAll is fine.\n\nPriya") if m.key == "m2" else m for m in raw.mails()]
    box = next(r[0] for r in open_reader(store).execute("SELECT path FROM source_file WHERE kind='mail'"))
    path = raw.write_mbox(tmp_path / Path(box).name, changed)
    connection = open_reader(store)
    assert connection.execute("SELECT COUNT(*) FROM model_evidence").fetchone() == (1,)
    with_new = tmp_path / "s"
    del with_new
    from journey_tui.data.store import writing

    with writing(store) as writer:
        writer.execute("UPDATE touchpoint SET analysed='changed' WHERE native_id='<m2@mail.example>'")
    Importer(store, rules(), raw.NOON).run([path])
    assert connection.execute("SELECT COUNT(*) FROM model_evidence").fetchone() == (0,)


def test_a_new_version_of_the_rules_keeps_what_the_model_read(store):
    read(store, Scripted(pointing(METRICS)))
    newer = rules()
    newer.analyst.version = "next"
    Importer(store, newer, raw.NOON).run([])
    assert by_both(store)


def test_what_waits_is_told_and_estimated_without_asking(store):
    client = Scripted(pointing())
    connection = open_reader(store)
    waiting = waiting_for_model(connection, client.config.name, rules().playbook)
    assert deal_of(store) in waiting
    found = estimate(connection, waiting, client, rules().playbook, client.prices())
    assert client.asked == []
    assert found.deals == len(waiting)
    assert 0 < found.cost < found.most
    for deal_id in waiting:
        read_deal_with_model(store, deal_id, client, rules(), raw.NOON)
    assert waiting_for_model(connection, client.config.name, rules().playbook) == []


def test_somebody_s_yes_holds_for_one_model(store):
    agree(store, "fake/reader")
    connection = open_reader(store)
    assert agreed(connection, "fake/reader")
    assert not agreed(connection, "fake/other")


# Words ---------------------------------------------------------------------------------------------------------------


def wording(text, *, only="c"):
    """Say every sentence of a kind as `text` does with the rules' own words and the labels of its quotes."""

    def answer(request):
        if request.purpose != "words":
            return {"evidence": []}
        words, label, rule, cites = [], "", "", []
        for line in [*request.messages[-1].text.splitlines(), "end"]:
            head = line.split(" ")[0]
            if line.startswith("  e"):
                cites.append(line.strip().split(",")[0])
            elif (head[:1] in ("c", "s", "q") and head[1:].isdigit()) or line == "end":
                if label.startswith(only):
                    words.append({"label": label, "text": text(rule), "cites": cites})
                label, rule, cites = head, line.partition("| ")[2], []
        return {"words": words}

    return answer


def test_a_sentence_that_says_the_same_is_shown_and_marked(store):
    before = view(store).reading.claims
    report = read(store, Scripted(wording(lambda rule: f"In short: {rule}")))
    after = view(store).reading.claims
    assert report.words > 0
    changed = [a for a in after if a.text.startswith("In short: ")]
    assert len(changed) == report.words
    assert all("worded by a model" in claim.reason for claim in changed)
    assert [(c.id, c.band, c.evidence) for c in after] == [(c.id, c.band, c.evidence) for c in before]


@pytest.mark.parametrize(
    "bend",
    [
        lambda rule: f"{rule} They will sign for 900,000.",
        lambda rule: f"{rule} See https://evil.example/x",
        lambda rule: f"{rule} See evil.com",
        lambda rule: f"{rule} Dana failed to ask.",
        lambda rule: f"{rule} “We will sign tomorrow.”",
        lambda rule: f"{rule} Frostline is out.",
        lambda rule: f"[b]{rule}[/b]",
        lambda rule: "All is well.",
        lambda rule: "",
        lambda rule: rule + " and so on" * 200,
    ],
)
def test_a_sentence_that_says_more_is_refused_and_the_rules_stand(store, bend):
    before = view(store).reading
    report = read(store, Scripted(wording(bend)))
    assert report.words == 0
    assert report.refused
    assert view(store).reading == before


def test_a_sentence_holds_only_while_the_rules_say_the_same(store):
    read(store, Scripted(wording(lambda rule: f"In short: {rule}")))
    later = Workspace(store, now=raw.NOON + timedelta(days=80)).deal(deal_of(store)).reading
    early = {c.id: c for c in view(store).reading.claims}
    assert any(c.text.startswith("In short: ") for c in early.values())
    assert not any(c.text.startswith("In short: ") and c.band is not early[c.id].band for c in later.claims if c.id in early)


def test_what_was_said_in_confidence_is_not_sent_to_be_worded(store):
    client = Scripted(pointing())
    read(store, client)
    (words,) = [r for r in client.asked if r.purpose == "words"]
    assert all(not e.confidential or e.quote not in words.messages[-1].text for e in view(store).evidence)


def test_modality_and_stance_of_findings_are_what_was_checked(store):
    read(store, Scripted(pointing({**METRICS, "modality": "conditional"})))
    item = next(e for e in view(store).evidence if e.model is not None)
    assert (item.modality, item.model.modality, item.read_by_both) == (Modality.ASSERTED, Modality.CONDITIONAL, False)
    line = next(line for line in row(store, "metrics").sums if item.id in line.evidence)
    assert "read by rules .80" in line.text
    assert "also read as “conditional”" in line.text
    other = Workspace(store, now=raw.NOON).evidence(item.id).other
    assert (other.read_by, other.modality) == (ReadBy.MODEL, Modality.CONDITIONAL)
