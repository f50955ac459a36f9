"""Artifacts as text: the list, one read whole with what it stands on, its versions, and a difference hunk by hunk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from journey_tui.domain.diff import Hunk, changed_words
from journey_tui.domain.drafts import FOR_CUSTOMERS, KINDS
from journey_tui.domain.marks import Mark
from journey_tui.domain.model import Evidence
from journey_tui.domain.views_channels import OfferedMessage
from journey_tui.domain.views_workspace import ArtifactItem, ArtifactVersion, ArtifactView
from journey_tui.text import normalise
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import Look, count
from journey_tui.widgets.ink import Line, cut, fit, joined, sides, wrap
from journey_tui.widgets.story import blank

MARGIN: Final = 2
_QUOTE: Final = re.compile("“([^”]{4,})”")
OFFERED_IN: Final = frozenset({*FOR_CUSTOMERS, "call-plan"})
"""Kinds of artifact that approved messages are offered for."""
AUTHORS: Final = {"person": "by hand", "ai": "AI", "template": "template"}


def paper_list(items: list[ArtifactItem], elsewhere: list[ArtifactItem], look: Look, width: int) -> list[Block]:
    """Return the list of artifacts, then those of the account's other deals."""
    blocks: list[Block] = [_head("Artifacts", count(len(items), "artifact") if items else "", width)]
    if not items:
        blocks += [
            _line("Nothing has been written for this deal yet.", width),
            _line("A makes one; /draft follow-up in the chat too.", width),
        ]
    blocks += [_row(item, look, width) for item in items]
    if elsewhere:
        blocks += [blank(), _head("In this account's other deals", "", width)]
        blocks += [_row(item, look, width, deal=True) for item in elsewhere]
    return blocks


def _head(text: str, right: str, width: int) -> Block:
    return Block((sides(((" " * MARGIN + text, "accent"),), ((right + " ", "muted"),), width),))


def _line(text: str, width: int, ink: str = "muted") -> Block:
    return Block(tuple(((" " * MARGIN + row, ink),) for row in wrap(text, width - MARGIN - 2)))


def _row(item: ArtifactItem, look: Look, width: int, *, deal: bool = False) -> Block:
    state = "sent" if item.state == "sent" else "proposal waits" if item.proposed else "unsaved typing" if item.typing else ""
    right = joined((state, look.short_day(look.local(item.updated_at).date())))
    room = width - MARGIN - 2
    first = sides(
        ((" " * MARGIN, "text"), (item.title, "text")),
        ((right + " ", "good" if state == "sent" else "accent" if state else "muted"),),
        width,
    )
    about = joined(
        (
            KINDS.get(item.kind, item.kind),
            f"v{item.head}",
            AUTHORS.get(item.author, item.author),
            item.updated_by,
            item.deal if deal else "",
        )
    )
    return Block((first, ((" " * MARGIN + cut(about, room), "muted"),)),
                 Item("artifact", item.id, item.title, detail=joined((about, "Enter opens · d sent · x takes it off")), value=item))  # fmt: skip


def paper_blocks(
    view: ArtifactView,
    marks: tuple[Mark, ...],
    quotes: tuple[Evidence, ...],
    look: Look,
    width: int,
    offered: tuple[OfferedMessage, ...] = (),
) -> list[Block]:
    """Return an artifact whole: what it is, its text, what is marked in it, what may be said too, what it stands on."""
    item, version = view.item, view.version
    sent = f"sent {look.moment(item.sent_at)}" if item.sent_at and item.state == "sent" else ""
    about = joined((KINDS.get(item.kind, item.kind), f"version {version.number}", AUTHORS.get(version.author, version.author), version.person,
                    look.moment(version.at), sent))  # fmt: skip
    blocks = [_line(item.title, width, "strong"), _line(about, width)]
    if view.typed is not None:
        when = f" of {look.moment(view.typed_at)}" if view.typed_at else ""
        blocks.append(_line(f"Typing{when} that is no version yet was found: i goes on with it.", width, "accent"))
    if view.proposal is not None:
        blocks.append(_line("A proposal waits: V shows it, hunk by hunk.", width, "accent"))
    blocks.append(blank())
    blocks += text_blocks(version.text, marks, width, quotes)
    if marks:
        blocks += [blank(), _head("Worth another look", "", width)]
        blocks += [_line(one.hint, width, "weak") for one in marks[:8]]
    blocks += _offers(view, offered, width)
    if quotes:
        blocks += [blank(), _head("Stands on", "e opens", width)]
        blocks += [_quote(one, look, width) for one in quotes]
    return blocks


def _offers(view: ArtifactView, offered: tuple[OfferedMessage, ...], width: int) -> list[Block]:
    """Return the approved messages that fit and that the text does not have, each with the date of its verification."""
    fresh = [one for one in offered if one.verified and one.text not in view.version.text][:3]
    if not fresh or view.item.kind not in OFFERED_IN or view.item.state == "sent":
        return []
    return [blank(), _head("Approved to say here", "Enter puts it in", width), *(_offer(one, width) for one in fresh)]


def _offer(one: OfferedMessage, width: int) -> Block:
    lines: list[Line] = [((" " * MARGIN + row, "text"),) for row in wrap(one.text, width - MARGIN - 2)]
    lines.append(((" " * MARGIN + cut(joined((one.words, one.channel)), width - MARGIN - 2), "muted"),))
    detail = joined(("Enter puts it in as a new version", one.words))
    return Block(tuple(lines), Item("message", one.text, one.text, detail=detail, value=one))


def text_blocks(text: str, marks: tuple[Mark, ...], width: int, quotes: tuple[Evidence, ...] = ()) -> list[Block]:
    """Return the text, a block a paragraph; marked phrases are set apart, and a paragraph that quotes has its evidence at hand."""
    room = width - MARGIN - 2
    said = [(one.id, normalise(one.quote)) for one in quotes]
    blocks: list[Block] = []
    at = 0
    waiting = list(marks)
    for number, line in enumerate(text.split("\n")):
        here = [one for one in waiting if at <= one.start <= at + len(line)] if waiting else []
        rows = [line] if len(line) <= room and line.isascii() and line.isprintable() else wrap(line, room)
        ink = "strong" if line.startswith("#") else "text"
        lines: tuple[Line, ...] = tuple(
            _marked(row, [text[m.start : m.end] for m in here], ink) if here else ((" " * MARGIN + row, ink),) for row in rows
        )
        evidence = _quoted(line, said)
        detail = here[0].hint if here else "e opens what it quotes" if evidence else ""
        blocks.append(Block(lines, Item("paragraph", str(number), line, evidence, detail=detail) if line.strip() else None))
        at += len(line) + 1
        waiting = [one for one in waiting if one.start >= at] if waiting else waiting
    return blocks


def _quoted(line: str, said: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return the ids of the quotes whose words a paragraph quotes, as far as it gives them."""
    parts = [normalise(part).strip(" .…,;") for part in _QUOTE.findall(line)] if said and "“" in line else []
    return tuple(key for key, words in said if any(part and part in words for part in parts))


def _marked(row: str, phrases: list[str], ink: str) -> Line:
    """Return a line with the marked phrases in another ink, as far as they stand on this line."""
    spans: list[tuple[str, str]] = [(" " * MARGIN, "text")]
    rest = row
    for phrase in phrases:
        head, found, tail = rest.partition(phrase)
        if found:
            spans += [(head, ink), (found, "weak")]
            rest = tail
    return (*spans, (rest, ink))


def _quote(one: Evidence, look: Look, width: int) -> Block:
    room = width - MARGIN - 2
    text = f"“{one.quote}”"
    lines: list[Line] = [((" " * MARGIN + row, "quote"),) for row in wrap(text, room)[:3]]
    lines.append(
        ((" " * MARGIN + cut(joined((one.speaker, look.short_day(look.local(one.observed_at).date()))), room), "muted"),)
    )
    return Block(
        tuple(lines),
        Item("evidence", one.id, text, (one.id,), one.touchpoint_id, detail="e opens the quote in its message", value=one),
    )


def version_blocks(versions: list[ArtifactVersion], head: int, chosen: int | None, look: Look, width: int) -> list[Block]:
    """Return the versions, newest first; `chosen` is the one that the next is compared with."""
    blocks = [_head("Versions", "Enter: what changed · a: compared from here", width)]
    for one in versions:
        mark = "● " if one.number == head else "? " if one.state == "proposed" else "‖ " if one.state == "beside" else "  "
        state = {"proposed": "waits for you", "beside": "kept beside"}.get(one.state, "stands" if one.number == head else "")
        note = joined((one.note, f"from v{one.base}" if one.base else ""))
        lead: Line = ((" " * MARGIN, "text"), (mark, "accent"), (fit(f"v{one.number}", 5), "strong" if one.number == chosen else "text"),
                      (fit(AUTHORS.get(one.author, one.author), 10), "text"))  # fmt: skip
        first = sides(lead, ((joined((state, look.moment(one.at))) + " ", "muted"),), width)
        blocks.append(Block((first, ((" " * (MARGIN + 2) + cut(joined((one.person, note)), width - MARGIN - 4), "muted"),)),
                            Item("version", str(one.number), f"version {one.number}", detail="Enter: what changed between it and what stands", value=one)))  # fmt: skip
    return blocks


def _writers(hunk: Hunk, authors: Mapping[str, str]) -> str:
    """Return who wrote what is new in a hunk: `AI`, `by hand`, `template`; nothing where lines only went."""
    found = dict.fromkeys(AUTHORS.get(authors.get(line, ""), "") for line in hunk.new if line.strip())
    return " and ".join(one for one in found if one)


SHOWN_LINES: Final = 60
"""Lines of a hunk that are set."""


def _changed_lines(hunk: Hunk, room: int) -> list[Line]:
    """Return the lines that go and those that come; where a line stays in part, the words that differ are set apart."""
    lines: list[Line] = []
    if hunk.behind and not (any(map(str.strip, hunk.old)) and any(map(str.strip, hunk.new))):
        lines.append(((" " * (MARGIN + 2) + cut(hunk.behind, room), "quote"),))
    pairs = len(hunk.old) == len(hunk.new)
    words = [changed_words(old, new) for old, new in zip(hunk.old[:SHOWN_LINES], hunk.new[:SHOWN_LINES], strict=False)]
    for number, old in enumerate(hunk.old[:SHOWN_LINES]):
        lines += _signed("- ", "bad", old, words[number][0] if pairs else frozenset(), ("muted", "weak"), room)
    for number, new in enumerate(hunk.new[:SHOWN_LINES]):
        lines += _signed("+ ", "good", new, words[number][1] if pairs else frozenset(), ("text", "strong"), room)
    return lines


def _signed(sign: str, sign_ink: str, text: str, apart: frozenset[int], inks: tuple[str, str], room: int) -> list[Line]:
    """Return a line behind its sign, which stands before its first row alone; the words of those numbers in the second ink."""
    rows = wrap(text, room)
    whole = [word for row in rows for word in row.split()] == text.split()
    lines: list[Line] = []
    at = 0
    for number, row in enumerate(rows):
        spans: list[tuple[str, str]] = [(" " * MARGIN + (sign if number == 0 else "  "), sign_ink)]
        if not apart or not whole:
            spans.append((row, inks[0]))
        else:
            for word in re.findall(r"\s*\S+|\s+$", row):
                spans.append((word, inks[1 if at in apart else 0]))
                at += 1
        lines.append(tuple(spans))
    return lines


def diff_blocks(
    parts: tuple[Hunk, ...], taken: dict[int, bool], title: str, width: int, *, live: bool, authors: Mapping[str, str] = {}
) -> list[Block]:
    """Return a difference, an item a hunk; `taken` says which were taken (True) or left (False), `authors` who first wrote a line."""
    blocks = [_line(title, width, "strong")]
    if not parts:
        return [*blocks, _line("There is no difference.", width)]
    keys = (
        "a takes a change, x leaves it, { } move, u takes all decisions back, Enter keeps what was taken"
        if live
        else "Esc goes back"
    )
    blocks += [_line(keys, width), blank()]
    room = width - MARGIN - 4
    for number, hunk in enumerate(parts):
        state = {True: "taken", False: "left"}.get(taken.get(number), "") if number in taken else ""  # type: ignore[arg-type]
        lead = joined((f"{number + 1} of {len(parts)}", "" if live else _writers(hunk, authors), state))
        ink = "accent" if not state else "good" if state == "taken" else "muted"
        yours = (" · a person's words would go", "muted" if state == "left" else "weak") if hunk.yours else ("", "text")
        lines: list[Line] = [((" " * MARGIN + lead, ink), yours)]
        lines += _changed_lines(hunk, room)
        if len(hunk.old) > SHOWN_LINES or len(hunk.new) > SHOWN_LINES:
            lines.append(((" " * MARGIN + f"  … {len(hunk.old):,} lines become {len(hunk.new):,}", "muted"),))
        blocks += [
            Block(
                (*lines, ()),
                Item(
                    "hunk",
                    str(number),
                    "\n".join(hunk.new),
                    detail="a person wrote what would go" if hunk.yours else "",
                    value=hunk,
                ),
            )
        ]
    return blocks
