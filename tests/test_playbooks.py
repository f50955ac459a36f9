"""The shipped playbook and channels, and what a team's own files may do."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import pytest

from journey_tui.domain.lines import mapped_stage
from journey_tui.domain.model import Deal, Lane
from journey_tui.domain.playbook import choose_channel
from journey_tui.playbooks import SHIPPED, PlaybookError, load, read_file

LIVES = {"metrics": 90, "economic_buyer": 60, "decision_criteria": 45, "decision_process": 45, "paper_process": 45, "pain": 90,
         "champion": 30, "competition": 45}  # fmt: skip


def test_the_shipped_playbook_is_what_the_product_says():
    shipped = load()
    assert {spec.key: spec.life_days for spec in shipped.playbook.requirements} == LIVES
    assert {spec.key for spec in shipped.playbook.requirements if not spec.on_by_default} == {"paper_process", "competition"}
    assert shipped.problems == ()


def test_the_default_channel_is_what_the_product_says():
    direct = load().channel("core_enterprise_direct")
    assert [(s.name, s.typical_days) for s in direct.stages] == [
        ("Discovery", 21),
        ("Evaluation", 30),
        ("Proposal", 21),
        ("Contracting", 21),
    ]
    assert [(g.must_meets, g.gatekeeper) for g in direct.gates] == [
        (("pain", "metrics"), Lane.CHAMPION), (("decision_criteria", "champion"), Lane.USERS_TECHNICAL),
        (("economic_buyer", "decision_process"), Lane.ECONOMIC_BUYER), (("paper_process",), Lane.PROCUREMENT_LEGAL_SECURITY),
    ]  # fmt: skip
    assert direct.verify_every == 90
    assert "messages" in direct.missing


def test_three_channels_ship_and_each_maps_the_stages_of_the_usual_crms():
    channels = load().channels
    assert [c.name for c in channels if c.default] == ["Core / enterprise direct"]
    assert {c.name for c in channels} == {"Core / enterprise direct", "Core / reseller", "Add-on / self-serve assisted"}
    usual = ["Prospecting", "Qualification", "Needs Analysis", "Value Proposition", "Id. Decision Makers", "Perception Analysis",
             "Proposal/Price Quote", "Negotiation/Review", "Appointment Scheduled", "qualifiedtobuy", "CONTRACT SENT", "Engaging"]  # fmt: skip
    for channel in channels:
        assert all(mapped_stage(stage, channel) in channel.stage_names for stage in usual), channel.name
        assert mapped_stage("Our own stage", channel) == "not mapped"


@pytest.mark.parametrize(
    ("deal", "key", "words"),
    [
        (Deal("1", "x"), "core_enterprise_direct", "no rule matches: the default channel"),
        (Deal("1", "x", record_type="Reseller Opportunity"), "core_reseller", "record type says “Reseller”"),
        (Deal("1", "x", partner_id="crm:1:p", partner="Alder"), "core_reseller", "partner Alder"),
        (Deal("1", "x", type="Add-On", partner_id="p"), "addon_self_serve", "type says “Add-on”"),
        (Deal("1", "x", record_type="Partner", type="Add-on"), "core_reseller", "record type says “Partner”"),
    ],
)
def test_the_first_matching_rule_chooses_the_channel_and_is_shown(deal, key, words):
    channel, rule = choose_channel(deal, load().channels)
    assert (channel.key, rule) == (key, words)


def own(tmp_path, name, *changes):
    text = (SHIPPED / name).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / name
    path.write_text(text)
    return path


def test_a_teams_own_file_replaces_the_shipped_one(tmp_path):
    own(tmp_path, "core_enterprise_direct.toml", ("typical_days = 21", "typical_days = 33"), ("version = 1", "version = 2"))
    channel = load(tmp_path).channel("core_enterprise_direct")
    assert (channel.stages[0].typical_days, channel.version) == (33, 2)
    assert len(load(tmp_path).channels) == 3


def test_amount_rules_count_in_their_own_currency_only(tmp_path):
    rule = '\n[[choose]]\norder = 1\ncurrency = "EUR"\namount_below = 5000\n'
    own(tmp_path, "addon_self_serve.toml", ("\n[stage_map]", f"{rule}\n[stage_map]"))
    channels = load(tmp_path).channels
    small = Deal("1", "x", amount=Decimal(900), currency="EUR")
    assert choose_channel(small, channels)[1] == "amount below 5,000 EUR"
    assert choose_channel(Deal("1", "x", amount=Decimal(900), currency="USD"), channels)[0].key == "core_enterprise_direct"


@pytest.mark.parametrize(
    ("name", "old", "new", "key"),
    [
        ("core_reseller.toml", "verifier = ", "verfier = ", "verifier"),
        ("core_reseller.toml", 'verifier = "Partner operations"', 'verifier = ""', "verifier"),
        ("core_reseller.toml", "typical_days = 28", 'typical_days = "soon"', "stages.0.typical_days"),
        ("core_reseller.toml", 'must_meets = ["pain"]', 'must_meets = ["budget"]', "gates.Discovery.must_meets"),
        ("core_reseller.toml", 'must_meets = ["pain"]', "must_meets = []", "gates.Discovery.must_meets"),
        ("core_reseller.toml", '"Registered" = "Discovery"', '"Registered" = "Somewhere"', "stage_map.Registered"),
        ("core_reseller.toml", 'stage = "Order"', 'stage = "Quote"', "gates"),
        ("core_reseller.toml", 'gatekeeper = "champion"', 'gatekeeper = "boss"', "gates.0.gatekeeper"),
        ("core_reseller.toml", 'kind = "channel"', 'kind = "chanel"', "kind"),
        ("core_reseller.toml", "version = 1", "version = ", ""),
        ("default.toml", "email = 0.85", "email = 85", "weights.seen.email"),
        ("default.toml", "rules = 0.80", "", "weights.read_by.rules"),
        ("default.toml", "life_days = 90", "life_days = 0", "requirements.metrics"),
    ],
)
def test_a_bad_file_is_named_with_key_and_remedy_and_the_shipped_one_stays(tmp_path, name, old, new, key):
    path = own(tmp_path, name, (old, new))
    found = load(tmp_path)
    assert [(problem.file, problem.key) for problem in found.problems] == [(str(path), key)]
    assert found.problems[0].remedy
    assert len(found.channels) == 3


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"[" * 5000, b"\x00\x01", b"", b"x = 1\n" * 300_000])
def test_hostile_files_are_plain_errors(tmp_path, data):
    (tmp_path / "bad.toml").write_bytes(data)
    found = load(tmp_path)
    assert len(found.problems) == 1
    with pytest.raises(PlaybookError):
        read_file(tmp_path / "bad.toml")


def test_text_of_a_file_is_cleaned(tmp_path):
    own(tmp_path, "core_reseller.toml", ("Core / reseller", "Core\\u001b]52;c;aGk=\\u0007 / resale"))
    assert load(tmp_path).channel("core_reseller").name == "Core / resale"


def test_a_missing_directory_is_no_problem(tmp_path):
    shutil.copy(SHIPPED / "core_reseller.toml", tmp_path / "notes.txt")
    assert load(tmp_path / "none").problems == load(tmp_path).problems == ()


def test_a_channel_says_whether_it_was_verified_lately():
    from dataclasses import replace

    channel = replace(load().channels[0], verified_at=date(2026, 1, 1))
    assert channel.is_verified(date(2026, 4, 1))
    assert not channel.is_verified(date(2026, 4, 2))
    assert "due to be verified again" in channel.verified_words(date(2026, 4, 2))
    assert not load().channels[0].is_verified(date(2026, 1, 1))


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_file_reads_the_same_with_and_without_the_validator(path):
    shipped = load()
    strict = read_file(path)
    plain = shipped.playbook if strict.key == shipped.playbook.key else shipped.channel(strict.key)

    assert plain == strict
