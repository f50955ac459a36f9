"""Commands that set up and look after: init, whoami, doctor, paths, keys, backup, restore."""

from __future__ import annotations

import grp
import json
import os
import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from journey_tui.cli.output import FAILED, OK, USAGE, emit, note, plain_errors, say, say_wrapped, stop, table
from journey_tui.paths import identity, paths
from journey_tui.text import clean
from journey_tui.workspace import Workspace

TEAM_BANNER = "A team's store: every member of the group can read all of it, decisions and notes too."


def init(store: str | None, team: str, directory: Path | None, own_domains: str, *, as_json: bool) -> None:
    """Make a store and settle whose domains are the own side."""
    from journey_tui.data.store import ensure_store

    if team and not directory:
        stop("--team needs DIR, a directory of the store's own: everything in it is shared.", USAGE, as_json=as_json)
    domains = sorted({d.strip().casefold().lstrip("@") for d in own_domains.split(",") if d.strip()})
    for domain in domains:
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", domain):
            stop(f"--own-domains {domain}: not a mail domain such as example.com.", USAGE, as_json=as_json)
    with plain_errors(as_json):
        path = directory.expanduser().absolute() / "journey.db" if directory else paths(store).store
        if team:
            _team_directory(path, team)
        ensure_store(path, team=bool(team))
        workspace = Workspace(path)
        if domains:
            _confirm_own_side(workspace, domains)
        found, confirmed = own_side(workspace)
        if as_json:
            emit({"store": str(path), "team": workspace.is_team, "own_domains": found, "own_domains_confirmed": confirmed})
            return
        say(f"Store: {path}")
        if workspace.is_team:
            say_wrapped(TEAM_BANNER)
        _say_own_side(found, confirmed)


def _confirm_own_side(workspace: Workspace, domains: list[str]) -> None:
    """Remember the domains; what is stored is placed by them at once."""
    from journey_tui.cli.importing import rules
    from journey_tui.data.store import writing
    from journey_tui.sync.importer import REMATCH, Report, refresh

    workspace.set_meta("own_domains", json.dumps(domains))
    workspace.set_meta(REMATCH, "1")
    with writing(workspace.store) as connection:
        refresh(connection, rules(), datetime.now(UTC), report=Report())


def _say_own_side(found: list[str], confirmed: bool) -> None:
    if confirmed:
        say_wrapped(f"Own side: {', '.join(found)}")
    elif found:
        say_wrapped(f"Own side, as the CRM's users suggest: {', '.join(found)}")
        say(f"Confirm or correct it: journey init --own-domains {','.join(found)}")
    else:
        say_wrapped("Own side: not known yet. Import a CRM export with its users, or:")
        say("  journey init --own-domains example.com")


def own_side(workspace: Workspace) -> tuple[list[str], bool]:
    """Return the seller's domains and whether a person confirmed them."""
    confirmed = workspace.meta("own_domains")
    if confirmed:
        return json.loads(confirmed), True
    from journey_tui.sources.directory import MemberEntry, own_domains

    return sorted(own_domains(MemberEntry(i, n, a) for i, n, a in workspace.members())), False


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


def whoami(store: str | None, user: str, *, as_json: bool) -> None:
    """Show or set the CRM user that this person stands for."""
    who = identity()
    with plain_errors(as_json):
        workspace = Workspace(paths(store).store)
        if user:
            workspace.set_member((_member(workspace, user, as_json=as_json),))
        mine = set(workspace.member_ids())
        members = [{"id": i, "name": n, "address": a} for i, n, a in workspace.members() if i in mine]
        if as_json:
            emit({"uid": who.uid, "login": who.login, "name": clean(who.name), "crm_users": members})
            return
        say(f"{who.login} (uid {who.uid})")
        if members:
            say("stands for " + ", ".join(f"{m['name']} <{m['address']}>" for m in members))
            return
        say_wrapped("No CRM user is set, so “mine” shows everybody's deals. Set yours: journey whoami --set ADDRESS")


def _member(workspace: Workspace, user: str, *, as_json: bool) -> str:
    wanted = user.casefold()
    members = workspace.members()
    exact = [
        i
        for i, name, address in members
        if wanted in (i.casefold(), i.rpartition(":")[2].casefold(), name.casefold(), address.casefold())
    ]
    found = exact or [i for i, name, address in members if wanted in name.casefold() or wanted in address.casefold()]
    if len(found) == 1:
        return found[0]
    listed = "\n".join(f"  {name} <{address}>" for i, name, address in members if not found or i in found)
    stop(f"{user!r} fits {'several' if found else 'no'} CRM users:\n{listed}", USAGE, as_json=as_json)


def doctor(store: str | None, *, as_json: bool) -> int:
    """Print findings; returns 1 when there is a problem."""
    from journey_tui.doctor import examine

    places = paths(store)
    found = examine(places.store, places.playbooks)
    if as_json:
        emit([asdict(finding) for finding in found])
    else:
        marks = {"ok": "ok", "notice": "note", "problem": "PROBLEM"}
        for finding in found:
            say_wrapped(f"{marks[finding.state]:8} {finding.check}: {finding.text}", hanging=" " * 9)
            if finding.remedy and finding.state != "ok":
                say_wrapped(f"→ {finding.remedy}", " " * 9, "  ")
    return FAILED if any(finding.state == "problem" for finding in found) else OK


def show_paths(store: str | None, *, as_json: bool) -> None:
    """Print the places in force."""
    found = {name: str(path) for name, path in asdict(paths(store)).items()}
    if as_json:
        emit(found)
    else:
        for name, path in found.items():
            say(f"{name:<11} {path}")


def keys(*, as_json: bool) -> None:
    """Print every key binding, from the one command table."""
    from journey_tui.commands import command_rows
    from journey_tui.keymap import KeymapError, load_keymap

    keymap: dict[str, str] = {}
    try:
        keymap = load_keymap(paths().config.with_name("keymap.toml"))
    except KeymapError as error:
        note(f"Your keymap is not in force: {error}")
    rows = command_rows(keymap)
    if as_json:
        emit(rows)
    else:
        table([(row["place"], " ".join(row["keys"]), row["label"]) for row in rows])


def backup(store: str | None, file: Path, *, as_json: bool) -> None:
    """Write a backup."""
    from journey_tui.data.backup import backup as write

    with plain_errors(as_json):
        size = write(paths(store).store, file.absolute())
        if as_json:
            emit({"backup": str(file.absolute()), "bytes": size})
        else:
            say(f"{file}: {size:,} bytes, checked.")


def restore(store: str | None, file: Path, *, yes: bool, as_json: bool) -> None:
    """Put a backup in the store's place."""
    from journey_tui.data.backup import restore as put_back

    target = paths(store).store
    with plain_errors(as_json):
        if target.exists() and not yes:
            stop(
                f"{target} would be replaced (a copy is kept beside it). Say --yes, with Journey closed everywhere.",
                USAGE,
                as_json=as_json,
            )
        kept = put_back(target, file.absolute(), datetime.now(UTC))
        if as_json:
            emit({"store": str(target), "kept": str(kept) if kept else None})
            return
        say(f"{target} is restored from {file}.")
        if kept:
            note(f"The store as it was is kept at {kept}.")
