from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from codedark.cli import main, verb_travel
from codedark.formats.travel_matrix import Engine, TravelMatrix
from codedark.gates import routing_client
from codedark.gates.routing_client import RoutingFailed
from codedark.hospital.distance import metres_between
from codedark.store.folder import load_hospital
from tests.making import make_files

ALL = [[4.0, 51.0], [4.0, 51.1], [4.0, 52.0]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "hospital"
    place.mkdir()
    tables = make_files(
        sites="site, name, lat, lon, beds_recognised\nhome, Home, 51.0, 4.0, 10\n",
        region="""
            hospital, name, lat, lon, beds_recognised
            near, Near, 51.1, 4.0, 10
            far, Far, 52.0, 4.0, 10
            lost, Lost, , , 10
            """,
        travel_min="from, to, minutes\nhome, near, 10\nhome, far, 60\nhome, lost, 7\nnear, home, 12\nfar, home, 60\n",
    )
    for name, raw in tables.items():
        (place / name).write_bytes(raw)
    return place


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.json"
    at = [{"location": place} for place in ALL]
    durations = [[0, 660, 2400], [720, 0, 1], [None, 1, 0]]
    file.write_text(json.dumps({"code": "Ok", "durations": durations, "sources": at, "destinations": at}))
    os.utime(file, (1_760_000_000, 1_760_000_000))  # 2025-10-09
    return file


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setitem(main.VERBS, "travel", "Road minutes from a routing engine, beforehand.")

    def ask(*words: object) -> tuple[int, str, str]:
        code = main.answer(["travel", *map(str, words)])
        out, err = capsys.readouterr()
        return code, out, err

    return ask


def test_people_see_what_would_change_and_nothing_is_written(asked: Any, folder: Path, table: Path) -> None:
    before = (folder / "travel_min.csv").read_bytes()
    code, out, _ = asked(folder, "--osrm", table)
    assert code == 0
    said = " ".join(out.split())
    assert "OSRM, table.json, 2025-10-09: of 4 rows, 2 change, 0 are new, 1 are the same minutes" in said
    assert "home far 60 40 -20.0" in said and said.index("-20.0") < said.index("+1.0")
    assert "No road, so no row: far to home." in said
    assert "Nothing is written; --write replaces travel_min.csv." in said
    assert (folder / "travel_min.csv").read_bytes() == before


def test_write_replaces_the_table_and_the_folder_reads(asked: Any, folder: Path, table: Path) -> None:
    code, out, _ = asked(folder, "--osrm", table, "--factor", "0.5", "--write")
    assert code == 0 and "Written:" in out
    travel = load_hospital(folder).travel
    assert {f"{a} {b}": row.minutes for (a, b), row in travel.items()} == {
        "home near": 5.5, "home far": 20.0, "home lost": 7.0, "near home": 6.0,
    }  # fmt: skip
    row = travel["home", "far"]  # type: ignore[index]
    assert (row.basis, row.source) == ("inferred", "OSRM, table.json, 2025-10-09; times x 0.5 for priority driving")
    assert travel["home", "lost"].source == ""  # type: ignore[index]
    assert sorted(file.name for file in folder.iterdir() if file.name.startswith(".")) == []


def test_json_is_one_object_with_the_documented_keys(asked: Any, folder: Path, table: Path) -> None:
    code, out, _ = asked(folder, "--osrm", table, "--json")
    told = json.loads(out)
    assert code == 0
    assert told["changed"][0] == {"from": "home", "to": "far", "was_min": 60.0, "now_min": 40.0}
    assert told["no_road"] == [{"from": "far", "to": "home"}]
    assert (told["rows"], told["not_asked"], told["written"]) == (4, 1, None)
    assert all(f'"{key}"' in (verb_travel.__doc__ or "") for key in [*told, *told["changed"][0]])


def test_a_list_names_what_the_engine_does_not_place(asked: Any, folder: Path, tmp_path: Path) -> None:
    table, ids = tmp_path / "compact.json", tmp_path / "ids.csv"
    table.write_text(json.dumps({"sources_to_targets": {"durations": [[0, 300], [300, 0]]}}))
    ids.write_text("site\nhome\nlost\n")
    code, out, _ = asked(folder, "--valhalla", table, "--ids", ids, "--json")
    told = json.loads(out)
    assert code == 0 and told["source"].startswith("Valhalla, compact.json, ")
    assert told["changed"] == [{"from": "home", "to": "lost", "was_min": 7.0, "now_min": 5.0}]
    assert told["new"] == [{"from": "lost", "to": "home", "minutes": 5.0}]
    code, _, err = asked(folder, "--valhalla", table)
    assert code == 0 and "name it with --ids" in err


def test_every_wrong_option_is_told_at_once(asked: Any, folder: Path, table: Path) -> None:
    code, out, err = asked(folder, "--factor", "0", "--timeout-s", "-1")
    assert (code, out) == (2, "")
    assert "neither is given" in err and "--factor" in err and "--timeout-s" in err and "3 faults" in err
    code, _, err = asked(folder, "--osrm", table, "--valhalla", table)
    assert code == 2 and "both are given" in err
    code, _, err = asked(folder, "--osrm", folder / "nowhere.json")
    assert code == 2 and "no such file" in err
    code, _, err = asked(folder, "--osrm", "http://127.0.0.1:9", "--ids", table)
    assert code == 2 and "--ids" in err


def test_a_table_the_folder_could_not_be_read_with_is_not_written(
    asked: Any, folder: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "travel_min.csv").read_bytes()
    monkeypatch.setattr("codedark.formats.travel_rows.written_travel", lambda _: b"from,to,minutes\nhome,nowhere,5\n")
    code, _, err = asked(folder, "--osrm", table, "--write")
    assert code == 2 and "nothing was written" in err and "travel_min.csv, row 2, column to" in err
    assert (folder / "travel_min.csv").read_bytes() == before


def test_a_server_is_asked_for_the_sites_that_have_a_place(
    asked: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[tuple[int, int]] = []

    def engine(kind: Engine, url: str, sources: Any, targets: Any, **_: Any) -> TravelMatrix:
        assert url == "http://routing.example:5000"
        questions.append((len(sources), len(targets)))
        seconds = tuple(tuple(metres_between(a, b) / 20.0 for b in targets) for a in sources)
        return TravelMatrix(engine=kind, seconds=seconds, sources=tuple(sources), targets=tuple(targets))

    monkeypatch.setattr(routing_client, "ask_engine", engine)
    code, out, _ = asked(folder, "--osrm", "http://routing.example:5000", "--json")
    told = json.loads(out)
    assert code == 0 and questions == [(1, 3), (3, 1)]
    assert told["source"].startswith("OSRM, http://routing.example:5000, 2")
    assert told["no_road"] == [] and told["notes"] == [] and told["not_asked"] == 1
    assert {(row["from"], row["to"]) for row in told["changed"]} == {
        ("home", "near"), ("home", "far"), ("near", "home"), ("far", "home"),
    }  # fmt: skip


def test_a_server_that_fails_is_the_worlds_failure(asked: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def engine(*_: Any, **__: Any) -> TravelMatrix:
        raise RoutingFailed("http://routing.example: no answer: timed out")

    monkeypatch.setattr(routing_client, "ask_engine", engine)
    code, out, err = asked(folder, "--osrm", "http://routing.example", "--write")
    assert (code, out) == (3, "") and "no answer: timed out" in err
    code, _, err = asked(folder, "--osrm", "http://user:pw@routing.example")
    assert code in (2, 3)


@pytest.mark.shared_data("data/region/be_ed_travel_min_estimate.csv")
def test_a_real_table_as_an_engine_would_give_it_is_the_example_again(
    asked: Any, shared: Path, tmp_path: Path, root: Path
) -> None:
    import csv

    with (shared / "data/region/be_ed_travel_min_estimate.csv").open(encoding="utf-8", newline="") as text:
        minutes = list(csv.DictReader(text))
    with (shared / "data/region/be_ed_sites.csv").open(encoding="utf-8", newline="") as text:
        where = {row["id"]: {"location": [float(row["lon"]), float(row["lat"])]} for row in csv.DictReader(text)}
    order = [row["id"] for row in minutes]
    answer = {
        "code": "Ok",
        "durations": [[60.0 * float(row[key]) for key in order] for row in minutes],
        "sources": [where[key] for key in order],
        "destinations": [where[key] for key in order],
    }
    table = tmp_path / "belgium.json"
    table.write_text(json.dumps(answer))
    code, _, err = asked(root / "hospitals" / "az-monica", "--osrm", table)
    assert code == 0 and "136 more points or warnings like these" in err and len(err.splitlines()) == 13
    code, out, _ = asked(root / "hospitals" / "az-monica", "--osrm", table, "--json")
    told = json.loads(out)
    assert code == 0 and told["rows"] == 214 and told["not_asked"] == 0 and told["new"] == []
    assert all(abs(row["was_min"] - row["now_min"]) < 0.11 for row in told["changed"])
    assert len(told["notes"]) == 2 * (129 - 55)
