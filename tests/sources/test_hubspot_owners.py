"""Owners and users of HubSpot, in an export or an answer of the API: who owns deals, who left, who leads whom."""

import json
from pathlib import Path

import pytest

from journey_tui.sources.crm import recognise_table
from journey_tui.sources.records import (
    DealRecord,
    UserRecord,
)
from tests.sources.test_hubspot import P
from tests.sources.test_salesforce import Export


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)


def test_owners_say_who_leads_whom_by_id_address_or_name(export: Export) -> None:
    export.table(
        "owner.csv",
        "owner_id,email,first_name,last_name,active_user_id,Manager",
        ["55", "lee@seller.test", "Lee", "Park", "900", "Ines Roth"],
        ["56", "kim@seller.test", "Kim", "Park", "901", "ines@seller.test"],
        ["57", "ines@seller.test", "Ines", "Roth", "902", ""],
        ["58", "ola@seller.test", "Ola", "Berg", "903", "902"],
        ["59", "tom@seller.test", "Tom", "Hall", "904", "somebody who left"],
        ["60", "self@seller.test", "Sam", "Self", "905", "60"],
    )
    chiefs = {one.name: one.manager_id for one in export.of(UserRecord)}
    ines = P + "owner/57"
    assert chiefs == {"Lee Park": ines, "Kim Park": ines, "Ines Roth": "", "Ola Berg": ines, "Tom Hall": "", "Sam Self": ""}


def test_an_export_of_users_joins_the_owners_by_user_id_or_address_and_says_who_leads_whom(export: Export) -> None:
    export.table(
        "users.csv",
        "User ID,First name,Last name,Email,Last Active,Main Team,Extra Teams,Job title,Manager",
        ["900", "Lee", "Park", "lee@seller.test", "2026-11-01", "North", "", "Rep", "Ines Roth"],
        ["", "Kim", "Hall", "Kim@Seller.test", "2026-11-01", "North", "", "Rep", "ines@seller.test"],
        ["902", "Ines", "Roth", "ines@seller.test", "2026-11-02", "North", "South", "Lead", ""],
        ["907", "Ola", "Berg", "ola@seller.test", "2026-11-02", "South", "", "Rep", "Ines Roth"],
    )
    export.table(
        "owners.csv", "owner_id,email,first_name,last_name,active_user_id",
        ["55", "lee@seller.test", "Lee", "Park", "900"], ["56", "kim@seller.test", "Kim", "Hall", ""],
        ["57", "ines@seller.test", "Ines", "Roth", "902"],
    )  # fmt: skip
    found = {one.id.removeprefix(P + "owner/"): (one.name, one.manager_id) for one in export.of(UserRecord)}
    ines = P + "owner/57"
    assert found == {
        "55": ("Lee Park", ines),
        "56": ("Kim Hall", ines),
        "57": ("Ines Roth", ""),
        "907": ("Ola Berg", ines),
    }


def test_an_export_of_users_names_the_owners_of_deals_and_who_left(export: Export) -> None:
    export.table(
        "hubspot-users.csv",
        "User ID,First name,Last name,Email,Last login date,Assigned teams,Assigned role,Permissions,Deactivated",
        ["900", "Lee", "Park", "lee@seller.test", "2026-11-01", "North; South", "Sales", "", "false"],
        ["901", "Kim", "Hall", "kim@seller.test", "2025-01-01", "North", "Sales", "", "true"],
    )
    export.table(
        "deals.csv", "Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Deal owner",
        ["77", "North", "Sales", "Proposal", "100", "2026-12-31", "Lee Park"],
    )  # fmt: skip
    assert {one.id: one.active for one in export.of(UserRecord)} == {P + "owner/900": True, P + "owner/901": False}
    (deal,) = export.of(DealRecord)
    assert (deal.owner_id, deal.owner_name) == (P + "owner/900", "Lee Park")


def test_the_answers_of_the_owners_and_users_interfaces_are_owners(export: Export) -> None:
    answer = {
        "results": [
            {"id": "55", "email": "lee@seller.test", "type": "PERSON", "firstName": "Lee", "lastName": "Park", "userId": 900,
             "userIdIncludingInactive": 900, "createdAt": "2019-12-25T13:01:35.228Z", "updatedAt": "2023-08-22T13:40:26.790Z",
             "archived": False, "teams": [{"id": "178588", "name": "West Coast Sales", "primary": True}]},
            {"id": "56", "email": "kim@seller.test", "type": "PERSON", "firstName": "Kim", "lastName": "Hall", "userId": 901,
             "userIdIncludingInactive": 901, "createdAt": "2019-12-25T13:01:35.228Z", "updatedAt": "2023-08-22T13:40:26.790Z",
             "archived": True},
        ]
    }  # fmt: skip
    users = {
        "results": [
            {"id": "900", "email": "lee@seller.test", "roleIds": ["7"], "superAdmin": False, "firstName": "Lee", "lastName": "Park",
             "primaryTeamId": "178588", "secondaryTeamIds": ["178590"]},
            {"id": "909", "email": "mia@seller.test", "roleIds": ["7"], "superAdmin": True, "firstName": "Mia", "lastName": "Voss",
             "primaryTeamId": "178588", "secondaryTeamIds": []},
        ]
    }  # fmt: skip
    for name, document in (("owners.json", answer), ("users.json", users)):
        path = export.folder / name
        path.write_text(json.dumps(document))
        export.files.append((str(path), name))
    found = {one.id: (one.name, one.active) for one in export.of(UserRecord)}
    assert found == {
        P + "owner/55": ("Lee Park", True),
        P + "owner/56": ("Kim Hall", False),
        P + "owner/909": ("Mia Voss", True),
    }


@pytest.mark.parametrize(
    "headers",
    [
        "Id,Username,LastName,FirstName,Email,ProfileId,ManagerId,IsActive",
        "Record ID,First Name,Last Name,Email,Contact owner,Team",
        "Id,FirstName,LastName,Email,AccountId,Title",
        "Id,FirstName,LastName,Email,Manager",
        "Name,Email,Manager,Region",
    ],
)
def test_contacts_and_other_users_are_no_owners_of_hubspot(headers: str) -> None:
    found = recognise_table(headers.split(","), "x.csv")
    assert (found.crm, found.object) != ("hubspot", "owners")


def test_a_manager_whose_name_two_owners_have_leads_nobody(export: Export) -> None:
    export.table(
        "owner.csv", "owner_id,email,first_name,last_name,active_user_id,Manager",
        ["55", "a@seller.test", "Lee", "Park", "900", ""], ["56", "b@seller.test", "Lee", "Park", "901", ""],
        ["57", "c@seller.test", "Ola", "Berg", "902", "Lee Park"],
    )  # fmt: skip
    assert {one.manager_id for one in export.of(UserRecord)} == {""}
