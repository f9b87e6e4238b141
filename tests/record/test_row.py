from __future__ import annotations

import pytest

from codedark.record.plain import NotThisForm
from codedark.record.row import entry_of, row_of
from tests.record.making import log, said


def test_an_entry_survives_being_a_row() -> None:
    for entry in log([said("operations_cancelled", 70), said("ed_status", "limited", day=1)]):
        assert entry_of(row_of(entry)) == entry


def test_the_bytes_of_a_row_are_those_that_were_hashed() -> None:
    entry = log([])[0]
    assert row_of(entry).header == entry.header.raw()
    assert row_of(entry).hash.hex() == entry.hash


def test_an_erased_row_is_an_entry_without_a_body() -> None:
    erased = row_of(log([])[0])._replace(body=None, salt=None)
    assert entry_of(erased).body is None and entry_of(erased).salt == ""
    with pytest.raises(ValueError, match="erased"):
        row_of(entry_of(erased))


@pytest.mark.parametrize("part", ["header", "body"])
def test_a_row_that_is_no_entry_is_refused(part: str) -> None:
    with pytest.raises(NotThisForm):
        entry_of(row_of(log([])[0])._replace(**{part: b"{}"}))
