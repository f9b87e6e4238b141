from __future__ import annotations

from codedark.record.report_texts_en import EN


def test_no_operation_is_never_said_with_a_number() -> None:
    assert "{" not in EN["unit"]["operations.none"] and "{" not in EN["clause"]["operations_cancelled.none"]


def test_what_is_not_known_is_never_said_as_not_so() -> None:
    assert "is not known" in EN["clause"]["data_exfiltrated.unknown"]
    assert "not known" not in EN["clause"]["data_exfiltrated.no"]
