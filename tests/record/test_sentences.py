from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SENTENCES = Path(__file__).parent / "sentences"
PER_LANGUAGE = {"sentences.jsonl": 60, "held_out.jsonl": 20}
COUNTS = {
    "operations_cancelled", "appointments_cancelled", "patients_transferred", "patients_waiting", "beds_closed",
    "capacity_pct", "records_affected",
}  # fmt: skip
QUALIFIERS = {"exact", "at-least", "at-most", "about", "range", "fraction", "all", "uncounted"}
FLAGS: dict[str, set[Any]] = {
    "servers_shutdown": {True}, "ambulance_diversion": {True, False}, "emergency_plan": {True},
    "ransom_demanded": {True, False}, "ransom_paid": {True, False},
}  # fmt: skip
CHOICES = {
    "ed_status": {"open", "limited", "walk-in-only", "closed"},
    "working_mode": {"paper"},
    "attack_type": {"ransomware", "ddos", "phishing", "unknown"},
    "data_exfiltrated": {"yes", "none-known", "unknown", "claimed"},
    "harm": {"none-known", "suspected", "confirmed"},
}
LISTS = {
    "prehospital_unavailable": {"MUG", "PIT", "ambulance"},
    "systems_unavailable": {
        "ehr", "imaging", "laboratory", "pharmacy", "telephony", "email", "website", "network", "booking", "all",
    },
}  # fmt: skip
LEAST = {"systems_unavailable": 4}  # of each code; of every other value 3


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SENTENCES / name).read_text(encoding="utf-8").splitlines()]


def values(facts: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    """What is counted: a count field once, any other fact by its value, a list by its codes."""
    for fact in facts:
        field, value = fact["field"], fact["value"]
        if field in COUNTS:
            yield field, None
        else:
            yield from ((field, code) for code in (value if field in LISTS else [value]))


def is_well_formed(fact: dict[str, Any]) -> bool:
    field, value = fact["field"], fact["value"]
    if field in COUNTS:
        return set(fact) == {"field", "value", "qualifier"} and is_a_count(value, fact["qualifier"])
    if set(fact) != {"field", "value"}:
        return False
    if field in LISTS:
        return bool(value) and set(value) <= LISTS[field] and len(set(value)) == len(value)
    if field in FLAGS:
        return type(value) is bool and value in FLAGS[field]
    return value in CHOICES[field]


def is_a_count(value: Any, qualifier: str) -> bool:
    assert qualifier in QUALIFIERS
    if qualifier in {"all", "uncounted"}:
        return value is None
    if qualifier == "range":
        return type(value) is list and [type(x) for x in value] == [int, int] and 0 <= value[0] < value[1]
    if qualifier == "fraction":
        return type(value) is float and 0 < value < 1
    return type(value) is int and value >= 0


def test_every_id_and_every_text_is_there_once() -> None:
    both = [line for name in PER_LANGUAGE for line in lines(name)]
    assert max(Counter(line["id"] for line in both).values()) == 1
    assert max(Counter(line["text"] for line in both).values()) == 1


@pytest.mark.parametrize("name", PER_LANGUAGE)
def test_every_line_has_the_form(name: str) -> None:
    for line in lines(name):
        assert list(line) == ["id", "lang", "published", "text", "facts", "trap"], line
        assert line["id"].startswith(line["lang"] + "-"), line
        assert date.fromisoformat(line["published"]).year >= 2025, line
        assert line["text"] == line["text"].strip() != "", line
        assert isinstance(line["trap"], str), line
        for fact in line["facts"]:
            assert is_well_formed(fact), line
        not_counts = [fact["field"] for fact in line["facts"] if fact["field"] not in COUNTS]
        assert len(set(not_counts)) == len(not_counts), line


@pytest.mark.parametrize("name", PER_LANGUAGE)
def test_each_language_has_its_share_and_half_of_it_are_traps(name: str) -> None:
    of_all = Counter(line["lang"] for line in lines(name))
    traps = Counter(line["lang"] for line in lines(name) if line["trap"])
    assert of_all == dict.fromkeys(("nl", "fr", "de", "en"), PER_LANGUAGE[name])
    assert all(traps[lang] * 2 >= of_all[lang] for lang in of_all), traps


@pytest.mark.parametrize("name", PER_LANGUAGE)
def test_every_field_value_and_code_occurs_often_enough(name: str) -> None:
    counted = Counter(pair for line in lines(name) for pair in values(line["facts"]))
    wanted: list[tuple[str, Any]] = [(field, None) for field in COUNTS]
    wanted += [(field, value) for kind in (FLAGS, CHOICES, LISTS) for field, of in kind.items() for value in of]
    assert not {pair: counted[pair] for pair in wanted if counted[pair] < LEAST.get(pair[0], 3)}
    assert set(counted) <= set(wanted)
