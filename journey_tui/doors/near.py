"""The doors that reading takes: deals beside the list, their sources and models, what is noted of both; a session that only reads has no others."""

from __future__ import annotations

from journey_tui.doors.measures import MeasuresDoor
from journey_tui.doors.model import ModelDoor
from journey_tui.doors.sources import SourcesDoor
from journey_tui.doors.triage import ViewsDoor


class NearDoor(MeasuresDoor, ModelDoor, SourcesDoor, ViewsDoor):
    """What `Workspace` is once more than the list of deals is asked for, and no more than reading takes."""
