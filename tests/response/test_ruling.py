from __future__ import annotations

from datetime import datetime
from itertools import combinations

import pytest

from codedark.gap.posture import Posture
from codedark.response.mandate import Act
from codedark.response.ruling import Ruling, may
from tests.response.people import id_of, make_mandate

NOON = datetime(2026, 1, 13, 12, 0)  # noqa: DTZ001 - wall clock
NIGHT = NOON.replace(hour=3)


def ruled(
    *names: str,
    act: Act = Act.FIRE,
    posture: Posture = Posture.BREAK_GLASS,
    at: datetime | None = NOON,
    reason: bool = False,
) -> Ruling:
    return may(make_mandate(), [id_of(name) for name in names], act, posture, at, reason)


def test_a_role_fires_up_to_its_posture_and_no_further() -> None:
    assert ruled("engineer", posture=Posture.NO_ADMINISTRATION).yes
    refused = ruled("engineer", posture=Posture.BREAK_GLASS, reason=True)
    assert not refused.yes
    assert "commander" in refused.why
    assert "head-of-emergency" in refused.why
    assert "security-officer" not in refused.why  # has no key


def test_a_right_stands_at_its_hours_alone() -> None:
    assert ruled("engineer", posture=Posture.NO_ADMINISTRATION, at=NOON.replace(hour=19)).yes
    assert not ruled("engineer", posture=Posture.NO_ADMINISTRATION, at=NOON.replace(day=17)).yes  # a Saturday


def test_at_night_one_person_with_a_reason_fires_anything() -> None:
    for who in ("engineer", "nurse", "switchboard", "emergency"):
        assert ruled(who, posture=Posture.DARK, at=NIGHT, reason=True).yes
    by_night = ruled("switchboard", posture=Posture.DARK, at=NIGHT, reason=True)
    assert by_night.rule == "night"


def test_at_night_a_reason_must_be_given() -> None:
    refused = ruled("switchboard", at=NIGHT)
    assert not refused.yes
    assert "reason" in refused.why


def test_by_day_a_reason_gives_no_rank() -> None:
    assert not ruled("switchboard", reason=True).yes


def test_who_has_the_right_needs_no_reason_at_night() -> None:
    assert ruled("commander", posture=Posture.DARK, at=NIGHT).rule == "rights: commander"


def test_nobody_without_a_role_fires_at_night_or_by_day() -> None:
    for at in (NOON, NIGHT, None):
        for who in ("thief", "machine", "owner"):
            assert not ruled(who, at=at, reason=True).yes
        assert not ruled(at=at, reason=True).yes


@pytest.mark.parametrize("act", [Act.HOLD, Act.RELEASE])
def test_to_hold_and_to_let_go_takes_two_persons_one_of_them_clinical(act: Act) -> None:
    entitled = {"commander", "engineer", "engineer-2", "emergency", "nurse"}
    clinical = {"emergency", "nurse"}
    for pair in combinations([*entitled, "switchboard", "thief", "machine"], 2):
        assert ruled(*pair, act=act).yes is (set(pair) <= entitled and bool(clinical & set(pair))), pair
    for one in entitled:
        assert not ruled(one, act=act, at=NIGHT, reason=True).yes
        assert not ruled(one, one, act=act).yes


def test_two_clinicians_are_enough() -> None:
    assert ruled("emergency", "nurse", act=Act.RELEASE).roles == ("head-of-emergency", "chief-nurse")


def test_other_acts_need_their_right() -> None:
    assert ruled("engineer", act=Act.STAGE).yes
    assert not ruled("nurse", act=Act.STAGE).yes
    assert ruled("emergency", act=Act.SIGN).yes
    assert not ruled("commander", act=Act.SIGN).yes


def test_without_a_trusted_clock_hours_are_not_judged_for_a_cut_and_nothing_else_is_done() -> None:
    assert ruled("engineer", posture=Posture.NO_ADMINISTRATION, at=None).yes
    assert ruled("switchboard", posture=Posture.DARK, at=None, reason=True).yes
    assert not ruled("switchboard", at=None).yes
    assert not ruled("commander", "nurse", act=Act.RELEASE, at=None).yes
    assert not ruled("engineer", act=Act.STAGE, at=None).yes


def test_a_mandate_out_of_date_still_cuts_and_says_so_but_lets_nothing_go() -> None:
    for late in (NOON.replace(year=2027), NOON.replace(year=2025)):
        cut = ruled("commander", at=late)
        assert cut.yes
        assert "new one signed" in cut.why
        assert not ruled("commander", "nurse", act=Act.RELEASE, at=late).yes
    assert ruled("commander", at=NOON.replace(month=12, day=31)).why.endswith("*dark*")
