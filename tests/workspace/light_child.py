"""The model process with a small HTTP client in the place of litellm, which takes seconds to load: the same protocol, calls and errors."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from journey_tui.analysis import model_child


class APIStatusError(Exception):
    """The server said no."""

    def __init__(self, status: int, headers: dict[str, str], text: str) -> None:
        super().__init__(text)
        self.status_code = status
        self.response = SimpleNamespace(headers=headers)


def get_model_info(_: str) -> dict[str, Any]:
    return {}


async def acompletion(**options: Any) -> AsyncIterator[Any]:
    """Ask for a streamed answer."""
    place = urlsplit(options["api_base"])
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    name = options["model"].partition("/")[2]
    body = json.dumps(
        {"model": name, "messages": options["messages"], "stream": True, "max_tokens": options["max_tokens"]}
    ).encode()
    writer.write(f"POST {place.path}/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    await writer.drain()
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status, headers = int(lines[0].split()[1]), dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
    if "content-length" in headers:
        raw = await reader.readexactly(int(headers["content-length"]))
        if status != 200:
            raise APIStatusError(status, headers, raw.decode())
        json.loads(raw)
    return _pieces(reader, writer)


async def _pieces(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> AsyncIterator[Any]:
    try:
        while line := await reader.readline():
            size = int(line, 16)
            event = (await reader.readexactly(size + 2)).decode().removeprefix("data: ").strip()
            if event == "[DONE]":
                return
            value = json.loads(event)
            choices = [
                SimpleNamespace(delta=SimpleNamespace(content=one["delta"].get("content")), finish_reason=one["finish_reason"])
                for one in value["choices"]
            ]
            usage = SimpleNamespace(**value["usage"]) if value.get("usage") else None
            yield SimpleNamespace(choices=choices, usage=usage)
        raise ConnectionError("the stream broke off")
    finally:
        writer.close()


model_child._import = lambda: SimpleNamespace(acompletion=acompletion, get_model_info=get_model_info)
if __name__ == "__main__":
    model_child.main()
