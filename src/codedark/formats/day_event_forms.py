"""How the fields of a day's events are written in a file, drawn from the events themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from codedark.divert.day_events import NAME_OF, NAMED
from codedark.divert.happening import Event
from codedark.hospital.records import CrewId, PatientId, ServiceId, SiteId, Unknown
from codedark.hospital.schema import Column, Kind

EVENT, MINUTE, MOMENT = "event", "at_min", "at"
"""Keys that every event has; the moment may stand for the minute."""
MINUTES_MOST = 366 * 24 * 60.0
"""Of any minute in a file: a year after the fall; more is a slip."""
NONE = "none"
"""Word of a CSV cell for a list that is empty, which is not the same as a list nobody told."""


@dataclass(frozen=True, slots=True)
class FieldForm:
    """How one field of an event is written."""

    key: str
    """As it stands in a file: `from` for `from_`."""
    name: str
    column: Column
    optional: bool
    """May be left out: there is a default."""
    default: object
    many: bool
    plain: Any
    """Type of one value."""


def forms_of(kind: type[Event]) -> Mapping[str, FieldForm]:
    """The fields of an event by the key in a file, those that must be told first."""
    return _forms_named(NAME_OF[kind])


@cache
def _forms_named(name: str) -> Mapping[str, FieldForm]:
    kind = NAMED[name]
    hints = get_type_hints(kind)
    told = [_form(field, hints[field.name]) for field in fields(kind)]
    return {form.key: form for form in sorted(told, key=lambda form: form.optional)}


def _form(field: Field[Any], hint: Any) -> FieldForm:
    key = field.name.rstrip("_")
    optional = field.default is not MISSING
    plain, many, unknown = _plain(hint)
    kind, values = _kind(plain, many)
    number = kind in {Kind.INT, Kind.FLOAT}
    column = Column(
        name=key,
        kind=kind,
        doc="",
        required=not optional,
        values=values,
        low=(1 if key == "count" else 0) if number else None,
        high=MINUTES_MOST if number else None,
        unknown=unknown,
        default=None,
    )
    default = field.default if optional else None
    return FieldForm(
        key=key, name=field.name, column=column, optional=optional, default=default, many=many, plain=plain
    )


def _plain(hint: Any) -> tuple[Any, bool, bool]:
    """(type of one value, whether there are many, whether unknown may stand there)."""
    parts = (
        [part for part in get_args(hint) if part is not type(None)]
        if get_origin(hint) in {Union, UnionType}
        else [hint]
    )
    unknown = Unknown in parts
    plain = next(part for part in parts if part is not Unknown)
    many = get_origin(plain) is tuple
    return (get_args(plain)[0] if many else plain), many, unknown


def _kind(plain: Any, many: bool) -> tuple[Kind, type[StrEnum] | None]:
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return (Kind.ENUMS if many else Kind.ENUM), plain
    if plain in (PatientId, SiteId, CrewId, ServiceId):
        return (Kind.REFS if many else Kind.ID), None
    return {float: Kind.FLOAT, int: Kind.INT, bool: Kind.BOOL, str: Kind.TEXT}[plain], None
