from __future__ import annotations

from codedark.gap.pairs_cut import joined_by, pairs_cut, zones_sealed
from codedark.gap.posture import EVERYTHING_NORMAL, Posture, seal
from codedark.gap.toy import toy_hospital
from codedark.hospital.records import ConduitId, HostId, ZoneId
from tests.making import make_hospital

DARK = seal({ConduitId("office-to-clinic"): Posture.DARK, ConduitId("records-to-vault"): Posture.NO_ADMINISTRATION})


def test_a_cut_names_the_zones_on_both_sides_and_the_gate_between() -> None:
    found = {(cut.conduit, cut.pair, cut.gate) for cut in pairs_cut(toy_hospital(), DARK)}
    assert found == {
        ("office-to-clinic", ("office", "clinic"), "gate-clinic"),
        ("records-to-vault", ("records", "vault"), "gate-core"),
    }


def test_what_is_only_watched_is_not_cut() -> None:
    assert pairs_cut(toy_hospital(), seal({ConduitId("office-to-clinic"): Posture.WATCH})) == ()
    assert pairs_cut(toy_hospital(), EVERYTHING_NORMAL) == ()


def test_a_conduit_open_to_all_is_cut_between_every_pair_and_never_within_one_zone() -> None:
    hospital = make_hospital(
        zones="zone,kind\na,office\nb,office\nc,office",
        hosts="host,zone\n1,a\n2,b\n3,c",
        conduits="conduit,from,to\nall,*,*",
    )
    found = pairs_cut(hospital, seal({ConduitId("all"): Posture.DARK}))
    assert {cut.pair for cut in found} == {(a, b) for a in "abc" for b in "abc" if a != b}
    assert {cut.gate for cut in found} == {None}


def test_pairs_found_before_are_not_looked_for_again() -> None:
    only = {ConduitId("office-to-clinic"): ((ZoneId("office"), ZoneId("clinic")),), ConduitId("records-to-vault"): ()}
    assert [cut.conduit for cut in pairs_cut(toy_hospital(), DARK, only)] == ["office-to-clinic"]
    assert pairs_cut(toy_hospital(), DARK, joined_by(toy_hospital())) == pairs_cut(toy_hospital(), DARK)


def test_zones_of_a_seal_are_those_cut_contained_or_with_a_host_in_quarantine() -> None:
    toy = toy_hospital()
    one = seal({}, contain=[ZoneId("vault")], quarantine=[HostId("nurse-1")])
    assert zones_sealed(toy, one, ()) == ("clinic", "vault")
    assert zones_sealed(toy, DARK, pairs_cut(toy, DARK)) == tuple(toy.zones)
