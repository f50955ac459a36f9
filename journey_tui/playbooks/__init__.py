"""The playbooks and product channels: loaded from TOML, validated, with a team's own files in front of the shipped ones."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from journey_tui.domain.playbook import Channel, Playbook
from journey_tui.lean import dataclass
from journey_tui.playbooks.building import Invalid, build_strictly, build_trusted
from journey_tui.playbooks.checking import PlaybookError, check_channel, check_keys, check_playbook, in_order
from journey_tui.playbooks.record import channel_of_toml
from journey_tui.text import clean, one_line

__all__ = ["SHIPPED", "PlaybookError", "PlaybookSet", "checked_channel", "load", "parse_toml", "read_file"]

SHIPPED = Path(__file__).parent
T = TypeVar("T")
_LIMIT = 1_000_000
"""Bytes of a playbook file; a larger one is a mistake."""


@dataclass(frozen=True, slots=True)
class PlaybookSet:
    """What is in force: one playbook, all channels, and which files could not be used."""

    playbook: Playbook
    channels: tuple[Channel, ...]
    problems: tuple[PlaybookError, ...] = ()

    def channel(self, key: str) -> Channel | None:
        """Return the channel with that key, or None."""
        return next((channel for channel in self.channels if channel.key == key), None)


def load(overrides: Path | None = None, stored: Iterable[str] = ()) -> PlaybookSet:
    """Return the shipped files with those of `overrides` in front, by their key; a bad file is left out and named.

    A playbook in `overrides` replaces the shipped one whatever its key; of several the last by file name counts. `stored` are
    the newest records of a store, as TOML: each is in force unless a file has a higher version.
    """
    problems: list[PlaybookError] = []
    playbook: Playbook | None = None
    channels: dict[str, Channel] = {}
    for path, own in _files(overrides, problems):
        try:
            loaded = read_file(path) if own else _shipped(path)
            if isinstance(loaded, Playbook):
                playbook = loaded
            else:
                check_keys(path, loaded, playbook)
                channels[loaded.key] = loaded
        except PlaybookError as error:
            if not own:
                raise
            problems.append(error)
    for record in stored:
        kept = _stored(record)
        if kept is not None and (kept.key not in channels or channels[kept.key].version <= kept.version):
            channels[kept.key] = kept
    if playbook is None:
        raise PlaybookError(str(SHIPPED), "", "no playbook is installed", "Install Journey again.")
    return PlaybookSet(playbook, _one_default(tuple(channels.values())), tuple(problems))


def _stored(record: str) -> Channel | None:
    """Return the channel of a stored record: it was checked before it was stored; None where a newer Journey wrote it."""
    try:
        return channel_of_toml(record)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        return None


def read_file(path: Path) -> Playbook | Channel:
    """Return the playbook or channel of one TOML file; raises `PlaybookError` with file, key and remedy."""
    data = parse_toml(path)
    kind = data.pop("kind", None)
    if kind == "playbook":
        playbook = _build(path, Playbook, data)
        check_playbook(path, playbook)
        return playbook
    if kind == "channel":
        return checked_channel(path, data)
    raise PlaybookError(str(path), "kind", 'it must be "playbook" or "channel"', 'Add kind = "channel" as the first line.')


def checked_channel(path: Path, data: dict[str, Any], playbook: Playbook | None = None) -> Channel:
    """Return the channel of plain values; raises `PlaybookError`. With a playbook, its requirements must be that one's."""
    channel = in_order(path, _build(path, Channel, {key: value for key, value in data.items() if key != "kind"}))
    check_channel(path, channel)
    if playbook is not None:
        check_keys(path, channel, playbook)
    return channel


def _shipped(path: Path) -> Playbook | Channel:
    """Return the playbook or channel of a file that ships: tests validate those, so no validator is loaded here."""
    data = parse_toml(path)
    kind: type[Playbook] | type[Channel] = Playbook if data.pop("kind") == "playbook" else Channel
    return build_trusted(kind, data)


def _files(overrides: Path | None, problems: list[PlaybookError]) -> Iterator[tuple[Path, bool]]:
    """Yield the files, playbooks first so that channels can be checked against them; True for a team's own."""
    shipped = sorted(SHIPPED.glob("*.toml"))
    own: list[Path] = []
    if overrides is not None:
        try:
            own = sorted(path for path in overrides.glob("*.toml") if path.is_file()) if overrides.is_dir() else []
        except OSError as error:
            problems.append(PlaybookError(str(overrides), "", f"cannot be read ({error.strerror})", "Check who may read it."))
    both = [(path, False) for path in shipped] + [(path, True) for path in own]
    yield from sorted(both, key=lambda item: not _is_playbook(item[0]))


def _is_playbook(path: Path) -> bool:
    """Return whether the file says that it is a playbook; what cannot be read is reported later."""
    try:
        return parse_toml(path).get("kind") == "playbook"
    except PlaybookError:
        return False


def parse_toml(path: Path) -> dict[str, Any]:
    """Return the TOML of a file, every text cleaned."""
    try:
        if path.stat().st_size > _LIMIT:
            raise PlaybookError(str(path), "", "larger than 1 MB", "Split it, or remove what does not belong in it.")
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise PlaybookError(
            str(path), "", f"cannot be read ({error.strerror})", "Check that it exists and who may read it."
        ) from error
    except UnicodeDecodeError as error:
        raise PlaybookError(str(path), f"byte {error.start}", "not UTF-8", "Save it as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PlaybookError(str(path), "", f"not valid TOML: {one_line(str(error))}", "Correct it at that place.") from error
    cleaned: dict[str, Any] = _cleaned(data)
    return cleaned


def _cleaned(value: Any) -> Any:
    """Return parsed TOML with every text cleaned and stripped: it is shown on screens."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, dict):
        return {clean(key).strip(): _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list) else value


def _build(path: Path, kind: type[T], data: dict[str, Any]) -> T:
    """Return the validated dataclass, or raise the first problem with its key."""
    try:
        return build_strictly(kind, data)
    except Invalid as error:
        raise PlaybookError(str(path), one_line(error.key), error.problem, error.remedy) from error


def _one_default(channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """Return the channels with the default ones last read in front: a team's own default counts before the shipped one."""
    return tuple(sorted(channels, key=lambda channel: (not channel.default, SHIPPED.joinpath(f"{channel.key}.toml").exists())))
