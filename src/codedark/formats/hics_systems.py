"""Form 251 of the Hospital Incident Command System, 2014: the status of systems, ticked as far as the outage tells.

The form's own list of systems is kept whole; what codedark knows nothing of stays blank. Two parts are added, as the
form allows: applications by kind, and clinical services. What is ticked follows from what was said to be off, and is no
inspection: the paper says so.
Source: HICS Guidebook, fifth edition, May 2014, form HICS 251 (California EMSA); fields as facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from codedark.depend import Outage
from codedark.divert.form_rows import moment
from codedark.divert.service_status import ServiceStatus, Standing, service_status
from codedark.formats.hics_cells import Cell, Say, one_of
from codedark.hospital.records import ApplicationId, Hospital
from codedark.hospital.words import ApplicationKind

STATUSES = ("Fully functional", "Partially functional", "Nonfunctional", "N/A")
FULL, PARTIAL, NONE, NOT_HERE = STATUSES
NAMES_MOST = 3
"""Names in a comment before the rest is counted."""
_IT = "Information technology system (e-mail, registration, patient records, time card, intranet)"
_TELEPHONE = "Telephone system, external"
_INTERNET = "Video, television, internet, cable"

SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "Communication system": (
        "Fax", _IT, "Nurse call system", "Paging, public address", "Radio equipment", "Satellite system", _TELEPHONE,
        "Telephone system, proprietary", _INTERNET, "Other",
    ),
    "Infrastructure system": (
        "Campus roadways", "Fire detection/suppression system", "Food preparation equipment", "Ice machines",
        "Laundry/linen service equipment", "Structural components (building integrity)", "Other",
    ),
    "Patient care system": (
        "Decontamination system (including containment)", "Digital radiography system",
        "Ethylene oxide (EtO)/sterilizers", "Isolation rooms (positive/negative air)", "Other",
    ),
    "Security system": ("Door lockdown systems", "Surveillance cameras", "Other"),
    "Utilities, external system": (
        "Electrical power, primary service", "Sanitation systems", "Water", "Natural gas", "Other",
    ),
    "Utilities, internal system": (
        "Air compressor", "Electrical power, backup generator", "Elevators/escalators",
        "Hazardous waste containment system", "Heating, ventilation and air conditioning (HVAC)", "Oxygen",
        "Medical gases, other", "Pneumatic tube", "Steam boiler", "Sump pump", "Well water system",
        "Vacuum (for patient use)", "Water heater and circulators", "Other",
    ),
}  # fmt: skip
"""Sections of the form, and the systems of each."""
_KINDS_OF = {
    _TELEPHONE: frozenset({ApplicationKind.TELEPHONY}),
    _INTERNET: frozenset({ApplicationKind.INTERNET}),
    _IT: frozenset(ApplicationKind)
    - {ApplicationKind.TELEPHONY, ApplicationKind.INTERNET, ApplicationKind.DEVICE, ApplicationKind.SUPPLIER},
}
"""Systems of the form that applications of ours are, by their kind."""


def rows_251(
    hospital: Hospital, outage: Outage | None, *, fell_at: datetime, at: datetime, say: Say
) -> list[tuple[Cell, ...]]:
    """HICS 251, facility system status report: section, system, status, comments.

    Args:
        outage: from `depend.what_falls_if`; None: nothing is ticked, the form is for a walk round.
        fell_at: aware; minutes of the outage are counted from it.
        at: aware; the moment whose status is reported.
    Returns:
        The form's systems first, then applications by kind, then services, each in the order of its table.
    """
    now_min = (at - fell_at).total_seconds() / 60.0
    lost = None if outage is None else _lost_by_now(outage, now_min)
    rows = [_of_form(hospital, lost, section, system) for section in SYSTEMS for system in SYSTEMS[section]]
    rows += [_of_kind(hospital, lost, kind) for kind in _kinds(hospital)]
    if outage is None:
        return [*rows, *(_line(_SERVICES, s.name or s.service, None, "") for s in hospital.services.values())]
    statuses = service_status(hospital, outage, now_min)
    return [*rows, *(_of_service(hospital, one, fell_at, say) for one in statuses)]


_APPLICATIONS, _SERVICES = "Applications by kind (added)", "Clinical services (added)"


def blank_251() -> tuple[Cell, ...]:
    """A line of the form to be filled in by hand."""
    return _line("", "", None, "")


def _line(section: str, system: str, status: str | None, comment: str) -> tuple[Cell, ...]:
    return (
        Cell("Section", section),
        Cell("System", system),
        one_of("Status", STATUSES, status),
        Cell("Comments", comment),
    )


def _lost_by_now(outage: Outage, now_min: float) -> frozenset[ApplicationId]:
    return frozenset(row.application for row in outage.applications if row.lost_at_min <= now_min)


def _of_form(hospital: Hospital, lost: frozenset[ApplicationId] | None, section: str, system: str) -> tuple[Cell, ...]:
    kinds = _KINDS_OF.get(system)
    status, comment = _status(hospital, lost, kinds) if kinds else (None, "")
    return _line(section, system, status, comment)


def _of_kind(hospital: Hospital, lost: frozenset[ApplicationId] | None, kind: ApplicationKind) -> tuple[Cell, ...]:
    return _line(_APPLICATIONS, kind.value, *_status(hospital, lost, frozenset({kind})))


def _kinds(hospital: Hospital) -> Iterator[ApplicationKind]:
    there = {application.kind for application in hospital.applications.values()}
    yield from (kind for kind in ApplicationKind if kind in there)


def _status(
    hospital: Hospital, lost: frozenset[ApplicationId] | None, kinds: frozenset[ApplicationKind]
) -> tuple[str | None, str]:
    """(status, which are lost) of the applications of some kinds; none of these told, or no outage: blank."""
    ours = [a for a in hospital.applications.values() if a.kind in kinds]
    if not ours or lost is None:
        return None, ""
    gone = [a.name or a.application for a in ours if a.application in lost]
    if not gone:
        return FULL, ""
    shown = ", ".join(gone[:NAMES_MOST]) + (f" and {len(gone) - NAMES_MOST} more" if len(gone) > NAMES_MOST else "")
    return NONE if len(gone) == len(ours) else PARTIAL, f"{len(gone)} of {len(ours)} lost: {shown}"


def _of_service(hospital: Hospital, one: ServiceStatus, fell_at: datetime, say: Say) -> tuple[Cell, ...]:
    site = hospital.sites[one.site].name if one.site is not None else ""
    name = one.name if not site or site in one.name else f"{one.name} ({site})"
    status = {Standing.FULL: FULL, Standing.PARTIAL: PARTIAL, Standing.NONE: NONE}[one.status]
    return _line(_SERVICES, name, status, service_said(one, fell_at, say))


def service_said(one: ServiceStatus, fell_at: datetime, say: Say) -> str:
    """What is known beyond the status: on paper until when and how much of it, since when it is lost."""
    until = say(moment(fell_at, one.until_min)) if isinstance(one.until_min, float | int) else ""
    since = say(moment(fell_at, one.since_min)) if one.since_min is not None else ""
    if one.status is Standing.PARTIAL:
        untried = ", procedure never tried" if one.untried else ""
        return f"on paper at {one.share:.0%}" + (f" until {until}" if until else "") + untried
    if one.status is Standing.NONE:
        unknown = "; paper minutes not told, planned as none" if one.paper_unknown else ""
        return (f"none since {since}" if since else "none") + unknown
    return f"loses its needs at {until}" if until else ""
