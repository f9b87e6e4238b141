"""Lines in, events out: every line is accounted for, and a wrong clock neither hides nor forges an alarm."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from codedark.formats.eve import read_eve
from codedark.formats.told import Reader
from codedark.formats.wazuh import read_wazuh
from codedark.gap.finding import Finding
from codedark.gap.whereabouts import Whereabouts
from codedark.gates.watching import Event, Refusal, Source, Trouble, Watch
from codedark.response.alarm import Alarm
from codedark.response.rule import Rule
from tests.formats.detector_lines import eve, wazuh
from tests.making import make_hospital

NOW = datetime(2026, 1, 13, 5, 32, tzinfo=UTC)
WHERE = Whereabouts.of(
    make_hospital(
        zones="zone,kind,prefixes\noffice,office,10.1.0.0/24\nservers,server,10.4.0.0/24",
        hosts="host,zone,address\nws-1,office,10.1.0.1\nsrv-1,servers,10.4.0.1",
    )
)


def alert(rule: int, at: datetime = NOW, **more: object) -> bytes:
    return eve(timestamp=at.isoformat(), alert={"signature_id": rule, "signature": "s", "severity": 1}, **more)


def source(*batches: list[bytes], channel: str = "eve", reader: Reader = read_eve) -> Source:
    waiting = list(batches)
    return Source(channel=channel, reader=reader, poll=lambda: waiting.pop(0) if waiting else [])


def watched() -> tuple[Watch, list[Event]]:
    events: list[Event] = []
    return Watch(WHERE, Rule(), events.append), events


def clock(*moments: datetime) -> Callable[[], datetime]:
    """The moments in turn; the last one stays."""
    waiting = list(moments)
    return lambda: waiting.pop(0) if len(waiting) > 1 else waiting[0]


def of(events: list[Event], kind: type) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def test_two_alerts_are_two_findings_and_an_alarm_when_their_second_is_over() -> None:
    watch, events = watched()
    one = source([alert(1), alert(2)])
    assert watch.turn([one], clock(NOW)) == 2
    assert [type(event) for event in events] == [Finding, Finding]
    assert watch.turn([one], clock(NOW + timedelta(seconds=1))) == 0
    assert [type(event) for event in events] == [Finding, Finding, Alarm]
    assert watch.counts == {"lines": 2, "findings": 2, "alarms": 1}


def test_every_line_is_a_finding_or_skipped_or_refused_and_a_cut_one_stops_nothing() -> None:
    watch, events = watched()
    foreign = eve(timestamp=NOW.isoformat(), flow={"src_ip": "192.0.2.1", "dest_ip": "192.0.2.2"})
    lines = [alert(1)[:40], b"", eve(event_type="flow"), foreign, alert(1)]
    watch.turn([source(lines)], clock(NOW))
    assert watch.counts == {"lines": 5, "refused": 3, "skipped": 1, "findings": 1}
    refused = [event for event in events if isinstance(event, Refusal)]
    assert "not a whole JSON object" in refused[0].reason and "nobody of ours" in refused[2].reason
    assert refused[2].digest and refused[2].channel == "eve"
    assert isinstance(events[-1], Finding)


@pytest.mark.parametrize("off_s", [-3600, 3600, 86_400 * 365])
def test_live_a_detector_whose_clock_is_wrong_counts_from_when_it_came_in_and_is_named_once(off_s: int) -> None:
    watch, events = watched()
    wrong = NOW + timedelta(seconds=off_s)
    right = wazuh(timestamp=NOW.isoformat(), data={"srcip": "10.1.0.1"})
    sources = [source([alert(1, wrong), alert(1, wrong)]), source([right], channel="wazuh", reader=read_wazuh)]
    watch.turn(sources, clock(NOW))
    watch.turn(sources, clock(NOW + timedelta(seconds=2)))
    (trouble,) = of(events, Trouble)
    assert isinstance(trouble, Trouble) and f"{off_s:+,d} s from ours" in trouble.what
    (alarm,) = of(events, Alarm)
    assert isinstance(alarm, Alarm) and alarm.channels == ("eve", "wazuh")


@pytest.mark.parametrize(("off_s", "believed"), [(60, True), (-60, True), (61, False), (-61, False)])
def test_live_a_clock_is_believed_up_to_a_minute(off_s: int, believed: bool) -> None:
    watch, events = watched()
    told = NOW + timedelta(seconds=off_s)
    watch.turn([source([alert(1, told)])], clock(NOW))
    (found,) = of(events, Finding)
    assert isinstance(found, Finding) and (found.at == told) is believed


def test_replayed_files_are_merged_by_time() -> None:
    watch, events = watched()
    late = NOW + timedelta(minutes=10)
    first = source([alert(1, NOW), alert(2, late + timedelta(minutes=14))])
    second = source([wazuh(timestamp=late.isoformat(), data={"srcip": "10.1.0.1"})], channel="w", reader=read_wazuh)
    watch.replay([first, second], NOW + timedelta(days=1))
    assert [event.at for event in of(events, Finding)] == [NOW, late, late + timedelta(minutes=14)]
    assert len(of(events, Alarm)) == 1, "the first two within the window; the third with the second is no news"


def test_a_time_ahead_of_ours_in_a_replay_is_refused_and_hides_nothing() -> None:
    watch, events = watched()
    lines = [alert(1), alert(9, NOW + timedelta(days=365)), alert(2)]
    watch.replay([source(lines)], NOW + timedelta(minutes=1))
    assert len(of(events, Alarm)) == 1
    (refused,) = of(events, Refusal)
    assert isinstance(refused, Refusal) and "lies ahead of ours" in refused.reason


def test_what_is_said_of_a_second_comes_before_the_findings_of_the_next() -> None:
    watch, events = watched()
    lines = [alert(1), alert(2), alert(3, NOW + timedelta(seconds=1))]
    watch.replay([source(lines)], NOW + timedelta(minutes=1))
    assert [type(event) for event in events] == [Finding, Finding, Alarm, Finding]


def test_a_replay_of_nothing_says_nothing() -> None:
    watch, events = watched()
    watch.replay([source(), source([b"{}"])], NOW)
    assert [type(event) for event in events] == [Refusal]


def test_a_reader_that_needs_the_time_is_told_when_the_line_came_in() -> None:
    heard: list[datetime] = []

    def reader(raw: bytes, received: datetime) -> Refusal:
        heard.append(received)
        return read_eve(json.dumps({}).encode(), received)  # type: ignore[return-value]

    watch, _ = watched()
    watch.turn([source([b"x"], reader=reader)], clock(NOW))  # type: ignore[arg-type]
    assert heard == [NOW]
