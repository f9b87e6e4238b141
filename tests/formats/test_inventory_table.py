from __future__ import annotations

import pytest

from codedark.formats.inventory_table import USUAL, first_address, read_csv_table, read_workbook_table
from tests.hospital.books import xlsx


@pytest.mark.parametrize(
    "head",
    [
        "name,ip",
        "Host Name,IP-Address",
        "Computer name,IPv4Address",
        "dnsHostName,ipv4_address",
        "ci,Adresse IP",
        "DISPLAY_NAME,primary ip",
    ],
)
def test_usual_headers_are_known_in_any_dress(head: str) -> None:
    (machine,) = read_csv_table("f", f"{head}\na,10.0.0.1\n".encode()).machines
    assert (machine.name, str(machine.address)) == ("a", "10.0.0.1")


def test_a_servicenow_export_is_read() -> None:
    raw = (
        b'"sys_id","name","sys_class_name","ip_address","fqdn","operational_status","os","location"\n'
        b'"9f","lis-srv1","cmdb_ci_server","10.1.1.5","lis-srv1.x","1","Windows Server 2019","north"\n'
    )
    found = read_csv_table("cmdb.csv", raw)
    (machine,) = found.machines
    assert (machine.name, machine.role, machine.system, machine.site) == (
        "lis-srv1", "cmdb_ci_server", "Windows Server 2019", "north",
    )  # fmt: skip
    assert found.notes == ("cmdb.csv: columns not used: sys_id, fqdn, operational_status",)


def test_no_row_and_no_column_is_dropped_silently() -> None:
    found = read_csv_table("f", b"name,ip,serial\na,dhcp,1\n,,2\nb,10.0.0.1,3\n")
    assert [machine.name for machine in found.machines] == ["a", "b"]
    assert list(found.notes) == [
        "f: columns not used: serial",
        "f: 1 row with neither name nor address left out",
        "f: no address could be read in row 2; taken as not told",
    ]


def test_the_first_sheet_with_machines_counts() -> None:
    raw = xlsx({"cover": [["Inventory of 2026"]], "list": [["host", "ip"], ["a", "10.0.0.1"]]})
    assert [machine.source for machine in read_workbook_table("f", raw).machines] == ["f[list], row 2"]


@pytest.mark.parametrize(
    ("text", "address"),
    [("10.0.0.1", "10.0.0.1"), ("10.0.0.1/24", "10.0.0.1"), ("n/a, fd00::1", "fd00::1"), ("dhcp", None), ("", None)],
)
def test_the_first_address_in_a_cell_is_found(text: str, address: str | None) -> None:
    assert str(first_address(text)) == str(address)


def test_a_header_means_one_thing() -> None:
    headers = [header for usual in USUAL.values() for header in usual]
    assert len(headers) == len(set(headers))
    assert all(header == header.lower().strip() for header in headers)
