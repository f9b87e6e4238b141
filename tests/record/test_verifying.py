from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from codedark.record.entry import Draft, EntryHash, EntryKind, Head
from codedark.record.erasure import ERASED
from codedark.record.finding import Finding, FindingKind
from codedark.record.head_words import head_words, read_head_words
from codedark.record.row import Row, row_of
from codedark.record.sealing import Moment, sealed
from codedark.record.verifying import differences, verify
from tests.record.making import INCIDENT, START, chain, draft, key, pen, said
from tests.record.tampering import anew, head, publics, rewritten, rows, said_anew

DEVICE = next(iter(publics()))
STRANGER = key(77)


def judged(given: Iterable[Row], heads: Iterable[Head] = (), **more: bool) -> list[tuple[FindingKind, int, int]]:
    found = verify(given, publics(), heads, incident=INCIDENT, **more)
    assert all(one.device and one.what and (one.to_do or not one.fault) for one in found)
    return [(one.kind, one.seq, one.last_seq) for one in found]


def faults(found: Sequence[Finding]) -> list[str]:
    return [str(one) for one in found if one.fault]


def test_a_log_as_it_was_written_has_no_finding_in_any_order() -> None:
    log = rows()
    assert judged(log) == judged(log, every_signature=True) == judged(reversed(log)) == []
    assert judged(log, [head(log[-1])]) == []
    assert judged([]) == []


def test_edited_words_are_named() -> None:
    log = rows()
    log[4] = log[4]._replace(body=(log[4].body or b"").replace(b"As told", b"As lied"))
    assert judged(log) == [(FindingKind.EDITED_BODY, 5, 5)]


def test_a_salt_without_its_words_is_an_edit() -> None:
    log = rows()
    log[4] = log[4]._replace(body=None)
    assert judged(log) == [(FindingKind.EDITED_BODY, 5, 5)]


def test_an_edited_header_is_named_alone() -> None:
    log = rows()
    log[4] = log[4]._replace(header=log[4].header.replace(b"incident-commander", b"incident-pretender"))
    assert judged(log) == [(FindingKind.EDITED_HEADER, 5, 5)]


def test_an_edited_hash_is_named_alone() -> None:
    log = rows()
    log[4] = log[4]._replace(hash=bytes(32))
    assert (FindingKind.EDITED_HEADER, 5, 5) in judged(log)
    assert {seq for _, seq, _ in judged(log)} <= {5, 6}


@pytest.mark.parametrize(
    "header", [b"", b"\x00 not a header", rows()[4].header.replace(b"incident-c", b"incident\xdd\xff")]
)
def test_a_header_that_is_none_is_named(header: bytes) -> None:
    log = rows()
    log[4] = log[4]._replace(header=header)
    assert (FindingKind.EDITED_HEADER, 5, 5) in judged(log)


def test_an_edit_that_was_hashed_again_is_named_by_its_signature() -> None:
    log = rows()
    log[4] = said_anew(log[4], b'{"text":"As lied."}', STRANGER)
    assert judged(log) == [(FindingKind.FALSE_SIGNATURE, 5, 5)]


def test_a_deleted_entry_is_missing() -> None:
    log = rows()
    del log[4]
    assert judged(log) == [(FindingKind.MISSING, 5, 5)]
    assert judged(rows()[3:]) == [(FindingKind.MISSING, 1, 3)]


def test_a_deleted_entry_whose_successors_were_renumbered_is_missing() -> None:
    log = rows()
    closed = [row._replace(seq=row.seq - 1) if row.seq > 5 else row for row in log if row.seq != 5]
    assert judged(closed) == [(FindingKind.MISSING, 5, 5), (FindingKind.MISPLACED, 6, 10)]


def test_two_entries_that_changed_places_are_named() -> None:
    log = rows()
    log[3], log[6] = log[3]._replace(seq=7), log[6]._replace(seq=4)
    assert judged(log) == [(FindingKind.MISPLACED, 4, 4), (FindingKind.MISPLACED, 7, 7)]


def test_an_entry_slipped_in_is_named_and_not_the_one_it_stands_beside() -> None:
    log = rows()
    slipped = said_anew(log[4], b'{"text":"Never happened."}', STRANGER)
    moved = [row._replace(seq=row.seq + 1) if row.seq >= 5 else row for row in log]
    assert judged([*moved, slipped]) == [(FindingKind.INSERTED, 5, 5), (FindingKind.MISPLACED, 5, 10)]
    assert judged([*log, slipped]) == [(FindingKind.INSERTED, 5, 5)]


def test_an_entry_that_stands_there_twice_is_named() -> None:
    log = rows()
    assert judged([*log, log[4]]) == [(FindingKind.DUPLICATE, 5, 5)]


def test_a_key_used_in_two_places_is_told_from_an_entry_slipped_in() -> None:
    log = rows()
    fork = said_anew(log[4], b'{"text":"Written elsewhere."}', key())
    assert judged([*log, fork]) == [(FindingKind.DUPLICATE, 5, 5)]


def test_an_entry_of_another_incident_is_named() -> None:
    log = rows()
    log[-1] = anew(log[-1], key(), incident="ffffffffffffffff")
    assert judged(log) == [(FindingKind.OTHER_INCIDENT, 10, 10)]


def test_a_device_nobody_knows_is_named_once() -> None:
    found = verify(rows(number=2), publics(1), incident=INCIDENT)
    assert [(one.kind, one.seq) for one in found] == [(FindingKind.UNKNOWN_DEVICE, 0)]


def test_a_key_that_does_not_give_the_devices_name_proves_nothing() -> None:
    keys = {DEVICE: STRANGER.public_key().public_bytes_raw().hex()}
    found = verify(rewritten(rows(), 0, b'{"text":"Lies."}', STRANGER), keys, incident=INCIDENT)
    assert [one.kind for one in found] == [FindingKind.UNKNOWN_DEVICE]
    assert "another device's" in found[0].what


@pytest.mark.parametrize("public", ["", "00", "zz" * 32, "0" * 63])
def test_a_key_that_is_none_is_a_finding_and_no_exception(public: str) -> None:
    assert [f.kind for f in verify(rows(), {DEVICE: public}, incident=INCIDENT)] == [FindingKind.UNKNOWN_DEVICE]


def test_a_chain_signed_with_another_key_is_false_from_the_first_to_the_last() -> None:
    assert judged(rewritten(rows(), 0, b'{"text":"Lies."}', STRANGER)) == [(FindingKind.FALSE_SIGNATURE, 1, 10)]
    assert judged(rewritten(rows(), 6, b'{"text":"Lies."}', STRANGER)) == [(FindingKind.FALSE_SIGNATURE, 7, 10)]


def test_a_signature_in_the_middle_is_seen_when_each_is_asked_for() -> None:
    log = rows()
    log[4] = log[4]._replace(signature=bytes(64))
    assert judged(log) == []
    assert judged(log, every_signature=True) == [(FindingKind.FALSE_SIGNATURE, 5, 5)]


def test_a_chain_written_anew_with_its_own_key_holds_in_itself_and_is_seen_by_a_witness() -> None:
    log = rows()
    lies = rewritten(log, 6, b'{"text":"Lies."}', key())
    assert judged(lies, every_signature=True) == []
    assert judged(lies, [head(log[-1])]) == [(FindingKind.REPLACED, 10, 10)]
    assert judged(lies, [head(log[5])]) == []


def test_a_part_written_anew_with_its_own_key_does_not_join() -> None:
    log = rows()
    log[4] = said_anew(log[4], b'{"text":"Lies."}', key())
    assert judged(log) == [(FindingKind.BROKEN_CHAIN, 6, 6)]


def test_the_last_three_entries_dropped_are_found_by_the_head_that_was_printed() -> None:
    log = rows()
    printed = head_words(head(log[-1]))
    assert judged(log[:-3]) == []
    found = verify(log[:-3], publics(), [read_head_words(printed)], incident=INCIDENT)
    assert [(f.kind, f.seq, f.last_seq) for f in found] == [(FindingKind.CUT_OFF, 8, 10)]
    assert found[0].device == DEVICE and "paper saw entry 10" in found[0].what


def test_a_chain_that_is_gone_altogether_is_cut_off_from_its_first_entry() -> None:
    found = verify([], publics(), [head(rows()[-1])], incident=INCIDENT)
    assert [(f.kind, f.seq, f.last_seq) for f in found] == [(FindingKind.CUT_OFF, 1, 10)]


def test_of_many_witnesses_the_furthest_and_the_first_that_differs_are_told() -> None:
    log = rows()
    lies = rewritten(log, 4, b'{"text":"Lies."}', key())[:-2]
    found = judged(lies, [head(row) for row in log])
    assert found == [(FindingKind.REPLACED, 5, 5), (FindingKind.CUT_OFF, 9, 10)]


def test_what_another_device_saw_is_a_witness() -> None:
    log = rows()
    mine = Moment(recorded_at=START, clock_ms=0, salt=bytes(16))
    other = row_of(sealed(draft(said("ed_status", "closed")), pen(2), None, mine, (head(log[-1]),)))
    keys = publics(1, 2)
    assert verify([*log, other], keys, incident=INCIDENT) == ()
    found = verify([*log[:-3], other], keys, incident=INCIDENT)
    assert [(f.kind, f.device, f.seq, f.last_seq) for f in found] == [(FindingKind.CUT_OFF, DEVICE, 8, 10)]
    assert other.device in found[0].what


def erased_log(*, saying: bool) -> list[Row]:
    """A log whose fifth entry lost its words, with or without an entry that says so."""
    drafts = [(draft(said("operations_cancelled", n)), START) for n in range(9)]
    own = chain(drafts)[4].hash
    why = Draft(
        kind=EntryKind.CORRECTION,
        role="incident-commander",
        event_at=drafts[0][0].event_at,
        links=(EntryHash(own),),
        body=draft(text="It named a patient.", details={ERASED: own}).body,
    )
    made = [row_of(entry) for entry in chain([*drafts, *([(why, START)] if saying else [])])]
    made[4] = made[4]._replace(body=None, salt=None)
    return made


def test_words_erased_on_purpose_are_a_note_and_the_chain_holds() -> None:
    found = verify(erased_log(saying=True), publics(), incident=INCIDENT, every_signature=True)
    assert [(f.kind, f.seq) for f in found] == [(FindingKind.ERASED, 5)]
    assert faults(found) == []


def test_words_that_are_gone_without_a_word_are_a_fault() -> None:
    assert judged(erased_log(saying=False)) == [(FindingKind.WORDS_LOST, 5, 5)]


def test_words_that_should_be_gone_are_a_fault() -> None:
    log = erased_log(saying=True)
    log[4] = rows()[4]
    assert judged(log) == [(FindingKind.STILL_THERE, 5, 5)]


def test_an_edited_entry_cannot_say_that_another_was_erased() -> None:
    log = erased_log(saying=True)
    log[-1] = log[-1]._replace(body=(log[-1].body or b"").replace(b"named", b"names"))
    assert judged(log) == [(FindingKind.WORDS_LOST, 5, 5), (FindingKind.EDITED_BODY, 11, 11)]


def test_a_mirror_that_differs_is_told_by_what_differs() -> None:
    log = rows()
    assert differences(log, log) == ()
    mirror = [*log[:3], *log[5:]]
    mirror[0] = mirror[0]._replace(body=b"{}")
    found = differences(log[:-2], mirror)
    assert [(f.kind, f.seq, f.last_seq) for f in found] == [
        (FindingKind.MIRROR_DIFFERS, 1, 1),
        (FindingKind.MIRROR_LACKS, 4, 5),
        (FindingKind.ONLY_IN_MIRROR, 9, 10),
    ]


def test_words_erased_on_one_side_alone_are_told() -> None:
    log = rows()
    bare = [log[0], log[1]._replace(body=None, salt=None), *log[2:]]
    assert "still holds its words" in differences(bare, log)[0].what
    assert "gone from the mirror" in differences(log, bare)[0].what


CHANGES = ("drop", "edit body", "edit header", "swap", "twice", "sign")


@settings(max_examples=60)
@given(some.data())
def test_any_change_to_a_log_with_a_witnessed_head_is_found_where_it_is(data: some.DataObject) -> None:
    log = rows()
    seen = [head(log[-1])]
    place = data.draw(some.integers(0, len(log) - 1))
    change = data.draw(some.sampled_from(CHANGES))
    row = log[place]
    if change == "drop":
        del log[place]
    elif change == "edit body":
        at = data.draw(some.integers(0, len(row.body or b"") - 1))
        body = bytearray(row.body or b"")
        body[at] ^= 1
        log[place] = row._replace(body=bytes(body))
    elif change == "edit header":
        at = data.draw(some.integers(0, len(row.header) - 1))
        header = bytearray(row.header)
        header[at] ^= 1
        log[place] = row._replace(header=bytes(header))
    elif change == "swap":
        other = data.draw(some.integers(0, len(log) - 1).filter(lambda n: n != place))
        log[place], log[other] = row._replace(seq=other + 1), log[other]._replace(seq=place + 1)
    elif change == "twice":
        log.append(row)
    else:
        log[place] = anew(row, STRANGER, role="somebody")
    found = verify(log, publics(), seen, incident=INCIDENT)
    assert any(one.fault and one.seq <= place + 1 <= one.last_seq for one in found)


raw = some.binary(max_size=80)
anything = some.builds(
    Row,
    some.sampled_from([DEVICE, "", "x", "0" * 16]),
    some.integers(-2, 12),
    raw,
    some.one_of(raw, some.sampled_from([row.header for row in rows()])),
    raw,
    some.one_of(some.none(), raw),
    some.one_of(some.none(), raw),
)


@given(some.lists(anything, max_size=6), some.booleans())
def test_rows_of_any_kind_are_judged_and_never_raise(more: list[Row], every: bool) -> None:
    log = rows(3)
    found = verify([*log, *more], publics(), [head(log[-1])], incident=INCIDENT, every_signature=every)
    assert bool(found) == bool(more)
    differences(log, more)


def test_a_number_no_chain_can_have_is_judged_too() -> None:
    log = rows(3)
    for seq in (0, -1, 2**62):
        far = anew(log[2], key(), seq=seq)
        assert any(one.fault for one in verify([*log, far], publics(), incident=INCIDENT))
