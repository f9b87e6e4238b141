"""Plans beside the book's: solved when asked for, staged with it, and cut by real packets."""

from __future__ import annotations

import pytest

from codedark.cli.gap_asked_plans import Asked, asked_plans, beside
from codedark.gap.posture import Posture
from codedark.hospital.faults import BadHospital
from tests.cli.live_rooms import LiveRooms, staged
from tests.gates.rooms import rooms_hospital

WHY = ("--reason", "files become unreadable")


def test_one_conduit_at_a_posture_is_a_plan() -> None:
    (plan,) = asked_plans(rooms_hospital(), Asked(conduits=("care@4",)))
    assert plan.names == ("conduit:care@4",) and plan.seal.postures == (("care", Posture.DARK),)
    assert plan.care_lost_per_h > 0


def test_several_suspects_and_what_is_to_keep_are_one_plan() -> None:
    (plan,) = asked_plans(rooms_hospital(), Asked(suspects=("ws-1", "office"), keep=("ward",), since_min=0))
    assert plan.names == ("asked:ws-1+office;keep=ward",)
    assert "care" not in [conduit for conduit, _ in plan.seal.postures], "the ward works from there"


def test_where_no_cut_gives_anything_back_it_says_so_and_what_stands_ready() -> None:
    with pytest.raises(BadHospital, match="no cut gives it back"):
        asked_plans(rooms_hospital(), Asked(suspects=("ws-1",), since_min=600))


def test_every_word_that_means_nothing_is_told_at_once() -> None:
    with pytest.raises(BadHospital) as found:
        asked_plans(rooms_hospital(), Asked(conduits=("car", "care@7", "admin@2")))
    assert [fault.value for fault in found.value.faults] == ["car", "care@7"]
    assert "care" in found.value.faults[0].fix


def test_a_seal_that_is_there_already_gets_the_name_as_well() -> None:
    (one,) = asked_plans(rooms_hospital(), Asked(conduits=("care@3",)))
    (other,) = asked_plans(rooms_hospital(), Asked(conduits=("care",)))
    assert beside([one], [other]) == (one,)
    assert len(beside([one], asked_plans(rooms_hospital(), Asked(conduits=("admin@2",))))) == 2


@pytest.mark.namespaces
def test_one_conduit_is_fired_and_the_others_pass(live: LiveRooms) -> None:
    staged(live)
    for port in (443, 3389, 104):
        live.world.listen(port)
    assert live.gap("fire", "conduit:care@3", *WHY).code == 2, "not laid yet"
    said = live.gap("stage", "--conduit", "care")
    assert said.code == 0 and "conduit:care@3" in said.out
    assert live.world.connects(443) and live.world.connects(3389)
    said = live.gap("fire", "conduit:care@3", *WHY)
    assert said.code == 0, said
    assert not live.world.connects(443)
    assert live.world.connects(3389) and live.world.connects(104)


@pytest.mark.namespaces
def test_a_plan_for_two_suspects_is_laid_beside_the_book_and_fired(live: LiveRooms) -> None:
    staged(live)
    live.world.listen(443)
    before = {tuple(p["names"]) for p in live.gap("stage", "--json").told["plans"]}
    said = live.gap("stage", "--suspect", "ws-1", "--suspect", "office", "--since", "0", "--json")
    after = {name for p in said.told["plans"] for name in p["names"]}
    assert "asked:ws-1+office" in after and {n for names in before for n in names} <= after
    fired = live.gap("fire", "asked:ws-1+office", *WHY)
    assert fired.code == 0 and fired.out.startswith("SEALED"), fired
    assert not live.world.connects(443)
