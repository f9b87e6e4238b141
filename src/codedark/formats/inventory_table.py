"""A table of machines as people and asset programs keep it: any usual column names, CSV or a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from unicodedata import combining, normalize

from codedark.hospital.csvtext import read_csv
from codedark.hospital.faults import BadHospital, CellFault
from codedark.hospital.gathered import Gathered
from codedark.hospital.machines import Inventory, Machine
from codedark.hospital.records import Address
from codedark.hospital.sheet import Sheet, sheet_of
from codedark.hospital.words import Basis
from codedark.hospital.workbook import grids_of

USUAL: dict[str, tuple[str, ...]] = {
    "name": (
        "host", "hostname", "host name", "name", "computer name", "computername", "dnshostname", "dns name", "fqdn",
        "device name", "device", "asset name", "asset", "machine", "computer", "server", "ci", "display name",
        "system name",
    ),
    "address": (
        "address", "ip", "ip address", "ipaddress", "ipv4", "ipv4address", "ipv4 address", "ip addresses",
        "primary ip", "primary ip4", "ip addr",
        "ipv6", "ipv6address", "ipv6 address", "adresse ip", "ip adres",
    ),
    "system": (
        "os", "operating system", "operatingsystem", "system", "platform", "os name", "osname",
        "besturingssysteem", "systeme d exploitation",
    ),
    "zone": ("zone", "vlan", "vlan name", "segment", "network", "network name", "subnet", "netwerk", "reseau"),
    "site": ("site", "campus", "location", "building", "lieu", "locatie"),
    "role": (
        "role", "device role", "type", "device type", "class", "category", "sys class name", "function", "functie",
    ),
}  # fmt: skip
"""What we take -> headers under which it is usually found, without capitals and marks; the first one found counts."""


def read_csv_table(name: str, raw: bytes) -> Inventory:
    r"""Machines of a CSV file (comma or semicolon, UTF-8).

    >>> read_csv_table("list.csv", b"Host name;IP\nct-1;10.0.0.5\n").machines[0].name
    'ct-1'
    """
    faults = Gathered()
    sheet = read_csv(name, raw, faults)
    if sheet is None or faults.faults:
        faults.stop()
    return _machines(sheet)


def read_workbook_table(name: str, raw: bytes) -> Inventory:
    """Machines of the first sheet of a workbook that has a column for names or addresses."""
    faults = Gathered()
    sheets = [
        sheet
        for grid in grids_of(name, raw, faults) or ()
        if any(any(line) for line in grid.lines)
        and (sheet := sheet_of(f"{name}[{grid.name}]", grid.lines, faults)) is not None
    ]
    faults.stop_if_any()
    for sheet in sheets:
        if _columns(sheet).keys() & {"name", "address"}:
            return _machines(sheet)
    raise CellFault("no sheet has a column for names or addresses", _expected())


def _expected() -> str:
    return "name one column 'name' or 'hostname', or one 'address' or 'ip address'"


def _plain(header: str) -> str:
    plain = "".join(letter for letter in normalize("NFKD", header.lower()) if not combining(letter))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def _columns(sheet: Sheet) -> dict[str, str]:
    """What we take -> the sheet's own column for it."""
    headers = {_plain(header): header for header in reversed(sheet.columns)}
    found: dict[str, str] = {}
    for wanted, usual in USUAL.items():
        if (header := next((headers[u] for u in usual if u in headers), None)) is not None:
            found[wanted] = header
    return found


def _machines(sheet: Sheet) -> Inventory:
    columns = _columns(sheet)
    if not columns.keys() & {"name", "address"}:
        raise CellFault(f"no column for names or addresses among {', '.join(sheet.columns)[:300]}", _expected())
    unused = [header for header in sheet.columns if header not in columns.values()]
    notes = [f"{sheet.file}: columns not used: {', '.join(unused)}"] if unused else []
    odd: list[int] = []
    machines = list(_rows(sheet, columns, odd))
    left = len(sheet) - len(machines)
    if left:
        said = "row with" if left == 1 else "rows with"
        notes.append(f"{sheet.file}: {left:,} {said} neither name nor address left out")
    if odd:
        rows = ", ".join(map(str, odd[:5])) + (f" and {len(odd) - 5:,} more" if len(odd) > 5 else "")
        notes.append(f"{sheet.file}: no address could be read in row{'s' * (len(odd) > 1)} {rows}; taken as not told")
    return Inventory(tuple(machines), tuple(notes))


def _rows(sheet: Sheet, columns: dict[str, str], odd: list[int]) -> Iterator[Machine]:
    for i in range(len(sheet)):
        row = sheet.row(i)
        cell = {wanted: row[header] for wanted, header in columns.items()}
        _refuse_formulas(sheet, i, cell.values())
        address = first_address(cell.get("address", ""))
        if address is None and cell.get("address"):
            odd.append(sheet.numbers[i])
        if not cell.get("name") and address is None:
            continue
        yield Machine(
            name=cell.get("name", ""),
            address=address,
            system=cell.get("system", ""),
            zone=cell.get("zone", ""),
            site=cell.get("site", ""),
            role=cell.get("role", ""),
            basis=Basis.STATED,
            source=f"{sheet.file}, row {sheet.numbers[i]}",
        )


def _refuse_formulas(sheet: Sheet, i: int, cells: Iterable[str]) -> None:
    if any(cell.startswith("=") for cell in cells):
        faults = Gathered()
        fix = "put the values there (copy, then paste as values)"
        faults.add(sheet.file, "a formula; formulas are not run", fix, row=sheet.numbers[i])
        raise BadHospital(faults.faults)


def first_address(text: str) -> Address | None:
    """The first address in a cell that may hold several, or one with a mask; None when there is none.

    >>> first_address("10.1.2.3/24, fe80::1")
    IPv4Address('10.1.2.3')
    """
    for part in re.split(r"[\s,;|]+", text):
        try:
            return ip_address(part.split("/", 1)[0])
        except ValueError:
            continue
    return None
