"""A client without a process: answers at once as a function of the prompt says. And a mail and a deal to read."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from journey_tui.analysis.model_errors import ModelError
from journey_tui.analysis.model_types import ModelConfig, ModelReply, ModelRequest, Prices, Usage
from journey_tui.analysis.port import Context
from journey_tui.domain.model import Deal, Direction, Kind, Origin, Person, Side, Source, Touchpoint
from journey_tui.playbooks import load

PLAYBOOK = load().playbook
WHEN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
PRIYA = Person("c1", "Priya Nair", "priya@brightwater.example", "Head of Operations", Side.CUSTOMER)
JANET = Person("c2", "Janet Boyle", "janet@brightwater.example", "Chief Financial Officer", Side.CUSTOMER)
DANA = Person("u1", "Dana Ruiz", "dana@halyard.example", "Account Executive", Side.SELLER)
CONTEXT = Context(
    Deal(id="d1", name="Cold chain rollout", account="Brightwater Foods"), (PRIYA, JANET, DANA), frozenset(PLAYBOOK.keys)
)

Answers = Callable[[ModelRequest], Any]


class Scripted:
    """Stands where `ModelClient` would."""

    def __init__(self, answers: Answers, **options: Any) -> None:
        self.config = ModelConfig(name="fake/reader", **options)
        self.answers = answers
        self.asked: list[ModelRequest] = []

    def submit(self, request: ModelRequest) -> Future[ModelReply]:
        self.asked.append(request)
        future: Future[ModelReply] = Future()
        answer = self.answers(request)
        if isinstance(answer, ModelError):
            future.set_exception(answer)
        else:
            text = answer if isinstance(answer, str) else json.dumps(answer)
            future.set_result(ModelReply(text, Usage(100, 20, Decimal("0.001")), "fake/reader", 0.1))
        return future

    def prices(self) -> Prices:
        return Prices(Decimal("0.000001"), Decimal("0.00001"))


def mail(
    text: str,
    *,
    sender: Person = PRIYA,
    subject: str = "Cold chain rollout",
    key: str = "t-1",
    at: datetime = WHEN,
    **fields: Any,
) -> Touchpoint:
    """Return a mail of somebody's."""
    seller = sender.side is Side.SELLER
    values: dict[str, Any] = {
        "id": key, "kind": Kind.EMAIL, "at": at, "actor": sender.name, "actor_key": sender.address, "side": sender.side,
        "direction": Direction.OUT if seller else Direction.IN, "origin": Origin.HUMAN, "origin_rule": "person",
        "source": Source("mail", "m.mbox", key), "subject": subject, "text": text, "deal_id": "d1",
    }  # fmt: skip
    return Touchpoint(**{**values, **fields})


def entries(prompt: str) -> dict[str, str]:
    """Return the text of each touchpoint in a prompt, by its label, without the bars."""
    found: dict[str, str] = {}
    label = ""
    for line in prompt.splitlines():
        head = line.partition(":")[0]
        if head[:1] == "t" and head[1:].isdigit():
            label = head
            found[label] = ""
        elif label and line.startswith("| "):
            found[label] += line[2:] + "\n"
    return found


def people(prompt: str) -> dict[str, str]:
    """Return the label of each person in a prompt, by name."""
    lines = [line for line in prompt.splitlines() if line[:1] == "p" and line[1:2].isdigit()]
    return {line.partition("| ")[2].partition(",")[0]: line.split(" ")[0] for line in lines}


def pointing(*items: dict[str, Any]) -> Answers:
    """Answer with those of the items whose quote stands in the prompt, at the right touchpoint; words are left as they are."""

    def answer(request: ModelRequest) -> Any:
        if request.purpose == "words":
            return {"words": []}
        prompt = request.messages[-1].text
        flat = {label: " ".join(text.split()) for label, text in entries(prompt).items()}
        names = people(prompt)
        return {
            "evidence": [
                {**item, "touchpoint": label, "about": names.get(item.get("about", ""), "")}
                for item in items
                for label, text in flat.items()
                if item["quote"] in text
            ]
        }

    return answer
