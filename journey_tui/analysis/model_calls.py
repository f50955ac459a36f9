"""The calls themselves, inside the model process alone: litellm with its own retries off, ours on, and errors in our words."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

from journey_tui.analysis.model_limits import Limits, back_off, read_retry_after
from journey_tui.analysis.model_types import ModelConfig, tokens
from journey_tui.lean import dataclass

MOST_CHARS: Final = 400_000
"""Characters of an answer that are kept; a longer one is cut there and says so."""
_AGAIN: Final = frozenset({"rate_limited", "server_error", "unreachable", "timed_out", "bad_answer"})
_ONCE: Final = frozenset({"timed_out", "bad_answer"})
"""Kinds that are tried a second time only: each costs a whole time-out or a whole answer."""
_LOCAL: Final = ("localhost", "127.", "::1", "0.0.0.0")


@dataclass(slots=True)
class Failure(Exception):
    """A call that gave nothing; `kind` is one of `model_errors.KINDS`."""

    kind: str
    text: str = ""
    retry_after: float | None = None
    partial: str = ""


@dataclass(slots=True)
class Answer:
    """A call that gave something."""

    text: str
    finish: str
    tokens_in: int
    tokens_out: int
    estimated: bool


class Caller:
    """Calls one model; `litellm` is the imported module, which only this process has."""

    def __init__(self, litellm: Any, config: ModelConfig, key: str) -> None:
        self._llm, self._config, self._key = litellm, config, key
        self._asks_for_schema = True
        """Until the provider says that it cannot be held to a form: then the prompt alone asks for it."""
        self.limits = Limits(config.concurrency, config.requests_per_minute, config.tokens_per_minute, time.monotonic)

    def prices(self) -> dict[str, Any]:
        """Return dollars a token as text and the window, None where nobody knows."""
        try:
            info = self._llm.get_model_info(self._config.name)
        except Exception:  # litellm raises a bare Exception for a model that it has no record of
            info = {}
        million = Decimal(1_000_000)
        found: dict[str, Any] = {"window": int(info.get("max_input_tokens") or 0)}
        for name, ours, theirs in (
            ("price_in", self._config.price_in, "input_cost_per_token"),
            ("price_out", self._config.price_out, "output_cost_per_token"),
        ):
            known = info.get(theirs) if not self._config.base_url else None
            price = ours / million if ours is not None else Decimal(str(known)) if known is not None else None
            found[name] = str(price) if price is not None else "0" if self._is_local() else None
        return found

    def _is_local(self) -> bool:
        host = urlsplit(self._config.base_url).hostname or ""
        return host.startswith(_LOCAL) or (self._config.name.startswith("ollama") and not self._config.base_url)

    async def call(self, request: dict[str, Any], on_text: Callable[[str], None] | None) -> Answer:
        """Return the answer, passing its pieces to `on_text` where one is given; raises `Failure`."""
        size = tokens(sum(len(one["content"]) for one in request["messages"])) + request["max_tokens"]
        attempt = 0
        async with self.limits.in_flight:
            while True:
                await self.limits.turn(size)
                try:
                    return await self._once(request, on_text)
                except Failure as failure:
                    pause = self._pause(failure, attempt)
                    if pause is None:
                        raise
                    if failure.kind == "rate_limited":  # nobody else should ask meanwhile either
                        self.limits.pause(pause)
                attempt += 1
                await asyncio.sleep(pause)

    def _pause(self, failure: Failure, attempt: int) -> float | None:
        """Return how long to wait before trying again, None to give up."""
        if failure.kind == "schema_refused":
            self._asks_for_schema = False
            return 0.0
        most = min(1, self._config.retries) if failure.kind in _ONCE else self._config.retries
        if failure.partial or failure.kind not in _AGAIN or attempt >= most:
            return None
        return back_off(attempt, failure.retry_after)

    async def _once(self, request: dict[str, Any], on_text: Callable[[str], None] | None) -> Answer:
        options = self._options(request)
        try:
            if on_text is not None:
                return await self._streamed(request, options, on_text)
            answer = await asyncio.wait_for(self._llm.acompletion(**options), self._config.timeout_s)
        except (Failure, asyncio.CancelledError):
            raise
        except Exception as error:  # whatever a provider's adapter raises becomes one of our kinds
            raise self._failure(error, options) from None
        text = _text_of(answer)
        return self._answer(request, text, answer)

    async def _streamed(self, request: dict[str, Any], options: dict[str, Any], on_text: Callable[[str], None]) -> Answer:
        kept: list[str] = []
        size, last = 0, None
        try:
            stream = await asyncio.wait_for(
                self._llm.acompletion(stream=True, stream_options={"include_usage": True}, **options), self._config.timeout_s
            )
            pieces = stream.__aiter__()
            while True:
                try:
                    piece = await asyncio.wait_for(pieces.__anext__(), self._config.timeout_s)
                except StopAsyncIteration:
                    break
                last = piece if getattr(piece, "usage", None) or last is None or _finish_of(piece) else last
                text = _delta_of(piece)
                if text and size < MOST_CHARS:
                    kept.append(text)
                    size += len(text)
                    on_text(text)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            failure = error if isinstance(error, Failure) else self._failure(error, options)
            if kept:
                raise Failure("cut_stream", "", failure.retry_after, "".join(kept)) from None
            raise failure from None
        return self._answer(request, "".join(kept), last)

    def _answer(self, request: dict[str, Any], text: str, answer: Any) -> Answer:
        if not text.strip():
            raise Failure("bad_answer", "The model's answer is empty")
        usage = getattr(answer, "usage", None)
        sent, got = getattr(usage, "prompt_tokens", 0) or 0, getattr(usage, "completion_tokens", 0) or 0
        estimated = not (sent or got)
        if estimated:
            sent, got = tokens(sum(len(one["content"]) for one in request["messages"])), tokens(len(text))
        finish = "length" if len(text) > MOST_CHARS else _finish_of(answer) or "stop"
        return Answer(text[:MOST_CHARS], finish, int(sent), int(got), estimated)

    def _options(self, request: dict[str, Any]) -> dict[str, Any]:
        options: dict[str, Any] = {
            "model": self._config.name, "messages": request["messages"], "max_tokens": request["max_tokens"],
            "temperature": request["temperature"], "timeout": self._config.timeout_s, "num_retries": 0, "max_retries": 0,
        }  # fmt: skip
        if self._config.base_url:
            options["api_base"] = self._config.base_url
        if self._key or self._config.base_url:
            # Servers of one's own mostly want none, but the client library insists on one.
            options["api_key"] = self._key or "none"
        if request.get("schema") and self._asks_for_schema:
            schema = {"name": "answer", "schema": request["schema"], "strict": False}
            options["response_format"] = {"type": "json_schema", "json_schema": schema}
        return options

    def _failure(self, error: Exception, options: dict[str, Any]) -> Failure:
        """Return what an adapter's error means, without its words: they may quote the prompt."""
        kind = self._kind(error, held_to_form="response_format" in options)
        status = getattr(error, "status_code", None)
        words = {"server_error": f"The model's server answered with an error of its own ({status})"} if status else {}
        return Failure(kind, words.get(kind, ""), _retry_after(error) if kind in ("rate_limited", "server_error") else None)

    def _kind(self, error: Exception, *, held_to_form: bool) -> str:
        names = {cls.__name__ for cls in type(error).__mro__}
        text, status = str(error).lower(), getattr(error, "status_code", None)
        for found, kind in (
            (isinstance(error, TimeoutError) or names & {"Timeout", "APITimeoutError", "TimeoutException"}, "timed_out"),
            (names & {"ContextWindowExceededError"} or _too_long(text), "too_long"),
            ("llm provider not provided" in text or "model_not_found" in text, "unknown_model"),
            (names & {"PaymentRequiredError"} or "insufficient_quota" in text, "quota_used_up"),
            (names & {"AuthenticationError"} or status == 401, "wrong_key" if self._key else "no_key"),
            (names & {"PermissionDeniedError"} or status == 403, "wrong_key" if self._key else "no_key"),
            (names & {"NotFoundError"} or status == 404, "unknown_model"),
            (names & {"RateLimitError"} or status == 429, "rate_limited"),
            (held_to_form and (names & {"UnsupportedParamsError"} or _about_schema(text, status)), "schema_refused"),
            (names & {"APIResponseValidationError", "JSONDecodeError"} or _no_json(text), "bad_answer"),
            (names & {"ContentPolicyViolationError", "BadRequestError", "UnprocessableEntityError"}, "refused"),
            ("api_key" in text or "api key" in text, "no_key"),
            (_no_connection(error, text), "unreachable"),
        ):
            if found:
                return kind
        return "server_error"


def _too_long(text: str) -> bool:
    return any(words in text for words in ("context_length_exceeded", "maximum context length", "context window"))


def _about_schema(text: str, status: int | None) -> bool:
    return status in (400, 422) and any(word in text for word in ("response_format", "json_schema", "structured output"))


def _no_json(text: str) -> bool:
    return "expecting value" in text or "unterminated string" in text or "jsondecodeerror" in text or "extra data" in text


def _no_connection(error: Exception, text: str) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) or type(seen).__name__ in ("ConnectError", "ConnectTimeout", "ClientConnectorError"):
            return True
        seen = seen.__cause__ or seen.__context__
    return any(
        words in text for words in ("connection error", "cannot connect", "connect call failed", "name or service not known")
    )


def _retry_after(error: Exception) -> float | None:
    for holder in (getattr(error, "response", None), error):
        headers = getattr(holder, "headers", None) or getattr(holder, "litellm_response_headers", None)
        value = headers.get("retry-after") if headers is not None else None
        if value:
            return read_retry_after(str(value))
    return None


def _text_of(answer: Any) -> str:
    choices = getattr(answer, "choices", None) or ()
    content = getattr(getattr(choices[0], "message", None), "content", None) if choices else None
    return content if isinstance(content, str) else ""


def _delta_of(piece: Any) -> str:
    choices = getattr(piece, "choices", None) or ()
    content = getattr(getattr(choices[0], "delta", None), "content", None) if choices else None
    return content if isinstance(content, str) else ""


def _finish_of(answer: Any) -> str:
    choices = getattr(answer, "choices", None) or ()
    return str(getattr(choices[0], "finish_reason", "") or "") if choices else ""


def as_line(value: dict[str, Any]) -> bytes:
    """Return a message of the protocol: one line of ASCII JSON."""
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"
