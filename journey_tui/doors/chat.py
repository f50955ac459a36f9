"""Questions about a deal: answered from the store at once where it can, kept with the deal either way."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from journey_tui.data import artifacts as table
from journey_tui.data import chat
from journey_tui.data.reader import load_changes, load_texts
from journey_tui.data.rows import remarks_of
from journey_tui.data.sqlite import transaction
from journey_tui.data.store import StoreError, writing
from journey_tui.domain.model import FieldChange, Remark, Side
from journey_tui.domain.views import DealView, TimelineRow
from journey_tui.domain.views_workspace import Answer, ChatLine, WorkspaceView
from journey_tui.doors.artifacts import SESSION, is_open
from journey_tui.doors.memory import MemoryDoor
from journey_tui.text import clean

if TYPE_CHECKING:
    from journey_tui.domain.ask import Understood
    from journey_tui.domain.ask_answers import Material

RECENT: Final = 120
"""Touchpoints that an answer about what happened last looks at."""
REMARKS: Final = 400
SENTENCE: Final = re.compile(r"(?:[^.!?\n]|\n(?!\s*\n)|[.!?](?!\s|$))+[.!?]*")


class ChatDoor(MemoryDoor):
    """The chat of a deal."""

    def ask(self, deal_id: str, question: str, view: DealView | None = None) -> Answer:
        """Return the store's answer to a question, without a model; raises `DealNotFound`. Nothing is kept."""
        view = view or self.deal(deal_id)
        # Loaded where a question is asked: what understands it costs every start of the command line otherwise.
        from journey_tui.domain.ask import Somebody, understand
        from journey_tui.domain.ask_answers import answer, not_understood
        from journey_tui.questions import learned

        people = [
            Somebody(p.key, p.name, p.side is Side.SELLER)
            for p in view.reading.people
            if p.side is not Side.SYSTEM and not p.is_machine
        ]
        understood = understand(clean(question), people, learned())
        material = self._material(view, understood)
        return not_understood(understood) if understood.guessed and not material.hits else answer(understood, material)

    def _material(self, view: DealView, understood: Understood) -> Material:
        from journey_tui.domain.ask_answers import Material

        deal_id, intent = view.deal.id, understood.intent
        remarks: tuple[Remark, ...] = ()
        changes: tuple[FieldChange, ...] = ()
        hits: tuple[TimelineRow, ...] = ()
        said: tuple[tuple[TimelineRow, str], ...] = ()
        if not intent:
            return Material(view, self.now)
        if intent in _REMARKS:
            found = self._db.execute(
                "SELECT detail FROM remark WHERE deal_id=? ORDER BY at DESC LIMIT ?", (deal_id, REMARKS)
            ).fetchall()
            remarks = remarks_of(reversed(found))
        if intent in ("amount", "close", "stage", "owner"):
            changes = load_changes(self._db, deal_id)
        only = ""
        if understood.topic:
            hits = tuple(self.search(understood.topic, deal_id=deal_id, limit=20))
            said = self._said(understood.topic, hits)
            if not hits:
                only, hits, said = self._any_word(understood.topic, deal_id)
        recent = tuple(self.timeline(deal_id, limit=RECENT)) if intent in _RECENT else ()
        coming = tuple(self._coming(deal_id)) if intent in ("next_meeting", "dates") else ()
        facts = self.kept_facts(deal_id) if intent == "pins" else ()
        artifacts = tuple(self.artifacts(deal_id)) if intent == "drafts" else ()
        return Material(view, self.now, remarks, changes, coming, recent, hits, said, only, facts, artifacts)

    def _any_word(self, topic: str, deal_id: str) -> tuple[str, tuple[TimelineRow, ...], tuple[tuple[TimelineRow, str], ...]]:
        """Return what has one of the topic's longest words, where nothing has all: the word, where it stands, who of theirs said it."""
        words = sorted((w for w in re.findall(r"\w+", topic) if len(w) > 3), key=len, reverse=True)
        found = [
            (word, hits, self._said(word, hits))
            for word in words[:3]
            if (hits := tuple(self.search(word, deal_id=deal_id, limit=20)))
        ]
        return next((one for one in found if one[2]), found[0] if found else ("", (), ()))

    def _said(self, topic: str, hits: tuple[TimelineRow, ...]) -> tuple[tuple[TimelineRow, str], ...]:
        """Return the sentences of people that have the topic's words, newest first; quoted passages are not theirs."""
        from journey_tui.data.rows import segments_of

        words = [w.rstrip("s") for w in re.findall(r"\w+", topic.casefold()) if len(w) > 2]
        texts = load_texts(self._db, [row.id for row in hits])
        found: list[tuple[TimelineRow, str]] = []
        for row in sorted(hits, key=lambda r: r.at, reverse=True):
            text, raw = texts.get(row.id, ("", "[]"))
            own = (
                [s for s in segments_of(raw) if s.role == "new" and s.side is not Side.SELLER]
                if row.side is not Side.SELLER
                else []
            )
            for segment in own:
                for match in SENTENCE.finditer(text, segment.start, segment.end):
                    folded = match.group().casefold()
                    if words and all(w in folded for w in words):
                        from dataclasses import replace

                        named = replace(row, actor=segment.speaker or row.actor)
                        found.append((named, " ".join(match.group().split())))
        return tuple(found[:12])

    def _coming(self, deal_id: str) -> list[TimelineRow]:
        from journey_tui.data import lists, rows

        query = (
            f"{rows.TOUCHPOINTS} WHERE t.deal_id=? AND t.at>? AND t.deleted=0 AND t.kind IN ('meeting', 'call') AND t.status<>'cancelled' "
            "ORDER BY t.at LIMIT 6"
        )
        found = self._db.execute(query, (deal_id, int(self.now.timestamp()))).fetchall()
        return [lists.timeline_row(rows.touchpoint_of(row)) for row in found]

    def workspace_view(self, deal_id: str) -> WorkspaceView:
        """Return what the workspace shows when it opens; drafts that went out since are found first."""
        with suppress(StoreError):
            self.find_sent(deal_id)
        lines, earlier = self.messages(deal_id)
        return WorkspaceView(
            lines,
            earlier,
            tuple(self.artifacts(deal_id)),
            self.kept_facts(deal_id),
            self.model_name(),
            tuple(self.artifacts_elsewhere(deal_id)),
            self.unsent_question(deal_id),
        )

    def model_name(self) -> str:
        """Return the model that answers what the store cannot, empty where none is set."""
        return ""

    # Typed and not sent yet.

    def keep_question(self, deal_id: str, text: str) -> None:
        """Write down what stands in the chat's input, at once; nothing where it is empty."""
        with writing(self.store) as connection, transaction(connection):
            if text:
                table.keep_typing(connection, self._writer, f"ask:{deal_id}", SESSION, 0, text)
            else:
                table.drop_typing(connection, f"ask:{deal_id}", SESSION)

    def unsent_question(self, deal_id: str) -> str:
        """Return what this person typed last into the chat and did not send, in a session that has ended; it is this one's from now on."""
        key = f"ask:{deal_id}"
        left = [row for row in table.typed(self._db, key, self._uid) if not is_open(row[0])]
        if not left:
            return ""
        with suppress(StoreError), writing(self.store) as connection, transaction(connection):
            table.keep_typing(connection, self._writer, key, SESSION, 0, left[0][3])
            for row in left:
                table.drop_typing(connection, key, row[0])
        return left[0][3]

    # Kept.

    def say(self, deal_id: str, question: str) -> int:
        """Keep what this person asked; return the message's number."""
        return self._add(deal_id, ChatLine(0, self.now, self.person, "person", "done", clean(question)))

    def keep_answer(self, deal_id: str, given: Answer) -> int:
        """Keep the store's answer."""
        text = "\n".join(line.text for line in given.lines)
        cites = tuple(dict.fromkeys(key for line in given.lines for key in line.evidence))
        state = "done" if given.understood else "open"
        return self._add(deal_id, ChatLine(0, self.now, "Journey", "store", state, text, given.way, given.lines, cites))

    def note(self, deal_id: str, text: str, role: str = "note", state: str = "done") -> int:
        """Keep a remark of Journey's own in the chat: what was drafted, saved, sent; or a fact proposed for keeping."""
        return self._add(deal_id, ChatLine(0, self.now, "Journey", role, state, clean(text)))

    def _add(self, deal_id: str, line: ChatLine) -> int:
        with writing(self.store) as connection, transaction(connection):
            return chat.add_message(connection, deal_id, self.now, (self._uid, line.person), line)

    def messages(self, deal_id: str, *, before: int = 0, limit: int = 60) -> tuple[tuple[ChatLine, ...], int]:
        """Return the newest messages of a deal's chat, oldest first, and how many older ones there are."""
        return chat.messages(self._db, deal_id, before=before, limit=limit)

    def find_messages(self, deal_id: str, words: str) -> tuple[ChatLine, ...]:
        """Return messages of a deal's chat that have the words, newest first."""
        return chat.find_messages(self._db, deal_id, words)


_REMARKS: Final = frozenset(("promised", "owed_us", "asked", "alternatives", "dates", "next_meeting", "close", "said_by"))
_RECENT: Final = frozenset(("last_heard", "last_touch", "timeline_of", "said_by", "next_meeting", "changed"))
