"""Write first versions of artifacts from what is known: templates filled with quotes, dates and names, no model.

Nothing that was said in confidence stands in a draft. Quotes in a message to a customer are those that its reader spoke,
or that were said where the reader was: nobody's letter is carried to somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import date
from typing import Final

from journey_tui.domain.channel import ProofPoint
from journey_tui.domain.channel_offers import offered, standing_points, verified_words
from journey_tui.domain.facts import is_said
from journey_tui.domain.language import quoted, short_date
from journey_tui.domain.model import Evidence, Remark, Side, Stance
from journey_tui.domain.playbook import Channel
from journey_tui.domain.reading import PersonReading, RequirementReading, Status, Step
from journey_tui.domain.views import DealView, TimelineRow
from journey_tui.domain.views_channels import OfferedMessage
from journey_tui.lean import dataclass

KINDS: Final = {
    "follow-up": "Follow-up e-mail", "call-plan": "Call plan", "plan": "Mutual action plan", "business-case": "Business case", "recap": "Recap",
    "note": "Note",
}  # fmt: skip
"""Kind of artifact: how it is called."""
FOR_CUSTOMERS: Final = frozenset({"follow-up", "plan", "business-case"})
"""Kinds that the customer reads."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What a draft is made from."""

    view: DealView
    channel: Channel
    today: date
    by: str
    """Whose name it is signed with."""
    remarks: tuple[Remark, ...] = ()
    about: TimelineRow | None = None
    """The call, meeting or message that it follows."""
    present: frozenset[str] = frozenset()
    """Keys of the people who were there, or whom the message went to."""
    last: TimelineRow | None = None
    """The newest message, call or meeting of people of the customer's."""
    step: Step | None = None
    person: PersonReading | None = None
    """Whom it is for."""
    requirement: str = ""
    """What it was opened from."""

    @property
    def offered(self) -> tuple[OfferedMessage, ...]:
        """Return the channel's verified messages that fit the deal now."""
        return offered(self.channel, self.view.reading, self.today)

    @property
    def points(self) -> tuple[tuple[ProofPoint, date], ...]:
        """Return the channel's proof points that stand verified, each with the date of that."""
        return standing_points(self.channel, self.today)

    def note_of(self, used: Sequence[str]) -> str:
        """Return where a draft's words are from, with the verification of what the channel's record gave."""
        days = [one.verified_at for one in self.offered if one.text in used and one.verified_at]
        days += [at for point, at in self.points if any(words.startswith(point.text) for words in used)]
        told = f"; from the record of {self.channel.name}, {verified_words(min(days))}" if days else ""
        return f"from the template, filled with evidence{told}"

    def quotes(self, *keys: str) -> list[Evidence]:
        """Return live quotes of the customer's that may be carried, strongest first; of some requirements only where named."""
        secret = [(e.touchpoint_id, e.start, e.end) for e in self.view.evidence if e.confidential]
        secret += [(r.touchpoint_id, r.start, r.end) for r in self.remarks if r.confidential]
        found: list[Evidence] = []
        for e in self.view.evidence:
            covered = any(e.touchpoint_id == t and e.start < end and start < e.end for t, start, end in secret)
            if covered or not is_said(e) or e.side is not Side.CUSTOMER or e.stance is not Stance.SUPPORTS or not e.quote.strip():
                continue
            if (not keys or e.requirement in keys) and all(e.quote != other.quote for other in found):
                found.append(e)
        return found

    def open_remarks(self, kind: str, side: Side) -> list[Remark]:
        """Return remarks of a kind that may be carried, newest first."""
        return sorted(
            (r for r in self.remarks if r.kind == kind and r.side is side and not r.confidential),
            key=lambda r: r.at,
            reverse=True,
        )

    def reading(self, key: str) -> RequirementReading | None:
        """Return how a requirement stands."""
        return next((r for r in self.view.reading.requirements if r.key == key), None)

    def open_questions(self) -> list[tuple[str, str]]:
        """Return (requirement, question) of what is not known yet, what the first unpassed gate asks for first."""
        gate = next((g for g in self.view.reading.gates if g.state.value not in ("passed", "waived")), None)
        first = gate.must_meets if gate else ()
        wanted = [
            r
            for r in self.view.reading.requirements
            if r.question and r.status not in (Status.VERIFIED, Status.NOT_NEEDED, Status.BLANK)
        ]
        wanted.sort(key=lambda r: r.key not in first)
        return [(r.key, r.question) for r in wanted]

    def questions(self, most: int) -> list[tuple[str, str]]:
        """Return (label, question) of what is not known yet."""
        labels = {r.key: r.label for r in self.view.reading.requirements}
        return [(labels[key], question) for key, question in self.open_questions()[:most]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A first version."""

    kind: str
    title: str
    text: str
    cites: tuple[str, ...] = ()
    """Ids of the quotes that it stands on."""
    note: str = "from the template, filled with evidence"
    step_id: str = field(default="")


def make(kind: str, brief: Brief) -> Draft:
    """Return a first version of that kind; raises KeyError for a kind that is none."""
    from journey_tui.domain import drafts_mail, drafts_papers

    makers: dict[str, Callable[[Brief], Draft]] = {
        "follow-up": drafts_mail.follow_up, "call-plan": drafts_papers.call_plan, "plan": drafts_papers.action_plan,
        "business-case": drafts_papers.business_case, "recap": drafts_papers.recap, "note": drafts_papers.note,
    }  # fmt: skip
    return makers[kind](brief)


def kind_for(step: Step) -> str:
    """Return which kind of artifact does a step: a message mostly, a plan for a talk where one is to be prepared."""
    return "call-plan" if step.kind == "event" else "follow-up"


def said(item: Evidence, today: date) -> str:
    """Return a quote with who said it and when."""
    return f"{item.speaker}, {short_date(item.observed_at.date(), today)}: {quoted(item.quote, 40)}"


def first_name(name: str) -> str:
    """Return what somebody is called in a letter."""
    return name.split(" ")[0] if name and "@" not in name else ""
