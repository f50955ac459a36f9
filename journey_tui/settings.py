"""What a person or a team sets: sources, worker, model, measures, looks. One TOML file, checked, with errors that name the remedy.

Loading it needs pydantic: the workspace's first paint and `journey --help` never do (`looks` reads its part without it).
"""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from journey_tui.lean import dataclass
from journey_tui.paths import paths
from journey_tui.text import one_line

__all__ = [
    "ChannelsSettings",
    "MeasuresSettings",
    "ModelSettings",
    "Problem",
    "Section",
    "Settings",
    "SettingsError",
    "SourceSettings",
    "UiSettings",
    "WorkerSettings",
    "load_settings",
]

_UNITS: Final = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a settings file."""

    file: str
    key: str
    """`sources[2].path`; empty for the whole file."""
    text: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key + ': ' if self.key else ''}{self.text}. {self.remedy}"


class SettingsError(Exception):
    """The settings cannot be used; each problem names file, key and remedy."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_duration(value: object) -> timedelta:
    """Return a length of time written as `30 s`, `5 m`, `2 h`, `7 d` or `1 w`; raises ValueError on anything else."""
    if isinstance(value, timedelta):
        return value
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?) *([a-z]{1,3})", value.strip().lower()) if isinstance(value, str) else None
    if not found or found[2] not in _UNITS:
        raise ValueError("write a length of time as 30 s, 5 m, 2 h, 7 d or 1 w")
    return timedelta(seconds=float(found[1]) * _UNITS[found[2]])


def show_duration(value: timedelta) -> str:
    """Return the length of time as it is written in the settings, in the largest whole unit."""
    seconds = value.total_seconds()
    unit = next((u for u in ("w", "d", "h", "m") if seconds >= _UNITS[u] and seconds % _UNITS[u] == 0), "s")
    return f"{seconds / _UNITS[unit]:g} {unit}"


def read_place(value: object) -> Path:
    """Return an absolute path, `~` being the person's home; raises ValueError on anything else."""
    if not isinstance(value, str | Path) or not str(value).strip() or "\0" in str(value):
        raise ValueError("write a path, such as ~/Mail/deals.mbox")
    path = Path(value).expanduser()
    if not path.is_absolute():
        raise ValueError("write the whole path, from / or ~ on")
    return path


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        raise ValueError("not a time zone such as Europe/Berlin") from error
    return name


def _at_least(least: float) -> AfterValidator:
    def check(value: timedelta) -> timedelta:
        if value.total_seconds() < least:
            raise ValueError(f"write {show_duration(timedelta(seconds=least))} or more")
        return value

    return AfterValidator(check)


def read_money(value: object) -> Decimal | None:
    """Return US dollars, None for `no limit`; raises ValueError on anything else."""
    if isinstance(value, str) and " ".join(value.lower().split()) == "no limit":
        return None
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        raise ValueError('write an amount of US dollars such as 5 or 0.5, or "no limit"')
    return Decimal(str(value))


def read_model_name(name: str) -> str:
    """Return the name of a model; raises ValueError on anything that is none."""
    if name and not re.fullmatch(r"[\w.:@+/-]{1,200}", name):
        raise ValueError("write the provider, a slash, the model, such as openai/gpt-4o-mini")
    return name


def _base_url(text: str) -> str:
    if not text:
        return text
    parts = urlsplit(text)
    if text != one_line(text) or parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise ValueError("write an address such as http://127.0.0.1:11434, without a key or a user's name in it")
    return text.rstrip("/")


Money = Annotated[Decimal | None, BeforeValidator(read_money)]
Duration = Annotated[timedelta, BeforeValidator(read_duration)]
Place = Annotated[Path, BeforeValidator(read_place)]
Zone = Annotated[str, AfterValidator(_zone)]
Name = Annotated[str, AfterValidator(lambda text: one_line(text, limit=60))]


class Section(BaseModel):
    """A table of the file: keys that it does not know are an error, so that a slip of the pen is never silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceSettings(Section):
    """One place that the worker keeps in sync: a file, a mailbox, a folder that exports are dropped into."""

    path: Place
    name: Name = ""
    """How it is called on screen; by default the last part of the path."""
    every: Annotated[Duration, _at_least(1)] | None = None
    """How often it is looked at; by default `worker.every`."""
    expect: Annotated[Duration, _at_least(60)] | None = None
    """How often something new is expected to arrive (a weekly export: `7 d`); without it a look that succeeds counts as fresh."""
    zone: Zone = "UTC"
    """Zone of CRM times that state none."""
    mapping: Place | None = None
    """What unknown columns of a table mean (`journey import FILE --propose` writes one)."""
    enabled: bool = True

    @model_validator(mode="after")
    def _named(self) -> SourceSettings:
        return self if self.name else self.model_copy(update={"name": one_line(self.path.name or str(self.path), limit=60)})


class WorkerSettings(Section):
    """How the worker works."""

    every: Annotated[Duration, _at_least(1)] = timedelta(minutes=5)
    """How often a source is looked at that says nothing else."""
    settle: Annotated[Duration, _at_least(0)] = timedelta(seconds=3)
    """How long a file must have been left alone before it is read: what is still being written waits for the next round."""
    most_files: Annotated[int, Field(ge=1)] = 200_000
    """Files of one source that are kept in sync; a folder with more says so and is left as it is."""


class ModelSettings(Section):
    """The language model that reads what rules cannot; without a name none is used and nothing of it is loaded.

    It holds no key: only where one is found (docs/model.md).
    """

    name: Annotated[str, AfterValidator(read_model_name)] = ""
    """`openai/gpt-…`, `ollama_chat/llama…`: the provider's name, a slash, the model."""
    base_url: Annotated[str, AfterValidator(_base_url)] = ""
    """Address of an OpenAI-compatible server or an Ollama of one's own."""
    key_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$|^$")] = ""
    """Environment variable with the key, besides JOURNEY_MODEL_KEY and the provider's own."""
    key_command: str = ""
    """A command that prints the key: `pass show journey`."""
    key_file: Place | None = None
    """A file with the key that only its owner can read (mode 0600)."""
    concurrency: Annotated[int, Field(ge=1, le=500)] = 8
    """Requests in flight."""
    requests_per_minute: Annotated[int, Field(ge=0)] = 0
    """0: no limit of ours."""
    tokens_per_minute: Annotated[int, Field(ge=0)] = 0
    money_per_run: Money = Decimal(5)
    """US dollars that one run may cost; `no limit` for none, 0 for nothing at all."""
    money_per_day: Money = Decimal(20)
    """US dollars that everybody on the store may spend in a day (UTC)."""
    price_in: Annotated[Decimal, Field(ge=0)] | None = None
    """US dollars for a million tokens sent, where the model's price is not known."""
    price_out: Annotated[Decimal, Field(ge=0)] | None = None
    timeout: Annotated[Duration, _at_least(1)] = timedelta(seconds=60)
    """How long an answer may take, or the next piece of a streamed one."""
    retries: Annotated[int, Field(ge=0, le=10)] = 4
    idle: Annotated[Duration, _at_least(1)] = timedelta(minutes=1)
    """After how long without a request the model process ends, and its memory returns."""
    window_chars: Annotated[int, Field(ge=2_000, le=2_000_000)] = 24_000
    """Characters of a deal's history in one prompt."""
    max_output_tokens: Annotated[int, Field(ge=100, le=100_000)] = 4_000

    @property
    def configured(self) -> bool:
        """Return whether a model is to be used at all."""
        return bool(self.name)

    @property
    def timeout_s(self) -> float:
        """Return the time-out in seconds."""
        return self.timeout.total_seconds()

    @property
    def idle_s(self) -> float:
        """Return the idle time in seconds."""
        return self.idle.total_seconds()


class MeasuresSettings(Section):
    """The product's own measures, computed locally."""

    enabled: bool = True
    """Off: nothing is noted, nothing is asked, nothing is shown."""
    least: Annotated[int, Field(ge=2, le=1000)] = 5
    """Cases below which a figure says "too few" and shows its counts alone."""


class ChannelsSettings(Section):
    """When the deals of a product channel are enough to say something."""

    least_deals: Annotated[int, Field(ge=2, le=1000)] = 5
    """Stays, people or deals below which a statistic says "too few"."""
    heard_in: Annotated[int, Field(ge=1, le=1000)] = 2
    """Deals in which an objection must have been heard before it is proposed; words and titles take one more."""


class UiSettings(Section):
    """How the workspace looks to this person; read by the app itself, without this module."""

    theme: Literal["", "dark", "light", "ansi-dark", "ansi-light"] = ""
    mouse: bool = True


class Settings(Section):
    """Everything in the file; an empty file is valid."""

    sources: tuple[SourceSettings, ...] = ()
    worker: WorkerSettings = WorkerSettings()
    model: ModelSettings = ModelSettings()
    measures: MeasuresSettings = MeasuresSettings()
    channels: ChannelsSettings = ChannelsSettings()
    ui: UiSettings = UiSettings()

    @model_validator(mode="after")
    def _distinct(self) -> Settings:
        for kind in ("path", "name"):
            values = [str(getattr(source, kind)) for source in self.sources]
            doubled = next((value for value in values if values.count(value) > 1), None)
            if doubled is not None:
                raise ValueError(f"two sources have the {kind} {doubled}; give each one of its own")
        return self

    def every(self, source: SourceSettings) -> timedelta:
        """Return how often the source is looked at."""
        return source.every or self.worker.every


def load_settings(path: Path | None = None) -> Settings:
    """Return the settings of the file (by default the person's own; where there is none, the defaults); raises `SettingsError`."""
    file = path or paths().config
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise _whole(file, f"it cannot be read ({error.strerror})", "Make it readable for your user.") from error
    except UnicodeDecodeError as error:
        raise _whole(file, "it is not UTF-8 text", "Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        text = f"it is no valid TOML ({one_line(str(error), limit=200)})"
        raise _whole(file, text, "Mend that line; `journey config` shows an example.") from error
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise SettingsError(tuple(_problem(file, data, one) for one in error.errors())) from error


def _whole(file: Path, text: str, remedy: str) -> SettingsError:
    return SettingsError((Problem(str(file), "", text, remedy),))


def _problem(file: Path, data: dict[str, Any], found: Any) -> Problem:
    """Return what pydantic found in plain words."""
    place = tuple(part for part in found["loc"] if not (isinstance(part, str) and part.startswith(("function-", "constrained"))))
    key = _key(place)
    if found["type"] == "extra_forbidden":
        known = _known(place[:-1])
        near = difflib.get_close_matches(str(place[-1]), known, n=1)
        remedy = f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(known)}."
        return Problem(str(file), key, "this key is not known", remedy)
    if found["type"] == "missing":
        return Problem(str(file), key, "it is missing", "Add it.")
    words = str(found["msg"]).removeprefix("Value error, ").rstrip(".")
    value = _value(data, place)
    shown = f"{one_line(str(value), limit=60)!r}: " if isinstance(value, str | int | float | bool) else ""
    return Problem(str(file), key, f"{shown}{words[:1].lower()}{words[1:]}", "Correct it, then run `journey config --check`.")


def _key(place: tuple[Any, ...]) -> str:
    """Return a place in the file as people write it; list items count from 1."""
    key = ""
    for part in place:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{one_line(str(part), limit=60)}"
    return key.lstrip(".")


def _known(place: tuple[Any, ...]) -> list[str]:
    """Return the keys that the section at that place knows."""
    section: type[BaseModel] = Settings
    for part in place:
        if isinstance(part, str) and part in section.model_fields:
            annotation = section.model_fields[part].annotation
            inner = next(
                (a for a in getattr(annotation, "__args__", ()) if isinstance(a, type) and issubclass(a, BaseModel)), annotation
            )
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                section = inner
    return sorted(section.model_fields)


def _value(data: Any, place: tuple[Any, ...]) -> Any:
    for part in place:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data
