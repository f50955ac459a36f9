"""A few lines where the model library would be: the same two calls over plain sockets, for what is not about the library.

Importing the library itself takes seconds of processor time in every process; one test of the commands and those of the calls use it.
"""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from types import SimpleNamespace
from typing import Any


class StatusError(Exception):
    """The server answered with an error."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status_code = status


def get_model_info(name: str) -> dict[str, Any]:
    raise ValueError(f"nothing is known of {name}")


async def acompletion(**options: Any) -> Any:
    return await asyncio.to_thread(_post, options)


def _post(options: dict[str, Any]) -> Any:
    named = ("messages", "max_tokens", "temperature", "response_format")
    body = {"model": options["model"].partition("/")[2], **{key: options[key] for key in named if key in options}}
    request = urllib.request.Request(
        options["api_base"] + "/chat/completions",
        json.dumps(body).encode(),
        {"content-type": "application/json", "authorization": f"Bearer {options['api_key']}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=options["timeout"]) as answer:
            return json.load(answer, object_hook=lambda value: SimpleNamespace(**value))
    except urllib.error.HTTPError as error:
        raise StatusError(error.code, error.read().decode()) from error
