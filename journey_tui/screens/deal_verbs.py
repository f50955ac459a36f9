"""What the keys do to an item of a deal: read its evidence, confirm, reject, override, act, put off."""

from __future__ import annotations

from typing import Any

from journey_tui.domain.model import Evidence
from journey_tui.domain.reading import Claim, GateReading, GateState, RequirementReading, SignalReading, Status, Step
from journey_tui.domain.views import DealView
from journey_tui.screens.base import Place
from journey_tui.widgets.document import Document, Item
from journey_tui.widgets.ink import cut


class DealVerbs(Place):
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
            self.action_act()
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
        return next((one for one in self.view.evidence if one.id == evidence_id), None) if self.view else None

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
        from journey_tui.screens.dialogs import ask_reason

        item = self.item
        if item is None:
            return
        if item.kind == "step":
            ask_reason(self, "Dismiss the step", lambda reason: self._decide_on(
                "step", item.id, "Step dismissed", value="dismissed", reason=reason), note=item.copy.split("\n")[0])  # fmt: skip
        elif item.kind == "signal":
            self._decide_on("signal", item.id, "Marked as wrong", value="wrong")
        elif item.evidence and (evidence_id := self._one_quote(item)):
            quote = self._quote(evidence_id)
            ask_reason(self, "The quote does not say this", lambda reason: self._decide_on(
                "reject", evidence_id, "Quote rejected", reason=reason), note=f"“{quote.quote}”" if quote else "")  # fmt: skip
        elif not item.evidence:
            self.say("There is no quote here to reject; o puts your words in its place.")

    # Overriding.

    def action_override(self) -> None:
        """Put the person's word in place: a sentence, a requirement, a gate, a signal, a role."""
        item = self.item
        value = item.value if item else None
        if isinstance(value, Claim):
            self._override_claim(value)
        elif isinstance(value, RequirementReading):
            self._override_requirement(value)
        elif isinstance(value, GateReading):
            self._override_gate(value)
        elif isinstance(value, SignalReading):
            self._mark_signal(value)
        elif item is not None and item.kind == "person":
            self._override_role(item)
        else:
            self.say("o works on a sentence, a requirement, a gate, a signal or a person.")

    def _override_claim(self, claim: Claim) -> None:
        from journey_tui.screens.dialogs import Field, FormSheet

        fields = [Field("value", "Your words", claim.text, needed=True), Field("reason", "Reason", needed=True),
                  Field("until", "Until (a day, or empty)")]  # fmt: skip
        self.app.push_screen(FormSheet("Put your words in place", fields, note="Your words lead from then on; ours stay readable."),
                             lambda values: self._store_override(claim.id, values))  # fmt: skip

    def _store_override(self, target: str, values: dict[str, str] | None) -> None:
        """Record an override from its form."""
        from journey_tui.screens.dialogs import read_day

        if values is None:
            return
        until = read_day(values.get("until", ""), self.look.today) if values.get("until") else None
        if values.get("until") and until is None:
            self.say("Not stored: the day was not understood. Examples: 2026-12-01, fri, 10 d.", ink="weak", seconds=8)
            return
        self._decide_on("override", target, "Your words lead now", value=values["value"], reason=values["reason"], expires=until)

    def _override_requirement(self, one: RequirementReading) -> None:
        from journey_tui.screens.dialogs import Choice, Field, FormSheet, MenuSheet

        target = f"{self.deal_id}|requirement|{one.key}"
        choices = [Choice(status.value, status.value, about) for status, about in _STATUSES]

        def chosen(status: str | None) -> None:
            if status:
                fields = [Field("reason", "Reason", needed=True), Field("until", "Until (a day, or empty)")]
                self.app.push_screen(FormSheet(f"{one.label}: {status}", fields), lambda values: self._store_override(
                    target, {**values, "value": status} if values else None))  # fmt: skip

        self.app.push_screen(MenuSheet(one.label, choices, chosen=one.status.value, note="What is it, as you know it?"), chosen)

    def _override_gate(self, gate: GateReading) -> None:
        from journey_tui.screens.dialogs import Choice, Field, FormSheet, MenuSheet, read_day

        target = f"{self.deal_id}|gate|{gate.name}"

        def filled(kind: str, values: dict[str, str] | None) -> None:
            if values is None:
                return
            until = read_day(values["until"], self.look.today)
            if until is None:
                self.say("Not stored: the day was not understood. Examples: 2026-12-01, fri, 10 d.", ink="weak", seconds=8)
                return
            done = "waived" if kind == "waive" else "held"
            self._decide_on(
                kind, target, f"{gate.name} gate {done} to {self.look.short_day(until)}", reason=values["reason"], expires=until
            )

        def chosen(kind: str | None) -> None:
            if kind:
                fields = [
                    Field("reason", "Reason", needed=True),
                    Field("until", "Until: 2026-12-01, fri, 10 d or 2 w", "2 w", needed=True),
                ]
                self.app.push_screen(FormSheet(f"{gate.name} gate: {kind}", fields), lambda values: filled(kind, values))

        choices = [Choice("waive", "waive", "the Truth Line goes on, dashed"), Choice("hold", "hold", "until a day you name")]
        if gate.state is GateState.PASSED:
            choices = choices[1:]
        self.app.push_screen(MenuSheet(f"{gate.name} gate", choices), chosen)

    def _mark_signal(self, signal: SignalReading) -> None:
        from journey_tui.screens.dialogs import Choice, MenuSheet

        choices = [Choice("useful", "useful"), Choice("not useful", "not useful"), Choice("wrong", "wrong")]
        self.app.push_screen(MenuSheet("This signal is", choices, chosen=signal.mark, note=cut(signal.fact, 70)),
                             lambda mark: self._decide_on("signal", signal.id, f"Marked as {mark}", value=mark) if mark else None)  # fmt: skip

    def _override_role(self, item: Item) -> None:
        from journey_tui.domain.model import Lane
        from journey_tui.screens.dialogs import Choice, MenuSheet
        from journey_tui.widgets.format import LANES

        lanes = (
            Lane.ECONOMIC_BUYER,
            Lane.CHAMPION,
            Lane.USERS_TECHNICAL,
            Lane.PROCUREMENT_LEGAL_SECURITY,
            Lane.BUYER_OTHER,
            Lane.PARTNER,
        )
        choices = [Choice(lane.value, LANES[lane]) for lane in lanes]
        self.app.push_screen(MenuSheet(f"{item.copy}: role", choices, chosen=item.value.lane.value), lambda lane: self._decide_on(
            "role", item.id, f"{item.value.name}: {LANES[Lane(lane)]}", value=lane) if lane else None)  # fmt: skip

    # Steps.

    def action_act(self) -> None:
        """Show what the step produces."""
        from journey_tui.screens.step import StepSheet

        item = self.item
        if item is None or not isinstance(item.value, Step):
            self.say("a works on a step: they stand under Next and on 4 Actions.")
            return
        step = item.value
        self.app.push_screen(StepSheet(step, self.look), lambda verb: self._after_step(verb, item) if verb else None)

    def _after_step(self, verb: str, item: Item) -> None:
        """Do what was chosen on the step's sheet."""
        if verb == "accepted":
            self._decide_on("step", item.id, "Step accepted", value="accepted")
        elif verb == "evidence":
            self.action_evidence()
        else:
            {"done": self.action_done, "snooze": self.action_snooze, "dismiss": self.action_reject}[verb]()

    def action_done(self) -> None:
        """Mark a step as done; open it again when it was."""
        item = self.item
        if item is None or not isinstance(item.value, Step):
            self.say("d works on a step: they stand under Next and on 4 Actions.")
        elif item.value.state == "done":
            self._decide_on("step", item.id, "Step open again", value="proposed")
        else:
            self._decide_on("step", item.id, "Step done", value="done")

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


_STATUSES = (
    (Status.VERIFIED, "the customer has worked it out"),
    (Status.SUPPORTED, "the customer points that way"),
    (Status.CLAIMED, "only our side says so"),
    (Status.UNKNOWN, "not known yet"),
    (Status.NOT_NEEDED, "this deal does not need it"),
)
