from __future__ import annotations

import json
from typing import Any

import pytest

from codedark.formats.travel_matrix import Engine, read_matrix
from codedark.hospital.faults import BadHospital

AT = [{"lat": 51.0, "lon": 4.0}, {"lat": 51.1, "lon": 4.1}]
NESTED = [
    [{"time": s, "distance": 9.1, "from_index": i, "to_index": j} for j, s in enumerate(row)]
    for i, row in enumerate([[0, 600], [660.5, None]])
]
SECONDS = ((0.0, 600.0), (660.5, None))


def read(engine: Engine, **told: Any) -> Any:
    return read_matrix(engine, "table.json", json.dumps(told).encode())


def wrong(engine: Engine, **told: Any) -> str:
    with pytest.raises(BadHospital) as bad:
        read(engine, **told)
    return str(bad.value)


def test_osrm_is_read_with_the_places_it_moved_them_to() -> None:
    matrix = read(
        Engine.OSRM, code="Ok", durations=[[0, 600], [660.5, None]],
        sources=[{"location": [4.0, 51.0], "distance": 3.1, "name": ""}, {"location": [4.1, 51.1]}],
        destinations=[{"location": [4.0, 51.0]}, {"location": [4.1, 51.1]}],
    )  # fmt: skip
    assert matrix.seconds == SECONDS
    assert matrix.sources == matrix.targets == ((51.0, 4.0), (51.1, 4.1))


@pytest.mark.parametrize(
    ("table", "echoed"),
    [
        (NESTED, {"sources": AT, "targets": AT}),
        (NESTED, {"sources": [AT], "targets": [AT], "units": "kilometers"}),
        ([cell for row in NESTED for cell in row], {"sources": AT, "targets": AT}),
        (list(reversed([cell for row in NESTED for cell in row])), {"sources": AT, "targets": AT}),
        ({"durations": [[0, 600], [660.5, None]], "distances": [[0, 9], [9, None]]}, {"sources": AT, "targets": AT}),
        ({"durations": [0, 600, 660.5, None]}, {"sources": AT, "targets": AT}),
    ],
    ids=["rows", "old echo", "flat list", "flat in any order", "compact", "compact in one line"],
)
def test_every_shape_of_valhalla_says_the_same(table: Any, echoed: dict[str, Any]) -> None:
    matrix = read(Engine.VALHALLA, sources_to_targets=table, **echoed)
    assert matrix.seconds == SECONDS
    assert matrix.sources == ((51.0, 4.0), (51.1, 4.1))


def test_an_engine_that_echoes_no_places_tells_none() -> None:
    assert read(Engine.VALHALLA, sources_to_targets={"durations": [[0, 5, 6]]}).targets == (None, None, None)
    assert read(Engine.OSRM, durations=[[1, 2]]).sources == (None,)


def test_what_is_no_road_is_no_road() -> None:
    assert read(Engine.OSRM, durations=[[0, 90_000]]).seconds == ((0.0, None),)
    guessed = read(Engine.OSRM, durations=[[0, 90]], fallback_speed_cells=[[0, 1]])
    assert guessed.seconds == ((0.0, None),) and "1 times were estimated" in guessed.notes[0]


def test_a_refusal_is_told_in_the_engines_words() -> None:
    assert "TooBig: Too many table coordinates" in wrong(
        Engine.OSRM, code="TooBig", message="Too many table coordinates"
    )
    said = wrong(Engine.VALHALLA, error_code=150, error="Exceeded max locations: 50", status_code=400)
    assert "150 Exceeded max locations" in said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"durations": [[0, 1], [2]]}, "rows of different length"),
        ({"durations": []}, "no table of rows"),
        ({"durations": [[0, "1"]]}, "durations[0][1]: no number of seconds: 1"),
        ({"durations": [[0, -1]]}, "no number of seconds"),
        ({"durations": [[True]]}, "no number of seconds"),
        ({"durations": [[0, 1]], "sources": [{}, {}]}, "2 sources for 1 rows"),
        ({"sources_to_targets": []}, "or is it Valhalla's"),
    ],
)
def test_a_table_that_is_none_says_where(told: dict[str, Any], said: str) -> None:
    assert said in wrong(Engine.OSRM, **told)


def test_pairs_that_are_missing_are_told() -> None:
    flat = [cell for row in NESTED for cell in row]
    assert "3 pairs of 2 times 2" in wrong(Engine.VALHALLA, sources_to_targets=flat[:2] + flat[3:])
    assert "no from_index" in wrong(Engine.VALHALLA, sources_to_targets=[{"time": 1}])
    assert "in one line" in wrong(Engine.VALHALLA, sources_to_targets={"durations": [1, 2, 3, 4]})


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b"\xff\xfe", b"<html>"])
def test_what_is_no_json_object_is_a_fault_with_the_file(raw: bytes) -> None:
    with pytest.raises(BadHospital) as bad:
        read_matrix(Engine.OSRM, "table.json", raw)
    assert bad.value.faults[0].file == "table.json"
