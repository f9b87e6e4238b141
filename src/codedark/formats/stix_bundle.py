"""An incident as a STIX 2.1 bundle: incident, victim, indicators, techniques, malware, and a note for all the rest.

STIX has an incident object that is nearly empty, and no place for care. The incident carries the committee's core
extension (kind, determination, state of the inquiry); each account that has no property of its own becomes a note with
its sentence, and with the assertion itself in an extension of ours that the bundle defines. What was read is kept apart
from what is meant: an account that only the attacker claims is a note, never an object of its kind.

Ids are made from the record, times are its own: the same view gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import msgspec

from codedark.formats.export_told import (
    Exported,
    Item,
    NotCarried,
    Telling,
    chosen,
    lost_lines,
    not_carried,
    told_within,
)
from codedark.formats.stix_frame import INCIDENT_TYPES, Frame, Stix, note
from codedark.formats.stix_marks import OURS, attack_marking, extension_definition, maker, stix_id, tlp_marking
from codedark.formats.stix_objects import objects_of

AS_NOTE = "STIX has no property for it: its words are in a note, its figure in an extension of ours"


def stix_bundle(telling: Telling) -> Exported:
    """Write a view as a bundle.

    Returns:
        JSON, and what it could not carry; the same list is in the bundle as its last note.
    Cost: one pass; a view of a thousand accounts in well under a second.
    """
    items, lost = chosen(telling)
    frame = Frame(telling, items)
    made = [_objects(frame, item) for item in items]
    everything = (*lost, *(one for objects in made for one in objects.lost))
    told = [each for objects in made for each in objects.objects]
    if everything:
        told.append(_lost_note(frame, told_within(everything)))
    marked = [{**each, "object_marking_refs": [frame.tlp, *each.get("object_marking_refs", ())]} for each in told]
    victim = {**frame.victim(), "object_marking_refs": [frame.tlp]}
    links = [victim["id"], *(each["id"] for each in marked)]
    incident = {**frame.incident(links), "object_marking_refs": [frame.tlp]}
    fixed = [tlp_marking(telling.tlp), maker(), extension_definition()]
    if any(each["type"] == "attack-pattern" for each in marked):
        fixed.append(attack_marking())
    objects = _once([*fixed, victim, incident, *marked])
    raw = msgspec.json.encode(objects)
    bundle = {"type": "bundle", "id": stix_id("bundle", raw.decode()), "objects": objects}
    return Exported(raw=msgspec.json.format(msgspec.json.encode(bundle), indent=2) + b"\n", could_not_carry=everything)


def _once(objects: Sequence[Stix]) -> list[Stix]:
    return list({each["id"]: each for each in objects}.values())


@dataclass(frozen=True, slots=True)
class _Made:
    """The objects an account became, and what of it they do not hold."""

    objects: list[Stix]
    lost: tuple[NotCarried, ...] = ()


def _objects(frame: Frame, item: Item) -> _Made:
    own = objects_of(frame, item)
    if own:
        return _Made(own)
    carried = item.assertion.field == "attack_type" and item.sound and item.assertion.value in INCIDENT_TYPES
    lost = () if carried else (not_carried(item.assertion, AS_NOTE, as_text=True),)
    return _Made([note(frame, item)], lost)


def _lost_note(frame: Frame, lost: Sequence[NotCarried]) -> Stix:
    lines = lost_lines(lost)
    own = {"extension_type": "property-extension", "not_carried": [asdict(one) for one in lost]}
    return frame.object(
        "note",
        frame.modified,
        "not carried",
        *lines,
        abstract="What this bundle could not carry",
        content="\n".join(lines),
        object_refs=[frame.incident_id],
        extensions={OURS: own},
    )
