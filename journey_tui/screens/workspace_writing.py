"""Write in an artifact: in place, kept as it is typed, or in the person's own editor; then export it, copy it, mark it as sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from journey_tui.domain.mail_head import body_row
from journey_tui.domain.marks import marks, quotation
from journey_tui.screens.deal_tab import DealTab
from journey_tui.screens.typing import Keeper
from journey_tui.widgets.document import Document
from journey_tui.widgets.editor import Editor
from journey_tui.widgets.ink import cut

if TYPE_CHECKING:
    from journey_tui.domain.views import DealView
    from journey_tui.domain.views_workspace import ArtifactItem, ArtifactVersion, ArtifactView, Saved

MARK_EVERY_S = 0.4
"""Seconds after the last key until phrases are looked at again."""


class WritingVerbs(DealTab):
    """What can be done with an artifact's text."""

    open: ArtifactView | None
    view: DealView | None
    side: str
    mode: str

    def __init__(self, place: Any) -> None:
        super().__init__(place)
        self.keeper: Keeper | None = None
        self._base = 0
        self._mark_timer: Any = None
        self._do_not_say: tuple[str, ...] = ()
        self._standing: frozenset[str] = frozenset()
        self._compared: frozenset[str] = frozenset()
        self._saved_here: dict[str, int] = {}
        """Artifact: the version of it that this session saved last."""

    @property
    def paper(self) -> Document:
        """Return the artifacts' pane."""
        return self.query_one("#paper", Document)

    @property
    def editor(self) -> Editor | None:
        """Return the text that is being written, None while nothing is."""
        found = self.query(Editor)
        return found.first(Editor) if found else None

    def open_paper(self, key: str) -> None:
        """Open an artifact."""

    def artifact_under_cursor(self) -> ArtifactItem | None:
        """Return the artifact that is meant."""
        return None

    # In place.

    def edit_here(self) -> bool:
        """Write in the open artifact; goes on with what an earlier session typed."""
        if self.open is None or self.mode != "read":
            item = self.artifact_under_cursor()
            if item is None:
                return False
            self.open_paper(item.id)
            self.place.say("i once more writes in it.")
            return True
        self._write(self.open.typed if self.open.typed is not None else self.open.version.text)
        if self.open.typed is not None:
            self._base = self.open.typed_base
            self.place.say("This is what you typed last, before the session ended; Esc keeps it as a version.", seconds=8)
        return True

    def _write(self, text: str) -> None:
        opened = self.open
        assert opened is not None
        workspace, key = self.place.journey.workspace, opened.item.id
        self._base, self.mode = opened.version.number, "edit"
        base = self._base
        self._do_not_say = workspace.do_not_say(self.place.deal_id)
        editor = Editor(text, id="editor", row=self._row_of(text))
        self.keeper = Keeper(lambda typed: workspace.type_into(key, base, typed), self._not_kept)
        self.paper.display = False
        self.query_one("#papers").mount(editor)
        self.screen.set_focus(editor)
        self._look_again()

    def _row_of(self, text: str) -> int:
        """Return where writing begins: the line under the cursor, at the top the first one below a message's head."""
        item = self.paper.item
        same = self.open is not None and self.open.version.text == text
        row = int(item.id) if same and item is not None and item.kind == "paragraph" else 0
        return row or body_row(text)

    def _not_kept(self, error: Exception) -> None:
        """Say that typing could not be written down; runs in the keeper's thread."""
        self.place.app.call_from_thread(
            self.place.say,
            f"What you type cannot be stored now: {error}. It is still here; Esc tries again.",
            ink="bad",
            seconds=15,
        )

    def text_typed(self) -> None:
        """Write down what was typed, and look for phrases once the hand rests."""
        editor, keeper = self.editor, self.keeper
        if editor is None or keeper is None:
            return
        keeper.put(editor.text)
        if self._mark_timer is not None:
            self._mark_timer.stop()
        self._mark_timer = self.set_timer(MARK_EVERY_S, self._look_again)

    def _look_again(self) -> None:
        editor = self.editor
        if editor is not None:
            known = self.view.evidence if self.view is not None else ()
            text = editor.text
            found = marks(text, self._do_not_say, known, self._standing)
            new = {quotation(text, one) for one in found if one.kind == "not verbatim"} - self._compared
            if new:  # looked for in all that the deal has; marked only once it is known that they stand nowhere
                self.load("standing", lambda: (frozenset(new), self._look_for(new)), group="standing")
                found = tuple(one for one in found if one.kind != "not verbatim" or quotation(text, one) not in new)
            editor.set_marks(found)
            self.place.foot.set_detail(f"writing · kept as you type · Esc ends{f' · {editor.hint}' if editor.hint else ''}")

    def _look_for(self, quoted: set[str]) -> frozenset[str]:
        return self.place.journey.workspace.standing_words(self.place.deal_id, quoted)

    def words_found(self, looked_for: frozenset[str], standing: frozenset[str]) -> None:
        """Take which quoted words stand in the deal."""
        self._compared |= looked_for
        self._standing |= standing
        self._look_again()

    def flush(self) -> None:
        """Write down at once what was typed: the terminal has gone, or the app ends."""
        if self.keeper is not None and (editor := self.editor) is not None:
            self.keeper.put(editor.text)
            self.keeper.flush()

    def end_writing(self) -> Callable[[], Saved] | None:
        """Close the text that is being written; return what makes a version of it, None where nothing is being written."""
        editor, opened, keeper = self.editor, self.open, self.keeper
        if editor is None or opened is None:
            return None
        text, base, key = editor.text, self._base, opened.item.id
        if keeper is not None:
            keeper.put(text)
            keeper.flush()
            keeper.close()
        workspace = self.place.journey.workspace

        def keep() -> Saved:
            saved = workspace.save_artifact(key, text, base=base)
            workspace.stop_typing(key, everything=True)
            return saved

        self.keeper, self.mode = None, "read"
        editor.remove()
        self.paper.display = True
        self.screen.set_focus(self)
        return keep

    def stop_writing(self) -> None:
        """End writing: what was typed becomes a version."""
        key, keep = self.open.item.id if self.open else "", self.end_writing()
        if keep is not None:
            self._save(key, keep)

    def _save(self, key: str, keep: Callable[[], Saved]) -> None:
        """Make a version, and only then open the artifact again: read earlier it would show the version before."""

        def work() -> Saved:
            try:
                saved = keep()
                self._saved_here[key] = saved.version.number
                return saved
            finally:
                self.call_later(self.open_paper, key)

        self.place.run_decision(work, words=_saved_words)

    def look_for_others(self, artifacts: Iterable[ArtifactItem]) -> None:
        """Look whether another session saved its own text where this one had saved before: both sides are told."""
        behind = [(one.id, mine) for one in artifacts if one.head > (mine := self._saved_here.get(one.id, one.head))]
        workspace = self.place.journey.workspace

        def read() -> list[tuple[str, int, ArtifactVersion | None]]:
            found = []
            for key, mine in behind:
                versions = workspace.artifact_versions(key)
                beside = any(one.number == mine and one.state == "beside" for one in versions)
                found.append((key, mine, max(versions, key=lambda one: one.number) if beside else None))
            return found

        if behind:
            self.load("overtaken", read, group="overtaken")

    def overtaken(self, found: list[tuple[str, int, ArtifactVersion | None]]) -> None:
        """Say whose version stands now beside the one that was saved here, and show it where that is open."""
        for key, mine, standing in found:
            if self._saved_here.get(key) != mine:
                continue
            del self._saved_here[key]
            if standing is None:
                continue
            if self.open is not None and self.open.item.id == key and self.mode == "read":
                self.open_paper(key)
            self.place.say(
                f"{standing.person} saved version {standing.number} meanwhile; your version {mine} is kept beside it: V shows both.",
                ink="weak",
                seconds=15,
            )

    # In the person's own editor.

    def action_editor(self) -> None:
        """Open the artifact in $EDITOR; what comes back is a version."""
        from journey_tui.screens.own_editor import EditorTrouble, edit_outside

        item = self.artifact_under_cursor()
        if item is None:
            self.place.say("Open an artifact first: Tab, then Enter.")
            return
        if self.mode == "edit":
            self.stop_writing()
        workspace = self.place.journey.workspace
        opened = workspace.artifact(item.id)
        suffix = ".eml.txt" if item.kind == "follow-up" else ".md"
        try:
            text = edit_outside(self.place.app, opened.typed or opened.version.text, suffix)
        except EditorTrouble as trouble:
            self.place.say(f"{trouble} Nothing was lost; i edits here.", ink="weak", seconds=12)
            return
        base = opened.version.number
        self._save(item.id, lambda: workspace.save_artifact(item.id, text, base=base, note="edited in $EDITOR"))

    # Out.

    def action_export(self) -> None:
        """Choose a form, and write the artifact as a file."""
        from journey_tui.screens.dialogs import Choice, MenuSheet

        item = self.artifact_under_cursor()
        if item is None:
            self.place.say("Open an artifact first: Tab, then Enter.")
            return
        forms = [Choice("md", "Markdown"), Choice("html", "HTML"), Choice("docx", "DOCX", "Word and others"), Choice("eml", "E-mail (.eml)", "opens in a mail program"),
                 Choice("copy", "copy", "through the terminal (OSC 52)")]  # fmt: skip
        chosen = "eml" if item.kind == "follow-up" else "md"
        self.place.app.push_screen(
            MenuSheet("Export", forms, chosen=chosen, note=cut(item.title, 60)),
            lambda form: self._export(item, form) if form else None,
        )

    def _export(self, item: ArtifactItem, form: str) -> None:
        workspace = self.place.journey.workspace
        if form == "copy":
            self.place.action_copy()
            return
        self.place.run_decision(lambda: workspace.export_artifact(item.id, form), words=lambda path: f"Written to {path}")

    def mark_sent(self) -> bool:
        """Mark the artifact as sent, or not sent after all; False where none is meant."""
        item = self.artifact_under_cursor()
        if item is None or self.side != "paper" or self.mode in ("edit", "diff", "versions"):
            return False
        workspace = self.place.journey.workspace
        if item.state == "sent":
            self.place.run_decision(lambda: workspace.mark_draft(item.id), words="Not sent after all: it is a draft again")
        else:
            seen = self.open.version.hash if self.open is not None and self.open.item.id == item.id else ""
            self.place.run_decision(lambda: workspace.mark_sent(item.id, seen=seen or workspace.artifact(item.id).version.hash),
                                    words="Marked as sent; its action is done · d takes it back")  # fmt: skip
        return True


def _saved_words(saved: Saved) -> str:
    """Return what came of saving, in words."""
    if not saved.changed:
        return "Nothing was changed."
    if saved.beside:
        return f"Version {saved.version.number} saved. {saved.beside} saved another one meanwhile: both are kept, V shows them."
    return f"Version {saved.version.number} saved · V compares versions"
