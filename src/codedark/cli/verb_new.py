"""`codedark new DIR`: start a hospital folder from the catalogue and, if there is one, an inventory.

With `--json`: `{"folder", "files": n, "tables": [{"table","rows","by_basis":{}}], "assumed": {"beds","theatres"},
"notes": [], "next": []}`; `assumed` has null where the figure was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from codedark.hospital.counting import TableCount
    from codedark.hospital.machines import Inventory
    from codedark.hospital.records import Hospital

MOST_NOTES = 12


def run(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="New or empty folder to write into.")],
    from_: Annotated[
        list[Path] | None,
        typer.Option("--from", help="Machines: CSV, xlsx, ods, nmap XML, GLPI or NetBox JSON; repeatable."),
    ] = None,
    beds: Annotated[int | None, typer.Option("--beds", min=1, max=100_000, help="Recognised beds.")] = None,
    theatres: Annotated[int | None, typer.Option("--theatres", min=0, max=2_000, help="Operating theatres.")] = None,
    campuses: Annotated[int, typer.Option("--campuses", min=1, max=100, help="Sites with beds.")] = 1,
    name: Annotated[str, typer.Option("--name", help="The hospital's name; else the folder's.")] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Start a hospital folder: the usual services, your hosts, clearly marked assumptions."""
    from codedark.cli.answer import print_json
    from codedark.hospital.beginning import Beginning, beginning
    from codedark.hospital.counting import counts
    from codedark.hospital.reading import read
    from codedark.store.folder import check_new, write_new

    check_new(directory)
    inventory = _inventory(from_ or ())
    told = Beginning(
        name=name or directory.resolve().name,
        beds=beds,
        theatres=theatres,
        campuses=campuses,
        machines=inventory.machines,
    )
    files = beginning(told)
    hospital = read(files)
    write_new(directory, files)
    if json:
        print_json(_as_json(directory, told.beds, told.theatres, len(files), counts(hospital), inventory, hospital))
    else:
        _print(directory, told.beds, told.theatres, counts(hospital), inventory, hospital)


def _inventory(paths: Sequence[Path]) -> Inventory:
    """Every file's machines, joined; every file that cannot be read is named at once."""
    from codedark.formats.inventory import read_inventory
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.hospital.machines import Inventory, Machine, joined
    from codedark.store.folder import load_file

    faults: list[Fault] = []
    machines: list[Machine] = []
    notes: list[str] = []
    for path in paths:
        try:
            found = read_inventory(path.name, load_file(path))
        except BadHospital as bad:
            faults.extend(bad.faults)
            continue
        if not found.machines:
            fix = "name another file, or begin without --from"
            faults.append(Fault(file=str(path), message="no machine is in it", fix=fix))
        machines.extend(found.machines)
        notes.extend(found.notes)
    if faults:
        raise BadHospital(faults)
    whole = joined(machines)
    return Inventory(whole.machines, (*notes, *whole.notes))


def _next(directory: Path, hospital: Hospital) -> list[str]:
    from shlex import quote

    from codedark.hospital.words import Role

    hosts = hospital.hosts
    of_role = {hosts.roles[role]: host for host, role in zip(reversed(hosts.ids), hosts.role_at[::-1], strict=True)}
    first = of_role.get(Role.WORKSTATION) or of_role.get(Role.CLINICAL_WORKSTATION) or hosts.ids[0]
    folder = quote(str(directory))
    return [
        f"codedark fallen {folder} --off directory",
        f"codedark blast {folder} --from {quote(first)}",
        f"codedark ask {folder}",
        f"codedark drill {folder}",
    ]


def _as_json(
    directory: Path,
    beds: int | None,
    theatres: int | None,
    files: int,
    told: Sequence[TableCount],
    inventory: Inventory,
    hospital: Hospital,
) -> dict[str, object]:
    site_beds = sum(s.beds for s in hospital.services.values())
    site_theatres = sum(s.theatres for s in hospital.services.values())
    return {
        "folder": str(directory),
        "files": files,
        "tables": [{"table": t.table, "rows": t.rows, "by_basis": t.by_basis} for t in told],
        "assumed": {
            "beds": site_beds if beds is None else None,
            "theatres": site_theatres if theatres is None else None,
        },
        "notes": list(inventory.notes),
        "next": _next(directory, hospital),
    }


def _print(
    directory: Path,
    beds: int | None,
    theatres: int | None,
    told: Sequence[TableCount],
    inventory: Inventory,
    hospital: Hospital,
) -> None:
    from codedark.cli.answer import note, table
    from codedark.hospital.words import Basis

    for text in inventory.notes[:MOST_NOTES]:
        note(text)
    if len(inventory.notes) > MOST_NOTES:
        note(f"... and {len(inventory.notes) - MOST_NOTES:,} more notes; --json has them all")
    rows = [(t.table, f"{t.rows:,}", *(f"{t.by_basis[b]:,}" if t.by_basis[b] else "" for b in Basis)) for t in told]
    table(("table", "rows", *Basis), rows, title=f"{directory}: a first folder", right=("rows", *Basis))
    assumed = sum(t.by_basis[Basis.ASSUMED] for t in told)
    print(f"{assumed:,} of {sum(t.rows for t in told):,} rows are assumed: correct them in any spreadsheet program.")
    if beds is None:
        print(f"Beds were not told: {_assumed(sum(s.beds for s in hospital.services.values()))} (--beds).")
    if theatres is None:
        print(f"Theatres were not told: {_assumed(sum(s.theatres for s in hospital.services.values()))} (--theatres).")
    if inventory.machines:
        _print_taken(len(inventory.machines))
    print(
        "Nothing is known of walls between your networks: every host may speak to every other until conduits.csv says"
    )
    print("otherwise, and gates.csv is empty: name your firewalls there.")
    print("Next:")
    for command in _next(directory, hospital):
        print(f"  {command}")


def _assumed(count: int) -> str:
    return f"{count:,} {'is' if count == 1 else 'are'} assumed"


def _print_taken(count: int) -> None:
    """What a scan did not see is missing; only what usual applications run on is assumed beside it."""
    found = "the 1 machine" if count == 1 else f"the {count:,} machines"
    print(
        f"Only {found} of --from and assumed ones for usual applications are in hosts.csv: workplaces and devices that"
    )
    print("are not in the scan are missing, and so is what they would lose. Add them.")
