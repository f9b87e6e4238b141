"""Rooms on wires: a gate in a network namespace, and around it ends that send any packet and see whatever arrives.

The rooms have no addresses of their own, so nobody but the test answers; the gate finds its neighbours in a table.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest

from codedark.gates.libnft import Nft
from codedark.gates.range.kernel import network, new_network

Address = IPv4Address | IPv6Address
NUMBERS = {"tcp": 6, "udp": 17, "icmp": 1, "icmp6": 58}
SYN, RST, ACK, SYN_ACK = 0x02, 0x04, 0x10, 0x12
ETH_ALL, ETH_IP, ETH_IP6, ETH_VLAN = 0x0003, 0x0800, 0x86DD, 0x8100
OPENER = 40000
"""Source port of whoever opens, unless told."""
QUIET_S, LONGEST_S = 0.03, 2.0
"""Nothing more is awaited once nothing came for so long; the wires are memory."""


CHUNK = 64
"""Packets sent before what came is taken in: a socket holds some hundred frames, and loses the rest without a word."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet of ours. `mark` tells it when it arrives; flags are TCP's."""

    source: Address
    target: Address
    protocol: str
    source_port: int
    target_port: int
    mark: int
    flags: int = SYN
    inner: bytes = b""
    """Of an ICMP error: the packet it is about."""

    def bytes(self) -> bytes:
        """As it goes over the wire, from the IP header on."""
        body = self._body()
        if self.source.version == 4:
            number = NUMBERS.get(self.protocol) or int(self.protocol)
            return ip4(self.source, self.target, number, body, self.mark)
        number = NUMBERS["icmp6"] if self.protocol == "icmp" else NUMBERS.get(self.protocol) or int(self.protocol)
        head = struct.pack("!IHBB", 6 << 28, len(body), number, 63)
        return head + self.source.packed + self.target.packed + body

    def _body(self) -> bytes:
        told = b"mark" + struct.pack("!I", self.mark)
        ports = struct.pack("!HH", self.source_port, self.target_port)
        if self.protocol == "tcp":
            seq = 2000 if self.flags == SYN_ACK else 1000
            ack = 0 if self.flags == SYN else 1001
            head = ports + struct.pack("!IIBBHHH", seq, ack, 5 << 4, self.flags, 8192, 0, 0)
            return self._summed(head + told, 16)
        if self.protocol == "udp":
            return self._summed(ports + struct.pack("!HH", 8 + len(told), 0) + told, 6)
        if self.protocol == "icmp":
            four = self.source.version == 4
            if self.inner:
                kind = (3, 1) if four else (1, 4)
                return self._summed(struct.pack("!BBHI", *kind, 0, 0) + self.inner + told, 2)
            reply = self.flags == SYN_ACK
            kind = ((0 if reply else 8) if four else (129 if reply else 128), 0)
            return self._summed(struct.pack("!BBHHH", *kind, 0, self.source_port, 1) + told, 2)
        return told

    def _summed(self, body: bytes, at: int) -> bytes:
        pseudo = b""
        if self.protocol != "icmp" or self.source.version == 6:
            number = NUMBERS["icmp6"] if self.protocol == "icmp" else NUMBERS[self.protocol]
            tail = struct.pack("!IHBB", len(body), 0, 0, number)
            pseudo = self.source.packed + self.target.packed + tail
        total = checksum(pseudo + body)
        return body[:at] + struct.pack("!H", total or 0xFFFF) + body[at + 2 :]


def ip4(source: Address, target: Address, number: int, body: bytes, ident: int, fragment: int = 0) -> bytes:
    """An IPv4 packet. `fragment`: flags and offset, as they stand in the header."""
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), ident & 0xFFFF, fragment, 63, number, 0)
    head += source.packed + target.packed
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body


def checksum(data: bytes) -> int:
    """Of the Internet (RFC 1071)."""
    padded = data + b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


@dataclass(slots=True)
class Rooms:
    """A gate with one wire to each room."""

    spaces: dict[str, int]
    ends: dict[str, socket.socket]
    gate_macs: dict[str, bytes]
    bridged: bool
    _mark: int = 0

    def mark(self) -> int:
        """A number no packet had yet."""
        self._mark += 1
        return self._mark

    def room_of(self, address: Address) -> str:
        """Where the gate's routes lead."""
        text = str(address)
        return next((room for room, (four, six) in _ROUTES.items() if text.startswith((four[:5], six[:7]))), "zx")

    def pass_through(
        self,
        packets: Sequence[Packet],
        *,
        from_room: str | None = None,
        to_room: str | None = None,
        vlan: int | None = None,
    ) -> set[int]:
        """Send packets from where their source belongs; marks of those that arrived where their target belongs."""
        wanted = {p.mark: to_room or self.room_of(p.target) for p in packets}
        found: dict[str, set[int]] = {room: set() for room in self.ends}
        for n, p in enumerate(packets, 1):
            kind = ETH_IP if p.source.version == 4 else ETH_IP6
            self.send(from_room or self.room_of(p.source), p.bytes(), kind, wanted[p.mark], vlan)
            if n % CHUNK == 0:
                self._take_in(found)
        arrived = self.collect(found)
        return {mark for mark, room in wanted.items() if mark in arrived[room]}

    def send(self, room: str, packet: bytes, kind: int, to_room: str, vlan: int | None = None) -> None:
        """Put a frame on a room's wire."""
        there = _mac(to_room) if self.bridged else self.gate_macs[room]
        tag = b"" if vlan is None else struct.pack("!HH", ETH_VLAN, vlan)
        frame = there + _mac(room) + tag + struct.pack("!H", kind) + packet
        self.ends[room].send(frame)

    def collect(self, found: dict[str, set[int]] | None = None) -> dict[str, set[int]]:
        """Marks of all that arrived in each room until nothing more comes, beside those already found."""
        found = {room: set() for room in self.ends} if found is None else found
        quiet_from = began = time.monotonic()
        while time.monotonic() - quiet_from < QUIET_S and time.monotonic() - began < LONGEST_S:
            if self._take_in(found):
                quiet_from = time.monotonic()
            time.sleep(0.001)
        return found

    def _take_in(self, found: dict[str, set[int]]) -> bool:
        """Take in what waits; whether anything did."""
        came = False
        for room, end in self.ends.items():
            while (frame := _received(end, _mac(room))) is not None:
                came = True
                at = frame.rfind(b"mark")
                if at >= 0:
                    found[room].add(struct.unpack_from("!I", frame, at + 4)[0])
        return came

    def nft(self, text: str) -> str:
        """Run nftables text in the gate."""
        with network(self.spaces["gate"]):
            return Nft().run(text)

    def run(self, line: str) -> None:
        """Run a program in the gate."""
        with network(self.spaces["gate"]):
            subprocess.run(line.split(), check=True, capture_output=True)

    def close(self) -> None:
        """Take everything down."""
        for end in self.ends.values():
            end.close()
        for space in self.spaces.values():
            os.close(space)


def _received(end: socket.socket, own: bytes) -> bytes | None:
    """The next frame that came from outside; None: there is none now."""
    while True:
        try:
            frame, place = end.recvfrom(4096)
        except BlockingIOError:
            return None
        if place[2] != socket.PACKET_OUTGOING and frame[6:12] != own:
            return frame


_ROUTES = {
    "za": ("10.1.0.0/16", "fd00:1::/32"),
    "zb": ("10.2.0.0/16", "fd00:2::/32"),
    "zc": ("10.3.0.0/16", "fd00:3::/32"),
}
"""Room -> networks behind its wire; everything else lies in `zx`."""
ROOMS = (*_ROUTES, "zx")


def _mac(room: str) -> bytes:
    return bytes([2, 0, 0, 0, 0, ROOMS.index(room) + 1])


@contextmanager
def rooms(*, bridged: bool = False) -> Iterator[Rooms]:
    """Build them; gone when left. Skips, loudly, where the system does not allow namespaces."""
    try:
        spaces = {"gate": new_network()}
    except OSError as refused:
        remedy = "run the tests as root, or under `unshare -Urnm`"
        text = f"MISSING: the right to make network namespaces is missing ({refused.strerror}): {remedy}"
        if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
            pytest.fail(text, pytrace=False)
        pytest.skip(text)
    spaces |= {room: new_network() for room in ROOMS}
    world = Rooms(spaces=spaces, ends={}, gate_macs={}, bridged=bridged)
    try:
        with network(spaces["gate"]):
            _build_gate(world)
        for room in ROOMS:
            with network(spaces[room]):
                end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_ALL))
                end.bind(("eth0", ETH_ALL))
                end.setblocking(False)
                world.ends[room] = end
        yield world
    finally:
        world.close()


def _build_gate(world: Rooms) -> None:
    _run("ip link set lo up")
    if world.bridged:
        _run("ip link add br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0")
        _run("ip link set br0 up")
    for key, value in (("ipv4/conf/all/forwarding", 1), ("ipv6/conf/all/forwarding", 1), ("ipv4/conf/all/rp_filter", 0),
                       ("ipv4/conf/default/rp_filter", 0), ("ipv4/conf/all/send_redirects", 0),
                       ("ipv4/conf/default/send_redirects", 0), ("ipv4/icmp_ratelimit", 0)):  # fmt: skip
        Path("/proc/sys/net", key).write_text(str(value))
    for room in ROOMS:
        mac = _mac(room).hex(":")
        _run(f"ip link add {room}0 type veth peer name eth0 address {mac} netns /proc/self/fd/{world.spaces[room]}",
             keep=world.spaces[room])  # fmt: skip
        if world.bridged:
            _run(f"ip link set {room}0 master br0")
        _run(f"ip link set {room}0 up")
        with network(world.spaces[room]):
            Path("/proc/sys/net/ipv6/conf/eth0/disable_ipv6").write_text("1")
            _run("ip link set eth0 up")
        world.gate_macs[room] = _mac_of(f"{room}0")
        if not world.bridged:
            _route(room, mac)


def _mac_of(interface: str) -> bytes:
    # /sys shows the namespace that mounted it; ask the kernel over a socket of this one.
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as sock:
        sock.bind((interface, 0))
        return bytes(sock.getsockname()[4])


def _route(room: str, mac: str) -> None:
    """Networks behind a wire, all through one neighbour that is told."""
    n = ROOMS.index(room) + 1
    _run(f"ip addr add 169.254.{n}.1/30 dev {room}0")
    _run(f"ip -6 addr add fe80::{n}:1/64 dev {room}0 nodad")
    _run(f"ip neigh add 169.254.{n}.2 lladdr {mac} dev {room}0 nud permanent")
    _run(f"ip -6 neigh add fe80::{n}:2 lladdr {mac} dev {room}0 nud permanent")
    four, six = _ROUTES.get(room, ("default", "default"))
    _run(f"ip route add {four} via 169.254.{n}.2 dev {room}0")
    _run(f"ip -6 route add {six} via fe80::{n}:2 dev {room}0")


def _run(line: str, keep: int | None = None) -> None:
    done = subprocess.run(line.split(), capture_output=True, pass_fds=() if keep is None else (keep,), check=False)
    if done.returncode:
        raise OSError(done.returncode, f"{line}: {done.stderr.decode().strip()}")


def packet(
    rooms_: Rooms, source: str | Address, target: str | Address, protocol: str = "udp", port: int = 443,
    source_port: int = OPENER, flags: int = SYN, inner: bytes = b"",
) -> Packet:  # fmt: skip
    """A packet with a mark of its own."""
    return Packet(ip_address(source), ip_address(target), protocol, source_port, port, rooms_.mark(), flags, inner)
