"""A defence as a patch: rows added, changed, removed before anything is checked, so the whole is checked.

Every patch is written against the folder as it stands, never against another patch. So any set of defences may be
applied together, in any order, with one result; where two contradict each other, that is a fault and not a matter of
who comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from codedark.hospital.gathered import Gathered
from codedark.hospital.schema import Table
from codedark.hospital.sheet import Sheet
from codedark.hospital.spelling import Spelling

CHANGE = "change"
CHANGES = ("add", "change", "remove")
EMPTIED = "-"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a patch."""

    do: str
    key: Key
    cells: dict[str, str]
    """Column -> new text, for the cells that are told; `` empties."""
    file: str
    row: int


def patched(table: Table, base: Sheet, patches: Sequence[Sheet], faults: Gathered) -> Sheet:
    """The sheet with every patch applied; the sheet itself when there is none. `base` is left as it is.

    Added rows stand at the end, in the order of the patches. `row_from` and `cell_from` remember which file wrote
    what, so that a fault is told where it can be mended.
    """
    if not patches:
        return base
    missing = [name for name in table.key if name not in base.columns]
    if missing:
        return base
    steps = [step for patch in patches for step in _steps(table, patch, faults)]
    return _applied(table, base, _agreed(steps, faults), faults)


def _steps(table: Table, patch: Sheet, faults: Gathered) -> Iterable[Step]:
    if not patch.columns or patch.columns[0] != CHANGE:
        faults.add(
            patch.file, f"the first column must be '{CHANGE}'", "it holds add, change or remove for each row", row=1
        )
        return
    known = {column.name for column in table.columns}
    if not _sound_header(table, patch, known, faults):
        return
    for at in range(len(patch)):
        row = patch.row(at)
        number = patch.numbers[at]
        do = row.pop(CHANGE).lower()
        if do not in CHANGES:
            faults.add(
                patch.file,
                "not a change",
                Spelling(CHANGES).fix(do, "add, change or remove"),
                row=number,
                column=CHANGE,
                value=do,
            )
            continue
        key = tuple(row.pop(name) for name in table.key)
        if not all(key):
            faults.add(patch.file, "no row is named", f"fill {' and '.join(table.key)}", row=number)
            continue
        told = {name: "" if text == EMPTIED else text for name, text in row.items() if text}
        if do == "remove" and told:
            faults.add(
                patch.file,
                "a row to remove needs its name alone",
                "empty the other cells",
                row=number,
                column=next(iter(told)),
            )
            continue
        yield Step(do, key, told, patch.file, number)


def _sound_header(table: Table, patch: Sheet, known: set[str], faults: Gathered) -> bool:
    sound = True
    for name in patch.columns[1:]:
        if name not in known:
            otherwise = f"delete it; {table.name} has the columns " + ", ".join(c.name for c in table.columns)
            faults.add(
                patch.file,
                f"no column of {table.name} is named '{name}'",
                Spelling(known).fix(name, otherwise),
                row=1,
                column=name,
            )
            sound = False
    for name in table.key:
        if name not in patch.columns:
            faults.add(patch.file, f"the column '{name}' is missing", "it names the row to change", row=1, column=name)
            sound = False
    return sound


def _agreed(steps: Iterable[Step], faults: Gathered) -> dict[Key, list[Step]]:
    """The steps of each row. Saying the same twice is no harm; two that say different things are a fault."""
    agreed: dict[Key, list[Step]] = {}
    for step in steps:
        firsts = agreed.setdefault(step.key, [])
        if firsts and firsts[-1].file == step.file:
            message = f"'{said(step.key)}' is changed twice (also in row {firsts[-1].row})"
            faults.add(step.file, message, "join the two rows", row=step.row)
        elif all(_agree(first, step, faults) for first in firsts) and (step.do == "change" or not firsts):
            firsts.append(step)
    return agreed


def _agree(first: Step, step: Step, faults: Gathered) -> bool:
    fix = "let both say the same, or do not apply both"
    if first.do != step.do or (step.do == "add" and first.cells != step.cells):
        message = f"contradicts {first.file}, row {first.row}, about '{said(step.key)}'"
        faults.add(step.file, message, fix, row=step.row)
        return False
    differing = [name for name in step.cells if first.cells.get(name, step.cells[name]) != step.cells[name]]
    for name in differing:
        message = f"contradicts {first.file}, row {first.row} ('{first.cells[name]}')"
        faults.add(step.file, message, fix, row=step.row, column=name, value=step.cells[name])
    return not differing


def said(key: Key) -> str:
    """A key as people read it."""
    return " -> ".join(key)


def _applied(table: Table, base: Sheet, agreed: Mapping[Key, list[Step]], faults: Gathered) -> Sheet:
    keys = zip(*(base.cells[base.columns.index(name)] for name in table.key), strict=True)
    place = {key: i for i, key in enumerate(keys)}
    spelling = Spelling(said(key) for key in place)
    steps = [step for told in agreed.values() for step in told]
    sheet = _widened(base, steps)
    removed: set[int] = set()
    for step in steps:
        key, i = step.key, place.get(step.key)
        if step.do == "add" and i is not None:
            faults.add(
                step.file,
                f"'{said(key)}' is there already ({base.file}, row {base.numbers[i]})",
                "write change, or another name",
                row=step.row,
            )
        elif step.do == "add":
            _append(sheet, table, step)
        elif i is None:
            fix = spelling.fix(said(key), f"write add, or a name that stands in {base.file}")
            faults.add(step.file, f"no row of {table.name} is named '{said(key)}'", fix, row=step.row)
        elif step.do == "change":
            _change(sheet, i, step)
        else:
            removed.add(i)
    return _without(sheet, removed)


def _widened(base: Sheet, steps: Iterable[Step]) -> Sheet:
    """A copy of the sheet with room for every column the patch tells."""
    told = dict.fromkeys(name for step in steps for name in step.cells if name not in base.columns)
    cells = [*(list(texts) for texts in base.cells), *([""] * len(base) for _ in told)]
    return Sheet(base.file, (*base.columns, *told), cells, list(base.numbers), ragged=set(base.ragged))


def _append(sheet: Sheet, table: Table, step: Step) -> None:
    cells = {**dict(zip(table.key, step.key, strict=True)), **step.cells}
    sheet.row_from[len(sheet)] = (step.file, step.row)
    for name, texts in zip(sheet.columns, sheet.cells, strict=True):
        texts.append(cells.get(name, ""))
    sheet.numbers.append(step.row)


def _change(sheet: Sheet, i: int, step: Step) -> None:
    for name, text in step.cells.items():
        sheet.cells[sheet.columns.index(name)][i] = text
        sheet.cell_from[i, name] = (step.file, step.row)


def _without(sheet: Sheet, removed: set[int]) -> Sheet:
    if not removed:
        return sheet
    kept = [i for i in range(len(sheet)) if i not in removed]
    now = {i: at for at, i in enumerate(kept)}
    return Sheet(
        sheet.file,
        sheet.columns,
        [[texts[i] for i in kept] for texts in sheet.cells],
        [sheet.numbers[i] for i in kept],
        {now[i]: place for i, place in sheet.row_from.items() if i in now},
        {(now[i], name): place for (i, name), place in sheet.cell_from.items() if i in now},
        {now[i] for i in sheet.ragged if i in now},
    )
