"""What the keys do on the triage screen: sort, filter, views, snooze, and acts after which the next deal is selected."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from journey_tui.domain.triage_filter import read_filter
from journey_tui.domain.views_triage import SavedView, TriageRow
from journey_tui.screens.base import Place
from journey_tui.screens.triage_views import ABOUT, ORDERS, VIEWS
from journey_tui.widgets.document import Item
from journey_tui.widgets.ink import joined
from journey_tui.widgets.triage_list import TriageList

if TYPE_CHECKING:
    from journey_tui.domain.reading import Step

REPLY_DAYS: Final = 180
"""A deal that waits for the customer to write comes back after so many days in any case."""


class TriageKeys(Place):
    """The keys of the list of deals."""

    def __init__(self) -> None:
        super().__init__()
        self.mine = True
        self.order = "needs"
        self.view = VIEWS[0]
        self.filter_words = ""
        self._own: tuple[SavedView, ...] = ()

    @property
    def list(self) -> TriageList:
        """Return the list."""
        return self.query_one(TriageList)

    @property
    def query_text(self) -> str:
        """Return the filter of the view and what was typed."""
        return joined((self.view.query, self.filter_words), " ")

    def restart(self) -> None:
        """Read another list from its top."""
        self.list.at = self.list.top = 0
        self.reload(want="")

    def following_key(self) -> str:
        """Return the deal that the cursor goes to after an act."""
        following = self.list.following
        return following.deal_id if following else ""

    # Which deals, in which order.

    def action_mine(self) -> None:
        """Show one's own deals, or everybody's."""
        self.mine = not self.mine
        self.reload()

    def action_sort(self) -> None:
        """Choose an order."""
        from journey_tui.screens.dialogs import Choice, MenuSheet

        choices = [Choice(key, words_) for key, words_ in ORDERS.items()]
        self.app.push_screen(MenuSheet("Sort", choices, chosen=self.order), self._use_order)

    def _use_order(self, order: str | None) -> None:
        if order:
            self.order = order
            self.restart()

    def action_filter(self) -> None:
        """Narrow the list as words and keys are typed."""
        from journey_tui.screens.dialogs import LinePrompt

        before = self.filter_words

        def done(text: str | None) -> None:
            self._narrow(before if text is None else text)
            unknown = read_filter(self.filter_words).unknown
            if unknown:
                self.say(f"Not understood: {' '.join(unknown)}. ? lists what a filter can say.", ink="weak", seconds=8)

        self.app.push_screen(LinePrompt("filter", self.filter_words, changed=self._narrow), done)

    def _narrow(self, text: str) -> None:
        if text.strip() != self.filter_words:
            self.filter_words = text.strip()
            self.reload()

    # Views.

    def action_views(self) -> None:
        """Choose a list: a ready-made one or one's own."""
        workspace = self.journey.workspace
        self.load("views", workspace.saved_views)

    def show_views(self, own: tuple[SavedView, ...]) -> None:
        """Show the views to choose from."""
        from journey_tui.screens.dialogs import Choice
        from journey_tui.screens.views_sheet import ViewsSheet

        self._own = own
        choices = [
            Choice(view.name, view.name, ABOUT.get(view.name, view.query or ORDERS.get(view.order, "")))
            for view in (*VIEWS, *own)
        ]
        self.app.push_screen(ViewsSheet("Views", choices, chosen=self.view.name), self._after_views)

    def _after_views(self, answer: str | None) -> None:
        verb, _, name = (answer or "").partition(" ")
        view = next((one for one in (*VIEWS, *self._own) if one.name == name), None)
        if verb == "use" and view is not None:
            self.use_view(view)
        elif verb == "save":
            self._ask_name("Save this list as", self._save)
        elif verb in ("rename", "delete") and view is not None and view not in self._own:
            self.say(f"“{view.name}” comes with Journey and stays; A in v saves a list of your own.")
        elif verb == "rename" and view is not None:
            self._ask_name(
                "Another name", lambda new: self._store(SavedView(new, view.query, view.order, view.mine), view.name), name
            )
        elif verb == "delete" and view is not None:
            self._delete(view)

    def use_view(self, view: SavedView) -> None:
        """Show a view's list."""
        self.view, self.order = view, view.order
        if view.mine is not None:
            self.mine = view.mine
        self.filter_words = ""
        self.restart()

    def _ask_name(self, title: str, done: Any, value: str = "") -> None:
        from journey_tui.screens.forms import Field, FormSheet

        sheet = FormSheet(title, [Field("name", "Name", value, needed=True)], note=self.query_text or ORDERS[self.order])
        self.app.push_screen(sheet, lambda values: done(values["name"]) if values else None)

    def _save(self, name: str) -> None:
        if name in ABOUT:
            self.say(f"“{name}” is a list that comes with Journey: choose another name.", ink="weak")
            return
        self._store(SavedView(name, self.query_text, self.order, self.mine))

    def _store(self, view: SavedView, instead_of: str = "") -> None:
        workspace = self.journey.workspace

        def work() -> SavedView:
            workspace.save_view(view, instead_of=instead_of)
            return view

        self.load("saved", work)

    def _delete(self, view: SavedView) -> None:
        from journey_tui.screens.dialogs import ConfirmSheet

        workspace = self.journey.workspace

        def work() -> SavedView:
            workspace.delete_view(view.name)
            return view

        def answered(yes: bool | None) -> None:
            if yes:
                self.load("deleted", work)

        self.app.push_screen(ConfirmSheet(f"Delete the view “{view.name}”?", "The deals in it stay as they are."), answered)

    def view_kept(self, what: str, view: SavedView) -> None:
        """Say that a view was saved or deleted, and go on with it."""
        if what == "saved":
            if self.view in self._own or self.query_text == view.query:
                self.view, self.filter_words = view, ""
            self.say(f"Kept as “{view.name}”: v shows it.")
        else:
            self.view = VIEWS[0] if self.view == view else self.view
            self.say(f"The view “{view.name}” is deleted.")
        self.reload()

    # Acts.

    def action_snooze(self) -> None:
        """Put the deal off until a day, or until the customer writes."""
        from journey_tui.screens.dialogs import ask_day

        row = self.list.current
        if row is None:
            return
        want = self.following_key()

        def until(day: date, value: str = "") -> None:
            back = "back when the customer writes" if value else f"back on {self.look.day(day)}"
            self.decide("snooze", row.deal_id, deal_id=row.deal_id, value=value or day.isoformat(), expires=day, want=want,
                        words=f"{row.account or row.name}: {back}")  # fmt: skip

        latest = self.look.today + timedelta(days=REPLY_DAYS)
        ask_day(self, "Snooze the deal until", until, reply=lambda: until(latest, "reply"))

    def action_seen(self) -> None:
        """Remember that the deal was seen as it is now."""
        row = self.list.current
        if row is not None:
            workspace = self.journey.workspace
            self.run_decision(lambda: workspace.mark_seen(row.deal_id), words=f"{row.account}: seen as it is now · u undoes",
                              want=self.following_key())  # fmt: skip

    def in_context(self) -> tuple[str, Item | None]:
        """Return the deal under the cursor."""
        row = self.list.current
        return (row.deal_id, None) if row is not None else ("", None)

    def action_act(self) -> None:
        """Show what the deal's next step produces; what is done with it selects the next deal."""
        self._with_step("step")

    def action_done(self) -> None:
        """Mark the deal's next step as done."""
        self._with_step("done")

    def _with_step(self, what: str) -> None:
        row = self.list.current
        if row is None or not row.next_title:
            self.say("No step is proposed for this deal; Enter opens it.")
            return
        workspace, as_of = self.journey.workspace, self.journey.as_of
        self.load(what, lambda: (row, workspace.deal(row.deal_id, as_of=as_of).reading.steps))

    def step_found(self, what: str, row: TriageRow, steps: tuple[Step, ...]) -> None:
        """Show the step on a sheet, or mark it as done."""
        from journey_tui.screens.step import StepSheet

        step = next((one for one in steps if one.state in ("proposed", "accepted")), None)
        if step is None:
            self.say("No step is proposed for this deal; Enter opens it.")
        elif what == "done":
            self._decide_step(row, step, "done", "Step done")
        else:
            self.app.push_screen(StepSheet(step, self.look), lambda verb: self._after_step(row, step, verb) if verb else None)

    def _after_step(self, row: TriageRow, step: Step, verb: str) -> None:
        from journey_tui.screens.dialogs import ask_day
        from journey_tui.screens.forms import ask_reason

        if verb == "evidence":
            self.journey.open_deal(row.deal_id, row.account or row.name)
        elif verb == "snooze":
            ask_day(self, "Put the step off until", lambda day: self._decide_step(
                row, step, "snoozed", f"Step back on {self.look.day(day)}", expires=day))  # fmt: skip
        elif verb == "dismiss":
            ask_reason(self, "Dismiss the step", "step", step.id, lambda why: self._decide_step(
                row, step, "dismissed", "Step dismissed", **why), note=step.title)  # fmt: skip
        elif verb in ("accepted", "done"):
            self._decide_step(row, step, verb, f"Step {verb}")
        elif verb == "draft":
            self.write_for(row.deal_id, step)
        else:
            self.journey.open_deal(row.deal_id, row.account or row.name)

    def write_for(self, deal_id: str, step: Step) -> None:
        """Open what does a step, over the list; nothing is written in the past."""
        from journey_tui.screens.tab_verbs import Brought
        from journey_tui.widgets.story import step_item

        if self.journey.as_of is not None:
            self.say_past()
        else:
            self.open_workspace(deal_id, Brought(step_item(step, self.look), draft=True))

    def _decide_step(self, row: TriageRow, step: Step, value: str, words: str, **details: Any) -> None:
        self.decide("step", step.id, deal_id=row.deal_id, value=value, words=f"{row.account or row.name}: {words.lower()}",
                    want=self.following_key(), **details)  # fmt: skip
