"""Each core zone still reached has its path, from the suspect who gets there past no other, and its reason."""

import numpy as np

from codedark import depend, gap, reach
from codedark.gap.ground import survey
from codedark.gap.plan import Residual
from codedark.gap.residuals import residuals
from codedark.gap.territory import NodeMeasures, map_territory
from tests.gap.stories import change, story


def _left(*words: str, contain: tuple[str, ...] = (), **more: str) -> tuple[Residual, ...]:
    hospital = story(**more)
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, words), elapsed_min=0)
    land = map_territory(survey(hospital, compiled, depend.compile(hospital)), presumed)
    measures = NodeMeasures(
        np.zeros(len(hospital.conduits), np.bool_),
        np.array([z in contain for z in hospital.zones]),
        np.zeros(len(land.zone), np.bool_),
    )
    return residuals(land, presumed, measures)


def test_a_path_names_zones_and_conduits_in_turn() -> None:
    left = {(r.suspect, r.core): r for r in _left("zone:office")}
    assert left["office", "labs"].path == ("office", "adm", "labs")
    assert left["office", "records"].path == ("office", "adm", "records")


def test_a_suspect_who_gets_there_only_past_another_is_left_out() -> None:
    left = _left("zone:office", "zone:ward", **change("conduits", "adm,office,role:server,tcp,22,administration", ""))
    assert {(r.suspect, r.core) for r in left} == {("ward", "records")}


def test_the_inside_of_a_zone_is_a_step_with_its_own_reason() -> None:
    (first, *_) = [r for r in _left("nurse-1") if r.core == "records"]
    assert first.path == ("nurse-1", "read", "records")
    (mate,) = [r for r in _left("ehr-1") if r.core == "records"]
    assert mate.path == ("ehr-1", "inside records", "records")
    assert mate.why == "the inside of records is open, and nothing can contain it"


def test_a_step_behind_break_glass_is_told_as_one() -> None:
    rows = """
        conduit,from,to,protocol,ports,purpose,break_glass
        read,ward,records,tcp,443,clinical,{}
        back,records,labs,tcp,443,clinical,no"""
    for signed, why in (("yes", "back stays open behind break-glass"), ("no", "back stays open: cutting it")):
        (left,) = [r for r in _left("zone:ward", conduits=rows.format(signed)) if r.core == "labs"]
        assert left.path == ("ward", "read", "records", "back", "labs") and why in left.why


def test_a_contained_zone_is_no_step() -> None:
    tables = change("conduits", "read,ward,records", "read,host:nurse-2,records")
    assert {r.path for r in _left("nurse-1", **tables)} == {("nurse-1", "inside ward", "ward", "read", "records")}
    assert _left("nurse-1", contain=("ward",), **tables) == ()


def test_hosts_alike_are_told_as_one() -> None:
    tables = change(
        "hosts",
        "nurse-2,ward,clinical-workstation,locks",
        "nurse-2,ward,clinical-workstation,locks\n        nurse-3,ward,clinical-workstation,locks",
    )
    left = _left("nurse-1", "nurse-2", **tables)
    assert {r.suspect for r in left} == {"nurse-1 and 1 like it"}


def test_core_presumed_whole_is_its_own_residual() -> None:
    left = [r for r in _left("zone:records") if r.core == "records"]
    assert left == [
        Residual(
            suspect="records",
            core="records",
            path=("records",),
            why="the zone is presumed as a whole: no cut gives it back",
        )
    ]


def test_nothing_reached_nothing_left() -> None:
    assert _left("zone:ward", **change("conduits", "read,ward,records,tcp,443,clinical", "")) == ()
