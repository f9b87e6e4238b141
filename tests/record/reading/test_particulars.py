"""How ill, where to, with whose help, at which site: only where the clause says so plainly."""

from __future__ import annotations

from typing import Any

import pytest

from codedark.record.reading.particulars import with_particulars
from codedark.record.reading.proposal import OwnNames, Proposal


def read(said: str, lang: str, *, own: OwnNames | None = None, **more: Any) -> Proposal:
    told: dict[str, Any] = {"field": "patients_transferred", "value": 7, "clause": (0, len(said)), **more}
    return with_particulars(Proposal(start=0, end=1, wording="", rule="", **told), said, lang, own or OwnNames())


@pytest.mark.parametrize(
    ("lang", "said", "details"),
    [
        (
            "nl",
            "Zeven patiënten op intensieve zorgen werden met hulp van het Rode Kruis naar het AZ Sint-Elke gebracht.",
            {"acuity": "critical", "destination": "AZ Sint-Elke", "aided_by": "Red Cross"},
        ),
        (
            "fr",
            "Sept patients intubés ont été conduits vers le CHU de Valmourier par les pompiers.",
            {"acuity": "critical", "destination": "CHU de Valmourier", "aided_by": "fire service"},
        ),
        (
            "en",
            "Seven critically ill patients were taken to St Brigid Hospital with the help of the army.",
            {"acuity": "critical", "destination": "St Brigid Hospital", "aided_by": "army"},
        ),
    ],
)
def test_what_stands_there_is_read(lang: str, said: str, details: dict[str, str]) -> None:
    assert dict(read(said, lang).details) == details


def test_what_does_not_stand_there_is_left_out() -> None:
    assert dict(read("Seven patients were taken to other hospitals.", "en").details) == {}


def test_other_fields_and_nobody_moved_have_none() -> None:
    said = "Critically ill patients were not moved by the army."
    assert dict(read(said, "en", field="operations_cancelled").details) == {}
    assert dict(read(said, "en", value=0).details) == {}


def test_a_site_is_named_only_where_the_hospital_has_it() -> None:
    said = "Op campus Noord werden 12 operaties geannuleerd."
    own = OwnNames(sites=("Noord", "Zuid"))
    assert read(said, "nl", field="operations_cancelled", own=own).scope == ("Noord",)
    assert read(said, "nl", field="operations_cancelled").scope == ()
