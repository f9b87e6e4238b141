"""A plan as a CACAO playbook: valid, whole, the same for the same plan."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from codedark.formats.cacao import MACHINE, WithoutText, cacao_playbook
from codedark.formats.firewall_record import FirewallTexts
from codedark.formats.firewall_texts import WRITERS, firewall_texts
from codedark.gap.plan import CutPlan, Presumed, Residual
from codedark.hospital.records import ConduitId, GateId, ServiceId, ZoneId
from codedark.hospital.words import GateKind
from tests.formats.firewall_cases import CASES
from tests.formats.firewall_worlds import MAKES

AT = datetime(2026, 1, 13, 6, 32, 1, 250_000, tzinfo=UTC)
SCHEMAS = "data/detections/cacao-json-schemas/schemas"
PLAN = CutPlan(
    presumed=Presumed(hosts=frozenset(), zones=frozenset({ZoneId("office")}), place_unknown=False, why=()),
    cut=tuple(ConduitId(f"results-{k}") for k in range(12)),
    quarantine=(),
    contain=(ZoneId("office"),),
    care_lost_per_h=1.25,
    exposed_care_per_h=0.0,
    bound=1.25,
    optimal=True,
    services_lost=(ServiceId("letters"),),
    residual=(),
    exposed=(),
    fire_min=1.0,
    alternatives=(),
)
NAC = WithoutText(gate="locks", name="Access control", kind=GateKind.NAC)


def _texts(kind: GateKind, case: str = "break-glass", gate: str = "") -> FirewallTexts:
    world = CASES[case]
    from dataclasses import replace

    return firewall_texts(replace(world.book, gate=GateId(gate or f"fw-{kind}")), world.seal, kind)


def _played(texts: list[FirewallTexts], others: list[WithoutText], **more: Any) -> dict[str, Any]:
    from dataclasses import replace

    return cacao_playbook(replace(PLAN, **more), texts, others, hospital="St. Elsewhere", posture="dark", at=AT)


WHOLE = _played([_texts(k) for k in MAKES], [NAC])


def _named(book: dict[str, Any], name: str) -> dict[str, Any]:
    (step,) = (s for s in book["workflow"].values() if s["name"] == name)
    return step  # type: ignore[no-any-return]


@pytest.mark.shared_data(SCHEMAS)
@pytest.mark.parametrize(
    "book",
    [
        WHOLE,
        _played([_texts(GateKind.IOS)], []),
        _played([], [NAC]),
        _played([_texts(GateKind.IOS, "interfaces-not-told")], [NAC]),
    ],
    ids=["whole", "one-gate", "by-hand", "to-fill-in"],
)
def test_a_playbook_is_valid(book: dict[str, Any], shared: Path) -> None:
    import jsonschema

    schemas = _schemas(shared)
    validator = jsonschema.Draft7Validator(_schema(schemas, "playbook.json"), registry=_registry(schemas))
    assert [f"{e.json_path}: {e.message}" for e in validator.iter_errors(book)] == []
    for step in book["workflow"].values():
        for command in step.get("commands", ()):
            one = jsonschema.Draft7Validator(
                _schema(schemas, f"commands/{command['type']}.json"), registry=_registry(schemas)
            )
            assert list(one.iter_errors(command)) == []


@pytest.mark.shared_data(SCHEMAS)
def test_no_property_is_of_our_own_making(shared: Path) -> None:
    """The schemas forbid others in a way that their own draft ignores, so names are compared here."""
    schemas = _schemas(shared)
    for step in WHOLE["workflow"].values():
        assert set(step) <= _properties(schemas, f"workflows/{step['type']}.json")
        for command in step.get("commands", ()):
            assert set(command) <= _properties(schemas, f"commands/{command['type']}.json")
    for kind in ("agent_definitions", "target_definitions"):
        for one in WHOLE[kind].values():
            assert set(one) <= _properties(schemas, f"agent-target/{one['type']}.json")
    assert set(WHOLE) <= _properties(schemas, "playbook.json")


@pytest.mark.shared_data(SCHEMAS)
def test_a_broken_playbook_is_seen_as_broken(shared: Path) -> None:
    import jsonschema

    schemas = _schemas(shared)
    validator = jsonschema.Draft7Validator(_schema(schemas, "playbook.json"), registry=_registry(schemas))
    assert list(validator.iter_errors({**WHOLE, "created": "this morning"}))
    assert list(validator.iter_errors({k: v for k, v in WHOLE.items() if k != "workflow"}))


def _schemas(shared: Path) -> dict[str, Any]:
    return {
        schema["$id"]: schema
        for path in sorted((shared / SCHEMAS).rglob("*.json"))
        for schema in [json.loads(path.read_text(encoding="utf-8"))]
    }


def _schema(schemas: dict[str, Any], name: str) -> Any:
    return next(s for key, s in schemas.items() if key.endswith(f"/schemas/{name}"))


def _registry(schemas: dict[str, Any]) -> Any:
    from referencing import Registry, Resource

    return Registry().with_resources((key, Resource.from_contents(s)) for key, s in schemas.items())


def _properties(schemas: dict[str, Any], name: str) -> set[str]:
    """Every property a schema knows, those it inherits included."""
    found: set[str] = set()
    waiting = [_schema(schemas, name)]
    while waiting:
        one = waiting.pop()
        found |= set(one.get("properties", ()))
        waiting += one.get("allOf", ())
        if "$ref" in one:
            waiting.append(_schema(schemas, _beside(name, one["$ref"])))
    return found


def _beside(name: str, reference: str) -> str:
    """A reference from one schema to another, as a name from the top."""
    if reference.startswith("../"):
        return reference.removeprefix("../")
    return f"{name.split('/', maxsplit=1)[0]}/{reference.removeprefix('./')}"


def test_every_step_leads_to_a_step_and_every_step_is_led_to() -> None:
    for book in (WHOLE, _played([_texts(GateKind.ASA)], [])):
        steps = book["workflow"]
        led = {book["workflow_start"]}
        for step in steps.values():
            for key in ("on_completion", "on_true", "on_false"):
                led |= {step[key]} if key in step else set()
            led |= set(step.get("next_steps", ()))
        assert led == set(steps)


def test_every_branch_has_an_end_of_its_own() -> None:
    """Of a parallel step, and of a condition."""
    steps = WHOLE["workflow"]

    def end_of(step: str) -> str:
        while steps[step]["type"] != "end":
            step = steps[step]["on_completion"]
        return step

    branches = [s for step in steps.values() for s in step.get("next_steps", ())]
    branches += [step[key] for step in steps.values() for key in ("on_true", "on_false") if key in step]
    ends = [end_of(b) for b in branches]
    assert len(ends) == len(set(ends)) == len(MAKES) + 1 + 2 * len(MAKES)


def test_nothing_fires_before_somebody_authorised_it() -> None:
    first = WHOLE["workflow"][WHOLE["workflow"][WHOLE["workflow_start"]]["on_completion"]]
    assert first["name"] == "authorise" and first["commands"][0]["type"] == "manual"
    assert "1.25 an hour" in first["commands"][0]["command"] and "letters" in first["commands"][0]["command"]


@pytest.mark.parametrize("kind", MAKES)
def test_a_gate_gets_exactly_its_texts(kind: GateKind) -> None:
    texts = _texts(kind)
    (command,) = _named(WHOLE, f"fire fw-{kind}")["commands"]
    assert command["type"] == MACHINE[kind] and b64decode(command["command_b64"]).decode() == texts.fire
    assert (f"flush sessions fw-{kind}" in {s["name"] for s in WHOLE["workflow"].values()}) == bool(
        texts.flush_sessions
    )


def test_what_is_to_be_filled_in_is_for_a_person() -> None:
    book = _played([_texts(GateKind.IOS, "interfaces-not-told")], [])
    (command,) = _named(book, "fire fw-ios")["commands"]
    assert command["type"] == "manual" and "<<interface of any-2>>" in command["command"]
    assert book["playbook_processing_summary"]["manual_playbook"] is True


def test_the_summary_says_what_is_used() -> None:
    assert WHOLE["playbook_processing_summary"]["parallel_processing"] is True
    assert _played([], [NAC])["playbook_processing_summary"]["parallel_processing"] is False
    activities = {c["playbook_activity"] for s in WHOLE["workflow"].values() for c in s.get("commands", ())}
    assert set(WHOLE["playbook_activities"]) == activities


def test_the_same_plan_is_the_same_bytes_and_another_cut_another_playbook() -> None:
    again = _played([_texts(k) for k in MAKES], [NAC])
    assert json.dumps(again) == json.dumps(WHOLE) and WHOLE["created"] == "2026-01-13T06:32:01.250Z"
    assert _played([_texts(k) for k in MAKES], [NAC], cut=(ConduitId("other"),))["id"] != WHOLE["id"]


def test_paths_left_open_are_said() -> None:
    left = Residual(suspect="ws-1", core=ZoneId("records"), path=("office", "records"), why="no gate")
    book = _played([_texts(GateKind.IOS)], [], residual=(left,))
    assert "NOT closed: 1 paths" in book["description"] and "residual paths to core" in book["labels"]


def test_a_gate_without_texts_is_told_to_somebody() -> None:
    (command,) = _named(WHOLE, "cut locks")["commands"]
    assert command["command"] == "Access control (nac): cut it by hand, by its cable card."


def test_no_gate_is_no_playbook() -> None:
    with pytest.raises(ValueError, match="no gate"):
        _played([], [])


def test_every_make_with_texts_is_run_by_something() -> None:
    assert set(MACHINE) == set(WRITERS)
