"""Every file about one plan that others read, by name: HICS forms as CSV, EDXL, FHIR. Bytes; nobody writes here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from codedark.depend import Outage
from codedark.divert.form_rows import FormTransfer
from codedark.formats.edxl_have import edxl_have
from codedark.formats.edxl_tep import edxl_tep
from codedark.formats.fhir_transfers import fhir_transfers
from codedark.formats.hics_cells import blank_254, blank_255, rows_254, rows_255
from codedark.formats.hics_csv import hics_csv
from codedark.formats.hics_patient import blank_260, flat_260
from codedark.formats.hics_systems import rows_251
from codedark.formats.local_time import day_and_clock
from codedark.hospital.records import Hospital


def transfer_files(
    rows: Sequence[FormTransfer],
    hospital: Hospital,
    outage: Outage,
    *,
    fell_at: datetime,
    at: datetime,
    incident: str = "",
) -> dict[str, bytes]:
    """All of them, as of one moment.

    Args:
        rows: from `form_rows` or `with_talks`.
        outage: from `depend.what_falls_if`.
        fell_at: aware; minutes of the outage are counted from it.
        at: aware; the moment reported.
        incident: as the hospital or the dispatch centre calls it; empty: none was given.
    Returns:
        File name -> bytes; times in CSV are the hospital's own, with the day; in XML and JSON they are UTC.
    """
    about = hospital.settings.hospital

    def say(moment: datetime | None) -> str:
        return day_and_clock(moment, about.timezone)

    leaving = [row for row in rows if row.leaving]
    digest = sha256(repr((about.name, at, tuple(rows))).encode()).hexdigest()
    systems = rows_251(hospital, outage, fell_at=fell_at, at=at, say=say)
    return {
        "hics-251.csv": hics_csv(systems),
        "hics-254.csv": hics_csv(rows_254(rows, say), blank_254()),
        "hics-255.csv": hics_csv(rows_255(rows, say), blank_255()),
        "hics-260.csv": hics_csv([flat_260(row, say) for row in leaving], blank_260()),
        "edxl-have.xml": edxl_have(hospital, outage, fell_at=fell_at, at=at),
        "edxl-tep.xml": edxl_tep(rows, message=digest[:32], hospital=about.name, incident=incident, at=at),
        "fhir-transfers.json": fhir_transfers(rows, hospital, at=at),
    }
