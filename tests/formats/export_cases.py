"""An invented incident with everything an export meets: accounts that differ, claims, secrets, odd indicators."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from codedark.formats.export_told import Exported, Telling, Tlp
from codedark.record.assertion import (
    Assertion,
    Attribution,
    Document,
    DocumentId,
    Period,
    Qualifier,
    Question,
    Source,
    Status,
    Withdrawal,
)
from codedark.record.edtf import When
from codedark.record.entry import Entry
from codedark.record.view import view
from tests.record import making
from tests.record.making import ABOUT, START, said

CONFIRMED = Attribution.CONFIRMED
RED = DocumentId("d-000000000red")
PRESS = DocumentId("d-00000000pres")


def _document(name: DocumentId, tlp: str, title: str) -> Document:
    return Document(
        id=name,
        kind="press",
        title=title,
        publisher="A newspaper",
        published=When("2026-03-03"),
        retrieved_at=START,
        lang="en",
        sha256="0" * 64,
        tlp=tlp,
        url="https://news.example/a",
    )


def _of(document: DocumentId) -> Source:
    return Source(document=document, start=0, end=0)


DAY = Period(when=When("2026-03-03"))
WITHDRAWN = said("harm", "suspected", by="hospital", attribution=CONFIRMED)
SECRET = said("containment", "=secret plan of the police", source=_of(RED), by="prosecutor")
HIDDEN = said("ransom_demanded", status=Status.WITHHELD, by="hospital")
FROM_SECRET = said(
    "recovery", "inferred from secrets", status=Status.INFERRED, rule="guess", inputs=(SECRET.id,), by="machine"
)
OLD = said("operations_cancelled", 60, qualifier=Qualifier.EXACT, period=DAY, by="press")
CLAIM = said("malware_family", "Qilin", attribution=Attribution.CLAIMED, by="attacker")

ASSERTIONS: tuple[Assertion, ...] = (
    said("organisation", "Sint-Lucia", by="hospital", attribution=CONFIRMED),
    said("geography", "Belgium", by="hospital", attribution=CONFIRMED),
    said("sector", "Healthcare", by="hospital", attribution=CONFIRMED),
    said("sites", ("North", "South"), by="hospital", attribution=CONFIRMED),
    said("staff_count", 1900, by="hospital", attribution=CONFIRMED),
    said("discovered_at", "2026-03-03T06:10~", by="hospital", attribution=CONFIRMED),
    said("onset_at", "2026-03-02", status=Status.INFERRED, reason="disrupted on the 3rd", by="machine"),
    said("attack_type", "ransomware", by="prosecutor", attribution=CONFIRMED, day=1),
    CLAIM,
    said("technique", "T1486 Data Encrypted for Impact", about="impact", by="hospital", attribution=CONFIRMED),
    said("technique", status=Status.UNKNOWN, about="persistence", by="hospital"),
    said("data_exfiltrated", "claimed", attribution=Attribution.CLAIMED, by="attacker", day=2),
    said("records_affected", 12000, qualifier=Qualifier.ABOUT, attribution=Attribution.CLAIMED, by="attacker", day=2),
    OLD,
    said(
        "operations_cancelled",
        70,
        qualifier=Qualifier.AT_LEAST,
        period=DAY,
        by="hospital",
        attribution=CONFIRMED,
        supersedes=(OLD.id,),
        valid=When("2026-03-03"),
    ),
    said("patients_transferred", 7, by="prosecutor", attribution=CONFIRMED, details={"acuity": "critical"}),
    said("patients_transferred", 9, by="press"),
    said("ed_status", "closed", by="hospital", attribution=CONFIRMED, valid=When("2026-03-03T07:00/..")),
    said("ed_status", "limited", by="hospital", attribution=CONFIRMED, day=2, valid=When("2026-03-05/..")),
    said("ambulance_diversion", True, by="hospital", attribution=CONFIRMED),
    said("systems_unavailable", ("ehr", "imaging"), by="hospital", attribution=CONFIRMED),
    said("servers_shutdown", True, by="hospital", attribution=CONFIRMED),
    said("service_status", "none", about="lab", by="hospital", attribution=CONFIRMED),
    said("financial", status=Status.NOT_DETAILED, by="press"),
    said("ransom_paid", False, by="hospital", attribution=CONFIRMED),
    said("indicator", "198.51.100.7", about="ipv4", by="hospital", details={"seen": "observed-by-us"}),
    said("indicator", "http://bad.example/it's", by="press", details={"seen": "claimed-in-source"}),
    said("indicator", r"C:\Temp\x.exe", about="file", by="hospital", details={"seen": "blocked"}),
    said("indicator", "5d41402abc4b2a76b9719d911017c592", about="md5", by="press"),
    said("indicator", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", about="bitcoin", by="press"),
    said("indicator", "CVE-2024-1709", about="cve", by="hospital"),
    said("indicator", "a screwdriver", by="press"),
    said("indicator", "C2 servers: evil[.]example, 198[.]51[.]100[.]99", by="press"),
    said("containment", "Servers were switched off", by="hospital", attribution=CONFIRMED),
    said("recommendation", "Segment the network", by="hospital"),
    said("lesson", "+32 and -3 begin with signs", by="hospital"),
    WITHDRAWN,
    SECRET,
    FROM_SECRET,
    HIDDEN,
    said("weather", "rain", by="press"),
)


def entries() -> list[Entry]:
    """One entry an assertion, then a withdrawal, a question, and a late word."""
    drafts: list[tuple[Any, datetime]] = [(making.draft(a), a.known_at + timedelta(seconds=1)) for a in ASSERTIONS]
    at = START + timedelta(days=3)
    documents = (_document(RED, "RED", "Secret"), _document(PRESS, "CLEAR", "News"))
    drafts.append((making.draft(text="@Documents came in.", documents=documents), at))
    withdrawal = Withdrawal(of=WITHDRAWN.id, why="was another patient", by="hospital", known_at=at)
    drafts.append((making.draft(text="Taken back.", withdrawals=(withdrawal,)), at))
    question = Question(field="backlog", whom="planning office", asked_at=at)
    drafts.append((making.draft(text="Asked.", questions=(question,)), at))
    return making.chain(drafts)


def telling(tlp: Tlp = Tlp.AMBER, *, day: int = 10, exercise: bool = False) -> Telling:
    """The whole record as of so many days after its start."""
    from dataclasses import replace

    made = entries()
    as_of = START + timedelta(days=day)
    return Telling(about=replace(ABOUT, exercise=exercise), view=view(made, as_of), entries=tuple(made), tlp=tlp)


def assert_nothing_is_lost_unseen(told: Telling, exported: Exported) -> None:
    """Every account stands in the file with its id, or in the list of what was not carried."""
    text = exported.raw.decode()
    listed = {one.assertion for one in exported.could_not_carry}
    as_text = {one.assertion for one in exported.could_not_carry if one.as_text}
    for standing in told.view.standings:
        for account in standing.accounts:
            own = account.assertion.id
            assert own in text or own in listed, account.assertion
            assert own in text or own not in as_text, account.assertion


def assert_secrets_stay(exported: Exported) -> None:
    """What is withheld, or of a stricter document, is not in the file, and its absence is told."""
    text = exported.raw.decode()
    assert "secret plan" not in text
    assert "inferred from secrets" not in text
    assert not any(one.id in text for one in (SECRET, FROM_SECRET, HIDDEN))
    assert "3 x account" in text
    assert "ransom_demanded" not in text
    why = {one.assertion: one.why for one in exported.could_not_carry}
    assert why[SECRET.id] == "its document is TLP:RED, this file TLP:AMBER"
    assert why[FROM_SECRET.id].startswith("inferred from what may not leave")
    assert why[HIDDEN.id] == "withheld"


def parsed(exported: Exported) -> Any:
    """The file as JSON."""
    return json.loads(exported.raw)


def only(*assertions: Assertion) -> Telling:
    """A record of these assertions alone, as of a month after its start."""
    return Telling(about=ABOUT, view=view(making.log(assertions), START + timedelta(days=30)))
