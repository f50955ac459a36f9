"""The one door for people: reads and decisions for the screens and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from journey_tui.data.refused import DecisionRefused
from journey_tui.data.store import StoreError
from journey_tui.doors.base import DealNotFound
from journey_tui.doors.listing import ListDoor

if TYPE_CHECKING:
    from journey_tui.doors.whole import WholeDoor
else:
    WholeDoor = ListDoor

__all__ = ["DealNotFound", "DecisionRefused", "StoreError", "Workspace"]


class _Widening(type):
    """The kind of `Workspace`: whoever asks for more than the list of deals makes it stand on all its doors."""

    def __getattr__(cls, name: str) -> Any:
        if not name.startswith("__"):
            Workspace.widen()
        return type.__getattribute__(cls, name)


class Workspace(WholeDoor, metaclass=_Widening):
    """Reads and decisions over one store; every method may be called from any thread and does its own I/O.

    Each topic is a part in `doors/`; `doors/whole.py` names them all. The list of deals needs a tenth of them, and it is what is
    painted first and what most commands print: so the others are loaded with the first call that goes beyond it.
    """

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            if not name.startswith("__"):
                Workspace.widen()
            return object.__getattribute__(self, name)

    @staticmethod
    def widen() -> None:
        """Stand on every door from now on."""
        from journey_tui.doors.whole import WholeDoor as Whole

        if Workspace.__bases__ != (Whole,):
            Workspace.__bases__ = (Whole,)
