"""Administration paths, and what lies behind break-glass, are closed wherever that is free."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codedark import depend, gap, reach
from codedark.gap.ground import survey
from codedark.gap.levers import find_levers
from codedark.gap.plan import CutPlan
from codedark.gap.territory import map_territory
from codedark.gap.tightening import shut_behind_break_glass
from tests.gap.stories import TABLES, plan_for, story
from tests.gap.worlds import hospitals, suspects


def _plan(conduits: str, weight: float = 0.4, paper: str = "0,0", keep: tuple[str, ...] = ()) -> CutPlan:
    hospital = story(
        hospital_toml=TABLES["hospital_toml"] + f"[response]\nexposure_weight = {weight}\n",
        zones="zone,kind,core,gate\nward,clinical,no,fw\nfarm,server,no,fw\nlabs,device,yes,fw",
        hosts="host,zone,role\nnurse-1,ward,workstation\nts-1,farm,server\nlis-1,labs,server",
        applications="application,kind,runs_on,ports\nehr,clinical,ts-1,tcp/3389\nlis,clinical,ts-1,tcp/443",
        services=f"service,needs,worked_from,paper_min,paper_capacity\nwards,ehr,ward,{paper}\nlab,lis,,0,0",
        conduits=f"conduit,from,to,protocol,ports,purpose\n{conduits}",
    )
    return plan_for(hospital, "zone:ward", keep=keep)


def test_of_two_conduits_that_carry_the_same_need_the_one_of_administration_is_cut() -> None:
    plan = _plan("desk,ward,farm,tcp,3389,clinical\nshell,ward,farm,tcp,22 3389,administration")
    assert plan.cut == ("shell",) and plan.care_lost_per_h == 0


def test_the_only_one_that_carries_it_stays() -> None:
    assert _plan("shell,ward,farm,tcp,22 3389,administration").cut == ()


@pytest.mark.parametrize(("keep", "cut"), [((), ("shell",)), (("wards",), ())])
def test_a_service_to_be_kept_is_not_put_on_paper_even_where_paper_keeps_all_of_it(
    keep: tuple[str, ...], cut: tuple[str, ...]
) -> None:
    plan = _plan("shell,ward,farm,tcp,22 3389,administration", paper="600,1", keep=keep)
    assert plan.cut == cut and plan.care_lost_per_h == 0


def test_of_two_of_administration_one_stays() -> None:
    plan = _plan("one,ward,farm,tcp,3389,administration\ntwo,ward,farm,tcp,3389,administration")
    assert plan.cut == () or plan.care_lost_per_h == 0
    assert plan.care_lost_per_h == 0 and len(plan.cut) <= 1


@pytest.mark.parametrize("purpose", ["clinical", "other"])
def test_conduits_of_other_purposes_are_left(purpose: str) -> None:
    assert _plan(f"desk,ward,farm,tcp,3389,clinical\nmore,ward,farm,tcp,3389,{purpose}").cut == ()


def _behind(*more: str) -> CutPlan:
    """The ward reaches the farm over break-glass; the farm leads on to the labs."""
    conduits = (
        "conduit,from,to,protocol,ports,purpose,break_glass",
        "desk,ward,farm,tcp,3389,clinical,yes",
        "ask,farm,labs,tcp,443,clinical,no",
        *more,
    )
    hospital = story(
        zones="zone,kind,core,gate\nward,clinical,no,fw\nfarm,server,yes,fw\nlabs,device,yes,fw",
        hosts="host,zone,role\nnurse-1,ward,workstation\nts-1,farm,server\nlis-1,labs,server",
        applications="application,kind,runs_on,ports,needs\n"
        "ehr,clinical,ts-1,tcp/3389,lis\nlis,clinical,lis-1,tcp/443,",
        services="service,needs,worked_from\nwards,ehr,ward\nlab,lis,",
        conduits="\n".join(conduits),
    )
    return plan_for(hospital, "zone:ward")


def test_what_care_needs_behind_break_glass_stays_open() -> None:
    plan = _behind()
    assert plan.cut == () and plan.care_lost_per_h == 0 and plan.behind_break_glass == ("farm", "labs")


def test_one_of_two_ways_to_the_same_place_is_not_cut_behind_break_glass() -> None:
    """Closing either would keep nobody out."""
    assert _behind("too,farm,labs,tcp,443,clinical,no").cut == ()


def test_what_only_lost_services_need_is_cut_behind_break_glass() -> None:
    """The wards need the vault, which is cut off to protect it: their other way on is then needed by nobody."""
    hospital = story(
        zones="zone,kind,core,gate\nward,clinical,no,fw\nfarm,server,yes,fw\nlabs,device,yes,fw\nvault,server,yes,fw",
        hosts="host,zone,role\nnurse-1,ward,workstation\nts-1,farm,server\nlis-1,labs,server\nv-1,vault,server",
        applications="application,kind,runs_on,ports,needs\nehr,clinical,ts-1,tcp/3389,lis\n"
        "lis,clinical,lis-1,tcp/443,\nold,clinical,v-1,tcp/80,",
        services='service,needs,worked_from\nwards,"ehr and old",ward\nlab,lis,',
        conduits="""
            conduit,from,to,protocol,ports,purpose,break_glass
            desk,ward,farm,tcp,3389,clinical,yes
            ask,farm,labs,tcp,443,clinical,no
            vault,ward,vault,tcp,80,clinical,no""",
    )
    plan = plan_for(hospital, "zone:ward")
    assert plan.cut == ("ask", "vault") and plan.services_lost == ("wards",)
    assert plan.behind_break_glass == ("farm",)


def test_of_two_ways_on_of_which_care_needs_either_the_nearer_is_cut() -> None:
    hospital = story(
        zones="zone,kind,core,gate\nward,clinical,no,fw\nfarm,server,yes,fw\nlabs,device,yes,fw\nvault,server,yes,fw",
        hosts="host,zone,role\nnurse-1,ward,workstation\nts-1,farm,server\nlis-1,labs,server\nv-1,vault,server",
        applications="application,kind,runs_on,ports,needs\nehr,clinical,ts-1,tcp/1,lis\nlis,clinical,lis-1,tcp/2,\n"
        "copy,clinical,lis-1,tcp/3,old\nold,clinical,v-1,tcp/4,",
        services="service,needs,worked_from\nreading,ehr or copy,",
        conduits="""
            conduit,from,to,protocol,ports,purpose,break_glass
            far,labs,vault,tcp,4,clinical,no
            near,farm,labs,tcp,2,clinical,no
            desk,ward,farm,tcp,1,clinical,yes""",
    )
    plan = plan_for(hospital, "zone:ward")
    assert plan.cut == ("near",) and plan.services_lost == () and plan.behind_break_glass == ("farm",)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_shutting_what_lies_behind_break_glass_stops_no_service_and_lets_nobody_further(data: st.DataObject) -> None:
    hospital = data.draw(hospitals())
    compiled, circuit = reach.compile(hospital), depend.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, data.draw(suspects(hospital))))
    land = map_territory(survey(hospital, compiled, circuit), presumed)
    levers = find_levers(land)
    before = data.draw(st.sampled_from([levers.free, levers.most]))
    after, losses, plain = shut_behind_break_glass(land, before), land.ground.losses, ~land.ground.walls.break_glass
    minutes = [losses.lost_at_min(losses.nodes_of(land.on_hosts(measures))) for measures in (before, after)]
    assert (minutes[0] == minutes[1]).all()
    assert (land.spread(after) <= land.spread(before)).all()
    assert (land.spread(after, plain) == land.spread(before, plain)).all()
    assert (after.closed >= before.closed).all() and not after.closed[land.ground.walls.break_glass].any()
