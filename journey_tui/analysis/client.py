"""Talk to the model: a process of its own is started when there is something to ask, and ends when nothing is asked any more.

This module imports no model library and may live in any process, the terminal app's too; every method may be called from any
thread. The key never passes through here: the model process finds it itself.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import field
from decimal import Decimal
from typing import Any, Final

from journey_tui.analysis.budget import Budget, Memory, SpendLedger
from journey_tui.analysis.model_errors import KINDS, BadSetup, Cancelled, Crashed, CutStream, ModelError, NoModel
from journey_tui.analysis.model_types import Chunk, ModelConfig, ModelReply, ModelRequest, Prices, Usage, tokens
from journey_tui.lean import dataclass
from journey_tui.text import clean

PROGRAM: Final = (sys.executable, "-m", "journey_tui.analysis.model_child")
START_S: Final = 120.0
"""Seconds that the model process may take to start: its library is large, and a cold disk is slow."""
_ATTEMPTS: Final = 2
"""How often a request is given to a model process, the first time included, when that process ends under it."""


@dataclass(slots=True)
class _Pending:
    """A request on its way; `out` takes its pieces where it is streamed, then None."""

    request: ModelRequest
    streamed: bool
    held: Decimal
    future: Future[ModelReply] = field(default_factory=Future)
    out: queue.SimpleQueue[str | None] = field(default_factory=queue.SimpleQueue)
    partial: list[str] = field(default_factory=list)
    attempts: int = 0


class ModelClient:
    """The way to the model of one configuration."""

    def __init__(self, config: ModelConfig, ledger: SpendLedger | None = None, *, program: tuple[str, ...] = PROGRAM) -> None:
        """Start nothing yet; `ledger` is where spending is written down, by default only in memory."""
        self.config = config
        self._program = program
        self.budget = Budget(config, ledger or Memory())
        self._lock = threading.RLock()
        self._child: _Child | None = None
        self._closed = False
        self._starting: dict[str, bool] = {}
        """Requests that wait for the process to start: whether they were cancelled meanwhile."""

    def complete(self, request: ModelRequest) -> ModelReply:
        """Return the whole answer; raises `ModelError`."""
        return self.submit(request).result()

    def submit(self, request: ModelRequest) -> Future[ModelReply]:
        """Ask and return at once; the future gives the reply or raises `ModelError`. Many may be on their way."""
        return self._send(request, streamed=False).future

    def stream(self, request: ModelRequest) -> Iterator[Chunk]:
        """Yield the answer as it comes, the last piece with the whole reply; raises `ModelError`, which keeps the partial text.

        Closing the iterator cancels the request.
        """
        pending = self._send(request, streamed=True)
        try:
            while (text := pending.out.get()) is not None:
                if shown := clean(text):
                    yield Chunk(shown)
            yield Chunk("", pending.future.result())
        finally:
            if not pending.future.done():
                self.cancel(request.id)

    def cancel(self, request_id: str) -> None:
        """Give up a request: whoever waits for it gets `Cancelled` with what had arrived; unknown ids do nothing."""
        with self._lock:
            if request_id in self._starting:
                self._starting[request_id] = True
            child = self._child
        if child is not None:
            child.cancel(request_id)

    def prices(self) -> Prices:
        """Return what is known of the model; starts its process. Raises `ModelError`."""
        return self._running().prices

    def estimate(self, request: ModelRequest) -> Usage:
        """Return what a request may use at most; starts the model process. Raises `ModelError`."""
        return self._estimate(request, self.prices())

    @property
    def process_id(self) -> int | None:
        """Return the model process's id, None while there is none."""
        with self._lock:
            return self._child.process.pid if self._child is not None and self._child.alive else None

    @property
    def closed(self) -> bool:
        """Return whether it was closed: what is on its way then ends."""
        return self._closed

    def close(self, *, within: float = 5) -> None:
        """End the model process, by force where it takes longer than `within` seconds; what is on its way is cancelled."""
        with self._lock:
            self._closed = True
            child, self._child = self._child, None
        if child is not None:
            child.close(within)
        self.budget.close()

    def __enter__(self) -> ModelClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _estimate(self, request: ModelRequest, prices: Prices) -> Usage:
        sent, got = tokens(request.characters), request.max_output_tokens or self.config.max_output_tokens
        return Usage(sent, got, prices.cost(sent, got), estimated=True)

    def _send(self, request: ModelRequest, *, streamed: bool) -> _Pending:
        if not self.config.configured:
            raise NoModel
        self.budget.check_limits()
        child = self._started_for(request.id)
        held = self._estimate(request, child.prices).cost
        self.budget.hold(held, child.prices)
        pending = _Pending(request, streamed, held)
        self._give(pending, child)
        return pending

    def _started_for(self, request_id: str) -> _Child:
        """Return the process once it can be asked; raises `Cancelled` as soon as the request is given up."""
        with self._lock:
            self._starting[request_id] = False
        try:
            child = self._running(lambda: self._starting[request_id])
            if self._starting[request_id]:
                raise Cancelled
            return child
        finally:
            with self._lock:
                del self._starting[request_id]

    def _give(self, pending: _Pending, child: _Child) -> None:
        """Hand a request to the process; to a new one where this one has just ended."""
        while not child.take(pending):
            child = self._running()

    def _running(self, given_up: Callable[[], bool] = lambda: False) -> _Child:
        """Return the process, started where there is none; raises `ModelError` where it cannot be."""
        with self._lock:
            if self._closed:
                raise Cancelled("The model client is closed")
            if self._child is None or not self._child.alive:
                self._child = _Child(self.config, self._program, self._finish, self._orphaned)
            child = self._child
        child.wait_ready(given_up)
        return child

    def _finish(self, pending: _Pending, outcome: ModelReply | ModelError) -> None:
        """Settle the money, then let whoever waits go on."""
        usage = outcome.usage if isinstance(outcome, ModelReply) else self._partial_usage(pending)
        try:
            self.budget.settle(pending.held, pending.request.purpose, usage)
        finally:
            if isinstance(outcome, ModelReply):
                pending.future.set_result(outcome)
            else:
                pending.future.set_exception(outcome)
            pending.out.put(None)

    def _partial_usage(self, pending: _Pending) -> Usage:
        """Return what an answer that broke off has cost, as far as anybody can say."""
        if not pending.partial:
            return Usage()
        sent, got = tokens(pending.request.characters), tokens(sum(map(len, pending.partial)))
        prices = self._child.prices if self._child is not None else Prices(None, None)
        return Usage(sent, got, prices.cost(sent, got), estimated=True)

    def _orphaned(self, pending: _Pending) -> None:
        """The process ended under a request: what has not begun to arrive is asked again once."""
        if pending.partial:
            self._finish(pending, CutStream(partial=clean("".join(pending.partial))))
        elif pending.attempts >= _ATTEMPTS or self._closed:
            self._finish(pending, Cancelled() if self._closed else Crashed())
        else:
            threading.Thread(target=self._again, args=(pending,), name="journey-model-again", daemon=True).start()

    def _again(self, pending: _Pending) -> None:
        try:
            self._give(pending, self._running())
        except ModelError as error:
            self._finish(pending, error)


class _Child:
    """One model process with its reader thread."""

    def __init__(self, config: ModelConfig, program: tuple[str, ...], finish: Any, orphaned: Any) -> None:
        self._config, self._finish, self._orphaned = config, finish, orphaned
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._pending: dict[str, _Pending] = {}
        self._ready = threading.Event()
        self._error: ModelError | None = None
        self._prices = Prices(None, None)
        self._ending = False
        self._idle: threading.Timer | None = None
        try:
            self.process = subprocess.Popen(
                list(program), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, start_new_session=True, env=_environment(), bufsize=0,
            )  # fmt: skip
        except OSError as error:
            raise Crashed(f"The model process cannot be started ({error.strerror})") from error
        threading.Thread(target=self._read, name="journey-model", daemon=True).start()
        self._write({"config": config.as_json()})

    @property
    def alive(self) -> bool:
        return not self._ending and self.process.poll() is None

    @property
    def prices(self) -> Prices:
        return self._prices

    def wait_ready(self, given_up: Callable[[], bool]) -> None:
        """Return once it can be asked; raises `ModelError` where it cannot, `Cancelled` where nobody wants it any more."""
        until = time.monotonic() + START_S
        while not self._ready.wait(0.1):
            if given_up():
                raise Cancelled
            if time.monotonic() > until:
                self.close()
                raise Crashed(f"The model process did not start within {START_S:.0f} s")
        if self._error is not None:
            raise self._error

    def take(self, pending: _Pending) -> bool:
        """Send a request; False where the process is ending or has ended."""
        request = pending.request
        with self._lock:
            if not self.alive:
                return False
            if self._idle is not None:
                self._idle.cancel()
                self._idle = None
            pending.attempts += 1
            self._pending[request.id] = pending
        body = {
            "messages": [{"role": one.role, "content": one.text} for one in request.messages],
            "max_tokens": request.max_output_tokens or self._config.max_output_tokens,
            "temperature": request.temperature,
            "schema": request.schema,
        }
        self._write({"op": "stream" if pending.streamed else "complete", "id": request.id, "request": body})
        return True

    def cancel(self, request_id: str) -> None:
        with self._lock:
            pending = self._pending.pop(request_id, None)
            self._rest()
        if pending is not None:
            self._write({"op": "cancel", "id": request_id})
            self._finish(pending, Cancelled(partial=clean("".join(pending.partial))))

    def close(self, within: float = 5) -> None:
        with self._lock:
            self._end()
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _write(self, message: dict[str, Any]) -> None:
        """Write one line; where the process has gone, its reader notices and hands on what waits."""
        line = memoryview(json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n")
        stdin = self.process.stdin
        try:
            with self._writing:
                while line and stdin is not None:
                    line = line[stdin.write(line) or 0 :]
        except (OSError, ValueError):
            return

    def _end(self) -> None:
        """Close its input: it ends by itself. The caller holds the lock."""
        self._ending = True
        if self._idle is not None:
            self._idle.cancel()
        if self.process.stdin is not None:
            self.process.stdin.close()

    def _rest(self) -> None:
        """Start the idle clock where nothing is on its way. The caller holds the lock."""
        if self._pending or self._ending or self._idle is not None:
            return
        self._idle = threading.Timer(self._config.idle_s, self._expire)
        self._idle.daemon = True
        self._idle.start()

    def _expire(self) -> None:
        with self._lock:
            self._idle = None
            if not self._pending:
                self._end()

    def _read(self) -> None:
        """Pass on what the process says until it ends."""
        stdout = self.process.stdout
        assert stdout is not None
        with os.fdopen(os.dup(stdout.fileno()), "rb", buffering=1 << 16) as lines:
            for line in lines:
                self._heard(json.loads(line))
        with self._lock:
            self._ending = True
            left, self._pending = list(self._pending.values()), {}
        self.process.wait()
        if not self._ready.is_set():
            self._error = self._error or Crashed("The model process ended while it started")
            self._ready.set()
        for pending in left:
            self._orphaned(pending)

    def _heard(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "ready":
            self._prices = Prices(_money(message["price_in"]), _money(message["price_out"]), message["window"])
            self._ready.set()
            with self._lock:
                self._rest()
        elif kind == "unusable":
            self._error = BadSetup(clean(message["text"]))
            self._ready.set()
        elif kind == "chunk":
            with self._lock:
                pending = self._pending.get(message["id"])
            if pending is not None:
                pending.partial.append(message["text"])
                pending.out.put(message["text"])
        else:
            with self._lock:
                pending = self._pending.pop(message["id"], None)
                self._rest()
            if pending is not None:
                self._finish(pending, self._outcome(message))

    def _outcome(self, message: dict[str, Any]) -> ModelReply | ModelError:
        if message["type"] == "error":
            kind = KINDS.get(message["kind"], ModelError)
            return kind(message["text"], partial=clean(message["partial"]), retry_after=message["retry_after"])
        sent, got = message["tokens_in"], message["tokens_out"]
        usage = Usage(sent, got, self._prices.cost(sent, got), message["estimated"])
        return ModelReply(
            clean(message["text"]), usage, self._config.name, message["seconds"], clean(message["finish"], limit=40)
        )


def _money(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _environment() -> dict[str, str]:
    """Return what the model process is started with: the same place to import Journey from, and nothing of its own output."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUNBUFFERED": "1"}


__all__ = ["Chunk", "ModelClient", "ModelConfig", "ModelReply", "ModelRequest"]
