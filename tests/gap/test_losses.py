"""What measures cost: paper minutes, workplaces, and what falls with what."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codedark import depend
from codedark.depend.circuit import Circuit
from codedark.depend.times import loss_times
from codedark.depend.wires import Wires
from codedark.gap.losses import Losses
from codedark.gap.walls import Measures
from codedark.hospital import Hospital
from tests.depend.circuits import circuits
from tests.making import make_hospital


def _losses(hospital: Hospital) -> Losses:
    return Losses(hospital, depend.compile(hospital))


def _hospital(paper_min: float = 0, paper_capacity: float = 0, ward_needs: str = "lab") -> Hospital:
    return make_hospital(
        hospital_toml='[hospital]\nname = "X"\n[care]\nhorizon_h = 4\nservice_hour = 1\narrival = 0\n',
        zones="zone,kind,workable_share,inside\nservers,server,0,isolated\nward,clinical,0.5,open",
        hosts="host,zone\nlis-1,servers\nws-1,ward\nws-2,ward\nws-3,ward",
        applications="application,kind,runs_on\nlis,clinical,lis-1",
        services=f"service,needs,worked_from,paper_min,paper_capacity\nlab,lis,,{paper_min},{paper_capacity}\n"
        f"care,{ward_needs},ward,0,0",
        conduits="conduit,from,to\nx,ward,servers",
    )


def _closed(hospital: Hospital) -> Measures:
    return Measures(np.array([True]), *(getattr(Measures.none(hospital), n) for n in ("contained", "quarantined")))


def test_a_service_lost_at_once_loses_all_of_its_hours() -> None:
    losses = _losses(_hospital())
    assert losses.care_lost(
        losses.lost_at_min(losses.nodes_of_hosts(np.array([True, False, False, False])))
    ) == pytest.approx(2.0)


def test_paper_minutes_spare_the_service_and_whoever_counts_on_it() -> None:
    losses = _losses(_hospital(paper_min=60, paper_capacity=0.5))
    off = losses.nodes_of_hosts(np.array([True, False, False, False]))
    # lab: 1 h of 4 at half; care: lost after 1 h of 4, no paper of its own.
    assert losses.lost_at_min(off).tolist() == [0.0, 60.0]
    assert losses.care_lost(losses.lost_at_min(off)) == pytest.approx((1 - 0.5 / 4) + 3 / 4)


def test_paper_beyond_the_horizon_is_no_loss_to_others() -> None:
    losses = _losses(_hospital(paper_min=240, paper_capacity=1))
    off = losses.nodes_of_hosts(np.array([True, False, False, False]))
    assert losses.services_lost(losses.lost_at_min(off)) == ("lab",)
    assert losses.care_lost(losses.lost_at_min(off)) == pytest.approx(0.0)


def test_a_workplace_falls_when_too_few_of_its_hosts_are_left() -> None:
    losses = _losses(_hospital())
    one, two = np.array([False, True, False, False]), np.array([False, True, True, False])
    assert losses.services_lost(losses.lost_at_min(losses.nodes_of_hosts(one))) == ()
    assert losses.services_lost(losses.lost_at_min(losses.nodes_of_hosts(two))) == ("care",)


def test_a_closed_conduit_costs_those_who_need_it() -> None:
    hospital = _hospital(ward_needs="lis")
    losses = _losses(hospital)
    assert losses.nodes_of(Measures.none(hospital)) == []
    assert losses.services_lost(losses.lost_at_min(losses.nodes_of(_closed(hospital)))) == ("care",)


def test_a_zones_price_is_what_is_lost_with_all_its_hosts() -> None:
    losses = _losses(_hospital())
    assert losses.zone_price(0) == pytest.approx(2.0)
    assert losses.zone_price(1) == pytest.approx(1.0)
    assert losses.zone_price(1) == losses.zone_price(1)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(circuits(), st.data())
def test_what_falls_and_when_is_what_depend_says(circuit: Circuit, data: st.DataObject) -> None:
    off = data.draw(st.lists(st.integers(0, len(circuit) - 1), max_size=3))
    own = np.full(len(circuit), np.inf)
    own[off] = 0.0
    losses = Losses.__new__(Losses)
    losses.wires = Wires(circuit)
    fallen = losses._falls(off)
    assert [fallen.get(i, np.inf) for i in range(len(circuit))] == loss_times(circuit, own).at_min.tolist()
