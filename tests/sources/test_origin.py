"""Human or automated, and by which rule."""

from __future__ import annotations

import pytest

from journey_tui.domain.model import Origin
from journey_tui.sources.origin import (
    AUTO_SUBMITTED,
    AUTOMATIC_REPLY,
    BULK,
    BY_PERSON,
    CALENDAR,
    CRM_WORKFLOW,
    LIST_UNSUBSCRIBE,
    MAILING_LIST,
    NO_REPLY,
    NULL_PATH,
    SEQUENCE,
    Verdict,
    activity_origin,
    calendar_answer,
    crm_user_automated,
    mail_origin,
)


def decide(
    sender: str = "jo@tarn.example", subject: str = "proposal", text: str = "We need it by March.", **headers: str
) -> Verdict:
    named = {name.replace("_", "-"): [value] for name, value in headers.items()}
    return mail_origin(named, sender=sender, subject=subject, own_text=text)


@pytest.mark.parametrize(
    ("headers", "rule", "auto"),
    [
        ({"list_unsubscribe": "<https://x.example/u>", "precedence": "bulk"}, LIST_UNSUBSCRIBE, ""),
        ({"auto_submitted": "auto-generated"}, AUTO_SUBMITTED, ""),
        ({"auto_submitted": "auto-replied"}, AUTO_SUBMITTED, "auto_reply"),
        ({"auto_submitted": "auto-replied", "return_path": "<>"}, AUTO_SUBMITTED, "auto_reply"),
        ({"return_path": "<>"}, NULL_PATH, ""),
        ({"precedence": "bulk"}, BULK, ""),
        ({"list_id": "<l.x.example>", "precedence": "list"}, MAILING_LIST, "list"),
        ({"list_post": "<mailto:l@x.example>"}, MAILING_LIST, "list"),
        ({"x_calendar_notification": "update"}, CALENDAR, ""),
        ({"x_outreach_mailing_id": "77"}, SEQUENCE, ""),
        ({"x_mailer": "Salesloft v3"}, SEQUENCE, ""),
        ({"x_autoreply": "yes"}, AUTOMATIC_REPLY, "auto_reply"),
    ],
)
def test_headers_of_machines(headers: dict[str, str], rule: str, auto: str) -> None:
    assert decide(**headers) == Verdict(Origin.AUTOMATED, rule, auto)


@pytest.mark.parametrize(
    "sender",
    ["no-reply@x.example", "noreply@x.example", "grc-noreply@x.example", "do_not_reply@x.example", "donotreply@x.example", "tender-alerts@x.example",
     "notifications@x.example", "newsletter@x.example", "news@x.example", "bounce+12=a@x.example", "ne-pas-repondre@x.example"],
)  # fmt: skip
def test_senders_that_nobody_reads(sender: str) -> None:
    assert decide(sender).rule == NO_REPLY


@pytest.mark.parametrize(
    "sender",
    ["legal@x.example", "sales@x.example", "info@x.example", "procurement@x.example", "support@x.example", "office@x.example", "accounts@x.example",
     "albert@x.example", "newson@x.example", "botham@x.example", "marketing@x.example", "nora.reply@x.example"],
)  # fmt: skip
def test_role_mailboxes_and_names_are_peoples(sender: str) -> None:
    assert decide(sender) == Verdict(Origin.HUMAN, BY_PERSON)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"auto_submitted": "no"},
        {"x_auto_response_suppress": "OOF, AutoReply"},
        {"x_mailer": "Apple Mail (2.1257)"},
        {"x_ms_exchange_organization_authas": "Internal"},
        {"return_path": "<jo@tarn.example>"},
    ],
)
def test_ordinary_mail_is_human(headers: dict[str, str]) -> None:
    assert decide(**headers) == Verdict(Origin.HUMAN, BY_PERSON)


@pytest.mark.parametrize(
    "subject", ["Vendor assessment MB-2026-118", "[MB-2026-118] questions", "API", "sunday", "", "Re: Out of office next week?"]
)
def test_odd_subjects_stay_human(subject: str) -> None:
    assert decide(subject=subject, text="hey, is the export paged?").origin is Origin.HUMAN


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: proposal",
        "Abwesenheitsnotiz: Angebot",
        "Réponse automatique : offre",
        "Out of Office AutoReply: x",
        "Autosvar: x",
    ],
)
def test_out_of_office_by_subject(subject: str) -> None:
    assert decide(subject=subject) == Verdict(Origin.AUTOMATED, AUTOMATIC_REPLY, "auto_reply")


def test_an_answer_into_a_list_is_human_but_concerns_no_deal() -> None:
    found = decide(
        subject="Re: [dev] release", list_post="<mailto:dev@l.example>", list_id="<dev.l.example>", in_reply_to="<1@x>"
    )
    assert found == Verdict(Origin.HUMAN, BY_PERSON, "list")


@pytest.mark.parametrize(
    ("subject", "answer"),
    [("Accepted: Review @ Tue", "accepted"), ("Declined: Review", "declined"), ("Zugesagt: Review", "accepted"), ("Tentatively accepted: x", "tentative"),
     ("Accepted our offer?", ""), ("Decline: x", "")],
)  # fmt: skip
def test_answers_to_invitations(subject: str, answer: str) -> None:
    assert calendar_answer(subject) == answer


def test_calendar_answers_are_automated_although_a_person_sends_them() -> None:
    expected = Verdict(Origin.AUTOMATED, CALENDAR, "calendar_response")
    assert decide(subject="Accepted: Review", text="Jo Hart has accepted the invitation: Review") == expected
    assert decide(subject="Accepted: Review", text="") == expected
    assert mail_origin({}, sender="jo@x.example", subject="Review", own_text="Yes", calendar_method="reply") == expected


def test_a_persons_words_under_such_a_subject_stay_human() -> None:
    found = decide(subject="Accepted: our counter-offer", text="We accept the counter-offer if the term is two years.")
    assert found.origin is Origin.HUMAN


@pytest.mark.parametrize(
    ("sender", "subject", "headers", "rule"),
    [
        ("mailer-daemon@x.example", "Returned mail: see transcript", {}, "bounce"),
        ("postmaster@x.example", "Undeliverable: proposal", {"return_path": "<>"}, NULL_PATH),
        ("mailer-daemon@x.example", "Delivery Status Notification (Failure)", {"x_failed_recipients": "a@b.example"}, "bounce"),
    ],
)
def test_bounces(sender: str, subject: str, headers: dict[str, str], rule: str) -> None:
    assert decide(sender, subject, **headers) == Verdict(Origin.AUTOMATED, rule, "bounce")


def test_mail_drafted_by_ai_counts_as_human_and_is_marked() -> None:
    assert decide(x_journey_draft="v1").origin is Origin.AI_ASSISTED
    assert decide(x_ai_assisted="false").origin is Origin.HUMAN


@pytest.mark.parametrize(
    ("name", "kind", "username", "title"),
    [
        ("Automated Process", "AutomatedProcess", "autoproc@00d", ""),
        ("Flow Automation", "Standard", "flow@x.example", ""),
        ("Integration User", "", "", ""),
        ("Salesforce API User", "", "api@x.example", ""),
        ("Marketo Sync", "", "", ""),
        ("Data", "CloudIntegrationUser", "", ""),
        ("Halden Bot", "", "", ""),
        ("CRM", "", "svc-crm@x.example", ""),
    ],
)
def test_machines_among_the_crms_users(name: str, kind: str, username: str, title: str) -> None:
    assert crm_user_automated(name, kind, username, title)


@pytest.mark.parametrize(
    ("name", "username", "title"),
    [
        ("Tessa Lindqvist", "tessa@x.example", "Enterprise Account Executive"),
        ("Jo Hart", "jo@x.example", "Marketing Automation Manager"),
        ("Ines Okoro", "ines.okoro@x.example", "Integration Lead"),
        ("Abbott Smith", "abbott@x.example", ""),
        ("", "", ""),
    ],
)
def test_people_among_the_crms_users(name: str, username: str, title: str) -> None:
    assert not crm_user_automated(name, "Standard", username, title)


def test_activities_of_the_crm() -> None:
    assert activity_origin(by_automated=True, subtype="Task").rule == CRM_WORKFLOW
    assert activity_origin(by_automated=False, subtype="ListEmail").rule == SEQUENCE
    assert activity_origin(by_automated=False, subtype="Call", subject="Call: Owen, status") == Verdict(Origin.HUMAN, BY_PERSON)
