"""Call transcripts of the demo as the recorders write them: WebVTT, SubRip, Markdown and `[time] Name:` text."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from journey_tui.demo.story import Human, Item, Story

FORMATS: Final = ("vtt", "srt", "txt", "md")
_WORDS_A_SECOND: Final = 2.6
_GAP: Final = 0.7


def transcript(story: Story, call: Item, start: datetime) -> tuple[str, str]:
    """Return the file's name and its text; the format is the item's flag."""
    form = next((one for one in FORMATS if one in call.flags), "vtt")
    lines = _lines(story, call)
    writer = {"vtt": _vtt, "srt": _srt, "txt": _txt, "md": _markdown}[form]
    return f"{start:%Y-%m-%d_%H%M}_{slug(call.subject)}.{form}", writer(story, call, start, lines)


def slug(text: str) -> str:
    """Return the text as part of a file name."""
    return "-".join("".join(c if c.isalnum() and c.isascii() else " " for c in text.casefold()).split())


Line = tuple[float, float, str, str]
"""Start and end in seconds, speaker, words."""


def _lines(story: Story, call: Item) -> list[Line]:
    clock, found = 4.0, []
    for line in call.body.split("\n"):
        name, _, words = line.partition(": ")
        if not words:
            continue
        length = max(1.6, len(words.split()) / _WORDS_A_SECOND)
        found.append((clock, clock + length, speaker(story, name).name, words))
        clock += length + _GAP
    return found


def speaker(story: Story, name: str) -> Human:
    """Return whom a script's first name means; raises `KeyError` if nobody has it."""
    wanted = name.casefold()
    if wanted in story.people:
        return story.people[wanted]
    for human in story.people.values():
        if human.name.split()[0].casefold() == wanted:
            return human
    raise KeyError(f"{story.key}: nobody is called {name}")


def _stamp(seconds: float, comma: str) -> str:
    whole, thousandth = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{comma}{thousandth:03}"


def _present(story: Story, call: Item) -> str:
    return ", ".join(story.people[key].name for key in (call.by, *call.to))


def _vtt(story: Story, call: Item, start: datetime, lines: list[Line]) -> str:
    parts = [f"WEBVTT\n\nNOTE\nMeeting: {call.subject}\nStart: {start.isoformat()}\nParticipants: {_present(story, call)}\n"]
    for number, (begin, end, name, words) in enumerate(lines, 1):
        said = f"{name}: {_wrap(words)}" if "plain" in call.flags else f"<v {name}>{_wrap(words)}</v>"
        parts.append(f"{number}\n{_stamp(begin, '.')} --> {_stamp(end, '.')}\n{said}\n")
    return "\n".join(parts)


def _srt(story: Story, call: Item, start: datetime, lines: list[Line]) -> str:
    return "\n".join(
        f"{number}\n{_stamp(begin, ',')} --> {_stamp(end, ',')}\n{name}: {_wrap(words)}\n"
        for number, (begin, end, name, words) in enumerate(lines, 1)
    )


def _txt(story: Story, call: Item, start: datetime, lines: list[Line]) -> str:
    head = f"{call.subject}\nDate: {start.isoformat()}\nParticipants: {_present(story, call)}\n\n"
    return head + "\n".join(f"[{_stamp(begin, '.')[:8]}] {name}: {words}" for begin, _, name, words in lines) + "\n"


def _markdown(story: Story, call: Item, start: datetime, lines: list[Line]) -> str:
    head = f"# {call.subject}\n\nDate: {start.isoformat()}\nParticipants: {_present(story, call)}\n\n"
    return head + "\n\n".join(f"**{name}:** {words}" for _, _, name, words in lines) + "\n"


def _wrap(words: str, width: int = 84) -> str:
    """Return the words over two lines where they are many, as recorders do."""
    if len(words) <= width:
        return words
    cut = words.rfind(" ", 0, width)
    return f"{words[:cut]}\n{words[cut + 1 :]}"
