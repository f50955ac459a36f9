"""The eval command: how well the rules, the model and both read labelled deals and calls."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from journey_tui.analysis.client import ModelClient
from journey_tui.analysis.model import ModelAnalyst
from journey_tui.analysis.port import Analyst
from journey_tui.analysis.rules import RulesAnalyst
from journey_tui.cli.analysing import configured, model_errors
from journey_tui.cli.output import OK, PARTLY, USAGE, emit, note, plain_errors, say, say_wrapped, stop, table
from journey_tui.paths import paths
from journey_tui.sync.evaluation import READERS, BadLabels, Evaluation, Scores, Tally, evaluate_deal, labelled_deals, total
from journey_tui.sync.evaluation_calls import evaluate_calls, labelled_calls
from journey_tui.sync.refresh import rules_in_force


def evaluate(folder: Path, *, with_model: bool, as_json: bool) -> int:
    """Measure on the labels in `folder`; returns the exit code."""
    if not folder.exists():
        stop(f"{folder}: there is no such folder.", USAGE, as_json=as_json)
    with plain_errors(as_json), model_errors(as_json), ExitStack() as stack:
        rules = rules_in_force(paths().playbooks)[0]
        client = stack.enter_context(ModelClient(configured(as_json=as_json))) if with_model else None
        found = Evaluation()
        try:
            deals = labelled_deals(folder)
            calls = [] if deals else _calls(folder, frozenset(rules.playbook.keys))
            if not deals and not calls:
                stop(f"{folder} holds no labelled deals or calls. docs/model.md shows their form.", USAGE, as_json=as_json)
            for deal in deals:
                note(f"reading {deal.name} …")
                evaluate_deal(deal, rules, client, found)
            readers: dict[str, Analyst] = {"rules": RulesAnalyst()}
            if client is not None:
                readers["model"] = ModelAnalyst(client, rules.playbook)
            evaluate_calls(calls, readers, found)
        except BadLabels as error:
            stop(str(error), USAGE, as_json=as_json)
        if client is not None:
            found.cost = float(client.budget.used.cost)
        emit(shape(found)) if as_json else _print(found)
        return PARTLY if found.errors else OK


def _calls(folder: Path, requirements: frozenset[str]) -> list[Any]:
    calls = labelled_calls(folder, requirements)
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ():
        calls += labelled_calls(inner, requirements)
    return calls


def shape(found: Evaluation) -> dict[str, Any]:
    """Return the JSON of an evaluation (docs/json.md)."""
    return {
        "deals": found.deals, "calls": found.calls, "readers": {name: _scores(one) for name, one in found.readers.items()},
        "origin": found.origin.as_json(), "matching": found.matching.as_json(),
        "factors": {reader: {name: tally.as_json() for name, tally in by.items()} for reader, by in found.factors.items() if by},
        "errors": found.errors, "cost": round(found.cost, 6),
    }  # fmt: skip


def _scores(one: Scores) -> dict[str, Any]:
    return {
        "requirements": {key: tally.as_json() for key, tally in sorted(one.requirements.items())},
        "all": total(one).as_json(), "statuses": one.statuses.as_json(), "signals": one.signals.as_json(),
    }  # fmt: skip


def _print(found: Evaluation) -> None:
    readers = [name for name in READERS if name in found.readers]
    say(f"{found.deals} deals, {found.calls} calls.")
    say()
    head = ("", *(f"{reader}: P / R, found/wrong/missed" + (", refused" if reader != "rules" else "") for reader in readers))
    keys = sorted({key for name in readers for key in found.readers[name].requirements})
    lines = [head]
    lines += [(key, *(_cell(found.readers[name].of(key), name) for name in readers)) for key in keys]
    lines.append(("all", *(_cell(total(found.readers[name]), name) for name in readers)))
    if found.deals:
        lines.append(("statuses", *(_agreed(found.readers[name].statuses) for name in readers)))
        lines.append(("signals", *(_cell(found.readers[name].signals, "rules") for name in readers)))
        lines.append(("origin", _agreed(found.origin), *("" for _ in readers[1:])))
        lines.append(("matching", _agreed(found.matching), *("" for _ in readers[1:])))
    names = sorted({name for by in found.factors.values() for name in by})
    for name in names:
        lines.append((f"{name} not met", *(_cell(found.factors.get(r, {}).get(name, Tally()), "rules") for r in readers)))
    table(lines)
    if found.cost:
        say(f"\nThe model cost ${found.cost:.4f}.")
    for error in sorted(set(found.errors)):
        say_wrapped(f"The model: {error}", "  ")


def _cell(tally: Tally, reader: str) -> str:
    counts = f"{tally.hit}/{tally.wrong}/{tally.missed}" + (f", {tally.refused}" if reader != "rules" else "")
    return f"{_share(tally.precision)} / {_share(tally.recall)}  {counts}"


def _agreed(tally: Tally) -> str:
    return f"{tally.hit} agree, {tally.wrong} not"


def _share(value: float | None) -> str:
    return "  - " if value is None else f"{value:.2f}"
