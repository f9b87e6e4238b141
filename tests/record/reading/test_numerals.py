from __future__ import annotations

import pytest

from codedark.record.reading.numerals import collective, compound, divisor, spelled


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("zeventig", "nl", 70), ("drieëntwintig", "nl", 23), ("honderdtwintig", "nl", 120), ("tweehonderd", "nl", 200),
        ("eenendertig", "nl", 31), ("duizend", "nl", 1000), ("vijftienhonderd", "nl", 1500),
        ("siebzig", "de", 70), ("dreiundzwanzig", "de", 23), ("zweihundertfünfzig", "de", 250),
        ("einundzwanzig", "de", 21), ("dreissig", "de", 30), ("eintausendzweihundert", "de", 1200),
        ("soixante-dix", "fr", 70), ("quatre-vingt-seize", "fr", 96), ("trente et une", "fr", 31),
        ("vingt-trois", "fr", 23),
        ("quatre-vingts", "fr", 80), ("deux cents", "fr", 200), ("nonante-deux", "fr", 92),
        ("mille deux cents", "fr", 1200),
        ("soixante et onze", "fr", 71),
        ("seventeen", "en", 17), ("twenty-three", "en", 23), ("a hundred", "en", 100),
        ("two hundred and ten", "en", 210),
        ("three thousand", "en", 3000),
    ],
)  # fmt: skip
def test_a_number_in_words_has_its_value(text: str, lang: str, value: int) -> None:
    words = text.split(" ")
    assert spelled(words, lang) == (value, len(words))


@pytest.mark.parametrize(
    ("text", "lang"),
    [("een", "nl"), ("ein", "de"), ("une", "fr"), ("a", "en"), ("achtung", "de"), ("eenheid", "nl"), ("tent", "en"),
     ("nine-eleven", "en"), ("hundreds", "en"), ("mogen", "nl")],
)  # fmt: skip
def test_an_article_and_a_word_that_holds_a_number_are_none(text: str, lang: str) -> None:
    assert spelled([text], lang) is None


def test_two_numbers_side_by_side_are_not_added() -> None:
    assert spelled(["twenty", "thirty"], "en") == (20, 1)
    assert spelled(["dix", "vingt"], "fr") == (10, 1)


@pytest.mark.parametrize(
    ("word", "lang", "value"),
    [("zeventigtal", "nl", 70), ("honderdtal", "nl", 100), ("aantal", "nl", None), ("centaine", "fr", 100),
     ("dutzend", "de", 12), ("dozen", "en", 12), ("metal", "en", None)],
)  # fmt: skip
def test_a_collective_is_about_so_many(word: str, lang: str, value: int | None) -> None:
    assert collective(word, lang) == value


def test_a_share_is_divided() -> None:
    assert (divisor("derde", "nl"), divisor("moitié", "fr"), divisor("viertel", "de"), divisor("x", "en")) == (
        3,
        2,
        4,
        None,
    )


def test_every_compound_below_a_hundred_reads_back() -> None:
    units = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
    tens = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
    for t, ten in enumerate(tens, start=2):
        for u, unit in enumerate(units, start=1):
            assert compound(f"{unit}{'ën' if unit.endswith('e') else 'en'}{ten}", "nl") == 10 * t + u
