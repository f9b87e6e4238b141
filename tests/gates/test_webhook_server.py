"""Nobody without the secret is taken; nobody can hold the door, or fill the room behind it."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest

from codedark.formats.webhook import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from codedark.gates import webhook_server
from codedark.gates.inbox import Inbox
from codedark.gates.webhook_server import WebhookServer
from tests.formats.test_webhook import SECRET, message

NOW = datetime(2026, 1, 13, 5, 32, tzinfo=UTC)
STAMP = int(NOW.timestamp())


class Door:
    """A listener on loopback, and what it recorded."""

    def __init__(self, room: int = 10) -> None:
        self.inbox, self.recorded = Inbox(room), list[str]()
        self.server = WebhookServer(("127.0.0.1", 0), SECRET, self.inbox, self.recorded.append, now=lambda: NOW)

    def post(self, body: bytes, *, stamp: int = STAMP, signature: str | None = None, **more: str) -> tuple[int, str]:
        signed = sign(SECRET, stamp, body) if signature is None else signature
        headers = {TIMESTAMP_HEADER: str(stamp), SIGNATURE_HEADER: signed, **more}
        return self.send("POST", body, headers)

    def send(self, method: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        connection = HTTPConnection(*self.server.address, timeout=10)
        try:
            connection.request(method, "/", body, headers)
            reply = connection.getresponse()
            return reply.status, reply.read().decode()
        finally:
            connection.close()


@pytest.fixture
def door() -> Iterator[Door]:
    made = Door()
    with made.server:
        yield made


def test_a_signed_message_is_taken(door: Door) -> None:
    status, said = door.post(message())
    assert (status, json.loads(said)) == (202, {"taken": True, "why": "taken"})
    assert door.inbox.take() == [message()] and door.recorded == []


def test_a_forged_message_is_401_and_recorded_and_not_told_why(door: Door) -> None:
    status, said = door.post(message(), signature=sign(b"another secret!!", STAMP, message()))
    assert (status, json.loads(said)["why"]) == (401, "refused")
    assert door.inbox.take() == []
    assert door.recorded == ["127.0.0.1 was answered 401: the signature does not fit the message and the secret"]


def test_a_replayed_message_is_401(door: Door) -> None:
    assert [door.post(message())[0] for _ in range(2)] == [202, 401]
    assert len(door.inbox.take()) == 1 and "taken already" in door.recorded[0]


@pytest.mark.parametrize("off_s", [-301, 301])
def test_a_stale_or_early_message_is_401(door: Door, off_s: int) -> None:
    assert door.post(message(), stamp=STAMP + off_s)[0] == 401
    assert door.inbox.take() == []


def test_a_message_without_headers_is_401(door: Door) -> None:
    assert door.send("POST", message(), {})[0] == 401


def test_a_signed_message_that_says_nonsense_is_422_with_the_reason(door: Door) -> None:
    status, said = door.post(b'{"at": 1}')
    assert status == 422 and "not a message of ours" in said
    assert door.inbox.take() == []


def test_a_body_too_long_is_413_without_being_read(door: Door) -> None:
    assert door.post(b"x" * (webhook_server.BODY_BYTES_MAX + 1))[0] == 413
    assert door.post(message(), **{"Content-Length": "9" * 30})[0] == 413


def test_a_body_at_the_limit_is_read(door: Door) -> None:
    assert door.post(b" " * webhook_server.BODY_BYTES_MAX)[0] == 422


def test_a_message_without_its_length_is_411(door: Door) -> None:
    with socket.create_connection(door.server.address, timeout=10) as raw:
        raw.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 411 " in raw.recv(4096)
    with socket.create_connection(door.server.address, timeout=10) as raw:
        raw.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n")
        assert b" 411 " in raw.recv(4096)


def test_another_method_is_not_answered_with_anything_of_ours(door: Door) -> None:
    assert door.send("GET", None, {})[0] == 501


def test_when_nobody_reads_it_is_503_and_the_same_message_may_come_again() -> None:
    door = Door(room=1)
    with door.server:
        assert door.post(message(rule="1"))[0] == 202
        assert door.post(message(rule="2"))[0] == 503
        door.inbox.take()
        assert door.post(message(rule="2"))[0] == 202


def test_a_peer_that_speaks_too_often_is_429(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_server, "PER_PEER_BURST", 3.0)
    monkeypatch.setattr(webhook_server, "PER_PEER_PER_S", 0.001)
    assert [door.post(message(rule=str(n)))[0] for n in range(5)] == [202, 202, 202, 429, 429]


def test_peers_are_forgotten_before_they_fill_the_memory(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_server, "PEERS_MAX", 8)
    assert all(door.server.allows(f"peer {n}") for n in range(100))
    assert len(door.server._rates._left) == 8


def test_a_peer_that_says_nothing_is_hung_up_on_and_others_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_server, "CONNECTION_S_MAX", 0.3)
    monkeypatch.setattr(webhook_server, "CONNECTIONS_MAX", 2)
    door = Door()
    with door.server:
        idle = [socket.create_connection(door.server.address, timeout=10) for _ in range(2)]
        for one in idle:
            one.sendall(b"POST / HTTP/1.1\r\n")
        began = time.monotonic()
        assert all(one.recv(4096) == b"" for one in idle)
        assert time.monotonic() - began < 4, "long before the five seconds each read may take"
        assert door.post(message())[0] == 202
        for one in idle:
            one.close()


@pytest.mark.needs("openssl")
@pytest.mark.needs("curl")
def test_the_recipe_of_the_documents_is_taken(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "watch.md").read_text(encoding="utf-8")
    starts = ("    body=", "    at=", "    signature=", "    curl ")
    recipe = [line.strip() for line in page.splitlines() if line.startswith(starts)]
    assert len(recipe) == 4
    (tmp_path / "secret").write_bytes(SECRET + b"\n")
    inbox, recorded = Inbox(), list[str]()
    with WebhookServer(("127.0.0.1", 0), SECRET, inbox, recorded.append) as server:
        script = "\n".join(recipe).replace("127.0.0.1:8414", f"127.0.0.1:{server.address[1]}")
        said = subprocess.run(["sh", "-ec", script], cwd=tmp_path, capture_output=True, check=True, timeout=30)
    assert json.loads(said.stdout)["taken"] is True, (said, recorded)
    assert b'"R7"' in inbox.take()[0]


def test_an_address_that_is_taken_is_an_os_error(door: Door) -> None:
    with pytest.raises(OSError, match="in use"):
        WebhookServer(door.server.address, SECRET, Inbox(), door.recorded.append)


def test_a_short_secret_never_listens() -> None:
    with pytest.raises(ValueError, match="at least 16"):
        WebhookServer(("127.0.0.1", 0), b"short", Inbox(), lambda _: None)


def test_ipv6_loopback_is_listened_on_where_there_is_one() -> None:
    try:
        server = WebhookServer(("::1", 0), SECRET, Inbox(), lambda _: None)
    except OSError:
        pytest.skip("no IPv6 here")
    with server:
        assert server.address[0] == "::1"
