"""Ask the terminal how wide it draws the glyphs whose width is ambiguous (East Asian Width A), while the screens are still loading.

The question goes out at once and the answer is read when it is needed, so that asking costs no time: the cursor's column after
the glyphs (DSR 6, ECMA-48) tells their width. A terminal that does not answer, or that answers what cannot be, is trusted to
follow its locale.
"""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import time
import tty
from typing import Final

GLYPHS: Final = "●◐▸≠"
"""Some of those that the screens are drawn with."""
PATIENCE_S: Final = 0.05
"""How long an answer is waited for once it is needed; by then the terminal has had the time of all imports."""
_ANSWER: Final = re.compile(rb"\x1b\[\d+;(\d+)R")


class WidthProbe:
    """One question to the terminal, and its answer."""

    def __init__(self) -> None:
        """Ask now; where there is no terminal nothing is asked."""
        self._before: list[object] | None = None
        if os.environ.get("TERM", "dumb") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return
        try:
            self._before = termios.tcgetattr(sys.stdin)
            tty.setcbreak(sys.stdin, termios.TCSANOW)
        except termios.error:
            self._before = None
            return
        # Drawn at the start of a line and wiped at once.
        os.write(sys.stdout.fileno(), f"\r{GLYPHS}\x1b[6n\r\x1b[K".encode())

    def is_wide(self) -> bool:
        """Return whether the terminal draws the glyphs wider than a column each; reads the answer, once."""
        if self._before is None:
            return False
        before, self._before = self._before, None
        try:
            column = self._column(time.monotonic() + PATIENCE_S)
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSANOW, before)  # type: ignore[arg-type]
        return column is not None and column > len(GLYPHS) + 1

    @staticmethod
    def _column(until: float) -> int | None:
        """Return the column that the terminal names; None when it does not by then."""
        received = b""
        descriptor = sys.stdin.fileno()
        while (left := until - time.monotonic()) > 0 and select.select([descriptor], [], [], left)[0]:
            chunk = os.read(descriptor, 256)
            received += chunk
            if found := _ANSWER.search(received):
                return int(found.group(1))
            if not chunk:
                break
        return None
