"""From a signed order at the agent to the last forbidden packet, beside other ways to cut, in the same run.

    python benchmarks/bench_fire.py [--rules 1000 10000 50000] [--trials 20] [--quick]

A stream of 10,000 datagrams a second goes from one namespace to another through a gate with a rule set of the given
size, established first. Each trial cuts it and lets it go again. *last* is when the last delivered packet was sent,
after the gate had the order; *leaked* counts packets delivered that were sent after it. Needs root and nftables.
"""

from __future__ import annotations

import argparse
import mmap
import os
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from codedark.formats.nft_seal import ETHER_TYPES, TABLE, arm, switch, switch_off, switch_on
from codedark.gates.libnft import Nft
from codedark.gates.netlink_switch import Change, SwitchSocket, batch
from codedark.gates.range.kernel import network
from codedark.response.order import OrderAct
from tests.gates.rooms import ADDRESSES, Rooms, rooms

RATE_PER_S = 10_000
RESULTS = Path(__file__).parent / "results" / "fire.md"
SETTLE_S = 0.08


def sender(fd: int, target: tuple[str, int], stop_at: float) -> None:
    """Forked: send numbered datagrams with the time each was sent, at an even pace, until told otherwise."""
    with network(fd):
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    number, due = 0, time.monotonic()
    while time.monotonic() < stop_at:
        sock.sendto(struct.pack("!Id", number, time.monotonic()), target)
        number += 1
        due += 1 / RATE_PER_S
        while time.monotonic() < due:
            pass


class Receiver:
    """What arrived, as the times at which it was sent: written by a forked process, so that it delays nobody here."""

    MOST = 4_000_000

    def __init__(self, world: Rooms) -> None:
        self._memory = mmap.mmap(-1, 8 * (self.MOST + 1))
        sock = world.at("clinic", self._open)
        self.pid = os.fork()
        if self.pid == 0:
            self._run(sock)
        sock.close()

    def _open(self) -> socket.socket:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        # 33 is SO_RCVBUFFORCE: Python has no name for it.
        sock.setsockopt(socket.SOL_SOCKET, 33, 1 << 24)
        sock.bind((ADDRESSES["clinic"][0], 5000))
        return sock

    def _run(self, sock: socket.socket) -> None:
        count = 0
        while True:
            told = sock.recv(64)
            count += 1
            struct.pack_into("=d", self._memory, 8 * (count % self.MOST + 1), struct.unpack("!Id", told)[1])
            struct.pack_into("=q", self._memory, 0, count)

    def count(self) -> int:
        return int(struct.unpack_from("=q", self._memory, 0)[0])

    def since(self, first: int) -> list[float]:
        """Times of sending of what arrived after that count."""
        return [
            struct.unpack_from("=d", self._memory, 8 * (n % self.MOST + 1))[0]
            for n in range(first + 1, self.count() + 1)
        ]


Way = tuple[str, Callable[[], float], Callable[[], None]]
"""(name, cut: returns when the gate had the order, let go)"""


def ways(world: Rooms, rules: int) -> list[Way]:
    """Every way to cut, each with its own undo."""
    server, plan = world.agents[0], world.cut_all
    seal = server.agent.holding.seals[plan.id][0].name
    nft, raw = Nft(), SwitchSocket()
    prepared = batch(
        "inet", TABLE, [Change("armed", ETHER_TYPES, renew=False), Change(switch(seal), ETHER_TYPES, 60.0)]
    )

    def agent_cut() -> float:
        order = world.order(plan)
        began = time.monotonic()
        told = server.agent.obey(order)
        assert "done" in told, told
        return began

    def agent_release() -> None:
        told = server.agent.obey(world.order(plan, OrderAct.RELEASE, world.people.engineer, world.people.physician))
        assert "done" in told, told

    def timed(work: Callable[[], object]) -> Callable[[], float]:
        def run() -> float:
            began = time.monotonic()
            work()
            return began

        return run

    def off() -> None:
        nft.run(switch_off(seal))

    def program(*words: str, text: str | None = None) -> None:
        subprocess.run(words, input=text, text=True, check=True, capture_output=True)

    deny = 'add rule inet filter forward iifname "off0" oifname "cli0" drop'
    whole = nft.listed("table inet filler") if rules else ""
    added = 'chain cut {\ntype filter hook forward priority -10\niifname "off0" oifname "cli0" drop\n}\n'
    reload = f"flush table inet filler\n{whole}\ntable inet filler {{\n{added}}}\n"
    lines = "\n".join(
        f"-A FORWARD -s 192.0.2.{i % 250}/32 -p tcp --dport {i % 60000 + 1} -j DROP" for i in range(rules)
    )
    policies = "".join(f":{chain} ACCEPT\n" for chain in ("INPUT", "FORWARD", "OUTPUT"))
    tables = f"*filter\n{policies}-A FORWARD -i off0 -o cli0 -j DROP\n{lines}\nCOMMIT\n"
    found: list[Way] = [
        ("signed order to the agent", agent_cut, agent_release),
        ("raw netlink, nothing signed (floor)", timed(lambda: raw.send(prepared)), off),
        ("libnftables in this process", timed(lambda: nft.run(arm() + switch_on(seal, 60))), off),
        (
            "nft binary, one element",
            timed(lambda: program("nft", arm() + switch_on(seal, 60))),
            off,
        ),
        (
            "nft -f, whole rule set",
            timed(lambda: program("nft", "-f", "-", text=reload)),
            lambda: nft.run("delete chain inet filler cut"),
        ),
        (
            "iptables-nft-restore, whole rule set",
            timed(lambda: program("iptables-nft-restore", text=tables)),
            lambda: nft.run("delete table ip filter"),
        ),
        (
            "ip link set down",
            timed(lambda: program("ip", "link", "set", "off0", "down")),
            _link_up,
        ),
        ("deny after established accept (wrong)", timed(lambda: nft.run(deny)), lambda: _drop_last(nft)),
    ]
    return found


def _link_up() -> None:
    subprocess.run(["ip", "link", "set", "off0", "up"], check=True, capture_output=True)
    six = ["ip", "-6", "addr", "replace", f"{ADDRESSES['office'][3]}/64", "dev", "off0", "nodad"]
    subprocess.run(six, check=True, capture_output=True)
    time.sleep(0.3)


def _drop_last(nft: Nft) -> None:
    rules = [one["rule"] for one in nft.listed_json("chain inet filter forward") if "rule" in one]
    nft.run(f"delete rule inet filter forward handle {rules[-1]['handle']}")


def trial(receiver: Receiver, cut: Callable[[], float], let_go: Callable[[], None]) -> tuple[float, float, int]:
    """Milliseconds of the call, to the last delivered packet, and packets leaked; infinite: it never stopped."""
    time.sleep(SETTLE_S)
    first = receiver.count()
    began = cut()
    call = time.monotonic() - began
    time.sleep(SETTLE_S)
    leaked = [t for t in receiver.since(first) if t > began]
    late = time.monotonic() - 0.02
    never = any(t > late for t in leaked)
    let_go()
    time.sleep(SETTLE_S)
    last = float("inf") if never else (max(leaked) - began if leaked else 0.0)
    return call * 1000, last * 1000, len(leaked)


def run(rules: int, trials: int) -> list[str]:
    """One size of rule set: rows of the table."""
    rows = []
    with tempfile.TemporaryDirectory() as folder, rooms(Path(folder), filler_rules=rules) as world:
        world.probers_wanted = False
        world.ready()
        receiver = Receiver(world)
        pid = os.fork()
        if pid == 0:
            try:
                sender(world.spaces["office"], (ADDRESSES["clinic"][0], 5000), time.monotonic() + 3600)
            finally:
                os._exit(0)
        try:
            rows = world.at("gate", lambda: [_row(rules, way, receiver, trials) for way in ways(world, rules)])
        finally:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
            os.kill(receiver.pid, 9)
            os.waitpid(receiver.pid, 0)
    return rows


def _row(rules: int, way: Way, receiver: Receiver, trials: int) -> str:
    name, cut, let_go = way
    count = trials if "whole rule set" not in name or rules < 20_000 else max(5, trials // 4)
    cut_once = [trial(receiver, cut, let_go) for _ in range(count + 1)][1:]
    calls, lasts, leaks = zip(*cut_once, strict=True)
    p95 = sorted(lasts)[int(0.95 * (len(lasts) - 1))]
    said = "never" if statistics.median(lasts) == float("inf") else f"{statistics.median(lasts):.2f} ({p95:.2f})"
    row = f"| {name} | {rules:,} | {count} | {statistics.median(calls):.3f} | {said} | {statistics.median(leaks):g} |"
    print(row, flush=True)
    return row


def main() -> None:
    """Run and write the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rules", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    asked.add_argument("--trials", type=int, default=20)
    told = asked.parse_args()
    head = [
        "| what | rules | N | call, ms | last packet, ms median (p95) | packets leaked of 10,000/s |",
        "|---|---|---|---|---|---|",
    ]
    print("\n".join(head))
    rows = [row for rules in told.rules for row in run(rules, told.trials)]
    load = os.getloadavg()[0]
    text = [
        "# bench_fire: order to last forbidden packet",
        "",
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} shared cores, load {load:.1f}, Linux {os.uname().release},"
        f" Python {sys.version.split()[0]}.",
        "",
        *head,
        *rows,
        "",
    ]
    RESULTS.write_text("\n".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
