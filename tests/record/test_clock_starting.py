from __future__ import annotations

from codedark.hospital.values import Unknown
from codedark.record.clock_starting import Begun, State, asked, begun, by_decision
from codedark.record.rule_pack import decision_words
from tests.record.clock_making import PACKS, at, case, decided, sent
from tests.record.making import chain

AWARE = decided("aware", "2026-03-03T06:30+01:00", made="2026-03-03T08:00+01:00")
NOW = "2026-03-09T12:00+01:00"


def _begun(name: str, *drafts: object) -> Begun:
    regime, stage_name = name.split(":")
    pack = next(pack for pack in PACKS if pack.regime == regime)
    stage = pack.stage(stage_name)
    assert stage is not None
    return begun(case(chain(drafts), NOW), pack, stage)  # type: ignore[arg-type]


def test_a_decision_starts_at_the_moment_it_speaks_of_not_when_it_was_made() -> None:
    start = _begun("insurer:notice", AWARE)
    assert (start.state, start.at) == (State.RUNNING, at("2026-03-03T06:30+01:00"))
    assert start.recorded_at == at("2026-03-03T08:00+01:00") and start.before == ()


def test_a_stage_behind_another_starts_when_that_was_first_sent() -> None:
    start = _begun(
        "device-vigilance:manufacturer",
        sent("device-vigilance:report", "2026-03-05T10:00+01:00"),
        sent("device-vigilance:report", "2026-03-04T10:00+01:00", made="2026-03-06T10:00+01:00"),
        decided("device-incident", "2026-03-04T09:00+01:00", made="2026-03-04T09:00+01:00"),
    )
    assert start.at == at("2026-03-04T10:00+01:00")


def test_nothing_decided_and_nothing_seen_waits() -> None:
    start = _begun("nis2-be:notification")
    assert start.state is State.WAITING and isinstance(start.at, Unknown)


def test_what_a_pack_needs_and_nobody_decided_holds_a_clock_back() -> None:
    start = _begun("nis2-be:notification", AWARE)
    assert start.state is State.PROPOSED and start.at == at("2026-03-03T06:30+01:00")


def test_what_is_presumed_holds_nothing_back() -> None:
    breach = decided("personal-data-breach", "2026-03-03T06:30+01:00", made="2026-03-03T08:00+01:00")
    assert _begun("gdpr-33:notification", breach).state is State.RUNNING


def test_a_no_before_is_no_moment_to_have_counted_from() -> None:
    no = decided("aware", None, made="2026-03-03T07:00+01:00", value="no")
    made = case(chain([no, AWARE]), NOW)
    assert by_decision(made, made.history("aware", PACKS[0].regime)).before == ()


def test_every_word_reads_as_part_of_a_sentence() -> None:
    for word in decision_words(PACKS):
        assert asked(word)
    assert asked("weather") == "`weather`"
