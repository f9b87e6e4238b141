"""Listen for syslog, over UDP and TCP at one address: a line a message.

Syslog proves nothing about its sender: whoever reaches the port can write here. Listen on loopback or in a management
network; correlation takes all of it as one channel, so that alone it fires nothing.
Framing over TCP: RFC 6587, octet counting (`123 <134>...`) or a line feed at the end.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from selectors import EVENT_READ, DefaultSelector

from codedark.formats.told import LINE_BYTES_MAX
from codedark.gates.inbox import Inbox, Record

DATAGRAM_BYTES = 65_535
CONNECTIONS_MAX = 64
BUFFERED_BYTES_MAX = LINE_BYTES_MAX
_COUNTED = re.compile(rb"(\d{1,7}) (?=<)")


class SyslogServer:
    """One thread for all: datagrams and connections go to `inbox`. A context manager."""

    def __init__(self, address: tuple[str, int], inbox: Inbox, record: Record) -> None:
        """Take the address at once, for UDP and TCP.

        Raises:
            OSError: it cannot be listened on.
        """
        self.inbox, self._record = inbox, record
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self._tcp = socket.create_server(address, family=family, backlog=64)
        self.address: tuple[str, int] = self._tcp.getsockname()[:2]
        self._udp = socket.socket(family, socket.SOCK_DGRAM)
        try:
            self._udp.bind(self.address)
        except OSError:
            self._tcp.close()
            self._udp.close()
            raise
        self._buffers: dict[socket.socket, bytes] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True, name="syslog")

    def __enter__(self) -> SyslogServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        for one in (self._tcp, self._udp, *self._buffers):
            one.close()

    def _serve(self) -> None:
        with DefaultSelector() as selector:
            self._selector = selector
            for one in (self._tcp, self._udp):
                one.setblocking(False)
                selector.register(one, EVENT_READ)
            while not self._stopping.is_set():
                for key, _ in selector.select(0.1):
                    ready = key.fileobj
                    assert isinstance(ready, socket.socket)
                    with contextlib.suppress(BlockingIOError):
                        self._read(ready)

    def _read(self, ready: socket.socket) -> None:
        if ready is self._udp:
            self._take(self._udp.recv(DATAGRAM_BYTES).split(b"\n"))
        elif ready is self._tcp:
            self._accept()
        else:
            self._stream(ready)

    def _accept(self) -> None:
        connection, peer = self._tcp.accept()
        if len(self._buffers) >= CONNECTIONS_MAX:
            connection.close()
            self._record(f"{peer[0]} was hung up on: {CONNECTIONS_MAX} connections are open already")
            return
        connection.setblocking(False)
        self._buffers[connection] = b""
        self._selector.register(connection, EVENT_READ)

    def _stream(self, connection: socket.socket) -> None:
        try:
            raw = connection.recv(DATAGRAM_BYTES)
        except ConnectionError:
            raw = b""
        lines, rest = frames(self._buffers[connection] + raw)
        self._take(lines)
        if raw and len(rest) <= BUFFERED_BYTES_MAX:
            self._buffers[connection] = rest
            return
        self._take([rest])  # its end will not come, or it never ends: the reader says that it is broken
        self._selector.unregister(connection)
        del self._buffers[connection]
        connection.close()

    def _take(self, lines: list[bytes]) -> None:
        for line in lines:
            text = line.strip(b"\r\n\0 ")
            if text and not self.inbox.put(text) and self.inbox.dropped_count % 1000 == 1:
                dropped = f"{self.inbox.dropped_count:,} messages dropped"
                self._record(f"{dropped}: they come faster than they are read")


def frames(raw: bytes) -> tuple[list[bytes], bytes]:
    r"""Whole messages at the beginning of a stream, and what waits for its end.

    >>> frames(b"8 <13>abcd<14>two\n<15>thr")
    ([b'<13>abcd', b'<14>two'], b'<15>thr')
    """
    found: list[bytes] = []
    while raw:
        counted = _COUNTED.match(raw)
        if counted is not None:
            end = counted.end() + int(counted[1])
            if end > len(raw):
                break
            found.append(raw[counted.end() : end])
            raw = raw[end:].lstrip(b"\n") if raw[end : end + 1] == b"\n" else raw[end:]
            continue
        line, feed, rest = raw.partition(b"\n")
        if not feed:
            break
        found.append(line)
        raw = rest
    return found, raw
