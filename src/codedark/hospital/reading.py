"""Bytes of a folder in, a `Hospital` or all its faults out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from codedark.hospital.addresses import check_addresses
from codedark.hospital.consistency import check_consistency
from codedark.hospital.csvtext import read_csv
from codedark.hospital.defence import read_defence
from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.gathered import Gathered
from codedark.hospital.host_columns import hosts_of
from codedark.hospital.layout import DEFENCES, SCENARIOS, SETTINGS, WORKBOOKS, Layout, sorted_out
from codedark.hospital.patch import patched
from codedark.hospital.records import Hospital
from codedark.hospital.references import check_references
from codedark.hospital.rows import records_of
from codedark.hospital.schema import TABLES, Table
from codedark.hospital.settings import Settings
from codedark.hospital.settings_file import read_settings
from codedark.hospital.sheet import Sheet
from codedark.hospital.spelling import Spelling
from codedark.hospital.table import Columns, read_table
from codedark.hospital.tomltext import merged, sections_of
from codedark.hospital.workbook import read_workbook


def read(files: Mapping[str, bytes], defences: Sequence[str] = ()) -> Hospital:
    """Read a hospital folder, with the named defences applied to its tables.

    Args:
        files: path relative to the folder, with `/` -> bytes; `store.folder.load_files` makes it. Files that are not
            ours are ignored; files that look like ours and are not are faults.
        defences: names of folders under `defences/`, each a patch to the tables. Their order does not matter; where
            two contradict each other, that is a fault.
    Returns:
        The hospital; nothing in it names what is not there, and nothing contradicts itself.
    Raises:
        BadHospital: with *every* fault found. Where a file cannot be opened as a table, nothing is said of what would
            need that table.
    Cost: 100,000 hosts in 500 zones: see benchmarks/bench_check.py.

    >>> from codedark.hospital.faults import BadHospital
    >>> try:
    ...     read({})
    ... except BadHospital as bad:
    ...     print(bad.faults[0].message)
    no file of a hospital is in the folder
    """
    return Folder(files).read(defences)


class Folder:
    """The bytes of one folder, to be read with several choices of defences: what they share is read once.

    A table that no chosen defence touches is read the first time it is needed, and only compared with the others again.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._layout_faults = Gathered()
        self._layout = sorted_out(files, self._layout_faults)
        self._base_faults = Gathered()
        self._tables: dict[str, tuple[Columns, tuple[Fault, ...]]] = {}
        self._address_faults: tuple[set[str], tuple[Fault, ...]] | None = None
        """Tables compared, and what was found."""

    @cached_property
    def _base(self) -> _Opened:
        """The sheets of the folder itself; their faults are in `_base_faults`."""
        opened = _sheets(self._layout.base, "", self._base_faults)
        for table in TABLES:
            if table.required and table.name not in opened.sheets and table.name not in opened.broken:
                self._base_faults.add(f"{table.name}.csv", "the table is missing", f"add it: {table.doc}")
                opened.broken.add(table.name)
        return opened

    def faults(self, defences: Sequence[str] = ()) -> tuple[Fault, ...]:
        """Every fault of the folder with these defences; () when it is sound."""
        try:
            self._checked(defences)
        except BadHospital as bad:
            return bad.faults
        return ()

    def read(self, defences: Sequence[str] = ()) -> Hospital:
        """The hospital with these defences applied; raises `BadHospital` as the function `read` does."""
        settings, tables, counted = self._checked(defences)
        return _hospital(settings, tables, fingerprint(counted, sorted(defences)), tuple(defences))

    def _checked(self, defences: Sequence[str]) -> tuple[Settings, dict[str, Columns], dict[str, bytes]]:
        layout, faults = self._layout, Gathered(self._layout_faults.faults)
        if not layout.base:
            faults.add(".", "no file of a hospital is in the folder", "`codedark new DIR` makes one to begin with")
            faults.stop()
        patches = _chosen(layout, defences, faults)
        tables = self._patched_tables(patches, faults)
        settings = _settings(layout.base, patches, faults)
        _check_scenario(settings, self._files, faults)
        check_references(tables)
        self._check_addresses(tables, faults)
        check_consistency(tables)
        if settings is None or faults.faults:
            faults.stop()
        counted = {**layout.base, **{path: raw for patch in patches.values() for path, raw in patch.items()}}
        return settings, tables, counted

    def _patched_tables(self, patches: Mapping[str, Mapping[str, bytes]], faults: Gathered) -> dict[str, Columns]:
        """Every table of the schema, absent ones with no rows; not those of which a file could not be opened."""
        base = self._base
        faults.faults.extend(self._base_faults.faults)
        told = [_sheets(own, f"{DEFENCES}/{name}/", faults) for name, own in patches.items()]
        broken = base.broken.union(*(patch.broken for patch in told))
        tables: dict[str, Columns] = {}
        for table in TABLES:
            if table.name in broken:
                continue
            sheets = [patch.sheets[table.name] for patch in told if table.name in patch.sheets]
            if sheets:
                tables[table.name] = read_table(table, patched(table, self._sheet(table), sheets, faults), faults)
            else:
                tables[table.name] = self._base_table(table, faults)
        return tables

    def _check_addresses(self, tables: Mapping[str, Columns], faults: Gathered) -> None:
        """As `check_addresses`; networks and hosts that no defence touches are compared once."""
        told = {name: tables[name] for name in ("zones", "hosts") if name in tables}
        if any(name not in self._tables or told[name].sheet is not self._tables[name][0].sheet for name in told):
            check_addresses(told)
            return
        if self._address_faults is None or self._address_faults[0] != set(told):
            own = Gathered()
            check_addresses({name: replace(columns, faults=own) for name, columns in told.items()})
            self._address_faults = set(told), tuple(own.faults)
        faults.faults.extend(self._address_faults[1])

    def _sheet(self, table: Table) -> Sheet:
        columns = tuple(column.name for column in table.columns)
        return self._base.sheets.get(table.name) or Sheet(f"{table.name}.csv", columns, [[] for _ in columns], [])

    def _base_table(self, table: Table, faults: Gathered) -> Columns:
        """A table as the folder itself has it, read once; what is found wrong later goes to `faults`."""
        if table.name not in self._tables:
            own = Gathered()
            self._tables[table.name] = (read_table(table, self._sheet(table), own), tuple(own.faults))
        columns, found = self._tables[table.name]
        faults.faults.extend(found)
        return replace(columns, faults=faults, bad_rows=set(columns.bad_rows))


def _chosen(layout: Layout, defences: Sequence[str], faults: Gathered) -> dict[str, Mapping[str, bytes]]:
    """The files of the defences asked for, by name, in the order of names: the order asked in changes nothing."""
    spelling = Spelling(layout.defences)
    for at, name in enumerate(defences):
        if name not in layout.defences:
            there = ", ".join(layout.defences) or "none"
            fix = spelling.fix(name, f"name one that is there ({there})")
            faults.add(f"{DEFENCES}/{name}", "no such defence", fix)
        elif name in defences[:at]:
            faults.add(f"{DEFENCES}/{name}", "asked for twice", "name it once")
    chosen = {name: layout.defences[name] for name in sorted(set(defences)) if name in layout.defences}
    for name, own in chosen.items():
        read_defence(name, own, faults)
    return chosen


@dataclass(slots=True)
class _Opened:
    """Sheets by table, and the tables of which some file could not be opened: nothing is concluded about those."""

    sheets: dict[str, Sheet]
    broken: set[str]


def _sheets(files: Mapping[str, bytes], prefix: str, faults: Gathered) -> _Opened:
    """The sheets of one folder, from its CSV files and its workbook; a table in two places is a fault."""
    opened = _Opened({}, set())
    for table in TABLES:
        if (path := f"{prefix}{table.name}.csv") in files:
            sheet = read_csv(path, files[path], faults)
            if sheet is None:
                opened.broken.add(table.name)
            else:
                opened.sheets[table.name] = sheet
    for path in (prefix + name for name in WORKBOOKS if prefix + name in files):
        book = read_workbook(path, files[path], faults)
        if book is None:
            opened.broken.update(table.name for table in TABLES if table.name not in opened.sheets)
        for name, sheet in (book or {}).items():
            if name in opened.sheets:
                faults.add(sheet.file, f"the table is also in {opened.sheets[name].file}", "keep one of the two")
            else:
                opened.sheets[name] = sheet
    return opened


def _settings(
    base: Mapping[str, bytes], patches: Mapping[str, Mapping[str, bytes]], faults: Gathered
) -> Settings | None:
    if SETTINGS not in base:
        faults.add(SETTINGS, "the file is missing", 'add it, with at least `[hospital]` and `name = "..."`')
        return None
    sections = sections_of(SETTINGS, base[SETTINGS], faults)
    told = [
        found
        for name, own in patches.items()
        if (path := f"{DEFENCES}/{name}/{SETTINGS}") in own
        and (found := sections_of(path, own[path], faults)) is not None
    ]
    return None if sections is None else read_settings(merged(sections, told, faults), SETTINGS, faults)


def _check_scenario(settings: Settings | None, files: Mapping[str, bytes], faults: Gathered) -> None:
    wanted = settings.hospital.default_scenario if settings is not None else ""
    there = [path[len(SCENARIOS) + 1 : -len(".toml")] for path in files if path.startswith(f"{SCENARIOS}/")]
    if wanted and wanted not in there:
        fix = Spelling(there).fix(wanted, f"add {SCENARIOS}/{wanted}.toml, or delete the key")
        faults.add(SETTINGS, "no such scenario", fix, column="hospital.default_scenario", value=wanted)


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
        agents=rows["agents"],
        cables=rows["cables"],
        out_of_band=rows["out_of_band"],
        operations=rows["operations"],
        patients=rows["patients"],
        crews=rows["crews"],
        region=rows["region"],
        free_beds=tuple(rows["region_beds"].values()),
        travel=rows["travel_min"],
        wards=rows["wards"],
        escorts=rows["escorts"],
        pools=rows["pools"],
        inflows=rows["inflows"],
        telephones=rows["telephones"],
        sha256=sha256,
        defences=defences,
    )


def fingerprint(files: Mapping[str, bytes], defences: Sequence[str] = ()) -> str:
    """SHA-256 over the files that count, in the order of their names, and the defences applied.

    Lengths stand before names and bytes, so that no two folders are written the same way.

    >>> fingerprint({"a": b"1"}) == fingerprint({"a": b"1"}), fingerprint({"a": b"1"}) == fingerprint({"a": b"2"})
    (True, False)
    """
    sha = hashlib.sha256()
    for part in (*(p for name in sorted(files) for p in (name.encode(), files[name])), *(d.encode() for d in defences)):
        sha.update(len(part).to_bytes(8, "big"))
        sha.update(part)
    return sha.hexdigest()
