"""How sources are set: those kept in sync with their freshness and trouble, our own side, imported files, what was left out."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Final

from journey_tui.domain.views import SkipRow, SourceRow
from journey_tui.domain.views_model import ModelStatus
from journey_tui.domain.views_sources import ClockJump, OwnSide, SourcesView, SyncedSource, jump_words, waiting_words
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import Look, count
from journey_tui.widgets.ink import Line, cut, cut_start, fit, joined, sides, wrap
from journey_tui.widgets.story import MARGIN, blank, heading, prose

STATE_INK: Final = {"ok": "good", "partly skipped": "weak", "failed": "bad"}
NOTHING: Final = (
    "Nothing has been imported yet.",
    "Leave with Ctrl+Q and run `journey init`: it asks where mail, CRM exports, calendars and calls lie. "
    "Or bring something in once: `journey import PATH…`.",
)


def sources_blocks(view: SourcesView, look: Look, width: int) -> list[Block]:
    """Return everything that the place shows, as wide as the screen."""
    if not view.files and not view.state.sources and not view.skipped:
        return [blank(), prose(NOTHING[0], width, "strong"), prose(NOTHING[1], width)]
    blocks = [blank()]
    for source in view.state.sources:
        blocks += [_synced(source, look, width), blank()]
    blocks += _clock(view.state.clock, look, width)
    blocks += _model(view.model, look, width)
    blocks += _own_side(view.own, width)
    blocks += _imported(list(view.files), view.more_files, look, width, alone=not view.state.sources)
    if view.skipped:
        blocks += [blank(), heading(f"Left out: {count(len(view.skipped) + view.more_skipped, 'place')}")]
        blocks += [_skip(row, number, width) for number, row in enumerate(view.skipped)]
        blocks += _more(view.more_skipped, width)
    return blocks


# Kept in sync.


def _synced(source: SyncedSource, look: Look, width: int) -> Block:
    """Return one source: how fresh it is and when it is looked at next; what it brings; what is wrong, with the remedy."""
    words, ink = freshness(source, look)
    room = 22 if width >= 100 else 18
    left: Line = ((" " * MARGIN, "text"), (fit(source.name, room), "strong"), (f"  {words}", ink))
    lines: list[Line] = [sides(left, ((next_words(source, look), "muted"),), width - 1)]
    totals = joined((" ".join(source.kinds) or "nothing yet", count(source.files, "file"), f"{source.touchpoints:,} touchpoints"))
    margin = MARGIN + room + 2
    within = width - margin - 2
    if len(totals) + len(source.path) + 3 <= within:
        lines.append(((" " * margin + totals, "muted"), (f" · {source.path}", "faint")))
    else:
        lines += [((" " * margin + cut(totals, within), "muted"),), ((" " * margin + cut_start(source.path, within), "faint"),)]
    lines += [((" " * margin + line, "weak"),) for words_of in trouble(source, look) for line in wrap(words_of, within)]
    detail = (
        joined((source.path, source.error, source.remedy))
        if source.error
        else joined((source.path, f"looked at every {span(source.every_s)}"))
    )
    return Block(
        tuple(lines), Item("synced", str(source.id), joined((source.name, source.path, words)), detail=detail, value=source)
    )


def freshness(source: SyncedSource, look: Look) -> tuple[str, str]:
    """Return how a source stands in a few words, and their ink."""
    if source.phase:
        name = os.path.basename(source.file)
        return joined((source.phase, f"{source.done:,} records" if source.done else "", cut(name, 28))), "accent"
    if source.asked:
        return "asked for, about to begin", "accent"
    synced = f"synced {_ago(source.synced_at, look)}" if source.synced_at else "not yet synced"
    if source.error:
        return joined((cut(source.error, 40), synced)), "bad" if source.late else "weak"
    if source.late:
        return f"late: {late_words(source, look)}", "weak"
    if source.waiting:
        return joined((f"{count(len(source.waiting), 'file')} still being written", synced)), "weak"
    if source.lag_s > 60:
        return joined((synced, f"something new has waited {span(source.lag_s)}")), "weak"
    return synced, "good" if source.synced_at else "muted"


def late_words(source: SyncedSource, look: Look) -> str:
    """Return since when a late source is not known."""
    at = source.newest_at if source.expect_s else source.synced_at
    if at is None:
        return "never synced"
    return f"{'nothing new' if source.expect_s else 'not synced'} since {look.day(look.local(at).date())}"


def _ago(at: datetime | None, look: Look) -> str:
    words = look.ago(at)
    return words if words in ("now", "") or words.startswith("in ") else f"{words} ago"


def trouble(source: SyncedSource, look: Look) -> list[str]:
    """Return what is wrong with a source and what to do, a sentence each."""
    parts = []
    if source.error:
        parts.append(f"{source.error[0].upper()}{source.error[1:]}. {source.remedy}")
    if source.late:
        words = late_words(source, look)
        parts.append(f"{words[0].upper()}{words[1:]}: what stands on it reads as less sure until it is.")
    if source.waiting:
        parts.append(waiting_words(source, again_words(source, look)))
    if source.skipped:
        parts.append(f"{count(source.skipped, 'place')} left out, listed below.")
    return parts


def again_words(source: SyncedSource, look: Look) -> str:
    """Return when what is still being written is looked at again."""
    if source.next_at is None:
        return "looked at again with the next round"
    seconds = int((source.next_at - look.now).total_seconds())
    return "looked at again now" if seconds < 1 else f"looked at again in {span(seconds)}"


def next_words(source: SyncedSource, look: Look) -> str:
    """Return when a source is looked at next."""
    if source.phase or source.asked:
        return ""
    if source.next_at is None:
        return "no worker"
    seconds = (source.next_at - look.now).total_seconds()
    return "next now" if seconds < 1 else f"next in {span(int(seconds))}"


def span(seconds: int) -> str:
    """Return a length of time in its largest unit: `30 s`, `5 m`, `2 h`, `7 d`."""
    for size, unit in ((86400, "d"), (3600, "h"), (60, "m")):
        if seconds >= size:
            return f"{round(seconds / size)} {unit}"
    return f"{max(0, seconds)} s"


def _clock(jump: ClockJump | None, look: Look, width: int) -> list[Block]:
    """Return what the worker saw of a clock that jumped."""
    if jump is None:
        return []
    room = 22 if width >= 100 else 18
    words = jump_words(jump.by_s)
    first, *rest = wrap(words, width - MARGIN - room - 4)
    lines: list[Line] = [((" " * MARGIN + fit("Clock", room), "strong"), (f"  {first}", "weak"))]
    lines += [((" " * (MARGIN + room + 2) + line, "weak"),) for line in rest]
    return [Block(tuple(lines), Item("clock", "clock", words, detail=joined((words, f"noticed {_ago(jump.at, look)}")))), blank()]


def _model(status: ModelStatus | None, look: Look, width: int) -> list[Block]:
    """Return how the model stands, with the remedy where it does not read; the rules' reading stands meanwhile."""
    if status is None:
        return []
    room = 22 if width >= 100 else 18
    words = {
        "ok": f"reads · last {_ago(status.at, look)}",
        "waiting": "waits",
        "failed": f"does not read · since {_ago(status.at, look)}",
    }
    left: Line = ((" " * MARGIN + fit("Model", room), "strong"), (f"  {cut(status.model, 40)}", "text"),
                  (f" · {words.get(status.state, status.state)}", "good" if status.state == "ok" else "weak"))  # fmt: skip
    margin = MARGIN + room + 2
    trouble_words = joined((status.message, status.remedy), ". ") if status.state != "ok" else ""
    lines: list[Line] = [left]
    lines += [((" " * margin + line, "weak"),) for line in wrap(trouble_words, width - margin - 2) if line]
    return [
        Block(tuple(lines), Item("model", "model", status.model, detail=joined((status.model, trouble_words)), value=status)),
        blank(),
    ]


# Our own side.


def _own_side(own: OwnSide, width: int) -> list[Block]:
    """Return whose domains and people are ours; while nobody confirmed it, the one key that does."""
    if not own.domains and not own.people:
        return []
    named = ", ".join(own.domains) or "no domain yet"
    note = "confirmed" if own.confirmed else "as the CRM's users suggest · c confirms, o corrects"
    left: Line = ((" " * MARGIN + fit("Own side", 22 if width >= 100 else 18), "strong"), (f"  {cut(named, 40)}", "text"))
    lines: list[Line] = [left, ((" " * (MARGIN + (24 if width >= 100 else 20)) + note, "muted" if own.confirmed else "accent"),)]
    people = ", ".join(name for name, _ in own.people[:6]) + (f" and {len(own.people) - 6} more" if len(own.people) > 6 else "")
    margin = MARGIN + (24 if width >= 100 else 20)
    lines += [((" " * margin + line, "faint"),) for line in wrap(people, width - margin - 2)]
    detail = joined((f"ours: {named}", note))
    return [Block(tuple(lines), Item("own", "own", joined((named, people)), detail=detail, value=own))]


# Imported files, and what was left out.


def _imported(rows: list[SourceRow], more: int, look: Look, width: int, *, alone: bool) -> list[Block]:
    if not rows:
        return []
    folder = common_folder([row.file for row in rows])
    blocks = [blank()] if alone else [blank(), heading("Imported by hand")]
    blocks += [_columns(width), *(_source(row, folder, look, width) for row in rows), *_more(more, width)]
    return [*blocks, blank(), prose(f"in {folder}", width)] if folder else blocks


def _more(number: int, width: int) -> list[Block]:
    return [prose(f"… and {number:,} more: `journey sources --json`", width)] if number else []


def _columns(width: int) -> Block:
    """Return the column heads."""
    records = f"{'records':>9}" if width >= 100 else ""
    right: Line = ((f"{records}{'touchpoints':>13}{'left out':>10}  {'synced':<14}", "muted"),)
    return Block((sides(((" " * MARGIN + fit("kind", 12) + "file", "muted"),), right, width - 1),))


def common_folder(files: list[str]) -> str:
    """Return the folder that all files are in, with its slash; empty where it would say little."""
    folder = os.path.commonpath(files) if len(files) > 1 and all(file.startswith("/") for file in files) else ""
    return f"{folder}/" if folder.count("/") > 1 else ""


def _source(row: SourceRow, folder: str, look: Look, width: int) -> Block:
    """Return one imported file as a line."""
    synced = look.heard(row.synced_at) if row.synced_at else "never"
    left: Line = (
        (" " * MARGIN, "text"),
        (fit(row.kind, 12), "text"),
        (cut_start(row.file.removeprefix(folder), max(8, width - MARGIN - 12 - (51 if width >= 100 else 42))), "muted"),
    )
    records = f"{row.records:>9,}" if width >= 100 else ""
    right: Line = ((f"{records}{row.touchpoints:>13,}", "text"), (f"{row.skipped:>10,}", "weak" if row.skipped else "muted"),
                   (f"  {fit(synced, 14)}", "muted"))  # fmt: skip
    lines: list[Line] = [sides(left, right, width - 1)]
    if row.state != "ok" or row.message:
        words = joined((row.state if row.state != "ok" else "note", row.message))
        ink = STATE_INK.get(row.state, "weak") if row.state != "ok" else "muted"
        lines += [((" " * (MARGIN + 12) + line, ink),) for line in wrap(words, width - MARGIN - 14)]
    return Block(tuple(lines), Item("source", row.id, row.file, detail=joined((row.state, row.file, row.message)), value=row))


def _skip(row: SkipRow, number: int, width: int) -> Block:
    """Return one thing left out: where, why, and what to do."""
    room = width - MARGIN - 3
    lines: list[Line] = [((" " * MARGIN + line, "text"),) for line in wrap(joined((row.file, row.place)), room)]
    lines += [((" " * (MARGIN + 2) + line, "muted"),) for line in wrap(joined((row.reason, row.remedy), ". "), room - 2)]
    return Block(
        tuple(lines),
        Item(
            "skip", f"{number} {row.file} {row.place}", joined((row.file, row.place, row.reason, row.remedy)), detail=row.remedy
        ),
    )
