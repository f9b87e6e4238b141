from __future__ import annotations

from codedark.hospital.counting import counts, rows_of
from codedark.hospital.schema import TABLES
from codedark.hospital.words import Basis
from tests.making import make_hospital

HOSPITAL = make_hospital(
    hosts="host,zone,address,basis,source\na,office,10.0.0.1,observed,scan\nb,office,,,",
    services="service,paper_min,basis,source\nx,? never tried,stated,plan\ny,,,\nz,0,,",
    gates="gate,kind,on_failure,cuts_sessions\nfw,nac,open,?",
)


def test_every_table_is_counted_by_how_it_is_known() -> None:
    told = {count.table: count for count in counts(HOSPITAL)}
    assert list(told) == [table.name for table in TABLES]
    assert told["hosts"].by_basis == {Basis.OBSERVED: 1, Basis.STATED: 0, Basis.INFERRED: 0, Basis.ASSUMED: 1}
    assert told["services"].by_basis[Basis.STATED] == 1
    assert (told["services"].rows, told["patients"].rows) == (3, 0)


def test_what_nobody_knows_is_counted_by_column() -> None:
    told = {count.table: count.unknown for count in counts(HOSPITAL)}
    assert told["services"] == {"paper_min": 2}
    assert told["gates"] == {"cuts_sessions": 1}
    assert told["hosts"] == {"address": 1}
    assert told["sites"] == {"beds_recognised": 1}


def test_rows_are_found_by_the_name_of_their_table() -> None:
    for table in TABLES:
        if table.name != "hosts":
            assert len(list(rows_of(HOSPITAL, table.name))) == next(
                c.rows for c in counts(HOSPITAL) if c.table == table.name
            )
