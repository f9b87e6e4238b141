from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from codedark.record.reading.tokens import folded, tokens, words_in


def texts(text: str, lang: str) -> list[str]:
    return [token.text for token in tokens(text, lang)]


@given(st.text())
def test_folding_keeps_every_place_where_it_was(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(), st.sampled_from(("nl", "fr", "de", "en")))
def test_a_token_stands_where_it_says(text: str, lang: str) -> None:
    plain = folded(text)
    assert all(plain[token.start : token.end] == token.text for token in tokens(text, lang))


def test_thousands_are_one_number_in_every_notation() -> None:
    assert texts("1.200 en", "nl")[0] == "1.200"
    assert texts("1\u202f200 lits", "fr")[0] == "1 200"
    assert texts("1'200 Termine", "de")[0] == "1'200"
    assert texts("1,840 beds", "en")[0] == "1,840"


def test_a_list_of_numbers_is_not_thousands() -> None:
    assert texts("12, 13 beds", "en") == ["12", ",", "13", "beds"]


def test_french_elisions_are_words_of_their_own_and_others_are_not() -> None:
    assert texts("L’hôpital n'a qu'un plan", "fr") == ["l'", "hôpital", "n'", "a", "qu'", "un", "plan"]
    assert texts("zo'n baby's foto's", "nl") == ["zo'n", "baby's", "foto's"]


def test_hyphens_and_ampersands_join_words() -> None:
    assert texts("IT-Systeme A&E e-mail", "en") == ["it-systeme", "a&e", "e-mail"]


def test_an_ordinal_and_an_age_are_no_numbers() -> None:
    assert texts("zijn 70ste, een 61-jarige", "nl") == ["zijn", "70ste", ",", "een", "61-jarige"]


def test_a_capital_is_remembered() -> None:
    assert [token.capital for token in tokens("Hexley general", "en")] == [True, False]


def test_a_closed_list_reads_as_its_words() -> None:
    assert words_in("the a the") == {"the", "a"}
