"""One event being taken: the board as it becomes, and what others are asked to do. It is kept whole, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from codedark.divert.board import Day
from codedark.divert.conversation import HOLDS, OVER, WITH_CREW, Said, Talk, TalkState
from codedark.divert.day_effects import Call, Effect, Entry, EntryKind, Notify, Replan
from codedark.divert.day_events import NAME_OF
from codedark.divert.happening import Event
from codedark.divert.requests import RequestState
from codedark.hospital.records import Patient, PatientId, SiteId, Unknown
from codedark.hospital.spelling import Spelling

_GOES_ON = frozenset({"accepted", "provisionally-accepted", "marked"})
"""Events that go on with a conversation that is over: a late yes, and what was sent after a patient."""


class Impossible(Exception):
    """An event that does not fit: why, in words for whoever entered it. Nothing of it is kept."""


class Turn:
    """Collects what one event does to a day."""

    def __init__(self, day: Day, event: Event, name: str = "", kind: EntryKind = EntryKind.SAID) -> None:
        self.day = day
        self.event = event
        self.name = name or NAME_OF[type(event)]
        self.kind = kind
        self.effects: list[Effect] = []

    @property
    def at_min(self) -> float:
        """When it happened."""
        return self.event.at_min

    def change(self, **fields: Any) -> None:
        """The board with these fields anew."""
        self.day = replace(self.day, **fields)

    def patient(self, patient: PatientId) -> Patient:
        """A patient who is still with us, or on the way.

        Raises:
            Impossible: nobody knows the reference, or the patient went home.
        """
        if (record := self.day.patients.get(patient)) is None:
            fix = Spelling(self.day.patients).fix(patient, "enter `new-patient` first")
            raise Impossible(f"no patient is known as '{patient}': {fix}")
        gone = self.day.gone.get(patient)
        if gone is not None and not gone.died:
            raise Impossible(f"{patient} went home at minute {gone.at_min:g}")
        return record

    def place(self, place: SiteId) -> None:
        """Asks whether a place is known.

        Raises:
            Impossible: it is not.
        """
        if not self.day.knows_place(place):
            known = [*self.day.hospital.region, *self.day.hospital.sites, *self.day.typed_in]
            fix = Spelling(known).fix(place, "enter `typed-in` first")
            raise Impossible(f"no hospital is known as '{place}': {fix}")

    def entry(self, what: str, **more: Any) -> None:
        """A line of what happened."""
        who = more.pop("who", "") or getattr(self.event, "by", "") or getattr(self.event, "doctor", "")
        self.effects.append(
            Entry(
                at_min=self.at_min,
                known_min=self.day.minute,
                kind=self.kind,
                event=self.name,
                who=who,
                what=what,
                **more,
            )
        )

    def replan(self, why: str) -> None:
        """A new plan is needed; asked once a turn."""
        if not any(isinstance(effect, Replan) for effect in self.effects):
            self.effects.append(Replan(why=why))

    def call(self, site: SiteId | None, whom: str, why: str, patient: PatientId | None = None) -> None:
        """Somebody is to be called. The number is the place's own, where the tables have one."""
        known = next((t for t in self.day.hospital.telephones.values() if site and t.hospital == site), None)
        self.effects.append(
            Call(
                site=site,
                whom=whom or (known.whom if known else "bed coordinator"),
                number=known.number if known else "",
                why=why,
                patient=patient,
            )
        )

    def tell(self, whom: str, what: str, patient: PatientId | None = None) -> None:
        """Somebody is to be told."""
        self.effects.append(Notify(whom=whom, what=what, patient=patient))

    def put(self, before: Talk | None, after: Talk, *, why: str = "", by: str = "") -> Talk:
        """A conversation's next state: its line of history, its bed, its crew, its open request.

        Args:
            before: the conversation it goes on from; None, or one that is over: a new one begins.
        """
        was = TalkState.NOTHING if before is None else before.state
        said = Said(at_min=self.at_min, event=self.name, before=was, after=after.state, to=after.to, by=by, why=why)
        after = self._bed(before, replace(after, history=(*after.history, said)))
        if before is None or (was in OVER and self.name not in _GOES_ON):
            self.change(talks=(*self.day.talks, after))
        else:
            self.change(talks=tuple(after if talk is before else talk for talk in self.day.talks))
        self._drop_request(after)
        return after

    def _bed(self, before: Talk | None, after: Talk) -> Talk:
        """Beds we know of: one less for a place that is spoken for now, one more for a place given back."""
        had = before is not None and before.state in HOLDS
        has = after.state in HOLDS
        same = before is not None and (before.to, before.pool) == (after.to, after.pool)
        if had and has and same:
            return after
        if before is not None and had and before.takes_bed:
            self.count(before, +1)
        if not has:
            return replace(after, takes_bed=False)
        lot = self.day.lots.get((after.to, after.pool))
        takes = lot is not None and not isinstance(lot.free, Unknown) and lot.free > 0
        if takes:
            self.count(after, -1)
        return replace(after, takes_bed=takes)

    def count(self, talk: Talk, more: int) -> None:
        """Free beds where a conversation has its place, more or fewer; an unknown count stays unknown."""
        key = (talk.to, talk.pool)
        lot = self.day.lots.get(key)
        if lot is not None and not isinstance(lot.free, Unknown):
            self.change(lots={**self.day.lots, key: replace(lot, free=lot.free + more)})

    def full(self, talk: Talk) -> None:
        """They have no such bed for anybody."""
        key = (talk.to, talk.pool)
        if (lot := self.day.lots.get(key)) is not None:
            told = replace(lot, free=0, confirmed_at=self.day.moment(self.at_min), by=getattr(self.event, "by", ""))
            self.change(lots={**self.day.lots, key: told})

    def _drop_request(self, talk: Talk) -> None:
        """A crew that was asked for and is not needed any longer: they are told."""
        if talk.state in {TalkState.ACCEPTED, TalkState.CREW_FAILED}:
            return
        for request in self.day.requests:
            if request.patient == talk.patient and request.state is RequestState.REQUESTED:
                self.tell(f"dispatch ({request.owner})", f"request {request.number} is no longer needed", talk.patient)
                self.answer(request.number, RequestState.DROPPED, "")

    def answer(self, number: int, state: RequestState, answer: str) -> None:
        """What became of a request."""
        self.change(
            requests=tuple(
                replace(r, state=state, answer=answer, answered_min=self.at_min) if r.number == number else r
                for r in self.day.requests
            )
        )

    def leave_crew(self, before: Talk, free_min: float | None) -> None:
        """A trip is over for its crew: free from a minute on; None: at once, and it is told so."""
        if before.crew is None or before.state not in WITH_CREW:
            return
        if free_min is None:
            self.tell(f"crew {before.crew}", f"the trip with {before.patient} is off", before.patient)
        else:
            self.change(crew_free_min={**self.day.crew_free_min, before.crew: free_min})
