"""What `codedark snapshot` counts in: every source read, joined with the hospital's tables, made one census.

Faults are shown in full to whoever hands the files over; into the census, which others read, only their places go: a
cell at fault may hold what should never have stood there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from codedark.cli.answer import counted

if TYPE_CHECKING:
    from codedark.divert.census import Census, Expected, Listed
    from codedark.divert.counting_in import Lying
    from codedark.formats.hl7_adt import AdtReading
    from codedark.formats.hl7_standing import Standing
    from codedark.hospital.faults import Fault
    from codedark.hospital.records import Hospital, PatientId, Telephone

FAULTS_IN_CENSUS = 20
"""Places of faults that go into the notes; the rest is counted."""
ARRIVAL_LATE_H = 24.0
"""Hours after which somebody expected who did not come is expected no more."""


@dataclass(frozen=True, slots=True)
class Named:
    """The sources a person named."""

    hl7: Sequence[Path] = ()
    fhir: Sequence[str] = ()
    """Files, or addresses of servers and searches."""
    tables: Sequence[Path] = ()
    token: str = ""
    authority: str = ""
    numbers: bool = False
    """Whether the tables' `patient` cells are the hospital's own numbers, to be replaced by references."""


@dataclass(slots=True)
class Gathered:
    """Everything the sources told so far."""

    lying: list[Lying] = field(default_factory=list)
    theatre_list: list[Listed] = field(default_factory=list)
    arrivals: list[Expected] = field(default_factory=list)
    telephones: list[Telephone] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    """When each part was as it is told."""
    sources: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    asked_for_patients: bool = False
    """Whether a source that tells of in-patients was read."""


def gathered(named: Named, hospital: Hospital, key: bytes, now: datetime) -> Gathered:
    """Read every source.

    Raises:
        BadHospital: a file is not there or cannot be read at all.
        OSError: a server does not answer. Nothing is taken then: an older snapshot is better than half of one.
    """
    into = Gathered()
    if named.hl7:
        reading = adt_of(named, hospital, key)
        from codedark.formats.hl7_standing import after

        add_standing(into, after(reading.events), reading.newest_at(now), now)
        into.sources.append(_adt_said(len(files_of(named.hl7)), reading, now))
        into.notes.extend([*reading.notes(), *map(beginning_said, filter(None, [reading.oldest_at()]))])
        _add_faults(into, reading.faults, "HL7 messages")
    if named.fhir:
        _add_fhir(into, named, hospital, key, now)
    if named.tables:
        _add_tables(into, named, hospital, key)
    return into


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files named, a folder standing for the files in it, by name; hidden ones and folders within are left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
        else:
            found.append(path)
    return found


def adt_of(named: Named, hospital: Hospital, key: bytes) -> AdtReading:
    """The events of the HL7 files named, in the order of the files."""
    from codedark.formats.hl7_adt import AdtReading, read_adt
    from codedark.store.folder import load_file

    reading = AdtReading()
    zone = zone_of(hospital)
    for file in files_of(named.hl7):
        read_adt(str(file), load_file(file), key, zone, authority=named.authority, into=reading)
    return reading


def zone_of(hospital: Hospital) -> ZoneInfo:
    """The hospital's own time zone."""
    return ZoneInfo(hospital.settings.hospital.timezone)


def _adt_said(files: int, reading: AdtReading, now: datetime) -> str:
    newest = reading.newest_at(now)
    last = f", the last of {moment_said(newest)}" if newest is not None else ""
    return f"HL7: {counted(files, 'file')}, {counted(reading.messages, 'message')}{last}"


def beginning_said(since: datetime) -> str:
    """What a feed that began at some moment cannot know."""
    return f"HL7 messages begin at {moment_said(since)}: who came earlier, with no message since, is not in it"


def add_standing(into: Gathered, standing: Standing, heard_at: datetime | None, now: datetime) -> None:
    """Add what ADT messages tell; `heard_at`: when the last of them was."""
    into.asked_for_patients = True
    into.lying.extend(standing.lying())
    into.arrivals.extend(standing.expected(now))
    into.notes.extend(standing.notes())
    if heard_at is not None:
        into.moments.append(heard_at)


def _add_fhir(into: Gathered, named: Named, hospital: Hospital, key: bytes, now: datetime) -> None:
    from codedark.formats.fhir_census import read_fhir

    bundles = [page for source in named.fhir for page in _pages(source, named.token, now, into.notes)]
    reading = read_fhir(bundles, key, zone_of(hospital), hospital.wards)
    into.asked_for_patients = True
    into.lying.extend(reading.lying)
    into.theatre_list.extend(reading.theatre_list)
    into.arrivals.extend(reading.arrivals)
    into.notes.extend(reading.notes())
    into.moments.extend(fetched_at for _, _, fetched_at in bundles)
    resources = counted(sum(reading.resources.values()), "resource")
    into.sources.append(f"FHIR: {counted(len(bundles), 'bundle')}, {resources}")
    _add_faults(into, reading.faults, "FHIR bundles")


def _pages(source: str, token: str, now: datetime, notes: list[str]) -> list[tuple[str, bytes, datetime]]:
    """The bundles of one source: a file as old as the file, a server's pages as of now.

    Who is here must be told; that a server refuses one of the other searches is a note.
    """
    if "://" in source:
        from codedark.gates.fhir_fetching import Refused, fetch_pages, searches

        found: list[tuple[str, bytes, datetime]] = []
        for at, url in enumerate(searches(source, now)):
            try:
                found.extend((place, raw, now) for place, raw in fetch_pages(url, token))
            except Refused as no:
                if at == 0:
                    raise
                notes.append(f"not told by the FHIR server: {no}")
        return found
    from codedark.store.folder import load_file

    return [(str(file), load_file(file), written_at(file)) for file in files_of([Path(source)])]


def _add_tables(into: Gathered, named: Named, hospital: Hospital, key: bytes) -> None:
    from codedark.divert.reference import reference
    from codedark.formats.census_table import read_tables
    from codedark.hospital.records import PatientId
    from codedark.store.folder import load_file

    as_reference: Callable[[str], PatientId] = (lambda told: reference(key, told)) if named.numbers else PatientId
    files = files_of(named.tables)
    as_of = min((written_at(file) for file in files if file.stem != "telephones"), default=None)
    read = read_tables(
        {str(file): load_file(file) for file in files}, hospital, as_of or datetime.now(UTC), as_reference
    )
    into.asked_for_patients |= "patients" in read.told
    into.lying.extend(read.lying)
    into.theatre_list.extend(read.theatre_list)
    into.arrivals.extend(read.arrivals)
    into.telephones.extend(read.telephones)
    if as_of is not None:
        into.moments.append(as_of)
    into.sources.append(f"tables: {', '.join(read.told) or 'none that could be read'}")
    _add_faults(into, read.faults, "tables")


def _add_faults(into: Gathered, faults: Sequence[Fault], what: str) -> None:
    """Keep faults for whoever handed the files over, and their places for the census."""
    into.faults.extend(faults)
    fields = what != "tables"  # what stands above a column of a table may be anything
    told = list(dict.fromkeys(_place(one, fields) for one in faults))
    if told:
        rest = f" and {len(told) - FAULTS_IN_CENSUS} more" if len(told) > FAULTS_IN_CENSUS else ""
        into.notes.append(f"{counted(len(faults), 'fault')} in {what}: {'; '.join(told[:FAULTS_IN_CENSUS])}{rest}")


def _place(fault: Fault, fields: bool) -> str:
    row = f"line {fault.row}" if fault.row else ""
    return " ".join(filter(None, (row, fault.column if fields else ""))) or "a file"


def census_of(into: Gathered, hospital: Hospital, now: datetime) -> Census:
    """The census of what was gathered: joined with the wards and the marks entered."""
    from codedark.divert.census import Census
    from codedark.divert.counting_in import count_in

    count = count_in(into.lying, hospital, now=now)
    coming = [one for one in into.arrivals if one.at >= now - timedelta(hours=ARRIVAL_LATE_H)]
    late = len(into.arrivals) - len(coming)
    notes = [*into.notes, *count.notes]
    if late:
        notes.append(f"{counted(late, 'arrival')} expected over {ARRIVAL_LATE_H:g} h ago, left out")
    return Census(
        taken_at=min([now, *into.moments]),
        patients=count.in_bed,
        theatre_list=_at_their_sites(into.theatre_list, hospital),
        arrivals=tuple(sorted(dict.fromkeys(coming), key=lambda one: (one.at, one.patient))),
        telephones=tuple(into.telephones),
        sources=tuple(into.sources),
        notes=tuple(notes),
    )


def _at_their_sites(listed: Iterable[Listed], hospital: Hospital) -> tuple[Listed, ...]:
    """The list by day and hour, each line once, at the campus of its operation where the list tells none."""
    sites = {name: operation.site for name, operation in hospital.operations.items()}
    told = (replace(one, site=one.site or sites.get(one.operation)) for one in listed)
    return tuple(sorted(dict.fromkeys(told), key=lambda one: (one.day, one.start_min, one.operation)))


def written_at(file: Path) -> datetime:
    """When a file was last written."""
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def moment_said(at: datetime) -> str:
    """A moment as people read it.

    >>> moment_said(datetime(2024, 5, 17, 6, 15, tzinfo=UTC))
    '2024-05-17 06:15 UTC'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
