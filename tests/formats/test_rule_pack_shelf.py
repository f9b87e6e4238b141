from __future__ import annotations

from importlib.resources import files

import pytest

from codedark.formats.rule_pack_shelf import SHIPPED, packs_in_force, shipped
from codedark.formats.rule_pack_values import LANGUAGES
from codedark.hospital.faults import BadHospital
from codedark.record.rule_pack import Open, RulePack, Span
from tests.formats.rule_pack_making import HOURS, pack


def _named(packs: tuple[RulePack, ...], regime: str) -> RulePack:
    return next(one for one in packs if one.regime == regime)


def test_what_lies_on_the_shelf_is_what_is_shown() -> None:
    there = {file.name for file in files("codedark.formats").joinpath("rule_packs").iterdir()}
    assert there == {f"{name}.toml" for name in SHIPPED}
    assert tuple(pack.regime for pack in shipped()) == SHIPPED


def test_each_shipped_pack_speaks_four_languages_and_says_what_was_not_read() -> None:
    for told in shipped():
        texts = [told.title, told.recipient, *(s.title for s in told.stages), *(i.title for i in told.items)]
        texts += [stage.recipient for stage in told.stages if stage.recipient is not None]
        assert all(set(words) == set(LANGUAGES) and all(words.values()) for words in texts), told.regime
        assert told.not_read and told.sources, told.regime
        assert all(stage.source for stage in told.stages), told.regime


def test_every_item_of_a_shipped_pack_is_used() -> None:
    for told in shipped():
        used = {name for stage in told.stages for name in stage.items}
        assert used == {item.name for item in told.items}, told.regime


@pytest.mark.parametrize(
    ("regime", "stage", "within"),
    [
        ("nis2-be", "early-warning", "24 h"),
        ("nis2-be", "notification", "72 h"),
        ("nis2-be", "final", "1 month"),
        ("nis2-be", "progress", "1 month"),
        ("gdpr-33", "notification", "72 h"),
        ("device-vigilance", "manufacturer", "15 days"),
        ("device-vigilance", "manufacturer-death", "10 days"),
        ("device-vigilance", "manufacturer-threat", "2 days"),
    ],
)
def test_the_numbers_are_those_of_the_sources(regime: str, stage: str, within: str) -> None:
    found = _named(shipped(), regime).stage(stage)
    assert found is not None and str(found.within) == within


def test_no_number_is_invented_where_a_contract_or_nobody_names_one() -> None:
    for regime, stage, word in (
        ("insurer", "notice", Open.TO_BE_TOLD),
        ("supplier", "notice", Open.TO_BE_TOLD),
        ("prosecutor", "complaint", Open.NO_TERM),
        ("gdpr-34", "people", Open.UNDUE_DELAY),
        ("device-vigilance", "report", Open.UNDUE_DELAY),
    ):
        found = _named(shipped(), regime).stage(stage)
        assert found is not None and found.within is word


def test_a_pack_of_ones_own_stands_beside_the_others_or_takes_their_place() -> None:
    assert [one.regime for one in packs_in_force({"own.toml": pack()})] == [*SHIPPED, "nis2-xx"]
    instead = packs_in_force({"own.toml": pack(("[[evidence]]", 'instead_of = ["nis2-be"]\n[[evidence]]'))})
    assert [one.regime for one in instead] == [*SHIPPED[1:], "nis2-xx"]
    same = packs_in_force({"own.toml": pack(("nis2-xx", "nis2-be"))})
    assert [one.regime for one in same] == list(SHIPPED) and _named(same, "nis2-be").version == "3"


def test_hours_filled_in_count() -> None:
    found = _named(packs_in_force({"insurer.toml": HOURS.encode()}), "insurer").stage("notice")
    assert found is not None and isinstance(found.within, Span) and found.within.number == 48


def test_hours_fill_a_pack_of_ones_own_too() -> None:
    own = pack(('within = "12 h"', 'within = "to be told"'))
    hours = HOURS.replace('"insurer"', '"nis2-xx"').encode()
    found = _named(packs_in_force({"a.toml": hours, "b.toml": own}), "nis2-xx").stage("notice")
    assert found is not None and str(found.within) == "48 h"


def test_every_fault_of_every_file_is_told_at_once() -> None:
    own = {
        "a.toml": pack(),
        "b.toml": pack(),
        "c.toml": HOURS.replace('"insurer"', '"insurance"').encode(),
        "d.toml": HOURS.replace('"insurer"', '"nis2-be"').replace("notice", "final").encode(),
        "e.toml": HOURS.replace("notice", "notification").encode(),
        "f.toml": b"nothing",
        "g.toml": pack(("nis2-xx", "nis2-yy"), ("[[evidence]]", 'instead_of = ["nis2-bee"]\n[[evidence]]')),
    }
    with pytest.raises(BadHospital) as caught:
        packs_in_force(own)
    told = {fault.file: str(fault) for fault in caught.value.faults}
    assert set(told) == {"b.toml", "c.toml", "d.toml", "e.toml", "f.toml", "g.toml"}
    assert "the regime of a.toml too" in told["b.toml"]
    assert "no pack is called 'insurance'" in told["c.toml"] and "insurer" in told["c.toml"]
    assert "nis2-be says itself: 1 month" in told["d.toml"]
    assert "insurer has no stage 'notification'" in told["e.toml"] and "notice" in told["e.toml"]
    assert "nis2-be" in told["g.toml"]
