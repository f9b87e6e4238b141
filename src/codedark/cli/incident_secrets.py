"""What closes and opens a backup, as people name it: recipients, an identity's file, a passphrase that is asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered

PASSPHRASE = "CODEDARK_PASSPHRASE"  # noqa: S105 (name of the variable)
"""Environment variable that is asked before a person is."""
_RECIPIENT = "age1"
_HEAD_BYTES = 128

Identity = Annotated[
    Path | None, typer.Option("--identity", metavar="FILE", help="Identity that opens the backup; where it is one.")
]
Passphrase = Annotated[
    bool, typer.Option("--passphrase", help=f"The backup opens with a passphrase: asked, or {PASSPHRASE}.")
]


def recipients_of(faults: Gathered, told: Sequence[str]) -> tuple[str, ...]:
    """Recipients as typed: `age1...`, or a file with one in a line of its own."""
    found = []
    for one in told:
        if one.startswith(_RECIPIENT):
            found.append(one)
        else:
            found += _in_file(faults, one)
    return tuple(found)


def _in_file(faults: Gathered, named: str) -> list[str]:
    from codedark.hospital.faults import BadHospital
    from codedark.store.folder import load_file

    try:
        text = load_file(named).decode("ascii", "replace")
    except BadHospital:
        fix = "age1..., or a file that holds one; `codedark snapshot key FOLDER` makes FOLDER/recipient"
        faults.add("--recipient", "no recipient, and no file of one", fix, value=named)
        return []
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith(_RECIPIENT)]
    if not lines:
        faults.add("--recipient", "no line of that file begins with age1", "name FOLDER/recipient", value=named)
    return lines


def asked_passphrase(confirmed: bool = False) -> str:
    """The passphrase of a backup: from the environment, else asked for."""
    return _asked("Passphrase of the backup", confirmed)


def secret_of(faults: Gathered, file: Path, identity: Path | None, passphrase: bool) -> tuple[str, str]:
    """What opens a file: the identity, or the passphrase; both empty where it is no backup.

    A backup under a passphrase is recognised: nobody has to say so.
    """
    from codedark.store.age_file import is_age, under_a_passphrase

    head = _head(file)
    if under_a_passphrase(head) if is_age(head) else passphrase:
        return "", asked_passphrase()
    if identity is not None:
        return identity_of(faults, identity), ""
    if is_age(head):
        fix = "--identity FILE: whoever is named on the restore page holds it"
        faults.add("--identity", "that backup opens with an identity, and none was named", fix, value=str(file))
    return "", ""


def identity_of(faults: Gathered, file: Path) -> str:
    """The secret in an identity's file; its own passphrase is asked for where it has one. Empty: at fault."""
    from codedark.hospital.faults import BadHospital
    from codedark.store.age_file import CannotOpen, read_identity
    from codedark.store.folder import load_file

    try:
        return read_identity(load_file(file), lambda: _asked("Passphrase of the identity", False))
    except CannotOpen as wrong:
        faults.add(str(file), str(wrong), "name the identity's file that `codedark snapshot key` made")
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
    return ""


def _asked(what: str, confirmed: bool) -> str:
    told = os.environ.get(PASSPHRASE)
    if told:
        return told
    return str(typer.prompt(what, hide_input=True, confirmation_prompt=confirmed, err=True))


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_HEAD_BYTES)
    except OSError:
        return b""
