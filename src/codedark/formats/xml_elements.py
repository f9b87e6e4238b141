"""XML written with the standard library: elements by namespace, and text that XML 1.0 can hold.

Only writing: what others send is read with `defusedxml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

_CANNOT_BE_HELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def held(text: str) -> str:
    r"""The text without what XML 1.0 cannot hold (control characters, half surrogates).

    >>> held("a\x00b\x1fc")
    'abc'
    """
    return _CANNOT_BE_HELD.sub("", text)


def root_of(namespace: str, name: str) -> Element:
    """The first element of a document."""
    return Element(f"{{{namespace}}}{name}")


def add(parent: Element, namespace: str, name: str, text: str | None = None) -> Element:
    """One more child at the end; None: no text."""
    child = SubElement(parent, f"{{{namespace}}}{name}")
    if text is not None:
        child.text = held(text)
    return child


def written(root: Element, prefixes: Mapping[str, str]) -> bytes:
    """A document in UTF-8 with its declaration, indented, the same for the same element.

    Args:
        prefixes: prefix -> namespace, as people expect to see them.
    """
    for prefix, namespace in prefixes.items():
        register_namespace(prefix, namespace)
    indent(root)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def xml_moment(at: datetime) -> str:
    """A moment as xs:dateTime, in UTC, to the second.

    >>> xml_moment(datetime(2024, 5, 17, 12, tzinfo=UTC))
    '2024-05-17T12:00:00+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="seconds")


def as_name(text: str) -> str:
    """An XML name (NCName) for an id of ours: told apart by what XML cannot hold as well.

    >>> as_name("ward 3"), as_name("ward-3")
    ('ward_20_3', 'ward-3')
    """
    return "".join(c if c.isascii() and (c.isalnum() or c in "-.") else f"_{ord(c):x}_" for c in text)
