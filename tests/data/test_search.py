"""A beginning of one or two letters is found among the newest touchpoints as the text index finds it among all of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from journey_tui.data import lists
from journey_tui.data.sqlite import open_reader, transaction
from journey_tui.data.store import ensure_store, writing
from journey_tui.data.writer import FileBook, Writer
from journey_tui.domain.model import Kind, Source
from journey_tui.sources.records import TouchpointRecord

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORDS = "résumé report über the thaw zebra Zürich release re_use server room x-ray qualm".split()
MANY = 6_000


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "journey.db"
    chance = random.Random(7)
    ensure_store(path)
    with writing(path) as connection, transaction(connection):
        Writer(connection, FileBook(connection, "mail", "mbox", NOW), NOW).write(mail(n, chance) for n in range(MANY))
        connection.execute("UPDATE touchpoint SET deal_id='small' WHERE pk % 9 = 0")
        connection.execute("UPDATE touchpoint SET deal_id='big' WHERE pk % 9 > 3")
        connection.execute("UPDATE touchpoint SET deleted=1 WHERE pk % 31 = 0")
    return open_reader(path)


def mail(number: int, chance: random.Random) -> TouchpointRecord:
    text = " ".join(chance.choices(WORDS, weights=[9, 9, 4, 9, 5, 1, 3, 5, 5, 9, 9, 2, 0.02], k=4))
    at = NOW - timedelta(minutes=MANY - number)
    return TouchpointRecord(
        str(number), Kind.EMAIL, at, Source("mail", "a.mbox", str(number), "", str(number)), subject="", text=text
    )


@pytest.mark.parametrize("deal_id", ["", "small", "big", "none"])
@pytest.mark.parametrize("query", ["re", "r", "th", "ze", "ub", "zu", "ra", "qu", "nn", "server re", "the qu", "Ré"])
def test_short_beginnings_are_found_as_the_text_index_finds_them(reader, monkeypatch, query, deal_id):
    quick = lists.search(reader, query, deal_id, 20)
    monkeypatch.setattr(lists, "SHORT", 0)
    slow = lists.search(reader, query, deal_id, 20)
    assert [row.id for row in quick] == [row.id for row in slow]


def test_a_frequent_beginning_is_found_without_the_text_index(reader, monkeypatch):
    monkeypatch.setattr(lists, "MATCHING", "SELECT no_such_column FROM touchpoint WHERE ?")
    assert len(lists.search(reader, "re", "", 20)) == len(lists.search(reader, "re", "big", 20)) == 20
