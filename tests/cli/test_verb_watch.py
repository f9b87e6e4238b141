"""`codedark watch`, as a person and as a program."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from codedark.cli import verb_watch
from codedark.cli.main import answer
from codedark.cli.watch_sources import Asked, open_sources
from codedark.formats.eve import read_eve
from codedark.formats.webhook import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from codedark.gates.watching import Source
from codedark.response import Allowance, Recommendation, prepare
from codedark.store.folder import load_hospital
from tests.cli.incident_records import made, texts
from tests.formats.detector_lines import CEF, ZEEK_HEADER, ZEEK_ROW, eve, wazuh
from tests.gap.stories import TABLES
from tests.making import make_files

SECRET = b"0123456789abcdef"
ZONES = """
    zone,kind,core,gate,contain,inside,prefixes
    office,office,no,fw,locks,open,10.1.0.0/24
    ward,clinical,no,fw,locks,open,10.2.0.0/24
    records,server,yes,fw,,open,10.4.0.0/24
    labs,device,yes,fw,,open,"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "hospital"
    home.mkdir()
    for name, data in make_files(**{**TABLES, "zones": ZONES}).items():
        (home / name).write_bytes(data)
    return home


def alert(rule: int, at: datetime, **more: Any) -> bytes:
    told = {"signature_id": rule, "signature": "Sweep", "severity": 1}
    return eve(timestamp=at.isoformat(), alert=told, **more) + b"\n"


T0 = datetime(2026, 1, 13, 5, 32, tzinfo=UTC)


def objects(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def kinds(told: list[dict[str, Any]]) -> list[str]:
    return [one["kind"] for one in told]


def test_once_reads_what_is_there_and_answers_1_where_an_alarm_is(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "eve.json"
    log.write_bytes(alert(1, T0) + alert(2, T0 + timedelta(seconds=5)) + alert(3, T0)[:80])
    assert answer(["watch", str(folder), "--eve", str(log), "--once", "--json"]) == 1
    told = objects(capsys)
    assert kinds(told) == ["finding", "finding", "refused", "alarm", "recommendation", "summary"]
    assert told[0]["initiator"] == "10.1.0.1" and told[0]["suspect_zone"] == "office"
    assert told[4]["plan"] == "zone:office" and told[4]["automatic"]["allowed"] is False
    assert {"name", "care_lost_per_h"} <= told[4]["alternatives"][0].keys()
    assert told[5]["lines"] == 3 and told[5]["refused"] == 1


def test_once_without_an_alarm_is_0_and_says_so(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "eve.json"
    log.write_bytes(alert(1, T0))
    assert answer(["watch", str(folder), "--eve", str(log), "--once"]) == 0
    told = capsys.readouterr()
    assert "No alarm." in told.out and "1 findings" in told.err


def test_detectors_of_four_makes_are_correlated(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "e").write_bytes(eve() + b"\n")
    (tmp_path / "z").write_bytes(b"\n".join([*ZEEK_HEADER, ZEEK_ROW]))
    (tmp_path / "w").write_bytes(wazuh(data={"srcip": "10.1.0.1"}) + b"\n")
    (tmp_path / "c").write_bytes(CEF + b"\n")
    words = ["--eve", "e", "--zeek", "z", "--wazuh", "w", "--log", "c"]
    paths = [word if word.startswith("--") else str(tmp_path / word) for word in words]
    assert answer(["watch", str(folder), *paths, "--once", "--json"]) == 1
    (alarm,) = [one for one in objects(capsys) if one["kind"] == "alarm"]
    assert [channel.partition(":")[0] for channel in alarm["channels"]] == ["eve", "log", "wazuh", "zeek"]


def test_bad_options_are_all_named_before_anything_is_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["watch", str(folder), "--eve", str(tmp_path / "none"), "--webhook", "x", "--once"]) == 2
    told = capsys.readouterr()
    assert told.out == "" and "4 faults" in told.err and "preparing" not in told.err


def test_nothing_to_watch_is_exit_2(folder: Path) -> None:
    assert answer(["watch", str(folder)]) == 2


def test_a_time_zone_nobody_knows_is_exit_2(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "hospital.toml").write_text('[hospital]\nname = "X"\ntimezone = "Europe/Atlantis"\n')
    (tmp_path / "e").write_bytes(b"")
    assert answer(["watch", str(folder), "--eve", str(tmp_path / "e"), "--once"]) == 2
    assert "no such time zone" in capsys.readouterr().err


Script = Callable[[int], None]


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Script]]:
    """What happens while the watch sleeps: each script in turn, then Ctrl-C."""
    scripts: list[Script] = []
    slept = 0

    def sleep(seconds: float) -> None:
        nonlocal slept
        slept += 1
        if not scripts:
            raise KeyboardInterrupt
        scripts.pop(0)(slept)

    monkeypatch.setattr(verb_watch.time, "sleep", sleep)
    yield scripts


class Hands:
    """A wall clock moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = T0
        monkeypatch.setattr(verb_watch, "_now", lambda: self.now)

    def on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def test_live_it_follows_a_file_from_now_on_through_rotation_and_ctrl_c_ends_it_with_a_summary(
    folder: Path,
    tmp_path: Path,
    live: list[Script],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock, log = Hands(monkeypatch), tmp_path / "eve.json"
    log.write_bytes(alert(9, T0))

    def first(_: int) -> None:
        with log.open("ab") as file:
            file.write(alert(1, T0) + alert(2, T0)[:30])

    def rotated(_: int) -> None:
        with log.open("ab") as file:
            file.write(alert(2, T0)[30:-1] + b"\n")
        log.rename(tmp_path / "eve.json.1")
        log.write_bytes(alert(3, T0))

    live += [first, rotated, lambda _: None, lambda _: clock.on(1), lambda _: None]
    assert answer(["watch", str(folder), "--eve", str(log), "--json"]) == 1
    told = objects(capsys)
    assert kinds(told) == ["finding", "finding", "finding", "alarm", "recommendation", "summary"]
    assert [one["rule"] for one in told[:3]] == ["1:1", "1:2", "1:3"], "what stood there before it began is not read"


def test_a_service_that_is_stopped_leaves_as_cleanly(
    folder: Path, tmp_path: Path, live: list[Script], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "e").write_bytes(b"")
    live += [lambda _: os.kill(os.getpid(), signal.SIGTERM)]
    before = signal.getsignal(signal.SIGTERM)
    assert answer(["watch", str(folder), "--eve", str(tmp_path / "e"), "--json"]) == 0
    assert kinds(objects(capsys)) == ["summary"] and signal.getsignal(signal.SIGTERM) is before


def test_a_signed_message_and_a_line_of_syslog_are_heard_and_a_forged_one_refused(
    folder: Path,
    tmp_path: Path,
    live: list[Script],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "secret").write_bytes(SECRET + b"\n")
    port = _free_port()
    statuses: list[int] = []
    body = json.dumps(
        {
            "at": datetime.now(UTC).isoformat(),
            "detector": "edr",
            "rule": "R7",
            "title": "Dump",
            "severity": "critical",
            "initiator": "10.1.0.1",
        }
    ).encode()

    def send(secret: bytes) -> None:
        stamp = int(datetime.now(UTC).timestamp())
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        headers = {TIMESTAMP_HEADER: str(stamp), SIGNATURE_HEADER: sign(secret, stamp, body)}
        connection.request("POST", "/", body, headers)
        statuses.append(connection.getresponse().status)
        connection.close()

    live += [lambda _: send(SECRET), lambda _: send(b"forged" * 5)]
    options = ["--webhook", f"127.0.0.1:{port}", "--secret-file", str(tmp_path / "secret"), "--json"]
    assert answer(["watch", str(folder), *options]) == 0
    told = objects(capsys)
    assert statuses == [202, 401]
    assert kinds(told) == ["finding", "refused", "summary"]
    assert told[0]["channel"] == "webhook" and "signature" in told[1]["reason"]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def test_a_port_that_is_taken_is_exit_3(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "secret").write_bytes(SECRET)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = f"127.0.0.1:{taken.getsockname()[1]}"
        assert answer(["watch", str(folder), "--webhook", told, "--secret-file", str(tmp_path / "secret")]) == 3
    assert f"--webhook {told}" in capsys.readouterr().err


def test_what_is_done_with_a_recommendation_is_handed_in(folder: Path) -> None:
    done: list[Recommendation] = []
    with open_sources(Asked(files={})) as opened:
        watch = verb_watch.watch_on(
            prepare(load_hospital(folder)), opened, Allowance, emit=lambda _: None, on_recommendation=done.append
        )
        lines = [[alert(1, T0), alert(2, T0)]]
        source = Source(channel="a", reader=read_eve, poll=lambda: lines.pop() if lines else [])
        watch.replay([source], T0)
    assert [one.plan_name for one in done] == ["zone:office"]


@pytest.mark.shared_data("data/detections")
def test_real_alerts_about_another_network_are_all_refused(
    folder: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = shared / "data/detections"
    words = ["--eve", str(real / "suricata_eve_alerts.jsonl"), "--log", str(real / "zeek_notice_zat.log")]
    assert answer(["watch", str(folder), *words, "--once", "--json"]) == 0
    told = objects(capsys)
    assert kinds(told) == ["refused"] * 42 + ["summary"]
    assert all("nobody of ours" in one["reason"] for one in told[:-1])


def test_an_alarm_and_its_answer_are_recorded(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    incident, log = made(tmp_path / "incident"), tmp_path / "eve.json"
    log.write_bytes(alert(1, T0) + alert(2, T0 + timedelta(seconds=5)))
    words = ["watch", str(folder), "--eve", str(log), "--once", "--json", "--record", str(incident)]
    assert answer(words) == 1
    said = [text.split(" ")[0] for text in texts(incident)]
    assert said[-2:] == ["Alarm:", "Proposed:"]
    count = len(said)
    assert answer(words) == 1 and len(texts(incident)) == count


def test_alarms_that_cannot_be_recorded_are_kept_beside_the_hospital(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "eve.json"
    log.write_bytes(alert(1, T0) + alert(2, T0 + timedelta(seconds=5)))
    assert answer(["watch", str(folder), "--eve", str(log), "--once", "--record", str(tmp_path / "none")]) == 1
    spool = folder / "live" / "not-recorded.jsonl"
    assert f"--spooled {spool}" in capsys.readouterr().err and len(spool.read_text().splitlines()) == 2
