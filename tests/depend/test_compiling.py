from __future__ import annotations

import numpy as np
import pytest

from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.compiling import compile
from codedark.depend.starting import holds
from codedark.hospital.records import Hospital
from tests.making import make_hospital


def lost(hospital: Hospital, *off: str) -> set[str]:
    """Applications and services that do not hold when the nodes of these names are off."""
    circuit = compile(hospital)
    up = holds(circuit, [circuit.names.index(name) for name in off])
    told = np.isin(circuit.kind, (NodeKind.APPLICATION, NodeKind.SERVICE))
    return {circuit.names[i] for i in np.flatnonzero(told & ~up)}


def of_kind(circuit: Circuit, kind: NodeKind) -> list[str]:
    return [circuit.names[i] for i in np.flatnonzero(circuit.kind == kind)]


ZONES = """
    zone, kind, inside, workable_share, prefixes
    servers, server, open, 0, 10.0.0.0/24
    domain, directory, open, 0, 10.0.1.0/24
    ward, clinical, open, 0.5, 10.0.2.0/24
    """
HOSTS = """
    host, zone, role, needs, address
    p-1, servers, server, , 10.0.0.1
    p-2, servers, server, hv, 10.0.0.2
    hv-1, servers, hypervisor, ,
    dc-1, domain, directory, , 10.0.1.1
    dc-2, servers, directory, ,
    ws-1, ward, clinical-workstation, , 10.0.2.1
    ws-2, ward, clinical-workstation, , 10.0.2.2
    ws-3, ward, printer, , 10.0.2.130
    """
APPLICATIONS = """
    application, kind, runs_on, zone, ports, needs
    hv, hypervisor, hv-1, , ,
    directory, directory, dc-1 or dc-2, , tcp/389,
    pacs, clinical, p-1 and p-2, , tcp/104, directory
    line, internet, , outside, tcp/443,
    """
SERVICES = """
    service, needs, worked_from, paper_min
    imaging, pacs, ward, 30
    theatre, imaging, , 0
    """
CONDUITS = """
    conduit, from, to, protocol, ports
    see, ward, servers, tcp, 104
    logon, servers, domain, tcp, 389
    """


WITH_ACTION = CONDUITS.replace("ports\n", "ports, action\n").replace("tcp, 104", "tcp, 104,").replace("389", "389,")


def small(**tables: str) -> Hospital:
    zones = ZONES + "    outside, external, open, 0,\n"
    given = {"zones": zones, "hosts": HOSTS, "applications": APPLICATIONS, "services": SERVICES, "conduits": CONDUITS}
    return make_hospital(**{**given, **tables})


def test_nothing_off_nothing_lost() -> None:
    assert lost(small()) == set()


def test_a_host_takes_along_what_runs_on_it_and_what_needs_that() -> None:
    assert lost(small(), "host p-1") == {"pacs", "imaging", "theatre"}


def test_what_a_host_stands_on_takes_it_along() -> None:
    assert lost(small(), "host hv-1") == {"hv", "pacs", "imaging", "theatre"}


def test_one_of_two_that_are_equal_is_enough() -> None:
    assert lost(small(), "host dc-1") == set()
    assert lost(small(), "host dc-1", "host dc-2") == {"directory", "pacs", "imaging", "theatre"}


def test_software_alone_can_be_off() -> None:
    assert lost(small(), "software of pacs") == {"pacs", "imaging", "theatre"}


def test_a_closed_conduit_takes_the_way_and_leaves_the_application() -> None:
    assert lost(small(), "conduit see") == {"imaging", "theatre"}


def test_a_way_to_an_instance_that_is_down_is_no_way() -> None:
    """The directory is up on dc-2 alone, which stands where the conduit does not lead."""
    hosts = HOSTS.replace("dc-2, servers", "dc-2, ward")
    assert lost(small(hosts=hosts), "host dc-1") == {"pacs", "imaging", "theatre"}
    assert lost(small(hosts=hosts), "host dc-2") == set()


def test_hosts_of_one_open_zone_reach_each_other() -> None:
    """pacs meets dc-2 inside the servers' zone, so it lives without the conduit and without dc-1."""
    assert lost(small(), "conduit logon") == set()
    assert lost(small(), "conduit logon", "inside servers") == {"pacs", "imaging", "theatre"}


def test_software_on_the_same_host_needs_no_network() -> None:
    applications = """
        application, kind, runs_on, needs
        base, other, p-1,
        front, clinical, p-1, base
        """
    services = "service, needs\nimaging, front\n"
    zones = ZONES.replace("servers, server, open", "servers, server, isolated")
    hospital = small(applications=applications, services=services, zones=zones, hosts=HOSTS.replace("hv,", ","))
    circuit = compile(hospital)
    assert circuit.unmapped == ()
    assert not circuit.inside_at and not circuit.conduit_at


def test_with_a_choice_of_hosts_the_one_at_home_needs_no_network() -> None:
    applications = """
        application, kind, runs_on, ports, needs
        base, other, p-1 or dc-1, tcp/389,
        front, clinical, p-1, , base
        """
    hospital = small(
        applications=applications, services="service, needs\nimaging, front\n", hosts=HOSTS.replace("hv,", ",")
    )
    assert lost(hospital, "conduit logon") == set()
    assert lost(hospital, "host dc-1") == set()


def test_a_conduit_of_other_ports_carries_nothing() -> None:
    circuit = compile(small(conduits=CONDUITS.replace("tcp, 104", "tcp, 105")))
    assert "conduit see" not in circuit.names
    assert ("ward", "pacs") in circuit.unmapped


def test_an_application_that_tells_no_ports_is_carried_by_any_conduit() -> None:
    hospital = small(applications=APPLICATIONS.replace("tcp/104", ""), conduits=CONDUITS.replace("tcp, 104", "udp, 9"))
    assert lost(hospital, "conduit see") == {"imaging", "theatre"}


def test_a_deny_wins_over_every_allow_where_it_takes_all() -> None:
    denied = WITH_ACTION + "    no, ward, servers, tcp, 100-110, deny\n"
    assert ("ward", "pacs") in compile(small(conduits=denied)).unmapped
    elsewhere = denied.replace("100-110", "105-110")
    assert lost(small(conduits=elsewhere), "conduit see") == {"imaging", "theatre"}


def test_a_deny_for_one_workstation_leaves_the_ward() -> None:
    conduits = WITH_ACTION + "    no, host:ws-1, servers, tcp, , deny\n"
    assert compile(small(conduits=conduits)).unmapped == ()
    most = conduits.replace("host:ws-1", "role:clinical-workstation")
    assert ("ward", "pacs") in compile(small(conduits=most)).unmapped


def test_a_rule_for_one_workstation_does_not_carry_the_ward() -> None:
    assert ("ward", "pacs") in compile(small(conduits=CONDUITS.replace("ward, servers", "host:ws-1, servers"))).unmapped
    roles = CONDUITS.replace("ward, servers", "role:clinical-workstation, servers")
    assert lost(small(conduits=roles), "conduit see") == {"imaging", "theatre"}


@pytest.mark.parametrize("whom", ["*", "10.0.0.0/24", "host:p-1", "role:server", "role:server@servers", "servers"])
def test_a_conduit_may_name_its_hosts_in_any_way(whom: str) -> None:
    conduits = CONDUITS.replace("logon, servers", f"logon, {whom}")
    hosts = HOSTS.replace("dc-2, servers", "dc-2, ward").replace("hv,", ",")
    alone = APPLICATIONS.replace("p-1 and p-2", "p-1")
    assert lost(small(conduits=conduits, hosts=hosts, applications=alone), "conduit logon") >= {"pacs"}


def test_a_rule_for_one_server_carries_that_server_alone() -> None:
    conduits = CONDUITS.replace("logon, servers", "logon, host:p-1")
    hosts = HOSTS.replace("dc-2, servers", "dc-2, ward")
    circuit = compile(small(conduits=conduits, hosts=hosts))
    assert circuit.unmapped == (("servers", "directory"),)
    assert lost(small(conduits=conduits, hosts=hosts), "conduit logon") == {"pacs", "imaging", "theatre"}


def test_a_prefix_covers_a_ward_when_enough_of_its_hosts_lie_in_it() -> None:
    half = CONDUITS.replace("ward, servers", "10.0.2.0/25, servers")
    assert lost(small(conduits=half), "conduit see") == {"imaging", "theatre"}
    few = CONDUITS.replace("ward, servers", "10.0.2.128/25, servers")
    assert ("ward", "pacs") in compile(small(conduits=few)).unmapped


def test_a_pair_nobody_told_of_is_open_and_reported() -> None:
    hospital = small(conduits="conduit, from, to\nlogon, servers, domain\n")
    assert compile(hospital).unmapped == (("ward", "pacs"),)
    assert lost(hospital) == set()


def test_an_outside_provider_is_met_in_its_zone() -> None:
    services = "service, needs, worked_from\nbooking, line, ward\n"
    told = CONDUITS + "    out, ward, outside, tcp, 443\n"
    assert lost(small(services=services, conduits=told), "conduit out") == {"booking"}
    assert lost(small(services=services, conduits=told), "software of line") == {"line", "booking"}
    assert compile(small(services=services)).unmapped == (("ward", "line"),)


def test_an_outside_provider_of_no_zone_asks_for_no_network() -> None:
    services = "service, needs, worked_from\nbooking, line, ward\n"
    applications = APPLICATIONS.replace("line, internet, , outside", "line, internet, ,")
    assert compile(small(services=services, applications=applications)).unmapped == ()


def test_workplaces_count_their_hosts() -> None:
    circuit = compile(small())
    ward = 2
    assert dict(circuit.workplace_needed) == {ward: 2}
    assert lost(small(), "workplaces of ward") == {"imaging", "theatre"}


def test_a_service_worked_from_either_of_two_zones_lives_on_one() -> None:
    services = SERVICES.replace("pacs, ward", "pacs, ward or domain")
    conduits = CONDUITS + "    see-2, domain, servers, tcp, 104\n"
    hospital = small(services=services, conduits=conduits)
    assert lost(hospital, "workplaces of ward") == set()
    assert lost(hospital, "conduit see") == set()
    assert lost(hospital, "conduit see", "conduit see-2") == {"imaging", "theatre"}
    assert lost(hospital, "workplaces of ward", "conduit see-2") == {"imaging", "theatre"}


def test_a_service_that_needs_no_software_still_needs_its_workplaces() -> None:
    services = "service, needs, worked_from\ndesk, , ward\n"
    assert lost(small(services=services), "workplaces of ward") == {"desk"}


def test_a_service_without_needs_is_always_up() -> None:
    circuit = compile(small(services="service\ntea\n"))
    assert circuit.k[circuit.service_at[0]] == 0


def test_a_service_counts_on_another_as_carried_on_paper() -> None:
    circuit = compile(small())
    imaging, theatre = circuit.service_at
    assert circuit.delay_min[circuit.carried_at[0]] == 30
    below = circuit.children[circuit.indptr[theatre] : circuit.indptr[theatre + 1]]
    assert below.tolist() == [circuit.carried_at[0]]
    assert imaging not in below


def test_unknown_paper_minutes_are_planned_as_none() -> None:
    circuit = compile(small(services=SERVICES.replace("ward, 30", "ward, ? never tried")))
    assert circuit.delay_min[circuit.carried_at[0]] == 0


def test_a_circle_goes_on_running() -> None:
    applications = """
        application, kind, runs_on, needs
        directory, directory, dc-1, dns
        dns, name-service, dc-1, directory
        """
    hospital = small(applications=applications, services="service, needs\nwork, dns\n", hosts=HOSTS.replace("hv,", ","))
    assert lost(hospital) == set()
    assert lost(hospital, "software of directory") == {"directory", "dns", "work"}


def test_nested_needs_keep_their_meaning() -> None:
    services = "service, needs\ncare, directory and 2 of (hv line pacs and directory)\n"
    assert lost(small(services=services), "software of line") == {"line"}
    assert lost(small(services=services), "software of line", "software of pacs") == {"line", "pacs", "care"}


def test_shared_things_are_one_node() -> None:
    circuit = compile(small(services=SERVICES + "    reading, pacs, ward, 0\n"))
    assert of_kind(circuit, NodeKind.SEEN).count("pacs seen from ward") == 1
    assert len(set(circuit.names)) == len(circuit.names)


def test_hosts_that_nothing_stands_on_are_no_nodes() -> None:
    hospital = small()
    circuit = compile(hospital)
    assert {hospital.hosts.ids[h] for h in circuit.host_at} == {"p-1", "p-2", "hv-1", "dc-1", "dc-2"}


def test_components_come_children_first_and_arrays_are_read_only() -> None:
    circuit = compile(small())
    for i in range(len(circuit)):
        below = circuit.children[circuit.indptr[i] : circuit.indptr[i + 1]]
        assert (circuit.component[below] <= circuit.component[i]).all()
    assert (np.diff(circuit.component[circuit.order]) >= 0).all()
    with pytest.raises(ValueError, match="read-only"):
        circuit.k[0] = 1


def test_an_outside_provider_has_needs_of_its_own_met_from_its_zone() -> None:
    applications = APPLICATIONS + "    portal, supplier, , outside, tcp/443, line and directory\n"
    told = CONDUITS + "    in, outside, domain, tcp, 389\n"
    hospital = small(applications=applications, services="service, needs\nbooking, portal\n", conduits=told)
    assert lost(hospital, "software of line") == {"line", "portal", "booking"}
    assert lost(hospital, "conduit in") == {"portal", "booking"}
