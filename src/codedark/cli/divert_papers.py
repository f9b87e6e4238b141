"""Papers and files of a diversion: everything somebody else reads, into one folder, whole or not at all each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codedark.depend import Outage
    from codedark.divert.diversion import Diversion
    from codedark.hospital.records import Hospital

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
    from codedark.formats.transfer_files import transfer_files
    from codedark.paper.divert_operations import operations_page
    from codedark.paper.hics_forms import hics_forms
    from codedark.paper.page_stamp import page_stamp
    from codedark.paper.transfer_sheets import transfer_papers

    age = "" if told.census_age_min is None else f"{told.census_age_min:.0f} min"
    rows = form_rows(told.plan, hospital, told.fell_at)
    stamp = page_stamp(hospital, told.plan, made_at=told.now, snapshot_age=age)
    made: dict[str, Any] = {"fell_at": told.fell_at, "made_at": told.now, "snapshot_age": age, "rows": rows}
    yield "transfers.pdf", transfer_papers(told.plan, hospital, **made)
    yield "requests.pdf", transfer_papers(told.plan, hospital, **made, parts=("requests",))
    yield "hics-forms.pdf", hics_forms(rows, hospital, outage, stamp, fell_at=told.fell_at)
    yield "operations.pdf", operations_page(told.operations, hospital)
    yield from _notices(told, hospital)
    files = transfer_files(rows, hospital, outage, fell_at=told.fell_at, at=told.now)
    yield from files.items()


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
    for language in ("en", "nl", "fr", "de"):
        yield f"notice-{language}.pdf", notice_page(book, notice.number, language=language, zone=zone)
