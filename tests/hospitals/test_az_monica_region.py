"""Beds and minutes of the example against the figures they were typed over from."""

from __future__ import annotations

import csv
import re
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest

from tests.hospitals.kept import AZ_MONICA, example

OWN = {"deurne": "1210", "antwerpen": "1220"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance."""
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    return 2 * 6371 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


def id_of(source: str) -> str:
    found = re.search(r"\bid (\d+)", source)
    assert found is not None, source
    return found[1]


@pytest.mark.shared_data("data/region/be_ed_sites.csv")
def test_every_emergency_site_within_sixty_km_is_there_with_its_beds(shared: Path) -> None:
    hospital = example(AZ_MONICA)
    sites = {row["id"]: row for row in rows(shared / "data/region/be_ed_sites.csv")}
    at = {key: (float(row["lat"]), float(row["lon"])) for key, row in sites.items()}
    near = {key for key in sites if min(km(at[key], at[own]) for own in OWN.values()) <= 60}
    told = {id_of(receiver.source): receiver for receiver in hospital.region.values()}
    assert set(told) == near - set(OWN.values()) and len(told) == 53
    for key, receiver in told.items():
        assert receiver.beds_recognised == int(sites[key]["cap_beds"]), receiver.hospital
        assert (receiver.lat, receiver.lon) == pytest.approx(at[key], abs=1e-5)


@pytest.mark.shared_data("data/region/be_ed_travel_min_estimate.csv")
def test_minutes_between_campuses_and_sites_are_the_estimate(shared: Path) -> None:
    hospital = example(AZ_MONICA)
    matrix = {row["id"]: row for row in rows(shared / "data/region/be_ed_travel_min_estimate.csv")}
    key = {**OWN, **{str(r.hospital): id_of(r.source) for r in hospital.region.values()}}
    assert len(hospital.travel) == 2 * 2 * 53 + 2
    for (start, end), travel in hospital.travel.items():
        assert travel.minutes == pytest.approx(float(matrix[key[start]][key[end]]), abs=0.05), f"{start} -> {end}"
        assert start in OWN or end in OWN


def test_every_site_can_be_reached_from_both_campuses() -> None:
    hospital = example(AZ_MONICA)
    for receiver in hospital.region:
        for own in hospital.sites:
            assert (own, receiver) in hospital.travel and (receiver, own) in hospital.travel
