"""Messages between our own machines: JSON in frames, each signed over a challenge, so that no clock is needed.

The one who listens speaks first and sends a *challenge* of its own making. Whoever asks signs challenge, running
number, word and body with an Ed25519 key the listener knows; a message repeated on another connection, or twice on the
same, is refused. Whoever answers signs in turn, over both challenges, where it has a key: gates have, probers have
none. Nothing here is secret: what is asked and answered may be read on the wire, not forged.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from os import urandom
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.response.keys import KeyId, key_id, parsed, public_hex

FRAME_BYTES_MOST = 64 * 2**20
"""A staging package of the largest hospital tried is a tenth of this."""
_DOMAIN = b"codedark frame v1\0"
_ANSWER = b"codedark answer v1\0"


class Refused(OSError):
    """The other side would not do it; its reason is the message. Nothing was changed there."""


class Forged(OSError):
    """An answer that does not bear the signature of whoever should have given it."""


class Disconnected(OSError):
    """The other side went away, or spoke no frames."""


def send_frame(sock: socket.socket, message: object) -> None:
    """Send one message."""
    data = msgspec.json.encode(message)
    sock.sendall(struct.pack("!I", len(data)) + data)


def receive_frame(sock: socket.socket) -> Any:
    """Wait for one message.

    Raises:
        Disconnected: closed, cut in the middle, too long, or no JSON.
        TimeoutError: nothing within the socket's timeout.
    """
    size = struct.unpack("!I", _exactly(sock, 4))[0]
    if size > FRAME_BYTES_MOST:
        raise Disconnected(f"a frame of {size} bytes: none is longer than {FRAME_BYTES_MOST}")
    try:
        return msgspec.json.decode(_exactly(sock, size))
    except msgspec.DecodeError as wrong:
        raise Disconnected(f"no message: {wrong}") from None


def _exactly(sock: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = sock.recv(min(count - len(parts), 1 << 20))
        if not part:
            raise Disconnected("the other side closed the connection")
        parts += part
    return bytes(parts)


def _answered(theirs: bytes, ours: bytes, number: int, body: bytes) -> bytes:
    return _ANSWER + theirs + ours + struct.pack("!I", number) + body


def _signed(challenge: bytes, number: int, word: str, body: bytes) -> bytes:
    return _DOMAIN + challenge + struct.pack("!I", number) + word.encode() + b"\0" + body


@dataclass(slots=True)
class Asking:
    """One end that asks: `call(word, body)` waits for the answer."""

    sock: socket.socket
    key: Ed25519PrivateKey
    hello: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0
    expected: str = ""
    """Public key of whoever must answer; empty: answers are taken unsigned."""
    challenge: bytes = field(default_factory=lambda: urandom(16))

    @classmethod
    def connect(
        cls, address: tuple[str, int], key: Ed25519PrivateKey, timeout_s: float = 2.0, expected: str = ""
    ) -> Asking:
        """Connect and read the challenge.

        Args:
            expected: public key of whoever must answer there; empty: not known.
        Raises:
            OSError: nobody listens there, or what listens speaks no frames.
        """
        sock = socket.create_connection(address, timeout=timeout_s)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            return cls(sock, key, receive_frame(sock), expected=expected)
        except BaseException:
            sock.close()
            raise

    def ask(self, word: str, body: object) -> None:
        """Send a question without waiting."""
        self.number += 1
        data = msgspec.json.encode(body)
        signature = self.key.sign(_signed(bytes.fromhex(self.hello["challenge"]), self.number, word, data))
        send_frame(
            self.sock,
            {
                "number": self.number,
                "word": word,
                "body": data.decode(),
                "key": key_id(public_hex(self.key)),
                "signature": signature.hex(),
                "challenge": self.challenge.hex(),
            },
        )

    def answer(self) -> Any:
        """Wait for the next answer.

        Raises:
            Refused: with the other side's reason.
        """
        reply = receive_frame(self.sock)
        said = str(reply["body"]).encode()
        if self.expected:
            self._check(said, str(reply.get("signature", "")))
        told = msgspec.json.decode(said)
        if "refused" in told:
            raise Refused(told["refused"])
        return told["answer"]

    def _check(self, said: bytes, signature: str) -> None:
        signed = _answered(bytes.fromhex(self.hello["challenge"]), self.challenge, self.number, said)
        try:
            parsed(self.expected).verify(bytes.fromhex(signature), signed)
        except (InvalidSignature, ValueError):
            raise Forged("what was answered is not signed by the key this gate has: not believed") from None

    def call(self, word: str, body: object = None) -> Any:
        """Ask and wait."""
        self.ask(word, body)
        return self.answer()

    def close(self) -> None:
        """Hang up."""
        self.sock.close()


def ask_unsigned(sock: socket.socket, word: str, body: object) -> Any:
    """One question without a key, on a connection of its own: what bears its own signature needs no other.

    Raises:
        Refused: with the other side's reason.
    """
    receive_frame(sock)
    send_frame(
        sock, {"number": 1, "word": word, "body": msgspec.json.encode(body).decode(), "key": "", "signature": ""}
    )
    told = msgspec.json.decode(receive_frame(sock)["body"])
    if "refused" in told:
        raise Refused(told["refused"])
    return told["answer"]


Answerer = Callable[[str, Any, KeyId | None], Any]
"""(word, body, key id of who signed or None) -> answer; raises `Refused`."""


def serve_connection(
    sock: socket.socket,
    hello: Mapping[str, Any],
    keys: Callable[[], Mapping[KeyId, str]],
    answerer: Answerer,
    own: Ed25519PrivateKey | None = None,
) -> None:
    """Answer one connection until it closes.

    Args:
        own: key to sign answers with; None: they go unsigned.
        hello: what to say first, beside the challenge.
        keys: key id -> public key of those who may ask, looked up anew for each message.
        answerer: called with the key id when the signature holds, with None when there is none or nobody here knows
            the key; a wrong signature is refused before.
    """
    challenge = urandom(16)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    send_frame(sock, {**hello, "challenge": challenge.hex()})
    last = 0
    while True:
        try:
            asked = receive_frame(sock)
        except Disconnected:
            return
        try:
            number, word, body = int(asked["number"]), str(asked["word"]), str(asked["body"]).encode()
            if number <= last:
                raise Refused("a message that was answered before")
            signer = _signer(asked, challenge, number, word, body, keys())
            last = number
            reply: dict[str, Any] = {"answer": answerer(word, msgspec.json.decode(body), signer)}
        except Refused as refusal:
            reply = {"refused": str(refusal)}
        except (KeyError, TypeError, ValueError, msgspec.DecodeError) as wrong:
            reply = {"refused": f"not understood: {type(wrong).__name__} {wrong}"}
        except OSError as failed:
            reply = {"refused": f"the world failed here: {failed}"}
        send_frame(sock, _reply(reply, asked, challenge, own))


def _reply(
    reply: Mapping[str, Any], asked: Mapping[str, Any], challenge: bytes, own: Ed25519PrivateKey | None
) -> Mapping[str, Any]:
    """The answer as it is sent: its very bytes are signed, over both sides' challenges."""
    body = msgspec.json.encode(reply)
    told = {"body": body.decode()}
    try:
        theirs, number = bytes.fromhex(str(asked.get("challenge", ""))), int(asked["number"])
    except (KeyError, TypeError, ValueError):
        return told
    if own is not None and 0 <= number < 2**32:
        told["signature"] = own.sign(_answered(challenge, theirs, number, body)).hex()
    return told


def _signer(
    asked: Mapping[str, Any], challenge: bytes, number: int, word: str, body: bytes, keys: Mapping[KeyId, str]
) -> KeyId | None:
    if not asked.get("signature"):
        return None
    public = keys.get(KeyId(str(asked["key"])))
    if public is None:
        return None
    try:
        parsed(public).verify(bytes.fromhex(asked["signature"]), _signed(challenge, number, word, body))
    except InvalidSignature:
        raise Refused("the signature does not hold") from None
    return KeyId(str(asked["key"]))
