from __future__ import annotations

from datetime import date

import pytest

from codedark.record.rule_pack import (
    FilledIn,
    Open,
    Regime,
    RulePack,
    Span,
    Stage,
    Unit,
    decision_words,
    filled,
    in_words,
)
from tests.record.clock_making import PACKS


def _pack(name: str) -> RulePack:
    return next(pack for pack in PACKS if pack.regime == name)


def _stage(pack: RulePack, name: str) -> Stage:
    stage = pack.stage(name)
    assert stage is not None
    return stage


def test_words_in_a_language_a_pack_lacks_are_english() -> None:
    assert in_words({"en": "insurer", "nl": "verzekeraar"}, "de") == "insurer"
    assert in_words({"fr": "assureur"}, "de") == "assureur"


def test_every_word_that_moves_a_clock_can_be_decided() -> None:
    words = decision_words(PACKS)
    assert {"aware", "significant", "personal-data-breach", "risk", "high-risk", "ended", "requested"} <= set(words)
    assert {"malicious", "cross-border", "device-incident"} <= set(words)


def test_hours_filled_in_take_the_place_of_hours_not_told() -> None:
    told = FilledIn(
        fills=Regime("insurer"),
        version="2026",
        source="policy, clause 7",
        read_on=date(2026, 3, 1),
        within={"notice": Span(number=48, unit=Unit.HOURS)},
        file="insurer.toml",
    )
    before = _pack("insurer")
    after = filled(before, told)
    assert _stage(before, "notice").within is Open.TO_BE_TOLD
    assert str(_stage(after, "notice").within) == "48 h"
    assert after.version == "1+2026" and "policy, clause 7" in after.sources[-1]


def test_a_stage_goes_to_whom_its_pack_says_unless_it_says_so_itself() -> None:
    pack = _pack("nis2-be")
    assert "Cybersecurity" in pack.recipient_of(_stage(pack, "final"))["en"]
    assert pack.recipient_of(_stage(pack, "recipients"))["en"] == "patients and partners"


def test_what_is_not_there_is_none_or_an_error() -> None:
    pack = _pack("nis2-be")
    assert pack.stage("third-warning") is None
    with pytest.raises(KeyError):
        pack.item("weather")


def test_spans_read_as_people_write_them() -> None:
    spans = [Span(number=1, unit=Unit.MONTHS), Span(number=15, unit=Unit.DAYS), Span(number=72, unit=Unit.HOURS)]
    assert [str(span) for span in spans] == ["1 month", "15 days", "72 h"]
