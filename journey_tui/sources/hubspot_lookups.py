"""What HubSpot rows refer to: owners, stages and pipelines, and which record goes with which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.sources.hubspot_headers import CONTACT
from journey_tui.sources.origin import crm_user_automated
from journey_tui.sources.records import UserRecord
from journey_tui.sources.tables_sheet import Context, Sheet
from journey_tui.sources.values import address, boolean, closed_by_stage, is_blank, label

Sheets = Mapping[str, list[Sheet]]

_DEFAULT_STAGES: Final = {
    "appointmentscheduled": "Appointment Scheduled",
    "qualifiedtobuy": "Qualified To Buy",
    "presentationscheduled": "Presentation Scheduled",
    "decisionmakerboughtin": "Decision Maker Bought-In",
    "contractsent": "Contract Sent",
    "closedwon": "Closed Won",
    "closedlost": "Closed Lost",
}
"""Internal ids of HubSpot's default sales pipeline and the labels that its interface shows."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a pipeline."""

    name: str
    closed: bool | None = None
    won: bool | None = None


@dataclass(slots=True)
class Lookups:
    """The small tables of one export."""

    prefix: str
    owners: dict[str, UserRecord] = field(default_factory=dict)
    """By owner id, address and lower-case name."""
    stages: dict[str, Stage] = field(default_factory=dict)
    pipelines: dict[str, str] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)
    """Deal to the stage it is in, as its stage history says."""
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    """Table of associations (`engagement_contact`) to record id to the ids it goes with, blank-separated."""
    types: dict[str, str] = field(default_factory=dict)
    """Engagement to its type."""
    roles: dict[str, str] = field(default_factory=dict)
    """Contact id or address to its buying roles."""
    contact_ids: dict[str, str] = field(default_factory=dict)
    """Address to contact id, of contacts with a buying role."""
    renamed: dict[str, None] = field(default_factory=dict)
    """Ids that owners would have without the table of owners: by name or address."""

    def stage(self, text: str) -> Stage:
        """Return the stage of an internal id or a label, with what is known of its outcome."""
        found = self.stages.get(text)
        if found:
            return found
        name = _DEFAULT_STAGES.get(text, label(text))
        closed, won = closed_by_stage(name)
        return Stage(name, closed, won)

    def linked(self, table: str, record: str) -> list[str]:
        """Return what a record goes with."""
        return self.links.get(table, {}).get(record, "").split()

    def owner(self, cell: str, sheet: Sheet, number: int) -> tuple[UserRecord | None, bool]:
        """Return the owner that a cell names by id, address or name, and whether this is the first time that one is seen."""
        key = cell.strip().casefold()
        if is_blank(key):
            return None, False
        known = self.owners.get(key)
        mail = address(cell)
        unlisted = f"{self.prefix}owner/{mail or label(cell)}"
        if known:
            if known.id != unlisted:
                self.renamed[unlisted] = None
            return known, False
        name = "" if mail else label(cell)
        user = UserRecord(
            id=unlisted,
            name="" if name.isdigit() else name,
            source=sheet.mention(number, cell),
            address=mail,
            automated=crm_user_automated(name, "", mail, ""),
        )
        self.owners[key] = user
        return user, True


def gather(sheets: Sheets, context: Context) -> Lookups:
    """Return the lookups of an export, read from its small tables."""
    lookups = Lookups(prefix=f"hubspot:{context.org}:")
    for sheet in sheets.get("deal_pipeline_stage", []):
        take = sheet.take("stageid", "label", "isclosed", "closedwon")
        for _, row in sheet.rows():
            native, name, closed, won = take(row)
            lookups.stages[native] = Stage(label(name), boolean(closed), boolean(won))
    for sheet in sheets.get("deal_pipeline", []):
        take = sheet.take("pipelineid", "label")
        lookups.pipelines.update((take(row)[0], label(take(row)[1])) for _, row in sheet.rows())
    for table, key, value in _ASSOCIATIONS:
        for sheet in sheets.get(table, []):
            _gather_links(sheet, key, value, lookups.links.setdefault(table, {}))
    for sheet in sheets.get("engagements", []):
        take = sheet.take("id", "type")
        lookups.types.update((take(row)[0], take(row)[1]) for _, row in sheet.rows())
    _gather_latest(sheets, lookups)
    for sheet in sheets.get("contacts", []):
        _gather_roles(sheet, lookups)
    return lookups


_ASSOCIATIONS: Final = (
    ("engagement_contact", "engagementid", "contactid"),
    ("engagement_deal", "engagementid", "dealid"),
    ("engagement_company", "engagementid", "companyid"),
    ("deal_contact", "dealid", "contactid"),
    ("deal_company", "dealid", "companyid"),
)


def _gather_links(sheet: Sheet, key: str, value: str, links: dict[str, str]) -> None:
    take = sheet.take(key, value)
    for _, row in sheet.rows():
        record, other = take(row)
        have = links.get(record, "")
        if record and other and len(have) < 10_000 and other not in have.split():
            links[record] = f"{have} {other}".strip()


def _gather_latest(sheets: Sheets, lookups: Lookups) -> None:
    for sheet in sheets.get("deal_stage", []):
        take = sheet.take("dealid", "value", "fivetranactive")
        for _, row in sheet.rows(again=True):
            deal, stage, present = take(row)
            if boolean(present) is not False:
                lookups.latest[deal] = stage


def _gather_roles(sheet: Sheet, lookups: Lookups) -> None:
    c = sheet.places(CONTACT)
    if c["role"] < 0:
        return
    for _, row in sheet.rows(again=True):
        role, native, mail = row[c["role"]], row[c["id"]].strip(), address(row[c["address"]])
        if is_blank(role):
            continue
        for key in (native, mail):
            if key:
                lookups.roles[key] = role
        if mail and native:
            lookups.contact_ids[mail] = native
