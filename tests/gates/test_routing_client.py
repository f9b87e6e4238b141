from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from codedark.formats.travel_matrix import Engine
from codedark.gates.routing_client import RoutingFailed, ask_engine

Answer = tuple[int, bytes]


class FakeEngine(ThreadingHTTPServer):
    """Both engines: seconds are 1000 x the number of the source + the number of the target, told by their latitude."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[int, int]] = []
        self.instead: list[Answer] = []
        """Answered before anything else."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: FakeEngine

    def do_GET(self) -> None:
        told = urlsplit(self.path)
        assert told.path.startswith("/table/v1/driving/")
        places = [float(pair.split(",")[1]) for pair in told.path.rsplit("/", 1)[1].split(";")]
        asked = {key: value[0].split(";") for key, value in parse_qs(told.query).items()}
        assert asked.pop("annotations") == ["duration"]
        chosen = {key: [places[int(i)] for i in indices] for key, indices in asked.items()}
        if len(places) > 100:
            return self.say((400, b'{"code":"TooBig","message":"Too many table coordinates"}'))
        return self.say((200, json.dumps({"code": "Ok", "durations": self.table(**chosen)}).encode()))

    def do_POST(self) -> None:
        assert self.path == "/sources_to_targets"
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert told["costing"] == "auto"
        sources, targets = ([place["lat"] for place in told[key]] for key in ("sources", "targets"))
        table = self.table(sources, targets)
        return self.say((200, json.dumps({"sources_to_targets": {"durations": table}}).encode()))

    def table(self, sources: list[float], destinations: list[float]) -> list[list[float]]:
        self.server.asked.append((len(sources), len(destinations)))
        return [[round(1e5 * s) + round(100 * d) for d in destinations] for s in sources]

    def say(self, answer: Answer) -> None:
        status, body = self.server.instead.pop(0) if self.server.instead else answer
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def engine() -> Iterator[FakeEngine]:
    server = FakeEngine()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def places(n: int, first: int = 0) -> list[tuple[float, float]]:
    return [((first + i) / 100, 4.0) for i in range(n)]


@pytest.mark.parametrize("kind", list(Engine))
def test_a_large_table_is_asked_in_questions_a_server_takes(kind: Engine, engine: FakeEngine) -> None:
    matrix = ask_engine(kind, engine.url, places(61), places(113))
    assert matrix.seconds == tuple(tuple(1000.0 * i + j for j in range(113)) for i in range(61))
    assert matrix.targets == tuple(places(113))
    assert len(engine.asked) == 6
    assert all(n + m <= 100 and n * m <= 2500 for n, m in engine.asked)


def test_few_sources_leave_room_for_more_targets(engine: FakeEngine) -> None:
    ask_engine(Engine.OSRM, engine.url + "/", places(2), places(98))
    assert engine.asked == [(2, 98)]
    ask_engine(Engine.OSRM, engine.url, places(98), places(2))
    assert engine.asked[1:] == [(50, 2), (48, 2)]


def test_a_proxy_of_the_environment_is_not_used(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert ask_engine(Engine.OSRM, engine.url, places(1), places(1)).seconds == ((0.0,),)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((400, b'{"code":"TooBig","message":"Too many table coordinates"}'), "TooBig: Too many table coordinates"),
        ((400, b'{"error_code":154,"error":"too far"}'), "no `durations` in it"),
        ((500, b"oops"), "answered 500"),
        ((302, b""), "answered 302"),
        ((200, b"<html>"), "no JSON"),
        ((200, b'{"code":"Ok","durations":[[1,2,3]]}'), "1 rows came for 2 places"),
    ],
)
def test_an_answer_that_is_none_is_the_worlds_failure_with_the_address(
    answer: Answer, said: str, engine: FakeEngine
) -> None:
    engine.instead = [answer]
    with pytest.raises(RoutingFailed) as failed:
        ask_engine(Engine.OSRM, engine.url, places(2), places(2))
    assert said in str(failed.value) and "127.0.0.1" in str(failed.value)


def test_a_server_that_is_not_there_or_says_nothing_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(RoutingFailed, match="timed out"):
            ask_engine(Engine.OSRM, address, places(1), places(1), timeout_s=0.2)
    with pytest.raises(RoutingFailed, match="refused"):
        ask_engine(Engine.OSRM, address, places(1), places(1), timeout_s=2)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host", "http://", "http://user:pw@host", "http://h/?a=b"])
def test_only_a_plain_address_is_asked(url: str) -> None:
    with pytest.raises(ValueError, match="base_url="):
        ask_engine(Engine.OSRM, url, places(1), places(1))
