"""Records from columns: one frozen record a row, for every table but hosts."""

from __future__ import annotations

from typing import Any

from codedark.hospital import records
from codedark.hospital.table import Columns

RECORD_OF: dict[str, type[Any]] = {
    "sites": records.Site,
    "zones": records.Zone,
    "accounts": records.Account,
    "applications": records.Application,
    "services": records.Service,
    "conduits": records.Conduit,
    "gates": records.Gate,
    "agents": records.Agent,
    "cables": records.Cable,
    "out_of_band": records.OutOfBand,
    "operations": records.Operation,
    "patients": records.Patient,
    "crews": records.Crew,
    "region": records.Receiver,
    "region_beds": records.FreeBeds,
    "travel_min": records.Travel,
    "wards": records.Ward,
    "escorts": records.EscortTeam,
    "pools": records.Pool,
    "inflows": records.Inflow,
    "telephones": records.Telephone,
}
"""Table -> the record of one of its rows; hosts are columns (`host_columns.py`)."""


def records_of(read: Columns) -> dict[Any, Any]:
    """Key -> record for each row without a fault, in file order; a key of several columns is a tuple."""
    build = RECORD_OF[read.table.name]
    fields = [column.field or column.name for column in read.table.columns]
    columns = [read.values[column.name] for column in read.table.columns]
    keys = read.keys
    rows = list(zip(*columns, strict=True)) if columns else []
    return {keys[i]: build(**dict(zip(fields, rows[i], strict=True))) for i in read.good_rows()}
