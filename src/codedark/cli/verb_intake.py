"""`codedark intake FILE --published DATE`: an article or a report read, as proposals a person confirms.

A Markdown report with a report's headings is read as one, completely; anything else (text, Markdown, HTML) as an
article in nl, fr, de or en. Nothing is written anywhere unless `--into` names an incident and somebody confirms:
`--accept`, or an answer to each proposal on a terminal. Done twice, nothing is added twice.

With `--json`: `{"title", "sections": {}, "assertions": [{"id", "field", "value", "status", "qualifier", "period",
"span": [a, b], "rule", ...}], "unknowns": [{"id", "field", "about", "status", "reason", "span"}], "declined":
[{"field", "span", "wording", "reason", "why"}]}`; spans are counted in characters of the text (of HTML: without its
tags). With `--into` there is also `"entered": {"incident", "count", "held_count"}`.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, note, print_json

if TYPE_CHECKING:
    from codedark.cli.intake_read import Asked, Offer
    from codedark.hospital.gathered import Gathered
    from codedark.hospital.records import Hospital
    from codedark.record.edtf import When
    from codedark.store.incident_log import IncidentLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was typed."""

    file: Path
    published: str
    lang: str
    publisher: str
    kind: str
    by: str
    zone: str
    hospital: Path | None
    into: Path | None
    role: str
    accept: list[str] | None
    scenario: Path | None
    json: bool


def run(
    file: Annotated[Path, typer.Argument(help="Article (.txt, .md, .html) or report (Markdown).")],
    published: Annotated[
        str, typer.Option("--published", metavar="DATE", help="When it was published; required: days count from it.")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", help="nl, fr, de or en; left out: told from the text.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Who published it.")] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="press, official (the hospital's or an authority's own) or report.")
    ] = "",
    by: Annotated[
        str, typer.Option("--by", help="Who says so: hospital, prosecutor, press; left out: by the kind.")
    ] = "",
    timezone: Annotated[
        str, typer.Option("--timezone", help="Of local times; left out: the incident's or the hospital's.")
    ] = "",
    hospital: Annotated[
        Path | None, typer.Option("--hospital", help="One's own: its names and networks are nobody else's.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="INCIDENT", help="Enter what is confirmed into this record.")
    ] = None,
    role: Annotated[str, typer.Option("--role", help="Who confirms: a role, never a person's name.")] = "",
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="N,ID", help="What is confirmed: `all`, numbers or ids; repeatable."),
    ] = None,
    scenario: Annotated[
        Path | None, typer.Option("--scenario", metavar="OUT.toml", help="Write a drill scenario for --hospital.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Read an article or a report: facts proposed on their words; a person confirms."""
    from codedark.hospital.gathered import Gathered

    words = Words(
        file=file,
        published=published,
        lang=lang.strip().lower(),
        publisher=publisher.strip(),
        kind=kind.strip().lower(),
        by=by.strip(),
        zone=timezone.strip(),
        hospital=hospital,
        into=into,
        role=role.strip(),
        accept=accept,
        scenario=scenario,
        json=json,
    )
    faults = Gathered()
    with ExitStack() as stack:
        _do(faults, words, stack)
    return ExitCode.DONE


def _do(faults: Gathered, words: Words, stack: ExitStack) -> None:
    from codedark.cli.intake_read import offered

    day = _check(faults, words)
    raw = _bytes(faults, words.file)
    own = _hospital(faults, words.hospital)
    log = _log(faults, words.into, stack)
    zone = _zone(faults, words, own, log)
    faults.stop_if_any()
    assert day is not None and raw is not None
    now = datetime.now(UTC)
    told_of_us = words.scenario is None or words.into is not None
    offer = offered(faults, _asked(words, day, zone, now), raw, own if told_of_us else None)
    _answer(faults, words, offer, log)
    if words.scenario is not None and own is not None:
        _scenario(faults, words, offer, own, zone, now)


def _check(faults: Gathered, words: Words) -> When | None:
    """What was typed, every fault of it."""
    from codedark.cli.incident_asked import when
    from codedark.cli.intake_read import KINDS
    from codedark.record.reading.language import LANGUAGES

    if not words.published:
        what = "is required: what a text calls Tuesday is counted from it, and from then on it was known"
        faults.add("--published", what, "--published 2026-03-03")
    if words.lang and words.lang not in LANGUAGES:
        faults.add("--lang", "is not read", ", ".join(LANGUAGES), value=words.lang)
    if words.kind and words.kind not in KINDS:
        faults.add("--kind", "no such kind", ", ".join(KINDS), value=words.kind)
    if words.into is not None and not words.role:
        faults.add("--role", "nobody confirms it", "a role, such as communications")
    if words.into is None and words.accept and words.scenario is None:
        faults.add("--accept", "goes into no record", "--into INCIDENT")
    if words.scenario is not None and words.hospital is None:
        faults.add("--scenario", "is written for one's own hospital, and none is named", "--hospital DIR")
    told = when(faults, "--published", words.published)
    if told is not None and (told.open_start or told.open_end):
        faults.add("--published", "has no beginning or no end", "the day: 2026-03-03", value=words.published)
    return told


def _bytes(faults: Gathered, file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError as failed:
        faults.add(str(file), f"cannot be read: {failed.strerror}", "name the file of an article or a report")
        return None


def _hospital(faults: Gathered, folder: Path | None) -> Hospital | None:
    from codedark.hospital.faults import BadHospital
    from codedark.store.folder import load_hospital

    if folder is None:
        return None
    try:
        return load_hospital(folder)
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
        return None


def _log(faults: Gathered, into: Path | None, stack: ExitStack) -> IncidentLog | None:
    from codedark.cli.notify_asked import opened

    return None if into is None else stack.enter_context(opened(faults, into, write=True))


def _zone(faults: Gathered, words: Words, own: Hospital | None, log: IncidentLog | None) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    told = words.zone or (log.about.timezone if log else "") or (own.settings.hospital.timezone if own else "")
    if told:
        try:
            ZoneInfo(told)
        except (ZoneInfoNotFoundError, ValueError):
            faults.add("--timezone", "no such time zone", "such as Europe/Brussels", value=told)
        return told
    note("codedark: no time zone was told: local times are read as UTC; --timezone or --hospital says which.")
    return "UTC"


def _asked(words: Words, published: When, zone: str, now: datetime) -> Asked:
    from codedark.cli.intake_read import Asked

    return Asked(
        file=words.file,
        published=published,
        lang=words.lang,
        publisher=words.publisher,
        kind=words.kind,
        by=words.by,
        zone=zone,
        now=now,
    )


def _answer(faults: Gathered, words: Words, offer: Offer, log: IncidentLog | None) -> None:
    """Show what was read, and enter what was confirmed."""
    from codedark.cli.intake_entered import confirmed, enter, say_entered
    from codedark.cli.intake_shown import show

    if not words.json:
        show(offer)
    if log is None:
        if words.json:
            print_json(offer.as_json)
        return
    taken = confirmed(faults, offer, words.accept)
    new_count = enter(log, offer, taken, words.role) if taken else 0
    if words.json:
        held = len(taken) - new_count
        print_json({**offer.as_json, "entered": {"incident": log.incident, "count": new_count, "held_count": held}})
    else:
        say_entered(new_count, len(taken))


def _scenario(faults: Gathered, words: Words, offer: Offer, own: Hospital, zone: str, now: datetime) -> None:
    from codedark.cli.intake_read import chosen
    from codedark.cli.intake_scenario import write_scenario

    assert words.scenario is not None
    taken = chosen(faults, offer, words.accept) if words.accept else list(offer.assertions)
    faults.stop_if_any()
    write_scenario(words.scenario, offer, taken, own, zone, now)
