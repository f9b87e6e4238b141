"""Hospitals for tests, written as they read: `make_hospital(zones='''...''', hosts='''...''')`."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent

from codedark.hospital.reading import read
from codedark.hospital.records import Hospital
from codedark.hospital.schema import TABLE_NAMED

_DEFAULTS = {
    "sites": "site,name,beds_recognised\nhome,Home,? not told\n",
    "zones": "zone,kind\noffice,office\n",
    "hosts": "host,zone\n",
    "services": "service\n",
}


def make_files(**tables: str) -> dict[str, bytes]:
    """Bytes of a folder from CSV text a table; `hospital_toml` is the settings file.

    Text is dedented; blanks around cells do no harm, so columns may be lined up. Tables that a folder must have and
    that are not given get the least they can: one site `home`, one zone `office`, no hosts, no services.
    """
    toml = tables.pop("hospital_toml", '[hospital]\nname = "Test hospital"\n')
    for name in tables:
        if name not in TABLE_NAMED:
            raise ValueError(f"{name}: no such table; tables are {', '.join(TABLE_NAMED)}")
    files = {"hospital.toml": dedent(toml).strip().encode() + b"\n"}
    for name, text in {**_DEFAULTS, **tables}.items():
        files[f"{name}.csv"] = dedent(text).strip().encode() + b"\n"
    return files


def make_hospital(*, defences: Sequence[str] = (), more_files: dict[str, str] | None = None, **tables: str) -> Hospital:
    """A hospital from CSV text a table; raises BadHospital as `read` does.

    Args:
        defences: names to apply; their files come in `more_files`.
        more_files: path -> text, for example `{"defences/wall/conduits.csv": "change,conduit\\nremove,flat"}`.
    """
    files = make_files(**tables)
    for path, text in (more_files or {}).items():
        files[path] = dedent(text).strip().encode() + b"\n"
    return read(files, defences)
