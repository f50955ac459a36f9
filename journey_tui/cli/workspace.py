"""Commands of the deal's workspace: ask the store, write a first version, list and print what is kept."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from journey_tui.cli.output import FAILED, OK, PARTLY, emit, note, plain_errors, say, say_wrapped, stop, table
from journey_tui.cli.reading import ID_SHOWN, open_store, resolve
from journey_tui.domain.codec import encode
from journey_tui.domain.drafts import KINDS
from journey_tui.domain.marks import marks
from journey_tui.domain.views_workspace import Answer, AnswerLine, ArtifactView

if TYPE_CHECKING:
    from journey_tui.doors.asking import Talk
    from journey_tui.workspace import Workspace


def ask(store: str | None, query: str, question: str, *, model: bool, named: str, as_json: bool) -> int:
    """Print the answer: the store's where it understands, else the model's as it comes; returns 1 where there is none."""
    with plain_errors(as_json):
        workspace = open_store(store)
        deal_id = resolve(workspace, query, as_json=as_json)
        if named:
            workspace.use_model(named)
        given = None if model or named else workspace.ask(deal_id, question)
        if given is not None and (given.understood or not workspace.model_name()):
            if as_json:
                emit(encode(given))
            else:
                _say_lines(given.lines)
                say(f"({given.way})")
            return OK if given.understood else FAILED
        return _ask_model(workspace, deal_id, question, as_json=as_json)


def _ask_model(workspace: Workspace, deal_id: str, question: str, *, as_json: bool) -> int:
    """Let the model answer: on a terminal as it comes, then checked; Ctrl-C stops it and keeps what has come."""
    from journey_tui.analysis.model_errors import ModelError

    live = sys.stdout.isatty() and not as_json
    try:
        talk = workspace.talk(deal_id, question)
        workspace.say(deal_id, question)
        follow(talk, live=live)
        line = workspace.keep_talk(deal_id, question, talk)
    except ModelError as error:
        stop(str(error), as_json=as_json)
    finally:
        workspace.close_model()
    if as_json:
        emit({**encode(Answer(line.way, line.lines, understood=line.state != "failed")), "state": line.state})
    else:
        _say_lines(line.lines)
        say(f"({line.way}{'' if line.state == 'done' else ' · not whole'})")
    return OK if line.state == "done" else FAILED


def follow(talk: Talk, *, live: bool) -> None:
    """Print what a model writes as it comes, where somebody looks; Ctrl-C stops it."""
    if live:
        note(f"{talk.way}\n")
    try:
        for piece in talk:
            if live:
                sys.stdout.write(piece)
                sys.stdout.flush()
    except KeyboardInterrupt:
        talk.stop()
    if live:
        say("\n\nchecked:")


def _say_lines(lines: Sequence[AnswerLine]) -> None:
    for line in lines:
        ids = f"  [{' '.join(one[:ID_SHOWN] for one in line.evidence)}]" if line.evidence else ""
        say_wrapped(f"{'~~' if line.ink == 'struck' else ''}{line.text}{'~~' if line.ink == 'struck' else ''}{ids}", "", "  ")
        if line.note:
            say_wrapped(line.note, "    ")


def draft(store: str | None, query: str, kind: str, about: str, *, template: bool, named: str, wish: str, as_json: bool) -> int:
    """Write a first version from the template, then let the model write one where one is set; keep both, print what stands.

    Returns 3 where the model did not write: the template's version stands then.
    """
    with plain_errors(as_json):
        workspace = open_store(store)
        deal_id = resolve(workspace, query, as_json=as_json)
        if named:
            workspace.use_model(named)
        made = workspace.draft(deal_id, kind, about=about)
        failed = ""
        if not template and kind != "note" and workspace.model_name():
            failed = _write(workspace, made.id, f"/draft {kind} {wish}".strip(), wish, live=sys.stdout.isatty() and not as_json)
        _show(workspace, workspace.artifact(made.id), as_json=as_json)
        if failed:
            note(f"journey: {failed}")
        return PARTLY if failed else OK


def _write(workspace: Workspace, key: str, asked: str, wish: str, *, live: bool) -> str:
    """Let the model write; returns why it did not, empty where it did."""
    from journey_tui.analysis.model_errors import ModelError

    try:
        asked_for = workspace.wish(key, asked)
        talk = workspace.write(asked_for, wish)
        follow(talk, live=live)
        written = workspace.keep_writing(asked_for, talk)
    except ModelError as error:
        return str(error)
    finally:
        workspace.close_model()
    for line in written.line.lines:
        if line.ink == "struck":
            note(f"{line.note.rstrip('.')}: {line.text}")
    return (
        ""
        if written.version is not None
        else next((one.text for one in written.line.lines if one.ink == "muted"), written.line.text)
    )


def artifacts(store: str | None, query: str, key: str, form: str, folder: Path | None, *, as_json: bool) -> None:
    """List the artifacts of a deal and of its account's other deals; with an id print one, or export it as a file."""
    with plain_errors(as_json):
        workspace = open_store(store)
        deal_id = resolve(workspace, query, as_json=as_json)
        here, elsewhere = workspace.artifacts(deal_id), workspace.artifacts_elsewhere(deal_id)
        if not key:
            if as_json:
                emit([encode(one) for one in (*here, *elsewhere)])
            elif not here and not elsewhere:
                say(f"Nothing has been written for this deal yet. `journey draft {query} follow-up` does.")
            else:
                table([one.id[:ID_SHOWN], KINDS.get(one.kind, one.kind), one.state, one.title] for one in (*here, *elsewhere))
            return
        meant = [one for one in (*here, *elsewhere) if one.id.startswith(key)]
        if len(meant) != 1:
            stop(f"{'No' if not meant else 'More than one'} artifact of this deal begins with {key!r}.", as_json=as_json)
        if not form:
            _show(workspace, workspace.artifact(meant[0].id), as_json=as_json)
            return
        path = workspace.export_artifact(meant[0].id, form, folder)
        emit({"artifact": meant[0].id, "file": str(path)}) if as_json else say(f"Written to {path}. Nothing was sent.")


def _show(workspace: Workspace, view: ArtifactView, *, as_json: bool) -> None:
    """Print an artifact: the version that stands."""
    offered = [one for one in workspace.approved_messages(view.item.deal_id) if one.text not in view.version.text]
    found = marks(view.version.text, workspace.do_not_say(view.item.deal_id))
    if as_json:
        marked = [{"words": view.version.text[one.start : one.end], "kind": one.kind, "hint": one.hint} for one in found]
        emit(
            {
                "artifact": encode(view.item),
                "version": encode(view.version),
                "offered": [encode(one) for one in offered],
                "marked": marked,
            }
        )
        return
    say(view.version.text)
    for one in found:
        say_wrapped(f"Worth another look: {one.hint}", "  ", "  ")
    for message in offered[:3]:
        say_wrapped(f"Approved to say here, {message.words}: {message.text}", "  ", "  ")
    say(f"\n({KINDS.get(view.item.kind, view.item.kind)} · {view.item.id[:ID_SHOWN]} · version {view.version.number} · not sent)")
