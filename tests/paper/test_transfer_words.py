from __future__ import annotations

from codedark.divert.transfer_plan import BedStanding, BoundKind
from codedark.hospital.words import Demand, Escort
from codedark.paper.page_stamp import page_stamp
from codedark.paper.transfer_words import (
    BOUND_SAID,
    DEMAND_SAID,
    LEVEL_SAID,
    arrives_said,
    bed_said,
    crew_said,
    demands_said,
    escort_said,
    level_said,
    until_said,
    worth_said,
)
from tests.divert.plans_for_forms import AGE, MADE, hospital, nobody, plan, row

STAMP = page_stamp(hospital(), plan(), made_at=MADE, snapshot_age=AGE)


def test_the_worth_of_a_plan_is_two_sentences() -> None:
    assert worth_said(plan()) == [
        "At most 10 % more waiting than any plan could have, by a bound found while planning.",
        "Nearest-first in the order of arrival would cost 50 % more; in the order of acuity 10 % more.",
    ]


def test_a_plan_that_meets_its_bound_is_not_said_to_be_worse() -> None:
    said = worth_said(plan(bound=110.0, bound_kind=BoundKind.EXACT))[0]
    assert said == "No plan has less waiting, every plan was looked at."


def test_a_bound_of_nothing_promises_nothing() -> None:
    assert (
        worth_said(plan(bound=0.0))[0] == "How much better a plan could be is not known: the bound found says nothing."
    )


def test_nobody_moved_is_said() -> None:
    assert worth_said(nobody()) == ["Nobody is moved: there is nothing to compare."]


def test_crews_of_others_say_whose_they_are_and_none_shouts() -> None:
    assert crew_said(row("p-1")) == "amb-1 (112)"
    assert crew_said(row("p-2")) == "NO CREW: request one"


def test_with_a_team_of_ours_the_vehicle_alone_is_asked_for() -> None:
    assert (escort_said(row("p-1")), level_said(row("p-1"))) == ("physician: icu-team", "ambulance (BLS)")
    assert (escort_said(row("p-2")), level_said(row("p-2"))) == ("nurse", LEVEL_SAID[Escort.NURSE])
    assert (escort_said(row("p-3")), level_said(row("p-3"))) == ("", LEVEL_SAID[Escort.NONE])
    assert (escort_said(row("p-4")), level_said(row("p-4"))) == ("", "")


def test_a_bed_says_how_it_is_known() -> None:
    assert bed_said(row("p-1"), STAMP) == "23:00, bed coordinator"
    assert bed_said(row("p-2"), STAMP) == "ASSUMED: nobody confirmed it"
    assert bed_said(row("p-1", bed=BedStanding.STALE), STAMP) == "ASK AGAIN: 23:00, bed coordinator"
    assert bed_said(row("p-2", bed=BedStanding.TYPED_IN), STAMP) == "agreed, off the list"
    assert bed_said(row("p-2", bed=BedStanding.CONFIRMED), STAMP) == "confirmed; when and by whom not told"
    assert bed_said(row("p-4"), STAMP) == ""


def test_an_arrival_is_rounded_up_and_says_how_late_it_is() -> None:
    assert arrives_said(row("p-1"), STAMP) == "23:50"
    assert arrives_said(row("p-2"), STAMP) == "11 Mar 00:30 LATE 40 min"
    assert (until_said(row("p-1"), STAMP), until_said(row("p-5"), STAMP)) == ("23:50", "no end told")


def test_every_word_of_the_tables_can_be_said() -> None:
    assert set(DEMAND_SAID) == set(Demand) and set(LEVEL_SAID) == set(Escort) and set(BOUND_SAID) == set(BoundKind)
    assert demands_said(row("p-1")) == "ventilator, isolation"
