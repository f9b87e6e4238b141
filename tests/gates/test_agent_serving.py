from __future__ import annotations

import socket
import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.gates.frames import Asking, Refused
from tests.gates.rooms import Rooms

pytestmark = pytest.mark.namespaces

AT = ("10.9.0.1", 47115)


def asked(world: Rooms, word: str, body: Any, key: Ed25519PrivateKey) -> Any:
    def run() -> Any:
        link = Asking.connect(AT, key)
        try:
            return link.call(word, body)
        finally:
            link.close()

    return world.at("laptop", run)


def test_an_order_is_taken_from_whoever_brings_it(ready: Rooms) -> None:
    ready.listen(443)
    told = asked(ready, "order", {"order": ready.order(ready.cut_all).hex()}, Ed25519PrivateKey.generate())
    assert "done" in told and not ready.connects(443)


def test_one_datagram_is_enough_to_cut(ready: Rooms) -> None:
    ready.listen(443)
    raw = ready.order(ready.cut_all)

    def send() -> bytes:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.settimeout(2)
            sock.sendto(raw, AT)
            return sock.recv(64)

    assert ready.at("laptop", send) == b"done"
    assert not ready.connects(443)


@pytest.mark.parametrize("word", ["status", "prepare", "evidence", "stage"])
def test_questions_take_a_key_of_the_mandate(ready: Rooms, word: str) -> None:
    with pytest.raises(Refused, match="signed by a key of the mandate"):
        asked(ready, word, {"plan": ready.cut_all.id}, Ed25519PrivateKey.generate())


def test_the_first_mandate_comes_over_the_wire(world: Rooms) -> None:
    """Nobody's key is known yet: the owner's signature is what counts."""
    world.serve(world.enrol())
    text, signature = world.people.mandate()
    body = {"text": text.decode(), "signature": signature.decode()}
    assert asked(world, "mandate", body, world.people.engineer)["mandate_version"] == 1


def test_an_order_waits_for_the_instant_it_is_told(ready: Rooms) -> None:
    at = ready.agents[0].agent.clock.uptime() + 0.3
    told = asked(ready, "order", {"order": ready.order(ready.cut_all).hex(), "at_uptime_s": at}, ready.people.engineer)
    assert 0 <= told["done"]["fired_uptime_s"] - at < 0.05


def test_an_instant_far_ahead_does_not_hold_a_cut_back(ready: Rooms) -> None:
    """Nobody signed it: who changes it on the way delays a cut by seconds at most."""
    began = time.monotonic()
    at = ready.agents[0].agent.clock.uptime() + 3600
    asked_for = {"order": ready.order(ready.cut_all).hex(), "at_uptime_s": at}

    def run() -> Any:
        link = Asking.connect(AT, ready.people.engineer, 10.0)
        try:
            return link.call("order", asked_for)
        finally:
            link.close()

    assert "done" in ready.at("laptop", run)
    assert time.monotonic() - began < 7


def test_a_word_nobody_knows_is_refused(ready: Rooms) -> None:
    with pytest.raises(Refused, match="knows no `dance`"):
        asked(ready, "dance", None, ready.people.engineer)


def test_a_flood_of_forged_orders_delays_no_true_one(ready: Rooms) -> None:
    """Refusals are written down ten to a second; the true order is taken at once."""
    ready.listen(443)

    def flood() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            for _ in range(3000):
                sock.sendto(b"cut" * 40, AT)

    ready.at("laptop", flood)
    began = time.monotonic()
    told = asked(ready, "order", {"order": ready.order(ready.cut_all).hex()}, ready.people.engineer)
    assert "done" in told and time.monotonic() - began < 2.0
    assert (ready.path / "g1" / "journal.jsonl").read_text().count('"refused"') < 100


def test_a_change_by_another_program_is_mended_within_moments(ready: Rooms) -> None:
    ready.listen(443)
    asked(ready, "order", {"order": ready.order(ready.cut_all).hex()}, ready.people.engineer)
    ready.nft("delete table inet codedark")
    until = time.monotonic() + 3
    while ready.connects(443, timeout_s=0.1):
        assert time.monotonic() < until, "still open"


def test_stopped_it_answers_nobody_and_the_cut_stands(ready: Rooms) -> None:
    ready.listen(443)
    asked(ready, "order", {"order": ready.order(ready.cut_all).hex()}, ready.people.engineer)
    ready.agents[0].stop()
    with pytest.raises(OSError):
        asked(ready, "status", None, ready.people.engineer)
    assert not ready.connects(443)
