"""Records of this room as JSON and back: the same record always gives the same bytes, and what is empty is left out."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar

import msgspec

from codedark.record.edtf import When

T = TypeVar("T")


class NotThisForm(ValueError):
    """JSON that is no such record; the text says where and what."""


def plain(record: object) -> Any:
    """A record as dicts, lists, texts and numbers, without what is empty (`""`, `[]`, `{}`, None).

    False and 0 are values and stay.
    """
    return _filled(msgspec.to_builtins(record, enc_hook=_written))


def as_bytes(record: object) -> bytes:
    """A record as JSON, keys in order: what commitments and names are made of."""
    return msgspec.json.encode(plain(record), order="deterministic")


def from_bytes(form: type[T], raw: bytes) -> T:
    """A record from its JSON.

    Raises:
        NotThisForm: no JSON, or a key, value or kind that does not fit, with its path.
    """
    try:
        read: T = _decoder(form).decode(raw)  # type: ignore[arg-type]  # a class can be hashed
        return read
    except (msgspec.ValidationError, msgspec.DecodeError, ValueError, RecursionError) as wrong:
        raise NotThisForm(str(wrong)) from None


@cache
def _decoder(form: Hashable) -> msgspec.json.Decoder[Any]:
    """Made once for each form: of a log of ninety days a quarter of the reading was making it anew."""
    return msgspec.json.Decoder(form, dec_hook=_read)


def from_plain(form: type[T], told: object) -> T:
    """A record from what `plain` gave.

    Raises:
        NotThisForm: as `from_bytes`.
    """
    try:
        return msgspec.convert(told, form, dec_hook=_read)
    except (msgspec.ValidationError, ValueError) as wrong:
        raise NotThisForm(str(wrong)) from None


def _filled(told: Any) -> Any:
    if isinstance(told, dict):
        parts = ((key, _filled(value)) for key, value in told.items())
        return {key: value for key, value in parts if value is not None and value not in ("", [], {})}
    return [_filled(value) for value in told] if isinstance(told, list | tuple) else told


def _written(value: object) -> object:
    if isinstance(value, When):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} has no place in a record")


def _read(form: type, value: Any) -> Any:
    if form is When and isinstance(value, str):
        return When(value)
    if form is When:
        raise TypeError(f"{value!r} is no EDTF date")
    raise NotImplementedError(f"{form.__name__} has no place in a record")
