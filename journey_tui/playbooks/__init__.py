"""The playbooks and product channels: loaded from TOML, validated, with a team's own files in front of the shipped ones."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from journey_tui.domain.model import ReadBy, Seen
from journey_tui.domain.playbook import Channel, Playbook
from journey_tui.playbooks.building import Invalid, build_strictly, build_trusted
from journey_tui.text import clean, one_line

SHIPPED = Path(__file__).parent
T = TypeVar("T")
_LIMIT = 1_000_000
"""Bytes of a playbook file; a larger one is a mistake."""


class PlaybookError(ValueError):
    """A playbook file that cannot be used: which file, which key, and what to do."""

    def __init__(self, file: str, key: str, problem: str, remedy: str) -> None:
        """Keep the parts and make one plain sentence of them."""
        self.file, self.key, self.problem, self.remedy = file, key, problem, remedy
        super().__init__(f"{file}: {key + ': ' if key else ''}{problem}. {remedy}")


@dataclass(frozen=True, slots=True)
class PlaybookSet:
    """What is in force: one playbook, all channels, and which files could not be used."""

    playbook: Playbook
    channels: tuple[Channel, ...]
    problems: tuple[PlaybookError, ...] = ()

    def channel(self, key: str) -> Channel | None:
        """Return the channel with that key, or None."""
        return next((channel for channel in self.channels if channel.key == key), None)


def load(overrides: Path | None = None) -> PlaybookSet:
    """Return the shipped files with those of `overrides` in front, by their key; a bad file is left out and named.

    A playbook in `overrides` replaces the shipped one whatever its key; of several the last by file name counts.
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
                _check_keys(path, loaded, playbook)
                channels[loaded.key] = loaded
        except PlaybookError as error:
            if not own:
                raise
            problems.append(error)
    if playbook is None:
        raise PlaybookError(str(SHIPPED), "", "no playbook is installed", "Install Journey again.")
    return PlaybookSet(playbook, _one_default(tuple(channels.values())), tuple(problems))


def read_file(path: Path) -> Playbook | Channel:
    """Return the playbook or channel of one TOML file; raises `PlaybookError` with file, key and remedy."""
    data = _parse(path)
    kind = data.pop("kind", None)
    if kind == "playbook":
        playbook = _build(path, Playbook, data)
        _check_playbook(path, playbook)
        return playbook
    if kind == "channel":
        channel = _build(path, Channel, data)
        _check_channel(path, channel)
        return channel
    raise PlaybookError(str(path), "kind", 'it must be "playbook" or "channel"', 'Add kind = "channel" as the first line.')


def _shipped(path: Path) -> Playbook | Channel:
    """Return the playbook or channel of a file that ships: tests validate those, so no validator is loaded here."""
    data = _parse(path)
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
        return _parse(path).get("kind") == "playbook"
    except PlaybookError:
        return False


def _parse(path: Path) -> dict[str, Any]:
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


def _check_playbook(path: Path, playbook: Playbook) -> None:
    """Raise for what the types alone do not say about a playbook."""
    if len(set(playbook.keys)) != len(playbook.keys):
        raise PlaybookError(str(path), "requirements", "a key is used twice", "Give each requirement its own key.")
    if not playbook.requirements:
        raise PlaybookError(str(path), "requirements", "there are none", "Define at least one requirement.")
    for name, given, wanted in (("seen", playbook.weights.seen, Seen), ("read_by", playbook.weights.read_by, ReadBy)):
        for member in wanted:
            if member not in given:
                raise PlaybookError(str(path), f"weights.{name}.{member}", "missing", "Add this weight, between 0 and 1.")
    for key, number in _numbers(playbook):
        if not 0 <= number <= 1:
            raise PlaybookError(
                str(path), f"weights.{key}", f"{number} is not between 0 and 1", "Write it as a share, 0.85 for 85 %."
            )
    for spec in playbook.requirements:
        if spec.life_days < 1 or not spec.parts:
            key = f"requirements.{spec.key}"
            raise PlaybookError(str(path), key, "needs a life of at least one day, and one part", "Set life_days and add a part.")


def _numbers(playbook: Playbook) -> Iterator[tuple[str, float]]:
    """Yield every share of the weights with its key."""
    for name in playbook.weights.__dataclass_fields__:
        value = getattr(playbook.weights, name)
        if isinstance(value, float | int):
            yield name, value
    yield from ((f"seen.{key}", number) for key, number in playbook.weights.seen.items())
    yield from ((f"read_by.{key}", number) for key, number in playbook.weights.read_by.items())


def _check_channel(path: Path, channel: Channel) -> None:
    """Raise for what the types alone do not say: a valid channel has name, stages, gates, requirement set and verifier."""
    for key, value in (("name", channel.name), ("verifier", channel.verifier), ("stages", channel.stages),
                       ("gates", channel.gates), ("requirements", channel.requirements)):  # fmt: skip
        if not value:
            raise PlaybookError(
                str(path), key, "empty", "A channel needs a name, stages, gates, a requirement set and a verifier."
            )
    names = channel.stage_names
    if len(set(names)) != len(names):
        raise PlaybookError(str(path), "stages", "a stage is named twice", "Give each stage its own name.")
    if tuple(gate.stage for gate in channel.gates) != names:
        raise PlaybookError(
            str(path), "gates", "not one gate for each stage in order", f"Add gates for {', '.join(names)}, in this order."
        )
    for gate in channel.gates:
        if not 1 <= len(gate.must_meets) <= 3:
            raise PlaybookError(
                str(path), f"gates.{gate.stage}.must_meets", "not one to three", "Name one to three requirements."
            )
    for crm, stage in channel.stage_map.items():
        if stage not in names:
            raise PlaybookError(str(path), f"stage_map.{crm}", f"no stage is named “{stage}”", f"Use one of {', '.join(names)}.")


def _check_keys(path: Path, channel: Channel, playbook: Playbook | None) -> None:
    """Raise where a channel names a requirement that the playbook does not define."""
    known = set(playbook.keys) if playbook else set()
    used = [("requirements", key) for key in channel.requirements]
    used += [(f"gates.{gate.stage}.must_meets", key) for gate in channel.gates for key in gate.must_meets]
    used += [("amounts", rule.requirement) for rule in channel.amounts]
    for where, key in used:
        if key not in known:
            raise PlaybookError(str(path), where, f"the playbook defines no “{key}”", f"Use one of {', '.join(sorted(known))}.")


def _one_default(channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """Return the channels with the default ones last read in front: a team's own default counts before the shipped one."""
    return tuple(sorted(channels, key=lambda channel: (not channel.default, SHIPPED.joinpath(f"{channel.key}.toml").exists())))
