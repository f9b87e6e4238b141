"""A first folder for a hospital that has none: the catalogue, and the machines it could name. Everything says why.

What an inventory tells is stated or observed; what follows from a rule is inferred, with the rule; everything else is
assumed, from the catalogue. Nothing is known of walls, so everything may speak to everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codedark.hospital import catalogue
from codedark.hospital.beginning_hosts import Placed, assumed_machines, found_machines, placed_zones
from codedark.hospital.beginning_scenario import SCENARIO, beginning_scenario
from codedark.hospital.catalogue import APPLICATIONS, SERVICES
from codedark.hospital.csvwriting import harmless, written_table
from codedark.hospital.machines import Machine
from codedark.hospital.usual_rows import Campus, Row, application_rows, operation_rows, patient_rows, service_rows
from codedark.hospital.words import Role

OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a person told at the start."""

    name: str
    beds: int | None = None
    """None: not told; a number is assumed and said so."""
    theatres: int | None = None
    campuses: int = 1
    machines: Sequence[Machine] = ()
    """From inventories, joined; () when there are none: a few are assumed."""


def beginning(told: Beginning) -> dict[str, bytes]:
    """The files of a first folder, which `read` takes without a fault.

    Returns:
        Path -> bytes: `hospital.toml`, a scenario to drill with, and every table; tables nobody can assume (gates
            and their wiring, crews, the region) have only their header, to be filled.
    Cost: linear in the machines; 10,000 of them in about 0.5 s.

    >>> sorted(beginning(Beginning(name="Test", beds=100)))[:3]
    ['accounts.csv', 'agents.csv', 'applications.csv']
    """
    beds = told.beds if told.beds is not None else catalogue.BEDS_ASSUMED
    theatres = told.theatres if told.theatres is not None else max(1, beds // catalogue.BEDS_PER_THEATRE)
    sites = ["main"] if told.campuses == 1 else [f"campus-{i + 1}" for i in range(told.campuses)]
    placed = _placed(told, sites, _shared_out(beds, sites))
    campuses = [
        Campus(
            site=site,
            beds=_shared_out(beds, sites)[site],
            theatres=_shared_out(theatres, sites)[site],
            worked_from=placed.worked_from(site),
            rename=_rename(site if len(sites) > 1 else ""),
        )
        for site in sites
    ]
    rows: dict[str, list[Row]] = {
        "sites": [_site(campus, told.beds is not None) for campus in campuses],
        "zones": placed.zones,
        "hosts": placed.hosts,
        "applications": list(application_rows(APPLICATIONS, placed.runs_on, OUTSIDE, str, placed.source_of)),
        "services": list(_services(campuses, beds)),
        "conduits": list(_conduits()),
        "accounts": list(_accounts(placed.hosts)),
        "operations": [row for campus in campuses for row in operation_rows(campus)],
        "patients": [row for campus in campuses for row in patient_rows(campus)],
    }
    empty = ("gates", "agents", "cables", "out_of_band", "crews", "region", "region_beds", "travel_min",
             "wards", "escorts", "pools", "inflows", "telephones")  # fmt: skip
    files = {f"{table}.csv": written_table(table, rows.get(table, ())) for table in (*rows, *empty)}
    scenario = beginning_scenario(row["role"] for row in placed.hosts)
    return {"hospital.toml": _settings(told.name), f"scenarios/{SCENARIO}.toml": scenario} | files


def _placed(told: Beginning, sites: Sequence[str], beds: Mapping[str, int]) -> Placed:
    placed = found_machines(told.machines, sites) if told.machines else placed_zones(sites)
    return assumed_machines(placed, sites, beds, workplaces=not told.machines)


def _shared_out(total: int, sites: Sequence[str]) -> dict[str, int]:
    """As even a share for each site as whole numbers allow, the first ones a little more."""
    share, over = divmod(total, len(sites))
    return {site: share + (i < over) for i, site in enumerate(sites)}


def _rename(suffix: str) -> _Rename:
    return _Rename(suffix)


class _Rename:
    """The catalogue's names in this folder: what each campus has of its own bears the campus."""

    def __init__(self, suffix: str) -> None:
        self.own = {s.id: f"{s.id}-{suffix}" for s in SERVICES if s.each_campus and suffix}

    def __call__(self, name: str) -> str:
        return self.own.get(name, name)


def _site(campus: Campus, told: bool) -> Row:
    return {
        "site": campus.site,
        "name": f"Campus {campus.site}",
        "beds_recognised": str(campus.beds) if told else "? not told",
        "ed": "yes",
        "basis": "stated" if told else "assumed",
        "source": "told when the folder was begun" if told else "assumed",
    }


def _services(campuses: Sequence[Campus], beds: int) -> Iterator[Row]:
    for i, campus in enumerate(campuses):
        usual = SERVICES if i == 0 else [service for service in SERVICES if service.each_campus]
        for row in service_rows(campus, usual, beds):
            of_campus = len(campuses) == 1 or row["service"].endswith(f"-{campus.site}")
            yield row if of_campus else row | {"site": ""}


def _conduits() -> Iterator[Row]:
    source = "assumed: nothing is known of walls, so everything may speak to everything"
    flat = {"action": "allow", "protocol": "any", "purpose": "other", "basis": "assumed", "source": source}
    yield {"conduit": "flat", "from": "*", "to": "*", **flat}
    yield {
        "conduit": "flat-administration",
        "from": "*",
        "to": "*",
        **flat,
        "protocol": "tcp",
        "ports": "22 135 445 3389 5985",
        "purpose": "administration",
    }
    yield {"conduit": "way-out", "from": "*", "to": OUTSIDE, **flat, "purpose": "internet"}


def _accounts(hosts: Sequence[Row]) -> Iterator[Row]:
    """One account that administers everything: held where administrators and the directory are, as far as is known."""
    roles = {row["role"] for row in hosts}
    held = [f"role:{role}" for role in (Role.MANAGEMENT, Role.DIRECTORY, Role.BACKUP) if role in roles]
    yield {
        "account": "domain-admin",
        "kind": "domain",
        "held_on": " ".join(held),
        "administers": "*",
        "basis": "assumed",
        "source": "assumed: one directory, whose administrators administer everything",
    }


def _settings(name: str) -> bytes:
    from tomli_w import dumps

    about = {"name": harmless(name) or "A hospital", "default_scenario": SCENARIO}
    about |= {"basis": "assumed", "source": "begun by codedark new"}
    text = dumps({"hospital": about})
    return (
        "# Every other section and key has a default, which is assumed: docs/reference/hospital-folder.md lists them.\n"
        + text
    ).encode()
