"""Bytes of a folder in, a `Hospital` or all its faults out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from codedark.hospital.addresses import check_addresses
from codedark.hospital.consistency import check_consistency
from codedark.hospital.csvtext import read_csv
from codedark.hospital.gathered import Gathered
from codedark.hospital.host_columns import hosts_of
from codedark.hospital.layout import SETTINGS, sorted_out
from codedark.hospital.records import Hospital
from codedark.hospital.references import check_references
from codedark.hospital.rows import records_of
from codedark.hospital.schema import TABLES
from codedark.hospital.settings import Settings
from codedark.hospital.settings_file import read_settings
from codedark.hospital.sheet import Sheet
from codedark.hospital.table import Columns, read_table
from codedark.hospital.tomltext import sections_of


def read(files: Mapping[str, bytes], defences: Sequence[str] = ()) -> Hospital:
    """Read a hospital folder, with the named defences applied to its tables.

    Args:
        files: path relative to the folder, with `/` -> bytes; `store.folder.load_files` makes it. Files that are not
            ours are ignored; files that look like ours and are not are faults.
        defences: names of folders under `defences/`, each a patch to the tables; their order does not matter.

    Returns:
        The hospital; nothing in it names what is not there, and nothing contradicts itself.

    Raises:
        BadHospital: with *every* fault found. Only when a file cannot be opened as a table, faults that would need
            that table are left for the next time.
    Cost: 100,000 hosts in 500 zones: see benchmarks/bench_check.py.

    >>> from codedark.hospital.faults import BadHospital
    >>> try:
    ...     read({})
    ... except BadHospital as bad:
    ...     print(bad.faults[0].message)
    no file of a hospital is in the folder
    """
    faults = Gathered()
    layout = sorted_out(files, faults)
    if not layout.base:
        faults.add(".", "no file of a hospital is in the folder", "`codedark new DIR` makes one to begin with")
        faults.stop_if_any()
    sheets = {name: sheet for name, sheet in _sheets(layout.base, faults).items()}
    settings = _settings(layout.base, faults)
    tables = _tables(sheets, faults)
    check_references(tables)
    check_addresses(tables["zones"], tables["hosts"])
    check_consistency(tables)
    faults.stop_if_any()
    assert settings is not None
    return _hospital(settings, tables, fingerprint(layout.base), tuple(defences))


def _sheets(files: Mapping[str, bytes], faults: Gathered) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    for table in TABLES:
        path = f"{table.name}.csv"
        if path in files:
            sheet = read_csv(path, files[path], faults)
            if sheet is not None:
                sheets[table.name] = sheet
        elif table.required:
            faults.add(path, "the table is missing", f"add it: {table.doc}")
    faults.stop_if_any()
    return sheets


def _settings(files: Mapping[str, bytes], faults: Gathered) -> Settings | None:
    if SETTINGS not in files:
        faults.add(SETTINGS, "the file is missing", 'add it, with at least `[hospital]` and `name = "..."`')
        return None
    sections = sections_of(SETTINGS, files[SETTINGS], faults)
    return None if sections is None else read_settings(sections, SETTINGS, faults)


def _tables(sheets: Mapping[str, Sheet], faults: Gathered) -> dict[str, Columns]:
    """Every table of the schema, absent ones with no rows."""
    tables: dict[str, Columns] = {}
    for table in TABLES:
        columns = tuple(column.name for column in table.columns)
        sheet = sheets.get(table.name) or Sheet(f"{table.name}.csv", columns, [], [])
        tables[table.name] = read_table(table, sheet, faults)
    return tables


def _hospital(settings: Settings, tables: Mapping[str, Columns], sha256: str, defences: tuple[str, ...]) -> Hospital:
    rows: dict[str, dict[Any, Any]] = {name: records_of(t) for name, t in tables.items() if name != "hosts"}
    return Hospital(
        settings=settings,
        sites=rows["sites"],
        zones=rows["zones"],
        hosts=hosts_of(tables["hosts"], rows["zones"]),
        accounts=rows["accounts"],
        applications=rows["applications"],
        services=rows["services"],
        conduits=rows["conduits"],
        gates=rows["gates"],
        operations=rows["operations"],
        patients=rows["patients"],
        crews=rows["crews"],
        region=rows["region"],
        free_beds=tuple(rows["region_beds"].values()),
        travel=rows["travel_min"],
        sha256=sha256,
        defences=defences,
    )


def fingerprint(files: Mapping[str, bytes], defences: Sequence[str] = ()) -> str:
    """SHA-256 over the files that count, in the order of their names, and the defences applied.

    Lengths stand before names and bytes, so that no two folders are written the same way.
    """
    sha = hashlib.sha256()
    for part in (*(p for name in sorted(files) for p in (name.encode(), files[name])), *(d.encode() for d in defences)):
        sha.update(len(part).to_bytes(8, "big"))
        sha.update(part)
    return sha.hexdigest()
