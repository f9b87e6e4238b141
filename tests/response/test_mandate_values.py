from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from codedark.gap.posture import Posture
from codedark.hospital.faults import CellFault
from codedark.response import mandate_values as values
from codedark.response.mandate import Act


@pytest.mark.parametrize(
    ("read", "value", "is_"),
    [
        (values.text, "x", "x"),
        (values.role, "duty-engineer", "duty-engineer"),
        (values.flag, True, True),
        (values.number(0, 1), 1, 1.0),
        (values.whole(1, 2), 2, 2),
        (values.day, date(2026, 1, 1), date(2026, 1, 1)),
        (values.day, "2026-01-01", date(2026, 1, 1)),
        (values.moment, "2026-01-01T00:00:00Z", datetime.fromisoformat("2026-01-01T00:00:00+00:00")),
        (values.time_of_day, time(20, 5), 1205),
        (values.time_of_day, "20:05", 1205),
        (values.posture, 3, Posture.BREAK_GLASS),
        (values.key, "", ""),
        (values.key, "AB" * 32, "ab" * 32),
        (values.keys, [], ()),
        (values.plans, ["unknown", "zone:lab", "unknown"], ("unknown", "zone:lab")),
        (values.words(Act), ["release", "FIRE"], (Act.FIRE, Act.RELEASE)),
    ],
)
def test_a_value_is_read(read: Callable[[Any], Any], value: Any, is_: Any) -> None:
    assert read(value) == is_


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (values.text, 3),
        (values.role, "two words"),
        (values.role, ""),
        (values.flag, 1),
        (values.number(0, 1), 1.1),
        (values.number(0, 1), float("nan")),
        (values.number(0, 1), True),
        (values.whole(1, 2), 1.0),
        (values.whole(1, 2), 3),
        (values.day, datetime(2026, 1, 1)),  # noqa: DTZ001 - that is what is wrong with it
        (values.day, "1 January"),
        (values.moment, "2026-01-01T00:00:00"),
        (values.moment, "soon"),
        (values.moment, date(2026, 1, 1)),
        (values.time_of_day, "25:00"),
        (values.time_of_day, 20),
        (values.posture, 0),
        (values.posture, 5),
        (values.posture, "dark"),
        (values.key, "ab"),
        (values.keys, "ab" * 32),
        (values.keys, ["ab" * 32, "AB" * 32]),
        (values.keys, [""]),
        (values.plans, ["lab"]),
        (values.plans, ["zone:"]),
        (values.words(Act), ["shoot"]),
        (values.words(Act), "fire"),
    ],
)
def test_what_cannot_be_meant_has_its_fix(read: Callable[[Any], Any], value: Any) -> None:
    with pytest.raises(CellFault) as fault:
        read(value)
    assert fault.value.fix
