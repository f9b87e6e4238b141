"""What an engineer is handed for one gate and one seal: six texts to paste, what to fill in, what to beware of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.records import GateId
from codedark.hospital.words import GateKind

WORD = r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,62}"
"""What may be filled in where nothing narrower is said: one word that ends no command and opens no quote."""
MINUTES = 60
"""How long a fired seal holds by itself unless somebody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """Something only the hospital knows, and nobody told. In a text it stands as `<<name>>`, which no make accepts."""

    name: str
    ask: str
    pattern: str = WORD

    def __str__(self) -> str:
        return f"<<{self.name}>>"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirewallTexts:
    """The texts for one gate and one seal. Each is whole lines in the make's words; an empty one has nothing to do."""

    gate: GateId
    kind: GateKind
    seal: str
    """What every object made for this seal begins with."""
    stage: str
    """Slow, in a normal change window; afterwards everything is there and nothing is active."""
    fire: str
    """The quick toggle; where the make has an undo of its own, the deadline is in it."""
    verify: str
    """Commands that show whether it holds. Showing is not proof: only packets prove."""
    flush_sessions: str
    """Stops sessions that already run; needed where firing alone does not."""
    release: str
    """Back to staged."""
    undo: str
    """Arms or confirms the deadline, where that is a step of its own."""
    unstage: str
    """Removes every object of this seal."""
    to_fill: tuple[Blank, ...]
    cautions: tuple[str, ...]


PARTS = ("stage", "fire", "undo", "verify", "flush_sessions", "release", "unstage")
"""The texts in the order they are used."""


def filled(texts: FirewallTexts, told: Mapping[str, str]) -> FirewallTexts:
    """Put what was told into the blanks.

    Raises:
        BadHospital: a name that is no blank of these texts, or a value that does not fit; all of them at once.
    """
    blanks = {b.name: b for b in texts.to_fill}
    faults = [*_unknown(told, blanks), *_unfit(told, blanks)]
    if faults:
        raise BadHospital(faults)
    return replace(
        texts,
        stage=_put(texts.stage, told),
        fire=_put(texts.fire, told),
        undo=_put(texts.undo, told),
        verify=_put(texts.verify, told),
        flush_sessions=_put(texts.flush_sessions, told),
        release=_put(texts.release, told),
        unstage=_put(texts.unstage, told),
        to_fill=tuple(b for b in texts.to_fill if b.name not in told),
    )


def _put(text: str, told: Mapping[str, str]) -> str:
    for name, value in told.items():
        text = text.replace(f"<<{name}>>", value)
    return text


def _unknown(told: Mapping[str, str], blanks: Mapping[str, Blank]) -> Iterable[Fault]:
    fix = f"one of: {'; '.join(blanks)}" if blanks else "leave it out: nothing is to be filled in"
    return (Fault(file="--fill", value=n, message="no blank of that name", fix=fix) for n in told if n not in blanks)


def _unfit(told: Mapping[str, str], blanks: Mapping[str, Blank]) -> Iterable[Fault]:
    return (
        Fault(file="--fill", value=value, message=f"does not fit {name}", fix=blanks[name].ask)
        for name, value in told.items()
        if name in blanks and not re.fullmatch(blanks[name].pattern, value)
    )


def lines_of(lines: Iterable[str]) -> str:
    """Lines as one text with a line feed at its end; no lines, no text."""
    text = "\n".join(lines)
    return text + "\n" if text else ""
