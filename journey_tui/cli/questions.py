"""The questions of `journey init`: where things lie, whose side is our own, who is asking. Enter takes what is proposed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from journey_tui.cli.output import note, say, say_wrapped
from journey_tui.paths import identity, paths
from journey_tui.settings import SettingsError, load_settings, read_place
from journey_tui.settings_file import NewSource, add_sources
from journey_tui.text import clean
from journey_tui.workspace import Workspace

_KINDS: Final = (
    ("mail", "Where is the mail? A mailbox file (mbox), a maildir, or a folder of them", ("~/Maildir", "~/Mail", "~/mail")),
    ("crm", "Where do CRM exports arrive? The folder that they are dropped into", ("~/exports", "~/Exports")),
    ("calendar", "Where are the calendars? An .ics file or a folder of them", ("~/calendars", "~/Calendars", "~/.calendars")),
    ("calls", "Where are call transcripts? A folder of .vtt, .srt or text", ("~/calls", "~/transcripts", "~/Transcripts")),
)


def ask(question: str, proposed: str = "") -> str:
    """Return the answer to a question, the proposal for an empty one; a closed input takes every proposal."""
    sys.stdout.write(clean(f"{question}{f' [{proposed}]' if proposed else ''}: "))
    sys.stdout.flush()
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        say()
    return clean(answer).strip() or proposed


def ask_yes(question: str, *, proposed: bool = True) -> bool:
    """Return whether the answer is yes."""
    answer = ask(f"{question} ({'Y/n' if proposed else 'y/N'})").casefold()
    return proposed if not answer else answer[0] == "y"


def ask_all(workspace: Workspace) -> None:
    """Ask for everything that is not settled yet, and do what was answered."""
    say("\nA few questions; Enter takes what is proposed or goes on, Ctrl-C leaves everything as it was.\n")
    try:
        known = load_settings().sources
    except SettingsError as error:
        for problem in error.problems:
            note(f"journey: {problem}")
        note("Correct the settings first, then run `journey init` again.")
        return
    for source in known:
        say_wrapped(f"Kept in sync already: {source.name} ({source.path})")
    new = _sources({source.path for source in known})
    if new:
        add_sources(paths().config, new)
        say(f"Written to {paths().config}.\n")
    if (new or known) and ask_yes("Bring them in now?"):
        from journey_tui.cli.syncing import sync

        sync(str(workspace.store), "", as_json=False)
        say()
    ask_own_side(workspace)
    _ask_who(workspace)
    say("\nOpen it: journey")
    if new or known:
        say("Keep it in sync: journey worker (docs/worker.md has a unit for systemd)")


def _sources(known: set[Path]) -> list[NewSource]:
    found: dict[Path, NewSource] = {}
    for kind, question, places in _KINDS:
        proposed = next((p for p in places if Path(p).expanduser().exists() and Path(p).expanduser() not in known), "")
        while True:
            path = _path(
                ask(question + (", another one" if any(True for s in found.values() if s.name == kind) else ""), proposed)
            )
            proposed = ""
            if path is None:
                break
            if path in known or path in found:
                say("  That one is there already.")
            else:
                found[path] = _source(kind, path)
    return [NewSource(s.path, "", s.every, s.expect, s.zone) for s in found.values()]


def _path(answer: str) -> Path | None:
    """Return the path that was answered, None to go on; asks again for what is not there."""
    while answer:
        try:
            path = read_place(answer)
        except ValueError as error:
            answer = ask(f"  {str(error).capitalize()}. Again")
            continue
        if path.exists() or ask_yes(f"  {path} is not there yet. Take it all the same?", proposed=False):
            return path
        answer = ask("  Again (Enter: none)")
    return None


def _source(kind: str, path: Path) -> NewSource:
    if kind != "crm":
        return NewSource(path, kind)
    zone = ask("  Time zone of CRM times that state none, such as Europe/Berlin", "UTC")
    while not _is_zone(zone):
        zone = ask(f"  {zone} is no time zone. Again", "UTC")
    expect = {"d": "1 d", "w": "7 d"}.get(
        ask("  How often does a new export come? d daily, w weekly, Enter: it varies").casefold()[:1], ""
    )
    return NewSource(path, kind, expect=expect, zone="" if zone == "UTC" else zone)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True


def ask_own_side(workspace: Workspace) -> None:
    """Show whose domains and people are our own, and let a person confirm or correct them."""
    from journey_tui.cli.init import DOMAIN

    own = workspace.own_side()
    if own.confirmed:
        say_wrapped(f"Own side: {', '.join(own.domains)}")
        return
    if own.people:
        names = [f"{name} <{address}>" if address else name for name, address in own.people]
        say_wrapped(f"The CRM's users, our own side: {_some(names)}", hanging="  ")
    else:
        say("Whose mail domains are your own side? No CRM users are here yet to tell.")
    while True:
        answer = ask("Our mail domains, separated by commas", ", ".join(own.domains))
        domains = sorted({d.strip().casefold().lstrip("@") for d in answer.split(",") if d.strip()})
        wrong = next((d for d in domains if not DOMAIN.fullmatch(d)), "")
        if not wrong:
            break
        say(f"  {wrong} is no mail domain such as example.com.")
    if domains:
        workspace.confirm_own_side(domains)
        say_wrapped(f"Own side confirmed: {', '.join(domains)}")


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:8]) + (f" and {len(listed) - 8} more" if len(listed) > 8 else "")


def _ask_who(workspace: Workspace) -> None:
    """Ask which CRM user this person is: “mine” means that user's deals."""
    members = workspace.members()
    if not members or workspace.member_ids():
        return
    who = identity()
    words = {who.login.casefold(), who.name.casefold()}
    guess = next((a or n for _, n, a in members if n.casefold() in words or a.partition("@")[0].casefold() in words), "")
    while answer := ask("Which CRM user are you? A name or address (Enter: nobody)", guess):
        hits = [m for m in members if answer.casefold() in (m[0].casefold(), m[1].casefold(), m[2].casefold())]
        hits = hits or [m for m in members if answer.casefold() in f"{m[1]} {m[2]}".casefold()]
        if len(hits) == 1:
            workspace.set_member((hits[0][0],))
            say_wrapped(f"You stand for {hits[0][1]}; “mine” shows those deals.")
            return
        say_wrapped(f"  {answer} fits {'several' if hits else 'no'} users: {_some(n for _, n, _ in hits or members)}")
        guess = ""
