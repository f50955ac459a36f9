"""The answer key itself: complete, and every quote of it is in the raw file that it names."""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from journey_tui.demo.days import Days
from journey_tui.demo.story import load

KINDS = {
    "reply_overdue", "no_two_way_contact", "one_voice", "decision_maker_not_heard", "no_dated_next_step", "customer_date_moved",
    "stage_age", "question_unanswered", "promise_owed", "champion_weakening", "meeting_moved", "amount_changed",
    "alternative_mentioned",
}  # fmt: skip
REQUIREMENTS = {
    "metrics", "economic_buyer", "decision_criteria", "decision_process", "paper_process", "pain", "champion", "competition",
}  # fmt: skip
STATUSES = {"Unknown", "Claimed", "Stale", "Supported", "Verified", "Conflicting", "Not needed", "blank"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def flat(text: str) -> str:
    return " ".join(text.replace("\r\n ", "").split())


@cache
def box(path: Path) -> dict[str, mailbox.mboxMessage]:
    return {message["Message-ID"]: message for message in mailbox.mbox(path, create=False)}


def mail_text(path: Path, message_id: str) -> str:
    message = box(path)[message_id]
    parts = [str(message["Subject"])]
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            text = payload.decode(part.get_content_charset() or "us-ascii")
            if part.get_content_subtype() == "html":
                words = _Words()
                words.feed(text)
                text = " ".join(words.found)
            parts.append(text)
    return flat("\n".join(parts))


def source_text(raw: Path, source: dict[str, str], days: Days) -> str:
    path = raw / days.fill(source["file"])
    if "message_id" in source:
        return mail_text(path, source["message_id"])
    text = path.read_text("utf-8")
    if "id" in source:
        return flat(next(row for row in re.split(r'\n(?=")', text) if source["id"] in row).replace('""', '"'))
    if "uid" in source:
        return flat(next(event for event in text.split("BEGIN:VEVENT") if source["uid"] in flat(event).replace(" ", "")))
    return flat(text)


def quotes(key: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for deal in key["deals"]:
        yield from deal["must_evidence"]
        yield from deal["must_not_evidence"]


def test_every_quote_is_found_verbatim_in_its_source(raw: Path, today: date, key: dict[str, Any]) -> None:
    days = Days(today)
    missing = [
        (item["source"]["item"], item["quote"])
        for item in quotes(key)
        if flat(days.fill(item["quote"])) not in source_text(raw, item["source"], days)
    ]
    assert missing == []
    assert sum(1 for _ in quotes(key)) > 150


def test_every_other_source_of_the_key_exists(raw: Path, today: date, key: dict[str, Any]) -> None:
    days = Days(today)
    for item in (*key["origins"], *key["matching"]):
        if "item" in item["source"]:
            assert source_text(raw, item["source"], days)


def test_every_signal_fires_once_and_is_cancelled_once(key: dict[str, Any]) -> None:
    fired = {one["kind"] for deal in key["deals"] for one in deal["signals"]["must_fire"]}
    cancelled = {one["kind"] for deal in key["deals"] for one in deal["signals"]["must_not_fire"] if one["cancelled"]}
    assert fired == cancelled == KINDS


def test_every_deal_of_the_demo_has_an_entry_with_known_words(key: dict[str, Any]) -> None:
    stories = {story.name for story in load()[1]}
    assert {deal["deal_name"] for deal in key["deals"]} == stories
    for deal in key["deals"]:
        assert deal["lines"]["expect"] in ("ahead", "behind", "equal")
        for requirement, told in deal["requirements"].items():
            assert requirement in REQUIREMENTS
            assert told["best"] in told["accept"]
            assert not set(told["accept"]) & set(told["reject"])
            assert set(told["accept"]) | set(told["reject"]) <= STATUSES
            assert told["why"]


def test_both_directions_of_the_gap_occur(key: dict[str, Any]) -> None:
    assert {deal["lines"]["expect"] for deal in key["deals"]} == {"ahead", "behind", "equal"}


def test_the_key_is_out_of_the_package_and_the_package_does_not_know_it() -> None:
    package = Path(__file__).resolve().parents[2] / "journey_tui"
    assert not list(package.rglob("answer_key*"))
    assert not [
        path for path in (package / "demo").rglob("*") if path.is_file() and "answer_key" in path.read_text("utf-8", "ignore")
    ]


def test_no_two_deals_share_a_sentence() -> None:
    seen: dict[str, str] = {}
    shared: list[tuple[str, str, str]] = []
    for story in load()[1]:
        for item in story.items:
            for sentence in re.split(r"(?<=[.?!])\s+|\n+", item.body):
                words = sentence.partition(": ")[2] if item.kind == "call" else sentence
                if len(words.split()) < 6:
                    continue
                owner = seen.setdefault(words.casefold(), story.key)
                if owner != story.key:
                    shared.append((owner, story.key, words))
    assert shared == []


def test_stories_that_teach_are_rich() -> None:
    counts = {
        story.key: sum(item.kind != "crm" for item in story.items) + 2 * story.noise.get("chatter", {}).get("count", 0)
        for story in load()[1]
    }
    for key in (
        "saltmarsh",
        "copperlane",
        "aldergate",
        "pennick",
        "wrensford",
        "oatlands",
        "skylark",
        "norrvik",
        "bellharbour",
        "tamarack",
    ):
        assert counts[key] >= 15
    assert counts["quillhaven"] == 0
