"""What every object of a STIX bundle shares: ids, times, the victim, the incident, and the note that tells in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from codedark.formats.export_told import Item, Telling, label_of, said_of
from codedark.formats.stix_marks import INCIDENT_CORE, OURS, stix_id, stix_time, tlp_marking
from codedark.record.assertion import Assertion, Attribution, Status
from codedark.record.plain import plain

Stix = dict[str, Any]
"""One STIX object."""

INCIDENT_TYPES = MappingProxyType(
    {
        "ransomware": "ransomware",
        "ddos": "denial-of-service",
        "phishing": "dissemination-phishing-emails",
        "wiper": "destruction",
        "intrusion": "compromised-system",
    }
)
"""Kinds of attack in the vocabulary of the incident core extension."""
CONFIDENCE = MappingProxyType({Attribution.CONFIRMED: 85, Attribution.REPORTED: 50, Attribution.CLAIMED: 15})
"""STIX's scale of high, medium and low (STIX 2.1, appendix A)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A bundle's telling, and what is chosen of it."""

    telling: Telling
    items: tuple[Item, ...]

    @property
    def tlp(self) -> str:
        """Id of the marking every object carries."""
        return str(tlp_marking(self.telling.tlp)["id"])

    def id(self, kind: str, *parts: str) -> str:
        """An id within this incident."""
        return stix_id(kind, self.telling.about.incident, *parts)

    @property
    def incident_id(self) -> str:
        """Id of the incident."""
        return self.id("incident")

    @property
    def victim_id(self) -> str:
        """Id of the hospital, who also made the objects."""
        return self.id("identity", "victim")

    @property
    def zone(self) -> str:
        """Name of the time zone of local times."""
        return self.telling.about.timezone

    @property
    def modified(self) -> datetime:
        """When the last of what is told became known, or the record was opened."""
        return max([self.telling.about.opened_at, *(item.assertion.known_at for item in self.items)])

    def object(self, kind: str, at: datetime, *parts: str, **more: Any) -> Stix:
        """An object of this incident that was made at a moment and not changed since."""
        times = {"created": stix_time(at), "modified": stix_time(at)}
        own = {"type": kind, "spec_version": "2.1", "id": self.id(kind, *parts), "created_by_ref": self.victim_id}
        return {**own, **times, **more}

    def victim(self) -> Stix:
        """The hospital."""
        made = self.object("identity", self.telling.about.opened_at, "victim", name=self.telling.about.organisation)
        del made["created_by_ref"]
        return {**made, "identity_class": "organization", "sectors": ["healthcare"]}

    def incident(self, links: Sequence[str]) -> Stix:
        """The incident, naming every other object; suspected until its kind is confirmed."""
        about = self.telling.about
        kind = lead(self.items, "attack_type")
        ended = lead(self.items, "ended_at")
        core: Stix = {
            "extension_type": "property-extension",
            "determination": "successful-attempt" if kind is not None and kind.firm else "suspected",
            "investigation_status": "closed" if ended is not None and ended.sound else "open",
            "other_object_refs": list(links),
        }
        if kind is not None and kind.sound and kind.assertion.value in INCIDENT_TYPES:
            core["incident_types"] = [INCIDENT_TYPES[str(kind.assertion.value)]]
        made = self.object("incident", about.opened_at, name=self.telling.title)
        told = f"{about.organisation}, as known at {stix_time(self.telling.view.as_of)}."
        later = {"modified": stix_time(self.modified), "description": told}
        return {**made, **later, "extensions": {INCIDENT_CORE: core}}


def lead(items: Sequence[Item], field: str) -> Item | None:
    """The leading account of a field; None: none may leave."""
    return next((item for item in items if item.leads and item.assertion.field == field), None)


def references(assertion: Assertion) -> list[Stix]:
    """Where an object comes from: the assertion's id."""
    return [{"source_name": "codedark", "external_id": assertion.id}]


def note(frame: Frame, item: Item) -> Stix:
    """An account in words, with the assertion in our extension."""
    own = {
        "extension_type": "property-extension",
        "standing": str(item.account.relation),
        "assertion": {"id": item.assertion.id, **plain(item.assertion)},
    }
    return frame.object(
        "note",
        item.assertion.known_at,
        item.assertion.id,
        abstract=label_of(item.assertion),
        content=said_of(item, frame.zone),
        object_refs=[frame.incident_id],
        confidence=confidence(item),
        external_references=references(item.assertion),
        extensions={OURS: own},
    )


def confidence(item: Item) -> int:
    """How sure, 0 to 100, by the voice; what is inferred, guessed or contradicted is at most medium."""
    told = CONFIDENCE[item.assertion.attribution]
    return told if item.standing.status in (Status.STATED, Status.NONE_KNOWN) else min(told, 50)
