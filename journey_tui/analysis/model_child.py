"""The process that calls the model: requests come as lines of JSON on standard input, answers go out as lines of JSON.

It is started by `ModelClient`, lives while there is something to ask, and ends when its standard input does. Nothing else in
Journey imports litellm.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from typing import Any, Final

from journey_tui.analysis.model_calls import Answer, Caller, Failure, as_line
from journey_tui.analysis.model_types import ModelConfig
from journey_tui.analysis.secrets import SecretError, find_key

LONGEST_LINE: Final = 32 * 1024 * 1024


class Wire:
    """Standard output for the protocol alone: whatever a library prints goes nowhere."""

    def __init__(self) -> None:
        self._out = os.dup(1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)

    def send(self, value: dict[str, Any]) -> None:
        """Write a message; a reader that has gone ends the process."""
        line = memoryview(as_line(value))
        try:
            while line:
                line = line[os.write(self._out, line) :]
        except BrokenPipeError:
            os._exit(0)


class Child:
    """Answers requests, many at a time."""

    def __init__(self, wire: Wire, caller: Caller) -> None:
        self._wire, self._caller = wire, caller
        self._running: dict[str, asyncio.Task[None]] = {}

    async def serve(self) -> None:
        """Read messages until there are no more."""
        reader = asyncio.StreamReader(limit=LONGEST_LINE)
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            message = json.loads(line)
            if message["op"] == "cancel":
                if task := self._running.get(message["id"]):
                    task.cancel()
            else:
                task = asyncio.create_task(self._answer(message))
                self._running[message["id"]] = task
                task.add_done_callback(lambda _, key=message["id"]: self._running.pop(key, None))  # type: ignore[misc]
        for task in self._running.values():
            task.cancel()

    async def _answer(self, message: dict[str, Any]) -> None:
        key, began = message["id"], time.monotonic()

        def piece(text: str) -> None:
            self._wire.send({"id": key, "type": "chunk", "text": text})

        try:
            answer = await self._caller.call(message["request"], piece if message["op"] == "stream" else None)
        except Failure as failure:
            self._wire.send(
                {"id": key, "type": "error", "kind": failure.kind, "text": failure.text, "partial": failure.partial,
                 "retry_after": failure.retry_after}
            )  # fmt: skip
        except asyncio.CancelledError:
            self._wire.send({"id": key, "type": "error", "kind": "cancelled", "text": "", "partial": "", "retry_after": None})
        else:
            self._wire.send({"id": key, "type": "done", "seconds": time.monotonic() - began, **_fields(answer)})


def _fields(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text, "finish": answer.finish, "tokens_in": answer.tokens_in, "tokens_out": answer.tokens_out,
        "estimated": answer.estimated,
    }  # fmt: skip


def _import() -> Any:
    """Return litellm, told before and after to phone nowhere and to print nothing."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    os.environ["LITELLM_MODE"] = "PRODUCTION"
    os.environ["LITELLM_LOG"] = "CRITICAL"
    import litellm

    litellm.suppress_debug_info = True
    litellm.drop_params = True
    litellm.telemetry = False
    litellm.callbacks = []
    return litellm


def main() -> None:
    """Take the configuration from the first line, then serve."""
    with open(0, "rb", buffering=0, closefd=False) as unread:  # unbuffered: what follows the first line stays for the loop
        config = ModelConfig.from_json(json.loads(unread.readline())["config"])
    wire = Wire()
    try:
        key = find_key(config.key_env, config.key_command, config.key_file)
    except SecretError as error:
        wire.send({"type": "unusable", "kind": "bad_setup", "text": str(error)})
        return
    caller = Caller(_import(), config, key)
    wire.send({"type": "ready", **caller.prices()})
    asyncio.run(Child(wire, caller).serve())


if __name__ == "__main__":
    main()
