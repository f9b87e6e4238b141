"""The same record always gives the same bytes, and comes back whole."""

from __future__ import annotations

import pytest

from codedark.record.assertion import Assertion, Period, Qualifier, Status
from codedark.record.edtf import When
from codedark.record.entry import Body
from codedark.record.plain import NotThisForm, as_bytes, from_bytes, from_plain, plain
from tests.record.making import said


def full() -> Assertion:
    return said(
        "operations_cancelled",
        (60, 70),
        qualifier=Qualifier.RANGE,
        status=Status.STATED,
        period=Period(when=When("2026-03-03")),
        valid=When("../2026-03-03"),
        scope=("north",),
        details={"kind": "elective", "acuity": ""},
    )


def test_a_record_comes_back_from_its_bytes() -> None:
    body = Body(text="As told.", assertions=(full(), said("emergency_plan", value=False)), details={"b": "2", "a": "1"})
    back = from_bytes(Body, as_bytes(body))
    assert back.assertions[1] == body.assertions[1]
    assert back.assertions[0].value == (60, 70)
    assert as_bytes(back) == as_bytes(body)


def test_false_and_zero_are_values_and_stay() -> None:
    assert plain(said("ransom_paid", value=False))["value"] is False
    assert plain(said("operations_cancelled", 0))["value"] == 0


def test_what_is_empty_is_left_out() -> None:
    assert set(plain(said("ransom_paid"))) == {"field", "status", "known_at", "attribution"}


def test_keys_stand_in_their_order() -> None:
    assert as_bytes(Body(text="t", details={"b": "2", "a": "1"})) == b'{"details":{"a":"1","b":"2"},"text":"t"}'


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"text":3}', b'{"assertions":[]}', b'{"text":"t","decision":{}}'])
def test_what_is_no_such_record_is_refused(raw: bytes) -> None:
    with pytest.raises(NotThisForm):
        from_bytes(Body, raw)


def test_a_wrong_date_in_it_is_refused_with_its_place() -> None:
    told = {**plain(full()), "valid": "yesterday"}
    with pytest.raises(NotThisForm, match=r"yesterday.*valid"):
        from_plain(Assertion, told)
