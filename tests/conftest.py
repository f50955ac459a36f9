"""Shared by all tests: nothing touches a person's own directories, and sample data is used where it is present."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("anywhere", deadline=None)  # how long an example takes is the machine's
settings.load_profile("anywhere")


@pytest.fixture(autouse=True)
def _own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path_factory.mktemp("home")
    for variable, name in (("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state")):
        monkeypatch.setenv(variable, str(base / name))
    monkeypatch.delenv("JOURNEY_STORE", raising=False)
    monkeypatch.setenv("TZ", "UTC")


def sample_data() -> Path:
    """Return the folder of sample data; skips the test where it is absent."""
    place = Path(os.environ.get("JOURNEY_SAMPLE_DATA", ROOT.parent / "shared" / "data"))
    if not place.is_dir():
        pytest.skip("sample data is not here")
    return place
