from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.divert.notice_content import NoticeContent, ServiceLine
from codedark.divert.notice_texts import MINUTE_S, seconds_to_read, spoken_notice, written_lines
from codedark.divert.notice_words import TEXTS
from codedark.divert.notices import Notice, update, withdraw
from codedark.divert.service_status import Standing
from codedark.hospital.records import ServiceId
from tests.divert.telling import ISSUED, content, issued
from tests.divert.two_sites import FELL_AT

ZONE = ZoneInfo("Europe/Brussels")


def with_services(told: NoticeContent, names: list[str]) -> NoticeContent:
    lines = tuple(
        ServiceLine(
            service=ServiceId(f"s{i}"), name=name, site="", status=Standing.NONE, share_pct=30 * (i % 2), since=FELL_AT,
            until=None, of_concern=i % 3 == 0,
        )
        for i, name in enumerate(names)
    )  # fmt: skip
    return replace(told, services=lines, flows=())


def spoken(notice: Notice, language: str = "en") -> str:
    return spoken_notice(notice, language, ZONE)


def test_it_says_number_doors_teams_and_codes_in_local_time() -> None:
    text = spoken(issued()[1])
    for fact in (
        "Diversion notice 1 of Two Rivers, 05/03 07:38.", "In force since 05/03 07:30 until further notice.",
        "Emergency north: 25 % of capacity. Take the others to South.", "do not go out: MUG mug-1.",
        "Stroke: all to Near hospital.",
        "Sector, Upper valley: we take 50 %, the others to Far hospital.", "Please repeat the number of the notice",
    ):  # fmt: skip
        assert fact in text, fact


def test_a_closed_door_is_said_as_such() -> None:
    notice = replace(issued()[1], content=content("north-ehr", now_min=200.0))
    text = spoken(notice)
    assert "Emergency north: closed. Go to South." in text and "25 %" not in text


def test_where_nobody_told_the_place_the_text_says_so() -> None:
    nowhere = {"inflows": "inflow,kind,name,services\nstroke,code,Stroke,ed-n\n", "travel_min": "from,to,minutes\n"}
    notice = replace(issued()[1], content=content("north-ehr", "south-ehr", now_min=200.0, **nowhere))
    assert "Emergency north: closed. Where to go instead is not known." in spoken(notice)
    assert "Stroke: all; nobody has told where to." in spoken(notice)


@pytest.mark.parametrize("language", TEXTS)
def test_every_language_says_every_name_and_time_of_the_record(language: str) -> None:
    told = spoken(issued(until=ISSUED + timedelta(hours=5))[1], language)
    for fact in ("Two Rivers", "05/03 07:38", "05/03 12:38", "Emergency north", "South", "MUG mug-1", "Stroke", "25 %"):
        assert fact in told, fact


def test_an_update_and_a_withdrawal_name_what_they_end() -> None:
    book, _ = issued()
    book, second = update(book, 1, content(), ISSUED, "commander")
    assert "It replaces notice 1." in spoken(second)
    _, third = withdraw(book, 2, ISSUED, "commander")
    assert "Notice 2 is withdrawn" in spoken(third) and "Emergency" not in spoken(third)
    assert written_lines(third, "en", ZONE) == (
        "Notice 3 of Two Rivers, 05/03 07:38. Notice 2 is withdrawn: it no longer holds.",
    )


@given(st.lists(st.text("ABCDEFGH ", min_size=1, max_size=60), max_size=60), st.sampled_from(sorted(TEXTS)))
def test_it_is_read_out_in_under_a_minute_and_what_is_left_out_is_counted(names: list[str], language: str) -> None:
    notice = issued()[1]
    notice = replace(
        notice, content=with_services(notice.content, [f"{name} no{i:03d}x" for i, name in enumerate(names)])
    )
    text = spoken(notice, language)
    assert seconds_to_read(text) < MINUTE_S
    said = sum(f"no{i:03d}x" in text for i, name in enumerate(names))  # `A1` stands in `A12` too
    more = TEXTS[language]["more"].format(count=len(names) - said)
    assert (more in text) == (said < len(names))


def test_a_minute_too_short_for_all_arrangements_says_how_many_it_leaves_out() -> None:
    notice = issued()[1]
    flow = notice.content.flows[0]
    flows = tuple(replace(flow, name=f"Arrangement number {i}") for i in range(30))
    text = spoken(replace(notice, content=replace(notice.content, flows=flows, services=())))
    said = sum(f"Arrangement number {i}:" in text for i in range(30))
    assert 0 < said < 30 and f"{30 - said} more lines stand" in text and seconds_to_read(text) < MINUTE_S


def test_who_others_send_patients_to_is_said_before_the_rest() -> None:
    notice = issued()[1]
    names = [f"Department number {chr(97 + i)} of the big house" for i in range(26)]
    text = spoken(replace(notice, content=with_services(notice.content, names)))
    said = [i for i, name in enumerate(names) if name in text]
    assert said and len(said) < 26 and all(i % 3 == 0 for i in said)


def test_the_written_notice_leaves_nothing_out() -> None:
    notice = issued()[1]
    names = [f"Department number {i} of the big house" for i in range(60)]
    lines = "\n".join(written_lines(replace(notice, content=with_services(notice.content, names)), "de", ZONE))
    assert all(name in lines for name in names)
    assert "Upper valley" in "\n".join(written_lines(notice, "de", ZONE))


def test_an_unknown_language_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="there are en, nl, fr, de"):
        spoken(issued()[1], "it")


def test_reading_takes_as_long_as_words_or_letters_do() -> None:
    assert seconds_to_read("word " * 130) == pytest.approx(60)
    assert seconds_to_read("x" * 900) == pytest.approx(60)
    assert seconds_to_read("12 34") > seconds_to_read("ab cd")
