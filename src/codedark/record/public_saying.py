"""A statement made: what may be told, in the order in which people ask, with what to do beside it.

Everything that says something of the incident comes from an assertion that `public.sift` lets pass; advice comes from
the texts, contacts and the time of the next statement from whoever issues it. Nothing is promised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from codedark.record.assertion import Assertion
from codedark.record.date_words import moment_in_sentence
from codedark.record.public import Audience, Sifted, Told
from codedark.record.public_facts import beside_said, day_said, fact_said, placed
from codedark.record.public_statement import Contact, ContactKind, Kind, Part, Sentence, Statement
from codedark.record.public_texts import public_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Something an earlier statement said that is no longer stood by."""

    said_at: datetime
    said: Assertion
    now: Assertion | None
    """What is right, where that may be told; None: it cannot be said yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a statement is made from, beside its language."""

    sifted: Sifted
    organisation: str
    incident: str
    zone: str
    as_of: datetime
    exercise: bool = False
    contacts: tuple[Contact, ...] = ()
    next_at: datetime | None = None
    corrections: tuple[Correction, ...] = ()


def statement(asked: Asked, lang: str) -> Statement:
    """A statement in one language.

    Args:
        asked: the readers are `asked.sifted.audience`.
        lang: a key of `public_texts.PUBLIC_TEXTS`.
    Raises:
        KeyError: no such language.
    """
    speaker = _Speaker(asked=asked, lang=lang)
    parts = [speaker.part(key, rules) for key, rules in _PLANS[asked.sifted.audience]]
    return Statement(
        audience=asked.sifted.audience,
        lang=lang,
        title=public_word(lang, f"title.{asked.sifted.audience}"),
        organisation=asked.organisation,
        incident=asked.incident,
        exercise=public_word(lang, "exercise") if asked.exercise else "",
        as_of=asked.as_of,
        zone=asked.zone,
        head=(
            Sentence(kind=Kind.FRAME, text=public_word(lang, "as-of", on=speaker.moment(asked.as_of))),
            Sentence(kind=Kind.FRAME, text=public_word(lang, "confirmed")),
        ),
        parts=tuple(part for part in parts if part.sentences),
        contacts=asked.contacts,
        next_at=asked.next_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speaker:
    """What is asked, in a language."""

    asked: Asked
    lang: str

    def part(self, key: str, rules: tuple[_Rule, ...]) -> Part:
        sentences = tuple(one for rule in rules for one in rule(self))
        return Part(key=key, heading=public_word(self.lang, f"part.{key}"), sentences=sentences)

    def moment(self, at: datetime) -> str:
        return moment_in_sentence(at, self.lang, self.asked.zone)

    def fact(self, told: Told) -> Sentence:
        said = told.assertion
        first = fact_said(said, self.lang, self.asked.zone)
        more = beside_said(said, self.asked.as_of, self.lang, self.asked.zone)
        return Sentence(kind=Kind.FACT, text=f"{first} {more}".strip(), rests_on=(told.id,))

    def advice(self, key: str, **parts: str) -> Sentence:
        return Sentence(kind=Kind.ADVICE, text=public_word(self.lang, key, **parts))

    def advised(self, key: str, told: Told) -> Sentence:
        text = placed(told.assertion, public_word(self.lang, key), self.lang)
        return Sentence(kind=Kind.ADVICE, text=text, rests_on=(told.id,))

    def contact(self, kind: ContactKind) -> str:
        return next((one.text for one in self.asked.contacts if one.kind is kind), "")


_Rule = Callable[[_Speaker], Iterator[Sentence]]


def _facts(*fields: str) -> _Rule:
    """Everything that may be told of some fields."""

    def rule(speaker: _Speaker) -> Iterator[Sentence]:
        for field in fields:
            yield from map(speaker.fact, speaker.asked.sifted.of(field))

    return rule


def _absent(key: str, *fields: str) -> _Rule:
    """Where none of some fields may be told: that it cannot be said yet."""

    def rule(speaker: _Speaker) -> Iterator[Sentence]:
        if not any(speaker.asked.sifted.of(field) for field in fields):
            yield Sentence(kind=Kind.ABSENT, text=public_word(speaker.lang, key))

    return rule


def _advice(*keys: str) -> _Rule:
    """Advice that rests on nothing of the incident."""
    return lambda speaker: (speaker.advice(key) for key in keys)


def _advice_if(field: str, values: tuple[object, ...], *keys: str) -> _Rule:
    """Advice that rests on a value; of several words one is enough. Of a site alone it holds for that site."""

    def rule(speaker: _Speaker) -> Iterator[Sentence]:
        for told in speaker.asked.sifted.of(field):
            value = told.assertion.value
            if not set(value if isinstance(value, tuple) else (value,)).isdisjoint(values):
                yield from (speaker.advised(key, told) for key in keys)

    return rule


def _call(with_number: str, without: str = "") -> _Rule:
    """Advice with a telephone number, where one was given."""

    def rule(speaker: _Speaker) -> Iterator[Sentence]:
        number = speaker.contact(ContactKind.TELEPHONE)
        if number:
            yield speaker.advice(with_number, text=number)
        elif without:
            yield speaker.advice(without)

    return rule


def _news(speaker: _Speaker) -> Iterator[Sentence]:
    lang, asked = speaker.lang, speaker.asked
    for one in asked.contacts:
        yield Sentence(kind=Kind.CONTACT, text=public_word(lang, one.kind, text=one.text))
    if asked.next_at is not None:
        yield Sentence(kind=Kind.CONTACT, text=public_word(lang, "next", on=speaker.moment(asked.next_at)))


def _corrections(speaker: _Speaker) -> Iterator[Sentence]:
    return (correction_said(one, speaker.lang, speaker.asked.zone) for one in speaker.asked.corrections)


def correction_said(one: Correction, lang: str, zone: str) -> Sentence:
    """What was said, on which day, and what is right: the only place where a wrong value is named, as wrong."""
    day, said = day_said(one.said_at, lang, zone), fact_said(one.said, lang, zone)
    if one.now is None:
        text, rests_on = public_word(lang, "correction.gone", Day=_capital(day), said=said), ()
        return Sentence(kind=Kind.CORRECTION, text=text, rests_on=rests_on, corrects=(one.said.id,))
    now = fact_said(one.now, lang, zone)
    text = public_word(lang, "correction.now", Day=_capital(day), said=said, now=now)
    return Sentence(kind=Kind.CORRECTION, text=text, rests_on=(one.now.id,), corrects=(one.said.id,))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_NO_LABORATORY = _advice_if("systems_unavailable", ("laboratory", "all"), "advice.laboratory")
_NO_IMAGES = _advice_if("systems_unavailable", ("imaging", "all"), "advice.imaging")
_NO_RECORD = _advice_if("systems_unavailable", ("ehr", "all"), "advice.ehr")
_NO_PHARMACY = _advice_if("systems_unavailable", ("pharmacy", "all"), "advice.pharmacy")
_WHAT = _facts("attack_type", "onset_at", "discovered_at", "ended_at", "servers_shutdown", "systems_unavailable")
_DOOR = ("ed_status", "ambulance_diversion", "prehospital_unavailable")
_CARE = ("operations_cancelled", "appointments_cancelled", "imaging_cancelled", "service_status")
_DATA = (_facts("data_exfiltrated", "records_affected"), _absent("absent.data", "data_exfiltrated"))
_ED = _absent("absent.ed", "ed_status")

_PLANS: Mapping[Audience, tuple[tuple[str, tuple[_Rule, ...]], ...]] = MappingProxyType(
    {
        Audience.PATIENTS: (
            ("corrections", (_corrections,)),
            (
                "emergency",
                (
                    _advice("advice.112"),
                    _ED,
                    _facts("ed_status"),
                    _advice_if("ed_status", ("closed",), "advice.closed"),
                    _facts("ambulance_diversion"),
                ),
            ),
            ("care", (_facts(*_CARE), _absent("absent.care", *_CARE), _call("advice.ask-call", "advice.ask"))),
            (
                "bring",
                (
                    _advice_if(
                        "working_mode", ("paper",), "advice.bring-medicines", "advice.bring-list", "advice.bring-papers"
                    ),
                ),
            ),
            ("what", (_WHAT, _facts("working_mode", "harm"))),
            ("data", (*_DATA, _advice_if("data_exfiltrated", ("yes",), "advice.careful"))),
            ("news", (_news,)),
        ),
        Audience.DOCTORS: (
            ("corrections", (_corrections,)),
            ("door", (_ED, _facts(*_DOOR))),
            (
                "referrals",
                (
                    _facts(*_CARE, "capacity_pct", "backlog"),
                    _absent("absent.care", *_CARE),
                    _call("advice.call"),
                ),
            ),
            (
                "results",
                (_facts("laboratory_cancelled"), _NO_LABORATORY, _NO_IMAGES, _NO_RECORD, _NO_PHARMACY),
            ),
            ("what", (_WHAT, _facts("working_mode", "emergency_plan", "harm"))),
            ("data", _DATA),
            ("news", (_news,)),
        ),
        Audience.NEIGHBOURS: (
            ("corrections", (_corrections,)),
            ("door", (_ED, _facts(*_DOOR))),
            (
                "capacity",
                (
                    _facts("capacity_pct", "beds_closed", "service_status", "operations_cancelled"),
                    _absent("absent.capacity", "capacity_pct", "beds_closed", "service_status"),
                    _call("advice.call"),
                ),
            ),
            ("transfers", (_facts("patients_transferred", "patients_diverted"),)),
            ("what", (_WHAT, _facts("working_mode", "emergency_plan"))),
            ("news", (_news,)),
        ),
    }
)
"""For each audience its parts in order, each with the rules that fill it; a part without sentences is left out."""
