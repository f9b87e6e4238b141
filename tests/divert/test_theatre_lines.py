from __future__ import annotations

from datetime import date

from codedark.divert.census import Listed
from codedark.divert.theatre_lines import theatre_lines
from codedark.hospital.records import OperationId, PatientId, SiteId
from codedark.hospital.words import Urgency
from tests.divert.two_sites import two_sites

TUESDAY, SATURDAY = date(2024, 3, 5), date(2024, 3, 9)
HOSPITAL = two_sites()


def listed(operation: str, day: date = TUESDAY, site: str | None = "north") -> Listed:
    return Listed(
        operation=OperationId(operation), patient=PatientId("p-7"), site=None if site is None else SiteId(site),
        theatre="T4", day=day, start_min=600, duration_min=45, urgency=Urgency.URGENT,
    )  # fmt: skip


def test_the_usual_week_is_laid_on_the_date() -> None:
    assert [line.operation for line in theatre_lines(HOSPITAL, TUESDAY)] == [
        "hip", "knee", "hand", "acute", "nose", "throat",
    ]  # fmt: skip
    assert [line.operation for line in theatre_lines(HOSPITAL, SATURDAY)] == ["acute"]


def test_a_line_counts_on_recovery_after_its_end() -> None:
    assert theatre_lines(HOSPITAL, TUESDAY)[0].counts_on() == {"or-n": 600, "lab": 600, "wake-n": 660}


def test_the_snapshot_alone_counts_on_a_day_it_holds() -> None:
    (line,) = theatre_lines(HOSPITAL, TUESDAY, [listed("knee"), listed("hip", SATURDAY)])
    assert (line.operation, line.start_min, line.urgency, line.theatre, line.patient) == (
        "knee", 600, Urgency.URGENT, "T4", "p-7",
    )  # fmt: skip
    assert line.needs == ("or-n",) and line.recovery == "wake-n" and line.needs_told
    assert len(theatre_lines(HOSPITAL, TUESDAY, [listed("hip", SATURDAY)])) == 6


def test_an_operation_nobody_described_is_planned_with_all_that_its_site_needs() -> None:
    (line,) = theatre_lines(HOSPITAL, TUESDAY, [listed("N-100238")])
    assert not line.needs_told
    assert (set(line.needs), line.recovery, line.recovery_min) == ({"or-n", "lab"}, "wake-n", 120)
    (anywhere,) = theatre_lines(HOSPITAL, TUESDAY, [listed("N-100238", site=None)])
    assert set(anywhere.needs) == {"or-n", "or-s", "lab"}
    (nowhere,) = theatre_lines(two_sites(operations="operation\n"), TUESDAY, [listed("N-100238")])
    assert nowhere.needs == () and nowhere.recovery is None
