from __future__ import annotations

import pytest

from codedark.formats.travel_matrix import Engine, TravelMatrix
from codedark.formats.travel_rows import (
    Named,
    TravelRows,
    named_by_list,
    named_by_place,
    travel_change,
    travel_rows,
    written_travel,
)
from codedark.hospital.distance import Place
from codedark.hospital.faults import BadHospital
from codedark.hospital.reading import read
from codedark.hospital.records import Hospital
from codedark.hospital.words import Basis
from tests.making import make_files, make_hospital

TABLES = {
    "sites": "site, name, lat, lon, beds_recognised\nhome, Home, 51.0, 4.0, 10\n",
    "region": """
        hospital, name, lat, lon, beds_recognised
        near, Near, 51.1, 4.0, 10
        twin, Twin, 51.1, 4.0, 10
        far, Far, 52.0, 4.0, 10
        lost, Lost, , , 10
        """,
    "travel_min": "from, to, minutes\nhome, near, 10\nhome, far, 60\nhome, lost, 7\nnear, home, 12\n",
}
HOME, NEAR, FAR = (51.0, 4.0), (51.1, 4.0), (52.0, 4.0)


def hospital() -> Hospital:
    return make_hospital(**TABLES)


def matrix(*seconds: tuple[float | None, ...], at: tuple[Place | None, ...] = ()) -> TravelMatrix:
    return TravelMatrix(
        engine=Engine.OSRM, seconds=seconds, sources=at[: len(seconds)] or (None,) * len(seconds),
        targets=at or (None,) * len(seconds[0]),
    )  # fmt: skip


def test_a_point_is_the_site_that_stands_there_and_sites_on_one_ground_are_both() -> None:
    moved = (51.002, 4.0)  # 222 m
    named = named_by_place(matrix((0, 1, 2), at=(moved, NEAR, FAR)), hospital())
    assert named.targets == (("home",), ("near", "twin"), ("far",)) and named.notes == ()


def test_a_point_too_far_from_any_site_is_left_out_and_said() -> None:
    named = named_by_place(matrix((0, 1), at=((51.003, 4.0), (50.0, 4.0))), hospital())
    assert named.targets == ((), ()) and len(named.notes) == 3
    assert "source 1 (51.00300, 4.00000) is left out: 334 m from the nearest site, home." in named.notes


def test_a_site_takes_the_nearest_of_two_points() -> None:
    named = named_by_place(matrix((0, 1), at=((51.002, 4.0), (51.001, 4.0))), hospital())
    assert named.targets == ((), ("home",))
    assert any("target 1" in note and "nearer to another point" in note for note in named.notes)


def test_a_point_without_a_place_must_be_named() -> None:
    named = named_by_place(matrix((0,)), hospital())
    assert named.sources == ((),) and "name it with --ids" in named.notes[0]


def test_a_list_names_rows_and_columns_in_the_order_asked() -> None:
    named = named_by_list(matrix((0, 1), (1, 0)), "ids.csv", b"site\nhome\nfar\n", hospital())
    assert named.sources == named.targets == (("home",), ("far",))
    named = named_by_list(matrix((1, 2)), "ids.csv", b"site;use\nhome;from\nfar;to\nnear;to\n", hospital())
    assert (named.sources, named.targets) == ((("home",),), (("far",), ("near",)))


def test_every_fault_of_a_list_is_told() -> None:
    with pytest.raises(BadHospital) as bad:
        named_by_list(matrix((0, 1)), "ids.csv", b"site,use\nhom,from\nfar,upwards\n", hospital())
    said = [str(fault) for fault in bad.value.faults]
    assert said[0].startswith(
        "ids.csv, row 2, column site: no site of that name (it says 'hom'). Fix: did you mean 'home'"
    )
    assert said[1].startswith("ids.csv, row 3, column use")
    with pytest.raises(BadHospital, match="1 sites for 2 columns"):
        named_by_list(matrix((0, 1)), "ids.csv", b"site\nhome\n", hospital())
    with pytest.raises(BadHospital, match="no column `site`"):
        named_by_list(matrix((0, 1)), "ids.csv", b"name\nhome\n", hospital())


def test_rows_are_pairs_with_a_site_of_ours_in_tenths_of_a_minute() -> None:
    named = Named(sources=(("home",), ("near", "twin")), targets=(("home",), ("far",)))  # type: ignore[arg-type]
    rows = travel_rows(matrix((0, None), (601, 5)), named, hospital(), "OSRM, t.json, 2026-01-02")
    assert {pair: row.minutes for pair, row in rows.rows.items()} == {("near", "home"): 10.0, ("twin", "home"): 10.0}
    assert rows.no_road == (("home", "far"),)
    row = rows.rows["near", "home"]  # type: ignore[index]
    assert (row.basis, row.source) == (Basis.INFERRED, "OSRM, t.json, 2026-01-02")


def test_a_factor_is_applied_and_stands_in_the_source() -> None:
    named = Named(sources=(("home",),), targets=(("near",),))  # type: ignore[arg-type]
    (row,) = travel_rows(matrix((600,)), named, hospital(), "OSRM", factor=0.7).rows.values()
    assert (row.minutes, row.source) == (7.0, "OSRM; times x 0.7 for priority driving")
    with pytest.raises(ValueError, match="factor=0"):
        travel_rows(matrix((600,)), named, hospital(), "OSRM", factor=0)


def change_of(rows: TravelRows):  # type: ignore[no-untyped-def]
    return travel_change(hospital().travel, rows)


def test_what_changes_is_told_largest_first_and_what_was_not_asked_stays() -> None:
    named = Named(sources=(("home",), ("near",)), targets=(("home",), ("near",), ("far",), ("twin",)))  # type: ignore[arg-type]
    change = change_of(travel_rows(matrix((0, 660, 3000, 60), (None, 0, 1, 1)), named, hospital(), "OSRM"))
    assert [(old.minutes, now.minutes) for old, now in change.changed] == [(60, 50), (10, 11)]
    assert [row.to for row in change.new] == ["twin"]
    assert [row.to for row in change.kept] == ["lost"]
    assert change.no_road == (("near", "home"),)
    assert list(change.after) == [("home", "near"), ("home", "far"), ("home", "lost"), ("home", "twin")]


def test_what_is_written_is_read_back() -> None:
    named = Named(sources=(("home",),), targets=(("near",),))  # type: ignore[arg-type]
    change = change_of(travel_rows(matrix((612,)), named, hospital(), 'OSRM, "t", 2026-01-02', factor=0.7))
    files = {**make_files(**TABLES), "travel_min.csv": written_travel(change.after)}
    assert read(files).travel == change.after
