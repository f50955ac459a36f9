"""What a key says where it has nothing to act on: which key works instead, in one calm sentence."""

from __future__ import annotations

from typing import ClassVar

from textual.screen import Screen

from journey_tui.widgets.ink import INK_CLASSES


class Fallbacks(Screen[None], inherit_bindings=False):
    """Every verb and every place of the key map; screens override those that they have."""

    COMPONENT_CLASSES: ClassVar[set[str]] = INK_CLASSES

    def say(self, words: str, *, ink: str = "text", seconds: float = 5.0) -> None:
        """Show a notice for a while."""

    def action_leader(self) -> None:
        """Show what is not met across a team's deals; from a deal, its one gap first."""
        from journey_tui.screens.leader import LeaderPlace

        self.app.push_screen(LeaderPlace(getattr(self, "deal_id", "")))

    # An item: a place that knows better overrides these.

    def nothing_for(self, verb: str) -> None:
        """Say where a verb works."""
        self.say(f"{verb} works on an item of a deal: Enter opens one.")

    def action_evidence(self) -> None:
        """Open the evidence."""
        self.nothing_for("e (evidence)")

    def action_override(self) -> None:
        """Put the person's words in place."""
        self.nothing_for("o (override)")

    def action_confirm(self) -> None:
        """Confirm a quote."""
        self.nothing_for("c (confirm)")

    def action_reject(self) -> None:
        """Reject a quote or dismiss a step."""
        self.nothing_for("x (reject, dismiss)")

    def action_edit(self) -> None:
        """Edit a step."""
        self.nothing_for("i (edit)")

    def action_decision_log(self) -> None:
        """Show who decided what."""
        self.say("The decision log is a deal's: Enter opens one.")

    def action_act(self) -> None:
        """Show what a step produces."""
        self.nothing_for("a (act)")

    def action_done(self) -> None:
        """Mark a step as done, or open it again."""
        self.nothing_for("d (done)")

    def action_snooze(self) -> None:
        """Put an item off."""
        self.nothing_for("s (snooze)")

    def action_seen(self) -> None:
        """Mark a deal as seen."""
        self.nothing_for("m (mark seen)")

    def action_pin(self) -> None:
        """Pin a fact."""
        self.nothing_for("P (pin)")
