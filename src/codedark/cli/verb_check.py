"""`codedark check HOSPITAL`: read a folder, list every fault with its fix, or say what is known and what is not.

With `--json`: `{"sound", "faults": [{"file","row","column","value","message","fix"}], "sha256", "name",
"tables": [{"table","rows","by_basis":{},"unknown":{}}], "defences": [{"name","title","cost_eur","faults"}],
"together": [FAULT], "remarks": [{"kind","what","why","names"}]}`; after faults of the folder itself only `sound` and
`faults`. Scenarios and the mandate are of the folder: they are read too, unless `--defence` is given. Exit 2 when the
folder, or a defence by itself, has faults.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from codedark.hospital.counting import TableCount
    from codedark.hospital.defence import Defence
    from codedark.hospital.faults import Fault
    from codedark.hospital.records import Hospital
    from codedark.hospital.remarks import Remark

MOST_LINES = 50
MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading a folder, and each of its defences, came to."""

    hospital: Hospital | None
    faults: Sequence[Fault]
    defences: Mapping[str, Defence]
    defence_faults: Mapping[str, Sequence[Fault]]
    together: Sequence[Fault]
    """Faults that only all defences at once have: they contradict each other."""

    @property
    def sound(self) -> bool:
        """Whether the folder, and each defence by itself, can be used."""
        return not self.faults and not any(self.defence_faults.values())


def run(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Read a hospital folder and list every fault at once, with its fix."""
    from codedark.cli.answer import ExitCode, print_json

    with _nothing_collected():
        checked = check(hospital, defence or ())
        if json:
            print_json(as_json(checked))
        elif checked.faults:
            print_faults(checked.faults)
        else:
            print_summary(checked)
    return ExitCode.DONE if checked.sound else ExitCode.BAD_INPUT


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """No garbage collector for a moment: a million cells, none in a circle, and the process ends soon (8 % less)."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def check(path: Path, chosen: Sequence[str] = ()) -> Checked:
    """Read a folder with the chosen defences; without one, also its scenarios and each defence, alone and together."""
    from codedark.cli.check_mandate import mandate_faults
    from codedark.cli.check_scenarios import scenario_faults
    from codedark.hospital.defence import defences
    from codedark.hospital.faults import BadHospital
    from codedark.hospital.reading import Folder
    from codedark.store.folder import load_files

    try:
        files = load_files(path)
    except BadHospital as bad:
        return Checked(None, bad.faults, {}, {}, ())
    folder, hospital, told = Folder(files), None, {}
    faults: list[Fault] = []
    try:
        hospital = folder.read(chosen)
    except BadHospital as bad:
        faults.extend(bad.faults)
    try:
        told = defences(files)
    except BadHospital as bad:
        faults.extend(fault for fault in bad.faults if fault not in faults)
    if hospital is not None and not faults and not chosen:
        faults.extend(scenario_faults(files, hospital, told))
        faults.extend(mandate_faults(files, hospital))
    if hospital is None or faults:
        return Checked(None, faults, told, {}, ())
    alone = {} if chosen else {name: folder.faults([name]) for name in told}
    whole = () if chosen or len(told) < 2 or any(alone.values()) else folder.faults(list(told))
    return Checked(hospital, (), told, alone, whole)


def findings(hospital: Hospital) -> tuple[Remark, ...]:
    """Everything worth a look: of the tables, and needs that no conduit is told for."""
    from codedark.depend import compile as circuit_of
    from codedark.hospital.remarks import Remark, remarks

    uncovered = tuple(f"{what} from {who}" for who, what in circuit_of(hospital).unmapped)
    if not uncovered:
        return remarks(hospital)
    what, why = "Needs that cross zones, with no conduit told for them", "Taken as always open."
    return (*remarks(hospital), Remark(kind="no-conduit", what=what, why=why, names=uncovered))


def print_faults(faults: Sequence[Fault]) -> None:
    """The faults as lines, alike ones together, and how many there are."""
    from codedark.hospital.faults import listed

    for line in listed(faults, MOST_LINES):
        print(line)
    print(f"{len(faults):,} fault{'s' * (len(faults) != 1)}. Nothing was changed; mend them and check again.")


def print_summary(checked: Checked) -> None:
    """What is there, how it is known, what each defence is, and what is worth a look."""
    from codedark.hospital.counting import counts

    if checked.hospital is None:
        return
    hospital = checked.hospital
    with_ = f", with {', '.join(hospital.defences)}" if hospital.defences else ""
    print(f"{hospital.settings.hospital.name}{with_}: the folder is sound.")
    _print_tables(counts(hospital))
    _print_defences(checked)
    _print_remarks(findings(hospital))


def _print_tables(told: Sequence[TableCount]) -> None:
    from codedark.cli.answer import table
    from codedark.hospital.words import Basis

    rows = [
        (t.table, f"{t.rows:,}", *(_share(t.by_basis[basis], t.rows) for basis in Basis), _unknown(t.unknown))
        for t in told
        if t.rows
    ]
    table(("table", "rows", *Basis, "not known"), rows, right=("rows", *Basis))
    absent = [t.table for t in told if not t.rows]
    if absent:
        print(f"Without rows: {', '.join(absent)}.")


def _share(part: int, whole: int) -> str:
    return "" if not part else f"{100 * part / whole:.0f} %" if part * 200 >= whole else "< 1 %"


def _unknown(unknown: Mapping[str, int]) -> str:
    return ", ".join(f"{column} {n:,}" for column, n in unknown.items())


def _print_defences(checked: Checked) -> None:
    from codedark.cli.answer import table

    if not checked.defences or not checked.defence_faults:
        return
    rows = [
        (name, defence.title, _cost(defence), "yes" if not checked.defence_faults[name] else "NO")
        for name, defence in checked.defences.items()
    ]
    table(("defence", "what it is", "euro, first year", "applies"), rows, right=("euro, first year",))
    for name, faults in checked.defence_faults.items():
        if faults:
            print(f"{name} does not apply:")
            print_faults(faults)
    if checked.together:
        print("Each applies alone, but not all together:")
        print_faults(checked.together)


def _cost(defence: Defence) -> str:
    from codedark.hospital.records import Unknown

    cost = defence.cost_eur
    if isinstance(cost, Unknown):
        return str(cost)
    return f"{cost.mid:,.0f}" if cost.low == cost.high else f"{cost.low:,.0f} to {cost.high:,.0f}"


def _print_remarks(told: Sequence[Remark]) -> None:
    if not told:
        print("Nothing else is worth a look.")
        return
    print("Worth a look (no faults):")
    for remark in told:
        names = ", ".join(remark.names[:MOST_NAMES])
        more = f" and {len(remark.names) - MOST_NAMES:,} more" if len(remark.names) > MOST_NAMES else ""
        print(f"  - {remark.what}{': ' * bool(names)}{names}{more}. {remark.why}")


def as_json(checked: Checked) -> dict[str, Any]:
    """The whole answer as one object; see the top of this file."""
    from codedark.hospital.counting import counts

    answer: dict[str, Any] = {"sound": checked.sound, "faults": list(checked.faults)}
    if checked.hospital is None:
        return answer
    return answer | {
        "sha256": checked.hospital.sha256,
        "name": checked.hospital.settings.hospital.name,
        "tables": list(counts(checked.hospital)),
        "defences": [
            {
                "name": name,
                "title": defence.title,
                "cost_eur": None if not hasattr(defence.cost_eur, "mid") else defence.cost_eur,
                "faults": list(checked.defence_faults.get(name, ())),
            }
            for name, defence in checked.defences.items()
        ],
        "together": list(checked.together),
        "remarks": list(findings(checked.hospital)),
    }
