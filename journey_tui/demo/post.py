"""Turn the scripts' mails into letters: who, when, in which thread, with which headers."""

from __future__ import annotations

from datetime import datetime

from journey_tui.demo.days import Days
from journey_tui.demo.letters import Letter
from journey_tui.demo.meetings import Meeting, invitation
from journey_tui.demo.story import Human, Item, Story, digest, message_id

_MACHINE = {
    "ooo": (("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")),
    "noreply": (("Auto-Submitted", "auto-generated"),),
    "calnotice": (("Auto-Submitted", "auto-generated"), ("X-Calendar-Notification", "update")),
    "ai": (("X-AI-Assisted", "draft"),),
}


def letters_of(story: Story, days: Days, meetings: dict[str, Meeting]) -> list[Letter]:
    """Return the story's letters in order of time; raises `KeyError` for somebody or something the story does not know."""
    found: dict[str, Letter] = {}
    for item in story.items:
        if item.kind == "mail":
            found[item.id] = _letter(story, item, days, found, meetings)
    return list(found.values())


def _letter(story: Story, item: Item, days: Days, known: dict[str, Letter], meetings: dict[str, Meeting]) -> Letter:
    sender, flags = story.people[item.by], item.flags
    text, html, attachments = _split(days.fill(item.body))
    quick = "ooo" in flags or sender.side == "system"
    style = next((one for one in ("outlook", "gmail", "apple") if one in flags), sender.quote)
    headers = [pair for flag in flags for pair in _MACHINE.get(flag, ())]
    if sender.side != "seller":
        headers.insert(0, ("Return-Path", "<>" if "ooo" in flags else f"<{sender.mail}>"))
    meeting = meetings.get(f"{story.key}/{flags.get('invite', '')}")
    return Letter(
        id=message_id(story.key, item.id, sender.mail.rpartition("@")[2]),
        at=_moment(days, item, story, sender),
        sender=sender,
        to=tuple(story.people[name] for name in item.to),
        cc=tuple(story.people[name] for name in item.cc),
        subject=days.fill(item.subject),
        text=text,
        style=style,
        signed=not quick,
        parent=known[flags["re"]] if "re" in flags else None,
        quoted="noquote" not in flags,
        html=html or ("auto" if not quick and ("html" in flags or _writes_html(story, item, sender)) else ""),
        attachments=attachments,
        headers=tuple(headers),
        invitation=invitation(meeting, int(flags["seq"])) if meeting else "",
    )


def _moment(days: Days, item: Item, story: Story, sender: Human) -> datetime:
    seconds = int(digest(story.key, item.id, sender.key)[:4], 16) % 60
    return days.at(item.day, item.clock, story.zone).replace(second=seconds)


def _writes_html(story: Story, item: Item, sender: Human) -> bool:
    """Return whether this mail has an HTML alternative: all of those who quote as Outlook does, some of the others'."""
    return sender.quote == "outlook" or int(digest(story.key, item.id)[0], 16) < 5


def _split(body: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Return (text, HTML that the script wrote, attached files) of a body."""
    text, *files = body.split("\n--8<-- ")
    text, _, html = text.partition("\n--html--\n")
    attached = tuple((name.strip(), content.strip("\n") + "\n") for name, _, content in (one.partition("\n") for one in files))
    return text.strip("\n"), html.strip("\n"), attached
