"""Which HubSpot object a table holds: exports of the user interface in any language, the API's answers, warehouse tables."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from journey_tui.sources.hubspot_headers import ACTIVITY, COMPANY, CONTACT, DEAL, OWNER, OWNER_MARKS, names
from journey_tui.sources.tables_sheet import TableKind
from journey_tui.sources.values import fold_header

_PROPERTIES: Final = ("property_", "properties_", "properties.", "hs_")
_OWN: Final = frozenset(
    {"portalid", "recordid", "dealstage", "lifecyclestage", "engagementid", "associatedcompanydomain", "companydomainname"}
)
"""Columns that nobody else has."""
_ASSOCIATED: Final = ("associatedcompany", "associatedcontact", "associateddeal")
_IDS: Final = names(DEAL, "id") - {"id"}
"""Names of the id that only HubSpot gives."""


def recognise(keys: Set[str], headers: Sequence[str], name: str) -> TableKind | None:
    """Return the object, or None if the table is none of HubSpot's."""
    found = _warehouse(keys) or ("owners" if _is_users(keys) else None)
    if found is None and _is_hubspot(keys, headers):
        found = _object(keys, name)
    if not found:
        return None
    return TableKind("hubspot", found.lstrip("-"), used=not found.startswith("-"))


def _is_hubspot(keys: Set[str], headers: Sequence[str]) -> bool:
    """Return whether the columns are HubSpot's: its properties, its record ids, or a deal by its name and stage."""
    internal = sum(header.casefold().startswith(_PROPERTIES) for header in headers)
    if internal >= 2 or keys & _OWN or any(key.startswith(_ASSOCIATED) for key in keys):
        return True
    return bool(keys & (_IDS | {"activityid"})) and bool(
        keys & (names(DEAL, "stage") | names(CONTACT, "address") | names(COMPANY, "domain") | names(ACTIVITY, "type"))
    )


def _is_users(keys: Set[str]) -> bool:
    """Return whether it is a table of the account's users: who they are, which id they have, and a mark of what users are given."""
    who = keys & names(OWNER, "address") and keys & names(OWNER, "first") and keys & names(OWNER, "last")
    if not who or keys & _NO_USERS:
        return False
    ids = keys & {"id", "userid", "ownerid", "hubspotownerid", "hsinternaluserid"}
    return bool(ids and keys & (OWNER_MARKS if ids != {"id"} else OWNER_MARKS - {"manager"}))


_NO_USERS: Final = frozenset(
    "recordid contactid dealid accountid leadsource leadid associatedcompanyids lifecyclestage contactowner dealstage dealname "
    "username profileid account company companyname".split()
)
"""Columns of contacts and leads, and of other CRMs' users."""


def _object(keys: Set[str], name: str) -> str:
    """Return the object of an export; one that is not needed begins with a dash."""
    has_id = bool(keys & names(DEAL, "id"))
    if keys & {"ticketid", "ticketname", "ticketstatus", "hsticketid", "hsticketpriority", "hspipelinestage"}:
        return "-tickets"
    if has_id and keys & names(DEAL, "name") and keys & (names(DEAL, "stage") | names(DEAL, "pipeline") | names(DEAL, "amount")):
        return "deals"
    if keys & {"activitytype", "engagementtype", "engagementid", "hsengagementtype", "activityid"} or _is_activity(keys):
        return "activities"
    if keys & names(CONTACT, "address") and keys & (names(CONTACT, "last") | names(CONTACT, "first") | names(CONTACT, "name")):
        return "contacts" if keys & names(CONTACT, "id") or "email" in keys else ""
    company = keys & names(COMPANY, "name") and keys & (
        names(COMPANY, "domain") | names(COMPANY, "website") | {"industry", "numberofemployees"}
    )
    if keys & names(COMPANY, "id") and (company or _named(name, "compan")):
        return "companies"
    if has_id and _named(name, "deal") and keys & names(DEAL, "name"):
        return "deals"
    return ""


def _is_activity(keys: Set[str]) -> bool:
    bodies = {
        "hsnotebody",
        "hsemailtext",
        "hsemailsubject",
        "hscallbody",
        "hscalltitle",
        "hsmeetingtitle",
        "hstasksubject",
        "hsmeetingbody",
    }
    labels = {"emailsubject", "calltitle", "meetingname", "notebody", "tasktitle", "callnotes", "emailbody"}
    return bool(keys & (bodies | labels))


def _named(name: str, word: str) -> bool:
    return word in fold_header(name)


_WAREHOUSE: Final[tuple[tuple[str, frozenset[str], frozenset[str]], ...]] = tuple(
    (found, frozenset(need.split()), frozenset(without.split()))
    for found, need, without in (
        ("deal_property_history", "dealid timestamp name value", ""),
        ("deal_stage", "dealid value dateentered", "name"),
        ("deal_pipeline_stage", "stageid label pipelineid", "ticketstate"),
        ("-ticket stages", "stageid label ticketstate", ""),
        ("deal_pipeline", "pipelineid label displayorder", "stageid objecttypeid"),
        ("engagement_contact", "engagementid contactid", ""),
        ("engagement_deal", "engagementid dealid", ""),
        ("engagement_company", "engagementid companyid", ""),
        ("-ticket_engagement", "ticketid engagementid", ""),
        ("deal_contact", "dealid contactid", "dealname name"),
        ("deal_company", "dealid companyid", "dealname name"),
        ("-merged_deal", "dealid mergeddealid", ""),
        ("owners", "ownerid email firstname", "id dealid contactid accountid leadsource"),
        ("owners", "id email firstname lastname userid archived", "properties"),
        ("engagements", "id type portalid", "name email subject recipient"),
        ("-property history", "timestamp name value source", ""),
        ("-e-mail events", "id fivetransynced useragent", ""),
        ("-e-mail events", "id appid portalid emailcampaignid", ""),
    )
)
"""Tables of a warehouse sync (Fivetran's HubSpot schema): columns that must be there, and that must not."""


def _warehouse(keys: Set[str]) -> str | None:
    return next((found for found, need, without in _WAREHOUSE if need <= keys and not keys & without), None)
