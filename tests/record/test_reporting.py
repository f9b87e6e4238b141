from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from codedark.record.assertion import Assertion, Document, Period, Qualifier, Source, Status, changed, document_id
from codedark.record.changes import ChangeKind
from codedark.record.edtf import When
from codedark.record.entry import Entry, EntryKind
from codedark.record.fields import field_name
from codedark.record.pillars import Check, Figure, Measured, Pillar
from codedark.record.report import Report, ReportKind, Spell
from codedark.record.report_issue import issue
from codedark.record.report_saying import said as put_into_words
from codedark.record.reporting import Asked, LogShown, heads_of, report, strictest
from codedark.record.view import Relation, view
from tests.record.making import START, chain, draft, said
from tests.record.report_making import (
    ALL,
    ASKED,
    AT_LEAST_70,
    ONSET,
    PAPER,
    RIGHT,
    SENT,
    WITHDRAWN,
    WRONG,
    asked,
    entries,
    made,
)


def test_every_standing_is_in_exactly_one_section() -> None:
    seen = view(entries(), START + timedelta(days=1))
    rows = [row.standing for part in made().parts for row in part.rows if row.standing is not None]
    assert sorted(row.key for row in rows) == sorted(standing.key for standing in seen.standings)


def test_a_field_nobody_knows_is_still_reported() -> None:
    strange = report(chain([(draft(said("weather", "fog")), START)]), asked())
    assert [row.field for row in strange.rows_of("details") if row.standing is not None] == ["weather"]


def test_the_head_says_what_it_is_and_as_of_when() -> None:
    head = made().head
    assert (head.title, head.organisation, head.kind) == (
        "Disruption at Sint-Lucia", "Sint-Lucia", ReportKind.SITUATION
    )  # fmt: skip
    assert (head.number, head.issued, head.tlp, head.exercise, head.timezone) == (
        1, False, "AMBER", False, "Europe/Brussels"
    )  # fmt: skip
    assert head.heads == heads_of(entries()) and head.heads[0].seq == 12


def test_what_was_entered_later_counts_and_is_said() -> None:
    early = made(as_of=START + timedelta(minutes=90))
    assert early.head.entered_later_count > 0
    assert made().head.entered_later_count == 0


def test_only_a_situation_report_has_a_number() -> None:
    assert made(kind=ReportKind.FINAL).head.number == 0


def test_what_is_not_known_is_listed_with_who_was_asked() -> None:
    one, gone = made().opens
    assert (gone.field, gone.status, gone.whom) == ("patients_diverted", Status.UNKNOWN, "")
    assert (one.field, one.status, one.whom, one.asked_at, one.due_at, one.answered_at) == (
        "attack_type", Status.UNKNOWN, "prosecutor", ASKED.asked_at, ASKED.due_at, None
    )  # fmt: skip


def test_an_answered_question_says_when() -> None:
    answer = said("attack_type", "ransomware", known_at=START + timedelta(hours=20))
    told = [*entries(), *chain([(draft(answer), START + timedelta(hours=21))], number=2, opened=False)]
    _, one = report(told, asked()).opens
    assert one.status is None and one.answered_at == START + timedelta(hours=20)


def test_nobody_asked_is_said_too() -> None:
    (one,) = report(chain([(draft(said("data_breach", status=Status.UNKNOWN)), START)]), asked()).opens
    assert (one.field, one.status, one.whom, one.asked_at) == ("data_breach", Status.UNKNOWN, "", None)


def test_of_what_was_withdrawn_nothing_is_known() -> None:
    (standing,) = (one for one in made().beside if one.key.field == "patients_diverted")
    assert standing.lead is None and standing.status is Status.UNKNOWN


def test_accounts_that_differ_stand_side_by_side_losers_too() -> None:
    beside = {one.key.field: [account.relation for account in one.accounts] for one in made().beside}
    assert beside == {
        "operations_cancelled": [Relation.LEADS, Relation.LESS_EXACT],
        "harm": [Relation.LEADS, Relation.DIFFERS],
        "staff_count": [Relation.LEADS, Relation.REPLACED],
        "patients_diverted": [Relation.WITHDRAWN],
    }


def test_the_log_is_told_in_the_order_things_happened() -> None:
    lines = made().log
    assert len(lines) == 12 and not any(line.late for line in lines)
    late = chain([(draft(said("ed_status", "closed")), START + timedelta(days=3))], number=2, opened=False)
    assert [line.late for line in report([*late, *entries()], asked()).log].count(True) == 1


def test_the_log_can_be_cut_to_a_shift_to_decisions_or_left_out() -> None:
    assert [line.kind for line in made(log=LogShown.DECISIONS).log] == [EntryKind.DECISION]
    assert made(log=LogShown.NONE).log == ()
    shift = Spell(start=START + timedelta(hours=5), end=START + timedelta(hours=6))
    assert [line.seq for line in made(spell=shift).log] == [6, 7]
    before = Spell(end=START - timedelta(seconds=1))
    assert made(spell=before).log == ()


def test_an_entry_without_a_known_beginning_stands_where_it_is_said_to_have_ended() -> None:
    vague = draft(text="Somebody noticed.", event_at=When("../2026-03-03"))
    lines = report(chain([(vague, START)]), asked(as_of=START + timedelta(days=5))).log
    assert [line.text for line in lines][-1] == "Somebody noticed."
    assert lines[-1].event_at == "../2026-03-03"


def test_what_was_sent_is_told_with_its_deadline_and_never_before_it_was() -> None:
    due = {("nis2-be", "early-warning"): START + timedelta(days=1)}
    (one,) = made(due=due).notified
    assert (one.regime, one.reference, one.sha256, one.due_at) == (
        "nis2-be", "2026-0007", SENT.sha256, START + timedelta(days=1)
    )  # fmt: skip
    assert made().notified[0].due_at is None
    assert made(as_of=START + timedelta(hours=8)).notified == ()


def test_a_recommendation_stands_beside_what_measures_it() -> None:
    figure = Measured(pillar=Pillar.ZONES, figure=Figure.CREDIT, value=3.0, name="walls", source="drill.json")
    other = Measured(pillar=Pillar.SPARE, figure=Figure.SINGLE_POINTS, value=12.0, source="north")
    (one,) = made(measured=(figure, other)).advice
    assert (one.pillar, one.checks, one.measured) == (Pillar.ZONES, (Check.BLAST, Check.DRILL), (figure,))


def test_a_place_in_a_document_is_one_footnote_however_often_it_is_used() -> None:
    again = changed(AT_LEAST_70, field="operational", value="Surgery stands still", qualifier=None, period=None)
    told = report([*entries(), *chain([(draft(again), START)], number=2, opened=False)], asked())
    assert [(note.number, note.document, note.told) for note in told.notes] == [(1, PAPER.id, PAPER)]


def test_changes_are_counted_from_the_last_report_that_left_the_house() -> None:
    first = report(entries(), asked(as_of=START + timedelta(hours=3), issue=True))
    assert first.changes_since is None and first.head.issued
    left = chain(
        [(issue(first, b"bytes", role="commander", lang="nl", form="pdf"), START + timedelta(hours=12))], 3, False
    )
    second = report([*entries(), *left], asked(issue=True))
    assert second.head.number == 2 and second.changes_since == START + timedelta(hours=3)
    assert {change.key.field for change in second.changes} == {"patients_diverted"}
    asked_for = report([*entries(), *left], asked(since=START - timedelta(days=1)))
    assert len(asked_for.changes) == len(view(entries(), START + timedelta(days=1)).standings)


def test_a_report_is_marked_as_strictly_as_its_strictest_source() -> None:
    assert strictest(view([], START)) == "AMBER"
    for tlp, needed in (("CLEAR", "CLEAR"), ("RED", "RED"), ("none of these", "AMBER")):
        paper = Document(**{**_parts(PAPER), "tlp": tlp})
        seen = view(chain([(draft(AT_LEAST_70, documents=(paper,)), START)]), START + timedelta(days=1))
        assert strictest(seen) == needed
    assert made().head.tlp == "AMBER"
    assert made(tlp="RED").head.tlp == "RED"


def _parts(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in Document.__slots__}


def test_the_same_record_gives_the_same_report() -> None:
    told = entries()
    assert report(told, asked()) == report(list(reversed(told)), asked())


def test_a_log_that_opens_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no entry opens an incident"):
        report(entries()[1:], asked())


def test_no_account_is_lost_on_the_way() -> None:
    standings = [row.standing for part in made().parts for row in part.rows if row.standing is not None]
    told = {account.assertion.id for standing in standings for account in standing.accounts}
    assert {one.id for one in (ALL, AT_LEAST_70, ONSET, RIGHT, WRONG, WITHDRAWN)} <= told


# The incident everybody meets first: seven pages over five weeks that complete and contradict each other.

ZONE = ZoneInfo("Europe/Brussels")
SITES = ("Antwerp", "Deurne")


def _told(fact: Mapping[str, Any]) -> Assertion:
    """One fact of the list as an assertion; what its page says in words, as the code that stands for it."""
    field = field_name(fact["field"])
    assert field is not None, fact
    published = datetime.fromisoformat(f"{fact['published']}T12:00:00+00:00")
    plain = Assertion(
        field=field,
        value=fact["value"],
        known_at=published,
        scope=tuple(fact.get("scope", ())),
        period=Period(when=When(fact["period"])) if "period" in fact else None,
        valid=When(fact["from"]) if "from" in fact else None,
        by=fact.get("by", "press"),
        reason=fact.get("reason", ""),
        wording="" if not isinstance(fact["value"], str) else fact["value"],
        source=Source(document=document_id(fact["source"].encode()), start=0, end=0),
        details={key: fact[key] for key in ("acuity", "aided_by") if key in fact},
    )
    meaning = MEANS.get((field, str(fact["value"])), {})
    lists = {"value": tuple(_CODE.get(word, word) for word in fact["value"])} if isinstance(fact["value"], list) else {}
    told = {"qualifier": Qualifier.AT_LEAST} if fact.get("qualifier") == "at least" else {}
    return changed(plain, **{**lists, **told, **meaning})


_CODE = {"EHR": "ehr", "medical imaging": "imaging"}
MEANS: dict[tuple[str, str], dict[str, Any]] = {
    ("operations_cancelled", "all planned, urgent also not possible"): {"value": None, "qualifier": Qualifier.ALL},
    ("operations_cancelled", "no operations"): {"value": None, "qualifier": Qualifier.ALL},
    ("appointments_cancelled", "non-urgent postponed"): {"value": None, "qualifier": Qualifier.UNCOUNTED},
    ("ed_status", "open, low capacity, no ambulances"): {"value": "limited"},
    ("attack_type", "unknown"): {"value": None, "status": Status.UNKNOWN},
    ("working_mode", "paper; patients asked to bring medication in original packaging + list"): {"value": "paper"},
    ("data_exfiltrated", "not yet clear"): {"value": None, "status": Status.UNKNOWN},
    ("data_exfiltrated", "none known"): {"value": None, "status": Status.NONE_KNOWN},
    ("initial_access_vector", "not disclosed"): {"value": None, "status": Status.NOT_DETAILED},
}


@pytest.fixture
def known(shared: Path) -> list[Entry]:
    """The facts entered in the order they were published, long after."""
    facts = json.loads((shared / "data/incident/azmonica_facts.json").read_bytes())["facts"]
    assert len(facts) == 21
    told = [_told(fact) for fact in sorted(facts, key=lambda fact: fact["published"])]
    entered = datetime(2026, 3, 1, tzinfo=UTC)
    return chain([(draft(one), entered + timedelta(minutes=place)) for place, one in enumerate(told)])


@pytest.fixture
def of_day(known: list[Entry]) -> Callable[[int, int, datetime | None], Report]:
    """The report as of the end of a day."""

    def report_of(month: int, day: int, since: datetime | None = None) -> Report:
        now = datetime(2026, 3, 2, tzinfo=UTC)
        return report(known, Asked(as_of=_end(month, day), generated_at=now, since=since))

    return report_of


def _end(month: int, day: int) -> datetime:
    return datetime(2026, month, day, tzinfo=ZONE) + timedelta(days=1, microseconds=-1)


def _kinds(told: Report) -> list[tuple[str, str, str]]:
    return [(change.kind.value, change.key.field, change.key.period) for change in told.changes]


@pytest.mark.shared_data("data/incident/azmonica_facts.json")
def test_four_reports_of_the_real_incident_differ_in_exactly_what_changed(
    of_day: Callable[[int, int, datetime | None], Report],
) -> None:
    before = datetime(2026, 1, 12, tzinfo=UTC)
    assert _kinds(of_day(1, 13, before)) == [
        ("new", "discovered_at", ""),
        ("new", "attack_type", ""),
        ("new", "data_exfiltrated", ""),
        ("new", "operations_cancelled", "2026-01-13 per-period"),
        ("new", "appointments_cancelled", ""),
        ("new", "prehospital_unavailable", ""),
        ("new", "systems_unavailable", ""),
        ("new", "servers_shutdown", ""),
    ]
    assert _kinds(of_day(1, 14, _end(1, 13))) == [
        ("answered", "attack_type", ""),
        ("new", "operations_cancelled", "2026-01-14 per-period"),
        ("new", "patients_transferred", ""),
        ("new", "ed_status", ""),
    ]
    assert _kinds(of_day(1, 15, _end(1, 14))) == [("new", "capacity_pct", ""), ("new", "working_mode", "")]
    assert _kinds(of_day(2, 18, _end(1, 15))) == [
        ("new", "staff_count", ""),
        ("new", "initial_access_vector", ""),
        ("new", "servers_shutdown_at", ""),
        ("new", "recovered", ""),
        ("answered", "data_exfiltrated", ""),
        ("new", "ransom_paid", ""),
    ]


@pytest.mark.shared_data("data/incident/azmonica_facts.json")
def test_the_real_incident_is_reported_as_it_was_known_that_day(
    of_day: Callable[[int, int, datetime | None], Report],
) -> None:
    def clinical(month: int, day: int) -> str:
        words = put_into_words(of_day(month, day, None), "en")
        summary, *_ = (section for section in words.sections if section.key == "summary")
        return " ".join(line.value for line in summary.sentences)

    first, second, third, last = clinical(1, 13), clinical(1, 14), clinical(1, 15), clinical(2, 18)
    assert "is not known" in first and "ransomware" not in first and "ransomware" in second
    assert "At least 70 operations were cancelled (Tuesday 13 January 2026" in first
    assert "7 patients were moved" not in first and "7 patients were moved to other hospitals" in second
    assert "50 %" not in second and "50 % of normal capacity" in third and "work is on paper" in third
    assert "whether data were taken is not known" in third.lower()
    assert "no data are known to have been taken; no ransom was paid" in last.lower()


@pytest.mark.shared_data("data/incident/azmonica_facts.json")
def test_what_two_pages_said_of_the_same_day_stands_side_by_side(
    of_day: Callable[[int, int, datetime | None], Report],
) -> None:
    told = of_day(1, 13, None)
    assert told.head.entered_later_count == 9
    (standing,) = told.beside
    first, second = standing.accounts
    assert (first.assertion.value, first.assertion.qualifier, first.assertion.scope) == (70, Qualifier.AT_LEAST, SITES)
    assert (second.assertion.qualifier, second.relation) == (Qualifier.ALL, Relation.LESS_EXACT)
    words = put_into_words(told, "nl")
    (side,) = (section for section in words.sections if section.key == "differing")
    assert side.table is not None and len(side.table.rows) == 2
    assert "minstens 70 operaties" in side.table.rows[0][1] and "alle operaties" in side.table.rows[1][1]


@pytest.mark.shared_data("data/incident/azmonica_facts.json")
def test_of_the_real_incident_the_unknowns_grow_fewer(of_day: Callable[[int, int, datetime | None], Report]) -> None:
    opens = [[one.field for one in of_day(month, day, None).opens] for month, day in ((1, 13), (1, 14), (2, 18))]
    assert opens == [["attack_type", "data_exfiltrated"], ["data_exfiltrated"], ["initial_access_vector"]]
    assert ChangeKind.ANSWERED in {change.kind for change in of_day(2, 18, _end(1, 15)).changes}
