"""What was typed becomes a draft, or every fault of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from codedark.cli.incident_told import Around, Told, drafted, field_of
from codedark.hospital.gathered import Gathered
from codedark.record.assertion import Attribution, PeriodKind, Status
from codedark.record.entry import Draft, EntryKind

NOW = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)


def read(**told: Any) -> tuple[Draft | None, list[str]]:
    faults = Gathered()
    words = {"text": "Seen.", "role": "triage-nurse", **told}
    made = drafted(faults, Told(**words), Around(now=NOW, zone="Europe/Brussels", known={"a-known"}))
    return made, [fault.file for fault in faults.faults]


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("operations_cancelled", "70", EntryKind.COUNT),
        ("ed_status", "limited", EntryKind.STATUS),
        ("attack_type", "ransomware", EntryKind.OBSERVATION),
    ],
)
def test_the_kind_follows_the_field_unless_it_is_told(field: str, value: str, kind: EntryKind) -> None:
    made, _ = read(field=field, value=value)
    told, _ = read(field=field, value=value, kind="action")
    assert made is not None
    assert told is not None
    assert (made.kind, told.kind) == (kind, EntryKind.ACTION)


def test_a_time_is_the_hospitals_and_knowledge_begins_with_it() -> None:
    made, _ = read(field="ed_status", value="open", at="2026-03-03T06:10")
    assert made is not None
    assert made.event_at == "2026-03-03T06:10"
    assert made.body.assertions[0].known_at == datetime(2026, 3, 3, 5, 10, tzinfo=UTC)


def test_without_a_time_it_is_now() -> None:
    made, _ = read(field="ed_status", value="open")
    assert made is not None
    assert made.body.assertions[0].known_at == NOW


def test_every_part_arrives() -> None:
    made, _ = read(
        field="patients_transferred",
        value="7",
        status="inferred",
        about="",
        scope="north, south",
        period="../2026-03-03",
        cumulative=True,
        valid="2026-03-03",
        by="press",
        attribution="claimed",
        reason="seen leaving",
        wording="seven",
        supersedes=("a-known",),
        detail=("acuity=critical",),
    )
    assert made is not None
    told = made.body.assertions[0]
    assert (told.status, told.attribution, told.reason) == (Status.INFERRED, Attribution.CLAIMED, "seen leaving")
    assert told.period is not None
    assert (told.period.when, told.period.kind) == ("../2026-03-03", PeriodKind.CUMULATIVE)
    assert (told.scope, told.supersedes, told.details) == (("north", "south"), ("a-known",), {"acuity": "critical"})


def test_what_is_unknown_needs_no_value() -> None:
    made, faults = read(field="attack_type", status="unknown")
    assert faults == []
    assert made is not None
    assert made.body.assertions[0].value is None


@pytest.mark.parametrize(
    ("told", "option"),
    [
        ({"text": " "}, "TEXT"),
        ({"role": ""}, "--role"),
        ({"at": "noon"}, "--at"),
        ({"kind": "gossip"}, "--kind"),
        ({"kind": "correction"}, "--kind"),
        ({"value": "70"}, "--value"),
        ({"cumulative": True}, "--cumulative"),
        ({"detail": ("a=b",)}, "--detail"),
        ({"field": "weather", "value": "rain"}, "--field"),
        ({"field": "ed_status"}, "--value"),
        ({"field": "ed_status", "value": "shut"}, "--value"),
        ({"field": "ed_status", "value": "open", "status": "sure"}, "--status"),
        ({"field": "ed_status", "value": "open", "status": "inferred"}, "--status"),
        ({"field": "ed_status", "value": "open", "attribution": "sworn"}, "--attribution"),
        ({"field": "operations_cancelled", "value": "7", "period": "today"}, "--period"),
        ({"field": "operations_cancelled", "value": "7", "cumulative": True}, "--cumulative"),
        ({"field": "ed_status", "value": "open", "valid": "now"}, "--valid"),
        ({"field": "ed_status", "value": "open", "supersedes": ("a-other",)}, "--supersedes"),
        ({"field": "ed_status", "value": "open", "detail": ("acuity",)}, "--detail"),
    ],
)
def test_each_fault_is_named_by_its_option(told: dict[str, Any], option: str) -> None:
    made, faults = read(**told)
    assert made is None
    assert option in faults


def test_several_faults_are_told_at_once() -> None:
    _, faults = read(text="", role="", field="ed_status", value="shut", at="noon")
    assert faults == ["TEXT", "--role", "--at", "--value"]


def test_a_misspelt_field_gets_the_nearest() -> None:
    faults = Gathered()
    assert field_of(faults, "ed_statu") is None
    assert "ed_status" in faults.faults[0].fix


def test_a_clock_on_the_wall_a_little_ahead_of_ours_makes_nothing_wait() -> None:
    made, _ = read(field="ransom_paid", value="no", at="2026-03-03T08:03")  # 07:03 UTC, three minutes ahead
    assert made is not None
    assert made.body.assertions[0].known_at == NOW
    later, _ = read(field="ransom_paid", value="no", at="2026-03-03T09:00")
    assert later is not None
    assert later.body.assertions[0].known_at == NOW.replace(hour=8)


def test_an_inference_needs_a_rule_or_a_reason() -> None:
    assert read(field="ransom_paid", value="no", status="inferred")[1] == ["--status"]
    made, _ = read(field="ransom_paid", value="no", status="inferred", rule="no-payment-in-the-books")
    assert made is not None
    assert made.body.assertions[0].rule == "no-payment-in-the-books"


def test_what_was_so_on_or_before_a_day_is_known_at_the_end_of_that_day() -> None:
    made, _ = read(field="ransom_paid", value="no", at="../2026-03-01")
    assert made is not None
    assert made.body.assertions[0].known_at == datetime(2026, 3, 1, 22, 59, 59, tzinfo=UTC)
