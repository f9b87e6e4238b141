"""Moments and entries as people type them."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from codedark.cli.incident_asked import end_of, entry_named, say_warnings, start_of, when
from codedark.hospital.gathered import Gathered
from tests.record.making import log, said

NOW = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
ZONE = "Europe/Brussels"


def test_a_date_means_its_end_or_its_beginning_where_the_hospital_is() -> None:
    faults = Gathered()
    assert end_of(faults, "--as-of", "2026-03-03", ZONE, NOW) == datetime(2026, 3, 3, 22, 59, 59, 999_999, UTC)
    assert start_of(faults, "--since", "2026-03-03", ZONE) == datetime(2026, 3, 2, 23, tzinfo=UTC)
    assert faults.faults == []


def test_what_was_not_told_is_now_or_nothing() -> None:
    faults = Gathered()
    assert end_of(faults, "--as-of", "", ZONE, NOW) == NOW
    assert start_of(faults, "--since", "", ZONE) is None
    assert when(faults, "--at", "") is None


def test_an_open_side_is_a_fault_where_an_instant_is_needed() -> None:
    faults = Gathered()
    end_of(faults, "--as-of", "2026-03-03/..", ZONE, NOW)
    start_of(faults, "--since", "../2026-03-03", ZONE)
    when(faults, "--at", "noon")
    assert [fault.file for fault in faults.faults] == ["--as-of", "--since", "--at"]


@pytest.mark.parametrize("how", ["number", "device", "hash"])
def test_an_entry_is_named_in_three_ways(how: str) -> None:
    entries = log([said("ransom_paid", value=False)])
    wanted = entries[1]
    named = {"number": "2", "device": f"{wanted.header.device[:6]}#2", "hash": wanted.hash[:10]}[how]
    assert entry_named(Gathered(), entries, named) == wanted


def test_a_number_of_two_devices_is_asked_back() -> None:
    from tests.record.making import START, chain, draft

    entries = [*log([]), *chain([(draft(), START)], number=2, opened=False)]
    faults = Gathered()
    assert entry_named(faults, entries, "1") is None
    assert "names 2 entries" in faults.faults[0].message


def test_a_warning_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    kept: Any = SimpleNamespace(warnings=["the disk is full"])
    say_warnings(kept)
    say_warnings(kept)
    assert capsys.readouterr().err == "codedark: the disk is full\n"
