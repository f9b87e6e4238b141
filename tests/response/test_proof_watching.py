"""More of it is told in tests/incidents."""

from __future__ import annotations

from datetime import timedelta

from codedark.gap.proving import ProofVerdict
from codedark.response.commands import Page, PrintCards
from codedark.response.incident import Stage
from tests.response.stories import (
    APPLIED,
    DECAYED,
    GATES,
    HELD,
    PATH_OPEN,
    PROVEN,
    A,
    B,
    cut_of,
    proved,
    run,
    t,
    written,
)


def test_a_cut_is_proven_when_its_last_gate_is() -> None:
    two, commands = run(APPLIED, *(proved(t(2, 1), gate) for gate in GATES[:2]))
    assert cut_of(two).stage is Stage.APPLIED
    assert commands == []
    assert cut_of(run(two, proved(t(2, 1), GATES[2]))[0]).stage is Stage.PROVEN


def test_listed_flows_are_said_with_the_word_sealed() -> None:
    told = [proved(t(2, 1), gate) for gate in GATES[:2]]
    incident, _ = run(APPLIED, *told)
    entries = written(incident, proved(t(2, 1), GATES[2], ProofVerdict.SEALED_EXCEPT))
    assert any("sealed except listed flows" in entry.what for entry in entries)


def test_who_is_called_is_called_once_for_each_change() -> None:
    leak = ProofVerdict.LEAKING
    once, first = run(PROVEN, proved(t(3), A, leak))
    assert [type(command) for command in first] == [Page, PrintCards]
    again, second = run(once, proved(t(4), A, leak))
    assert second == []
    mended, _ = run(again, proved(t(5), A))
    assert [type(command) for command in run(mended, proved(t(6), A, leak))[1]] == [Page, PrintCards]


def test_what_nobody_can_tell_is_for_the_cards_and_no_alarm() -> None:
    incident, commands = run(PROVEN, proved(t(3), A, ProofVerdict.UNKNOWN))
    assert [type(command) for command in commands] == [PrintCards]
    assert not cut_of(incident).sealed


def test_a_hold_stays_a_hold_and_is_not_called_sealed_while_it_leaks() -> None:
    incident, _ = run(HELD, proved(t(20), B, ProofVerdict.LEAKING))
    assert (cut_of(incident).stage, cut_of(incident).sealed) == (Stage.HELD, False)
    assert cut_of(run(incident, proved(t(21), B))[0]).sealed


def test_evidence_overtaken_or_told_twice_or_from_the_future_counts_for_nothing() -> None:
    newer, _ = run(PROVEN, proved(t(5), A))
    for late in (proved(t(6), A, ProofVerdict.LEAKING, began_at=t(4)), proved(t(6), A, began_at=t(7))):
        after, commands = run(newer, late)
        assert cut_of(after) == cut_of(newer)
        assert commands == []
    twice = proved(t(5), A)
    assert cut_of(run(newer, twice)[0]) == cut_of(newer)


def test_evidence_of_what_is_not_cut_says_nothing() -> None:
    for incident in (DECAYED, PATH_OPEN):
        assert cut_of(run(incident, proved(t(90), A))[0]) == cut_of(incident)


def test_the_count_of_the_last_evidence_is_kept() -> None:
    incident, _ = run(PROVEN, proved(t(3), A, forbidden_count=12))
    stand = cut_of(incident).gate(A)
    assert stand is not None
    assert stand.forbidden_count == 12
    assert stand.proven_at == t(3) - timedelta(milliseconds=10)
