"""`codedark incident verify INCIDENT`: is the log as it was written, and does it reach as far as others saw it reach?

With `--json`: `{"incident", "entries", "devices", "sound", "signatures": "every" or "heads", "findings": [{"kind",
"device", "seq", "last_seq", "what", "to_do", "fault"}], "aside", "heads": [...]}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, counted, print_json, say
from codedark.cli.incident_place import Json, Place
from codedark.cli.incident_said import aside_said, entries_said, head_lines, say_heads

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.record.finding import Finding
    from codedark.record.head_words import Witness
    from codedark.record.row import Row
    from codedark.store.incident_log import IncidentLog
    from codedark.store.postgres_log import PostgresLog

    Log = IncidentLog | PostgresLog


def run(
    incident: Place,
    head: Annotated[
        list[str] | None, typer.Option("--head", metavar="WORDS", help="A head as printed on paper; repeatable.")
    ] = None,
    signatures: Annotated[
        bool, typer.Option("--signatures", help="Check every signature, not only the heads' (0.1 ms each).")
    ] = False,
    json: Json = False,
) -> int:
    """Is the log as it was written? Each fault, named."""
    from codedark.cli.incident_place import opened_at
    from codedark.hospital.gathered import Gathered

    faults = Gathered()
    witnesses = witnesses_of(faults, head or [])
    with opened_at(faults, incident, write=False) as log:
        faults.stop_if_any()
        chains = log.chains()
        judged = _Judged(
            entries_count=len(chains.rows),
            aside_count=len(chains.aside),
            found=_judged(log, chains.rows, witnesses, signatures),
            every=signatures,
            witnessed=bool(witnesses),
        )
        if json:
            _as_json(log, judged)
        else:
            _as_text(log, judged)
    return ExitCode.DONE if judged.sound else ExitCode.NO


def heads(incident: Place, json: Json = False) -> int:
    """The heads to write down, read out, countersign."""
    from codedark.cli.incident_place import opened_at
    from codedark.hospital.gathered import Gathered

    with opened_at(Gathered(), incident, write=False) as log:
        words = head_lines(log)
        if json:
            print_json({"incident": log.incident, "heads": words})
        else:
            for line in words:
                say(line)
    return ExitCode.DONE


def witnesses_of(faults: Gathered, told: Sequence[str]) -> list[Witness]:
    """Heads as they stand on paper, read."""
    from codedark.record.head_words import Misread, read_head_words

    read = []
    for words in told:
        try:
            read.append(read_head_words(words))
        except Misread as wrong:
            faults.add("--head", str(wrong), "type it as it stands on the paper", value=words)
    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What verifying found."""

    entries_count: int
    aside_count: int
    """Entries of others that stand against ours."""
    found: tuple[Finding, ...]
    every: bool
    """Whether every signature was checked."""
    witnessed: bool
    """Whether a head from paper was told."""

    @property
    def sound(self) -> bool:
        """Whether all is as it was written."""
        return not any(one.fault for one in self.found)


def _judged(log: Log, rows: Sequence[Row], witnesses: list[Witness], signatures: bool) -> tuple[Finding, ...]:
    """The chain, and the mirror beside it."""
    from codedark.record.verifying import differences, verify
    from codedark.store.incident_mirror import open_mirror, read_mirror

    publics = {signer.device: signer.public for signer in log.signers()}
    found = verify(rows, publics, witnesses, incident=log.incident, every_signature=signatures)
    mirror: Path | None = getattr(log, "mirror_path", None)  # a server has none
    if mirror is None:
        return found
    if not mirror.exists():
        log.warn(f"THE MIRROR IS NOT THERE: {mirror}; it was not compared")
        return found
    with open_mirror(mirror) as lines:
        return (*found, *differences(rows, read_mirror(lines.read()).rows))


def findings_plain(found: Sequence[Finding]) -> list[dict[str, object]]:
    """Findings as JSON has them."""
    return [
        {
            "kind": one.kind,
            "device": one.device,
            "seq": one.seq,
            "last_seq": one.last_seq,
            "what": one.what,
            "to_do": one.to_do,
            "fault": one.fault,
        }
        for one in found
    ]


def _as_json(log: Log, judged: _Judged) -> None:
    print_json(
        {
            "incident": log.incident,
            "entries": judged.entries_count,
            "devices": len(log.heads()),
            "sound": judged.sound,
            "signatures": "every" if judged.every else "heads",
            "findings": findings_plain(judged.found),
            "aside": judged.aside_count,
            "heads": head_lines(log),
        }
    )


def _as_text(log: Log, judged: _Judged) -> None:
    what = f"{entries_said(judged.entries_count)} of {counted(len(log.heads()), 'device')}"
    say(f"{what}: {'as they were written' if judged.sound else 'NOT AS THEY WERE WRITTEN'}.")
    for one in judged.found:
        say(f"{'FAULT' if one.fault else 'note'}: {one}", indent="  - ", hanging="    ")
    if judged.aside_count:
        say(aside_said(judged.aside_count), indent="  - ", hanging="    ")
    if judged.sound and not judged.witnessed:
        say("A tail cut off this laptop and its mirror shows only against a head kept elsewhere: verify --head WORDS.")
    if judged.sound and not judged.every:
        say("Each chain's last signature speaks for all before it; --signatures checks every one.")
    say_heads(log)
