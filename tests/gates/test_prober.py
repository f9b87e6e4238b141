from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from os import urandom
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.gates.frames import Asking, Refused
from codedark.gates.prober import Prober
from codedark.response.keys import key_id, public_hex

KEY = Ed25519PrivateKey.generate()
KEYS = {key_id(public_hex(KEY)): public_hex(KEY)}
ONE, OTHER = "127.0.61.1", "127.0.61.2"


@pytest.fixture
def pair() -> Iterator[tuple[Asking, Asking]]:
    """Two probers on loopback, and a gate's links to them."""
    probers = [Prober(address=a, peers=frozenset({ONE, OTHER}), keys=KEYS) for a in (ONE, OTHER)]
    for prober in probers:
        prober.start()
    links = [Asking.connect((a, 47116), KEY) for a in (ONE, OTHER)]
    yield links[0], links[1]
    for link in links:
        link.close()
    for prober in probers:
        prober.stop()


def seen(link: Asking, token: str, within_s: float = 1.0) -> int:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        count: int = link.call("seen", {"tokens": [token]})["seen"][0]
        if count:
            return count
        time.sleep(0.005)
    return 0


@pytest.mark.parametrize("protocol", ["udp", "tcp"])
def test_a_token_that_is_sent_arrives_once(pair: tuple[Asking, Asking], protocol: str) -> None:
    one, other = pair
    assert other.call("listen", {"ports": [[protocol, 18443]]}) == {"open": [True]}
    token = urandom(16).hex()
    assert one.call("send", {"tokens": [[token, OTHER, protocol, 18443]]}) == {"sent": [True]}
    assert seen(other, token) == 1


def test_a_token_to_a_closed_port_does_not_arrive(pair: tuple[Asking, Asking]) -> None:
    one, other = pair
    token = urandom(16).hex()
    one.call("send", {"tokens": [[token, OTHER, "tcp", 18444], [token, OTHER, "udp", 18444]]})
    assert seen(other, token, 0.1) == 0


def test_it_sends_to_probers_alone(pair: tuple[Asking, Asking]) -> None:
    """Whoever takes a gate's key cannot make it a scanner."""
    with pytest.raises(Refused, match="is no prober"):
        pair[0].call("send", {"tokens": [[urandom(16).hex(), "127.0.61.3", "udp", 9]]})
    with pytest.raises(Refused, match="is no prober"):
        pair[0].call("open", {"sessions": [[urandom(16).hex(), "127.0.61.3", 9]]})


def test_it_obeys_gates_alone(pair: tuple[Asking, Asking]) -> None:
    stranger = Asking.connect((ONE, 47116), Ed25519PrivateKey.generate())
    with pytest.raises(Refused, match="signed commands only"):
        stranger.call("seen", {"tokens": []})
    stranger.close()


def test_a_session_beats_until_it_is_closed(pair: tuple[Asking, Asking]) -> None:
    one, other = pair
    other.call("listen", {"ports": [["tcp", 18445]]})
    token = urandom(16).hex()
    assert one.call("open", {"sessions": [[token, OTHER, 18445]]}) == {"open": [True]}
    time.sleep(0.2)
    first = other.call("beats", {"tokens": [token]})["beats"][0]
    time.sleep(0.2)
    assert other.call("beats", {"tokens": [token]})["beats"][0] > first > 0
    one.call("close", {})
    time.sleep(0.1)
    last = other.call("beats", {"tokens": [token]})
    time.sleep(0.1)
    assert other.call("beats", {"tokens": [token]}) == last


def test_a_port_that_is_taken_is_said(pair: tuple[Asking, Asking]) -> None:
    import socket

    with socket.create_server((OTHER, 18446)):
        told: Any = pair[1].call("listen", {"ports": [["tcp", 18446], ["tcp", 18447]]})
    assert told == {"open": [False, True]}


def test_what_was_being_opened_is_closed_by_stop_and_nobody_else_lets_go_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped while the thread that beats slept: a socket dropped unclosed stays open until somebody collects it."""
    prober = Prober(address=ONE, peers=frozenset({OTHER}), keys=KEYS)
    sock = socket.socket()
    prober._pending.append((time.monotonic() + 60, sock, b""))
    monkeypatch.setattr("codedark.gates.prober.time.sleep", lambda s: prober._ended.set())
    prober._beat()
    monkeypatch.undo()
    prober._ended.clear()
    prober.stop()
    assert sock.fileno() == -1
