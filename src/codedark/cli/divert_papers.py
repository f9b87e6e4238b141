"""Papers and files of a diversion: everything somebody else reads, into one folder, whole or not at all each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codedark.depend import Outage
    from codedark.divert.diversion import Diversion
    from codedark.divert.form_rows import FormTransfer
    from codedark.hospital.records import Hospital
    from codedark.paper.page_stamp import PageStamp

ADDRESSEES = ("112 centre", "receiving hospitals")
"""Whom the first notice is for until the hospital names its own."""


def check_folder(out: Path) -> None:
    """Make the folder, or say why it cannot be one, before anything is planned.

    Raises:
        BadHospital: a file stands there.
        OSError: it cannot be made.
    """
    from codedark.hospital.faults import BadHospital, Fault

    if out.exists() and not out.is_dir():
        fix = "name a folder; it is made where there is none"
        raise BadHospital([Fault(file="--out", message="not a folder", fix=fix, value=str(out))])
    out.mkdir(parents=True, exist_ok=True)


def write_papers(out: Path, told: Diversion, hospital: Hospital, outage: Outage) -> Iterator[Path]:
    """Write each paper and file, and name it once it is whole; see docs/reference/transfer-papers.md."""
    from codedark.store.snapshot import write_whole

    check_folder(out)
    for name, raw in _papers(told, hospital, outage):
        write_whole(out / name, raw, 0o600)
        yield out / name


def _papers(told: Diversion, hospital: Hospital, outage: Outage) -> Iterator[tuple[str, bytes]]:
    from codedark.divert.form_rows import form_rows
    from codedark.paper.divert_operations import operations_page
    from codedark.paper.hics_forms import hics_forms
    from codedark.paper.page_stamp import page_stamp
    from codedark.paper.transfer_sheets import transfer_papers

    age = "" if told.census_age_min is None else f"{told.census_age_min:.0f} min"
    rows = form_rows(told.plan, hospital, told.fell_at)
    stamp = page_stamp(hospital, told.plan, made_at=told.now, snapshot_age=age)
    yield (
        "transfers.pdf",
        transfer_papers(told.plan, hospital, fell_at=told.fell_at, made_at=told.now, snapshot_age=age, rows=rows),
    )
    yield "hics-forms.pdf", hics_forms(rows, hospital, outage, stamp, fell_at=told.fell_at)
    yield "operations.pdf", operations_page(told.operations, hospital)
    yield from _notices(told, hospital)
    yield from _tables(told, hospital, outage, rows, stamp)
    yield from _messages(told, hospital, outage, rows)


def _notices(told: Diversion, hospital: Hospital) -> Iterator[tuple[str, bytes]]:
    """The first notice in the languages of the country; none where every service is full."""
    from zoneinfo import ZoneInfo

    from codedark.divert.notice_content import notice_content
    from codedark.divert.notices import NoticeBook, issue
    from codedark.paper.divert_notice import notice_page

    content = notice_content(hospital, told.services, told.inflows, told.fell_at)
    if content.empty:
        return
    book, notice = issue(NoticeBook(), content, ADDRESSEES, told.now, "incident commander")
    zone = ZoneInfo(hospital.settings.hospital.timezone)
    for language in ("en", "nl", "fr"):
        yield f"notice-{language}.pdf", notice_page(book, notice.number, language=language, zone=zone)


def _tables(
    told: Diversion, hospital: Hospital, outage: Outage, rows: Sequence[FormTransfer], stamp: PageStamp
) -> Iterator[tuple[str, bytes]]:
    from codedark.formats.hics_cells import blank_254, blank_255, rows_254, rows_255
    from codedark.formats.hics_csv import hics_csv
    from codedark.formats.hics_patient import flat_260
    from codedark.formats.hics_systems import blank_251, rows_251

    say = stamp.clock
    systems = rows_251(hospital, outage, fell_at=told.fell_at, at=told.now, say=say)
    yield "hics-251.csv", hics_csv(systems, blank_251())
    yield "hics-254.csv", hics_csv(rows_254(rows, say), blank_254())
    yield "hics-255.csv", hics_csv(rows_255(rows, say), blank_255())
    leaving = [flat_260(row, say) for row in rows if row.leaving]
    if leaving:
        yield "hics-260.csv", hics_csv(leaving)


def _messages(
    told: Diversion, hospital: Hospital, outage: Outage, rows: Sequence[FormTransfer]
) -> Iterator[tuple[str, bytes]]:
    from codedark.formats.edxl_have import edxl_have
    from codedark.formats.edxl_tep import edxl_tep
    from codedark.formats.fhir_transfers import fhir_transfers

    name = hospital.settings.hospital.name
    yield "edxl-have.xml", edxl_have(hospital, outage, fell_at=told.fell_at, at=told.now)
    message = f"codedark-{hospital.sha256[:12]}-{told.now:%Y%m%dT%H%M}"
    yield "edxl-tep.xml", edxl_tep(rows, message=message, hospital=name, incident="", at=told.now)
    yield "fhir-transfers.json", fhir_transfers(rows, hospital, at=told.now)
