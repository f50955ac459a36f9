"""An analyst of four phrases: what imports and decisions do does not depend on how well the rules read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from journey_tui.analysis.port import Context, Findings
from journey_tui.domain.model import Evidence, Kind, Modality, ReadBy, Remark, Seen, Side, Stance, Touchpoint
from journey_tui.playbooks import load
from journey_tui.sync.importer import Rules

PHRASES = {
    "metrics": (r"cut spoilage from 6% to under 2% by the end of June", (("number", "2%"), ("time_frame", "end of June"))),
    "pain": (r"lost two pallets of dairy", (("problem", "spoilage"), ("consequence", "lost pallets"))),
    "economic_buyer": (r"Janet Boyle signs anything over 50K|I can approve up to 200K", (("named", "janet boyle"),)),
    "champion": (r"I've mentioned you to our CTO", (("act", "mentioned"),)),
}


class TinyAnalyst:
    """Find the phrases, each in the words of whoever said it."""

    name = "tiny"
    version = "1"

    def read(self, touchpoint: Touchpoint, context: Context) -> Findings:
        evidence, remarks = [], []
        for segment in touchpoint.segments:
            if segment.role != "new":
                continue
            words = touchpoint.text[segment.start : segment.end]
            for key, (pattern, parts) in PHRASES.items():
                hits = re.finditer(pattern, words)
                evidence += [
                    _evidence(touchpoint, context, segment.start + hit.start(), hit[0], key, parts, segment) for hit in hits
                ]
            remarks += [_remark(touchpoint, context, segment, hit) for hit in re.finditer(r"[A-Z][^.?!]*\?", words)]
        return Findings(tuple(evidence), tuple(remarks))


def _evidence(t, context, start, quote, key, parts, segment) -> Evidence:  # type: ignore[no-untyped-def]
    digest = hashlib.sha256(f"{context.deal.id}|{t.id}|{start}|{key}".encode()).hexdigest()[:20]
    seen = Seen.TRANSCRIPT if t.kind is Kind.CALL else Seen.EMAIL if segment.side is Side.CUSTOMER else Seen.SELLER
    return Evidence(
        id=digest, deal_id=context.deal.id, touchpoint_id=t.id, requirement=key, quote=quote, start=start, end=start + len(quote),
        speaker=segment.speaker, speaker_key=segment.address or segment.speaker.casefold(), side=segment.side,
        stance=Stance.SUPPORTS, modality=Modality.ASSERTED, observed_at=t.at, read_by=ReadBy.RULES, seen=seen, parts=parts,
        source=t.source, thread=t.thread, meeting=t.meeting, cue="tiny", act=key == "champion",
    )  # fmt: skip


def _remark(t, context, segment, hit) -> Remark:  # type: ignore[no-untyped-def]
    start = segment.start + hit.start()
    return Remark(
        id=f"remark:{t.id}:{start}", kind="question", deal_id=context.deal.id, touchpoint_id=t.id, quote=hit[0], start=start,
        end=start + len(hit[0]), speaker=segment.speaker, speaker_key=segment.address, side=segment.side, at=t.at, thread=t.thread,
        source=t.source,
    )  # fmt: skip


def rules() -> Rules:
    """Return the tiny analyst with the shipped playbooks."""
    books = load(Path("/nonexistent"))
    return Rules(TinyAnalyst(), books.playbook, books.channels)
