from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.gates.range.name_answers import addresses_in, answer, asked, question

NAMES = {"pacs": ["10.0.0.9", "10.0.0.10"], "six": ["2001:db8::1"]}


def test_a_name_is_answered_with_every_address() -> None:
    assert addresses_in(answer(question(7, "pacs"), NAMES) or b"", 7) == ("10.0.0.9", "10.0.0.10")


def test_a_whole_name_is_known_by_its_first_label() -> None:
    assert addresses_in(answer(question(7, "PACS.hospital.example"), NAMES) or b"", 7) == ("10.0.0.9", "10.0.0.10")


def test_ipv6_is_answered_to_who_asks_for_it() -> None:
    assert addresses_in(answer(question(1, "six", 28), NAMES) or b"", 1) == ("2001:db8::1",)
    assert addresses_in(answer(question(1, "six", 1), NAMES) or b"", 1) == ()


def test_a_name_nobody_has_is_no_address() -> None:
    assert addresses_in(answer(question(7, "nobody"), NAMES) or b"", 7) is None


def test_an_answer_to_another_question_is_none() -> None:
    assert addresses_in(answer(question(7, "pacs"), NAMES) or b"", 8) is None


@given(st.binary(max_size=80))
def test_whatever_is_sent_nothing_breaks(packet: bytes) -> None:
    asked(packet)
    answer(packet, NAMES)
    addresses_in(packet, 7)


@pytest.mark.parametrize("cut", range(0, 20, 3))
def test_a_question_cut_short_is_not_answered(cut: int) -> None:
    assert answer(question(7, "pacs")[:cut], NAMES) is None
