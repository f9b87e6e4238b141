"""A client, a router and a server in network namespaces of their own, with real packets between them.

As root, or as an ordinary user where the kernel lets one make user namespaces. Nothing has a name on the machine: the
namespaces live as long as three sleeping processes, and go with them. Needs ip, nft, unshare and nsenter.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAMS = ("ip", "nft", "unshare", "nsenter")
CLIENT, SERVER = "10.1.0.2", "10.2.0.2"
CLIENT_V6, SERVER_V6 = "fd01::2", "fd02::2"
PORT = 7007
EVERY_S = 0.02
"""A session sends a line this often, and the server sends it back."""

_SERVE = """
import socket, sys, threading
def echo(one):
    while data := one.recv(4096):
        one.sendall(data)
door = socket.create_server(("::", int(sys.argv[1])), family=socket.AF_INET6, dualstack_ipv6=True)
print("ready", flush=True)
while True:
    threading.Thread(target=echo, args=(door.accept()[0],), daemon=True).start()
"""

_TALK = """
import socket, sys, threading, time
one = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=3)
one.settimeout(None)
def talk():
    while True:
        one.sendall(b"x")
        time.sleep(float(sys.argv[3]))
threading.Thread(target=talk, daemon=True).start()
while data := one.recv(4096):
    print("." * len(data), flush=True)
"""


@dataclass(slots=True)
class Room:
    """One network namespace."""

    pid: int
    """Of the process that sleeps in it."""
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def entered(self, *command: str) -> list[str]:
        """The command as it is called from outside."""
        user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
        return ["nsenter", "--target", str(self.pid), *user, "--net", *command]

    def run(self, *command: str, told: str = "") -> str:
        """Run a command in the room; its stdout. A failure is a failure of the test."""
        done = subprocess.run(self.entered(*command), input=told, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
        return done.stdout

    def set(self, switch: str, value: str) -> None:
        """Write a switch below /proc/sys; bare systems have no program for it."""
        self.run("tee", f"/proc/sys/{switch}", told=value)

    def start(self, *command: str, out: Path) -> subprocess.Popen[bytes]:
        """Start a command in the room that goes on; what it prints goes to a file."""
        with out.open("wb") as to:
            child = subprocess.Popen(self.entered(*command), stdout=to, stderr=subprocess.DEVNULL)
        self.children.append(child)
        return child

    def rules(self, text: str) -> None:
        """Replace the whole ruleset of the room."""
        self.run("nft", "-f", "-", told=f"flush ruleset\n{text}")


@dataclass(slots=True)
class Session:
    """One TCP session from client to server that lives, or tries to."""

    heard: Path
    child: subprocess.Popen[bytes]

    def echoes(self) -> int:
        """Bytes that came back so far."""
        return self.heard.read_bytes().count(b".") if self.heard.exists() else 0

    def lives(self, wait_s: float = 0.5) -> bool:
        """Whether the server still answers: something sent now comes back. What was under way is let pass first."""
        time.sleep(0.1)
        before = self.echoes()
        end = time.monotonic() + wait_s
        while time.monotonic() < end:
            # More than one answer: the last of those under way is no life.
            if self.echoes() >= before + 3:
                return True
            time.sleep(EVERY_S)
        return False


@dataclass(slots=True)
class Rooms:
    """Client - router - server. `bridged`: the router is a bridge, and all stand in one network."""

    client: Room
    router: Room
    server: Room
    bridged: bool
    folder: Path
    session_count: int = 0

    def session(self, *, v6: bool = False, wait_s: float = 3.0) -> Session:
        """Open a TCP session from the client to the server; whether it came about, `lives` tells."""
        self.session_count += 1
        heard = self.folder / f"heard-{self.session_count}"
        to = SERVER_V6 if v6 else SERVER
        child = self.client.start(sys.executable, "-c", _TALK, to, str(PORT), str(EVERY_S), out=heard)
        session = Session(heard, child)
        end = time.monotonic() + wait_s
        while session.echoes() < 1 and time.monotonic() < end and child.poll() is None:
            time.sleep(EVERY_S)
        return session

    def opens(self, *, v6: bool = False) -> bool:
        """Whether a new session comes about within a second."""
        return self.session(v6=v6, wait_s=1.0).lives()


@contextmanager
def three_rooms(*, bridged: bool = False) -> Iterator[Rooms]:
    """The world, and its end: every process is stopped and the namespaces go, whatever happened within."""
    holders: list[subprocess.Popen[bytes]] = []
    rooms: list[Room] = []
    with TemporaryDirectory(prefix="codedark-rooms-") as folder:
        try:
            first = _holder(holders)
            rooms = [first, _holder(holders, first), _holder(holders, first)]
            world = Rooms(rooms[0], rooms[1], rooms[2], bridged, Path(folder))
            _wire(world)
            _serve(world)
            yield world
        finally:
            for child in [child for room in rooms for child in room.children] + holders:
                child.kill()
                child.wait()


def _holder(holders: list[subprocess.Popen[bytes]], first: Room | None = None) -> Room:
    """A process that sleeps in a network namespace of its own; an ordinary user's share one user namespace."""
    make = ["unshare", "--net"]
    if os.geteuid() != 0:
        inside = ["nsenter", "--target", str(first.pid), "--user", "--preserve-credentials"] if first else []
        make = [*inside, *make] if first else ["unshare", "--user", "--map-root-user", "--net"]
    child = subprocess.Popen([*make, "sleep", "600"], stderr=subprocess.DEVNULL)
    holders.append(child)
    here = Path("/proc/self/ns/net").readlink()
    for _ in range(500):
        if _is_asleep(child.pid) and Path(f"/proc/{child.pid}/ns/net").readlink() != here:
            return Room(child.pid)
        time.sleep(0.01)
    raise AssertionError("no network namespace could be made here")


def _is_asleep(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip() == "sleep"
    except OSError:
        return False


def _wire(world: Rooms) -> None:
    for room, end, near in ((world.client, "c", "in"), (world.server, "s", "out")):
        world.router.run("ip", "link", "add", near, "type", "veth", "peer", "name", end)
        world.router.run("ip", "link", "set", end, "netns", str(room.pid))
        room.run("ip", "link", "set", "lo", "up")
        room.run("ip", "link", "set", end, "up")
        world.router.run("ip", "link", "set", near, "up")
    if world.bridged:
        _bridge(world)
    else:
        _route(world)


def _bridge(world: Rooms) -> None:
    world.router.run("ip", "link", "add", "br0", "type", "bridge")
    for port in ("in", "out"):
        world.router.run("ip", "link", "set", port, "master", "br0")
    world.router.run("ip", "link", "set", "br0", "up")
    for room, end, v4, v6 in ((world.client, "c", CLIENT, CLIENT_V6), (world.server, "s", SERVER, SERVER_V6)):
        room.run("ip", "addr", "add", f"{v4}/8", "dev", end)
        room.run("ip", "addr", "add", f"{v6}/8", "dev", end, "nodad")


def _route(world: Rooms) -> None:
    for key in ("net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding"):
        world.router.set(key, "1")
    for room, end, near, v4, v6 in (
        (world.client, "c", "in", CLIENT, CLIENT_V6),
        (world.server, "s", "out", SERVER, SERVER_V6),
    ):
        for address, length, gate in ((v4, 24, f"{v4[:-1]}1"), (v6, 64, f"{v6[:-1]}1")):
            nodad = ("nodad",) if ":" in address else ()
            world.router.run("ip", "addr", "add", f"{gate}/{length}", "dev", near, *nodad)
            room.run("ip", "addr", "add", f"{address}/{length}", "dev", end, *nodad)
            room.run("ip", *(("-6",) if ":" in address else ()), "route", "add", "default", "via", gate)


def _serve(world: Rooms) -> None:
    ready = world.folder / "server"
    world.server.start(sys.executable, "-c", _SERVE, str(PORT), out=ready)
    for _ in range(500):
        if ready.read_bytes().startswith(b"ready"):
            return
        time.sleep(0.01)
    raise AssertionError("the server did not come up")


@contextmanager
def alone() -> Iterator[Room]:
    """One empty network namespace, to load a ruleset in."""
    holders: list[subprocess.Popen[bytes]] = []
    try:
        yield _holder(holders)
    finally:
        for child in holders:
            child.kill()
            child.wait()
