from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from codedark.gates import syslog_server
from codedark.gates.inbox import Inbox
from codedark.gates.syslog_server import SyslogServer, frames


@pytest.fixture
def inbox() -> Inbox:
    return Inbox(1000)


@pytest.fixture
def server(inbox: Inbox) -> Iterator[SyslogServer]:
    with SyslogServer(("127.0.0.1", 0), inbox, lambda _: None) as made:
        yield made


def came(inbox: Inbox, count: int) -> list[bytes]:
    """What came, as soon as there are so many, or after five seconds."""
    found: list[bytes] = []
    until = time.monotonic() + 5
    while len(found) < count and time.monotonic() < until:
        found += inbox.take()
        time.sleep(0.01)
    return found


def test_a_datagram_is_a_message(server: SyslogServer, inbox: Inbox) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.sendto(b"<134>one\n", server.address)
        peer.sendto(b"<134>two", server.address)
        peer.sendto(b"", server.address)
    assert came(inbox, 2) == [b"<134>one", b"<134>two"]


def test_a_stream_is_lines_and_its_unfinished_end_is_handed_out(server: SyslogServer, inbox: Inbox) -> None:
    with socket.create_connection(server.address) as peer:
        peer.sendall(b"<134>one\n<134>tw")
        assert came(inbox, 1) == [b"<134>one"]
        peer.sendall(b"o\n<134>cut")
    assert came(inbox, 2) == [b"<134>two", b"<134>cut"]


def test_counted_octets_may_hold_line_feeds(server: SyslogServer, inbox: Inbox) -> None:
    with socket.create_connection(server.address) as peer:
        peer.sendall(b"9 <13>a\nbcd8 <14>efgh")
    assert came(inbox, 2) == [b"<13>a\nbcd"[:9], b"<14>efgh"]


def test_a_line_without_end_is_hung_up_on(server: SyslogServer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syslog_server, "BUFFERED_BYTES_MAX", 1000)
    with socket.create_connection(server.address, timeout=5) as peer:
        peer.sendall(b"x" * 2000)
        assert len(came(inbox, 1)[0]) > 1000
        assert peer.recv(1) == b""


def test_too_many_connections_are_hung_up_on_and_recorded(monkeypatch: pytest.MonkeyPatch, inbox: Inbox) -> None:
    monkeypatch.setattr(syslog_server, "CONNECTIONS_MAX", 1)
    recorded: list[str] = []
    with (
        SyslogServer(("127.0.0.1", 0), inbox, recorded.append) as server,
        socket.create_connection(server.address, timeout=5) as first,
    ):
        first.sendall(b"<1>a\n")
        assert came(inbox, 1) == [b"<1>a"]
        with socket.create_connection(server.address, timeout=5) as second:
            assert second.recv(1) == b""
    assert len(recorded) == 1 and "hung up" in recorded[0]


def test_what_there_is_no_room_for_is_dropped_and_said() -> None:
    recorded: list[str] = []
    full = Inbox(1)
    with SyslogServer(("127.0.0.1", 0), full, recorded.append) as server:
        with socket.create_connection(server.address) as peer:
            peer.sendall(b"<1>a\n<1>b\n<1>c\n")
        until = time.monotonic() + 5
        while full.dropped_count < 2 and time.monotonic() < until:
            time.sleep(0.01)
    assert full.dropped_count == 2 and recorded == ["1 messages dropped: they come faster than they are read"]


def test_an_address_that_is_taken_is_an_os_error(server: SyslogServer, inbox: Inbox) -> None:
    with pytest.raises(OSError, match="in use"):
        SyslogServer(server.address, inbox, lambda _: None)


@pytest.mark.parametrize(
    ("raw", "whole", "rest"),
    [
        (b"", [], b""),
        (b"abc", [], b"abc"),
        (b"a\nb", [b"a"], b"b"),
        (b"7 <1>abcd8 <2>ab", [b"<1>abcd"], b"8 <2>ab"),
        (b"7 <1>abcd\n<2>x\n", [b"<1>abcd", b"<2>x"], b""),
        (b"7 dwarfs\n", [b"7 dwarfs"], b""),
        (b"99999999 <1>x\n", [b"99999999 <1>x"], b""),
    ],
)
def test_frames_are_counted_octets_or_lines(raw: bytes, whole: list[bytes], rest: bytes) -> None:
    assert frames(raw) == (whole, rest)


def test_every_cut_of_a_stream_gives_the_same_messages() -> None:
    stream = b"7 <1>abcd<2>line\n5 <3>ab<4>end\n"
    for cut in range(len(stream)):
        first, waits = frames(stream[:cut])
        second, rest = frames(waits + stream[cut:])
        assert [*first, *second] == [b"<1>abcd", b"<2>line", b"<3>ab", b"<4>end"] and rest == b"", cut
