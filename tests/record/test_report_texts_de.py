from __future__ import annotations

from codedark.record.report_texts_de import DE


def test_a_denial_denies() -> None:
    denied = [words for key, words in DE["clause"].items() if key.endswith((".none", ".no"))]
    assert all(any(no in f" {words} " for no in (" kein ", " keine ", " nicht ")) for words in denied), denied


def test_patients_after_von_stand_in_the_dative() -> None:
    assert DE["unit"]["appointments.uncounted"].endswith("Terminen")
