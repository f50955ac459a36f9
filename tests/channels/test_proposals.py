"""What rules propose for a record, from raw files to the pending update; and what they never propose, however it is worded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_tui.analysis import channel_rules as rules
from journey_tui.analysis.cues.objections import THEMES
from journey_tui.domain.channel_changes import kept_for_people, said
from journey_tui.domain.model import Lane
from journey_tui.domain.views_channels import UpdateRow
from journey_tui.sync.importer import Importer
from journey_tui.sync.refresh import rules_in_force
from journey_tui.workspace import Workspace
from tests import raw
from tests.channels.conftest import mail

DIRECT = "core_enterprise_direct"
OMAR = "omar@pinecrest.example"
REPEATED = (
    (raw.BUYER, "Cold chain rollout", "We lost two orders last month because the freezer failed overnight and nobody saw it."),
    (OMAR, "Clinic rollout", "We lost a batch of vaccine in May because the freezer failed on a Sunday."),
    (OMAR, "Pharmacy labels", "We lost a customer in June because the freezer failed and the labels came off."),
)


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of three deals whose customers say the same, read by the analyst that ships; the record expects a champion alone."""
    folder = raw.write_all(tmp_path_factory.mktemp("proposed"))
    said_so = [mail(50 + n, sender, subject, text, raw.ago(9 - n)) for n, (sender, subject, text) in enumerate(REPEATED)]
    (folder / "mail" / "repeated.mbox").write_text("".join(said_so))
    store = tmp_path_factory.mktemp("proposed-store") / "journey.db"
    found, _ = rules_in_force(Path("/nonexistent"))
    channels = tuple(replace(c, expected_roles=(Lane.CHAMPION,)) if c.key == DIRECT else c for c in found.channels)
    Importer(store, replace(found, channels=channels), raw.NOON).run([folder])
    return store


def updates(store: Path, kind: str) -> list[UpdateRow]:
    rows = Workspace(store, now=raw.NOON, person="dana").updates(state="all").rows
    return [one for one in rows if one.kind == kind and one.channel == DIRECT and not one.by_person]


def test_a_role_that_keeps_appearing_waits_for_a_person_with_who_was_heard(proposed: Path) -> None:
    rows = {one.change.after: one for one in updates(proposed, "role")}
    assert "users_technical" in rows
    row = rows["users_technical"]
    assert (row.state, row.title, row.deals) == ("pending", "Expect users & technical", 2)
    heard = Workspace(proposed, now=raw.NOON).update(row.id).heard
    assert {one.deal for one in heard} == {"Clinic rollout", "Pharmacy labels"}
    assert {one.speaker for one in heard} == {"Omar Haddad"}
    assert "champion" not in rows, "the record expects it already"


def test_a_message_that_customers_repeat_waits_for_a_person_with_their_words(proposed: Path) -> None:
    row = next(one for one in updates(proposed, "message") if "freezer" in one.title)
    assert (row.state, row.title, row.deals) == ("pending", "Customers repeat “freezer”", 3)
    assert row.change.after["fits"] == "pain"
    assert "“freezer”" in row.change.after["text"]
    heard = Workspace(proposed, now=raw.NOON).update(row.id).heard
    assert {one.deal for one in heard} == {subject for _, subject, _ in REPEATED}
    assert all("the freezer failed" in one.words for one in heard)


def test_approving_them_puts_them_into_the_record(proposed: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copy(proposed, tmp_path / "journey.db")
    workspace = Workspace(tmp_path / "journey.db", now=raw.NOON, person="dana")
    for row in (*updates(proposed, "role")[:1], *updates(proposed, "message")[:1]):
        workspace.review(row.id, "approved")
    record = workspace.channel(DIRECT)
    assert len(record.expected_roles) == 2
    assert len(record.messages) == 1


# What is left to people -----------------------------------------------------------------------------------------------------------

TOPICS = {
    "price": "price prices pricing priced cost costs costing fee fees budget invoice invoices expensive cheaper money payment payments pay paid tariff "
             "quotation subscription subscriptions licence licences 40k €40 $900 £12 euros dollars".split(),
    "discount": ["discount", "discounts", "discounted", "rebate", "rebates", "20% off", "20 % off", "price match", "free of charge", "for free",
                 "special terms", "concession", "voucher", "a free month"],
    "legal": "legal legally contract contracts contractual liability liabilities indemnity warranty warranties lawyer lawyers attorney attorneys counsel "
             "solicitor clause clauses GDPR regulation regulator compliance compliant NDA NDAs MSA MSAs DPA DPAs SLA SLAs lawsuit sued court redlines".split(),
    "security": ["security", "secure", "encryption", "encrypted", "penetration test", "pen test", "pen-tests", "vulnerability", "breach", "breaches",
                 "password", "passwords", "SOC 2", "SOC2", "ISO 27001", "ISO27001", "HIPAA", "privacy", "data protection", "hacked", "hackers",
                 "cyber", "ransomware", "malware", "firewall", "certified"],
    "reference": ["reference", "references", "case study", "case studies", "case-study", "testimonial", "testimonials", "other customers", "our customers",
                  "another customer", "Brightwater Foods", "Pinecrest Clinics"],
}  # fmt: skip
NAMES = ("Brightwater Foods", "Pinecrest Clinics")
WORDS = [word for words in TOPICS.values() for word in words]
OBJECTED = (
    "The wifi drops and the {w} is on the other floor.",
    "It is too complicated, and {w} comes on top.",
    "We tried something like this before with {w}.",
)
RESULTED = (
    "In the pilot the {w} fell from 31 to 12.",
    "Since we use it in the trial, {w} went from nine to three.",
    "The trial cut the time for {w} by half.",
)
cased = st.sampled_from([str, str.upper, str.lower, str.title])
around = st.sampled_from(["{w}", "“{w}”", "({w})", "{w},", "{w} -", "'{w}'"])


def sentence(text: str, deal: str = "d1", speaker: str = "Priya Nair") -> rules.Sentence:
    return rules.Sentence(text, deal, deal, speaker, datetime(2026, 11, 1, tzinfo=raw.NOON.tzinfo), f"t-{deal}-{speaker}")


@settings(max_examples=300, deadline=None)
@given(word=st.sampled_from(WORDS), case=cased, about=around, plain=st.sampled_from((*OBJECTED, *RESULTED)))
def test_price_discount_law_security_and_references_are_never_proposed_however_they_are_put(word, case, about, plain) -> None:
    text = plain.format(w=about.format(w=case(word)))
    assert kept_for_people(text, NAMES), text
    found = [
        *rules.objections({theme.key: [sentence(text, deal) for deal in ("d1", "d2", "d3")] for theme in THEMES}, 2, NAMES),
        *rules.proof_points([sentence(text)], NAMES),
    ]
    assert found == []


@settings(max_examples=200, deadline=None)
@given(word=st.sampled_from(WORDS), case=cased, requirement=st.sampled_from(["pain", "metrics", "champion", "decision_criteria"]))
def test_words_that_customers_repeat_are_no_message_where_they_are_about_these(word, case, requirement) -> None:
    evidence = [(requirement, sentence(f"It was the {case(word)} that stopped us.", deal)) for deal in ("d1", "d2", "d3", "d4")]
    for one in rules.messages(evidence, 3, NAMES):
        assert kept_for_people(f"{one.title} {said(one.change.after)}", NAMES) == "", one.title


@given(
    title=st.sampled_from(["Security Officer", "Legal Counsel", "Pricing Manager", "Contracts Director", "Head of Compliance"])
)
def test_titles_of_those_who_look_after_them_are_left_to_people_too(title: str) -> None:
    from journey_tui.domain.channel_changes import Change
    from journey_tui.domain.views_channels import Heard
    from journey_tui.playbooks import load

    record = load(Path("/nonexistent")).channels[0]
    heard = [Heard(f"{deal}|x", "was heard", deal, deal, "x") for deal in ("d1", "d2", "d3", "d4")]
    for one in rules.titles(record, {title: heard}, 3):
        assert isinstance(one.change, Change)
        assert kept_for_people(one.title) == ""


@pytest.mark.parametrize(
    "text",
    ["In the pilot the picking errors fell from 31 to 12 in two weeks.", "In the trial the walk took 9 minutes, it now takes 4."],
)
def test_a_plain_result_is_proposed(text: str) -> None:
    assert [one.kind for one in rules.proof_points([sentence(text)], NAMES)] == ["proof_point"]
