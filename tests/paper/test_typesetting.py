from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.paper.go_bag import content_sha256, cuts_sha256, go_bag
from codedark.paper.typesetting import (
    REPLACEMENT,
    Mark,
    pages_of,
    printable,
    read_mark,
    told_unprintable,
    typeset,
    unprintable,
)
from tests.gap.stories import TABLES
from tests.paper.bags import CLINIC, DAY, bag, data, mandate

NASTY = '#panic("x") $x^2$ *bold* _it_ \\ "q" \'s\' <l> @ref `raw` // = - + / ~ [b] {c} // /* https://x.example #let #{'


def mark(told: dict[str, Any], day: date = DAY) -> Mark:
    digests = {"content_sha256": content_sha256(told), "cuts_sha256": cuts_sha256(told)}
    return Mark(hospital_sha256="a" * 64, made=day, valid_days=31, defences=("air-gap", "walls"), **digests)


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return data(mandate(), **CLINIC)


def words_of(pdf: bytes, folder: Path) -> str:
    """All text of a PDF as a reader would copy it."""
    file = folder / "x.pdf"
    file.write_bytes(pdf)
    asked = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return " ".join(asked.stdout.decode().split())


def test_the_same_data_and_day_give_the_same_bytes(told: dict[str, Any]) -> None:
    assert typeset(told, mark(told)) == typeset(dict(told), mark(told))
    assert typeset(told, mark(told)) != typeset(told, mark(told, date(2026, 1, 14)))


def test_it_is_a_tagged_pdf_that_can_be_kept(told: dict[str, Any]) -> None:
    pdf = typeset(told, mark(told))
    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part>1<" in pdf and b"pdfaid:part>2<" in pdf and b"pdfaid:conformance>A<" in pdf


def test_nothing_but_our_fonts_is_in_it(told: dict[str, Any]) -> None:
    pdf = typeset(told, mark(told))
    names = {part.split(b"/")[0].split(b" ")[0].strip() for part in pdf.split(b"/FontName/")[1:]} or {
        part.split(b"\n")[0].strip(b" /") for part in pdf.split(b"/FontName")[1:]
    }
    assert names and all(b"OpenSans" in name for name in names)


def test_the_mark_is_read_back_from_the_file(told: dict[str, Any]) -> None:
    assert read_mark(typeset(told, mark(told))) == mark(told)


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7 something else", b"codedark-bag " + b"0" * 64])
def test_what_is_no_bag_has_no_mark(raw: bytes) -> None:
    assert read_mark(raw) is None


def test_a_mark_with_a_day_that_is_none_is_no_mark() -> None:
    wrong = f"codedark-bag {'0' * 64} {'1' * 64} {'2' * 64} 2026-13-45 31 []"
    assert read_mark(wrong.encode()) is None


def test_pages_are_counted(told: dict[str, Any]) -> None:
    more = {**told, "plans": [*told["plans"], told["plans"][0]]}
    assert pages_of(typeset(more, mark(more))) > pages_of(typeset(told, mark(told))) > 15


@pytest.mark.needs("pdftotext")
def test_nothing_a_hospital_wrote_becomes_markup(tmp_path: Path) -> None:
    quoted = NASTY.replace('"', '""')
    zones = TABLES["zones"].replace("inside", "inside,name").replace("open", f'open,"{quoted}"')
    told = data(zones=zones, hospital_toml=f"[hospital]\nname = '{NASTY.replace(chr(39), '')}'")
    letters = words_of(typeset(told, mark(told)), tmp_path).replace(" ", "")
    assert NASTY.replace("'", "").replace(" ", "") in letters
    assert all(word in letters for word in NASTY.split())


@pytest.mark.needs("pdftotext")
def test_every_part_is_in_it_and_every_page_says_whose_it_is(told: dict[str, Any], tmp_path: Path) -> None:
    pdf = typeset(told, mark(told))
    words = words_of(pdf, tmp_path)
    for part in (
        "CODE DARK", "First 15 minutes: Incident commander", "First 15 minutes: Duty engineer",
        "First 15 minutes: Switchboard", "First 15 minutes: Ward charge nurse", "Head of emergency",
        "Technician with the cable cards", "Plans: where was it seen?",
        "CARD 1", "Power-off order", "What starts first", "Mandate: who may cut", "Form A", "Form B", "Form C",
    ):  # fmt: skip
        assert part in words, part
    assert f"1 of {pages_of(pdf)}" in words
    assert words.count(told["digest"]) >= pages_of(pdf) - 1


@settings(max_examples=15)
@given(st.text(max_size=60), st.text(alphabet="#$*_\\`\"'<>@[]{}()=-+/~漢😀\x00\t\n\u202e\u0301é", max_size=40))
def test_any_text_at_all_can_be_set(one: str, other: str) -> None:
    told = {**data(mandate()), "plans": [], "roles": [], "index": [], "hospital": one, "unknown": [other, one]}
    assert typeset(told, mark(told)).startswith(b"%PDF")


@given(st.text())
def test_what_is_printable_stays_and_is_printable_again(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    assert not unprintable(once)
    assert REPLACEMENT not in text or REPLACEMENT in once


def test_what_cannot_be_printed_is_marked_and_named() -> None:
    told = {"a": ["Śląsk 漢", ("x\ty",)], "n": 3}
    assert printable(told) == {"a": [f"Śląsk {REPLACEMENT}", ["x y"]], "n": 3}
    assert unprintable(told) == {"漢"}
    assert told_unprintable({"漢", "😀"}) == "U+6F22, U+1F600"


@pytest.mark.needs("pdftotext")
def test_a_long_card_is_set_smaller_and_not_cut_off(told: dict[str, Any], tmp_path: Path) -> None:
    card = {**told["cards"][0], "note": "A long way. " * 90 + "The end of the story"}
    long = {**told, "cards": [card]}
    assert "The end of the story" in words_of(typeset(long, mark(long)), tmp_path)


def test_an_empty_hospital_has_a_bag_too() -> None:
    bare = bag(
        gates="gate,kind,fire_min", conduits="conduit,from,to", zones="zone,kind\noffice,office", hosts="host,zone",
        applications="application,kind", services="service",
    )  # fmt: skip
    told = go_bag(bare)
    assert pages_of(typeset(told, mark(told))) > 10
