"""The table of techniques."""

from __future__ import annotations

from codedark.record.attack_techniques import COPYRIGHT, TECHNIQUES
from codedark.record.fields import TACTICS


def test_each_has_a_name_and_tactics_in_the_words_of_the_record() -> None:
    assert len(TECHNIQUES) >= 100
    for number, technique in TECHNIQUES.items():
        assert technique.id == number
        assert technique.name
        assert technique.tactics
        assert list(technique.tactics) == sorted(technique.tactics, key=TACTICS.index)


def test_a_sub_technique_stands_with_its_parent_at_mitre() -> None:
    assert TECHNIQUES["T1021.001"].url == "https://attack.mitre.org/techniques/T1021/001"


def test_the_copyright_line_is_the_one_asked_for() -> None:
    assert COPYRIGHT.startswith("© 2026 The MITRE Corporation. This work is reproduced and distributed")
