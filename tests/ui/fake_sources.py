"""Made-up touchpoints and sources for the screens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from journey_tui.domain.model import Kind, Lane, Origin, Side, Source
from journey_tui.domain.views import SkipRow, SourceAge, SourceRow, TimelineRow
from journey_tui.domain.views_sources import OwnSide, SourcesView, SyncedSource, SyncState, WaitingFile

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def touchpoints(deal_id: str, number: int = 34) -> list[TimelineRow]:
    """Return touchpoints of a deal, newest first."""
    people = (
        ("Priya Shah", Lane.CHAMPION, Side.CUSTOMER),
        ("Dana Ruiz", Lane.SELLER, Side.SELLER),
        ("Omar Haddad", Lane.PROCUREMENT_LEGAL_SECURITY, Side.CUSTOMER),
        ("Journey Mailer", Lane.AUTOMATION, Side.SYSTEM),
        ("Lena Brandt", Lane.USERS_TECHNICAL, Side.CUSTOMER),
        ("Corvane Partners", Lane.PARTNER, Side.PARTNER),
    )
    subjects = (
        "Re: Fleet Analytics, next steps",
        "Pilot numbers, week 6",
        "Security review",
        "Your weekly usage digest",
        "Notes from the floor walk",
        "Order form for Q1",
    )
    snippets = (
        "Thanks for the overview. Before anything goes live our team has to run its own review.",
        "Picking errors fell by 31 % in six weeks, and the night shift asks for it too.",
        "Please send the questionnaire answers to me directly.",
        "You have 14 new events.",
        "Walked the floor with Lena; two scanners were set up wrongly.",
        "The order is in our system.",
    )
    kinds = (Kind.EMAIL, Kind.EMAIL, Kind.CALL, Kind.EMAIL, Kind.MEETING, Kind.CRM_CHANGE)
    rows = []
    for index in range(number):
        who = index % 6
        name, lane, side = people[who]
        machine = lane is Lane.AUTOMATION
        at = NOW - timedelta(hours=17 * index + (5 if index % 3 else 1), minutes=11 * index % 60)
        rows.append(TimelineRow(
            id=f"{deal_id}/tp{index}", at=at, ends_at=None, zone="UTC", kind=kinds[who], lane=lane, actor=name, side=side,
            direction="in" if side is Side.CUSTOMER else "out", origin=Origin.AUTOMATED if machine else Origin.HUMAN,
            origin_rule="List-Unsubscribe header" if machine else "", subject=subjects[who], snippet=snippets[who],
            source=Source("mail", "inbox.mbox", f"<{index}@northwind.example>", f"byte {4096 * index}", "0" * 16),
            quotes=(2, 1, 0, 0, 1, 0)[who] if index < 9 else 0, deal_id=deal_id, why="contact on the deal", account="Northwind Robotics"))  # fmt: skip
    return rows


def source_rows() -> tuple[list[SourceRow], list[SkipRow]]:
    """Return what was imported and what was left out."""
    rows = [
        SourceRow(
            "s1",
            "mail",
            "mail/inbox-2026.mbox",
            NOW - timedelta(minutes=4),
            2814,
            2790,
            3,
            "partly skipped",
            "3 messages over the size limit",
        ),
        SourceRow("s2", "salesforce", "crm/WE_00D000000000001_1.zip", NOW - timedelta(hours=3), 9410, 412, 0, "ok"),
        SourceRow("s3", "calendar", "calendar/dana.ics", NOW - timedelta(hours=5), 220, 187, 0, "ok"),
        SourceRow(
            "s4", "transcript", "calls/2026-11", NOW - timedelta(days=7), 18, 17, 1, "partly skipped", "1 file without speakers"
        ),
    ]
    skipped = [
        SkipRow(
            "mail/inbox-2026.mbox",
            "byte 88213504",
            "a message of 41 MB is over the limit of 25 MB",
            "export it without its attachments",
        ),
        SkipRow(
            "calls/2026-11/standup.vtt", "cue 00:00:14.540", "no speaker is named", "export the transcript with speaker names"
        ),
    ]
    return rows, skipped


def synced(number: int, name: str, **values: object) -> SyncedSource:
    """Return a configured source, in sync unless `values` say otherwise."""
    usual: dict[str, object] = {
        "id": number, "name": name, "path": f"/srv/journey/{name}", "kinds": ("mail",), "state": "ok", "synced_at": NOW - timedelta(minutes=4),
        "looked_at": NOW - timedelta(minutes=4), "newest_at": NOW - timedelta(hours=1), "every_s": 300, "expect_s": 0, "late": False,
        "lag_s": 0, "next_at": NOW + timedelta(minutes=1), "error": "", "remedy": "", "failures": 0, "phase": "", "file": "", "done": 0,
        "asked": False, "files": 1, "touchpoints": 2790, "skipped": 0,
    }  # fmt: skip
    return SyncedSource(**{**usual, **values})  # type: ignore[arg-type]


def synced_rows() -> tuple[SyncedSource, ...]:
    """Return sources in every state that a person may meet."""
    monday = NOW - timedelta(days=7)
    return (
        synced(1, "deals.mbox", skipped=3, state="partly"),
        synced(2, "exports", kinds=("salesforce",), phase="importing", file="/srv/journey/exports/WE_00D1.zip", done=12_400, files=9,
               touchpoints=412, next_at=None),
        synced(3, "calls", kinds=("transcript",), state="unreachable", error="it is not there", synced_at=monday, late=True, lag_s=600_000,
               remedy="Bring /srv/journey/calls back (is its disk mounted?), or correct its path in the settings.", files=18, touchpoints=17),
        synced(4, "calendars", kinds=("calendar",), lag_s=120, files=3, touchpoints=187),
        synced(5, "recordings", kinds=("transcript",), lag_s=70, files=6, touchpoints=5, next_at=NOW + timedelta(seconds=9), waiting=(
            WaitingFile("/srv/journey/recordings/2026-11-23-weekly.vtt", NOW - timedelta(seconds=70), ""),
        )),
    )  # fmt: skip


OWN = OwnSide(
    ("northlane.example",), (("Dana Ruiz", "dana@northlane.example"), ("Ken Ito", "ken@northlane.example")), confirmed=False
)


def sources_view(*, empty: bool = False, configured: bool = True, own: OwnSide = OWN) -> SourcesView:
    """Return what the Sources place shows."""
    if empty:
        return SourcesView(SyncState((), None), OwnSide((), (), confirmed=False))
    rows, skipped = source_rows()
    state = SyncState(synced_rows() if configured else (), 4711 if configured else None)
    return SourcesView(state, own, tuple(rows), 0, tuple(skipped), 0)


def source_ages() -> tuple[SourceAge, ...]:
    """Return how old each kind of source is."""
    rows, _ = source_rows()
    return tuple(SourceAge(row.kind, row.synced_at, False, row.kind) for row in rows)
