"""Run the app on the made-up deals: `python tests/ui/fake_main.py [DEALS]`."""

from __future__ import annotations

import os
import sys
from datetime import UTC
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from journey_tui.app import JourneyApp
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_sources import NOW

if __name__ == "__main__":
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    workspace = FakeWorkspace(many=many, empty=many < 0)
    workspace.timeline_size = int(os.environ.get("FAKE_TIMELINE", "34"))
    JourneyApp(workspace, clock=lambda: NOW, zone=UTC).run(mouse=False)  # type: ignore[arg-type]
