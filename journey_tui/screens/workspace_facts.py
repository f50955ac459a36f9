"""Facts kept with a deal: pinned from what is under the cursor, kept where proposed, taken down."""

from __future__ import annotations

from journey_tui.screens.deal_tab import DealTab


class FactVerbs(DealTab):
    """What can be done with facts."""

    side: str

    def pin_item(self) -> bool:
        """Keep what is under the cursor with the deal."""
        item = self.item
        if self.settle_fact(keep=True):
            return True
        if item is None or not item.copy or item.kind not in ("said", "question", "note", "evidence", "paragraph"):
            return False
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        evidence = item.evidence[0] if item.evidence else ""
        source = "" if evidence else "the chat" if self.side == "chat" else "an artifact"
        self.place.run_decision(
            lambda: workspace.pin(deal_id, item.copy, evidence=evidence, source=source), words="Pinned · u undoes"
        )
        return True

    def settle_fact(self, *, keep: bool) -> bool:
        """Keep a proposed fact, or not; False where none is under the cursor."""
        item = self.item
        if self.side != "chat" or item is None or item.kind != "proposed" or item.value.state != "open":
            return False
        workspace = self.place.journey.workspace
        self.place.run_decision(
            lambda: workspace.settle_fact(int(item.id), keep=keep), words="Kept with the deal · u undoes" if keep else "Not kept"
        )
        return True

    def take_fact_down(self) -> bool:
        """Take the fact under the cursor down; False where none is there."""
        item = self.item
        if item is None or item.kind != "fact":
            return False
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        self.place.run_decision(lambda: workspace.unpin(deal_id, item.id), words="Taken down · u undoes")
        return True
