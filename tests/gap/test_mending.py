"""Measures that change nothing are taken back; who is reached stays the same."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codedark import depend, gap, reach
from codedark.gap.ground import survey
from codedark.gap.levers import find_levers
from codedark.gap.mending import mend
from codedark.gap.territory import NodeMeasures, map_territory
from tests.gap.stories import story
from tests.gap.worlds import hospitals, suspects


def _mended(*words: str) -> tuple[set[str], set[str], set[str]]:
    hospital = story()
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, words), elapsed_min=0)
    land = map_territory(survey(hospital, compiled, depend.compile(hospital)), presumed)
    measures = land.on_hosts(mend(land, find_levers(land).most))
    named = (tuple(hospital.conduits), tuple(hospital.zones), hospital.hosts.ids)
    flags = (measures.closed, measures.contained, measures.quarantined)
    cut, contained, quarantined = ({n for n, on in zip(*x, strict=True) if on} for x in zip(named, flags, strict=True))
    return cut, contained, quarantined


def test_only_what_leads_out_of_the_presumed_stays_cut() -> None:
    assert _mended("zone:ward") == ({"read"}, {"ward"}, set())
    assert _mended("zone:office") == ({"desk", "adm"}, {"office"}, set())


def test_of_two_measures_that_each_would_do_the_one_against_the_suspect_stays() -> None:
    assert _mended("nurse-1") == (set(), set(), {"nurse-1"})


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_mending_changes_nobodys_exposure_and_mends_once(data: st.DataObject) -> None:
    hospital = data.draw(hospitals())
    compiled, circuit = reach.compile(hospital), depend.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, data.draw(suspects(hospital))))
    land = map_territory(survey(hospital, compiled, circuit), presumed)
    most = find_levers(land).most
    some = NodeMeasures(*(a & np.array(data.draw(_flags(len(a))), np.bool_) for a in _parts(most)))
    after = mend(land, some)
    walls = land.ground.walls
    for over in (None, ~walls.break_glass, walls.administration):
        assert (land.spread(after, over) == land.spread(some, over)).all()
    assert all((a <= b).all() for a, b in zip(_parts(after), _parts(some), strict=True)), "nothing is added"
    assert all((a == b).all() for a, b in zip(_parts(mend(land, after)), _parts(after), strict=True))


def _parts(measures: NodeMeasures) -> tuple[np.ndarray, ...]:
    return measures.closed, measures.contained, measures.quarantined


def _flags(n: int) -> st.SearchStrategy[list[bool]]:
    return st.lists(st.booleans(), min_size=n, max_size=n)
