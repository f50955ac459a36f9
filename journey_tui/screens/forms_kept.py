"""Keep what is typed into a form: as it is typed, until it is stored; what was left is there when the form opens again."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from journey_tui.screens.typing import Keeper

log = logging.getLogger("journey.ui")


class FormTyping:
    """The typing of one form about one item."""

    def __init__(self, workspace: Any, about: str, failed: Callable[[Exception], None]) -> None:
        self._workspace, self.about = workspace, about
        self._keeper = Keeper(self._write, failed)
        self.before: Mapping[str, str] = {}
        """What stood in it when it opened: nothing of that was typed."""

    def left(self) -> dict[str, str]:
        """Return the lines that were typed before and not stored; reads the store."""
        try:
            found = json.loads(self._workspace.typed_form(self.about) or "{}")
        except ValueError:
            log.warning("a form that was left cannot be read")
            return {}
        return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}

    def put(self, values: Mapping[str, str]) -> None:
        """Take what stands in it now."""
        typed = {name: value for name, value in values.items() if value != self.before.get(name, "")}
        self._keeper.put(json.dumps(typed, ensure_ascii=False) if typed else "")

    def flush(self) -> None:
        """Write down at once: the form closes, or the terminal has gone."""
        self._keeper.flush()

    def close(self) -> None:
        """Write down what is left to write, and end."""
        self._keeper.flush()
        self._keeper.close()

    def _write(self, text: str) -> None:
        if text:
            self._workspace.keep_form(self.about, text)
        else:
            self._workspace.drop_form(self.about)
