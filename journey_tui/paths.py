"""Where things are: XDG directories, the store that is meant, and who the person at the keyboard is."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

from journey_tui.lean import dataclass


def _base(variable: str, fallback: str) -> Path:
    value = os.environ.get(variable, "")
    # The XDG specification: relative paths are invalid and must be ignored.
    return Path(value) if value.startswith("/") else Path.home() / fallback


@dataclass(frozen=True, slots=True)
class Paths:
    """The places Journey uses."""

    store: Path
    demo_store: Path
    config: Path
    log: Path
    playbooks: Path


def paths(store: str | None = None) -> Paths:
    """Return the places in force: `store`, else JOURNEY_STORE, else the person's own store."""
    data = _base("XDG_DATA_HOME", ".local/share") / "journey"
    config = _base("XDG_CONFIG_HOME", ".config") / "journey"
    chosen = store or os.environ.get("JOURNEY_STORE") or ""
    path = Path(chosen).expanduser().absolute() if chosen else data / "journey.db"
    if os.path.isdir(path):  # False, not an error, where it may not be looked at: opening it says so
        path = path / "journey.db"
    return Paths(
        store=path,
        demo_store=data / "demo" / "journey.db",
        config=config / "config.toml",
        log=_base("XDG_STATE_HOME", ".local/state") / "journey" / "journey.log",
        playbooks=config / "playbooks",
    )


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is at the keyboard, as the operating system says."""

    uid: int
    login: str
    name: str


def identity() -> Identity:
    """Return the person of this process: the OS uid decides, never `$USER`."""
    uid = os.getuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Identity(uid, f"uid {uid}", f"uid {uid}")
    return Identity(uid, entry.pw_name, entry.pw_gecos.split(",")[0] or entry.pw_name)
