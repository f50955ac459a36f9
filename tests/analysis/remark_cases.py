"""Build touchpoints for the remark tests: a mail, an automatic reply, a transcript."""

from __future__ import annotations

from datetime import UTC, datetime

from journey_tui.analysis.port import Context
from journey_tui.analysis.remarks import read_remarks
from journey_tui.domain.model import (
    Deal,
    Direction,
    Kind,
    Origin,
    Party,
    Person,
    Remark,
    Segment,
    Side,
    Source,
    Touchpoint,
)

SAID = datetime(2026, 11, 4, 10, 0, tzinfo=UTC)
"""A Wednesday."""
PEOPLE = (
    Person("p1", "Ingrid Solheim", "ingrid@fjordline.example", "Plant Manager", Side.CUSTOMER),
    Person("p2", "Marek Dudek", "marek@fjordline.example", "Controller", Side.CUSTOMER),
    Person("p3", "Beatriz Couto", "beatriz@fjordline.example", "IT Security", Side.CUSTOMER),
    Person("s1", "Joel Abara", "joel@kestrelworks.example", "Account Executive", Side.SELLER),
    Person("s2", "Nadia Roux", "nadia@kestrelworks.example", "Solutions Engineer", Side.SELLER),
)
CONTEXT = Context(Deal("sf:1:006", "Fjordline - Scheduling", account="Fjordline Ferries"), PEOPLE)


def mail(
    text: str, *, who: int = 0, to: tuple[str, ...] = (), subject: str = "Scheduling", auto: str = "", at: datetime = SAID
) -> Touchpoint:
    """Return a mail by one of PEOPLE, to the seller (or the customer) unless `to` says otherwise."""
    person = PEOPLE[who]
    default = ("joel@kestrelworks.example",) if person.side is Side.CUSTOMER else ("ingrid@fjordline.example",)
    parties = (Party(person.name, person.address, "from"), *(Party("", address, "to") for address in (to or default)))
    return Touchpoint(
        "mail:x:1",
        Kind.EMAIL,
        at,
        person.name,
        person.address,
        person.side,
        Direction.IN if person.side is Side.CUSTOMER else Direction.OUT,
        Origin.AUTOMATED if auto else Origin.HUMAN,
        "test",
        Source("mail", "box.mbox", "<1@x>"),
        subject=subject,
        text=text,
        parties=parties,
        thread="<1@x>",
        auto=auto,
        segments=(Segment(0, len(text), person.name, person.address, person.side),),
        deal_id="sf:1:006",
    )


def call(*turns: tuple[int, str]) -> Touchpoint:
    """Return a transcript of (index into PEOPLE, words)."""
    text, segments = "", []
    for who, words in turns:
        start = len(text)
        text += words + "\n"
        segments.append(Segment(start, start + len(words), PEOPLE[who].name, PEOPLE[who].address, PEOPLE[who].side))
    return Touchpoint(
        "call:x:1",
        Kind.CALL,
        SAID,
        "Joel Abara",
        "joel@kestrelworks.example",
        Side.SELLER,
        Direction.OUT,
        Origin.HUMAN,
        "test",
        Source("transcript", "call.vtt", "call"),
        text=text,
        segments=tuple(segments),
        deal_id="sf:1:006",
    )


def read(touchpoint: Touchpoint, kind: str = "") -> list[Remark]:
    """Return the remarks of a kind."""
    return [one for one in read_remarks(touchpoint, CONTEXT) if not kind or one.kind == kind]
