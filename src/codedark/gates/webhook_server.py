"""Listen for signed messages: one POST a finding, answered 202, or refused and recorded.

It speaks plain HTTP: the signature keeps a message from being forged or changed, not from being read. Listen on
loopback behind something that speaks TLS, or in a management network.
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Any

from codedark.formats.told import Broken
from codedark.formats.webhook import SIGNATURE_HEADER, TIMESTAMP_HEADER, Door, admit, read_webhook
from codedark.gates.inbox import Inbox, Record

BODY_BYTES_MAX = 64 * 1024
CONNECTIONS_MAX = 16
CONNECTION_S_MAX = 10.0
"""A connection lives no longer: who sends a byte every few seconds holds no place."""
PER_PEER_PER_S = 50.0
PER_PEER_BURST = 200.0
PEERS_MAX = 1024


class WebhookServer:
    """A listener for one door. `start` it, take messages from `inbox`, `stop` it; also a context manager."""

    def __init__(
        self,
        address: tuple[str, int],
        secret: bytes,
        inbox: Inbox,
        record: Record,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the address at once.

        Raises:
            ValueError: the secret is too short.
            OSError: the address cannot be listened on.
        """
        self.inbox, self._record, self._now = inbox, record, now
        self._door = Door(secret=secret)
        self._lock = threading.Lock()
        self._rates = _Rates()
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        server = self

        class Handler(_Handler):
            webhook = server

        class Server(_Server):
            address_family = family

        self._server = Server(address, Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True, name="webhook")

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens: the port chosen by the system when 0 was asked for."""
        host, port = self._server.server_address[:2]
        return str(host), int(port)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and give the address back."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> WebhookServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def allows(self, peer: str) -> bool:
        """Whether this peer may be heard now, or has spoken too often."""
        with self._lock:
            return self._rates.take(peer, monotonic())

    def receive(self, timestamp: str, signature: str, body: bytes) -> tuple[int, str]:
        """Judge one message: the status to answer and why; taken ones go to the inbox."""
        with self._lock:
            if self.inbox.full:
                return 503, "too much waits to be read: send it again"
            door, refused = admit(self._door, timestamp, signature, body, self._now())
            if refused is not None:
                return (503 if refused.full else 401), refused.reason
            self._door = door
        told = read_webhook(body, self._now())
        if isinstance(told, Broken):
            return 422, told.reason
        self.inbox.put(body)
        return 202, "taken"

    def refused(self, peer: str, status: int, reason: str) -> None:
        """Record a refusal."""
        self._record(f"{peer} was answered {status}: {reason}")


class _Rates:
    """A bucket of tokens a peer; the peers heard longest ago are forgotten."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, peer: str, at_s: float) -> bool:
        tokens, last_s = self._left.pop(peer, (PER_PEER_BURST, at_s))
        tokens = min(PER_PEER_BURST, tokens + (at_s - last_s) * PER_PEER_PER_S)
        allowed = tokens >= 1
        self._left[peer] = (tokens - allowed, at_s)
        if len(self._left) > PEERS_MAX:
            self._left.popitem(last=False)
        return allowed


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._places = threading.BoundedSemaphore(CONNECTIONS_MAX)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take a connection if there is a place; otherwise close it at once."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one connection, and end it when its time is over."""
        ending = threading.Timer(CONNECTION_S_MAX, _hang_up, (request,))
        ending.daemon = True
        ending.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            ending.cancel()
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke is nobody's concern: nothing was taken from it."""


def _hang_up(request: socket.socket) -> None:
    with contextlib.suppress(OSError):
        request.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    webhook: WebhookServer
    server_version = "codedark"
    sys_version = ""
    timeout = 5.0

    def do_POST(self) -> None:
        peer = str(self.client_address[0])
        status, reason = self._judged(peer)
        if status != 202:
            self.webhook.refused(peer, status, reason)
        self._answer(status, reason)

    def _judged(self, peer: str) -> tuple[int, str]:
        if not self.webhook.allows(peer):
            return 429, f"more than {PER_PEER_PER_S:g} messages a second"
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()) or "Transfer-Encoding" in self.headers:
            return 411, "no Content-Length"
        if len(length) > 9 or int(length) > BODY_BYTES_MAX:
            return 413, f"a body of {length[:20]} bytes; at most {BODY_BYTES_MAX:,} are read"
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            return 400, "the body ended before its length"
        timestamp, signature = self.headers.get(TIMESTAMP_HEADER, ""), self.headers.get(SIGNATURE_HEADER, "")
        return self.webhook.receive(timestamp, signature, body)

    def _answer(self, status: int, reason: str) -> None:
        # Whoever has not shown the secret is not told what was wrong with the signature, the age or the number.
        told = "refused" if status == 401 else reason
        raw = json.dumps({"taken": status == 202, "why": told}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(raw)
        self.close_connection = True

    def log_message(self, *_: Any, **__: Any) -> None:
        """Say nothing on stderr: what is refused is recorded."""
