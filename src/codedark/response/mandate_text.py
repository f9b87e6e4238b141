"""A mandate written out as TOML, one way only: what is read back is the same mandate."""

from __future__ import annotations

from typing import Any

import tomli_w

from codedark.response.mandate import Hours, Mandate, Office, Revoked, Right, clock


def mandate_toml(mandate: Mandate) -> bytes:
    """The bytes of `mandate.toml`. The owner signs these bytes: one changed undoes it."""
    top: dict[str, Any] = {
        "version": mandate.version,
        "valid_from": mandate.valid_from,
        "valid_until": mandate.valid_until,
        "source": mandate.source,
        "owner": {"role": mandate.owner, "key": mandate.owner_key},
        "offices": [_office(office) for office in mandate.offices],
        "rights": [_right(right) for right in mandate.rights],
        "hold": {"alone_min": mandate.hold.alone_min, "owner_max_h": mandate.hold.owner_max_h},
        "confirm": {"persons": mandate.confirm.persons, "clinical": mandate.confirm.clinical},
        "night": {**_hours(mandate.night.hours), "weekend": mandate.night.weekend},
        "automatic": {
            "key": mandate.automatic.key,
            "plans": list(mandate.automatic.plans),
            "care_limit_24h": mandate.automatic.care_limit_24h,
            "posture_max": int(mandate.automatic.posture_max),
        },
        "revoked": [_revoked(gone) for gone in mandate.revoked],
    }
    return tomli_w.dumps(top).encode()


def _office(office: Office) -> dict[str, Any]:
    return {"role": office.role, "title": office.title, "clinical": office.clinical, "keys": list(office.keys)}


def _right(right: Right) -> dict[str, Any]:
    return {
        "role": right.role,
        "may": [act.value for act in right.may],
        "posture_max": int(right.posture_max),
        "days": [day.value for day in right.days],
        **_hours(right.hours),
    }


def _hours(hours: Hours) -> dict[str, str]:
    return {"from": clock(hours.from_min), "to": clock(hours.to_min)}


def _revoked(gone: Revoked) -> dict[str, Any]:
    return {"key": gone.key, "since": gone.since, "why": gone.why}
