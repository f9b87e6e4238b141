from __future__ import annotations

from codedark.gates.range.record import Record

KEYS = (
    "order_to_last_packet_ms",
    "leaked_packets",
    "proof_ms",
    "verdict",
    "break_glass_survived",
    "hosts_reached_without_cut",
    "hosts_reached_after_cut",
    "release_ms",
    "skew_ms",
    "seconds",
)


def test_every_key_is_there_and_what_was_not_measured_is_null() -> None:
    told = Record().as_json()
    assert set(KEYS) <= set(told)
    assert told["order_to_last_packet_ms"] is None
    assert told["verdict"] == "unknown"


def test_the_story_is_told_in_order() -> None:
    record = Record()
    record.say("walker", "first")
    record.say("gates", "second")
    told = record.as_json()["seconds"]
    assert [s["what"] for s in told] == ["first", "second"]
    assert 0 <= told[0]["at_s"] <= told[1]["at_s"]


def test_further_keys_stand_beside_the_figures() -> None:
    record = Record(release_ms=1.23456)
    record.more["rootless"] = True
    told = record.as_json()
    assert (told["release_ms"], told["rootless"]) == (1.235, True)
