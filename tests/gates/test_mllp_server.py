from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network

import pytest

from codedark.gates import mllp_server
from codedark.gates.mllp_server import BEGIN, END, MllpServer, unframed

HERE = (ip_network("127.0.0.1/32"),)


class Other:
    """What stands behind the listener: remembers, and answers with what came."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.said: list[str] = []

    def answer(self, raw: bytes) -> bytes:
        self.heard.append(raw)
        if raw == b"break":
            raise RuntimeError("broken")
        return b"ack " + raw

    def record(self, text: str) -> None:
        self.said.append(text)


@pytest.fixture
def other() -> Other:
    return Other()


@pytest.fixture
def server(other: Other) -> Iterator[MllpServer]:
    with MllpServer(("127.0.0.1", 0), HERE, other.answer, other.record) as made:
        yield made


@contextmanager
def connected(server: MllpServer) -> Iterator[socket.socket]:
    with socket.create_connection(server.address, timeout=5) as peer:
        yield peer


def framed(raw: bytes) -> bytes:
    return BEGIN + raw + END


def answers(peer: socket.socket, count: int) -> list[bytes]:
    came, found = b"", list[bytes]()
    while len(found) < count:
        raw = peer.recv(4096)
        assert raw, f"hung up after {len(found)} answers"
        more, came = unframed(came + raw)
        found += more
    return found


def closed(peer: socket.socket) -> bool:
    try:
        return peer.recv(1) == b""
    except ConnectionError:
        return True


def waited(other: Other, text: str) -> bool:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        if any(text in said for said in other.said):
            return True
        time.sleep(0.01)
    return False


def test_each_message_is_answered_in_its_frame_on_a_connection_that_stays(server: MllpServer, other: Other) -> None:
    with connected(server) as peer:
        peer.sendall(framed(b"one"))
        assert answers(peer, 1) == [b"ack one"]
        peer.sendall(framed(b"two") + framed(b"three"))
        assert answers(peer, 2) == [b"ack two", b"ack three"]
    assert other.heard == [b"one", b"two", b"three"]


def test_a_message_in_pieces_is_answered_when_it_is_whole(server: MllpServer, other: Other) -> None:
    with connected(server) as peer:
        for piece in (b"\x0bPID|a", b"\rPV1", b"\x1c", b"\r"):
            assert other.heard == []
            peer.sendall(piece)
            time.sleep(0.05)
        assert answers(peer, 1) == [b"ack PID|a\rPV1"]


def test_bytes_between_frames_are_passed_over() -> None:
    assert unframed(b"\r\n" + framed(b"a") + b"\n\n" + framed(b"b") + b"junk") == ([b"a", b"b"], b"")
    assert unframed(b"\x0ba\x1cb") == ([], b"\x0ba\x1cb")


def test_who_is_not_named_is_not_spoken_to(other: Other) -> None:
    elsewhere = (ip_network("192.0.2.0/24"), ip_network("2001:db8::/32"))
    with MllpServer(("127.0.0.1", 0), elsewhere, other.answer, other.record) as server:
        with connected(server) as peer:
            assert closed(peer)
        assert waited(other, "not among the peers")
    assert other.heard == []


def test_a_peer_may_be_a_network_and_a_mapped_address_counts_as_itself(other: Other) -> None:
    with MllpServer(("127.0.0.1", 0), (ip_network("127.0.0.0/8"),), other.answer, other.record) as server:
        assert server._allowed("::ffff:127.0.0.9") and not server._allowed("::1") and not server._allowed("10.0.0.1")


def test_nobody_named_is_a_mistake(other: Other) -> None:
    with pytest.raises(ValueError, match="name who"):
        MllpServer(("127.0.0.1", 0), (), other.answer, other.record)


def test_what_cannot_be_dealt_with_is_not_answered(server: MllpServer, other: Other) -> None:
    with connected(server) as peer:
        peer.sendall(framed(b"break"))
        assert closed(peer)
    assert waited(other, "could not be dealt with")
    with connected(server) as peer:
        peer.sendall(framed(b"next"))
        assert answers(peer, 1) == [b"ack next"]


def test_a_message_without_end_is_hung_up_on(server: MllpServer, other: Other, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mllp_server, "MESSAGE_BYTES_MAX", 1000)
    with connected(server) as peer:
        peer.sendall(BEGIN + b"x" * 5000)
        assert closed(peer)
    assert waited(other, "a message of over")


def test_a_slow_message_is_hung_up_on_and_a_quiet_connection_is_not(
    server: MllpServer, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mllp_server, "UNFINISHED_S_MAX", 0.2)
    with connected(server) as quiet, connected(server) as slow:
        slow.sendall(BEGIN + b"x")
        assert closed(slow)
        assert waited(other, "did not end within")
        quiet.sendall(framed(b"still here"))
        assert answers(quiet, 1) == [b"ack still here"]


def test_there_is_an_end_to_connections(server: MllpServer, other: Other, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mllp_server, "CONNECTIONS_MAX", 1)
    with connected(server) as first:
        first.sendall(framed(b"one"))
        assert answers(first, 1) == [b"ack one"]
        with connected(server) as second:
            assert closed(second)
        assert waited(other, "1 connections are open")


def test_who_does_not_fetch_answers_is_hung_up_on(
    server: MllpServer, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mllp_server, "UNSENT_BYTES_MAX", 1000)
    with connected(server) as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        try:
            for _ in range(400):
                peer.sendall(framed(b"x" * 60_000))
        except OSError:
            pass
    assert waited(other, "does not fetch")


def test_a_peer_that_breaks_off_takes_nobody_with_it(server: MllpServer) -> None:
    with connected(server) as rude:
        rude.sendall(BEGIN + b"half")
        rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    with connected(server) as peer:
        peer.sendall(framed(b"one"))
        assert answers(peer, 1) == [b"ack one"]
