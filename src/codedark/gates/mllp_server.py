r"""Listen for HL7 messages over MLLP, from named peers alone: each is answered when it has been dealt with, not before.

MLLP knows neither encryption nor who speaks: listen in the interface engine's own network, name its address, and put a
tunnel before it where the network is shared. A frame is 0x0b, the message, 0x1c 0x0d.
Source: HL7 version 2.5.1 implementation support guide, appendix C ("minimal lower layer protocol").
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from time import monotonic

from codedark.gates.inbox import Record
from codedark.hospital.records import Prefix

BEGIN, END = b"\x0b", b"\x1c\x0d"
MESSAGE_BYTES_MAX = 4 * 2**20
CONNECTIONS_MAX = 32
UNFINISHED_S_MAX = 30.0
"""A message that began must end within this time: who sends a byte now and then holds no place."""
UNSENT_BYTES_MAX = 64 * 1024
"""Answers a peer has not fetched; past this it is hung up on."""
_CHUNK = 65_536

Answer = Callable[[bytes], bytes]
"""A message without its frame -> the answer without its frame; called from the listener's thread, one at a time."""


@dataclass(slots=True)
class _Peer:
    """One connection: what came and is not whole yet, what is to be sent."""

    name: str
    came: bytes = b""
    to_send: bytes = b""
    since: float | None = None
    """When the message that is not whole yet began."""


class MllpServer:
    """One thread for all connections. A context manager."""

    def __init__(self, address: tuple[str, int], peers: Sequence[Prefix], answer: Answer, record: Record) -> None:
        """Take the address at once.

        Args:
            address: to listen on; port 0 lets the system choose.
            peers: who may connect; nobody else is spoken to.
            answer: deals with a message and says what to answer. What it raises ends the connection without an answer,
                so that the sender keeps the message.
            record: is told in words whom was hung up on, and why.
        Raises:
            OSError: it cannot be listened on.
            ValueError: no peer is named.
        """
        if not peers:
            raise ValueError("peers=(): name who may connect")
        self._peers_allowed, self._answer, self._record = tuple(peers), answer, record
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self._tcp = socket.create_server(address, family=family, backlog=16)
        self._tcp.setblocking(False)
        self.address: tuple[str, int] = self._tcp.getsockname()[:2]
        self._peers: dict[socket.socket, _Peer] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True, name="mllp")

    def __enter__(self) -> MllpServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        for one in (self._tcp, *self._peers):
            one.close()

    def _serve(self) -> None:
        with DefaultSelector() as selector:
            self._selector = selector
            selector.register(self._tcp, EVENT_READ)
            while not self._stopping.is_set():
                for key, what in selector.select(0.1):
                    ready = key.fileobj
                    assert isinstance(ready, socket.socket)
                    self._ready(ready, what)
                self._hang_up_on_the_slow()

    def _ready(self, ready: socket.socket, what: int) -> None:
        if ready is self._tcp:
            with contextlib.suppress(OSError):  # whoever came has left again, or there is no room: the next one may do
                self._accept()
            return
        try:
            if what & EVENT_WRITE:
                self._send(ready)
            if what & EVENT_READ and ready in self._peers:
                self._receive(ready)
        except BlockingIOError:
            return
        except OSError:
            self._hang_up(ready)

    def _accept(self) -> None:
        connection, told = self._tcp.accept()
        name = str(told[0])
        if not self._allowed(name):
            connection.close()
            self._record(f"{name} was hung up on: it is not among the peers named")
            return
        if len(self._peers) >= CONNECTIONS_MAX:
            connection.close()
            self._record(f"{name} was hung up on: {CONNECTIONS_MAX} connections are open already")
            return
        connection.setblocking(False)
        self._peers[connection] = _Peer(name)
        self._selector.register(connection, EVENT_READ)

    def _allowed(self, name: str) -> bool:
        address = ip_address(name.partition("%")[0])
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in prefix for prefix in self._peers_allowed)

    def _receive(self, connection: socket.socket) -> None:
        peer = self._peers[connection]
        raw = connection.recv(_CHUNK)
        if not raw:
            self._hang_up(connection)
            return
        messages, peer.came = unframed(peer.came + raw)
        for message in messages:
            try:
                told = self._answer(message)
            except Exception as wrong:  # whatever it was: without an answer the sender keeps the message
                self._record(f"{peer.name} was hung up on: its message could not be dealt with ({wrong!r})")
                self._hang_up(connection)
                return
            peer.to_send += BEGIN + told + END
        if messages or not peer.came or peer.since is None:
            peer.since = monotonic() if peer.came else None
        if len(peer.came) > MESSAGE_BYTES_MAX:
            self._record(f"{peer.name} was hung up on: a message of over {MESSAGE_BYTES_MAX // 2**20} MB")
            self._hang_up(connection)
            return
        if peer.to_send:
            self._send(connection)

    def _send(self, connection: socket.socket) -> None:
        peer = self._peers[connection]
        with contextlib.suppress(BlockingIOError):
            peer.to_send = peer.to_send[connection.send(peer.to_send) :]
        if len(peer.to_send) > UNSENT_BYTES_MAX:
            self._record(f"{peer.name} was hung up on: it does not fetch its answers")
            self._hang_up(connection)
            return
        self._selector.modify(connection, EVENT_READ | (EVENT_WRITE if peer.to_send else 0))

    def _hang_up_on_the_slow(self) -> None:
        now = monotonic()
        slow = [one for one, peer in self._peers.items() if peer.since and now - peer.since > UNFINISHED_S_MAX]
        for connection in slow:
            name = self._peers[connection].name
            self._record(f"{name} was hung up on: a message did not end within {UNFINISHED_S_MAX:g} s")
            self._hang_up(connection)

    def _hang_up(self, connection: socket.socket) -> None:
        self._selector.unregister(connection)
        del self._peers[connection]
        connection.close()


def unframed(raw: bytes) -> tuple[list[bytes], bytes]:
    r"""Whole messages at the beginning of a stream, and what waits for its end; bytes outside frames are passed over.

    >>> unframed(b"\x0bone\x1c\r\n\x0btwo\x1c\r\x0bthr")
    ([b'one', b'two'], b'\x0bthr')
    """
    found: list[bytes] = []
    while (begin := raw.find(BEGIN)) >= 0:
        end = raw.find(END, begin)
        if end < 0:
            return found, raw[begin:]
        found.append(raw[begin + 1 : end])
        raw = raw[end + len(END) :]
    return found, b""
