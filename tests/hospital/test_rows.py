from __future__ import annotations

from dataclasses import fields

import pytest

from codedark.hospital.records import Host
from codedark.hospital.rows import RECORD_OF
from codedark.hospital.schema import TABLES
from tests.making import make_hospital


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_a_record_has_a_field_for_every_column_and_no_other(table) -> None:
    record = RECORD_OF.get(table.name, Host)
    assert [column.field or column.name for column in table.columns] == [field.name for field in fields(record)]


def test_a_record_stands_under_its_key_in_file_order() -> None:
    hospital = make_hospital(
        region="hospital,name,beds_recognised\nr2,Two,? closed\nr1,One,5",
        travel_min="from,to,minutes\nhome,r1,12\nr1,home,14",
    )
    assert list(hospital.region) == ["r2", "r1"]
    assert hospital.travel["home", "r1"].minutes == 12
    assert hospital.travel["r1", "home"].from_ == "r1"
