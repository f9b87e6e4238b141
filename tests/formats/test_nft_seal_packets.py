"""What the kernel does with packets under a seal: real ones, of every kind, against the judge that reads the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from codedark.formats.nft_seal import Family, Hook, arm, render, switch_off, switch_on
from codedark.gap.gate_book import GateBook, gate_books
from codedark.gap.gate_seal import GateSeal, gate_seal
from codedark.gap.posture import Posture, Seal, seal
from codedark.gap.tiers import tiers
from codedark.hospital.records import ConduitId, GateId, Hospital, HostId, ZoneId
from tests.formats.seal_rooms import ACK, ETH_IP, ETH_IP6, OPENER, SYN, SYN_ACK, Packet, Rooms, ip4, packet, rooms
from tests.gap.seal_oracle import Flow, SealOracle
from tests.gap.seal_worlds import flows, hospitals, seals
from tests.making import make_hospital

pytestmark = pytest.mark.needs("nft", "ip", "conntrack")

BASE = """
table inet filter {
  chain forward {
    type filter hook forward priority 0; policy accept;
    ct state established,related accept
  }
}
table inet early {
  chain forward {
    type filter hook forward priority -400; policy accept;
    accept
  }
}
"""
"""The usual firewall, established first; and an accept in another table before ours."""
A, A2, B, OUT = "10.1.0.2", "10.1.0.3", "10.2.0.2", "203.0.113.9"
A6, B6 = "fd00:1::2", "fd00:2::2"
G1 = GateId("g1")
WORLDS = settings(
    max_examples=6,
    suppress_health_check=list(HealthCheck),
    # Packets are quick, hundreds of worlds are not: a failure is shown as it was found.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
SHUT = dict.fromkeys(("care", "admin", "images"), Posture.BREAK_GLASS)


@pytest.fixture(scope="module")
def world() -> Iterator[Rooms]:
    with rooms() as made:
        made.nft(BASE)
        yield made


@pytest.fixture(scope="module")
def bridge() -> Iterator[Rooms]:
    with rooms(bridged=True) as made:
        yield made


def two_zones(*, more_conduits: str = "", inside: str = "open") -> Hospital:
    """za works with zb; zx is the world outside, of which no network is told."""
    return make_hospital(
        gates="gate,kind,fire_min\ng1,nftables,0.001\n",
        zones=f"""
            zone,kind,    prefixes,                gate,contain,inside
            za,  office,  10.1.0.0/24 fd00:1::/64, g1,  g1,     {inside}
            zb,  server,  10.2.0.0/24 fd00:2::/64, g1,  g1,     open
            zx,  external,,                        g1,  ,       open
            """,
        hosts=f"host,zone,address,quarantine\nws,za,{A},g1\nws-2,za,{A2},g1\nehr,zb,{B},g1\n",
        applications="application,kind,runs_on,ports\nehr,clinical,ehr,tcp/443 tcp/104\n",
        services="service,needs,worked_from,arrivals_per_h\nward,ehr,za,2\n",
        conduits="""
            conduit,from,to,protocol,ports,purpose,       break_glass,clinical_owner
            care,   za,  zb,tcp,     443,  clinical,      no,
            admin,  za,  zb,tcp,     3389, administration,no,
            images, za,  zb,tcp,     104,  clinical,      yes,        head of imaging
            web,    za,  zx,tcp,     443,  internet,      no,
            """
        + more_conduits,
    )


def book_of(hospital: Hospital, *, guarded: bool = False, gate: str = "g1") -> GateBook:
    told = {(G1, ZoneId(z)): f"{z}0" for z in hospital.zones} if guarded else {}
    return gate_books(tiers(hospital), told, [])[GateId(gate)]


def fire(
    world: Rooms, book: GateBook, one: Seal, *, family: Family = Family.INET, hook: Hook = Hook.FORWARD
) -> GateSeal:
    """Stage a seal and switch it on."""
    held = gate_seal(book, one)
    world.nft(
        render(book, [held], family=family, hook=hook) + arm(family=family) + switch_on(held.name, None, family=family)
    )
    return held


def let_go(world: Rooms, held: GateSeal, family: Family = Family.INET) -> None:
    world.nft(switch_off(held.name, family=family))


def of_seal(**postures: Posture) -> Seal:
    return seal({ConduitId(c): p for c, p in postures.items()})


def opening(world: Rooms, flow: Flow, source_port: int = OPENER) -> Packet:
    return packet(world, flow.source, flow.target, flow.protocol, flow.port, source_port)


def answer(world: Rooms, to: Packet, flags: int = SYN_ACK) -> Packet:
    """The other way, within the same connection."""
    return replace(
        to, source=to.target, target=to.source, source_port=to.target_port if to.protocol != "icmp" else to.source_port,
        target_port=to.source_port, mark=world.mark(), flags=flags,
    )  # fmt: skip


def again(world: Rooms, one: Packet, flags: int = ACK) -> Packet:
    return replace(one, mark=world.mark(), flags=flags)


def passes(world: Rooms, one: Packet, **how: object) -> bool:
    return one.mark in world.pass_through([one], **how)  # type: ignore[arg-type]


# What the tables say, and what packets do


@WORLDS
@given(st.data())
def test_the_kernel_lets_through_what_the_tables_and_postures_say(world: Rooms, data: st.DataObject) -> None:
    hospital = data.draw(hospitals())
    one, oracle, every = data.draw(seals(hospital)), SealOracle(hospital), flows(hospital)
    for gate, book in gate_books(tiers(hospital), {}, []).items():
        world.run("conntrack -F")
        fire(world, book, one)
        sent = {flow: opening(world, flow) for flow in every}
        arrived = world.pass_through(list(sent.values()))
        said = {flow: oracle.passes(flow, one, gate) for flow in every}
        # Without ports both ways are one connection to the kernel: which of two that cross opened it is chance.
        told = [
            f for f in every if f.protocol != "50" or said[f] or not said[replace(f, source=f.target, target=f.source)]
        ]
        wrong = [f"{f} {said[f]}" for f in told if (sent[f].mark in arrived) is not said[f]]
        assert not wrong, f"{gate}: {wrong[:5]}"
        # A reply goes the way its opening went; without one a reply is an opening by the other side.
        replies = {flow: answer(world, sent[flow]) for flow in every if said[flow] and flow.protocol != "50"}
        came = world.pass_through(list(replies.values()))
        assert all(p.mark in came for p in replies.values()), gate


@pytest.mark.parametrize(("source", "target"), [(A, B), (A6, B6)])
def test_a_session_from_before_stops_where_it_is_cut_and_goes_on_where_it_is_kept(
    world: Rooms, source: str, target: str
) -> None:
    cut, kept = _sessions(world, source, target)
    fire(world, book_of(two_zones()), seal({ConduitId(c): p for c, p in SHUT.items()}))
    assert not _goes_on(world, cut)
    assert _goes_on(world, kept)


def test_the_same_rules_after_established_accept_would_not_stop_it(world: Rooms) -> None:
    cut, _ = _sessions(world, A, B)
    book = book_of(two_zones())
    held = gate_seal(book, seal({ConduitId(c): p for c, p in SHUT.items()}))
    right = render(book, [held])
    wrong = right.replace(
        "meta protocol @armed jump seals", "ct state established accept\n\t\tmeta protocol @armed jump seals"
    )
    assert wrong != right
    world.nft(wrong + arm() + switch_on(held.name, None))
    assert _goes_on(world, cut), "the wrong build must show the fault that the right one has not"
    world.nft(right + arm() + switch_on(held.name, None))
    assert not _goes_on(world, cut)


def _sessions(world: Rooms, source: str, target: str) -> tuple[Packet, Packet]:
    """Two sessions in their middle, of the record (cut later) and of images (kept)."""
    world.run("conntrack -F")
    world.nft("table inet codedark {}\ndelete table inet codedark\n")
    opened = [packet(world, source, target, "tcp", port) for port in (443, 104)]
    replies = [answer(world, p) for p in opened]
    assert len(world.pass_through(opened)) == 2
    assert len(world.pass_through(replies)) == 2
    third = [again(world, p) for p in opened]
    assert len(world.pass_through(third)) == 2
    return opened[0], opened[1]


def _goes_on(world: Rooms, session: Packet) -> bool:
    """Whether packets of a session pass; the two directions never differ."""
    forth, back = again(world, session), answer(world, session, ACK)
    arrived = world.pass_through([forth, back])
    assert len(arrived) in {0, 2}, "one direction passes and the other does not"
    return len(arrived) == 2


def test_a_cut_session_does_not_come_back_over_an_any_port_row_the_other_way_when_tracking_is_forgotten(
    world: Rooms,
) -> None:
    hospital = two_zones(more_conduits="            back,   zb,  za,any,        ,  other,         no,\n")
    world.run("conntrack -F")
    cut, _ = _sessions(world, A, B)
    fire(world, book_of(hospital), of_seal(care=Posture.BREAK_GLASS))
    world.run("conntrack -F")
    assert not passes(world, answer(world, cut, ACK)), "it looks as if the server opened it"
    assert not passes(world, again(world, cut))
    assert passes(world, packet(world, B, A, "tcp", 50000)), "what the server does open goes"
    assert passes(world, packet(world, B, A, "udp", 50000))


def test_a_kept_session_survives_that_tracking_is_forgotten(world: Rooms) -> None:
    _, kept = _sessions(world, A, B)
    fire(world, book_of(two_zones()), seal({ConduitId(c): p for c, p in SHUT.items()}))
    world.run("conntrack -F")
    assert passes(world, again(world, kept))
    assert passes(world, answer(world, kept, ACK))


def test_what_was_cut_passes_again_when_the_seal_is_let_go(world: Rooms) -> None:
    held = fire(world, book_of(two_zones()), of_seal(care=Posture.DARK))
    assert not passes(world, packet(world, A, B, "tcp", 443, 41001))
    let_go(world, held)
    assert passes(world, packet(world, A, B, "tcp", 443, 41002))


def test_two_seals_at_once_let_through_what_both_do(world: Rooms) -> None:
    book = book_of(two_zones())
    one, other = (gate_seal(book, of_seal(**{c: Posture.DARK})) for c in ("care", "admin"))
    world.nft(render(book, [one, other]) + arm() + switch_on(one.name, None) + switch_on(other.name, None))
    assert not passes(world, packet(world, A, B, "tcp", 443, 41003))
    assert not passes(world, packet(world, A, B, "tcp", 3389, 41004))
    assert passes(world, packet(world, A, B, "tcp", 104, 41005))


# Error messages


@pytest.mark.parametrize(("source", "target"), [(A, B), (A6, B6)])
def test_an_error_message_passes_about_a_session_that_passes_and_no_other(
    world: Rooms, source: str, target: str
) -> None:
    cut, kept = _sessions(world, source, target)
    about = {p: packet(world, target, source, "icmp", 0, inner=p.bytes()[:48]) for p in (cut, kept)}
    assert all(passes(world, p) for p in about.values()), "at rest both pass"
    fire(world, book_of(two_zones()), seal({ConduitId(c): p for c, p in SHUT.items()}))
    assert passes(world, again(world, about[kept]))
    assert not passes(world, again(world, about[cut])), "a forgotten session would carry messages"


def test_behind_address_translation_it_is_the_real_ends_that_count(world: Rooms) -> None:
    published = "192.0.2.80"
    rule = f"ip daddr {published} dnat to {B}"
    world.nft(f"table ip nat {{\nchain pre {{ type nat hook prerouting priority -100;\n{rule}\n}}\n}}\n")
    try:
        fire(world, book_of(two_zones()), seal({ConduitId(c): p for c, p in SHUT.items()}))
        world.run("conntrack -F")
        kept, cut = (packet(world, A, published, "tcp", port, 42100) for port in (104, 443))
        assert passes(world, kept, to_room="zb")
        assert not passes(world, cut, to_room="zb")
        seen = replace(kept, target=ip_address(B))
        assert passes(world, answer(world, seen))
        assert passes(world, packet(world, B, A, "icmp", 0, inner=seen.bytes()[:48]))
    finally:
        world.nft("delete table ip nat\n")


# Who pretends to be another


def test_a_source_address_of_another_zone_is_refused_on_a_told_interface(world: Rooms) -> None:
    book = book_of(
        two_zones(more_conduits="            back,   zx,  zb,tcp,     443,  other,         no,\n"), guarded=True
    )
    fire(world, book, of_seal(care=Posture.BREAK_GLASS))
    spoofed = packet(world, OUT, B, "tcp", 443, 42001)
    assert not passes(world, spoofed, from_room="za")
    assert passes(world, again(world, spoofed, SYN)), "the same packet from where it belongs"
    assert passes(world, packet(world, A, B, "tcp", 104, 42002))


def test_a_second_zone_on_a_guarded_interface_is_let_through_though_no_cut_touches_it(world: Rooms) -> None:
    hospital = make_hospital(
        gates="gate,kind\ng1,nftables\n",
        zones="""
            zone,kind,  prefixes,   gate
            za,  office,10.1.0.0/24,g1
            zc,  office,10.1.1.0/24,g1
            zb,  server,10.2.0.0/24,g1
            """,
        hosts="host,zone,address\nws,za,10.1.0.2\nws-2,zc,10.1.1.2\nehr,zb,10.2.0.2\n",
        conduits="conduit,from,to,protocol,ports\ncare,za,zb,tcp,443\nalso,zc,zb,tcp,443\n",
    )
    told = {(G1, ZoneId(z)): i for z, i in (("za", "za0"), ("zc", "za0"), ("zb", "zb0"))}
    fire(world, gate_books(tiers(hospital), told, [])[G1], of_seal(care=Posture.DARK))
    assert not passes(world, packet(world, A, B, "tcp", 443, 42003))
    assert passes(world, packet(world, "10.1.1.2", B, "tcp", 443, 42004))


def test_a_quarantined_host_neither_sends_nor_receives_and_its_neighbour_does(world: Rooms) -> None:
    fire(world, book_of(two_zones()), seal({}, quarantine=[HostId("ws")]))
    assert not passes(world, packet(world, A, B, "tcp", 443, 42005))
    assert not passes(world, packet(world, B, A, "udp", 9, 42006))
    assert not passes(world, packet(world, A, OUT, "icmp"))
    assert passes(world, packet(world, A2, B, "tcp", 443, 42007))


def test_a_zone_without_told_networks_is_every_address_of_no_other(world: Rooms) -> None:
    fire(world, book_of(two_zones()), of_seal(web=Posture.DARK))
    assert not passes(world, packet(world, A, OUT, "tcp", 443, 42008))
    assert not passes(world, packet(world, A6, "2001:db8::9", "tcp", 443, 42009))
    assert not passes(world, packet(world, "198.51.100.7", A, "udp", 443, 42010))
    assert passes(world, packet(world, A, B, "tcp", 443, 42011))


def test_the_inside_of_an_open_zone_is_cut_by_containment_alone(world: Rooms) -> None:
    hospital = two_zones(more_conduits="            within, *,   *, tcp,     22,   administration,no,\n")
    fire(world, book_of(hospital), of_seal(within=Posture.DARK, care=Posture.DARK))
    assert passes(world, packet(world, A, A2, "udp", 5353, 42012))
    fire(world, book_of(hospital), seal({ConduitId("within"): Posture.DARK}, contain=[ZoneId("za")]))
    assert not passes(world, packet(world, A, A2, "udp", 5353, 42013))
    assert not passes(world, packet(world, A, A2, "tcp", 22, 42014))


# Fragments


def _fragments(world: Rooms, port: int, source_port: int) -> tuple[int, list[bytes]]:
    """A datagram in two pieces; its mark is in the second."""
    whole = packet(world, A, B, "udp", port, source_port)
    body = replace(whole, mark=whole.mark)._body()
    padded = body[:8] + b"x" * 64 + body[8:]
    head = padded[:4] + (8 + 64 + 8).to_bytes(2, "big") + b"\0\0" + padded[8:]
    parts = [(head[:64], 0x2000), (head[64:], 8)]
    return whole.mark, [ip4(ip_address(A), ip_address(B), 17, part, whole.mark, flag) for part, flag in parts]


def test_a_datagram_in_fragments_is_judged_whole(world: Rooms) -> None:
    hospital = two_zones(more_conduits="            names,  za,  zb,udp,     53,   infrastructure,no,\n")
    fire(world, book_of(hospital), of_seal(care=Posture.DARK))
    for port, may in ((53, True), (54, False)):
        mark, parts = _fragments(world, port, 43000 + port)
        for part in parts:
            world.send("za", part, ETH_IP, "zb")
        assert (mark in world.collect()["zb"]) is may


# A transparent gate


@WORLDS
@given(st.data())
def test_a_bridge_lets_openings_through_as_the_tables_say_and_replies_by_their_ports(
    bridge: Rooms, data: st.DataObject
) -> None:
    hospital = data.draw(hospitals())
    one, oracle = data.draw(seals(hospital)), SealOracle(hospital)
    every = [f for f in flows(hospital) if bridge.room_of(f.source) != bridge.room_of(f.target)]
    for gate, book in gate_books(tiers(hospital), {}, []).items():
        fire(bridge, book, one, family=Family.BRIDGE)
        sent = {flow: opening(bridge, flow) for flow in every}
        arrived = bridge.pass_through(list(sent.values()))
        for flow in every:
            # Nobody remembers who opened: a datagram from a port that may be asked is taken for an answer.
            turned = Flow(flow.target, flow.source, flow.protocol, OPENER)
            may = oracle.passes(flow, one, gate) or (flow.protocol != "tcp" and oracle.passes(turned, one, gate))
            assert (sent[flow].mark in arrived) is may, f"{gate}: {flow}"
        kept = [f for f in every if f.protocol == "tcp" and oracle.passes(f, one, gate)]
        replies = [answer(bridge, sent[f], flags) for f in kept for flags in (SYN_ACK, ACK)]
        assert bridge.pass_through(replies) == {p.mark for p in replies}


def test_a_bridge_stops_a_running_session_tagged_frames_included(bridge: Rooms) -> None:
    fire(bridge, book_of(two_zones()), of_seal(care=Posture.BREAK_GLASS), family=Family.BRIDGE)
    for vlan in (None, 7):
        cut, kept = packet(bridge, A, B, "tcp", 443), packet(bridge, A, B, "tcp", 104)
        assert not passes(bridge, again(bridge, cut), vlan=vlan)
        assert not passes(bridge, answer(bridge, cut, ACK), vlan=vlan)
        assert passes(bridge, again(bridge, kept), vlan=vlan)
        assert passes(bridge, answer(bridge, kept, ACK), vlan=vlan)


def test_a_bridge_takes_no_opening_for_an_answer_to_a_row_of_every_port(bridge: Rooms) -> None:
    hospital = two_zones(more_conduits="            back,   zb,  za,any,        ,  other,         no,\n")
    fire(bridge, book_of(hospital), of_seal(care=Posture.BREAK_GLASS), family=Family.BRIDGE)
    assert not passes(bridge, packet(bridge, A, B, "tcp", 443))
    assert passes(bridge, packet(bridge, A, B, "tcp", 443, flags=ACK)), "so an answer would look"
    assert passes(bridge, packet(bridge, B, A, "tcp", 9))


@pytest.mark.parametrize("guarded", [False, True])
def test_a_bridge_keeps_the_link_alive_and_lets_nobody_speak_past_it_by_link_local_addresses(
    bridge: Rooms, guarded: bool
) -> None:
    everything = dict.fromkeys(("care", "admin", "images", "web"), Posture.DARK)
    fire(bridge, book_of(two_zones(), guarded=guarded), of_seal(**everything), family=Family.BRIDGE)
    for source in ("fe80::a", A6):
        for hops, may in ((255, True), (64, False)):
            mark = bridge.mark()
            bridge.send("za", _solicitation(source, mark, hops), ETH_IP6, "zb")
            assert (mark in bridge.collect()["zb"]) is may, f"{source}, hop limit {hops}"
    for source, target in (("fe80::a", "fe80::b"), (A6, "fe80::b"), ("169.254.1.2", "169.254.1.3")):
        assert not passes(bridge, packet(bridge, source, target, "tcp", 445), from_room="za", to_room="zb")
    lease = packet(bridge, "0.0.0.0", "255.255.255.255", "udp", 67, 68)
    assert passes(bridge, lease, from_room="za", to_room="zb")


def _solicitation(source: str, mark: int, hops: int) -> bytes:
    """Who has the address of the record? Asked of everybody who may."""
    told = b"\x87\0" + b"\0\0" + b"\0" * 4 + ip_address(B6).packed + b"mark" + mark.to_bytes(4, "big")
    head = (6 << 28).to_bytes(4, "big") + len(told).to_bytes(2, "big") + bytes([58, hops])
    return head + ip_address(source).packed + ip_address("ff02::1:ff00:2").packed + told


# At a host itself


def test_at_the_input_of_a_host_its_own_zone_is_kept_off_and_the_rest_goes_on(world: Rooms) -> None:
    hospital = two_zones(inside="isolated")
    book = book_of(hospital, guarded=True)
    world.nft("table inet codedark {}\ndelete table inet codedark\n")
    try:
        world.run(f"ip addr add {A2}/32 dev lo")
        world.nft("table inet seen {\nchain in { type filter hook input priority 100;\n"
                  "ip saddr . udp dport { 10.1.0.2 . 99, 10.2.0.2 . 99 } counter\n}\n}\n")  # fmt: skip
        fire(world, book, seal({}, contain=[ZoneId("za")]), hook=Hook.INPUT)
        world.pass_through([packet(world, A, A2, "udp", 99, 43900)])
        assert "packets 0 " in world.nft("list table inet seen")
        world.pass_through([packet(world, B, A2, "udp", 99, 43901)], from_room="za")
        assert "packets 1 " in world.nft("list table inet seen")
    finally:
        world.run(f"ip addr del {A2}/32 dev lo")
        world.nft("table inet seen {}\ndelete table inet seen\n")


# What the kernel takes


@WORLDS
@given(st.data())
def test_the_kernel_takes_every_seal_of_every_hospital(world: Rooms, data: st.DataObject) -> None:
    hospital = data.draw(hospitals(denies=True))
    some = data.draw(st.lists(seals(hospital), min_size=1, max_size=3))
    told = {(GateId(g), ZoneId(z)): f"{z}0" for g in hospital.gates for z in hospital.zones}
    for book in gate_books(tiers(hospital), told, []).values():
        held = {one.name: one for one in (gate_seal(book, s) for s in some)}
        for family, hook in ((Family.INET, Hook.INPUT), (Family.BRIDGE, Hook.FORWARD)):
            text = render(book, list(held.values()), family=family, hook=hook)
            world.nft(text + "".join(switch_on(name, 60, family=family) for name in held) + arm(family=family))
            world.nft(f"delete table {family} codedark\n")


def test_a_dozen_rows_that_cross_are_a_dozen_layers_and_all_are_kept(world: Rooms) -> None:
    rows = "".join(f"            r{i},za,zb,tcp,{100 + i}-{200 + i},other,no,\n" for i in range(12))
    fire(world, book_of(two_zones(more_conduits=rows)), of_seal(care=Posture.DARK))
    sent = [packet(world, A, B, "tcp", port, 44000) for port in (99, 100, 150, 211, 212)]
    assert [p.mark in world.pass_through([p]) for p in sent] == [False, True, True, True, False]


def test_a_seal_lets_go_by_itself_at_its_timeout(world: Rooms) -> None:
    book = book_of(two_zones())
    held = gate_seal(book, of_seal(care=Posture.DARK))
    world.nft(render(book, [held]) + arm() + switch_on(held.name, 0.4))
    sent = [packet(world, A, B, "tcp", 443, 45000 + i) for i in range(60)]
    came = [passes(world, p) for p in sent]
    assert not came[0]
    assert came[-1]
    assert came == sorted(came), "it opens once"
