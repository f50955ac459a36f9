"""Time how fast deals are read by a model that takes two seconds, 200 in flight, against litellm alone in the same run.

    python -m benchmarks.in_flight --deals 1000

The stand-in answers in a process of its own. litellm alone sends prompts of that length as fast as it may, and does nothing with
the answers; the worker's hands find what waits, check, store and tell. Rates are those that the stand-in sees, from the first request on.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.store import build
from journey_tui.data.sqlite import open_reader
from journey_tui.sync.model_reading import agree

MODEL = "openai/stand-in"
SECONDS = 2.0
LENGTH = 4_600
"""Characters of a prompt for litellm alone: what the hands send on average."""
ALONE = """
import asyncio, json, os, sys, time
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
os.environ["LITELLM_MODE"] = "PRODUCTION"
import litellm
litellm.suppress_debug_info = True
url, count, at_once, length = sys.argv[1], *map(int, sys.argv[2:5])
async def call(gate):
    async with gate:
        await litellm.acompletion(model="openai/stand-in", base_url=url, api_key="x", num_retries=0, max_retries=0,
                                  messages=[{"role": "user", "content": "depots and pallets " * (length // 19)}], timeout=120)
async def main():
    gate = asyncio.Semaphore(at_once)
    await asyncio.gather(*(call(gate) for _ in range(count)))
asyncio.run(main())
print(json.dumps({"cpu": time.process_time()}))
"""


def serve(told: Connection) -> None:
    """Answer every request after two seconds, with nothing found; tells where, and when asked how often, how much, and for how long."""
    from tests.model.standin import Answer, Asked, StandIn

    lengths: list[int] = []
    times: list[float] = []

    def answer(asked: Asked) -> Answer:
        server.requests.clear()
        lengths.append(len(asked.system) + len(asked.prompt))
        times.append(time.perf_counter())
        found = {"words": []} if "say sentences" in asked.system else {"evidence": []}
        return Answer(json.dumps(found), delay=SECONDS)

    server = StandIn(answer)
    with server:
        told.send(server.url)
        while told.recv() != "end":
            told.send((len(lengths), sum(lengths) // max(1, len(lengths)), max(times) - min(times) + SECONDS))
            lengths.clear()
            times.clear()


def hands(store: Path, base: Path, url: str, at_once: int) -> None:
    """Let the worker's hands read all deals; they end by themselves once nothing is left."""
    config = base / "config" / "journey" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(
        f'[model]\nname = "{MODEL}"\nbase_url = "{url}"\nconcurrency = {at_once}\nprice_in = 0\nprice_out = 0\ntimeout = "120 s"\n'
    )
    agree(store, MODEL)
    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(base / "config"),
        "XDG_STATE_HOME": str(base / "state"),
        "JOURNEY_MODEL_KEY": "x",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "journey_tui.sync.hands", str(store)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write('{"read": true}\n')
    process.stdin.flush()
    for _ in process.stdout:
        pass
    process.wait()


def alone(url: str, calls: int, at_once: int, length: int) -> float:
    """Let litellm alone send as many prompts as long; returns its processor time in seconds."""
    command = [sys.executable, "-c", ALONE, url, str(calls), str(at_once), str(length)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(told.stdout.splitlines()[-1])["cpu"])


def main() -> int:
    """Run both and print the rates; returns 1 where the hands reach less than half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=10_000)
    parser.add_argument("--at-once", type=int, default=200)
    asked = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    url = ours.recv()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        store = base / "data" / "journey.db"
        build(store, asked.deals, asked.deals * 3, 0)
        half = asked.deals
        alone(url, half, asked.at_once, LENGTH)  # half of it before and half after: the machine does other things too
        ours.send("more")
        _, _, before = ours.recv()
        spent = _children()
        hands(store, base, url, asked.at_once)
        spent = _children() - spent
        ours.send("more")
        calls, length, seconds = ours.recv()
        connection = open_reader(store)
        read = connection.execute("SELECT COUNT(*) FROM model_state WHERE state='ok'").fetchone()[0]
        connection.close()
        cpu = alone(url, half, asked.at_once, LENGTH)
        ours.send("more")
        _, _, after = ours.recv()
    ours.send("end")
    rate, bare = calls / seconds, 2 * half / (before + after)
    print(
        f"{asked.deals:,} deals, {read:,} read in {seconds:.0f} s with {calls:,} requests of {length:,} characters, {asked.at_once} in flight"
    )
    print(f"requests a second: {rate:.1f}, litellm alone {bare:.1f} ({half / before:.1f} before, {half / after:.1f} after)")
    print(f"milliseconds of processor time a request: {spent / calls * 1e3:.0f}, litellm alone {cpu / half * 1e3:.0f}")
    print(f"{rate / bare:.2f} of litellm alone; goal at least 0.50")
    return 0 if rate / bare >= 0.5 else 1


def _children() -> float:
    """Return the processor time of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
