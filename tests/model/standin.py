"""A stand-in for a model's server: speaks the OpenAI chat protocol on 127.0.0.1, and answers as a script or a function says.

It runs in a thread of its own; everything that it was asked is kept in `requests`.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        return next((str(m["content"]) for m in self.body.get("messages", ()) if m["role"] == "system"), "")

    @property
    def prompt(self) -> str:
        """The last message of the person."""
        return next((str(m["content"]) for m in reversed(self.body.get("messages", ())) if m["role"] == "user"), "")

    @property
    def streamed(self) -> bool:
        return bool(self.body.get("stream"))


@dataclass(frozen=True)
class Answer:
    """How one request is answered."""

    text: str = "ok"
    status: int = 200
    delay: float = 0.0
    retry_after: str = ""
    pieces: int = 4
    """Pieces of a streamed answer."""
    gap: float = 0.0
    """Seconds between them."""
    cut_after: int | None = None
    """Pieces after which the connection is closed."""
    hang: bool = False
    """Accept the request and never answer."""
    raw: bytes | None = None
    """Body sent as it is."""
    usage: tuple[int, int] | None = (100, 20)
    error: str = "no"
    code: str = ""


Script = Callable[[Asked], Answer]


def in_turn(*answers: Answer) -> Script:
    """Answer one after the other; the last one stays."""
    left = list(answers)

    def next_one(_: Asked) -> Answer:
        return left.pop(0) if len(left) > 1 else left[0]

    return next_one


def always(value: Any, **options: Any) -> Script:
    """Answer with the text, or with the JSON of anything else."""
    text = value if isinstance(value, str) else json.dumps(value)
    return lambda _: Answer(text, **options)


@dataclass
class StandIn:
    """The server; use it as a context manager."""

    script: Script = field(default_factory=lambda: always("ok"))
    requests: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    _at_once: int = 0
    port: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _up: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> StandIn:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._up.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0, backlog=1000)
        self.port = server.sockets[0].getsockname()[1]
        self._up.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while asked := await _read(reader):
                self.requests.append(asked)
                self._at_once += 1
                self.most_at_once = max(self.most_at_once, self._at_once)
                try:
                    answer = self.script(asked)
                    if answer.hang:
                        await reader.read(1)  # until the other side has had enough
                        break
                    if not await self._answer(answer, asked, writer):
                        break
                finally:
                    self._at_once -= 1
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, answer: Answer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        """Write the answer; False where the connection ends with it."""
        await asyncio.sleep(answer.delay)
        if answer.raw is not None:
            writer.write(_head(answer, len(answer.raw)) + answer.raw)
        elif answer.status != 200:
            body = json.dumps({"error": {"message": answer.error, "type": "error", "code": answer.code or None}}).encode()
            writer.write(_head(answer, len(body)) + body)
        elif asked.streamed:
            return await self._stream(answer, asked, writer)
        else:
            body = json.dumps(_whole(answer, asked)).encode()
            if answer.cut_after is not None:
                writer.write(_head(answer, len(body)) + body[: len(body) // 2])
                await writer.drain()
                return False
            writer.write(_head(answer, len(body)) + body)
        await writer.drain()
        return True

    async def _stream(self, answer: Answer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        writer.write(head.encode())
        for at, piece in enumerate(_cut(answer.text, answer.pieces)):
            if answer.cut_after is not None and at >= answer.cut_after:
                await writer.drain()
                writer.transport.abort()
                return False
            writer.write(_event(asked, {"content": piece}))
            await writer.drain()
            await asyncio.sleep(answer.gap)
        writer.write(_event(asked, {}, finish="stop"))
        if answer.usage:
            sent, got = answer.usage
            usage = {"prompt_tokens": sent, "completion_tokens": got, "total_tokens": sent + got}
            writer.write(_chunk({**_base(asked, "chat.completion.chunk"), "choices": [], "usage": usage}))
        writer.write(b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")
        await writer.drain()
        return True


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    raw = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(first.split(" ")[1], headers, json.loads(raw) if raw else {})


def _head(answer: Answer, length: int) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} X", "Content-Type: application/json", f"Content-Length: {length}"]
    if answer.retry_after:
        lines.append(f"retry-after: {answer.retry_after}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _base(asked: Asked, kind: str) -> dict[str, Any]:
    return {"id": "one", "object": kind, "created": 1, "model": asked.body.get("model", "")}


def _whole(answer: Answer, asked: Asked) -> dict[str, Any]:
    value = {
        **_base(asked, "chat.completion"),
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer.text}}],
    }
    if answer.usage:
        sent, got = answer.usage
        value["usage"] = {"prompt_tokens": sent, "completion_tokens": got, "total_tokens": sent + got}
    return value


def _event(asked: Asked, delta: dict[str, Any], finish: str | None = None) -> bytes:
    return _chunk({**_base(asked, "chat.completion.chunk"), "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def _chunk(value: dict[str, Any]) -> bytes:
    line = b"data: " + json.dumps(value).encode() + b"\n\n"
    return f"{len(line):x}\r\n".encode() + line + b"\r\n"


def _cut(text: str, pieces: int) -> Iterable[str]:
    size = max(1, -(-len(text) // max(1, pieces)))
    return [text[at : at + size] for at in range(0, len(text), size)] or [""]
