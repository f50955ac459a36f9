"""Texts that try to control the terminal reach no screen as anything but plain, printable words."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from typing import Any

import pytest

from tests.ui.driving import press, screen_lines, settle
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_rows import triage_rows

HOSTILE = [
    "\x1b]52;c;aGVsbG8=\x07owned",
    "\x1b[2J\x1b[31mred\x1b[0m",
    "[@click=app.quit()]press[/] [bold",
    "[/x][link=file:///etc/passwd]a[/link]",
    "\u202egnp.exe\u2066\u2069",
    "a\u200b\u200d\ufeffb\u0301\u0301\u0301\u0301\u0301\u0301",
    "line\r\nbreak\tand\x9b1mC1\x00",
    "👩‍👩‍👧‍👦 家族 \U000e0041",
]


def poison(value: Any, text: str) -> Any:
    """Return a copy of a dataclass with `text` put before every free text in it."""
    if isinstance(value, (Enum, datetime, date)):
        return value
    if isinstance(value, str):
        return f"{text} {value}"
    if isinstance(value, tuple):
        return tuple(poison(one, text) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {"id", "deal_id", "key", "touchpoint_id", "evidence", "touchpoints", "requirement", "group", "currency", "gate", "claim_id",
                "state", "kind", "strongest", "weakest", "touchpoint", "new_evidence", "must_meets", "mark", "stoplight", "counts",
                "start", "end", "owner"}  # fmt: skip
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        if "requirements" in fields:
            kept = kept - {"evidence"}
        changed = {name: poison(one, text) for name, one in fields.items() if name not in kept}
        if "evidence" in fields and fields["evidence"] and dataclasses.is_dataclass(fields["evidence"]):
            changed["evidence"] = poison(fields["evidence"], text)
        if fields.get("evidence") and isinstance(fields["evidence"], tuple) and dataclasses.is_dataclass(fields["evidence"][0]):
            changed["evidence"] = tuple(poison(one, text) for one in fields["evidence"])
        return dataclasses.replace(value, **changed)
    return value


class HostileWorkspace(FakeWorkspace):
    """The same deals, every text of them poisoned."""

    def __init__(self, text: str) -> None:
        super().__init__(rows=[poison(row, text) for row in triage_rows()])
        for at, row in enumerate(self.rows):
            self.rows[at] = dataclasses.replace(row, owner="Dana Ruiz", truth="Evaluation")
        self.text = text

    def deal(self, *args: Any, **options: Any) -> Any:
        return poison(super().deal(*args, **options), self.text)

    def timeline(self, *args: Any, **options: Any) -> Any:
        return [poison(row, self.text) for row in super().timeline(*args, **options)]

    def touchpoint(self, *args: Any, **options: Any) -> Any:
        return poison(super().touchpoint(*args, **options), self.text)

    def evidence(self, *args: Any, **options: Any) -> Any:
        return poison(super().evidence(*args, **options), self.text)

    def unmatched(self, *args: Any, **options: Any) -> Any:
        return [poison(row, self.text) for row in super().unmatched(*args, **options)]

    def sources_view(self, **options: Any) -> Any:
        view = super().sources_view(**options)
        return replace(
            view,
            state=replace(view.state, sources=tuple(poison(source, self.text) for source in view.state.sources)),
            own=replace(view.own, domains=(self.text,), people=((self.text, self.text),), confirmed=False),
            files=tuple(poison(row, self.text) for row in view.files),
            skipped=tuple(poison(row, self.text) for row in view.skipped),
        )

    def own_side(self) -> Any:
        return replace(super().own_side(), domains=(self.text,), confirmed=False)

    def source_ages(self) -> Any:
        return tuple(poison(age, self.text) for age in super().source_ages())

    def find(self, query: str, *, limit: int = 20) -> Any:
        return [poison(hit, self.text) for hit in super().find("", limit=limit)]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("size", [(80, 24), (140, 45)], ids=["80", "140"])
async def test_nothing_but_printable_text_is_painted(make_app, text, size):
    app = make_app(HostileWorkspace(text))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        paths = ((), ("enter",), ("2",), ("enter",), ("3",), ("enter",), ("escape", "4"), ("a",), ("escape", "1", "o"), ("escape", "5"), ("6",),
                 ("1", "p"), ("p", "j", "e"), ("c",), ("escape", "escape", "f"), ("escape", "S"), ("tab",), ("a",), ("escape", "escape"),
                 ("F", *"zz", "enter"))  # fmt: skip
        for keys in paths:
            await press(pilot, *keys)
            for line in screen_lines(app):
                assert line.isprintable(), (keys, ascii(line))
            for strip in app.screen._compositor.render_strips():
                assert all(segment.style is None or segment.style.link is None for segment in strip)
        assert app.is_running
