"""A model process without a model: speaks the protocol, and does what the prompt says. Started as a program of its own."""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def send(**message: Any) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def answer(message: dict[str, Any]) -> None:
    key, words = message["id"], message["request"]["messages"][-1]["content"].split()
    for word in words:
        if word == "die":
            os._exit(9)
        if word == "die-once":
            if os.path.exists(words[-1]):
                continue
            open(words[-1], "w").close()
            os._exit(9)
        if word == "wait":
            return
        if message["op"] == "stream":
            send(id=key, type="chunk", text=word)
    text = " ".join(words)
    send(id=key, type="done", text=text, finish="stop", tokens_in=1000, tokens_out=100, estimated=False, seconds=0.1)


def main() -> None:
    config = json.loads(sys.stdin.readline())["config"]
    if config["name"] == "fake/unusable":
        send(type="unusable", kind="bad_setup", text="key_file /x can be read by others: chmod 600 it")
        return
    known = config["name"] != "fake/unpriced"
    send(type="ready", price_in="0.000001" if known else None, price_out="0.00001" if known else None, window=0)
    for line in sys.stdin:
        message = json.loads(line)
        if message["op"] == "cancel":
            send(id="", type="error", kind="cancelled", text="", partial="", retry_after=None)
        else:
            answer(message)


main()
