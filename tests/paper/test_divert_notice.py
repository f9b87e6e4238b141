from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from codedark.divert.notice_words import TEXTS
from codedark.divert.notices import acknowledge, repeat, withdraw
from codedark.paper.divert_notice import LABELS, notice_data, notice_page
from codedark.paper.typesetting import pages_of
from tests.divert.telling import ISSUED, issued

ZONE = ZoneInfo("Europe/Brussels")
NASTY = '#panic("x") $x^2$ *bold* _it_ \\ @ref `raw` // [b] {c} #let #{'


def words_of(pdf: bytes, folder: Path) -> str:
    file = folder / "x.pdf"
    file.write_bytes(pdf)
    asked = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return " ".join(asked.stdout.decode().split())


def test_every_language_of_the_notice_has_every_label() -> None:
    assert LABELS.keys() == TEXTS.keys()
    assert all(labels.keys() == LABELS["en"].keys() for labels in LABELS.values())


@pytest.mark.parametrize("language", LABELS)
def test_it_is_one_tagged_page_in_every_language_and_the_same_again(language: str) -> None:
    book, _ = issued()
    pdf = notice_page(book, 1, language=language, zone=ZONE)
    assert pages_of(pdf) == 1 and b"pdfuaid:part>1<" in pdf
    assert pdf == notice_page(book, 1, language=language, zone=ZONE)


@pytest.mark.needs("pdftotext")
def test_everything_that_is_told_stands_on_it(tmp_path: Path) -> None:
    book, _ = issued(inflows="inflow,kind,name,services\nstroke,code,Stroke,ed-n\n")
    book = acknowledge(book, 1, "112 centre", "Dispatcher Nine", ISSUED + timedelta(minutes=4))
    book = repeat(book, 1, "Near hospital", ISSUED + timedelta(minutes=12), "switchboard")
    text = words_of(notice_page(book, 1, language="nl", zone=ZONE), tmp_path)
    for fact in (
        "Omleidingsbericht 1", "05/03/2024 07:38", "incident commander", "Dispatcher Nine", "05/03 07:42",
        "05/03 07:50", "Near hospital", "Theatres north", "50 %", "05/03 08:30", "MUG mug-1", "Stroke",
        "Wat niemand heeft gezegd",
    ):  # fmt: skip
        assert fact in text, fact


@pytest.mark.needs("pdftotext")
def test_a_notice_that_was_ended_says_so_and_a_withdrawal_shows_no_services(tmp_path: Path) -> None:
    book, _ = withdraw(issued()[0], 1, ISSUED + timedelta(hours=3), "commander")
    assert "NO LONGER HOLDS: ended by notice 2" in words_of(notice_page(book, 1, language="en", zone=ZONE), tmp_path)
    last = words_of(notice_page(book, 2, language="en", zone=ZONE), tmp_path)
    assert "Withdrawal of notice 1" in last and "Theatres north" not in last and "NO LONGER HOLDS" not in last


@pytest.mark.needs("pdftotext")
def test_nothing_anybody_wrote_becomes_markup(tmp_path: Path) -> None:
    book, notice = issued()
    odd = replace(notice, issued_by=NASTY, content=replace(notice.content, hospital=NASTY))
    text = words_of(notice_page(replace(book, notices=(odd,)), 1, language="en", zone=ZONE), tmp_path)
    assert NASTY.replace(" ", "") in text.replace(" ", "")


def test_the_table_of_services_is_not_said_twice() -> None:
    book, notice = issued()
    written = notice_data(book, notice, "en", ZONE)["written"]
    assert written[0].startswith("In force") and any("Upper valley" in line for line in written)
    assert not any(line.startswith(("On paper", "Not available")) for line in written)


def test_a_number_or_language_that_is_none_is_said() -> None:
    book, _ = issued()
    with pytest.raises(KeyError, match="notice 2"):
        notice_page(book, 2, language="en", zone=ZONE)
    with pytest.raises(KeyError):
        notice_page(book, 1, language="it", zone=ZONE)
