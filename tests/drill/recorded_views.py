"""Views of records for tests, and a hospital that effects fall on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from codedark.hospital.records import Hospital
from codedark.record.assertion import Assertion, Document, Period, PeriodKind, Qualifier, Source, Status, document_id
from codedark.record.edtf import When
from codedark.record.opening import About
from codedark.record.view import View, view
from tests.making import make_hospital
from tests.record.making import chain, draft

NOON = datetime(2026, 3, 3, 11, tzinfo=UTC)
"""12:00 in Brussels on a Tuesday."""
ABOUT = About(
    incident="00112233aabbccdd",
    title='Disruption at "Sint-Lucia"\\ \x7f',
    organisation="Sint-Lucia",
    timezone="Europe/Brussels",
    opened_at=datetime(2026, 3, 3, 23, 30, tzinfo=UTC),
)
PRESS = Document(
    id=document_id(b"page"), kind="press", title="A page", publisher="The Paper", published=When("2026-03-03"),
    retrieved_at=NOON, lang="en", text="words", sha256="00" * 32, url="https://example.org/a",
)  # fmt: skip


def said(field: str, value: Any = None, **more: Any) -> Assertion:
    """An assertion known at noon."""
    return Assertion(field=field, value=value, known_at=more.pop("known_at", NOON), **more)


def of_day(day: str, kind: PeriodKind = PeriodKind.PER_PERIOD) -> Period:
    """A count's period."""
    return Period(when=When(day), kind=kind)


def seen(*assertions: Assertion) -> View:
    """A view in which these are known."""
    told = [(draft(one, documents=(PRESS,) if one.source else ()), one.known_at) for one in assertions]
    return view(chain(told, opened=False), datetime(2027, 1, 1, tzinfo=UTC))


def morning() -> tuple[Assertion, ...]:
    """A morning as press and hospital told it."""
    source = Source(document=PRESS.id, start=0, end=5)
    return (
        said("discovered_at", "2026-03-03T06:30~"),
        said("servers_shutdown_at", "2026-03-03T06:40"),
        said("servers_shutdown", True),
        said("onset_at", "../2026-03-03", status=Status.INFERRED, reason="noticed that morning"),
        said("attack_type", "ransomware"),
        said("initial_access_vector", status=Status.UNKNOWN),
        said("operations_cancelled", 20, qualifier=Qualifier.AT_LEAST, period=of_day("2026-03-03"), source=source),
        said("patients_transferred", qualifier=Qualifier.UNCOUNTED),
        said("ed_status", "limited", valid=When("2026-03-03T08:00/..")),
        said("prehospital_unavailable", ("MUG", "PIT")),
        said("systems_unavailable", ("ehr", "imaging", "website")),
        said("capacity_pct", 50, qualifier=Qualifier.ABOUT, valid=When("2026-03-05")),
        said("appointments_cancelled", qualifier=Qualifier.ALL),
        said("ended_at", "2026-03-13"),
        said("harm", status=Status.NOT_MENTIONED),
    )


def little() -> Hospital:
    """A hospital with most kinds of service, four machines that matter and a list of operations."""
    return make_hospital(
        zones="zone,kind\noffice,office\nedge,dmz\nroom,server\nhall,clinical\n",
        hosts="host,zone,role\npc-1,office,workstation\npc-2,office,workstation\nnurse-1,hall,clinical-workstation\n"
        "web-1,edge,server\nehr-1,room,server\ndc-1,room,directory\n",
        applications="application,kind,runs_on\nehr,clinical,ehr-1\nweb,office,web-1\n",
        services="service,name,needs,paper_min,paper_capacity,theatres,beds,arrivals_per_h\n"
        "spoed,Spoedgevallen,ehr,600,0.5,0,0,2\nblok,Blok A,ehr,0,0,2,0,0\nbedden,Verpleegafdeling,ehr,600,0.6,0,40,0\n"
        "rx,Medische beeldvorming,ehr,60,0.2,0,0,0\ndossier,Dossier,ehr,120,0.5,0,0,0\nout,Mobile team,ehr,0,0,0,0,0\n",
        crews="crew,kind,owner,site,needs,transfers\nmug-1,mug,ours,home,out,no\n",
        operations="operation,days,start,duration_min,urgency,needs\nhip,mon tue wed thu fri,08:00,60,elective,blok\n"
        "knee,mon tue wed thu fri,10:00,60,elective,blok\n",
    )
