"""A stream of numbered datagrams through a gate: how long after an order the last forbidden one arrived, and how many.

Each carries its number and the moment it was sent; the moment it came is the kernel's own stamp, so that a receiver
that is late in reading makes nothing look late. All times are of the clock since boot (CLOCK_BOOTTIME), which
namespaces of one machine share, as do agents when they note an order's arrival.
"""

from __future__ import annotations

import os
import select
import socket
import struct
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import Connection

from codedark.gap.gate_seal import PROBE_PORT, Canary
from codedark.gap.posture import Seal
from codedark.gates.range.building import Built
from codedark.gates.range.kernel import network
from codedark.gates.range.processes import Process
from codedark.gates.range.readiness import Ready

STREAM_PORT = PROBE_PORT + 2
"""Beside the ports of probers; no conduit names it by chance."""
PACKETS_PER_S = 10_000
_STAMP = struct.Struct("!Qd")
_SO_TIMESTAMPNS = 35
_TIMESPEC = struct.Struct("@qq")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """One datagram: when it was sent and when it came, seconds since boot."""

    sent_s: float
    came_s: float


class Stream:
    """A sender in one namespace and a receiver in another."""

    def __init__(self, source: tuple[int, str], target: tuple[int, str], port: int) -> None:
        """Start both; nothing is sent yet.

        Args:
            source: descriptor of the namespace, and the sender's address.
            target: the same of the receiver.
            port: where the receiver listens (UDP).
        """
        self._receiver = Process(_receiving(*target, port), "stream receiver")
        self._receiver.hear()
        self._sender = Process(_sending(*source, target[1], port), "stream sender")
        self._sender.hear()

    def begin(self) -> None:
        """Send from now on."""
        self._sender.pipe.send("begin")

    def end(self) -> tuple[tuple[float, ...], tuple[Arrived, ...]]:
        """Stop sending; when each was sent (seconds since boot), and all that came since the last end."""
        sent = tuple(self._sender.ask("end"))
        time.sleep(0.05)
        return sent, tuple(Arrived(sent_s=s, came_s=c) for s, c in self._receiver.ask("tell"))

    def stop(self) -> None:
        """End both processes."""
        self._sender.end()
        self._receiver.end()


class GateStream(Stream):
    """A stream that one gate of a plan is to cut."""

    def __init__(self, built: Built, gate: str, canary: Canary) -> None:
        source, target = built.zone(canary.from_zone), built.zone(canary.to_zone)
        super().__init__((source, canary.source), (target, canary.target), STREAM_PORT)
        self.gate = gate
        self.what = f"from {canary.from_zone} to {canary.to_zone} through {gate}"


def stream_across(built: Built, ready: Ready, seal: Seal, home: str) -> GateStream | None:
    """A stream between two probers whom a seal parts, from one zone to a core zone if it can be; None: no such pair."""
    core = {z.zone for z in ready.furnished.hospital.zones.values() if z.core}
    parted = [
        (str(gate), c) for gate, s in ready.seals(seal) for c in s.canaries if not c.passes and c.port == PROBE_PORT
    ]
    parted.sort(key=lambda p: (p[1].from_zone != home, p[1].to_zone not in core, p[0], p[1].to_zone))
    return GateStream(built, *parted[0]) if parted else None


def after(order_s: float, came: Sequence[Arrived]) -> tuple[float, int]:
    """Milliseconds from an order's arrival until the last datagram that came (0: none came later), and how many of
    those sent after it got through.

    >>> after(1.0, [Arrived(sent_s=0.9, came_s=0.9), Arrived(sent_s=1.25, came_s=1.5)])
    (500.0, 1)
    """
    last = max((one.came_s for one in came), default=order_s)
    return max(0.0, last - order_s) * 1000, sum(one.sent_s > order_s for one in came)


def pause_around(order_s: float, sent_s: Sequence[float], within_s: float = 0.02) -> float:
    """Seconds of the longest gap between two datagrams sent near an order; all of `within_s` where none was sent.

    >>> pause_around(1.0, [0.99, 0.995, 1.004, 1.005])
    0.009
    """
    near = [s for s in sent_s if abs(s - order_s) <= within_s]
    gaps = (later - earlier for earlier, later in pairwise(near))
    return round(max(gaps, default=within_s), 6)


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _now() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _receiving(fd: int, address: str, port: int) -> Callable[[Connection], None]:
    def work(pipe: Connection) -> None:
        with network(fd):
            own = socket.socket(_family(address), socket.SOCK_DGRAM)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        own.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        own.bind((address, port))
        pipe.send("ready")
        # The kernel stamps by the wall clock; how far that runs ahead of the clock since boot is read once.
        ahead_s = time.time() - _now()
        found: list[tuple[float, float]] = []
        while True:
            for ready in select.select([own.fileno(), pipe.fileno()], [], [])[0]:
                if ready == own.fileno():
                    packet, told, _, _ = own.recvmsg(64, socket.CMSG_SPACE(_TIMESPEC.size))
                    seconds, nanoseconds = _TIMESPEC.unpack(told[0][2])
                    found.append((_STAMP.unpack(packet)[1], seconds + nanoseconds * 1e-9 - ahead_s))
                else:
                    pipe.recv()
                    pipe.send(found)
                    found = []

    return work


def _sending(fd: int, address: str, target: str, port: int) -> Callable[[Connection], None]:
    def work(pipe: Connection) -> None:
        with network(fd):
            own = socket.socket(_family(address), socket.SOCK_DGRAM)
        own.bind((address, 0))
        own.setblocking(False)
        # Whoever waits for the common instant keeps a processor busy; a sender that is late measures nothing.
        with suppress(PermissionError):
            os.nice(-10)
        pipe.send("ready")
        while pipe.recv() == "begin":
            pipe.send(_send_until_told(own, (target, port), pipe))

    return work


def _send_until_told(own: socket.socket, target: tuple[str, int], pipe: Connection) -> list[float]:
    """Send at an even pace; what could not be sent in time is not made up for in a burst."""
    sent: list[float] = []
    due = _now()
    while True:
        now = _now()
        if now < due:
            time.sleep(due - now)
            continue
        try:
            stamp = _now()
            own.sendto(_STAMP.pack(len(sent), stamp), target)
            sent.append(stamp)
        except OSError:
            due = max(due, now)  # An answer to an earlier one (refused) is told on this socket.
        due = max(due + 1 / PACKETS_PER_S, now - 1 / PACKETS_PER_S)
        if len(sent) % 16 == 0 and pipe.poll():
            pipe.recv()
            return sent
