from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.hospital.settings import Range, Settings
from codedark.hospital.settings_file import section_types

FIGURES = st.floats(0, 1e6, width=32)


@settings(max_examples=40)
@given(st.lists(FIGURES, min_size=3, max_size=3).map(sorted), st.floats(0, 1), st.floats(0, 1))
def test_a_range_is_kept_and_rises(told: list[float], u: float, v: float) -> None:
    figure = Range(*told)
    assert figure.low <= figure.at(u) <= figure.high
    assert figure.at(min(u, v)) <= figure.at(max(u, v)) * (1 + 1e-9) + 1e-9


def test_an_exact_figure_is_itself() -> None:
    assert {Range.exactly(3).at(u) for u in (0, 0.3, 1)} == {3}


def test_a_range_that_decreases_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="must not decrease"):
        Range(2, 1, 3)


def test_a_range_reaches_its_ends() -> None:
    assert [Range(1, 2, 4).at(u) for u in (0, 1)] == [1, 4]
    assert Range(1, 1, 4).at(0) == 1
    assert Range(1, 4, 4).at(1) == 4


def test_every_section_is_a_record_of_its_own() -> None:
    assert set(section_types()) == set(Settings.__dataclass_fields__)
