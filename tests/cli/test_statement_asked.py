from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from codedark.cli.statement_asked import Wanted, Words, check_words, contact_of, understood
from codedark.hospital.gathered import Gathered
from codedark.record.public import Audience
from codedark.record.public_statement import Contact, ContactKind
from tests.record.making import ABOUT, START
from tests.record.public_making import CLOSED, entries

NOW = START + timedelta(hours=2)


def wanted(**typed: object) -> tuple[Wanted | None, list[str]]:
    faults = Gathered()
    told = understood(faults, Words(**typed), ABOUT, entries([CLOSED]), NOW)  # type: ignore[arg-type]
    return told, [str(fault) for fault in faults.faults]


def test_left_out_it_is_now_in_the_records_first_language() -> None:
    told, faults = wanted(audience="doctors")
    assert told is not None and faults == []
    assert (told.audience, told.languages, told.as_of, told.next_at) == (Audience.DOCTORS, ("nl",), NOW, None)


def test_all_are_the_records_languages_first_and_a_text_says_its_own() -> None:
    told, _ = wanted(audience="patients", lang="all")
    assert told is not None and told.languages == ("nl", "fr", "de", "en")
    told, _ = wanted(audience="patients", check=Path("x.md"))
    assert told is not None and told.languages == ()


def test_a_date_means_its_end_and_an_hour_the_hospitals_clock() -> None:
    told, _ = wanted(audience="patients", as_of="2026-03-03")
    assert told is not None and f"{told.as_of:%d %H:%M}" == "03 22:59"
    told, _ = wanted(audience="patients", next_at="2026-03-04T10:00")
    assert told is not None and told.next_at is not None and f"{told.next_at:%H:%M}" == "09:00"


@pytest.mark.parametrize("typed", [{"next_at": "2026-03-01T10:00"}, {"as_of": "soon"}, {"contacts": ("x",)}])
def test_what_is_wrong_is_told(typed: dict[str, object]) -> None:
    told, faults = wanted(audience="patients", **typed)
    assert told is None and len(faults) == 1


def test_a_contact_keeps_its_text_on_one_line() -> None:
    assert contact_of(Gathered(), "news= https://example.org \n x=1") == Contact(
        kind=ContactKind.NEWS, text="https://example.org x=1"
    )
    for wrong in ("fax=1", "news", "news= ", "email=" + "x" * 121, "news=\x07"):
        faults = Gathered()
        assert contact_of(faults, wrong) is None and len(faults.faults) == 1


def test_words_that_are_none_are_all_told() -> None:
    faults = Gathered()
    check_words(faults, Words(audience="press", lang="es", form="doc", issue=True, out=Path("/nowhere/at/all")))
    assert len(faults.faults) == 5
