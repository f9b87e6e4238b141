from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.xml_elements import add, as_name, held, root_of, written, xml_moment

PLACE = "urn:example:place"


@given(st.text())
def test_any_text_makes_xml_that_can_be_read(text: str) -> None:
    root = root_of(PLACE, "all")
    add(root, PLACE, "one", text)
    back = fromstring(written(root, {"p": PLACE})).find(f"{{{PLACE}}}one").text or ""
    assert back == held(text).replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(min_size=1), st.text(min_size=1))
def test_names_are_names_and_different_for_different_ids(one: str, other: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", as_name(one))
    assert (as_name(one) == as_name(other)) == (one == other)


def test_a_moment_is_in_utc_to_the_second() -> None:
    brussels = timezone(timedelta(hours=1))
    assert xml_moment(datetime(2026, 3, 10, 23, 5, 9, 999, tzinfo=brussels)) == "2026-03-10T22:05:09+00:00"
    assert xml_moment(datetime(2026, 3, 10, 22, tzinfo=UTC)).endswith("+00:00")
