"""Write the demo: a CRM export, mailboxes, calendars and call transcripts, with dates that move with today."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Final

from journey_tui.demo.crm import Tables, add_deal, add_email, add_event, add_people
from journey_tui.demo.days import Days
from journey_tui.demo.letters import Letter, written
from journey_tui.demo.meetings import Meeting, calendar_file, internal, meeting
from journey_tui.demo.noise import add_machine_tasks, deal_letters, office_letters
from journey_tui.demo.post import letters_of
from journey_tui.demo.story import Cast, Human, Item, Story, digest, load
from journey_tui.demo.transcripts import transcript

REPS: Final = ("hanna", "marek", "luisa", "callum", "ifeoma")
"""Whose mailbox and calendar the demo holds."""


def write_demo(folder: Path, today: date) -> None:
    """Write all raw files below `folder`, which is made; the same day gives the same bytes. Raises `OSError`."""
    days = Days(today)
    cast, stories = load()
    tables = Tables()
    add_people(tables, cast, stories, days)
    meetings: dict[str, Meeting] = {}
    letters: list[Letter] = list(office_letters(cast, days))
    for story in stories:
        mine = {f"{story.key}/{item.id}": meeting(story, item, days) for item in story.items if item.kind == "meet"}
        meetings |= mine
        told = letters_of(story, days, mine)
        letters += [*told, *deal_letters(story, days)]
        _write_calls(folder / "calls", story, days)
        _write_crm(tables, story, days, list(mine.values()), told)
    _write_mail(folder / "mail", letters)
    _write_calendars(folder / "calendar", [*meetings.values(), *internal(cast, days)], cast)
    for name, text in tables.files():
        _write(folder / "salesforce" / name, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _write_calls(folder: Path, story: Story, days: Days) -> None:
    for item in story.items:
        if item.kind == "call":
            name, text = transcript(story, _filled(item, days), days.at(item.day, item.clock, story.zone))
            _write(folder / name, text)


def _filled(item: Item, days: Days) -> Item:
    return Item(
        item.kind, item.id, item.day, item.clock, item.by, item.to, item.cc, item.subject, item.flags, days.fill(item.body)
    )


def _write_crm(tables: Tables, story: Story, days: Days, meetings: list[Meeting], letters: list[Letter]) -> None:
    """Add the deal; every third past meeting and every ninth mail has a copy in the CRM, as with a half-kept mail connector."""
    add_deal(tables, story, days)
    add_machine_tasks(tables, story, days)
    for one in meetings:
        if one.start.date() < days.today and int(digest(one.uid)[0], 16) < 5:
            add_event(tables, story, one)
    for letter in letters:
        if not letter.headers and int(digest(letter.id)[0], 16) < 2:
            add_email(tables, story, letter)


def _write_mail(folder: Path, letters: list[Letter]) -> None:
    """Write each rep's mailbox in order of time; a mail between two reps is in both."""
    boxes: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        for human in {one.key: one for one in (letter.sender, *letter.to, *letter.cc)}.values():
            if human.key in REPS:
                boxes[human.mail.partition("@")[0]].append(letter)
    for name, mine in sorted(boxes.items()):
        ordered = sorted(mine, key=lambda one: (one.at, one.id))
        _write(folder / f"{name}.mbox", "".join(written(one) for one in ordered))


def _write_calendars(folder: Path, meetings: list[Meeting], cast: Cast) -> None:
    for key in REPS:
        who = cast.users[key]
        mine = [one for one in meetings if _takes_part(one, who)]
        name = who.mail.partition("@")[0]
        _write(folder / f"{name}.ics", calendar_file(name, sorted(mine, key=lambda one: (one.start, one.uid))))


def _takes_part(one: Meeting, who: Human) -> bool:
    return one.organiser.key == who.key or any(guest.key == who.key for guest, _ in one.invited)
