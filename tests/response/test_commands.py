from __future__ import annotations

from typing import get_args

from codedark.response.commands import Command, Extend, Record
from codedark.response.transitions import TRANSITIONS


def test_every_command_of_the_table_is_a_command() -> None:
    names = {kind.__name__ for kind in get_args(Command)}
    told = {name for way in TRANSITIONS for name in way.then.split(", ") if name}
    assert told <= names - {"Record"}


def test_keeping_sealed_needs_nobodys_signature_and_carries_none() -> None:
    assert set(Extend.__dataclass_fields__) == {"gates", "plan", "until"}
    assert set(Record.__dataclass_fields__) == {"entry"}
