"""Road times as routing engines give them: OSRM's `table` and Valhalla's `sources_to_targets`, as JSON.

Both are tables of seconds, a row a source and a column a destination, null where no road leads there. Valhalla has had
three shapes: rows of objects with `time`, one flat list of such objects, and bare `durations`. The engines were asked
beforehand: on the day itself neither they nor the internet is counted on.

Source: OSRM HTTP API v1, table service; Valhalla time-distance matrix API.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from typing import Any

import msgspec

from codedark.hospital.distance import Place
from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered

LONGEST_S = 86_400.0
"""No road between two hospitals takes a day: a longer time is an engine's way to say that there is none."""


class Engine(StrEnum):
    """Whose table it is."""

    OSRM = "OSRM"
    VALHALLA = "Valhalla"


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelMatrix:
    """Seconds from n sources to m targets."""

    engine: Engine
    seconds: tuple[tuple[float | None, ...], ...]
    """n rows of m; None: no road."""
    sources: tuple[Place | None, ...]
    """Where each row starts, as the engine moved it to the nearest road; None: not told."""
    targets: tuple[Place | None, ...]
    notes: tuple[str, ...] = field(default=())


def read_matrix(engine: Engine, name: str, raw: bytes) -> TravelMatrix:
    """Read an engine's answer.

    Args:
        engine: whose it is; the two are not guessed.
        name: of the file, for faults.
        raw: its bytes.

    Raises:
        BadHospital: it is no JSON, the engine refused, rows of different length, a time that is no number.

    >>> answer = b'{"code":"Ok","durations":[[0,90.5],[null,0]],"sources":[],"destinations":[]}'
    >>> read_matrix(Engine.OSRM, "table.json", answer).seconds
    ((0.0, 90.5), (None, 0.0))
    """
    faults = Gathered()
    read = faults.attempt(lambda: _READERS[engine](_decoded(raw)), name)
    faults.stop_if_any()
    assert read is not None
    return read


def _decoded(raw: bytes) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise CellFault(f"no JSON: {wrong}", "save the engine's answer as it came") from None
    if not isinstance(told, dict):
        raise CellFault("the answer is no JSON object", "save the engine's answer as it came")
    return told


def _osrm(told: Mapping[str, Any]) -> TravelMatrix:
    if told.get("code", "Ok") != "Ok":
        message = f"OSRM refused: {told.get('code')}: {told.get('message', 'no reason told')}"
        raise CellFault(message, "ask again; a server takes 100 places in one question unless it was told otherwise")
    if "durations" not in told:
        raise CellFault("no `durations` in it", "ask OSRM's `table` with annotations=duration; or is it Valhalla's?")
    seconds = _rows(told["durations"], "durations")
    guessed = {tuple(cell) for cell in told.get("fallback_speed_cells", []) if isinstance(cell, list)}
    if guessed:
        seconds = tuple(
            tuple(None if (i, j) in guessed else s for j, s in enumerate(row)) for i, row in enumerate(seconds)
        )
    notes = (f"{len(guessed)} times were estimated by OSRM in a straight line and are left out.",) if guessed else ()
    sources, targets = (_places(told.get(key), _osrm_place) for key in ("sources", "destinations"))
    return _matrix(Engine.OSRM, seconds, sources, targets, notes)


def _valhalla(told: Mapping[str, Any]) -> TravelMatrix:
    if "error" in told or "error_code" in told:
        message = f"Valhalla refused: {told.get('error_code', '')} {told.get('error', 'no reason told')}".strip()
        raise CellFault(message, "ask again; a server takes 2,500 pairs in one question unless it was told otherwise")
    if "sources_to_targets" not in told:
        raise CellFault("no `sources_to_targets` in it", "ask Valhalla's `sources_to_targets`; or is it OSRM's?")
    sources, targets = (_places(told.get(key), _valhalla_place) for key in ("sources", "targets"))
    table = told["sources_to_targets"]
    if isinstance(table, dict):
        seconds = _compact(table, len(sources), len(targets))
    elif isinstance(table, list) and table and all(isinstance(row, dict) for row in table):
        seconds = _flat(table)
    else:
        seconds = _rows(table, "sources_to_targets", of="time")
    notes = tuple(f"Valhalla warns: {w}" for w in told.get("warnings", []) if isinstance(w, str))
    return _matrix(Engine.VALHALLA, seconds, sources, targets, notes)


_READERS = {Engine.OSRM: _osrm, Engine.VALHALLA: _valhalla}


def _matrix(
    engine: Engine,
    seconds: tuple[tuple[float | None, ...], ...],
    sources: Sequence[Place | None],
    targets: Sequence[Place | None],
    notes: Sequence[str],
) -> TravelMatrix:
    n, m = len(seconds), len(seconds[0])
    for what, told, size in (("sources", sources, n), ("destinations", targets, m)):
        if told and len(told) != size:
            raise CellFault(f"{len(told)} {what} for {size} rows or columns", "save the engine's answer as it came")
    return TravelMatrix(
        engine=engine,
        seconds=seconds,
        sources=tuple(sources) or (None,) * n,
        targets=tuple(targets) or (None,) * m,
        notes=tuple(notes),
    )


def _rows(told: Any, where: str, of: str = "") -> tuple[tuple[float | None, ...], ...]:
    """A table of seconds, or of objects of which one field is the seconds."""
    if not isinstance(told, list) or not told or not all(isinstance(row, list) and row for row in told):
        raise CellFault(f"`{where}` is no table of rows", "save the engine's answer as it came")
    if len({len(row) for row in told}) > 1:
        raise CellFault(f"`{where}` has rows of different length", "save the engine's answer as it came")
    return tuple(
        tuple(_seconds(cell, f"{where}[{i}][{j}]", of) for j, cell in enumerate(row)) for i, row in enumerate(told)
    )


def _seconds(cell: Any, where: str, of: str) -> float | None:
    value = cell.get(of) if of and isinstance(cell, dict) else cell
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value) or value < 0:
        raise CellFault(f"{where}: no number of seconds: {str(value)[:40]}", "save the engine's answer as it came")
    return float(value) if value < LONGEST_S else None


def _flat(told: Sequence[Mapping[str, Any]]) -> tuple[tuple[float | None, ...], ...]:
    """One list of objects that each say their row and column."""
    cells: dict[tuple[int, int], float | None] = {}
    for at, cell in enumerate(told):
        pair = (cell.get("from_index"), cell.get("to_index"))
        if not all(isinstance(index, int) and 0 <= index < 100_000 for index in pair):
            raise CellFault(f"sources_to_targets[{at}]: no from_index and to_index", "save the answer as it came")
        cells[pair] = _seconds(cell, f"sources_to_targets[{at}]", "time")  # type: ignore[index]
    n, m = (1 + max(pair[end] for pair in cells) for end in (0, 1))
    if len(cells) != n * m:
        raise CellFault(f"{len(cells)} pairs of {n} times {m}: some are missing", "ask for the whole table")
    return tuple(tuple(cells[i, j] for j in range(m)) for i in range(n))


def _compact(told: Mapping[str, Any], n: int, m: int) -> tuple[tuple[float | None, ...], ...]:
    """Bare `durations`, as rows or in one line; a line can be cut where the numbers of places are told."""
    durations = told.get("durations")
    if isinstance(durations, list) and durations and not any(isinstance(row, list) for row in durations):
        if n * m != len(durations) or not n:
            fix = "ask with verbose=true, which tells the places"
            raise CellFault(f"{len(durations)} durations in one line, and not how many sources they are of", fix)
        durations = [durations[i * m : (i + 1) * m] for i in range(n)]
    return _rows(durations, "durations")


def _places(told: Any, place: Any) -> list[Place | None]:
    """The places an engine echoes; [] where it echoes none. Valhalla may put them into a list within the list."""
    if isinstance(told, list) and len(told) == 1 and isinstance(told[0], list):
        told = told[0]
    return [place(one) for one in told] if isinstance(told, list) else []


def _osrm_place(told: Any) -> Place | None:
    at = told.get("location") if isinstance(told, dict) else None
    return (at[1], at[0]) if isinstance(at, list) and len(at) == 2 and all(map(_degrees, at)) else None


def _valhalla_place(told: Any) -> Place | None:
    at = (told.get("lat"), told.get("lon")) if isinstance(told, dict) else (None, None)
    return at if all(map(_degrees, at)) else None  # type: ignore[return-value]


def _degrees(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= 180.0
