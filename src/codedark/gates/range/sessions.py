"""Sessions that are open before a cut: those it must stop, and those it must leave alone."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from os import urandom

import numpy as np

from codedark.gap.posture import EVERYTHING_NORMAL, Seal
from codedark.gates.range.building import Built
from codedark.gates.range.furnishing import Furnished
from codedark.gates.range.kernel import network
from codedark.gates.range.listeners import TOKEN_BYTES
from codedark.gates.range.readiness import Ready

WANTED = 40
"""Sessions opened of each kind, if there are so many pairs of classes."""
WAIT_S = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One session to open, and whether it must go on under the cut."""

    source: int
    target: int
    port: int
    goes_on: bool


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """One open session."""

    wish: Wish
    sock: socket.socket


def wishes(ready: Ready, seal: Seal) -> tuple[Wish, ...]:
    """Pairs of classes in different zones that may speak at rest: some that the seal stops, some that it does not."""
    every = list(_wishes(ready, seal))
    return tuple(x for kind in (True, False) for x in islice((w for w in every if w.goes_on is kind), WANTED))


def _wishes(ready: Ready, seal: Seal) -> Iterator[Wish]:
    reach, model = ready.model.reach, ready.model
    first: dict[int, int] = {}
    for machine, class_ in enumerate(model.class_of.tolist()):
        if machine not in model.probers:
            first.setdefault(class_, machine)
    pairs = np.unique(np.stack([reach.edge_from, reach.edge_to], axis=1), axis=0)
    counts = {True: 0, False: 0}
    for one, other in pairs.tolist():
        if reach.zone_of[one] == reach.zone_of[other] or one not in first or other not in first:
            continue
        source, target = first[one], first[other]
        for port in ready.doors.tcp[target]:
            if model.opens(source, target, port, EVERYTHING_NORMAL):
                goes_on = model.opens(source, target, port, seal)
                if counts[goes_on] < WANTED:
                    counts[goes_on] += 1
                    yield Wish(source=source, target=target, port=port, goes_on=goes_on)
                break
        if min(counts.values()) >= WANTED:
            return


def open_sessions(built: Built, furnished: Furnished, wanted: Iterable[Wish]) -> list[Session]:
    """Open each and pass one token; those that answered."""
    found = []
    for wish in wanted:
        source = furnished.machines[wish.source]
        ends = source.towards(furnished.machines[wish.target])
        if ends is None:
            continue
        with network(built.zone(source.zone)):
            sock = socket.socket(socket.AF_INET6 if ":" in ends[0] else socket.AF_INET, socket.SOCK_STREAM)
        sock.settimeout(WAIT_S)
        try:
            sock.bind((ends[0], 0))
            sock.connect((ends[1], wish.port))
            sock.send(urandom(TOKEN_BYTES))
            sock.recv(1024)
            found.append(Session(wish=wish, sock=sock))
        except OSError:
            sock.close()
    return found


def alive(sessions: Iterable[Session]) -> list[bool]:
    """Pass a token over each at once; which of them answered in time, in their order."""
    open_ = list(sessions)
    for one in open_:
        _drain(one.sock)
        try:
            one.sock.send(urandom(TOKEN_BYTES))
        except OSError:
            continue
    answered: set[int] = set()
    until = time.monotonic() + WAIT_S
    while (left := until - time.monotonic()) > 0 and len(answered) < len(open_):
        waiting = [s.sock for s in open_ if s.sock.fileno() not in answered]
        for sock in select.select(waiting, [], [], left)[0]:
            answered.add(sock.fileno())
    return [one.sock.fileno() in answered for one in open_]


def _drain(sock: socket.socket) -> None:
    sock.setblocking(False)
    try:
        while sock.recv(4096):
            pass
    except OSError:
        return
