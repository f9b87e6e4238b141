"""What a gate keeps on its disk: who it is, what it may be told, what is staged, what it holds.

    gate.toml       gate, agent, family, hook, listen, the owner's pinned key (written by `codedark gate enrol`)
    key             its own Ed25519 private key, 32 bytes, readable by nobody else
    mandate.toml    and mandate.sig: who may order what
    staged.json     the gate's book and its plans, as they were signed and sent
    memory.json     orders taken, cuts held
    ledger.json     cuts of the last day and what they cost
    boot.sh         the sealed state, for a start without us
    journal.jsonl   every order, refusal and change, one line each

Files are replaced whole: written beside, synced, renamed, and the folder synced.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import tomli_w
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.formats.nft_seal import Family, Hook
from codedark.gap.gate_book import GateBook
from codedark.gap.plan_book import StagedPlan
from codedark.hospital.faults import BadHospital, Fault
from codedark.response.allowance import CutHeld
from codedark.response.memory import GateMemory, from_json, to_json
from codedark.response.theatres import Slot

GATE_PORT = 47115
"""Where an agent takes orders (TCP and UDP)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSettings:
    """gate.toml."""

    gate: str
    agent: str
    family: Family = Family.INET
    hook: Hook = Hook.FORWARD
    listen: str = f"127.0.0.1:{GATE_PORT}"
    owner_key: str = ""
    fail_open: bool = False
    """With a clock that cannot be trusted at boot: whether deadlines count all the same. The owner's signed choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What was sent to a gate: its book, its plans, the time zone its mandate's hours are told in."""

    book: GateBook
    plans: tuple[StagedPlan, ...]
    timezone: str
    theatres: tuple[Slot, ...] | None = None
    """The usual week of the theatres: while one is in use nothing is fired by a machine. None: not told."""


_STAGED = msgspec.json.Decoder(Staged)
"""Built once: two threads that meet a type for the first time at once crash the process (msgspec 0.21)."""


class AgentFolder:
    """The files of one gate agent."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def settings(self) -> GateSettings:
        """gate.toml.

        Raises:
            BadHospital: it is not there, or is none.
        """
        file = self.path / "gate.toml"
        if not file.is_file():
            fix = "make one: codedark gate enrol FOLDER --gate NAME --owner-key HEX"
            raise BadHospital([Fault(file=str(file), message="no gate is enrolled here", fix=fix)])
        try:
            return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), GateSettings)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as wrong:
            raise BadHospital([Fault(file=str(file), message=str(wrong), fix="mend it, or enrol anew")]) from None

    def enrol(self, settings: GateSettings) -> Ed25519PrivateKey:
        """Write gate.toml and a key of its own; FileExistsError where a gate is enrolled already."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (self.path / "gate.toml").exists():
            raise FileExistsError(17, "a gate is enrolled here already", str(self.path / "gate.toml"))
        key = Ed25519PrivateKey.generate()
        write_key(self.path / "key", key)
        write_whole(self.path / "gate.toml", tomli_w.dumps(msgspec.to_builtins(settings)).encode())
        return key

    def key(self) -> Ed25519PrivateKey:
        """The gate's own private key."""
        return read_key(self.path / "key")

    def staged(self) -> Staged | None:
        """What was staged last; None: nothing yet."""
        raw = self._read("staged.json")
        return None if raw is None else _STAGED.decode(raw)

    def save_staged(self, staged: Staged) -> None:
        """Keep what is staged."""
        write_whole(self.path / "staged.json", msgspec.json.encode(staged))

    def mandate(self) -> tuple[bytes, bytes] | None:
        """mandate.toml and its signature; None: none yet."""
        text, signature = self._read("mandate.toml"), self._read("mandate.sig")
        return None if text is None or signature is None else (text, signature)

    def save_mandate(self, text: bytes, signature: bytes) -> None:
        """Keep a mandate; the signature last, so that a crash between leaves one that does not hold."""
        write_whole(self.path / "mandate.toml", text)
        write_whole(self.path / "mandate.sig", signature)

    def memory(self) -> GateMemory:
        """Orders taken and cuts held.

        Raises:
            BadOrder: the file is damaged.
        """
        raw = self._read("memory.json")
        return GateMemory() if raw is None else from_json(raw)

    def save_memory(self, memory: GateMemory) -> None:
        """Keep it, on the disk when this returns."""
        write_whole(self.path / "memory.json", to_json(memory))

    def ledger(self) -> tuple[CutHeld, ...]:
        """Cuts of the last day, and what they cost: what a limit of 24 hours is counted from."""
        raw = self._read("ledger.json")
        return () if raw is None else msgspec.json.decode(raw, type=tuple[CutHeld, ...])

    def save_ledger(self, cuts: tuple[CutHeld, ...]) -> None:
        """Keep it."""
        write_whole(self.path / "ledger.json", msgspec.json.encode(cuts))

    def save_boot_script(self, text: str) -> None:
        """Keep the script that loads the sealed state."""
        write_whole(self.path / "boot.sh", text.encode(), mode=0o700)

    def note(self, entry: Mapping[str, Any]) -> None:
        """One line into the journal; kept over our own death at once, over a power cut after the next `sync`."""
        line = msgspec.json.encode(entry) + b"\n"
        handle = os.open(self.path / "journal.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)

    def sync(self) -> None:
        """Let the journal be on the disk when this returns."""
        with suppress(FileNotFoundError):
            handle = os.open(self.path / "journal.jsonl", os.O_RDONLY)
            try:
                os.fdatasync(handle)
            finally:
                os.close(handle)

    def _read(self, name: str) -> bytes | None:
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Replace a file: either the old one or the new one is there, whatever happens between."""
    beside = path.with_name(f".{path.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(handle, "wb", closefd=False) as file:
            file.write(data)
            file.flush()
        os.fchmod(handle, mode)
        os.fsync(handle)
    finally:
        os.close(handle)
    beside.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_key(path: Path, key: Ed25519PrivateKey) -> None:
    """Keep a private key where only its owner reads it."""
    write_whole(path, key.private_bytes_raw().hex().encode() + b"\n")


def read_key(path: Path) -> Ed25519PrivateKey:
    """Read a private key.

    Raises:
        BadHospital: no such file, or no key in it.
    """
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except FileNotFoundError:
        fix = "make one: codedark gate key FILE"
        raise BadHospital([Fault(file=str(path), message="no key lies there", fix=fix)]) from None
    except (ValueError, UnicodeDecodeError):
        fix = "a key is 64 hexadecimal digits; make one: codedark gate key FILE"
        raise BadHospital([Fault(file=str(path), message="this is no private key", fix=fix)]) from None
