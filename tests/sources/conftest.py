"""Fixtures of the source tests."""

from pathlib import Path

import pytest

from tests.sources.salesforce_cases import Export


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)
