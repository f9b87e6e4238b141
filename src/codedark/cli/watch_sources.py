"""What a person asked to be watched, checked at once, then opened: files and listeners."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from codedark.hospital.faults import BadHospital, Fault

if TYPE_CHECKING:
    from codedark.formats.told import Reader
    from codedark.gates.tailing import Tail
    from codedark.gates.watching import Source

Address = tuple[str, int]
Tell = Callable[[str, str], None]
REFUSALS_A_ROUND = 1000
_ADDRESS_FIX = "write ADDR:PORT, such as 127.0.0.1:8414, or [::1]:8414"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of `watch` as typed."""

    files: Mapping[str, Sequence[Path]]
    """Format (`eve`, `zeek`, `wazuh`, `cef`; empty: by the first line) -> files."""
    webhook: str | None = None
    secret_file: Path | None = None
    syslog: str | None = None
    once: bool = False

    def check(self) -> None:
        """Raise BadHospital with every fault at once; nothing is opened yet."""
        faults = [fault for kind, files in self.files.items() for file in files for fault in self._of_file(kind, file)]
        faults += self._of_listeners()
        if not (any(self.files.values()) or self.webhook or self.syslog):
            faults.append(
                Fault(file="watch", message="nothing to watch", fix="name a file: --eve, --zeek, --wazuh, --cef, --log")
            )
        if faults:
            raise BadHospital(faults)

    def _of_file(self, kind: str, file: Path) -> Iterator[Fault]:
        option = f"--{kind or 'log'}"
        if file.is_dir():
            yield Fault(file=option, value=str(file), message="a folder, not a file", fix="name the file in it")
        elif not file.exists() and (self.once or not kind):
            fix = "correct the path" if self.once else "correct the path, or say which format it will have: --eve ..."
            yield Fault(file=option, value=str(file), message="no such file", fix=fix)
        elif not kind and _format_of(file) is None:
            fix = "say which it is: --eve, --zeek, --wazuh or --cef"
            yield Fault(file=option, value=str(file), message="its first line is of no format we know", fix=fix)

    def _of_listeners(self) -> Iterator[Fault]:
        for option, told in (("--webhook", self.webhook), ("--syslog", self.syslog)):
            if told is not None and read_address(told) is None:
                yield Fault(file=option, value=told, message="no address and port", fix=_ADDRESS_FIX)
            if told is not None and self.once:
                message, fix = "a listener has no end that --once could wait for", "leave out --once, or the listener"
                yield Fault(file=option, value=told, message=message, fix=fix)
        if self.webhook is not None and self.secret_file is None:
            fix = "name a file with the shared secret: --secret-file FILE"
            yield Fault(file="--webhook", message="anybody could write to it without a secret", fix=fix)
        if self.secret_file is not None:
            yield from _of_secret(self.secret_file)


def _of_secret(file: Path) -> Iterator[Fault]:
    from codedark.formats.webhook import SECRET_BYTES_MIN

    try:
        length = len(read_secret(file))
    except OSError as failure:
        message = f"cannot be read: {failure.strerror}"
        yield Fault(file="--secret-file", value=str(file), message=message, fix="correct the path or its permissions")
        return
    if length < SECRET_BYTES_MIN:
        fix = "make one: openssl rand -hex 32 > FILE"
        message = f"a secret of {length} bytes; at least {SECRET_BYTES_MIN} are needed"
        yield Fault(file="--secret-file", value=str(file), message=message, fix=fix)


def read_secret(file: Path) -> bytes:
    """The secret: the file's bytes without the line feed at their end."""
    return file.read_bytes().rstrip(b"\r\n")


def read_address(told: str) -> Address | None:
    """`ADDR:PORT`; an address left out is loopback; None: not understood. Port 0 is chosen by the system.

    >>> read_address(":8414"), read_address("[::1]:514"), read_address("8414")
    (('127.0.0.1', 8414), ('::1', 514), None)
    """
    from ipaddress import ip_address

    host, colon, port = told.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]") or "127.0.0.1"
    if not colon or not (port.isascii() and port.isdecimal() and int(port) < 65536):
        return None
    try:
        return str(ip_address(host)), int(port)
    except ValueError:
        return None


def _format_of(file: Path) -> object:
    from codedark.formats.detections import format_of

    return format_of(_first_line(file))


def _first_line(file: Path) -> bytes:
    with file.open("rb") as lines:
        return lines.readline(1 << 20).rstrip(b"\r\n")


def _nobody(channel: str, words: str) -> None:
    """Until somebody listens."""


class Opened:
    """What is open now, and what of it has to be said aloud."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.named: list[str] = []
        """Channels in words."""
        self._tails: list[tuple[str, Tail]] = []
        self._troubles: dict[str, str] = {}
        self._refused: list[tuple[str, str]] = []
        self._untold_count = 0
        self._tell_refused: Tell = _nobody
        self._tell_trouble: Tell = _nobody

    def tell_to(self, *, refused: Tell, trouble: Tell) -> None:
        """Who is told (channel, words) of what listeners refuse, and of files that cannot be read."""
        self._tell_refused, self._tell_trouble = refused, trouble

    def refused(self, channel: str, reason: str) -> None:
        """Called from listeners' threads; told at the next round, the first thousand in words, the rest as a number."""
        if len(self._refused) < REFUSALS_A_ROUND:
            self._refused.append((channel, reason))
        else:
            self._untold_count += 1

    def tell_troubles(self) -> None:
        """Say what was refused since the last round, and each file's trouble once when it begins and when it ends."""
        taken, self._refused = self._refused, []
        untold, self._untold_count = self._untold_count, 0
        if untold:
            taken.append((taken[-1][0], f"and {untold:,} more refused"))
        for channel, reason in taken:
            self._tell_refused(channel, reason)
        for channel, tail in self._tails:
            if tail.trouble != self._troubles.get(channel, ""):
                self._troubles[channel] = tail.trouble
                self._tell_trouble(channel, tail.trouble or f"{tail.path}: it can be read again")

    def follow(self, channel: str, tail: Tail, reader: Reader) -> None:
        """Take lines from a file that grows."""
        from codedark.gates.watching import Source

        self._tails.append((channel, tail))
        self.add(Source(channel=channel, reader=reader, poll=tail.poll))

    def add(self, source: Source) -> None:
        """Take lines from a source."""
        self.sources.append(source)
        self.named.append(source.channel)


@contextlib.contextmanager
def open_sources(asked: Asked) -> Iterator[Opened]:
    """Open what was asked for, checked before; listeners run until the end.

    Raises:
        OSError: an address cannot be listened on; a file cannot be read although it is there.
    """
    opened = Opened()
    with contextlib.ExitStack() as stack:
        for kind, files in asked.files.items():
            for file in dict.fromkeys(files):
                _open_file(opened, stack, asked, kind, file)
        if asked.webhook is not None and asked.secret_file is not None:
            _listen_for_messages(opened, stack, asked.webhook, read_secret(asked.secret_file))
        if asked.syslog is not None:
            _listen_for_syslog(opened, stack, asked.syslog)
        yield opened


def _open_file(opened: Opened, stack: contextlib.ExitStack, asked: Asked, kind: str, file: Path) -> None:
    from codedark.formats.detections import DetectionFormat, reader_for, reader_of
    from codedark.formats.zeek_notice import HEADER_BYTES
    from codedark.gates.tailing import Tail, Whole
    from codedark.gates.watching import Source

    reader = reader_of(DetectionFormat(kind)) if kind else reader_for(_first_line(file))
    channel = f"{kind or 'log'}:{file}"
    if asked.once:
        whole = stack.enter_context(contextlib.closing(Whole(file)))
        opened.add(Source(channel=channel, reader=reader, poll=whole.poll))
        return
    tail = Tail(file, from_end=True)
    stack.callback(tail.close)
    for line in tail.head(HEADER_BYTES):
        if not line.startswith(b"#"):
            break
        reader(line, datetime.now(UTC))
    opened.follow(channel, tail, reader)


def _listen_for_messages(opened: Opened, stack: contextlib.ExitStack, told: str, secret: bytes) -> None:
    from codedark.formats.webhook import read_webhook
    from codedark.gates.inbox import Inbox
    from codedark.gates.watching import Source
    from codedark.gates.webhook_server import WebhookServer

    inbox, address = Inbox(), read_address(told)
    assert address is not None
    with _named("--webhook", told):
        server = WebhookServer(address, secret, inbox, lambda reason: opened.refused("webhook", reason))
    stack.enter_context(server)
    opened.add(Source(channel="webhook", reader=read_webhook, poll=inbox.take))
    opened.named[-1] = f"webhook at {server.address[0]} port {server.address[1]}"


def _listen_for_syslog(opened: Opened, stack: contextlib.ExitStack, told: str) -> None:
    from codedark.formats.cef import read_cef
    from codedark.gates.inbox import Inbox
    from codedark.gates.syslog_server import SyslogServer
    from codedark.gates.watching import Source

    inbox, address = Inbox(), read_address(told)
    assert address is not None
    with _named("--syslog", told):
        server = SyslogServer(address, inbox, lambda reason: opened.refused("syslog", reason))
    stack.enter_context(server)
    opened.add(Source(channel="syslog", reader=read_cef, poll=inbox.take))
    opened.named[-1] = f"syslog at {server.address[0]} port {server.address[1]}"


@contextlib.contextmanager
def _named(option: str, told: str) -> Iterator[None]:
    """An address that is taken already is said with the option that asked for it."""
    try:
        yield
    except OSError as failure:
        raise OSError(failure.errno, failure.strerror, f"{option} {told}") from None
