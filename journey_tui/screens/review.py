"""Review: what is proposed for the channels' records, one key each and on to the next."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar, Final

from textual import on
from textual.binding import BindingType

from journey_tui.commands import BY_ID, key_names
from journey_tui.domain.channel_changes import said
from journey_tui.domain.reasons import OTHER, reasons_for
from journey_tui.domain.views_channels import UpdatePage, UpdateRow, UpdateView
from journey_tui.screens.base import bindings_for
from journey_tui.screens.dialogs import Choice, MenuSheet, ask_day
from journey_tui.screens.forms import Field, FormSheet
from journey_tui.screens.messages import DecisionFailed, Loaded
from journey_tui.screens.two_panes import TwoPanes
from journey_tui.widgets.document import Block, Document
from journey_tui.widgets.format import count
from journey_tui.widgets.ink import Line, joined, sides
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.review_text import queue_block, update_blocks
from journey_tui.widgets.story import blank, prose

LIST_WIDTH: Final = 45
READS_AT_ONCE: Final = 20
"""Deals that are read under a changed record before what is known shows; then the next ones follow."""
LISTS: Final = {"pending": "waiting", "deferred": "put off", "decided": "decided"}


class ReviewPlace(TwoPanes):
    """The queue, and the update under the cursor opened beside or below it. Tab goes between them."""

    PANES = ("review-body", "queue", "update")
    WIDE_FROM = 100

    PLACE = "review"
    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("review")

    def __init__(self, channel: str = "", want: str = "") -> None:
        super().__init__()
        self.state, self.channel, self._first = "pending", channel, want
        self.page: UpdatePage | None = None
        self.rows: list[UpdateRow] = []
        self.opened: dict[str, UpdateView] = {}
        self._stale: set[str] = set()
        """Updates that show as they were read last, until they are read again."""
        self._blocks: dict[str, tuple[UpdateRow, Block]] = {}
        self.in_detail = False
        self._shown = ""
        self._since = 0.0

    @property
    def row(self) -> UpdateRow | None:
        """Return the update under the cursor."""
        item = self.listing.item
        return item.value if item is not None else None

    # Reading.

    def reload(self, *, want: Any = None) -> None:
        """Read the queue again."""
        workspace, state, channel = self.journey.workspace, self.state, self.channel
        self._stale = set(self.opened)
        self.load("queue", lambda: (workspace.updates(state=state, channel=channel), want))

    @on(Loaded)
    def _show_loaded(self, event: Loaded) -> None:
        if event.what == "queue":
            self.page, want = event.value
            self.rows = list(self.page.rows)
            first, self._first = self._first, ""
            self._show_queue(want if isinstance(want, tuple) else ("update", first) if first else None)
            return
        for view in event.value:
            self.opened[view.row.id] = view
            self._stale.discard(view.row.id)
        self._show_update()
        self._read_on()

    def _show_queue(self, want: tuple[str, str] | None = None) -> None:
        """Set the list; the cursor stays on its update."""
        self.listing.show([self._block(row) for row in self.rows], want=want)
        self.refresh_head()
        if self.row is not None and self.row.id == self._shown:
            self._show_update()
            self._read_on()
        else:
            self._shown = ""
            self._open_row()

    def _block(self, row: UpdateRow) -> Block:
        """Return an update as the list shows it: set once, since a thousand may wait and each decision shows the list anew."""
        kept = self._blocks.get(row.id)
        if kept is None or kept[0] != row:
            kept = self._blocks[row.id] = (row, queue_block(row, self.look, self._list_width()))
        return kept[1]

    def _open_row(self) -> None:
        """Open the update under the cursor, and read the next one ahead."""
        row = self.row
        if row is None:
            self._shown = ""
            self.detail.show(self._nothing(), top=True)
            return
        if row.id == self._shown:
            return
        self._shown, self._since = row.id, monotonic()
        if row.state == "pending":
            self.journey.workspace.observe("review_shown", subject=row.id)
        self._show_update(top=True)
        self._read_on()

    def _read_on(self) -> None:
        """Read what is not known yet of the update under the cursor, then of the next one: a few deals at a time."""
        here = self.listing.at
        wanted = [one.id for one in self.rows[here : here + 2] if self._unknown(one.id)]
        if wanted:
            workspace = self.journey.workspace
            self.load("update", lambda: [workspace.update(one, reads=READS_AT_ONCE) for one in wanted])

    def _unknown(self, update_id: str) -> bool:
        view = self.opened.get(update_id)
        return view is None or view.effects.counting or update_id in self._stale

    def _show_update(self, *, top: bool = False) -> None:
        row = self.row
        if row is not None:
            self.detail.show(update_blocks(row, self.opened.get(row.id), self.look, self._detail_width()), top=top)

    def _nothing(self) -> list[Any]:
        """Say why the list is empty, and which key to press."""
        if self.page is None:
            return []
        words = {
            "pending": "Nothing waits for review.",
            "deferred": "Nothing is put off.",
            "decided": "Nothing was decided yet.",
        }[self.state]
        more = "Rules look over the deals once a day; A proposes a change yourself, v shows what was put off or decided."
        return [blank(), prose(words, self._detail_width(), "text"), prose(more, self._detail_width())]

    # Showing.

    def _list_width(self) -> int:
        return LIST_WIDTH if self._wide() else self.app.size.width

    def _detail_width(self) -> int:
        return self.app.size.width - (LIST_WIDTH + 1 if self._wide() else 0)

    def relayout(self) -> None:
        """Set everything at the present width."""
        self._arrange()
        self._blocks.clear()
        self._show_queue()

    def show_keys(self) -> None:
        """Show what the keys do here."""
        keymap = self.journey.own_keys
        words = {
            "item.act": "approve",
            "item.reject": "reject",
            "item.snooze": "defer",
            "review.edit": "edit",
            "edit.undo": "undo",
            "app.help": "keys",
        }
        self.foot.set_keys([(key_names(BY_ID[name], keymap).split(" ")[0], label) for name, label in words.items()])

    def refresh_head(self) -> None:
        """Say how many wait, and where."""
        counts = dict(self.page.counts) if self.page else {}
        title = "waiting" if self.state == "pending" else LISTS[self.state]
        left: Line = ((" Review", "tab"), ("  ", "text"), (f"{len(self.rows):,} {title}", "text"))
        waiting = [
            (name, number) for key, name, number in (self.page.by_channel if self.page else ()) if number and not self.channel
        ]
        where = joined(f"{name} {number}" for name, number in waiting)
        if len(where) + 3 > self.head.room - sum(len(text) for text, _ in left):
            where = f"in {count(len(waiting), 'channel')}" if len(waiting) > 1 else ""
        chosen = next((name for key, name, _ in (self.page.by_channel if self.page else ()) if key == self.channel), "")
        later = f"{counts['deferred']} put off" if counts.get("deferred") and self.state == "pending" else ""
        self.head.set_lines([sides(left, ((joined((chosen or where, later)) + " ", "muted"),), self.head.room)])

    def cursor_moved(self, pane: Pane) -> None:
        """Open what the cursor is on, and say what it is."""
        if pane is self.listing:
            self._open_row()
        if pane is self.pane:
            item = pane.item if isinstance(pane, Document) else None
            self.foot.set_detail(item.detail if item else "")

    # Deciding.

    def _decide(self, verdict: str, done: str, **details: Any) -> None:
        """Record a decision on the update under the cursor; the next one is under it at once."""
        row = self.row
        if row is None:
            self.say("Nothing here to decide on.")
            return
        view = self.opened.get(row.id)
        if verdict in ("approved", "rejected") and view is not None and view.may_decide:
            self.journey.form_typed = ""  # not stored: the words stay for the next time
            self.say(view.may_decide, ink="weak")
            return
        workspace = self.journey.workspace
        if verdict != "open":
            workspace.observe("reviewed", subject=row.id, value=f"{monotonic() - self._since:.1f}")
        following = self.listing.following
        self.rows = [one for one in self.rows if one.id != row.id]
        self.in_detail = False
        self._arrange()
        self._show_queue(following.key if following else None)
        title = row.title if len(row.title) < 50 else row.title[:49] + "…"
        self.run_decision(lambda: workspace.review(row.id, verdict, **details), words=f"{done}: {title} · u undoes")

    @on(DecisionFailed)
    def _bring_back(self, event: DecisionFailed) -> None:
        self.reload()

    def action_act(self) -> None:
        """Approve, and go on."""
        self._decide("approved", "Approved")

    def action_edit(self) -> None:
        """Edit the words, approve them, and go on."""
        row = self.row
        if row is None or row.change.after is None or row.kind == "verify":
            self.say("i edits the words of what is proposed; here there are none.")
            return
        view = self.opened.get(row.id)
        words = view.proposed if view is not None else said(row.change.after)
        sheet = FormSheet(
            "Edit, then approve",
            [Field("words", "What the record is to say", words, needed=True)],
            about=f"{row.id}|words",
        )
        self.app.push_screen(
            sheet, lambda values: self._decide("approved", "Approved as edited", words=values["words"]) if values else None
        )

    def action_reject(self) -> None:
        """Set aside with a reason, and go on."""
        if self.row is None:
            self.say("Nothing here to decide on.")
            return
        choices, about = [Choice(one.code, one.words) for one in reasons_for("review", "")], f"{self.row.id}|why not"

        def chosen(code: str | None) -> None:
            if code == OTHER:
                sheet = FormSheet("Why not?", [Field("reason", "Reason", needed=True)], about=about)
                self.app.push_screen(
                    sheet, lambda values: self._decide("rejected", "Set aside", reason=values["reason"]) if values else None
                )
            elif code:
                self._decide("rejected", "Set aside", reason=code)

        self.app.push_screen(MenuSheet("Why not?", choices, note="It does not come back without new evidence."), chosen)

    def action_snooze(self) -> None:
        """Put off for two weeks, and go on."""
        self._decide("deferred", "Put off for two weeks")

    def action_defer_until(self) -> None:
        """Put off until a day."""
        if self.row is not None:
            ask_day(
                self, "Until when?", lambda day: self._decide("deferred", f"Put off to {self.look.short_day(day)}", until=day)
            )

    def action_done(self) -> None:
        """Take a decision back, and open the update again."""
        if self.row is None or self.row.state == "pending":
            self.say("d opens again what was decided or put off: v shows those lists.")
            return
        self._decide("open", "Open again")

    def action_propose(self) -> None:
        """Propose a change oneself."""
        from journey_tui.screens.propose import propose_in

        channels = [(key, name) for key, name, _ in (self.page.by_channel if self.page else ())]
        propose_in(self, channels, self.row.channel if self.row else self.channel)

    def action_undo(self) -> None:
        """Take back the last decision; the cursor goes to its update."""
        self._take_back(self.journey.workspace.undo, "Undone")

    def action_redo(self) -> None:
        """Decide again what was taken back last."""
        self._take_back(self.journey.workspace.redo, "Redone")

    def _take_back(self, work: Callable[[], Any], done: str) -> None:
        def run() -> Any:
            decision = work()
            if decision is not None and decision.kind == "review":
                want = ("update", decision.target.removeprefix("update:"))
                self.app.call_from_thread(self.reload, want=want)
            return decision

        self.run_decision(run, words=lambda one: self._undo_words(one, done))

    # Going.

    def action_back(self) -> None:
        """Leave the update first, then the place."""
        if self.in_detail:
            self.action_next_pane()
        else:
            super().action_back()

    def action_open(self) -> None:
        """Go into the update; there: read what was said, or open the deal."""
        if not self.in_detail:
            self.action_next_pane()
            return
        item = self.detail.item
        if item is not None and item.kind == "deal":
            self.journey.open_deal(item.id)
        else:
            self.action_evidence()

    def action_evidence(self) -> None:
        """Read what the update stands on where it was said."""
        from journey_tui.screens.reader import ReaderPlace

        item = self.detail.item if self.in_detail else None
        heard = [one.value for one in self.detail.items if one.kind == "heard" and one.touchpoint]
        one = item.value if item is not None and item.kind == "heard" and item.touchpoint else heard[0] if heard else None
        if one is None:
            self.say("This update stands on no message: its why says what was counted.")
        else:
            self.app.push_screen(ReaderPlace(one.touchpoint, one.deal_id, one.words))

    def action_views(self) -> None:
        """Choose a list, or a channel."""
        channels = [
            Choice(f"channel {key}", name, f"{number} waiting")
            for key, name, number in (self.page.by_channel if self.page else ())
        ]
        lists = [Choice(f"list {key}", words) for key, words in LISTS.items()]
        everywhere = [Choice("channel ", "all channels")] if self.channel else []
        self.app.push_screen(MenuSheet("Show", [*lists, *everywhere, *channels], chosen=f"list {self.state}"), self._choose_view)

    def _choose_view(self, value: str | None) -> None:
        if value is None:
            return
        kind, _, name = value.partition(" ")
        if kind == "list":
            self.state = name
        else:
            self.channel = name
        self.in_detail = False
        self._arrange()
        self.reload()

    def action_review(self) -> None:
        """Say that this is it."""
        self.say(f"This is Review: {count(len(self.rows), 'update')} here.")

    def copy_text(self) -> str:
        """Return the update under the cursor."""
        row = self.row
        return joined((row.title, said(row.change.after) if row.change.after is not None else "", row.why)) if row else ""
