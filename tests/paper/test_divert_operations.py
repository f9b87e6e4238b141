from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from codedark.divert.operating import operating
from codedark.divert.operating_plan import Decision, OperatingPlan
from codedark.paper.divert_operations import FIRST, clock, operations_data, operations_page
from codedark.paper.typesetting import pages_of
from tests.divert.two_sites import FELL_AT, outage_of, two_sites

HOSPITAL = two_sites()
BACK = datetime(2024, 3, 8, 6, tzinfo=UTC)


def plan(back_at: datetime | None = BACK) -> OperatingPlan:
    return operating(HOSPITAL, outage_of(HOSPITAL, "north-ehr"), FELL_AT, [date(2024, 3, 5)], back_at=back_at)


def text_of(pdf: bytes, folder: Path) -> str:
    file = folder / "x.pdf"
    file.write_bytes(pdf)
    asked = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return " ".join(asked.stdout.decode().split())


def test_every_decision_has_its_place_and_who_cannot_wait_comes_first() -> None:
    assert set(FIRST) == set(Decision) and len(FIRST) == len(Decision)
    told = operations_data(plan(), HOSPITAL)
    assert [group["decision"] for group in told["groups"]] == ["moved to a partner", "goes ahead", "re-booked"]
    assert sum(len(group["rows"]) for group in told["groups"]) == len(plan().operations)


@pytest.mark.needs("pdftotext")
def test_every_operation_stands_on_it_with_what_is_proposed_and_why(tmp_path: Path) -> None:
    pdf = operations_page(plan(), HOSPITAL)
    text = text_of(pdf, tmp_path)
    for fact in (
        "a proposal", "theatre coordinator", "Tuesday 2024-03-05", "hip", "knee", "hand", "acute", "nose", "throat",
        "South, 30 min", "Theatres north is lost", "holds", "otherwise", "Due dates not held (1): hip: due 2024-03-07",
    ):  # fmt: skip
        assert fact in text, fact
    assert pages_of(pdf) == 1 and pdf == operations_page(plan(), HOSPITAL)


def test_a_re_booked_one_says_day_hour_and_theatres() -> None:
    told = {one.line.operation: one for one in plan().operations}
    (rows,) = (
        group["rows"] for group in operations_data(plan(), HOSPITAL)["groups"] if group["decision"] == "re-booked"
    )
    slot = told["hip"].slot
    assert slot is not None
    hip = next(row for row in rows if row["operation"] == "hip")
    assert hip["proposal"] == f"{slot.day:%a %d/%m} {clock(slot.start_min)}, Theatres north"


@pytest.mark.needs("pdftotext")
def test_an_empty_list_says_so(tmp_path: Path) -> None:
    empty = replace(plan(), operations=(), notes=("nothing is told",))
    assert "no operation is on the list" in text_of(operations_page(empty, HOSPITAL), tmp_path)
