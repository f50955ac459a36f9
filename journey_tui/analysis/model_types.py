"""What goes to a language model and comes back: requests, pieces of an answer, whole replies, what it used and cost."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, field
from decimal import Decimal
from typing import Any, Final

from journey_tui.lean import dataclass

FREE: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """Which model is called, how, and how much of it may be used; holds no secret, only where the key is found."""

    name: str = ""
    """`openai/gpt-…`, `anthropic/…`, `ollama_chat/…`; any OpenAI-compatible server is `openai/<its model>` with a `base_url`."""
    base_url: str = ""
    key_env: str = ""
    """Name of the environment variable that holds the key, besides `JOURNEY_MODEL_KEY` and the provider's own."""
    key_command: str = ""
    """A command that prints the key."""
    key_file: str = ""
    """A file of mode 0600 with the key."""
    concurrency: int = 8
    """Requests in flight."""
    requests_per_minute: int = 0
    """Zero: no limit of ours."""
    tokens_per_minute: int = 0
    money_per_run: Decimal | None = Decimal(5)
    """US dollars; None: no limit."""
    money_per_day: Decimal | None = Decimal(20)
    price_in: Decimal | None = None
    """US dollars for a million tokens sent; None: what is known of the model."""
    price_out: Decimal | None = None
    timeout_s: float = 60.0
    """Seconds until an answer must have come, or the next piece of a streamed one."""
    retries: int = 4
    idle_s: float = 60.0
    """Seconds without a request after which the model process ends, and its memory returns."""
    window_chars: int = 24_000
    """Characters of a deal's history in one prompt."""
    max_output_tokens: int = 4_000

    @property
    def configured(self) -> bool:
        """Return whether a model is named at all."""
        return bool(self.name)

    @classmethod
    def of(cls, settings: Any) -> ModelConfig:
        """Return the configuration that a settings section stands for: the fields that it has, defaults for the rest."""
        known: dict[str, Any] = {name: getattr(settings, name) for name in cls.__slots__ if hasattr(settings, name)}
        return cls(**{**known, "key_file": str(known.get("key_file") or "")})

    def as_json(self) -> dict[str, Any]:
        """Return it as the model process is told it."""
        return {key: str(value) if isinstance(value, Decimal) else value for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> ModelConfig:
        """Return it from what `as_json` gave."""
        money = ("money_per_run", "money_per_day", "price_in", "price_out")
        fields: dict[str, Any] = {
            key: Decimal(item) if key in money and item is not None else item for key, item in value.items()
        }
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class ModelMessage:
    """One message of a prompt."""

    role: str
    """`system`, `user` or `assistant`."""
    text: str


def new_id() -> str:
    """Return an id that no other request has."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One call of the model; `id` is what `ModelClient.cancel` takes."""

    messages: tuple[ModelMessage, ...]
    id: str = field(default_factory=new_id)
    purpose: str = "read"
    """What it is for, as the spend ledger names it: `read`, `words`, `chat`, `draft`, `eval`."""
    schema: Mapping[str, Any] | None = None
    """JSON schema that the answer must follow, where the provider can be held to one."""
    max_output_tokens: int = 0
    """Zero: as configured."""
    temperature: float = 0.0

    @property
    def characters(self) -> int:
        """Return how long the prompt is."""
        return sum(len(message.text) for message in self.messages)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call used."""

    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal = FREE
    """US dollars."""
    estimated: bool = False
    """The provider did not say how many tokens it counted."""

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out, self.cost + other.cost, self.estimated or other.estimated
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A whole answer."""

    text: str
    usage: Usage
    model: str
    seconds: float
    finish: str = "stop"
    """Why it ended: `stop`, `length` (cut at the token limit) or what the provider says."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a streamed answer, cleaned; the last one carries the whole reply."""

    text: str
    reply: ModelReply | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """What is known of the model once its process runs."""

    price_in: Decimal | None
    """US dollars a token; None where nobody knows."""
    price_out: Decimal | None
    window_tokens: int = 0
    """How much fits one prompt, zero where nobody knows."""

    @property
    def known(self) -> bool:
        """Return whether a cost can be worked out."""
        return self.price_in is not None and self.price_out is not None

    def cost(self, tokens_in: int, tokens_out: int) -> Decimal:
        """Return US dollars for so many tokens; nothing where no price is known."""
        return (self.price_in or FREE) * tokens_in + (self.price_out or FREE) * tokens_out


CHARS_A_TOKEN: Final = 3.2
"""Characters of English in one token, on the careful side: what an estimate counts with."""


def tokens(characters: int) -> int:
    """Return about how many tokens so many characters are."""
    return int(characters / CHARS_A_TOKEN) + 1
