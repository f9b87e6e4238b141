"""Kinds of service: what a record of somebody else's hospital speaks of, found again in one's own tables.

What a service *does* decides first: an emergency department is where patients arrive, theatres have theatres, wards
have beds. Only where the tables do not tell it, words in a service's id or name do, in four languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from codedark.hospital.records import Hospital, Service, ServiceId
from codedark.hospital.words import CrewKind


class ServiceKind(StrEnum):
    """What sort of service something is said of."""

    ALL = "all"
    EMERGENCY = "emergency"
    THEATRES = "theatres"
    INTENSIVE = "intensive"
    WARDS = "wards"
    IMAGING = "imaging"
    LABORATORY = "laboratory"
    PHARMACY = "pharmacy"
    RECORD = "record"
    REGISTRATION = "registration"
    TELEPHONY = "telephony"
    MATERNITY = "maternity"
    DIALYSIS = "dialysis"
    PREHOSPITAL = "prehospital"


_K = ServiceKind
_WORDS: Mapping[ServiceKind, str] = MappingProxyType(
    {
        _K.ALL: "all alle alles tous toutes everything",
        _K.EMERGENCY: "emergency ed er spoed spoeddienst spoedgevallen urgences urgence notaufnahme",
        _K.THEATRES: "theatre theatres operating surgery or ok operatiekwartier operatiezaal operaties bloc chirurgie"
        " operationssaal",
        _K.INTENSIVE: "intensive icu intensieve intensief intensifs reanimation intensivstation",
        _K.WARDS: "ward wards afdeling afdelingen unites hospitalisation stationen",
        _K.IMAGING: "imaging radiology radiologie beeldvorming imagerie bildgebung pacs scanner",
        _K.LABORATORY: "laboratory lab labo laboratorium laboratoire labor",
        _K.PHARMACY: "pharmacy apotheek pharmacie apotheke",
        _K.RECORD: "record records ehr epd dossier patientendossier patientenakte dpi",
        _K.REGISTRATION: "registration booking appointments onthaal afspraken inschrijving accueil aufnahme",
        _K.TELEPHONY: "telephony telephone phones telefonie telefoon telephonie",
        _K.MATERNITY: "maternity delivery materniteit verloskunde maternite geburtshilfe",
        _K.DIALYSIS: "dialysis dialyse",
        _K.PREHOSPITAL: "mug smur pit ambulance ambulances prehospital mobile",
    }
)
_KIND_OF_WORD = MappingProxyType({word: kind for kind, words in _WORDS.items() for word in words.split()})
_BY_FACT: Mapping[ServiceKind, Callable[[Service], bool]] = MappingProxyType(
    {
        _K.ALL: lambda service: True,
        _K.EMERGENCY: lambda service: service.arrivals_per_h > 0,
        _K.THEATRES: lambda service: service.theatres > 0,
        _K.WARDS: lambda service: service.beds > 0,
    }
)
_GOES_OUT = frozenset({CrewKind.MUG, CrewKind.PIT, CrewKind.AMBULANCE})
_ACCENTS = str.maketrans("éèêëàâäîïôöûüç", "eeeeaaaiioouuc")


def kind_named(text: str) -> ServiceKind | None:
    """The kind that somebody names, in whatever of the four languages; None: none that is known.

    >>> kind_named("Medische beeldvorming"), kind_named("urgences"), kind_named("weather")
    (<ServiceKind.IMAGING: 'imaging'>, <ServiceKind.EMERGENCY: 'emergency'>, None)
    """
    return next((kind for word in _words(text) if (kind := _KIND_OF_WORD.get(word)) is not None), None)


def services_of(hospital: Hospital, kind: ServiceKind) -> tuple[ServiceId, ...]:
    """A hospital's services of a kind, in the order of the table; (): it has none, or none that shows it.

    Prehospital are those that a mobile team or ambulance of ours stands still without.
    """
    services = hospital.services.values()
    if kind is _K.PREHOSPITAL:
        needed = {s for crew in hospital.crews.values() if crew.kind in _GOES_OUT for s in crew.needs}
        found = [s for s in services if s.service in needed]
    else:
        found = [s for s in services if kind in _BY_FACT and _BY_FACT[kind](s)]
    return tuple(s.service for s in found or (s for s in services if kind in _kinds(s)))


def kind_of(hospital: Hospital, service: ServiceId) -> ServiceKind | None:
    """The kind of one service of ours, the first that fits; None: none that is known."""
    return next((k for k in ServiceKind if k is not _K.ALL and service in services_of(hospital, k)), None)


def _kinds(service: Service) -> set[ServiceKind]:
    named = (_KIND_OF_WORD.get(word) for word in _words(f"{service.service} {service.name}"))
    return {kind for kind in named if kind is not None and kind is not _K.ALL}


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.casefold().translate(_ACCENTS))
