"""The one door for people: reads and decisions for the screens and the command line."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from journey_tui.data.refused import DecisionRefused
from journey_tui.data.store import StoreError
from journey_tui.doors.base import DealNotFound
from journey_tui.doors.listing import ListDoor

if TYPE_CHECKING:
    from journey_tui.doors.whole import WholeDoor
else:
    WholeDoor = ListDoor

_widening = threading.RLock()

__all__ = ["DealNotFound", "DecisionRefused", "StoreError", "Workspace"]


class _Widening(type):
    """The kind of `Workspace`: whoever asks for more than the list of deals makes it stand on all its doors."""

    def __getattr__(cls, name: str) -> Any:
        if not name.startswith("__"):
            Workspace.widen(name)
        return type.__getattribute__(cls, name)


class Workspace(WholeDoor, metaclass=_Widening):
    """Reads and decisions over one store; every method may be called from any thread and does its own I/O.

    Each topic is a part in `doors/`; `doors/whole.py` names them all. The list of deals needs a tenth of them, and it is what is
    painted first and what most commands print: so those of `doors/near.py` are loaded with the first call that goes beyond it, and the
    others with the first that goes beyond those.
    """

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            if not name.startswith("__"):
                Workspace.widen(name)
            return object.__getattribute__(self, name)

    @staticmethod
    def widen(name: str = "") -> None:
        """Stand on the doors that have the attribute from now on; without a name on every door."""
        with _widening:  # a thread that wants a deal must not take back what another has just widened
            if Workspace.__bases__ == (ListDoor,) and name:
                from journey_tui.doors.near import NearDoor as Near

                if hasattr(Near, name):
                    Workspace.__bases__ = (Near,)
            if not name or not hasattr(Workspace.__bases__[0], name):
                from journey_tui.doors.whole import WholeDoor as Whole

                Workspace.__bases__ = (Whole,)
