from __future__ import annotations

import numpy as np
import pytest

from codedark.hospital.needs import NOTHING
from codedark.hospital.records import Host, HostId, Hosts, Port, PortRange, Selector, Unknown, ZoneId
from codedark.hospital.words import Basis, Protocol, Role
from tests.making import make_hospital


def host(name: str, zone: str = "z") -> Host:
    return Host(
        host=HostId(name), zone=ZoneId(zone), address=None, role=Role.SERVER, needs=NOTHING, quarantine=None,
        system="", basis=Basis.ASSUMED, source="",
    )  # fmt: skip


def test_hosts_are_found_by_name_and_by_zone() -> None:
    hosts = Hosts.of([host("a"), host("b", "y"), host("c")], [ZoneId("y"), ZoneId("z")])
    assert hosts.index_of("c") == 2
    assert hosts.named("b") == host("b", "y")
    assert list(hosts.in_zone("z")) == [0, 2]
    assert ("a" in hosts, "d" in hosts, len(hosts)) == (True, False, 3)
    with pytest.raises(KeyError):
        hosts.index_of("d")
    with pytest.raises(IndexError):
        hosts[3]


def test_columns_must_agree_and_cannot_be_changed() -> None:
    hosts = Hosts.of([host("a")], [ZoneId("z")])
    with pytest.raises(ValueError, match="read-only"):
        hosts.zone_at[0] = 5
    columns = {"zone_at": np.zeros(2, np.int32), "role_at": np.zeros(1, np.int8), "basis_at": np.zeros(1, np.int8)}
    with pytest.raises(ValueError, match="lengths must agree"):
        Hosts(
            ids=[HostId("a")], zone_ids=[ZoneId("z")], **columns, address_family=np.zeros(1, np.uint8),
            address_hi=np.zeros(1, np.uint64), address_lo=np.zeros(1, np.uint64), needs={}, quarantine=[None],
            systems=[""], sources=[""],
        )  # fmt: skip


def test_what_nobody_knows_is_planned_as_none_and_stays_unknown() -> None:
    service = make_hospital(services="service,paper_min\na,? never tried\nb,30").services
    assert service["a"].paper_min == Unknown("never tried")
    assert (service["a"].paper_min_planned, service["b"].paper_min_planned) == (0, 30)
    assert str(Unknown("never tried")) == "? never tried"


def test_ports_and_choices_read_as_they_are_written() -> None:
    assert str(Port(Protocol.TCP, 443)) == "tcp/443"
    assert str(Port(Protocol.UDP, None)) == "udp/any"
    assert (str(PortRange(1, 1)), str(PortRange(1, 9))) == ("1", "1-9")
    assert Selector().everything
    assert not Selector(role=Role.SERVER).everything
