"""The import command: progress on standard error, a report, and an honest exit code."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from journey_tui.cli.output import FAILED, OK, PARTLY, USAGE, emit, note, plain_errors, say, say_wrapped, stop
from journey_tui.domain.codec import encode
from journey_tui.paths import paths
from journey_tui.sync.importer import Importer, Progress, Report, Rules
from journey_tui.sync.refresh import rules_in_force


def rules() -> Rules:
    """Return the embedded analyst with the playbook and channels in force; playbook errors are said, not hidden."""
    found, problems = rules_in_force(paths().playbooks)
    for problem in problems:
        note(f"journey: {problem}")
    return found


class ProgressLine:
    """One line on a terminal, at most twice a second, with counts and rate; silent in a pipe."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._last = 0.0
        self._on = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        """Show where the import is."""
        now = time.monotonic()
        if not self._on or now - self._last < 0.5:
            return
        self._last = now
        rate = progress.done / max(0.1, now - self._began)
        name = Path(progress.file).name
        sys.stderr.write(f"\r\x1b[K{progress.phase} {name}  {progress.done:,} records, {rate:,.0f} a second")
        sys.stderr.flush()

    def close(self) -> None:
        """Clear the line."""
        if self._on and self._last:
            sys.stderr.write("\r\x1b[K")


def import_paths(store: str | None, wanted: list[Path], mapping: str, zone: str, *, as_json: bool) -> int:
    """Import the paths and print the report; returns the exit code."""
    _check(wanted, mapping, zone, as_json=as_json)
    line = ProgressLine()
    began = time.monotonic()
    with plain_errors(as_json):
        importer = Importer(paths(store).store, rules(), datetime.now(UTC), on_progress=line, mapping=mapping, zone=zone)
        try:
            report = importer.run(wanted)
        except KeyboardInterrupt:
            line.close()
            stop(
                "stopped. The file that was being read is as it was before; finished ones are kept. Run the import again to go on.",
                as_json=as_json,
            )
        line.close()
        report.seconds = time.monotonic() - began
        _print(report, as_json=as_json)
    return _code(report)


def propose(wanted: list[Path]) -> int:
    """Print a proposed mapping for each table, as TOML with a sample value a line; returns the exit code."""
    from journey_tui.sources.generic_mapping import MappingError, propose_mapping

    for path in wanted:
        if not path.is_file():
            stop(f"{path}: a mapping is proposed for a file, not a folder.", USAGE)
        try:
            say(propose_mapping(str(path)))
        except (MappingError, OSError, ValueError) as error:
            stop(f"{path}: no mapping can be proposed ({error}).")
    return OK


def _check(wanted: list[Path], mapping: str, zone: str, *, as_json: bool) -> None:
    from zoneinfo import ZoneInfo

    for path in wanted:
        if not path.exists():
            stop(f"{path}: there is no such file or folder.", USAGE, as_json=as_json)
    if mapping and not Path(mapping).is_file():
        stop(f"--mapping {mapping}: there is no such file.", USAGE, as_json=as_json)
    _check_mapping(mapping, as_json=as_json)
    try:
        ZoneInfo(zone)
    except (LookupError, ValueError, OSError):
        stop(f"--zone {zone}: not a time zone such as Europe/Berlin.", USAGE, as_json=as_json)


def _check_mapping(mapping: str, *, as_json: bool) -> None:
    if mapping:
        from journey_tui.sources.generic_mapping import MappingError, read_mapping

        try:
            read_mapping(mapping)
        except MappingError as error:
            stop(str(error), USAGE, as_json=as_json)


def _code(report: Report) -> int:
    if not report.skipped:
        return OK
    return PARTLY if report.records or report.unchanged else FAILED


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _print(report: Report, *, as_json: bool) -> None:
    if as_json:
        emit(encode(report))
        return
    rate = report.records / max(report.seconds, 0.001)
    say(
        f"{_count(report.files, 'file')} ({report.unchanged} unchanged), {_count(report.records, 'record')} in {report.seconds:.1f} s "
        f"({rate:,.0f} a second)."
    )
    told = f"{_count(report.touchpoints, 'touchpoint')}; {_count(report.deals, 'deal')} told anew."
    say(f"{report.changed:,} new or changed, {told}")
    if report.unmatched:
        wait = "waits" if report.unmatched == 1 else "wait"
        say(f"{_count(report.unmatched, 'touchpoint')} {wait} to be assigned: journey unmatched")
    for notice in report.notices[:20]:
        say_wrapped(f"note: {notice.file}: {notice.reason}", hanging="  ")
    if report.skipped:
        say(f"{len(report.skipped):,} skipped:")
        for skip in report.skipped[:20]:
            place = f" {skip.place}" if skip.place else ""
            say(
                f"  {skip.file}{place}: {skip.reason}{'' if skip.reason.endswith(('.', '!', '?')) else '.'} {skip.remedy}".rstrip()
            )
        if len(report.skipped) > 20:
            say(f"  … and {len(report.skipped) - 20} more: journey sources")
