"""Which deals a change of a record can concern at all, known from what is stored of them: only those need to be read again."""

from __future__ import annotations

from datetime import date

from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import UNREAD, Change
from journey_tui.domain.model import Lane
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Concern:
    """What the stored reading of a deal must be like for a change to concern it; empty fields ask for nothing."""

    anybody: bool = True
    """False: no deal can read otherwise."""
    alike: tuple[str, ...] = ()
    """What every deal of the channel reads otherwise, in words: nothing needs to be read for it."""
    open_only: bool = False
    stage: str = ""
    """The stage that the CRM claims."""
    crm_stage: str = ""
    """A CRM stage that the deal is in, or ever was."""
    requirement: str = ""
    asked: bool = False
    """Whether that requirement is asked for now."""


def concern_of(change: Change, channel: Channel, changed: Channel, today: date) -> Concern:
    """Return which deals of the channel the change can concern: never fewer than would read otherwise."""
    if change.root in UNREAD:
        return Concern(anybody=False)
    if change.root in ("verified_at", "verify_every"):
        now, then = (_verified(one, today) for one in (channel, changed))
        return Concern(anybody=False, alike=(f"Record: {now} → {then}",) if now != then else ())
    if change.root == "stages" and change.field.endswith(".typical_days"):
        return Concern(open_only=True, stage=change.field.partition(".")[2].rpartition(".")[0])
    if change.root == "stage_map":
        return Concern(crm_stage=change.field.partition(".")[2])
    if change.root == "reply_cadence_days":
        return Concern(open_only=True)
    if change.root == "expected_roles":
        partner = (Lane.PARTNER in channel.expected_roles) != (Lane.PARTNER in changed.expected_roles)
        return Concern(anybody=partner, open_only=True)
    if change.field == "requirements" and (change.before is None) != (change.after is None):
        return Concern(requirement=str(change.after or change.before), asked=change.after is None)
    return Concern()


def _verified(channel: Channel, today: date) -> str:
    return "verified" if channel.is_verified(today) else "not verified"
