"""What can go wrong with a model, each in plain words with its remedy; no message quotes a prompt, an answer or a key."""

from __future__ import annotations

from typing import ClassVar


class ModelError(Exception):
    """The model gave no usable answer; the rules' reading stands."""

    kind: ClassVar[str] = "failed"
    default: ClassVar[str] = "The model gave no answer"
    remedy: ClassVar[str] = "Try again; `journey doctor` checks the set-up."
    lasting: ClassVar[bool] = False
    """Trying again changes nothing until somebody changes a setting."""
    sent: ClassVar[bool] = True
    """Whether anything was sent before it went wrong."""

    def __init__(self, text: str = "", *, partial: str = "", retry_after: float | None = None) -> None:
        self.text = text or self.default
        self.partial = partial
        """What had arrived before it ended."""
        self.retry_after = retry_after
        """Seconds that the provider asks to wait, where it says so."""
        super().__init__(f"{self.text}. {self.remedy}")


class NoModel(ModelError):
    """No model is set up."""

    kind, default, lasting, sent = "no_model", "No language model is set up", True, False
    remedy = "Name one in the settings, [model] name (docs/model.md); the rules read without it."


class NoKey(ModelError):
    """The provider wants a key and none was found."""

    kind, default, lasting = "no_key", "The provider asks for a key and none is set", True
    remedy = "Set JOURNEY_MODEL_KEY, or key_command or key_file in [model] (docs/model.md)."


class WrongKey(ModelError):
    """The provider refuses the key."""

    kind, default, lasting = "wrong_key", "The provider does not accept the key", True
    remedy = "Check the key, and that it may use this model."


class UnknownModel(ModelError):
    """The provider knows no such model."""

    kind, default, lasting = "unknown_model", "The provider knows no such model", True
    remedy = "Check [model] name: the provider, a slash, the model, such as openai/gpt-4o-mini; and base_url."


class BadSetup(ModelError):
    """A setting of the model cannot be used."""

    kind, default, lasting = "bad_setup", "A setting of the model cannot be used", True
    remedy = "Correct it in [model] of the settings file (`journey paths`)."


class Unreachable(ModelError):
    """Nobody answers at the address."""

    kind, default = "unreachable", "The model's server cannot be reached"
    remedy = "Check the network, a proxy, and base_url in [model]; it is tried again later."


class TimedOut(ModelError):
    """No answer came in time."""

    kind, default = "timed_out", "The model's server accepted the request and did not answer in time"
    remedy = "Check base_url in [model], or raise timeout there; it is tried again later."


class ServerError(ModelError):
    """The provider had trouble of its own."""

    kind, default = "server_error", "The model's server had an error of its own"
    remedy = "It is tried again later."


class RateLimited(ModelError):
    """The provider asks for fewer requests."""

    kind, default = "rate_limited", "The provider asks for fewer requests"
    remedy = "It is tried again later; lower concurrency, requests_per_minute or tokens_per_minute in [model]."


class QuotaUsedUp(ModelError):
    """The account at the provider has no credit left."""

    kind, default, lasting = "quota_used_up", "The account at the provider has no credit left", True
    remedy = "Top it up at the provider, or choose another model."


class BudgetUsedUp(ModelError):
    """The money set aside here is spent."""

    kind, default, lasting, sent = "budget_used_up", "The money set aside for the model is used up", True, False
    remedy = "Raise money_per_run or money_per_day in [model], or wait for tomorrow."


class PriceUnknown(ModelError):
    """A money limit cannot be kept, since nobody knows the price."""

    kind, default, lasting, sent = (
        "price_unknown",
        "Nobody knows this model's price, so the money limits could not be kept",
        True,
        False,
    )
    remedy = (
        "Check its name (the provider, a slash, the model); if it is right, set price_in and price_out in [model], dollars for a million "
        "tokens (0 where it costs nothing)."
    )


class TooLong(ModelError):
    """The prompt does not fit the model."""

    kind, default, lasting = "too_long", "The prompt is longer than this model takes", True
    remedy = "Lower window_chars in [model]."


class Refused(ModelError):
    """The provider refused the request."""

    kind, default = "refused", "The provider refused the request"
    remedy = "Another model may take it."


class NoStructure(ModelError):
    """The answer is not the structure that was asked for, after one turn to mend it."""

    kind, default = "no_structure", "The model did not answer in the form that was asked for, nor when asked again"
    remedy = "Choose a model that can answer in JSON."


class BadAnswer(ModelError):
    """What the server sent is no answer."""

    kind, default = "bad_answer", "What the model's server sent is no answer"
    remedy = "Check base_url in [model]: it should end where the provider's documentation says, often in /v1."


class CutStream(ModelError):
    """The answer broke off; what had arrived is kept."""

    kind, default = "cut_stream", "The answer broke off"
    remedy = "What had arrived is kept; ask again for the rest."


class Cancelled(ModelError):
    """Somebody cancelled it."""

    kind, default = "cancelled", "Cancelled"
    remedy = "What had arrived is kept."


class Crashed(ModelError):
    """The model process ended by itself, twice for the same request."""

    kind, default = "crashed", "The model process ended unexpectedly"
    remedy = "Try again; `journey doctor` checks the installation."


KINDS: dict[str, type[ModelError]] = {
    one.kind: one
    for one in (
        NoModel, NoKey, WrongKey, UnknownModel, BadSetup, Unreachable, TimedOut, ServerError, RateLimited, QuotaUsedUp, BudgetUsedUp,
        PriceUnknown, TooLong, Refused, NoStructure, BadAnswer, CutStream, Cancelled, Crashed, ModelError,
    )
}  # fmt: skip
"""The error of each kind, as the model process names it."""
