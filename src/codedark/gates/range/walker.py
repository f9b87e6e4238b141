"""A harmless walker: from every host it holds it opens TCP connections to every host it does not, and passes a token.

A host is held when it gave the token back with its own name. From each class of hosts (hosts that no rule tells apart)
the first one held does the trying, from its own address, on every port the other answers on. An unanswered connection
is given up after a quarter of a second; whoever suspects that a packet was lost asks again (`missed`).
"""

from __future__ import annotations

import os
import resource
import select
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from errno import EINPROGRESS

from codedark.gates.range.building import Built
from codedark.gates.range.doors import Doors
from codedark.gates.range.furnishing import Furnished
from codedark.gates.range.kernel import enter_network, own_network
from codedark.gates.range.listeners import TOKEN_BYTES

DROPPED_AFTER_S = 0.25
PATIENCE_S = 1.2
"""Where a single answer counts: long enough for the first segment to be sent again, which is after a second."""
AT_ONCE_MOST = 6000
_LOOK_EVERY = 64
"""Launches between two looks at what has happened."""
_BIND_ADDRESS_NO_PORT = 24
"""IP_BIND_ADDRESS_NO_PORT: the port is chosen on connecting: as many connections as pairs of ends are possible."""
_RESET_ON_CLOSE = b"\x01\0\0\0\0\0\0\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How a machine came to be held."""

    machine: int
    by: int
    """The machine it was reached from; itself where the walk began."""
    port: int
    at_s: float
    """Monotonic seconds."""


@dataclass(slots=True)
class Walk:
    """How far a walk has come: machines held, classes that have tried everything."""

    steps: dict[int, Step] = field(default_factory=dict)
    scouted_from: set[int] = field(default_factory=set)
    """Classes of which one host has tried one of each class."""
    tried_from: set[int] = field(default_factory=set)
    """Classes of which one host has tried everybody."""
    tries: int = 0

    def forget_tries(self) -> None:
        """Everything is tried again: what is held stands where it stood, and the network does not."""
        self.scouted_from.clear()
        self.tried_from.clear()

    @property
    def held(self) -> frozenset[int]:
        """Machines held."""
        return frozenset(self.steps)


@dataclass(slots=True, eq=False)
class _Try:
    made: socket.socket
    source: int
    target: int
    port: int
    token: bytes


class Walker:
    """Walks one built world."""

    def __init__(self, built: Built, furnished: Furnished, doors: Doors, class_of: Sequence[int]) -> None:
        self.built, self.machines, self.doors = built, furnished.machines, doors.tcp
        self.class_of = class_of
        self.number = 0
        self.dropped_after_s = DROPPED_AFTER_S
        files_most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        self.at_once_most = self.at_once = min(AT_ONCE_MOST, files_most - len(built.networks) - 200)

    def walk(
        self,
        so_far: Walk,
        starts: Sequence[int],
        *,
        enough: Callable[[Walk], bool] = lambda walk: False,
        at_once: int | None = None,
    ) -> Walk:
        """Go on from where a walk stands until nothing new is held, or it is enough.

        Args:
            so_far: changed in place, and returned.
            starts: machines held from the beginning.
            enough: asked after each machine held.
            at_once: connections under way at a time; None: as many as files may be open, up to `AT_ONCE_MOST`.
        Cost: one connection for each class held, each host not held, each port of it; `DROPPED_AFTER_S` for each that
            is dropped, `AT_ONCE_MOST` at a time.
        """
        self.at_once = at_once or self.at_once_most
        for start in starts:
            so_far.steps.setdefault(start, Step(machine=start, by=start, port=0, at_s=time.monotonic()))
        while not enough(so_far):
            if scouts := self._first_of(so_far, so_far.scouted_from):
                done = self._try(so_far, self._scouting(so_far, scouts), enough)
                done = done and self._try(so_far, self._following(so_far, scouts), enough)
                so_far.scouted_from |= {self.class_of[s] for s in scouts} if done else set()
            elif sources := self._first_of(so_far, so_far.tried_from):
                done = self._try(so_far, self._everything(so_far, sources), enough)
                so_far.tried_from |= {self.class_of[s] for s in sources} if done else set()
            else:
                break
        return so_far

    def _first_of(self, walk: Walk, but: set[int]) -> list[int]:
        """The first machine held of each class that is not among `but`, in order of being held."""
        found: dict[int, int] = {}
        for machine in walk.steps:
            if self.class_of[machine] not in but:
                found.setdefault(self.class_of[machine], machine)
        return list(found.values())

    def _try(self, walk: Walk, wishes: Iterator[tuple[int, int, int]], enough: Callable[[Walk], bool]) -> bool:
        """Open all these connections; False: it was enough before all were tried."""
        flight = _Flight(self, walk)
        try:
            for source, target, port in wishes:
                if target not in walk.steps:
                    flight.launch(source, target, port)
                flight.land(most=self.at_once - 1)
                if enough(walk):
                    return False
            while flight.flying:
                flight.land(most=len(flight.flying) - 1)
                if enough(walk):
                    return False
            return True
        finally:
            flight.abandon()

    def _scouting(self, walk: Walk, sources: list[int]) -> Iterator[tuple[int, int, int]]:
        """A source's own neighbours, then one machine of each class: so a walk spreads before it tries everything."""
        for source in sources:
            home = self.machines[source].zone
            for target in self._in_zone(home):
                if target not in walk.steps:
                    yield from self._ports(source, target)
            seen: set[int] = set()
            for target, machine in enumerate(self.machines):
                if machine.zone != home and target not in walk.steps and self.class_of[target] not in seen:
                    seen.add(self.class_of[target])
                    yield from self._ports(source, target)

    def _in_zone(self, zone: str) -> list[int]:
        return [i for i, machine in enumerate(self.machines) if machine.zone == zone]

    def _following(self, walk: Walk, sources: list[int]) -> Iterator[tuple[int, int, int]]:
        """Every machine of the classes that answered a scout."""
        told = {(self.class_of[s.machine], s.by) for s in walk.steps.values()}
        by_class = {class_: by for class_, by in told if by in set(sources)}
        for target in range(len(self.machines)):
            source = by_class.get(self.class_of[target])
            if source is not None and target not in walk.steps:
                yield from self._ports(source, target)

    def _everything(self, walk: Walk, sources: list[int]) -> Iterator[tuple[int, int, int]]:
        for source in sources:
            for target in range(len(self.machines)):
                if target not in walk.steps:
                    yield from self._ports(source, target)

    def _ports(self, source: int, target: int) -> Iterator[tuple[int, int, int]]:
        return ((source, target, port) for port in self.doors[target])

    def once(self, source: int, target: int, port: int) -> bool:
        """One connection, for a single question: whether the token came back."""
        walk = Walk()
        flight = _Flight(self, walk, patience_s=PATIENCE_S)
        try:
            flight.launch(source, target, port)
            flight.land(most=0)
        finally:
            flight.abandon()
        return target in walk.steps

    def missed(self, walk: Walk, targets: Sequence[int]) -> Walk:
        """Ask again for machines that a walk did not hold, from every class that has tried; then walk on.

        One lost packet must not look like a wall.
        """
        first: dict[int, int] = {}
        for machine in walk.steps:
            first.setdefault(self.class_of[machine], machine)
        flight = _Flight(self, walk, patience_s=PATIENCE_S)
        try:
            for source in first.values():
                for target in targets:
                    for port in self.doors[target]:
                        flight.launch(source, target, port)
                        flight.land(most=self.at_once)
            flight.land(most=0)
        finally:
            flight.abandon()
        return self.walk(walk, ())


class _Flight:
    """Connections under way."""

    def __init__(self, walker: Walker, walk: Walk, *, patience_s: float | None = None) -> None:
        self.walker, self.walk = walker, walk
        self.patience_s = patience_s or walker.dropped_after_s
        self.poll = select.epoll()
        self.flying: dict[int, _Try] = {}
        self.deadlines: deque[tuple[float, _Try]] = deque()
        self.home, self.zone = own_network(), ""
        self.looked = 0

    def launch(self, source: int, target: int, port: int) -> None:
        """Open a connection from a machine's own address to another's port."""
        walker = self.walker
        one = walker.machines[source]
        ends = one.towards(walker.machines[target])
        if ends is None:
            return
        walker.number += 1
        self.walk.tries += 1
        self._be_in(one.zone)
        made = socket.socket(socket.AF_INET6 if ":" in ends[0] else socket.AF_INET, socket.SOCK_STREAM)
        made.setblocking(False)
        # Closing resets: no session of a walk lingers in anybody's tables.
        made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        try:
            made.setsockopt(socket.IPPROTO_IP, _BIND_ADDRESS_NO_PORT, 1)
            made.bind((ends[0], 0))
            code = made.connect_ex((ends[1], port))
        except OSError as failure:
            code = failure.errno or -1
        if code not in {0, EINPROGRESS}:
            made.close()
            return
        token = walker.number.to_bytes(TOKEN_BYTES, "big")
        under_way = _Try(made=made, source=source, target=target, port=port, token=token)
        self.flying[made.fileno()] = under_way
        self.deadlines.append((time.monotonic() + self.patience_s, under_way))
        self.poll.register(made.fileno(), select.EPOLLOUT)

    def _be_in(self, zone: str) -> None:
        """Sockets belong to the namespace they are made in; changing it is dear, so it is changed only when it must."""
        if zone != self.zone:
            enter_network(self.walker.built.zone(zone))
            self.zone = zone

    def land(self, *, most: int) -> None:
        """Take what happens until no more than `most` are under way; always look now and then."""
        self.looked += 1
        if len(self.flying) <= most and self.looked % _LOOK_EVERY:
            return
        self._take(0.0)
        while len(self.flying) > most:
            self._take(max(0.0, self.deadlines[0][0] - time.monotonic()))

    def _take(self, wait_s: float) -> None:
        for fd, event in self.poll.poll(wait_s):
            if fd in self.flying:
                self._happened(fd, event)
        now_s = time.monotonic()
        while self.deadlines and self.deadlines[0][0] <= now_s:
            _, one = self.deadlines.popleft()
            if self.flying.get(one.made.fileno()) is one:
                self._drop(one)

    def _happened(self, fd: int, event: int) -> None:
        one = self.flying[fd]
        try:
            if event & select.EPOLLOUT and not event & (select.EPOLLERR | select.EPOLLHUP):
                one.made.send(one.token)
                self.poll.modify(fd, select.EPOLLIN)
                return
            said = one.made.recv(1024) if event & select.EPOLLIN else b""
        except OSError:
            said = b""
        name = self.walker.machines[one.target].name.encode()
        if said == one.token + name + b"\n" and one.target not in self.walk.steps:
            step = Step(machine=one.target, by=one.source, port=one.port, at_s=time.monotonic())
            self.walk.steps[one.target] = step
        self._drop(one)

    def _drop(self, one: _Try) -> None:
        del self.flying[one.made.fileno()]
        one.made.close()

    def abandon(self) -> None:
        """Let go of everything under way, and go home."""
        for one in list(self.flying.values()):
            self._drop(one)
        self.poll.close()
        enter_network(self.home)
        os.close(self.home)
