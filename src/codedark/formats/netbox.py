"""Devices and virtual machines of NetBox: a dump of its database as JSON, or a page of its REST interface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codedark.formats.inventory_table import first_address
from codedark.hospital.machines import Inventory, Machine
from codedark.hospital.words import Basis

_MACHINES = ("dcim.device", "virtualization.virtualmachine")


def is_netbox(told: Any) -> bool:
    """Whether a JSON document is a dump (a list of `model`, `pk`, `fields`) or a page (`results` of devices)."""
    rows = _results(told) if isinstance(told, dict) else told
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
        return False
    return "model" in rows[0] and "fields" in rows[0] if isinstance(told, list) else "primary_ip" in rows[0]


def read_netbox(name: str, told: Any) -> Inventory:
    """Machines with their primary address, site, role and platform; those without a name are left out with a note.

    >>> page = {"results": [{"name": "r1", "primary_ip": {"address": "10.0.0.1/24"}}]}
    >>> read_netbox("p.json", page).machines[0].address
    IPv4Address('10.0.0.1')
    """
    machines = list(_of_dump(name, told) if isinstance(told, list) else _of_page(name, told))
    named = tuple(machine for machine in machines if machine.name)
    left = len(machines) - len(named)
    notes = (f"{name}: {left:,} devices without a name were left out",) if left else ()
    return Inventory(named, notes)


def _results(told: dict[str, Any]) -> Any:
    return told.get("results")


def _of_dump(name: str, told: list[Any]) -> Iterator[Machine]:
    rows: dict[tuple[str, Any], dict[str, Any]] = {}
    for row in told:
        if isinstance(row, dict) and isinstance(row.get("fields"), dict):
            rows[str(row.get("model")), _key(row.get("pk"))] = row["fields"]
    assigned = _assigned(rows)
    for (model, key), fields in rows.items():
        if model not in _MACHINES:
            continue
        primary = rows.get(("ipam.ipaddress", _key(fields.get("primary_ip4") or fields.get("primary_ip6"))), {})
        address = primary.get("address") or assigned.get((model, key), "")
        role = _named(rows, ("dcim.devicerole",), fields.get("role", fields.get("device_role")))
        yield Machine(
            name=_text(fields.get("name")),
            address=first_address(_text(address)),
            system=_named(rows, ("dcim.platform",), fields.get("platform")),
            site=_named(rows, ("dcim.site",), fields.get("site")),
            role=role or ("virtual machine" if model == _MACHINES[1] else ""),
            basis=Basis.STATED,
            source=f"{name}, {model} {key}",
        )


def _assigned(rows: dict[tuple[str, Any], dict[str, Any]]) -> dict[tuple[str, Any], str]:
    """Machine -> the first address on one of its interfaces.

    A dump tells an interface's type by a number of its own, so interfaces are found by key alone, and those whose key
    a device's and a virtual machine's interface share are left out.
    """
    owner: dict[Any, tuple[str, Any]] = {}
    both: set[Any] = set()
    for (model, key), fields in rows.items():
        if model in ("dcim.interface", "virtualization.vminterface"):
            kind, field = (_MACHINES[0], "device") if model == "dcim.interface" else (_MACHINES[1], "virtual_machine")
            if key in owner:
                both.add(key)
            owner[key] = (kind, _key(fields.get(field)))
    found: dict[tuple[str, Any], str] = {}
    for (model, _), fields in rows.items():
        if model != "ipam.ipaddress":
            continue
        at, address = _key(fields.get("assigned_object_id")), _text(fields.get("address"))
        if at in owner and at not in both:
            found.setdefault(owner[at], address)
    return found


def _of_page(name: str, told: dict[str, Any]) -> Iterator[Machine]:
    for number, row in enumerate(_results(told), start=1):
        if not isinstance(row, dict):
            continue
        primary = row.get("primary_ip")
        yield Machine(
            name=_text(row.get("name")),
            address=first_address(_text(primary.get("address")) if isinstance(primary, dict) else ""),
            system=_label(row.get("platform")),
            site=_label(row.get("site")),
            role=_label(row.get("role", row.get("device_role"))),
            basis=Basis.STATED,
            source=f"{name}, result {number}",
        )


def _key(value: Any) -> Any:
    return value if isinstance(value, (int, str)) else None


def _named(rows: dict[tuple[str, Any], dict[str, Any]], models: tuple[str, ...], key: Any) -> str:
    return next((_text(rows[model, _key(key)].get("name")) for model in models if (model, _key(key)) in rows), "")


def _label(value: Any) -> str:
    return _text(value.get("name") or value.get("display")) if isinstance(value, dict) else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
