from __future__ import annotations

from itertools import pairwise

from codedark.divert import preferences as table
from codedark.hospital.words import Acuity, CrewKind, Escort


def test_every_word_has_its_row() -> None:
    assert set(table.WEIGHT) == set(table.ESCORT_PLANNED) == set(Acuity)
    assert set(table.LEVEL) == set(Escort)
    assert set(table.CREW_LEVEL) == set(CrewKind)


def test_the_more_acute_weighs_more_and_is_planned_with_no_less_beside_the_bed() -> None:
    worst_first = [Acuity.CRITICAL, Acuity.HIGH, Acuity.STABLE]
    for more, less in pairwise(worst_first):
        assert table.WEIGHT[more] > table.WEIGHT[less] > 0
        assert table.LEVEL[table.ESCORT_PLANNED[more]] >= table.LEVEL[table.ESCORT_PLANNED[less]]


def test_each_escort_can_do_what_those_before_can_and_some_crew_brings_each() -> None:
    assert table.LEVEL[Escort.NONE] < table.LEVEL[Escort.NURSE] < table.LEVEL[Escort.PHYSICIAN]
    assert set(table.CREW_LEVEL.values()) == set(table.LEVEL.values())


def test_our_own_come_first_then_our_network_and_a_known_bed_before_a_guess() -> None:
    assert table.OWN_CAMPUS_MIN < table.PARTNER_MIN < table.OTHERS_MIN
    assert 0 < table.STALE_MIN < table.ASSUMED_MIN
    assert table.FRESH_H < table.EXPIRED_H


def test_no_sum_of_what_speaks_against_a_place_is_as_bad_as_no_place() -> None:
    worst = table.OTHERS_MIN + table.BORDER_MIN + table.LANGUAGE_MIN + table.ASSUMED_MIN + table.STALE_MIN
    assert worst + 24 * 60 < table.UNPLACED_MIN
