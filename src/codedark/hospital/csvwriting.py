"""Tables as CSV bytes: what the reader reads back, and what no spreadsheet program runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from codedark.hospital.schema import TABLE_NAMED

_DANGEROUS = "=+-@\t\r"


def harmless(text: str) -> str:
    """Text from elsewhere, on one line, without what would make a spreadsheet program run it (ASVS 5.0, 1.2.10).

    >>> harmless("=cmd|' /C calc'!A0")
    "cmd|' /C calc'!A0"
    """
    return " ".join(text.replace("\x00", "").split()).lstrip(_DANGEROUS + " ?")


def written_table(table: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    r"""One table as CSV in UTF-8 with commas: every column of the schema, cells by name, missing ones empty.

    >>> written_table("sites", [{"site": "home", "name": "Home, sweet", "beds_recognised": "12"}])[:62]
    b'site,name,lat,lon,beds_recognised,ed,basis,source\nhome,"Home, '
    """
    names = [column.name for column in TABLE_NAMED[table].columns]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return text.getvalue().encode()


def written_patch(table: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    r"""A defence's rows for one table: `change`, the key, and those columns that any row fills.

    >>> written_patch("gates", [{"change": "change", "gate": "fw", "fire_min": "1"}])
    b'change,gate,fire_min\nchange,fw,1\n'
    """
    rows = list(rows)
    used = {name for row in rows for name, text in row.items() if text}
    schema = TABLE_NAMED[table]
    names = ["change", *(column.name for column in schema.columns if column.name in used or column.name in schema.key)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return text.getvalue().encode()
