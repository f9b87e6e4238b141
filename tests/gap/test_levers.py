"""What is settled before any choice."""

import numpy as np
import pytest

from codedark import depend, gap, reach
from codedark.gap.ground import survey
from codedark.gap.levers import find_levers
from codedark.gap.territory import map_territory
from codedark.gap.toy import toy_ground, toy_presumed
from tests.gap.stories import story


def _named(conduits: np.ndarray) -> set[str]:
    names = tuple(toy_ground().hospital.conduits)
    return {names[c] for c in conduits.tolist()}


def test_what_no_service_needs_is_cut_without_a_choice() -> None:
    levers = find_levers(map_territory(toy_ground(), toy_presumed("zone:office")))
    assert _named(np.flatnonzero(levers.free.closed)) == {"office-to-records", "office-to-clinic", "records-to-vault"}
    assert len(levers.conduits) == 0, "with these cut nothing of the office is left to weigh"


def test_what_a_service_needs_is_a_lever_where_it_leads_out_of_the_presumed() -> None:
    levers = find_levers(map_territory(toy_ground(), toy_presumed("zone:clinic")))
    assert _named(levers.conduits) == {"staff-to-records"}


def test_core_that_can_be_kept_out_of_reach_is_protected_core_that_is_presumed_is_not() -> None:
    names = list(toy_ground().hospital.zones)
    levers = find_levers(map_territory(toy_ground(), toy_presumed("zone:clinic")))
    assert [names[z] for z in np.flatnonzero(levers.protected)] == ["records", "vault"]
    levers = find_levers(map_territory(toy_ground(), toy_presumed("zone:records")))
    assert [names[z] for z in np.flatnonzero(levers.protected)] == ["vault"]


def test_a_presumed_host_that_carries_a_service_is_a_lever_only_where_a_gate_can_quarantine_it() -> None:
    assert len(find_levers(map_territory(toy_ground(), toy_presumed("ehr-1"))).nodes) == 0


@pytest.mark.parametrize(("signed", "levers"), [("no", {"read", "answer"}), ("yes", set())])
def test_what_only_break_glass_leads_up_to_is_no_choice(signed: str, levers: set[str]) -> None:
    hospital = story(
        conduits=f"""
            conduit,from,to,protocol,ports,purpose,break_glass
            read,ward,records,tcp,443,clinical,{signed}
            answer,records,labs,tcp,443,clinical,no""",
        applications="""
            application,kind,runs_on,ports,needs
            ehr,clinical,ehr-1 or ehr-2,tcp/443,lis
            lis,clinical,lis-1,tcp/443,""",
    )
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, ["zone:ward"]), elapsed_min=0)
    found = find_levers(map_territory(survey(hospital, compiled, depend.compile(hospital)), presumed))
    names = tuple(hospital.conduits)
    assert {names[c] for c in found.conduits.tolist()} == levers
    assert found.protected.sum() == 2, "records and labs can both be kept out of reach, break-glass aside"
