"""The example's network as an intruder and as a gate sees it, with and without each defence."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from codedark import depend, gap, reach
from codedark.gap.cable_cards import cable_cards
from codedark.gap.out_of_reach import Beyond, out_of_reach
from codedark.gap.pairs_cut import pairs_cut
from codedark.gap.plan import CutPlan, Playbook
from codedark.gap.posture import Posture, seal_of_plan
from codedark.gap.tiers import Tiers, tiers
from codedark.hospital.ports import carries as lets_through
from codedark.hospital.ports import port_set
from codedark.hospital.records import Hospital, Port, ZoneId
from codedark.hospital.remarks import remarks
from codedark.hospital.words import Action, Protocol, Purpose, Role
from tests.hospitals.kept import AZ_MONICA, example, offered

MOVES = tuple(Port(Protocol.TCP, number) for number in (22, 135, 445, 3389, 5985))
"""What people move by: shells, remote management, file shares, remote desktop."""


def within_one_hop(hospital: Hospital, host: str) -> Counter[str]:
    """Hosts by zone to which a host may open one of `MOVES`."""
    told = reach.compile(hospital)
    own = told.class_of[hospital.hosts.index_of(host)]
    carrying = np.array([any(reach.carries(s, port) for port in MOVES) for s in told.port_sets])
    struck = {
        int(to)
        for f, to, p in zip(told.edge_from, told.edge_to, told.edge_ports, strict=True)
        if f == own and carrying[p]
    }
    if told.inside_open[own]:
        struck |= set(np.flatnonzero(told.zone_of == told.zone_of[own]).tolist())
    counts: Counter[str] = Counter()
    for c in struck:
        counts[str(hospital.hosts.zone_ids[int(told.zone_of[c])])] += int(told.size[c])
    return counts


@pytest.fixture(scope="module")
def book() -> Playbook:
    hospital = example(AZ_MONICA, "air-gap", "segmentation")
    return gap.playbook(hospital, reach.compile(hospital), depend.compile(hospital))


def sealed(plan: CutPlan) -> bool:
    return not plan.residual and not plan.exposed


def test_without_walls_an_office_machine_may_try_most_of_its_campus() -> None:
    counts = within_one_hop(example(AZ_MONICA), "dn-off-001")
    assert {"dn-servers", "domain", "dn-icu", "dn-imaging", "dn-lab", "admin"} <= set(counts)
    assert counts.total() > 1000


def test_with_walls_it_may_try_files_printing_and_logon_alone() -> None:
    counts = within_one_hop(example(AZ_MONICA, "segmentation"), "dn-off-001")
    assert set(counts) == {"office-servers", "domain"}


def test_walls_leave_no_any_port_rule_inside_the_house() -> None:
    for conduit in example(AZ_MONICA, "segmentation").conduits.values():
        if conduit.action is Action.ALLOW and conduit.from_.zone != ZoneId("guest"):
            assert conduit.ports, conduit.conduit


def test_with_walls_everything_is_administered_from_one_machine() -> None:
    rows = example(AZ_MONICA, "segmentation").conduits.values()
    sources = {str(row.from_) for row in rows if row.purpose is Purpose.ADMINISTRATION and row.action is Action.ALLOW}
    assert sources == {"host:jump-1", "vault", "role:directory"}


def test_no_defence_and_no_cut_claims_to_stop_what_the_directory_tells_its_machines() -> None:
    """Machines fetch policy and obey: that path stays while logon works, whatever is removed or cut."""
    rows = example(AZ_MONICA, *offered(AZ_MONICA)).conduits.values()
    policy = [row for row in rows if str(row.from_) == "role:directory"]
    assert len(policy) == 4 and all(row.break_glass and row.purpose is Purpose.ADMINISTRATION for row in policy)


def test_today_a_cut_inside_a_campus_has_no_gate() -> None:
    hospital = example(AZ_MONICA)
    assert {gate.gate for gate in hospital.gates.values()} == {"fw-edge", "fw-core"}
    assert all(gate.fire_min >= 20 for gate in hospital.gates.values())
    assert not any(zone.contain for zone in hospital.zones.values())


def test_with_the_air_gap_every_zone_has_a_gate_that_fires_in_seconds() -> None:
    hospital = example(AZ_MONICA, "air-gap")
    assert all(zone.gate for zone in hospital.zones.values())
    firing = {hospital.gates[zone.gate].fire_min for zone in hospital.zones.values() if zone.gate}
    assert max(firing) < 1


def test_the_clean_island_keeps_theatres_and_intensive_care(book: Playbook) -> None:
    assert book.unknown.presumed.place_unknown and sealed(book.unknown) and book.unknown.optimal
    kept = set(example(AZ_MONICA).services) - set(book.unknown.services_lost)
    assert {"theatres-dn", "theatres-an", "icu-dn", "ed-dn", "ed-an", "laboratory", "transfusion", "imaging-dn"} <= kept


def test_an_alarm_in_an_office_costs_a_hundredth_of_the_shutdown(book: Playbook) -> None:
    plan = book.by_zone[ZoneId("dn-office")]
    shutdown = next(other for other in plan.alternatives if other.name == "full shutdown")
    assert sealed(plan) and plan.care_lost_per_h < shutdown.care_lost_per_h / 100


def test_hypervisors_in_hostile_hands_leave_nothing_to_keep(book: Playbook) -> None:
    """No cut gives back the machine everything stands on: the plan says so and its answer is no."""
    plan = book.by_zone[ZoneId("virtual")]
    assert plan.residual and set(plan.services_lost) == set(example(AZ_MONICA).services)


@pytest.fixture(scope="module")
def split() -> Tiers:
    return tiers(example(AZ_MONICA, "air-gap", "segmentation"))


def passes(split: Tiers, posture: Posture, source: str, target: str, port: str) -> bool:
    """Whether any conduit lets a host or workplace of `source` open `port` on `target` while all hold one posture."""
    protocol, number = port.split("/")
    asked = Port(Protocol(protocol), int(number))
    hospital = split.hospital
    hosts = hospital.hosts
    return any(
        lets_through(port_set(row.protocol, row.ports), asked)
        for conduit in hospital.conduits.values()
        if conduit.action is Action.ALLOW
        for row in split.kept(conduit.conduit, posture)
        if reach.matches(row.from_, hosts)[hosts.index_of(source)]
        and reach.matches(row.to, hosts)[hosts.index_of(target)]
    )


@pytest.mark.parametrize("more", [(), ("segmentation",), ("redundancy",), ("redundancy", "segmentation", "transfer")])
def test_break_glass_is_closed_over_what_it_stands_on_with_any_other_defence(more: tuple[str, ...]) -> None:
    glass = tiers(example(AZ_MONICA, "air-gap", *more)).break_glass
    unsure = {one.conduit for one in glass.incomplete}
    # Policies are kept although no need is told for them: what they stand on cannot be worked out, and that is said.
    assert all(name.startswith("directory.") and name.endswith(".policy") for name in unsure)
    assert {flow.stands_for for flow in glass.flows} >= {
        "dn-imaging.dn-servers.work", "an-imaging.an-servers.work", "dn-icu.voice.work", "an-icu.voice.work",
        "dn-lab.dn-servers.work",
    }  # fmt: skip


def test_every_break_glass_conduit_has_a_clinical_owner_or_the_head_of_it() -> None:
    rows = example(AZ_MONICA, "air-gap").conduits.values()
    assert all(row.clinical_owner.startswith("head of ") for row in rows if row.break_glass)


def test_a_scanner_finds_its_archive_by_name_in_posture_3_and_nothing_else(split: Tiers) -> None:
    scanner = "dn-ct-1"
    for target, port in (("dc-1", "udp/53"), ("dc-1", "udp/123"), ("lic-1", "tcp/27000"), ("pacs-1", "tcp/11112")):
        assert passes(split, Posture.BREAK_GLASS, scanner, target, port), (target, port)
        assert not passes(split, Posture.DARK, scanner, target, port)
    assert passes(split, Posture.WATCH, scanner, "print-1", "tcp/445")
    assert not passes(split, Posture.BREAK_GLASS, scanner, "print-1", "tcp/445")


def test_the_clinical_desktop_works_in_posture_2_and_remote_administration_does_not(split: Tiers) -> None:
    assert passes(split, Posture.NO_ADMINISTRATION, "dn-ed-ws-01", "rds-1", "tcp/3389")
    assert not passes(split, Posture.BREAK_GLASS, "dn-ed-ws-01", "rds-1", "tcp/3389")
    assert passes(split, Posture.WATCH, "jump-1", "dn-ed-ws-01", "tcp/3389")
    assert not passes(split, Posture.NO_ADMINISTRATION, "jump-1", "dn-ed-ws-01", "tcp/3389")
    assert not passes(split, Posture.NO_ADMINISTRATION, "jump-1", "ehr-1", "tcp/3389")


def test_every_zone_with_a_network_has_a_prober_and_every_inner_gate_is_wired() -> None:
    hospital = example(AZ_MONICA, "air-gap")
    probed = {h.zone for h in hospital.hosts if h.role is Role.PROBER}
    assert probed == {z.zone for z in hospital.zones.values() if z.prefixes}
    kinds = {remark.kind: remark.names for remark in remarks(hospital)}
    assert "zone-without-prober" not in kinds and "interface-untold" not in kinds
    assert kinds["agent-without-key"] == tuple(hospital.agents), "nothing of the example is enrolled"
    told = {(cable.gate, cable.interface) for cable in hospital.cables.values() if cable.interface}
    assert len(told) == sum(bool(cable.interface) for cable in hospital.cables.values())


def test_the_inner_firewalls_are_pairs() -> None:
    members = Counter(agent.gate for agent in example(AZ_MONICA, "air-gap").agents.values())
    assert members == {"ag-dn": 2, "ag-an": 2, "ag-dc": 2, "fw-core": 1, "fw-edge": 1}


def test_no_cut_is_said_to_close_the_ways_past_the_gates(book: Playbook) -> None:
    hospital = example(AZ_MONICA, "air-gap", "segmentation")
    told = {one.place for one in out_of_reach(hospital, seal_of_plan(book.unknown)) if one.kind is Beyond.OUT_OF_BAND}
    assert told >= {"ct-supplier-line", "mr-supplier-line", "ward-wireless-dn", "hypervisor-consoles-dn"}


def test_a_plan_that_no_packet_proved_has_its_cables_in_the_order_of_a_walk(book: Playbook) -> None:
    hospital = example(AZ_MONICA, "air-gap", "segmentation")
    seal = seal_of_plan(book.unknown)
    unproven = [(cut.gate, cut.pair) for cut in pairs_cut(hospital, seal) if cut.gate is not None]
    cards = cable_cards(hospital, seal, unproven)
    assert {frozenset(pair) for card in cards for pair in card.closes} == {frozenset(pair) for _, pair in unproven}
    cables = [card for card in cards if card.path is None]
    assert cables and all(card.told for card in cables)
    rooms = [card.room for card in cables]
    assert len(set(rooms)) == sum(a != b for a, b in zip(rooms, ["", *rooms], strict=False)), "no room is entered twice"
    untold = [card for card in cards if not card.told]
    assert [card.path for card in untold] == ["building-4g"] and "building" in untold[0].ask
