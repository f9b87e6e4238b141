"""`codedark gap texts HOSPITAL` and `codedark gap cacao HOSPITAL`: a cut in the words of other people's firewalls.

What is sealed: the least-harm cut for `--suspect` (repeatable; none: `unknown`), or with `--zone` every conduit that
leaves these zones, at `--posture` (3). `texts` writes, for each gate or those named by `--gate`, what to paste: stage,
fire, undo, verify, flush sessions, release, unstage. `cacao` writes plan and texts as one CACAO 2.0 playbook.

`texts --json`: `{"posture", "care_lost_per_h", "cut": [], "contain": [], "quarantine": [], "gates": [{"gate", "make",
"seal", "ready", "stage", "fire", "undo", "verify", "flush_sessions", "release", "unstage", "to_fill": [{"name",
"ask"}], "cautions": []}], "others": [{"gate", "make", "how"}]}`. `cacao` prints the playbook itself.
Exit 0: every text is ready to paste. Exit 1: something is to be filled in, a gate is to be cut by hand, no gate
has anything to do, or the cut leaves a path to core open.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codedark.cli.answer import ExitCode, note
from codedark.cli.gap_sealing import Asked, Written, written_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codedark.formats.firewall_record import FirewallTexts

_FOLDER = Annotated[Path, typer.Argument(help="Folder of the hospital.")]
_SUSPECT = Annotated[
    list[str] | None,
    typer.Option("--suspect", help="Host, address, zone, account or `unknown`; repeatable. None: unknown."),
]
_SINCE = Annotated[
    float | None, typer.Option("--since", min=0, metavar="MIN", help="Minutes the intruder may have been in.")
]
_ZONE = Annotated[list[str] | None, typer.Option("--zone", help="Seal this zone off instead; repeatable.")]
_POSTURE = Annotated[int, typer.Option("--posture", min=2, max=4, help="2 no administration, 3 break-glass, 4 dark.")]
_GATE = Annotated[list[str] | None, typer.Option("--gate", help="This gate alone; repeatable.")]
_MAKE = Annotated[str | None, typer.Option("--make", help="Write for this make, whatever the table says.")]
_INTERFACE = Annotated[
    list[str] | None,
    typer.Option("--interface", metavar="ZONE=NAME", help="The gate's interface towards a zone; repeatable."),
]
_FILL = Annotated[
    list[str] | None, typer.Option("--fill", metavar="NAME=VALUE", help="Fill in a blank of the texts; repeatable.")
]
_MINUTES = Annotated[int, typer.Option("--minutes", min=1, help="How long a fired seal holds by itself.")]
_DEFENCE = Annotated[list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")]


def register(app: typer.Typer) -> None:
    """Put both verbs under `gap`."""
    app.command("texts")(texts)
    app.command("cacao")(cacao)


def texts(
    hospital: _FOLDER,
    suspect: _SUSPECT = None,
    since: _SINCE = None,
    zone: _ZONE = None,
    posture: _POSTURE = 3,
    gate: _GATE = None,
    make: _MAKE = None,
    interface: _INTERFACE = None,
    fill: _FILL = None,
    minutes: _MINUTES = 60,
    defence: _DEFENCE = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write one file a gate and text into this folder.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """What to paste into the firewalls you have, to seal what is suspected. Fires nothing."""
    from codedark.cli.answer import print_json

    asked = Asked(gate or (), make, interface or (), fill or (), minutes)
    written = written_texts(hospital, suspect, since, zone, posture, asked, defence)
    if out is not None:
        _write(out, written.texts)
    if json:
        print_json(_as_json(written))
    else:
        _print(written, shown=out is None)
    return written.exit_code


def cacao(
    hospital: _FOLDER,
    suspect: _SUSPECT = None,
    since: _SINCE = None,
    zone: _ZONE = None,
    posture: _POSTURE = 3,
    gate: _GATE = None,
    make: _MAKE = None,
    interface: _INTERFACE = None,
    fill: _FILL = None,
    minutes: _MINUTES = 60,
    defence: _DEFENCE = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write it here, not to stdout.")] = None,
) -> int:
    """The cut and its texts as one CACAO 2.0 playbook, for whatever runs playbooks here. Fires nothing."""
    import json
    from datetime import UTC, datetime

    from codedark.cli.answer import print_json
    from codedark.formats.cacao import cacao_playbook
    from codedark.gap.posture import POSTURE_WORDS

    asked = Asked(gate or (), make, interface or (), fill or (), minutes)
    written = written_texts(hospital, suspect, since, zone, posture, asked, defence)
    if not (written.texts or written.others):
        note("No gate cuts anything of this: there is no playbook to write.")
        return ExitCode.NO
    playbook = cacao_playbook(
        written.plan,
        written.texts,
        written.others,
        hospital=written.hospital.settings.hospital.name,
        posture=POSTURE_WORDS[written.posture],
        at=datetime.now(UTC),
    )
    if out is None:
        print_json(playbook)
    else:
        out.write_text(json.dumps(playbook, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{out}: a playbook of {len(playbook['workflow'])} steps over {len(written.texts)} gates.")
    return written.exit_code


def _write(folder: Path, written: Sequence[FirewallTexts]) -> None:
    from codedark.formats.firewall_record import PARTS
    from codedark.formats.firewall_wall import plain

    folder.mkdir(parents=True, exist_ok=True)
    for one in written:
        for number, part in enumerate(PARTS, 1):
            if text := getattr(one, part):
                name = f"{plain(one.gate, 60)}-{number}-{part.replace('_', '-')}.txt"
                (folder / name).write_text(text, encoding="utf-8")
                note(f"{folder / name}: {text.count(chr(10))} lines")


def _as_json(written: Written) -> dict[str, Any]:
    from codedark.formats.firewall_record import PARTS
    from codedark.gap.capabilities import without_text

    return {
        "posture": int(written.posture),
        "care_lost_per_h": written.plan.care_lost_per_h,
        "cut": written.plan.cut,
        "contain": written.plan.contain,
        "quarantine": written.plan.quarantine,
        "gates": [
            {
                "gate": one.gate,
                "make": one.kind,
                "seal": one.seal,
                "ready": not one.to_fill,
                **{part: getattr(one, part) for part in PARTS},
                "to_fill": [{"name": b.name, "ask": b.ask} for b in one.to_fill],
                "cautions": one.cautions,
            }
            for one in written.texts
        ],
        "others": [{"gate": b.gate, "make": b.kind, "how": without_text(b.kind)} for b in written.others],
    }


def _print(written: Written, *, shown: bool) -> None:
    from codedark.cli.answer import say
    from codedark.formats.firewall_record import PARTS
    from codedark.gap.capabilities import cautions, without_text
    from codedark.gap.posture import POSTURE_WORDS

    plan = written.plan
    say(
        f"{len(written.texts)} gates with texts, {len(written.others)} without; posture {int(written.posture)},"
        f" {POSTURE_WORDS[written.posture]}: {len(plan.cut)} conduits, {len(plan.contain)} zones contained,"
        f" {len(plan.quarantine)} hosts quarantined."
    )
    for one in written.texts:
        print()
        say(f"{one.gate} ({one.kind}), seal {one.seal}")
        for blank in one.to_fill:
            say(f"to fill in: {blank.name}: {blank.ask}", indent="  - ", hanging="    ")
        for caution in one.cautions:
            say(caution, indent="  - ", hanging="    ")
        for part in PARTS if shown else ():
            if text := getattr(one, part):
                # Straight to stdout: what is to be pasted is never wrapped.
                print(f"\n----- {one.gate}: {part.replace('_', ' ')}\n{text}", end="")
    for other in written.others:
        print()
        say(f"{other.gate} ({other.kind}): {without_text(other.kind)}")
        for caution in cautions(other.kind):
            say(caution, indent="  - ", hanging="    ")
    if int(written.posture) > 2:
        print()
        say("An unconfirmed cut decays to posture 2, never to 0: stage and fire --posture 2 first, then this one.")
