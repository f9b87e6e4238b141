from __future__ import annotations

from codedark.depend import needed_paths
from codedark.gap.admin_paths import (
    ADMINISTRATION,
    ADMINISTRATION_PORTS,
    AdminPath,
    AdminTier,
    admin_path,
    kept_without_administration,
    rows_for,
    within_path,
)
from codedark.gap.break_glass import by_conduit
from codedark.hospital.ports import NO_PORTS, carries, port_set, written
from codedark.hospital.records import Conduit, ConduitId, Hospital, Port
from codedark.hospital.words import Protocol
from tests.gap.seal_ward import ward_hospital


def _path(hospital: Hospital, name: str) -> tuple[AdminPath, Conduit]:
    conduit = hospital.conduits[ConduitId(name)]
    return admin_path(hospital, conduit, by_conduit(needed_paths(hospital))), conduit


def _kept(hospital: Hospital, name: str) -> set[tuple[str, str, str]]:
    path, conduit = _path(hospital, name)
    return {
        (str(r.from_), str(r.to), written(port_set(r.protocol, r.ports)))
        for r in kept_without_administration(path, conduit)
    }


def test_the_set_of_administration_ports_is_the_table_and_no_more() -> None:
    assert all(carries(ADMINISTRATION, Port(p, n)) for p, n in ADMINISTRATION_PORTS)
    assert not carries(ADMINISTRATION, Port(Protocol.TCP, 443))
    assert not carries(ADMINISTRATION, Port(Protocol.UDP, 22))


def test_a_conduit_for_care_keeps_its_own_ports_and_a_desktop_somebody_works_on() -> None:
    assert _kept(ward_hospital(), "record") == {("ward", "records", "tcp/443"), ("ward", "host:ehr-2", "tcp/3389")}


def test_a_conduit_for_administration_keeps_what_a_need_uses_and_nothing_that_is_merely_offered() -> None:
    assert _kept(ward_hospital(), "admin") == set()
    hospital = ward_hospital(services="service,needs,worked_from\ncare,desktop,office\n")
    assert _kept(hospital, "admin") == {("office", "host:ehr-2", "tcp/3389")}


def test_elsewhere_a_port_is_spared_where_software_listens_though_nobody_is_told_to_need_it() -> None:
    hospital = ward_hospital(services="service,needs\ncare,ehr\n")
    assert ("ward", "host:ehr-2", "tcp/3389") in _kept(hospital, "record")


def test_a_conduit_without_administration_ports_is_kept_whole_at_posture_2() -> None:
    path, _ = _path(ward_hospital(), "lookup")
    assert path.ports == NO_PORTS
    assert path.spared == ()
    assert _kept(ward_hospital(), "lookup") == {("ward", "domain", "udp/53")}


def test_an_any_port_conduit_loses_the_ports_of_the_table_and_keeps_icmp() -> None:
    kept = [r for r in _kept(ward_hospital(), "anything") if r[1] == "records"]
    assert {p.split("/")[0] for _, _, p in kept} == {"icmp", "tcp", "udp"}
    tcp = next(p for _, _, p in kept if p.startswith("tcp"))
    assert "0-21,24-134" in tcp


def test_a_spared_row_is_never_wider_than_the_conduit_it_is_of() -> None:
    hospital = ward_hospital(
        applications="application,kind,runs_on,zone,ports\nshare,supplier,,outside,tcp/445\n",
        services="service,needs,worked_from\nletters,share,office\n",
    )
    assert ("office", "203.0.113.0/28", "tcp/445") in _kept(hospital, "web")
    path, conduit = _path(hospital, "web")
    assert all(row.to.prefix == conduit.to.prefix for row in path.spared)


def test_a_row_within_a_path_keeps_role_and_prefix_and_takes_the_zone() -> None:
    hospital = ward_hospital()
    row = hospital.conduits[ConduitId("anything")]
    path = next(p for p in needed_paths(hospital) if row.conduit in p.conduits and p.source_host is None)
    narrow = within_path(row, path)
    assert (narrow.from_.role, narrow.from_.zone) == (row.from_.role, "ward")
    assert narrow.to.host == path.target_host


def test_a_row_stands_once_for_each_transport() -> None:
    row = ward_hospital().conduits[ConduitId("anything")]
    parts = rows_for(row, port_set(Protocol.ANY, (row.ports or ())))
    assert [r.protocol for r in parts] == [Protocol.ANY]
    assert rows_for(row, NO_PORTS) == ()


def test_the_tier_is_the_role_of_most_targets() -> None:
    hospital = ward_hospital(
        hosts="host,zone,role\na,ward,workstation\nh,records,hypervisor\nb,domain,backup\nd,domain,directory\nd2,domain,directory\n",
        applications="application,kind\nx,clinical\n",
        services="service,needs\n",
        conduits="conduit,from,to,protocol,ports,purpose\nv,ward,records,tcp,902,administration\n"
        "w,records,ward,tcp,445,administration\nd,ward,domain,tcp,445,administration\no,ward,outside,tcp,22,administration\n",
    )
    tiers = {name: _path(hospital, name)[0].tier for name in ("v", "w", "d", "o")}
    assert tiers == {
        "v": AdminTier.HYPERVISOR, "w": AdminTier.TO_WORKSTATIONS, "d": AdminTier.DIRECTORY, "o": AdminTier.OTHER,
    }  # fmt: skip
