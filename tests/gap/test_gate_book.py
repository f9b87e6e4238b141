from __future__ import annotations

from ipaddress import IPv4Network, ip_network

import pytest

from codedark.gap.gate_book import STAGED, collapsed, elsewhere, gate_between, joined_pairs
from codedark.gap.posture import Posture
from codedark.gap.tiers import tiers
from codedark.hospital.records import ConduitId, Hospital, ZoneId
from codedark.hospital.words import Protocol
from tests.gap.seal_ward import CONDUITS, PROBERS, ZONES, prober, ward_book, ward_hospital

HEAD = "conduit,from,to,protocol,ports\n"


def _between(hospital: Hospital, conduit: str, one: str, other: str) -> str | None:
    return gate_between(hospital, hospital.conduits[ConduitId(conduit)], (ZoneId(one), ZoneId(other)))


def test_the_gate_of_a_conduit_is_its_own_else_the_quicker_of_its_zones() -> None:
    hospital = ward_hospital(
        gates="gate,kind,fire_min\nslow,nftables,9\nquick,nftables,1\nown,asa,5\n",
        zones="zone,kind,gate\na,office,slow\nb,server,quick\nc,server,\n",
        hosts="host,zone\nha,a\nhb,b\nhc,c\n",
        applications="application,kind\nx,clinical\n",
        services="service,needs\n",
        conduits="conduit,from,to,protocol,gate\nplain,a,b,tcp,\nnamed,a,b,tcp,own\nlone,c,c,tcp,\nhalf,c,a,tcp,\n",
    )
    assert _between(hospital, "plain", "a", "b") == "quick"
    assert _between(hospital, "named", "a", "b") == "own"
    assert _between(hospital, "half", "c", "a") == "slow"
    assert _between(hospital, "half", "c", "c") is None


def test_within_an_open_zone_no_gate_closes_a_row_and_within_an_isolated_one_what_contains_it_does() -> None:
    hospital = ward_hospital()
    assert _between(hospital, "record", "ward", "ward") is None
    assert _between(hospital, "record", "records", "records") == "nac"


def test_a_row_for_everybody_does_not_touch_the_inside_of_open_zones() -> None:
    book = ward_book(of=ward_hospital(conduits=HEAD + "all,*,*,tcp,443\n"), gate="nac")
    (row,) = book.conduits
    assert row.pairs == (("records", "records"),)


def test_a_row_joins_pairs_of_zones_and_a_denied_one_none() -> None:
    hospital = ward_hospital(
        conduits="conduit,from,to,action,protocol\nall,ward,records,allow,tcp\nno,ward,office,deny,tcp\n"
    )
    assert joined_pairs(tiers(hospital)) == {"all": (("ward", "records"),), "no": ()}


def test_a_row_by_prefix_joins_zones_of_which_no_told_host_stands_in_it() -> None:
    hospital = ward_hospital(
        zones=ZONES.replace("10.3.0.0/24,    ", "10.3.0.0/24 10.1.9.0/24,"),
        conduits=HEAD + "wide,10.1.0.0/16,records,tcp,443\n",
    )
    assert set(joined_pairs(tiers(hospital))[ConduitId("wide")]) > {("ward", "records"), ("office", "records")}
    book = ward_book(of=hospital)
    sources = {c.from_zone: c.sources for c in book.conduits[0].cells(Posture.WATCH)}
    assert (sources[ZoneId("ward")], sources[ZoneId("office")]) == (("10.1.0.0/24",), ("10.1.9.0/24",))


def test_a_book_names_what_its_gate_cuts_and_every_conduit_between_those_zones() -> None:
    book = ward_book(*PROBERS)
    assert {c.conduit for c in book.conduits} == set(ward_hospital().conduits)
    assert {p.zone for p in book.places} == set(ward_hospital().zones)
    assert book.probers == PROBERS
    assert book.hospital_sha256 == ward_hospital().sha256
    nac = ward_book(*PROBERS, gate="nac")
    assert nac.contained == ("ward", "records")
    assert {p.zone for p in nac.places} == {"ward", "records"}
    assert {p.zone for p in nac.probers} == {"ward", "records"}


def test_a_place_is_its_networks_and_one_without_is_everything_of_no_zone() -> None:
    book = ward_book(ward="eth1")
    ward, outside = book.place("ward"), book.place("outside")
    assert (ward.prefixes, ward.told, ward.interface) == (("10.1.0.0/24", "fd00:1::/64"), True, "eth1")
    assert not outside.told
    assert not any(ip_network(p).overlaps(ip_network("10.1.0.0/24")) for p in outside.prefixes if ":" not in p)
    assert any(ip_network("8.8.8.8/32").subnet_of(ip_network(p)) for p in outside.prefixes if ":" not in p)  # type: ignore[arg-type]
    with pytest.raises(StopIteration):
        book.place("nowhere")


def test_networks_of_one_zone_that_lie_in_each_other_are_told_once() -> None:
    book = ward_book(of=ward_hospital(zones=ZONES.replace("10.1.0.0/24 fd00:1::/64", "10.1.0.0/25 10.1.0.0/24")))
    assert book.place("ward").prefixes == ("10.1.0.0/24",)


def test_cells_are_the_addresses_of_a_row_zone_by_zone() -> None:
    row = next(c for c in ward_book().conduits if c.conduit == "anything")
    cell, other = row.cells(Posture.WATCH)
    assert (cell.from_zone, cell.to_zone, other.from_zone) == ("ward", "records", "office")
    assert cell.sources == ("10.1.0.2/32",), "the workstation without an address is none"
    assert cell.targets == ("10.2.0.0/24", "fd00:2::/64")
    assert (cell.protocol, cell.ports) == (Protocol.ANY, ())


def test_a_row_by_prefix_is_no_wider_than_the_zone_and_no_wider_than_itself() -> None:
    web = next(c for c in ward_book().conduits if c.conduit == "web")
    assert {t for cell in web.cells(Posture.WATCH) for t in cell.targets} == {"203.0.113.0/28"}
    hospital = ward_hospital(conduits=HEAD + "wide,10.0.0.0/8,domain,tcp,443\n")
    wide = next(c for c in ward_book(of=hospital).conduits)
    assert {c.sources for c in wide.cells(Posture.WATCH) if c.from_zone == "office"} == {("10.3.0.0/24",)}


def test_hosts_without_an_address_are_told_where_a_row_names_them_or_their_role() -> None:
    untold = {c.conduit: c.untold for c in ward_book().conduits}
    assert untold["anything"] == ("ws-2",)
    assert untold["record"] == ()
    single = ward_hospital(conduits=HEAD + "one,host:ws-2,records,tcp,443\n")
    assert next(c for c in ward_book(of=single).conduits).untold == ("ws-2",)


def test_dark_has_no_cells_and_normal_has_those_of_watch() -> None:
    record = next(c for c in ward_book().conduits if c.conduit == "record")
    assert record.cells(Posture.DARK) == ()
    assert record.cells(Posture.NORMAL) == record.cells(Posture.WATCH) != ()
    assert tuple(p for p, _ in record.kept) == STAGED


def test_ports_told_for_icmp_mean_nothing() -> None:
    hospital = ward_hospital(conduits=HEAD + "ping,ward,records,icmp,8\n")
    (cell,) = next(c for c in ward_book(of=hospital).conduits).cells(Posture.WATCH)
    assert (cell.protocol, cell.ports) == (Protocol.ICMP, ())


def test_a_gate_quarantines_hosts_that_name_it_and_have_an_address() -> None:
    assert ward_book().hosts == (("ws-1", "10.1.0.2"), ("ehr-1", "10.2.0.2"))


def test_zones_without_told_networks_come_into_a_book_together() -> None:
    hospital = ward_hospital(
        gates="gate,kind\ng1,nftables\ng2,nftables\nnac,nac\n",
        zones=ZONES + "    partner, external, no, , g2, , open\n",
        conduits=CONDUITS + "    referrals, partner, outside, tcp, 8443, clinical, no, , release\n",
    )
    book = ward_book(of=hospital)
    assert {"outside", "partner"} <= {p.zone for p in book.places}
    away = ward_hospital(
        gates="gate,kind\ng1,nftables\ng2,nftables\nnac,nac\n",
        zones=ZONES.replace("office,  no,  10.3.0.0/24,             g1", "office,  no,  10.3.0.0/24,               ")
        + "    partner, external, no, , g2, , open\n",
        conduits=CONDUITS + "    referrals, office, partner, tcp, 8443, clinical, no, , release\n",
    )
    assert "referrals" in {c.conduit for c in ward_book(of=away).conduits}, "its packets look as if they went outside"


def test_prefixes_are_written_as_few_as_possible_the_older_family_first() -> None:
    told = ["fd00::/65", "fd00:0:0:0:8000::/65", "10.0.0.2/31", "10.0.0.0/31"]
    assert collapsed(map(ip_network, told)) == ("10.0.0.0/30", "fd00::/64")


def test_elsewhere_and_the_networks_of_zones_are_everything_and_share_nothing() -> None:
    zones = ward_hospital().zones.values()
    left = elsewhere(zones)
    four = [p for p in left if isinstance(p, IPv4Network)]
    taken = [p for z in zones for p in z.prefixes if isinstance(p, IPv4Network)]
    assert sum(p.num_addresses for p in [*four, *taken]) == 2**32
    assert not any(a.overlaps(b) for a in four for b in taken)


def test_a_prober_of_another_gates_zone_is_not_in_the_book() -> None:
    lone = ward_hospital(
        conduits=HEAD + "record,ward,records,tcp,443\n", zones=ZONES.replace("g1,  ,       open", ",  ,       open")
    )
    assert ward_book(prober("office", "10.3.0.9"), PROBERS[0], of=lone).probers == (PROBERS[0],)
