from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from codedark.divert.conversation import TalkState
from codedark.divert.form_rows import form_rows
from codedark.divert.transfer_plan import TransferPlan
from codedark.hospital.records import Hospital
from codedark.hospital.words import Owner
from codedark.paper.transfer_sheets import transfer_papers
from codedark.paper.typesetting import pages_of
from tests.divert.plans_for_forms import AGE, FELL, MADE, hospital, many, nobody, plan, row, rows
from tests.paper.pdf_words import outside_the_page, overlapping, pages_of_words

plan_sheet, call_list, request_sheets = (
    partial(transfer_papers, parts=(one,)) for one in ("plan", "calls", "requests")
)

pytestmark = pytest.mark.needs("pdftotext")
TOLD: dict[str, Any] = {"fell_at": FELL, "made_at": MADE, "snapshot_age": AGE}
NASTY = '#read("plan.typ") #panic("x") $x$ *b* =cmd()'


def words(pdf: bytes, folder: Path) -> str:
    return " ".join(pages_of_words(pdf, folder))


def papers(told: TransferPlan, of: Hospital | None = None) -> bytes:
    return transfer_papers(told, of or hospital(), **TOLD)


def test_every_patient_of_the_plan_is_on_paper(tmp_path: Path) -> None:
    said = words(plan_sheet(plan(), hospital(), **TOLD), tmp_path)
    assert [p for p in ("p-1", "p-2", "p-3", "p-4", "p-5") if p not in said] == []


def test_the_plan_says_who_moves_how_and_until_when(tmp_path: Path) -> None:
    said = words(plan_sheet(plan(), hospital(), **TOLD), tmp_path)
    for part in (
        "T1 p-1", "Near Hospital", "amb-1 (112)", "physician:", "23:35", "23:50", "23:00, bed", "NO CREW:",
        "ASSUMED: nobody", "LATE", "At most 10 % more waiting than any plan could have",
        "Nearest-first in the order of arrival would cost 50 % more", "head of icu", "no bed for great weight",
        "Road minutes: estimated.", "internist", "no end told", "1 patient has no place",
    ):  # fmt: skip
        assert part in said, part


def test_every_page_says_whose_when_how_old_and_that_beds_are_assumed(tmp_path: Path) -> None:
    pages = pages_of_words(papers(many(40)), tmp_path)
    for number, page in enumerate(pages, start=1):
        assert "plan made 10 Mar 2026 23:05" in page and "snapshot 42 min old" in page, number
        assert "ASSUMED BEDS: 5 % of recognised beds taken as free" in page, number
        assert f"page {number} of {len(pages)}" in page
    confirmed = pages_of_words(papers(plan(assumed_beds_pct=None)), tmp_path)
    assert not any("ASSUMED BEDS" in page for page in confirmed)


def test_the_call_list_has_the_numbers_and_whom_to_offer(tmp_path: Path) -> None:
    said = words(call_list(plan(), hospital(), **TOLD), tmp_path)
    for part in ("112 centre", "+32 0 112", "bed coordinator: +32 0 111, or +32 0 222", "asked for 1 icu",
                 "ventilator, isolation", "speaks fr", "doctor’s name", "yes", "no"):  # fmt: skip
        assert part in said, part


def test_a_hospital_without_a_number_has_a_line_to_write_it_on(tmp_path: Path) -> None:
    told = hospital(telephones="telephone,hospital,whom,number\n")
    said = words(call_list(plan(), told, **TOLD), tmp_path)
    assert said.count("Number not told") == 2 and "Dispatch centre, number not told" in said


def test_the_request_sheet_asks_others_and_names_no_patient(tmp_path: Path) -> None:
    told = plan(
        transfers=(*plan().transfers, replace(plan().transfers[0], patient="p-5", crew="mug-1", owner=Owner.OURS))
    )
    pages = pages_of_words(request_sheets(told, hospital(), **TOLD), tmp_path)
    assert [page.split(":")[0] for page in pages] == ["To the 112 dispatch centre", "No crew found"]
    for part in ("T1", "Near Hospital", "23:35", "ambulance (BLS)", "icu-team", "ventilator, isolation"):
        assert part in pages[0], part
    assert "ambulance and a nurse" in pages[1]
    for name in ("p-1", "p-2", "p-5", "intensive care", "ward 3"):
        assert name not in " ".join(pages), name


def test_our_own_crews_are_not_asked_for(tmp_path: Path) -> None:
    ours = plan(transfers=(replace(plan().transfers[0], crew="mug-1", owner=Owner.OURS),))
    assert "No crew of others is asked for." in words(request_sheets(ours, hospital(), **TOLD), tmp_path)


def test_an_empty_plan_is_printed_and_says_so(tmp_path: Path) -> None:
    said = words(papers(nobody()), tmp_path)
    for part in ("Nobody is to be moved.", "Nobody is moved: there is nothing to compare.",
                 "Nobody is to be called", "No crew of others is asked for."):  # fmt: skip
        assert part in said, part


def test_three_hundred_transfers_are_all_on_paper_under_a_head_on_each_page(tmp_path: Path) -> None:
    pages = pages_of_words(plan_sheet(many(300), hospital(), **TOLD), tmp_path)
    said = " ".join(pages)
    assert [n for n in range(300) if f"T{n + 1} q-{n:03}" not in said] == []
    with_head = [page for page in pages if "trip patient from ward" in page]
    assert len(with_head) >= len(pages) - 1, "the last page may hold the rest of the plan alone"


def test_what_a_ward_is_called_is_never_run(tmp_path: Path) -> None:
    quoted = NASTY.replace('"', '""')
    told = hospital(
        patients=f'patient,site,ward,pool,acuity,needs,can_go_home,entered_by\np-1,home,"{quoted}",icu,critical,icu-quay,no,x\n'
    )
    said = words(plan_sheet(plan(unplaced=()), told, **TOLD), tmp_path).replace(" ", "")
    assert all(part in said for part in ('#read("plan.typ")', '#panic("x")', "$x$", "*b*", "=cmd()"))


def test_long_names_stay_in_their_columns(tmp_path: Path) -> None:
    long = "w" * 100
    told = replace(
        plan(),
        transfers=tuple(
            replace(t, patient=f"{long}-{n}", to=long, pool=long, crew=long, escort_team=long, confirmed_by=long)
            for n, t in enumerate(plan().transfers)
        ),
    )
    pdf = papers(told)
    assert outside_the_page(pdf, tmp_path) == []
    assert overlapping(pdf, tmp_path) == []


def test_what_was_agreed_since_stands_beside_the_plan(tmp_path: Path) -> None:
    agreed = (row("p-1", state=TalkState.ACCEPTED, accepting_doctor="dr. Eyes"), *rows()[1:])
    pdf = transfer_papers(plan(), hospital(), rows=agreed, **TOLD)
    assert "accepted by dr. Eyes" in words(pdf, tmp_path)
    assert "accepted" in words(plan_sheet(plan(), hospital(), rows=agreed, **TOLD), tmp_path)


def test_a_plan_s_trips_have_the_same_number_on_every_sheet(tmp_path: Path) -> None:
    backwards = plan(transfers=tuple(reversed(plan().transfers)))
    assert "T1 p-1" in words(plan_sheet(backwards, hospital(), **TOLD), tmp_path)
    assert "T1 p-1" in words(call_list(backwards, hospital(), **TOLD), tmp_path)


def test_the_same_plan_is_the_same_bytes_and_a_tagged_pdf() -> None:
    assert papers(plan()) == papers(plan())
    assert b"pdfuaid:part>1<" in papers(plan())
    parts = (plan_sheet, call_list, request_sheets)
    assert pages_of(papers(plan())) == sum(pages_of(part(plan(), hospital(), **TOLD)) for part in parts)
    assert form_rows(plan(), hospital(), FELL) == rows()
