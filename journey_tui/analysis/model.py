"""The model analyst: lets a language model propose evidence, remarks and roles, and takes over what stands every check."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import field, replace
from typing import Any, Final, Protocol, TypeVar

from pydantic import BaseModel

from journey_tui.analysis.answers import BadAnswer, EvidenceAnswer, ReadAnswer, RemarkAnswer, RoleAnswer, one, parse, schema
from journey_tui.analysis.checks import Checker, Refusal, Refused, joined
from journey_tui.analysis.checks_remarks import check_remark
from journey_tui.analysis.model_errors import ModelError, NoStructure
from journey_tui.analysis.model_types import ModelConfig, ModelMessage, ModelReply, ModelRequest, Usage
from journey_tui.analysis.port import Context, Findings
from journey_tui.analysis.prompts import READ, prompt
from journey_tui.analysis.windows import Window, senders_of, windows
from journey_tui.domain.model import Evidence, Remark, Touchpoint
from journey_tui.domain.playbook import Playbook
from journey_tui.lean import dataclass
from journey_tui.text import one_line

REPAIRED_CHARS: Final = 6_000
"""How much of an answer that did not fit is shown to the model again."""
DOUBTED: Final = 12
"""Things refused of one answer from which it is not believed in the rest, where they are most of it."""
QUOTED: Final = 120
"""Characters of a refused quote that are kept."""


class Client(Protocol):
    """What of `ModelClient` the analyst needs."""

    config: ModelConfig

    def submit(self, request: ModelRequest) -> Future[ModelReply]:
        """Ask and return at once."""
        ...


@dataclass(frozen=True, slots=True)
class WindowReading:
    """What became of one window."""

    window: Window
    request: ModelRequest
    reply: str = ""
    """What came back last, cleaned."""
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """Proposed roles among them, as kind `role`."""
    refused: tuple[Refused, ...] = ()
    usage: Usage = field(default_factory=Usage)
    error: ModelError | None = None

    @property
    def key(self) -> str:
        """Return the hash of the whole prompt."""
        return request_hash(self.request)


def request_hash(request: ModelRequest) -> str:
    """Return the hash of all messages of a request."""
    text = "\0".join(f"{message.role}\0{message.text}" for message in request.messages)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


class ModelAnalyst:
    """Reads the touchpoints of one deal at a time, in windows; the same checks for every answer."""

    name = "model"

    def __init__(self, client: Client, playbook: Playbook) -> None:
        self._client, self._playbook = client, playbook
        self.version = mark(client.config.name, playbook)
        """What reads: the prompt's version, the model and the requirements asked for."""

    def read(self, touchpoint: Touchpoint, context: Context) -> Findings:
        """Return the findings of one touchpoint; raises `ModelError`."""
        readings = list(self.read_all([touchpoint], context))
        for reading in readings:
            if reading.error is not None:
                raise reading.error
        return Findings(tuple(joined(e for r in readings for e in r.evidence)), tuple(m for r in readings for m in r.remarks))

    def read_all(
        self, touchpoints: Sequence[Touchpoint], context: Context, *, senders: frozenset[str] | None = None
    ) -> Iterator[WindowReading]:
        """Yield the readings of the windows that the touchpoints make, each as soon as it is there; failures are among them."""
        shown = self.windows(touchpoints, context, senders)
        asked = [(window, self.request(window)) for window in shown]
        futures = [submitted(self._client, request) for _, request in asked]
        for (window, request), future in zip(asked, futures, strict=True):
            yield self._reading(window, request, future, context)

    def windows(self, touchpoints: Sequence[Touchpoint], context: Context, senders: frozenset[str] | None = None) -> list[Window]:
        """Return what the model would be shown."""
        known = senders_of(touchpoints) if senders is None else senders
        return windows(touchpoints, context, self._client.config.window_chars, known)

    def request(self, window: Window) -> ModelRequest:
        """Return the call for a window."""
        system = prompt(READ).replace("{requirements}", requirement_lines(self._playbook))
        return ModelRequest(
            (ModelMessage("system", system), ModelMessage("user", window.text)), purpose="read", schema=schema(ReadAnswer)
        )

    def _reading(self, window: Window, request: ModelRequest, future: Future[ModelReply], context: Context) -> WindowReading:
        try:
            answer, reply, usage = structured(self._client, request, future, ReadAnswer)
        except ModelError as error:
            return WindowReading(window, request, reply=error.partial, error=error)
        checker = Checker(window, context, self._playbook, f"model {READ}")
        refused: list[Refused] = []
        evidence = _kept(answer.evidence, EvidenceAnswer, checker.evidence, refused, "evidence", "requirement")
        remarks = _kept(
            answer.remarks, RemarkAnswer, lambda item: check_remark(checker, context, item), refused, "remark", "kind"
        )
        roles = _kept(answer.roles, RoleAnswer, checker.role, refused, "role", "role")
        if len(refused) >= DOUBTED and len(refused) > len(evidence) + len(remarks) + len(roles):
            refused.insert(0, Refused("the whole answer", "most of it does not stand, so nothing of it is taken over"))
            return WindowReading(window, request, reply, refused=tuple(refused), usage=usage)
        distinct = {remark.id: remark for remark in (*remarks, *roles)}
        return WindowReading(
            window, request, reply, tuple(joined(evidence)), tuple(distinct.values()), tuple(refused), usage
        )  # fmt: skip


Item = TypeVar("Item", bound=BaseModel)
F = TypeVar("F")
A = TypeVar("A", bound=BaseModel)


def _kept(
    items: Iterable[Any], form: type[Item], check: Callable[[Item], F], refused: list[Refused], what: str, by: str
) -> list[F]:
    """Return what of a list stands; the rest goes to `refused` with its reason."""
    kept: list[F] = []
    for item in items:
        name = one_line(str(item.get(by, "")), limit=40) if isinstance(item, dict) else ""
        quote = one_line(str(item.get("quote", "")), limit=QUOTED) if isinstance(item, dict) else ""
        try:
            kept.append(check(one(item, form)))
        except (Refusal, BadAnswer) as error:
            refused.append(Refused(f"{what} {name}".strip(), str(error), quote))
    return kept


def submitted(client: Client, request: ModelRequest) -> Future[ModelReply]:
    """Return the future of a request; one that could not even be sent holds its error."""
    try:
        return client.submit(request)
    except ModelError as error:
        failed: Future[ModelReply] = Future()
        failed.set_exception(error)
        return failed


def structured(client: Client, request: ModelRequest, future: Future[ModelReply], form: type[A]) -> tuple[A, str, Usage]:
    """Return the answer in its form, its text and what it used; one turn to mend it, then `NoStructure`. Raises `ModelError`."""
    reply = future.result()
    try:
        return parse(reply.text, form), reply.text, reply.usage
    except BadAnswer as problem:
        again = replace(
            request,
            id=f"{request.id}-again",
            messages=(
                *request.messages,
                ModelMessage("assistant", reply.text[:REPAIRED_CHARS]),
                ModelMessage("user", f"That is not what was asked for: {problem}. Answer again with the one JSON object alone."),
            ),
        )
    second = client.submit(again).result()
    try:
        return parse(second.text, form), second.text, reply.usage + second.usage
    except BadAnswer as problem:
        raise NoStructure(f"{NoStructure.default} ({problem})", partial=second.text) from None


def requirement_lines(playbook: Playbook) -> str:
    """Return the requirements as the prompt names them, with their parts."""
    lines = []
    for spec in playbook.requirements:
        parts = ", ".join(f"`{part.names[0]}` ({part.label})" for part in spec.parts)
        lines.append(f"- `{spec.key}` - {spec.label}: verified when {spec.verified_when}. Parts: {parts}.")
    return "\n".join(lines)


def mark(model: str, playbook: Playbook) -> str:
    """Return what a reading hangs on besides the words: prompt, model and requirements."""
    return f"{READ} {model} {playbook.key} {playbook.version} {' '.join(playbook.keys)}"


__all__ = ["ModelAnalyst", "WindowReading"]
