"""When the terminal goes (an SSH line drops, a window closes, a machine is told to end its processes): write down what was typed, then leave."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from typing import Final

LEAVES_WITHIN_S: Final = 3.0
"""Seconds after which the process ends in any case: a terminal that is gone cannot be put back in order."""
SIGNALS: Final = (signal.SIGHUP, signal.SIGTERM)


def on_hang_up(keep: Callable[[], None], leave: Callable[[int], object]) -> None:
    """From now on call `keep`, then `leave` with the exit code, when the terminal goes; needs the running loop of the main thread."""
    loop = asyncio.get_running_loop()

    def gone(number: int) -> None:
        code = 128 + number
        timer = threading.Timer(LEAVES_WITHIN_S, os._exit, (code,))
        timer.daemon = True
        timer.start()
        try:
            keep()
        finally:
            leave(code)

    for number in SIGNALS:
        try:
            loop.add_signal_handler(number, gone, number)
        except (ValueError, RuntimeError, NotImplementedError):
            # Not the main thread (a test, another program around us): whoever runs us takes the signals.
            return
