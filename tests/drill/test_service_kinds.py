"""Kinds of service are found by what a service does, else by what it is called."""

from __future__ import annotations

import pytest

from codedark.drill.service_kinds import ServiceKind, kind_named, services_of
from tests.drill.recorded_views import little
from tests.making import make_hospital

K = ServiceKind


@pytest.mark.parametrize(
    ("kind", "services"),
    [
        (K.EMERGENCY, ("spoed",)),
        (K.THEATRES, ("blok",)),
        (K.WARDS, ("bedden",)),
        (K.IMAGING, ("rx",)),
        (K.RECORD, ("dossier",)),
        (K.PREHOSPITAL, ("out",)),
        (K.DIALYSIS, ()),
    ],
)
def test_a_kind_is_found(kind: ServiceKind, services: tuple[str, ...]) -> None:
    assert services_of(little(), kind) == services


def test_all_is_every_service() -> None:
    assert services_of(little(), K.ALL) == tuple(little().services)


def test_what_a_service_does_counts_before_what_it_is_called() -> None:
    hospital = make_hospital(services="service,name,theatres\nsurgery,Surgery secretariat,0\nblok,Block,2\n")
    assert services_of(hospital, K.THEATRES) == ("blok",)
    named_only = make_hospital(services="service,name\nok,Operatiekwartier\n")
    assert services_of(named_only, K.THEATRES) == ("ok",)


def test_a_word_within_a_word_is_none() -> None:
    hospital = make_hospital(services="service,name\nlabel,Labelling\nfoodlab,Foodlab\n")
    assert services_of(hospital, K.LABORATORY) == ()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Médecine: urgences", K.EMERGENCY),
        ("Notaufnahme", K.EMERGENCY),
        ("spoedgevallen", K.EMERGENCY),
        ("icu-north", K.INTENSIVE),
        ("Labor", K.LABORATORY),
        ("MUG", K.PREHOSPITAL),
        ("", None),
        ("website", None),
    ],
)
def test_a_kind_is_understood_in_four_languages(said: str, kind: ServiceKind | None) -> None:
    assert kind_named(said) is kind
