"""A quote in its message with the sums behind its band; a touchpoint read whole."""

from __future__ import annotations

import re
from typing import Final

from journey_tui.domain.model import Evidence, Kind, Origin, ReadBy, Stance
from journey_tui.domain.reading import Band
from journey_tui.domain.views import EvidenceView, TimelineRow, TouchpointView
from journey_tui.text import one_line
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import BAND_INK, KINDS, LANES, STATUS_INK, Look, count
from journey_tui.widgets.ink import Line, Span, joined, sides, wrap, wrap_runs
from journey_tui.widgets.story import MARGIN, blank, heading

MEASURE = 92


def evidence_blocks(claim: str, band: Band | None, views: list[EvidenceView], look: Look, width: int) -> list[Block]:
    """Return the evidence behind one sentence, quote by quote."""
    blocks: list[Block] = [blank()]
    if claim and views:
        measure = min(MEASURE, width - MARGIN - 20)
        lines = [((" " * MARGIN + line, "strong"),) for line in wrap(claim, measure)]
        side: Line = ((band.words, BAND_INK[band]), (" ", "text")) if band else ()
        first = sides(lines[0], side, min(width, MEASURE + 20))
        blocks += [Block((first, *lines[1:])), blank()]
    for number, view in enumerate(views, 1):
        blocks += [_quote(view, look, width, f"{number} of {len(views)}" if len(views) > 1 else ""), blank()]
    return blocks


def _quote(view: EvidenceView, look: Look, width: int, number: str) -> Block:
    """Return one quote: who and where, its lines, the sums, and what would change it."""
    quote = view.evidence
    measure = min(MEASURE, width - MARGIN - 5)
    lines: list[Line] = [((" " * MARGIN + line, "text"),) for line in wrap(_where(view, look), measure)]
    if number:
        lines[0] = sides(lines[0], ((number, "muted"), (" ", "text")), min(width, MEASURE + 20))
    lines += [(), *_in_message(view, look, measure), ()]
    lines += _facts(view, look, width)
    state = joined((f"confirmed by {view.confirmed_by}" if view.confirmed_by else "", f"rejected by {view.rejected_by}" if view.rejected_by else "",
                    "said in confidence: no draft or step for others carries it" if quote.confidential else "", read_otherwise_words(view.other),
                    "a model alone reads it so: it counts once you confirm it (c)" if view.proposed else ""))  # fmt: skip
    if state:
        lines.append(((" " * MARGIN + state, "weak" if view.rejected_by else "good"),))
    detail = joined((quote.stance.value, quote.modality.value, f"read by {quote.read_by.value}", "Enter reads the whole message"))
    copy = f"“{quote.quote}” ({quote.speaker}, {look.moment(quote.observed_at)})"
    return Block(tuple(lines), Item("evidence", quote.id, copy, (quote.id,), quote.touchpoint_id, detail=detail, value=view))


def read_otherwise_words(other: Evidence | None) -> str:
    """Return how the other reader has the same words, empty where nobody reads them otherwise."""
    if other is None:
        return ""
    who = "a model reads" if other.read_by is ReadBy.MODEL else "the rules read"
    return f"{who} the same words as “{other.stance}, {other.modality}”"


def _where(view: EvidenceView, look: Look) -> str:
    """Return who said it, how, when, and whether a person or a machine did."""
    quote, row = view.evidence, view.touchpoint
    kind = KINDS[row.kind]
    origin = "drafted by AI, sent by a person" if row.origin is Origin.AI_ASSISTED else row.origin.value
    return joined((f"{quote.speaker}, {quote.side.value} ({LANES[row.lane].lower()})", f"{kind} {row.subject}".strip(),
                   look.moment(quote.observed_at), origin))  # fmt: skip


def _in_message(view: EvidenceView, look: Look, width: int) -> list[Line]:
    """Return the quote between the lines around it, the quote itself marked."""
    wall = look.mark("wall")
    lines: list[Line] = []
    for text, ink in ((view.before, "muted"), (view.evidence.quote, "strong"), (view.after, "muted")):
        mark = (f"{look.mark('bar')} ", "accent") if ink == "strong" else (f"{wall} ", "faint")
        rows = wrap(text.strip("\n"), width - 2) if text.strip() else []
        lines += [((" " * MARGIN, "text"), mark, (row, ink)) for row in rows]
    return lines


def _facts(view: EvidenceView, look: Look, width: int) -> list[Line]:
    """Return the requirement, the sums and what would change the band."""
    start, measure = 20, min(MEASURE, width - MARGIN - 5)
    stance = "" if view.evidence.stance is Stance.SUPPORTS else view.evidence.stance.value
    lines: list[Line] = [
        (
            (" " * MARGIN, "text"),
            (f"{'Bears on':<{start}}", "muted"),
            (f"{joined((view.requirement_label, stance))}  ", "text"),
            (f"{look.status(view.status)} {view.status.value}", STATUS_INK[view.status]),
            ("  ", "text"),
            (view.band.words, BAND_INK[view.band]),
        )
    ]
    sums = [line.text + (f"  (not counted: {line.why_not})" if not line.counted and line.why_not else "") for line in view.sums]
    if sums and not any(line.startswith("together ") for line in sums):
        sums.append(f"together {view.score:.2f}")
    rows = [("Why this band", text) for text in sums] + ([("What would change", view.would_change)] if view.would_change else [])
    source = view.touchpoint.source
    native = "" if source.file.endswith(source.native_id) else source.native_id
    rows.append(("Source", joined((source.file, source.locator or view.evidence.source.locator, native))))
    last = ""
    for name, text in rows:
        for place, line in enumerate(wrap(text, measure - start)):
            shown = name if name != last and place == 0 else ""
            lines.append(
                ((" " * MARGIN, "text"), (f"{shown:<{start}}", "muted"), (line, "muted" if name == "Source" else "text"))
            )
        last = name
    return lines


def touchpoint_blocks(view: TouchpointView, look: Look, width: int, mark: str = "") -> list[Block]:
    """Return a touchpoint to read: its head, its text by speaker, the quotes taken from it marked."""
    measure = min(MEASURE, width - MARGIN - 3)
    blocks = [blank(), _letter_head(view, look, measure), blank()]
    if not view.text.strip():
        return [*blocks, Block((((" " * MARGIN + "It has no text.", "muted"),),))]
    blocks += text_blocks(view, measure, passage=mark)
    if view.evidence:
        blocks += [blank(), heading(count(len(view.evidence), "quote") + " taken from it")]
        blocks += [_taken(one, view.label(one.requirement), measure) for one in view.evidence]
    return blocks


def text_blocks(view: TouchpointView, measure: int, *, head: bool = True, passage: str = "") -> list[Block]:
    """Return the text by speaker, the quotes taken from it marked where they stand; without what a recorder wrote above where not `head`.

    `passage`: words that are marked too, where they stand in the text.
    """
    blocks: list[Block] = []
    stands = sorted(
        (one for one in view.evidence if not one.rejected and one.end > one.start), key=lambda one: (one.start, one.end)
    )
    spans = [(one.start, one.end, quote_item(one, view.label(one.requirement))) for one in stands]
    found = _where_words_stand(view.text, passage)
    if found is not None and not any(start < found[1] and end > found[0] for start, end, _ in spans):
        passed = Item("passage", passage, f"“{passage}”", detail="no quote was taken here")
        spans = sorted([*spans, (*found, passed)], key=lambda span: span[:2])
    for start, end, name, quoted in _runs(view):
        if not head and not blocks and not name and _is_recorders_head(view, start, end):
            continue
        if name:
            blocks.append(Block((((" " * MARGIN + name, "accent" if not quoted else "muted"),),)))
        blocks += _body(
            view.text[start:end], start, [span for span in spans if span[0] < end and span[1] > start], measure, quoted=quoted
        )
    return blocks


def _where_words_stand(text: str, words: str) -> tuple[int, int] | None:
    """Return where words stand in a text, however it wraps them; None where they do not."""
    parts = words.rstrip("…").split()
    found = re.search(r"\s+(?:>\s*)*".join(map(re.escape, parts)), text) if len(parts) > 1 else None
    return found.span() if found else None


_CLOCK: Final = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d\d)(?:[.,]\d+)?")
_HEAD_LINE: Final = re.compile(r"[A-Z][\w ]{1,24}: \S.*|\s*")


def clock_of(locator: str) -> str:
    """Return a place in a recording as people say it, `0:08` or `1:02:08`; another locator as it is."""
    found = _CLOCK.fullmatch(locator)
    if found is None:
        return locator
    hours, minutes, seconds = int(found[1] or 0), int(found[2]), found[3]
    return f"{hours}:{minutes:02}:{seconds}" if hours else f"{minutes}:{seconds}"


def _is_recorders_head(view: TouchpointView, start: int, end: int) -> bool:
    """Return whether a stretch is what a recorder writes above a call: its name, its start, who takes part."""
    lines = view.text[start:end].splitlines()
    return view.row.kind in (Kind.CALL, Kind.MEETING) and bool(view.segments) and all(map(_HEAD_LINE.fullmatch, lines))


def _runs(view: TouchpointView) -> list[tuple[int, int, str, bool]]:
    """Return the runs of the text: start, end, the name to show above, and whether it is quoted or a signature."""
    speaks = view.row.kind in (Kind.CALL, Kind.MEETING)
    runs: list[tuple[int, int, str, bool]] = []
    at, last = 0, ""
    for segment in sorted(view.segments, key=lambda one: one.start):
        # A transcript writes the speaker in front of what is said; the name stands above it already.
        end = segment.start
        if speaks and view.text[at:end].rstrip().removesuffix(":").endswith(segment.speaker) and segment.speaker:
            end = at + view.text[at:end].rindex(segment.speaker)
        if view.text[at:end].strip():
            runs.append((at, end, "", False))
        name = ""
        if speaks and segment.speaker and segment.speaker != last:
            name = joined((segment.speaker, clock_of(segment.locator)))
        elif segment.role not in ("new", "signature") and segment.speaker != last:
            name = joined((segment.role, segment.speaker))
        runs.append((max(at, segment.start), segment.end, name, segment.role != "new"))
        at, last = max(at, segment.end), segment.speaker
    if at < len(view.text) and view.text[at:].strip():
        runs.append((at, len(view.text), "", False))
    return runs


def _body(text: str, offset: int, spans: list[tuple[int, int, Item]], width: int, *, quoted: bool) -> list[Block]:
    """Return text with the quotes in it marked where they stand; the cursor stops at the lines of each."""
    runs: list[Span] = []
    quotes: dict[int, Item] = {}
    at = 0
    ink = "muted" if quoted else "text"
    for start, end, quote in spans:
        low, high = max(start - offset, at), min(end - offset, len(text))
        if high > low:
            runs += [(text[at:low], ink), (text[low:high], "hit")]
            quotes[len(runs) - 1] = quote
            at = high
    lines = wrap_runs([*runs, (text[at:], ink)], width)
    while lines and not lines[-1][0]:
        lines.pop()
    blocks: list[Block] = []
    for line, touched in lines:
        item = next((quotes[number] for number in sorted(touched) if number in quotes), None)
        row: Line = ((" " * MARGIN, "text"), *line)
        if item and blocks and blocks[-1].item and blocks[-1].item.key == item.key:
            blocks[-1] = Block((*blocks[-1].lines, row), item)
        else:
            blocks.append(Block((row,), item))
    return blocks


def _letter_head(view: TouchpointView, look: Look, width: int) -> Block:
    """Return subject, people, time and origin."""
    row = view.row
    rows: list[tuple[str, str]] = [("", row.subject or KINDS[row.kind])]
    for name, roles in (("From", ("from", "organizer")), ("To", ("to",)), ("Cc", ("cc",)), ("With", ("attendee", "speaker"))):
        people = [
            joined((one.name or one.address, one.answer if one.answer not in ("", "needs_action") else ""), ", ")
            for one in view.parties
            if one.role in roles
        ]
        if people:
            rows.append((name, "; ".join(people[:12]) + (f" and {len(people) - 12} more" if len(people) > 12 else "")))
    end = f" to {look.clock(row.ends_at)}" if row.ends_at else ""
    rows.append(("When", look.moment(row.at) + end))
    rows.append(("Origin", joined((row.origin.value.replace("_", " "), row.origin_rule, row.status))))
    if row.why:
        rows.append(("Matched", row.why))
    lines: list[Line] = []
    for name, text in rows:
        for number, line in enumerate(wrap(text, width - (9 if name else 0))):
            head: Span = (f"{name if number == 0 else '':<9}", "muted") if name else ("", "text")
            lines.append(((" " * MARGIN, "text"), head, (line, "text" if name else "strong")))
    return Block(tuple(lines))


def _taken(quote: Evidence, label: str, width: int) -> Block:
    """Return a quote of the list at the end."""
    lines = [((" " * MARGIN + line, "text"),) for line in wrap(one_line(f"“{quote.quote}”"), width)]
    about = joined((label, quote.stance.value, quote.modality.value, quote.speaker))
    # A quote marked in the text above has its item there; one that stands elsewhere has it here.
    located = quote.end > quote.start and not quote.rejected
    return Block((*lines, ((" " * MARGIN + about, "muted"),)), None if located else quote_item(quote, label))


def quote_item(quote: Evidence, label: str) -> Item:
    """Return what a quote in its text is to the keys; `label` names the requirement."""
    about = joined((label, quote.stance.value, quote.modality.value, "e shows what it bears on"))
    return Item("evidence", quote.id, f"“{quote.quote}”", (quote.id,), quote.touchpoint_id, detail=about, value=quote)


def row_words(row: TimelineRow, look: Look) -> str:
    """Return a touchpoint in one line, for copying."""
    return joined((look.moment(row.at), row.actor, KINDS[row.kind], row.subject, row.snippet))
