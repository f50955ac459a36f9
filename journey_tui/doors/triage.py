"""Saved lists of the triage screen: each person's own, kept in the store."""

from __future__ import annotations

import json
from typing import Final

from journey_tui.data.decision_checks import DecisionRefused
from journey_tui.domain.codec import decode, encode
from journey_tui.domain.views import SavedView
from journey_tui.doors.base import Door
from journey_tui.text import one_line

LONGEST: Final = 40
"""Characters of a view's name."""
MOST: Final = 30
"""Views that one person keeps."""


class ViewsDoor(Door):
    """Saved lists of one person."""

    def saved_views(self) -> tuple[SavedView, ...]:
        """Return this person's saved views, in the order in which they were saved."""
        text = self.meta(f"views:{self._uid}")
        return tuple(decode(SavedView, item) for item in json.loads(text)) if text else ()

    def save_view(self, view: SavedView, *, instead_of: str = "") -> None:
        """Keep a view under its name; one of the same name, or named `instead_of`, is replaced. Raises `DecisionRefused`."""
        name = one_line(view.name).strip()
        if not name or len(name) > LONGEST:
            raise DecisionRefused(f"A view's name has 1 to {LONGEST} characters.")
        known = list(self.saved_views())
        at = next((n for n, one in enumerate(known) if one.name == (instead_of or name)), len(known))
        new = SavedView(name, view.query, view.order, view.mine)
        kept = [one for n, one in enumerate(known) if n != at and one.name.casefold() != name.casefold()]
        if len(kept) >= MOST:
            raise DecisionRefused(f"{MOST} views are kept already. Delete one first: v, then x.")
        self._keep([*kept[:at], new, *kept[at:]])

    def delete_view(self, name: str) -> None:
        """Delete a view; raises `DecisionRefused` when there is none of that name."""
        known = self.saved_views()
        kept = [one for one in known if one.name != name]
        if len(kept) == len(known):
            raise DecisionRefused(f"There is no view called {name}.")
        self._keep(kept)

    def _keep(self, views: list[SavedView]) -> None:
        self.set_meta(f"views:{self._uid}", json.dumps(encode(tuple(views))))
