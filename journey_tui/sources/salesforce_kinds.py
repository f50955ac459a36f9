"""Which Salesforce object a table holds: by its columns and the first letters of its ids, its file name as tie-breaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from typing import Final

from journey_tui.sources.tables_sheet import TableKind
from journey_tui.sources.values import fold_header, is_salesforce_id

USED: Final = frozenset(
    {
        "Account",
        "Contact",
        "Opportunity",
        "OpportunityHistory",
        "OpportunityFieldHistory",
        "OpportunityContactRole",
        "OpportunityLineItem",
        "OpportunityPartner",
        "OpportunityStage",
        "Product2",
        "User",
        "Task",
        "Event",
        "EmailMessage",
        "EventRelation",
        "TaskRelation",
        "RecordType",
    }
)
PREFIXES: Final = {
    "001": "Account",
    "003": "Contact",
    "005": "User",
    "006": "Opportunity",
    "008": "OpportunityHistory",
    "00K": "OpportunityContactRole",
    "00k": "OpportunityLineItem",
    "00T": "Task",
    "00U": "Event",
    "02s": "EmailMessage",
    "012": "RecordType",
    "00I": "OpportunityPartner",
    "01J": "OpportunityStage",
    "01t": "Product2",
    "0RE": "EventRelation",
    "0RT": "TaskRelation",
    "00Q": "Lead",
    "00e": "UserRole",
    "500": "Case",
    "701": "Campaign",
    "801": "Order",
    "0Q0": "Quote",
}
"""First letters of the standard objects' ids (Salesforce, "Standard field record ID prefixes")."""

_SYSTEM: Final = frozenset(
    {"isdeleted", "createddate", "createdbyid", "lastmodifieddate", "lastmodifiedbyid", "systemmodstamp", "ownerid"}
)

_COLUMNS: Final[tuple[tuple[str, tuple[frozenset[str], ...]], ...]] = tuple(
    (name, tuple(frozenset(group.split("|")) for group in rule.split()))
    for name, rule in (
        ("OpportunityFieldHistory", "opportunityid field newvalue|oldvalue"),
        ("OpportunityContactRole", "opportunityid contactid role|isprimary"),
        ("OpportunityLineItem", "opportunityid product2id|pricebookentryid"),
        ("OpportunityPartner", "opportunityid accounttoid"),
        ("OpportunityHistory", "opportunityid stagename createddate|closedate|amount"),
        ("Opportunity", "stagename closedate|accountid|amount|isclosed name|id"),
        ("EventRelation", "eventid relationid"),
        ("TaskRelation", "taskid relationid"),
        ("EmailMessage", "fromaddress textbody|htmlbody|messagedate|toaddress"),
        ("Event", "startdatetime|activitydatetime|enddatetime|durationinminutes subject whatid|whoid|ownerid|id"),
        ("Task", "activitydate|tasksubtype|completeddatetime subject whatid|whoid|status|ownerid"),
        ("User", "username profileid|usertype|timezonesidkey|isactive|userroleid"),
        ("RecordType", "sobjecttype developername|name"),
        ("OpportunityStage", "masterlabel|apiname iswon isclosed"),
        ("Lead", "company isconverted|convertedaccountid|convertedopportunityid"),
        ("Product2", "productcode family|isactive name unitprice|id|description"),
        ("Contact", "id lastname|name accountid|mailingstreet|mailingcity|reportstoid|isemailbounced|salutation email|lastname"),
    )
)
_ACCOUNT: Final = frozenset(
    {
        "billingstreet",
        "billingcity",
        "billingstate",
        "billingcountry",
        "shippingcity",
        "website",
        "industry",
        "numberofemployees",
        "annualrevenue",
        "accountnumber",
        "ownership",
        "tickersymbol",
        "rating",
        "accountsource",
    }
)


def recognise(keys: Set[str], name: str, object_type: str, ids: Iterable[str]) -> TableKind | None:
    """Return the object, or None if the table is no Salesforce one; `ids` is a sample of the Id column."""
    found = object_type or _by_columns(keys, id_prefix(ids)) or _by_name(keys, name)
    if not found:
        return None
    if found == "Partner":
        found = "OpportunityPartner"
    if found.endswith("History") and found != "OpportunityHistory" and found != "OpportunityFieldHistory":
        return TableKind("salesforce", found, used=False)
    if "fivetranstart" in keys and found in ("Account", "Contact", "Opportunity", "User"):
        return TableKind("salesforce", f"{found}Versions")
    return TableKind("salesforce", found, used=found in USED)


def id_prefix(ids: Iterable[str]) -> str:
    """Return the first three letters that nearly all ids share, or an empty string where they are no Salesforce ids."""
    counts: Counter[str] = Counter()
    total = 0
    for native in ids:
        total += 1
        if is_salesforce_id(native):
            counts[native[:3]] += 1
    best, n = counts.most_common(1)[0] if counts else ("", 0)
    return best if n * 10 >= total * 9 else ""


def _by_columns(keys: Set[str], prefix: str) -> str:
    by_id = PREFIXES.get(prefix, "")
    by_columns = next((name for name, groups in _COLUMNS if all(keys & group for group in groups)), "")
    if not by_columns and {"id", "name"} <= keys and len(keys & _ACCOUNT) >= 2:
        by_columns = "Account"
    if by_id:
        return by_id
    if prefix == "017":  # every object's field history has these ids
        return by_columns if by_columns == "OpportunityFieldHistory" else "FieldHistory"
    return by_columns


def _by_name(keys: Set[str], name: str) -> str:
    """Return the object that the file is named for, where the columns are Salesforce's but too few to tell."""
    if "id" not in keys or len(keys & _SYSTEM) < 2:
        return ""
    stem = re.sub(r"\.[a-z]+$", "", re.split(r"[/\\]", name)[-1], flags=re.IGNORECASE)
    folded = re.sub(r"^(sf|sfdc|salesforce)|(data|export|extract)$|\d+$", "", fold_header(stem))
    known = {*USED, *PREFIXES.values()}
    found = next((known_name for known_name in known if known_name.lower() in (folded, folded.removesuffix("s"))), "")
    return found or stem.split(".")[0]
