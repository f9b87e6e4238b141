"""Which fields stand in which section of a report, and which are listed even when the record says nothing of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codedark.record.fields import FIELD, FIELDS, TACTICS, Section
from codedark.record.report import Part, Row
from codedark.record.view import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """One section."""

    key: str
    always: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    """Listed where the record says something."""


def _others(section: Section, *always: str) -> tuple[str, ...]:
    return tuple(field.name for field in FIELDS if field.section is section and field.name not in always)


_DETAILS = ("discovered_at", "onset_at", "organisation", "sector", "geography", "attack_type")
_IMPACT = ("financial", "data_breach", "operational", "reputational")
_CLINICAL = ("operations_cancelled", "patients_transferred", "ed_status", "service_status", "harm")
_LATER = ("data_exfiltrated",)
"""Set under the timeline, as reports of this form do, though it belongs to the impact."""

PLANS: tuple[_Plan, ...] = (
    _Plan(key="details", always=_DETAILS, told=_others(Section.DETAILS, *_DETAILS)),
    _Plan(key="initial-access", always=("initial_access_at", "initial_access_vector", "initial_access_details")),
    _Plan(key="lateral-movement", always=("lateral_movement",)),
    _Plan(key="exfiltration-impact", always=(*_LATER, "impact_summary")),
    _Plan(
        key="detection-response",
        always=("detection", "response_summary"),
        told=("servers_shutdown_at", "recovered"),
    ),
    _Plan(key="method", always=("technique",), told=("method_note",)),
    _Plan(key="impact", always=_IMPACT, told=_others(Section.IMPACT, *_IMPACT, *_LATER)),
    _Plan(key="clinical", always=_CLINICAL, told=_others(Section.CLINICAL, *_CLINICAL)),
    _Plan(key="indicators", told=_others(Section.INDICATORS)),
    _Plan(key="response", always=("containment", "eradication", "recovery")),
    _Plan(key="lessons", told=("lesson",)),
    _Plan(key="recommendations", told=("recommendation",)),
)
TACTICS_ALWAYS = tuple(tactic for tactic in TACTICS if tactic not in ("execution", "command-and-control"))
"""Ten rows that stand in every report; the two others where the record says something."""
UNDER = dict.fromkeys(("initial-access", "lateral-movement", "exfiltration-impact", "detection-response"), "timeline")
"""Sections that stand under another."""


def parts(standings: Sequence[Standing]) -> tuple[Part, ...]:
    """Standings set in their sections; a field nobody knows stands with the details of the incident.

    Args:
        standings: of a view, in its order.
    Returns:
        Every section, in the report's order; of fields that are always listed a row without standing where nothing is
        said.
    """
    by_field: dict[str, list[Standing]] = {}
    for standing in standings:
        by_field.setdefault(standing.key.field, []).append(standing)
    strange = [standing for standing in standings if standing.key.field not in FIELD]
    made = [Part(key=plan.key, rows=tuple(_rows(plan, by_field))) for plan in PLANS]
    first = made[0]
    return (Part(key=first.key, rows=(*first.rows, *(row(standing) for standing in strange))), *made[1:])


def _rows(plan: _Plan, by_field: Mapping[str, list[Standing]]) -> Iterator[Row]:
    for name in sorted((*plan.always, *plan.told), key=_place):
        told = by_field.get(name, [])
        if name == "technique":
            yield from _tactics(told)
        elif told:
            yield from (row(standing) for standing in told)
        elif name in plan.always:
            yield Row(field=name)


def _place(name: str) -> int:
    return -1 if name in _LATER else _ORDER[name]


_ORDER = {field.name: place for place, field in enumerate(FIELDS)}


def _tactics(told: Sequence[Standing]) -> Iterator[Row]:
    names = [*TACTICS, *dict.fromkeys(s.key.about for s in told if s.key.about not in TACTICS)]
    for tactic in names:
        here = [standing for standing in told if standing.key.about == tactic]
        yield from (row(standing) for standing in here)
        if not here and tactic in TACTICS_ALWAYS:
            yield Row(field="technique", about=tactic)


def row(standing: Standing) -> Row:
    """A line of what is said about one thing."""
    return Row(field=standing.key.field, about=standing.key.about, standing=standing)
