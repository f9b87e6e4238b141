from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.divert.form_rows import FormTransfer
from codedark.formats.edxl_tep import BYTES_MOST, TEP, TepMessage, edxl_tep, read_tep
from codedark.formats.hics_cells import triage
from codedark.hospital.faults import CellFault
from tests.divert.plans_for_forms import FELL, MADE, row, rows


def message(*told: FormTransfer) -> bytes:
    return edxl_tep(told or rows(), message="m-1", hospital="Harbour", incident="dark <1>", at=MADE)


def back(*told: FormTransfer) -> TepMessage:
    return read_tep("m.xml", message(*told))


def test_a_message_read_back_says_what_was_written() -> None:
    done = tuple(replace(one, departed_at=FELL, arrived_at=MADE, company="Red & Cross") for one in rows())
    read = back(*done)
    assert (read.message, read.system, read.sent_at, read.incident) == ("m-1", "Harbour", MADE, "dark <1>")
    leaving = [one for one in done if one.leaving]
    assert len(read.transfers) == len(leaving) == 4
    for one, other in zip(leaving, read.transfers, strict=True):
        assert (other.patient, other.from_, other.from_name) == (one.patient, one.from_, one.from_name)
        assert (other.to, other.to_name, other.disposition) == (one.to, one.to_name, one.disposition.value)
        assert (other.leaves_at, other.departed_at, other.arrived_at) == (one.leaves_at, FELL, MADE)
        assert (other.crew, other.company) == (one.crew or "", "Red & Cross")
        assert other.mode == (one.mode.upper() if one.mode else "")
        assert other.triage == (triage(one) or "")


def test_what_nobody_knows_is_not_in_it() -> None:
    fresh = next(one for one in back().transfers if one.patient == "p-1")
    assert (fresh.departed_at, fresh.arrived_at) == (None, None)
    assert fresh.arrives_at == FELL + timedelta(minutes=59, seconds=30)
    lost = next(one for one in back().transfers if one.patient == "p-4")
    assert (lost.to, lost.to_name, lost.mode, lost.crew) == (None, "", "", "")


def test_whoever_stays_is_not_in_it() -> None:
    assert "p-5" not in {one.patient for one in back().transfers}


@given(st.text(min_size=1).filter(lambda text: text.strip().isprintable() and text.strip() == text))
def test_any_name_survives(name: str) -> None:
    assert back(row("p-1", to_name=name)).transfers[0].to_name == name


def test_nobody_at_all_is_a_message_too() -> None:
    assert back(row("p-5")).transfers == ()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "cannot be read"),
        (b"<a/>", "its root is <a>"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "cannot be read"),
        (f'<TEPMessage xmlns="{TEP}"/>'.encode(), "no messageDateTime"),
        (f'<TEPMessage xmlns="{TEP}"><messageDateTime>soon</messageDateTime></TEPMessage>'.encode(), "'soon'"),
        (
            f'<TEPMessage xmlns="{TEP}"><messageDateTime>2026-03-10T22:05:00</messageDateTime></TEPMessage>'.encode(),
            "offset from UTC",
        ),
        (message().replace(b"<tep:patientID>p-2</tep:patientID>", b""), "patient 2: has no patientID"),
        (message()[:-40], "cannot be read"),
        (b" " * (BYTES_MOST + 1), "bytes"),
    ],
)
def test_a_message_that_is_none_says_what_is_wrong(raw: bytes, said: str) -> None:
    with pytest.raises(CellFault, match=r"m\.xml") as refused:
        read_tep("m.xml", raw)
    assert said in str(refused.value)
