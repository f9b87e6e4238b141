"""What `depend` takes as carried and what `reach` lets through are the same: two rooms, one meaning of a conduit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from codedark import reach
from codedark.depend.ways import Ways
from codedark.hospital.ports import overlap, port_set
from codedark.hospital.records import Hospital, PortRange
from tests.making import make_hospital

SELECTORS = st.sampled_from(
    ["*", "one", "two", "role:server", "role:server@two", "host:a", "host:c", "10.1.0.0/25", "10.0.0.0/8"]
)
PORTS = st.sampled_from(["", "1-3", "2", "3-5"])
CONDUITS = st.lists(
    st.tuples(SELECTORS, SELECTORS, st.sampled_from(["allow", "allow", "deny"]),
              st.sampled_from(["tcp", "udp", "icmp", "any"]), PORTS),
    max_size=7,
)  # fmt: skip


def hospital(conduits: list[tuple[str, ...]], ports: str) -> Hospital:
    rows = "".join(f"c{i},{','.join(row)}\n" for i, row in enumerate(conduits) if row[3] != "icmp" or not row[4])
    return make_hospital(
        zones="zone,kind,prefixes\none,server,10.0.0.0/16\ntwo,server,10.1.0.0/16\n",
        hosts="""
            host, zone, role, address
            a, one, server, 10.0.0.1
            b, one, printer,
            c, two, server, 10.1.0.1
            d, two, printer, 10.1.0.200
            """,
        applications=f"application,kind,runs_on,ports\ny,other,c,{ports}\n",
        conduits=f"conduit,from,to,action,protocol,ports\n{rows}",
    )


def let_through(told: Hospital, compiled: reach.Reach, one: int, other: int) -> set[int]:
    """Conduits that `reach` lets some port of the application through, from one host to another."""
    here = (compiled.edge_from == compiled.class_of[one]) & (compiled.edge_to == compiled.class_of[other])
    listens = [
        port_set(p.protocol, () if p.number is None else (PortRange(p.number, p.number),))
        for p in next(iter(told.applications.values())).ports
    ]
    return {
        int(compiled.edge_conduit[e])
        for e in np.flatnonzero(here)
        if not listens or any(overlap(compiled.port_sets[compiled.edge_ports[e]], asked) for asked in listens)
    }


@given(CONDUITS, st.sampled_from(["tcp/2", "tcp/2 udp/4", "udp/any", "any", ""]))
def test_a_way_is_carried_exactly_when_a_connection_may_be_opened(conduits: list[tuple[str, ...]], ports: str) -> None:
    told = hospital(conduits, ports)
    ways, compiled, application = Ways(told), reach.compile(told), next(iter(told.applications.values()))
    for one in range(4):
        for other in range(4):
            carried = ways.carrying(ways.from_host(one), ways.to_host(other), application)
            assert set(carried) == let_through(told, compiled, one, other)
