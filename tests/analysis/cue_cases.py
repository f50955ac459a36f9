"""Build one-person texts for the cue tests, and say in short how their evidence reads."""

from __future__ import annotations

from datetime import UTC, datetime

from journey_tui.analysis.port import Context
from journey_tui.analysis.rules import RulesAnalyst
from journey_tui.domain.model import Deal, Direction, Evidence, Kind, Origin, Party, Person, Segment, Side, Source, Touchpoint

SAID = datetime(2026, 11, 4, 10, 0, tzinfo=UTC)
PEOPLE = (
    Person("c1", "Greta Holm", "greta@northquay.example", "Head of Logistics", Side.CUSTOMER),
    Person("c2", "Samir Aziz", "samir@northquay.example", "Chief Financial Officer", Side.CUSTOMER),
    Person("c3", "Lotte Verbeek", "lotte@northquay.example", "Procurement Lead", Side.CUSTOMER),
    Person("s1", "Tom Ridley", "tom@fernworks.example", "Account Executive", Side.SELLER),
)
CONTEXT = Context(Deal("sf:1:006", "Northquay - Dock Planner", account="Northquay Terminals"), PEOPLE)
ANALYST = RulesAnalyst()


def mail(text: str, *, who: int = 0, to: tuple[str, ...] = ("tom@fernworks.example",), subject: str = "") -> Touchpoint:
    """Return a mail by one of PEOPLE."""
    person = PEOPLE[who]
    parties = (Party(person.name, person.address, "from"), *(Party("", address, "to") for address in to))
    return Touchpoint(
        "mail:x:1", Kind.EMAIL, SAID, person.name, person.address, person.side, Direction.IN, Origin.HUMAN, "test",
        Source("mail", "box.mbox", "<1@x>"), subject=subject, text=text, parties=parties, thread="<1@x>",
        segments=(Segment(0, len(text), person.name, person.address, person.side),), deal_id="sf:1:006",
    )  # fmt: skip


def call(*turns: tuple[int, str]) -> Touchpoint:
    """Return a transcript of (index into PEOPLE, words)."""
    text, segments = "", []
    for at, (who, words) in enumerate(turns):
        start = len(text)
        text += words + "\n\n"
        person = PEOPLE[who]
        segments.append(Segment(start, start + len(words), person.name, "", person.side, f"00:00:{at:02d}.000"))
    return Touchpoint(
        "call:x:1", Kind.CALL, SAID, "Tom Ridley", "tom@fernworks.example", Side.SELLER, Direction.OUT, Origin.HUMAN, "test",
        Source("transcript", "call.vtt", "call"), text=text, segments=tuple(segments), meeting="m1", deal_id="sf:1:006",
    )  # fmt: skip


def evidence(touchpoint: Touchpoint, requirement: str = "") -> list[Evidence]:
    """Return the evidence of a touchpoint, of one requirement where it is named."""
    return [one for one in ANALYST.read(touchpoint, CONTEXT).evidence if not requirement or one.requirement == requirement]


def reads(text: str, requirement: str) -> str:
    """Return how a customer's mail reads: `asserted`, `conditional`, `exploratory`, `retracted`, `against`, or `nothing`."""
    found = evidence(mail(text), requirement)
    if not found:
        return "nothing"
    against = [one for one in found if one.stance != "supports"]
    if against:
        return "retracted" if any(one.modality == "retracted" for one in against) else "against"
    order = ["asserted", "conditional", "exploratory", "retracted"]
    return min((str(one.modality) for one in found), key=order.index)


def parts(text: str, requirement: str) -> set[str]:
    """Return the names of the parts that a customer's mail covers."""
    return {name for one in evidence(mail(text), requirement) for name, _ in one.parts}
