from __future__ import annotations

from tests.record.reading.telling import clauses, sentence


def test_an_insertion_is_taken_out_and_the_main_clause_goes_on_behind_it() -> None:
    assert clauses("The department, which closed last week, is open again.") == [
        "the department is open again",
        "which closed last week",
    ]


def test_a_participle_between_commas_is_an_insertion() -> None:
    assert clauses("Le plan blanc, déclenché il y a dix jours, a été levé.", "fr")[0] == "le plan blanc a été levé"


def test_a_list_stays_in_one_piece() -> None:
    text = "De MUG, de PIT en de ziekenwagens rijden niet uit."
    assert clauses(text, "nl") == ["de mug de pit en de ziekenwagens rijden niet uit"]


def test_and_parts_only_two_things_that_each_happen() -> None:
    assert len(clauses("The ward is closed and ambulances are being diverted.")) == 2
    assert len(clauses("The hospital cancelled 29 operations and 340 appointments.")) == 1


def test_a_german_verb_at_the_end_finds_its_subject() -> None:
    text = "Siebzig Operationen sind, wie es heißt, am ersten Tag ausgefallen."
    assert clauses(text, "de")[0] == "siebzig operationen sind am ersten tag ausgefallen"


def test_a_relative_clause_without_a_comma_does_not_cut_a_subject_from_its_verb() -> None:
    text = "Zeven patiënten die kritische zorg nodig hadden, zijn overgebracht."
    assert clauses(text, "nl") == ["zeven patiënten zijn overgebracht", "die kritische zorg nodig hadden"]


def test_a_relative_clause_knows_what_it_is_about() -> None:
    whole = sentence("Die Betroffenen sind die Server, die ausgefallen sind.", "de")
    assert whole.clauses[-1].relative
    assert "server" in {mark.tag.value for mark in whole.clauses[-1].about}


def test_a_semicolon_parts_what_commas_do_not() -> None:
    assert len(clauses("19 were carried out; the other 11 were postponed.")) == 2


def test_short_brackets_part_nothing() -> None:
    assert len(clauses("Notarzt (NEF) und PIT stehen nicht zur Verfügung.", "de")) == 1


def test_no_word_is_lost_and_none_stands_twice() -> None:
    whole = sentence("Als de storing aanhoudt, dreigen morgen, vreest men, 60 operaties weg te vallen.", "nl")
    places = sorted(place for clause in whole.clauses for place in clause.places)
    assert places == [i for i, word in enumerate(whole.words) if word.is_word or word.is_number]
