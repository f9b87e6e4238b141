"""A small record for tests of reports: a hospital of ours under attack, every status and way to differ in it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from codedark.record.assertion import (
    Attribution,
    Document,
    Period,
    Qualifier,
    Question,
    Status,
    Withdrawal,
    document_id,
    spanned,
)
from codedark.record.edtf import When, instant
from codedark.record.entry import Entry, EntryKind, Sent
from codedark.record.report import Report
from codedark.record.reporting import Asked, report
from tests.record.making import START, chain, draft, said

TEXT = "At least 70 operations were cancelled on Tuesday."
PAPER = Document(
    id=document_id(TEXT.encode()),
    kind="press",
    title="Hospital switches off its servers",
    publisher="The Town Paper",
    published=When("2026-03-03"),
    retrieved_at=START,
    lang="en",
    text=TEXT,
    sha256="0" * 64,
)
DAY = Period(when=When("2026-03-03"))
AT_LEAST_70 = said(
    "operations_cancelled",
    70,
    qualifier=Qualifier.AT_LEAST,
    period=DAY,
    by="press",
    source=spanned(PAPER, 0, len(TEXT)),
    wording="At least 70 operations were cancelled",
)
ALL = said(
    "operations_cancelled",
    None,
    qualifier=Qualifier.ALL,
    period=DAY,
    by="hospital",
    attribution=Attribution.CONFIRMED,
)
WRONG = said("staff_count", 4321)
RIGHT = said("staff_count", 1200, known_at=START + timedelta(hours=1), supersedes=(WRONG.id,))
WITHDRAWN = said("patients_diverted", 999)
ONSET = said(
    "onset_at", "2026-03-03", status=Status.INFERRED, rule="ongoing-next-day", reason="as it still went on on the 4th"
)
ASKED = Question(
    field="attack_type", whom="prosecutor", asked_at=START + timedelta(hours=1), due_at=START + timedelta(days=2)
)
SENT = Sent(
    regime="nis2-be",
    stage="early-warning",
    recipient="CCB",
    sent_at=START + timedelta(hours=9),
    reference="2026-0007",
    sha256="ab" * 32,
)
RECOMMENDED = said("recommendation", "Segment the network so that lateral movement is limited")


def entries() -> list[Entry]:
    """The record: twelve entries of one device, an hour apart."""
    drafts = (
        draft(AT_LEAST_70, documents=(PAPER,), text="Read in the paper."),
        draft(ALL, text="The surgeon on duty says so."),
        draft(
            said("patients_transferred", 7, details={"acuity": "critical care", "aided_by": "Red Cross"}),
            said("ed_status", "closed", valid=When("2026-03-03T06:30~")),
            said("prehospital_unavailable", ("MUG", "PIT")),
            text="As counted at the desk.",
        ),
        draft(ONSET, said("attack_type", status=Status.UNKNOWN), questions=(ASKED,), text="The prosecutor is asked."),
        draft(WRONG, WITHDRAWN, said("financial", "Losses", status=Status.ASSUMED, reason="likely"), text="A guess."),
        draft(RIGHT, text="Staff counted again."),
        draft(
            text="The count of diversions was of another hospital.",
            kind=EntryKind.CORRECTION,
            withdrawals=(
                Withdrawal(of=WITHDRAWN.id, why="another hospital", by="us", known_at=START + timedelta(hours=6)),
            ),
        ),
        draft(said("harm", "none"), said("harm", "suspected", by="press"), text="Contradicted."),
        draft(text="We stay on paper tonight.", kind=EntryKind.DECISION, role="medical-director"),
        draft(text="The early warning was sent.", kind=EntryKind.MESSAGE, sent=SENT),
        draft(
            said("service_status", "none", about="ICU", valid=When("2026-03-03T06:32")),
            said("data_exfiltrated", status=Status.NONE_KNOWN),
            said("ransom_paid", False),
            RECOMMENDED,
            text="Round of the evening.",
        ),
    )
    hours = [START + timedelta(hours=hour) for hour in range(1, len(drafts) + 1)]
    return chain([(replace(one, event_at=instant(at)), at) for at, one in zip(hours, drafts, strict=True)])


def asked(**more: Any) -> Asked:
    """What is asked of it: as of the next morning, unless told otherwise."""
    at = more.pop("as_of", START + timedelta(days=1))
    return Asked(as_of=at, generated_at=more.pop("generated_at", at), **more)


def made(**more: Any) -> Report:
    """A report of it."""
    return report(entries(), asked(**more))
