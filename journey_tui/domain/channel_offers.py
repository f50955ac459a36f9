"""What a draft may offer of a channel's record: approved messages that fit, proof points that stand; never unverified ones unasked."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from journey_tui.domain.channel import Channel, ProofPoint
from journey_tui.domain.reading import DealReading, Status
from journey_tui.domain.views_channels import OfferedMessage

UNVERIFIED: Final = "not verified: read it before you use it"
_OPEN: Final = frozenset(Status) - {Status.VERIFIED, Status.NOT_NEEDED, Status.BLANK}
_CLOSING: Final = re.compile(
    r"^(?:best|kind|warm)? ?(?:regards|wishes)\b.*$|^(?:thanks|thank you|sincerely|yours)\b[^.?!]{0,20},?$", re.I | re.M
)


def verified_words(day: date) -> str:
    """Return when something was verified: `verified 12 Oct 2026`."""
    return f"verified {day.day} {day:%b %Y}"


def offered(channel: Channel, reading: DealReading, today: date, *, unverified: bool = False) -> tuple[OfferedMessage, ...]:
    """Return the channel's messages that fit the deal now, those for its open requirements first, each with its date.

    Only verified ones, unless `unverified` asks for the others too: those are marked as such.
    """
    asked = {r.key: n for n, r in enumerate(reading.requirements) if r.status in _OPEN}
    found = []
    for message in channel.messages:
        if message.fits and message.fits not in asked:
            continue
        verified = channel.is_item_verified(message.verified_at, today)
        at = message.verified_at or channel.verified_at
        if verified or unverified:
            words = verified_words(at) if verified and at else UNVERIFIED
            found.append(OfferedMessage(message.text, message.fits, verified, at, words, channel.name))
    return tuple(sorted(found, key=lambda m: (not m.verified, asked.get(m.fits, 99))))


def standing_points(channel: Channel, today: date) -> tuple[tuple[ProofPoint, date], ...]:
    """Return the proof points that stand verified and say where they come from, each with the date of that."""
    found = []
    for point in channel.proof_points:
        at = point.verified_at or channel.verified_at
        if at is not None and point.source and channel.is_item_verified(point.verified_at, today):
            found.append((point, at))
    return tuple(found)


def left_out(channel: Channel, today: date) -> int:
    """Return how many messages and proof points wait to be verified: no draft uses them."""
    dates = [one.verified_at for one in channel.messages] + [one.verified_at for one in channel.proof_points]
    return sum(not channel.is_item_verified(at, today) for at in dates)


def with_message(text: str, message: str) -> str:
    """Return a text with an approved message as a paragraph of its own: before the closing words, else at its end."""
    closings = list(_CLOSING.finditer(text))
    if not closings:
        return f"{text.rstrip()}\n\n{message}\n"
    at = closings[-1].start()
    return f"{text[:at].rstrip()}\n\n{message}\n\n{text[at:]}"
