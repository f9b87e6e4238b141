"""A topology made real: namespaces, links, addresses, routes, and the firewall at rest."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from codedark.gates.libnft import Nft
from codedark.gates.range.furnishing import Furnished
from codedark.gates.range.kernel import network, new_network
from codedark.gates.range.rules_at_rest import inside_rules, rules_at_rest
from codedark.gates.range.topology import BACKBONE, Kind, Namespace, Topology, gate_space, zone_space

SETTINGS: Mapping[str, str] = {
    "net/ipv6/conf/all/forwarding": "1",
    "net/ipv4/conf/all/forwarding": "1",
    "net/ipv4/conf/default/forwarding": "1",
    "net/ipv4/conf/all/rp_filter": "0",
    "net/ipv4/conf/default/rp_filter": "0",
    "net/ipv4/conf/all/send_redirects": "0",
    "net/ipv4/conf/default/send_redirects": "0",
    "net/ipv4/conf/all/accept_redirects": "0",
    "net/ipv6/conf/all/accept_dad": "0",
    "net/ipv6/conf/default/accept_dad": "0",
    "net/ipv4/ip_local_port_range": "1024 65535",
}
"""What every namespace is set to before its interfaces come. Reverse paths are not checked: the ring is one-way. Own
IPv6 addresses are not first looked for on the link: for a second nothing could be sent from them."""


class BuildFailed(OSError):
    """The system refused a step of building the world; the message is its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """A world that stands: namespace -> descriptor that keeps it alive."""

    networks: Mapping[str, int]
    topology: Topology

    def zone(self, zone: str) -> int:
        """The namespace of a zone."""
        return self.networks[zone_space(zone)]

    def gate(self, gate: str) -> int:
        """The namespace of a gate that routes."""
        return self.networks[gate_space(gate)]

    def enforcing(self, gate: str) -> tuple[int, ...]:
        """Every namespace in which a gate judges packets: its own, and those of the zones it contains."""
        own = [self.networks[name]] if (name := gate_space(gate)) in self.networks else []
        contained = {g: zones for g, zones in self.topology.inside.items() if g == gate}
        return (*own, *(self.zone(z) for zones in contained.values() for z in zones))


def build(furnished: Furnished, topology: Topology) -> Built:
    """Build the world in this process's own fresh namespaces.

    Raises:
        BuildFailed: a step was refused.
    Cost: a namespace and a run of `ip` each; some 10 ms a zone.
    """
    networks = {space.name: new_network() for space in topology.namespaces}
    for space in topology.namespaces:
        with network(networks[space.name]):
            _set()
    _join(networks, topology)
    rest = rules_at_rest(furnished)
    for space in topology.namespaces:
        with network(networks[space.name]):
            _ip(space.batch)
            _rules(furnished, topology, space, rest)
    return Built(networks=networks, topology=topology)


def _set() -> None:
    for name, value in SETTINGS.items():
        try:
            Path("/proc/sys", name).write_text(value)
        except OSError as refused:
            raise BuildFailed(refused.errno, refused.strerror, f"/proc/sys/{name}") from None


def _join(networks: Mapping[str, int], topology: Topology) -> None:
    by_space: dict[str, list[str]] = {}
    for link in topology.links:
        line = (
            f"link add name {link.one_interface} type veth"
            f" peer name {link.other_interface} netns /proc/self/fd/{networks[link.other]}"
        )
        by_space.setdefault(link.one, []).append(line)
    for name, lines in by_space.items():
        with network(networks[name]):
            _ip(lines, tuple(networks.values()))


def _rules(furnished: Furnished, topology: Topology, space: Namespace, rest: str) -> None:
    """The firewall at rest: at every gate, at the backbone where zones hang on it, and inside zones kept apart."""
    text = space.steering
    if space.kind is Kind.ZONE:
        text += inside_rules(furnished, next(z for z in furnished.hospital.zones if zone_space(z) == space.name))
    elif space.kind is Kind.GATE or any(
        {link.one, link.other} & {BACKBONE} and link.one.startswith("zone:") for link in topology.links
    ):
        text += rest
    if text:
        nft = Nft()
        nft.run(text)


def _ip(lines: Iterable[str], descriptors: tuple[int, ...] = ()) -> None:
    """Run lines of `ip`; within a batch a line cannot choose its family, so those of IPv6 go last, on their own."""
    told = list(lines)
    _batch(["ip", "-batch", "-"], [line for line in told if not line.startswith("-6 ")], descriptors)
    six = [line.removeprefix("-6 ") for line in told if line.startswith("-6 ")]
    if six:
        _batch(["ip", "-6", "-batch", "-"], six, descriptors)


def _batch(command: list[str], lines: list[str], descriptors: tuple[int, ...]) -> None:
    run = subprocess.run(
        command,
        input="\n".join(lines) + "\n",
        text=True,
        capture_output=True,
        pass_fds=descriptors,
        check=False,
    )
    if run.returncode:
        raise BuildFailed(f"ip refused: {run.stderr.strip()[:400]}")
