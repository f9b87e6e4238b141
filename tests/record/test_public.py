from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from codedark.record.assertion import (
    Attribution,
    Document,
    Period,
    PeriodKind,
    Qualifier,
    Status,
    Withdrawal,
    document_id,
    spanned,
)
from codedark.record.edtf import When
from codedark.record.public import FIELDS_FOR, REASONS, Audience, Why, sift
from codedark.record.view import view
from tests.record.making import START, chain, draft, said
from tests.record.public_making import CLOSED, DAY, EVERYTHING, NOW, SEVENTY, ZONE, seen, sifted, sure

CONFIRMED = Attribution.CONFIRMED


def reasons(*assertions: Any, audience: Audience = Audience.PATIENTS) -> list[Why]:
    return [one.why for one in sifted(assertions, audience).left_out]


def told(*assertions: Any, audience: Audience = Audience.PATIENTS) -> list[Any]:
    return [one.assertion.value for one in sifted(assertions, audience).told]


def test_what_is_confirmed_and_stated_is_told() -> None:
    assert told(CLOSED, SEVENTY) == [70, "closed"] or told(CLOSED, SEVENTY) == ["closed", 70]
    assert reasons(CLOSED, SEVENTY) == []


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (said("ed_status", "closed"), Why.REPORTED),
        (said("ed_status", "closed", attribution=Attribution.CLAIMED), Why.CLAIMED),
        (sure("ed_status", "closed", status=Status.INFERRED, rule="r"), Why.INFERRED),
        (sure("ed_status", "closed", status=Status.ASSUMED), Why.ASSUMED),
        (sure("ed_status", "closed", status=Status.DISPUTED), Why.DISPUTED),
        (sure("ed_status", status=Status.UNKNOWN), Why.UNTOLD),
        (sure("ed_status", "closed", status=Status.WITHHELD), Why.UNTOLD),
        (sure("harm", "suspected"), Why.HARM),
        (sure("harm", "near-miss"), Why.HARM),
        (sure("harm", status=Status.UNKNOWN), Why.UNTOLD),
        (sure("data_exfiltrated", "claimed"), Why.CLAIMED),
        (sure("ed_status", "closed", valid=When("2026-03-03T06:00/2026-03-03T07:00")), Why.OVER),
        (sure("ed_status", "open", valid=When("2026-03-04T08:00")), Why.NOT_YET),
        (sure("servers_shutdown", False), Why.NO_WORDS),
        (sure("systems_unavailable", ("parking",)), Why.NO_WORDS),
    ],
)
def test_everything_else_is_left_out_with_its_reason(one: Any, why: Why) -> None:
    assert told(one) == [] and reasons(one) == [why]


def test_every_reason_has_its_words() -> None:
    assert set(REASONS) == set(Why)


def test_what_somebody_contradicts_is_not_told() -> None:
    assert reasons(SEVENTY, said("operations_cancelled", 12, period=DAY, by="press")) == [Why.DISPUTED]


def test_harm_that_anybody_still_tells_of_anywhere_stops_saying_that_none_is_known() -> None:
    assert told(sure("harm", "none")) == ["none"]
    assert Why.HARM in reasons(sure("harm", "none"), said("harm", "suspected", about="ICU", by="press"))
    assert Why.HARM in reasons(said("harm", "suspected"), sure("harm", "none", day=0, valid=When("2026-03-03T09:00")))


def test_harm_that_was_suspected_before_and_is_no_longer_stops_it_too() -> None:
    before = sure("harm", "suspected", valid=When("2026-03-02"))
    assert told(before, sure("harm", "none", valid=When("2026-03-03"), known_at=START + timedelta(hours=1))) == []


def test_withdrawn_and_replaced_accounts_tell_nothing() -> None:
    gone = Withdrawal(of=SEVENTY.id, why="another hospital", by="us", known_at=START)
    withdrawn = view(chain([(draft(SEVENTY, withdrawals=(gone,)), START)]), NOW)
    assert [one.why for one in sift(withdrawn, Audience.PATIENTS, ZONE).left_out] == [Why.NO_LEAD]
    new = sure("operations_cancelled", 62, period=DAY, supersedes=(SEVENTY.id,))
    assert told(SEVENTY, new) == [62]


def test_two_states_of_one_day_told_to_the_minute_are_a_change_and_not_a_contradiction() -> None:
    later = sure("ed_status", "open", valid=When("2026-03-03T15:00"), known_at=START + timedelta(hours=10))
    assert told(CLOSED, later) == ["open"]
    day_alone = sure("ed_status", "open", valid=When("2026-03-03"), known_at=START + timedelta(hours=10))
    assert reasons(CLOSED, day_alone) == [Why.DISPUTED]


def test_two_sites_in_two_states_are_both_told() -> None:
    north = sure("ed_status", "closed", scope=("North",))
    south = sure("ed_status", "open", scope=("South",), known_at=START + timedelta(hours=1))
    assert sorted(told(north, south)) == ["closed", "open"]
    unsure = said("ed_status", "open", scope=("South",), by="press")
    assert told(north, unsure) == ["closed"] and reasons(north, unsure) == [Why.REPORTED]


def marked(tlp: str) -> Document:
    return Document(
        id=document_id(tlp.encode()),
        kind="report",
        title="Note",
        publisher="A neighbour",
        published=When("2026-03-03"),
        retrieved_at=START,
        lang="en",
        text="Closed.",
        sha256="0" * 64,
        tlp=tlp,
    )


@pytest.mark.parametrize(
    ("tlp", "audience", "passes"),
    [
        ("CLEAR", Audience.PATIENTS, True),
        ("WHITE", Audience.PATIENTS, True),
        ("GREEN", Audience.PATIENTS, False),
        ("GREEN", Audience.DOCTORS, True),
        ("TLP:AMBER", Audience.NEIGHBOURS, False),
        ("RED", Audience.DOCTORS, False),
    ],
)
def test_a_marked_document_tells_only_whom_it_may(tlp: str, audience: Audience, passes: bool) -> None:
    document = marked(tlp)
    one = sure("ed_status", "closed", source=spanned(document, 0, 7))
    found = sift(view(chain([(draft(one, documents=(document,)), START)]), NOW), audience, ZONE)
    assert bool(found.told) is passes
    assert passes or [left.why for left in found.left_out] == [Why.MARKED]


def test_a_document_that_is_not_there_tells_nothing() -> None:
    assert reasons(sure("ed_status", "closed", source=spanned(marked("CLEAR"), 0, 7))) == [Why.NO_DOCUMENT]


def test_of_a_count_the_newest_total_is_told_else_its_newest_period() -> None:
    second = sure("operations_cancelled", 20, period=Period(when=When("2026-03-04")), known_at=START)
    assert told(SEVENTY, second) == [20] and reasons(SEVENTY, second) == [Why.OLDER]
    total = Period(when=When("2026-03-03/2026-03-04"), kind=PeriodKind.CUMULATIVE)
    assert told(SEVENTY, second, sure("operations_cancelled", 90, period=total)) == [90]


def test_free_text_indicators_and_money_are_for_nobody() -> None:
    every = {field for fields in FIELDS_FOR.values() for field in fields}
    assert not every & {"data_breach", "indicator", "technique", "malware_family", "ransom_paid", "financial", "lesson"}
    found = sifted([*EVERYTHING, sure("data_breach", "Names of patients"), sure("ransom_paid", True)])
    assert found.others_count == 11 and all(one.key.field != "data_breach" for one in found.left_out)


def test_a_state_of_a_moment_goes_on_and_a_capacity_without_a_number_has_no_words() -> None:
    assert told(sure("working_mode", "paper", valid=When("2026-03-01"))) == ["paper"]
    odd = sure("capacity_pct", qualifier=Qualifier.UNCOUNTED)
    assert reasons(odd, audience=Audience.DOCTORS) == [Why.NO_WORDS]


def test_a_view_of_nothing_tells_nothing() -> None:
    found = sift(seen([]), Audience.DOCTORS, ZONE)
    assert (found.told, found.left_out, found.others_count, found.ids) == ((), (), 0, frozenset())
