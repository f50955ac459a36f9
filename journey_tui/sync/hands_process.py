"""The working process as the worker sees it: begun with the first order, gone when there is nothing more to do."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

log = logging.getLogger("journey.worker")

HANDS_BACK_OFF_S: Final = (1.0, 5.0, 30.0, 120.0)
"""How long to wait before the working process is begun again after it ended early, the first time, the second …"""


class HandsProcess:
    """The working process as the worker sees it: begun with the first order, gone when there is nothing more to do."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._process: subprocess.Popen[bytes] | None = None
        self._rest = b""
        self._failures = 0
        self._not_before = 0.0
        self._ready = False

    def order(self, order: dict[str, Any]) -> bool:
        """Pass an order on; returns whether it was taken: not while a process that ended early is not to be begun again yet."""
        if self._process is None and not self._start():
            return False
        assert self._process is not None
        stdin = self._process.stdin
        if stdin is None or stdin.closed:
            return False
        try:
            stdin.write(json.dumps(order).encode() + b"\n")
            stdin.flush()
        except OSError:
            return False
        return True

    def _start(self) -> bool:
        if time.monotonic() < self._not_before:
            return False
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DBOS_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "journey_tui.sync.hands", str(self._store)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        os.set_blocking(self._process.stdout.fileno(), False)
        self._rest, self._ready = b"", False
        return True

    def heard(self) -> list[dict[str, Any]]:
        """Return what the process has said since it was asked last; that it ended is told as `gone`, with the seconds to wait."""
        if self._process is None:
            return []
        assert self._process.stdout is not None
        found: list[dict[str, Any]] = []
        ended = self._process.poll()
        while chunk := self._process.stdout.read(65536):
            self._rest += chunk
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            message = json.loads(line)
            self._ready = self._ready or "ready" in message
            found.append(message)
        if ended is not None:
            found.append({"gone": self._went(ended), "in_order": ended == 0})
        return found

    def _went(self, code: int) -> float:
        """Note that the process has ended; returns how many seconds to wait before the next is begun."""
        self._close_pipes()
        self._process = None
        if code == 0:
            self._failures = 0
            return 0.0
        log.warning("the working process ended with %d", code)
        self._failures = 1 if self._ready else self._failures + 1
        wait = HANDS_BACK_OFF_S[min(self._failures, len(HANDS_BACK_OFF_S)) - 1]
        self._not_before = time.monotonic() + wait
        return wait

    def _close_pipes(self) -> None:
        assert self._process is not None
        self._hang_up()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def renew(self) -> None:
        """Let the process end, so that the next one reads the settings anew."""
        if self._process is not None:
            self._hang_up()

    def _hang_up(self) -> None:
        assert self._process is not None
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    def close(self, *, grace_s: float = 15.0) -> None:
        """End the process: what it is doing comes to a good end or stays to be done."""
        if self._process is None:
            return
        self._hang_up()
        try:
            self._process.wait(grace_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._close_pipes()
        self._process = None
