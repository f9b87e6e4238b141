"""`codedark watch HOSPITAL --eve FILE ...`: alerts in, alarms and a priced recommendation out.

Files are followed as they grow (from now on; `--once`: read whatever is there, and leave); `--webhook` and `--syslog`
listen. Each finding names a suspect of ours or is refused; k signals on one suspect, or n suspects in one zone, are an
alarm; an alarm gets the plan prepared for it, its care lost and what else could be done. Ctrl-C ends with a summary.
With `--fire KEY` what the mandate leaves to that key is fired at once, nothing else; people confirm it, or it decays.

`--json`: one object per line; its `kind` is finding, refused, trouble, flood, alarm, recommendation or summary, and
docs/reference/watch.md has the keys of each.
Exit 0: no alarm was raised. Exit 1: at least one was.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, note
from codedark.cli.recording import SPOOL, RecordOption

if TYPE_CHECKING:
    from codedark.cli.recording import Recording
    from codedark.cli.watch_firing import Firing
    from codedark.cli.watch_sources import Opened
    from codedark.gates.watching import Event, Watch
    from codedark.hospital import Hospital
    from codedark.response import Alarm, Allowance, Prepared, Recommendation

TICK_S = 1.0
"""Seconds between two looks of a live incident at its clock."""
POLL_S = 0.1
"""Seconds between two looks at files that grow, while nothing comes."""


def run(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    eve: Annotated[list[Path] | None, typer.Option("--eve", help="Suricata's eve.json; repeatable.")] = None,
    zeek: Annotated[list[Path] | None, typer.Option("--zeek", help="Zeek's notice.log, TSV or JSON.")] = None,
    wazuh: Annotated[list[Path] | None, typer.Option("--wazuh", help="Wazuh's alerts.json.")] = None,
    cef: Annotated[list[Path] | None, typer.Option("--cef", help="Lines of CEF, with or without syslog.")] = None,
    log: Annotated[list[Path] | None, typer.Option("--log", help="Any of these: its first line tells.")] = None,
    webhook: Annotated[
        str | None, typer.Option("--webhook", metavar="ADDR:PORT", help="Listen for signed messages.")
    ] = None,
    secret_file: Annotated[
        Path | None, typer.Option("--secret-file", help="The webhook's shared secret, 16 bytes or more.")
    ] = None,
    syslog: Annotated[
        str | None, typer.Option("--syslog", metavar="ADDR:PORT", help="Listen for CEF over syslog, UDP and TCP.")
    ] = None,
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Read what is there, and leave.")] = False,
    fire: Annotated[
        Path | None,
        typer.Option("--fire", metavar="KEY", help="The machine's own key: fire alone what the mandate leaves to it."),
    ] = None,
    live: Annotated[
        Path | None, typer.Option("--live", help="With --fire: where laid plans, incident and log lie.")
    ] = None,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=0.1, metavar="S", help="Seconds for each plan; then the best found.")
    ] = 10.0,
    record: RecordOption = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per line on stdout.")] = False,
) -> int:
    """Alerts in, alarms and a priced recommendation out. Cuts nothing, unless --fire and the mandate say so."""
    from codedark.cli.recording import recording
    from codedark.cli.watch_firing import firing
    from codedark.cli.watch_lines import JsonLines, TextLines
    from codedark.cli.watch_sources import Asked, open_sources
    from codedark.hospital import BadHospital, Fault
    from codedark.response import Allowance, prepare
    from codedark.store.folder import load_hospital

    asked = Asked(
        files={"eve": eve or (), "zeek": zeek or (), "wazuh": wazuh or (), "cef": cef or (), "": log or ()},
        webhook=webhook,
        secret_file=secret_file,
        syslog=syslog,
        once=once,
    )
    asked.check()
    loaded = load_hospital(hospital, defence or ())
    zone = _timezone(loaded)
    if fire is not None and once:
        fault = Fault(file="--fire", message="old lines are never fired on", fix="leave --once out")
        raise BadHospital([fault])
    machine = None if fire is None else firing(hospital, defence, fire, live)
    note("preparing a plan for each zone ...")
    prepared = prepare(loaded, time_limit_s=time_limit)
    lines: JsonLines | TextLines = JsonLines() if json else TextLines(zone, hospital)
    folder = live or hospital / "live"
    with open_sources(asked) as opened, recording(record, f"--live {folder}", folder / SPOOL) as keep:
        watch = watch_on(
            prepared,
            opened,
            Allowance if machine is None else machine.allowance,
            emit=_kept(lines.event, keep),
            on_recommendation=_answered(_kept_too(lines.recommendation, keep), machine),
            time_limit_s=time_limit,
            local_at=None if once else _now,
        )
        if machine is not None and keep is not None:
            machine.live.folder.heard = keep.heard
        if not once:
            note(f"watching {', '.join(opened.named)}; Ctrl-C ends it.")
        with contextlib.suppress(KeyboardInterrupt), _terminated_as_interrupted():
            if once:
                watch.replay(opened.sources, _now())
            else:
                _follow(watch, opened, (lambda: None) if machine is None else machine.tick)
    lines.summary(watch.counts)
    return ExitCode.NO if watch.counts["alarms"] else ExitCode.DONE


def watch_on(
    prepared: Prepared,
    opened: Opened,
    allowance: Callable[[], Allowance],
    *,
    emit: Callable[[Event], None],
    on_recommendation: Callable[[Recommendation], None],
    time_limit_s: float | None = None,
    local_at: Callable[[], datetime] | None = None,
) -> Watch:
    """A watch whose every alarm is answered.

    Args:
        allowance: asked at each alarm: what was fired meanwhile has cost something.
        on_recommendation: what is done with an answer; here it is printed.
        local_at: now; None: the time of the alarm, for logs of another day.
    """
    from codedark.gap import Whereabouts
    from codedark.gates.watching import Trouble, Watch
    from codedark.response import Alarm, Rule, recommend

    zone = _timezone(prepared.hospital)

    def told(event: Event) -> None:
        emit(event)
        if isinstance(event, Alarm):
            at = _clock(event, local_at).astimezone(zone)
            on_recommendation(recommend(prepared, event, allowance(), at, time_limit_s=time_limit_s))

    watch = Watch(Whereabouts.of(prepared.hospital), Rule(), told)
    opened.tell_to(
        refused=lambda channel, reason: watch.refuse(_now(), channel, reason),
        trouble=lambda channel, what: emit(Trouble(at=_now(), channel=channel, what=what)),
    )
    return watch


def _clock(alarm: Alarm, local_at: Callable[[], datetime] | None) -> datetime:
    return alarm.at if local_at is None else local_at()


def _timezone(hospital: Hospital) -> tzinfo:
    """The wall clock that the list of operations follows."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from codedark.hospital import BadHospital, Fault

    told = hospital.settings.hospital.timezone
    if told == "UTC":
        return UTC
    try:
        return ZoneInfo(told)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        fix = "write one as Europe/Brussels"
        fault = Fault(
            file="hospital.toml", column="hospital.timezone", value=told, message="no such time zone", fix=fix
        )
        raise BadHospital([fault]) from None


def _now() -> datetime:
    return datetime.now(UTC)


def _kept(show: Callable[[Event], None], keep: Recording | None) -> Callable[[Event], None]:
    """Show an event; an alarm goes into the record too."""
    if keep is None:
        return show

    def both(event: Event) -> None:
        from codedark.response import Alarm
        from codedark.response.recorded import recorded_alarm

        show(event)
        if isinstance(event, Alarm):
            keep.put(lambda: (recorded_alarm(event),))

    return both


def _kept_too(show: Callable[[Recommendation], None], keep: Recording | None) -> Callable[[Recommendation], None]:
    """Show an answer, and put it into the record."""
    if keep is None:
        return show

    def both(told: Recommendation) -> None:
        from codedark.response.recorded import recorded_recommendation

        show(told)
        keep.put(lambda: (recorded_recommendation(told),))

    return both


def _answered(show: Callable[[Recommendation], None], machine: Firing | None) -> Callable[[Recommendation], None]:
    """Show an answer; where a machine may act, let it take the answer too."""
    if machine is None:
        return show

    def both(recommendation: Recommendation) -> None:
        show(recommendation)
        if machine.take(recommendation):
            note(f"FIRED ALONE: {recommendation.plan_name}; two persons hold it, or it decays: codedark gap hold")

    return both


def _follow(watch: Watch, opened: Opened, tick: Callable[[], None]) -> None:
    """Round after round until somebody stops it."""
    ticked = time.monotonic()
    while True:
        if time.monotonic() - ticked > TICK_S:
            tick()
            ticked = time.monotonic()
        read = watch.turn(opened.sources, _now)
        opened.tell_troubles()
        if not read:
            time.sleep(POLL_S)


@contextlib.contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """SIGTERM, as a service is stopped, ends it as Ctrl-C does."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
