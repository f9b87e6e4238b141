"""Hosts that answer: a real listening socket for every address and port, so that the kernel refuses what nobody serves.

Over TCP a machine gives a token back with its own name. Over UDP: names on port 53 of those that serve names, a time
on 123, and everywhere else what was sent.
"""

from __future__ import annotations

import resource
import select
import socket
import struct
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

from codedark.gates.range.building import Built
from codedark.gates.range.doors import Doors
from codedark.gates.range.furnishing import Furnished
from codedark.gates.range.kernel import network
from codedark.gates.range.name_answers import answer
from codedark.gates.range.processes import Process
from codedark.hospital.words import ApplicationKind

TOKEN_BYTES = 16
NAMES_PORT, TIME_PORT = 53, 123
_BACKLOG = 256
_SPARE_DESCRIPTORS = 400
"""Kept free in each process for pipes, namespaces and connections that are being answered."""
_NTP_EPOCH_S = 2_208_988_800


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One thing a machine answers on."""

    machine: str
    zone: str
    address: str
    port: int
    udp: bool
    names: bool
    """Whether it is a name service."""


def doors_of(furnished: Furnished, doors: Doors) -> tuple[Door, ...]:
    """Every door of every machine."""
    servers = _name_servers(furnished)
    return tuple(
        Door(
            machine=m.name,
            zone=m.zone,
            address=address,
            port=port,
            udp=udp,
            names=udp and port == NAMES_PORT and m.name in servers,
        )
        for m, tcp, datagrams in zip(furnished.machines, doors.tcp, doors.udp, strict=True)
        for udp, ports in ((False, tcp), (True, datagrams))
        for port in ports
        for address in m.addresses
    )


def names(furnished: Furnished) -> Mapping[str, tuple[str, ...]]:
    """What the name service knows: hosts, and applications by the hosts they run on; lower case."""
    address = {m.name: m.addresses for m in furnished.machines}
    found = {name.lower(): told for name, told in address.items()}
    for application in furnished.hospital.applications.values():
        on = tuple(a for h in dict.fromkeys(application.runs_on.names()) for a in address.get(str(h), ()))
        if on:
            found.setdefault(str(application.application).lower(), on)
    return found


def listen(built: Built, furnished: Furnished, doors: Doors) -> tuple[Process, ...]:
    """Start the processes that answer; back when every socket listens.

    Raises:
        ProcessFailed: an address or port could not be listened on.
    Cost: one socket a door; as many processes as the limit on open files asks for.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    room = max(_SPARE_DESCRIPTORS, min(hard, 20_000) - _SPARE_DESCRIPTORS - len(built.networks))
    every, known = doors_of(furnished, doors), names(furnished)
    shares = [every[i : i + room] for i in range(0, len(every), room)]
    started = tuple(Process(_answering(built, share, known), f"listeners {k}") for k, share in enumerate(shares))
    for process in started:
        process.hear()
    del soft
    return started


def _name_servers(furnished: Furnished) -> set[str]:
    return {
        str(host)
        for a in furnished.hospital.applications.values()
        if a.kind is ApplicationKind.NAME_SERVICE
        for host in a.runs_on.names()
    }


def _answering(built: Built, share: Sequence[Door], known: Mapping[str, Sequence[str]]) -> Callable[[Connection], None]:
    def work(pipe: Connection) -> None:
        open_ = list(_opened(built, share))
        serving = _Serving(open_, known)
        pipe.send(len(open_))
        serving.forever(pipe)

    return work


def _opened(built: Built, share: Iterable[Door]) -> Iterable[tuple[socket.socket, Door]]:
    by_zone: dict[str, list[Door]] = {}
    for door in share:
        by_zone.setdefault(door.zone, []).append(door)
    for zone, doors in by_zone.items():
        with network(built.zone(zone)):
            for door in doors:
                yield _socket(door), door


def _socket(door: Door) -> socket.socket:
    family = socket.AF_INET6 if ":" in door.address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_DGRAM if door.udp else socket.SOCK_STREAM)
    made.setblocking(False)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((door.address, door.port))
    if not door.udp:
        made.listen(_BACKLOG)
    return made


class _Serving:
    """One epoll over everything; a connection lives until the other side closes it."""

    def __init__(self, open_: Sequence[tuple[socket.socket, Door]], known: Mapping[str, Sequence[str]]) -> None:
        self.poll = select.epoll()
        self.known = known
        self.doors = {s.fileno(): (s, door) for s, door in open_}
        self.talks: dict[int, tuple[socket.socket, Door]] = {}
        for fd in self.doors:
            self.poll.register(fd, select.EPOLLIN)

    def forever(self, pipe: Connection) -> None:
        self.poll.register(pipe.fileno(), select.EPOLLIN)
        while True:
            for fd, _ in self.poll.poll():
                if fd in self.talks:
                    self._talk(fd)
                elif fd in self.doors:
                    self._door(*self.doors[fd])
                else:
                    return

    def _door(self, own: socket.socket, door: Door) -> None:
        try:
            if door.udp:
                packet, sender = own.recvfrom(2048)
                reply = self._reply(door, packet)
                if reply:
                    own.sendto(reply, sender)
                return
            # Several may be waiting; whoever is first in the queue is answered at once if the token is there.
            while True:
                talk, _ = own.accept()
                talk.setblocking(False)
                self.talks[talk.fileno()] = (talk, door)
                self.poll.register(talk.fileno(), select.EPOLLIN)
        except OSError:
            return

    def _reply(self, door: Door, packet: bytes) -> bytes | None:
        if door.names:
            return answer(packet, self.known)
        return _time_told(packet) if door.port == TIME_PORT else packet

    def _talk(self, fd: int) -> None:
        talk, door = self.talks[fd]
        try:
            token = talk.recv(TOKEN_BYTES)
            if token:
                talk.send(token + door.machine.encode() + b"\n")
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self.poll.unregister(fd)
        del self.talks[fd]
        talk.close()


def _time_told(packet: bytes) -> bytes:
    """A server's answer as NTP writes it (RFC 5905): stratum 1, our time in seconds since 1900."""
    seconds = time.time() + _NTP_EPOCH_S
    stamp = struct.pack("!II", int(seconds) & 0xFFFFFFFF, int(seconds % 1 * 2**32))
    sent = packet[40:48].ljust(8, b"\0")
    return bytes([0x24, 1, 4, 0xEC]) + bytes(8) + b"LOCL" + stamp + sent + stamp + stamp
