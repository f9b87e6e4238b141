"""Two accounts contradict each other, or one only says less."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from codedark.record.agreeing import Stance, bounds, stance
from codedark.record.assertion import DocumentId, Qualifier, Source, Status
from codedark.record.edtf import When
from tests.record.making import START, said

Q = Qualifier
LATER = START + timedelta(hours=6)
PAGE = Source(document=DocumentId("d-0"), start=0, end=0)


def count(value: Any, qualifier: Qualifier | None = None, **more: Any) -> Any:
    return said("operations_cancelled", value, qualifier=qualifier, **more)


@pytest.mark.parametrize(
    ("one", "lead", "expected"),
    [
        (count(70), count(70, Q.EXACT), Stance.SAME),
        (count(70), count(71), Stance.OTHER),
        (count(70, Q.AT_LEAST), count(72), Stance.LESS),
        (count(70, Q.AT_LEAST), count(62), Stance.OTHER),
        (count(70, Q.AT_MOST), count(62), Stance.LESS),
        (count(70, Q.AT_MOST), count(71), Stance.OTHER),
        (count(70, Q.ABOUT), count(76), Stance.LESS),
        (count(70, Q.ABOUT), count(80), Stance.OTHER),
        (count((60, 70), Q.RANGE), count(65), Stance.LESS),
        (count((60, 70), Q.RANGE), count(71), Stance.OTHER),
        (count(None, Q.ALL), count(70), Stance.LESS),
        (count(None, Q.UNCOUNTED), count(70), Stance.LESS),
        (count(0.3333, Q.FRACTION), count(70), Stance.LESS),
        (count(70, scope=("north",)), count(20, scope=("south",)), Stance.LESS),
        (count(70, scope=("north",)), count(20, scope=("north", "south")), Stance.OTHER),
        (count(None, status=Status.UNKNOWN), count(70), Stance.SILENT),
        (count(None, status=Status.NOT_DETAILED), count(None, status=Status.UNKNOWN), Stance.SAME),
    ],
)
def test_counts_are_compared_as_they_are_meant(one: Any, lead: Any, expected: Stance) -> None:
    assert stance(one, lead) is expected


@pytest.mark.parametrize(
    ("one", "lead", "expected"),
    [
        (said("prehospital_unavailable", ("MUG",)), said("prehospital_unavailable", ("MUG", "PIT")), Stance.LESS),
        (said("prehospital_unavailable", ("PIT", "MUG")), said("prehospital_unavailable", ("MUG", "PIT")), Stance.SAME),
        (said("ed_status", "limited"), said("ed_status", "closed"), Stance.OTHER),
        (said("ed_status", "limited"), said("ed_status", "open", day=2), Stance.BEFORE),
        (said("ed_status", "limited", valid=When("2026-03-09")), said("ed_status", "open", day=2), Stance.OTHER),
        (said("ed_status", "limited", by="us"), said("ed_status", "open", known_at=LATER, by="us"), Stance.BEFORE),
        (said("ed_status", "limited", by="press"), said("ed_status", "open", known_at=LATER, by="us"), Stance.OTHER),
        (said("ed_status", "limited", source=PAGE), said("ed_status", "open", known_at=LATER), Stance.OTHER),
        (
            said("ed_status", "limited", valid=When("2026-03-03T08:00"), source=PAGE),
            said("ed_status", "open", valid=When("2026-03-03T14:00")),
            Stance.BEFORE,
        ),
        (said("attack_type", "wiper"), said("attack_type", "ransomware", day=2), Stance.OTHER),
        (said("organisation", "Sint  Lucia"), said("organisation", "sint lucia"), Stance.SAME),
        (
            said("data_exfiltrated", status=Status.NONE_KNOWN),
            said("data_exfiltrated", "yes", day=1),
            Stance.OTHER,
        ),
        (said("data_exfiltrated", "no"), said("data_exfiltrated", status=Status.NONE_KNOWN, day=1), Stance.SAME),
        (said("onset_at", "../2026-03-03"), said("onset_at", "2026-03-03"), Stance.LESS),
        (said("onset_at", "../2026-03-02"), said("onset_at", "2026-03-03"), Stance.OTHER),
        (said("discovered_at", "2026-03-03T06:30~"), said("discovered_at", "2026-03-03T06:32"), Stance.LESS),
        (said("discovered_at", "2026-03-03T06:30"), said("discovered_at", "2026-03-03T06:32"), Stance.OTHER),
        (said("discovered_at", "2026-03-03T06:30~"), said("discovered_at", "2026-03-03T08:00"), Stance.OTHER),
        (said("discovered_at", "early"), said("discovered_at", "2026-03-03T08:00"), Stance.OTHER),
        (said("weather", "rain"), said("weather", "sun"), Stance.OTHER),
    ],
)
def test_states_change_and_facts_are_told_otherwise(one: Any, lead: Any, expected: Stance) -> None:
    assert stance(one, lead) is expected


def test_a_count_without_a_number_lies_anywhere() -> None:
    assert bounds(count(None, Q.ALL)) == (0.0, float("inf"))
    assert bounds(count(0.5, Q.FRACTION)) == (0.0, float("inf"))
    assert bounds(count(70)) == (70.0, 70.0)
