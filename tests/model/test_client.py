"""The model process from outside: started on demand, ended when idle, restarted after a crash, paid from a budget."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from journey_tui.analysis.budget import Memory
from journey_tui.analysis.client import ModelClient
from journey_tui.analysis.model_errors import BadSetup, BudgetUsedUp, Cancelled, Crashed, CutStream, NoModel, PriceUnknown
from journey_tui.analysis.model_types import ModelConfig, ModelMessage, ModelRequest, Usage

FAKE = (sys.executable, str(Path(__file__).with_name("fake_child.py")))
CONFIG = ModelConfig(name="fake/one", idle_s=60, max_output_tokens=1000)


def ask(text: str, **options: object) -> ModelRequest:
    return ModelRequest((ModelMessage("user", text),), **options)  # type: ignore[arg-type]


@pytest.fixture
def client():
    with ModelClient(CONFIG, program=FAKE) as one:
        yield one


def test_nothing_is_started_before_something_is_asked(client):
    assert client.process_id is None
    assert client.complete(ask("hello there")).text == "hello there"
    assert client.process_id is not None


def test_many_requests_share_one_process(client):
    futures = [client.submit(ask(f"word{n}")) for n in range(200)]
    assert [future.result(10).text for future in futures] == [f"word{n}" for n in range(200)]
    assert client.budget.used.tokens_in == 200_000


def test_a_stream_ends_with_its_whole_reply(client):
    chunks = list(client.stream(ask("one two")))
    assert [chunk.text for chunk in chunks] == ["one", "two", ""]
    assert chunks[-1].reply.text == "one two"
    assert chunks[-1].reply.usage.cost == Decimal("0.002")


def test_a_stream_that_is_cancelled_keeps_what_had_arrived(client):
    request = ask("some words wait")
    stream = client.stream(request)
    assert [next(stream).text, next(stream).text] == ["some", "words"]
    threading.Thread(target=client.cancel, args=(request.id,)).start()
    with pytest.raises(Cancelled) as caught:
        next(stream)
    assert caught.value.partial == "somewords"


def test_closing_a_stream_cancels_its_request(client):
    stream = client.stream(ask("some words wait"))
    next(stream)
    stream.close()
    assert client.complete(ask("next")).text == "next"


def test_a_request_can_be_cancelled_while_the_process_starts(tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import sys\nfor line in sys.stdin: pass\n")
    with ModelClient(CONFIG, program=(sys.executable, str(slow))) as client:
        request = ask("hello")
        caught: list[BaseException] = []

        def run() -> None:
            try:
                client.complete(request)
            except Cancelled as error:
                caught.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        while request.id not in client._starting:
            thread.join(0.01)
        client.cancel(request.id)
        thread.join(10)
        assert len(caught) == 1


def test_after_a_crash_an_unanswered_request_is_asked_again(client, tmp_path):
    assert client.complete(ask(f"die-once {tmp_path / 'mark'}")).text.startswith("die-once")


def test_a_request_that_ends_every_process_is_given_up(client):
    with pytest.raises(Crashed):
        client.complete(ask("die"))
    assert client.complete(ask("fine")).text == "fine"


def test_after_a_crash_the_partial_text_of_a_stream_is_kept(client):
    stream = client.stream(ask("some words wait"))
    assert [next(stream).text, next(stream).text] == ["some", "words"]
    os.kill(client.process_id, signal.SIGKILL)
    with pytest.raises(CutStream) as caught:
        next(stream)
    assert caught.value.partial == "somewords"
    assert client.complete(ask("fine")).text == "fine"


def test_an_idle_process_ends_and_the_next_request_starts_another():
    with ModelClient(replace(CONFIG, idle_s=0.05), program=FAKE) as client:
        client.complete(ask("one"))
        child = client._child
        assert child.process.wait(10) == 0
        assert client.process_id is None
        assert client.complete(ask("two")).text == "two"


def test_the_process_ends_with_whoever_started_it(tmp_path):
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.model.test_client import *
client = ModelClient(CONFIG, program=FAKE)
client.complete(ask("one"))
print(client.process_id, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    child = int(ended.stdout)
    for _ in range(1000):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{child}/stat").exists() and Path(f"/proc/{child}/stat").read_text().split()[2] == "Z":
            return
        threading.Event().wait(0.01)
    pytest.fail("the model process is still there")


def test_closing_cancels_what_is_on_its_way(client):
    future = client.submit(ask("wait"))
    client.close()
    with pytest.raises(Cancelled):
        future.result(10)


def test_without_a_model_nothing_starts():
    client = ModelClient(ModelConfig(), program=("/nowhere",))
    with pytest.raises(NoModel, match="No language model is set up"):
        client.complete(ask("hello"))


def test_a_place_for_the_key_that_cannot_be_used_is_named():
    with ModelClient(replace(CONFIG, name="fake/unusable"), program=FAKE) as client, pytest.raises(BadSetup, match="chmod 600"):
        client.complete(ask("hello"))


# Money ---------------------------------------------------------------------------------------------------------------


def test_a_budget_of_zero_starts_nothing():
    client = ModelClient(replace(CONFIG, money_per_day=Decimal(0)), program=("/nowhere",))
    with pytest.raises(BudgetUsedUp, match="money_per_day is 0"):
        client.complete(ask("hello"))


def test_a_run_stops_before_it_goes_beyond_its_limit():
    # A request may cost up to 0.0100..., and costs 0.002: the third would fit only by what it may cost.
    with ModelClient(replace(CONFIG, money_per_run=Decimal("0.015")), program=FAKE) as client:
        for _ in range(3):
            client.complete(ask("hello"))
        with pytest.raises(BudgetUsedUp, match=r"money_per_run is 0\.015"):
            client.complete(ask("hello"))
        assert client.budget.used.cost == Decimal("0.006")


def test_requests_at_once_cannot_go_beyond_the_limit_together():
    with ModelClient(replace(CONFIG, money_per_run=Decimal("0.035")), program=FAKE) as client:
        kept = [client.submit(ask("wait")) for _ in range(3)]
        with pytest.raises(BudgetUsedUp):
            client.submit(ask("wait"))
        assert len(kept) == 3


def test_the_day_is_shared_through_the_ledger():
    ledger = Memory()
    ledger.book("read", "other", Usage(1, 1, Decimal("0.99")))
    with (
        ModelClient(replace(CONFIG, money_per_day=Decimal(1)), ledger, program=FAKE) as client,
        pytest.raises(BudgetUsedUp, match="money_per_day"),
    ):
        client.complete(ask("hello"))
    with ModelClient(replace(CONFIG, money_per_day=Decimal(2)), ledger, program=FAKE) as client:
        client.complete(ask("hello"))
    assert ledger.total == Decimal("0.992")


def test_a_model_without_a_price_is_not_called_under_a_limit():
    unpriced = replace(CONFIG, name="fake/unpriced")
    with ModelClient(unpriced, program=FAKE) as client, pytest.raises(PriceUnknown, match="price_in"):
        client.complete(ask("hello"))
    free = replace(unpriced, money_per_run=None, money_per_day=None)
    with ModelClient(free, program=FAKE) as client:
        assert client.complete(ask("hello")).usage.cost == 0


def test_the_client_loads_no_model_library():
    code = "import journey_tui.analysis.client, sys; print('litellm' in sys.modules, 'pydantic' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.split() == ["False", "False"]
