from __future__ import annotations

from dataclasses import replace

from codedark.record.assertion import AssertionId
from codedark.record.entry import EntryKind
from codedark.record.public import Audience
from codedark.record.public_issuing import issued_statements, next_number
from tests.record.making import START, chain
from tests.record.public_issued import HOUR, LATER, SENT_AT, sent, told
from tests.record.public_making import CLOSED, SEVENTY, TELEPHONE


def test_the_entry_says_what_left_to_whom_and_what_it_rested_on() -> None:
    entry, _ = sent(3, SEVENTY, corrects=(CLOSED,))
    assert entry.kind is EntryKind.MESSAGE and entry.role == "spokesperson"
    assert entry.body.text == "Statement 3 to patients was issued. It corrects 1 of what was told before."
    told = entry.body.sent
    assert told is not None and (told.regime, told.stage, told.recipient) == ("public", "statement", "patients")
    assert (told.sha256, told.rests_on, told.lang) == ("ab" * 32, (SEVENTY.id,), "nl fr")
    assert (
        entry.body.details["corrects"] == CLOSED.id
        and entry.body.details["contact_telephone"] == "0800 00 000\n0800 00 000"
    )


def test_statements_are_read_back_in_the_order_in_which_they_left() -> None:
    log = chain([told(SEVENTY), sent(1, SEVENTY), sent(2, SEVENTY, at=LATER, audience=Audience.DOCTORS)])
    first, second = issued_statements(log, START + 9 * HOUR)
    assert (first.number, first.audience, second.audience) == (1, Audience.PATIENTS, Audience.DOCTORS)
    assert [one.number for one in issued_statements(log, SENT_AT)] == [1]
    assert first.contacts == (TELEPHONE, TELEPHONE)
    assert (next_number(()), next_number((first, second))) == (1, 3)


def test_readers_this_program_does_not_know_are_named_as_they_were() -> None:
    entry, at = sent(1, SEVENTY)
    assert entry.body.sent is not None
    odd = replace(entry, body=replace(entry.body, sent=replace(entry.body.sent, recipient="press"), details={}))
    (one,) = issued_statements(chain([(odd, at)]), START + 9 * HOUR)
    assert one.audience is None and one.number == 0 and one.corrects == frozenset[AssertionId]()
