"""What `notify` shows people: the clocks by urgency, what they were before, what changed since it was told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from codedark.cli.answer import note, say, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codedark.record.assertion import Assertion
    from codedark.record.clocks import Clock, Earlier
    from codedark.record.decided import Told
    from codedark.record.notifying import Moved
    from codedark.record.opening import About
    from codedark.record.rule_pack import RulePack


def show_clocks(about: About, found: Sequence[Clock], changed: Sequence[Moved], now: datetime) -> None:
    """The table, its reasons, and what no table may leave out."""
    from codedark.record.clock_starting import State
    from codedark.record.deadlines import on_the_spot

    zone = about.timezone
    if about.exercise:
        say("EXERCISE: nothing of this happened.")
    say(f"{about.title} ({about.organisation}), as of {on_the_spot(now, zone)}.")
    shown = [clock for clock in found if clock.state is not State.WAITING]
    if shown:
        heads = ("notification", "state", "due", "left", "reference")
        rows = [_row(clock, now, zone) for clock in shown]
        told = len(heads) if any(row[-1] for row in rows) else len(heads) - 1  # nothing sent: no column without a word
        table(heads[:told], [row[:told] for row in rows], right=("left",))
    for clock in shown:
        if lines := _lines(clock, zone):
            say(f"{clock.name}: {'; '.join(lines)}.", indent="  ", hanging="    ")
    _show_waiting(found)
    for moved in changed:
        say(moved_said(moved, zone), indent="  ", hanging="    ")
    _show_sums(found, now)
    show_gaps(dict.fromkeys(clock.pack.regime for clock in shown), {clock.pack.regime: clock.pack for clock in found})


def _show_waiting(found: Sequence[Clock]) -> None:
    """What has not begun, by what it waits for."""
    from codedark.record.clock_starting import State

    waiting: dict[str, list[str]] = {}
    for clock in found:
        if clock.state is State.WAITING:
            waiting.setdefault(clock.why, []).append(clock.name)
    for why, names in waiting.items():
        say(f"Waiting: {', '.join(names)}: {why}.", indent="  ", hanging="    ")


def _row(clock: Clock, now: datetime, zone: str) -> tuple[str, ...]:
    from codedark.record.deadlines import on_the_spot

    due = on_the_spot(clock.due, zone) if isinstance(clock.due, datetime) else "?"
    return (
        clock.name,
        clock.state.value + ("" if clock.ours else f", of the {clock.stage.owed_by}"),
        f"({due})" if clock.state.value in ("proposed", "closed") and due != "?" else due,
        left_said(clock.left_s(now)),
        "" if clock.sent is None else clock.sent.sent.reference or "none yet",
    )


def left_said(left_s: float | None) -> str:
    """Time left, as people say it; empty: there is none to count.

    >>> left_said(18 * 3600 + 1800), left_said(-300), left_said(2 * 86400), left_said(2 * 86400 - 60), left_said(None)
    ('18 h 30 min', 'over by 5 min', '2 d 0 h', '47 h 59 min', '')
    """
    if left_s is None:
        return ""
    minutes = int(abs(left_s) // 60)
    hours, minute = divmod(minutes, 60)
    said = (
        f"{minute} min" if not hours else f"{hours} h {minute} min" if hours < 48 else f"{hours // 24} d {hours % 24} h"
    )
    return f"over by {said}" if left_s < 0 else said


def _lines(clock: Clock, zone: str) -> list[str]:
    """What stands below the table of one clock."""
    from codedark.hospital.values import Unknown

    lines = [line for line in (_started_said(clock, zone), clock.why) if line]
    if isinstance(clock.due, Unknown) and clock.sent is None and clock.due.why != clock.why:
        lines.append(clock.due.why)
    lines += [_earlier_said(old, zone) for old in clock.earlier]
    lines += [_again_said(told, zone) for told in clock.again]
    return [*lines, *clock.remarks, *([clock.stage.remark.rstrip(".")] if clock.stage.remark else [])]


def _started_said(clock: Clock, zone: str) -> str:
    from codedark.record.deadlines import on_the_spot

    if not isinstance(clock.started, datetime):
        return clock.started_by
    return f"since {on_the_spot(clock.started, zone)}, {clock.started_by}"


def _earlier_said(old: Earlier, zone: str) -> str:
    from codedark.record.deadlines import on_the_spot

    due, entered, mended = (on_the_spot(at, zone) for at in (old.due, old.recorded_at, old.corrected_at))
    why = f": {old.why.rstrip('.')}" if old.why else ""
    return f"was due {due}, by the entry of {old.by_role} of {entered}, corrected {mended}{why}"


def _again_said(told: Told, zone: str) -> str:
    from codedark.record.deadlines import on_the_spot

    return f"sent again {on_the_spot(told.sent.sent_at, zone)}, reference {told.sent.reference or 'none yet'}"


def moved_said(moved: Moved, zone: str) -> str:
    """A fact that is no longer as it was told, in a sentence."""
    from codedark.record.deadlines import on_the_spot
    from codedark.record.notification_draft import label_of

    about = moved.said or moved.now
    assert about is not None
    label = label_of(about.field, "en", about.about)
    told = f"{moved.name}, sent {on_the_spot(moved.told.sent.sent_at, zone)}"
    now = _value(moved.now, zone)
    if moved.said is None or moved.relation is None:
        return f"{told}, did not say {label}; known since: {now}: is an update due?"
    how = _HOW.get(moved.relation.value, moved.relation.value)
    return f"{told}, said {label}: {_value(moved.said, zone)}; now {now} ({how}): is an update due?"


_HOW = {
    "withdrawn": "what was said is withdrawn",
    "differs": "another account contradicts it",
    "replaced": "what was said is replaced",
    "earlier": "it has changed",
    "less-exact": "more exact now",
    "answered": "answered since",
}


def _value(said: Assertion | None, zone: str) -> str:
    from codedark.record.value_words import mark_said, value_said

    if said is None:
        return "nothing"
    return " ".join(filter(None, (value_said(said, "en", zone), mark_said(said, said.status, "en"), f"[{said.id}]")))


def _show_sums(found: Sequence[Clock], now: datetime) -> None:
    from codedark.record.clock_starting import State

    late = [clock.name for clock in found if clock.overdue]
    would = [c.name for c in found if c.ours and c.state is State.PROPOSED and (c.left_s(now) or 0) < 0]
    if late:
        say(f"OVERDUE: {', '.join(late)}.")
    if would:
        say(f"Undecided, and would be overdue: {', '.join(would)}.")
    if any(clock.state is State.PROPOSED for clock in found):
        print("A role starts a proposed clock: codedark notify INCIDENT decide WORD --at T --role ROLE")


def show_gaps(regimes: Sequence[str] | dict[str, None], packs: dict[str, RulePack]) -> None:
    """What the packs' author did not read, and that none of it is legal advice."""
    versions = ", ".join(f"{name} {packs[name].version}" for name in packs)
    say(f"Rule packs: {versions}. None of it is legal advice; `codedark notify packs` has sources and notes.")
    for name in regimes:
        for gap in packs[name].not_read:
            say(f"Not read for {name}: {gap}.", indent="  ", hanging="    ")


def show_packs(packs: Sequence[RulePack]) -> None:
    """Every pack: stages, sources, gaps."""
    for pack in packs:
        say(f"{pack.regime}, version {pack.version}, sources read on {pack.read_on} ({pack.file}).")
        rows = [
            (stage.name, str(stage.starts), str(stage.within), stage.owed_by, stage.source) for stage in pack.stages
        ]
        table(("stage", "starts with", "within", "owed by", "source"), rows)
        for label, lines in (("Source", pack.sources), ("Not read", pack.not_read), ("Note", pack.notes)):
            for line in lines:
                say(f"{label}: {line.rstrip('.')}.", indent="  ", hanging="    ")
    print("None of it is legal advice.")


def show_entered(text: str, seq: int, changed: Sequence[Clock], notes: Sequence[str], zone: str) -> None:
    """What was entered, and which clocks it moved."""
    from codedark.record.deadlines import on_the_spot

    say(f"Entry {seq}: {text}")
    for clock in changed:
        due = f", due {on_the_spot(clock.due, zone)}" if isinstance(clock.due, datetime) else ""
        say(f"{clock.name}: {clock.state.value}{due}{f' ({clock.why})' if clock.why else ''}.", indent="  ")
    if not changed:
        print("  No clock was moved by it.")
    for one in notes:
        note(f"codedark: {one}")
