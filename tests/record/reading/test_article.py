from __future__ import annotations

from codedark.record.assertion import PeriodKind, Status
from codedark.record.edtf import When
from codedark.record.indicators import Own
from codedark.record.reading import OwnNames, propose
from codedark.record.reading.proposal import Proposal

PUBLISHED = When("2024-05-15")
"""A Wednesday."""


def read(text: str, **more: object) -> dict[str, list[Proposal]]:
    made: dict[str, list[Proposal]] = {}
    for one in propose(text, "en", PUBLISHED, zone="Europe/Brussels", **more).proposals:  # type: ignore[arg-type]
        made.setdefault(one.field, []).append(one)
    return made


def test_a_count_is_of_the_day_its_clause_names() -> None:
    (one,) = read("29 operations were cancelled on Tuesday.")["operations_cancelled"]
    assert one.period is not None
    assert (one.period.when, one.period.kind) == ("2024-05-14", PeriodKind.PER_PERIOD)


def test_two_figures_of_one_clause_each_take_the_day_beside_them() -> None:
    found = read("29 operations were cancelled on Tuesday, and another 12 on Wednesday.")["operations_cancelled"]
    assert {one.value: one.period.when for one in found if one.period} == {29: "2024-05-14", 12: "2024-05-15"}


def test_since_a_day_counts_all_from_then_on() -> None:
    (one,) = read("540 operations have been cancelled since Monday.")["operations_cancelled"]
    assert one.period is not None
    assert (one.period.when, one.period.kind) == ("2024-05-13/2024-05-15", PeriodKind.CUMULATIVE)


def test_a_count_of_a_moment_is_of_a_moment() -> None:
    (one,) = read("40 people were waiting on Tuesday evening.")["patients_waiting"]
    assert one.period is not None
    assert one.period.kind is PeriodKind.INSTANT


def test_a_clause_without_a_day_has_none() -> None:
    (one,) = read("29 operations were cancelled.")["operations_cancelled"]
    assert one.period is None


def test_noticing_has_its_time_and_lends_it_to_nothing_else() -> None:
    found = read("The hospital noticed it at around 6.30am on Tuesday and shut down its servers.")
    assert [(one.value, one.status) for one in found["discovered_at"]] == [("2024-05-14T06:30~", Status.INFERRED)]
    assert "servers_shutdown_at" not in found
    assert [one.valid for one in found["servers_shutdown"]] == ["2024-05-14"]


def test_switching_off_has_its_own_time() -> None:
    found = read("On 14 May 2024 at 07:10 the servers were switched off.")
    assert [(one.value, one.status) for one in found["servers_shutdown_at"]] == [("2024-05-14T07:10", Status.STATED)]


def test_indicators_are_those_meant_as_such_and_not_our_own() -> None:
    text = "Indicators of compromise: bad-stuff[.]example and 203.0.113.9, seen from our-house[.]example."
    found = read(text, own=OwnNames(domains=("our-house.example",)), indicators=Own())
    assert [one.value for one in found["indicator"]] == ["bad-stuff.example", "203.0.113.9"]


def test_a_family_is_named_in_context_only() -> None:
    assert [one.value for one in read("The LockBit ransomware gang did it.")["malware_family"]] == ["LockBit"]
    assert "malware_family" not in read("Play therapy goes on, and so does the Royal wing.")


def test_a_technique_stands_with_its_tactic() -> None:
    (one,) = read("They used MITRE ATT&CK T1486 against it.")["technique"]
    assert (one.value, one.about) == ("T1486", "impact")
