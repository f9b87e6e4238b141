"""An event while it is filled."""

from __future__ import annotations

from codedark.formats.export_told import chosen
from codedark.formats.misp_filling import Event
from tests.formats.export_cases import only
from tests.record.making import said


def _event() -> Event:
    told = only(said("ed_status", "closed"), said("service_status", "none", about="lab"))
    return Event(told, chosen(told)[0])


def test_the_leading_account_is_the_hospitals_as_a_whole() -> None:
    event = _event()
    assert event.lead("ed_status") is not None
    assert event.lead("service_status") is None


def test_words_are_a_line_an_account() -> None:
    event = _event()
    assert len(event.said(event.items).splitlines()) == 2


def test_a_comment_and_an_object_are_added() -> None:
    event = _event()
    event.comment("late")
    event.fill("incident", [("name", "x")])
    assert (event.attributes[0]["type"], event.objects[0]["name"]) == ("comment", "incident")
