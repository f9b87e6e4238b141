from __future__ import annotations

import socket
from typing import Any

import pytest

from codedark.gates.range.building import Built
from codedark.gates.range.kernel import network
from codedark.gates.range.listeners import TOKEN_BYTES, doors_of, listen, names
from codedark.gates.range.name_answers import addresses_in, question
from codedark.gates.range.readiness import Ready
from tests.gates.range.conftest import InWorld

TOKEN = b"t" * TOKEN_BYTES


def test_every_port_of_every_address_has_a_door(ready: Ready) -> None:
    doors = doors_of(ready.furnished, ready.doors)
    assert len({(d.address, d.port, d.udp) for d in doors}) == len(doors)
    assert [d.machine for d in doors if d.names] == ["dc-1"]


def test_applications_are_known_by_their_hosts(ready: Ready) -> None:
    assert names(ready.furnished)["pacs"] == ready.furnished.named("pacs-1").addresses
    assert "internet" not in names(ready.furnished)


@pytest.mark.needs("ip")
def test_hosts_answer_on_their_ports_and_the_kernel_refuses_the_others(in_small: InWorld, ready: Ready) -> None:
    def look(built: Built) -> dict[str, Any]:
        running = listen(built, ready.furnished, ready.doors)
        told: dict[str, Any] = {"processes": len(running)}
        with network(built.zone("imaging")):
            with socket.create_connection(("10.3.0.10", 104), timeout=2) as talk:
                talk.send(TOKEN)
                told["token"] = talk.recv(100)
                talk.send(TOKEN)
                told["again"] = talk.recv(100)
            try:
                socket.create_connection(("10.3.0.10", 22), timeout=2)
            except OSError as refused:
                told["refused"] = type(refused).__name__
        with network(built.zone("domain")), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ask:
            ask.settimeout(2)
            ask.sendto(question(9, "pacs"), ("10.5.0.10", 53))
            told["pacs"] = addresses_in(ask.recv(512), 9)
            ask.sendto(b"\x23" + bytes(39) + b"sentsent", ("10.5.0.10", 123))
            told["time"] = ask.recv(512)
        return told

    told = in_small(look)
    assert told["token"] == told["again"] == TOKEN + b"ct-1\n"
    assert told["refused"] == "ConnectionRefusedError"
    assert told["pacs"][0] == "10.4.0.10"
    assert (len(told["time"]), told["time"][24:32]) == (48, b"sentsent")
