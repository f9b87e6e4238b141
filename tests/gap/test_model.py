"""What the program weighs, and what it leaves out."""

import numpy as np
import pytest

from codedark import depend, gap, reach
from codedark.gap.exposure import Exposure
from codedark.gap.ground import survey
from codedark.gap.levers import find_levers
from codedark.gap.model import Model
from codedark.gap.territory import map_territory
from codedark.hospital import Hospital
from tests.gap.stories import change, story


def _model(*words: str, keep: tuple[int, ...] = (), slack: bool = False, hospital: Hospital | None = None) -> Model:
    hospital = hospital or story()
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, words), elapsed_min=0)
    ground = survey(hospital, compiled, depend.compile(hospital))
    return Model(find_levers(map_territory(ground, presumed)), Exposure(ground, presumed), keep, slack=slack)


def test_what_is_reached_is_whole_and_conduits_follow() -> None:
    hospital = story(
        zones="zone,kind,core,gate\noffice,office,no,fw\nward,clinical,no,fw\nrecords,server,yes,fw",
        hosts="host,zone\nws-1,office\nehr-1,ward\nstore-1,records",
        applications="application,kind,runs_on,ports\nehr,clinical,ehr-1,tcp/443",
        services="service,needs,worked_from\ndesk,ehr,office",
        conduits="conduit,from,to,protocol,ports\ndesk,office,ward,tcp,443\nback,ward,records,tcp,22",
    )
    model = _model("zone:office", hospital=hospital)
    whole = {c for c, integer in enumerate(model.program.integer) if integer}
    assert len(whole) == 1 and whole == set(model.reached.values())
    assert len(model.open_at) == 1 and not whole & set(model.open_at.values())


def test_conduits_that_lead_the_same_way_share_one_unknown() -> None:
    hospital = story(
        **change(
            "conduits",
            "read,ward,records,tcp,443,clinical",
            "read,ward,records,tcp,443,clinical\n        too,ward,records,tcp,1-999,clinical",
        )
    )
    model = _model("zone:ward", hospital=hospital)
    assert len(model.open_at) == 2 and len(set(model.open_at.values())) == 1
    solved = model.program.solve()
    assert solved.values is not None
    assert model.read(solved.values).closed[[*model.open_at]].all()


def test_where_nothing_costs_care_there_is_nothing_to_decide() -> None:
    model = _model("zone:office")
    assert not any(model.program.integer)
    assert model.program.solve().objective == pytest.approx(model.program.constant)


def test_no_term_counts_cuts() -> None:
    model = _model("zone:ward")
    assert [model.program.cost[c] for c in model.open_at.values()] == [0.0]


def test_an_answer_is_read_back_with_what_was_settled_before() -> None:
    model = _model("zone:ward", "zone:office")
    solved = model.program.solve()
    assert solved.values is not None
    measures, names = model.read(solved.values), tuple(model.ground.hospital.conduits)
    assert {names[c] for c in range(len(names)) if measures.closed[c]} == {"read", "desk", "adm"}


def test_what_lies_behind_break_glass_is_no_part_of_the_program() -> None:
    conduits = """
        conduit,from,to,protocol,ports,purpose,break_glass
        read,ward,records,tcp,443,clinical,{signed}
        order,records,labs,tcp,443,clinical,no"""
    plain, signed = (story(conduits=conduits.format(signed=s)) for s in ("no", "yes"))
    assert _model("zone:ward", hospital=plain).open_at, "without a signature there is something to weigh"
    model = _model("zone:ward", hospital=signed)
    assert not model.open_at and not model.reached
    solved = model.program.solve()
    assert solved.values is not None and solved.objective == pytest.approx(model.program.constant)


def test_a_service_to_be_kept_against_core_has_no_answer_until_slack_is_given() -> None:
    assert _model("zone:ward", keep=(0,)).program.solve().infeasible
    model = _model("zone:ward", keep=(0,), slack=True)
    core = model.least_core(None)
    assert core.proven and core.objective == pytest.approx(model.core_weight(2))
    assert not model.program.solve().infeasible


def test_every_core_zone_weighs_something_even_if_no_service_stands_on_it() -> None:
    hospital = story(**change("applications", "lis,clinical,lis-1", "lis,clinical,ehr-2"))
    assert _model("zone:ward", hospital=hospital).core_weight(3) > 0


def test_a_workplace_is_an_unknown_only_when_too_many_of_its_hosts_are_levers() -> None:
    zones = """
        zone,kind,core,gate,contain,inside,workable_share
        office,office,no,fw,locks,open,0
        ward,clinical,no,fw,,isolated,0.5
        records,server,yes,fw,,open,0
        labs,device,yes,fw,,open,0"""
    assert _model("nurse-1", hospital=story(zones=zones)).free_at
    one = _model("nurse-1", hospital=story(zones=zones))
    assert sum(one.program.integer) == len(one.reached) + len(one.free_at)
    more = "nurse-2,ward,clinical-workstation,locks"
    three = story(zones=zones, **change("hosts", more, f"{more}\n        {more.replace('2', '3')}"))
    two = _model("nurse-1", "nurse-2", hospital=three)
    assert sum(two.program.integer) == len(two.reached) + len(two.free_at) + 1


def test_a_conduit_is_cut_by_where_it_leads_not_by_its_own_column() -> None:
    model = _model("zone:ward", hospital=story(**change("zones", "records,server,yes", "records,server,no")))
    values = np.zeros(len(model.program.cost))
    values[list(model.open_at.values())] = 0.25
    assert model.read(values).closed[list(model.open_at)].all(), "what it leads to is not reached"
    values[list(model.reached.values())] = 1.0
    assert not model.read(values).closed[list(model.open_at)].any()
