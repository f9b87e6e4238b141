from __future__ import annotations

from dataclasses import replace

from codedark.record.entry import EntryKind
from codedark.record.erasure import ERASED, erased_by
from codedark.record.row import Row, row_of
from tests.record.making import START, chain, draft


def log(kind: EntryKind = EntryKind.CORRECTION, named: int = 1, linked: int = 1) -> list[Row]:
    """An opening, an entry, and one that says which of them was erased."""
    first = chain([(draft(text="A name slipped in."), START)])
    said = replace(
        draft(text="Words were erased.", kind=kind, links=(first[linked].hash,)),
        body=replace(draft().body, details={ERASED: first[named].hash}),
    )
    return [row_of(entry) for entry in chain([(draft(text="A name slipped in."), START), (said, START)])]


def erased(rows: list[Row], sound: bool = True) -> frozenset[bytes]:
    return erased_by(rows, lambda _: sound)


def test_a_correction_that_says_so_erases_what_it_links_to() -> None:
    rows = log()
    assert erased(rows) == {rows[1].hash}


def test_nothing_else_erases() -> None:
    assert not erased(log(), sound=False)
    assert not erased(log(kind=EntryKind.OBSERVATION))
    assert not erased(log(linked=0))
    assert not erased(log()[:2])


def test_what_opens_the_incident_is_never_erased() -> None:
    assert not erased(log(named=0, linked=0))


def test_a_row_that_does_not_read_erases_nothing() -> None:
    rows = log()
    assert not erased([rows[2]._replace(body=b'{"erased":')])
