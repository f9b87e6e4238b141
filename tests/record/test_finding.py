from __future__ import annotations

import pytest

from codedark.record.finding import FindingKind, finding, together

DEVICE = "0011223344556677"


def test_a_finding_names_device_number_what_and_what_to_do() -> None:
    said = str(finding(FindingKind.MISSING, DEVICE, 4, "missing", 6))
    assert said.startswith(f"device {DEVICE}, entry 4 to 6: missing. Look for it")
    assert str(finding(FindingKind.EDITED_BODY, DEVICE, 9, "edited")).startswith(f"device {DEVICE}, entry 9: edited.")


def test_what_is_of_a_device_as_a_whole_names_no_entry() -> None:
    assert "entry" not in str(finding(FindingKind.UNKNOWN_DEVICE, DEVICE, 0, "not known")).split(":")[0]


@pytest.mark.parametrize("kind", FindingKind)
def test_only_words_erased_on_purpose_are_no_fault_and_every_fault_says_what_to_do(kind: FindingKind) -> None:
    made = finding(kind, DEVICE, 1, "x")
    assert made.fault == (kind is not FindingKind.ERASED)
    assert bool(made.to_do) == made.fault


def test_alike_findings_on_neighbours_are_one() -> None:
    lost = [finding(FindingKind.MIRROR_LACKS, DEVICE, seq, "lacks") for seq in (5, 3, 4, 9, 9)]
    told = together([*lost, finding(FindingKind.MIRROR_LACKS, DEVICE, 10, "lacks more")])
    assert [(f.seq, f.last_seq) for f in told] == [(3, 5), (9, 9), (10, 10)]
