"""An inventory from whatever program, told apart by what stands in it."""

from __future__ import annotations

import json
from typing import Any

from codedark.hospital.faults import BadHospital, CellFault, Fault
from codedark.hospital.machines import Inventory

MAX_TREE_BYTES = 128 * 2**20
"""XML and JSON become trees in memory, some ten times their size."""


def read_inventory(name: str, raw: bytes) -> Inventory:
    r"""The machines a file tells: a CSV table, an xlsx or ods workbook, nmap XML, GLPI or NetBox JSON.

    Args:
        name: the file as the person knows it: it stands in every row's source.
        raw: its bytes.
    Returns:
        Machines in file order, not yet joined, and notes on what was left out.
    Raises:
        BadHospital: none of these, too large, damaged, or a table without a column for names or addresses.

    >>> read_inventory("list.csv", b"Hostname;IP address\nct-1;10.0.0.5\n").machines[0].source
    'list.csv, row 2'
    """
    try:
        return _read(name, raw)
    except CellFault as fault:
        raise BadHospital([Fault(file=name, message=fault.message, fix=fault.fix)]) from None


def _read(name: str, raw: bytes) -> Inventory:
    if raw[:2] == b"\x1f\x8b":
        raise CellFault("compressed with gzip", "unpack it first (gunzip, 7-Zip) and name what comes out")
    start = raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if raw[:4] == b"PK\x03\x04":
        from codedark.formats.inventory_table import read_workbook_table

        return read_workbook_table(name, raw)
    if start[:1] == b"<":
        from codedark.formats.nmap import read_nmap

        return read_nmap(name, _small(raw))
    if start[:1] in (b"{", b"["):
        return _read_json(name, _small(raw))
    from codedark.formats.inventory_table import read_csv_table

    return read_csv_table(name, raw)


def _small(raw: bytes) -> bytes:
    if len(raw) > MAX_TREE_BYTES:
        message = f"{len(raw) / 2**20:,.0f} MB; at most {MAX_TREE_BYTES // 2**20} MB of XML or JSON are read"
        raise CellFault(message, "export a part, or export it as CSV")
    return raw


def _read_json(name: str, raw: bytes) -> Inventory:
    from codedark.formats.glpi import is_glpi, read_glpi
    from codedark.formats.netbox import is_netbox, read_netbox

    told = _loaded(raw)
    if is_glpi(told):
        return read_glpi(name, told)
    if is_netbox(told):
        return read_netbox(name, told)
    raise CellFault("JSON, but neither of GLPI nor of NetBox", "export it as CSV with the columns name and address")


def _loaded(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as wrong:
        raise CellFault(f"not JSON ({wrong})", "export it again") from None
