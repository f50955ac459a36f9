"""Parsers that do what hostile bytes make real ones do; run only in the sandbox's child."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from journey_tui.domain.model import Kind, Party, Segment, Source
from journey_tui.sources.records import Skipped, TouchpointRecord
from journey_tui.sources.sandbox_child import note


def record(number: int) -> TouchpointRecord:
    return TouchpointRecord(
        id=f"mail:-:{number}",
        kind=Kind.EMAIL,
        at=datetime(2026, 11, 9, 10, tzinfo=UTC),
        source=Source("mail", "f", str(number), f"byte {number}", "0" * 64),
        text="hello",
        segments=(Segment(0, 5, "Ana"),),
        parties=(Party("Ana", "a@b.example", "from"),),
    )


def well(count: int, name: str) -> Iterator[Any]:
    yield Skipped(name, "row 1", "reason", "remedy")
    for number in range(count):
        yield record(number)


def hang(count: int, name: str) -> Iterator[Any]:
    yield from well(count, name)
    time.sleep(0.3)
    yield record(7)
    time.sleep(60)


def busy(count: int, name: str) -> Iterator[Any]:
    for number in range(count):
        time.sleep(0.2)
        note(f"page {number}")
    yield record(1)


def spin(count: int, name: str) -> Iterator[Any]:
    yield from well(count, name)
    while True:
        note("turning")


def die(count: int, name: str) -> Iterator[Any]:
    yield from well(count, name)
    os.abort()


def leave(count: int, name: str) -> Iterator[Any]:
    yield from well(count, name)
    os._exit(0)


def swell(count: int, name: str) -> Iterator[Any]:
    yield from well(count, name)
    kept = []
    while True:
        kept.append(bytearray(1 << 24))


def sink(count: int, name: str) -> Iterator[Any]:
    yield from well(count, name)

    def deeper(level: int) -> int:
        return deeper(level + 1) + 1

    deeper(0)


def blunder(count: int, name: str) -> Iterator[Any]:
    yield from well(count, name)
    raise KeyError("\x1b[31mhostile")


class Trap:
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.system, ("touch trapped",)


def smuggle(count: int, name: str) -> Iterator[Any]:
    yield Trap()


def secrets(count: int, name: str) -> Iterator[Any]:
    yield Skipped(name, "", ",".join(sorted(os.environ)))
