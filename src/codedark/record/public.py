"""What of a record may be told to the public: what leads, is confirmed, is contradicted by nobody, and holds now.

Nothing inferred, assumed, claimed, disputed, replaced or withdrawn passes, no harm to a patient (a family must not read
of it here), and nothing out of a document that is marked against it. What is left out is named with the reason, for the
person who issues the statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from codedark.record.assertion import Assertion, AssertionId, Attribution, PeriodKind, Status
from codedark.record.fields import FIELD, Form
from codedark.record.public_keys import fact_key
from codedark.record.public_standing import contradicted, no_harm_told, speaking
from codedark.record.public_texts import can_say
from codedark.record.view import Key, Standing, View


class Audience(StrEnum):
    """Who reads a statement."""

    PATIENTS = "patients"
    DOCTORS = "doctors"
    """General practitioners."""
    NEIGHBOURS = "neighbours"
    """Neighbouring hospitals."""


class Why(StrEnum):
    """Why something is not told."""

    NO_LEAD = "no-lead"
    UNTOLD = "untold"
    INFERRED = "inferred"
    ASSUMED = "assumed"
    DISPUTED = "disputed"
    CLAIMED = "claimed"
    REPORTED = "reported"
    HARM = "harm"
    MARKED = "marked"
    NO_DOCUMENT = "no-document"
    OVER = "over"
    NOT_YET = "not-yet"
    OLDER = "older"
    NO_WORDS = "no-words"


REASONS: Mapping[Why, str] = MappingProxyType(
    {
        Why.NO_LEAD: "every account of it was withdrawn or replaced",
        Why.UNTOLD: "the record says that it is not known or not told",
        Why.INFERRED: "inferred, not stated",
        Why.ASSUMED: "assumed, not stated",
        Why.DISPUTED: "accounts that are alive contradict each other",
        Why.CLAIMED: "claimed, by the attacker or an anonymous voice",
        Why.REPORTED: "reported and not confirmed by whoever is in a position to know",
        Why.HARM: "harm to a patient is told to the family by a person, never here",
        Why.MARKED: "its document is marked (TLP) against these readers",
        Why.NO_DOCUMENT: "its document is not in the record, so nobody can tell how it is marked",
        Why.OVER: "it held until an earlier moment, and nothing told since stands in its place",
        Why.NOT_YET: "it begins only later",
        Why.OLDER: "a newer count of the same is told",
        Why.NO_WORDS: "no sentence for that value exists in the four languages",
    }
)
"""In the words of whoever issues the statement."""

_WHAT = ("attack_type", "onset_at", "ended_at", "servers_shutdown", "systems_unavailable", "working_mode")
_DATA = ("data_exfiltrated", "records_affected", "harm")
_DOOR = ("ed_status", "ambulance_diversion")
FIELDS_FOR: Mapping[Audience, tuple[str, ...]] = MappingProxyType(
    {
        Audience.PATIENTS: (
            *_DOOR, *_WHAT, "operations_cancelled", "appointments_cancelled", "imaging_cancelled", "service_status",
            *_DATA,
        ),
        Audience.DOCTORS: (
            *_DOOR, "prehospital_unavailable", *_WHAT, "discovered_at", "emergency_plan", "operations_cancelled",
            "appointments_cancelled", "imaging_cancelled", "laboratory_cancelled", "service_status", "capacity_pct",
            "backlog", *_DATA,
        ),
        Audience.NEIGHBOURS: (
            *_DOOR, "prehospital_unavailable", *_WHAT, "discovered_at", "emergency_plan", "operations_cancelled",
            "service_status", "capacity_pct", "beds_closed", "patients_transferred", "patients_diverted",
        ),
    }
)  # fmt: skip
"""Fields a statement is made from. Free text is in none of them: nobody can tell what stands in it."""
_PUBLIC_TLP = frozenset({"CLEAR", "WHITE"})
_COLLEAGUES_TLP = _PUBLIC_TLP | {"GREEN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that may be told."""

    key: Key
    assertion: Assertion
    id: AssertionId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One thing that may not, or need not."""

    key: Key
    id: AssertionId | None
    """Of the leading account; None: none leads."""
    why: Why
    more: str = ""
    """Of a marked document its marking; of a claim who makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """A view, divided for some readers."""

    audience: Audience
    told: tuple[Told, ...]
    """In the order of the view."""
    left_out: tuple[LeftOut, ...]
    """Of the fields these readers are told of."""
    others_count: int
    """Things of other fields: never told to these readers."""

    def of(self, field: str) -> tuple[Told, ...]:
        """What may be told of a field."""
        return tuple(one for one in self.told if one.key.field == field)

    @property
    def ids(self) -> frozenset[AssertionId]:
        """Every assertion a statement may rest on."""
        return frozenset(one.id for one in self.told)


def sift(view: View, audience: Audience, zone: str) -> Sifted:
    """Divide a view into what may be told to some readers and what may not.

    Args:
        view: as of the statement's moment.
        zone: name of the time zone local times are in.

    Harm passes only as "none known". Of a count with several periods the newest total passes, else the newest period.
    """
    fields = frozenset(FIELDS_FOR[audience])
    about = [standing for standing in view.standings if standing.key.field in fields]
    judge = _Judge(view=view, audience=audience, zone=zone, harm=not no_harm_told(view))
    judged = [one for standing in about for one in judge.judged(standing)]
    passed = [one for one in judged if isinstance(one, Told)]
    newest = _newest(passed)
    older = [LeftOut(key=one.key, id=one.id, why=Why.OLDER) for one in passed if one not in newest]
    return Sifted(
        audience=audience,
        told=tuple(newest),
        left_out=(*(one for one in judged if isinstance(one, LeftOut)), *older),
        others_count=len(view.standings) - len(about),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """Who reads, when, and whether anybody tells of harm."""

    view: View
    audience: Audience
    zone: str
    harm: bool

    def judged(self, standing: Standing) -> Iterator[Told | LeftOut]:
        """What of a standing may be told, and what may not."""
        if standing.lead is None:
            yield LeftOut(key=standing.key, id=None, why=Why.NO_LEAD)
        for account in speaking(standing):
            said, own = account.assertion, account.recorded.id
            why, more = self._against(standing, said)
            if why is None:
                yield Told(key=standing.key, assertion=said, id=own)
            else:
                yield LeftOut(key=standing.key, id=own, why=why, more=more)

    def _against(self, standing: Standing, said: Assertion) -> tuple[Why | None, str]:
        """Why it may not be told; None: it may."""
        why, more = self._status(standing, said)
        if why is None:
            why, more = _document(said, self.view, self.audience)
        if why is None:
            why = _time(said, self.view, self.zone)
        return (Why.NO_WORDS, "") if why is None and not can_say(fact_key(said)) else (why, more)

    def _status(self, standing: Standing, said: Assertion) -> tuple[Why | None, str]:
        if said.field == "harm" and (self.harm or said.value not in (None, "none")):
            return Why.HARM, ""
        if said.attribution is Attribution.CLAIMED or said.value == "claimed":
            return Why.CLAIMED, said.by
        if said.status is Status.DISPUTED or contradicted(standing, self.zone):
            return Why.DISPUTED, ""
        if said.status in (Status.INFERRED, Status.ASSUMED):
            return Why(said.status.value), said.rule or said.reason
        if said.status not in (Status.STATED, Status.NONE_KNOWN):
            return Why.UNTOLD, said.status.value
        return (None, "") if said.attribution is Attribution.CONFIRMED else (Why.REPORTED, said.by)


def _document(said: Assertion, view: View, audience: Audience) -> tuple[Why | None, str]:
    if said.source is None:
        return None, ""
    document = view.documents.get(said.source.document)
    if document is None:
        return Why.NO_DOCUMENT, said.source.document
    marking = document.tlp.upper().removeprefix("TLP:")
    passes = _PUBLIC_TLP if audience is Audience.PATIENTS else _COLLEAGUES_TLP
    return (None, "") if marking in passes else (Why.MARKED, f"TLP:{marking}")


def _time(said: Assertion, view: View, zone: str) -> Why | None:
    """Whether it holds now: a state may be over, anything may begin later."""
    valid = said.valid
    if valid is None:
        return None
    begins = valid.earliest(zone)
    if begins is not None and begins > view.as_of:
        return Why.NOT_YET
    ends = valid.latest(zone) if "/" in valid else None
    field = FIELD.get(said.field)
    over = field is not None and field.state and ends is not None and ends <= view.as_of
    return Why.OVER if over else None


def _newest(passed: Sequence[Told]) -> list[Told]:
    """Of each count the newest total, else its newest period; of all else everything."""
    best: dict[tuple[str, str, tuple[str, ...]], Told] = {}
    for one in passed:
        if FIELD[one.key.field].form is Form.COUNT:
            group = (one.key.field, one.key.about, one.assertion.scope)
            best[group] = max((best[group], one) if group in best else (one,), key=_newness)
    kept = {id(one) for one in best.values()}
    return [one for one in passed if FIELD[one.key.field].form is not Form.COUNT or id(one) in kept]


def _newness(one: Told) -> tuple[bool, str, str]:
    period = one.assertion.period
    total = period is not None and period.kind is PeriodKind.CUMULATIVE
    return (total, "" if period is None else period.when.end, one.assertion.known_at.isoformat())
