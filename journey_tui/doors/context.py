"""What of a deal a model is shown: this deal alone, chosen by full-text search, what fits the question best first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from journey_tui.data.reader import load_people
from journey_tui.domain.channel_offers import offered, standing_points, verified_words
from journey_tui.domain.context import Shown, Source, within
from journey_tui.domain.facts import is_said
from journey_tui.domain.language import short_date
from journey_tui.domain.model import Evidence
from journey_tui.domain.playbook import Channel
from journey_tui.domain.views import DealView
from journey_tui.doors.chat import ChatDoor

_WORD: Final = re.compile(r"\w{3,}")
_SMALL: Final = frozenset(
    "what when where which who whom whose does did has have had are was were will would could should can the and for with about from that this "
    "they their them our your you how why any all not say said tell think know need want make give write there into than then".split()
)
QUOTES: Final = 80
"""Quotes that are looked at, those that fit the question first."""
WORDS: Final = 6
HITS: Final = 8
"""Messages found for one word."""
PASSAGE: Final = 1_200
"""Characters of one message around the words that were found."""


class ContextDoor(ChatDoor):
    """What a model is shown."""

    def _shown(
        self, view: DealView, question: str, limit: int, *, about: str = "", artifact: str = "", carried: bool = False,
        first: Sequence[str] = (),
    ) -> Shown:  # fmt: skip
        """Return the sources for a question within a budget of characters, the messages `first` before others.

        `carried`: it may be carried to others, so nothing that was said in confidence is in it.
        """
        found = self._sources(view, question, about, artifact, first)
        return within((one for one in found if not (carried and one.confidential)), limit)

    def _sources(self, view: DealView, question: str, about: str, artifact: str, first: Sequence[str]) -> Iterator[Source]:
        """Yield the item in view, pinned facts, the artifact, the story, the channel's record, quotes that fit, messages that fit."""
        deal_id = view.deal.id
        private = self._private(view)
        if about:
            yield Source("item", f"In view: {about}")
        for fact in self.kept_facts(deal_id):
            text = f"Pinned by {fact.by}, {short_date(fact.at, self.now)} ({fact.source}): {fact.text}"
            yield Source("fact", text, fact.evidence, "", fact.evidence in private)
        if artifact:
            opened = self.artifact(artifact)
            if opened.item.deal_id == deal_id:
                yield Source("artifact", f"The artifact in view, “{opened.item.title}”:\n{opened.version.text}")
        yield from self._story(view, private)
        yield from _record(view, self._channel_of(view))
        words = words_of(question)
        hits = {**dict.fromkeys(first, -1), **self._hits(deal_id, words)}
        for one in fitting(view.evidence, words, hits)[:QUOTES]:
            text = _quote(one, view)
            yield Source("quote", text, one.id, one.touchpoint_id, one.id in private, one.speaker, one.side.value)
        yield from self._messages(deal_id, hits, words, {e.touchpoint_id for e in view.evidence if e.id in private})

    def _private(self, view: DealView) -> frozenset[str]:
        """Return the quotes that were said in confidence, or that overlap with what was."""
        spans = [(e.touchpoint_id, e.start, e.end) for e in view.evidence if e.confidential]
        spans += [(r.touchpoint_id, r.start, r.end) for r in self.deal_remarks(view.deal.id) if r.confidential]
        return frozenset(
            e.id
            for e in view.evidence
            if any(e.touchpoint_id == t and e.start < end and start < e.end for t, start, end in spans)
        )

    def _story(self, view: DealView, secret: frozenset[str]) -> Iterator[Source]:
        deal, reading = view.deal, view.reading
        close = f", closes {short_date(deal.close_date)} {deal.close_date.year}" if deal.close_date else ""
        amount = f", {deal.amount:,} {deal.currency}" if deal.amount is not None else ""
        yield Source(
            "claim",
            f"{deal.name}, {deal.account}{amount}{close}, owner {deal.owner}. Today is {self.now:%a} {short_date(self.now)} {self.now.year}.",
        )
        for claim in reading.claims:
            hidden = any(key in secret for key in claim.evidence)
            yield Source("claim", f"{claim.text} ({claim.band.words})", next(iter(claim.evidence), ""), "", hidden)
        for row in reading.requirements:
            if row.status.value:
                question = f" Open question: {row.question}" if row.question else ""
                yield Source(
                    "claim",
                    f"{row.label}: {row.status.value}. {row.reason}{question}",
                    row.strongest,
                    "",
                    row.strongest in secret,
                )
        for step in reading.steps:
            due = f", due {step.due:%a} {short_date(step.due)} {step.due.year}" if step.due else ""
            hidden = any(key in secret for key in step.evidence)
            yield Source(
                "claim", f"Step ({step.state}): {step.title}{due}. {step.why}", next(iter(step.evidence), ""), "", hidden
            )

    def _hits(self, deal_id: str, words: Sequence[str]) -> dict[str, int]:
        """Return touchpoint → rank of what the full-text search finds, whatever has all words first."""
        found: dict[str, int] = {}
        for query in (" ".join(words), *sorted(words, key=len, reverse=True)[:WORDS]):
            for row in self.search(query, deal_id=deal_id, limit=HITS) if query else ():
                found.setdefault(row.id, len(found))
        return found

    def _messages(self, deal_id: str, hits: dict[str, int], words: Sequence[str], secret: set[str]) -> Iterator[Source]:
        """Yield what people wrote and said in the messages found, without signatures, quoted letters and words to machines."""
        from journey_tui.analysis.port import Context
        from journey_tui.analysis.windows import passages_of
        from journey_tui.data import rows
        from journey_tui.data.model_store import whole_touchpoints

        row = self._db.execute(f"{rows.DEAL} WHERE d.id=?", (deal_id,)).fetchone()
        context = Context(rows.deal_of(row), load_people(self._db, deal_id), frozenset(self.playbooks.playbook.keys))
        for one in whole_touchpoints(self._db, list(hits)):
            if one.deal_id != deal_id:
                continue
            for passage in passages_of(one, context):
                run = passage.run
                text = _around(one.text[passage.start : passage.end], words)
                label = f"{one.kind.value} of {short_date(one.at)} {one.at.year}, “{one.subject}”, {run.speaker or one.actor}:"
                hidden = run.confidential or one.id in secret
                yield Source("message", f"{label}\n{text}", "", one.id, hidden, run.speaker or one.actor, run.side.value)


def words_of(question: str) -> list[str]:
    """Return the words of a question that are worth looking for."""
    return list(dict.fromkeys(w for w in _WORD.findall(question.casefold()) if w not in _SMALL))


def fitting(evidence: Sequence[Evidence], words: Sequence[str], hits: dict[str, int]) -> list[Evidence]:
    """Return the quotes, those first that have the question's words or stand in what the search found; then the strongest."""

    def rank(pair: tuple[int, Evidence]) -> tuple[int, int, int]:
        place, one = pair
        low = one.quote.casefold()
        return -sum(w.rstrip("s") in low for w in words), hits.get(one.touchpoint_id, len(hits) + 1), place

    return [one for _, one in sorted(((n, e) for n, e in enumerate(evidence) if is_said(e) and e.quote.strip()), key=rank)]


def _quote(one: Evidence, view: DealView) -> str:
    label = next((r.label for r in view.reading.requirements if r.key == one.requirement), one.requirement)
    private = ", in confidence" if one.confidential else ""
    how = "" if one.modality.value == "asserted" else f", {one.modality.value}"
    at = one.observed_at
    head = f"{one.speaker} ({one.side.value}{how}{private}), {one.seen.value.replace('_', ' ')} of {short_date(at)} {at.year}, on “{label}” ({one.stance.value}):"
    return f"{head}\n{one.quote}"


def _record(view: DealView, channel: Channel) -> Iterator[Source]:
    """Yield the channel's record and where the deal stands in it."""
    lines = [
        f"Product channel {view.channel.name} ({view.channel.verified_words}). {view.channel.how_to_read}",
        view.reading.lines.sentence,
    ]
    lines += [f"Gate of {gate.name}: {gate.state.value}. {' '.join(gate.needs[:2])}" for gate in view.reading.gates]
    today = view.as_of.date()
    lines += [f"Approved message, {one.words}: {one.text}" for one in offered(channel, view.reading, today)[:6]]
    lines += [f"Proof point, {verified_words(at)}: {one.text} ({one.source})" for one, at in standing_points(channel, today)[:6]]
    lines += [f"Often heard here: {one.heard} {one.answer}" for one in channel.objections[:4]]
    yield Source("channel", "\n".join(line.strip() for line in lines if line.strip()))


def _around(text: str, words: Sequence[str]) -> str:
    """Return the part of a long text around the first word that was looked for."""
    if len(text) <= PASSAGE:
        return text
    low = text.casefold()
    first = min((at for word in words if (at := low.find(word)) >= 0), default=0)
    start = max(0, min(first - PASSAGE // 3, len(text) - PASSAGE))
    cut = text[start : start + PASSAGE]
    return f"{'… ' if start else ''}{cut.split(' ', 1)[-1] if start else cut}{' …' if start + PASSAGE < len(text) else ''}"
