"""Things that go wrong while a gate is cut, each many times, with packets; and each first against a wrong build.

    python benchmarks/faults.py [--trials 100] [--only NAME ...] [--minutes 10]

The wrong build lets established sessions through first, as most firewalls do: a fault whose trials it passes proves
nothing. What is counted is a *failure*: a forbidden packet that passes while the gate says sealed, a break-glass flow
lost, a state after the fault that is not what was acknowledged. "0 of N" means at most 3/N with 95 % confidence.
Needs root and nftables.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from codedark.gap.plan_book import StagedPlan
from codedark.gap.proving import ProofVerdict, prove
from codedark.gates.agent import Agent
from codedark.gates.agent_folder import AgentFolder
from codedark.gates.agent_serving import AgentServer
from codedark.gates.clock import Clock
from codedark.gates.controller import Controller
from codedark.gates.holding import seals_of
from codedark.gates.range.kernel import network
from codedark.hospital.records import GateId
from codedark.response.keys import key_id, public_hex
from codedark.response.order import OrderAct
from tests.gates.rooms import ADDRESSES, BASE, PROBERS, Rooms, rooms

RESULTS = Path(__file__).parent / "results" / "faults.md"
G1 = GateId("g1")
WRONG = "insert rule inet codedark seal ct state established,related accept"


@dataclass(slots=True)
class Site:
    """One world with an agent in a process of its own, and live traffic through it."""

    world: Rooms
    folder: AgentFolder
    wrong: bool
    port: int = 47115
    pid: int = 0
    flows: Flows = field(init=False)

    def __post_init__(self) -> None:
        self.flows = Flows(self.world)

    @property
    def plan(self) -> StagedPlan:
        return self.world.cut_all

    def start(self, clock_off_s: float = 0.0) -> None:
        """Fork the agent; back when it listens."""
        self.pid = os.fork()
        if self.pid == 0:
            with suppress(BaseException):
                self._be_agent(clock_off_s)
            os._exit(1)
        for _ in range(400):
            if self.world.at("laptop", lambda: _listens(("10.9.0.1", self.port))):
                break
            time.sleep(0.01)
        else:
            raise RuntimeError("the agent did not come up")
        if self.wrong:
            self.world.nft(WRONG)

    def _be_agent(self, clock_off_s: float) -> None:
        with network(self.world.spaces["gate"]):
            agent = Agent(self.folder, Clock(clock_off_s))
            if self.wrong:  # a build that does not look, or it would mend itself
                agent._spoiled = lambda: False  # type: ignore[method-assign]
            agent.start()
            AgentServer(agent).start()
            while True:
                time.sleep(3600)

    def kill(self) -> None:
        """kill -9."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0

    def controller(self) -> Controller:
        """Fresh connections, the engineer's key."""
        return self.world.controller(port=self.port)

    def order(self, raw: bytes) -> dict[str, Any]:
        """Send one order; what came back, {} for nothing."""

        def run() -> dict[str, Any]:
            controller = self.controller()
            controller.timeout_s = 1.0
            try:
                answer = controller.order(raw, together=False)[0]
            finally:
                controller.close()
            return {} if answer.told is None else dict(answer.told)

        return self.world.at("laptop", run)

    def cut(self) -> dict[str, Any]:
        """Cut everything but break-glass."""
        return self.order(self.world.order(self.plan))

    def release(self) -> None:
        """Let go, by two persons."""
        people = self.world.people
        told = self.order(self.world.order(self.plan, OrderAct.RELEASE, people.engineer, people.physician))
        assert "done" in told, told

    def proof(self) -> ProofVerdict:
        """What the gate can prove now."""

        def run() -> ProofVerdict:
            controller = self.controller()
            try:
                seals = {G1: seals_of(self.world.staged(), self.plan)[0]}
                evidence = controller.evidence(self.plan.id, seals)
            finally:
                controller.close()
            return prove(seals.items(), evidence).verdict

        return self.world.at("laptop", run)

    def prepare(self) -> None:
        """Open the sessions whose end the proof will look for."""

        def run() -> None:
            controller = self.controller()
            controller.prepare(self.plan.id)
            controller.close()

        self.world.at("laptop", run)


class Flows:
    """A forbidden TCP session on 443, forbidden datagrams on 5000, and a break-glass session on 104: all live."""

    def __init__(self, world: Rooms) -> None:
        self.world = world
        self.listeners = {port: world.listen(port) for port in (443, 104)}
        self.udp_in = world.at("clinic", lambda: _datagrams((ADDRESSES["clinic"][0], 5000)))
        self.udp_out = world.at("office", lambda: _datagrams((ADDRESSES["office"][0], 5000)))
        self.sessions: dict[int, tuple[socket.socket, socket.socket]] = {}
        self.renew()

    def renew(self) -> None:
        """Open the sessions anew where they are not running."""
        for port, listener in self.listeners.items():
            if port in self.sessions:
                for sock in self.sessions[port]:
                    sock.close()
            near = self.world.at(
                "office", lambda p=port: socket.create_connection((ADDRESSES["clinic"][0], p), timeout=2)
            )
            far, _ = listener.accept()
            near.setblocking(False)
            far.setblocking(False)
            self.sessions[port] = (near, far)

    def passes(self, port: int, within_s: float = 0.05) -> bool:
        """Whether something sent now arrives."""
        send, receive = (self.udp_out, self.udp_in) if port == 5000 else self.sessions[port]
        with suppress(OSError):
            while receive.recv(65536):
                pass
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            with suppress(OSError):
                if port == 5000:
                    send.sendto(b"forbidden", (ADDRESSES["clinic"][0], 5000))
                else:
                    send.send(b"x")
            time.sleep(0.002)
            with suppress(OSError):
                if receive.recv(65536):
                    return True
        return False

    @property
    def forbidden_passes(self) -> bool:
        return self.passes(443) or self.passes(5000)

    @property
    def break_glass_passes(self) -> bool:
        return self.passes(104, 0.5)


def _datagrams(address: tuple[str, int]) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(address)
    sock.setblocking(False)
    return sock


def _listens(address: tuple[str, int]) -> bool:
    with socket.socket() as sock:
        sock.settimeout(0.2)
        return sock.connect_ex(address) == 0


@contextmanager
def site(*, wrong: bool, base: str = BASE) -> Iterator[Site]:
    """A world with a gate that is staged and serves."""
    with tempfile.TemporaryDirectory() as path, rooms(Path(path), base=base) as world:
        folder = world.enrol()

        def stage() -> None:
            agent = Agent(folder, Clock())
            agent.start()
            agent.take_mandate(*world.people.mandate())
            agent.stage(world.staged(), key_id(public_hex(world.people.engineer)))

        world.at("gate", stage)
        keys = public_hex(folder.key())
        from codedark.gates.prober import Prober

        for room, address in PROBERS.items():
            prober = Prober(address=address, peers=frozenset(PROBERS.values()), keys={key_id(keys): keys})
            world.at(room, prober.start)
            world.probers.append(prober)
        one = Site(world, folder, wrong)
        one.start()
        try:
            yield one
        finally:
            one.kill()


Trial = Callable[[Site, random.Random], str]
"""One trial on a site that is open at its start and must be left open. The failure, empty for none."""


def killed_before(one: Site, luck: random.Random) -> str:
    """Killed before the order: nothing is cut, nothing is said to be; started again it takes the order."""
    one.kill()
    said = one.cut()
    if said:
        return f"a dead gate answered {said}"
    one.start()
    return _cut_and_look(one)


def killed_during(one: Site, luck: random.Random) -> str:
    """Killed at a random moment around firing: what was acknowledged holds, and a restart holds what was fired."""
    raw = one.world.order(one.plan)
    child = os.fork()
    if child == 0:
        time.sleep(luck.uniform(0.0, 0.012))
        os.kill(one.pid, signal.SIGKILL)
        os._exit(0)
    said = one.order(raw)
    os.waitpid(child, 0)
    os.waitpid(one.pid, 0)
    one.pid = 0
    if "done" in said and one.flows.forbidden_passes:
        return "acknowledged, and a forbidden packet passes with the gate dead"
    if not one.flows.break_glass_passes:
        return "break-glass lost"
    one.start()
    again = one.order(raw)
    if "done" not in again:
        return f"the same order again: {again}"
    if one.flows.forbidden_passes:
        return "after a restart and the same order, a forbidden packet passes"
    return ""


def killed_after(one: Site, luck: random.Random) -> str:
    """Killed once it has acknowledged: it stays sealed, and after a restart as well."""
    if failed := _cut_and_look(one):
        return failed
    one.kill()
    if one.flows.forbidden_passes:
        return "dead, and a forbidden packet passes"
    one.start()
    return "restarted, and a forbidden packet passes" if one.flows.forbidden_passes else ""


def controller_killed(one: Site, luck: random.Random) -> str:
    """The laptop dies right after sending: the cut stands all the same."""
    raw = one.world.order(one.plan)
    child = os.fork()
    if child == 0:
        with network(one.world.spaces["laptop"]):
            controller = one.controller()
            link = controller._link(controller.members[0])
            link.ask("order", {"order": raw.hex(), "at_uptime_s": None})
        os._exit(0)
    os.waitpid(child, 0)
    time.sleep(0.15)
    return "the order was on its way, and a forbidden packet passes" if one.flows.forbidden_passes else ""


def message_lost(one: Site, luck: random.Random) -> str:
    """The order never arrives: the laptop says so, and the next one works."""
    one.world.nft(
        "add table inet lose\nadd chain inet lose input { type filter hook input priority 0; }\n"
        'add rule inet lose input iifname "lap0" tcp dport 47115 drop'
    )
    said = one.cut()
    one.world.nft("delete table inet lose")
    if said:
        return f"lost, and yet {said}"
    return _cut_and_look(one)


def message_doubled(one: Site, luck: random.Random) -> str:
    """The same order twice and more: one cut, one deadline."""
    raw = one.world.order(one.plan)
    answers = [one.order(raw) for _ in range(luck.randint(2, 4))]
    untils = {a["done"]["until"] for a in answers if "done" in a}
    if len(untils) != 1 or not all("done" in a for a in answers):
        return f"answers differ: {answers}"
    if not all(a["done"]["already"] for a in answers[1:]):
        return "a doubled order counted twice"
    return "doubled, and a forbidden packet passes" if one.flows.forbidden_passes else ""


def message_delayed(one: Site, luck: random.Random) -> str:
    """An order that comes after its time is refused; one that is a little late is taken."""
    late = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=601 + luck.randint(0, 3600))
    said = one.order(one.world.order(one.plan, issued_at=late))
    if said.get("kind") != "expired":
        return f"too late, and yet {said}"
    if not one.flows.passes(5000):
        return "refused, and yet something is cut"
    issued = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=luck.randint(30, 500))
    said = one.order(one.world.order(one.plan, issued_at=issued))
    if "done" not in said:
        return f"a little late, and yet {said}"
    return "late, and a forbidden packet passes" if one.flows.forbidden_passes else ""


def clock_off(one: Site, luck: random.Random) -> str:
    """The gate's clock is off by an hour: the laptop sees it, writes the order in the gate's time, and it is cut."""
    off_s = luck.choice((-3600.0, 3600.0))
    one.kill()
    one.start(clock_off_s=off_s)

    def run() -> dict[str, Any]:
        from codedark.gates.controller import clock_off_s

        controller = one.controller()
        try:
            seen = clock_off_s(controller.prepare(one.plan.id)[0])
            issued = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=round(seen))
            raw = one.world.order(one.plan, issued_at=issued)
            return dict(controller.order(raw)[0].told or {})
        finally:
            controller.close()

    said = one.world.at("laptop", run)
    if "done" not in said:
        return f"clock {off_s:+.0f} s: {said}"
    left_s = one.world.at("gate", lambda: _left(one))
    if not 1600 < left_s <= 1801:
        return f"clock {off_s:+.0f} s: lets go in {left_s:.0f} s, not 1800"
    failed = "clock off, and a forbidden packet passes" if one.flows.forbidden_passes else ""
    people = one.world.people
    issued = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=off_s)
    raw = one.world.order(one.plan, OrderAct.RELEASE, people.engineer, people.physician, issued_at=issued)
    assert "done" in one.order(raw)
    one.kill()
    (one.folder.path / "memory.json").unlink()
    one.start()
    return failed


def _left(one: Site) -> float:
    from codedark.gates.libnft import Nft
    from codedark.gates.sealer import _ether

    nft = Nft()
    name = seals_of(one.world.staged(), one.plan)[0].name
    told = nft.listed_json(f"set inet codedark s{name}_on")
    left = [e["elem"]["expires"] for s in told for e in s["set"].get("elem", ()) if isinstance(e, dict)]
    assert _ether("2048") == "ip"
    return float(min(left))


def map_flushed(one: Site, luck: random.Random) -> str:
    """Another program flushes the switch, the chain or the whole table: mended, and never called sealed while open."""
    if failed := _cut_and_look(one):
        return failed
    name = seals_of(one.world.staged(), one.plan)[0].name
    spoil = luck.choice(
        (
            f"flush set inet codedark s{name}_on",
            "flush chain inet codedark seal",
            f"flush chain inet codedark s{name}_4",
            "delete table inet codedark",
            "insert rule inet codedark seal accept",
            "flush ruleset\n" + BASE,
        )
    )
    one.world.nft(spoil)
    verdict = one.proof()
    if verdict is ProofVerdict.SEALED and one.flows.forbidden_passes:
        return f"{spoil!r}: called sealed, and a forbidden packet passes"
    until = time.monotonic() + 3
    while one.flows.forbidden_passes:
        if time.monotonic() > until:
            return f"{spoil!r}: still open after 3 s"
    if one.wrong:
        one.world.nft(WRONG)
        return "mended, and a forbidden packet passes" if one.flows.forbidden_passes else ""
    return ""


def under_attack(one: Site, luck: random.Random) -> str:
    """Proof while forbidden traffic hammers at the gate: still exact."""
    one.prepare()
    if failed := _cut_and_look(one, prove_it=False):
        return failed
    stream = one.world.stream(port=5001, every_s=0.0002)
    try:
        verdicts = [one.proof() for _ in range(2)]
    finally:
        stream.stop()
    if any(v is not ProofVerdict.SEALED for v in verdicts):
        return f"under attack: {verdicts}"
    return ""


def conntrack_full(one: Site, luck: random.Random) -> str:
    """Connection tracking is full: what is forbidden stops all the same, sessions of break-glass go on."""
    fill = one.world.at("office", _Filler)
    try:
        fill.fill()
        if (count := one.world.at("gate", _tracked)) < 0.99 * _TRACKED_MOST:
            return f"not full: {count} of {_TRACKED_MOST}"
        failed = _cut_and_look(one, prove_it=False)
        verdict = one.proof()
        if not failed and verdict is ProofVerdict.SEALED and one.flows.forbidden_passes:
            failed = "called sealed, and a forbidden packet passes"
        return failed
    finally:
        fill.close()


_TRACKED_MOST = int(Path("/proc/sys/net/netfilter/nf_conntrack_max").read_text())


def _tracked() -> int:
    return int(Path("/proc/sys/net/netfilter/nf_conntrack_count").read_text())


class _Filler:
    """More flows than connection tracking holds."""

    def __init__(self) -> None:
        self.socks = []
        for _ in range(5):
            sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            sock.bind((ADDRESSES["office"][0], 0))
            sock.setblocking(False)
            self.socks.append(sock)

    def fill(self) -> None:
        for sock in self.socks:
            for port in range(6000, 65000):
                with suppress(OSError):
                    sock.sendto(b"", (ADDRESSES["clinic"][0], port))

    def close(self) -> None:
        for sock in self.socks:
            sock.close()


def _cut_and_look(one: Site, *, prove_it: bool = True) -> str:
    said = one.cut()
    if "done" not in said:
        return f"not cut: {said}"
    if one.flows.forbidden_passes:
        return "acknowledged, and a forbidden packet passes"
    if not one.flows.break_glass_passes:
        return "break-glass lost"
    if prove_it and one.proof() is ProofVerdict.LEAKING:
        return "proof says leaking"
    return ""


FAULTS: dict[str, tuple[Trial, str]] = {
    "gate killed before firing": (killed_before, BASE),
    "gate killed while firing": (killed_during, BASE),
    "gate killed after firing": (killed_after, BASE),
    "controller killed": (controller_killed, BASE),
    "order lost": (message_lost, BASE),
    "order doubled": (message_doubled, BASE),
    "order delayed": (message_delayed, BASE),
    "gate's clock off by an hour": (clock_off, BASE),
    "rules spoiled or flushed by another program": (map_flushed, BASE),
    "proof under attack traffic": (under_attack, BASE),
    "connection tracking full": (
        conntrack_full,
        BASE.replace("udp dport { 5000, 5002, 47117, 47118 }", "udp dport { 5000, 5002, 6000-65535 }"),
    ),
}


def trials(name: str, count: int, *, wrong: bool, seed: int) -> tuple[int, list[str]]:
    """Run trials of one fault; how many, and the failures."""
    trial, base = FAULTS[name]
    luck, failures = random.Random(f"{name}/{seed}"), []
    with site(wrong=wrong, base=base) as one:
        for _ in range(count):
            try:
                failed = trial(one, luck)
            except (OSError, AssertionError, RuntimeError) as broke:
                failed = f"broke: {type(broke).__name__} {broke}"
            if failed:
                failures.append(failed)
                if wrong:
                    return 1, failures
            _open_again(one)
    return count, failures


def _open_again(one: Site) -> None:
    """Back to the beginning, whatever happened."""
    if not one.pid:
        one.start()
    people = one.world.people
    with suppress(OSError):
        told = one.order(one.world.order(one.plan, OrderAct.RELEASE, people.engineer, people.physician))
        if "done" not in told and told.get("kind") != "not-held":
            raise RuntimeError(f"not released: {told}")
    one.flows.renew()


def deadlines(worlds: int) -> tuple[str, int, list[str]]:
    """A 60 s cut, the rule set wiped after 20 s, loaded from the boot script 15 s later: it opens at 60 +- 2 s.

    All worlds at once, each with a packet every 50 ms; one more is the wrong build, whose seal lies in no boot script.

    Returns:
        How the wrong build failed, how many right ones there were, and what those failed by.
    """
    from contextlib import ExitStack

    with ExitStack() as stack:
        sites = []
        for _ in range(worlds + 1):
            path = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            sites.append((stack.enter_context(rooms(path)), path))
        watched = [_Deadline(world, path) for world, path in sites]
        watched[-1].boots = False
        for one in watched:
            one.cut()
        done_at = time.monotonic() + 75
        while time.monotonic() < done_at:
            for one in watched:
                one.step()
            time.sleep(0.05)
        *right, wrong = watched
        return wrong.failure(), worlds, [failed for one in right if (failed := one.failure())]


class _Deadline:
    def __init__(self, world: Rooms, path: Path) -> None:
        self.world = world
        world.probers_wanted = False
        self.folder = world.enrol()
        self.inbound = world.at("clinic", lambda: _datagrams((ADDRESSES["clinic"][0], 5002)))
        self.outbound = world.at("office", lambda: _datagrams((ADDRESSES["office"][0], 5002)))
        self.arrived: list[float] = []
        self.wiped = self.loaded = False
        self.boots = True

    def cut(self) -> None:
        """By an agent that is gone afterwards: the kernel and the script do the rest."""

        def run() -> None:
            agent = Agent(self.folder, Clock())
            agent.start()
            agent.take_mandate(*self.world.people.mandate())
            plan = self.plan
            agent.stage(self.world.staged(plan), key_id(public_hex(self.world.people.engineer)))
            now = datetime.now(UTC)
            issued = now.replace(microsecond=0)
            told = agent.obey(self.world.order(plan, issued_at=issued, hold_min=1))
            assert "done" in told, told
            self.fired = time.monotonic()
            self.due_s = 60.0 - (now - issued).total_seconds()
            agent.close()

        self.world.at("gate", run)

    @property
    def plan(self) -> StagedPlan:
        from codedark.gap.posture import Posture

        return self.world.plan(
            vitals=Posture.BREAK_GLASS,
            care=Posture.BREAK_GLASS,
            admin=Posture.BREAK_GLASS,
            images=Posture.BREAK_GLASS,
            printing=Posture.BREAK_GLASS,
        )

    def step(self) -> None:
        """Send, look, and do what is due."""
        since = time.monotonic() - self.fired
        if since > 20 and not self.wiped:
            self.world.nft("flush ruleset\n" + BASE)
            self.wiped = True
        if since > 35 and self.boots and not self.loaded:
            script = str(self.folder.path / "boot.sh")
            self.world.at("gate", lambda: subprocess.run(["/bin/sh", script], check=True, capture_output=True))
            self.loaded = True
        with suppress(OSError):
            self.outbound.sendto(b"forbidden", (ADDRESSES["clinic"][0], 5002))
        with suppress(OSError):
            while self.inbound.recv(64):
                self.arrived.append(time.monotonic() - self.fired)

    def failure(self) -> str:
        """Sealed from 0 to 20 and 35 to 60 s, open after; between 20 and 35 the rules are gone, and it is open."""
        early = [t for t in self.arrived if 0.1 < t < 20 or 35.2 < t < self.due_s - 2]
        if early:
            return f"open at {early[0]:.1f} s"
        opened = [t for t in self.arrived if t > 35.2]
        if not opened or not self.due_s - 2 <= opened[0] <= self.due_s + 2:
            return f"opens at {opened[0] if opened else 0:.1f} s, not {self.due_s:.1f}"
        return ""


def nothing_of_ours(minutes: float) -> tuple[int, int]:
    """Posture 0, every process of ours killed: datagrams sent, and lost."""
    with site(wrong=False) as one:
        one.kill()
        for prober in one.world.probers:
            prober.stop()
        sent = lost = 0
        until = time.monotonic() + 60 * minutes
        outbound, inbound = one.flows.udp_out, one.flows.udp_in
        inbound.setblocking(True)
        inbound.settimeout(0.5)
        while time.monotonic() < until:
            outbound.sendto(b"care", (ADDRESSES["clinic"][0], 5000))
            sent += 1
            try:
                inbound.recv(64)
            except TimeoutError:
                lost += 1
            time.sleep(0.001)
    return sent, lost


def main() -> None:
    """Run and write the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--trials", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--only", nargs="*", default=[])
    told = asked.parse_args()
    head = ["| fault | the wrong build | N | failures | at most (95 %) |", "|---|---|---|---|---|"]
    print("\n".join(head))
    rows = [_row(name, told.trials, told.seed) for name in FAULTS if not told.only or name in told.only]
    if not told.only or "deadlines" in told.only:
        wrong, count, failures = deadlines(told.trials)
        caught = f"fails: {wrong}" if wrong else "NOT CAUGHT"
        rows.append(_told("rules wiped 20 s into a 60 s cut, loaded from boot 15 s later", caught, count, failures))
    if not told.only or "nothing of ours" in told.only:
        sent, lost = nothing_of_ours(told.minutes)
        what = f"posture 0, all of ours killed, {told.minutes:g} min: packets lost"
        row = f"| {what} | - | {sent:,} | {lost} | {3 / sent:.1e} |"
        print(row, flush=True)
        rows.append(row)
    RESULTS.write_text(
        f"# faults\n\n{time.strftime('%Y-%m-%d')}, {os.cpu_count()} shared cores, Linux {os.uname().release}."
        f" Seed {told.seed}.\n\n" + "\n".join([*head, *rows]) + "\n",
        encoding="utf-8",
    )


def _row(name: str, count: int, seed: int) -> str:
    _, caught = trials(name, 10, wrong=True, seed=seed)
    done, failures = trials(name, count, wrong=False, seed=seed)
    return _told(name, f"fails: {caught[0]}" if caught else "NOT CAUGHT", done, failures)


def _told(name: str, wrong: str, count: int, failures: list[str]) -> str:
    bound = f"{3 / count:.1%}" if not failures else "-"
    row = f"| {name} | {wrong} | {count} | {len(failures)}{': ' + failures[0] if failures else ''} | {bound} |"
    print(row, flush=True)
    return row


if __name__ == "__main__":
    main()
