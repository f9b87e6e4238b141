from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from codedark.paper.restore_page import HEADS_MOST, KeptWhere, RestorePage, restore_page
from codedark.paper.typesetting import pages_of
from codedark.record.entry import Head
from codedark.record.head_words import head_words, read_head_words
from codedark.record.sealing import head_of
from tests.paper.pdf_words import outside_the_page, overlapping, pages_of_words
from tests.record.making import ABOUT, INCIDENT, chain

pytestmark = pytest.mark.needs("pdftotext")
MADE = datetime(2026, 3, 3, 17, 5, tzinfo=UTC)
NASTY = '#read("x.typ") #panic("x") $x$ *b* `c` <d>'


def heads(count: int) -> list[Head]:
    return [head_of(chain([], number)[-1]) for number in range(1, count + 1)]


def page(count: int = 2, **more: Any) -> RestorePage:
    told: dict[str, Any] = {
        "about": ABOUT,
        "made_at": MADE,
        "heads": heads(count),
        "device_names": {head.device: f"laptop {n}" for n, head in enumerate(heads(count), 1)},
        "entries_count": 214,
        "backup_name": f"{INCIDENT}-2026-03-03T170000Z.age",
        "where": KeptWhere(backups="stick in the safe of the pharmacy", identity="head of nursing, sealed envelope"),
        **more,
    }
    return RestorePage(**told)


def words(pdf: bytes, folder: Path) -> str:
    return " ".join(" ".join(pages_of_words(pdf, folder)).split())


def test_it_says_where_things_lie_and_what_to_type(tmp_path: Path) -> None:
    said = words(restore_page(page()), tmp_path)
    for part in (
        "Disruption at Sint-Lucia", INCIDENT, "2026-03-03 18:05 (Europe/Brussels)", "214 entries then",
        "stick in the safe of the pharmacy", "head of nursing, sealed envelope", "there is no second way in",
        "codedark incident restore", "--identity FILE", "--mirror FOLDER", "codedark incident verify NEW-FOLDER",
        "codedark incident merge NEW-FOLDER OTHER", "laptop 1", "laptop 2",
    ):  # fmt: skip
        assert part in said, part
    assert f"{INCIDENT}-2026-03-03T170000Z.age" in said.replace(" ", "")


def test_what_is_printed_as_head_can_be_typed(tmp_path: Path) -> None:
    said = words(restore_page(page(3)), tmp_path)
    for head in heads(3):
        assert (printed := head_words(head)) in said
        assert read_head_words(printed).seq == head.seq


def test_the_secret_is_on_it_only_where_it_is_asked_for_and_then_it_says_so(tmp_path: Path) -> None:
    secret = "AGE-SECRET-KEY-1" + "Q" * 58
    without = words(restore_page(page()), tmp_path)
    assert "SECRET" not in without
    with_it = words(restore_page(page(), identity=secret), tmp_path)
    assert secret in with_it.replace(" ", "").replace("\u200b", "") and "This page opens every backup" in with_it


def test_a_passphrase_and_a_folder_of_the_program_change_what_is_typed(tmp_path: Path) -> None:
    said = words(restore_page(page(passphrase=True, command="./go")), tmp_path)
    assert "./go incident restore" in said and "--passphrase" in said and "--identity" not in said
    assert "The passphrase is not on this page" in said


@pytest.mark.parametrize("count", [0, 1, HEADS_MOST])
@pytest.mark.parametrize("long", [False, True])
def test_it_is_one_page_whatever_stands_on_it(count: int, long: bool, tmp_path: Path) -> None:
    told = page(count)
    if long:
        text = "a very long word-" * 60
        where = KeptWhere(backups=text, mirror=text, identity=text, program=text)
        about = replace(ABOUT, title=text, organisation="x" * 500, exercise=True)
        names = {head.device: text for head in heads(count)}
        told = replace(told, where=where, about=about, device_names=names)
    pdf = restore_page(told, identity="AGE-SECRET-KEY-1" + "Q" * 58)
    assert pages_of(pdf) == 1
    assert not outside_the_page(pdf, tmp_path)
    if not long:
        assert not overlapping(pdf, tmp_path)


def test_what_people_wrote_is_text_and_nothing_else(tmp_path: Path) -> None:
    pdf = restore_page(page(about=replace(ABOUT, title=NASTY), where=KeptWhere(backups=NASTY)))
    assert NASTY.replace(" ", "") in words(pdf, tmp_path).replace(" ", "")


def test_nothing_told_leaves_lines_to_write_on(tmp_path: Path) -> None:
    said = words(restore_page(page(0, where=KeptWhere(), backup_name="")), tmp_path)
    assert "none yet" in said and f"{INCIDENT}-DATE.age" in said.replace(" ", "") and '--head "HEAD"' not in said


def test_the_same_arguments_give_the_same_bytes_and_wrong_ones_are_refused() -> None:
    assert restore_page(page()) == restore_page(page())
    with pytest.raises(ValueError, match="offset"):
        restore_page(page(made_at=datetime(2026, 3, 3)))  # noqa: DTZ001 (what is refused)
    with pytest.raises(ValueError, match="fit on the page"):
        restore_page(page(HEADS_MOST + 1))
