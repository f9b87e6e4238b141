from __future__ import annotations

from codedark.hospital.faults import BadHospital, CellFault, Fault, listed


def fault(row: int | None = None, file: str = "a.csv", message: str = "odd") -> Fault:
    return Fault(file=file, row=row, column="x", value="3", message=message, fix="mend it")


def test_a_fault_reads_as_a_sentence() -> None:
    assert str(fault(2)) == "a.csv, row 2, column x: odd (it says '3'). Fix: mend it."
    assert str(Fault(file="a.csv", message="gone", fix="add it")) == "a.csv: gone. Fix: add it."
    assert "h.toml, key x" in str(fault(file="h.toml"))


def test_alike_faults_are_one_line() -> None:
    lines = listed([fault(row) for row in range(2, 10)] + [fault(3, message="other")])
    assert len(lines) == 2
    assert lines[0].endswith("(Also in rows 3, 4, 5, 6, 7 and 2 more.)")
    assert listed([fault(2), fault(5)])[0].endswith("(Also in row 5.)")
    assert listed([fault(2)])[0] == str(fault(2))


def test_a_long_list_is_cut_and_counted() -> None:
    faults = [fault(2, message=f"odd {i}") for i in range(51)]
    assert len(listed(faults[:50])) == 50
    lines = listed(faults)
    assert len(lines) == 51
    assert lines[-1] == "... and 1 more; --json has them all"


def test_a_bad_hospital_carries_every_fault() -> None:
    bad = BadHospital([fault(2), fault(3)])
    assert bad.faults == (fault(2), fault(3))
    assert str(bad).count("\n") == 1


def test_a_cell_at_fault_is_a_value_error_with_its_fix() -> None:
    wrong = CellFault("odd", "mend it")
    assert isinstance(wrong, ValueError)
    assert str(wrong) == "odd. Fix: mend it."
