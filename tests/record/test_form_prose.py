"""Running text of a report gives the figures of care, and nothing that is denied, supposed, over, or of elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.record.edtf import When
from codedark.record.form_prose import Reading, facts_in

FOUND = [
    ("en", "70 surgeries cancelled on the first day.", [("operations_cancelled", 70, "exact", "2026-03-03")]),
    ("en", "cancellation of at least 70 operations", [("operations_cancelled", 70, "at-least", None)]),
    ("en", "About 1,200 procedures were postponed", [("operations_cancelled", 1200, "about", None)]),
    ("en", "Seventy operations had to be called off.", [("operations_cancelled", 70, "exact", None)]),
    ("en", "**70** operations were cancelled", [("operations_cancelled", 70, "exact", None)]),
    ("en", "60 to 80 surgeries cancelled", [("operations_cancelled", (60, 80), "range", None)]),
    ("nl", "Er werden 60 tot 80 operaties geannuleerd", [("operations_cancelled", (60, 80), "range", None)]),
    ("fr", "60 à 80 opérations ont été annulées", [("operations_cancelled", (60, 80), "range", None)]),
    ("de", "60 bis 80 Operationen wurden abgesagt", [("operations_cancelled", (60, 80), "range", None)]),
    ("en", "Of wards 80 and 60 surgeries cancelled", []),
    ("en", "Surgeries cancelled on 12 May", [("operations_cancelled", None, "uncounted", None)]),
    ("en", "the possible cancellation of up to 70 surgeries", []),
    ("de", "die mögliche Absage von 70 Operationen", []),
    ("en", "Surgeries were cancelled", [("operations_cancelled", None, "uncounted", None)]),
    ("en", "Critical care patients transferred.", [("patients_transferred", None, "uncounted", None)]),
    ("en", "the transfer of seven critically ill patients", [("patients_transferred", 7, "exact", None)]),
    ("en", "Emergency Department (ED) operating at reduced capacity", [("ed_status", "limited", None, None)]),
    ("en", "The emergency department was closed", [("ed_status", "closed", None, None)]),
    ("en", "MUG and PIT temporarily unavailable", [("prehospital_unavailable", ("MUG", "PIT"), None, None)]),
    ("en", "The SMUR is not available", [("prehospital_unavailable", ("MUG",), None, None)]),
    ("en", "Ambulances diverting patients away", [("ambulance_diversion", True, None, None)]),
    ("en", "forcing the shutdown of all servers", [("servers_shutdown", True, None, None)]),
    ("en", "The attack began on Tuesday.", [("onset_at", "2026-03-03", None, None)]),
    ("nl", "Er werden 70 operaties geannuleerd op 3 maart", [("operations_cancelled", 70, "exact", "2026-03-03")]),
    ("nl", "Zeven kritieke patiënten werden overgebracht", [("patients_transferred", 7, "exact", None)]),
    ("nl", "De spoeddienst draait op een lage capaciteit", [("ed_status", "limited", None, None)]),
    ("nl", "De MUG is niet beschikbaar", [("prehospital_unavailable", ("MUG",), None, None)]),
    ("nl", "Alle servers werden uitgeschakeld", [("servers_shutdown", True, None, None)]),
    ("fr", "au moins 70 opérations ont été annulées", [("operations_cancelled", 70, "at-least", None)]),
    ("fr", "sept patients critiques ont été transférés", [("patients_transferred", 7, "exact", None)]),
    ("fr", "Les urgences fonctionnent à capacité réduite", [("ed_status", "limited", None, None)]),
    ("fr", "Les serveurs ont été arrêtés", [("servers_shutdown", True, None, None)]),
    ("de", "Etwa 70 Operationen wurden abgesagt", [("operations_cancelled", 70, "about", None)]),
    ("de", "Sieben Patienten wurden verlegt", [("patients_transferred", 7, "exact", None)]),
    ("de", "Die Notaufnahme arbeitet mit reduzierter Kapazität", [("ed_status", "limited", None, None)]),
    ("de", "Die Server wurden vorsorglich abgeschaltet", [("servers_shutdown", True, None, None)]),
]
TRAPS = [
    ("en", "No operations were cancelled"),
    ("en", "70 operations were not cancelled"),
    ("en", "Up to 70 operations may be cancelled"),
    ("en", "Operations have resumed after 70 were cancelled"),
    ("en", "In 2022 another attack had 70 operations cancelled"),
    ("en", "In 2022 70 operations were cancelled"),
    ("en", "In 2022, 70 operations were cancelled"),
    ("en", "In a similar attack, 70 operations were cancelled"),
    ("nl", "Bij een eerdere cyberaanval, elders, werden 70 operaties geannuleerd"),
    ("fr", "Lors d'une autre cyberattaque, 70 opérations ont été annulées"),
    ("de", "Bei einem anderen Cyberangriff, anderswo, wurden 70 Operationen abgesagt"),
    ("en", "If servers were shut down"),
    ("en", "Patients were informed"),
    ("en", "70 surgeries were performed"),
    ("en", "The PIT crew waited"),
    ("nl", "Er werden geen operaties geannuleerd"),
    ("nl", "70 operaties zouden kunnen worden geannuleerd"),
    ("nl", "De servers werden niet uitgeschakeld"),
    ("fr", "Aucune opération n'a été annulée"),
    ("fr", "70 opérations pourraient être annulées"),
    ("fr", "Les serveurs n'ont pas été arrêtés"),
    ("de", "Keine Operationen wurden abgesagt"),
    ("de", "70 Operationen könnten abgesagt werden"),
    ("de", "Die Server wurden nicht abgeschaltet"),
]


def reading(lang: str = "en") -> Reading:
    return Reading(lang=lang, published=When("2026-03-04"), zone="Europe/Brussels", onset=When("2026-03-03"))


@pytest.mark.parametrize(("lang", "text", "found"), FOUND)
def test_a_clause_gives_its_fact(lang: str, text: str, found: list[tuple[object, ...]]) -> None:
    told = [
        (f.field, f.value, f.qualifier and f.qualifier.value, f.period and str(f.period.when))
        for f in facts_in(text, reading(lang))
    ]
    assert told == found


@pytest.mark.parametrize(("lang", "text"), TRAPS)
def test_a_clause_that_denies_supposes_or_tells_of_elsewhere_gives_nothing(lang: str, text: str) -> None:
    assert facts_in(text, reading(lang)) == ()


def test_each_clause_is_judged_by_itself() -> None:
    told = facts_in("No data were lost; 12 operations were cancelled, and patients may be moved.", reading())
    assert [(f.field, f.value) for f in told] == [("operations_cancelled", 12)]


def test_critical_patients_are_marked_so() -> None:
    assert facts_in("Critically ill patients were transferred", reading())[0].details == {"acuity": "critical"}
    assert facts_in("Patients were transferred", reading())[0].details == {}


def test_a_count_since_a_day_is_cumulative_until_publication() -> None:
    (fact,) = facts_in("Since Monday 120 operations were cancelled", reading())
    assert fact.period is not None
    assert (str(fact.period.when), fact.period.kind.value) == ("2026-03-02/2026-03-04", "cumulative")


def test_the_span_holds_the_words() -> None:
    text = "Yes: cancellation of *70* surgeries, today."
    (fact,) = facts_in(text, reading())
    assert text[fact.start : fact.end] == "cancellation of *70* surgeries"


@given(st.text(), st.sampled_from(["en", "nl", "fr", "de"]))
def test_no_text_makes_it_stumble(text: str, lang: str) -> None:
    for fact in facts_in(text, reading(lang)):
        assert 0 <= fact.start < fact.end <= len(text)
