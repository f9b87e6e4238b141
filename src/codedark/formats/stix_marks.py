"""What a STIX bundle is marked with, and the extensions it uses: ids of standards, and our own.

Sources: TLP 2.0 markings and their extension, and the incident core extension, from the OASIS committee's common object
repository (ids as facts); the five TLP ids are those of the CACAO markings too. Our own ids are drawn once and fixed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5

from codedark.formats.export_told import Tlp
from codedark.record.attack_techniques import COPYRIGHT

NAMESPACE = UUID("6f5d3b8e-9c41-5e0a-8d27-3a1c64f0b952")
"""Under which ids of ours are made: the same record always gives the same ids."""
INCIDENT_CORE = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
TLP_2 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP = MappingProxyType(
    {
        Tlp.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
        Tlp.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        Tlp.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        Tlp.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
        Tlp.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
    }
)
_BORN = "2026-11-27T00:00:00.000Z"
"""Of our own fixed objects."""


def stix_time(at: datetime) -> str:
    """A moment as STIX writes it.

    >>> stix_time(datetime(2026, 3, 3, 5, 30, tzinfo=UTC))
    '2026-03-03T05:30:00.000Z'
    """
    moment = at.astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def stix_id(kind: str, *parts: str) -> str:
    """An id that is the same for the same parts."""
    return f"{kind}--{uuid5(NAMESPACE, chr(0).join((kind, *parts)))}"


MAKER = stix_id("identity", "codedark")
OURS = stix_id("extension-definition", "assertion", "1")
"""Our extension: what a note says, as the record holds it."""
ATTACK_STATEMENT = stix_id("marking-definition", "attack", COPYRIGHT)


def tlp_marking(tlp: Tlp) -> dict[str, Any]:
    """The marking object of a level."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": _TLP[tlp],
        "created": "2022-10-01T00:00:00.000Z",
        "name": f"TLP:{tlp}",
        "extensions": {TLP_2: {"extension_type": "property-extension", "tlp_2_0": tlp.lower()}},
    }


def attack_marking() -> dict[str, Any]:
    """The copyright line that goes with names of techniques."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": ATTACK_STATEMENT,
        "created": _BORN,
        "definition_type": "statement",
        "definition": {"statement": COPYRIGHT},
    }


def maker() -> dict[str, Any]:
    """Who defines our extension."""
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": MAKER,
        "created": _BORN,
        "modified": _BORN,
        "name": "codedark",
        "identity_class": "system",
    }


def extension_definition() -> dict[str, Any]:
    """What our extension means; in every bundle, so that it explains itself."""
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": OURS,
        "created": _BORN,
        "modified": _BORN,
        "created_by_ref": MAKER,
        "name": "codedark assertion",
        "description": "One statement about an incident, as its record holds it: field, value, qualifier, period, "
        "status (stated, inferred, unknown and others), attribution, who says so, valid and known time. On a note.",
        "schema": "Property `assertion`: an object with `id`, `field`, `value`, `status`, `qualifier`, `about`, "
        "`scope`, `period` {`when`, `kind`}, `valid`, `known_at`, `by`, `attribution`, `wording`, `rule`, `reason`, "
        "`details`; times are EDTF (ISO 8601-2) or RFC 3339; what is empty is left out. Property `standing`: `leads` "
        "or `differs`. Property `not_carried`: a list of {`field`, `about`, `why`, `assertion`, `as_text`}.",
        "version": "1.0",
        "extension_types": ["property-extension"],
    }
