from __future__ import annotations

from dataclasses import replace

from codedark.record.decided import happened
from codedark.record.edtf import When
from codedark.record.rule_pack import Evidence, Regime
from tests.record.clock_making import ZONE, at, case, decided, sent, told
from tests.record.making import START, chain, draft, said

NIS2 = Regime("nis2-be")
FIRST = decided("aware", "2026-03-03T06:30+01:00", made="2026-03-03T08:00+01:00")
SECOND = decided("aware", "2026-03-03T05:00+01:00", made="2026-03-03T09:00+01:00")


def test_the_later_decision_stands_and_the_earlier_stays_in_the_list() -> None:
    made = case(chain([FIRST, SECOND]), "2026-03-03T10:00+01:00")
    stands = made.stands("aware", NIS2)
    assert stands is not None and stands.decision.at == at("2026-03-03T05:00+01:00")
    assert [one.decision.at for one in made.history("aware", NIS2)] == [
        at("2026-03-03T06:30+01:00"),
        at("2026-03-03T05:00+01:00"),
    ]


def test_a_decision_made_after_now_is_not_made_yet() -> None:
    made = case(chain([FIRST, SECOND]), "2026-03-03T08:30+01:00")
    assert [one.decision.at for one in made.decided] == [at("2026-03-03T06:30+01:00")]


def test_a_decision_written_down_late_counts_from_when_it_was_made() -> None:
    words, _ = FIRST
    made = case(chain([(words, at("2026-03-20T08:00+01:00"))]), "2026-03-03T10:00+01:00")
    assert made.stands("aware", NIS2) is not None


def test_a_decision_for_another_regime_is_none_for_this_one() -> None:
    other = decided("aware", "2026-03-03T06:30+01:00", made="2026-03-03T08:00+01:00", regime="insurer")
    made = case(chain([other]), "2026-03-03T10:00+01:00")
    assert made.stands("aware", NIS2) is None and made.stands("aware", Regime("insurer")) is not None


def test_a_correction_in_words_alone_moves_nothing() -> None:
    entries = chain([FIRST])
    note = draft(text="The time above is of the ward's clock.", links=(entries[1].hash,))
    made = case(chain([FIRST, (note, at("2026-03-03T09:00+01:00"))]), "2026-03-03T10:00+01:00")
    assert made.stands("aware", NIS2) is not None and made.links == frozenset()


def test_what_is_to_be_sent_is_not_sent_whenever_it_was_entered() -> None:
    words, _ = sent("nis2-be:final", "2026-03-05T10:00+01:00")
    early = replace(words, event_at=When("2026-03-04"))
    entries = chain([(early, at("2026-03-04T10:00+01:00"))])
    assert case(entries, "2026-03-05T09:59+01:00").sent(NIS2, "final") == ()
    assert len(case(entries, "2026-03-05T10:00+01:00").sent(NIS2, "final")) == 1


def test_what_was_said_to_be_sent_and_corrected_is_kept_apart() -> None:
    wrong = sent("nis2-be:final", "2026-03-05T10:00+01:00")
    entries = chain([wrong])
    mended = sent("nis2-be:final", "2026-03-05T09:00+01:00", made="2026-03-06T09:00+01:00", links=(entries[1].hash,))
    made = case(chain([wrong, mended]), "2026-03-07T10:00+01:00")
    assert [one.sent.sent_at for one in made.sent(NIS2, "final")] == [at("2026-03-05T09:00+01:00")]
    assert [one.sent.sent_at for one in made.mistold(NIS2, "final")] == [at("2026-03-05T10:00+01:00")]


def test_the_earliest_sign_is_by_the_moment_a_field_names_where_it_is_one() -> None:
    seen = said("discovered_at", "2026-03-03", known_at=at("2026-03-03T07:00+01:00"))
    made = case(chain([told(seen, made="2026-03-03T07:00+01:00")]), "2026-03-03T10:00+01:00")
    by_day = made.earliest_sign([Evidence(field="discovered_at", moment=True)])
    by_known = made.earliest_sign([Evidence(field="discovered_at")])
    assert by_day is not None and by_day.at == at("2026-03-03T00:00+01:00")
    assert by_known is not None and by_known.at == at("2026-03-03T07:00+01:00")


def test_on_or_before_a_day_gives_no_moment_of_its_own() -> None:
    seen = said("discovered_at", "../2026-03-03", known_at=at("2026-03-03T07:00+01:00"))
    made = case(chain([told(seen, made="2026-03-03T07:00+01:00")]), "2026-03-03T10:00+01:00")
    sign = made.earliest_sign([Evidence(field="discovered_at", moment=True)])
    assert sign is not None and sign.at == at("2026-03-03T07:00+01:00")


def test_evidence_that_asks_for_values_takes_no_other() -> None:
    seen = said("data_exfiltrated", "no", known_at=START)
    made = case(chain([(draft(seen), START)]), "2026-03-03T10:00+01:00")
    assert made.earliest_sign([Evidence(field="data_exfiltrated")]) is None
    assert made.earliest_sign([Evidence(field="data_exfiltrated", values=("yes",))]) is None


def test_an_event_nobody_can_date_happened_when_it_was_written_down() -> None:
    words = draft(event_at=When("../2026-03-03"))
    (entry,) = chain([(words, START)], opened=False)
    assert happened(entry, ZONE) == START
