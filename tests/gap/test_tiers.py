from __future__ import annotations

import numpy as np
import pytest

from codedark.gap.plan import Presumed
from codedark.gap.posture import EVERYTHING_NORMAL, Posture, seal
from codedark.gap.tiers import tiers
from codedark.hospital.ports import port_set, written
from codedark.hospital.records import ConduitId, HostId, ZoneId
from tests.gap.seal_ward import shut, ward_hospital, ward_tiers

EVERY = tuple(ward_hospital().conduits)


def _kept(conduit: str, posture: Posture) -> set[tuple[str, str, str]]:
    return {
        (str(r.from_), str(r.to), written(port_set(r.protocol, r.ports))) for r in ward_tiers().kept(conduit, posture)
    }


@pytest.mark.parametrize("posture", [Posture.NORMAL, Posture.WATCH])
def test_below_posture_2_a_conduit_is_its_row(posture: Posture) -> None:
    assert ward_tiers().kept("admin", posture) == (ward_hospital().conduits[ConduitId("admin")],)


def test_dark_keeps_nothing_of_any_conduit() -> None:
    assert all(ward_tiers().kept(c, Posture.DARK) == () for c in EVERY)


def test_at_posture_2_a_break_glass_conduit_stays_whole_and_another_keeps_its_closure_beside_what_care_uses() -> None:
    assert _kept("record", Posture.NO_ADMINISTRATION) == {("ward", "records", "tcp/443,3389")}
    assert ("ward", "host:dc-1", "udp/53") in _kept("lookup", Posture.NO_ADMINISTRATION)


def test_at_posture_3_only_break_glass_and_what_it_stands_on_stays() -> None:
    assert _kept("record", Posture.BREAK_GLASS) == {("ward", "records", "tcp/443,3389")}
    assert _kept("lookup", Posture.BREAK_GLASS) == {("ward", "host:dc-1", "udp/53")}
    assert _kept("admin", Posture.BREAK_GLASS) == set()
    assert _kept("anything", Posture.BREAK_GLASS) == set()


def test_every_row_of_the_split_hospital_knows_its_conduit_and_its_highest_posture() -> None:
    split = ward_tiers()
    rows = tuple(split.ground.hospital.conduits.values())
    assert len(rows) == len(split.owner) == len(split.level)
    for row, owner, level in zip(rows, split.owner, split.level, strict=True):
        name = EVERY[int(owner)]
        assert row.conduit == name or row.conduit.startswith(f"{name}~{int(level)}.")
    assert {int(p) for p in split.level} == {1, 2, 3}


def test_a_deny_row_holds_at_every_posture() -> None:
    rows = "conduit,from,to,action,protocol,ports\nyes,ward,records,allow,tcp,443\nno,ward,records,deny,tcp,445\n"
    split = tiers(ward_hospital(conduits=rows))
    (at,) = np.flatnonzero(split.owner == 1)
    assert split.level[at] == Posture.DARK
    assert not split.measures(shut(Posture.DARK, "yes", "no")).closed[at]


@pytest.mark.parametrize("posture", list(Posture))
def test_a_seal_closes_the_rows_above_its_posture_and_no_others(posture: Posture) -> None:
    split = ward_tiers()
    closed = split.measures(shut(posture, "record")).closed
    mine = split.owner == EVERY.index(ConduitId("record"))
    assert not closed[~mine].any()
    assert closed[mine].tolist() == [int(posture) > level for level in split.level[mine].tolist()]


def test_a_seal_contains_and_quarantines_what_it_names() -> None:
    measures = ward_tiers().measures(seal({}, [ZoneId("ward")], [HostId("ehr-1")]))
    assert np.flatnonzero(measures.contained).tolist() == [0]
    assert np.flatnonzero(measures.quarantined).tolist() == [ward_hospital().hosts.index_of("ehr-1")]


def test_care_lost_is_nothing_at_rest_and_at_posture_2_and_something_where_care_is_cut() -> None:
    split = ward_tiers()
    assert split.care_lost_per_h(EVERYTHING_NORMAL) == 0
    assert split.care_lost_per_h(shut(Posture.NO_ADMINISTRATION, *EVERY)) == 0
    at_3, at_4 = (split.care_lost_per_h(shut(p, *EVERY)) for p in (Posture.BREAK_GLASS, Posture.DARK))
    assert 0 < at_3 < at_4, "letters are lost at 3, care at 4"


def test_the_judgement_of_a_seal_says_what_stays_within_reach() -> None:
    split = ward_tiers()
    office = Presumed(hosts=frozenset(), zones=frozenset({ZoneId("office")}), place_unknown=False, why=("told",))
    open_, cut = (split.judge(shut(p, "admin"), office) for p in (Posture.WATCH, Posture.NO_ADMINISTRATION))
    records = list(ward_hospital().zones).index(ZoneId("records"))
    assert open_.exposed[records]
    assert cut.exposed[records], "over every port that another row leaves"
    assert not split.judge(shut(Posture.BREAK_GLASS, "admin", "anything"), office).exposed[records]
