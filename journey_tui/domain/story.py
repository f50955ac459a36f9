"""What the sentences of a story are made from, and the small phrases that make them this deal's own."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from journey_tui.domain.assess import Assessment
from journey_tui.domain.language import short_date
from journey_tui.domain.model import Deal, DealFacts, Evidence, Lane, Origin, Person, Seen, Side
from journey_tui.domain.reading import RequirementReading
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """What the sentences are made from."""

    facts: DealFacts
    assessment: Assessment
    now: datetime

    @property
    def deal(self) -> Deal:
        """Return the deal."""
        return self.facts.deal

    def requirement(self, key: str) -> RequirementReading | None:
        """Return the reading of a requirement."""
        return next((r for r in self.assessment.requirements if r.key == key), None)

    def evidence(self, key: str) -> list[Evidence]:
        """Return a requirement's evidence as the reading ranks it."""
        by_id = {e.id: e for e in self.facts.evidence}
        reading = self.requirement(key)
        return [by_id[i] for i in reading.evidence if i in by_id] if reading else []


TOPICS: Final = {
    "pain": ("about the problem", "this is the problem they want solved"),
    "metrics": ("about the outcome they want", "this is the outcome they want"),
    "decision_criteria": ("about how they'll choose", "this is how they'll choose"),
    "economic_buyer": ("about who can say yes", "this says who can say yes"),
    "decision_process": ("about their path to a decision", "this is their path to a decision"),
    "paper_process": ("about their path to signature", "this is their path to signature"),
    "champion": ("carrying it inside", "this carries it inside"),
    "competition": ("about the alternatives", "these are the alternatives they weigh"),
}
"""(what a quote is about, what it seems to say) by requirement; another requirement is called by its label."""


def topic(reading: RequirementReading) -> tuple[str, str]:
    """Return what a quote on the requirement is about, and what it seems to say."""
    label = lower(reading.label)
    return TOPICS.get(reading.key, (f"about {label}", f"this bears on {label}"))


def ask(story: Story, reading: RequirementReading) -> str:
    """Return the question that would find out, made this deal's own by whom to ask, when they were heard and until when."""
    question = lower(reading.question) or f"what stands on {reading.label.lower()}?"
    person = whom_to_ask(story.facts, story.assessment, story.now, reading)
    if person is not None:
        return f"Worth asking {person.name}{heard_words(story, person)}{by_words(story)}: {question}"
    known = [money_words(story.deal).strip(", "), closes_words(story).strip(", ")]
    what = ", ".join(part for part in known if part) or story.deal.stage or "this deal"
    return f"Worth asking at {story.deal.account or story.deal.name} ({what}): {question}"


def whom_to_ask(facts: DealFacts, assessment: Assessment, now: datetime, reading: RequirementReading | None) -> Person | None:
    """Return whom to ask: who spoke on it openly, else the champion, else the customer's person heard last, nobody when none was."""
    people = {p.address or p.id: p for p in assessment.people if p.side is Side.CUSTOMER}
    about = reading.evidence if reading else ()
    spoke = [e for e in facts.evidence if e.id in about and e.speaker_key in people and not e.confidential]
    if spoke:
        return people[max(spoke, key=lambda e: (e.observed_at, e.id)).speaker_key]
    champion = next((p for p in people.values() if any(lane is Lane.CHAMPION for lane, _ in p.roles)), None)
    if champion:
        return champion
    heard = [t for t in facts.touchpoints if t.actor_key in people and t.at <= now and t.origin is not Origin.AUTOMATED]
    return people[heard[-1].actor_key] if heard else None


def heard_words(story: Story, person: Person) -> str:
    """Return ` (last heard 18 Nov)`, empty where the person was not heard."""
    key = person.address or person.id
    moments = [
        t.at for t in story.facts.touchpoints if t.actor_key == key and t.at <= story.now and t.origin is not Origin.AUTOMATED
    ]
    moments += [e.observed_at for e in story.facts.evidence if e.speaker_key == key and e.observed_at <= story.now]
    return f" (last heard {short_date(max(moments), story.now)})" if moments else ""


def by_words(story: Story) -> str:
    """Return ` before 18 Dec`, empty without a close date."""
    return f" before {short_date(story.deal.close_date, story.now)}" if story.deal.close_date else ""


def closes_words(story: Story) -> str:
    """Return `, close date 18 Dec`, empty without one."""
    return f", close date {short_date(story.deal.close_date, story.now)}" if story.deal.close_date else ""


def money_words(deal: Deal) -> str:
    """Return the amount in its own currency with a trailing comma, empty where there is none."""
    if deal.amount is None:
        return ""
    return f"{deal.amount:,.0f} {deal.currency}".strip() + ", "


def who_words(story: Story, item: Evidence) -> str:
    """Return who said it, with the title where it is known: `Sunniva Drage (Head of Quality)`."""
    person = next((p for p in story.assessment.people if item.speaker_key in (p.address, p.id)), None)
    name = item.speaker or (person.name if person else "") or "Somebody"
    return f"{name} ({person.title})" if person and person.title and item.side is not Side.SELLER else name


def source_words(item: Evidence) -> str:
    """Return whose words they are and where they stand: `Anna's own words, e-mail`."""
    kind = {
        Seen.EMAIL: "e-mail",
        Seen.TRANSCRIPT: "call",
        Seen.DOCUMENT: "document",
        Seen.SELLER: "our note",
        Seen.CRM_FIELD: "CRM field",
        Seen.INVITATION: "accepted invitation",
        Seen.THIRD_PARTY: "partner",
        Seen.STEP: "completed step",
    }.get(item.seen, "reading")
    first = item.speaker.split(" ")[0] if item.speaker else "their"
    return f"{first}'s own words, {kind}" if item.side is Side.CUSTOMER else kind


def lower(text: str) -> str:
    """Return the text with a small first letter, acronyms and single letters left alone."""
    words = text.split(" ", 1)
    return text if not text or (len(words[0]) > 1 and words[0][1:2].isupper()) else text[0].lower() + text[1:]
