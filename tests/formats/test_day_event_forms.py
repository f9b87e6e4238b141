"""How each field is written, drawn from the events."""

from __future__ import annotations

import pytest

from codedark.divert import day_events as ev
from codedark.formats.day_event_forms import EVENT, MINUTE, MOMENT, forms_of
from codedark.hospital.schema import Kind
from codedark.hospital.words import Acuity, Demand


@pytest.mark.parametrize("kind", ev.NAMED.values(), ids=lambda k: k.__name__)
def test_every_event_has_its_minute_and_what_must_be_told_comes_first(kind: type[ev.Event]) -> None:
    forms = list(forms_of(kind).values())
    assert MINUTE in forms_of(kind) and not {EVENT, MOMENT} & set(forms_of(kind))
    assert [form.optional for form in forms] == sorted(form.optional for form in forms)


def test_types_become_kinds_of_cells() -> None:
    new, road, beds = forms_of(ev.NewPatient), forms_of(ev.RoadChanged), forms_of(ev.BedsTold)
    assert (new["acuity"].column.kind, new["acuity"].column.values) == (Kind.ENUM, Acuity)
    assert (new["demands"].column.kind, new["demands"].column.values, new["demands"].many) == (Kind.ENUMS, Demand, True)
    assert new["needs"].column.kind is Kind.REFS and not new["needs"].optional
    assert road["from"].name == "from_" and road["minutes"].optional
    assert beds["free"].column.unknown and not road["minutes"].column.unknown
    assert forms_of(ev.AmbulanceDiverted)["count"].column.low == 1
