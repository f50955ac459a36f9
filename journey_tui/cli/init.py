"""The command that sets a store up: with questions on a terminal, with options everywhere."""

from __future__ import annotations

import grp
import os
import re
import sys
from pathlib import Path

from journey_tui.cli.output import USAGE, emit, note, plain_errors, say, say_wrapped, stop
from journey_tui.domain.views_sources import OwnSide
from journey_tui.lean import dataclass
from journey_tui.paths import paths
from journey_tui.workspace import Workspace

TEAM_BANNER = "A team's store: every member of the group can read all of it, decisions and notes too."
DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command."""

    team: str = ""
    directory: Path | None = None
    own_domains: str = ""
    sources: tuple[Path, ...] = ()
    yes: bool = False
    """Ask nothing: what is proposed is taken."""


def init(store: str | None, asked: Asked, *, as_json: bool) -> None:
    """Make a store, settle its sources and whose domains are the own side."""
    from journey_tui.data.store import ensure_store

    if asked.team and not asked.directory:
        stop("--team needs DIR, a directory of the store's own: everything in it is shared.", USAGE, as_json=as_json)
    domains = read_domains(asked.own_domains, as_json=as_json)
    for path in asked.sources:
        if not path.exists():
            stop(f"--source {path}: there is no such file or folder.", USAGE, as_json=as_json)
    with plain_errors(as_json):
        path = asked.directory.expanduser().absolute() / "journey.db" if asked.directory else paths(store).store
        if asked.team:
            _team_directory(path, asked.team)
        ensure_store(path, team=bool(asked.team))
        workspace = Workspace(path)
        if asked.sources:
            add(asked.sources, as_json=as_json)
        if domains:
            workspace.confirm_own_side(domains)
        elif asked.yes and workspace.own_side().domains:
            workspace.confirm_own_side(workspace.own_side().domains)
        if as_json:
            _emit(workspace)
            return
        say(f"Store: {path}")
        if workspace.is_team:
            say_wrapped(TEAM_BANNER)
        if sys.stdin.isatty() and sys.stdout.isatty() and asked == Asked(asked.team, asked.directory):
            from journey_tui.cli.questions import ask_all

            ask_all(workspace)
        else:
            _say_own_side(workspace.own_side())
            _say_sources()


def _emit(workspace: Workspace) -> None:
    from journey_tui.settings import load_settings

    own = workspace.own_side()
    emit(
        {
            "store": str(workspace.store), "team": workspace.is_team, "own_domains": list(own.domains),
            "own_domains_confirmed": own.confirmed, "config": str(paths().config),
            "sources": [{"name": source.name, "path": str(source.path)} for source in load_settings().sources],
        }
    )  # fmt: skip


def read_domains(text: str, *, as_json: bool = False) -> list[str]:
    """Return the mail domains, sorted; ends with 2 on what is none."""
    domains = sorted({d.strip().casefold().lstrip("@") for d in text.split(",") if d.strip()})
    for domain in domains:
        if not DOMAIN.fullmatch(domain):
            stop(f"--own-domains {domain}: not a mail domain such as example.com.", USAGE, as_json=as_json)
    return domains


def add(wanted: tuple[Path, ...], *, as_json: bool = False) -> None:
    """Add sources to the settings; ends with 2 where those cannot be changed."""
    from journey_tui.settings import SettingsError
    from journey_tui.settings_file import NewSource, add_sources

    try:
        add_sources(paths().config, [NewSource(path.expanduser().absolute()) for path in wanted])
    except SettingsError as error:
        stop("\n".join(map(str, error.problems)), USAGE, as_json=as_json)


def _say_own_side(own: OwnSide) -> None:
    if own.confirmed:
        say_wrapped(f"Own side: {', '.join(own.domains)}")
    elif own.domains:
        say_wrapped(f"Own side, as the CRM's users suggest: {', '.join(own.domains)}")
        say(f"Confirm or correct it: journey init --own-domains {','.join(own.domains)}")
    else:
        say_wrapped("Own side: not known yet. Import a CRM export with its users, or:")
        say("  journey init --own-domains example.com")


def _say_sources() -> None:
    from journey_tui.settings import SettingsError, load_settings

    try:
        found = load_settings().sources
    except SettingsError as error:
        for problem in error.problems:
            note(f"journey: {problem}")
        return
    for source in found:
        say_wrapped(f"Source: {source.name} ({source.path})")
    if found:
        say("Bring them in once: journey sync. Keep them in sync: journey worker")
    else:
        say("No source is kept in sync yet. Add one: journey init --source PATH")


def _team_directory(store: Path, group: str) -> None:
    from journey_tui.data.store import StoreError, is_team

    folder = store.parent
    if store.exists() and not is_team(store):
        raise StoreError(f"{store} is somebody's own store. Choose another directory, or move that store away.")
    try:
        gid = grp.getgrnam(group).gr_gid
    except KeyError:
        raise StoreError(
            f"There is no group {group} on this machine. Ask its administrator to make it, then run this again."
        ) from None
    if folder.exists() and not store.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder} is not empty, and would be shared with {group} as it is. Choose a new directory.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.chown(folder, -1, gid)
        folder.chmod(0o2770)
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be shared with {group}: {error.strerror}. You must own it and belong to the group."
        ) from error
