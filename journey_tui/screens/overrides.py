"""What `o` puts in place on an item of a deal: words, a status, a gate's state, a signal's mark, a role, an origin, a deal."""

from __future__ import annotations

from typing import Any

from journey_tui.domain.model import Lane, Origin
from journey_tui.domain.reading import Claim, GateReading, GateState, RequirementReading, SignalReading, Status, Step
from journey_tui.screens.base import Place
from journey_tui.widgets.document import Item
from journey_tui.widgets.format import LANES
from journey_tui.widgets.ink import cut

STATUSES = (
    (Status.VERIFIED, "the customer has worked it out"),
    (Status.SUPPORTED, "the customer points that way"),
    (Status.CLAIMED, "only our side says so"),
    (Status.UNKNOWN, "not known yet"),
    (Status.NOT_NEEDED, "this deal does not need it"),
)
ROLES = (
    Lane.ECONOMIC_BUYER,
    Lane.CHAMPION,
    Lane.USERS_TECHNICAL,
    Lane.PROCUREMENT_LEGAL_SECURITY,
    Lane.BUYER_OTHER,
    Lane.PARTNER,
)
ORIGIN_CHOICES = ((Origin.HUMAN, "a person", "counts for reply times and signals"),
                  (Origin.AUTOMATED, "a machine", "newsletters, sequences, notifications"),
                  (Origin.AI_ASSISTED, "AI drafted, a person sent", "counts as a person's, and is marked"))  # fmt: skip


class OverrideVerbs(Place):
    """Putting a person's word in place of what was read."""

    deal_id: str

    def _decide_on(self, kind: str, target: str, words: str, **details: Any) -> None:
        raise NotImplementedError

    def override_item(self, item: Item) -> bool:
        """Begin to override an item; return whether there is something to override."""
        value = item.value
        if isinstance(value, Claim):
            self._override_claim(value)
        elif isinstance(value, RequirementReading):
            self._override_requirement(value)
        elif isinstance(value, GateReading):
            self._override_gate(value)
        elif isinstance(value, SignalReading):
            self._mark_signal(value)
        elif isinstance(value, Step):
            self.edit_step(item)
        elif item.kind == "person":
            self._override_role(item)
        elif item.kind == "touchpoint":
            override_touchpoint(self, item.id, self.deal_id, item.copy)
        else:
            return False
        return True

    def _override_claim(self, claim: Claim) -> None:
        from journey_tui.screens.forms import Field, FormSheet, day_of, reason_fields, said, until_field

        fields = [Field("value", "Your words", claim.text, needed=True), *reason_fields("override", claim.id), until_field()]
        note = f"Journey reads: {claim.read}" if claim.read else "Your words lead from then on; ours stay readable."

        def filled(values: dict[str, str] | None) -> None:
            if values:
                until = day_of(values, "until", self.look.today)
                self._decide_on("override", claim.id, "Your words lead now", value=values["value"], expires=until, **said(values))

        self.app.push_screen(
            FormSheet("Put your words in place", fields, note=note, today=self.look.today, about=claim.id), filled
        )

    def _override_requirement(self, one: RequirementReading) -> None:
        from journey_tui.screens.dialogs import Choice, MenuSheet
        from journey_tui.screens.forms import FormSheet, day_of, reason_fields, said, until_field

        target = f"{self.deal_id}|requirement|{one.key}"

        def filled(status: str, values: dict[str, str] | None) -> None:
            if values:
                until = day_of(values, "until", self.look.today)
                self._decide_on("override", target, f"{one.label}: {status}", value=status, expires=until, **said(values))

        def chosen(status: str | None) -> None:
            if status:
                fields = [*reason_fields("override", target), until_field()]
                sheet = FormSheet(
                    f"{one.label}: {status}",
                    fields,
                    today=self.look.today,
                    about=target,
                    note="The evidence stays beside it; a gate passes by evidence alone.",
                )
                self.app.push_screen(sheet, lambda values: filled(status, values))

        choices = [Choice(status.value, status.value, about) for status, about in STATUSES]
        self.app.push_screen(MenuSheet(one.label, choices, chosen=one.status.value, note="What is it, as you know it?"), chosen)

    def _override_gate(self, gate: GateReading) -> None:
        from journey_tui.screens.dialogs import Choice, MenuSheet
        from journey_tui.screens.forms import FormSheet, day_of, reason_fields, said, until_field

        target = f"{self.deal_id}|gate|{gate.name}"

        def filled(kind: str, values: dict[str, str] | None) -> None:
            until = day_of(values, "until", self.look.today) if values else None
            if values and until:
                done = "waived" if kind == "waive" else "held"
                words = f"{gate.name} gate {done} to {self.look.short_day(until)}"
                self._decide_on(kind, target, words, expires=until, **said(values))

        def chosen(kind: str | None) -> None:
            if kind:
                fields = [*reason_fields(kind, target, needed=kind == "waive"), until_field(needed=True, value="2 w")]
                sheet = FormSheet(f"{gate.name} gate: {kind}", fields, today=self.look.today, about=target)
                self.app.push_screen(sheet, lambda values: filled(kind, values))

        choices = [Choice("waive", "waive", "the Truth Line goes on, dashed"), Choice("hold", "hold", "until a day you name")]
        if gate.state is GateState.PASSED:
            choices = choices[1:]
        self.app.push_screen(MenuSheet(f"{gate.name} gate", choices), chosen)

    def _mark_signal(self, signal: SignalReading) -> None:
        from journey_tui.screens.dialogs import Choice, MenuSheet

        def chosen(mark: str | None) -> None:
            if mark == "wrong":
                self.ask_why_wrong(signal)
            elif mark:
                self._decide_on("signal", signal.id, f"Marked as {mark}", value=mark)

        choices = [
            Choice("useful", "useful"),
            Choice("not useful", "not useful"),
            Choice("wrong", "wrong", "silent until something new comes"),
        ]
        self.app.push_screen(MenuSheet("This signal is", choices, chosen=signal.mark, note=cut(signal.fact, 70)), chosen)

    def ask_why_wrong(self, signal: SignalReading) -> None:
        """Ask why a signal is wrong, and mark it."""
        from journey_tui.screens.forms import ask_reason

        ask_reason(self, "This signal is wrong", "signal", signal.id, lambda why: self._decide_on(
            "signal", signal.id, "Marked as wrong", value="wrong", **why), note=signal.fact)  # fmt: skip

    def _override_role(self, item: Item) -> None:
        from journey_tui.screens.dialogs import Choice, MenuSheet
        from journey_tui.screens.forms import Field, FormSheet, day_of, reason_fields, said, until_field

        name = item.value.name

        def filled(lane: str, values: dict[str, str] | None) -> None:
            if values is None:
                return
            today, held = self.look.today, values.get("held", "")
            ended = day_of(values, "held", today)
            words = f"{name}: {LANES[Lane(lane)]}" + (f" until {held}" if held else "")
            edits = {"held_until": ended.isoformat()} if ended else {}
            until = day_of(values, "until", today)
            self._decide_on("role", item.id, words, value=lane, expires=until, edits=edits, **said(values))

        def chosen(lane: str | None) -> None:
            if lane == "as_read":
                self._decide_on("role", item.id, f"{name}: as read", value=lane)
            elif lane:
                fields = [*reason_fields("role", item.id, needed=False), until_field(),
                          Field("held", "Held until", kind="day", hint="where the role has ended, its last day")]  # fmt: skip
                sheet = FormSheet(f"{name}: {LANES[Lane(lane)]}", fields, today=self.look.today, about=item.id)
                self.app.push_screen(sheet, lambda values: filled(lane, values))

        choices = [*(Choice(lane.value, LANES[lane]) for lane in ROLES), Choice("as_read", "as read", "by CRM, words and acts")]
        self.app.push_screen(MenuSheet(f"{item.copy}: role", choices, chosen=item.value.lane.value), chosen)

    # Steps.

    def action_edit(self) -> None:
        """Change what a step says, when it is due, and whose it is."""
        item = self._item_to_edit()
        if item is None or not isinstance(item.value, Step):
            self.say("i works on a step: they stand under Next and on 4 Actions.")
        else:
            self.edit_step(item)

    def _item_to_edit(self) -> Item | None:
        return None

    def edit_step(self, item: Item) -> None:
        """Open the form of a step."""
        from journey_tui.screens.forms import Field, FormSheet, day_of

        step: Step = item.value
        fields = [Field("title", "What", step.title, needed=True),
                  Field("due", "When", step.due.isoformat() if step.due else "", kind="day", hint="fri, 10 d, 2026-12-01"),
                  Field("owner", "Who", step.owner)]  # fmt: skip

        def filled(values: dict[str, str] | None) -> None:
            due = day_of(values, "due", self.look.today) if values else None
            if values:
                new = {"title": values["title"], "due": due.isoformat() if due else "", "owner": values["owner"]}
                old = {"title": step.title, "due": step.due.isoformat() if step.due else "", "owner": step.owner}
                edits = {name: words for name, words in new.items() if words and words != old[name]}
                if edits:
                    self._decide_on("step", item.id, "Step edited", value="edited", edits=edits)

        note = f"Journey proposed: {step.read}" if step.read else step.why
        self.app.push_screen(FormSheet("The step", fields, note=note, today=self.look.today, about=item.id), filled)


def override_touchpoint(place: Any, touchpoint_id: str, deal_id: str, title: str) -> None:
    """Say who did a touchpoint, or which deal it belongs to."""
    from journey_tui.screens.dialogs import Choice, MenuSheet
    from journey_tui.screens.finder import FinderSheet
    from journey_tui.screens.forms import ask_reason

    def settle(kind: str, value: str, words: str, deal: str) -> None:
        def record(why: dict[str, Any]) -> None:
            place.decide(kind, touchpoint_id, deal_id=deal, value=value, words=words, **why)

        ask_reason(place, words, kind, touchpoint_id, record, note=title)

    def chosen(value: str | None) -> None:
        if value == "match":
            place.app.push_screen(FinderSheet("Which deal does it belong to?"), lambda hit: settle(
                "match", hit.deal_id, f"Assigned to {hit.account or hit.name}", hit.deal_id) if hit else None)  # fmt: skip
        elif value == "none":
            settle("match", "none", "Belongs to no deal", "")
        elif value == "as_read":
            place.decide("origin", touchpoint_id, deal_id=deal_id, value=value, words="Origin as the rules read it")
        elif value:
            words = next(words for origin, words, _ in ORIGIN_CHOICES if origin.value == value)
            settle("origin", value, f"Done by {words}", deal_id)

    choices = [*(Choice(origin.value, words, about) for origin, words, about in ORIGIN_CHOICES),
               Choice("as_read", "as the rules read it"), Choice("match", "it belongs to another deal"),
               Choice("none", "it belongs to no deal")]  # fmt: skip
    place.app.push_screen(MenuSheet("What was it?", choices, note=cut(title, 90)), chosen)
