"""The form with which a person proposes a change of a channel's record."""

from __future__ import annotations

from typing import Any, Final

from journey_tui.domain.channel_changes import FIELD_WORDS, TEXT_KEY, Change
from journey_tui.screens.base import Place
from journey_tui.screens.dialogs import Choice, MenuSheet
from journey_tui.screens.forms import Field, FormSheet

PARTS: Final = ("objections", "messages", "proof_points", "do_not_say", "also_involved", "how_to_read")
"""What the form can propose; every other part of a record: `journey review propose`."""
_ASKED: Final = {
    "objections": "What customers say", "messages": "The message", "proof_points": "What can be shown", "do_not_say": "Words never to use",
    "also_involved": "A title, such as Works council", "how_to_read": "How a journey in it is to be read",
}  # fmt: skip


def propose_in(place: Place, channels: list[tuple[str, str]], channel: str, deal_id: str = "") -> None:
    """Ask for channel (of those, by key and name), part and words, then propose the change; the queue has it at once."""

    def with_channel(key: str | None) -> None:
        if key:
            choices = [Choice(part, FIELD_WORDS[part]) for part in PARTS]
            title = dict(channels).get(key, key)
            place.app.push_screen(
                MenuSheet(f"Propose for {title}", choices), lambda part: _ask(place, key, part, deal_id) if part else None
            )

    if channel:
        with_channel(channel)
    else:
        place.app.push_screen(
            MenuSheet("Propose for which channel?", [Choice(key, name) for key, name in channels]), with_channel
        )


def _ask(place: Place, key: str, part: str, deal_id: str) -> None:
    """Ask for the words and why."""
    workspace = place.journey.workspace
    extra = [Field("source", "Where it comes from", needed=True)] if part == "proof_points" else []
    fields = [Field("words", _ASKED[part], needed=True), *extra, Field("why", "Why, in a few words", needed=True)]

    def store(values: dict[str, str] | None) -> None:
        if not values:
            return
        after: Any = values["words"]
        if part in TEXT_KEY:
            after = {TEXT_KEY[part]: values["words"]} | ({"source": values["source"]} if extra else {})

        def propose() -> Any:
            before = workspace.channel(key).how_to_read or None if part == "how_to_read" else None
            return workspace.propose_update(key, Change(part, before, after), why=values["why"], deal_id=deal_id)

        place.run_decision(propose, words=lambda row: f"Proposed: {row.title}")

    place.app.push_screen(FormSheet(FIELD_WORDS[part], fields, about=f"{key}|{part}|{deal_id}"), store)
