from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from codedark.record.entry import SALT_BYTES
from codedark.store.moments import now, now_after
from tests.record.making import log


def header(after: timedelta) -> bytes:
    return replace(log([])[0].header, recorded_at=datetime.now(UTC) + after).raw()


def test_clocks_and_salt_are_drawn_anew() -> None:
    one, two = now(), now()
    assert one.salt != two.salt and len(one.salt) == SALT_BYTES
    assert one.recorded_at.tzinfo is UTC and two.clock_ms >= one.clock_ms


def test_a_clock_behind_the_last_entry_is_told_and_kept() -> None:
    said: list[str] = []
    moment = now_after(header(timedelta(hours=2)), said.append)
    assert len(said) == 1 and "SET BACK" in said[0]
    assert abs(moment.recorded_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_clock_that_goes_on_is_not_worth_a_word() -> None:
    said: list[str] = []
    now_after(header(timedelta(hours=-2)), said.append)
    now_after(None, said.append)
    now_after(b"not a header", said.append)
    assert said == []
