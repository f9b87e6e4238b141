from __future__ import annotations

import pytest

from codedark.gates.range.building import Built
from codedark.gates.range.kernel import network
from codedark.gates.range.readiness import Ready
from tests.gates.range.conftest import InWorld

pytestmark = pytest.mark.needs("ip")


def test_every_namespace_of_the_topology_stands_with_its_addresses(in_small: InWorld, ready: Ready) -> None:
    def look(built: Built) -> tuple[set[str], str]:
        with network(built.zone("ward")):
            import subprocess

            told = subprocess.run(["ip", "-br", "addr"], capture_output=True, text=True, check=True).stdout
        return set(built.networks), told

    names, told = in_small(look)
    assert names == {n.name for n in ready.topology.namespaces}
    assert "10.2.0.10/32" in told
    assert "2001:db8:2::11/128" in told


def test_a_gate_judges_where_it_routes_and_in_the_zones_it_contains(in_small: InWorld) -> None:
    def look(built: Built) -> tuple[bool, bool]:
        return (
            built.enforcing("wall") == (built.gate("wall"),),
            built.enforcing("ports") == (built.zone("office"),),
        )

    assert in_small(look) == (True, True)
