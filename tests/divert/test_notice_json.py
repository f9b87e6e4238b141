from __future__ import annotations

import json
from datetime import timedelta

import pytest

from codedark.divert.ambulances_diverted import Diverted
from codedark.divert.notice_json import book_as_json, book_from_json, notice_as_json
from codedark.divert.notices import NoticeBook, acknowledge, divert_ambulance, repeat, update
from codedark.hospital.records import ServiceId
from tests.divert.telling import ISSUED, content, issued


def full_book() -> NoticeBook:
    book, _ = issued()
    book = acknowledge(book, 1, "112 centre", "dispatcher", ISSUED + timedelta(minutes=1))
    book = repeat(book, 1, "Near hospital", ISSUED + timedelta(minutes=11), "switchboard")
    entry = Diverted(at=ISSUED, service=ServiceId("ed-n"), from_whom="112", to="South", why="dark", told_by="triage")
    return update(divert_ambulance(book, entry), 1, content("lis"), ISSUED + timedelta(hours=1), "commander")[0]


def test_a_book_comes_back_as_it_was() -> None:
    assert book_from_json(book_as_json(full_book())) == full_book()
    assert book_as_json(full_book()) == book_as_json(full_book())


def test_a_notice_says_what_became_of_it() -> None:
    told = notice_as_json(full_book().named(1), full_book())
    assert (told["number"], told["ended_by"], told["unacknowledged"]) == (1, 2, ["Near hospital"])
    assert told["acknowledged"][0]["by_whom"] == "dispatcher"
    assert told["content"]["doors"][0]["to"] == "South" and told["content"]["until"] is None
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert "ended_by" not in notice_as_json(full_book().named(1))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no book of notices"),
        (b"{", "no book of notices"),
        (b'{"notices": 3}', r"\$.notices"),
        (book_as_json(full_book()).replace(b'"kind":"first"', b'"kind":"last"'), r"\$.notices\[0\].kind"),
        (book_as_json(full_book()).replace(b'"number":2,', b'"number":3,'), "count up from 1"),
        (book_as_json(full_book()).replace(b'"replaces":1', b'"replaces":2'), "do not stand before them"),
    ],
)
def test_what_is_no_book_is_refused_with_the_place(raw: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        book_from_json(raw)
