"""What the keys do to an item of a deal: read its evidence, confirm, reject, override, act, put off."""

from __future__ import annotations

from typing import Any

from journey_tui.domain.model import Evidence
from journey_tui.domain.reading import RequirementReading, Step
from journey_tui.domain.views import DealView
from journey_tui.screens.base import Place
from journey_tui.screens.overrides import OverrideVerbs
from journey_tui.widgets.document import Document, Item
from journey_tui.widgets.ink import cut, joined


class DealVerbs(OverrideVerbs):
    """The verbs of a deal; the screen says which item is meant."""

    deal_id: str
    view: DealView | None

    @property
    def item(self) -> Item | None:
        """Return the item under the cursor."""
        return None

    def unfold(self, key: str) -> None:
        """Show or hide the evidence of a requirement."""

    def _next_item(self) -> tuple[str, str] | None:
        """Return where the cursor goes after an act."""
        pane = self.pane
        following = pane.following if isinstance(pane, Document) else None
        return following.key if following else None

    def _decide_on(self, kind: str, target: str, words: str, **details: Any) -> None:
        self.decide(kind, target, words=words, deal_id=self.deal_id, want=self._next_item(), **details)

    # Reading.

    def action_open(self) -> None:
        """Open the item: unfold a requirement, show a step, read a touchpoint, else its evidence."""
        item = self.item
        if item is None:
            return
        if item.kind == "requirement":
            self.unfold(item.id)
        elif item.kind == "step":
            self.show_step(item)
        elif item.kind in ("touchpoint", "change") and item.touchpoint:
            self.read_touchpoint(item.touchpoint)
        else:
            self.action_evidence()

    def read_touchpoint(self, touchpoint_id: str, mark: str = "") -> None:
        """Open a touchpoint to read it whole."""
        from journey_tui.screens.reader import ReaderPlace

        self.app.push_screen(ReaderPlace(touchpoint_id, self.deal_id, mark))

    def action_evidence(self) -> None:
        """Open the evidence of the item."""
        from journey_tui.screens.evidence import EvidencePlace

        item = self.item
        if item is None:
            self.say("There is nothing under the cursor.")
        elif item.kind == "touchpoint":
            self.read_touchpoint(item.id)
        elif item.evidence:
            title = "" if item.kind == "evidence" else item.copy.split("\n")[0]
            self.app.push_screen(EvidencePlace(item.evidence, title, getattr(item.value, "band", None)))
        elif item.touchpoint:
            self.read_touchpoint(item.touchpoint)
        elif isinstance(item.value, RequirementReading) and item.value.question:
            self.say(f"No quote yet. To ask: {item.value.question}", seconds=10)
        else:
            self.say("No quote stands behind this: it follows from what is missing, or from the CRM.")

    # Judging.

    def _one_quote(self, item: Item) -> str:
        """Return the quote that a verb is about; with several, open them to choose one and return nothing."""
        if len(item.evidence) == 1 or (item.kind == "evidence" and item.evidence):
            return item.evidence[0]
        if item.evidence:
            self.action_evidence()
            self.app.call_later(self._say_choose)
        return ""

    def _say_choose(self) -> None:
        if isinstance(self.app.screen, Place):
            self.app.screen.say("Several quotes stand behind it: choose one, then c or x.", seconds=8)

    def _quote(self, evidence_id: str) -> Evidence | None:
        """Return a quote of the deal."""
        return self.view.quote(evidence_id) if self.view else None

    def action_confirm(self) -> None:
        """Say that the quote is read rightly."""
        item = self.item
        if item is None or not item.evidence:
            self.say("There is no quote here to confirm.")
            return
        if evidence_id := self._one_quote(item):
            quote = self._quote(evidence_id)
            words = f"Confirmed: “{cut(quote.quote, 48)}”" if quote else "Confirmed"
            self._decide_on("confirm", evidence_id, words)

    def action_reject(self) -> None:
        """Dismiss a step, or say that a quote does not mean this."""
        from journey_tui.screens.forms import ask_reason

        item = self.item
        if item is None:
            return
        if item.kind == "step":
            ask_reason(self, "Dismiss the step", "step", item.id, lambda why: self._decide_on(
                "step", item.id, "Step dismissed", value="dismissed", **why), note=item.copy.split("\n")[0])  # fmt: skip
        elif item.kind == "signal":
            self.ask_why_wrong(item.value)
        elif item.evidence and (evidence_id := self._one_quote(item)):
            quote = self._quote(evidence_id)
            ask_reason(self, "The quote does not say this", "reject", evidence_id, lambda why: self._decide_on(
                "reject", evidence_id, "Quote rejected", **why), note=f"“{quote.quote}”" if quote else "")  # fmt: skip
        elif not item.evidence:
            self.say("There is no quote here to reject; o puts your words in its place.")

    # Overriding.

    def action_override(self) -> None:
        """Put the person's word in place: a sentence, a requirement, a gate, a signal, a step, a role, an origin or a deal."""
        item = self.item
        if item is None or not self.override_item(item):
            self.say("o works on a sentence, a requirement, a gate, a signal, a step, a person or a touchpoint.")

    def _item_to_edit(self) -> Item | None:
        return self.item

    def action_decision_log(self) -> None:
        """Show who decided what on this deal."""
        from journey_tui.screens.decision_log import DecisionLogPlace

        deal = self.view.deal if self.view else None
        self.app.push_screen(DecisionLogPlace(self.deal_id, joined((deal.account, deal.name), " › ") if deal else ""))

    # Steps.

    def action_act(self) -> None:
        """Open what does the step: its draft, in the workspace."""
        item = self.item
        if item is None or not isinstance(item.value, Step):
            self.say("a works on a step: they stand under Next and on 4 Actions.")
        else:
            self.draft_step(item)

    def draft_step(self, item: Item) -> None:
        """Open what does a step."""

    def show_step(self, item: Item) -> None:
        """Show what the step produces, and what can be decided on it."""
        from journey_tui.screens.step import StepSheet

        if isinstance(item.value, Step):
            self.app.push_screen(StepSheet(item.value, self.look), lambda verb: self._after_step(verb, item) if verb else None)

    def _after_step(self, verb: str, item: Item) -> None:
        """Do what was chosen on the step's sheet."""
        if verb == "accepted":
            self._decide_on("step", item.id, "Step accepted", value="accepted")
        elif verb == "evidence":
            self.action_evidence()
        elif verb == "draft":
            self.draft_step(item)
        else:
            {"done": self.action_done, "snooze": self.action_snooze, "dismiss": self.action_reject}[verb]()

    def action_done(self) -> None:
        """Mark a step as done; open it again when it was."""
        item = self.item
        if item is not None and item.kind == "note":
            self._note_read(item)
        elif item is None or not isinstance(item.value, Step):
            self.say("d works on a step: they stand under Next and on 4 Actions.")
        elif item.value.state == "done":
            self._decide_on("step", item.id, "Step open again", value="proposed")
        else:
            self._decide_on("step", item.id, "Step done", value="done")

    def _note_read(self, item: Item) -> None:
        """Say that a note was read; it leaves the Snapshot."""
        workspace, deal_id = self.journey.workspace, self.deal_id
        self.run_decision(
            lambda: workspace.note_read(deal_id, item.id),
            words="Read; whoever left it sees that · u undoes",
            want=self._next_item(),
        )

    def action_snooze(self) -> None:
        """Put a step off; elsewhere the whole deal."""
        from journey_tui.screens.dialogs import ask_day

        item = self.item
        if item is not None and isinstance(item.value, Step):
            ask_day(self, "Put the step off until", lambda day: self._decide_on(
                "step", item.id, f"Step back on {self.look.day(day)}", value="snoozed", expires=day))  # fmt: skip
        else:
            ask_day(self, "Snooze the deal until", lambda day: self._decide_on(
                "snooze", self.deal_id, f"Deal back on {self.look.day(day)}", value=day.isoformat(), expires=day))  # fmt: skip

    # The deal.

    def action_seen(self) -> None:
        """Remember that the deal was seen as it is now."""
        workspace, deal_id = self.journey.workspace, self.deal_id
        self.run_decision(
            lambda: workspace.mark_seen(deal_id), words="Seen as it is now; what comes next will stand as new · u undoes"
        )

    def action_pin(self) -> None:
        """Keep the item with the deal."""
        item = self.item
        if item is None or not item.copy:
            self.say("There is nothing under the cursor to pin.")
        else:
            self._decide_on(
                "pin", item.evidence[0] if item.kind == "evidence" else item.id, f"Pinned: {cut(item.copy, 50)}", value=item.copy
            )
