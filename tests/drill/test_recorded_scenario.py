"""A record becomes a scenario that one's own hospital can be drilled with."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from codedark.drill.arms import arms_of
from codedark.drill.drilling import Asked, drill
from codedark.drill.parameters import Mode
from codedark.drill.recorded_scenario import scenario_of
from codedark.drill.result import as_json
from codedark.drill.scenario import Scenario
from codedark.drill.scenario_file import read_scenario
from codedark.hospital.records import Hospital
from codedark.hospital.words import Policy
from codedark.record.assertion import Assertion, Status
from codedark.record.edtf import When
from tests.drill.recorded_views import ABOUT, little, morning, said, seen
from tests.making import make_hospital
from tests.record.test_reporting import _told


def made(*assertions: Assertion, hospital: Hospital | None = None) -> tuple[Scenario, dict[str, Any], tuple[str, ...]]:
    here = hospital or little()
    raw, notes = scenario_of(seen(*assertions), ABOUT, here)
    return read_scenario("s.toml", raw, here), tomllib.loads(raw.decode()), notes


def without(*fields: str) -> tuple[Assertion, ...]:
    return tuple(one for one in morning() if one.field not in fields)


def test_what_is_known_is_pinned_and_the_day_is_day_one() -> None:
    scenario, _, notes = made(*morning())
    assert scenario.clock.day1 == date(2026, 3, 3) and scenario.clock.day1_at == 30
    assert scenario.pinned is not None
    assert scenario.clock.start + (datetime(2026, 3, 3, 6, 30) - scenario.clock.start) == datetime(2026, 3, 3, 6, 30)  # noqa: DTZ001
    assert scenario.pinned.alarm_min == scenario.clock.minute_of(datetime(2026, 3, 3, 6, 30))  # noqa: DTZ001
    assert scenario.pinned.cut_min == scenario.clock.minute_of(datetime(2026, 3, 3, 6, 40))  # noqa: DTZ001
    assert "a-" in scenario.pinned.source and any("discovered_at" in note and "about" in note for note in notes)


def test_the_arm_as_recorded_is_the_shutdown_beside_nothing_and_ourselves() -> None:
    scenario, _, _ = made(*morning())
    first, nothing = scenario.arms
    assert (first.name, first.response, first.pinned) == ("as-recorded", Policy.FULL_SHUTDOWN, True)
    assert nothing.response is Policy.NONE
    assert [arm.name for arm in arms_of(scenario).told] == ["as-recorded", "nobody-cuts", "as-we-are"]


def test_without_a_shutdown_the_arm_answers_as_this_hospital_does_and_that_is_said() -> None:
    scenario, _, notes = made(*without("servers_shutdown_at", "servers_shutdown"))
    assert scenario.arms[0].response is None and scenario.arms[0].pinned
    assert any("no shutdown" in note for note in notes)


def test_the_destruction_begins_before_it_was_noticed() -> None:
    _, told, _ = made(*morning())
    hours, took = told["attack"]["detonation_h"], told["detection"]["recognised_h"]
    noticed = 30 * 24 + 6.5
    assert hours["low"] == pytest.approx(noticed - took["high"]) and hours["high"] == pytest.approx(
        noticed - took["low"]
    )


def test_where_only_the_day_is_known_nothing_is_pinned_and_any_hour_may_be_it() -> None:
    scenario, told, notes = made(*without("discovered_at", "servers_shutdown_at"))
    assert scenario.pinned is None and not scenario.arms[0].pinned
    assert (told["attack"]["detonation_h"]["low"], told["attack"]["detonation_h"]["high"]) == (720, 744)
    assert any("no hour is known" in note for note in notes)
    assert scenario.clock.day1 == date(2026, 3, 3)  # the last day that "on or before" names
    assert any("onset ../2026-03-03, inferred" in note for note in notes)


def test_the_onset_alone_gives_day_one_and_an_earlier_one_yields_to_the_alarm() -> None:
    scenario, _, notes = made(said("onset_at", "2026-02-20"))
    assert scenario.clock.day1 == date(2026, 2, 20)
    scenario, _, notes = made(*without("onset_at"), said("onset_at", "2026-02-20"))
    assert scenario.clock.day1 == date(2026, 3, 3) and any("2026-02-20" in note for note in notes)


def test_with_no_day_at_all_it_is_the_day_the_record_was_opened_by_its_own_clock() -> None:
    scenario, _, notes = made()
    assert scenario.clock.day1 == date(2026, 3, 4)  # 00:30 in Brussels
    assert any("record's opening" in note for note in notes)


def test_with_neither_onset_nor_alarm_it_is_the_first_day_on_which_care_was_lost() -> None:
    ward = said("beds_closed", 4, valid=When("2026-02-20/2026-02-25"), known_at=ABOUT.opened_at)
    scenario, _, notes = made(ward, said("ed_status", "limited", valid=When("2026-02-22")))
    assert scenario.clock.day1 == date(2026, 2, 20) and any("care is said to have been lost" in note for note in notes)


def test_the_horizon_reaches_beyond_the_recovery_and_is_thirty_days_where_nobody_tells() -> None:
    scenario, _, _ = made(*morning())
    assert scenario.clock.horizon_days == 30 + 11 + 30
    scenario, _, notes = made(*without("ended_at"))
    assert scenario.clock.horizon_days == 60 and any("30 days are played" in note for note in notes)
    scenario, _, notes = made(
        *without("ended_at"), said("recovered", "in weeks", known_at=datetime(2026, 4, 2, tzinfo=UTC))
    )
    assert scenario.clock.horizon_days == 30 + 30 + 30 and any("in words" in note for note in notes)
    scenario, _, _ = made(*without("ended_at"), said("ended_at", "2019-01-01"))
    assert scenario.clock.horizon_days == 60
    scenario, _, _ = made(*without("ended_at"), said("ended_at", "2029-01-01"))
    assert scenario.clock.horizon_days == 366


@pytest.mark.parametrize(
    ("kind", "mode"), [("ransomware", Mode.HUMAN), ("wiper", Mode.HUMAN), ("ddos", Mode.NONE), ("other", Mode.HUMAN)]
)
def test_the_kind_of_attack_is_played_as_what_it_is(kind: str, mode: Mode) -> None:
    scenario, _, notes = made(*without("attack_type"), said("attack_type", kind))
    assert scenario.attack.mode is mode
    assert any("kind of attack" in note or "flood" in note for note in notes) == (kind in {"ddos", "other"})


def test_a_hospital_without_machines_gets_the_alarm_alone() -> None:
    scenario, _, notes = made(*morning(), hospital=make_hospital())
    assert scenario.attack.mode is Mode.NONE and any("no machine" in note for note in notes)


def test_every_effect_cites_its_assertion_status_and_source() -> None:
    scenario, told, _ = made(*morning())
    ids = {one.id for one in morning()}
    assert scenario.effects and {effect.assertion for effect in scenario.effects} <= ids
    assert all(effect.status and effect.source for effect in scenario.effects)
    assert len(told["effects"]) == len(scenario.effects)
    first = next(effect for effect in scenario.effects if effect.what == "operations_cancelled")
    assert first.source == "The Paper, 2026-03-03, https://example.org/a" and first.services == ("blok",)


def test_what_could_not_be_mapped_is_listed() -> None:
    _, _, notes = made(*morning())
    assert any("Appointments" in note for note in notes) and any("website" in note for note in notes)
    assert any("sampled" in note for note in notes)


def test_whatever_stands_in_a_title_the_file_can_be_read() -> None:
    scenario, _, _ = made(*morning())
    assert scenario.title == "As recorded: " + ABOUT.title


def test_what_somebody_wrote_adds_no_line_to_the_file() -> None:
    vector = said("initial_access_vector", "unknown\nmode = 'none'\n[attack]\x1f")
    scenario, _, notes = made(*without("initial_access_vector"), vector)
    assert scenario.attack.mode is Mode.HUMAN and all(note.isprintable() for note in notes)


def test_an_exercise_says_that_it_was_one() -> None:
    raw, _ = scenario_of(seen(*morning()), replace(ABOUT, exercise=True), little())
    assert b"exercise" in raw


def test_the_same_view_gives_the_same_bytes() -> None:
    assert scenario_of(seen(*morning()), ABOUT, little()) == scenario_of(seen(*morning()), ABOUT, little())


def test_any_one_assertion_alone_makes_a_scenario() -> None:
    for one in morning():
        made(one)
        made(replace(one, status=Status.ASSUMED))


def test_it_can_be_played_and_the_answer_lays_both_hospitals_side_by_side() -> None:
    hospital = little()
    scenario, _, _ = made(*morning(), hospital=hospital)
    result = drill(
        Asked(
            scenario=scenario, arms=arms_of(scenario), hospitals={(): hospital}, runs=4, draws=2, workers=1,
            tornado_runs=1, compiled=False,
        )
    )  # fmt: skip
    assert result is not None and result.lead.name == "as-recorded"
    told: Any = as_json(result)["recorded"]
    day1 = next(row for row in told if row["what"] == "operations_cancelled")
    assert (day1["figure"], day1["unit"]) == (20.0, "operations")
    assert set(day1["played"]) == {"as-recorded", "nobody-cuts", "as-we-are"}
    assert day1["played"]["as-recorded"]["mean"] == result.lead.outcomes["operations_cancelled_day1"].mean
    kept = next(row for row in told if row["what"] == "ed_status")
    assert 0 <= kept["played"]["as-recorded"]["mean"] < 100
    assert next(row for row in told if row["what"] == "servers_shutdown")["why_not"]


@pytest.mark.shared_data("data/incident/azmonica_facts.json")
def test_the_real_incident_can_be_drilled_at_home(shared: Path) -> None:
    facts = json.loads((shared / "data/incident/azmonica_facts.json").read_bytes())["facts"]
    about = replace(ABOUT, timezone="Europe/Brussels", opened_at=datetime(2026, 1, 13, tzinfo=UTC))
    here = little()
    raw, notes = scenario_of(seen(*map(_told, facts)), about, here)
    scenario = read_scenario("s.toml", raw, here)
    assert scenario.pinned is not None and scenario.clock.day1 == date(2026, 1, 13)
    pinned = (scenario.pinned.alarm_min, scenario.pinned.cut_min)
    assert pinned == (30 * 1440 + 390, 30 * 1440 + 392)
    by_what = {(effect.what, effect.from_h): effect for effect in scenario.effects}
    assert by_what["operations_cancelled", 0.0].figure == 70 and by_what["operations_cancelled", 0.0].to_h == 24
    assert by_what["patients_transferred", None].figure == 7
    assert by_what["capacity_pct", 48.0].figure == 50
    assert by_what["ed_status", 36.0 + 1].said == "limited"
    assert any("in words" in note for note in notes) and any("sampled" in note for note in notes)
