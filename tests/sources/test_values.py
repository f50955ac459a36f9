"""Ids, addresses, domains, booleans, money, dates and closed stages as CRM tables write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.sources import values
from journey_tui.sources.dates import Clock, DateOrder, order_of, zone_of
from journey_tui.text import clean


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0018000000abcde", "0018000000abcdeAAA"),
        ("001A000000aBcDe", "001A000000aBcDeIAK"),
        ("006bm00000LKJNNAA5", "006bm00000LKJNNAA5"),
        ("0060000000000001", "0060000000000001"),
        ("000000000000000AAA", ""),
        ("000000000000000", ""),
        (" 006bm00000LKJNNAA5 ", "006bm00000LKJNNAA5"),
        ("", ""),
    ],
)
def test_salesforce_ids_have_eighteen_characters_or_stay_as_written(text: str, wanted: str) -> None:
    assert values.salesforce_id(text) == wanted


@given(
    st.text(alphabet="0123456789ABCDEFGHIJabcdefghij", min_size=15, max_size=15).filter(
        lambda s: s.strip("0") and sum(map(str.isdigit, s)) > 1
    )
)
def test_the_check_letters_tell_capitals_apart(native: str) -> None:
    full = values.salesforce_id(native)
    assert full[:15] == native
    assert len(full) == 18
    swapped = native.swapcase()
    assert (values.salesforce_id(swapped)[15:] == full[15:]) == (swapped == native)


def test_domains_are_those_of_companies() -> None:
    assert values.domains("https://www.Acme.co.uk/about?x=1") == ("acme.co.uk",)
    assert values.domains("acme.com; acme.de") == ("acme.com", "acme.de")
    assert values.domains("http://linkedin.com/company/acme") == ()
    assert values.domains("jo@gmail.com") == ()
    assert values.domains("not a site") == ()


def test_addresses_of_a_list_keep_names_and_order() -> None:
    cell = '"Hart, Jo" <Jo.Hart@Acme.com>; pat@acme.com, SAM <sam@acme.com>; pat@acme.com; nobody'
    assert values.addresses(cell) == (("Hart, Jo", "jo.hart@acme.com"), ("", "pat@acme.com"), ("SAM", "sam@acme.com"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("15000", "15000"),
        ("15000.50", "15000.50"),
        ("1,234,567.89", "1234567.89"),
        ("1.234.567,89", "1234567.89"),
        ("1.200 €", "1200"),
        ("$1,000", "1000"),
        ("USD 12.5", "12.5"),
        ("CHF 1'250", "1250"),
        ("12 500,00", "12500.00"),
        ("(300)", "-300"),
        ("-5", "-5"),
        ("1.5e6", "1500000"),
    ],
)
def test_money_is_exact(text: str, wanted: str) -> None:
    amount = values.money(text)
    assert amount == Decimal(wanted)


@pytest.mark.parametrize("text", ["", "abc", "nan", "Infinity", "１２", "9" * 5000, "12 apples", "1e999999999", "0x10", "--5-"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert values.money(text) is None


@given(st.text())
def test_no_text_breaks_a_reader(text: str) -> None:
    clock = Clock(ZoneInfo("Europe/Berlin"))
    found = clock.read(text)
    assert found is None or 1900 <= found.day.year <= 2199
    assert values.money(text) is None or isinstance(values.money(text), Decimal)
    assert values.boolean(text) in (True, False, None)
    assert values.label(text) == clean(values.label(text))
    assert values.salesforce_id(text) == clean(values.salesforce_id(text))
    assert all("@" in mail and mail == mail.casefold() for _, mail in values.addresses(text))
    values.domains(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-01-22T16:14:25.000+0000", datetime(2024, 1, 22, 16, 14, 25, tzinfo=UTC)),
        ("2024-01-22T16:14:25Z", datetime(2024, 1, 22, 16, 14, 25, tzinfo=UTC)),
        ("2024-07-22 16:14:25", datetime(2024, 7, 22, 14, 14, 25, tzinfo=UTC)),
        ("2020-12-30 3:15:52", datetime(2020, 12, 30, 2, 15, 52, tzinfo=UTC)),
        ("2023-11-11 08:18:16.519000 UTC", datetime(2023, 11, 11, 8, 18, 16, 519000, tzinfo=UTC)),
        ("02/23/26 08:55 PM", datetime(2026, 2, 23, 19, 55, tzinfo=UTC)),
        ("2/23/2026 12:05 AM", datetime(2026, 2, 22, 23, 5, tzinfo=UTC)),
        ("31.12.2025 14:05", datetime(2025, 12, 31, 13, 5, tzinfo=UTC)),
        ("1707291573123", datetime(2024, 2, 7, 7, 39, 33, 123000, tzinfo=UTC)),
        ("Feb 23, 2026 2:00 PM", datetime(2026, 2, 23, 13, 0, tzinfo=UTC)),
    ],
)
def test_times_without_a_zone_are_the_sources(text: str, wanted: datetime) -> None:
    assert Clock(ZoneInfo("Europe/Berlin")).moment(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-02-23", date(2026, 2, 23)),
        ("2026-02-23 00:00:00", date(2026, 2, 23)),
        ("2/23/2026", date(2026, 2, 23)),
        ("20-10-2016", date(2016, 10, 20)),
        ("23.02.26", date(2026, 2, 23)),
        ("2026/02/23", date(2026, 2, 23)),
        ("23 Feb 2026", date(2026, 2, 23)),
        ("2026年2月23日", date(2026, 2, 23)),
        ("02/23/99", date(1999, 2, 23)),
    ],
)
def test_a_day_is_the_one_written(text: str, wanted: date) -> None:
    found = Clock(ZoneInfo("America/Los_Angeles")).read(text)
    assert found is not None
    assert found.day == wanted
    assert not found.timed or text.endswith("00:00")


@pytest.mark.parametrize(
    "text", ["2026-02-30", "13/13/2024", "2025-02-29", "9999-12-31", "0202-03-01", "12:00", "soon", "2026-13-01", "1/2"]
)
def test_days_that_do_not_exist_are_none(text: str) -> None:
    assert Clock().read(text) is None


def test_the_table_shows_whether_day_or_month_comes_first() -> None:
    assert order_of(["01/02/2026", "02/13/2026"]) is DateOrder.MONTH_FIRST
    assert order_of(["01/02/2026", "13/02/2026"]) is DateOrder.DAY_FIRST
    assert order_of(["01/02/2026", "2026-02-13"]) is None
    assert Clock(order=DateOrder.DAY_FIRST).day("03/04/2026") == date(2026, 4, 3)
    assert Clock().day("03/04/2026") == date(2026, 3, 4)


def test_noon_keeps_a_day_a_day() -> None:
    clock = Clock(ZoneInfo("Asia/Tokyo"))
    assert clock.local_day(clock.noon(date(2026, 5, 1))) == date(2026, 5, 1)


def test_zones_are_names_or_offsets() -> None:
    assert zone_of("") is UTC
    assert Clock(zone_of("-03:30")).moment("2026-01-01 00:00") == datetime(2026, 1, 1, 3, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="Mars/Olympus"):
        zone_of("Mars/Olympus")


@pytest.mark.parametrize(
    ("stage", "wanted"),
    [
        ("Closed Won", (True, True)),
        ("closedwon", (True, True)),
        ("Gewonnen", (True, True)),
        ("Cerrada perdida", (True, False)),
        ("Perdu", (True, False)),
        ("失注", (True, False)),
        ("Lost", (True, False)),
        ("Negotiation", (None, None)),
        ("", (None, None)),
    ],
)
def test_closed_stages_are_known_by_name(stage: str, wanted: tuple[bool | None, bool | None]) -> None:
    assert values.closed_by_stage(stage) == wanted
