"""What every place shares: movement, search, undo, copy, notices, and loads in threads."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widget import Widget
from textual.worker import get_current_worker

from journey_tui.commands import BY_ID, SHARED, Command, commands_of, footer_of, key_names
from journey_tui.screens.decided import WAIT_SAID, undo_words
from journey_tui.screens.messages import Decided, DecisionFailed, Loaded, LoadFailed, StoreChanged
from journey_tui.screens.moments import PAST_KEYS, Moments
from journey_tui.widgets.bars import Foot, Head
from journey_tui.widgets.document import Document
from journey_tui.widgets.format import Look
from journey_tui.widgets.pane import Pane

log = logging.getLogger("journey.ui")


def bindings_for(place: str, shared: tuple[str, ...] = SHARED) -> list[BindingType]:
    """Return the bindings of a place, from the one table of commands, with those that are in force on every screen."""
    return [Binding(",".join(command.keys), command.action, command.label, show=False, id=command.id)
            for command in commands_of(*shared, place) if command.keys]  # fmt: skip


class Place(Moments, inherit_bindings=False):
    """A screen with a head, a body and two lines at the foot; every command of the table has an action here."""

    AUTO_FOCUS = ""
    PLACE: ClassVar[str] = "everywhere"
    HEAD_LINES: ClassVar[int] = 1

    def __init__(self) -> None:
        super().__init__()
        self.query_words = ""
        self.shown_version = -1
        self._notice_timer: Any = None
        self._laid_out: Size | None = None

    # Structure.

    @property
    def look(self) -> Look:
        """Return how things are written for this person, now."""
        return self.journey.look

    @property
    def here(self) -> str:
        """Return the place whose keys are in force."""
        return self.PLACE

    @property
    def pane(self) -> Pane:
        """Return the pane that the keys go to."""
        raise LookupError(f"{type(self).__name__} has no pane")

    def compose(self) -> ComposeResult:
        """Compose head, body and foot."""
        yield Head(self.HEAD_LINES)
        yield from self.compose_body()
        yield Foot()

    def compose_body(self) -> ComposeResult:
        """Compose what is between."""
        yield Widget()

    def on_mount(self) -> None:
        """Show the keys and start reading."""
        for pane in self.query(Pane):
            pane.on_moved = self.cursor_moved
        self.show_moment()
        self.show_keys()
        self.refresh_head()
        self.reload()

    def on_screen_resume(self) -> None:
        """Read again when the store has changed while another place was shown."""
        if self.shown_version not in (-1, self.journey.version):
            self.show_moment()
            self.show_keys()
            self.reload()
        self.refresh_head()

    def on_resize(self) -> None:
        """Set the text again at the new width; the first size is no change."""
        before, self._laid_out = self._laid_out, self.app.size
        if before not in (None, self.app.size):
            self.call_after_refresh(self.relayout)

    def relayout(self) -> None:
        """Set the text at the present width."""
        self.refresh_head()

    def refresh_head(self) -> None:
        """Set the lines at the head."""

    def minute_passed(self) -> None:
        """Set ages again, a minute later."""
        self.refresh_head()

    def cursor_moved(self, pane: Pane) -> None:
        """Say what the cursor is on; called while the key is handled, so that both are painted together."""

    def show_keys(self) -> None:
        """Show the keys of the place at the foot."""
        keymap = self.journey.own_keys
        shown = [BY_ID[one] for one in PAST_KEYS if BY_ID[one].place in ("everywhere", self.PLACE)] if self.journey.as_of else []
        self.foot.set_keys(
            [(key_names(command, keymap).split(" ")[0], command.label) for command in (*shown, *footer_of(self.here))]
        )

    @property
    def head(self) -> Head:
        """Return the lines above."""
        return self.query_one(Head)

    @property
    def foot(self) -> Foot:
        """Return the lines below."""
        return self.query_one(Foot)

    def say(self, words: str, *, ink: str = "text", seconds: float = 5.0) -> None:
        """Show a notice for a while; never markup."""
        self.foot.set_notice(words, ink)
        if self._notice_timer is not None:
            self._notice_timer.stop()
        self._notice_timer = self.set_timer(seconds, lambda: self.foot.set_notice(""))

    # Reading, in threads.

    def reload(self, *, want: Any = None) -> None:
        """Read what the place shows again; the cursor goes to `want` or stays on its item."""

    def load(self, what: str, work: Callable[[], Any], *, group: str = "") -> None:
        """Run `work` in a thread; post `Loaded` or `LoadFailed` unless a later load of the group has begun."""

        def run() -> None:
            worker = get_current_worker()
            try:
                value = work()
            except Exception as error:
                log.exception("reading %s", what)
                if not worker.is_cancelled:
                    self.post_message(LoadFailed(what, error))
                return
            if not worker.is_cancelled:
                self.post_message(Loaded(what, value))

        self.shown_version = self.journey.version
        self.run_worker(run, thread=True, exit_on_error=False, group=group or what, exclusive=True)

    @on(LoadFailed)
    def _say_load_failed(self, event: LoadFailed) -> None:
        """Say what could not be read, what still works and how to try again."""
        self.load_failed(event.what, event.error)

    def load_failed(self, what: str, error: Exception) -> None:
        """Show that a read did not succeed."""
        self.say(f"Reading did not succeed: {error}. What is shown is from before; r tries again. Log: {self.journey.log_path}", ink="bad",
                 seconds=12)  # fmt: skip

    @on(StoreChanged)
    def _store_changed(self) -> None:
        self.reload()

    # Deciding, in threads.

    def decide(self, kind: str, target: str, *, words: str, deal_id: str = "", want: Any = None, **details: Any) -> None:
        """Record a decision; say `words` and that `u` takes it back."""
        workspace = self.journey.workspace
        self.run_decision(
            lambda: workspace.decide(kind, target, deal_id=deal_id, **details), words=f"{words} · u undoes", want=want
        )

    def run_decision(self, work: Callable[[], Any], *, words: str | Callable[[Any], str], want: Any = None) -> None:
        """Run a decision in a thread and post what came of it; none is taken in the past.

        Where the store makes it wait, that is said.
        """
        if self.journey.as_of is not None:
            self.say_past()
            return
        waits = self.set_timer(WAIT_SAID, self._say_waiting)
        typed, self.journey.form_typed = self.journey.form_typed, ""

        def run() -> None:
            try:
                result = work()
            except Exception as error:
                refused = type(error).__name__ in ("DecisionRefused", "DealNotFound")
                if not refused:
                    log.exception("deciding")
                plain = str(error) if refused else f"Not stored: {str(error).rstrip('.')}."
                self.post_message(DecisionFailed(plain, waits))
                return
            told = words if isinstance(words, str) else words(result)
            self.post_message(Decided(told, result if want == "decision" and result is not None else want, waits))
            if typed:
                self.journey.workspace.drop_form(typed)

        self.run_worker(run, thread=True, exit_on_error=False, group="decide")

    def _say_waiting(self) -> None:
        """Say that somebody else is writing; the thread waits, the screen does not."""
        self.say("Waiting: somebody else is writing to the store. Go on meanwhile; it is tried for ten seconds.", seconds=10)

    @on(Decided)
    def _after_decision(self, event: Decided) -> None:
        if event.waits is not None:
            event.waits.stop()
        self.journey.touched()
        if event.words:
            self.say(event.words)
        self.reload(want=event.want)

    @on(DecisionFailed)
    def _after_refusal(self, event: DecisionFailed) -> None:
        if event.waits is not None:
            event.waits.stop()
        self.say(event.words, ink="weak", seconds=8)

    # Movement.

    def action_down(self) -> None:
        """Move one item down."""
        self.pane.move(1)

    def action_up(self) -> None:
        """Move one item up."""
        self.pane.move(-1)

    def action_top(self) -> None:
        """Move to the first item."""
        self.pane.move_to_end(last=False)

    def action_bottom(self) -> None:
        """Move to the last item."""
        self.pane.move_to_end(last=True)

    def action_half_down(self) -> None:
        """Move half a page down."""
        self.pane.turn(0.5)

    def action_half_up(self) -> None:
        """Move half a page up."""
        self.pane.turn(-0.5)

    def action_page_down(self) -> None:
        """Move a page down."""
        self.pane.turn(1)

    def action_page_up(self) -> None:
        """Move a page up."""
        self.pane.turn(-1)

    def action_next_pane(self) -> None:
        """Give the keys to the other pane."""
        self.say("There is one pane here; p shows the side panel where there is one.")

    def action_open(self) -> None:
        """Open what is under the cursor."""

    def action_back(self) -> None:
        """Go back to the place before; never quit."""
        if self.query_words:
            self.query_words = ""
            self.say("Search cleared.")
        elif len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.say("This is Triage, the first place. q leaves Journey.")

    def action_close_view(self) -> None:
        """Close the view; on Triage, quit."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.app.exit(0)

    @on(Pane.Chosen)
    def _open_chosen(self, event: Pane.Chosen) -> None:
        event.stop()
        self.action_open()

    # Everywhere.

    def action_refresh(self) -> None:
        """Read again."""
        self.reload()
        self.say("Read again from the store.", seconds=2)

    def action_undo(self) -> None:
        """Take back this person's last decision; the cursor goes to what it was about."""
        self.run_decision(self.journey.workspace.undo, words=lambda one: self._undo_words(one, "Undone"), want="decision")

    def action_redo(self) -> None:
        """Decide again what was taken back last."""
        self.run_decision(self.journey.workspace.redo, words=lambda one: self._undo_words(one, "Redone"), want="decision")

    def _undo_words(self, decision: Any, done: str) -> str:
        """Return what was undone or redone, and what the next one would do; called in the thread of the decision."""
        return undo_words(decision, done, self.journey.workspace.coming())

    def action_origin(self) -> None:
        """Cycle people, machines, all."""
        self.journey.cycle_origin()
        self.refresh_head()
        self.reload()

    def action_copy(self) -> None:
        """Copy the item under the cursor through the terminal."""
        text = self.copy_text()
        if not text:
            self.say("Nothing here to copy.")
            return
        self.app.copy_to_clipboard(text)
        self.say("Copied through the terminal (OSC 52). If nothing arrived: Shift+drag, or set-clipboard in tmux.")

    def copy_text(self) -> str:
        """Return what `y` copies."""
        pane = self.pane
        return pane.item.copy if isinstance(pane, Document) and pane.item else ""

    def action_help(self) -> None:
        """Show the keys of this place."""
        from journey_tui.screens.help import HelpSheet

        self.app.push_screen(HelpSheet(self.here))

    def action_palette(self) -> None:
        """Show every command by name, and run the one chosen."""
        from journey_tui.screens.palette import PaletteSheet

        self.app.push_screen(PaletteSheet(self.here), self._run_command)

    def _run_command(self, command: Command | None) -> None:
        """Run a command chosen in the palette."""
        if command is not None:
            self.call_later(self.run_action, command.action)

    def action_find_deal(self) -> None:
        """Find a deal by a few letters and open it."""
        from journey_tui.screens.finder import FinderSheet

        self.app.push_screen(FinderSheet(), lambda hit: self.journey.open_deal(hit.deal_id) if hit else None)

    def action_search(self) -> None:
        """Ask for words and go to the first hit."""
        from journey_tui.screens.dialogs import LinePrompt

        self.app.push_screen(LinePrompt("/", self.query_words), self._search_for)

    def _search_for(self, words: str | None) -> None:
        if words is not None:
            self.query_words = words.strip()
            self.search(1, here=True)

    def action_search_next(self) -> None:
        """Go to the next hit."""
        self.search(1)

    def action_search_previous(self) -> None:
        """Go to the hit before."""
        self.search(-1)

    def search(self, step: int, *, here: bool = False) -> None:
        """Go to a hit of the words searched for."""
        if not self.query_words:
            self.say("/ searches here first.")
        elif isinstance(self.pane, Document) and not self.pane.find(self.query_words, step, here=here):
            self.say(f"Nothing here has “{self.query_words}”.")

    def action_side(self) -> None:
        """Show or hide the side panel."""
        self.say("There is no side panel here; a deal has one.")

    def action_fold(self) -> None:
        """Fold or unfold."""
        self.say("Nothing folds here.")
