"""Order statistics against a simulation of every minute, fixpoints against their definition."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from codedark.depend.circuit import Circuit
from codedark.depend.starting import holds, starts
from codedark.depend.times import NEVER, NO_CAUSE, loss_times, return_times, spells
from codedark.depend.wires import Wires
from tests.depend.circuits import circuits, goes_on, played, rises


@st.composite
def incidents(draw: st.DrawFn, calm: bool) -> tuple[Circuit, list[float], list[float], list[int]]:
    """A circuit, when some of its nodes are lost on their own account, when they are back, and through whom.

    `calm`: nothing is back before the last paper has run out.
    """
    circuit = draw(circuits())
    m = len(circuit)
    lost = draw(st.lists(st.one_of(st.just(NEVER), st.integers(0, 6).map(float)), min_size=m, max_size=m))
    first_back = 7 + (int(circuit.delay_min.sum()) if calm else 0)
    back = [0.0 if at == NEVER else float(draw(st.integers(first_back, first_back + 6))) for at in lost]
    cause = draw(st.lists(st.integers(0, 3), min_size=m, max_size=m))
    return circuit, lost, back, cause


@given(incidents(calm=True))
def test_order_statistics_are_what_happens_minute_by_minute(incident) -> None:
    circuit, lost, back, _ = incident
    until = int(circuit.delay_min.sum()) + 20
    up = played(circuit, lost, back, until)
    for spell in (
        spells(circuit, np.array(lost), np.array(back)),
        (loss_times(circuit, np.array(lost)).at_min, return_times(circuit, np.array(back))),
    ):
        lost_min, back_min = (spell.lost_min, spell.back_min) if hasattr(spell, "lost_min") else spell
        said = [[not lost_min[i] <= minute < back_min[i] for i in range(len(circuit))] for minute in range(until)]
        assert said == up


@given(incidents(calm=False))
def test_a_spell_never_hides_a_minute_without(incident) -> None:
    circuit, lost, back, _ = incident
    until = int(circuit.delay_min.sum()) + 20
    spell = spells(circuit, np.array(lost), np.array(back))
    for minute, up in enumerate(played(circuit, lost, back, until)):
        for i, is_up in enumerate(up):
            assert is_up or spell.lost_min[i] <= minute < spell.back_min[i]


@given(incidents(calm=False))
def test_what_is_lost_is_lost_before_it_is_back_or_never(incident) -> None:
    circuit, lost, back, cause = incident
    spell = spells(circuit, np.array(lost), np.array(back), np.array(cause, np.int8))
    never = np.isinf(spell.lost_min)
    assert (spell.back_min[never] == 0).all()
    assert (spell.cause[never] == NO_CAUSE).all()
    assert (spell.lost_min[~never] < spell.back_min[~never]).all()
    assert (spell.cause[~never] >= 0).all()


@given(incidents(calm=True))
def test_events_in_a_queue_come_to_the_same_times(incident) -> None:
    circuit, lost, _, _ = incident
    at_min = loss_times(circuit, np.array(lost)).at_min
    fallen = Wires(circuit).fall_in_time({i: t for i, t in enumerate(lost) if t < NEVER})
    assert {i: f.at_min for i, f in fallen.items()} == {i: t for i, t in enumerate(at_min) if t < NEVER}


@given(incidents(calm=True), st.data())
def test_a_cause_is_one_that_can_be_taken_away(incident, data) -> None:
    """Without the losses of the cause that is named, the node is lost later or not at all."""
    circuit, lost, _, cause = incident
    labels = np.array(cause, np.int8)
    before = loss_times(circuit, np.array(lost), labels)
    for i in np.flatnonzero(before.cause >= 0):
        spared = np.where(labels == before.cause[i], NEVER, np.array(lost))
        after = loss_times(circuit, spared, labels)
        assert (after.at_min[i], after.cause[i] if after.cause[i] >= 0 else 127) > (before.at_min[i], before.cause[i])


@given(circuits(), st.data())
def test_holds_and_starts_are_the_fixpoints_of_their_definition(circuit: Circuit, data) -> None:
    off = data.draw(st.sets(st.integers(0, len(circuit) - 1)))
    assert holds(circuit, off).tolist() == goes_on(circuit, off)
    assert starts(circuit, off).tolist() == rises(circuit, off)
    assert (starts(circuit, off) <= holds(circuit, off)).all()


@given(circuits(), st.data())
def test_holds_is_where_the_times_end(circuit: Circuit, data) -> None:
    off = data.draw(st.sets(st.integers(0, len(circuit) - 1)))
    lost = np.full(len(circuit), NEVER)
    lost[list(off)] = 0.0
    assert (holds(circuit, off) == np.isinf(loss_times(circuit, lost).at_min)).all()


@given(incidents(calm=True), st.data())
def test_more_off_never_keeps_more_and_never_keeps_longer(incident, data) -> None:
    circuit, lost, back, _ = incident
    i = data.draw(st.integers(0, len(circuit) - 1))
    more, more_back = list(lost), list(back)
    more[i] = min(more[i], float(data.draw(st.integers(0, 6))))
    more_back[i] = max(more_back[i], max(back, default=0.0), 7.0 + float(circuit.delay_min.sum()))
    assert (loss_times(circuit, np.array(more)).at_min <= loss_times(circuit, np.array(lost)).at_min).all()
    assert (return_times(circuit, np.array(more_back)) >= return_times(circuit, np.array(back))).all()
