"""From a view of a record to effects on kinds of service: what each assertion says of care, from when, how it is known.

Only what leads the view becomes an effect, with its name, status and source; accounts that differ from it are named
beside it. What says nothing of care, or of which a model has nothing, is a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from codedark.drill.recorded_effect import FIGURE_MOST, HOURS_MOST, Measure, RecordedEffect
from codedark.drill.recorded_said import beside, said, source_of
from codedark.drill.service_kinds import ServiceKind, kind_named, kind_of, services_of
from codedark.hospital.records import Hospital, ServiceId
from codedark.record.assertion import Assertion, PeriodKind, Qualifier, Status
from codedark.record.edtf import When
from codedark.record.fields import FIELD, FIELDS
from codedark.record.view import Relation, Standing, View, when_of

_K, _M = ServiceKind, Measure

_EFFECTS: Mapping[str, tuple[ServiceKind, Measure | None]] = MappingProxyType(
    {
        "operations_cancelled": (_K.THEATRES, _M.OPERATIONS),
        "backlog": (_K.THEATRES, None),
        "imaging_cancelled": (_K.IMAGING, None),
        "laboratory_cancelled": (_K.LABORATORY, None),
        "patients_transferred": (_K.WARDS, _M.TRANSFERS),
        "patients_diverted": (_K.EMERGENCY, _M.ARRIVALS),
        "beds_closed": (_K.WARDS, None),
        "capacity_pct": (_K.ALL, _M.KEPT_PCT),
        "ed_status": (_K.EMERGENCY, _M.KEPT_PCT),
        "ambulance_diversion": (_K.EMERGENCY, None),
        "prehospital_unavailable": (_K.PREHOSPITAL, _M.KEPT_PCT),
        "systems_unavailable": (_K.ALL, None),
        "servers_shutdown": (_K.ALL, None),
        "service_status": (_K.ALL, _M.KEPT_PCT),
        "working_mode": (_K.ALL, None),
        "ended_at": (_K.ALL, _M.DAYS_BACK),
        "recovered": (_K.ALL, _M.DAYS_BACK),
    }
)
"""Field -> kind of service it falls on (where the assertion does not say which), and the drill's figure for it."""
_NO_MODEL: Mapping[str, str] = MappingProxyType(
    {
        "appointments_cancelled": "a hospital's tables have no appointments",
        "patients_waiting": "waiting is not played",
        "staff_recalled": "staff is not played",
        "emergency_plan": "plans on paper are not played",
        "harm": "harm to patients is not played",
    }
)
_OF_SERVICE = frozenset({"service_status", "ed_status"})
"""Fields that may name one service of several."""
_OF_SYSTEM = MappingProxyType({"ehr": _K.RECORD, "booking": _K.REGISTRATION})
BACK = frozenset({"ended_at", "recovered"})
"""Fields that say when everything was back; `recovered` says it in words, and when only where its own time is told."""
_HOURS_AT = frozenset({"ed_status", "capacity_pct", "service_status", "prehospital_unavailable"})
"""States that hold from when they are told where nobody says since when."""


FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOne:
    """What hours are counted from: midnight of a local day."""

    day: date
    zone: str
    onset_h: float = 0.0
    """Hours from then to the beginning: days until everything is back are counted from it."""
    shut_h: float | None = None
    """Hours from then to the shutdown; None: there was none, or its hour is not told."""

    def hours(self, at: datetime) -> float:
        """Hours by the wall clock to a moment; to the minute."""
        local = at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return round((local - datetime.combine(self.day, time())).total_seconds() / 60) / 60


def effects_of(view: View, day1: DayOne, hospital: Hospital) -> tuple[tuple[RecordedEffect, ...], tuple[str, ...]]:
    """Every effect on care that a view knows of, in the order of time (untimed last), and what could not be mapped.

    Of a state each change is an effect: limited from then, open again from then. Of a count that grew the last is.

    Returns:
        (effects, notes). A note names each field of clinical impact the model has nothing for, each kind of service
        this hospital has none of, and what the record says nobody knows.
    """
    effects: list[RecordedEffect] = []
    notes: list[str] = []
    for field in FIELDS:
        if not field.clinical and field.name not in BACK:
            continue
        for standing in _last_of_series(view.of(field.name)):
            lead = standing.lead
            if lead is None or not lead.assertion.status.tells:
                notes.append(f"{field.label}: the record says {standing.status}; nothing is played from it")
            elif field.name in _NO_MODEL:
                notes.append(f"{field.label} ({said(lead.assertion)}): {_NO_MODEL[field.name]}")
            else:
                effects += _effects(standing, view, day1, hospital, notes)
    known = (effect for effect in effects if effect.from_h is not None)
    timed = sorted(known, key=lambda effect: effect.from_h if effect.from_h is not None else 0.0)
    return (*timed, *(effect for effect in effects if effect.from_h is None)), tuple(dict.fromkeys(notes))


def first_moment(view: View, zone: str) -> datetime | None:
    """The first moment at which something is said to have happened to care; None: no moment is told."""
    told = [
        account.assertion
        for name in _EFFECTS
        for standing in view.of(name)
        for account in standing.accounts
        if name not in BACK and account.relation in _SPEAKS and account.assertion.status.tells
    ]
    spans = [when for one in told if (when := when_of(one)) is not None and in_our_time(when, zone)]
    return min((at for when in spans if (at := when.earliest(zone)) is not None), default=None)


def in_our_time(when: When, zone: str) -> bool:
    """Whether a moment lies where a calendar of a hospital makes sense: a slip of the pen must not stop the rest."""
    known = (when.earliest(zone), when.latest(zone))
    return all(at is None or FIRST_YEAR <= at.year <= LAST_YEAR for at in known)


_SPEAKS = frozenset({Relation.LEADS, Relation.EARLIER})
"""Accounts that become effects: what leads, and of a state how it was before it changed."""


def _last_of_series(standings: Iterable[Standing]) -> list[Standing]:
    """Of a count that was told from the beginning until ever later: the last; all others as they stand."""
    last: dict[tuple[str, str], Standing] = {}
    for one in standings:
        if _series_until(one) is not None:
            thing = (one.key.field, one.key.about)
            before = _series_until(last[thing]) if thing in last else None
            if before is None or before <= (_series_until(one) or before):
                last[thing] = one
    return [one for one in standings if _series_until(one) is None or last[one.key.field, one.key.about] is one]


def _series_until(standing: Standing) -> datetime | None:
    """Until when a cumulative count is known; None: it is none."""
    lead = None if standing.lead is None else standing.lead.assertion
    if lead is None or lead.period is None or lead.period.kind is not PeriodKind.CUMULATIVE:
        return None
    return lead.known_at


def _effects(
    standing: Standing, view: View, day1: DayOne, hospital: Hospital, notes: list[str]
) -> Iterable[RecordedEffect]:
    for account in standing.accounts:
        told = account.assertion
        if account.relation not in _SPEAKS or not told.status.tells:
            continue
        leads = account.relation is Relation.LEADS
        status = str(standing.status if leads else told.status)
        for which, kind, services in _falls_on(told, hospital, notes):
            words = (which or said(told)) + (beside(standing) if leads else "")
            yield _effect(told, kind, services, words, status, day1, source_of(told, view))


def _effect(
    told: Assertion,
    kind: ServiceKind,
    services: tuple[ServiceId, ...],
    words: str,
    status: str,
    day1: DayOne,
    source: str,
) -> RecordedEffect:
    start, end = _span(told, day1)
    low, high = _figures(told, start, day1)
    return RecordedEffect(
        what=told.field,
        about=told.about,
        kind=kind,
        services=services,
        said=words,
        from_h=start,
        to_h=end,
        figure=low,
        figure_to=high,
        measure=_comparable(_EFFECTS[told.field][1], start, end, services),
        assertion=told.id,
        status=status,
        source=source,
    )


def _falls_on(
    told: Assertion, hospital: Hospital, notes: list[str]
) -> Iterable[tuple[str, ServiceKind, tuple[ServiceId, ...]]]:
    """(what it says of that alone, kind, services of ours): each system for itself, a service as it is named."""
    label = FIELD[told.field].label
    if told.about in hospital.services and told.field in _OF_SERVICE:
        own = ServiceId(told.about)
        yield f"{told.about}: {said(told)}", kind_of(hospital, own) or ServiceKind.ALL, (own,)
        return
    for which, kind in _kinds(told, _EFFECTS[told.field][0]):
        if kind is None:
            notes.append(f"{label} ({which}): no kind of service is known by that name")
            continue
        services = services_of(hospital, kind)
        if not services:
            notes.append(f"{label} ({which or said(told)}): no service here is of the kind {kind}")
        yield which, kind, services


def _comparable(
    measure: Measure | None, start: float | None, end: float | None, services: tuple[object, ...]
) -> Measure | None:
    """The figure it is laid beside, where the record says enough for it."""
    if measure is Measure.OPERATIONS and (start is None or end is None):
        return None
    lacking = {Measure.KEPT_PCT: start is None or not services, Measure.DAYS_BACK: start is None or start < 0}
    return None if measure is not None and lacking.get(measure, False) else measure


def _kinds(told: Assertion, usual: ServiceKind) -> tuple[tuple[str, ServiceKind | None], ...]:
    """(what it says of that alone, kind): as the assertion names it, each system for itself, or the usual kind."""
    if told.field == "systems_unavailable":
        codes = [str(code) for code in told.value] if isinstance(told.value, tuple) else []
        return tuple((code, _OF_SYSTEM.get(code) or kind_named(code)) for code in codes)
    if told.about and told.field in _OF_SERVICE:
        kind = kind_named(told.about)
        return ((f"{told.about}: {said(told)}", kind or (usual if told.field == "ed_status" else None)),)
    return (("", usual),)


def _span(told: Assertion, day1: DayOne) -> tuple[float | None, float | None]:
    """(from, to) in hours. An instant has no end, nor has a state that is told of one day: it may go on."""
    when = when_of(told)
    if told.field == "ended_at" and isinstance(told.value, str):
        when = When(told.value)
    if when is None:
        if told.field == "servers_shutdown":
            return day1.shut_h, None
        return (_near(day1.hours(told.known_at)) if told.field in _HOURS_AT else None), None
    if not in_our_time(when, day1.zone):
        return None, None
    first, last = when.earliest(day1.zone), when.latest(day1.zone)
    start = None if first is None else day1.hours(first)
    goes_on = "/" not in when and (FIELD[told.field].state or "T" in when or told.field in BACK)
    end = None if last is None or goes_on else day1.hours(last)
    start, end = _near(start), _near(end)
    return start, end if end is None or start is None or end > start else None


def _near(hours: float | None) -> float | None:
    return None if hours is None or abs(hours) > HOURS_MOST else hours


def _figures(told: Assertion, start: float | None, day1: DayOne) -> tuple[float | None, float | None]:
    if told.field in BACK:
        days = None if start is None else round((start - day1.onset_h) / 24, 1)
        return (None if days is None or days < 0 else days), None
    if told.qualifier is Qualifier.FRACTION:
        return None, None
    if isinstance(told.value, tuple) and told.qualifier is Qualifier.RANGE:
        low, high = (float(end) for end in told.value)
        return (low, high) if high <= FIGURE_MOST else (None, None)
    if isinstance(told.value, bool) or not isinstance(told.value, int | float):
        return (0.0, None) if told.status is Status.NONE_KNOWN and FIELD[told.field].form == "count" else (None, None)
    return (float(told.value) if told.value <= FIGURE_MOST else None), None
