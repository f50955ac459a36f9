"""Ask the model about one deal: what it is given is this deal alone, within a budget that is said; what comes back is checked."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from journey_tui.data.decision_checks import DecisionRefused
from journey_tui.domain.context import Shown
from journey_tui.domain.views import DealView
from journey_tui.domain.views_workspace import AnswerLine, ChatLine
from journey_tui.doors.context import ContextDoor
from journey_tui.lean import dataclass
from journey_tui.text import one_line

if TYPE_CHECKING:
    from journey_tui.analysis.citing import Sources
    from journey_tui.analysis.client import ModelClient
    from journey_tui.analysis.model_types import ModelConfig, ModelRequest


CLOSE_S = 0.3
"""Seconds that the model's process gets to end by itself: whoever leaves does not wait for it."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came back from the model, whole or in part."""

    text: str
    state: str
    """`done`, `partial` or `failed`."""
    error: str = ""
    """What went wrong and what to do about it; empty where nothing did, or a person stopped it."""


class Talk:
    """One answer on its way: iterate for what may be shown, piece by piece; `cancel` may be called from any thread."""

    def __init__(self, client: ModelClient, request: ModelRequest, sources: Sources, way: str) -> None:
        self._client, self._request = client, request
        self.sources = sources
        self.way = way
        """Which model, and what it was given: known before the first word comes."""
        self._cancelled = threading.Event()
        self._kept: list[str] = []
        self.arrived = Arrived("", "failed")

    def cancel(self) -> None:
        """Stop; what has come is kept."""
        self._cancelled.set()
        self._client.cancel(self._request.id)

    def stop(self) -> None:
        """Stop while nobody iterates any more: the loop was left by an exception; what has come is in `arrived`."""
        self.cancel()
        self.arrived = Arrived("".join(self._kept), "partial")

    def __iter__(self) -> Iterator[str]:
        """Yield the pieces as they come, cleaned, without links that are not the deal's; `arrived` is whole afterwards."""
        from journey_tui.analysis.links import Coming
        from journey_tui.analysis.model_errors import Cancelled, ModelError

        coming, kept, state, failed = Coming(self.sources.links), self._kept, "done", ""
        try:
            for piece in self._client.stream(self._request) if not self._cancelled.is_set() else ():
                kept.append(piece.text)
                if shown := coming.feed(piece.text):
                    yield shown
                if self._cancelled.is_set():
                    break
            if shown := coming.rest():
                yield shown
        except Cancelled as error:
            kept[:] = [error.partial] if error.partial else kept
        except ModelError as error:
            # Closed: Journey is being left, and the process ended under the request; nothing went wrong.
            state, failed = "partial" if kept else "failed", "" if self._client.closed else str(error)
        text = "".join(kept)
        if self._cancelled.is_set() and state == "done":
            state = "partial"
        self.arrived = Arrived(text, state, failed)
        self._client.budget.close()


class AskingDoor(ContextDoor):
    """The model's part of the chat."""

    _named: str | None = None
    _client_now: ModelClient | None = None
    _client_lock = threading.Lock()

    # Which model.

    def _configured(self) -> ModelConfig | None:
        """Return the configuration of the model, None where none is set or the settings cannot be read."""
        from journey_tui.looks import names_a_model
        from journey_tui.paths import paths

        if not names_a_model(paths().config):  # what checks the settings is slow to load: not without need
            return None
        from journey_tui.analysis.model_types import ModelConfig
        from journey_tui.settings import SettingsError, load_settings

        try:
            config = ModelConfig.of(load_settings().model)
        except SettingsError:
            return None
        return _as_named(config, self._named) if config.configured else None

    def model_name(self) -> str:
        """Return the model that answers what the store cannot, empty where none is set or the settings cannot be read."""
        config = self._configured()
        return config.name if config is not None else ""

    def use_model(self, name: str) -> str:
        """Use another model from now on in this session, the configured one for an empty name; returns it. Raises `DecisionRefused`."""
        from journey_tui.settings import read_model_name

        try:
            self._named = read_model_name(name.strip()) or None
        except ValueError as error:
            raise DecisionRefused(f"{one_line(name, limit=60)} is no model's name: {error}.") from error
        config = self._configured()
        if config is None:
            raise DecisionRefused("No language model is set up; docs/model.md says how.")
        return config.name

    def _client(self) -> ModelClient:
        """Return the way to the model; raises `ModelError` where none is set."""
        from journey_tui.analysis.client import ModelClient
        from journey_tui.analysis.model_errors import NoModel
        from journey_tui.data.spend import StoreSpend

        config = self._configured()
        if config is None:
            raise NoModel
        with self._client_lock:
            if self._client_now is None or self._client_now.config != config:
                if self._client_now is not None:
                    self._client_now.close()
                self._client_now = ModelClient(config, StoreSpend(self.store))
            return self._client_now

    def start_model(self) -> bool:
        """Start the model's process where a model is set and may be used; returns whether it is there. It ends by itself when idle."""
        from journey_tui.analysis.model_errors import ModelError

        if not self.model_name():
            return False
        try:
            client = self._client()
            client.budget.check_limits()
            client.budget.check_day()
            client.prices()
        except ModelError:  # whoever asks is told
            return False
        return True

    def close_model(self) -> None:
        """End the model's process at once, and write down what it cost: what is on its way is cancelled, and what has come is kept."""
        with self._client_lock:
            client, self._client_now = self._client_now, None
        if client is not None:
            client.close(within=CLOSE_S)

    # Asking.

    def talk(self, deal_id: str, question: str, *, about: str = "", artifact: str = "", view: DealView | None = None) -> Talk:
        """Return the model's answer to a question, on its way; raises `ModelError`, `DealNotFound`. Iterate, then `keep_talk`."""
        from journey_tui.analysis.asking import ask_request

        view = view or self.deal(deal_id)
        client = self._client()
        shown = self._shown(view, question, client.config.window_chars, about=about, artifact=artifact)
        request = ask_request(question, shown.sources, before=self._asked_before(deal_id, question))
        return Talk(client, request, sources_of(shown, view), f"{client.config.name} · {shown.words}")

    def _asked_before(self, deal_id: str, question: str) -> str:
        lines, _ = self.messages(deal_id, limit=8)
        asked = [line.text for line in lines if line.role == "person" and not line.text.startswith("/")]
        return next((text for text in reversed(asked) if text != question), "")

    def keep_talk(self, deal_id: str, question: str, talk: Talk) -> ChatLine:
        """Check what has come, keep it in the chat and return it; facts that the model would keep wait for a person."""
        from journey_tui.analysis.citing import Checked, checked

        arrived = talk.arrived
        found = checked(arrived.text, talk.sources) if arrived.text else Checked(())
        line = self._answer_line(question, talk.way, arrived, found.lines, found.cites)
        key = self._add(deal_id, line)
        for text, evidence in found.facts:
            self._add(deal_id, ChatLine(0, self.now, "Journey", "fact", "open", text, cites=(evidence,) if evidence else ()))
        return replace(line, id=key)

    def _answer_line(
        self, question: str, way: str, arrived: Arrived, lines: tuple[AnswerLine, ...], cites: tuple[str, ...]
    ) -> ChatLine:
        if arrived.error:
            lines = (*lines, AnswerLine(f"{arrived.error} The question is kept.", ink="muted"))
        asked = question if arrived.state != "done" else ""
        text = "\n".join(line.text for line in lines)
        return ChatLine(0, self.now, way.partition(" · ")[0], "model", arrived.state, text, way, lines, cites, asked)


def _as_named(config: ModelConfig, name: str | None) -> ModelConfig:
    """Return the configuration with another model; the price of the one is not that of the other, but on a server of one's own."""
    if not name or name == config.name:
        return config
    return replace(config, name=name) if config.base_url else replace(config, name=name, price_in=None, price_out=None)


def sources_of(shown: Shown, view: DealView) -> Sources:
    """Return what an answer is compared with."""
    from journey_tui.analysis.citing import Sources
    from journey_tui.analysis.links import links_of

    links = links_of(one.text for one in shown.sources if one.kind in ("quote", "message"))
    labels = [row.label for row in view.reading.requirements]
    names = _words(view.deal.name, view.deal.account, view.channel.name, *view.channel.stages, *labels)
    people = _words(*(one.name for one in view.reading.people if "@" not in one.name))
    return Sources(shown.sources, names, people, links)


def _words(*texts: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{2,}", " ".join(texts).casefold()))
