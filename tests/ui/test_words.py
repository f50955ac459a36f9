"""Names, people and folders as the screens put them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from journey_tui.domain.model import Lane, Side
from journey_tui.domain.reading import PersonReading
from journey_tui.screens.decided import decided_words
from journey_tui.widgets.format import deal_words
from journey_tui.widgets.record import MOST_PEOPLE, people_shown
from journey_tui.widgets.sources_list import common_folder
from tests.ui.fake_sources import NOW


@pytest.mark.parametrize(
    ("name", "account", "shown"),
    [
        ("Northwind - Fleet expansion", "Northwind Robotics", "Fleet expansion"),
        ("Northwind Robotics GmbH: Fleet", "Northwind Robotics", "Fleet"),
        ("Northwindow - Fleet", "Northwind", "Northwindow - Fleet"),
        ("Fleet - phase 2", "Northwind", "Fleet - phase 2"),
        ("Northwind - ", "Northwind", "Northwind - "),
        ("Northwind", "Northwind", "Northwind"),
        ("Fleet", "", "Fleet"),
    ],
)
def test_a_deal_is_named_without_its_customer(name, account, shown):
    assert deal_words(name, account) == shown


def person(name: str, heard: int | None = None, **details) -> PersonReading:
    last = None if heard is None else NOW - timedelta(days=heard)
    one = PersonReading(name.lower(), name, "", Side.CUSTOMER, Lane.BUYER_OTHER, "", last, None, messages=int(heard is not None))
    return replace(one, **details)


def test_people_stand_last_heard_first_and_machines_are_nobody():
    people = (person("Silent Sam"), person("Old Olga", 40), person("Service Desk"), person("no-reply"), person("New Nina", 1),
              person("Our Own", 0, side=Side.SELLER))  # fmt: skip
    shown, more = people_shown(people)
    assert [one.name for one in shown] == ["New Nina", "Old Olga", "Silent Sam"]
    assert more == 0


def test_a_person_named_like_a_machine_is_shown_once_heard():
    shown, _ = people_shown((person("Ana System", 3), person("Room Booking", title="Office manager")))
    assert [one.name for one in shown] == ["Ana System", "Room Booking"]


def test_of_many_people_the_last_heard_are_shown_with_a_count():
    shown, more = people_shown(tuple(person(f"Person {number}", number) for number in range(15)))
    assert [one.name for one in shown] == [f"Person {number}" for number in range(MOST_PEOPLE)]
    assert more == 15 - MOST_PEOPLE


def test_files_are_named_below_the_folder_they_share():
    assert common_folder(["/data/demo/mail/a.mbox", "/data/demo/crm/b.csv"]) == "/data/demo/"
    assert common_folder(["/a.csv", "/b.csv"]) == ""
    assert common_folder(["/data/demo/a.csv"]) == ""
    assert common_folder(["a.csv", "/data/b.csv"]) == ""


def test_what_is_undone_is_said_in_words():
    assert decided_words("seen", "x") == "marked as seen"
    assert decided_words("step", "done") == "step done"
