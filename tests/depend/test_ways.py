from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from codedark.depend.ways import Ways, hosts_needed
from codedark.hospital.ports import carries, listening, port_set
from codedark.hospital.records import Conduit, Hospital, Port, Selector
from codedark.hospital.words import Action, Protocol
from tests.making import make_hospital

HOSTS = "host, zone, role\na, one, server\nb, one, printer\nc, two, server\nd, two, server\n"
SELECTORS = st.sampled_from(["*", "one", "two", "role:server", "role:server@two", "host:a", "host:c"])
CONDUITS = st.lists(
    st.tuples(
        SELECTORS,
        SELECTORS,
        st.sampled_from(["allow", "allow", "deny"]),
        st.sampled_from(["tcp", "udp", "any"]),
        st.sampled_from(["", "1-3", "2", "3-5"]),
    ),
    max_size=6,
)


def hospital(conduits: list[tuple[str, ...]], ports: str) -> Hospital:
    rows = "".join(f"c{i},{','.join(row)}\n" for i, row in enumerate(conduits))
    return make_hospital(
        zones="zone,kind\none,server\ntwo,server\n",
        hosts=HOSTS,
        applications=f"application,kind,runs_on,ports\ny,other,c,{ports}\n",
        conduits=f"conduit,from,to,action,protocol,ports\n{rows}",
    )


def means(selector: Selector, hospital: Hospital, i: int) -> bool:
    host = hospital.hosts[i]
    return (
        selector.host in {None, host.host} and selector.zone in {None, host.zone} and selector.role in {None, host.role}
    )


def carried(told: Hospital, one: int, other: int) -> set[int]:
    """Port by port, row by row."""
    application = next(iter(told.applications.values()))
    # No row here speaks of other ports apart.
    near = [Port(p, number) for p in (Protocol.TCP, Protocol.UDP) for number in range(9)]
    near.append(Port(Protocol.ICMP, None))
    listens = {port for port in near if carries(listening(application.ports), port)}
    here = [
        (i, c) for i, c in enumerate(told.conduits.values()) if means(c.from_, told, one) and means(c.to, told, other)
    ]

    def speaks(conduit: Conduit, port: Port) -> bool:
        return carries(port_set(conduit.protocol, conduit.ports), port)

    open_ports = {p for p in listens if not any(c.action is Action.DENY and speaks(c, p) for _, c in here)}
    return {i for i, c in here if c.action is Action.ALLOW and any(speaks(c, p) for p in open_ports)}


@given(CONDUITS, st.sampled_from(["tcp/2", "tcp/2 udp/4", "udp/any", ""]))
def test_masks_find_what_going_through_every_port_finds(conduits: list[tuple[str, ...]], ports: str) -> None:
    told = hospital(conduits, ports)
    ways, application = Ways(told), next(iter(told.applications.values()))
    for one in range(4):
        for other in range(4):
            said = ways.carrying(ways.from_host(one), ways.to_host(other), application)
            assert set(said) == carried(told, one, other)


def test_a_workplace_without_a_share_is_carried_by_any_of_its_hosts() -> None:
    told = hospital([("host:a", "two", "allow", "tcp", "")], "tcp/2")
    ways, application = Ways(told), next(iter(told.applications.values()))
    assert ways.carrying(ways.from_workplace(0), ways.to_host(2), application) == (0,)
    assert ways.carrying(ways.from_host(1), ways.to_host(2), application) == ()
    assert ways.carrying(ways.from_workplace(0), ways.to_zone(1), application) == (0,)


def test_hosts_needed_round_up_and_are_never_none_where_a_share_is_asked() -> None:
    assert [hosts_needed(share, 10) for share in (0.0, 0.001, 0.3, 0.31, 1.0)] == [0, 1, 3, 4, 10]
    assert hosts_needed(0.5, 0) == 0
