"""A forged, stale or repeated message is refused; so is one that says something we do not know."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from codedark.formats import webhook
from codedark.formats.told import Broken
from codedark.formats.webhook import Door, admit, read_webhook, sign
from codedark.gap.finding import Confidence, Seen, Severity
from tests.formats.detector_lines import RECEIVED

SECRET = b"0123456789abcdef0123456789abcdef"
NOW = datetime(2026, 1, 13, 5, 32, tzinfo=UTC)
STAMP = int(NOW.timestamp())
BODY = b'{"a": 1}'
DOOR = Door(secret=SECRET)


def judged(
    *, stamp: object = STAMP, signature: str | None = None, body: bytes = BODY, at: datetime = NOW, door: Door = DOOR
) -> tuple[Door, str]:
    signed = sign(SECRET, int(str(stamp)), body) if signature is None else signature
    after, refused = admit(door, str(stamp), signed, body, at)
    if refused is not None:
        assert after is door, "a refusal changes nothing"
    return after, "" if refused is None else refused.reason


def message(**more: Any) -> bytes:
    told = {
        "at": "2026-01-13T05:32:00Z",
        "detector": "edr",
        "rule": "R7",
        "title": "Dump",
        "severity": "high",
        "initiator": "10.1.0.1",
        "responder": "10.4.0.1",
    }
    return json.dumps({**told, **more}).encode()


def test_a_signed_fresh_message_is_taken_once() -> None:
    after, refused = judged()
    assert refused == ""
    assert "taken already" in judged(door=after)[1]


def test_the_same_words_signed_anew_are_another_message() -> None:
    after, _ = judged()
    assert judged(door=after, stamp=STAMP + 1)[1] == ""


@pytest.mark.parametrize(("off_s", "taken"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_it_may_be_five_minutes_old_or_early_and_no_more(off_s: int, taken: bool) -> None:
    _, refused = judged(at=NOW + timedelta(seconds=off_s))
    assert (refused == "") is taken, refused


def test_a_changed_body_a_changed_time_and_another_secret_are_refused() -> None:
    right = sign(SECRET, STAMP, BODY)
    assert "does not fit" in judged(body=BODY + b" ", signature=right)[1]
    assert "does not fit" in judged(stamp=STAMP + 1, signature=right)[1]
    assert "does not fit" in judged(signature=sign(SECRET + b"x", STAMP, BODY))[1]
    assert "does not fit" in judged(signature="")[1]
    assert "does not fit" in judged(signature=right.removeprefix("sha256="))[1]
    assert "does not fit" in judged(signature="sha256=\u00e9")[1]


@pytest.mark.parametrize("stamp", ["", "x", "-5", "1.5", "٣", "9" * 13])
def test_a_time_that_is_no_whole_second_is_refused(stamp: str) -> None:
    assert "whole seconds" in judged(stamp=stamp, signature="sha256=0")[1]


def test_a_message_cannot_be_cut_elsewhere_between_time_and_body() -> None:
    assert sign(SECRET, 17682823201, b"5.x") != sign(SECRET, 1768282320, b"15.x")


def test_memory_of_what_was_taken_is_bounded_and_says_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "REMEMBERED_MAX", 3)
    door = DOOR
    for number in range(3):
        door, refused = judged(door=door, body=b"%d" % number)
        assert refused == ""
    after, full = admit(door, str(STAMP), sign(SECRET, STAMP, b"3"), b"3", NOW)
    assert full is not None and full.full and len(after.taken) == 3
    later = NOW + timedelta(seconds=400)
    after, refused = judged(door=door, stamp=STAMP + 400, at=later)
    assert refused == "" and len(after.taken) == 1, "what is too old to be taken again need not be remembered"


def test_a_short_secret_is_a_mistake_and_no_secret_is_ever_shown() -> None:
    with pytest.raises(ValueError, match="at least 16"):
        Door(secret=b"short")
    assert SECRET.decode() not in repr(DOOR)


@pytest.mark.needs("openssl")
def test_openssl_signs_as_we_do() -> None:
    told = subprocess.run(
        ["openssl", "dgst", "-sha256", "-hmac", SECRET.decode(), "-r"],
        input=b"%d." % STAMP + BODY,
        capture_output=True,
        check=True,
    )
    assert f"sha256={told.stdout.split()[0].decode()}" == sign(SECRET, STAMP, BODY)


def test_a_message_is_read() -> None:
    told = read_webhook(message(confidence="low", initiator_name="WS-1"), RECEIVED)
    assert isinstance(told, Seen)
    assert (told.severity, told.confidence, told.initiator_name) == (Severity.HIGH, Confidence.LOW, "WS-1")
    assert (str(told.initiator), str(told.responder), told.at) == ("10.1.0.1", "10.4.0.1", NOW)


def test_the_responder_may_be_left_out() -> None:
    told = read_webhook(message(responder=None), RECEIVED)
    assert isinstance(told, Seen) and told.responder is None


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"severity": "grave"}, "low, medium, high, critical"),
        ({"confidence": "sure"}, "low, medium, high"),
        ({"initiator": "ws-1"}, "initiator is no address"),
        ({"responder": "10.0.0.300"}, "responder is no address"),
        ({"initiator": None, "responder": None}, "neither initiator nor responder"),
        ({"at": "2026-01-13T05:32:00"}, "no offset"),
        ({"detector": " "}, "must not be empty"),
        ({"initator": "10.0.0.1"}, "unknown field"),
        ({"title": 7}, "title"),
    ],
)
def test_every_field_is_checked_and_the_reason_names_it(more: dict[str, Any], reason: str) -> None:
    told = read_webhook(message(**more), RECEIVED)
    assert isinstance(told, Broken) and reason in told.reason


def test_a_message_cut_anywhere_is_broken() -> None:
    whole = message()
    assert all(isinstance(read_webhook(whole[:length], RECEIVED), Broken) for length in range(len(whole)))


def test_a_door_changes_only_by_admitting() -> None:
    after, _ = judged()
    assert DOOR.taken == {} and replace(after, taken={}) == DOOR
