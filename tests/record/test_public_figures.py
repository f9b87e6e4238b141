from __future__ import annotations

from datetime import timedelta

import pytest

from codedark.record.assertion import Qualifier
from codedark.record.edtf import When
from codedark.record.public_figures import counted, day_and_minute, local_time, may_be_named, named, numbers_of
from codedark.record.reading.tokens import tokens
from tests.record.making import START
from tests.record.public_making import SEVENTY, ZONE, sure


@pytest.mark.parametrize(
    ("lang", "text", "numbers"),
    [
        ("en", "At least 70 operations, 1,234 people, 12.5 per cent.", [70, 1234, 12.5]),
        ("en", "Seventy-one of two hundred and ten.", [71, 210]),
        ("nl", "Drieëntwintig patiënten, een zestigtal, 1.234 mensen.", [23, 60, 1234]),
        ("fr", "Quatre-vingt-seize lits, une soixantaine, 1 234 personnes.", [96, 60, 1234]),
        ("de", "Zweihundertfünfzig Betten, 12,5 Prozent.", [250, 12.5]),
        ("en", "One of them, and nobody else.", []),
        ("en", "At 8:45.", [None]),
    ],
)
def test_numbers_are_found_in_digits_and_in_words(lang: str, text: str, numbers: list[float | None]) -> None:
    assert [number for _, _, number in counted(tokens(text, lang), lang)] == numbers


def test_a_count_says_its_numbers_and_a_share_says_per_cent() -> None:
    assert numbers_of(SEVENTY) == {70.0}
    assert numbers_of(sure("operations_cancelled", (60, 70), qualifier=Qualifier.RANGE)) == {60.0, 70.0}
    assert numbers_of(sure("operations_cancelled", 0.3, qualifier=Qualifier.FRACTION)) == {30.0}
    assert numbers_of(sure("ed_status", "closed")) == numbers_of(sure("servers_shutdown", True)) == frozenset()


def test_a_moment_may_be_named_by_its_minute_its_day_and_its_month() -> None:
    assert set(may_be_named(When("2026-03-03T07:10~"), ZONE)) == {"2026-03-03T07:10", "2026-03-03", "2026-03"}
    assert "2026-03-03T07:10" in set(may_be_named(When("2026-03-03T06:10:00Z"), ZONE))


def test_an_interval_names_both_its_ends() -> None:
    assert named(When("2026-03-03/2026-03-05")) == {"2026-03-03", "2026-03-05"}
    assert named(When("../2026-03-03")) == {"2026-03-03"}


def test_an_instant_is_named_in_the_hospitals_time() -> None:
    assert local_time(START - timedelta(hours=5, minutes=30), ZONE) == "2026-03-03T00:30"
    assert day_and_minute("2026-03-03T00:30") == ("2026-03-03", "2026-03-03T00:30")
