"""Names that must exist: every id in a cell names something, or is a fault with the name probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from codedark.hospital.needs import AtLeast
from codedark.hospital.records import Selector
from codedark.hospital.schema import Column, Kind
from codedark.hospital.spelling import Spelling, did_you_mean
from codedark.hospital.table import BAD, Columns

_NAMING = {Kind.REF, Kind.REFS, Kind.NEED, Kind.SELECTOR, Kind.SELECTORS}


def check_references(tables: Mapping[str, Columns]) -> None:
    """Note a fault for every cell that names something which is in none of the tables it may name.

    Ids of rows that are themselves at fault count as there, so that one fault is not told twice; names in a table
    that could not be opened are not judged.
    """
    known = {name: set(read.keys) - {BAD} for name, read in tables.items()}
    spellings = {name: Spelling(keys) for name, keys in known.items()}
    for read in tables.values():
        for column in read.table.columns:
            if column.kind in _NAMING:
                _check_column(read, column, known, spellings)


def _check_column(
    read: Columns, column: Column, known: Mapping[str, set[Any]], spellings: Mapping[str, Spelling]
) -> None:
    wrong: dict[str, list[tuple[str, str]]] = {}
    for text, value in read.distinct[column.name].items():
        for name, to in dict.fromkeys(_named(column, value)):
            if (fault := _missing(name, to, known, spellings)) is not None:
                wrong.setdefault(text, []).append(fault)
    read.fault_where(column.name, wrong)


def _named(column: Column, value: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each id a value names, with the tables it may be in."""
    if isinstance(value, AtLeast):
        yield from ((name, column.to) for name in value.names())
    elif isinstance(value, Selector):
        yield from _named_by_selector(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from _named(column, part)
    elif isinstance(value, str):
        yield value, column.to


def _named_by_selector(chosen: Selector) -> Iterator[tuple[str, tuple[str, ...]]]:
    if chosen.host is not None:
        yield chosen.host, ("hosts",)
    if chosen.zone is not None:
        yield chosen.zone, ("zones",)


def _missing(
    name: str, to: tuple[str, ...], known: Mapping[str, set[Any]], spellings: Mapping[str, Spelling]
) -> tuple[str, str] | None:
    if any(table not in known for table in to):
        return None
    found = [table for table in to if name in known[table]]
    if len(found) == 1:
        return None
    if found:
        return (
            f"'{name}' stands in {' and in '.join(found)}, so it is not clear which is meant",
            "rename one of the two",
        )
    where = " or ".join(to)
    elsewhere = next((table for table, ids in known.items() if name in ids), None)
    if elsewhere == "hosts" and to == ("zones",):
        return f"'{name}' is a host, not one of {where}", f"write host:{name} where hosts may be chosen"
    if elsewhere is not None:
        return f"'{name}' is one of {elsewhere}, not of {where}", f"name one of {where}"
    near = next((near for table in to if (near := spellings[table].nearest(name))), None)
    return f"'{name}' is not in {where}", did_you_mean(near, f"add '{name}' to {where}")
