"""Parameters: where each is told, which count, and a design in which each has dice of its own."""

from dataclasses import replace

import numpy as np
import pytest

from codedark.drill import parameters
from codedark.drill.parameters import AT, NAMES, NOT_ASKED, PARAMETERS, Mode, counting, ranges_of, values_at
from codedark.drill.parameters import latin_hypercube as hypercube
from codedark.hospital.settings import Range
from tests.drill.clinic import bad_day, clinic
from tests.making import make_hospital

HOP = "attack.hop_min"


def test_each_is_named_once_and_says_what_it_is():
    assert len(set(NAMES)) == len(NAMES) == len(AT)
    assert [NAMES[AT[name]] for name in NAMES] == list(NAMES)
    assert all(p.unit and p.doc.endswith(".") and p.low <= p.high for p in PARAMETERS)
    assert {p.where for p in PARAMETERS if p.in_scenario} == {"attack", "detection"}


def test_ranges_come_from_the_scenario_and_from_the_hospital():
    told = make_hospital(
        hospital_toml="""
        [hospital]
        name = "T"
        [response]
        decision_min = { low = 1, mid = 2, high = 9 }
        breakout_min = { low = 3, mid = 4, high = 5 }
        """
    )
    ranges = ranges_of(told, bad_day())
    detonation, decision, hop = (ranges[AT[name]] for name in ("attack.detonation_h", "response.decision_min", HOP))
    assert (detonation.low, detonation.mid, detonation.high) == (3, 5, 7)
    assert (decision.low, decision.mid, decision.high) == (1, 2, 9)
    assert (hop.low, hop.mid, hop.high) == (3, 4, 5)
    assert ranges[AT["attack.onset_h"]] == NOT_ASKED
    assert ranges[AT["attack.hop_sigma"]].mid == 1.0


def test_what_the_scenario_says_of_hops_goes_before_the_hospital():
    day = bad_day()
    own = Range(7, 8, 9)
    assert ranges_of(clinic(), replace(day, told={**day.told, HOP: own}))[AT[HOP]] == own


def test_an_intruder_strikes_when_cut_for_sure_where_the_effort_is_redirected_unless_told_otherwise():
    day, at = bad_day(), AT["attack.strikes_when_cut"]
    assert ranges_of(clinic(), day)[at].mid == 0.0
    redirected = replace(day, attack=replace(day.attack, effort_redirected=True))
    assert ranges_of(clinic(), redirected)[at].mid == 1.0
    half = replace(redirected, told={**day.told, NAMES[at]: Range.exactly(0.5)})
    assert ranges_of(clinic(), half)[at].mid == 0.5


def test_only_what_counts_for_the_mode_is_worth_a_line():
    day = bad_day()
    names = {mode: {NAMES[i] for i in counting(replace(day, attack=replace(day.attack, mode=mode)))} for mode in Mode}
    assert "attack.dwell_h" in names[Mode.HUMAN]
    assert "attack.dwell_h" not in names[Mode.WORM] | names[Mode.NONE]
    assert "attack.contacts_per_h" in names[Mode.WORM] - names[Mode.HUMAN]
    assert {"false_alarms.clear_h", "response.decision_min"} <= names[Mode.NONE]
    assert not any(name.startswith(("attack.", "detection.")) for name in names[Mode.NONE])


def test_each_column_visits_every_stratum_once_in_an_order_of_its_own():
    u = hypercube(seed=3, draws=20)
    assert u.shape == (20, len(NAMES))
    assert (np.sort(np.floor(u * 20), axis=0) == np.arange(20)[:, None]).all()
    assert len({tuple(column) for column in np.floor(u * 20).T}) == len(NAMES)
    assert np.array_equal(u, hypercube(seed=3, draws=20))
    assert not np.array_equal(u, hypercube(seed=4, draws=20))


def test_within_its_stratum_a_draw_stands_anywhere():
    inside = hypercube(seed=3, draws=20) * 20 % 1
    assert np.histogram(inside, 4, (0, 1))[0].min() > inside.size / 4 * 0.75


def test_a_new_parameter_moves_no_other(monkeypatch):
    before = hypercube(seed=3, draws=8)
    monkeypatch.setattr(parameters, "NAMES", ("attack.something_new", *NAMES))
    assert np.array_equal(hypercube(seed=3, draws=8)[:, 1:], before)


def test_no_draw_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        hypercube(seed=1, draws=0)


def test_values_are_the_triangular_quantiles_of_each_range():
    ranges = [Range(0, 0, 10), Range.exactly(7), Range(10, 20, 30)]
    values = values_at(ranges, np.array([[0.75, 0.1, 0.125], [0.0, 0.9, 0.5]]))
    assert values.tolist() == [[5.0, 7.0, 15.0], [0.0, 7.0, 20.0]]


def test_another_range_at_the_same_quantile_is_another_value_of_the_same_luck():
    u = np.array([[0.5]])
    assert values_at([Range(0, 60, 120)], u) == 60
    assert values_at([Range(0, 6, 12)], u) == 6
