"""The elements of a FHIR R4 resource, asked for by name and kind: what is not as it should be is a fault with its path.

Resources come from servers of many makes; nothing of them is trusted to have the shape the standard gives it. An
element of the wrong kind is noted once and counts as absent, so that the rest of its resource is still read.
Source: HL7 FHIR R4 (4.0.1), data types; Bundle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

import msgspec

from codedark.hospital.gathered import Gathered

_SHAPE: dict[type, str] = {dict: "an object", list: "a list", str: "a text"}


@dataclass(frozen=True, slots=True)
class Element:
    """One JSON object of a resource, and the way to it (`entry[3].resource.period`)."""

    file: str
    path: str
    value: dict[str, Any]
    faults: Gathered

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def fault(self, name: str, message: str, fix: str) -> None:
        """Note what is wrong with one element; a name of '' is the object itself."""
        told = self.value.get(name)
        said = str(told) if isinstance(told, str | int | float) else None
        self.faults.add(self.file, message, fix, column=self._at(name) if name else self.path or None, value=said)

    def _of(self, name: str, kind: type) -> Any:
        told = self.value.get(name)
        if told is None or isinstance(told, kind):
            return told
        self.fault(name, f"not {_SHAPE[kind]}", "as FHIR R4 has it; it counts as absent")
        return None

    def text(self, name: str) -> str:
        """A text without blanks around it; empty where it is absent."""
        told = self._of(name, str)
        return "" if told is None else str(told).strip()

    def one(self, name: str) -> Element | None:
        """An object within; None where it is absent."""
        told = self._of(name, dict)
        return None if told is None else Element(self.file, self._at(name), told, self.faults)

    def many(self, name: str) -> Iterator[Element]:
        """The objects of a list within, in their order; what is no object among them is noted and passed over."""
        for at, told in enumerate(self._of(name, list) or ()):
            path = self._at(f"{name}[{at}]")
            if isinstance(told, dict):
                yield Element(self.file, path, told, self.faults)
            else:
                self.faults.add(self.file, "not an object", "as FHIR R4 has it; it counts as absent", column=path)

    def moment(self, name: str, zone: tzinfo) -> datetime | None:
        """A dateTime, in UTC; None where it is absent or cannot be read. A date alone is its midnight in `zone`."""
        told = self.text(name)
        if not told:
            return None
        try:
            if len(told) == 10:
                return datetime.combine(date.fromisoformat(told), time(), zone).astimezone(UTC)
            moment = datetime.fromisoformat(told)
            return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fault(name, "not a moment", "write it as 2024-05-17T08:15:00+02:00")
            return None

    def whole(self, name: str) -> int | None:
        """A whole number of at least 1; None where it is absent or none."""
        told = self.value.get(name)
        if told is None:
            return None
        if isinstance(told, int) and not isinstance(told, bool) and 1 <= told <= 100_000:
            return told
        self.fault(name, "not a whole number of at least 1", "digits only, such as 90")
        return None

    def codes(self, name: str) -> Iterator[Element]:
        """The codings of a CodeableConcept within, or of a list of them."""
        told = self.value.get(name)
        concepts = self.many(name) if isinstance(told, list) else filter(None, (self.one(name),))
        for concept in concepts:
            yield from concept.many("coding")


def resources_of(file: str, raw: bytes, faults: Gathered) -> Iterator[tuple[str, Element]]:
    """Each resource of a bundle with its full URL (empty: none told); a resource on its own counts as a bundle of one.

    A file that is no JSON, or no resource, is one fault.
    """
    try:
        told = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        faults.add(file, f"no JSON: {wrong}", "hand over a FHIR R4 bundle as JSON; it may be cut off")
        return
    if not isinstance(told, dict) or not isinstance(told.get("resourceType"), str):
        faults.add(file, "no FHIR resource: no resourceType", "hand over a FHIR R4 bundle as JSON")
        return
    bundle = Element(file, "", told, faults)
    if bundle.text("resourceType") != "Bundle":
        yield "", bundle
        return
    for entry in bundle.many("entry"):
        resource = entry.one("resource")
        if resource is None or not resource.text("resourceType"):
            entry.fault("resource", "no resource stands here", "an entry has a resource with its resourceType")
        else:
            yield entry.text("fullUrl"), resource


def next_page(raw: bytes) -> str:
    """Where the rest of a search result is; empty: it is all, or it is no bundle."""
    try:
        told = msgspec.json.decode(raw, type=_Linked)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    return next((link.url for link in told.link if link.relation == "next"), "")


class _Link(msgspec.Struct):
    relation: str = ""
    url: str = ""


class _Linked(msgspec.Struct):
    link: list[_Link] = []
