"""The agent on the network: orders over TCP or as one datagram, questions over signed frames, a look at the kernel.

Orders carry their own signatures and are taken from anybody who brings them: a laptop, a colleague's telephone reading
typed in at the gate, one UDP packet. Everything else is answered to keys of the mandate alone.
"""

from __future__ import annotations

import select
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from codedark.gap.posture import Pair
from codedark.gates.agent import Agent, staged_from_wire
from codedark.gates.frames import Refused, serve_connection
from codedark.gates.netlink_switch import NETLINK_NETFILTER
from codedark.hospital.records import ZoneId
from codedark.response.keys import KeyId

ORDER_BYTES_MOST = 8192
LOOK_EVERY_S = 1.0
DELAY_S_MOST = 5.0
"""Longest an order waits for the instant at which all gates fire."""
CONNECTIONS_MOST = 64
"""Connections at once: strangers cannot take all the memory. Orders get through as datagrams all the same."""
IDLE_S = 300.0
"""After this long without a word a connection is closed."""
_NFTABLES_GROUP = 7
_SETTLE_S = 0.004
"""After a change by anybody, before looking: programs that reload change several things at once."""


class AgentServer:
    """Sockets and threads around one agent. `start`, then `stop`."""

    def __init__(self, agent: Agent) -> None:
        self.agent = agent
        self._ended = threading.Event()
        self._connections: set[socket.socket] = set()
        host, _, port = agent.settings.listen.rpartition(":")
        self.address = (host.strip("[]"), int(port))
        family = socket.AF_INET6 if ":" in self.address[0] else socket.AF_INET
        self._tcp = socket.create_server(self.address, family=family, backlog=64)
        self.address = self._tcp.getsockname()[:2]
        self._udp = socket.socket(family, socket.SOCK_DGRAM)
        self._udp.bind(self.address)

    def start(self) -> None:
        """Serve; every part has a thread of its own, so that a slow question never delays an order."""
        # A thread that holds the interpreter gives it up after this long: an order waits no longer for a look.
        sys.setswitchinterval(0.0002)
        for run in (self._take_connections, self._take_datagrams, self._look):
            threading.Thread(target=run, daemon=True).start()

    def stop(self) -> None:
        """Stop serving. What is held stays held by the kernel."""
        self._ended.set()
        for sock in (self._tcp, self._udp, *self._connections):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                sock.close()
        self.agent.close()

    def _take_connections(self) -> None:
        while not self._ended.is_set():
            try:
                sock, _ = self._tcp.accept()
            except OSError:
                return
            if len(self._connections) >= CONNECTIONS_MOST:
                sock.close()
                continue
            sock.settimeout(IDLE_S)
            self._connections.add(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        hello = {"gate": self.agent.settings.gate, "agent": self.agent.settings.agent, "key": self.agent.public}
        with suppress(OSError), sock:
            serve_connection(sock, hello, self._keys, self.answer, self.agent.key)
        self._connections.discard(sock)

    def _keys(self) -> dict[KeyId, str]:
        mandate = self.agent.mandate
        return {} if mandate is None else {k: v for k, v in mandate.public.items() if mandate.revoked_since(k) is None}

    def _take_datagrams(self) -> None:
        """An order in one packet: it gets through where no connection does."""
        while not self._ended.is_set():
            try:
                data, sender = self._udp.recvfrom(ORDER_BYTES_MOST)
            except OSError:
                return
            if self._ended.is_set():
                return
            told = self.agent.obey(data)
            with suppress(OSError):
                self._udp.sendto(b"done" if "done" in told else b"refused", sender)

    def answer(self, word: str, body: Any, signer: KeyId | None) -> Any:
        """One question.

        `order {order: hex, at_uptime_s}`, `mandate {text, signature}`, and signed: `stage`, `prepare {plan}`,
        `evidence {plan}`, `status`.
        """
        if word == "order":
            return self._order(bytes.fromhex(body["order"]), body.get("at_uptime_s"))
        if word == "mandate":
            self.agent.take_mandate(body["text"].encode(), body["signature"].encode())
            return self.agent.status()
        if self.agent.mandate is None:
            raise Refused("no mandate is in force here: send one first")
        if signer is None:
            raise Refused(f"`{word}` must be signed by a key of the mandate")
        return self._signed(word, body, signer)

    def _signed(self, word: str, body: Any, signer: KeyId) -> Any:
        questions: dict[str, Callable[[], Any]] = {
            "stage": lambda: self.agent.stage(staged_from_wire(body), signer),
            "prepare": lambda: self.agent.prepare(str(body["plan"])),
            "evidence": lambda: self.agent.evidence(str(body["plan"]), _pairs(body.get("pairs"))),
            "status": self.agent.status,
        }
        if word not in questions:
            raise Refused(f"a gate knows no `{word}`")
        return questions[word]()

    def _order(self, raw: bytes, at_uptime_s: float | None) -> Any:
        """Obey, at the instant asked for where it lies ahead and near."""
        if at_uptime_s is not None:
            wait = min(at_uptime_s - self.agent.clock.uptime(), DELAY_S_MOST)
            if wait > 0.002:
                time.sleep(wait - 0.002)
            while 0 < at_uptime_s - self.agent.clock.uptime() <= 0.002:
                pass
        return self.agent.obey(raw)

    def _look(self) -> None:
        """Look at what stands: at once when anybody changes any rule on this machine, and every second."""
        watched = _changes()
        while not self._ended.is_set():
            changed = bool(watched and select.select([watched], [], [], LOOK_EVERY_S)[0])
            if watched is None:
                time.sleep(LOOK_EVERY_S)
            if changed and watched is not None:
                time.sleep(_SETTLE_S)
                with suppress(OSError):
                    while select.select([watched], [], [], 0)[0]:
                        watched.recv(1 << 20)
            if self._ended.is_set():
                break
            try:
                self.agent.look()
            except OSError as failed:
                if not self._ended.is_set():
                    self.agent.folder.note({"at": time.time(), "what": "failed", "why": f"looking: {failed}"})
                time.sleep(0.05)
        if watched is not None:
            watched.close()


def _pairs(told: Any) -> set[Pair] | None:
    return None if told is None else {(ZoneId(a), ZoneId(b)) for a, b in told}


def _changes() -> socket.socket | None:
    """A socket that has something to read whenever anybody changed a rule; None where the kernel gives none."""
    sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER)
    try:
        sock.bind((0, 1 << (_NFTABLES_GROUP - 1)))
    except OSError:
        sock.close()
        return None
    return sock
