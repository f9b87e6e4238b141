"""`codedark incident ask`, `correct` and `erase`: what is open and with whom; what was wrong; what must not be read.

With `--json` each prints `{"incident", "device", "seq", "hash"}` of the entry it made; `correct` also `"withdrawn"`,
`erase` also `"mirror_too"` and `"remains"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, print_json, say
from codedark.cli.incident_place import Folder, Json, Keys, Place

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.record.assertion import AssertionId
    from codedark.record.entry import Entry
    from codedark.store.incident_log import IncidentLog
    from codedark.store.postgres_log import PostgresLog

_Role = Annotated[str, typer.Option("--role", help="Who tells it: a role, never a person's name.")]


def ask(
    incident: Place,
    field: Annotated[str, typer.Argument(help="The field nobody knows yet.")],
    whom: Annotated[str, typer.Option("--whom", help="Role or office that was asked.")],
    role: _Role,
    about: Annotated[str, typer.Option("--about", help="Which service, system or tactic.")] = "",
    due: Annotated[
        str, typer.Option("--due", metavar="T", help="When an answer is wanted; a date means its end.")
    ] = "",
    keys: Keys = None,
    json: Json = False,
) -> int:
    """Note what is unknown, and who was asked."""
    from codedark.cli.incident_asked import end_of
    from codedark.cli.incident_place import opened_at
    from codedark.cli.incident_told import field_of
    from codedark.cli.notify_asked import clock
    from codedark.hospital.gathered import Gathered
    from codedark.record.assertion import Question
    from codedark.record.edtf import instant
    from codedark.record.entry import Body, Draft, EntryKind

    faults, now = Gathered(), clock()
    with opened_at(faults, incident, write=True, keys=keys) as log:
        name = field_of(faults, field, "FIELD")
        due_at = end_of(faults, "--due", due, log.about.timezone, now) if due else None
        faults.stop_if_any()
        question = Question(field=name or field, about=about, whom=whom, asked_at=now, due_at=due_at)
        of = f" of {about}" if about else ""
        body = Body(text=f"Asked {whom}: {question.field}{of}.", questions=(question,))
        entry = log.append(Draft(kind=EntryKind.MESSAGE, role=role, event_at=instant(now), body=body))
        _answer(log, entry, json, f"Entry {entry.header.seq}: {whom} was asked for {question.field}{of}.")
    return ExitCode.DONE


def correct(
    incident: Place,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="DEVICE#NUMBER, NUMBER, or the hash's beginning.")],
    text: Annotated[str, typer.Argument(help="What is right, in a sentence.")],
    role: _Role,
    withdraw: Annotated[
        list[str] | None,
        typer.Option("--withdraw", metavar="a-...", help="Assertion of it no longer stood by, or `all`; repeatable."),
    ] = None,
    at: Annotated[str, typer.Option("--at", metavar="T", help="When it was found to be wrong; left out: now.")] = "",
    keys: Keys = None,
    json: Json = False,
) -> int:
    """Correct an entry by a new one; withdraw what it asserted."""
    from codedark.cli.incident_asked import entry_named
    from codedark.cli.incident_place import opened_at
    from codedark.cli.notify_asked import clock, moment
    from codedark.hospital.gathered import Gathered
    from codedark.record.assertion import Withdrawal
    from codedark.record.edtf import instant
    from codedark.record.entry import Body, Draft, EntryKind

    faults, now = Gathered(), clock()
    with opened_at(faults, incident, write=True, keys=keys) as log:
        old = entry_named(faults, log.entries(), entry)
        gone = _withdrawn(faults, old, withdraw or [])
        found_at = moment(faults, "--at", at, log.about.timezone, now)
        if not text.strip():
            faults.add("TEXT", "a correction says what is right", "one sentence")
        faults.stop_if_any()
        assert old is not None
        assert found_at is not None
        withdrawals = tuple(Withdrawal(of=one, why=text, by=role, known_at=found_at) for one in gone)
        made = log.append(
            Draft(
                kind=EntryKind.CORRECTION,
                role=role,
                event_at=instant(found_at),
                links=(old.hash,),
                body=Body(text=text, withdrawals=withdrawals),
            )
        )
        named = f" {', '.join(gone)} withdrawn." if gone else ""
        said = f"Entry {made.header.seq} corrects entry {old.header.seq}, which stays readable.{named}"
        _answer(log, made, json, said, withdrawn=list(gone))
    return ExitCode.DONE


def erase(
    incident: Folder,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="DEVICE#NUMBER, NUMBER, or the hash's beginning.")],
    why: Annotated[str, typer.Option("--why", help="The ground, never the words: `names a patient`.")],
    role: _Role,
    json: Json = False,
) -> int:
    """Erase the words of one entry; the chain still holds."""
    from codedark.cli.incident_asked import entry_named
    from codedark.cli.incident_place import opened_folder
    from codedark.hospital.gathered import Gathered
    from codedark.store.erasing import erase as erase_words

    faults = Gathered()
    with opened_folder(faults, incident, write=True) as log:
        old = entry_named(faults, log.entries(), entry)
        faults.stop_if_any()
        assert old is not None
        done = erase_words(log, old.header.device, old.header.seq, role=role, why=why)
        mirror = "" if done.mirror_too else " THE MIRROR STILL HOLDS THEM: its medium is away."
        said = f"The words of entry {old.header.seq} are erased; entry {done.correction.header.seq} says why.{mirror}"
        _answer(log, done.correction, json, f"{said} {done.remains}", mirror_too=done.mirror_too, remains=done.remains)
    return ExitCode.DONE


def _withdrawn(faults: Gathered, old: Entry | None, told: list[str]) -> tuple[AssertionId, ...]:
    """Names of the assertions of an entry that are no longer stood by."""
    if old is None or old.body is None:
        return ()
    own = tuple(one.id for one in old.body.assertions)
    if told == ["all"]:
        return own
    for one in told:
        if one not in own:
            there = ", ".join(own) or "it asserts nothing"
            faults.add("--withdraw", "that entry does not assert it", f"one of its own, or all: {there}", value=one)
    return tuple(one for one in own if one in told)


def _answer(log: IncidentLog | PostgresLog, entry: Entry, json: bool, said: str, **more: object) -> None:
    if json:
        header = entry.header
        print_json({"incident": log.incident, "device": header.device, "seq": header.seq, "hash": entry.hash, **more})
    else:
        say(said)
