"""The chat of a deal as text: questions, answers with what they stand on, and a tail that grows while a model writes."""

from __future__ import annotations

from typing import Final

from textual import events

from journey_tui.domain.views_workspace import AnswerLine, ChatLine, KeptFact
from journey_tui.widgets.document import Block, Document, Item
from journey_tui.widgets.format import Look
from journey_tui.widgets.ink import Line, Span, cut, joined, wrap
from journey_tui.widgets.story import blank

MARGIN: Final = 2
WIDEST: Final = 92
_INKS: Final = {"text": "text", "strong": "strong", "muted": "muted", "quote": "quote", "weak": "weak", "struck": "struck"}


def chat_blocks(
    lines: tuple[ChatLine, ...], facts: tuple[KeptFact, ...], look: Look, width: int, earlier: int = 0
) -> list[Block]:
    """Return the chat as blocks: what is pinned first, then the messages, oldest first."""
    blocks = _facts(facts, look, width)
    if earlier:
        blocks.append(_words(f"{earlier:,} earlier messages: g at the top reads on, / finds.", width, "muted"))
    for number, line in enumerate(lines):
        blocks += [blank()] if number or blocks else []
        blocks += message_blocks(line, look, width)
    if not lines:
        blocks += [*([blank()] if blocks else []), *_first_words(look, width)]
    return blocks


def _first_words(look: Look, width: int) -> list[Block]:
    """Return what an empty chat says: what can be asked, and which key begins."""
    del look
    lines = ["i and a question: who can say yes? what changed? what is open? what did they say about …? what holds the gate?",
             "What the store knows is answered at once, with the quotes it stands on; e opens them.",
             "/draft follow-up writes one from what is known. A makes any other; Enter opens it at the right."]  # fmt: skip
    return [_words(text, width, "muted") for text in lines]


def _facts(facts: tuple[KeptFact, ...], look: Look, width: int) -> list[Block]:
    blocks: list[Block] = []
    for fact in facts:
        about = joined((f"pinned {look.short_day(look.local(fact.at).date())}", fact.by, fact.source))
        item = Item(
            "fact",
            fact.target,
            fact.text,
            (fact.evidence,) if fact.evidence else (),
            detail=f"{about} · i edits · x takes it down",
            value=fact,
        )
        room = min(WIDEST, width - MARGIN - 4)
        lines: list[Line] = [
            ((" " * MARGIN + ("▪ " if not number else "  "), "accent"), (text, "text"))
            for number, text in enumerate(wrap(fact.text, room))
        ]
        lines.append(((" " * (MARGIN + 2) + cut(about, room), "muted"),))
        blocks.append(Block(tuple(lines), item))
    return blocks


def message_blocks(line: ChatLine, look: Look, width: int) -> list[Block]:
    """Return one message as blocks."""
    if line.role == "person":
        return [_question(line, look, width)]
    if line.role == "fact":
        return [_proposed_fact(line, look, width)]
    if line.role == "note":
        item = Item("note", str(line.id), line.text, value=line)
        return [_words(line.text, width, "muted", item)]
    blocks = [_answer_line(one, f"{line.id}/{number}", width, line) for number, one in enumerate(line.lines)]
    if not blocks and line.text:
        blocks = [_words(line.text, width, "text", Item("said", f"{line.id}/0", line.text, line.cites, value=line))]
    return (
        [*blocks, _words(_way(line), width, "weak" if line.state in ("partial", "failed") else "muted")]
        if line.way or line.state != "done"
        else blocks
    )


def _way(line: ChatLine) -> str:
    """Return which way it was answered, and whether all of it came."""
    state = {
        "partial": "not whole: what had come is kept · /again asks once more",
        "failed": "no answer came · /again asks once more",
    }
    return joined((line.way, state.get(line.state, "")))


def _question(line: ChatLine, look: Look, width: int) -> Block:
    room = min(WIDEST, width - MARGIN - 2)
    head: Line = ((" " * MARGIN, "text"), (line.person, "accent"), (f"  {look.clock(line.at)}", "faint"))
    if look.local(line.at).date() != look.today:
        head = (*head, (f"  {look.short_day(look.local(line.at).date())}", "faint"))
    rows: list[Line] = [((" " * MARGIN + text, "strong"),) for text in wrap(line.text, room)]
    return Block((head, *rows), Item("question", str(line.id), line.text, detail="asked here · y copies", value=line))


def _answer_line(one: AnswerLine, key: str, width: int, line: ChatLine) -> Block:
    room = min(WIDEST, width - MARGIN - 3)
    ink = _INKS.get(one.ink, "text")
    marks = f" [{len(one.evidence)}]" if one.evidence else " ›" if one.touchpoint else ""
    rows: list[Line] = []
    texts = wrap(one.text, room - len(marks))
    for number, text in enumerate(texts):
        spans: list[Span] = [(" " * MARGIN, "text"), (text, ink)]
        if number == len(texts) - 1 and marks:
            spans.append((marks, "accent"))
        rows.append(tuple(spans))
    if one.note:
        rows += [((" " * (MARGIN + 2) + text, "weak"),) for text in wrap(one.note, room - 2)]
    detail = joined((one.note, "e opens the quote" if one.evidence else "", "Enter reads the message" if one.touchpoint else ""))
    return Block(tuple(rows), Item("said", key, one.text, one.evidence, one.touchpoint, detail=detail, value=line))


def _proposed_fact(line: ChatLine, look: Look, width: int) -> Block:
    del look
    words = {"open": "Worth keeping? P keeps it, x does not", "accepted": "kept", "rejected": "not kept"}[line.state]
    room = min(WIDEST, width - MARGIN - 3)
    rows: list[Line] = [
        ((" " * MARGIN, "text"), ("? " if not number else "  ", "accent"), (text, "text"))
        for number, text in enumerate(wrap(line.text, room - 2))
    ]
    return Block(
        (*rows, ((" " * (MARGIN + 2) + words, "muted"),)),
        Item("proposed", str(line.id), line.text, line.cites, value=line, detail=words),
    )


def _words(text: str, width: int, ink: str, item: Item | None = None) -> Block:
    room = min(WIDEST, width - MARGIN - 2)
    return Block(tuple(((" " * MARGIN + row, ink),) for row in wrap(text, room)), item)


class ChatLog(Document):
    """The chat; while an answer comes, only the lines that it changes are painted."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tail_at: int | None = None
        self._end_wanted = False

    def show(self, blocks: list[Block], *, want: tuple[str, str] | None = None, top: bool = False, anew: bool = False) -> None:
        """Show other blocks; a tail that was growing is over."""
        self._tail_at = None
        super().show(blocks, want=want, top=top, anew=anew)

    def to_end(self) -> None:
        """Show the newest message, the cursor on its last line."""
        self._end_wanted = not self.size.height
        if self.size.height:
            self.move_to_end(last=True)
        else:
            self.go(len(self.items) - 1)
            self.top = 0

    def _on_resize(self, event: events.Resize) -> None:
        super()._on_resize(event)
        if self._end_wanted and self.size.height:
            self.to_end()

    def grow(self, text: str, *, head: str = "", ink: str = "muted") -> None:
        """Show what has come so far after the last message; repaint only what it changes."""
        lines = self._layout.lines
        first = self._tail_at is None
        if self._tail_at is None:
            self._tail_at = len(lines)
        room = min(WIDEST, self.size.width - MARGIN - 2)
        told = [((" " * MARGIN + row, "weak"),) for row in wrap(head, room)] if head else []
        fresh: list[Line] = [(), *told, *(((" " * MARGIN + row, ink),) for row in wrap(_tail(text), room) if text)]
        old = lines[self._tail_at :]
        same = next((n for n, (a, b) in enumerate(zip(old, fresh, strict=False)) if a != b), min(len(old), len(fresh)))
        at_end = first or self.top + self.size.height >= len(lines)
        lines[self._tail_at :] = fresh
        for index in range(self._tail_at + same, self._tail_at + max(len(fresh), len(old))):
            self._strips.discard((index, False))
        top = self.top
        if at_end:
            self.top = max(0, len(lines) - self.size.height)
        if self.top != top:
            self.refresh()
        else:
            self.refresh_lines(self._tail_at + same, self._tail_at + max(len(fresh), len(old)))


STEP: Final = 4_000
"""Characters: of a long answer that still comes, the last one or two such parts are shown; it is whole once it is there."""


def _tail(text: str) -> str:
    """Return the end of a long text, cut at the same place while it grows."""
    dropped = max(0, len(text) // STEP - 1) * STEP
    return f"… {text[dropped:].split(' ', 1)[-1]}" if dropped else text
