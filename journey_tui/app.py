"""The Textual app: themes, keys, the watch over the store, and the way between places."""

from __future__ import annotations

import importlib
import locale
import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.actions import ActionParseResult
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Event, Key, Resize
from textual.filter import LineFilter

from journey_tui.ahead import Ahead
from journey_tui.hangup import on_hang_up
from journey_tui.keymap import KeymapError, load_keymap
from journey_tui.mended import mend_textual
from journey_tui.screens.base import Place
from journey_tui.screens.deal_tab import DealTab
from journey_tui.screens.messages import StoreChanged
from journey_tui.screens.moments import DECIDING
from journey_tui.screens.triage import TriagePlace
from journey_tui.themes import DARK, SHORT_NAMES, THEMES, Wall
from journey_tui.tidy import Tidy
from journey_tui.typeahead import sent_on
from journey_tui.widgets.format import Look
from journey_tui.widgets.thrift import thrift

if TYPE_CHECKING:
    from journey_tui.domain.views import TriagePage
    from journey_tui.probe import WidthProbe
    from journey_tui.workspace import Workspace

log = logging.getLogger("journey.ui")

ORIGIN_CYCLE = {"all": "human", "human": "automated", "automated": "all"}
KEYS_WAIT_S = 0.001
"""How long a key waits for the thread that loads what was not needed for the first paint: Python's own measure is five times that."""
SMALLEST = (60, 16)
"""Columns and lines below which nothing can be read (design.md §5)."""


class JourneyApp(App[int], inherit_bindings=False):
    """The deal workspace."""

    TITLE = "Journey"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False, priority=True, id="app.quit"),
        Binding("ctrl+c", "say_quit", show=False),
    ]
    NOTIFICATION_TIMEOUT = 5

    def __init__(
        self,
        workspace: Workspace,
        *,
        clock: Callable[[], datetime] | None = None,
        zone: tzinfo | None = None,
        theme: str = "",
        keymap: Path | Mapping[str, Any] | None = None,
        plain: bool | None = None,
        deal: str = "",
        demo: bool = False,
        log_path: Path | str = "journey.log",
        ahead: Ahead[TriagePage] | None = None,
    ) -> None:
        """Make the app over a workspace; `clock` and `zone` fix time for tests, `plain` asks for ASCII glyphs."""
        mend_textual()
        no_colour = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if no_colour else None)
        self.workspace = workspace
        self.clock = clock or (lambda: datetime.now(UTC))
        self.zone = zone
        self.plain = wants_ascii() if plain is None else plain
        self.origin = "all"
        self.as_of: datetime | None = None
        """The moment as of which the whole workspace is shown; None is now."""
        self.version = 0
        self.form_typed = ""
        """The item whose form was just filled in: what was typed there is kept until the decision is stored."""
        self.demo = demo
        self.log_path = log_path
        self.first_deal = deal
        self.ahead = ahead
        self.warm = ahead is not None
        self._wall = Wall(plain=self.plain)
        self._stop = threading.Event()
        self._tidy = Tidy()
        self.keymap_error = ""
        self.own_keys = self._load_keys(keymap)
        self.set_keymap(self.own_keys)
        for one in THEMES.values():
            self.register_theme(one)
        name = "ansi-dark" if no_colour else theme or os.environ.get("JOURNEY_THEME", "dark")
        self._use_theme(SHORT_NAMES.get(name, name if name in THEMES else "journey-dark"))
        self.animation_level = "none"

    def _use_theme(self, name: str) -> None:
        """Begin in a theme: set before the first style sheet is read, so that nothing is styled and painted twice."""
        self.set_reactive(App.theme, name)
        dark = self.current_theme.dark
        self.set_class(dark, "-dark-mode", update=False)
        self.set_class(not dark, "-light-mode", update=False)
        self.add_class(f"-theme-{name}", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def _load_keys(self, keymap: Path | Mapping[str, Any] | None) -> dict[str, str]:
        """Return the person's keys; with a faulty keymap the default ones, and a notice."""
        try:
            return load_keymap(keymap)
        except KeymapError as error:
            self.keymap_error = str(error)
            return {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the ink tokens for themes that do not define them."""
        return {f"ink-{name}": THEMES["journey-dark"].variables[f"ink-{name}"] for name in DARK}

    def get_line_filters(self) -> list[LineFilter]:
        """Return the filters of every painted line: the wall against control bytes is the last one."""
        self._wall.by_number = not self.native_ansi_color
        return [*super().get_line_filters(), self._wall]

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of the terminal, sparing with bytes."""
        base = super().get_driver_class()

        def write(driver: Driver, data: str) -> None:
            base.write(driver, thrift(data))

        return type(f"Thrifty{base.__name__}", (base,), {"write": write})

    def _fatal_error(self) -> None:
        """End after an error that nothing caught: the traceback goes to the log without values, which may be customers' words."""
        log.critical("the app ended early", exc_info=sys.exc_info())
        self._close_messages_no_wait()

    def get_default_screen(self) -> Place:
        """Return Triage, the first place."""
        return TriagePlace()

    @property
    def look(self) -> Look:
        """Return how things are written: days and ages count from now, or from the moment that the workspace is shown as of."""
        return Look(self.as_of or self.clock(), self.zone, self.plain)

    def set_as_of(self, moment: datetime | None) -> None:
        """Show the whole workspace as of a moment; None, or a moment to come, is now."""
        moment = None if moment is None or moment >= self.clock() else moment.replace(microsecond=0)
        if moment == self.as_of:
            return
        self.as_of = moment
        self.touched()
        if isinstance(self.screen, Place):
            self.screen.moment_changed()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; in the past those that decide say instead how to come back."""
        name = action[1] if isinstance(action, tuple) else action.partition("(")[0].rpartition(".")[2]
        place = self.screen
        if self.as_of is not None and name in DECIDING and isinstance(place, Place):
            place.say_past()
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def on_mount(self) -> None:
        """Begin to watch the store; open the deal that was asked for."""
        on_hang_up(self.keep_typed, self.exit)
        self._tidy.begin()
        if self.plain:
            self.add_class("-ascii")
        threading.Thread(target=self._watch, name="journey-watch", daemon=True).start()
        if self.first_deal:
            self.open_deal(self.first_deal)
        if self.keymap_error:
            self.call_after_refresh(self._say, f"Your keymap is not in force: {self.keymap_error}")

    def keep_typed(self) -> None:
        """Write down at once what was typed in any place and is not kept yet."""
        for screen in self.screen_stack:
            for tab in screen.query(DealTab):
                tab.flush()
            if callable(flush := getattr(screen, "flush", None)):
                flush()

    def on_unmount(self) -> None:
        """Stop watching; write what was noted; end the model's process where one was started."""
        self._stop.set()
        self.workspace.flush_notes()
        self._tidy.end()
        if close := getattr(self.workspace, "close_model", None):
            close()

    async def on_event(self, event: Event) -> None:
        """Note when a key was pressed; one that was typed ahead goes to the line that it was meant for."""
        if isinstance(event, Key):
            self._tidy.typed()
            if sent_on(self, event):
                return
        await super().on_event(event)

    def _say(self, words: str) -> None:
        if isinstance(self.screen, Place):
            self.screen.say(words, ink="weak", seconds=15)

    def _watch(self) -> None:
        """Once a second ask whether another process has written; at each minute let ages be set again."""
        seen = minute = -1
        while not self._tidy.rest(self._stop, 1.0 if seen >= 0 else 0.2):
            try:
                version = self.workspace.data_version()
            except Exception:
                # The store may be away for a moment (restored, moved); the next read says so where it matters.
                continue
            now = int(self.clock().timestamp() // 60)
            if (seen, minute) != (-1, -1) and not self._stop.is_set():
                if version != seen:
                    self.call_from_thread(self.store_changed)
                elif now != minute:
                    self.call_from_thread(self.minute_passed)
            seen, minute = version, now

    def store_changed(self) -> None:
        """Let the place that shows read again; the others do when they are shown next."""
        self.touched()
        place = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Place)), None)
        if place is not None:
            # The place that shows, also below an open sheet: the sheet and what is typed there stay as they are.
            place.post_message(StoreChanged())

    def minute_passed(self) -> None:
        """Let the place that shows set its ages again."""
        if isinstance(self.screen, Place):
            self.screen.minute_passed()

    def touched(self) -> None:
        """Note that what places have read may be out of date."""
        self.version += 1

    def cycle_origin(self) -> None:
        """Show people, machines, or both, everywhere."""
        self.origin = ORIGIN_CYCLE[self.origin]
        self.touched()

    def open_deal(self, deal_id: str, title: str = "") -> None:
        """Open a deal at its Snapshot."""
        from journey_tui.screens.deal import DealPlace

        workspace, origin, as_of, zone = self.workspace, self.origin, self.as_of, self.zone
        blind = not getattr(self.screen, "preview_shows", False)
        ahead = Ahead(lambda: workspace.opening(deal_id, as_of=as_of, origin=origin, blind=blind, zone=zone))
        if isinstance(self.screen, DealPlace):
            self.pop_screen()
        place = DealPlace(deal_id, title, ahead)
        place.blind = blind
        self.push_screen(place)

    def warm_up(self, deal_id: str) -> None:
        """Load what opening a deal needs, in a thread and after the first paint, so that the first one opens as the next do."""
        if self.warm:
            self.warm = False
            threading.Thread(target=self._load_deal_parts, args=(deal_id,), name="journey-warm", daemon=True).start()

    def _load_deal_parts(self, deal_id: str) -> None:
        if self._stop.wait(0.2):
            return
        before = sys.getswitchinterval()
        sys.setswitchinterval(KEYS_WAIT_S)
        try:
            importlib.import_module("journey_tui.screens.deal")
            self.workspace.deal(deal_id)
        except Exception:
            # Nobody asked for it yet; whoever opens the deal is told.
            log.info("reading ahead ended early", exc_info=True)
        finally:
            sys.setswitchinterval(before)

    def on_resize(self, event: Resize) -> None:
        """Say "too small" below what can be read, and come back when there is room."""
        from journey_tui.screens.small import TooSmall

        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        shown = isinstance(self.screen, TooSmall)
        if small and not shown:
            self.push_screen(TooSmall())
        elif shown and not small:
            self.pop_screen()

    def action_say_quit(self) -> None:
        """Say how to leave."""
        self._say("Ctrl+Q leaves Journey.")

    async def action_quit(self) -> None:
        """Leave; what was typed is kept."""
        self.keep_typed()
        self.exit(0)


def wants_ascii() -> bool:
    """Return whether only ASCII glyphs are safe: asked for, or the locale is not UTF-8."""
    if os.environ.get("JOURNEY_ASCII", "") not in ("", "0"):
        return True
    name = next((os.environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(key)), "")
    encoding = (
        name.partition(".")[2] if "." in name else locale.getpreferredencoding(False) if name not in ("C", "POSIX") else "ascii"
    )
    return encoding.lower().replace("-", "").partition("@")[0] != "utf8"


def run_app(
    workspace: Workspace,
    *,
    ahead: Ahead[TriagePage] | None = None,
    demo: bool = False,
    deal: str = "",
    probe: WidthProbe | None = None,
) -> int:
    """Run the app over a workspace until the person leaves; return the exit code.

    `ahead` is the first page, being read; `probe` knows whether the terminal draws our glyphs wider than a column: then ASCII.
    """
    from journey_tui.journal import attach_log
    from journey_tui.looks import chosen_looks
    from journey_tui.paths import paths

    places = paths(str(workspace.store))
    attach_log(places.log)
    looks = chosen_looks(places.config)
    keymap = places.config.with_name("keymap.toml")
    theme = os.environ.get("JOURNEY_THEME", "") or looks.theme
    plain = wants_ascii() or (probe is not None and probe.is_wide())
    app = JourneyApp(workspace, theme=theme, keymap=keymap, plain=plain, deal=deal, demo=demo, log_path=places.log, ahead=ahead)
    result = app.run(mouse=looks.mouse and os.environ.get("JOURNEY_MOUSE", "1") != "0")
    if app.return_code:
        print(f"Journey ended early. Nothing that was stored is lost; the details are in {places.log}.", file=sys.stderr)
        return app.return_code
    return result or 0
