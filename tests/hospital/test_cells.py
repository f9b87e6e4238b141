from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from codedark.hospital.cells import V6_FROM, address, number, prefix, read_cell, read_whole_column, selector
from codedark.hospital.faults import CellFault
from codedark.hospital.needs import NOTHING
from codedark.hospital.records import Port, PortRange, Unknown
from codedark.hospital.schema import TABLE_NAMED, TABLES, Kind
from codedark.hospital.words import Basis, Day, Protocol, Role


def cell(table: str, column: str, text: str) -> object:
    return read_cell(TABLE_NAMED[table].column(column), text)


@pytest.mark.parametrize(
    ("table", "column", "text", "value"),
    [
        ("sites", "site", "campus-1.a_b", "campus-1.a_b"),
        ("sites", "beds_recognised", "0", 0),
        ("sites", "beds_recognised", "? closed ward", Unknown("closed ward")),
        ("sites", "beds_recognised", "?", Unknown("not stated")),
        ("sites", "lat", "51,22", 51.22),
        ("sites", "lat", "-90", -90.0),
        ("sites", "ed", "YES", True),
        ("sites", "ed", "0", False),
        ("services", "paper_min", "", Unknown("not stated")),
        ("services", "paper_min", "0", 0.0),
        ("services", "paper_capacity", "1", 1.0),
        ("services", "needs", "", NOTHING),
        ("zones", "site", "", None),
        ("zones", "basis", "", Basis.ASSUMED),
        ("hosts", "role", "Server", Role.SERVER),
        ("operations", "start", "08:15", 495),
        ("operations", "start", "00:00", 0),
        ("operations", "start", "23:59", 1439),
        ("operations", "days", "daily", tuple(Day)),
        ("operations", "days", "thu mon", (Day.MON, Day.THU)),
        ("operations", "due", "2026-01-13", date(2026, 1, 13)),
        ("operations", "needs", "a, b;a c", ("a", "b", "c")),
        ("region_beds", "confirmed_at", "2026-01-13T06:32+01:00",
         datetime(2026, 1, 13, 6, 32, tzinfo=timezone(timedelta(hours=1)))),
        ("applications", "ports", "tcp/443 UDP/any icmp",
         (Port(Protocol.TCP, 443), Port(Protocol.UDP, None), Port(Protocol.ICMP, None))),
        ("conduits", "ports", "443 8000-8080", (PortRange(443, 443), PortRange(8000, 8080))),
        ("conduits", "ports", "any", ()),
        ("conduits", "ports", "0-65535", (PortRange(0, 65535),)),
        ("gates", "on_failure", "", Unknown("not stated")),
    ],
)  # fmt: skip
def test_a_sound_cell_is_read(table: str, column: str, text: str, value: object) -> None:
    assert cell(table, column, text) == value


@pytest.mark.parametrize(
    ("table", "column", "text", "said"),
    [
        ("sites", "site", "", "needed"),
        ("sites", "site", "Spoed é", "'Spoed'"),
        ("sites", "site", "-ward", "'ward'"),
        ("sites", "site", "and", "and-1"),
        ("sites", "site", "x" * 101, "at most 100"),
        ("sites", "name", "=A1", "formula"),
        ("sites", "name", "? who knows", "unknown may not stand here"),
        ("sites", "beds_recognised", "-1", "negative"),
        ("sites", "beds_recognised", "12.0", "whole number"),
        ("sites", "beds_recognised", "1_000", "whole number"),
        ("sites", "beds_recognised", "9" * 13, "whole number"),
        ("sites", "lat", "90.1", "greater than 90"),
        ("sites", "lat", "nan", "not a number"),
        ("sites", "lat", "inf", "not a number"),
        ("sites", "lat", "1e3", "not a number"),
        ("sites", "ed", "maybe", "yes or no"),
        ("services", "paper_min", "-0.1", "negative"),
        ("services", "paper_min", "1,500", "1500 or 1.500"),
        ("services", "paper_capacity", "1.01", "from 0 to 1"),
        ("services", "restore_rank", "0", "less than 1"),
        ("services", "needs", "a and", "ends too early"),
        ("zones", "kind", "clinicl", "clinical"),
        ("zones", "kind", "", "needed"),
        ("hosts", "address", "10.0.0.256", "not an address"),
        ("hosts", "address", "10.0.0.1/24", "not an address"),
        ("hosts", "address", "010.0.0.1", "not an address"),
        ("hosts", "address", "fe80::1%eth0", "not an address"),
        ("zones", "prefixes", "10.0.0.1/24", "10.0.0.0/24"),
        ("zones", "prefixes", "10.0.0.0/33", "not a network"),
        ("operations", "start", "24:00", "time of day"),
        ("operations", "start", "08:60", "time of day"),
        ("operations", "start", "8.25 uur", "time of day"),
        ("operations", "days", "dinsdag", "no day"),
        ("operations", "due", "13/01/2026", "year-month-day"),
        ("operations", "due", "2026-02-30", "not a date"),
        ("operations", "duration_min", "0", "less than 1"),
        ("operations", "needs", " , ; ".strip(), "no name in it"),
        ("region_beds", "confirmed_at", "2026-01-13T06:32", "+01:00"),
        ("applications", "ports", "443", "begin with a protocol"),
        ("applications", "ports", "tcp/443-445", "range"),
        ("applications", "ports", "icmp/3", "no ports"),
        ("conduits", "ports", "65536", "0 to 65535"),
        ("conduits", "ports", "9-8", "smaller first"),
        ("conduits", "ports", "http", "not a port"),
        ("conduits", "from", "role:servr", "server"),
        ("conduits", "from", "role:server@", "no zone"),
        ("conduits", "from", "host:", "not a choice"),
        ("conduits", "from", "ward:3", "not a choice"),
    ],
)  # fmt: skip
def test_a_wrong_cell_says_what_and_the_fix(table: str, column: str, text: str, said: str) -> None:
    with pytest.raises(CellFault) as wrong:
        cell(table, column, text)
    assert said in f"{wrong.value.message} | {wrong.value.fix}"


def test_a_thousand_or_a_fraction_is_asked_not_guessed() -> None:
    assert number("0,5") == 0.5
    assert number("1500") == 1500
    with pytest.raises(CellFault):
        number("1,500")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("*", "*"),
        ("lab", "lab"),
        ("zone:lab", "lab"),
        ("host:ct-1", "host:ct-1"),
        ("role:server", "role:server"),
        ("role:server@lab", "role:server@lab"),
        ("10.1.0.0/16", "10.1.0.0/16"),
        ("10.1.2.3", "10.1.2.3/32"),
        ("fd00::/64", "fd00::/64"),
    ],
)
def test_a_choice_of_hosts_is_read_and_written_back(text: str, said: str) -> None:
    assert str(selector(text)) == said


def test_addresses_are_numbers_with_six_after_four() -> None:
    assert address("255.255.255.255") == V6_FROM - 1
    assert address("::") == V6_FROM
    assert prefix("10.1.2.3").prefixlen == 32


def test_a_whole_column_is_read_as_cell_by_cell_or_not_at_all() -> None:
    hosts = TABLE_NAMED["hosts"]
    for name, sound, wrong in (("host", ["a-1", "b.2"], ["a-1", "b 2"]), ("address", ["10.0.0.1", "1.2.3.4"], ["::1"])):
        column = hosts.column(name)
        assert read_whole_column(column, sound) == [read_cell(column, text) for text in sound]
        assert read_whole_column(column, wrong) is None
    assert read_whole_column(hosts.column("address"), ["10.0.0.1", ""]) is None
    assert read_whole_column(hosts.column("host"), ["and"]) is None
    assert read_whole_column(hosts.column("role"), ["server"]) is None


def test_every_kind_of_the_schema_can_be_read() -> None:
    kinds = {column.kind for table in TABLES for column in table.columns}
    for kind in kinds:
        column = next(c for table in TABLES for c in table.columns if c.kind is kind)
        try:
            read_cell(column, "x")
        except CellFault as fault:
            assert fault.fix
    assert kinds == set(Kind)
