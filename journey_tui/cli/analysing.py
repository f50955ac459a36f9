"""The analyse command: what it would take, one deal or all, and what was sent, answered, taken over and refused."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from journey_tui.analysis.client import ModelClient
from journey_tui.analysis.model import ModelAnalyst, request_hash
from journey_tui.analysis.model_errors import ModelError
from journey_tui.analysis.model_types import ModelConfig
from journey_tui.cli.output import FAILED, OK, PARTLY, USAGE, emit, note, plain_errors, say, say_wrapped, stop
from journey_tui.cli.reading import open_store, resolve
from journey_tui.data.model_store import senders as senders_of_deal
from journey_tui.data.model_store import whole_touchpoints
from journey_tui.data.reader import load_people
from journey_tui.data.spend import StoreSpend
from journey_tui.data.sqlite import open_reader
from journey_tui.domain.codec import encode
from journey_tui.domain.views_model import ModelEstimate, WindowRow
from journey_tui.lean import dataclass
from journey_tui.paths import paths
from journey_tui.settings import SettingsError, load_settings
from journey_tui.sync import model_reading as job
from journey_tui.sync.channels import in_force
from journey_tui.sync.importer import Rules
from journey_tui.sync.model_reader import put_down
from journey_tui.sync.model_words import words_of_deal
from journey_tui.sync.refresh import rules_in_force
from journey_tui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    everything: bool = False
    explain: bool = False
    estimate: bool = False
    yes: bool = False


def configured(*, as_json: bool) -> ModelConfig:
    """Return the configured model; ends with a plain message where there is none or a setting is wrong."""
    try:
        config = ModelConfig.of(load_settings().model)
    except SettingsError as error:
        stop(str(error), as_json=as_json)
    if not config.configured:
        stop(
            "No language model is set up; the rules read without it. Name one in the settings, [model] name (docs/model.md).",
            as_json=as_json,
        )
    return config


@contextmanager
def model_errors(as_json: bool) -> Iterator[None]:
    """Turn what a model gets wrong into one line and the exit code 1."""
    try:
        yield
    except ModelError as error:
        stop(str(error), as_json=as_json)


def analyse(store: str | None, deal: str, wish: Wish, *, as_json: bool) -> int:
    """Read a deal or all with the model; returns the exit code."""
    if wish.everything == bool(deal):
        stop("name a DEAL, or --all for every open one.", USAGE, as_json=as_json)
    with plain_errors(as_json), model_errors(as_json):
        workspace = open_store(store)
        config = configured(as_json=as_json)
        rules = rules_in_force(paths().playbooks)[0]
        deal_id = resolve(workspace, deal, as_json=as_json) if deal else ""
        with ModelClient(config, StoreSpend(workspace.store)) as client:
            if wish.estimate or wish.everything:
                return _many(workspace, deal_id, client, rules, wish, as_json=as_json)
            report = job.read_deal_with_model(workspace.store, deal_id, client, rules)
            _put_down(workspace.store, client, [report])
            _print_one(workspace, client, rules, report, explain=wish.explain, as_json=as_json)
            return _code([report])


def _put_down(store: Path, client: ModelClient, reports: Sequence[job.DealReport]) -> None:
    """Say on the Sources screen how the model stands, where it was asked."""
    errors = [one.error for one in reports if one.error is not None]
    if errors or any(one.requests for one in reports):
        put_down(store, client.config.name, errors[0] if errors else None, datetime.now(UTC))


def _code(reports: Sequence[job.DealReport]) -> int:
    failed = [one for one in reports if one.error is not None]
    if not failed:
        return OK
    return FAILED if all(one.state == "failed" for one in reports) else PARTLY


# One deal ------------------------------------------------------------------------------------------------------------


def _print_one(
    workspace: Workspace, client: ModelClient, rules: Rules, report: job.DealReport, *, explain: bool, as_json: bool
) -> None:
    windows = (
        _explained(workspace.store, report.deal_id, workspace.model_windows(report.deal_id), client, rules) if explain else ()
    )
    shown = workspace.model_note(report.deal_id)
    if as_json:
        emit(
            {
                **_report(report), "model": client.config.name, "note": encode(shown) if shown else None,
                **({"windows": encode(windows)} if explain else {}),
            }
        )  # fmt: skip
        return
    name = workspace.deal(report.deal_id).deal.name
    if not report.requests and report.error is None:
        say(f"{name}: nothing new to read. {shown.words[:1].upper() + shown.words[1:] if shown else ''}".rstrip())
    else:
        say(f"{name}: {_summary(report)}")
    if report.error is not None:
        say_wrapped(f"{report.error} The rules' reading stands.", "  ")
    for window in windows:
        _print_window(window)
    if not explain:
        for line in report.refused[:10]:
            say_wrapped(f"refused: {line}", "  ", "  ")
        if len(report.refused) > 10:
            say(f"  … and {len(report.refused) - 10} more: journey analyse --explain")


def _summary(report: job.DealReport) -> str:
    parts = [
        f"{report.read} touchpoint{'s' if report.read != 1 else ''} read in {report.requests} request{'s' if report.requests != 1 else ''}",
        f"{report.accepted} findings stand, {len(report.refused)} refused",
    ]
    if report.words:
        parts.append(f"{report.words} sentences said otherwise")
    if report.usage.tokens_in:
        parts.append(f"{report.usage.tokens_in + report.usage.tokens_out:,} tokens, {money(report.usage.cost)}")
    return "; ".join(parts) + "."


def _report(report: job.DealReport) -> dict[str, Any]:
    error = report.error
    return {
        "deal": report.deal_id, "state": report.state, "message": error.text if error else "", "remedy": error.remedy if error else "",
        "requests": report.requests, "read": report.read, "waiting": report.waiting, "accepted": report.accepted,
        "refused": report.refused, "words": report.words, "tokens_in": report.usage.tokens_in, "tokens_out": report.usage.tokens_out,
        "cost": f"{report.usage.cost:f}",
    }  # fmt: skip


def _explained(
    store: Path, deal_id: str, windows: Sequence[WindowRow], client: ModelClient, rules: Rules
) -> tuple[WindowRow, ...]:
    """Return the answers with the prompts they were given, built anew; one whose words have changed since says so."""
    connection = open_reader(store)
    try:
        context = job.context_of(connection, deal_id, load_people(connection, deal_id), rules.playbook)
        if context is None:
            return ()
        analyst, senders = ModelAnalyst(client, rules.playbook), senders_of_deal(connection, deal_id)
        rules = replace(rules, channels=in_force(connection, rules.channels))
        shown: list[WindowRow] = []
        for row in windows:
            if row.purpose == "read":
                touchpoints = whole_touchpoints(connection, row.touchpoints)
                requests = [analyst.request(window) for window in analyst.windows(touchpoints, context, senders)]
            else:
                worded = words_of_deal(connection, deal_id, rules, datetime.now(UTC))
                requests = [worded.request] if worded else []
            sent = next((_prompt(one) for one in requests if request_hash(one) == row.id), "")
            shown.append(replace(row, sent=sent or "not kept: the words, the prompt or the people have changed since"))
        return tuple(shown)
    finally:
        connection.close()


def _prompt(request: Any) -> str:
    return "\n\n".join(f"[{message.role}]\n{message.text}" for message in request.messages)


def _print_window(window: WindowRow) -> None:
    say()
    say(f"── {window.purpose}, {window.at:%Y-%m-%d %H:%M} UTC, {window.model}, prompt {window.prompt}, {money(window.cost)}")
    if window.purpose == "read":
        say("sent:")
        for line in window.sent.splitlines():
            say(f"  {line}")
    say("came back:")
    for line in window.reply.splitlines() or [""]:
        say(f"  {line}")
    for title, lines in (("accepted", window.accepted), ("refused", window.refused)):
        say(f"{title}: {len(lines)}")
        for line in lines:
            say_wrapped(line, "  ", "  ")


# All of them ---------------------------------------------------------------------------------------------------------


def _many(workspace: Workspace, deal_id: str, client: ModelClient, rules: Rules, wish: Wish, *, as_json: bool) -> int:
    connection = open_reader(workspace.store)
    try:
        model = client.config.name
        wanted = [deal_id] if deal_id else job.waiting_for_model(connection, model, rules.playbook)
        found = job.estimate(connection, wanted, client, rules.playbook, client.prices())
        agreed = job.agreed(connection, model)
    finally:
        connection.close()
    if wish.estimate:
        emit(encode(found)) if as_json else say_wrapped(estimate_words(found))
        return OK
    if not agreed:
        _ask(workspace.store, found, model, yes=wish.yes, as_json=as_json)
    reports = _read_all(workspace.store, wanted, client, rules)
    _put_down(workspace.store, client, reports)
    read, cost = job.total(reports)
    if as_json:
        emit({"deals": [_report(one) for one in reports], "read": read, "cost": f"{cost:f}"})
    else:
        say(f"{len(reports)} deals, {read} touchpoints read, {money(cost)}.")
        errors = {str(one.error) for one in reports if one.error is not None}
        for error in sorted(errors):
            say_wrapped(f"{error} The rules' reading stands.", "  ")
    return _code(reports)


def _ask(store: Path, found: ModelEstimate, model: str, *, yes: bool, as_json: bool) -> None:
    """Show what it takes and ask once; a yes holds for the worker too, until another model is named."""
    if not yes:
        if as_json or not sys.stdin.isatty():
            stop(f"{estimate_words(found)} Say --yes to agree.", USAGE, as_json=as_json)
        note(estimate_words(found))
        note("What people wrote in these deals is sent to that model. Read every open deal, now and as new words come? [y/N] ")
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            stop("nothing was sent.")
    job.agree(store, model)


def _read_all(store: Path, wanted: Sequence[str], client: ModelClient, rules: Rules) -> list[job.DealReport]:
    """Read the deals, as many at a time as the settings say; once something lasting is wrong the rest is left alone."""
    reports: list[job.DealReport] = []
    shows = sys.stderr.isatty()
    with ThreadPoolExecutor(client.config.concurrency, thread_name_prefix="journey-read") as pool:
        futures = [pool.submit(job.read_deal_with_model, store, deal_id, client, rules) for deal_id in wanted]
        for future in as_completed(futures):
            if future.cancelled():
                continue
            reports.append(future.result())
            if shows:
                sys.stderr.write(f"\r\x1b[K{len(reports)} of {len(wanted)} deals")
                sys.stderr.flush()
            error = reports[-1].error
            if error is not None and error.lasting:
                for waiting in futures:
                    waiting.cancel()
    if shows and reports:
        sys.stderr.write("\r\x1b[K")
    return reports


def estimate_words(found: ModelEstimate) -> str:
    """Return what reading would take, in a sentence."""
    if not found.requests:
        return "Nothing waits for the model."
    cost = (
        f"about {money(found.cost)}, {money(found.most)} at most"
        if found.cost is not None and found.most is not None
        else "at a price that nobody knows (set price_in and price_out in [model])"
    )
    return (
        f"{found.model}: {found.deals} deal{'s' if found.deals != 1 else ''}, {found.touchpoints:,} touchpoints, {found.requests:,} requests, "
        f"about {found.tokens_in:,} tokens sent and {found.tokens_out:,} received: {cost}."
    )


def money(amount: Decimal | None) -> str:
    """Return US dollars as people read them."""
    if amount is None:
        return "at an unknown price"
    return "$0" if not amount else f"${amount:.2f}" if amount >= Decimal("0.10") else f"${amount:.4f}"
