"""Administration paths are closed wherever another conduit carries the need."""

import pytest

from codedark.gap.plan import CutPlan
from tests.gap.stories import TABLES, plan_for, story


def _plan(conduits: str, weight: float = 0.4) -> CutPlan:
    hospital = story(
        hospital_toml=TABLES["hospital_toml"] + f"[response]\nexposure_weight = {weight}\n",
        zones="zone,kind,core,gate\nward,clinical,no,fw\nfarm,server,no,fw\nlabs,device,yes,fw",
        hosts="host,zone,role\nnurse-1,ward,workstation\nts-1,farm,server\nlis-1,labs,server",
        applications="application,kind,runs_on,ports\nehr,clinical,ts-1,tcp/3389\nlis,clinical,ts-1,tcp/443",
        services="service,needs,worked_from\nwards,ehr,ward\nlab,lis,",
        conduits=f"conduit,from,to,protocol,ports,purpose\n{conduits}",
    )
    return plan_for(hospital, "zone:ward")


def test_of_two_conduits_that_carry_the_same_need_the_one_of_administration_is_cut() -> None:
    plan = _plan("desk,ward,farm,tcp,3389,clinical\nshell,ward,farm,tcp,22 3389,administration")
    assert plan.cut == ("shell",) and plan.care_lost_per_h == 0


def test_the_only_one_that_carries_it_stays() -> None:
    assert _plan("shell,ward,farm,tcp,22 3389,administration").cut == ()


def test_of_two_of_administration_one_stays() -> None:
    plan = _plan("one,ward,farm,tcp,3389,administration\ntwo,ward,farm,tcp,3389,administration")
    assert plan.cut == () or plan.care_lost_per_h == 0
    assert plan.care_lost_per_h == 0 and len(plan.cut) <= 1


@pytest.mark.parametrize("purpose", ["clinical", "other"])
def test_conduits_of_other_purposes_are_left(purpose: str) -> None:
    assert _plan(f"desk,ward,farm,tcp,3389,clinical\nmore,ward,farm,tcp,3389,{purpose}").cut == ()
