"""A prober: a small machine in a zone that sends tokens to other probers and says which ones arrived.

It does nothing else: it sends to the addresses of its own list alone, a few bytes each, and opens no session that it
was not told to by a gate whose key it knows. It is never a clinical device.
"""

from __future__ import annotations

import errno
import selectors
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from codedark.gates.frames import Refused, serve_connection
from codedark.response.keys import KeyId

COMMAND_PORT = 47116
"""Where a prober takes commands from gates (TCP)."""
TOKEN_BYTES = 16
SESSION_BEAT_S = 0.01
_SESSION_WAIT_S = 0.2
TOKENS_MOST = 200_000
"""Tokens remembered; the oldest are forgotten first."""


@dataclass(slots=True)
class _Session:
    sock: socket.socket
    token: bytes
    beats: int = 0


@dataclass(slots=True)
class Prober:
    """One prober's sockets and what it has seen. `start` begins, `stop` ends."""

    address: str
    peers: frozenset[str]
    """Addresses it may send to: those of other probers."""
    keys: Mapping[KeyId, str]
    """Key id -> public key of gates that may command it."""
    seen: dict[str, int] = field(default_factory=dict)
    beats: dict[str, int] = field(default_factory=dict)
    """Session token -> beats that arrived here."""
    _listening: dict[tuple[str, int], socket.socket] = field(default_factory=dict)
    _sessions: dict[str, _Session] = field(default_factory=dict)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ended: threading.Event = field(default_factory=threading.Event)
    _commands: socket.socket | None = None
    _links: list[socket.socket] = field(default_factory=list)
    _pending: list[tuple[float, socket.socket, bytes]] = field(default_factory=list)

    def start(self, port: int = COMMAND_PORT) -> None:
        """Listen for commands; tokens are received and sent by threads of its own.

        Raises:
            OSError: the address is not this machine's, or the port is taken.
        """
        self._commands = socket.create_server((self.address, port), family=_family(self.address), backlog=64)
        for run in (self._take_commands, self._receive, self._beat):
            threading.Thread(target=run, daemon=True).start()

    def stop(self) -> None:
        """Close everything; a second time does nothing."""
        if self._ended.is_set():
            return
        self._ended.set()
        with self._lock:
            pending = [sock for _, sock, _ in self._pending]
            sessions = [s.sock for s in self._sessions.values()]
            self._pending = []
        received = [key.fileobj for key in list(self._selector.get_map().values())]
        commands = [] if self._commands is None else [self._commands]
        for sock in [*commands, *self._links, *pending, *sessions, *self._listening.values(), *received]:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]
            _close(sock)  # type: ignore[arg-type]
        self._selector.close()

    def _take_commands(self) -> None:
        assert self._commands is not None
        hello = {"prober": self.address}
        while not self._ended.is_set():
            try:
                sock, _ = self._commands.accept()
            except OSError:
                return
            self._links.append(sock)
            threading.Thread(
                target=_quietly, args=(serve_connection, sock, hello, lambda: self.keys, self.obey), daemon=True
            ).start()

    def obey(self, word: str, body: Any, signer: KeyId | None) -> Any:
        """One command of a gate.

        `listen {ports: [[protocol, port]]}`, `send {tokens: [[token, target, protocol, port]]}`, `seen {tokens: []}`,
        `open {sessions: [[token, target, port]]}`, `beats {tokens: []}` (arrived here), `beaten {tokens: []}` (sent
        from here), `close {}`.
        """
        if signer is None:
            raise Refused("a prober obeys signed commands only")
        match word:
            case "listen":
                return {"open": [self._listen(str(p), int(n)) for p, n in body["ports"]]}
            case "send":
                return {"sent": [self._send(t, str(to), str(p), int(n)) for t, to, p, n in body["tokens"]]}
            case "seen":
                with self._lock:
                    return {"seen": [self.seen.get(token, 0) for token in body["tokens"]]}
            case "open":
                return {"open": [self._open(t, str(to), int(n)) for t, to, n in body["sessions"]]}
            case "beats":
                with self._lock:
                    return {"beats": [self.beats.get(token, 0) for token in body["tokens"]]}
            case "beaten":
                with self._lock:
                    told = [self._sessions.get(token) for token in body["tokens"]]
                    return {"beaten": [session.beats if session else 0 for session in told]}
            case "close":
                self._close_sessions()
                return {}
        raise Refused(f"a prober knows no `{word}`")

    def _listen(self, protocol: str, port: int) -> bool:
        if (protocol, port) in self._listening:
            return True
        try:
            if protocol == "udp":
                sock = _datagrams(self.address, port)
            else:
                sock = socket.create_server((self.address, port), family=_family(self.address), backlog=128)
        except OSError:
            return False
        sock.setblocking(False)
        self._listening[protocol, port] = sock
        self._selector.register(sock, selectors.EVENT_READ, protocol)
        return True

    def _receive(self) -> None:
        while not self._ended.is_set():
            with suppress(OSError, ValueError, KeyError, RuntimeError):  # stopped meanwhile
                for key, _ in self._selector.select(0.05):
                    self._received(key.fileobj, str(key.data))  # type: ignore[arg-type]

    def _received(self, sock: socket.socket, kind: str) -> None:
        if kind == "tcp":
            opened, _ = sock.accept()
            opened.setblocking(False)
            self._selector.register(opened, selectors.EVENT_READ, "stream")
            return
        try:
            data = sock.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if kind == "stream" and not data:
            self._selector.unregister(sock)
            _close(sock)
            return
        self._note(data)

    def _note(self, data: bytes) -> None:
        with self._lock:
            for at in range(0, len(data) - TOKEN_BYTES + 1, TOKEN_BYTES):
                token = data[at : at + TOKEN_BYTES].hex()
                self.seen[token] = self.seen.get(token, 0) + 1
                self.beats[token] = self.beats.get(token, 0) + 1
            while len(self.seen) > TOKENS_MOST:
                self.seen.pop(next(iter(self.seen)))

    def _send(self, token: str, target: str, protocol: str, port: int) -> bool:
        """Send one token; a datagram, or a session opened, given its token and closed once it stands."""
        self._check(target)
        data = bytes.fromhex(token)[:TOKEN_BYTES]
        try:
            if protocol == "udp":
                sock = self._listening.get(("udp", 0)) or self._anonymous()
                sock.sendto(data, (target, port))
                return True
            return self._begin(data, target, port)
        except OSError as failed:
            # A refused datagram before this one is told on this socket: that one was sent all the same.
            return failed.errno == errno.ECONNREFUSED

    def _anonymous(self) -> socket.socket:
        sock = _datagrams(self.address, 0)
        self._listening["udp", 0] = sock
        return sock

    def _begin(self, data: bytes, target: str, port: int) -> bool:
        sock = socket.socket(_family(self.address), socket.SOCK_STREAM)
        try:
            sock.bind((self.address, 0))
        except OSError:
            _close(sock)
            raise
        sock.setblocking(False)
        code = sock.connect_ex((target, port))
        with self._lock:
            if self._ended.is_set():
                _close(sock)
                return False
            self._pending.append((time.monotonic() + _SESSION_WAIT_S, sock, data))
        return code in {0, errno.EINPROGRESS}

    def _open(self, token: str, target: str, port: int) -> bool:
        """Open a session that beats until it is closed: what ran before a cut."""
        self._check(target)
        sock = socket.socket(_family(self.address), socket.SOCK_STREAM)
        sock.settimeout(_SESSION_WAIT_S)
        try:
            sock.bind((self.address, 0))
            sock.connect((target, port))
        except OSError:
            _close(sock)
            return False
        sock.setblocking(False)
        with self._lock:
            if self._ended.is_set():
                _close(sock)
                return False
            self._sessions[token] = _Session(sock, bytes.fromhex(token)[:TOKEN_BYTES])
        return True

    def _beat(self) -> None:
        """Let sessions beat, and give tokens to sessions that have come to stand."""
        while not self._ended.is_set():
            time.sleep(SESSION_BEAT_S / 4 if self._pending else SESSION_BEAT_S)
            with self._lock:
                for session in self._sessions.values():
                    with suppress(OSError):
                        session.sock.send(session.token)
                        session.beats += 1
                if not self._ended.is_set():  # once ended they are `stop`'s to close: none may be let go of unclosed
                    self._pending = [p for p in self._pending if not _finished(*p)]

    def _close_sessions(self) -> None:
        with self._lock:
            for session in self._sessions.values():
                _close(session.sock)
            self._sessions.clear()

    def _check(self, target: str) -> None:
        if target not in self.peers:
            raise Refused(f"{target} is no prober of this hospital: a prober sends to probers alone")


def _finished(until: float, sock: socket.socket, data: bytes) -> bool:
    """Whether a session that was opened for one token is done with: it stood and has its token, or never will."""
    code = 0
    try:
        code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        sock.getpeername()
        sock.send(data)
    except OSError:
        if not code and time.monotonic() < until:
            return False
    _close(sock)
    return True


def _datagrams(address: str, port: int) -> socket.socket:
    sock = socket.socket(_family(address), socket.SOCK_DGRAM)
    try:
        sock.bind((address, port))
    except OSError:
        sock.close()
        raise
    return sock


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET


def _close(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.close()


def _quietly(run: Any, *arguments: Any) -> None:
    """A connection that breaks is the other side's affair."""
    with suppress(OSError):
        run(*arguments)
