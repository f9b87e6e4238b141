from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest

from codedark.paper.incident_report_words import PAPER_WORDS, paper_word
from codedark.record.report_texts import LANGUAGES


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_paper_speaks_every_language_of_the_report() -> None:
    assert set(PAPER_WORDS) == set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_every_word_with_the_same_facts(lang: str) -> None:
    assert PAPER_WORDS[lang].keys() == PAPER_WORDS["en"].keys()
    assert all(told.strip() for told in PAPER_WORDS[lang].values())
    odd = [key for key, told in PAPER_WORDS["en"].items() if blanks(told) != blanks(PAPER_WORDS[lang][key])]
    assert odd == []


def test_every_word_is_printed_somewhere() -> None:
    room = files("codedark.paper")
    texts = [room.joinpath(f"incident_report{part}").read_text("utf-8") for part in (".typ", ".py", "_tables.py")]
    whole = "\n".join([*texts, room.joinpath("hics_log_forms.typ").read_text("utf-8")])
    unused = [key for key in PAPER_WORDS["en"] if not re.search(rf'"{key}"|words\.{key}\b', whole)]
    assert unused == []


def test_a_language_nobody_wrote_is_refused() -> None:
    with pytest.raises(KeyError):
        paper_word("es", "page")
