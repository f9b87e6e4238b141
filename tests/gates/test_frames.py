from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.gates.frames import (
    FRAME_BYTES_MOST,
    Asking,
    Forged,
    Refused,
    ask_unsigned,
    receive_frame,
    send_frame,
    serve_connection,
)
from codedark.response.keys import KeyId, key_id, public_hex

KEY = Ed25519PrivateKey.generate()
OWN = Ed25519PrivateKey.generate()
KNOWN = {key_id(public_hex(KEY)): public_hex(KEY)}


def answer(word: str, body: Any, signer: KeyId | None) -> Any:
    if word == "refuse":
        raise Refused("because")
    if word == "break":
        raise OSError("the disk")
    return {"word": word, "body": body, "signer": signer}


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    sock, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=quietly, args=(sock,), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def quietly(sock: socket.socket) -> None:
    with suppress(OSError), sock:
        serve_connection(sock, {"gate": "g1"}, lambda: KNOWN, answer, OWN)


def test_a_question_is_answered_with_who_asked(port: int) -> None:
    link = Asking.connect(("127.0.0.1", port), KEY)
    assert link.hello["gate"] == "g1"
    assert link.call("status", [1, 2]) == {"word": "status", "body": [1, 2], "signer": key_id(public_hex(KEY))}
    link.close()


def test_a_key_nobody_knows_counts_as_no_signature(port: int) -> None:
    link = Asking.connect(("127.0.0.1", port), Ed25519PrivateKey.generate())
    assert link.call("status")["signer"] is None
    link.close()


def test_a_refusal_and_a_failure_come_back_with_their_reason(port: int) -> None:
    link = Asking.connect(("127.0.0.1", port), KEY)
    with pytest.raises(Refused, match="because"):
        link.call("refuse")
    with pytest.raises(Refused, match="the world failed here: the disk"):
        link.call("break")
    assert link.call("status")["word"] == "status"
    link.close()


def test_a_message_of_another_connection_is_refused(port: int) -> None:
    """It is signed over that one's challenge."""
    first, second = (Asking.connect(("127.0.0.1", port), KEY) for _ in range(2))
    second.hello = first.hello
    with pytest.raises(Refused, match="does not hold"):
        second.call("status")
    first.close()
    second.close()


def test_a_message_sent_twice_is_refused(port: int) -> None:
    link = Asking.connect(("127.0.0.1", port), KEY)
    link.call("status")
    link.number = 0
    with pytest.raises(Refused, match="answered before"):
        link.call("status")
    link.close()


@pytest.mark.parametrize("field", ["word", "body"])
def test_a_message_changed_on_the_way_is_refused(port: int, field: str) -> None:
    sent: list[dict[str, Any]] = []
    link = Asking.connect(("127.0.0.1", port), KEY)

    class Between:
        """Somebody on the wire."""

        def sendall(self, data: bytes) -> None:
            import json

            message = json.loads(data[4:])
            message[field] = '"else"' if field == "body" else "else"
            changed = json.dumps(message).encode()
            sent.append(message)
            link_sock.sendall(struct.pack("!I", len(changed)) + changed)

        def __getattr__(self, name: str) -> Any:
            return getattr(link_sock, name)

    link_sock = link.sock
    link.sock = Between()  # type: ignore[assignment]
    with pytest.raises(Refused, match="does not hold"):
        link.call("status", "this")
    link_sock.close()
    assert sent


def test_what_is_no_frame_ends_the_connection_and_nothing_else(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as sock:
        receive_frame(sock)
        sock.sendall(struct.pack("!I", FRAME_BYTES_MOST + 1) + b"x")
        with pytest.raises(OSError):
            receive_frame(sock)
    link = Asking.connect(("127.0.0.1", port), KEY)
    assert link.call("status")["word"] == "status"
    link.close()


def test_a_frame_that_is_not_understood_is_answered(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as sock:
        receive_frame(sock)
        send_frame(sock, {"number": "one"})
        assert "not understood" in receive_frame(sock)["body"]


def test_what_bears_its_own_signature_needs_no_other(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as sock:
        assert ask_unsigned(sock, "order", 1) == {"word": "order", "body": 1, "signer": None}


def test_an_answer_bears_the_signature_of_whoever_should_give_it(port: int) -> None:
    link = Asking.connect(("127.0.0.1", port), KEY, expected=public_hex(OWN))
    assert link.call("status")["word"] == "status"
    link.close()


def test_an_answer_of_somebody_else_is_not_believed(port: int) -> None:
    """Whoever sits on the way can read the question, and play the gate."""
    link = Asking.connect(("127.0.0.1", port), KEY, expected=public_hex(KEY))
    with pytest.raises(Forged):
        link.call("status")
    link.close()


def test_an_old_answer_is_not_believed(port: int) -> None:
    """It is signed over another challenge of ours."""
    link = Asking.connect(("127.0.0.1", port), KEY, expected=public_hex(OWN))
    link.ask("status", None)
    link.challenge = b"0" * 16
    with pytest.raises(Forged):
        link.answer()
    link.close()


def test_nobody_there_is_an_error_of_the_world() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(OSError):
        Asking.connect(("127.0.0.1", port), KEY, 0.2)
