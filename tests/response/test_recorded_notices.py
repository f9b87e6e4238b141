"""A book of notices as a record: what the doors are said to be, and what no longer holds."""

from __future__ import annotations

from datetime import datetime, timedelta

from codedark.divert.ambulances_diverted import Diverted
from codedark.divert.notices import NoticeBook, acknowledge, divert_ambulance, repeat, update, withdraw
from codedark.hospital.records import ServiceId
from codedark.record.assertion import Assertion, Qualifier, Status
from codedark.record.entry import Draft, EntryKind
from codedark.record.plain import as_bytes
from codedark.record.view import View, view
from codedark.response.recorded_notices import recorded_notices
from codedark.response.recorded_origin import origin
from tests.divert.telling import ISSUED, content, issued
from tests.record.checking import sound
from tests.record.making import chain


def after(minutes: float) -> datetime:
    return ISSUED + timedelta(minutes=minutes)


def ambulance(minutes: float, to: str = "Near") -> Diverted:
    return Diverted(
        at=after(minutes), service=ServiceId("ed"), from_whom="Ann Example", to=to, why="Bob Example said", told_by="Cy"
    )


def seen(book: NoticeBook) -> View:
    return view(chain([(draft, after(600)) for draft in recorded_notices(book)], opened=False), after(700))


def said(drafts: tuple[Draft, ...], field: str) -> list[Assertion]:
    return [a for draft in drafts for a in draft.body.assertions if a.field == field]


def test_a_notice_is_a_message_of_the_role_that_answers_for_it() -> None:
    book, notice = issued()
    (draft,) = recorded_notices(book)
    assert (draft.kind, draft.role, draft.body.details["notice"]) == (EntryKind.MESSAGE, notice.issued_by, "1")
    assert all(who in draft.body.text for who in notice.addressees)


def test_each_door_and_service_is_said_as_the_notice_says_it() -> None:
    book, notice = issued()
    drafts = recorded_notices(book)
    doors = {a.about: a.value for a in said(drafts, "ed_status") if a.about}
    assert doors == {d.service: "limited" if d.share_pct else "closed" for d in notice.content.doors} and doors
    services = {a.about: a.value for a in said(drafts, "service_status")}
    assert services == {line.service: str(line.status) for line in notice.content.services}


def test_how_the_whole_department_stands_is_inferred_from_the_doors_that_are_named() -> None:
    (overall,) = [a for a in said(recorded_notices(issued()[0]), "ed_status") if not a.about]
    assert overall.status is Status.INFERRED and overall.rule and overall.value in {"limited", "closed"}


def test_what_a_withdrawal_ends_is_open_again() -> None:
    book, _ = issued()
    book, _ = withdraw(book, 1, after(90), "commander")
    found = seen(book)
    assert {s.lead.assertion.value for s in found.of("ed_status") if s.lead} == {"open"}
    assert {s.lead.assertion.value for s in found.of("service_status") if s.lead} == {"full"}
    diverted = found.lead("ambulance_diversion")
    assert diverted is None or diverted.value is False


def test_an_update_says_what_is_full_again() -> None:
    book, first = issued()
    newer = content("north-ehr", now_min=60.0)
    book, _ = update(book, 1, newer, after(60), "commander")
    gone = {line.service for line in first.content.services} - {line.service for line in newer.services}
    found = seen(book)
    for service in gone:
        lead = found.lead("service_status", service)
        assert lead is not None and lead.value == "full"
    for line in newer.services:
        lead = found.lead("service_status", line.service)
        assert lead is not None and lead.value == str(line.status)


def test_teams_that_do_not_go_out_are_named_and_none_is_said_when_all_do() -> None:
    book, notice = issued()
    (teams,) = said(recorded_notices(book), "prehospital_unavailable") or (None,)
    assert bool(notice.content.crews_out) == (teams is not None)
    if teams is not None:
        book, _ = withdraw(book, 1, after(9), "commander")
        last = seen(book).lead("prehospital_unavailable")
        assert last is not None and last.status is Status.NONE_KNOWN and last.value is None


def test_ambulances_are_counted_as_they_come_and_at_least_so_many() -> None:
    book, _ = issued()
    for minutes in (12, 5, 30):
        book = divert_ambulance(book, ambulance(minutes))
    counts = said(recorded_notices(book), "patients_diverted")
    assert [(c.value, c.qualifier) for c in counts] == [(n, Qualifier.AT_LEAST) for n in (1, 2, 3)]
    lead = seen(book).lead("patients_diverted")
    assert lead is not None and lead.value == 3


def test_two_ambulances_of_one_second_are_two() -> None:
    book, _ = issued()
    book = divert_ambulance(divert_ambulance(book, ambulance(5)), ambulance(5))
    drafts = recorded_notices(book)
    assert len({origin(d.body) for d in drafts}) == len(drafts) == 3
    lead = seen(book).lead("patients_diverted")
    assert lead is not None and lead.value == 2


def test_who_acknowledged_is_left_in_the_book() -> None:
    book, _ = issued()
    book = acknowledge(book, 1, "112 centre", "Dora Example", after(1))
    book = repeat(book, 1, "Near hospital", after(11), "Eve Example")
    book = divert_ambulance(book, ambulance(20))
    drafts = recorded_notices(book)
    texts = [d.body.text for d in drafts]
    assert texts[1:3] == ["Notice 1 was acknowledged by 112 centre.", "Notice 1 was told again to Near hospital."]
    assert b"Example" not in b"".join(map(as_bytes, drafts))


def test_the_same_book_gives_the_same_lines_and_a_longer_one_gives_them_again() -> None:
    book, _ = issued()
    marks = [origin(d.body) for d in recorded_notices(book)]
    longer = acknowledge(book, 1, "112 centre", "dispatcher", after(1))
    assert marks == [origin(d.body) for d in recorded_notices(longer)][: len(marks)]


def test_what_arrives_fits_the_fields_of_the_record() -> None:
    book, _ = issued()
    book, _ = update(book, 1, content("north-ehr", now_min=60.0), after(60), "commander")
    book, _ = withdraw(divert_ambulance(book, ambulance(20)), 2, after(90), "commander")
    assert sound(recorded_notices(book)) and recorded_notices(NoticeBook()) == ()
