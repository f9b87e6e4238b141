from __future__ import annotations

from dataclasses import fields
from typing import get_type_hints

import pytest

from codedark.hospital.settings import Range, Settings
from codedark.hospital.settings_file import LIMITS, section_types
from codedark.hospital.words import Basis, Policy, Role
from tests.hospital.faulty import only_fault
from tests.making import make_hospital

HOSPITAL = '[hospital]\nname = "x"\n'


def settings(text: str) -> Settings:
    return make_hospital(hospital_toml=HOSPITAL + text).settings


def test_what_is_not_said_keeps_its_default() -> None:
    assert settings("") == make_hospital(hospital_toml='[hospital]\nname = "x"\n[care]\n').settings
    assert settings("").response.policy is Policy.FULL_SHUTDOWN


def test_values_are_read_by_their_type() -> None:
    told = settings(
        '[care]\narrival = 1\n[response]\npolicy = "Playbook"\noff_roles = ["server", "phone"]\n'
        'decision_min = {low = 5, mid = 5, high = 9, basis = "stated", source = "the log"}\n'
        "[restoration]\ncrews = 1\n[transfer]\ndiverted_known = true\ndecision_min = 12.5"
    )
    assert told.care.arrival == 1.0
    assert told.response.policy is Policy.PLAYBOOK
    assert told.response.off_roles == (Role.SERVER, Role.PHONE)
    assert told.response.decision_min == Range(5, 5, 9, Basis.STATED, "the log")
    assert told.restoration.crews == 1
    assert told.transfer.diverted_known is True
    assert told.transfer.decision_min == Range.exactly(12.5)


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("[cares]\n", "cares", "did you mean 'care'"),
        ("[care]\narival = 1", "care.arival", "did you mean 'arrival'"),
        ("[care]\narrival = -0.1", "care.arrival", "from 0"),
        ("[care]\narrival = nan", "care.arrival", "plain number"),
        ("[care]\narrival = true", "care.arrival", "plain number"),
        ('[care]\narrival = "1"', "care.arrival", "plain number"),
        ("[care]\nhorizon_h = 0", "care.horizon_h", "from 0.01"),
        ('[response]\npolicy = "playbok"', "response.policy", "did you mean 'playbook'"),
        ("[response]\npolicy = 1", "response.policy", "one of none"),
        ('[response]\noff_roles = "server"', "response.off_roles", "["),
        ('[response]\noff_roles = ["sever"]', "response.off_roles", "did you mean 'server'"),
        ("[response]\nplace_known = 1.01", "response.place_known", "from 0 to 1"),
        ("[response]\nexposure_weight = 2", "response.exposure_weight", "from 0 to 1"),
        ("[response]\ndecision_min = {low = 2, mid = 1, high = 3}", "response.decision_min", "low <= mid <= high"),
        ("[response]\ndecision_min = {low = 1, high = 3}", "response.decision_min", "mid"),
        ("[response]\ndecision_min = {low = 1, mid = 2, high = 3, med = 4}", "response.decision_min", "low, mid, high"),
        (
            '[response]\ndecision_min = {low = 1, mid = 2, high = 3, basis = "stated"}',
            "response.decision_min",
            "source",
        ),
        ("[restoration]\ncrews = 0", "restoration.crews", "from 1"),
        ("[restoration]\ncrews = 1.5", "restoration.crews", "whole number"),
        ("[restoration]\nwork_h_per_day = 24.1", "restoration.work_h_per_day", "to 24"),
        ("[transfer]\ndiverted_known = 1", "transfer.diverted_known", "true or false"),
    ],
)
def test_a_wrong_key_or_value_is_told(text: str, key: str, said: str) -> None:
    fault = only_fault(hospital_toml=HOSPITAL + text)
    assert (fault.file, fault.column) == ("hospital.toml", key)
    assert said in f"{fault.message} | {fault.fix}"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[care]\n", "hospital.name"),
        ('[hospital]\nname = " "', "hospital.name"),
        ('[hospital]\nname = "x"\ntimezone = "Brussels time"', "hospital.timezone"),
        ('[hospital]\nname = "x"\nbasis = "stated"', "hospital.source"),
        ('name = "x"\n[hospital]\nname = "x"', "name"),
        ("[hospital\n", None),
    ],
)
def test_the_hospital_itself_is_told_soundly(text: str, key: str | None) -> None:
    assert only_fault(hospital_toml=text).column == key


def test_a_key_is_called_a_key() -> None:
    assert "hospital.toml, key care.arival" in str(only_fault(hospital_toml=HOSPITAL + "[care]\narival = 1"))


def test_every_limit_is_of_a_key_there_is() -> None:
    keys = {f"{name}.{field.name}" for name, section in section_types().items() for field in fields(section)}
    assert set(LIMITS) <= keys
    assert all(get_type_hints(section) for section in section_types().values())


@pytest.mark.parametrize("place", sorted(LIMITS))
def test_both_ends_of_a_limit_are_allowed(place: str) -> None:
    section, key = place.split(".")
    for end in LIMITS[place]:
        settings(f"[{section}]\n{key} = {end}")
