"""`codedark statement INCIDENT --for patients|doctors|neighbours`: what they read, from confirmed facts alone.

Sheets in nl, fr, de and en as Markdown, HTML, PDF, plain text or JSON. What is left out, and why, stands on stderr.
`--issue --role R` keeps what leaves and enters its hash and what it rests on in the log; what is withdrawn or replaced
afterwards is flagged until the next statement to the same readers, which corrects it, is issued. `--check FILE` holds
a text edited by hand against the record (exit 1: something may not be told). `--review` lists every statement that left
with what has changed since (exit 1: a correction is due). See docs/reference/statement.md.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, note, print_json
from codedark.cli.handing_out import hand_out

if TYPE_CHECKING:
    from codedark.cli.statement_asked import Wanted, Words
    from codedark.cli.statement_checking import Text
    from codedark.cli.statement_making import Made
    from codedark.store.incident_log import IncidentLog


def run(
    incident: Annotated[Path, typer.Argument(help="Folder of the incident.")],
    audience: Annotated[str, typer.Option("--for", help="patients, doctors or neighbours.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="nl, fr, de, en or all; left out: the record's first.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", metavar="T", help="As known then; a date means its end.")] = "",
    form: Annotated[str, typer.Option("--format", help="md, html, pdf, txt or json.")] = "md",
    out: Annotated[Path | None, typer.Option("--out", help="File to write; left out: stdout.")] = None,
    contact: Annotated[
        list[str] | None,
        typer.Option("--contact", metavar="KIND=TEXT", help="news, telephone or email, as printed; repeatable."),
    ] = None,
    next_at: Annotated[str, typer.Option("--next", metavar="T", help="When the next news is planned.")] = "",
    issue: Annotated[bool, typer.Option("--issue", help="It leaves the house: kept, and entered in the log.")] = False,
    role: Annotated[str, typer.Option("--role", help="Who issues it: a role, never a person's name.")] = "",
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="A text edited by hand (.md, .txt): may it be told?")
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Every statement issued, and what has changed since.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> int:
    """What patients, doctors and neighbours read: confirmed facts alone, corrections named."""
    from codedark.cli.notify_asked import clock, opened
    from codedark.cli.statement_asked import Words, check_words, understood
    from codedark.cli.statement_making import make
    from codedark.hospital.gathered import Gathered

    words = Words(
        audience=audience,
        lang=lang,
        as_of=as_of,
        form="json" if json else form,
        out=out,
        contacts=tuple(contact or ()),
        next_at=next_at,
        check=check,
        review=review,
        issue=issue,
        role=role,
    )
    faults = Gathered()
    check_words(faults, words)
    if words.form == "pdf" and out is None and sys.stdout.isatty():
        faults.add("--format", "no terminal shows it", "name a file with --out, or pipe it on", value=words.form)
    with ExitStack() as stack:
        log = stack.enter_context(opened(faults, incident, write=issue))
        entries = log.entries()
        wanted = understood(faults, words, log.about, entries, clock())
        text = _text(faults, words, wanted)
        faults.stop_if_any()
        assert wanted is not None
        made = make(entries, log.about, wanted)
        if words.review:
            return _review(made, words)
        return _check(log, made, words, text) if text is not None else _tell(log, made, words, wanted)


def _text(faults: object, words: Words, wanted: Wanted | None) -> Text | None:
    """The text to check; None: none was named, or it is at fault."""
    from codedark.cli.statement_checking import read_text
    from codedark.hospital.gathered import Gathered

    assert isinstance(faults, Gathered)
    if words.check is None or wanted is None:
        return None
    return read_text(faults, words.check, wanted.languages)


def _review(made: Made, words: Words) -> int:
    from codedark.cli.statement_json import review_json
    from codedark.cli.statement_tables import show_review

    if words.form == "json":
        print_json(review_json(made))
    else:
        show_review(made)
    return ExitCode.NO if any(one.due for one in made.shifts) else ExitCode.DONE


def _check(log: IncidentLog, made: Made, words: Words, text: Text) -> int:
    """Hold a text against the record; issue it as it stands where nothing slipped in."""
    from codedark.cli.statement_checking import checked, checked_json, leaving_text, show_checked
    from codedark.cli.statement_making import issue_bytes
    from codedark.cli.statement_tables import note_due

    held = checked(made, text)
    number = None
    if words.issue and not held.slips:
        number, _ = issue_bytes(log, made, text.raw, leaving_text(made, text, held), words.role.strip())
    if words.form == "json":
        print_json({**checked_json(text, held), "issued": number})
    else:
        show_checked(text, held)
    if number is not None:
        note(f"codedark: issued as statement {number} to {made.sifted.audience.value}.")
    elif words.issue:
        note("codedark: NOT ISSUED: take the slips out first.")
    note_due(made)
    return ExitCode.NO if held.slips else ExitCode.DONE


def _tell(log: IncidentLog, made: Made, words: Words, wanted: Wanted) -> int:
    """Make the statement; where it is issued, enter it before anybody has it."""
    from codedark.cli.statement_json import statements_json
    from codedark.cli.statement_making import issue_bytes, leaving, rendered
    from codedark.cli.statement_tables import note_beside

    statements = [made.statement(lang) for lang in wanted.languages]
    slips = made.slips(statements)
    if slips:
        for slip in slips:
            note(f"codedark: NOT MADE: “{slip.words}”: {slip.why}")
        return ExitCode.NO
    if words.form == "json":
        from msgspec.json import encode
        from msgspec.json import format as laid_out

        hand_out(words.out, laid_out(encode(statements_json(made, statements)), indent=2) + b"\n")
        return ExitCode.DONE
    raw = rendered(statements, words.form)
    if words.issue:
        number, _ = issue_bytes(log, made, raw, leaving(made, statements, raw, words.form), words.role.strip())
        note(f"codedark: issued as statement {number} to {made.sifted.audience.value}.")
    hand_out(words.out, raw)
    note_beside(made)
    return ExitCode.DONE
