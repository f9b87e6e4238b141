from __future__ import annotations

import pytest

from tests.record.reading.telling import facts


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("De gegevens van 8450 patiënten zijn gestolen.", "nl", ("yes", "stated")),
        ("Aucune fuite de données n'a été constatée.", "fr", (None, "none-known")),
        ("Ob Daten abgegriffen wurden, ist weiterhin offen.", "de", (None, "unknown")),
        ("A gang says it has copied thousands of files.", "en", ("claimed", "stated")),
        ("There is no evidence that data have been taken.", "en", (None, "none-known")),
        ("Hinweise darauf, dass Daten abgeflossen sind, liegen nicht vor.", "de", (None, "none-known")),
    ],
)
def test_data_were_taken_or_not_or_nobody_knows(text: str, lang: str, expected: tuple[object, str]) -> None:
    assert facts(text, lang, "data_exfiltrated") == {expected}


def test_people_are_counted_only_where_the_theft_is_said_to_be_so() -> None:
    assert facts("Daten von 9700 Patienten wurden entwendet.", "de", "records_affected") == {(9700, "exact")}
    assert facts("Hackers claim to have stolen data of 9700 patients.", field="records_affected") == set()


@pytest.mark.parametrize(
    ("text", "lang", "field", "value"),
    [
        ("De daders eisen losgeld.", "nl", "ransom_demanded", True),
        ("Es sei weder Lösegeld gefordert noch gezahlt worden.", "de", "ransom_demanded", False),
        ("Es sei weder Lösegeld gefordert noch gezahlt worden.", "de", "ransom_paid", False),
        ("The hospital paid the ransom.", "en", "ransom_paid", True),
        ("L'hôpital a refusé de payer la rançon.", "fr", "ransom_paid", False),
        ("The hospital denies that it has received a ransom demand.", "en", "ransom_demanded", False),
    ],
)
def test_a_ransom_is_asked_and_paid_or_not(text: str, lang: str, field: str, value: bool) -> None:
    assert facts(text, lang, field) == {(value, "stated")}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Wer Lösegeld zahle, finanziere den nächsten Angriff.", "de"),
        ("Het ziekenhuis zal geen losgeld betalen.", "nl"),
    ],
)
def test_what_one_should_or_will_do_is_no_payment(text: str, lang: str) -> None:
    assert facts(text, lang, "ransom_paid") == set()


def test_paying_does_not_imply_a_demand() -> None:
    assert facts("The hospital paid the ransom.", field="ransom_demanded") == set()
