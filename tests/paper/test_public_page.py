from __future__ import annotations

import re
from html import unescape

import pytest

from codedark.paper.public_page import public_page
from codedark.record.public_statement import Contact, ContactKind
from tests.record.public_making import CLOSED, EVERYTHING, LANGUAGES, made, texts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_stands_in_it_in_its_language(lang: str) -> None:
    one = made(EVERYTHING, lang=lang)
    page = public_page([one]).decode()
    assert f'<html lang="{lang}">' in page and f'<article id="{lang}" lang="{lang}">' in page
    assert all(text in unescape(page) for text in texts(one))


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = public_page([made(EVERYTHING)]).decode()
    assert "default-src 'none'" in page and "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)


def test_what_a_person_gave_is_escaped() -> None:
    contact = Contact(kind=ContactKind.NEWS, text='<a href="https://example.org">here</a>')
    page = public_page([made([], contacts=(contact,))]).decode()
    assert "<a " not in page and "&lt;a href=" in page


def test_several_languages_are_linked_from_the_top() -> None:
    page = public_page([made([CLOSED], lang="nl"), made([CLOSED], lang="fr")]).decode()
    assert '<a href="#fr" lang="fr">Informations pour les patients</a>' in page and page.count("<h1>") == 2


def test_an_exercise_says_so_and_no_statement_makes_no_page() -> None:
    assert b'<p class="exercise">EXERCISE: nothing of this happened</p>' in public_page([made([], exercise=True)])
    with pytest.raises(ValueError, match="nothing to write"):
        public_page([])
