"""Every door of the workspace: each topic is a mixin over `Door`; a new one is named here."""

from __future__ import annotations

from journey_tui.doors.channels import ChannelsDoor
from journey_tui.doors.leader import LeaderDoor
from journey_tui.doors.measures import MeasuresDoor
from journey_tui.doors.model import ModelDoor
from journey_tui.doors.past import PastDoor
from journey_tui.doors.rewriting import RewritingDoor
from journey_tui.doors.sources import SourcesDoor
from journey_tui.doors.timeline import TimelineDoor
from journey_tui.doors.triage import ViewsDoor


class WholeDoor(RewritingDoor, ChannelsDoor, LeaderDoor, MeasuresDoor, ModelDoor, PastDoor, SourcesDoor, TimelineDoor, ViewsDoor):
    """What `Workspace` is once more is asked for than reading takes."""
