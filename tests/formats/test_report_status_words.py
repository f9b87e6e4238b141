"""Every status has words in every language, and no word means two statuses."""

from __future__ import annotations

import re

from codedark.formats.report_status_words import LEADS, OUR_LIKELY, SENTENCES, WHERE
from codedark.record.assertion import Status
from codedark.record.report_words import LANGUAGES


def test_every_status_has_words_in_every_language() -> None:
    assert set(LEADS) == set(Status)
    assert all(set(row) == set(LANGUAGES) and all(row.values()) for row in LEADS.values())
    assert set(OUR_LIKELY) == set(LANGUAGES)


def test_no_word_means_two_statuses() -> None:
    seen: dict[str, Status] = {}
    for status, row in LEADS.items():
        for word in (w.casefold() for words in row.values() for w in words):
            assert seen.setdefault(word, status) is status, word


def test_every_form_is_a_pattern_without_groups() -> None:
    for form in (*WHERE, *(form for _, form in SENTENCES)):
        assert re.compile(form).groups == 0, form
