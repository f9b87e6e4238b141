"""The other answers, priced like the cut."""

import numpy as np
import pytest

from codedark import depend, gap, reach
from codedark.gap.alternatives import isolated, off_in_shutdown
from codedark.gap.ground import Ground, survey
from codedark.gap.plan import Presumed
from codedark.hospital import Hospital
from tests.gap.stories import TABLES, change, plan_for, story


def _ground(hospital: Hospital) -> Ground:
    return survey(hospital, reach.compile(hospital), depend.compile(hospital))


def _presumed(hospital: Hospital, *words: str) -> Presumed:
    return gap.presume(hospital, reach.compile(hospital), gap.read_suspects(hospital, words), elapsed_min=0)


def test_four_stand_beside_every_plan_in_the_same_order() -> None:
    names = [a.name for a in plan_for(story(), "zone:ward").alternatives]
    assert names == ["full shutdown", "zone isolation", "only what costs no care", "nothing"]


SIGNED = """
    conduit,from,to,protocol,ports,purpose,break_glass,clinical_owner
    read,ward,records,tcp,443,clinical,yes,head nurse
    order,labs,records,tcp,443,clinical,no,
    desk,office,ward,tcp,3389,administration,no,"""


def test_break_glass_lifted_stands_beside_a_plan_that_break_glass_keeps_open() -> None:
    plan = plan_for(story(conduits=SIGNED), "zone:ward")
    lifted = plan.alternatives[-1]
    assert lifted.name == "break-glass lifted" and lifted.lifted == ("read",)
    assert plan.care_lost_per_h == 0 and lifted.care_lost_per_h == pytest.approx(0.75), "the ward loses its record"
    assert plan.behind_break_glass == ("records",) and lifted.core_exposed == ()
    assert plan.break_glass_care_per_h > 0 and lifted.break_glass_care_per_h == 0
    assert lifted.exposed_care_per_h == pytest.approx(plan.exposed_care_per_h)


def test_break_glass_that_carries_nobody_on_is_not_lifted() -> None:
    plan = plan_for(story(conduits=SIGNED), "zone:office")
    assert "break-glass lifted" not in [a.name for a in plan.alternatives]


def test_break_glass_that_no_gate_sees_cannot_be_lifted() -> None:
    zones = TABLES["zones"].replace("ward,clinical,no,fw", "ward,clinical,no,").replace("server,yes,fw", "server,yes,")
    plan = plan_for(story(conduits=SIGNED, zones=zones), "zone:ward")
    assert plan.behind_break_glass == ("records",)
    assert "break-glass lifted" not in [a.name for a in plan.alternatives]


def test_each_answer_tells_which_core_only_break_glass_leads_to() -> None:
    by_name = {a.name: a for a in plan_for(story(conduits=SIGNED), "zone:ward").alternatives}
    nothing, isolation = by_name["nothing"], by_name["zone isolation"]
    assert nothing.core_exposed == nothing.core_behind_break_glass == ("records",)
    assert isolation.core_exposed == isolation.core_behind_break_glass == (), "pulled by hand, break-glass or not"


def test_full_shutdown_keeps_core_out_of_reach_and_stops_the_services() -> None:
    hospital = story(**change("hosts", "lis-1,labs,server", "lis-1,labs,analyser"))
    shutdown = plan_for(hospital, "zone:ward").alternatives[0]
    assert shutdown.core_exposed == ()
    assert shutdown.care_lost_per_h == pytest.approx(0.75 + 1)


def test_full_shutdown_switches_off_the_roles_the_hospital_named() -> None:
    assert off_in_shutdown(_ground(story())).tolist() == [False] * 4 + [True] * 3


def test_nothing_costs_no_care_and_leaves_core_in_reach() -> None:
    nothing = plan_for(story(), "zone:ward").alternatives[3]
    assert nothing.care_lost_per_h == 0 and nothing.core_exposed == ("records",)


def test_what_costs_no_care_is_not_always_enough() -> None:
    free = plan_for(story(), "zone:ward", "zone:office").alternatives[2]
    assert free.care_lost_per_h == 0 and free.core_exposed == ("records",)


def test_isolation_pulls_what_crosses_the_border_gate_or_not_break_glass_or_not() -> None:
    hospital = story(
        conduits="""
            conduit,from,to,protocol,ports,purpose,break_glass
            read,ward,records,tcp,443,clinical,yes
            order,labs,records,tcp,443,clinical,no
            desk,office,ward,tcp,3389,administration,no""",
        **change("zones", "ward,clinical,no,fw", "ward,clinical,no,"),
    )
    closed = isolated(_ground(hospital), _presumed(hospital, "nurse-1")).closed
    assert closed.tolist() == [True, False, True]


def test_a_row_that_joins_other_zones_too_stays_open_in_an_isolation() -> None:
    hospital = story()
    measures = isolated(_ground(hospital), _presumed(hospital, "zone:labs"))
    names = np.array(tuple(hospital.conduits))
    assert set(names[measures.closed]) == {"order"}, "adm leads to the records, too"
