"""`codedark ask HOSPITAL`: the missing facts that would move the answer most.

With `--json`: `{"questions": [{"ask", "whom", "where", "now", "low_per_h", "high_per_h", "swing_per_h"}], "more"}`;
`swing_per_h` is in care lost an hour (`hospital.toml` [care]), null where nothing can be computed before it is told;
`more` counts the questions left out.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from codedark.depend.asking import Question


def run(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    most: Annotated[int, typer.Option("--most", min=1, help="How many questions.")] = 10,
    defence: Annotated[list[str] | None, typer.Option("--defence", help="Apply it first; repeatable.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """List the missing facts that would move the answer most."""
    from codedark.cli.answer import print_json
    from codedark.depend.asking import questions
    from codedark.store.folder import load_hospital

    asked = questions(load_hospital(hospital, defence or ()))
    shown = asked[:most]
    if json:
        fields = ("ask", "whom", "where", "now", "low_per_h", "high_per_h", "swing_per_h")
        print_json({"questions": [{f: getattr(q, f) for f in fields} for q in shown], "more": len(asked) - len(shown)})
        return
    if not asked:
        print("Nothing missing or assumed would move the answer.")
        return
    for i, question in enumerate(shown, 1):
        _print(i, question)
    print("moves: care lost an hour between the best and the worst plausible answer, in elective operations;")
    print("unseen: this care is not counted at all until somebody tells.")
    if len(asked) > len(shown):
        print(f"{len(asked) - len(shown)} more: --most {len(asked)}")


def _print(number: int, question: Question) -> None:
    moves = "unseen" if question.swing_per_h is None else f"{question.swing_per_h:.1f}"
    print(fill(f"{number:2}. {question.ask}", 100, subsequent_indent="    "))
    print(f"    moves {moves} | ask the {question.whom} | now: {question.now}")
    print(f"    write it in {question.where}\n")
