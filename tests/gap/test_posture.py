from __future__ import annotations

from codedark import depend, reach
from codedark.gap import playbook
from codedark.gap.gate_book import joined_pairs
from codedark.gap.plan import CutPlan
from codedark.gap.posture import (
    EVERYTHING_NORMAL,
    POSTURE_WORDS,
    Posture,
    Seal,
    decayed,
    seal,
    seal_of_plan,
    seal_of_zones,
    strictest,
    without,
)
from codedark.gap.toy import toy_hospital
from codedark.hospital.records import ConduitId, HostId, ZoneId
from tests.gap.seal_ward import shut, ward_tiers

A, B, C = ConduitId("a"), ConduitId("b"), ConduitId("c")


def _plan() -> CutPlan:
    toy = toy_hospital()
    every = playbook(toy, reach.compile(toy), depend.compile(toy)).by_zone.values()
    return next(p for p in every if p.cut and (p.contain or p.quarantine))


def test_every_posture_has_words_of_its_own() -> None:
    assert set(POSTURE_WORDS) == set(Posture)
    assert len(set(POSTURE_WORDS.values())) == len(Posture)


def test_a_seal_is_written_one_way_only_and_names_nothing_normal() -> None:
    one = seal({B: Posture.DARK, A: Posture.WATCH, C: Posture.NORMAL}, [ZoneId("z"), ZoneId("y"), ZoneId("z")])
    assert one.postures == ((A, Posture.WATCH), (B, Posture.DARK))
    assert one.contain == ("y", "z")
    assert seal({A: Posture.WATCH, B: Posture.DARK}, [ZoneId("y"), ZoneId("z")]) == one


def test_a_number_of_a_posture_is_the_posture() -> None:
    assert seal({A: 3}).postures == ((A, Posture.BREAK_GLASS),)  # type: ignore[dict-item]


def test_a_conduit_that_is_not_named_is_normal() -> None:
    assert shut(Posture.DARK, "a").posture_of("b") is Posture.NORMAL
    assert shut(Posture.DARK, "a").posture_of("a") is Posture.DARK


def test_a_seal_of_a_quarantine_alone_is_not_empty_and_one_of_normal_conduits_is() -> None:
    assert not seal({}, quarantine=[HostId("h")]).empty
    assert not seal({}, contain=[ZoneId("z")]).empty
    assert seal({A: Posture.NORMAL}) == EVERYTHING_NORMAL
    assert EVERYTHING_NORMAL.empty


def test_a_plan_is_its_conduits_at_one_posture_with_its_zones_and_hosts() -> None:
    plan = _plan()
    one = seal_of_plan(plan)
    assert dict(one.postures) == dict.fromkeys(plan.cut, Posture.BREAK_GLASS)
    assert set(one.contain) == set(plan.contain)
    assert set(one.quarantine) == set(plan.quarantine)


def test_a_plan_at_posture_2_contains_and_quarantines_nothing() -> None:
    one = seal_of_plan(_plan(), Posture.NO_ADMINISTRATION)
    assert one == Seal(postures=one.postures)
    assert {p for _, p in one.postures} == {Posture.NO_ADMINISTRATION}


def test_a_zone_as_a_whole_is_every_conduit_that_joins_it_to_another_either_way() -> None:
    joined = joined_pairs(ward_tiers())
    assert dict(seal_of_zones(joined, ["ward"], Posture.DARK).postures) == {
        "record": Posture.DARK, "lookup": Posture.DARK, "anything": Posture.DARK,
    }  # fmt: skip
    assert "lookups" in dict(seal_of_zones(joined, ["domain"], Posture.DARK).postures)


def test_a_conduit_within_one_zone_alone_is_not_of_the_zone_as_a_whole() -> None:
    joined = {A: ((ZoneId("x"), ZoneId("x")),), B: ((ZoneId("x"), ZoneId("x")), (ZoneId("x"), ZoneId("y")))}
    assert dict(seal_of_zones(joined, ["x"], Posture.DARK).postures) == {B: Posture.DARK}


def test_what_nobody_confirms_decays_to_posture_2_and_hosts_are_let_go() -> None:
    one = seal({A: Posture.DARK, B: Posture.BREAK_GLASS, C: Posture.WATCH}, [ZoneId("z")], [HostId("h")])
    assert decayed(one, hold_sealed={B}) == seal(
        {A: Posture.NO_ADMINISTRATION, B: Posture.BREAK_GLASS, C: Posture.WATCH}
    )


def test_the_strictest_of_several_takes_each_conduit_at_its_highest_and_every_zone_and_host() -> None:
    one = seal({A: Posture.DARK, B: Posture.WATCH}, [ZoneId("z")])
    other = seal({A: Posture.WATCH, C: Posture.NO_ADMINISTRATION}, quarantine=[HostId("h")])
    assert strictest([one, other]) == seal(
        {A: Posture.DARK, B: Posture.WATCH, C: Posture.NO_ADMINISTRATION}, [ZoneId("z")], [HostId("h")]
    )
    assert strictest([]) == EVERYTHING_NORMAL


def test_releasing_one_conduit_leaves_the_rest_of_a_seal() -> None:
    one = seal({A: Posture.DARK, B: Posture.DARK}, [ZoneId("z")], [HostId("h")])
    assert without(one, [A]) == seal({B: Posture.DARK}, [ZoneId("z")], [HostId("h")])
    assert without(one, [C]) == one
