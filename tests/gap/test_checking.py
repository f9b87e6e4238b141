"""The judges say what measures do, whoever proposed them."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codedark import depend, gap, reach
from codedark.gap.checking import Judged, judge
from codedark.gap.ground import survey
from codedark.gap.walls import Measures
from codedark.hospital import Hospital
from tests.gap.oracle import Oracle, move_of
from tests.gap.stories import story
from tests.gap.worlds import hospitals, suspects


def _measures(hospital: Hospital, cut: set[str], contain: set[str], quarantine: set[str]) -> Measures:
    return Measures(
        np.array([c in cut for c in hospital.conduits], np.bool_),
        np.array([z in contain for z in hospital.zones], np.bool_),
        np.array([h in quarantine for h in hospital.hosts.ids], np.bool_),
    )


def _judged(
    *words: str, cut: tuple[str, ...] = (), off: tuple[str, ...] = (), hospital: Hospital | None = None
) -> tuple[Judged, list[str]]:
    hospital = hospital or story()
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, words), elapsed_min=0)
    ground = survey(hospital, compiled, depend.compile(hospital))
    gone = np.array([h in off for h in hospital.hosts.ids])
    judged = judge(ground, presumed, _measures(hospital, set(cut), set(), set()), off=gone)
    return judged, [z for z, exposed in zip(hospital.zones, judged.exposed, strict=True) if exposed]


def test_with_nothing_cut_the_presumed_reach_what_their_conduits_lead_to() -> None:
    judged, exposed = _judged("zone:ward")
    assert exposed == ["records"] and judged.care_lost_per_h == 0


def test_a_cut_keeps_them_out_and_costs_what_needed_it() -> None:
    judged, exposed = _judged("zone:ward", cut=("read",))
    assert exposed == [] and judged.care_lost_per_h == pytest.approx(0.75) and judged.services_lost == ("wards",)
    assert judged.cost_per_h == judged.care_lost_per_h + judged.exposed_care_per_h


def test_hosts_switched_off_are_neither_reached_nor_running() -> None:
    judged, exposed = _judged("zone:ward", off=("ehr-1", "ehr-2"))
    assert exposed == [] and set(judged.services_lost) == {"wards", "lab"}


def test_what_only_break_glass_leads_to_is_priced_apart() -> None:
    signed = story(
        conduits="conduit,from,to,protocol,ports,purpose,break_glass\nread,ward,records,tcp,443,clinical,yes"
    )
    plain = story(conduits="conduit,from,to,protocol,ports,purpose,break_glass\nread,ward,records,tcp,443,clinical,no")
    (over, _), (paid, _) = _judged("zone:ward", hospital=signed), _judged("zone:ward", hospital=plain)
    assert over.exposed.tolist() == paid.exposed.tolist() == [False, False, True, False]
    assert over.exposed_plainly.tolist() == [False] * 4
    assert over.break_glass_care_per_h > 0 and paid.break_glass_care_per_h == 0
    assert over.exposed_care_per_h + over.break_glass_care_per_h == pytest.approx(paid.exposed_care_per_h)


def test_a_zone_presumed_whole_is_not_exposed_but_core_of_that_kind_is_held() -> None:
    judged, exposed = _judged("zone:records")
    assert exposed == [] and judged.core_held.tolist() == [False, False, True, False]


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_judges_find_what_is_found_host_by_host(data: st.DataObject) -> None:
    hospital = data.draw(hospitals())
    compiled, circuit = reach.compile(hospital), depend.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, data.draw(suspects(hospital))))
    cut = data.draw(st.sets(st.sampled_from(sorted(hospital.conduits))))
    contain = data.draw(st.sets(st.sampled_from(sorted(hospital.zones))))
    quarantine = data.draw(st.sets(st.sampled_from(sorted(hospital.hosts.ids))))
    found = Oracle(hospital, compiled, circuit, presumed).found(move_of(cut, contain, quarantine))
    judged = judge(survey(hospital, compiled, circuit), presumed, _measures(hospital, cut, contain, quarantine))
    core = {z for z, exposed in zip(hospital.zones, judged.exposed, strict=True) if exposed and hospital.zones[z].core}
    whole = set(presumed.zones)
    assert core == {z for z in found.core if z not in whole}
    assert judged.care_lost_per_h == pytest.approx(found.care)
    plainly = {
        z
        for z, exposed in zip(hospital.zones, judged.exposed_plainly, strict=True)
        if exposed and hospital.zones[z].core
    }
    assert plainly == {z for z in found.core_plainly if z not in whole}
    assert judged.exposed_care_per_h == pytest.approx(found.exposed_care)
    assert judged.break_glass_care_per_h == pytest.approx(found.break_glass_care)
    assert judged.break_glass_care_per_h >= 0
    assert set(judged.services_lost) == found.services_lost
