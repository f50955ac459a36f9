"""Real mail that nobody here wrote: read whole, each word credited to whoever wrote it."""

from __future__ import annotations

import json
import mailbox
from pathlib import Path

import pytest

from journey_tui.domain.model import Origin
from journey_tui.sources.mail import looks_like_mbox, looks_like_message, parse_eml, parse_mbox
from journey_tui.sources.records import Parsed, Skipped, TouchpointRecord
from journey_tui.text import normalise
from tests.conftest import sample_data


def read(path: Path) -> list[Parsed]:
    head = path.read_bytes()[:65536]
    return list(parse_mbox(path, path.name) if looks_like_mbox(head) else parse_eml(path, path.name))


def new_text(record: TouchpointRecord) -> str:
    return " ".join(record.text[one.start : one.end] for one in record.segments if one.role == "new")


def test_a_mailing_lists_archive_is_read_message_by_message() -> None:
    path = sample_data() / "mail" / "mbox_list" / "mbox.txt"
    found = [one for one in read(path) if isinstance(one, TouchpointRecord)]
    assert len(found) == len(mailbox.mbox(path))
    assert {one.auto for one in found} == {"list"}


@pytest.mark.parametrize(
    "client",
    ["android", "aol", "apple_mail", "apple_mail_2", "comcast", "gmail", "hotmail", "iphone", "sparrow", "yahoo", "thunderbird"],
)
def test_replies_of_common_clients(client: str) -> None:
    (record,) = read(sample_data() / "mail" / "replies" / "tests" / "fixtures" / "standard_replies" / f"{client}.eml")
    assert isinstance(record, TouchpointRecord)
    assert new_text(record) == "Hello"


def test_bounces_are_no_replies() -> None:
    for path in sorted((sample_data() / "mail" / "bounces" / "bounce").iterdir()):
        for record in read(path):
            assert isinstance(record, Skipped) or (record.auto == "bounce" and record.origin is Origin.AUTOMATED), path.name


def test_odd_mail_is_read_or_named() -> None:
    base = sample_data() / "mail"
    for path in sorted([*(base / "mime_odd").rglob("*.eml"), *(base / "mime_basic").glob("msg_*.txt")]):
        for record in read(path):
            if isinstance(record, Skipped):
                assert "date" in record.reason, path.name
            else:
                assert looks_like_message(path.read_bytes()[:65536]) or looks_like_mbox(path.read_bytes()[:65536]), path.name


def test_origins_and_quotes_of_the_answer_keys() -> None:
    """Origins agree with the keys, and every quote that must be evidence stands in the words of the mail that has it."""
    keys = sorted((sample_data() / "golden_examples").glob("*/expected.json"))
    for key in keys:
        mails = {
            r.message_id: r for box in key.parent.glob("raw/mail/*.mbox") for r in read(box) if isinstance(r, TouchpointRecord)
        }
        for deal in json.loads(key.read_text(encoding="utf-8")):
            for label in deal["origins"]:
                record = mails.get(label["source"].get("message_id", ""))
                if record:
                    assert record.origin.value in {label["origin"], *label.get("origin_accept", [])}, record.id
            for quote in deal["must_evidence"]:
                record = mails.get(quote["source"].get("message_id", ""))
                if record:
                    assert normalise(quote["quote"]) in normalise(new_text(record)), record.id
