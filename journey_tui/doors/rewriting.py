"""Let the model write: a first version beside the template's, or other words that wait, hunk by hunk, for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from journey_tui.data import artifacts as table
from journey_tui.data.artifacts import NewVersion
from journey_tui.data.decision_checks import DecisionRefused
from journey_tui.data.sqlite import transaction
from journey_tui.data.store import writing
from journey_tui.domain.diff import rebased
from journey_tui.domain.drafts import KINDS
from journey_tui.domain.views import DealView
from journey_tui.domain.views_workspace import AnswerLine, ArtifactItem, ArtifactVersion, ArtifactView, ChatLine, Saved
from journey_tui.doors.artifacts import SESSION
from journey_tui.doors.asking import AskingDoor, Talk, sources_of
from journey_tui.lean import dataclass
from journey_tui.text import clean

if TYPE_CHECKING:
    from journey_tui.analysis.rewriting import Rewritten


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the model about an artifact."""

    asked: str
    """The command as it was typed: what is kept for another try."""
    opened: ArtifactView
    mine: frozenset[str] = field(default_factory=frozenset)
    """Lines that a person wrote."""
    do_not_say: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it."""

    line: ChatLine
    """What the chat says of it; kept."""
    version: ArtifactVersion | None = None
    """The model's version; None where none came."""

    @property
    def proposed(self) -> bool:
        """Return whether it waits for a person."""
        return self.version is not None and self.version.state == "proposed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal beside the text as it stands now."""

    opened: ArtifactView
    version: ArtifactVersion
    text: str
    """The text as it would be with all of it taken; what a person wrote since stays."""
    mine: frozenset[str]
    missed: int
    """Changes that fell where somebody has written since: they are left out."""


class RewritingDoor(AskingDoor):
    """The model's part of the artifacts."""

    def wish(self, key: str, asked: str) -> Wish:
        """Return what the model is to be asked about an artifact; raises `DealNotFound`."""
        opened = self.artifact(key)
        return Wish(
            asked, opened, self.lines_of_people(opened.item.id), self._channel_of(self.deal(opened.item.deal_id)).do_not_say
        )

    def write(self, wish: Wish, words: str = "", *, view: DealView | None = None) -> Talk:
        """Return the model's text for an artifact, on its way; raises `ModelError`. Nothing that was said in confidence is given."""
        from journey_tui.analysis.asking import write_request
        from journey_tui.analysis.links import links_of

        item, version = wish.opened.item, wish.opened.version
        view = view or self.deal(item.deal_id)
        client = self._client()
        room = max(1_000, client.config.window_chars - len(version.text))
        first = self._first_touchpoints(item, view)
        shown = self._shown(view, f"{words} {item.title}", room, carried=True, first=first)
        request = write_request(
            KINDS.get(item.kind, item.kind), version.text, wish.mine, shown.sources, wish=words, do_not_say=wish.do_not_say
        )
        sources = sources_of(shown, view)
        # The addresses of the message's own head are no links of the model's: they show while it writes, too.
        sources = replace(sources, links=sources.links | links_of([version.text]))
        return Talk(client, request, sources, f"{client.config.name} · {shown.words}")

    def _first_touchpoints(self, item: ArtifactItem, view: DealView) -> Sequence[str]:
        """Return what the artifact follows: its step's messages, or what it was opened from."""
        step = next((s for s in view.reading.steps if s.id == item.step_id), None)
        return [key for key in (*(step.touchpoints if step else ()), item.about) if key]

    def keep_writing(self, wish: Wish, talk: Talk) -> Written:
        """Check what has come and keep it: as the version that stands where only the template stood, else as a proposal.

        What did not come whole is kept in the chat with what was asked for; no version is made of it.
        """
        from journey_tui.analysis.rewriting import rewritten

        arrived, item, base = talk.arrived, wish.opened.item, wish.opened.version
        if arrived.state != "done":
            return Written(self._not_written(wish, talk))
        made = rewritten(arrived.text, base.text, talk.sources, mine=wish.mine, do_not_say=wish.do_not_say)
        if not made.text.strip() or made.text == base.text:
            words = "The model proposes no change that stands." if arrived.text.strip() else "Nothing came."
            return Written(self._say_written(wish, talk, words, made))
        saved = self._keep_version(item.id, base, made, talk)
        what = "proposed other words for" if saved.state == "proposed" else f"wrote version {saved.number} of"
        line = self._say_written(wish, talk, f"{talk.way.partition(' · ')[0]} {what} “{item.title}”.", made)
        return Written(line, saved)

    def _keep_version(self, key: str, base: ArtifactVersion, made: Rewritten, talk: Talk) -> ArtifactVersion:
        cites = tuple(dict.fromkeys((*base.cites, *made.cites)))
        with writing(self.store) as connection, transaction(connection):
            head = table.item(connection, key)
            alone = head is not None and head.head == base.number and head.author == "template" and not head.typing
            state = "kept" if alone else "proposed"
            return table.save(
                connection, self._writer, key, NewVersion(clean(made.text), "ai", talk.way, cites, base.number, state)
            ).version

    def _not_written(self, wish: Wish, talk: Talk) -> ChatLine:
        arrived = talk.arrived
        words = (
            f"“{wish.opened.item.title}” stays as it was: the template's text is there to work on."
            if wish.opened.version.author == "template"
            else f"“{wish.opened.item.title}” stays as it was."
        )
        lines = [AnswerLine(clean(row), ink="weak") for row in arrived.text.split("\n") if row.strip()]
        lines.append(AnswerLine(f"{arrived.error or 'Stopped.'} {words}", ink="muted"))
        lines.append(
            AnswerLine(
                "What was asked for is kept: /again tries once more, /model and a name lets another model try.", ink="muted"
            )
        )
        return self._keep_line(wish, talk, tuple(lines), arrived.state if arrived.state != "done" else "partial", wish.asked)

    def _say_written(self, wish: Wish, talk: Talk, words: str, made: Rewritten) -> ChatLine:
        lines = [AnswerLine(words, made.cites)]
        lines += [AnswerLine(text, ink="struck", note=f"Left out: {reason}.") for text, reason in made.left_out[:12]]
        return self._keep_line(wish, talk, tuple(lines), "done", "")

    def _keep_line(self, wish: Wish, talk: Talk, lines: tuple[AnswerLine, ...], state: str, asked: str) -> ChatLine:
        text = "\n".join(line.text for line in lines)
        cites = tuple(dict.fromkeys(key for line in lines for key in line.evidence))
        line = ChatLine(0, self.now, talk.way.partition(" · ")[0], "model", state, text, talk.way, lines, cites, asked)
        self._add(wish.opened.item.deal_id, line)
        return line

    # Proposals.

    def proposal(self, key: str, number: int = 0) -> Proposal:
        """Return a proposal beside the text as it stands now, by default the newest; raises `DecisionRefused` where none waits."""
        opened = self.artifact(key)
        version = self.artifact_version(opened.item.id, number) if number else opened.proposal
        if version is None:
            raise DecisionRefused("No proposal waits on this artifact.")
        base = self.artifact_version(opened.item.id, version.base or opened.version.number)
        text, missed = rebased(base.text, opened.version.text, version.text)
        return Proposal(opened, version, text, self.lines_of_people(opened.item.id), missed)

    def take_back(self, key: str, proposal: int, settled: str) -> Saved:
        """Put the text back as it was before a proposal was decided on, and let the proposal wait again.

        `settled` is the hash of the text that came of it; raises `DecisionRefused` where somebody has changed it since.
        """
        item = self.artifact_item(key)
        with writing(self.store) as connection, transaction(connection):
            head = table.version(connection, item.id, table.head_of(connection, item.id))
            assert head is not None
            if head.hash != settled:
                raise DecisionRefused(f"Not taken back: {head.person} changed the text since. V has every version.")
            before = table.version(connection, item.id, head.base)
            assert before is not None
            table.wait_again(connection, item.id, proposal)
            new = NewVersion(before.text, before.author, "changes taken back", before.cites, head.number)
            return table.save(connection, self._writer, item.id, new, SESSION)
