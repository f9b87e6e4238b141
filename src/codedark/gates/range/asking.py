"""Questions asked of packets: a name over UDP, then a session over TCP, from the machine's own address."""

from __future__ import annotations

import socket
from os import urandom

from codedark.gates.range.building import Built
from codedark.gates.range.furnishing import Furnished
from codedark.gates.range.kernel import network
from codedark.gates.range.name_answers import addresses_in, question
from codedark.gates.range.questions import NAMES, Question
from codedark.gates.range.walker import Walker

NAME_WAIT_S = 0.3


def ask(built: Built, furnished: Furnished, walker: Walker, one: Question) -> tuple[bool, str]:
    """Whether it passed, and what happened on the way."""
    if not one.name:
        opened = walker.once(one.source, one.target, one.port)
        return opened, "opened" if opened else "not opened"
    for server in one.names_at:
        found = resolve(built, furnished, one.source, server, one.name)
        if found is None:
            continue
        targets = [i for a in found for i, m in enumerate(furnished.machines) if a in m.addresses]
        reached = next((t for t in targets if walker.once(one.source, t, one.port)), None)
        said = f"{furnished.machines[server].name} says {one.name} is {', '.join(found)}; "
        if reached is None:
            return False, f"{said}tcp/{one.port} opened at none of them"
        return True, f"{said}tcp/{one.port} of {furnished.machines[reached].name} opened"
    return False, f"no name service answers what {one.name} is"


def resolve(built: Built, furnished: Furnished, source: int, server: int, name: str) -> tuple[str, ...] | None:
    """Ask one name server from a machine's own address; None: no answer in time, or no such name."""
    machine = furnished.machines[source]
    ends = machine.towards(furnished.machines[server])
    if ends is None:
        return None
    family = socket.AF_INET6 if ":" in ends[0] else socket.AF_INET
    with network(built.zone(machine.zone)):
        own = socket.socket(family, socket.SOCK_DGRAM)
    number = int.from_bytes(urandom(2), "big")
    with own:
        own.settimeout(NAME_WAIT_S)
        try:
            own.bind((ends[0], 0))
            own.sendto(question(number, name), (ends[1], NAMES))
            return addresses_in(own.recv(2048), number) or None
        except OSError:
            return None
