from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from codedark.gap.posture import Posture
from codedark.response.judging_orders import FUTURE_S, Accepted, Ground, Refusal, Refused, judge_order
from codedark.response.mandate import Revoked
from codedark.response.memory import GateMemory, Held, hold, let_go, remember
from codedark.response.order import Order, OrderAct
from codedark.response.signing import hospital_mark
from tests.response.people import (
    LATER,
    NIGHT,
    NOON,
    OTHER_PLAN,
    PLAN,
    make_facts,
    make_ground,
    make_mandate,
    make_order,
    public_of,
    signed_by,
)

EMPTY = GateMemory()
GROUND = make_ground()
CUT = make_order()
TWO = ("commander", "nurse")
SECOND = timedelta(seconds=1)


def taken(order: Order, *names: str, memory: GateMemory = EMPTY, ground: Ground = GROUND) -> Accepted:
    answer = judge_order(signed_by(order, *names), memory, ground)
    assert isinstance(answer, Accepted), answer
    return answer


def refused(order: Order, *names: str, memory: GateMemory = EMPTY, ground: Ground = GROUND) -> Refusal:
    answer = judge_order(signed_by(order, *names), memory, ground)
    assert isinstance(answer, Refused), answer
    assert answer.why
    return answer.kind


def held_by(order: Order = CUT, *names: str) -> GateMemory:
    """A gate's memory after it took and fired a cut."""
    accepted = taken(order, *(names or ("commander",)))
    assert accepted.held is not None
    return hold(remember(EMPTY, order, GROUND.at), accepted.held)


HELD = held_by()


class TestACut:
    def test_by_one_person_is_taken_until_thirty_minutes_after_it_was_issued(self) -> None:
        accepted = taken(CUT, "commander")
        assert accepted.held == Held(plan=PLAN, fired_at=NOON, deadline=NOON + timedelta(minutes=30))
        assert not accepted.already
        assert accepted.lasts_s(GROUND.at, clock_trusted=True) == 29 * 60

    def test_by_one_person_is_shortened_never_refused_for_asking_more(self) -> None:
        accepted = taken(make_order(hold_min=600), "commander")
        assert accepted.held is not None
        assert accepted.held.deadline == NOON + timedelta(minutes=30)
        assert any("30 min, not 600" in remark for remark in accepted.remarks)

    def test_by_two_persons_stands_as_long_as_they_say(self) -> None:
        held = taken(make_order(hold_min=600), *TWO).held
        assert held is not None
        assert held.confirmed
        assert held.deadline == NOON + timedelta(hours=10)

    def test_by_two_who_are_not_clinical_counts_as_one(self) -> None:
        held = taken(make_order(hold_min=600), "commander", "engineer").held
        assert held is not None
        assert not held.confirmed

    def test_that_comes_again_is_already_so_and_moves_no_deadline(self) -> None:
        for late in (LATER, timedelta(minutes=20), timedelta(hours=5)):
            again = taken(CUT, "commander", memory=HELD, ground=make_ground(at=NOON + late))
            assert again.already
            assert again.held == HELD.holding(PLAN)

    def test_of_a_plan_that_stands_moves_no_deadline_either(self) -> None:
        order = make_order(at=NOON + timedelta(minutes=10), nonce=b"abcd")
        again = taken(order, "emergency", memory=HELD, ground=make_ground(at=NOON + timedelta(minutes=11)))
        assert again.already
        assert again.held == HELD.holding(PLAN)
        assert "hold by two" in again.remarks[0]

    def test_after_it_decayed_a_new_one_cuts_anew(self) -> None:
        order = make_order(at=NOON + timedelta(minutes=40), nonce=b"abcd")
        anew = taken(order, "commander", memory=HELD, ground=make_ground(at=NOON + timedelta(minutes=41)))
        assert not anew.already
        assert anew.held is not None
        assert anew.held.deadline == NOON + timedelta(minutes=70)

    def test_that_comes_again_after_it_was_let_go_is_a_replay(self) -> None:
        assert refused(CUT, "commander", memory=let_go(HELD, PLAN, None)) is Refusal.REPLAYED

    def test_of_what_was_partly_let_go_closes_it_again_and_shortens_no_hold(self) -> None:
        confirmed = hold(HELD, Held(plan=PLAN, fired_at=NOON, deadline=NOON + timedelta(hours=9), confirmed=True))
        anew = taken(make_order(nonce=b"abcd"), "commander", memory=let_go(confirmed, PLAN, [1])).held
        assert anew is not None
        assert (anew.released, anew.deadline, anew.confirmed) == ((), NOON + timedelta(hours=9), True)

    def test_at_night_by_anybody_with_a_reason(self) -> None:
        night = make_ground(at=NIGHT + LATER, plan=make_facts(Posture.DARK))
        assert taken(make_order(at=NIGHT, reason=True), "switchboard", ground=night).ruling.rule == "night"
        assert refused(make_order(at=NIGHT), "switchboard", ground=night) is Refusal.NOT_ENTITLED
        assert refused(make_order(reason=True), "switchboard") is Refusal.NOT_ENTITLED

    def test_says_which_flows_nobody_signed_and_is_fired_all_the_same(self) -> None:
        ground = make_ground(plan=make_facts(unsigned=("ct -> archive",)))
        assert "ct -> archive" in taken(CUT, "commander", ground=ground).remarks[0]


class TestTime:
    def test_an_order_is_taken_up_to_its_last_second(self) -> None:
        assert taken(CUT, "commander", ground=make_ground(at=CUT.expires_at))
        assert refused(CUT, "commander", ground=make_ground(at=CUT.expires_at + SECOND)) is Refusal.EXPIRED

    def test_clocks_may_differ_by_two_minutes(self) -> None:
        early = NOON - timedelta(seconds=FUTURE_S)
        assert taken(CUT, "commander", ground=make_ground(at=early))
        assert refused(CUT, "commander", ground=make_ground(at=early - SECOND)) is Refusal.FROM_THE_FUTURE

    def test_a_cut_whose_minutes_are_over_when_it_comes_is_not_fired_for_nothing(self) -> None:
        order = make_order(valid_s=7200)
        assert refused(order, "commander", ground=make_ground(at=NOON + timedelta(minutes=30))) is Refusal.EXPIRED
        assert taken(order, "commander", ground=make_ground(at=NOON + timedelta(minutes=29)))

    def test_without_a_trusted_clock_a_cut_is_taken_and_said_so(self) -> None:
        for off in (timedelta(0), timedelta(hours=1), timedelta(days=-400)):
            ground = make_ground(at=NOON + off, trusted=False)
            accepted = taken(CUT, "commander", ground=ground)
            assert any("not trusted" in remark for remark in accepted.remarks)
            assert accepted.lasts_s(ground.at, clock_trusted=False) == 30 * 60

    def test_without_a_trusted_clock_nothing_is_held_or_let_go(self) -> None:
        ground = make_ground(trusted=False)
        for act in (OrderAct.HOLD, OrderAct.RELEASE):
            order = make_order(act, nonce=b"abcd")
            assert refused(order, *TWO, memory=HELD, ground=ground) is Refusal.UNTRUSTED_CLOCK

    def test_what_ran_out_before_a_time_known_for_certain_is_refused_by_any_clock(self) -> None:
        known = replace(EMPTY, latest_at=CUT.expires_at + SECOND)
        assert refused(CUT, "commander", memory=known, ground=make_ground(trusted=False)) is Refusal.EXPIRED


class TestKeys:
    def test_without_a_mandate_nothing_is_taken(self) -> None:
        assert refused(CUT, "commander", ground=replace(GROUND, mandate=None)) is Refusal.NO_MANDATE

    def test_a_key_nobody_knows(self) -> None:
        assert refused(CUT, "thief") is Refusal.UNKNOWN_KEY
        assert refused(CUT, "commander", "thief") is Refusal.UNKNOWN_KEY
        assert refused(CUT, "owner") is Refusal.UNKNOWN_KEY

    def test_a_tampered_order(self) -> None:
        signed = signed_by(make_order(hold_min=10), "commander")
        answer = judge_order(replace(signed, order=CUT), EMPTY, GROUND)
        assert isinstance(answer, Refused)
        assert answer.kind is Refusal.TAMPERED

    def test_an_order_of_another_hospital(self) -> None:
        elsewhere = replace(GROUND, mark=hospital_mark(public_of("another owner")))
        assert refused(CUT, "commander", ground=elsewhere) is Refusal.TAMPERED

    def test_one_false_signature_spoils_two(self) -> None:
        signed = signed_by(CUT, *TWO)
        false = replace(signed, signatures=tuple(replace(s, raw=bytes(64)) for s in signed.signatures[:1]))
        answer = judge_order(replace(signed, signatures=(*false.signatures, signed.signatures[1])), EMPTY, GROUND)
        assert isinstance(answer, Refused)
        assert answer.kind is Refusal.TAMPERED

    def test_a_revoked_key_from_its_hour_on_whenever_the_order_says_it_was_signed(self) -> None:
        lost = Revoked(key=public_of("commander"), since=NOON + LATER, why="lost")
        mandate = make_mandate(revoked=(lost,))
        before = make_ground(at=NOON + LATER - SECOND, mandate=mandate)
        assert taken(CUT, "commander", ground=before)
        assert refused(CUT, "commander", ground=make_ground(mandate=mandate)) is Refusal.REVOKED_KEY
        assert refused(CUT, "commander", "nurse", ground=make_ground(mandate=mandate)) is Refusal.REVOKED_KEY
        doubtful = replace(before, clock_trusted=False)
        assert refused(CUT, "commander", ground=doubtful) is Refusal.REVOKED_KEY

    def test_a_mandate_out_of_date_cuts_and_lets_nothing_go(self) -> None:
        ground = make_ground(mandate=make_mandate(valid_until=date(2026, 1, 12)))
        assert "new one signed" in taken(CUT, "commander", ground=ground).ruling.why
        release = make_order(OrderAct.RELEASE)
        assert refused(release, *TWO, memory=HELD, ground=ground) is Refusal.NOT_ENTITLED


class TestLettingGo:
    def test_takes_two_persons_one_of_them_clinical(self) -> None:
        order = make_order(OrderAct.RELEASE)
        assert taken(order, *TWO, memory=HELD).held is None
        for names in (("commander",), ("nurse",), ("commander", "engineer"), ("nurse", "machine")):
            assert refused(order, *names, memory=HELD) is Refusal.NOT_ENTITLED

    def test_is_conduit_by_conduit(self) -> None:
        accepted = taken(make_order(OrderAct.RELEASE, conduits=(0, 3)), *TWO, memory=HELD)
        assert accepted.conduits == (0, 3)
        assert accepted.held is not None
        assert accepted.held.released == (0, 3)
        rest = let_go(HELD, PLAN, (0, 3))
        assert taken(make_order(OrderAct.RELEASE, conduits=(1, 2)), *TWO, memory=rest).held is None

    def test_all_of_it_names_every_conduit(self) -> None:
        assert taken(make_order(OrderAct.RELEASE), *TWO, memory=HELD).conduits == (0, 1, 2, 3)

    def test_counts_once(self) -> None:
        order = make_order(OrderAct.RELEASE, conduits=(0,))
        memory = let_go(remember(HELD, order, NOON), PLAN, (0,))
        assert refused(order, *TWO, memory=memory) is Refusal.REPLAYED

    def test_of_a_conduit_the_plan_does_not_have(self) -> None:
        order = make_order(OrderAct.RELEASE, conduits=(4,))
        assert refused(order, *TWO, memory=HELD) is Refusal.UNKNOWN_CONDUIT

    def test_of_what_is_not_held(self) -> None:
        assert refused(make_order(OrderAct.RELEASE), *TWO) is Refusal.NOT_HELD
        assert refused(make_order(OrderAct.HOLD), *TWO) is Refusal.NOT_HELD


class TestHolding:
    def test_takes_two_persons_and_moves_the_deadline(self) -> None:
        held = taken(make_order(OrderAct.HOLD, hold_min=600), *TWO, memory=HELD).held
        assert held is not None
        assert (held.deadline, held.confirmed, held.fired_at) == (NOON + timedelta(hours=10), True, NOON)
        assert refused(make_order(OrderAct.HOLD, hold_min=31), "commander", memory=HELD) is Refusal.NOT_ENTITLED

    def test_counts_once(self) -> None:
        order = make_order(OrderAct.HOLD, hold_min=600)
        assert refused(order, *TWO, memory=remember(HELD, order, NOON)) is Refusal.REPLAYED

    def test_that_is_shorter_than_what_stands_says_so(self) -> None:
        accepted = taken(make_order(OrderAct.HOLD, hold_min=5), *TWO, memory=HELD)
        assert "shortened" in accepted.remarks[0]

    def test_that_is_over_already_is_refused(self) -> None:
        order = make_order(OrderAct.HOLD, hold_min=1)
        assert refused(order, *TWO, memory=HELD, ground=make_ground(at=NOON + LATER)) is Refusal.EXPIRED


class TestTheMachine:
    MARKED = make_facts(automatic=True, care=8.0)

    def test_cuts_a_marked_plan_within_its_limit_with_no_theatre_in_use(self) -> None:
        accepted = taken(CUT, "machine", ground=make_ground(plan=self.MARKED, theatres=0))
        assert accepted.ruling.rule == "automatic"
        assert accepted.held is not None
        assert accepted.held.automatic

    @pytest.mark.parametrize("theatres", [None, 1, 12])
    def test_never_with_theatres_in_use_and_unknown_counts_as_in_use(self, theatres: int | None) -> None:
        assert refused(CUT, "machine", ground=make_ground(plan=self.MARKED, theatres=theatres)) is Refusal.NOT_AUTOMATIC

    def test_never_a_plan_that_is_not_marked(self) -> None:
        assert refused(CUT, "machine", ground=make_ground(theatres=0)) is Refusal.NOT_AUTOMATIC

    def test_never_beyond_the_care_left_to_it_in_a_day(self) -> None:
        """Half an hour at 8 an hour is 4 of 5."""
        assert taken(CUT, "machine", ground=make_ground(plan=self.MARKED, theatres=0, spent=1.0))
        over = make_ground(plan=self.MARKED, theatres=0, spent=1.01)
        assert refused(CUT, "machine", ground=over) is Refusal.NOT_AUTOMATIC

    def test_never_above_its_posture(self) -> None:
        dark = make_facts(Posture.DARK, automatic=True, care=0)
        assert refused(CUT, "machine", ground=make_ground(plan=dark, theatres=0)) is Refusal.NOT_AUTOMATIC

    def test_never_by_a_clock_that_is_not_trusted(self) -> None:
        ground = make_ground(plan=self.MARKED, theatres=0, trusted=False)
        assert refused(CUT, "machine", ground=ground) is Refusal.NOT_AUTOMATIC

    def test_never_holds_and_never_lets_go(self) -> None:
        ground = make_ground(plan=self.MARKED, theatres=0)
        for act in (OrderAct.HOLD, OrderAct.RELEASE):
            assert refused(make_order(act), "machine", memory=HELD, ground=ground) is Refusal.NOT_AUTOMATIC

    def test_is_no_second_person(self) -> None:
        assert refused(make_order(OrderAct.RELEASE), "nurse", "machine", memory=HELD) is Refusal.NOT_ENTITLED

    def test_says_every_reason_against_it(self) -> None:
        answer = judge_order(signed_by(CUT, "machine"), EMPTY, make_ground(plan=make_facts(Posture.DARK, care=99)))
        assert isinstance(answer, Refused)
        for word in ("marked", "posture", "theatres", "care"):
            assert word in answer.why


def test_a_plan_nobody_staged() -> None:
    assert refused(make_order(plan=OTHER_PLAN), "commander") is Refusal.UNKNOWN_PLAN
