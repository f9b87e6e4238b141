"""`codedark incident log INCIDENT "TEXT"`: one entry, with what it says of a field where it says something of one.

With `--json`: `{"incident", "device", "seq", "hash", "assertions": [...]}`, `assertions` being their names. With
`--file` (`incident_filed`): `{"incident", "entries": [{"device", "seq", "hash", "assertions"}], "held", "erased"}`.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, note, print_json, say
from codedark.cli.incident_place import Json, Keys, Place
from codedark.cli.incident_said import entries_said

if TYPE_CHECKING:
    from codedark.cli.incident_filed import Filed
    from codedark.cli.incident_told import Around, Told
    from codedark.hospital.gathered import Gathered
    from codedark.record.entry import Draft, Entry
    from codedark.store.incident_log import IncidentLog
    from codedark.store.postgres_log import PostgresLog

    Log = IncidentLog | PostgresLog


def run(
    incident: Place,
    text: Annotated[str, typer.Argument(help="One or two sentences; no patient's and no person's name.")] = "",
    role: Annotated[str, typer.Option("--role", help="Who tells it: a role, never a person's name.")] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", help="observation, decision, action, message, count, status; left out: by the field."),
    ] = "",
    at: Annotated[str, typer.Option("--at", metavar="EDTF", help="When it happened; left out: now.")] = "",
    field: Annotated[str, typer.Option("--field", help="What it says something of.")] = "",
    value: Annotated[str, typer.Option("--value", help="70, >=70, ~70, 60..70, 33%, all, yes, a list a,b, EDTF.")] = "",
    status: Annotated[str, typer.Option("--status", help="stated (as usual), inferred, assumed, unknown, ...")] = "",
    about: Annotated[str, typer.Option("--about", help="Which service, system or tactic.")] = "",
    scope: Annotated[str, typer.Option("--scope", metavar="A,B", help="Sites it holds for.")] = "",
    period: Annotated[str, typer.Option("--period", metavar="EDTF", help="The span a count is of.")] = "",
    cumulative: Annotated[bool, typer.Option("--cumulative", help="From the beginning to the span's end.")] = False,
    valid: Annotated[str, typer.Option("--valid", metavar="EDTF", help="When it holds.")] = "",
    known: Annotated[str, typer.Option("--known", metavar="EDTF", help="Could be known from; left out: --at.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who says so: hospital, prosecutor, press; left out: --role.")] = "",
    attribution: Annotated[
        str, typer.Option("--attribution", help="confirmed (as usual for ourselves), reported, claimed.")
    ] = "",
    source: Annotated[
        str, typer.Option("--source", metavar="DOC:A-B", help="Document of this record, characters A to B of it.")
    ] = "",
    rule: Annotated[str, typer.Option("--rule", help="Name of the rule it is inferred by.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why it is inferred or guessed.")] = "",
    wording: Annotated[str, typer.Option("--wording", help="The source's own words.")] = "",
    supersedes: Annotated[
        list[str] | None, typer.Option("--supersedes", metavar="a-...", help="Assertion it replaces; repeatable.")
    ] = None,
    detail: Annotated[
        list[str] | None, typer.Option("--detail", metavar="KEY=VALUE", help="acuity, destination, aided_by, kind ...")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Instead of TEXT: many entries, .csv or .jsonl, each line once.")
    ] = None,
    keys: Keys = None,
    json: Json = False,
) -> int:
    """Write an entry: a sentence, and what it says of a field."""
    from codedark.cli.incident_place import opened_at
    from codedark.cli.incident_told import Told
    from codedark.hospital.gathered import Gathered

    told = Told(
        text=text,
        role=role,
        kind=kind,
        at=at,
        field=field,
        value=value,
        status=status,
        about=about,
        scope=scope,
        period=period,
        cumulative=cumulative,
        valid=valid,
        known=known,
        by=by,
        attribution=attribution,
        source=source,
        rule=rule,
        reason=reason,
        wording=wording,
        supersedes=tuple(supersedes or ()),
        detail=tuple(detail or ()),
    )
    faults = Gathered()
    if file is not None:
        _check_alone(faults, told)
    with opened_at(faults, incident, write=True, keys=keys) as log:
        if file is None:
            _answer(log, _entered(faults, log, told), json)
        else:
            _answer_file(log, _filed(faults, log, file, role), file, json)
    return ExitCode.DONE


def _check_alone(faults: Gathered, told: Told) -> None:
    """With a file every option but the role stands in its lines."""
    from dataclasses import fields

    given = [one.name for one in fields(told) if one.name != "role" and getattr(told, one.name)]
    for name in given:
        option = "TEXT" if name == "text" else f"--{name}"
        faults.add(option, "beside --file: in a file each line tells it", "leave it out, or write it into the file")


_CITABLE = ('"assertions":', '"documents":')
"""What an entry can cite stands in entries with one of these; the others need not be read, and a record can be long."""


def _entered(faults: Gathered, log: Log, told: Told) -> Entry:
    import msgspec

    from codedark.cli.incident_told import drafted

    same = f'"text":{msgspec.json.encode(" ".join(told.text.split())).decode()}'
    entries = log.saying(*_CITABLE, same)
    around = _around(log, entries)
    draft = drafted(faults, told, around)
    faults.stop_if_any()
    assert draft is not None
    _say_if_twice(entries, draft, around.now)
    _say_if_ahead([draft], around)
    return log.append(draft)


def _filed(faults: Gathered, log: Log, file: Path, role: str) -> Filed:
    from codedark.cli.incident_filed import drafts_of, enter

    around = _around(log, log.saying(*_CITABLE))
    drafts = drafts_of(faults, file, around, role)
    faults.stop_if_any()
    _say_if_ahead(drafts, around)
    return enter(log, drafts)


def _around(log: Log, entries: list[Entry]) -> Around:
    """What is in the record and what time it is: an entry is read in that."""
    from codedark.cli.incident_told import Around
    from codedark.cli.notify_asked import clock

    bodies = [entry.body for entry in entries if entry.body is not None]
    return Around(
        now=clock(),
        zone=log.about.timezone,
        known=frozenset(one.id for body in bodies for one in body.assertions),
        documents=tuple(one for body in bodies for one in body.documents),
    )


def _say_if_twice(entries: list[Entry], draft: Draft, now: datetime) -> None:
    """The same sentence by the same role a minute ago: entered, and said; nobody can take an entry back."""
    for entry in reversed(entries):
        if (now - entry.header.recorded_at).total_seconds() > 60:
            return
        if entry.body is not None and (entry.body.text, entry.header.role) == (draft.body.text, draft.role):
            note(f"codedark: the same was entered a minute ago (entry {entry.header.seq}); it stands there twice now.")
            return


def _say_if_ahead(drafts: list[Draft] | tuple[Draft, ...], around: Around) -> None:
    """Of a time still to come: entered, for a clock may be wrong after a power cut, and said."""
    from codedark.cli.incident_told import AHEAD

    first = [draft.event_at.earliest(around.zone) for draft in drafts]
    count = sum(one is not None and one - around.now > AHEAD for one in first)
    if count:
        which = "it tells" if len(drafts) == 1 else f"{count} of them tell"
        note(
            f"codedark: {which} of a time STILL TO COME by this laptop's clock, and shows only from then on; was the "
            "date mistyped, or is the clock wrong? `codedark incident correct` corrects it."
        )


def _plain(entry: Entry) -> dict[str, object]:
    made = entry.body.assertions if entry.body is not None else ()
    header = entry.header
    return {"device": header.device, "seq": header.seq, "hash": entry.hash, "assertions": [one.id for one in made]}


def _answer(log: Log, entry: Entry, json: bool) -> None:
    if json:
        print_json({"incident": log.incident, **_plain(entry)})
        return
    made = entry.body.assertions if entry.body is not None else ()
    names = "".join(f", {one.field} as {one.id}" for one in made)
    say(f"Entry {entry.header.seq} of device {entry.header.device[:8]}, {entry.header.kind}{names}.")


def _answer_file(log: Log, filed: Filed, file: Path, json: bool) -> None:
    if json:
        entries = [_plain(entry) for entry in filed.entries]
        print_json(
            {"incident": log.incident, "entries": entries, "held": filed.held_count, "erased": filed.erased_count}
        )
        return
    held = f"; {filed.held_count:,} in the record already" if filed.held_count else ""
    gone = f"; {filed.erased_count:,} left out, for an entry of that moment was erased" if filed.erased_count else ""
    say(f"{file}: {entries_said(len(filed.entries))} made{held}{gone}.")
