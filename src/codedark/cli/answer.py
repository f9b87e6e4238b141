"""How a verb speaks: the answer on stdout, everything else on stderr."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from textwrap import fill
from typing import TYPE_CHECKING, Any, Protocol, TextIO

import typer

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100
"""Columns when nobody's terminal says otherwise."""


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE = 0
    NO = 1
    """The question was answered, and the answer is no."""
    BAD_INPUT = 2
    WORLD_FAILED = 3
    INTERRUPTED = 130
    READER_GONE = 141


def nested(help_line: str) -> typer.Typer:
    """A verb with verbs of its own, set up as the whole command line is."""
    return typer.Typer(
        help=help_line,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
    )


def print_json(answer: object) -> None:
    """Print one object to stdout as JSON: keys in the order given, numbers exact, a trailing newline.

    Args:
        answer: dicts, lists, numbers, strings; also dataclasses, Structs, enums, addresses, times and numpy scalars and
            arrays. A number that is no number (NaN, infinity) is a programmer's mistake: JSON has none, and unknown is
            said with a reason.

    Raises:
        ValueError: a NaN or an infinity.

    >>> print_json({"arms": ["none"], "mean": 69.5})
    {
      "arms": [
        "none"
      ],
      "mean": 69.5
    }
    """
    print(json.dumps(answer, indent=2, allow_nan=False, ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    """What json does not know: a numpy value by its own `tolist`, everything else as msgspec writes it."""
    if hasattr(value, "tolist"):
        return value.tolist()
    import msgspec

    return msgspec.to_builtins(value, builtin_types=(), enc_hook=str)


_HARMLESS = dict.fromkeys(
    [*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
    "\N{REPLACEMENT CHARACTER}",
)
"""What a terminal obeys instead of showing it, and what turns the direction of writing; tab and line feed stay."""


def harmless(text: str) -> str:
    """Text that came from elsewhere, so that a terminal only shows it.

    >>> harmless("paper" + chr(27) + "[2J round")
    'paper\ufffd[2J round'
    """
    return text.translate(_HARMLESS)


def note(text: str) -> None:
    """Say something beside the answer, on stderr."""
    print(harmless(text), file=sys.stderr, flush=True)


def counted(number: int, noun: str) -> str:
    """A number and its noun: `1 gate`, `2 gates`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def say(text: str, *, indent: str = "", hanging: str = "  ") -> None:
    """Print a sentence to stdout in lines that fit; an id is never broken, and a line feed at the end is kept.

    Args:
        text: one paragraph.
        indent: what stands before its first line.
        hanging: what stands before every other line.

    >>> say("Proven.", indent="  - ")
      - Proven.
    """
    lines = fill(
        harmless(text),
        width=columns_of(sys.stdout),
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    print(lines, end="\n\n" if text.endswith("\n") else "\n")


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    title: str | None = None,
    right: Iterable[str] = (),
    caption: str | None = None,
    first_width: int | None = None,
) -> None:
    """Print a table to stdout; plain text at 100 columns (or `COLUMNS`) where stdout is not a terminal.

    Cells wrap at blanks; at hyphens only where whole words do not fit side by side, and inside a word only where its
    parts do not either: an id stays in one piece, so that it can be copied.

    Args:
        columns: the heads, in order.
        rows: cells in the order of the heads; None prints as an empty cell.
        title: a line above.
        right: heads whose cells are numbers and stand to the right.
        caption: a line below.
        first_width: characters of the first column, where names are long and figures many; None: as rich shares it out.
    """
    from rich.table import Table
    from rich.text import Text

    from codedark.cli.widths import broken, share_out

    numeric = set(right)
    cells = [["" if cell is None else harmless(str(cell)) for cell in row] for row in rows]
    # A column takes a blank on each side and a line before it; the first line's twin closes the table.
    room = columns_of(sys.stdout) - 3 * len(columns) - 1
    widths = share_out([columns, *cells], room, first_width)
    drawn = Table(title=title, caption=caption, title_justify="left", caption_justify="left", box=_lines())
    for i, column in enumerate(columns):
        justify: Any = "right" if column in numeric else "left"
        drawn.add_column(column, justify=justify, overflow="fold", width=widths[i])
    for row in cells:
        # Text, not str: what a hospital wrote in a cell is never read as markup.
        drawn.add_row(*(Text(broken(cell, width)) for cell, width in zip(row, widths, strict=True)))
    console(sys.stdout).print(drawn)


def _lines() -> Any:
    from rich import box

    return box.SIMPLE_HEAD


def columns_of(stream: TextIO) -> int:
    """How wide a stream is: a terminal as it is, anything else as `COLUMNS` says, or 100."""
    if stream.isatty():
        return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
    told = os.environ.get("COLUMNS", "")
    return int(told) if told.isascii() and told.isdigit() and int(told) > 0 else PIPED_WIDTH


def console(stream: TextIO) -> Console:
    """A rich console on a stream: colour only on a terminal, a sane width anywhere."""
    from rich.console import Console

    on_terminal = stream.isatty()
    width = columns_of(stream)
    return Console(file=stream, width=width, highlight=False, no_color=not on_terminal, markup=False, emoji=False)


class Advance(Protocol):
    """Tell a progress bar how far the work is."""

    def __call__(self, done_count: float) -> None:
        """Set the number of steps done so far (not: since the last call)."""


@contextmanager
def progress(label: str, total_count: float) -> Iterator[Advance]:
    """Show on stderr how far a long task is; for anything over a second.

    On a terminal a bar with the time left; elsewhere one line at the start and one at the end, so that a log stays
    readable. The bar appears at the first call, so a task that ends at once shows nothing.

    >>> with progress("playing", 10) as advance:
    ...     advance(10)
    """
    if not sys.stderr.isatty():
        note(f"{label} ...")
        yield lambda done_count: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    look = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(*look, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task(label, total=total_count)
        yield lambda done_count: bar.update(task, completed=done_count)
