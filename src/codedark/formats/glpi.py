"""An inventory of GLPI's agent: one JSON file a machine (inventory format, `itemtype` and `content`)."""

from __future__ import annotations

from typing import Any

from codedark.formats.inventory_table import first_address
from codedark.hospital.machines import Inventory, Machine
from codedark.hospital.records import Address
from codedark.hospital.words import Basis

_ROLES = {"NetworkEquipment": "network", "Printer": "printer", "Phone": "phone", "Computer": "computer"}


def is_glpi(told: Any) -> bool:
    """Whether a JSON document is such an inventory."""
    return (
        isinstance(told, dict) and isinstance(told.get("content"), dict) and ("itemtype" in told or "deviceid" in told)
    )


def read_glpi(name: str, told: Any) -> Inventory:
    """The machine a file tells; a note, and no machine, when it has neither name nor address.

    >>> read_glpi("a.json", {"content": {"hardware": {"name": "pc-1"}}}).machines[0].name
    'pc-1'
    """
    content = told["content"]
    hardware, device = _dict(content.get("hardware")), _first(content.get("network_device"))
    called = _text(hardware.get("name")) or _text(device.get("name"))
    address = _own_address(content, device)
    if not called and address is None:
        return Inventory((), (f"{name}: a GLPI inventory with neither name nor address; left out",))
    system = _dict(content.get("operatingsystem"))
    machine = Machine(
        name=called,
        address=address,
        system=_text(system.get("full_name")) or _text(system.get("name")) or _text(device.get("model")),
        role=_ROLES.get(_text(told.get("itemtype")) or ("Computer" if hardware else ""), ""),
        basis=Basis.OBSERVED,
        source=f"{name} (GLPI)",
    )
    return Inventory((machine,))


def _own_address(content: dict[str, Any], device: dict[str, Any]) -> Address | None:
    """The first address of the machine itself that is neither loopback nor link-local."""
    networks = content.get("networks")
    told = [_dict(n).get("ip") or _dict(n).get("ipaddress") for n in (networks if isinstance(networks, list) else ())]
    ips = device.get("ips")
    for text in [*(ips if isinstance(ips, list) else ()), *told]:
        found = first_address(_text(text))
        if found is not None and not (found.is_loopback or found.is_link_local or found.is_unspecified):
            return found
    return None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _first(value: Any) -> dict[str, Any]:
    return _dict(value[0]) if isinstance(value, list) and value else _dict(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
