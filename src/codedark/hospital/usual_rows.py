"""The catalogue written out as rows of the folder's tables, for one campus or many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from codedark.hospital import catalogue
from codedark.hospital.catalogue import APPLICATIONS, SERVICES, UsualApplication, UsualService
from codedark.hospital.needs import AtLeast, parse, render

Row = dict[str, str]
Rename = Callable[[str], str]
"""From the catalogue's name of an application or service to the folder's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Campus:
    """One campus to be filled: what it has, and how its own services are called."""

    site: str
    beds: int
    theatres: int
    worked_from: str
    """Need over zones from which its staff work."""
    rename: Rename


def renamed(need: str, rename: Rename) -> str:
    """A need with every name replaced.

    >>> renamed("a and 2 of (b, c, d)", lambda name: name + "-1")
    'a-1 and 2 of (b-1, c-1, d-1)'
    """
    return render(_renamed(parse(need), rename))


def _renamed(need: AtLeast, rename: Rename) -> AtLeast:
    return AtLeast(need.k, tuple(rename(p) if isinstance(p, str) else _renamed(p, rename) for p in need.parts))


def enough_of(hosts: Sequence[str], usual: UsualApplication) -> str:
    """The need over an application's hosts: as large a share of them as the catalogue holds for enough.

    >>> enough_of(["dc-1", "dc-2", "dc-3", "dc-4"], APPLICATIONS[0])
    '2 of (dc-1, dc-2, dc-3, dc-4)'
    """
    k = max(1, ceil(len(hosts) * usual.enough / usual.hosts)) if usual.hosts else 1
    return render(AtLeast(min(k, len(hosts)), tuple(hosts)))


def application_rows(
    usual: Iterable[UsualApplication],
    hosts_of: Mapping[str, Sequence[str]],
    outside: str,
    rename: Rename,
    source: Callable[[UsualApplication], tuple[str, str]],
) -> Iterator[Row]:
    """One row an application.

    Args:
        usual: which of the catalogue.
        hosts_of: catalogue's id -> hosts it runs on; one that shares another's machines is looked up under that.
        outside: zone where what runs on no host is met; may be empty.
        rename: names in this folder.
        source: basis and source of a row.
    """
    for application in usual:
        hosts = hosts_of.get(application.on or application.id, ())
        by = next(a for a in APPLICATIONS if a.id == (application.on or application.id))
        basis, said = source(application)
        yield {
            "application": rename(application.id),
            "name": application.name,
            "kind": application.kind,
            "runs_on": enough_of(hosts, by) if hosts else "",
            "zone": "" if hosts else outside,
            "ports": application.ports,
            "needs": renamed(application.needs, rename),
            "restore_h": f"{application.restore_h:g}",
            "check_h": f"{application.check_h:g}",
            "offline_copy": "no",
            "basis": basis,
            "source": said,
        }


def service_rows(campus: Campus, usual: Iterable[UsualService], all_beds: int) -> Iterator[Row]:
    """One row a service of a campus; what each campus has of its own takes its beds, the rest takes all beds'."""
    for service in usual:
        beds = round(service.beds_share * (campus.beds if service.each_campus else all_beds))
        arrivals = campus.beds * catalogue.ARRIVALS_PER_BED_H if service.arrivals else 0.0
        yield {
            "service": campus.rename(service.id),
            "name": service.name,
            "site": campus.site,
            "needs": renamed(service.needs, campus.rename),
            "worked_from": campus.worked_from,
            "paper_min": service.paper_min,
            "paper_capacity": f"{service.paper_capacity:g}",
            "tested": "no",
            "theatres": str(campus.theatres if service.theatres else 0),
            "beds": str(beds),
            "arrivals_per_h": f"{arrivals:.2f}",
            "ambulances_per_h": f"{arrivals * catalogue.AMBULANCE_SHARE:.2f}",
            "restore_rank": str(service.rank),
            "basis": "assumed",
            "source": f"catalogue: {service.source}",
        }


def operation_rows(campus: Campus) -> Iterator[Row]:
    """A weekday's list in each theatre, 75 minutes an operation with 30 between, from 08:00.

    >>> campus = Campus(site="main", beds=100, theatres=2, worked_from="", rename=str)
    >>> [row["start"] for row in operation_rows(campus)][:2]
    ['08:00', '09:45']
    """
    rename = campus.rename
    needs = [rename(s) for s in ("theatres", "anaesthesia", "sterilisation", "laboratory", "registration")]
    for theatre in range(1, campus.theatres + 1):
        for at in range(catalogue.OPERATIONS_PER_THEATRE):
            start = 8 * 60 + at * 105
            yield {
                "operation": f"{campus.site}-t{theatre}-{at + 1}",
                "site": campus.site,
                "days": "weekdays",
                "start": f"{start // 60:02d}:{start % 60:02d}",
                "duration_min": "75",
                "urgency": "urgent" if at == 0 and theatre == 1 else "elective",
                "needs": " ".join(needs),
                "recovery": rename("recovery"),
                "recovery_min": "120",
                "basis": "assumed",
                "source": "catalogue: assumed; put your own list of a usual week here",
            }


def patient_rows(campus: Campus) -> Iterator[Row]:
    """The intensive care beds that are usually taken, as critical patients without a name or a story."""
    share = next(s.beds_share for s in SERVICES if s.id == "intensive-care")
    taken = round(campus.beds * share * catalogue.ICU_OCCUPIED)
    for at in range(1, taken + 1):
        yield {
            "patient": f"{campus.site}-icu-{at}",
            "site": campus.site,
            "ward": "intensive care",
            "pool": "icu",
            "acuity": "critical",
            "needs": f"{campus.rename('intensive-care')} {campus.rename('laboratory')}",
            "can_go_home": "? no clinician was asked",
            "entered_by": "",
            "basis": "assumed",
            "source": "catalogue: assumed; put references of your critical patients here, never names",
        }
