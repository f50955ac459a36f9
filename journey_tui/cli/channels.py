"""The bodies of `journey channels`: list, show, import, export, diff, check, compare, messages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from journey_tui.cli.output import FAILED, OK, PARTLY, USAGE, emit, note, plain_errors, say, say_wrapped, stop, table
from journey_tui.cli.reading import open_store, resolve
from journey_tui.domain.channel import Channel
from journey_tui.domain.codec import encode
from journey_tui.domain.kinds import role_words
from journey_tui.domain.views_channels import ChannelRecordView, ChannelRow
from journey_tui.paths import paths
from journey_tui.playbooks import PlaybookError, checked_channel, load, parse_toml
from journey_tui.playbooks.record import data_of, difference, to_toml
from journey_tui.workspace import Workspace


def _row(row: ChannelRow) -> dict[str, Any]:
    return dict(encode(row))


def listing(store: str | None, *, as_json: bool) -> None:
    """Print the channels."""
    with plain_errors(as_json):
        workspace = open_store(store)
        rows = workspace.channels()
        if as_json:
            emit([_row(row) for row in rows])
            return
        head = ("Channel", "Key", "Version", "Deals", "Waiting", "Verification")
        table(
            [
                head,
                *[
                    (r.name, r.key, str(r.version), f"{r.open_deals} open of {r.deals}", str(r.pending), r.verified_words)
                    for r in rows
                ],
            ]
        )
        for row in rows:
            if row.verifier_words:
                say_wrapped(f"{row.name}: {row.verifier_words}.", "  ")
        for problem in workspace.playbooks.problems:
            note(f"journey: {problem} The last good version stays in force.")


def show(store: str | None, key: str, *, as_json: bool) -> None:
    """Print a record."""
    with plain_errors(as_json):
        workspace = open_store(store)
        view = workspace.channel_record(key)
        if as_json:
            emit(shape(view))
        else:
            _print_record(view, {spec.key: spec.label for spec in workspace.playbooks.playbook.requirements})


def shape(view: ChannelRecordView) -> dict[str, Any]:
    """Return a record as JSON."""
    return {
        **_row(view.row),
        "record": data_of(view.record),
        "statistics": [encode(one) for one in view.statistics],
        "versions": [encode(one) for one in view.versions],
        "updates": [encode(one.row) for one in view.updates],
    }


def _print_record(view: ChannelRecordView, labels: Mapping[str, str]) -> None:
    row, record = view.row, view.record
    say_wrapped(f"{row.name} · version {row.version} · {row.verified_words} · {row.open_deals} open of {row.deals} deals")
    if row.verifier_words:
        say_wrapped(row.verifier_words, "  ")
    if record.how_to_read:
        say_wrapped(record.how_to_read, "  ")
    say()
    gates = [(s.name, f"{s.typical_days} d", role_words(g.gatekeeper), ", ".join(labels.get(key, key) for key in g.must_meets))
             for s, g in zip(record.stages, record.gates, strict=True)]  # fmt: skip
    table([("Stage", "Typical", "Gatekeeper", "Its gate asks for"), *gates], wrap_last=True)
    for title, items in _parts(record):
        if items:
            say(f"\n{title}")
            for item in items:
                say_wrapped(item, "  ", "  ")
    if row.missing:
        say_wrapped(f"Not filled in: {', '.join(row.missing)}.", "\n")
    say("\nMeasured")
    for one in view.statistics:
        say(f"  {one.words}")
    if row.pending:
        say(f"\n{row.pending} updates wait for review: journey review --channel {row.key}")
    say("\nVersions")
    table([(str(v.version), f"{v.at:%Y-%m-%d %H:%M}", v.by, v.why) for v in view.versions[:12]], wrap_last=True)


def _parts(record: Channel) -> list[tuple[str, list[str]]]:
    return [
        ("Expected", [", ".join([*map(role_words, record.expected_roles), *record.also_involved])]),
        ("Reply cadence", [f"{record.reply_cadence_days:g} days"]),
        ("Approved messages", [m.text for m in record.messages]),
        ("Proof points", [f"{p.text} - {p.source}" for p in record.proof_points]),
        ("Objections", [f"{o.heard}{f' - {o.answer}' if o.answer else ''}" for o in record.objections]),
        ("Do not say", list(record.do_not_say)),
    ]


def import_files(store: str | None, files: list[Path], why: str, *, as_json: bool) -> int:
    """Keep the records of files as new versions, all that are good; return the exit code."""
    good: list[tuple[Path, Channel]] = []
    problems: list[PlaybookError] = []
    done: list[dict[str, Any]] = []
    with plain_errors(as_json):
        workspace = open_store(store)
        for path in files:
            try:
                good.append((path, checked_channel(path, _data(path), workspace.playbooks.playbook)))
            except PlaybookError as error:
                problems.append(error)
        for path, channel in good:
            before = workspace.playbooks.channel(channel.key)
            if before is not None and _content(before) == _content(channel):
                done.append({"file": str(path), "key": channel.key, "version": before.version, "changed": False})
                continue
            made = workspace.import_channel(channel, why or f"imported from {path.name}")
            done.append({"file": str(path), "key": made.key, "version": made.version, "changed": True})
    if as_json:
        emit({"imported": done, "problems": [_problem(error) for error in problems]})
    for one in done if not as_json else ():
        say(f"{one['key']}: {'kept as version' if one['changed'] else 'unchanged, version'} {one['version']}")
    for problem in problems:
        note(f"journey: {problem} Nothing of this file was taken in.")
    return OK if not problems else PARTLY if done else FAILED


def _content(channel: Channel) -> str:
    return "\n".join(line for line in to_toml(channel).splitlines() if not line.startswith("version = "))


def _data(path: Path) -> dict[str, Any]:
    data = parse_toml(path)
    if data.get("kind") != "channel":
        raise PlaybookError(str(path), "kind", 'it must be "channel"', 'Add kind = "channel" as the first line.')
    return data


def _problem(error: PlaybookError) -> dict[str, str]:
    return {"file": error.file, "key": error.key, "problem": error.problem, "remedy": error.remedy}


def export(store: str | None, key: str, version: int, to: str, *, as_json: bool) -> None:
    """Write a record as TOML to a file, or print it."""
    with plain_errors(as_json):
        workspace = open_store(store)
        channel = workspace.channel(key)
        toml = workspace.channel_version(channel.key, version) if version else to_toml(channel)
        if to:
            target = Path(to).expanduser()
            if target.exists():
                stop(f"{target} is there already. Choose another name, or move it away.", USAGE, as_json=as_json)
            target.write_text(toml, encoding="utf-8")
        if as_json:
            emit({"key": channel.key, "version": version or channel.version, "file": to or None, "toml": toml})
        else:
            say(f"{channel.key} version {version or channel.version} was written to {to}." if to else toml.rstrip("\n"))


def diff(store: str | None, name: str, version: int, *, as_json: bool) -> None:
    """Print what differs between two versions of a record, or between a file and the record."""
    with plain_errors(as_json):
        workspace = open_store(store)
        one, other, before, after = _two(workspace, name, version, as_json=as_json)
        lines = difference(before, after, one, other)
        if as_json:
            emit({"before": one, "after": other, "same": not lines, "diff": lines})
            return
        say("\n".join(lines) if lines else f"{one} and {other} say the same.")


def _two(workspace: Workspace, name: str, version: int, *, as_json: bool) -> tuple[str, str, str, str]:
    if name.endswith(".toml") or Path(name).is_file():
        try:
            channel = checked_channel(Path(name), _data(Path(name)), workspace.playbooks.playbook)
        except PlaybookError as error:
            stop(str(error), as_json=as_json)
        known = workspace.playbooks.channel(channel.key)
        return f"{channel.key} in force", name, to_toml(known) if known else "", to_toml(channel)
    channel = workspace.channel(name)
    kept = [one.version for one in workspace.channel_versions(channel.key)]
    older = version or next((one for one in kept if one < channel.version), 0)
    if not older:
        stop(f"The store keeps one version of {channel.key} only.", as_json=as_json)
    before = workspace.channel_version(channel.key, older)
    return f"{channel.key} version {older}", f"{channel.key} version {channel.version}", before, to_toml(channel)


def check(store: str | None, files: list[Path], *, as_json: bool) -> int:
    """Check files, or what is in force; return the exit code."""
    playbook = load(paths(store).playbooks).playbook
    problems: list[PlaybookError] = []
    checked = [str(path) for path in files]
    for path in files:
        try:
            checked_channel(path, _data(path), playbook)
        except PlaybookError as error:
            problems.append(error)
    notices: list[str] = []
    if not files:
        found = load(paths(store).playbooks)
        problems, checked = list(found.problems), [channel.key for channel in found.channels]
        if paths(store).store.exists():
            with plain_errors(as_json):
                notices = _notices(open_store(store))
    if as_json:
        emit({"checked": checked, "problems": [_problem(error) for error in problems], "notices": notices})
    else:
        for problem in problems:
            say_wrapped(str(problem))
        for text in notices:
            say_wrapped(text)
        if not problems:
            say(f"{', '.join(checked)}: valid.")
    return FAILED if problems else OK


def _notices(workspace: Workspace) -> list[str]:
    """Return what is worth knowing about the records in force: not verified, a verifier who left, a file that is gone."""
    files = {channel.key for channel in load(paths().playbooks).channels}
    found = []
    for row in workspace.channels():
        if row.verifier_words:
            found.append(f"{row.name}: {row.verifier_words}.")
        if not row.verified:
            found.append(f"{row.name}: {row.verified_words}.")
        if row.key not in files:
            found.append(
                f"{row.name}: no file has it any more; {row.open_deals} open deals go on with version {row.version} from the store. "
                f"`journey channels export {row.key} --to FILE` writes it."
            )
    return found


def compare(store: str | None, deal: str, key: str, *, as_json: bool) -> None:
    """Print a deal read under its own record and under another."""
    with plain_errors(as_json):
        workspace = open_store(store)
        found = workspace.compare_channels(resolve(workspace, deal, as_json=as_json), key)
        if as_json:
            emit({**encode(found), "records": [dict(zip(("part", "one", "other"), r, strict=True)) for r in found.records],
                  "readings": [{"what": w, "one": a, "other": b, "follows_from": list(c)} for w, a, b, c in found.readings]})  # fmt: skip
            return
        say_wrapped(f"{found.deal}: {found.one} beside {found.other}")
        say("\nWhere the records differ")
        for part, one, other in found.records:
            say_wrapped(f"{part}: {one} → {other}", "  ", "  ")
        say("\nWhere the deal reads otherwise")
        if not found.readings:
            say("  Nowhere: what differs in the records does not touch this deal.")
        for what, one, other, parts in found.readings:
            say_wrapped(f"{what}: {one} → {other}", "  ", "  ")
            say(f"      follows from {', '.join(parts)}")


def messages(store: str | None, deal: str, *, unverified: bool, as_json: bool) -> None:
    """Print the messages that fit a deal."""
    with plain_errors(as_json):
        workspace = open_store(store)
        deal_id = resolve(workspace, deal, as_json=as_json)
        found, unsaid = workspace.approved_messages(deal_id, unverified=unverified), workspace.do_not_say(deal_id)
        if as_json:
            emit({"messages": [encode(one) for one in found], "do_not_say": list(unsaid)})
            return
        for one in found:
            say_wrapped(f"{one.text}  [{one.words}]", "  ", "  ")
        if not found:
            say("No verified message of this channel fits the deal now.")
        if unsaid:
            say_wrapped(f"Do not say: {', '.join(unsaid)}", "\n")
