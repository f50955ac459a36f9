"""The facts that people keep with a deal: pinned, edited, taken down; each with its source and date."""

from __future__ import annotations

import hashlib

from journey_tui.data.reader import load_decisions
from journey_tui.domain.language import short_date
from journey_tui.domain.model import Decision
from journey_tui.domain.views_workspace import KeptFact
from journey_tui.doors.forms import FormsDoor
from journey_tui.text import clean

LONGEST = 2_000
"""Characters of a fact."""


class MemoryDoor(FormsDoor):
    """Facts kept with a deal."""

    def kept_facts(self, deal_id: str) -> tuple[KeptFact, ...]:
        """Return the facts pinned to a deal, oldest first; the last word on each stands."""
        found: dict[str, KeptFact] = {}
        for one in load_decisions(self._db, deal_id, self.now):
            if one.kind != "pin":
                continue
            before = found.pop(one.target, None)
            if one.value:
                evidence = (
                    one.reason.removeprefix("evidence:")
                    if one.reason.startswith("evidence:")
                    else before.evidence
                    if before
                    else ""
                )
                found[one.target] = KeptFact(
                    one.target, one.value, one.by, one.at, one.note or (before.source if before else ""), evidence
                )
        return tuple(found.values())

    def pin(self, deal_id: str, text: str, *, target: str = "", source: str = "", evidence: str = "") -> Decision:
        """Keep a fact with a deal, or put other words in its place; raises `DecisionRefused`."""
        text = clean(text, limit=LONGEST).strip()
        target = target or "fact:" + hashlib.sha256(f"{deal_id}|{text}".encode()).hexdigest()[:16]
        source = source or self._source_of(evidence) or "typed"
        return self.decide(
            "pin", target, deal_id=deal_id, value=text, note=source, reason=f"evidence:{evidence}" if evidence else ""
        )

    def unpin(self, deal_id: str, target: str) -> Decision:
        """Take a fact down; `u` brings it back."""
        return self.decide("pin", target, deal_id=deal_id, value="")

    def _source_of(self, evidence_id: str) -> str:
        if not evidence_id:
            return ""
        item = self._evidence(evidence_id)
        return f"{item.speaker}, {item.seen.value.replace('_', ' ')} of {short_date(item.observed_at, self.now)}"

    def settle_fact(self, message_id: int, *, keep: bool) -> Decision | None:
        """Keep a fact that was proposed in the chat, or say that it is not kept."""
        from journey_tui.data import chat
        from journey_tui.data.sqlite import transaction
        from journey_tui.data.store import writing

        found = chat.one_message(self._db, message_id)
        if found is None:
            return None
        deal_id, line = found
        with writing(self.store) as connection, transaction(connection):
            chat.set_state(connection, message_id, "accepted" if keep else "rejected")
        evidence = line.cites[0] if line.cites else ""
        return (
            self.pin(deal_id, line.text, evidence=evidence, source="" if evidence else "proposed in the chat") if keep else None
        )
