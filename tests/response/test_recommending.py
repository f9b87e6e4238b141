"""An alarm gets a plan, its price and what else could be done; and is fired alone only where everything allows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from codedark import depend, gap, reach
from codedark.gap.suspects import PLACE_UNKNOWN, Suspect, SuspectKind
from codedark.hospital.records import ZoneId
from codedark.response.alarm import Alarm
from codedark.response.allowance import Allowance
from codedark.response.recommending import FRESH_PLAN, UNKNOWN_PLAN, Prepared, Recommendation, prepare, recommend
from tests.gap.stories import TABLES, story
from tests.response.findings import T0

NIGHT = datetime(2026, 1, 13, 3, 0)  # noqa: DTZ001  # the wall clock
MORNING = NIGHT.replace(hour=8)
OPERATIONS = """
    operation,days,start,duration_min,urgency,needs
    hip,tue,07:45,100,elective,wards"""
SERVICES = """
    service,needs,worked_from,paper_min,paper_capacity,theatres
    wards,ehr,ward,0,0,2
    lab,lis,,0,0,0"""
SLOW = TABLES["hospital_toml"] + "[response]\nbreakout_min = 90\n"
"""An intruder who in the hour an alarm presumes has not gone on to another host."""
PREPARED = prepare(story(hospital_toml=SLOW, services=SERVICES, operations=OPERATIONS))


def alarm(*suspects: Suspect, zones: tuple[str, ...] = (), channels: tuple[str, ...] = ("eve", "zeek")) -> Alarm:
    return Alarm(
        at=T0,
        suspects=suspects,
        zones=tuple(ZoneId(zone) for zone in zones),
        findings=("d",),
        channels=channels,
        first_at=T0 - timedelta(minutes=3),
        strength=2.0,
        why=("why",),
    )


def host(name: str) -> Suspect:
    return Suspect(SuspectKind.HOST, name)


OFFICE = alarm(host("ws-1"), zones=("office",))
WARD = alarm(host("nurse-1"), zones=("ward",))
ALLOWED = Allowance(plans_marked_automatic=frozenset({"zone:office", "zone:ward", "unknown"}), care_limit_24h=100.0)


def answer(
    about: Alarm = OFFICE, allowance: Allowance = ALLOWED, at: datetime = NIGHT, prepared: Prepared = PREPARED
) -> Recommendation:
    return recommend(prepared, about, allowance, at)


def test_suspects_in_one_zone_get_its_prepared_plan_with_price_and_alternatives() -> None:
    told = answer()
    assert told.plan_name == "zone:office" and told.plan is PREPARED.book.by_zone[ZoneId("office")]
    assert told.care_lost_per_h == told.plan.care_lost_per_h
    assert [a.name for a in told.alternatives] == [
        "full shutdown",
        "zone isolation",
        "only what costs no care",
        "nothing",
    ]


def test_several_suspects_of_one_zone_have_one_plan() -> None:
    assert answer(alarm(host("ws-1"), host("ws-2"), zones=("office",))).plan_name == "zone:office"


def test_place_unknown_gets_the_plan_for_it() -> None:
    told = answer(alarm(PLACE_UNKNOWN))
    assert told.plan_name == UNKNOWN_PLAN and told.plan is PREPARED.book.unknown


def test_suspects_in_two_zones_get_one_cut_for_both_solved_now() -> None:
    told = answer(alarm(host("ws-1"), host("nurse-1"), zones=("office", "ward")))
    assert told.plan_name == FRESH_PLAN
    assert (told.plan.presumed.hosts == {"ws-1", "nurse-1"} and "read" in told.plan.cut) or told.plan.quarantine
    ground = PREPARED.ground
    presumed = gap.presume(ground.hospital, ground.reach, [host("ws-1"), host("nurse-1")], elapsed_min=63)
    assert told.plan == gap.cut_on(ground, presumed)


def test_what_was_solved_before_is_what_would_be_solved_now() -> None:
    hospital = PREPARED.hospital
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, [Suspect(SuspectKind.ZONE, "office")])
    fresh = gap.least_harm_cut(hospital, compiled, depend.compile(hospital), presumed)
    assert PREPARED.named("zone:office") == fresh
    with pytest.raises(KeyError, match="name `unknown`"):
        PREPARED.named("zone:offce")


def test_where_every_core_zone_may_be_reached_the_plan_for_place_unknown_is_the_answer() -> None:
    flat = story(
        conduits="""
            conduit,from,to,protocol,ports,purpose
            read,ward,records,tcp,443,clinical
            desk,office,ward,tcp,3389,administration
            adm,office,records,tcp,22,administration
            adm2,office,labs,tcp,22,administration"""
    )
    told = answer(alarm(host("ws-1"), host("nurse-1"), zones=("office", "ward")), prepared=prepare(flat))
    assert told.plan_name == UNKNOWN_PLAN and "in case not" in told.why[0]


def test_marked_at_night_within_the_limit_and_by_two_channels_it_may_be_fired_alone() -> None:
    told = answer()
    assert told.plan.cut and told.automatic.allowed, told.automatic
    assert "marked automatic" in told.automatic.because[0]


def test_theatres_in_use_forbid_it_whatever_is_signed() -> None:
    told = answer(at=MORNING)
    assert [str(one.operation) for one in told.theatres_in_use] == ["hip"]
    assert not told.automatic.allowed and "1 operations are running" in told.automatic.because[0]


def test_a_plan_not_marked_is_not_fired_alone() -> None:
    told = answer(allowance=replace(ALLOWED, plans_marked_automatic=frozenset({"unknown"})))
    assert told.automatic.because == ("plan zone:office is not marked automatic",)


def test_one_channel_alone_fires_nothing() -> None:
    told = answer(replace(OFFICE, channels=("eve",)))
    assert not told.automatic.allowed and "rests on 1 channel" in told.automatic.because[0]
    assert answer(replace(OFFICE, channels=("eve",)), replace(ALLOWED, channels_least=1)).automatic.allowed


@pytest.mark.parametrize(("limit", "allowed"), [(0.0, True), (-1.0, False)])
def test_the_limit_counts_what_was_spent_what_is_held_and_what_this_would_cost(limit: float, allowed: bool) -> None:
    care = answer(WARD).plan.care_lost_per_h
    assert care > 0
    total = 3.0 + (0.5 + care) * 2
    allowance = replace(
        ALLOWED, care_spent_24h=3.0, care_held_per_h=0.5, hold_h=2.0, care_limit_24h=total + limit * 1e-6
    )
    told = answer(WARD, allowance)
    assert told.automatic.allowed is allowed, told.automatic
    if not allowed:
        assert "care lost within 24 h would come to" in told.automatic.because[0]


def test_every_reason_against_is_told_at_once() -> None:
    told = answer(replace(WARD, channels=("eve",)), Allowance(), MORNING)
    assert len(told.automatic.because) == 4


def test_a_list_of_operations_nobody_told_is_unknown_not_empty() -> None:
    blind = replace(PREPARED, hospital=replace(PREPARED.hospital, operations={}))
    told = answer(at=MORNING, prepared=blind)
    assert told.theatres_in_use == () and "is unknown" in told.automatic.because[0]


def test_a_plan_that_cuts_nothing_is_not_fired() -> None:
    book = replace(
        PREPARED.book,
        by_zone={
            **PREPARED.book.by_zone,
            ZoneId("office"): replace(PREPARED.book.unknown, cut=(), quarantine=(), contain=()),
        },
    )
    told = answer(prepared=replace(PREPARED, book=book))
    assert told.automatic.because == ("the plan cuts nothing",)


def test_a_zone_nobody_knows_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        answer(alarm(host("x"), zones=("nowhere",)))
