"""What a playbook or a channel's record must say, beyond the types of its values; each error names file, key and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from journey_tui.domain.channel import Channel, StageSpec
from journey_tui.domain.model import ReadBy, Seen
from journey_tui.domain.playbook import Playbook


class PlaybookError(ValueError):
    """A playbook file that cannot be used: which file, which key, and what to do."""

    def __init__(self, file: str, key: str, problem: str, remedy: str) -> None:
        """Keep the parts and make one plain sentence of them."""
        self.file, self.key, self.problem, self.remedy = file, key, problem, remedy
        super().__init__(f"{file}: {key + ': ' if key else ''}{problem}. {remedy}")


def check_playbook(path: Path, playbook: Playbook) -> None:
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


def check_channel(path: Path, channel: Channel) -> None:
    """Raise for what the types alone do not say: a valid channel has name, stages, gates, requirement set and verifier."""
    for key, value in (("name", channel.name), ("verifier", channel.verifier), ("stages", channel.stages),
                       ("gates", channel.gates), ("requirements", channel.requirements)):  # fmt: skip
        if not value:
            raise PlaybookError(
                str(path), key, "empty", "A channel needs a name, stages, gates, a requirement set and a verifier."
            )
    _check_numbers(path, channel)
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


def _check_numbers(path: Path, channel: Channel) -> None:
    """Raise for numbers that no record can mean."""
    for key, value, least in (("version", channel.version, 1), ("verify_every", channel.verify_every, 1),
                              ("reply_cadence_days", channel.reply_cadence_days, 0.1)):  # fmt: skip
        if value < least:
            raise PlaybookError(str(path), key, f"{value:g} is too small", f"Write {least:g} or more.")
    for stage in channel.stages:
        if not 1 <= stage.typical_days <= 3650:
            raise PlaybookError(str(path), f"stages.{stage.name}.typical_days", f"{stage.typical_days} days cannot be typical",
                                "Write between 1 and 3650 days.")  # fmt: skip


def in_order(path: Path, channel: Channel) -> Channel:
    """Return the channel with its stages in the order that `after` gives; raises for a cycle, which it names."""
    if not any(stage.after for stage in channel.stages):
        return channel
    by_name = {stage.name: stage for stage in channel.stages}
    following: dict[str, StageSpec] = {}
    for stage in channel.stages:
        if stage.after and stage.after not in by_name:
            raise PlaybookError(str(path), f"stages.{stage.name}.after", f"no stage is named “{stage.after}”",
                                f"Use one of {', '.join(by_name)}.")  # fmt: skip
        if stage.after and stage.after in following:
            raise PlaybookError(str(path), f"stages.{stage.name}.after", f"two stages come after “{stage.after}”",
                                "A journey is one line: name the stage before each.")  # fmt: skip
        if stage.after:
            following[stage.after] = stage
    firsts = [stage for stage in channel.stages if not stage.after]
    walked = _walk(firsts[0] if firsts else channel.stages[0], following)
    if len(firsts) != 1 or len(walked) != len(channel.stages):
        loose = next(stage for stage in channel.stages if stage.name not in {one.name for one in walked} or not firsts)
        circle = _walk(loose, following)
        way = " → ".join(stage.name for stage in (*circle, circle[0])) if loose.after else loose.name
        problem = f"the stages go in a circle: {way}" if loose.after else f"“{loose.name}” comes after no stage, as another does"
        raise PlaybookError(
            str(path), f"stages.{loose.name}.after", problem, "Let exactly one stage come first, without `after`."
        )
    gates = {gate.stage: gate for gate in channel.gates}
    ordered = tuple(gates[stage.name] for stage in walked if stage.name in gates)
    same = len(ordered) == len(channel.gates)
    return replace(channel, stages=tuple(replace(s, after="") for s in walked), gates=ordered if same else channel.gates)


def _walk(first: StageSpec, following: dict[str, StageSpec]) -> list[StageSpec]:
    """Return the stages from one on, each once."""
    found = [first]
    while (after := following.get(found[-1].name)) is not None and after not in found:
        found.append(after)
    return found


def check_keys(path: Path, channel: Channel, playbook: Playbook | None) -> None:
    """Raise where a channel names a requirement that the playbook does not define."""
    known = set(playbook.keys) if playbook else set()
    used = [("requirements", key) for key in channel.requirements]
    used += [(f"gates.{gate.stage}.must_meets", key) for gate in channel.gates for key in gate.must_meets]
    used += [("amounts", rule.requirement) for rule in channel.amounts]
    used += [("messages.fits", message.fits) for message in channel.messages if message.fits]
    for where, key in used:
        if key not in known:
            raise PlaybookError(str(path), where, f"the playbook defines no “{key}”", f"Use one of {', '.join(sorted(known))}.")
