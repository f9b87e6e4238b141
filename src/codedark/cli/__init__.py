"""How does a person ask, in a terminal?

Words: a *verb* is a command (`drill`), an *answer* is what it prints. This room reads arguments, calls the rooms below
and prints; it decides nothing and counts nothing.

One verb, one file. `verb_NAME.py` offers either

- `run(...)`, a plain typer command function with typed parameters
  (`Annotated[Path, typer.Argument(help=...)]`, `Annotated[int, typer.Option(help=...)]`), or
- `app`, a `typer.Typer()` with verbs of its own (`gap plan`), made by `codedark.cli.answer.nested(...)`.

Its name and one-line help stand in `main.VERBS`. A verb's module is imported only when that verb is called, and
it imports numpy, scipy, numba and the rooms that need them *inside* its function, so that `--help` stays quick.

A verb prints with `codedark.cli.answer` alone: the answer to stdout, everything else to stderr; with `--json` one
documented object and nothing else. It returns its exit code, or None for 0:

====  ========================================================================================
0     done
1     the answer is "no": not isolated, not valid, bar missed
2     bad input: all errors listed, nothing changed
3     the world failed (a file, a disk, a gate), said exactly
====  ========================================================================================

A verb does not catch what it cannot mend: `main` turns `codedark.hospital.BadHospital` into the list of faults
(exit 2), wrong usage into a hint (2), an `OSError` into one line (3), Ctrl-C into one line (130), and a reader that
went away into silence (141). A verb that keeps what is done on Ctrl-C catches `KeyboardInterrupt` itself.
"""

# Nobody imports this room: people come in through `codedark.cli.main:main`.
__all__: list[str] = []
