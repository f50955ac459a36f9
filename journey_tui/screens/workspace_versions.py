"""The versions of an artifact: what changed between any two, by whom, and a proposal taken or left hunk by hunk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from journey_tui.domain.diff import Hunk, hunks, with_hunks
from journey_tui.domain.views_workspace import ArtifactVersion, ArtifactView
from journey_tui.screens.workspace_writing import WritingVerbs
from journey_tui.widgets.papers import diff_blocks, version_blocks


class VersionVerbs(WritingVerbs):
    """What can be done with versions and differences."""

    def __init__(self, place: Any) -> None:
        super().__init__(place)
        self.parts: tuple[Hunk, ...] = ()
        self.taken: dict[int, bool] = {}
        self.compared: ArtifactVersion | None = None
        self.live = False
        self.versions: list[ArtifactVersion] = []
        self.chosen: int | None = None
        """The version that the next one is compared with; None: the one that stands."""
        self._title = ""
        self._authors: Mapping[str, str] = {}
        self._settled: tuple[str, int, str] | None = None
        """(artifact, proposal, hash of what came of it): what `u` takes back."""

    @property
    def paper_width(self) -> int:
        """Return the columns of the artifacts."""
        return self.size.width

    @property
    def open_artifact(self) -> str:
        """Return the id of the artifact that is open."""
        return ""

    def turn_to(self, side: str) -> None:
        """Give the keys to the chat or to the artifacts."""

    # Versions.

    def action_versions(self) -> None:
        """Show the versions; a proposal that waits is shown at once."""
        item = self.paper.item
        key = self.open_artifact or (item.id if item is not None and item.kind == "artifact" else "")
        if not key:
            self.place.say("Open an artifact first: Tab, then Enter.")
            return
        if self.mode == "edit":
            self.stop_writing()
        if self.open is not None and self.open.proposal is not None and self.mode == "read":
            self.show_proposal(key)
            return
        workspace = self.place.journey.workspace
        self.turn_to("paper")
        self.chosen = None
        self.load("versions", lambda: (workspace.artifact(key), workspace.artifact_versions(key)))

    def show_proposal(self, key: str) -> None:
        """Show the proposal that waits, hunk by hunk."""
        workspace = self.place.journey.workspace
        self.load("proposal", lambda: (workspace.proposal(key), workspace.line_authors(key)))

    def version_loaded(self, what: str, value: Any) -> bool:
        """Take what was read for the versions."""
        if what == "versions":
            self.open, self.versions = value
            self.mode = "versions"
            self._show_versions(top=True)
            return True
        if what == "proposal":
            found, self._authors = value
            self.open = found.opened
            missed = f" · {found.missed} left out: you have written there since" if found.missed else ""
            title = f"AI proposes, from version {found.version.base}{missed}"
            self._show_difference(found.version, found.opened.version.text, found.text, found.mine, title, live=True)
            return True
        if what == "compare":
            newer, old, new, title, self._authors = value
            self._show_difference(newer, old, new, frozenset(), title, live=False)
            return True
        return False

    def _show_versions(self, *, top: bool = False) -> None:
        if self.open is not None:
            blocks = version_blocks(self.versions, self.open.item.head, self.chosen, self.look, self.paper_width)
            self.paper.show(blocks, top=top)

    def show_versions_again(self) -> None:
        """Set versions or a difference at the present width."""
        if self.mode == "versions":
            self._show_versions()
        elif self.mode == "diff":
            self._paint_difference()

    def choose_version(self) -> bool:
        """Compare from the version under the cursor on; False elsewhere."""
        item = self.paper.item
        if self.mode != "versions" or self.side != "paper" or item is None or item.kind != "version":
            return False
        self.chosen = None if self.chosen == int(item.id) else int(item.id)
        self._show_versions()
        self.place.say(
            f"Compared with version {self.chosen}: Enter on another one." if self.chosen else "Compared with what stands."
        )
        return True

    def compare_under_cursor(self) -> bool:
        """Show what changed between the version under the cursor and the chosen one, else the one that stands; False elsewhere."""
        item, opened = self.paper.item, self.open
        if self.mode != "versions" or item is None or item.kind != "version" or opened is None:
            return False
        one: ArtifactVersion = item.value
        if one.state == "proposed":
            self.show_proposal(opened.item.id)
            return True
        head = opened.item.head
        other = self.chosen or (one.base or one.number - 1 if one.number == head else head)
        if other in (one.number, 0):
            self.place.say("a on another version first: these two are the same.")
            return True
        self._compare(opened, *sorted((one.number, other)))
        return True

    def _compare(self, opened: ArtifactView, older: int, newer: int) -> None:
        workspace, key = self.place.journey.workspace, opened.item.id

        def read() -> tuple[ArtifactVersion, str, str, str, dict[str, str]]:
            old, new = workspace.artifact_version(key, older), workspace.artifact_version(key, newer)
            who = {"ai": "AI", "template": "the template"}.get(new.author, new.person)
            return new, old.text, new.text, f"What {who} changed, version {older} to {newer}", workspace.line_authors(key)

        self.load("compare", read)

    # Differences.

    def _show_difference(
        self, other: ArtifactVersion, old: str, new: str, mine: frozenset[str], title: str, *, live: bool
    ) -> None:
        self.mode, self.compared, self.live, self._title = "diff", other, live, title
        self.parts, self.taken = hunks(old, new, by_person=mine), {}
        self._paint_difference(top=True)
        self.turn_to("paper")
        self.screen.set_focus(self)

    def _paint_difference(self, *, top: bool = False) -> None:
        blocks = diff_blocks(self.parts, self.taken, self._title, self.paper_width, live=self.live, authors=self._authors)
        self.paper.show(blocks, top=top)

    def action_hunk(self, step: int) -> None:
        """Move to the next hunk or the one before."""
        if self.mode == "diff":
            self.paper.move(step)
        else:
            self.place.say("{ } move between the changes of a proposal; V shows it.")

    def decide_hunk(self, *, take: bool) -> bool:
        """Take or leave the hunk under the cursor; False where there is none."""
        item = self.paper.item
        if self.mode != "diff" or self.side != "paper" or item is None or item.kind != "hunk":
            return False
        if not self.live:
            self.place.say("This only shows what changed; a proposal's changes can be taken or left.")
            return True
        self.taken[int(item.id)] = take
        following = self.paper.following
        self._paint_difference()
        if following is not None:
            self.paper.seek(following.key)
        left = len(self.parts) - len(self.taken)
        self.place.say(
            f"{left} left to decide · Enter keeps what was taken"
            if left
            else "All decided: Enter keeps what was taken, u starts again."
        )
        return True

    def keep_taken(self) -> bool:
        """Keep the text with the hunks that were taken; False where no proposal shows."""
        opened, other = self.open, self.compared
        if self.mode != "diff" or not self.live or opened is None or other is None:
            return False
        if not self.taken and self.parts:
            self.place.say("Nothing is decided yet: a takes a change, x leaves it.")
            return True
        numbers = [number for number, take in self.taken.items() if take]
        text = with_hunks(opened.version.text, self.parts, numbers)
        workspace, key, seen, of = self.place.journey.workspace, opened.item.id, opened.version.hash, len(self.parts)

        def settle() -> None:
            saved = workspace.settle_proposal(key, other.number, text, seen=seen, taken=len(numbers), of=of)
            self._settled = (key, other.number, saved.version.hash) if saved.changed else None

        self.mode = "read"
        undo = " · u takes them back" if numbers else ""
        self.place.run_decision(settle, words=f"{len(numbers)} of {of} changes taken{undo}; V has every version")
        self.place.call_later(lambda: self.open_paper(key))
        return True

    def undo_hunks(self) -> bool:
        """Take all decisions on hunks back, also those that were just kept; False where there are none."""
        if self.mode == "diff" and self.live:
            self.taken = {}
            self._paint_difference()
            self.place.say("All decisions are taken back.")
            return True
        settled = self._settled
        if self.mode != "read" or self.side != "paper" or settled is None or settled[0] != self.open_artifact:
            return False
        workspace, (key, proposal, seen) = self.place.journey.workspace, settled
        self._settled = None

        def back() -> None:
            workspace.take_back(key, proposal, seen)
            self.place.app.call_from_thread(self.open_paper, key)

        self.place.run_decision(back, words="The text is as it was; the proposal waits again: V shows it.")
        return True
