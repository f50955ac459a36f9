"""Split a mail's text by who wrote it: new words, quoted and forwarded ones, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from datetime import datetime
from typing import Final

from journey_tui.domain.model import Segment
from journey_tui.lean import dataclass
from journey_tui.sources.mail_quotes import Author, Boundary, find_attribution, find_block, may_begin, may_open
from journey_tui.sources.mail_signature import signature_start, signature_title

__all__ = ["Writer", "signature_title", "split_text", "unflow"]

_QUOTED: Final = re.compile(r" ?((?:>[ \t]?)+)(.*)", re.DOTALL)
_FORWARD: Final = re.compile(r"\s*(?:fw|fwd|wg|tr|rv|enc|i|vb|vs|doorst|pd|odp)\s*:", re.IGNORECASE)
_REPLY_ALSO: Final = frozenset({"i", "vs", "odp"})
_LAST: Final = ":：-_="
"""What a line that introduces somebody ends with, its own or that of one of the next two."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who sent the message, when (in the sender's zone) and under what subject."""

    name: str
    address: str
    at: datetime
    subject: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class _Voice:
    """Whose words a line is, and as what."""

    author: Author
    role: str


@dataclass(slots=True)
class _State:
    """What is known while going down the lines: whose words stand at each depth of quoting."""

    voices: dict[int, _Voice]
    looks: int = 1000
    """How many more lines are looked at closely; a log file pasted in has too many that might introduce somebody."""
    owners: list[_Voice | None] = field(default_factory=list)


def is_forward(subject: str) -> bool:
    """Return whether the subject says that the message forwards another."""
    found = _FORWARD.match(subject)
    return bool(found) and found is not None and found.group().strip(" :\t").lower() not in _REPLY_ALSO


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Return format=flowed text (RFC 3676) with its soft line breaks taken out."""
    lines: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:]
        body = body[1:] if body.startswith(" ") else body
        soft = body.endswith(" ") and body != "-- "
        kept = body[:-1] if soft and delete_space else body
        if open_depth == depth and lines:
            lines[-1].append(kept)
        else:
            lines.append([">" * depth + (" " if depth and body else ""), kept])
        open_depth = depth if soft else -1
    return "\n".join("".join(parts).rstrip(" ") for parts in lines)


def split_text(text: str, writer: Writer) -> tuple[str, list[Segment]]:
    """Return (text without quote marks, its segments): structural lines (`On ... wrote:`) belong to nobody."""
    raw = text.split("\n")
    rows = [_depth(line) for line in raw] if ">" in text else [(0, line.rstrip()) for line in raw]
    if ">" in text:
        _unmark_literal(rows, raw)
    lines = [content for _, content in rows]
    depths = [depth for depth, _ in rows]
    own = _Voice(Author(writer.name, writer.address), "new")
    owners = _owners(lines, depths, own, writer)
    return "\n".join(lines), _segments(lines, owners, own)


def _depth(line: str) -> tuple[int, str]:
    if line[:1] == ">":
        rest = line[2:] if line[1:2] in (" ", "\t") else line[1:]
        if rest[:1] != ">":  # quoted once, as most is
            return 1, rest.rstrip()
    elif line[:2] != " >":
        return 0, line.rstrip()
    found = _QUOTED.match(line)
    return (found.group(1).count(">"), found.group(2).rstrip()) if found else (0, line.rstrip())


def _unmark_literal(rows: list[tuple[int, str]], raw: Sequence[str]) -> None:
    """A lone `>50 users` between unquoted lines is a figure, not a quote."""
    for place, (depth, content) in enumerate(rows):
        if depth == 1 and content[:1].isdigit() and raw[place][:2] == f">{content[0]}":
            around = [rows[at][0] for at in (place - 1, place + 1) if 0 <= at < len(rows) and rows[at][1]]
            if around and not any(around):
                rows[place] = (0, f">{content}")


def _owners(lines: Sequence[str], depths: Sequence[int], own: _Voice, writer: Writer) -> list[_Voice | None]:
    """Return for each line whose it is; None for empty and structural ones."""
    state = _State({0: own})
    forward = is_forward(writer.subject)
    ends = [line[-1:] in _LAST and line != "" for line in lines]
    soon = [*ends, False, False]
    near = [soon[at] or soon[at + 1] or soon[at + 2] for at in range(len(lines))]
    skip = 0
    for place, line in enumerate(lines):
        if place < skip:
            continue
        if not line:
            state.owners.append(None)
            continue
        depth = depths[place]
        found = None
        if state.looks and (near[place] or may_begin(line)):
            state.looks -= 1
            found = _boundary(lines, depths, place, near[place], writer.at)
        if found:
            below = _next_text(lines, place + found.size)
            _enter(state, found, depth, depths[below] if below < len(lines) else 0, own, forward)
            state.owners.extend([None] * found.size)
            skip = place + max(1, found.size)
            continue
        state.owners.append(state.voices.get(depth) or _voice_at(state, depth))
    return state.owners[: len(lines)]


def _same_depth(lines: Sequence[str], depths: Sequence[int], place: int, most: int) -> list[str]:
    """Return the lines from here on at this depth, a boundary's worth."""
    end = place
    while end < min(len(lines), place + most) and (
        depths[end] == depths[place] or (not lines[end] and depths[end] < depths[place])
    ):
        end += 1
    return list(lines[place:end])


def _boundary(lines: Sequence[str], depths: Sequence[int], place: int, ends: bool, sent: datetime) -> Boundary | None:
    opens = may_begin(lines[place]) and may_open(lines[place])
    found = find_block(_same_depth(lines, depths, place, 45), sent) if opens else None
    if found and found.kind == "block":
        return found
    line = find_attribution(_same_depth(lines, depths, place, 3), sent) if ends else None
    if line is None:
        return found
    below = _next_text(lines, place + line.size)
    depth = depths[below] if below < len(lines) else -1
    if depth > depths[place] or (line.sure and depth == depths[place]):
        return line
    return line if depths[place] and _opens_quote(lines, depths, place) else found


def _opens_quote(lines: Sequence[str], depths: Sequence[int], place: int) -> bool:
    """Return whether the first line of a quoted passage stands here."""
    above = place - 1
    while above >= 0 and not lines[above] and depths[above] == depths[place]:
        above -= 1
    return above < 0 or depths[above] < depths[place]


def _next_text(lines: Sequence[str], place: int) -> int:
    while place < len(lines) and not lines[place]:
        place += 1
    return place


def _enter(state: _State, found: Boundary, depth: int, below: int, own: _Voice, forward: bool) -> None:
    """Take note of whose words follow a boundary; `below` is the depth of the text under it."""
    here = _known(state, depth)
    inside = here is not None and here.role == "forwarded"
    role = "forwarded" if found.forward or inside or (forward and (here is own or here is None)) else "quoted"
    for key in [key for key in state.voices if key > depth]:
        del state.voices[key]
    # Where the text under it is quoted deeper, those at this depth go on speaking after it.
    state.voices[max(depth, below)] = _Voice(found.author, role)


def _known(state: _State, depth: int) -> _Voice | None:
    return state.voices.get(max((key for key in state.voices if key <= depth), default=0))


def _voice_at(state: _State, depth: int) -> _Voice:
    voice = state.voices.get(depth)
    if voice is None:
        above = _known(state, depth)
        voice = _Voice(Author(), "forwarded" if above and above.role == "forwarded" else "quoted")
        state.voices[depth] = voice
    return voice


def _segments(lines: Sequence[str], owners: Sequence[_Voice | None], own: _Voice) -> list[Segment]:
    """Return the runs of lines of one voice as segments, signatures cut off."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: list[Segment] = []
    for first, end, voice in _runs(owners):
        alone = voice is own and first > 0 and any(owner is not None for owner in owners[:first])
        found.extend(_run_segments(lines, starts, first, end, voice, alone))
    return found


def _runs(owners: Sequence[_Voice | None]) -> list[tuple[int, int, _Voice]]:
    """Return (first, end, voice) of the runs; empty lines join, structural ones part by the change of voice."""
    runs: list[tuple[int, int, _Voice]] = []
    for place, owner in enumerate(owners):
        if owner is None:
            continue
        if runs and runs[-1][2] is owner:
            runs[-1] = (runs[-1][0], place + 1, owner)
        else:
            runs.append((place, place + 1, owner))
    return runs


def _run_segments(
    lines: Sequence[str], starts: Sequence[int], first: int, end: int, voice: _Voice, follows: bool
) -> list[Segment]:
    run = lines[first:end]
    sign, after = signature_start(run, voice.author.name, voice.author.address)
    if sign == 0 and follows and len([line for line in run if line.strip()]) <= 1:
        # An answer between quotes may be nothing but a name.
        sign = after = len(run)
    pieces = [(first, first + sign, voice.role), (first + sign, first + after, "signature"), (first + after, end, voice.role)]
    return [made for begin, stop, role in pieces if (made := _segment(lines, starts, begin, stop, voice.author, role))]


def _segment(lines: Sequence[str], starts: Sequence[int], begin: int, stop: int, author: Author, role: str) -> Segment | None:
    while begin < stop and not lines[begin].strip():
        begin += 1
    while stop > begin and not lines[stop - 1].strip():
        stop -= 1
    if begin >= stop:
        return None
    start = starts[begin] + len(lines[begin]) - len(lines[begin].lstrip())
    end = starts[stop - 1] + len(lines[stop - 1].rstrip())
    return Segment(start, end, author.name or author.address, author.address, role=role, at=author.at)
