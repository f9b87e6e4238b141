from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.response.order import BadOrder, OrderAct
from codedark.response.signing import Signature, SignedOrder, from_bytes, hospital_mark, sign, to_bytes, verify
from tests.response.people import MARK, id_of, key_of, make_mandate, make_order, public_of, signed_by

KEYS = make_mandate().public


def test_one_person_signs_and_a_second_one_after() -> None:
    one = signed_by(make_order(), "commander")
    two = sign(one, key_of("nurse"), MARK)
    assert verify(one, KEYS, MARK) == verify(two, KEYS, MARK) == ()
    assert set(two.keys) == {id_of("commander"), id_of("nurse")}


def test_it_does_not_matter_who_signs_first() -> None:
    order = make_order(OrderAct.RELEASE)
    assert to_bytes(signed_by(order, "commander", "nurse")) == to_bytes(signed_by(order, "nurse", "commander"))


def test_nobody_signs_twice_and_nobody_third() -> None:
    with pytest.raises(ValueError, match="distinct"):
        signed_by(make_order(), "nurse", "nurse")
    with pytest.raises(ValueError, match="one or two"):
        signed_by(make_order(), "nurse", "commander", "emergency")


def test_what_was_sent_is_what_was_signed() -> None:
    for signed in (signed_by(make_order(), "nurse"), signed_by(make_order(), "nurse", "commander")):
        assert from_bytes(to_bytes(signed)) == signed
    assert len(to_bytes(signed_by(make_order(), "nurse"))) == 88
    assert len(to_bytes(signed_by(make_order(), "nurse", "commander"))) == 156


def test_no_bit_of_a_signed_order_can_be_changed() -> None:
    raw = to_bytes(signed_by(make_order(OrderAct.RELEASE, conduits=(1, 3)), "nurse"))
    for bit in range(8 * len(raw)):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            signed = from_bytes(bytes(changed))
        except BadOrder:
            continue
        assert verify(signed, KEYS, MARK), f"bit {bit}"


def test_an_order_of_another_hospital_means_nothing_here() -> None:
    elsewhere = hospital_mark(public_of("another owner"))
    assert verify(signed_by(make_order(), "nurse", mark=elsewhere), KEYS, MARK) == (id_of("nurse"),)


def test_a_signature_given_for_something_else_means_nothing_here() -> None:
    plain = Signature(key=id_of("nurse"), raw=key_of("nurse").sign(b"my lunch"))
    assert verify(SignedOrder(order=make_order(), signatures=(plain,)), KEYS, MARK)


def test_only_the_false_signature_of_two_is_named() -> None:
    signed = signed_by(make_order(), "nurse", "commander")
    false = tuple(replace(s, raw=bytes(64)) if s.key == id_of("nurse") else s for s in signed.signatures)
    assert verify(replace(signed, signatures=false), KEYS, MARK) == (id_of("nurse"),)


def test_a_key_nobody_knows_is_named() -> None:
    assert verify(signed_by(make_order(), "thief"), KEYS, MARK) == (id_of("thief"),)


@pytest.mark.parametrize("mark", ["", "00ff"])
def test_a_mark_too_short_to_tell_hospitals_apart_is_refused(mark: str) -> None:
    with pytest.raises(ValueError, match="16 hexadecimal digits"):
        sign(make_order(), key_of("nurse"), mark)


def test_an_order_without_a_whole_signature_is_refused() -> None:
    raw = to_bytes(signed_by(make_order(), "nurse"))
    for wrong in (raw[:20], raw[:-1], raw + b"\x00", raw + raw[20:], raw + 2 * raw[20:]):
        with pytest.raises(BadOrder):
            from_bytes(wrong)
