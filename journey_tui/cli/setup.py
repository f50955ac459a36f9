"""Commands that set up and look after: whoami, doctor, paths, keys, backup, restore."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from journey_tui.cli.output import FAILED, OK, USAGE, emit, note, plain_errors, say, say_wrapped, stop, table
from journey_tui.paths import identity, paths
from journey_tui.text import clean
from journey_tui.workspace import Workspace


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
