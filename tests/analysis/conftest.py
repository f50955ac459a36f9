"""Sentences that reading by likeness is known to misread: each is expected to fail, and must be taken off the list once it does not."""

from pathlib import Path

import pytest

MISREAD = frozenset(Path(__file__).with_name("misread.txt").read_text("utf-8").splitlines())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.name in MISREAD and item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xfail(strict=True, reason="misread by likeness"))
