"""Take the turns out of a transcript's text: cues of WebVTT, SRT and SBV, and the written forms of call programs."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.text import clean, one_line

MOST_TURNS: Final = 20_000
"""Turns read of one transcript: thirty hours of captions."""
_MOST_LINES: Final = 200_000
_CLOCK: Final = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_ARROW: Final = re.compile(rf"\s*({_CLOCK})\s*-{{1,2}}>\s*({_CLOCK})(?:\s.*)?$")
_SBV: Final = re.compile(r"\s*(\d{1,3}:\d{2}:\d{2}[.,]\d{1,3})\s*,\s*(\d{1,3}:\d{2}:\d{2}[.,]\d{1,3})\s*$")
_VOICE: Final = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]{1,200})>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-z0-9][^<>\n]{0,200}>", re.IGNORECASE)

_NAME: Final = r"[^\W\d_][\w.'’\-]*(?:[ \t]+[\w.'’\-&]+){0,5}(?:[ \t]*\([^()\n]{1,60}\))?"
_LABEL: Final = re.compile(rf"(?:>>\s*|-\s+)?({_NAME})\s*:(?=\s|$)[ \t]*")
_TIME: Final = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_BRACKETED: Final = rf"(?:[\[(]\s*(?:{_TIME})(?:\s*[-–>]+\s*{_TIME})?\s*[\])])"
_FORMS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # [00:00:17] Name: text · **[00:17] Name:** text · 00:17 Name: text · [00:17] **Name:** text
        rf"(?:[*_]{{0,3}})(?P<time>{_BRACKETED}|{_TIME})[*_]{{0,3}}\s*(?:[-–|]\s*)?[*_]{{0,3}}(?P<name>{_NAME})[*_]{{0,3}}\s*:[*_]{{0,3}}(?=\s|$)[ \t]*",
        # Name [00:01]: text · **Name** (00:12): text · **Name** [00:12] text
        rf"[*_]{{0,3}}(?P<name>{_NAME}?)[*_]{{0,3}}\s*(?P<time>{_BRACKETED})[*_]{{0,3}}\s*(?::[*_]{{0,3}}(?=\s|$)|(?=\s|$))[ \t]*",
        # **Name:** text · **Name**: text · __Name:__ text
        rf"(?P<mark>\*\*|__)(?P<name>{_NAME})\s*(?::\s*(?P=mark)|(?P=mark)\s*:)(?P<time>)[ \t]*",
    )
)
_OWN_LINE: Final = (
    # Name  0:12 (Otter, Teams, Zoom), the text on the lines below
    re.compile(
        rf"[*_]{{0,3}}(?P<name>{_NAME}?)[*_]{{0,3}}(?:[ \t]{{2,}}|\t|[ \t]*[|·–-][ \t]*|[ \t]+)(?P<time>{_TIME}|{_BRACKETED})\s*$"
    ),
    # [00:12] Name
    re.compile(rf"(?P<time>{_BRACKETED})\s*[*_]{{0,3}}(?P<name>{_NAME})[*_]{{0,3}}\s*$"),
    # [Name] 10:15:32 (Zoom's saved captions)
    re.compile(rf"\[(?P<name>{_NAME})\]\s+(?P<time>{_TIME})\s*$"),
)
_BARE: Final = re.compile(rf"(?P<name>{_NAME})\s*:(?=\s|$)(?P<time>)[ \t]*")
_NO_SPEAKER: Final = frozenset(
    """note notes date time title topic subject meeting call participants attendees speakers present location duration when where who start end
    started ended recorded recording status owner author version source sources licence license summary overview agenda action actions
    decision decisions next type description example examples usage warning tip important question answer questions todo id url link links
    name email phone company transcript language kind region style scene chapter section step steps result results requirements features
    installation error warn info debug trace fatal critical warning notice exception stdout stderr http https file line goal goals background
    context risk risks budget authority need needs timeline problem solution outcome outcomes pros cons format input output default options
    from to cc bcc reply-to sent honestly basically actually also remember first second third finally ps re fwd fw""".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said at once: a cue, or a labelled passage."""

    speaker: str
    text: str
    locator: str = ""
    """Start of a cue as `HH:MM:SS.mmm`; a written time as it stands, without brackets."""
    start: float | None = None
    """Seconds from the beginning."""
    end: float | None = None
    label: str = ""
    """The speaker as the file writes it."""


def seconds(clock: str) -> float:
    """Return `1:02:03.5`, `02:03` or `2:03 PM` as seconds."""
    found = re.match(r"(\d+(?::\d+)*)(?:[.,](\d{1,3}))?\s*([AaPp])?", clock.strip())
    if not found:
        return 0.0
    total = 0
    for part in found[1].split(":"):
        total = total * 60 + int(part)
    if found[3] and found[1].count(":") == 1:
        total *= 60
    if found[3]:
        total = total % 43_200 + (43_200 if found[3] in "Pp" else 0)
    return total + (int((found[2] + "00")[:3]) / 1000 if found[2] else 0)


def cue_time(value: float) -> str:
    """Return seconds as `HH:MM:SS.mmm`."""
    whole = round(value * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def is_cued(text: str, suffix: str = "") -> bool:
    """Return whether the text is WebVTT, SRT or SBV: it says so, or lines that are cue times alone stand in it."""
    if text.lstrip("\ufeff \n").startswith("WEBVTT"):
        return True
    lines = text.split("\n")[:400]
    cues = sum(1 for line in lines if "--" in line[:40] and _ARROW.match(line[:200])) + sum(
        1 for line in lines if _SBV.match(line[:80])
    )
    return cues >= 2 or (cues == 1 and suffix in (".vtt", ".srt", ".sbv"))


def is_transcript(text: str, suffix: str = "") -> bool:
    """Return whether the text is a transcript: cues, or at least two turns in a written form."""
    if is_cued(text, suffix):
        return True
    header, turns = written(text[:60_000])
    del header
    return len(turns) >= 2


def cues(text: str) -> tuple[list[str], list[Turn]]:
    """Return the lines of the header and notes, and a turn for each cue and each voice in it."""
    notes: list[str] = []
    found: list[Turn] = []
    for lines, times in _cue_blocks(text, notes):
        if len(found) >= MOST_TURNS:
            break
        start = seconds(times[0])
        end = max(start, seconds(times[1]))
        for speaker, words in islice(_voices("\n".join(lines)), MOST_TURNS - len(found)):
            if words:
                found.append(Turn(speaker, words, cue_time(start), start, end, speaker))
    return notes, _unrolled(_labelled(found, _listed(notes)))


def _cue_blocks(text: str, notes: list[str]) -> Iterator[tuple[list[str], tuple[str, str]]]:
    """Yield the text lines of every cue with its times; puts header and NOTE lines into `notes`."""
    lines: list[str] = []
    times: tuple[str, str] | None = None
    block = ""
    for number, line in enumerate([*text.lstrip("\ufeff").split("\n", 10 * _MOST_LINES)[: 10 * _MOST_LINES], ""]):
        found = (_ARROW.match(line[:200]) if "-" in line else None) or _SBV.match(line[:80])
        if found:
            if times is not None:
                # No empty line between: the cue ends here, and a number alone above this was its successor's name.
                yield (lines[:-1] if lines and lines[-1].strip().isdigit() else lines), times
            lines, times, block = [], (found[1], found[2]), ""
        elif not line.strip():
            if times is not None:
                yield lines, times
            lines, times, block = [], None, ""
        elif times is not None:
            lines.append(line)
        elif number == 0 and line.startswith("WEBVTT"):
            notes.append(line[6:].strip(" \t-–:"))
            block = "head"
        else:
            block = block or line.split(None, 1)[0]
            if block == "NOTE" or block == "head":
                notes.append(line.removeprefix("NOTE").strip())


def _voices(text: str) -> Iterator[tuple[str, str]]:
    """Yield (speaker, words) for each voice span, and for each line that begins with a dash, of one cue."""
    parts = _VOICE.split(text)
    for place in range(0, len(parts), 2):
        speaker = one_line(html.unescape(parts[place - 1])) if place else ""
        words = clean(html.unescape(_TAG.sub("", parts[place]))).strip()
        spoken = [line for line in words.split("\n") if line.strip()]
        if not speaker and len(spoken) > 1 and all(line.lstrip().startswith(("- ", "– ", "-")) for line in spoken):
            for line in spoken:
                yield "", line.strip().lstrip("-–").strip()
        elif words:
            yield speaker, "\n".join(line.strip() for line in spoken)


def _labelled(turns: list[Turn], listed: frozenset[str]) -> list[Turn]:
    """Return the turns with `Name: ` taken off those that begin with a speaker, where the file labels its speakers so."""
    labels = [m if not t.speaker and (m := _LABEL.match(t.text)) and is_name(m[1]) else None for t in turns]
    counts = Counter(m[1] for m in labels if m)
    often = sum(counts.values()) >= 0.5 * len(turns)
    found: list[Turn] = []
    for turn, label in zip(turns, labels, strict=True):
        if label and (counts[label[1]] > 1 or often or _plain(label[1]).casefold() in listed):
            found.append(replace(turn, speaker=_plain(label[1]), label=one_line(label[1]), text=turn.text[label.end() :].strip()))
        elif found and not turn.speaker and found[-1].label and _goes_on(found[-1].text, turn.text):
            # A sentence that runs into the next cue has the same speaker.
            found.append(replace(turn, speaker=found[-1].speaker, label=found[-1].label))
        else:
            found.append(turn)
    return [turn for turn in found if turn.text]


def _goes_on(before: str, after: str) -> bool:
    return before.rstrip()[-1:] not in '.!?…"”' and after[:1].islower()


def _unrolled(turns: list[Turn]) -> list[Turn]:
    """Return the turns without the lines that rolling captions repeat from the cue before."""
    found: list[Turn] = []
    before: list[str] = []
    for turn in turns:
        lines = turn.text.split("\n")
        fresh = [line for line in lines if line not in before] if not turn.speaker else lines
        if fresh:
            found.append(turn if len(fresh) == len(lines) else replace(turn, text="\n".join(fresh)))
        before = lines
    return found


def _listed(lines: list[str]) -> frozenset[str]:
    """Return the names, folded, that header lines give: a label that is one of them is a speaker."""
    words = " , ".join(line.split(":", 1)[1] for line in lines if ":" in line)
    return frozenset(_plain(part).casefold() for part in re.split(r"[,;]| and ", words) if part.strip())


def written(text: str) -> tuple[list[str], list[Turn]]:
    """Return the header lines and the turns of a written transcript; no turns where the text is something else."""
    lines = text.split("\n", _MOST_LINES)[:_MOST_LINES]
    for forms in (_FORMS[:1], _FORMS[1:2], _OWN_LINE, _FORMS[2:], (_BARE,)):
        marks = _marks(lines, forms)
        if len(marks) >= 2 and _believable(marks, forms, lines):
            first = marks[0][0]
            return lines[:first], _turns(lines, marks)
    return lines, []


_Mark = tuple[int, str, str, str]
"""Line number, speaker, time as written, and the words on the line."""


def _marks(lines: list[str], forms: tuple[re.Pattern[str], ...]) -> list[_Mark]:
    found: list[_Mark] = []
    for number, line in enumerate(lines):
        short = line.strip()[:400].removeprefix("- ").removeprefix("> ")
        match = next((m for form in forms if (m := form.match(short))), None)
        if match and is_name(match["name"]):
            rest = line.strip().removeprefix("- ").removeprefix("> ")[match.end() :]
            found.append((number, one_line(match["name"]), (match["time"] or "").strip("[]() \t"), rest))
            if len(found) >= MOST_TURNS:
                break
    return found


def _believable(marks: list[_Mark], forms: tuple[re.Pattern[str], ...], lines: list[str]) -> bool:
    """Return whether labels without a time are speakers: one returns, or the header lists them; a list of terms is none."""
    if forms[0] not in (_FORMS[2], _BARE):
        return True
    names = Counter(_plain(name).casefold() for _, name, _, _ in marks)
    listed = _participants(lines[: marks[0][0]] if forms[0] is _FORMS[2] else lines[:30])
    heard = sum(count for name, count in names.items() if name in listed or any(full.startswith(f"{name} ") for full in listed))
    if forms[0] is _BARE:
        return heard >= 2 and heard >= 0.6 * len(marks)
    returning = sum(1 for count in names.values() if count > 1)
    return heard >= 2 or (len(names) >= 2 and returning >= 1 and len(marks) >= 3 and len(names) <= 0.7 * len(marks) + 1)


def _participants(lines: list[str]) -> frozenset[str]:
    pattern = re.compile(r"\W*(?:participants|attendees|speakers|present|people)\b[^:]*:(.*)", re.IGNORECASE)
    found = [m[1] for line in lines if (m := pattern.match(line))]
    items = [line.strip().lstrip("-*• ") for line in lines if line.strip().startswith(("-", "*", "•"))]
    names = [part for text in found for part in re.split(r"[,;]| and |&", re.sub(r"\([^()]*\)", "", text))]
    return frozenset(_plain(name.strip("* ")).casefold() for name in [*names, *items] if name.strip("* "))


def _turns(lines: list[str], marks: list[_Mark]) -> list[Turn]:
    found: list[Turn] = []
    for (number, name, time, rest), after in zip(marks, [*(m[0] for m in marks[1:]), len(lines)], strict=True):
        words = [rest.strip()]
        for line in lines[number + 1 : after]:
            if re.match(r"\s*(?:#{1,6}\s|-{3,}\s*$|\*{3,}\s*$|={3,}\s*$)", line):
                break  # a heading or a rule: what follows is nobody's turn
            words.append(line.strip())
        text = clean("\n".join(words)).strip()
        if text:
            start = seconds(time) if time else None
            found.append(Turn(_plain(name), re.sub(r"\n{3,}", "\n\n", text), time, start, None, name))
    return found


def is_name(label: str) -> bool:
    """Return whether a label reads as a speaker's name: `Ana Ruiz (Buyer)`, `Speaker 1`, `Dr. Lee`, but not `Next steps`."""
    name = _plain(label)
    words = name.split()
    if (
        not 1 <= len(words) <= 6
        or len(name) > 60
        or words[0].casefold().strip(".") in _NO_SPEAKER
        or name.casefold() in _NO_SPEAKER
    ):
        return False
    if not any(ch.isalpha() for ch in name) or "/" in name or re.search(r"\w\.\w{2,}", name):
        return False
    particles = (
        "de",
        "da",
        "di",
        "du",
        "del",
        "der",
        "den",
        "van",
        "von",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "bint",
        "ten",
        "ter",
        "dos",
        "y",
        "e",
        "of",
    )
    return all(w[:1].isupper() or not w[:1].isascii() or w[:1].isdigit() or w.casefold() in particles for w in words)


def _plain(label: str) -> str:
    """Return the name of a label without what stands in brackets behind it."""
    return one_line(re.sub(r"\s*\([^()]*\)\s*$", "", label)).strip("*_ ")
