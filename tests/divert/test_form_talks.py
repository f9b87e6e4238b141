from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from codedark.divert.conversation import Mark, Said, Talk, TalkState
from codedark.divert.form_rows import Disposition, FormTransfer
from codedark.divert.form_talks import with_talks
from codedark.hospital.words import Owner
from tests.divert.plans_for_forms import FELL, hospital, nobody, rows
from tests.divert.plans_for_forms import form_rows as fresh

S = TalkState
WAY = (S.OFFERED, S.ACCEPTED, S.CREW_ASSIGNED, S.DEPARTED, S.ARRIVED, S.HANDED_OVER)
"""A conversation that goes well, a step every ten minutes."""


def a_talk(reached: TalkState, **told: Any) -> Talk:
    """p-1 to Near Hospital, as far as a state of `WAY`, or straight to another one."""
    way = WAY[: WAY.index(reached) + 1] if reached in WAY else (S.OFFERED, reached)
    steps = zip((S.PROPOSED, *way), way, range(10, 90, 10), strict=False)
    history = tuple(
        Said(at_min=float(at), event="e", before=before, after=after, to="near", by="", why="")  # type: ignore[arg-type]
        for before, after, at in steps
    )
    usual: dict[str, Any] = {"patient": "p-1", "to": "near", "pool": "icu", "state": reached, "history": history}
    return Talk(**{**usual, **told})


def after(talk: Talk, patient: str = "p-1") -> FormTransfer:
    told = with_talks(rows(), [talk], hospital=hospital(), fell_at=FELL)
    return next(one for one in told if one.patient == patient)


def minute(at: float) -> object:
    return FELL + timedelta(minutes=at)


def test_without_a_conversation_nothing_changes() -> None:
    assert with_talks(rows(), [], hospital=hospital(), fell_at=FELL) == rows()


def test_what_was_said_and_what_happened_fill_their_boxes() -> None:
    done = after(a_talk(S.HANDED_OVER, doctor="dr. Eyes", marks=((Mark.RECORD, 30.0), (Mark.FAMILY, 31.0))))
    assert (done.contacted_at, done.departed_at, done.arrived_at) == (minute(10), minute(40), minute(50))
    assert (done.transfer_initiated_at, done.accepting_doctor) == (minute(40), "dr. Eyes")
    assert (done.record_sent, done.family_told) == (True, True)
    assert done.state is S.HANDED_OVER


def test_what_was_not_marked_is_unknown_and_not_no() -> None:
    assert after(a_talk(S.DEPARTED)).medication_sent is None


def test_a_doctor_who_was_only_asked_has_not_accepted() -> None:
    assert after(a_talk(S.OFFERED, doctor="dr. Eyes")).accepting_doctor == ""
    assert after(a_talk(S.ACCEPTED, doctor="dr. Eyes")).accepting_doctor == "dr. Eyes"


def test_the_place_that_is_agreed_counts_and_the_one_proposed_does_not() -> None:
    moved = after(a_talk(S.ACCEPTED, to="far", crew="amb-2"))
    assert (moved.to, moved.to_name, moved.crew, moved.owner) == ("far", "Far Hospital", "amb-2", Owner.PRIVATE)
    asked = after(a_talk(S.OFFERED, to="far"))
    assert asked.to == "near" and asked.contacted_at is None


def test_whoever_turned_back_has_not_arrived() -> None:
    back = after(a_talk(S.ARRIVED, state=S.TURNED_BACK))
    assert back.arrived_at is None and back.departed_at is not None


@pytest.mark.parametrize("state", [S.REFUSED, S.WITHDRAWN, S.CANCELLED])
def test_a_transfer_that_was_called_off_has_departed_nowhere(state: TalkState) -> None:
    told = after(a_talk(S.ARRIVED, state=state))
    assert (told.departed_at, told.arrived_at) == (None, None)


def test_a_death_is_written_with_its_time() -> None:
    assert after(a_talk(S.DIED)).expired_at == minute(20)


def test_whom_a_later_plan_leaves_out_still_stands_on_the_forms() -> None:
    alone = with_talks(fresh(nobody(), hospital(), FELL), [a_talk(S.HANDED_OVER)], hospital=hospital(), fell_at=FELL)
    assert [(one.patient, one.to_name, one.ward) for one in alone] == [("p-1", "Near Hospital", "intensive care")]
    called_off = with_talks((), [a_talk(S.WITHDRAWN)], hospital=hospital(), fell_at=FELL)
    assert called_off == ()


def test_a_patient_without_a_place_who_is_accepted_has_one() -> None:
    placed = after(a_talk(S.ACCEPTED, patient="p-4"), "p-4")
    assert (placed.disposition, placed.to_name) == (Disposition.TRANSFER, "Near Hospital")


@pytest.mark.parametrize("state", list(TalkState))
def test_every_state_of_a_conversation_can_be_put_on_a_form(state: TalkState) -> None:
    assert after(a_talk(state)).state in {state, S.PROPOSED}
