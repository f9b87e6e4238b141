"""States and what they mean for beds, crews and plans."""

from __future__ import annotations

from codedark.divert.conversation import ASTRAY, FROZEN, HOLDS, OVER, UNDER_WAY, WITH_CREW, Said, Talk, TalkState

S = TalkState


def test_every_state_is_over_or_open_and_only_open_ones_or_a_hand_over_hold_a_bed() -> None:
    assert {s for s in S if s in HOLDS and s in OVER} == {S.HANDED_OVER}
    assert S.PROPOSED not in OVER and S.PROPOSED not in HOLDS


def test_an_open_offer_holds_a_bed_and_is_not_frozen() -> None:
    assert {S.OFFERED, S.PROVISIONAL} == HOLDS - FROZEN


def test_who_is_under_way_has_a_crew_and_astray_has_no_bed() -> None:
    assert UNDER_WAY < WITH_CREW
    assert UNDER_WAY - HOLDS == ASTRAY


def test_times_are_when_each_state_was_last_entered() -> None:
    def said(at_min: float, before: TalkState, after: TalkState) -> Said:
        return Said(at_min=at_min, event="x", before=before, after=after, to="near", by="", why="")

    talk = Talk(
        patient="p-1",
        to="near",
        pool="icu",
        state=S.ACCEPTED,
        history=(said(5, S.NOTHING, S.OFFERED), said(9, S.OFFERED, S.OFFERED), said(12, S.OFFERED, S.ACCEPTED)),
    )
    assert talk.times == {S.OFFERED: 5, S.ACCEPTED: 12}
    assert talk.holds and talk.frozen and talk.open
