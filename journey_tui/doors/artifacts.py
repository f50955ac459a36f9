"""Artifacts of a deal: drafted, kept with versions, compared, sent - and found in the mailbox once they were."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Final

from journey_tui.data import artifacts as table
from journey_tui.data import lists
from journey_tui.data.artifacts import NewVersion, Writer
from journey_tui.data.decision_checks import DecisionRefused
from journey_tui.data.rows import remarks_of
from journey_tui.data.sqlite import transaction
from journey_tui.data.store import writing
from journey_tui.domain.drafts import KINDS, Brief, Draft, kind_for, make
from journey_tui.domain.language import without_blame
from journey_tui.domain.model import Remark, Side
from journey_tui.domain.plan_table import planned
from journey_tui.domain.playbook import Channel
from journey_tui.domain.views import DealView, TimelineRow
from journey_tui.domain.views_workspace import ArtifactItem, ArtifactVersion, ArtifactView, PlannedStep, Saved
from journey_tui.doors.base import DealNotFound
from journey_tui.doors.deciding import DecidingDoor
from journey_tui.text import clean, normalise, one_line

SESSION: Final = f"{os.getpid()}-{os.urandom(4).hex()}"
"""What tells this session from another one on the same artifact."""


def is_open(session: str) -> bool:
    """Return whether a session still runs: what it types is its own."""
    if session == SESSION:
        return True
    try:
        os.kill(int(session.partition("-")[0]), 0)
    except (ValueError, ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return session.partition("-")[0] != str(os.getpid())


class ArtifactsDoor(DecidingDoor):
    """Artifacts of a deal."""

    _unlike: ClassVar[set[tuple[str, int, str]]] = set()
    """(draft, version, message) that were compared and are not the same: neither of them changes."""

    @property
    def _writer(self) -> Writer:
        return Writer(self._uid, self.person, self.now)

    def artifacts(self, deal_id: str) -> list[ArtifactItem]:
        """Return the artifacts of a deal, what was changed last first."""
        return table.of_deal(self._db, deal_id)

    def artifacts_elsewhere(self, deal_id: str) -> list[ArtifactItem]:
        """Return the artifacts of the other deals of its account."""
        return table.of_account(self._db, deal_id)

    def artifact_item(self, key: str) -> ArtifactItem:
        """Return an artifact by its id or the beginning of it; raises `DealNotFound`."""
        found = table.item(self._db, key)
        if found is None:
            raise DealNotFound(f"There is no artifact {key} in this store. `journey artifacts` lists them.")
        return found

    def artifact(self, key: str) -> ArtifactView:
        """Return an artifact with the version that stands and what this person typed since; raises `DealNotFound`."""
        item = self.artifact_item(key)
        version = table.version(self._db, item.id, item.head)
        assert version is not None
        mine = [row for row in table.typed(self._db, item.id, self._uid) if not is_open(row[0]) and row[3] != version.text]
        left = mine[0] if mine else None
        from journey_tui.data.chat import moment_ms

        return ArtifactView(
            item, version, left[3] if left else None, left[2] if left else 0, moment_ms(left[1]) if left else None,
            table.proposal(self._db, item.id),
        )  # fmt: skip

    def artifact_versions(self, key: str) -> list[ArtifactVersion]:
        """Return every version without its text, newest first."""
        return table.versions(self._db, key)

    def artifact_version(self, key: str, number: int) -> ArtifactVersion:
        """Return one version whole; raises `DealNotFound`."""
        found = table.version(self._db, key, number)
        if found is None:
            raise DealNotFound(f"Artifact {key} has no version {number}.")
        return found

    def lines_of_people(self, key: str) -> frozenset[str]:
        """Return the lines that a person was the first to write in an artifact."""
        from journey_tui.domain.diff import lines_of_people

        return lines_of_people(table.texts_by_people(self._db, key, self.artifact_item(key).head))

    def line_authors(self, key: str) -> dict[str, str]:
        """Return line → who was the first to write it (`person`, `ai`, `template`), proposals among them."""
        from journey_tui.domain.diff import first_writers

        return first_writers(table.all_texts(self._db, key))

    # Drafting.

    def brief(self, deal_id: str, *, step_id: str = "", about: str = "", person: str = "", view: DealView | None = None) -> Brief:
        """Return what a draft is made from: the deal, the step or item that it was opened from, whom it is for."""
        view = view or self.deal(deal_id)
        step = next((s for s in view.reading.steps if s.id == step_id), None)
        found = self._db.execute("SELECT detail FROM remark WHERE deal_id=? ORDER BY at DESC LIMIT 400", (deal_id,)).fetchall()
        touchpoint = next(iter(step.touchpoints), "") if step else ""
        touchpoint = touchpoint or (about if self._is_touchpoint(about) else "") or ("" if step else view.reading.needs_follow_up)
        row = self._row_of(touchpoint) if touchpoint else None
        wanted = person or (step.person if step else "")
        reader = next(
            (p for p in view.reading.people if wanted and wanted in (p.key, p.name) and p.side is not Side.SELLER), None
        )
        named = about if any(r.key == about for r in view.reading.requirements) else ""
        return Brief(
            view, self._channel_of(view), self.now.date(), view.deal.owner or self.person, remarks_of(found), row[0] if row else None,
            row[1] if row else frozenset(), self._last_of_theirs(deal_id), step, reader, named,
        )  # fmt: skip

    def _is_touchpoint(self, key: str) -> bool:
        return bool(key) and self._db.execute("SELECT 1 FROM touchpoint WHERE id=?", (key,)).fetchone() is not None

    def _last_of_theirs(self, deal_id: str) -> TimelineRow | None:
        """Return the newest message, call or meeting of people of the customer's, up to now."""
        found = self._db.execute(
            "SELECT id FROM touchpoint WHERE deal_id=? AND deleted=0 AND at<=? AND side='customer' AND origin<>'automated' "
            "AND kind IN ('email', 'call', 'meeting') ORDER BY at DESC LIMIT 1", (deal_id, int(self.now.timestamp()))
        ).fetchone()  # fmt: skip
        row = self._row_of(found[0]) if found else None
        return row[0] if row else None

    def _row_of(self, touchpoint_id: str) -> tuple[TimelineRow, frozenset[str]] | None:
        try:
            whole = self.touchpoint(touchpoint_id)
        except DealNotFound:
            return None
        return whole.row, frozenset(p.address or p.name.casefold() for p in whole.parties)

    def _channel_of(self, view: DealView) -> Channel:
        channels = self.playbooks.channels
        return next((c for c in channels if c.key == view.channel.key), channels[0])

    def draft(
        self, deal_id: str, kind: str, *, step_id: str = "", about: str = "", person: str = "", view: DealView | None = None
    ) -> ArtifactItem:
        """Write a first version from the template, filled with evidence, and keep it; raises `DecisionRefused`."""
        if kind not in KINDS:
            raise DecisionRefused(f"{kind or 'nothing'} is no kind of artifact. Known: {', '.join(KINDS)}.")
        made = make(kind, self.brief(deal_id, step_id=step_id, about=about, person=person, view=view))
        return self.keep_draft(deal_id, made, step_id=step_id, about=about)

    def draft_for_step(self, deal_id: str, step_id: str, view: DealView | None = None) -> ArtifactItem:
        """Return the artifact that does a step: the one that was made for it, else a new one."""
        view = view or self.deal(deal_id)
        made = next((a for a in self.artifacts(deal_id) if a.step_id == step_id), None)
        step = next((s for s in view.reading.steps if s.id == step_id), None)
        if made is not None:
            return made
        if step is None:
            raise DecisionRefused("This step is not shown for the deal any more. Refresh, and look again.")
        return self.draft(deal_id, kind_for(step), step_id=step_id, view=view)

    def keep_draft(
        self, deal_id: str, made: Draft, *, step_id: str = "", about: str = "", author: str = "template"
    ) -> ArtifactItem:
        """Keep a first version; returns the artifact."""
        text = clean(without_blame(made.text))
        first = NewVersion(text, author, made.note, made.cites)
        title = one_line(without_blame(made.title), limit=120)
        with writing(self.store) as connection, transaction(connection):
            key = table.create(
                connection, self._writer, deal_id, made.kind, title, first, step_id=step_id or made.step_id, about=about
            )
        return self.artifact_item(key)

    # Writing.

    def standing_words(self, deal_id: str, quoted: Iterable[str]) -> frozenset[str]:
        """Return which quoted words stand one after the other in a message or subject of the deal, or are a name of its own."""
        view = self.deal(deal_id)
        names = {normalise(one).casefold() for one in (*(r.label for r in view.reading.requirements), *(s.title for s in view.reading.steps),
                                                        view.deal.name, view.deal.account)}  # fmt: skip
        return frozenset(
            one for one in quoted if normalise(one).casefold() in names or lists.stands_in_deal(self._db, deal_id, one)
        )

    def save_artifact(
        self, key: str, text: str, *, base: int, author: str = "person", note: str = "", cites: tuple[str, ...] | None = None
    ) -> Saved:
        """Keep what was written as a version; where somebody saved another one meanwhile, both are kept."""
        item = self.artifact_item(key)
        if cites is None:
            before = table.version(self._db, item.id, base or item.head)
            cites = before.cites if before else ()
        new = NewVersion(clean(text), author, note or "edited", cites, base)
        with writing(self.store) as connection, transaction(connection):
            return table.save(connection, self._writer, item.id, new, SESSION)

    def propose(self, key: str, text: str, *, base: int, note: str, cites: tuple[str, ...] = ()) -> ArtifactVersion:
        """Keep an AI's other wording beside the text: nothing of it counts until a person takes it, hunk by hunk."""
        new = NewVersion(clean(without_blame(text)), "ai", note, cites, base, "proposed")
        with writing(self.store) as connection, transaction(connection):
            return table.save(connection, self._writer, key, new).version

    def settle_proposal(self, key: str, number: int, text: str, *, seen: str, taken: int, of: int) -> Saved:
        """Keep the text with the hunks that a person took; raises `DecisionRefused` where it is not what they saw."""
        item = self.artifact_item(key)
        with writing(self.store) as connection, transaction(connection):
            head = table.version(connection, item.id, table.head_of(connection, item.id))
            assert head is not None
            if head.hash != seen:
                raise DecisionRefused(
                    f"Not taken: {head.person} changed the text since you saw it. Look at the difference again."
                )
            table.settle(connection, item.id, number)
            note = f"{taken} of {of} proposed changes taken" if taken else "no proposed change taken"
            return table.save(
                connection,
                self._writer,
                item.id,
                NewVersion(text, "ai" if taken else head.author, note, head.cites, head.number),
                SESSION,
            )

    def type_into(self, key: str, base: int, text: str) -> None:
        """Write down what is being typed, at once."""
        with writing(self.store) as connection, transaction(connection):
            table.keep_typing(connection, self._writer, key, SESSION, base, text)

    def stop_typing(self, key: str, *, everything: bool = False) -> None:
        """Forget what this session typed (`everything`: what this person's ended ones did too): it is a version now, or was left."""
        with writing(self.store) as connection, transaction(connection):
            ended = [row[0] for row in table.typed(connection, key, self._uid) if not is_open(row[0])] if everything else []
            sessions = [SESSION, *ended]
            for session in sessions:
                table.drop_typing(connection, key, session)

    # Sending.

    def mark_sent(self, key: str, *, seen: str) -> ArtifactItem:
        """Say that a person sent it; its action is done then. Raises `DecisionRefused` where the text is not what was seen."""
        view = self.artifact(key)
        if view.version.hash != seen:
            raise DecisionRefused("Not marked: the text was changed since you saw it. Look at it again.")
        with writing(self.store) as connection, transaction(connection):
            table.mark_sent(connection, self._writer, view.item.id, self.person, view.version.hash)
        self._step_done(view.item, "sent")
        return self.artifact_item(view.item.id)

    def mark_draft(self, key: str) -> ArtifactItem:
        """Say that it was not sent after all."""
        with writing(self.store) as connection, transaction(connection):
            table.mark(connection, key, "draft")
        return self.artifact_item(key)

    def drop_artifact(self, key: str) -> None:
        """Take an artifact off the lists; every version stays in the store."""
        with writing(self.store) as connection, transaction(connection):
            table.mark(connection, key, "dropped")

    def rename_artifact(self, key: str, title: str) -> None:
        """Call an artifact something else."""
        with writing(self.store) as connection, transaction(connection):
            table.rename(connection, key, one_line(title, limit=120) or "Untitled")

    def _step_done(self, item: ArtifactItem, reason: str) -> None:
        from contextlib import suppress

        if item.step_id:
            with suppress(DecisionRefused):
                self.decide("step", item.step_id, deal_id=item.deal_id, value="done", reason=reason)

    def find_sent(self, deal_id: str) -> list[ArtifactItem]:
        """Find drafts that went out since: a message of ours with their words marks them as sent, and their action as done."""
        from journey_tui.data.rows import moment
        from journey_tui.domain.sending import is_same_message

        drafts = table.unsent_mails(self._db, deal_id)
        mails = table.own_mails_since(self._db, deal_id, min(one[2] for one in drafts) // 1000) if drafts else []
        found: list[ArtifactItem] = []
        for key, _, created, head, text in drafts if mails else ():
            for touchpoint, at, subject, body in mails:
                if at < created // 1000 or (key, head, touchpoint) in self._unlike:
                    continue
                if not is_same_message(text, subject, body):
                    self._unlike.add((key, head, touchpoint))
                    continue
                with writing(self.store) as connection, transaction(connection):
                    table.mark_sent(connection, self._writer, key, touchpoint, table.digest(text), moment(at))
                item = self.artifact_item(key)
                self._step_done(item, "found in the mailbox")
                found.append(item)
                break
        return found

    def export_artifact(self, key: str, form: str, folder: Path | None = None) -> Path:
        """Write an artifact as a file: `md`, `html`, `docx` or `eml`; a file that is there is never written over."""
        from journey_tui.exports import file_name, render

        view = self.artifact(key)
        data = render(form, view.version.text, view.item.title, view.item.kind)
        folder = folder or Path.cwd()
        name = file_name(view.item.title, form)
        for number in range(1, 1000):
            path = folder / (name if number == 1 else name.replace(f".{form}", f"-{number}.{form}"))
            try:
                descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:
                continue
            except OSError as error:
                raise DecisionRefused(f"Nothing was written: {path} cannot be made ({error.strerror}).") from error
            with os.fdopen(descriptor, "wb") as handle:
                handle.write(data)
            return path
        raise DecisionRefused(f"Nothing was written: {folder} has a thousand files of that name.")

    def planned_steps(self, deal_id: str) -> tuple[PlannedStep, ...]:
        """Return the steps of the deal's mutual action plans, those to come and those done."""
        today = self.now.date()
        return tuple(step for key, text in table.plans(self._db, deal_id) for step in planned(text, today, key))

    def deal_remarks(self, deal_id: str) -> tuple[Remark, ...]:
        """Return the newest remarks of a deal."""
        return remarks_of(
            self._db.execute("SELECT detail FROM remark WHERE deal_id=? ORDER BY at DESC LIMIT 400", (deal_id,)).fetchall()
        )
