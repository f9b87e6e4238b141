from __future__ import annotations

from datetime import date

import pytest

from codedark.formats.rule_pack_file import KEYS, read_rule_pack
from codedark.hospital.faults import BadHospital
from codedark.record.rule_pack import FilledIn, Ongoing, RulePack, Span, Unit
from tests.formats.rule_pack_making import HOURS, pack


def _faults(raw: bytes) -> list[str]:
    with pytest.raises(BadHospital) as caught:
        read_rule_pack(raw, "own.toml")
    return [str(fault) for fault in caught.value.faults]


def test_a_pack_is_read_whole() -> None:
    told = read_rule_pack(pack(), "own.toml")
    assert isinstance(told, RulePack)
    assert (told.regime, told.version, told.read_on, told.needs) == (
        "nis2-xx",
        "3",
        date(2026, 3, 1),
        ("significant",),
    )
    notice, final = told.stages
    assert (notice.within, str(notice.starts), notice.items) == (
        Span(number=12, unit=Unit.HOURS),
        "decision:aware",
        ("what",),
    )
    assert final.ongoing is Ongoing.FROM_END
    assert told.item("what").fields == ("attack_type",) and told.file == "own.toml"


def test_hours_filled_in_are_read() -> None:
    told = read_rule_pack(HOURS.encode(), "insurer.toml")
    assert isinstance(told, FilledIn)
    assert (told.fills, dict(told.within)) == ("insurer", {"notice": Span(number=48, unit=Unit.HOURS)})


def test_every_fault_is_told_at_once_with_its_place() -> None:
    raw = pack(
        ('version = "3"\n', ""),
        ('within = "12 h"', 'within = "half a day"'),
        ('items = ["what"]', 'items = ["waht"]'),
        ('starts = "sent:notice"', 'starts = "sent:notise"'),
        ('fields = ["attack_type"]', 'fields = ["atack_type"]\nfeilds = []'),
        ('values = ["ehr"]', 'values = ["ehx"]'),
    )
    told = _faults(raw)
    expected = [
        ("own.toml, key version: missing", "Fix: add `version"),
        ("own.toml, key stages[1].within: neither a span of time", "24 h"),
        ("own.toml, key stages[1].items: no item is called 'waht'", "what"),
        ("own.toml, key stages[2].starts: no stage is called 'notise'", "notice"),
        ("own.toml, key items[1].fields: no field is called 'atack_type'", "attack_type"),
        ("own.toml, key items[1].feilds: no such key", "fields"),
        ("own.toml, key evidence[1].values: systems_unavailable is never 'ehx'", "ehr"),
    ]
    assert len(told) == len(expected)
    for start, fix in expected:
        assert any(line.startswith(start) and fix in line for line in told), (start, told)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "final"', 'name = "notice"', "two of one name"),
        ('starts = "decision:aware"', 'starts = "sent:final"', "waits for itself"),
        ('within = "1 month"', 'within = "without undue delay"', "no span that could be over"),
        ('fields = ["attack_type"]', "unknown_accepted = true", "nothing answers it"),
        ('field = "systems_unavailable"\nvalues = ["ehr"]', "moment = true", "neither a field nor"),
        ('title = { en = "notice" }', 'title = "notice"', "not words in languages"),
        ('title = { en = "notice" }\n', "", "missing"),
        ('regime = "nis2-xx"', "regime = 7", "not text"),
        ("[[items]]", "[items]", "not a list of sections"),
    ],
)
def test_what_contradicts_itself_is_a_fault(old: str, new: str, said: str) -> None:
    assert any(said in line for line in _faults(pack((old, new))))


def test_hours_that_are_none_are_faults() -> None:
    told = _faults(HOURS.replace('"48 h"', '"two days"').replace('source = "policy of 2026, clause 7"\n', "").encode())
    assert len(told) == 2 and "within.notice: not a span of time" in told[1] and "source: missing" in told[0]
    assert any("not a section" in line for line in _faults(HOURS.replace("[within]\nnotice = ", "within = ").encode()))


@pytest.mark.parametrize("raw", [b"regime = ", b"\xff\xfea\x00", b"\x80"])
def test_what_is_no_toml_is_one_fault(raw: bytes) -> None:
    assert len(_faults(raw)) == 1


def test_the_reference_names_every_key() -> None:
    from tests.house.source import ROOT

    text = (ROOT / "docs" / "reference" / "notify.md").read_text(encoding="utf-8")
    assert [key for keys in KEYS.values() for key in keys if f"`{key}`" not in text] == []
