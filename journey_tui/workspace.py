"""The one door for people: reads and decisions for the screens and the command line."""

from __future__ import annotations

from journey_tui.data.decision_checks import DecisionRefused
from journey_tui.data.store import StoreError
from journey_tui.doors.base import DealNotFound
from journey_tui.doors.channels import ChannelsDoor
from journey_tui.doors.leader import LeaderDoor
from journey_tui.doors.measures import MeasuresDoor
from journey_tui.doors.model import ModelDoor
from journey_tui.doors.past import PastDoor
from journey_tui.doors.rewriting import RewritingDoor
from journey_tui.doors.sources import SourcesDoor
from journey_tui.doors.timeline import TimelineDoor
from journey_tui.doors.triage import ViewsDoor

__all__ = ["DealNotFound", "DecisionRefused", "StoreError", "Workspace"]


class Workspace(RewritingDoor, ChannelsDoor, LeaderDoor, MeasuresDoor, ModelDoor, PastDoor, SourcesDoor, TimelineDoor, ViewsDoor):
    """Reads and decisions over one store; every method may be called from any thread and does its own I/O.

    Each topic is a part in `doors/`; a new one is a mixin over `Door` that is named here.
    """
