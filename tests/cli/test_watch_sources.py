"""What was asked for is checked whole before anything is opened; what was opened is closed."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from codedark.cli.watch_sources import Asked, open_sources, read_address, read_secret
from codedark.gap.finding import Seen
from codedark.hospital import BadHospital
from tests.formats.detector_lines import CEF, ZEEK_HEADER, ZEEK_ROW, eve, wazuh

NOW = datetime(2026, 1, 13, 5, 32, tzinfo=UTC)


def put(path: Path, *lines: bytes) -> Path:
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def faults(**asked: object) -> list[str]:
    with pytest.raises(BadHospital) as wrong:
        Asked(**{"files": {}, **asked}).check()  # type: ignore[arg-type]
    return [str(fault) for fault in wrong.value.faults]


def test_nothing_asked_is_a_fault_that_names_the_options() -> None:
    (told,) = faults()
    assert "--eve" in told and "nothing to watch" in told


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    told = faults(
        files={"eve": [tmp_path / "none"], "cef": [tmp_path], "": [put(tmp_path / "odd", b"hello")]},
        webhook="8414",
        secret_file=put(tmp_path / "short", b"short"),
        syslog="localhost:514",
        once=True,
    )
    assert len(told) == 8
    for part in ("no such file", "a folder", "first line", "'8414'", "'localhost:514'", "a secret of 5 bytes"):
        assert any(part in one for one in told), part
    assert sum("no end" in one for one in told) == 2


def test_a_webhook_without_a_secret_is_a_fault() -> None:
    assert "--secret-file" in faults(webhook="127.0.0.1:0")[0]


def test_a_secret_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    assert "cannot be read" in faults(webhook=":0", secret_file=tmp_path / "none")[0]


@pytest.mark.parametrize(("bytes_count", "sound"), [(15, False), (16, True)])
def test_a_secret_has_sixteen_bytes_without_its_line_feed(tmp_path: Path, bytes_count: int, sound: bool) -> None:
    file = put(tmp_path / "secret", b"x" * bytes_count)
    assert read_secret(file) == b"x" * bytes_count
    asked = Asked(files={}, webhook=":0", secret_file=file)
    if sound:
        asked.check()
    else:
        with pytest.raises(BadHospital):
            asked.check()


def test_a_file_that_will_only_come_may_be_watched_live_but_not_once(tmp_path: Path) -> None:
    Asked(files={"eve": [tmp_path / "none"]}).check()
    assert "no such file" in faults(files={"eve": [tmp_path / "none"]}, once=True)[0]
    assert "say which format" in faults(files={"": [tmp_path / "none"]})[0]


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("127.0.0.1:80", ("127.0.0.1", 80)),
        (":0", ("127.0.0.1", 0)),
        ("[::1]:65535", ("::1", 65535)),
        ("0.0.0.0:1", ("0.0.0.0", 1)),
        ("127.0.0.1:65536", None),
        ("127.0.0.1", None),
        ("host:80", None),
        ("127.0.0.1:x", None),
        ("127.0.0.1:-1", None),
        ("", None),
    ],
)
def test_an_address_is_a_number_and_a_port(told: str, address: tuple[str, int] | None) -> None:
    assert read_address(told) == address


def test_a_whole_file_is_read_by_the_format_its_first_line_tells(tmp_path: Path) -> None:
    files = {
        "": [put(tmp_path / "a", eve()), put(tmp_path / "b", wazuh()), put(tmp_path / "c", CEF)],
        "zeek": [put(tmp_path / "d", *ZEEK_HEADER, ZEEK_ROW)],
    }
    with open_sources(Asked(files=files, once=True)) as opened:
        told = [[s.reader(line, NOW) for line in s.poll()] for s in opened.sources]
    assert [sum(isinstance(one, Seen) for one in found) for found in told] == [1, 1, 1, 1]
    assert [s.channel.partition(":")[0] for s in opened.sources] == ["log", "log", "log", "zeek"]


def test_the_same_file_asked_for_twice_is_one_source(tmp_path: Path) -> None:
    file = put(tmp_path / "a", eve())
    with open_sources(Asked(files={"eve": [file, file]}, once=True)) as opened:
        assert len(opened.sources) == 1


def test_a_log_of_zeek_is_followed_from_its_end_with_the_header_from_its_head(tmp_path: Path) -> None:
    file = put(tmp_path / "notice.log", *ZEEK_HEADER, ZEEK_ROW)
    with open_sources(Asked(files={"zeek": [file]})) as opened:
        (source,) = opened.sources
        assert source.poll() == [], "what stood there before is not read again"
        with file.open("ab") as log:
            log.write(ZEEK_ROW + b"\n")
        (line,) = source.poll()
        assert isinstance(source.reader(line, NOW), Seen)


def test_a_files_trouble_is_told_when_it_begins_and_when_it_ends(tmp_path: Path) -> None:
    told: list[str] = []
    with open_sources(Asked(files={"eve": [tmp_path / "late"]})) as opened:
        opened.tell_to(refused=lambda *_: None, trouble=lambda _, what: told.append(what))
        for _ in range(3):
            opened.sources[0].poll()
            opened.tell_troubles()
        put(tmp_path / "late", eve())
        for _ in range(2):
            opened.sources[0].poll()
            opened.tell_troubles()
    assert len(told) == 2 and "No such file" in told[0] and "can be read again" in told[1]


def test_refusals_of_listeners_are_told_once_and_bounded() -> None:
    told: list[tuple[str, str]] = []
    with open_sources(Asked(files={})) as opened:
        opened.tell_to(refused=lambda channel, reason: told.append((channel, reason)), trouble=lambda *_: None)
        for number in range(5000):
            opened.refused("webhook", str(number))
        opened.tell_troubles()
        opened.tell_troubles()
    assert len(told) == 1001 and "4,000 more" in told[-1][1]


def test_an_address_that_is_taken_names_the_option(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret", b"x" * 32)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = f"127.0.0.1:{taken.getsockname()[1]}"
        for asked in (Asked(files={}, webhook=told, secret_file=secret), Asked(files={}, syslog=told)):
            with pytest.raises(OSError, match="in use") as wrong, open_sources(asked):
                pass
            assert told in str(wrong.value.filename)


def test_listeners_are_closed_at_the_end(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret", b"x" * 32)
    for _ in range(2):
        with open_sources(Asked(files={}, webhook=":0", secret_file=secret, syslog=":0")) as opened:
            ports = [int(name.rpartition(" ")[2]) for name in opened.named]
        for port in ports:
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", port), timeout=5)
