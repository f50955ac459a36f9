"""Keys typed ahead: what was pressed after the key that opens a line to type in belongs in that line, however fast it came."""

from __future__ import annotations

from textual.app import App
from textual.events import Key

_SENT = "_journey_sent_to"


def sent_on(app: App[int], event: Key) -> bool:
    """Return whether a key was sent on to the line that got the keys while it was on its way.

    A key goes to what has the keys when it is pressed, and comes back to the app where that does nothing with it. Where a line
    to type in has the keys by then, running a command would lose what was typed, and do something that nobody asked for.
    """
    focused = app.focused
    if not event.is_forwarded:
        setattr(event, _SENT, focused)
        return False
    if focused is None or getattr(event, _SENT, focused) is focused:
        return False
    from textual.widgets import Input, TextArea

    if not isinstance(focused, Input | TextArea):
        return False
    late = Key(event.key, event.character)
    setattr(late, _SENT, focused)
    focused._forward_event(late)
    return True
