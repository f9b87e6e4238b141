"""The product's own agents and probers, started where they belong in the world."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from codedark.gates.agent import Agent
from codedark.gates.agent_folder import GATE_PORT, AgentFolder, GateSettings
from codedark.gates.agent_serving import AgentServer
from codedark.gates.clock import Clock
from codedark.gates.controller import Member
from codedark.gates.prober import Prober
from codedark.gates.range.building import Built
from codedark.gates.range.furnishing import Furnished
from codedark.gates.range.kernel import network
from codedark.gates.range.posts import Post
from codedark.gates.range.processes import Process
from codedark.gates.range.staff import Staff
from codedark.gates.range.topology import zone_space
from codedark.response.keys import KeyId, key_id


def start_agents(
    built: Built, posts: Sequence[Post], staff: Staff, folder: Path
) -> tuple[tuple[Member, ...], tuple[Process, ...]]:
    """Enrol an agent at every post, give it the mandate, and start it; each in a process of its own.

    Args:
        folder: where each keeps its files.
    Returns:
        Who takes orders where, and the processes.
    Raises:
        ProcessFailed: an agent could not start.
    """
    started = [Process(_serving(built, post, staff, folder), f"agent of {post.gate}") for post in posts]
    members = []
    for post, process in zip(posts, started, strict=True):
        address = (built.topology.management_address(post.space), GATE_PORT)
        members.append(Member(gate=post.gate, agent=str(post.gate), address=address, key=str(process.hear())))
    return tuple(members), tuple(started)


def _serving(built: Built, post: Post, staff: Staff, folder: Path) -> Callable[[Connection], None]:
    def work(pipe: Connection) -> None:
        with network(built.networks[post.space]):
            agent = _agent(built, post, staff, folder / post.gate.replace("/", "+"))
            pipe.send(agent.public)
            _wait()

    return work


def _agent(built: Built, post: Post, staff: Staff, folder: Path) -> Agent:
    """An agent whose threads live in the namespace we are in."""
    kept = AgentFolder(folder)
    listen = f"{built.topology.management_address(post.space)}:{GATE_PORT}"
    kept.enrol(
        GateSettings(gate=post.gate, agent=str(post.gate), hook=post.hook, listen=listen, owner_key=staff.owner_key)
    )
    kept.save_mandate(staff.text, staff.signature)
    agent = Agent(kept, Clock())
    agent.start()
    AgentServer(agent).start()
    return agent


def start_probers(built: Built, furnished: Furnished, members: Iterable[Member]) -> tuple[Process, ...]:
    """Start a prober in every zone; gates may command it."""
    keys = {key_id(m.key): m.key for m in members}
    peers = frozenset(p.address for p in furnished.probers)
    started = []
    for prober in furnished.probers:
        work = _prober(built.networks[zone_space(prober.zone)], prober.address, peers, keys)
        started.append(Process(work, f"prober of {prober.zone}"))
    for process in started:
        process.hear()
    return tuple(started)


def _prober(fd: int, address: str, peers: frozenset[str], keys: Mapping[KeyId, str]) -> Callable[[Connection], None]:
    def work(pipe: Connection) -> None:
        with network(fd):
            Prober(address=address, peers=peers, keys=keys).start()
            pipe.send(address)
            _wait()

    return work


def _wait() -> None:
    """Let the threads work until the world ends."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Event().wait()
