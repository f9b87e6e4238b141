from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from codedark.cli import notify_asked
from codedark.cli.notify_asked import case_in, moment, opened, packs_of, past, regime_of, said, stage_of, word_of
from codedark.formats.rule_pack_shelf import SHIPPED
from codedark.hospital.faults import BadHospital
from codedark.hospital.gathered import Gathered
from tests.cli.notify_incident import NOW, incident
from tests.formats.rule_pack_making import HOURS
from tests.record.clock_making import PACKS, ZONE, at


@pytest.fixture
def on_the_night(monkeypatch: pytest.MonkeyPatch) -> None:
    """04:00 in Brussels in the night the clock was put back."""
    monkeypatch.setattr(notify_asked, "clock", lambda: at("2026-10-25T04:00+01:00"))


@pytest.mark.usefixtures("on_the_night")
def test_a_time_is_of_today_in_the_incidents_own_zone() -> None:
    faults = Gathered()
    assert moment(faults, "--at", "03:15", ZONE, None) == at("2026-10-25T03:15+01:00")
    assert moment(faults, "--at", "1.15", ZONE, None) == at("2026-10-25T01:15+02:00")
    assert moment(faults, "--at", "2026-01-31T23:30", ZONE, None) == at("2026-01-31T23:30+01:00")
    assert moment(faults, "--at", "2026-07-31", ZONE, None) == at("2026-07-31T00:00+02:00")
    assert moment(faults, "--at", "", ZONE, NOW) == NOW and moment(faults, "--at", "", ZONE, None) is None
    assert faults.faults == []


@pytest.mark.usefixtures("on_the_night")
def test_the_hour_that_comes_twice_needs_its_offset() -> None:
    faults = Gathered()
    assert moment(faults, "--at", "02:30", ZONE, None) is None
    (fault,) = faults.faults
    assert "twice" in fault.message
    assert "2026-10-25T02:30+02:00" in fault.fix and "2026-10-25T02:30+01:00" in fault.fix
    for offset, utc in (("+02:00", 0), ("+01:00", 1)):
        told = moment(Gathered(), "--at", f"2026-10-25T02:30{offset}", ZONE, None)
        assert told == datetime(2026, 10, 25, utc, 30, tzinfo=UTC)


def test_the_hour_that_is_left_out_is_no_moment() -> None:
    faults = Gathered()
    assert moment(faults, "--at", "2026-03-29T02:30", ZONE, None) is None
    assert "put forward" in faults.faults[0].message


@pytest.mark.parametrize("text", ["soon", "25:00", "2026-02-30T08:00", "08:15:99"])
def test_what_is_no_moment_says_how_one_is_written(text: str) -> None:
    faults = Gathered()
    assert moment(faults, "--at", text, ZONE, NOW) is None
    assert [fault.message for fault in faults.faults] == ["not a moment"]


def test_what_happened_is_not_still_to_come() -> None:
    faults = Gathered()
    past(faults, "--at", "", NOW, NOW, ZONE)
    past(faults, "--at", "", None, NOW, ZONE)
    assert faults.faults == []
    past(faults, "--at", "23:55", at("2026-03-03T23:55+01:00"), at("2026-03-03T08:00+01:00"), ZONE)
    assert "still to come: it is 2026-03-03 08:00 +01:00" in faults.faults[0].message


def test_a_text_that_must_stand_there() -> None:
    faults = Gathered()
    assert said(faults, "--role", " duty  engineer ", "the role") == "duty engineer"
    said(faults, "--role", "  ", "the role")
    said(faults, "--role", "a\x1b[2J", "the role")
    assert len(faults.faults) == 2


def test_stages_are_named_whole_or_by_a_pack_that_has_one() -> None:
    faults = Gathered()
    found = stage_of(faults, "--draft", "nis2-be:final", PACKS)
    alone = stage_of(faults, "--draft", "insurer", PACKS)
    assert found is not None and (found[0].regime, found[1].name) == ("nis2-be", "final")
    assert alone is not None and alone[1].name == "notice" and faults.faults == []
    assert stage_of(faults, "--draft", "nis2-be", PACKS) is None
    assert stage_of(faults, "--draft", "nis2-be:finale", PACKS) is None
    assert "nis2-be:final" in faults.faults[1].fix and "nis2-be:early-warning" in faults.faults[0].fix


def test_packs_and_words_are_known_or_a_fault_with_the_nearest() -> None:
    faults = Gathered()
    assert regime_of(faults, "--regime", "gdpr-33", PACKS) is not None
    assert word_of(faults, " Personal data breach", PACKS, None) == "personal-data-breach"
    assert faults.faults == []
    assert regime_of(faults, "--regime", "gdpr33", PACKS) is None
    word_of(faults, "awear", PACKS, None)
    assert ["gdpr-33" in faults.faults[0].fix, "aware" in faults.faults[1].fix] == [True, True]


def test_packs_are_the_shipped_ones_and_those_of_a_folder(tmp_path: Path) -> None:
    faults = Gathered()
    assert tuple(pack.regime for pack in packs_of(faults, None, tmp_path)) == SHIPPED
    own = tmp_path / "rule_packs"
    own.mkdir()
    (own / "insurer.toml").write_text(HOURS)
    for found in (packs_of(faults, None, tmp_path), packs_of(faults, own, None)):
        assert "1+2026" in [pack.version for pack in found]
    assert faults.faults == []
    packs_of(faults, tmp_path / "nowhere", None)
    packs_of(faults, tmp_path, None)
    assert [fault.message for fault in faults.faults] == ["no such folder", "no rule pack (*.toml) lies there"]


def test_an_incident_that_is_none_is_told_with_the_other_faults(tmp_path: Path) -> None:
    faults = Gathered()
    said(faults, "--role", "", "the role")
    with pytest.raises(BadHospital) as caught, opened(faults, tmp_path, write=False):
        pass
    assert [fault.file for fault in caught.value.faults] == ["--role", str(tmp_path.resolve())]


def test_warnings_of_the_record_are_said_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(Gathered(), incident(tmp_path), write=False) as log:
        log.warnings.append("THE DISK IS FULL")
        assert case_in(log, NOW).zone == ZONE
    assert capsys.readouterr().err == "codedark: THE DISK IS FULL\n"
