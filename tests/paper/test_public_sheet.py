from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from codedark.paper.public_sheet import public_sheet_pdf, sheet_data
from codedark.paper.typesetting import pages_of
from codedark.record.assertion import changed
from codedark.record.public import Audience
from tests.record.public_making import CLOSED, EVERYTHING, LANGUAGES, TELEPHONE, made, texts


def words_of(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    file = folder / "x.pdf"
    file.write_bytes(pdf)
    asked = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return [" ".join(page.split()) for page in asked.stdout.decode().split("\f") if page.strip()]


@pytest.mark.parametrize("audience", list(Audience))
def test_whatever_can_be_said_fits_on_two_pages_and_each_language_has_its_own(audience: Audience) -> None:
    every = [made(EVERYTHING, audience, lang, contacts=(TELEPHONE,)) for lang in LANGUAGES]
    assert 4 <= pages_of(public_sheet_pdf(every)) <= 8
    assert pages_of(public_sheet_pdf([made([CLOSED], audience, lang) for lang in LANGUAGES])) == 4


def test_the_same_statements_give_the_same_bytes() -> None:
    one = [made(EVERYTHING)]
    assert public_sheet_pdf(one) == public_sheet_pdf([made(EVERYTHING)])


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_stands_on_the_page(lang: str, tmp_path: Path) -> None:
    one = made(EVERYTHING, lang=lang, contacts=(TELEPHONE,))
    told = " ".join(words_of(public_sheet_pdf([one]), tmp_path)).replace("• ", "")
    squeezed = told.replace(" ", "")
    for sentence in texts(one):
        assert sentence.replace(" ", "") in squeezed
    assert one.title in told and "Sint-Lucia" in told


@pytest.mark.needs("pdftotext")
def test_each_page_counts_the_pages_of_its_own_language(tmp_path: Path) -> None:
    pages = words_of(public_sheet_pdf([made([CLOSED], lang="nl"), made([CLOSED], lang="de")]), tmp_path)
    assert "Blad 1 van 1" in pages[0] and "Seite 1 von 1" in pages[1]


@pytest.mark.needs("pdftotext")
def test_an_exercise_says_so_on_every_page(tmp_path: Path) -> None:
    every = [made(EVERYTHING, lang=lang, exercise=True) for lang in ("en", "fr")]
    pages = words_of(public_sheet_pdf(every), tmp_path)
    assert len(pages) >= 2
    assert all("EXERCISE" in page or "EXERCICE" in page for page in pages)


def test_advice_is_bold() -> None:
    (sheet,) = sheet_data([made([CLOSED], lang="fr")])["sheets"]
    emergency = next(part for part in sheet["parts"] if part["key"] == "emergency")
    assert [one["strong"] for one in emergency["sentences"]] == [True, False, True]


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("scope", [(), ("i",), ("West",), ("West Nord Ost",)])
def test_a_time_of_day_is_not_broken_at_the_end_of_a_line(scope: tuple[str, ...], tmp_path: Path) -> None:
    one = made([changed(CLOSED, scope=scope)], Audience.DOCTORS, "de")
    (tmp_path / "x.pdf").write_bytes(public_sheet_pdf([one]))
    asked = subprocess.run(["pdftotext", "-layout", str(tmp_path / "x.pdf"), "-"], capture_output=True, check=True)
    assert "07:10 Uhr" in asked.stdout.decode()


def test_without_a_statement_there_is_no_sheet() -> None:
    with pytest.raises(ValueError, match="nothing to set"):
        public_sheet_pdf([])
