"""How we and our neighbours stand, as EDXL-HAVE 2.0: services, beds of each kind, the emergency department.

What nobody told is left out, never 0: HAVE asks for `availableCount` wherever a bed capacity is given, so a pool nobody
counted has a service item without one, and a comment that says so. A service on paper is available, yellow, and says
until when. A hospital has no status of its own here; each site has those of its services.

Source: OASIS EDXL-HAVE 2.0, Committee Specification 02, 18 March 2019 (namespace); elements and their order as in the
editor's public working draft of its schema (github.com/darrellodonnell/edxl-have-2.0-examples). The published schema
was not at hand: nothing was validated against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from codedark.depend import Outage
from codedark.divert.service_status import ServiceStatus, SiteStatus, Standing, service_status, status_by_site
from codedark.formats.hics_systems import service_said
from codedark.formats.local_time import wall_clock
from codedark.formats.xml_elements import add, as_name, root_of, written, xml_moment
from codedark.hospital.records import FreeBeds, Hospital, Receiver, Site, SiteId, Unknown

HAVE = "urn:oasis:names:tc:emergency:edxl:have:2.0"
CT = "urn:oasis:names:tc:emergency:edxl:ct:1.0"
XNL = "urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl"
GML = "http://www.opengis.net/gml/3.2"
PREFIXES = {"have": HAVE, "edxl-ct": CT, "xnl": XNL, "gml": GML}
COLOURS = "urn:oasis:names:tc:emergency:EDXL:HAVE:2.0:Defaults:ColourCode"
SERVICES, BEDS = ("urn:codedark:services", "services of this hospital"), ("urn:codedark:bed-pools", "kinds of bed")
"""(URI, name) of the two taxonomies: services as in `services.csv`, beds as in `region_beds.csv`."""
_COLOUR_OF = {Standing.FULL: "green", Standing.PARTIAL: "yellow", Standing.NONE: "red"}
_TRAFFIC_OF = {Standing.FULL: "Normal", Standing.PARTIAL: "Advisory", Standing.NONE: "Closed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    hospital: Hospital
    fell_at: datetime
    at: datetime

    def clock(self, at: datetime | None) -> str:
        return wall_clock(at, self.hospital.settings.hospital.timezone, self.at)


def edxl_have(hospital: Hospital, outage: Outage, *, fell_at: datetime, at: datetime) -> bytes:
    """One report: our sites with their services, then the region's with the beds we know of.

    Args:
        outage: from `depend.what_falls_if`; with nothing off it is empty, and every service is up.
        fell_at: aware; minutes of the outage are counted from it.
        at: aware; the moment reported, which is the report's own.
    Returns:
        The document. Services of no one site stand at every site of ours; a neighbour of whose beds no row says
        anything is left out, because a facility must list a service.
    """
    report = _Report(hospital=hospital, fell_at=fell_at, at=at)
    root = root_of(HAVE, "HAVE")
    about = hospital.settings.hospital
    _organisation(add(root, HAVE, "organizationInformation"), about.name)
    _period(root, min(fell_at, at), at)
    now_min = (at - fell_at).total_seconds() / 60.0
    by_site = status_by_site(hospital, service_status(hospital, outage, now_min))
    for site in hospital.sites.values():
        _ours(root, report, site, by_site)
    for receiver in hospital.region.values():
        if beds := _beds_of(hospital, receiver.hospital):
            _neighbour(root, report, receiver, beds)
    return written(root, PREFIXES)


def _ours(root: Element, report: _Report, site: Site, by_site: Sequence[SiteStatus]) -> None:
    facility, information = _facility(root, site.site, site.name, site.lat, site.lon)
    here = next((one for one in by_site if one.site == site.site), None)
    everywhere = next((one.services for one in by_site if one.site is None), ())
    services = (*(here.services if here else ()), *everywhere)
    _emergency(information, here.emergency if here else (Standing.FULL if site.ed else None))
    _service_list(facility, report, services)
    _bed_list(facility, report, _beds_of(report.hospital, site.site))
    if services:
        worst = min(services, key=lambda one: one.share).status
        _colour(add(facility, HAVE, "facilityColourStatus"), _COLOUR_OF[worst], _summed(services))


def _neighbour(root: Element, report: _Report, receiver: Receiver, beds: Sequence[FreeBeds]) -> None:
    facility, information = _facility(root, receiver.hospital, receiver.name, receiver.lat, receiver.lon)
    if not receiver.ed:
        _emergency(information, None)
    _bed_list(facility, report, beds)


def _facility(root: Element, site: SiteId, name: str, lat: float | None, lon: float | None) -> tuple[Element, Element]:
    facility = add(root, HAVE, "facility")
    information = add(facility, HAVE, "facilityInformation")
    add(information, HAVE, "facilityID", f"facility-{as_name(site)}")
    add(information, HAVE, "facilityName", name or site)
    if lat is not None and lon is not None:
        place = add(add(information, HAVE, "facilityGeoLocation"), CT, "EDXLGeoLocation")
        point = add(place, GML, "Point")
        point.set(f"{{{GML}}}id", f"point-{as_name(site)}")
        add(point, GML, "pos", f"{lat} {lon}")
    _organisation(add(information, HAVE, "facilityDetails"), name or site)
    add(information, HAVE, "facilityKind", "Hospital")
    return facility, information


def _organisation(parent: Element, name: str) -> None:
    add(add(parent, XNL, "OrganisationName"), XNL, "NameElement", name)


def _period(root: Element, begin: datetime, end: datetime) -> None:
    period = add(root, HAVE, "reportingPeriod")
    add(period, CT, "FromDateTime", xml_moment(begin))
    add(period, CT, "ToDateTime", xml_moment(end))


def _emergency(information: Element, standing: Standing | None) -> None:
    """The traffic of ambulances; None: no emergency department stands there."""
    traffic = add(add(information, HAVE, "emergencyDepartmentStatus"), HAVE, "emsTraffic")
    add(traffic, HAVE, "emsTrafficStatus", "NotApplicable" if standing is None else _TRAFFIC_OF[standing])
    if standing in {Standing.PARTIAL, Standing.NONE}:
        add(traffic, HAVE, "emsTrafficReason", "information systems are off")


def _list(facility: Element, taxonomy: tuple[str, str]) -> Element:
    listed = add(facility, HAVE, "serviceList")
    add(listed, HAVE, "taxonomyURI", taxonomy[0])
    add(listed, HAVE, "taxonomyName", taxonomy[1])
    return listed


def _service_list(facility: Element, report: _Report, services: Iterable[ServiceStatus]) -> None:
    services = tuple(services)
    if not services:
        return
    listed = _list(facility, SERVICES)
    for one in services:
        item = add(listed, HAVE, "serviceListItem")
        add(item, HAVE, "serviceTaxonomyKeyValue", one.service)
        add(item, HAVE, "serviceName", one.name)
        status = add(item, HAVE, "serviceStatus")
        add(status, HAVE, "isAvailable", "false" if one.status is Standing.NONE else "true")
        said = service_said(one, report.fell_at, report.clock)
        _colour(add(status, HAVE, "colourStatus"), _COLOUR_OF[one.status], said)
        if beds := report.hospital.services[one.service].beds:
            add(item, HAVE, "comment", f"{beds} beds; how many are free is not told by service")


def _colour(parent: Element, colour: str, said: str) -> None:
    code = add(parent, HAVE, "colourCodeDefault")
    add(code, CT, "ValueListURI", COLOURS)
    add(code, CT, "Value", colour)
    if said:
        add(parent, HAVE, "colourDescription", said)


def _summed(services: Sequence[ServiceStatus]) -> str:
    count = {standing: sum(one.status is standing for one in services) for standing in Standing}
    return f"{count[Standing.FULL]} full, {count[Standing.PARTIAL]} on paper, {count[Standing.NONE]} none"


def _beds_of(hospital: Hospital, site: SiteId) -> tuple[FreeBeds, ...]:
    return tuple(row for row in hospital.free_beds if row.hospital == site)


def _bed_list(facility: Element, report: _Report, beds: Sequence[FreeBeds]) -> None:
    if not beds:
        return
    listed = _list(facility, BEDS)
    for row in beds:
        item = add(listed, HAVE, "serviceListItem")
        add(item, HAVE, "serviceTaxonomyKeyValue", row.pool)
        add(item, HAVE, "serviceName", f"beds, {row.pool}")
        if isinstance(row.free_staffed, Unknown):
            add(item, HAVE, "comment", f"staffed-free beds not known: {row.free_staffed.why}")
            continue
        capacity = add(item, HAVE, "serviceBedCapacity")
        add(capacity, HAVE, "availableCount", str(row.free_staffed))
        add(capacity, HAVE, "capacityNote", _confirmed(report, row))


def _confirmed(report: _Report, row: FreeBeds) -> str:
    """Who counted them, and when."""
    when, by = report.clock(row.confirmed_at), row.confirmed_by
    if not when and not by:
        return f"staffed and free; nobody confirmed it ({row.basis})"
    return "staffed and free; confirmed" + (f" {when}" if when else "") + (f" by {by}" if by else "")
