"""Bring readings up to what is stored: match what is new, let the analyst read it, tell the deals anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path

from journey_tui.analysis.port import Analyst
from journey_tui.data.crm import load_directory
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.domain.codec import json_text
from journey_tui.domain.model import Person
from journey_tui.domain.playbook import Channel, Playbook
from journey_tui.lean import dataclass
from journey_tui.sources.directory import Directory
from journey_tui.sources.records import Skipped
from journey_tui.sync.analyse import analyse
from journey_tui.sync.arriving import REMATCH
from journey_tui.sync.channel_updates import look_over
from journey_tui.sync.channels import adopt, in_force, reading_mark
from journey_tui.sync.effects import count_pending
from journey_tui.sync.people import deal_people
from journey_tui.sync.placing import Placer
from journey_tui.sync.project import due_projections, project_apart


@dataclass(frozen=True, slots=True)
class Rules:
    """What reads: the analyst, the playbook and the channels."""

    analyst: Analyst
    playbook: Playbook
    channels: tuple[Channel, ...]


def rules_in_force(playbooks: Path) -> tuple[Rules, tuple[str, ...]]:
    """Return the embedded analyst with the playbook and channels in force, and what is wrong with a team's own files."""
    from journey_tui.analysis.rules import RulesAnalyst
    from journey_tui.playbooks import load

    found = load(playbooks)
    return Rules(RulesAnalyst(), found.playbook, found.channels), tuple(map(str, found.problems))


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an import is."""

    phase: str
    """`importing`, `matching`, `reading`, `telling`."""
    file: str
    done: int
    """Records so far."""


@dataclass(slots=True)
class Report:
    """What an import did."""

    files: int = 0
    unchanged: int = 0
    records: int = 0
    touchpoints: int = 0
    changed: int = 0
    matched: int = 0
    unmatched: int = 0
    deals: int = 0
    seconds: float = 0.0
    skipped: list[Skipped] = field(default_factory=list)
    notices: list[Skipped] = field(default_factory=list)
    """What is worth knowing about files though nothing of them was lost."""


def refresh(
    connection: sqlite3.Connection,
    rules: Rules,
    now: datetime,
    *,
    report: Report,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> None:
    """Match, read and project what waits for it, in short transactions: stopped anywhere, the next run goes on from there."""
    on_progress(Progress("matching", "", report.records))
    waiting_since = _waiting(connection)
    directory = load_directory(connection)
    placer = Placer(connection, directory)
    placed = placer.place(everything=waiting_since != "")
    everything = placer.everything
    with transaction(connection):
        if waiting_since:
            connection.execute("DELETE FROM meta WHERE key=? AND value=?", (REMATCH, waiting_since))
        rules = replace(rules, channels=adopt(connection, rules.channels, now))
        if _rules_changed(connection, rules) or everything:
            connection.execute("UPDATE projection SET valid_until=0")
    report.matched += placed.matched
    report.unmatched += placed.unmatched
    people = People(connection, directory)
    _read_with_these(connection, people)
    analyse(
        connection,
        rules.analyst,
        frozenset(rules.playbook.keys),
        people_of=people,
        on_deal=lambda: on_progress(Progress("reading", "", report.records)),
    )
    report.deals += _tell(connection, rules, now, people, report, on_progress)
    look_over(connection, rules.channels, rules.playbook, now)
    rules = replace(rules, channels=in_force(connection, rules.channels))
    _tell(connection, rules, now, people, report, on_progress)
    count_pending(
        connection, rules.channels, rules.playbook, now, seconds=COUNTING_S,
        on_deals=lambda: on_progress(Progress("telling", "", report.records)),
    )  # fmt: skip


def _waiting(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key=?", (REMATCH,)).fetchone()
    return str(row[0]) if row else ""


def _read_with_these(connection: sqlite3.Connection, people: People) -> None:
    """Ask for a deal's words to be read again where its people are not those they were read with: who speaks decides what counts."""
    query = "SELECT deal_id, people FROM projection WHERE valid_until=0"
    known = connection.execute(query).fetchall()
    changed = [(deal_id,) for deal_id, before in known if json_text(people(deal_id)) != before]
    with transaction(connection):
        connection.executemany(
            "UPDATE touchpoint SET analysed='people' WHERE deal_id=? AND analysed NOT IN ('','changed','moved')", changed
        )


def _tell(
    connection: sqlite3.Connection,
    rules: Rules,
    now: datetime,
    people: People,
    report: Report,
    on_progress: Callable[[Progress], None],
) -> int:
    """Project the deals that wait for it, in short transactions; return how many."""
    done = 0
    waiting = due_projections(connection, now)
    for start in range(0, len(waiting), DEALS_AT_ONCE):
        part = waiting[start : start + DEALS_AT_ONCE]
        done += project_apart(connection, part, rules.playbook, rules.channels, now, people_of=people)
        on_progress(Progress("telling", "", report.records))
    return done


def _rules_changed(connection: sqlite3.Connection, rules: Rules) -> bool:
    """Return whether readings were made by other rules, or read by another playbook or channel; remembers those in force."""
    mark = " ".join([READING, str(rules.playbook.version), *(f"{c.key}:{reading_mark(c)}" for c in rules.channels)])
    row = connection.execute("SELECT value FROM meta WHERE key='reading'").fetchone()
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('reading', ?)", (mark,))
    return row is not None and row[0] != mark


READING = "1"
"""Version of the rules and of their wording: raised when the same facts may read otherwise."""

COUNTING_S = 20.0
"""Seconds of a round for what pending updates would change; the next round goes on from there."""

DEALS_AT_ONCE = 20
"""Deals projected in one transaction: more would keep a person's write waiting."""


class People:
    """The people of each deal, worked out once an import, with the roles that the CRM gives them."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory) -> None:
        self._db = connection
        self._directory = directory
        self._known: dict[str, tuple[Person, ...]] = {}

    def __call__(self, deal_id: str) -> tuple[Person, ...]:
        """Return the people of the deal."""
        if deal_id not in self._known:
            self._known[deal_id] = with_crm_roles(self._db, deal_id, deal_people(self._db, deal_id, self._directory))
        return self._known[deal_id]


def with_crm_roles(connection: sqlite3.Connection, deal_id: str, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return the people with the lanes that their roles in the CRM stand for."""
    from journey_tui.domain.roles import crm_lane

    words = dict(connection.execute("SELECT contact_id, role FROM contact_role WHERE deal_id=? AND deleted=0", (deal_id,)))
    found: list[Person] = []
    for person in people:
        role = words.get(person.id) or words.get(person.address)
        lane = crm_lane(role) if role else None
        found.append(replace(person, roles=(*person.roles, (lane, f"CRM role {role}"))) if lane else person)
    return tuple(found)
