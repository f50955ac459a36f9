"""Read remarks out of a touchpoint: questions, promises, absences, dated events, moved dates, authority, alternatives.

Only the touchpoint's own new text is read, never quoted or forwarded passages, signatures or attachments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from journey_tui.analysis.port import Context
from journey_tui.analysis.remarks_absence import absences
from journey_tui.analysis.remarks_deciders import deciders
from journey_tui.analysis.remarks_events import dated_events
from journey_tui.analysis.remarks_leaving import leavings
from journey_tui.analysis.remarks_moved import moved_dates, rescheduled
from journey_tui.analysis.remarks_people import alternatives, authority
from journey_tui.analysis.remarks_promises import promises
from journey_tui.analysis.remarks_questions import asked, questions
from journey_tui.analysis.remarks_text import Hit, Reading, is_confidential, open_reading
from journey_tui.domain.model import Kind, Remark, Touchpoint
from journey_tui.text import one_line

_READ_KINDS = frozenset({Kind.EMAIL, Kind.CALL, Kind.MEETING, Kind.DOCUMENT})
_VALUE_LIMIT = 140


def read_remarks(touchpoint: Touchpoint, context: Context) -> tuple[Remark, ...]:
    """Return the remarks of one touchpoint, in the order of their place in its text.

    An automatic message gives absences alone: an out-of-office reply says when a person is back. A sentence that speaks to
    software instead of a person gives none.
    """
    if touchpoint.kind not in _READ_KINDS or not touchpoint.text:
        return ()
    reading = open_reading(touchpoint, context)
    found: dict[str, Remark] = {}
    for hit in _hits(reading):
        if hit.sentence.heard.for_machine:
            continue
        remark = _remark(reading, hit)
        found.setdefault(remark.id, remark)
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.kind, one.end)))


def _hits(reading: Reading) -> Iterator[Hit]:
    """Yield what each kind finds; a sentence about an absence or a moved date is no dated event besides."""
    away = list(absences(reading))
    yield from away
    if reading.automatic:
        return
    moved = [*moved_dates(reading), *rescheduled(reading)]
    promised = list(promises(reading))
    gone = list(leavings(reading))
    yield from moved
    yield from promised
    yield from gone
    taken = [(hit.start, hit.end) for hit in (*away, *moved, *promised, *gone)]
    for event in dated_events(reading):
        if not any(start < event.end and event.start < end for start, end in taken):
            yield event
    yield from questions(reading)
    yield from asked(reading)
    yield from authority(reading)
    yield from deciders(reading)
    yield from alternatives(reading)


def _remark(reading: Reading, hit: Hit) -> Remark:
    """Return a hit as a remark with its id: deal, touchpoint, span and kind, for alternatives their name too."""
    touchpoint, segment = reading.touchpoint, hit.sentence.segment
    deal = touchpoint.deal_id or reading.context.deal.id
    name = f"|{hit.value}" if hit.kind == "alternative" else ""
    key = f"{deal}|{touchpoint.id}|{hit.start}-{hit.end}|{hit.kind}{name}"
    return Remark(
        id=hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:20],
        kind=hit.kind,
        deal_id=deal,
        touchpoint_id=touchpoint.id,
        quote=touchpoint.text[hit.start : hit.end],
        start=hit.start,
        end=hit.end,
        speaker=segment.speaker,
        speaker_key=reading.key(segment),
        side=reading.side(segment),
        at=touchpoint.at,
        due=hit.due,
        value=one_line(hit.value, limit=_VALUE_LIMIT),
        confidential=is_confidential(reading, segment),
        source=touchpoint.source,
        thread=touchpoint.thread,
        addressed_to=hit.addressed_to,
    )
