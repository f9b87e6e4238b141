"""MISP's object templates that an incident fills, as far as we use them: ids, versions, and the type of each attribute.

Source: the MISP project's object templates (CC0), names and types as facts. A test compares them with the templates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from codedark.formats.stix_marks import stix_id


@dataclass(frozen=True, slots=True)
class Template:
    """One object template."""

    uuid: str
    version: int
    types: MappingProxyType[str, str]
    """Attribute -> MISP type, of those we fill."""
    required: tuple[str, ...]
    """Of these at least one."""


def _template(uuid: str, version: int, required: tuple[str, ...], **types: str) -> Template:
    return Template(uuid, version, MappingProxyType(types), required)


_SPAN = {
    "start_time": "datetime",
    "start_time_fidelity": "text",
    "end_time": "datetime",
    "end_time_fidelity": "text",
    "description": "text",
}
TEMPLATES = MappingProxyType(
    {
        "incident": _template(
            "38597424-f9bb-4865-9b4b-819172df0334",
            1,
            ("name",),
            name="text",
            description="text",
            incident_type="text",
            determination="text",
            investigation_status="text",
        ),
        "victim": _template(
            "a8806e40-39ad-435f-be02-ac2a13d6fc7d",
            10,
            ("name", "regions", "sectors"),
            name="target-org",
            regions="target-location",
            sectors="text",
            classification="text",
        ),
        "availability-impact": _template(
            "19b4394a-46a9-4196-a30c-080eaed06273", 1, ("availability_impact",), availability_impact="text", **_SPAN
        ),
        "external-impact": _template(
            "4ac36991-9333-4ada-8e17-bcbeb988160a", 1, ("impact_type",), impact_type="text", **_SPAN
        ),
        "confidentiality-impact": _template(
            "b0027f13-56e4-4c85-9632-3cf81208429b",
            1,
            ("loss_type",),
            loss_type="text",
            record_count="counter",
            **_SPAN,
        ),
        "monetary-impact": _template(
            "3376296c-c1ef-4847-979f-2bfc49aa983e", 1, ("variety",), variety="text", description="text"
        ),
    }
)

Misp = dict[str, Any]
"""One object or attribute of MISP."""


def misp_uuid(*parts: str) -> str:
    """An id that is the same for the same parts."""
    return stix_id("misp", *parts).partition("--")[2]


def epoch(at: datetime) -> str:
    """A moment as MISP's timestamps.

    >>> from datetime import UTC
    >>> epoch(datetime(2026, 3, 3, tzinfo=UTC))
    '1772496000'
    """
    return str(int(at.timestamp()))


def attribute(incident: str, at: datetime, kind: str, category: str, value: str, **more: Any) -> Misp:
    """An attribute that is shown to whoever is shown the event.

    Args:
        incident: the incident's id, part of the attribute's own.
        more: `comment`, `to_ids`, `object_relation`; `key` sets alike attributes apart.
    """
    key = more.pop("key", "")
    return {
        "uuid": misp_uuid(incident, kind, value, key),
        "type": kind,
        "category": category,
        "value": value,
        "to_ids": more.pop("to_ids", False),
        "disable_correlation": kind in ("comment", "text", "datetime", "counter"),
        "distribution": "5",
        "timestamp": epoch(at),
        **more,
    }


def filled(incident: str, at: datetime, name: str, told: Sequence[tuple[str, str]], comment: str = "") -> Misp:
    """An object of a template.

    Args:
        told: attribute and value; an attribute may stand there several times.
    Raises:
        ValueError: an attribute the template has not, or none of those it requires.
    """
    template = TEMPLATES[name]
    unknown = [relation for relation, _ in told if relation not in template.types]
    if unknown or not any(relation in template.required for relation, _ in told):
        raise ValueError(f"{name}: {unknown or 'nothing'} of {list(template.required)}: fill what the template has")
    return {
        "uuid": misp_uuid(incident, name, *(value for _, value in told)),
        "name": name,
        "meta-category": "misc",
        "template_uuid": template.uuid,
        "template_version": str(template.version),
        "distribution": "5",
        "timestamp": epoch(at),
        "comment": comment,
        "Attribute": [
            attribute(
                incident,
                at,
                template.types[relation],
                "Targeting data" if template.types[relation].startswith("target-") else "Other",
                value,
                object_relation=relation,
                key=f"{name} {relation} {nth}",
            )
            for nth, (relation, value) in enumerate(told)
        ],
    }
