"""`codedark generate DIR`: make a large invented hospital for trials and measurements.

With `--json`: `{"folder", "seed", "bytes", "rows": {TABLE: n}, "defences": []}`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def run(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="New or empty folder to write into.")],
    hosts: Annotated[int, typer.Option("--hosts", min=1, max=4_000_000, help="Machines.")] = 2000,
    zones: Annotated[int, typer.Option("--zones", min=1, max=20_000, help="Zones.")] = 30,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same bytes.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Make a large invented hospital for trials and measurements."""
    import numpy as np

    from codedark.cli.answer import note, print_json
    from codedark.hospital.invented import invented
    from codedark.store.folder import check_new, write_new

    check_new(directory)
    if hosts > 20_000:
        note(f"inventing {hosts:,} hosts ...")
    files = invented(hosts, zones, np.random.Generator(np.random.PCG64(seed)), f"generated, seed {seed}")
    write_new(directory, files)
    rows = {name[:-4]: raw.count(b"\n") - 1 for name, raw in files.items() if name.endswith(".csv") and "/" not in name}
    defences = sorted({name.split("/")[1] for name in files if name.startswith("defences/")})
    if json:
        size = sum(map(len, files.values()))
        print_json({"folder": str(directory), "seed": seed, "bytes": size, "rows": rows, "defences": defences})
        return
    told = ", ".join(f"{n:,} {table}" for table, n in rows.items() if table in ("zones", "hosts", "services"))
    print(f"{directory}: an invented hospital with {told}. No such hospital exists; every row says so.")
    print(f"Next: codedark check {directory}")
