"""Rows of forms brought up to date by what was said and what happened: who agreed, what went along, who arrived.

A plan proposes; a conversation knows. Where both speak of a place, what is agreed or on the road counts. What nobody
entered stays a blank box: that a record was not marked as sent is no word that it stayed behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from codedark.divert.conversation import FROZEN, UNDER_WAY, Mark, Talk, TalkState
from codedark.divert.form_rows import Disposition, FormTransfer, moment, patient_row, place_name
from codedark.hospital.records import Hospital, SiteId
from codedark.hospital.words import Owner

_LEFT = UNDER_WAY | {TalkState.HANDED_OVER, TalkState.DIED}
"""What was said of the road still holds."""
_SHOWN_ALONE = FROZEN | UNDER_WAY | {TalkState.DIED}
"""A patient whom a later plan leaves out still stands on the forms."""


def with_talks(
    rows: Iterable[FormTransfer], talks: Iterable[Talk], *, hospital: Hospital, fell_at: datetime
) -> tuple[FormTransfer, ...]:
    """The same rows with what was said about each patient, and a row for whoever only a conversation knows.

    Args:
        rows: from `form_rows`.
        talks: at most one a patient counts: the last; minutes in it are counted from `fell_at`.
        fell_at: aware; the moment services were lost.
    Returns:
        The rows in their order, then those that no plan speaks of any longer, in the order of the talks.
    """
    by_patient = {talk.patient: talk for talk in talks}
    told = [_told(row, by_patient.pop(row.patient, None), hospital, fell_at) for row in rows]
    return (*told, *_alone(by_patient.values(), hospital, fell_at))


def _alone(talks: Iterable[Talk], hospital: Hospital, fell_at: datetime) -> Iterator[FormTransfer]:
    for talk in talks:
        if talk.state in _SHOWN_ALONE and talk.to:
            known = hospital.patients.get(talk.patient)
            site = known.site if known else SiteId("")
            row = patient_row(hospital, talk.patient, site, Disposition.TRANSFER)
            yield _told(row, talk, hospital, fell_at)


def _told(row: FormTransfer, talk: Talk | None, hospital: Hospital, fell_at: datetime) -> FormTransfer:
    if talk is None or talk.state is TalkState.NOTHING:
        return row
    row = _placed(row, talk, hospital) if talk.frozen or talk.state in UNDER_WAY else row
    times = {state: moment(fell_at, at) for state, at in talk.times.items()}
    left = talk.state in _LEFT
    arrived = times.get(TalkState.ARRIVED) or times.get(TalkState.HANDED_OVER)
    marks = {mark for mark, _ in talk.marks}
    departed = times.get(TalkState.DEPARTED) if left else None
    return replace(
        row,
        state=talk.state,
        accepting_doctor=talk.doctor if talk.frozen else "",
        contacted_at=times.get(TalkState.OFFERED) if talk.to == row.to else None,
        transfer_initiated_at=departed,
        departed_at=departed,
        arrived_at=arrived if left and talk.state not in {TalkState.TURNED_BACK, TalkState.DIVERTED} else None,
        record_sent=Mark.RECORD in marks or None,
        medication_sent=Mark.MEDICATION in marks or None,
        family_told=Mark.FAMILY in marks or None,
        expired_at=times.get(TalkState.DIED),
    )


def _placed(row: FormTransfer, talk: Talk, hospital: Hospital) -> FormTransfer:
    """The place and the crew that are agreed, whatever a plan proposes."""
    return replace(
        row,
        disposition=Disposition.TRANSFER,
        to=talk.to or None,
        to_name=place_name(hospital, talk.to) if talk.to else "",
        pool=talk.pool or row.pool,
        crew=talk.crew or row.crew,
        owner=_owner(row, talk, hospital),
        escort_team=talk.escort_team or row.escort_team,
    )


def _owner(row: FormTransfer, talk: Talk, hospital: Hospital) -> Owner | None:
    crew = None if talk.crew is None else hospital.crews.get(talk.crew)
    return row.owner if crew is None else crew.owner
