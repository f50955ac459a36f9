"""Who leads whom: from the CRM's users or from a file; nothing else is known of people here."""

from __future__ import annotations

import csv
import io
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from journey_tui.text import clean, one_line

MOST_PAIRS: Final = 20_000
_LEADERS: Final = ("leader", "manager", "lead", "reports to", "sales manager", "team lead")
_PEOPLE: Final = ("person", "people", "rep", "name", "email", "member", "sales agent")

Pair = tuple[str, str]
"""(leader, person): ids of CRM users."""
Known = tuple[str, str, str]
"""(id, name, address) of a CRM user."""


class TeamFileError(ValueError):
    """A file of who leads whom cannot be taken in; the message names file, place and remedy."""

    def __init__(self, file: str, place: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}: {place}: {problem} {remedy}")
        self.file, self.place, self.problem, self.remedy = file, place, problem, remedy


def read_team(file: str, text: str, users: Sequence[Known]) -> tuple[Pair, ...]:
    """Return who leads whom as a file says it, TOML or CSV; raises `TeamFileError` and takes nothing of a file with an error."""
    toml = file.casefold().endswith(".toml") or "[[leads]]" in text
    rows = list(_toml(file, text) if toml else _csv(file, text))
    if not rows:
        raise TeamFileError(
            file, "the file", "it names nobody.", "Give each leader and who is led; docs/leader.md has an example."
        )
    if len(rows) > MOST_PAIRS:
        raise TeamFileError(file, "the file", f"it has {len(rows):,} rows.", f"At most {MOST_PAIRS:,} are read.")
    known = _Names(users)
    pairs: list[Pair] = []
    for place, leader, person in rows:
        pair = (known.find(file, place, leader), known.find(file, place, person))
        if pair[0] == pair[1]:
            raise TeamFileError(file, place, f"{leader} leads {leader}.", "Name another leader, or leave the row out.")
        pairs.append(pair)
    if (circle := circle_of(pairs)) is not None:
        names = {key: name or address for key, name, address in users}
        told = " leads ".join(names.get(one, one) for one in circle)
        raise TeamFileError(file, "the file", f"it goes in a circle: {told}.", "Take one of these rows out.")
    return tuple(dict.fromkeys(pairs))


def twins(users: Iterable[Known]) -> dict[str, tuple[str, ...]]:
    """Return the ids of one person by address: a CRM may know somebody as owner and as user, each with an id."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, _, address in users:
        if address:
            found[address.casefold()].append(key)
    return {address: tuple(keys) for address, keys in found.items() if len(keys) > 1}


def of_each(pairs: Iterable[Pair], users: Iterable[Known]) -> list[Pair]:
    """Return the pairs for every id of both people: whose deals they are may stand under any of them."""
    same = {key: keys for keys in twins(users).values() for key in keys}
    return [
        (one, other) for leader, person in pairs for one in same.get(leader, (leader,)) for other in same.get(person, (person,))
    ]  # fmt: skip


class _Names:
    """CRM users by what people write: address, name or id."""

    def __init__(self, users: Sequence[Known]) -> None:
        self._by: dict[str, set[str]] = defaultdict(set)
        self._one = {key: min(both) for both in twins(users).values() for key in both}
        for key, name, address in users:
            for words in (key, name, address):
                if words:
                    self._by[one_line(words).casefold()].add(self._one.get(key, key))

    def find(self, file: str, place: str, words: str) -> str:
        shown = clean(one_line(words), limit=80)
        found = self._by.get(one_line(words).casefold(), set())
        if not shown:
            raise TeamFileError(file, place, "a name is empty.", "Each row needs a leader and a person.")
        if not found:
            raise TeamFileError(
                file, place, f"no CRM user is called “{shown}”.", "`journey team` lists them; an address is safest."
            )
        if len(found) > 1:
            raise TeamFileError(file, place, f"several CRM users are called “{shown}”.", "Write the address instead.")
        return next(iter(found))


def _toml(file: str, text: str) -> Iterable[tuple[str, str, str]]:
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TeamFileError(file, "the file", f"it is no TOML ({error}).", "Correct it there.") from error
    for key in data:
        if key not in ("kind", "leads"):
            raise TeamFileError(file, clean(one_line(key), limit=40), "this key is not known.", "Known: kind, leads.")
    leads = data.get("leads")
    if data.get("kind", "team") != "team" or not isinstance(leads, list):
        raise TeamFileError(file, "leads", "there is no [[leads]].", 'Give one a leader: leader = "…", people = ["…"].')
    for number, entry in enumerate(leads, 1):
        place = f"leads {number}"
        if not isinstance(entry, dict) or set(entry) != {"leader", "people"}:
            raise TeamFileError(file, place, "it needs leader and people, and nothing else.", 'leader = "…", people = ["…"].')
        if not isinstance(entry["leader"], str) or not isinstance(entry["people"], list):
            raise TeamFileError(file, place, "leader is a text, people a list of texts.", 'leader = "…", people = ["…"].')
        for person in entry["people"]:
            if not isinstance(person, str):
                raise TeamFileError(file, place, f"{clean(str(person), limit=40)} is no text.", "Put names in quotation marks.")
            yield place, entry["leader"], person


def _csv(file: str, text: str) -> Iterable[tuple[str, str, str]]:
    if "\0" in text:
        raise TeamFileError(file, "the file", "it is no text.", "Save it as CSV or TOML in UTF-8.")
    dialect = ";" if text[:2000].count(";") > text[:2000].count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=dialect)
    try:
        head = [one_line(cell).casefold() for cell in next(rows, [])]
        leader = next((n for n, cell in enumerate(head) if cell in _LEADERS), -1)
        person = next((n for n, cell in enumerate(head) if cell in _PEOPLE), -1)
        if leader < 0 or person < 0:
            raise TeamFileError(
                file, "line 1", "there is no column for the leader or for the person.", "Head the columns: leader,person."
            )
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            place = f"line {rows.line_num}"
            if len(row) <= max(leader, person):
                raise TeamFileError(file, place, "the row is too short.", "Each row needs a leader and a person.")
            if head[leader] != "leader" and not row[leader].strip():
                continue  # a CRM's list of users: nobody stands above this one
            yield place, row[leader], row[person]
    except csv.Error as error:
        raise TeamFileError(file, f"line {rows.line_num}", f"{error}.", "Correct it there.") from error


def circle_of(pairs: Iterable[Pair]) -> tuple[str, ...] | None:
    """Return people who lead each other in a circle, the first again at its end; None where nobody does."""
    led: dict[str, list[str]] = defaultdict(list)
    for leader, person in pairs:
        led[leader].append(person)
    done: set[str] = set()
    for start in list(led):
        path, waiting = [start], [iter(led[start])]
        while path:
            person = next(waiting[-1], "")
            if not person:
                done.add(path.pop())
                waiting.pop()
            elif person in path:
                return (*path[path.index(person) :], person)
            elif person not in done:
                path.append(person)
                waiting.append(iter(led.get(person, ())))
    return None


def led_by(leaders: Iterable[str], pairs: Iterable[Pair]) -> frozenset[str]:
    """Return everybody whom these people lead, directly or through others; a circle in the CRM's data ends where it began."""
    below: dict[str, set[str]] = defaultdict(set)
    for leader, person in pairs:
        below[leader].add(person)
    first = set(leaders)
    found: set[str] = set()
    waiting = list(first)
    while waiting:
        for person in below[waiting.pop()] - found - first:
            found.add(person)
            waiting.append(person)
    return frozenset(found)
