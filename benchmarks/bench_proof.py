"""Sealed and proven: one gate, and eight gates at once, beside what a connect timeout takes to say the same.

    python benchmarks/bench_proof.py [--gates 1 8] [--trials 20]

A hospital with one zone behind each gate and a clinic behind the first is built in namespaces; every zone has a prober.
From the order sent to all gates at one instant until the verdict on every touched pair of zones. Needs root, nftables.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from codedark.gap.proving import ProofVerdict, prove
from codedark.gates.agent import Agent
from codedark.gates.agent_folder import AgentFolder, GateSettings
from codedark.gates.agent_serving import AgentServer
from codedark.gates.clock import Clock
from codedark.gates.controller import Controller, Member
from codedark.gates.holding import seals_of
from codedark.gates.prober import Prober
from codedark.gates.range.kernel import network, new_network
from codedark.hospital.records import GateId
from codedark.response.keys import key_id, public_hex
from codedark.response.order import OrderAct
from tests.gates.rooms import ADDRESSES, PROBERS, Rooms, rooms

RESULTS = Path(__file__).parent / "results" / "proof.md"


def serve(world: Rooms, number: int, path: str, backbone: int) -> int:
    """Fork: the agent of one world's gate, and its probers, in a process of its own."""
    folder = AgentFolder(Path(path) / "g1")
    child = os.fork()
    if child:
        return child
    try:
        with network(world.spaces["gate"]):
            agent = Agent(folder, Clock())
            agent.start()
            AgentServer(agent).start()
        keys = {key_id(agent.public): agent.public}
        for room, address in PROBERS.items():
            with network(world.spaces[room]):
                Prober(address=address, peers=frozenset(PROBERS.values()), keys=keys).start()
        time.sleep(3600)
    finally:
        os._exit(0)


@contextmanager
def sites(count: int) -> Iterator[tuple[list[Rooms], Controller]]:
    """So many worlds, each with a gate between two zones, all reached by one laptop."""
    from contextlib import ExitStack

    backbone = new_network()
    with ExitStack() as stack:
        stack.callback(os.close, backbone)
        worlds, pids, members = [], [], []
        first = None
        for number in range(count):
            path = stack.enter_context(tempfile.TemporaryDirectory())
            world = stack.enter_context(rooms(Path(path)))
            if first is None:
                first = world
            world.people = first.people
            _join(world, number, backbone)
            folder = AgentFolder(world.path / "g1")
            folder.enrol(
                GateSettings(
                    gate="g1",
                    agent=f"g{number}",
                    listen=f"10.200.{number}.1:47115",
                    owner_key=public_hex(world.people.owner),
                )
            )
            world.at("gate", lambda w=world, f=folder: _stage(w, f))
            pids.append(serve(world, number, path, backbone))
            members.append(Member(gate=GateId(f"g{number}"), agent=f"g{number}", address=(f"10.200.{number}.1", 47115)))
            worlds.append(world)
        time.sleep(1.0)
        assert first is not None
        controller = Controller(members=members, key=first.people.engineer)
        first.spaces["backbone"] = backbone
        try:
            yield worlds, controller
        finally:
            first.spaces.pop("backbone")
            controller.close()
            for pid in pids:
                os.kill(pid, 9)
                os.waitpid(pid, 0)


def _join(world: Rooms, number: int, backbone: int) -> None:
    """A link from the laptop's network to each gate."""
    import subprocess

    with network(world.spaces["gate"]):
        peer = f"/proc/self/fd/{backbone}"
        for line in (
            f"ip link add ctl0 type veth peer name g{number} netns {peer}",
            f"ip addr add 10.200.{number}.1/24 dev ctl0",
            "ip link set ctl0 up",
        ):
            subprocess.run(line.split(), check=True, pass_fds=(backbone,))
    with network(backbone):
        for line in (
            f"ip addr add 10.200.{number}.2/24 dev g{number}",
            f"ip link set g{number} up",
            "ip link set lo up",
        ):
            subprocess.run(line.split(), check=True)


def _stage(world: Rooms, folder: AgentFolder) -> None:
    agent = Agent(folder, Clock())
    agent.start()
    agent.take_mandate(*world.people.mandate())
    agent.stage(world.staged(), key_id(public_hex(world.people.engineer)))
    agent.close()


def trial(worlds: list[Rooms], controller: Controller) -> tuple[float, float, float, ProofVerdict]:
    """Milliseconds from sending to proven, of these the proof, skew, and the verdict."""
    world = worlds[0]
    plan = world.cut_all
    seal = seals_of(world.staged(), plan)[0]
    seals = {m.gate: seal for m in controller.members}

    def run() -> tuple[float, float, float, ProofVerdict]:
        controller.prepare(plan.id)
        began = time.monotonic()
        answers = controller.order(world.order(plan), lead_s=0.01)
        assert not controller.stragglers(answers), controller.stragglers(answers)
        fired = time.monotonic()
        evidence = [e for m in controller.members for e in ()]
        proofs = _evidence(controller, plan.id, seals)
        done = time.monotonic()
        verdict = proofs
        people = (world.people.engineer, world.people.physician)
        controller.order(world.order(plan, OrderAct.RELEASE, *people), together=False)
        del evidence
        return (done - began) * 1000, (done - fired) * 1000, controller.skew_ms(answers) or 0.0, verdict

    return world.at("backbone", run)


def _evidence(controller: Controller, plan: str, seals: dict[GateId, object]) -> ProofVerdict:
    """Every gate stands between zones of its own here: each is asked for all its pairs, all at once."""
    from codedark.gates.controller import _evidence as told

    answers = controller.ask("evidence", {m.agent: {"plan": plan} for m in controller.members})
    found = []
    for answer in answers:
        gate = answer.member.gate
        found.append(prove([(gate, seals[gate])], [_renamed(told(answer), gate)]).verdict)  # type: ignore[list-item]
    return ProofVerdict.SEALED if all(v is ProofVerdict.SEALED for v in found) else ProofVerdict.UNKNOWN


def _renamed(evidence: object, gate: GateId) -> object:
    from dataclasses import replace

    return replace(evidence, gate=gate)  # type: ignore[type-var]


def connect_timeout(world: Rooms, timeout_s: float) -> float:
    """Milliseconds until a silent drop is taken for a cut, by a timeout on each of the ports at once."""
    began = time.monotonic()

    def run() -> None:
        waiting = []
        for port in (443, 3389, 104, 515):
            sock = socket.socket()
            sock.setblocking(False)
            sock.connect_ex((ADDRESSES["clinic"][0], port))
            waiting.append(sock)
        time.sleep(timeout_s)
        for sock in waiting:
            sock.close()

    world.at("office", run)
    return (time.monotonic() - began) * 1000


def main() -> None:
    """Run and write the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--gates", type=int, nargs="+", default=[1, 8])
    asked.add_argument("--trials", type=int, default=20)
    told = asked.parse_args()
    rows = [
        "| what | gates | N | sealed and proven, ms median (p95) | of these proof | skew, ms | verdicts |",
        "|---|---|---|---|---|---|---|",
    ]
    print("\n".join(rows))
    for gates in told.gates:
        with sites(gates) as (worlds, controller):
            found = [trial(worlds, controller) for _ in range(told.trials + 1)][1:]
            whole, proof, skew, verdicts = zip(*found, strict=True)
            p95 = sorted(whole)[int(0.95 * (len(whole) - 1))]
            sealed = sum(v is ProofVerdict.SEALED for v in verdicts)
            rows.append(
                f"| order, fire, tokens, counters, sessions | {gates} | {told.trials} |"
                f" {statistics.median(whole):.0f} ({p95:.0f}) | {statistics.median(proof):.0f} |"
                f" {statistics.median(skew):.2f} | {sealed} sealed |"
            )
            print(rows[-1], flush=True)
            if gates == told.gates[0]:
                for timeout_s in (0.2, 1.0):
                    took = [connect_timeout(worlds[0], timeout_s) for _ in range(5)]
                    rows.append(
                        f"| connect timeout of {timeout_s:g} s, four ports at once | 1 | 5 |"
                        f" {statistics.median(took):.0f} | - | - | says nothing of lost tokens |"
                    )
                    print(rows[-1], flush=True)
    RESULTS.write_text(
        f"# bench_proof: sealed and proven\n\n{time.strftime('%Y-%m-%d')}, {os.cpu_count()} shared cores, load"
        f" {os.getloadavg()[0]:.1f}, Linux {os.uname().release}, Python {sys.version.split()[0]}.\n\n"
        + "\n".join(rows)
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
