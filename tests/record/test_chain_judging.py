from __future__ import annotations

from codedark.record.chain_judging import Chain, Read
from codedark.record.entry import FIRST_PREV, read_header
from codedark.record.finding import FindingKind
from codedark.record.row import Row
from tests.record.making import key
from tests.record.tampering import anew, publics, rows

(DEVICE,) = publics()


def read(row: Row) -> Read:
    return Read(row.seq, row, row.hash.hex(), read_header(row.header).prev, True)


def kinds(some: list[Row], *, every: bool = False) -> list[tuple[FindingKind, int]]:
    found = Chain(DEVICE, publics()[DEVICE], every).judged([read(row) for row in some])
    return [(one.kind, one.seq) for one in found]


def test_a_whole_chain_is_silent() -> None:
    assert kinds(rows(3)) == kinds(rows(3), every=True) == kinds(rows(0)) == []


def test_a_first_entry_that_names_one_before_it_is_told() -> None:
    log = rows(0)
    assert read_header(log[0].header).prev == FIRST_PREV
    assert kinds([anew(log[0], key(), prev="11" * 32)]) == [(FindingKind.BROKEN_CHAIN, 1)]


def test_behind_each_gap_a_signature_is_looked_at() -> None:
    log = rows(9)
    log[3] = log[3]._replace(signature=bytes(64))
    assert kinds(log) == []
    del log[4]
    assert kinds(log) == [(FindingKind.FALSE_SIGNATURE, 4), (FindingKind.MISSING, 5)]


def test_in_front_of_each_gap_too() -> None:
    log = rows(9)
    log[5] = log[5]._replace(signature=bytes(64))
    del log[4]
    assert kinds(log) == [(FindingKind.FALSE_SIGNATURE, 6), (FindingKind.MISSING, 5)]


def test_of_two_with_one_number_the_one_its_neighbours_stand_on_is_kept() -> None:
    log = rows(5)
    fork = anew(log[2], key(), role="elsewhere")
    for order in ([*log[:3], fork, *log[3:]], [*log[:2], fork, *log[2:]]):
        assert kinds(order) == [(FindingKind.DUPLICATE, 3)]


def test_of_two_last_entries_the_signed_one_is_kept() -> None:
    log = rows(5)
    false = anew(log[-1], key(9), role="elsewhere")
    for order in ([*log, false], [*log[:-1], false, log[-1]]):
        assert kinds(order) == [(FindingKind.INSERTED, 6)]
