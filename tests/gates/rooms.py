"""Two zones and a gate in network namespaces, with people who hold keys: where the agent is tried with real packets.

Everything is done in threads of this process that enter a namespace; the kernel removes the namespaces when their
descriptors are closed. `office` may speak to `clinic` on 443 (care), 3389 (administration) and 104 (break-glass).
"""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.gap.gate_book import Prober as ProberPlace
from codedark.gap.gate_book import gate_books
from codedark.gap.plan_book import StagedPlan, staged_plan
from codedark.gap.posture import Posture, seal
from codedark.gap.tiers import Tiers, tiers
from codedark.gates.agent import Agent
from codedark.gates.agent_folder import AgentFolder, GateSettings, Staged
from codedark.gates.agent_serving import AgentServer
from codedark.gates.clock import Clock
from codedark.gates.controller import Controller, Member
from codedark.gates.libnft import Nft
from codedark.gates.prober import Prober
from codedark.gates.range.kernel import network, new_network
from codedark.hospital.records import ConduitId, GateId, Hospital, HostId, ZoneId
from codedark.response.keys import key_id, public_hex
from codedark.response.mandate_file import read_mandate
from codedark.response.mandate_signature import sign_mandate
from codedark.response.order import Order, OrderAct
from codedark.response.signing import SignedOrder, hospital_mark, sign, to_bytes
from tests.making import make_hospital

T = TypeVar("T")

ADDRESSES = {
    "office": ("10.1.0.2", "fd00:1::2", "10.1.0.1", "fd00:1::1"),
    "clinic": ("10.2.0.2", "fd00:2::2", "10.2.0.1", "fd00:2::1"),
    "laptop": ("10.9.0.2", "fd00:9::2", "10.9.0.1", "fd00:9::1"),
}
"""Room -> its own addresses and the gate's towards it."""
PROBERS = {"office": "10.1.0.9", "clinic": "10.2.0.9"}
INTERFACES = {"office": "off0", "clinic": "cli0", "laptop": "lap0"}

BASE = """
table inet filter {
  chain forward {
    type filter hook forward priority 0; policy drop;
    ct state established,related accept
    iifname "lap0" accept
    oifname "lap0" accept
    iifname "off0" oifname "cli0" tcp dport { 443, 3389, 104 } accept
    iifname "off0" oifname "cli0" udp dport { 5000, 5002, 47117, 47118 } accept
    iifname "cli0" oifname "off0" tcp dport 515 accept
    iifname "cli0" oifname "off0" udp dport { 47117, 47118 } accept
    meta l4proto { icmp, ipv6-icmp } accept
  }
}
"""
"""The usual firewall: established first, so that nothing added after it stops a live session."""


def rooms_tables() -> dict[str, str]:
    """The tables of the hospital that the rooms are."""
    probers = "".join(f"p-{room},{room},{address},prober\n" for room, address in PROBERS.items())
    return {
        "agents": "agent,gate,address\ng1,g1,10.9.0.1:47115\n",
        "cables": "gate,zone,interface\n" + "".join(f"g1,{room},{INTERFACES[room]}\n" for room in PROBERS),
        "gates": "gate,kind,fire_min,native_undo\ng1,nftables,0.001,yes\n",
        "zones": """
            zone,  kind,    core,prefixes,               gate
            office,office,  no,  10.1.0.0/24 fd00:1::/64,g1
            clinic,clinical,yes, 10.2.0.0/24 fd00:2::/64,g1
            """,
        "hosts": "host,zone,address,role\nws-1,office,10.1.0.2,workstation\nehr-1,clinic,10.2.0.2,server\n" + probers,
        "applications": "application,kind,runs_on,ports\nehr,clinical,ehr-1,tcp/443\n",
        "services": "service,needs,worked_from,paper_min,arrivals_per_h\nward,ehr,office,60,2\n",
        "conduits": """
            conduit,  from,  to,    protocol,ports,purpose,       break_glass,clinical_owner,on_expiry
            care,     office,clinic,tcp,     443,  clinical,      no,         ,              release
            admin,    office,clinic,tcp,     3389, administration,no,         ,              release
            images,   office,clinic,tcp,     104,  clinical,      yes,        head of imaging,release
            stream,   office,clinic,udp,     5000, other,         no,         ,              hold-sealed
            printing, clinic,office,tcp,     515,  clinical,      no,         ,              release
            vitals,   office,clinic,udp,     5002, clinical,      no,         ,              release
            """,
    }


def rooms_hospital() -> Hospital:
    """The hospital that the rooms are."""
    return make_hospital(**rooms_tables())


MANDATE = """
version = {version}
valid_from = 2026-01-01
valid_until = 2099-12-31

[owner]
role = "director"
key = "{owner}"

[[offices]]
role = "engineer"
keys = ["{engineer}"]

[[offices]]
role = "physician"
clinical = true
keys = ["{physician}"]

[[offices]]
role = "visitor"
keys = ["{visitor}"]

[[rights]]
role = "engineer"
may = ["fire", "hold", "release", "stage"]
posture_max = 4

[[rights]]
role = "physician"
may = ["fire", "hold", "release", "sign"]
posture_max = 4

[hold]
alone_min = 30
owner_max_h = 1

[night]
from = "03:00"
to = "03:01"
"""


@dataclass(slots=True)
class People:
    """Who holds which key."""

    owner: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    engineer: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    physician: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    visitor: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def mandate(self, version: int = 1) -> tuple[bytes, bytes]:
        """mandate.toml and its signature."""
        keys = {name: public_hex(getattr(self, name)) for name in ("owner", "engineer", "physician", "visitor")}
        text = MANDATE.format(version=version, **keys).encode()
        read_mandate(text)
        return text, sign_mandate(text, self.owner)

    @property
    def mark(self) -> str:
        """Of their hospital."""
        return hospital_mark(public_hex(self.owner))


@dataclass(slots=True)
class Rooms:
    """The world: namespaces, the hospital, the people, the agent's folder."""

    path: Path
    spaces: dict[str, int]
    hospital: Hospital
    tiers: Tiers
    people: People = field(default_factory=People)
    agents: list[AgentServer] = field(default_factory=list)
    probers: list[Prober] = field(default_factory=list)
    listeners: list[socket.socket] = field(default_factory=list)
    probers_wanted: bool = True
    _nonce: int = 0

    def at(self, room: str, work: Callable[[], T]) -> T:
        """Do something in a room, and give what it gave."""
        said: list[Any] = []

        def run() -> None:
            try:
                with network(self.spaces[room]):
                    said.append((True, work()))
            except BaseException as failed:
                said.append((False, failed))

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        good, what = said[0]
        if good:
            return what  # type: ignore[no-any-return]
        raise what

    def nft(self, text: str, room: str = "gate") -> str:
        """Run nftables text in a room."""
        return self.at(room, lambda: Nft().run(text))

    def plan(self, **postures: Posture) -> StagedPlan:
        """A plan of these conduits."""
        return staged_plan(self.tiers, seal({ConduitId(c): p for c, p in postures.items()}), None, "zone:office")

    @property
    def cut_all(self) -> StagedPlan:
        """Office cut off the clinic, break-glass aside."""
        return self.plan(
            care=Posture.BREAK_GLASS,
            admin=Posture.BREAK_GLASS,
            images=Posture.BREAK_GLASS,
            stream=Posture.BREAK_GLASS,
        )

    def staged(self, *plans: StagedPlan) -> Staged:
        """What is sent to the gate."""
        places = [
            ProberPlace(zone=ZoneId(room), host=HostId(f"p-{room}"), address=address)
            for room, address in PROBERS.items()
            if self.probers_wanted
        ]
        interfaces = {(GateId("g1"), ZoneId(room)): INTERFACES[room] for room in ("office", "clinic")}
        book = gate_books(self.tiers, interfaces, places)[GateId("g1")]
        return Staged(book=book, plans=plans or (self.cut_all,), timezone="UTC")

    def enrol(self, name: str = "g1", **settings: Any) -> AgentFolder:
        """Make the folder of one agent."""
        folder = AgentFolder(self.path / name)
        listen = settings.pop("listen", "10.9.0.1:47115")
        folder.enrol(
            GateSettings(gate="g1", agent=name, listen=listen, owner_key=public_hex(self.people.owner), **settings)
        )
        return folder

    def serve(self, folder: AgentFolder, clock: Clock | None = None) -> AgentServer:
        """Start the agent of a folder in the gate's room."""

        def start() -> AgentServer:
            agent = Agent(folder, clock or Clock())
            agent.start()
            server = AgentServer(agent)
            server.start()
            return server

        server = self.at("gate", start)
        self.agents.append(server)
        return server

    def probe(self) -> None:
        """Start a prober in each zone."""
        keys = {key_id(s.agent.public): s.agent.public for s in self.agents}
        for room, address in PROBERS.items():
            prober = Prober(address=address, peers=frozenset(PROBERS.values()), keys=keys)
            self.at(room, prober.start)
            self.probers.append(prober)

    def controller(self, key: Ed25519PrivateKey | None = None, port: int = 47115) -> Controller:
        """The laptop's side, with the engineer's key."""
        member = Member(gate=GateId("g1"), agent="g1", address=("10.9.0.1", port))
        return Controller(members=[member], key=key or self.people.engineer)

    def ready(self, *plans: StagedPlan) -> AgentServer:
        """An agent with mandate and plans, and probers."""
        server = self.serve(self.enrol())
        self.at("gate", lambda: server.agent.take_mandate(*self.people.mandate()))
        engineer = key_id(public_hex(self.people.engineer))
        self.at("gate", lambda: server.agent.stage(self.staged(*plans), engineer))
        if self.probers_wanted:
            self.probe()
        return server

    def order(self, plan: StagedPlan, act: OrderAct = OrderAct.CUT, *signers: Ed25519PrivateKey, **more: Any) -> bytes:
        """A signed order, by the engineer unless others are named."""
        self._nonce += 1
        told: dict[str, Any] = {
            "act": act,
            "plan": plan.id,
            "issued_at": datetime.now(UTC).replace(microsecond=0),
            "valid_s": 600,
            "hold_min": 0 if act is OrderAct.RELEASE else 30,
            "nonce": self._nonce.to_bytes(4, "big"),
            "reason_given": True,
        }
        signed: Order | SignedOrder = Order(**(told | more))
        for signer in signers or (self.people.engineer,):
            signed = sign(signed, signer, self.people.mark)
        assert isinstance(signed, SignedOrder)
        return to_bytes(signed)

    def stream(self, port: int = 5000, every_s: float = 0.001) -> Stream:
        """Datagrams from office to clinic, running."""
        return Stream(self, port, every_s)

    def connects(self, port: int, source: str = "office", target: str = "clinic", timeout_s: float = 0.25) -> bool:
        """Whether a TCP session can be opened now."""

        def run() -> bool:
            with socket.socket() as sock:
                sock.settimeout(timeout_s)
                return sock.connect_ex((ADDRESSES[target][0], port)) == 0

        return self.at(source, run)

    def listen(self, port: int, room: str = "clinic") -> socket.socket:
        """Something that answers on a TCP port."""
        sock = self.at(room, lambda: socket.create_server((ADDRESSES[room][0], port), backlog=64))
        self.listeners.append(sock)
        return sock

    def close(self) -> None:
        """Take everything down."""
        for server in self.agents:
            server.stop()
        for prober in self.probers:
            prober.stop()
        for sock in self.listeners:
            sock.close()
        for space in self.spaces.values():
            os.close(space)


class Stream:
    """Numbered datagrams sent at a pace; which arrived, and when."""

    def __init__(self, rooms: Rooms, port: int, every_s: float) -> None:
        self.arrived: list[tuple[int, float]] = []
        self.sent_at: list[float] = []
        self._going = True
        self._target = (ADDRESSES["clinic"][0], port)
        self._inbound = rooms.at("clinic", self._receiver)
        self._outbound = rooms.at("office", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        self._every_s = every_s
        self._threads = [threading.Thread(target=t, daemon=True) for t in (self._send, self._receive)]
        for thread in self._threads:
            thread.start()

    def _receiver(self) -> socket.socket:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.bind(self._target)
        sock.settimeout(0.05)
        return sock

    def _send(self) -> None:
        while self._going:
            self.sent_at.append(time.monotonic())
            with suppress(OSError):
                self._outbound.sendto(len(self.sent_at).to_bytes(4, "big"), self._target)
            time.sleep(self._every_s)

    def _receive(self) -> None:
        while self._going:
            try:
                data = self._inbound.recv(64)
            except OSError:
                continue
            self.arrived.append((int.from_bytes(data, "big"), time.monotonic()))

    def passes(self, within_s: float = 0.15) -> bool:
        """Whether anything sent from now on arrives."""
        first = len(self.sent_at) + 1
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            if self.arrived and self.arrived[-1][0] >= first:
                return True
            time.sleep(0.002)
        return False

    def stop(self) -> None:
        """End it."""
        self._going = False
        for thread in self._threads:
            thread.join()
        self._inbound.close()
        self._outbound.close()


@contextmanager
def rooms(path: Path, *, base: str = BASE, filler_rules: int = 0) -> Iterator[Rooms]:
    """Build the rooms; gone when left.

    Args:
        base: the gate's own firewall.
        filler_rules: rules that match nothing, in a table of their own: a large rule set.
    """
    spaces = {name: new_network() for name in ("gate", *ADDRESSES)}
    for name, fd in spaces.items():
        with network(fd):
            _run("ip link set lo up")
            for setting in ("net/ipv4/conf/all/forwarding", "net/ipv6/conf/all/forwarding"):
                Path("/proc/sys", setting).write_text("1" if name == "gate" else "0")
    with network(spaces["gate"]):
        for room, (four, six, gate4, gate6) in ADDRESSES.items():
            inside = INTERFACES[room]
            peer = f"/proc/self/fd/{spaces[room]}"
            _run(f"ip link add {inside} type veth peer name eth0 netns {peer}", keep=(spaces[room],))
            _run(f"ip addr add {gate4}/24 dev {inside}")
            _run(f"ip -6 addr add {gate6}/64 dev {inside} nodad")
            _run(f"ip link set {inside} up")
            with network(spaces[room]):
                _run(f"ip addr add {four}/24 dev eth0")
                _run(f"ip -6 addr add {six}/64 dev eth0 nodad")
                if room in PROBERS:
                    _run(f"ip addr add {PROBERS[room]}/24 dev eth0")
                _run("ip link set eth0 up")
                _run(f"ip route add default via {gate4}")
                _run(f"ip -6 route add default via {gate6}")
    hospital = rooms_hospital()
    world = Rooms(path=path, spaces=spaces, hospital=hospital, tiers=tiers(hospital))
    try:
        world.nft(base)
        if filler_rules:
            lines = "\n".join(f"ip saddr 192.0.2.{i % 250} tcp dport {i % 60000 + 1} drop" for i in range(filler_rules))
            world.nft(f"table inet filler {{ chain forward {{ type filter hook forward priority 10;\n{lines}\n}}\n}}\n")
        yield world
    finally:
        world.close()


def _run(line: str, keep: tuple[int, ...] = ()) -> None:
    subprocess.run(line.split(), check=True, capture_output=True, pass_fds=keep)


def held_at(stand: Staged, plan: StagedPlan) -> Staged:
    """The same staging with one plan only."""
    return replace(stand, plans=(plan,))
