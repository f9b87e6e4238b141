"""Whatever a record says, and however oddly, a scenario made from it can be read for the hospital it was made for."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from codedark.drill.recorded_scenario import scenario_of
from codedark.drill.scenario_file import read_scenario
from codedark.record.assertion import Assertion, Period, PeriodKind, Qualifier, Status, Value
from codedark.record.edtf import When
from codedark.record.fields import FIELDS, Field, Form
from tests.drill.recorded_views import ABOUT, NOON, little, seen
from tests.making import make_hospital

HOSPITALS = {"with most of it": little(), "with next to nothing": make_hospital()}
WORDS = st.text(max_size=20)
MOMENTS = st.sampled_from(
    [
        "2026-03-03", "2026-03", "2026", "2026-03-03T06:30~", "../2026-03-03", "2026-03-03/..", "2026-03-29T02:30",
        "2026-03-01/2026-03-05", "1999-12-31", "2999-01-01?", "2026-03-03T06:00/2026-03-03T09:00",
        "2026-03-03T23:59:59Z", "0001-01-02", "9998-12-30",
    ]
)  # fmt: skip
NUMBERS = st.integers(0, 10**12) | st.floats(0, 1e12)


def values(field: Field) -> st.SearchStrategy[Value]:
    told: dict[Form, st.SearchStrategy[Value]] = {
        Form.COUNT: NUMBERS | st.tuples(NUMBERS, NUMBERS).map(lambda two: tuple(sorted(two))),
        Form.FLAG: st.booleans(),
        Form.CHOICE: st.sampled_from(field.choices or ("x",)),
        Form.CODES: st.lists(st.sampled_from(field.choices or ("x", "y")), max_size=3).map(tuple),
        Form.MOMENT: MOMENTS,
        Form.TEXT: WORDS,
    }
    return told[field.form] | st.none()


@st.composite
def assertions(draw: st.DrawFn) -> Assertion:
    field = draw(st.sampled_from(FIELDS))
    value = draw(values(field))
    qualifier = draw(st.none() | st.sampled_from(Qualifier)) if field.form is Form.COUNT else None
    if isinstance(value, tuple) and field.form is Form.COUNT:
        qualifier = Qualifier.RANGE
    elif qualifier is Qualifier.RANGE or (qualifier is not None and qualifier.numbered and value is None):
        qualifier = None
    if qualifier is not None and not qualifier.numbered:
        value = None
    status = draw(st.sampled_from(Status))
    when = draw(st.none() | MOMENTS)
    return Assertion(
        field=field.name,
        value=value,
        status=status,
        qualifier=qualifier,
        about=draw(st.sampled_from(["", "spoed", "radiologie", '\x7f"\\']) | WORDS),
        period=None if when is None else Period(when=When(when), kind=draw(st.sampled_from(PeriodKind))),
        valid=draw(st.none() | MOMENTS.map(When)),
        known_at=NOON + timedelta(days=draw(st.integers(-40_000, 40_000))),
        by=draw(WORDS),
        reason="told so" if status is Status.INFERRED else "",
    )


@given(st.lists(assertions(), max_size=8), st.sampled_from(tuple(HOSPITALS)))
def test_any_record_makes_a_scenario_that_can_be_read(told: list[Assertion], named: str) -> None:
    hospital = HOSPITALS[named]
    raw, notes = scenario_of(seen(*told), ABOUT, hospital)
    scenario = read_scenario("s.toml", raw, hospital)
    assert scenario.arms[0].name == "as-recorded" and all(notes)
    assert {effect.assertion for effect in scenario.effects} <= {one.id for one in told}
