"""What a plan is asked about: services lost together, and a hospital that carries no more than a plan looks at."""

import pickle

import pytest

from codedark.divert.planning import plan
from codedark.drill.transfer_outage import lost_together, without_network
from codedark.hospital.records import ServiceId
from tests.drill.campuses import campuses


def test_each_service_is_lost_at_once_and_carried_for_its_own_paper() -> None:
    outage = lost_together(campuses(), [ServiceId("lab"), ServiceId("icu")])
    assert [(s.service, s.lost_at_min, s.paper_until_min) for s in outage.services] == [("icu", 0, 120), ("lab", 0, 60)]


def test_paper_that_nobody_told_is_none() -> None:
    services = (
        "service,site,paper_min\nlab,home,? never tried\nicu,home,60\ned,home,5\nsouth-icu,south,5\nmobile,home,5"
    )
    outage = lost_together(campuses(services=services, operations="operation,site,days,start,duration_min\n"), ["lab"])
    assert (outage.services[0].paper_until_min, outage.services[0].paper_unknown) == (0, True)


def test_crews_that_need_one_of_them_stand_still() -> None:
    assert lost_together(campuses(), ["mobile"]).crews_standing == ("m1",)
    assert lost_together(campuses(), ["lab"]).crews_standing == ()


def test_a_service_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        lost_together(campuses(), [ServiceId("labb")])


def test_a_plan_is_the_same_without_the_network() -> None:
    told = campuses()
    lean, outage = without_network(told), lost_together(told, ["lab", "icu", "ed"])
    assert plan(lean, outage, effort=200) == plan(told, outage, effort=200)
    assert (len(lean.hosts), len(lean.applications), len(lean.operations)) == (0, 0, 0)
    assert len(pickle.dumps(lean)) < 0.8 * len(pickle.dumps(told))
