from codedark.drill.stands import assumptions_of
from codedark.hospital.settings import Range
from codedark.hospital.words import Basis
from tests.making import make_hospital


def test_rows_are_counted_by_table_and_by_whether_they_are_assumed():
    hospital = make_hospital(
        hosts="host,zone,basis,source\nh1,office,stated,somebody\nh2,office,,\nh3,office,assumed,",
        services="service,name,paper_min\nlab,Laboratory,? nobody tried\nward,Ward,30",
    )
    told = assumptions_of(hospital, [Range(1, 2, 3), Range(1, 2, 3, Basis.STATED, "a page")], ["something"], None)
    assert told.tables["hosts"] == (3, 2)
    assert told.rows_total == sum(rows for rows, _ in told.tables.values())
    assert told.rows_assumed == told.rows_total - 1
    assert (told.parameters_total, told.parameters_assumed) == (2, 1)
    assert told.paper_unknown == ("Laboratory",)
    assert told.notes == ("something",)


def test_a_table_with_no_row_is_not_listed():
    assert "patients" not in assumptions_of(make_hospital(), [], [], None).tables
