"""`journey timeline --lanes`: the picture of the workspace, printed."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from datetime import datetime

from journey_tui.cli.output import say
from journey_tui.cli.reading import local_zone
from journey_tui.workspace import Workspace

NARROWEST, WIDEST = 60, 240


def print_lanes(workspace: Workspace, deal_id: str, as_of: datetime | None, origin: str) -> None:
    """Print the lanes of a deal at the width of the terminal (COLUMNS); raises `DealNotFound`."""
    from journey_tui.widgets.format import Look
    from journey_tui.widgets.lanes_print import picture

    look = Look(as_of or workspace.now, local_zone(), plain=_is_ascii())
    view, frame = workspace.deal(deal_id, as_of=as_of), workspace.lane_frame(deal_id, as_of=as_of)
    width = max(NARROWEST, min(shutil.get_terminal_size((120, 24)).columns, WIDEST))
    index = workspace.lane_index(deal_id, as_of=as_of, origin=origin)
    for line in picture(view, frame, index.window, look, width):
        say(line)


def _is_ascii() -> bool:
    if os.environ.get("JOURNEY_ASCII", "") not in ("", "0"):
        return True
    encoding = getattr(sys.stdout, "encoding", None) or locale.getpreferredencoding(False)
    return encoding.lower().replace("-", "") != "utf8"
