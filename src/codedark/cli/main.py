"""The front door: which verbs there are, and what every verb's failure looks like.

Built by hand around typer's public parts: the first word names the verb, that verb's module is imported and
registered, the others are registered by name and help line alone. (A lazy click Group would be the usual way; typer
0.28 carries its own click as a private module, so there is nothing public to derive from.)
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import codedark
from codedark.cli.answer import ExitCode, nested, note

VERBS: dict[str, str] = {
    "new": "Start a hospital folder: usual services, your hosts.",
    "check": "List every fault of a hospital folder at once, with its fix.",
    "ask": "List the missing facts that would move the answer most.",
    "generate": "Make a large invented hospital for trials and measurements.",
    "fallen": "What is lost when these are off, when paper runs out, and why.",
    "weak": "Single points of failure, cut sets, what cannot cold-start.",
    "reach": "Can this host reach that one? The verdict, why, and the path.",
    "blast": "What one compromised host can reach: services, theatres, beds.",
    "gate": "An enforcement point of ours: enrol it, serve orders, probe.",
    "gap": "The cut that stops the spread and costs patients least.",
    "watch": "Alerts in, alarms and a priced recommendation out.",
    "lint": "Which cuts on this Linux firewall would not cut, and why.",
    "print": "The go-bag: plans, cable cards and first 15 minutes, as a PDF.",
    "snapshot": "Today's patients, encrypted, for when the record is off.",
    "travel": "Road minutes from a routing engine into travel_min.csv.",
    "divert": "Where each patient goes: beds, crews, operations, neighbours.",
    "notice": "Diversion notices on the day: read out, acknowledged, replaced.",
    "incident": "The record: open it, log, show, verify, back up, restore.",
    "intake": "An article or report read: facts proposed, a person confirms.",
    "report": "What happened and how we know, as of any moment, in 4 languages.",
    "notify": "Who must be told, by when, what was sent.",
    "statement": "What patients, doctors and neighbours read: confirmed facts.",
    "export": "The record as STIX, VERIS, MISP or CSV, and what that loses.",
    "drill": "Play an attack, with and without each defence.",
    "range": "The hospital as network namespaces here: attacked, cut, proven.",
}
"""Every verb in the order a newcomer meets them, with the one line `--help` shows."""

WRITES = frozenset({"new", "generate", "travel"})
"""Verbs that make files: after bad input these also say that they made none."""

WHAT_NEXT = """\
codedark: what would an attack do to your patients, and which cut costs them least?
  1. Play an example:       codedark drill {example}
  2. Start your own:        codedark new my-hospital --beds 300 --theatres 8
  3. See what falls:        codedark fallen my-hospital --off directory
All verbs: codedark --help. Of one verb: codedark drill --help."""


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.exit(answer(sys.argv[1:] if words is None else words))


def answer(words: Sequence[str]) -> int:
    """Run one command line; every failure becomes its exit code and a few lines on stderr.

    >>> answer(["--version"])
    codedark 0.1.0
    0
    """
    try:
        try:
            code = _run(words)
        except SystemExit as leaving:
            # typer ends a broken pipe with exit 1, which here would mean "the answer is no".
            if isinstance(leaving.__context__, BrokenPipeError):
                raise leaving.__context__ from None
            code = leaving.code if isinstance(leaving.code, int) else ExitCode.WORLD_FAILED
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_gone()
    except OSError as failure:
        note(f"codedark: {_said(failure)}")
        return ExitCode.WORLD_FAILED
    if code == ExitCode.INTERRUPTED:
        note("codedark: stopped.")
    return code


def _run(words: Sequence[str]) -> int:
    if not words:
        print(WHAT_NEXT.format(example=_example()))
        return ExitCode.DONE
    try:
        code = build(words[0])(args=list(words), prog_name="codedark", standalone_mode=False)
    except typer.TyperException as wrong:
        _show(wrong)
        return ExitCode.BAD_INPUT
    except typer.Abort:
        note("codedark: input ended before the question was answered.")
        return ExitCode.BAD_INPUT
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as failure:
        faults = _faults(failure, words[0])
        if faults is None:
            raise
        note("\n".join(faults))
        return ExitCode.BAD_INPUT
    return code if isinstance(code, int) else ExitCode.DONE


def _example() -> str:
    """The first hospital folder that lies here, so that the line can be typed as it stands."""
    here = sorted(Path("hospitals").glob("*/hospital.toml"))
    return here[0].parent.as_posix() if here else "HOSPITAL"


def build(first: str) -> typer.Typer:
    """The command line as typer sees it: the verb named first for real, the others by name and help line."""
    app = nested("What would an attack do to your patients, and which cut costs them least?")
    app.callback()(_root)
    for verb, help_line in VERBS.items():
        if verb == first:
            _add_real(app, verb, help_line)
        else:
            app.command(verb, help=help_line, hidden=not _is_built(verb))(_unloaded)
    return app


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"codedark {codedark.__version__}")
        raise typer.Exit


_Version = Annotated[
    bool, typer.Option("--version", help="Print the version and leave.", is_eager=True, callback=_say_version)
]


def _root(version: _Version = False) -> None:
    """Options before the verb."""


def _unloaded() -> None:
    """Stand for a verb that was not called."""


def _add_real(app: typer.Typer, verb: str, help_line: str) -> None:
    if not _is_built(verb):
        app.command(verb, help=help_line, context_settings=_TAKES_ANYTHING)(_not_built(verb))
        return
    module = import_module(_module(verb))
    if hasattr(module, "app"):
        app.add_typer(module.app, name=verb, help=help_line)
    else:
        app.command(verb)(module.run)


_TAKES_ANYTHING = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}


def _not_built(verb: str) -> Callable[[], int]:
    def run() -> int:
        note(f"codedark {verb}: not built yet.")
        return ExitCode.WORLD_FAILED

    return run


def _module(verb: str) -> str:
    return f"codedark.cli.verb_{verb.replace('-', '_')}"


def _is_built(verb: str) -> bool:
    return find_spec(_module(verb)) is not None


def _show(wrong: typer.TyperException) -> None:
    show = getattr(wrong, "show", None)
    if show is not None:
        show()
    else:
        note(f"Error: {wrong}")


def _faults(failure: Exception, verb: str) -> list[str] | None:
    """The faults of a hospital folder, one line each; None when the failure is something else.

    The exception can only have been raised when its module is loaded: looking there keeps `--help` free of it.
    """
    faults_room = sys.modules.get("codedark.hospital.faults")
    if faults_room is None or not isinstance(failure, faults_room.BadHospital):
        return None
    lines = [str(fault) for fault in failure.faults]
    counted = f"{len(lines)} fault{'s' * (len(lines) != 1)}"
    return [*lines, f"{counted}; nothing was changed." if verb in WRITES else f"{counted}."]


def _said(failure: OSError) -> str:
    """An OSError in a person's words: which file, and what the system said."""
    reason = failure.strerror or str(failure) or type(failure).__name__
    names = [str(name) for name in (failure.filename, failure.filename2) if name is not None]
    return f"{' -> '.join(names)}: {reason}" if names else reason


def _reader_gone() -> int:
    """The program reading our answer has left; so do we, without a word, and without Python's own at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.READER_GONE
