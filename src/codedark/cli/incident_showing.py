"""`codedark incident show INCIDENT`: what is known as of a moment, each account beside the others; or the entries.

With `--json`: `{"incident", "title", "organisation", "exercise", "as_of", "heads"}` and either `{"entered_later",
"standings": [{"field", "about", "period", "status", "accounts": [{"id", "relation", "why", "entry", "recorded_at",
"role", "assertion"}]}], "questions": [{"field", "about", "whom", "asked_at", "due_at", "answered_at"}]}` or, with
`--entries`, `{"entries": [{"device", "seq", "hash", "event_at", "recorded_at", "kind", "role", "text", "links",
"came_from", "assertions", "erased"}]}`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, note, print_json, say
from codedark.cli.incident_entries import Shown, entry_plain, say_entries
from codedark.cli.incident_place import Json, Place
from codedark.cli.incident_said import head_lines

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.record.entry import Entry
    from codedark.record.view import Account, Standing, View
    from codedark.store.incident_log import IncidentLog
    from codedark.store.postgres_log import PostgresLog

    Log = IncidentLog | PostgresLog


def run(
    incident: Place,
    as_of: Annotated[str, typer.Option("--as-of", metavar="T", help="As known then; a date means its end.")] = "",
    field: Annotated[list[str] | None, typer.Option("--field", help="Only this field; repeatable.")] = None,
    entries: Annotated[
        bool, typer.Option("--entries", help="The log, line by line, instead of what is known.")
    ] = False,
    since: Annotated[str, typer.Option("--since", metavar="T", help="Entries recorded since then.")] = "",
    last: Annotated[int | None, typer.Option("--last", metavar="N", help="The last N of them.", min=1)] = None,
    role: Annotated[str, typer.Option("--role", help="Entries of this role.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="Entries of this kind.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="Language of values: nl, fr, de, en.")] = "en",
    json: Json = False,
) -> int:
    """What is known, as of any moment; or the entries."""
    from codedark.cli.incident_asked import end_of, start_of
    from codedark.cli.incident_place import opened_at
    from codedark.cli.incident_told import field_of
    from codedark.hospital.gathered import Gathered

    faults = Gathered()
    with opened_at(faults, incident, write=False) as log:
        zone = log.about.timezone
        moment = end_of(faults, "--as-of", as_of, zone, datetime.now(UTC))  # to the microsecond: so are entries
        names = {field_of(faults, one) for one in field or []}
        wanted = Shown(
            since=start_of(faults, "--since", since, zone), until=moment, role=role, kind=kind, last_count=last
        )
        _check(faults, kind, lang)
        faults.stop_if_any()
        if not as_of:
            _say_ahead(log.entries())
        if entries or since or last or role or kind:  # only entries can be chosen so
            _entries(log, wanted, json)
        else:
            _standings(log, moment, frozenset(name for name in names if name), lang, json)
    return ExitCode.DONE


def _check(faults: Gathered, kind: str, lang: str) -> None:
    from codedark.record.entry import EntryKind
    from codedark.record.report_texts import TEXTS

    if kind and kind not in set(EntryKind):
        faults.add("--kind", "no such kind", ", ".join(EntryKind), value=kind)
    if lang not in TEXTS:
        faults.add("--lang", "no such language here", ", ".join(TEXTS), value=lang)


def _say_ahead(entries: list[Entry]) -> None:
    """Entries written while a clock was ahead are of a time still to come: not shown as known, nor hidden unsaid."""
    now = datetime.now(UTC)
    ahead = [entry.header.recorded_at for entry in entries if entry.header.recorded_at > now]
    if ahead:
        last = min(max(ahead), datetime(9998, 12, 30, tzinfo=UTC))
        day = f"{last + timedelta(days=1):%Y-%m-%d}"
        note(
            f"codedark: {len(ahead)} of the entries are recorded later than this clock says it is; a clock was, or is,"
            f" wrong. --as-of {day} shows them."
        )


def _standings(log: Log, as_of: datetime, fields: frozenset[str], lang: str, json: bool) -> None:
    from codedark.record.view import view

    seen = view(log.entries(), as_of)
    standings = [one for one in seen.standings if not fields or one.key.field in fields]
    if json:
        print_json({**_head(log, as_of), **_view_plain(seen, standings), "heads": head_lines(log)})
        return
    _say_head(log, as_of)
    zone, section = log.about.timezone, ""
    for standing in standings:
        own = _section(standing)
        if own != section:
            section = own
            say(section.upper())
        _say_standing(standing, lang, zone)
    if not standings:
        say("Nothing is known of that yet." if fields else "Nothing is known yet.")
    for question, answered in seen.questions:
        if answered is None and (not fields or question.field in fields):
            of = f" of {question.about}" if question.about else ""
            say(f"OPEN: {question.field}{of}: {question.whom} was asked {_clock(question.asked_at, zone)}.")
    if seen.entered_later_count:
        say(f"{seen.entered_later_count} of these accounts could be known by then and were written down later.")


def _section(standing: Standing) -> str:
    """In which section of the report it stands."""
    from codedark.record.fields import FIELD

    field = FIELD.get(standing.key.field)
    return "other" if field is None else field.section


def _say_standing(standing: Standing, lang: str, zone: str) -> None:
    """One thing: what leads and who says so, then every other account indented below it."""
    from codedark.record.fields import FIELD
    from codedark.record.other_sites import of_other_sites

    key = standing.key
    label = FIELD[key.field].label if key.field in FIELD else key.field
    name = f"{label} ({key.about})" if key.about else label
    first, *others = standing.accounts
    stands = "" if standing.lead is not None else f"nothing stands any more; {first.relation}: "
    say(f"{name}: {stands}{_said(first, standing, lang, zone)}", hanging="    ")
    say(_voice(first, zone), indent="    ", hanging="    ")
    apart = of_other_sites(standing)
    for account in others:
        relation = "at another site" if account in apart else account.relation
        why = f" ({account.why})" if account.why else ""
        say(f"{relation}{why}: {_said(account, None, lang, zone)}", indent="    - ", hanging="      ")
        say(_voice(account, zone), indent="      ", hanging="      ")


def _said(account: Account, standing: Standing | None, lang: str, zone: str) -> str:
    """Value, time, mark, sites, more of it."""
    from codedark.record.value_words import details_said, mark_said, time_said, value_said

    told = account.assertion
    status = told.status if standing is None else standing.status
    parts = [value_said(told, lang, zone), time_said(told, lang, zone), mark_said(told, status, lang)]
    parts += [f"({', '.join(told.scope)})"] if told.scope else []
    more = details_said(told.details, lang)
    return " ".join(part for part in parts if part) + (f"; {more}" if more else "")


def _voice(account: Account, zone: str) -> str:
    """Who says so, since when that could be known, and the account's name."""
    told = account.assertion
    who = told.by or account.recorded.role
    return f"{who}, {told.attribution}, {_clock(told.known_at, zone)} [{told.id}]"


def _entries(log: Log, wanted: Shown, json: bool) -> None:
    shown = wanted.of(log.entries())
    if json:
        entries = [entry_plain(entry) for entry in shown]
        print_json({**_head(log, wanted.until), "entries": entries, "heads": head_lines(log)})
        return
    _say_head(log, wanted.until)
    say_entries(shown, log.about.timezone)


def _view_plain(seen: View, standings: list[Standing]) -> dict[str, object]:
    return {
        "entered_later": seen.entered_later_count,
        "standings": [
            {
                "field": standing.key.field,
                "about": standing.key.about,
                "period": standing.key.period,
                "status": standing.status,
                "accounts": [_account_plain(account) for account in standing.accounts],
            }
            for standing in standings
        ],
        "questions": [
            {
                "field": question.field,
                "about": question.about,
                "whom": question.whom,
                "asked_at": question.asked_at,
                "due_at": question.due_at,
                "answered_at": answered,
            }
            for question, answered in seen.questions
        ],
    }


def _account_plain(account: Account) -> dict[str, object]:
    from codedark.record.plain import plain

    return {
        "id": account.assertion.id,
        "relation": account.relation,
        "why": account.why,
        "entry": account.recorded.entry,
        "recorded_at": account.recorded.recorded_at,
        "role": account.recorded.role,
        "assertion": plain(account.assertion),
    }


def _head(log: Log, as_of: datetime) -> dict[str, object]:
    about = log.about
    return {
        "incident": about.incident,
        "title": about.title,
        "organisation": about.organisation,
        "exercise": about.exercise,
        "as_of": as_of,
    }


def _say_head(log: Log, as_of: datetime) -> None:
    about = log.about
    exercise = "EXERCISE: nothing of this happened. " if about.exercise else ""
    say(f"{exercise}{about.title} ({about.organisation}), as of {_clock(as_of, about.timezone)} {about.timezone}.\n")


def _clock(at: datetime, zone: str) -> str:
    from codedark.formats.local_time import day_and_clock

    return day_and_clock(at, zone)
