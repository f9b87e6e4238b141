"""A confirmed record for tests of public statements, and statements made from small logs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from codedark.record.assertion import Assertion, Attribution, Period, Qualifier, Status
from codedark.record.edtf import When
from codedark.record.entry import Entry
from codedark.record.public import Audience, Sifted, sift
from codedark.record.public_saying import Asked, Correction, statement
from codedark.record.public_statement import Contact, ContactKind, Statement
from codedark.record.view import View, view
from tests.record.making import ABOUT, INCIDENT, START, log, said

ZONE = "Europe/Brussels"
NOW = START + timedelta(hours=12)
DAY = Period(when=When("2026-03-03"))
LANGUAGES = ("nl", "fr", "de", "en")
TELEPHONE = Contact(kind=ContactKind.TELEPHONE, text="0800 00 000")


def sure(field: str, value: Any = None, **more: Any) -> Assertion:
    """What the hospital confirms."""
    return said(field, value, by="hospital", attribution=Attribution.CONFIRMED, **more)


SEVENTY = sure("operations_cancelled", 70, qualifier=Qualifier.AT_LEAST, period=DAY)
CLOSED = sure("ed_status", "closed", valid=When("2026-03-03T07:10"))
EVERYTHING = (
    sure("attack_type", "ransomware"),
    sure("onset_at", "2026-03-03T06:30~"),
    sure("discovered_at", "2026-03-03T06:40"),
    CLOSED,
    sure("ambulance_diversion", True),
    sure("servers_shutdown", True),
    sure("systems_unavailable", ("ehr", "imaging", "laboratory", "pharmacy")),
    sure("working_mode", "paper", valid=When("2026-03-03")),
    sure("emergency_plan", True),
    SEVENTY,
    sure("appointments_cancelled", qualifier=Qualifier.ALL, period=DAY),
    sure("imaging_cancelled", 12, qualifier=Qualifier.ABOUT),
    sure("laboratory_cancelled", (3, 5), qualifier=Qualifier.RANGE),
    sure("service_status", "none", about="ICU", scope=("North",)),
    sure("service_status", "partial", about="Maternity"),
    sure("harm", "none"),
    sure("data_exfiltrated", status=Status.NONE_KNOWN),
    sure("patients_transferred", 9),
    sure("patients_diverted", qualifier=Qualifier.UNCOUNTED),
    sure("prehospital_unavailable", ("MUG", "PIT")),
    sure("capacity_pct", 40),
    sure("beds_closed", 1),
    sure("backlog", 210),
)


def seen(assertions: Sequence[Assertion], at: datetime = NOW) -> View:
    """The view of a log with one entry an assertion."""
    return view(log(assertions), at)


def sifted(assertions: Sequence[Assertion], audience: Audience = Audience.PATIENTS, at: datetime = NOW) -> Sifted:
    """What of it may be told."""
    return sift(seen(assertions, at), audience, ZONE)


def made(
    assertions: Sequence[Assertion],
    audience: Audience = Audience.PATIENTS,
    lang: str = "en",
    at: datetime = NOW,
    corrections: Iterable[Correction] = (),
    **more: Any,
) -> Statement:
    """The statement it gives."""
    asked = Asked(
        sifted=sifted(assertions, audience, at),
        organisation=ABOUT.organisation,
        incident=INCIDENT,
        zone=ZONE,
        as_of=at,
        corrections=tuple(corrections),
        **more,
    )
    return statement(asked, lang)


def texts(one: Statement, part: str = "") -> list[str]:
    """Its sentences, of one part alone where it is named."""
    return [s.text for each in one.parts if part in ("", each.key) for s in each.sentences]


def entries(assertions: Sequence[Assertion]) -> list[Entry]:
    """The log alone."""
    return log(assertions)
