"""The artifacts of the workspace: listed, read, written in place, compared hunk by hunk, exported, sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from journey_tui.domain.drafts import KINDS
from journey_tui.domain.marks import marks, quotation
from journey_tui.domain.views_channels import OfferedMessage
from journey_tui.domain.views_workspace import ArtifactItem, ArtifactView
from journey_tui.screens.workspace_versions import VersionVerbs
from journey_tui.widgets.document import Item
from journey_tui.widgets.papers import paper_blocks, paper_list

if TYPE_CHECKING:
    from journey_tui.domain.views import DealView
    from journey_tui.domain.views_workspace import WorkspaceView


class PaperVerbs(VersionVerbs):
    """What can be done with artifacts."""

    work: WorkspaceView | None
    view: DealView | None
    about: Item | None
    side: str

    def __init__(self, place: Any) -> None:
        super().__init__(place)
        self.mode = "list"
        self.open: ArtifactView | None = None

    @property
    def paper_width(self) -> int:
        """Return the columns of the artifacts."""
        return self.size.width

    def turn_to(self, side: str) -> None:
        """Give the keys to the chat or to the artifacts."""

    # Opening.

    def open_paper(self, key: str) -> None:
        """Open an artifact at the right."""
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        width, look = self.paper_width, self.look

        def read() -> tuple[ArtifactView, Any]:
            found = workspace.artifact(key)
            offered = workspace.approved_messages(deal_id)
            return found, self._set_paper(found, workspace.do_not_say(deal_id), offered, look, width)

        self.load("paper", read)

    def _set_paper(
        self, found: ArtifactView, do_not_say: tuple[str, ...], offered: tuple[OfferedMessage, ...], look: Any, width: int
    ) -> list[Any]:
        """Set an artifact as text; runs in a thread, since it may be long."""
        known = self.view.evidence if self.view else ()
        quotes = tuple(one for key in found.version.cites for one in known if one.id == key)
        text = found.version.text
        marked = marks(text, do_not_say, known)
        if unknown := {quotation(text, one) for one in marked if one.kind == "not verbatim"}:
            standing = self.place.journey.workspace.standing_words(self.place.deal_id, unknown)
            marked = marks(text, do_not_say, known, standing)
        return paper_blocks(found, marked, quotes, look, width, offered)

    def paper_loaded(self, what: str, value: Any) -> bool:
        """Take what was read for the artifacts."""
        if what == "paper":
            before, (self.open, blocks) = self.open, value
            if self.mode != "edit":
                # Another version of what is being read leaves the cursor on its line.
                same = (
                    self.mode == "read" and before is not None and self.open is not None and before.item.id == self.open.item.id
                )
                self.mode = "read"
                self.paper.show(blocks, top=not same)
            return True
        if what == "drafted":
            made, asked, words = value
            self.open_paper(made.id)
            self.turn_to("paper")
            self.screen.set_focus(self)
            self.place.journey.touched()
            self.reload()
            self.place.say(
                f"{KINDS[made.kind]} saved with the deal · i edits · y copies · X exports · d marks it as sent", seconds=8
            )
            if asked:
                self.drafted(made, asked, words)
            return True
        return self.version_loaded(what, value)

    def drafted(self, made: ArtifactItem, asked: str, words: str) -> None:
        """A first version is there."""

    def after_first_read(self, first: bool) -> None:
        """Go on with what was asked for before the tab was read: an action's draft."""

    @property
    def open_artifact(self) -> str:
        """Return the id of the artifact that is open."""
        return self.open.item.id if self.open is not None else ""

    def paper_text(self) -> str:
        """Return the open artifact's text where the artifacts have the keys."""
        if self.side != "paper" or self.open is None or self.mode not in ("read", "edit"):
            return ""
        from journey_tui.domain.mail_head import parts

        editor = self.editor
        text = editor.text if editor is not None else self.open.version.text
        return parts(text).body if self.open.item.kind == "follow-up" else text

    def show_paper_again(self) -> None:
        """Set the artifacts' pane at the present width."""
        if self.mode == "list" and self.work is not None:
            self.paper.show(paper_list(list(self.work.artifacts), list(self.work.elsewhere), self.look, self.paper_width))
        elif self.mode == "read" and self.open is not None:
            self.open_paper(self.open.item.id)
        else:
            self.show_versions_again()

    def leave_paper(self) -> bool:
        """Close what is open: writing, a difference, the versions, the artifact."""
        if self.side != "paper":
            return False
        if self.mode == "edit":
            self.stop_writing()
            return True
        if self.mode in ("diff", "versions") and self.open is not None:
            self.mode = "read"
            self.open_paper(self.open.item.id)
            return True
        if self.mode == "read":
            key = self.open_artifact
            self.mode, self.open = "list", None
            self.show_paper_again()
            self.paper.seek(("artifact", key))
            return True
        return False

    # Drafting.

    def draft(self, kind: str, words: str = "") -> None:
        """Write a first version from what is known; `words` may name whom it is for."""
        if kind not in KINDS:
            self.place.say(f"There is no kind {kind or '…'}. Known: {', '.join(KINDS)}.", ink="weak", seconds=8)
            return
        workspace, deal_id, view, item = self.place.journey.workspace, self.place.deal_id, self.view, self.about
        person = self._person_named(words)
        step = item.id if item is not None and item.kind == "step" else self._first_step(kind)
        about = (item.touchpoint or item.id) if item is not None and item.kind != "step" else ""
        asked = f"/draft {kind} {words}".strip()
        self.load(
            "drafted",
            lambda: (workspace.draft(deal_id, kind, step_id=step, about=about, person=person, view=view), asked, words),
        )

    def _first_step(self, kind: str) -> str:
        """Return the follow-up that a call still waits for: what a draft without more words is for."""
        steps = self.view.reading.steps if self.view else ()
        wanted = "follow_up" if kind == "follow-up" else "event" if kind == "call-plan" else ""
        return next((s.id for s in steps if s.kind == wanted and s.state in ("proposed", "accepted")), "")

    def _person_named(self, words: str) -> str:
        people = self.view.reading.people if self.view else ()
        low = words.strip().casefold()
        return next((p.key for p in people if low and (low in p.name.casefold() or low == p.key)), "")

    def draft_for(self, item: Item) -> None:
        """Open the artifact that does a step, with what it needs in it."""
        workspace, deal_id, view = self.place.journey.workspace, self.place.deal_id, self.view
        self.about = item

        def made() -> tuple[ArtifactItem, str, str]:
            known = {one.id for one in workspace.artifacts(deal_id)}
            found = workspace.draft_for_step(deal_id, item.id, view)
            return found, "" if found.id in known else f"/draft {found.kind}", ""

        self.load("drafted", made)

    def action_new(self) -> None:
        """Choose what to write."""
        from journey_tui.screens.dialogs import Choice, MenuSheet

        choices = [Choice(kind, name, _ABOUT[kind]) for kind, name in KINDS.items()]
        note = f"about: {self.about.copy.splitlines()[0]}" if self.about and self.about.copy else ""
        self.place.app.push_screen(MenuSheet("Write", choices, note=note), lambda kind: self.draft(kind) if kind else None)

    def put_in(self) -> bool:
        """Put the approved message under the cursor into the open artifact, as a version; False where none is there."""
        from journey_tui.domain.channel_offers import with_message

        item, opened = self.paper.item, self.open
        if self.mode != "read" or opened is None or item is None or item.kind != "message":
            return False
        workspace, key, one, version = self.place.journey.workspace, opened.item.id, item.value, opened.version
        text, note = with_message(version.text, one.text), f"approved message of {one.channel} put in, {one.words}"

        def keep() -> None:
            workspace.save_artifact(key, text, base=version.number, note=note)
            self.place.app.call_from_thread(self.open_paper, key)

        self.place.run_decision(keep, words=f"Put in, {one.words} · i edits · V has the version before")
        return True

    def artifact_under_cursor(self) -> ArtifactItem | None:
        """Return the artifact that is open or under the cursor."""
        item = self.paper.item
        if self.open is not None and self.mode != "list":
            return self.open.item
        return item.value if item is not None and item.kind == "artifact" else None


_ABOUT = {
    "follow-up": "to whom, what they said, what comes next", "call-plan": "what to find out, what stands, what to bring",
    "plan": "steps of both sides with owners and dates", "business-case": "for whoever says yes, in their words", "recap": "where the deal stands, for a colleague",
    "note": "an empty page",
}  # fmt: skip
