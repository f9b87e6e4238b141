from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from codedark.record.edtf import When
from codedark.record.entry import DeviceId, Entry, EntryKind
from codedark.record.erasure import ERASED
from codedark.record.merging import AnotherIncident, Chains, Merged, RemarkKind, merged, timeline
from codedark.record.row import Row, Signer, row_of
from codedark.record.sound import without_words
from tests.record.making import INCIDENT, START, chain, draft, key, pen

HOUR = timedelta(hours=1)


def device(number: int) -> DeviceId:
    return pen(number).device


def signers(*numbers: int) -> dict[str, Signer]:
    return {device(n): Signer(device(n), key(n).public_key().public_bytes_raw().hex(), f"laptop {n}") for n in numbers}


def entries(number: int, count: int) -> list[Entry]:
    drafts = [(draft(text=f"told {place}"), START + place * HOUR) for place in range(1, count + 1)]
    return chain(drafts, number, opened=False)


def chains(rows: Iterable[Row], *numbers: int, aside: Iterable[Row] = ()) -> Chains:
    return Chains(rows=tuple(rows), signers=signers(*numbers), aside=tuple(aside))


def rows(number: int, count: int) -> list[Row]:
    return [row_of(entry) for entry in entries(number, count)]


def together(here: Chains, there: Chains) -> Chains:
    """What lies here after a merge."""
    found = merged(here, there, INCIDENT)
    kept = tuple(without_words(row) if row.hash in found.erased else row for row in here.rows)
    return Chains(rows=kept + found.rows, signers={**here.signers, **found.signers}, aside=here.aside + found.aside)


def seqs(found: Merged) -> list[tuple[str, int]]:
    return [(row.device, row.seq) for row in found.rows]


def test_what_is_there_and_not_here_is_taken_with_its_device() -> None:
    found = merged(chains(rows(1, 3), 1), chains([*rows(1, 5), *rows(2, 2)], 1, 2), INCIDENT)
    assert sorted(seqs(found)) == sorted([(device(1), 4), (device(1), 5), (device(2), 1), (device(2), 2)])
    assert found.signers == signers(2)
    assert not found.remarks


def test_the_same_log_and_an_empty_one_change_nothing() -> None:
    log = chains(rows(1, 4), 1)
    assert not merged(log, log, INCIDENT).changes
    assert not merged(log, chains([]), INCIDENT).changes


def test_another_incident_is_refused() -> None:
    with pytest.raises(AnotherIncident, match=INCIDENT):
        merged(chains([]), chains(rows(1, 1), 1), "f" * 16)


def test_two_entries_with_one_number_are_a_fork_and_both_stay() -> None:
    ours, theirs = rows(1, 4), [*rows(1, 2), *(row_of(entry) for entry in _forked(2, 4))]
    found = merged(chains(ours, 1), chains(theirs, 1), INCIDENT)
    assert not found.rows
    assert [row.seq for row in found.aside] == [3, 4, 5, 6]
    (remark,) = found.remarks
    assert (remark.kind, remark.first_seq, remark.last_seq) == (RemarkKind.FORK, 3, 6)
    assert "another entry with this number" in str(remark)
    again = merged(chains(ours, 1, aside=found.aside), chains(theirs, 1), INCIDENT)
    assert not again.changes and not again.remarks


def _forked(shared_count: int, more: int) -> list[Entry]:
    """Entries of device 1 after the first few, as somebody with its key wrote them elsewhere."""
    drafts = [(draft(text=f"told {p}"), START + p * HOUR) for p in range(1, shared_count + 1)]
    drafts += [(draft(text=f"elsewhere {p}"), START + p * HOUR) for p in range(more)]
    return chain(drafts, 1, opened=False)[shared_count:]


def test_an_entry_that_stands_on_another_than_lies_here_is_a_fork() -> None:
    theirs = [row_of(e) for e in _forked(2, 2)]
    found = merged(chains(rows(1, 3), 1), chains(theirs[1:], 1), INCIDENT)
    assert not found.rows and [row.seq for row in found.aside] == [4]
    assert "stands on entry 3" in found.remarks[0].what


def test_a_gap_is_filled_by_whoever_has_it() -> None:
    own = rows(1, 6)
    found = merged(chains([*own[:2], *own[4:]], 1), chains(own, 1), INCIDENT)
    assert [row.seq for row in found.rows] == [3, 4] and not found.remarks


def test_what_fills_a_gap_must_fit_both_its_ends() -> None:
    own, false = rows(1, 4), [row_of(e) for e in _forked(2, 1)]
    found = merged(chains([*own[:2], own[3]], 1), chains(false, 1), INCIDENT)
    assert not found.rows and [row.hash for row in found.aside] == [false[0].hash]


def test_what_comes_after_a_gap_is_taken_and_the_gap_is_told() -> None:
    own = rows(1, 6)
    found = merged(chains(own[:2], 1), chains(own[4:], 1), INCIDENT)
    assert [row.seq for row in found.rows] == [5, 6]
    assert [(r.kind, r.first_seq, r.last_seq) for r in found.remarks] == [(RemarkKind.GAP, 3, 4)]


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda row: row._replace(header=row.header.replace(b'"seq":2', b'"seq":7')), "does not give its hash"),
        (lambda row: row._replace(signature=bytes(64)), "signature"),
        (lambda row: row._replace(signature=b""), "signature"),
        (lambda row: row._replace(seq=9), "entry 2"),
        (lambda row: row._replace(device=device(2)), "is entry 2 of device"),
    ],
)
def test_what_does_not_prove_itself_is_not_taken(damage: object, why: str) -> None:
    own = rows(1, 2)
    found = merged(chains(own[:1], 1), chains([damage(own[1])], 1, 2), INCIDENT)  # type: ignore[operator]
    assert not found.rows and not found.aside and not found.signers
    assert why in found.remarks[0].what and found.remarks[0].kind is RemarkKind.NOT_SOUND


def test_a_device_whose_key_does_not_give_its_name_writes_nothing_here() -> None:
    theirs = Chains(rows=tuple(rows(1, 2)), signers={device(1): signers(2)[device(2)]})
    found = merged(chains([]), theirs, INCIDENT)
    assert not found.rows and not found.signers and "no key" in found.remarks[0].what


def test_a_damaged_copy_beside_a_good_one_hides_nothing() -> None:
    own = rows(1, 2)
    found = merged(chains([]), chains([own[0]._replace(signature=bytes(64)), *own], 1), INCIDENT)
    assert [row.seq for row in found.rows] == [1, 2]


def test_words_that_were_changed_are_not_taken_and_the_header_is_kept_aside() -> None:
    own = rows(1, 3)
    false = own[1]._replace(body=(own[1].body or b"").replace(b"told", b"tale"))
    found = merged(chains(own[:1], 1), chains([false, own[2]], 1), INCIDENT)
    assert [row.seq for row in found.rows] == [3]
    assert found.aside == (without_words(own[1]),)
    later = together(together(chains(own[:1], 1), chains([false, own[2]], 1)), chains(own, 1))
    assert {row.hash for row in later.rows} == {row.hash for row in own}


def _with_erasure() -> tuple[list[Row], list[Row]]:
    """Three entries whole; the same with the second erased, and the correction that says so."""
    own = entries(1, 3)
    said = replace(
        draft(text="Words were erased.", kind=EntryKind.CORRECTION, links=(own[1].hash,)),
        body=replace(draft().body, details={ERASED: own[1].hash}),
    )
    drafts = [(draft(text=f"told {p}"), START + p * HOUR) for p in range(1, 4)]
    erased = [row_of(entry) for entry in chain([*drafts, (said, START + 4 * HOUR)], 1, opened=False)]
    erased[1] = without_words(erased[1])
    return [row_of(entry) for entry in own], erased


def test_erased_words_go_wherever_the_erasing_entry_arrives() -> None:
    whole, erased = _with_erasure()
    found = merged(chains(whole, 1), chains(erased, 1), INCIDENT)
    assert found.erased == (whole[1].hash,) and [row.seq for row in found.rows] == [4]
    assert not merged(chains(erased, 1), chains(whole, 1), INCIDENT).changes


def test_words_that_come_along_with_their_erasure_are_not_taken() -> None:
    whole, erased = _with_erasure()
    both = [whole[0], whole[1], whole[2], erased[3]]
    found = merged(chains([]), chains(both, 1), INCIDENT)
    assert [row.body is None for row in found.rows] == [False, True, False, False]


def test_an_erasure_nobody_signed_erases_nothing() -> None:
    whole, erased = _with_erasure()
    forged = erased[3]._replace(signature=bytes(64))
    assert not merged(chains(whole, 1), chains([forged], 1), INCIDENT).erased


def test_the_timeline_goes_by_what_was_told_then_device_then_number() -> None:
    def at(text: str) -> tuple[object, object]:
        return draft(event_at=When(text)), START

    one = chain([at("2026-03-03T09:00"), at("2026-03-03T08:00")], 1, opened=False)  # type: ignore[list-item]
    two = chain([at("../2026-03-03"), at("2026-03-03T08:00")], 2, opened=False)  # type: ignore[list-item]
    told = timeline([*one, *two], "Europe/Brussels")
    assert told[0].header.event_at == "../2026-03-03"
    assert [e.header.event_at for e in told[1:]] == ["2026-03-03T08:00", "2026-03-03T08:00", "2026-03-03T09:00"]
    assert [e.header.device for e in told[1:3]] == sorted([device(1), device(2)])
