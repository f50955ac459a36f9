"""The model process against a server that behaves well, badly and very badly; one process for all, since its library is large."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from journey_tui.analysis import model_errors as errors
from journey_tui.analysis.client import ModelClient
from journey_tui.analysis.model_limits import Bucket, back_off, read_retry_after
from journey_tui.analysis.model_types import ModelConfig, ModelMessage, ModelRequest
from tests.model.standin import Answer, StandIn, always, in_turn

KEY = "sk-nobody-sees-this"


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with StandIn() as one:
        yield one


@pytest.fixture(scope="module")
def client(server: StandIn) -> Iterator[ModelClient]:
    config = ModelConfig(
        name="openai/stand-in", base_url=server.url, key_env="STAND_IN_KEY", timeout_s=1.5, retries=2, concurrency=10,
        price_in=Decimal(1), price_out=Decimal(10),
    )  # fmt: skip
    os.environ["STAND_IN_KEY"] = KEY
    with ModelClient(config) as one:
        yield one
    del os.environ["STAND_IN_KEY"]


@pytest.fixture(autouse=True)
def _fresh(server: StandIn) -> None:
    server.requests.clear()
    server.most_at_once = 0
    server.script = always("ok")


def ask(text: str = "hello", **options: object) -> ModelRequest:
    return ModelRequest((ModelMessage("system", "be kind"), ModelMessage("user", text)), **options)  # type: ignore[arg-type]


def test_an_answer_comes_with_what_it_used_and_cost(client, server):
    reply = client.complete(ask())
    assert (reply.text, reply.usage.tokens_in, reply.usage.tokens_out) == ("ok", 100, 20)
    assert reply.usage.cost == Decimal("0.0003")
    asked = server.requests[0]
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert (asked.system, asked.prompt) == ("be kind", "hello")


def test_the_key_is_in_no_argument_of_the_process(client):
    client.complete(ask())
    assert KEY not in Path(f"/proc/{client.process_id}/cmdline").read_text()


def test_usage_that_the_server_leaves_out_is_estimated(client, server):
    server.script = always("ok", usage=None)
    usage = client.complete(ask()).usage
    assert usage.estimated
    assert usage.tokens_in > 0


def test_a_stream_comes_in_pieces_and_ends_whole(client, server):
    server.script = always("one two three four")
    chunks = list(client.stream(ask()))
    assert "".join(chunk.text for chunk in chunks) == "one two three four"
    assert len(chunks) == 5
    assert chunks[-1].reply.usage.tokens_out == 20


def test_escape_sequences_of_an_answer_never_arrive(client, server):
    server.script = always("a\x1b]52;c;ZXZpbA==\x07b\u202ec\x9bd")
    assert client.complete(ask()).text == "abc"
    shown = "".join(chunk.text for chunk in client.stream(ask()))
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(shown)


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize(
    ("answer", "error", "times"),
    [
        (Answer(status=401), errors.WrongKey, 1),
        (Answer(status=403), errors.WrongKey, 1),
        (Answer(status=404, error="The model does not exist", code="model_not_found"), errors.UnknownModel, 1),
        (Answer(status=400, error="maximum context length is 4096 tokens", code="context_length_exceeded"), errors.TooLong, 1),
        (Answer(status=400, error="no"), errors.Refused, 1),
        (Answer(status=429, error="insufficient_quota", code="insufficient_quota"), errors.QuotaUsedUp, 1),
        (Answer(status=429), errors.RateLimited, 3),
        (Answer(status=500), errors.ServerError, 3),
        (Answer(status=503), errors.ServerError, 3),
        (Answer(raw=b'{"id": "x", "cho'), errors.BadAnswer, 2),
        (Answer(raw=b"<html>hello</html>"), errors.BadAnswer, 2),
        (Answer(text=""), errors.BadAnswer, 2),
        (Answer(hang=True), errors.TimedOut, 2),
    ],
)
def test_every_trouble_has_its_name_and_is_tried_again_only_where_that_helps(client, server, answer, error, times, streamed):
    server.script = lambda _: answer
    with pytest.raises(errors.ModelError) as caught:
        list(client.stream(ask())) if streamed else client.complete(ask())
    assert type(caught.value) is error
    assert len(server.requests) == times
    assert KEY not in str(caught.value)
    assert "hello" not in str(caught.value)


def test_trouble_that_passes_is_not_noticed(client, server):
    server.script = in_turn(Answer(status=500), Answer(status=429), Answer("fine"))
    assert client.complete(ask()).text == "fine"
    assert len(server.requests) == 3


def test_retry_after_is_kept(client, server):
    server.script = in_turn(Answer(status=429, retry_after="0.6"), Answer("fine"))
    assert client.complete(ask()).seconds >= 0.6


def test_a_longer_pause_than_anybody_waits_is_reported(client, server):
    server.script = always("", status=429, retry_after="3600")
    with pytest.raises(errors.RateLimited) as caught:
        client.complete(ask())
    assert caught.value.retry_after == 3600
    assert len(server.requests) == 1


def test_a_stream_that_is_cut_keeps_its_beginning_and_is_not_asked_again(client, server):
    server.script = always("one two three four", cut_after=2)
    with pytest.raises(errors.CutStream) as caught:
        list(client.stream(ask()))
    assert caught.value.partial == "one two th"
    assert len(server.requests) == 1


def test_a_server_that_takes_no_schema_is_asked_without_one(client, server):
    def picky(asked):
        if "response_format" in asked.body:
            return Answer(status=400, error="response_format json_schema is not supported")
        return Answer("{}")

    server.script = picky
    assert client.complete(ask(schema={"type": "object"})).text == "{}"
    assert "response_format" in server.requests[0].body
    server.requests.clear()
    client.complete(ask(schema={"type": "object"}))
    assert len(server.requests) == 1


def test_a_huge_answer_arrives_whole(client, server):
    server.script = always("x" * 100_000)
    assert len(client.complete(ask()).text) == 100_000


def test_no_more_are_in_flight_than_the_settings_say(client, server):
    server.script = always("ok", delay=0.05)
    futures = [client.submit(ask(str(n))) for n in range(40)]
    assert {future.result(30).text for future in futures} == {"ok"}
    assert 5 <= server.most_at_once <= 10


def test_a_cancelled_request_lets_go_of_the_connection(client, server):
    server.script = always("a b c d", gap=5)
    request = ask()
    stream = client.stream(request)
    next(stream)
    client.cancel(request.id)
    with pytest.raises(errors.Cancelled):
        list(stream)
    server.script = always("fine")
    assert client.complete(ask()).text == "fine"


def test_a_port_where_nobody_listens_is_named():
    config = ModelConfig(name="openai/x", base_url="http://127.0.0.1:9/v1", timeout_s=2, retries=0)
    with ModelClient(config) as client, pytest.raises(errors.Unreachable, match="base_url"):
        client.complete(ask())


def test_a_provider_that_nobody_knows_is_named():
    free = {"money_per_run": None, "money_per_day": None}
    with ModelClient(ModelConfig(name="nosuchprovider", **free)) as client, pytest.raises(errors.UnknownModel, match="openai/"):
        client.complete(ask())


# The parts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("2", 2.0), ("0.5", 0.5), ("-3", 0.0), ("Mon, 23 Nov 2026 09:00:30 GMT", 30.0), ("soon", None), ("", None), ("inf", None), ("nan", None)],
)  # fmt: skip
def test_retry_after_is_read_as_number_or_date(header, seconds):
    assert read_retry_after(header, datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) == seconds


def test_back_off_grows_and_keeps_to_what_was_asked():
    assert 2 <= back_off(0, 2.0) <= 2.25
    assert back_off(0, 3600.0) is None
    assert back_off(6, None) > back_off(0, None)
    assert back_off(50, None) <= 30


def test_a_bucket_lets_a_minute_s_worth_through_evenly():
    now = [0.0]
    bucket = Bucket(60, lambda: now[0])
    waits = [bucket.take(1) for _ in range(10)]
    assert waits[0] == 0
    assert waits[-1] == pytest.approx(waits[-2] + 1)
    now[0] = 100.0
    assert bucket.take(1) == 0


def test_the_configuration_survives_the_way_to_the_process():
    config = ModelConfig(name="a/b", money_per_run=None, price_in=Decimal("0.15"), key_command="pass show x")
    assert ModelConfig.from_json(json.loads(json.dumps(config.as_json()))) == config
