"""Commands of the deal's workspace: ask the store, write a first version, list and print what is kept."""

from __future__ import annotations

from pathlib import Path

from journey_tui.cli.output import FAILED, OK, emit, plain_errors, say, say_wrapped, stop, table
from journey_tui.cli.reading import ID_SHOWN, open_store, resolve
from journey_tui.domain.codec import encode
from journey_tui.domain.drafts import KINDS
from journey_tui.domain.views_workspace import ArtifactView


def ask(store: str | None, query: str, question: str, *, as_json: bool) -> int:
    """Print the store's answer with the quotes it stands on; returns 1 where the question was not understood."""
    with plain_errors(as_json):
        workspace = open_store(store)
        given = workspace.ask(resolve(workspace, query, as_json=as_json), question)
        if as_json:
            emit(encode(given))
        else:
            for line in given.lines:
                ids = f"  [{' '.join(one[:ID_SHOWN] for one in line.evidence)}]" if line.evidence else ""
                say_wrapped(f"{line.text}{ids}", "", "  ")
            say(f"({given.way})")
        return OK if given.understood else FAILED


def draft(store: str | None, query: str, kind: str, about: str, *, as_json: bool) -> None:
    """Write a first version from the template, filled with evidence; keep it with the deal and print it."""
    with plain_errors(as_json):
        workspace = open_store(store)
        made = workspace.draft(resolve(workspace, query, as_json=as_json), kind, about=about)
        _show(workspace.artifact(made.id), as_json=as_json)


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
            _show(workspace.artifact(meant[0].id), as_json=as_json)
            return
        path = workspace.export_artifact(meant[0].id, form, folder)
        emit({"artifact": meant[0].id, "file": str(path)}) if as_json else say(f"Written to {path}. Nothing was sent.")


def _show(view: ArtifactView, *, as_json: bool) -> None:
    """Print an artifact: the version that stands."""
    if as_json:
        emit({"artifact": encode(view.item), "version": encode(view.version)})
        return
    say(view.version.text)
    say(f"\n({KINDS.get(view.item.kind, view.item.kind)} · {view.item.id[:ID_SHOWN]} · version {view.version.number} · not sent)")
