"""An incident as a MISP event: objects for incident, victim and impacts, attributes for indicators, comments beside.

MISP is made to share indicators; of care it knows two kinds of harm to others, emergency services and public health, in
words alone. The event is not published and shared with nobody but its owner until a person decides otherwise; only what
we observed or blocked ourselves is marked for detection.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from zoneinfo import ZoneInfo

import msgspec

from codedark.formats.export_told import (
    Exported,
    NotCarried,
    Telling,
    chosen,
    lost_lines,
    not_carried,
    said_of,
    told_within,
)
from codedark.formats.misp_filling import Event
from codedark.formats.misp_impacts import availability, harm_to_others, incident_and_victim, money, taken_data
from codedark.formats.misp_objects import Misp, attribute, epoch, misp_uuid
from codedark.formats.veris_times import when_of
from codedark.record.indicators import Kind, Seen, indicators_told
from codedark.record.techniques import spot_techniques

AS_WORDS = "MISP has no field for it: its words are in an impact's description or a comment"
_TYPES = MappingProxyType(
    {
        Kind.IPV4: ("ip-dst", "Network activity"),
        Kind.IPV6: ("ip-dst", "Network activity"),
        Kind.DOMAIN: ("domain", "Network activity"),
        Kind.ONION: ("domain", "Network activity"),
        Kind.URL: ("url", "Network activity"),
        Kind.EMAIL: ("email", "Payload delivery"),
        Kind.MD5: ("md5", "Payload delivery"),
        Kind.SHA1: ("sha1", "Payload delivery"),
        Kind.SHA256: ("sha256", "Payload delivery"),
        Kind.FILE: ("filename", "Payload delivery"),
        Kind.CVE: ("vulnerability", "External analysis"),
        Kind.BITCOIN: ("btc", "Financial fraud"),
    }
)
"""Type and category of each kind of indicator."""
_FOR_DETECTION = frozenset({Seen.OBSERVED, Seen.BLOCKED})
_NO_DETECTION = frozenset({"vulnerability", "btc"})


def misp_event(telling: Telling) -> Exported:
    """Write a view as one MISP event.

    Returns:
        JSON for "import from MISP JSON", and what it could not carry; the same list is its last comment.
    """
    items, lost = chosen(telling)
    event = Event(telling, items, tags=[f"tlp:{telling.tlp.lower()}"])
    for part in _PARTS:
        part(event)
    everything = (*lost, *_worded(event))
    if everything:
        event.comment("\n".join(["What this event could not carry:", *lost_lines(told_within(everything))]))
    raw = msgspec.json.format(msgspec.json.encode({"Event": _whole(event)}), indent=2) + b"\n"
    return Exported(raw=raw, could_not_carry=everything)


def _whole(event: Event) -> Misp:
    about = event.telling.about
    ended = event.lead("ended_at")
    moments = [about.opened_at, *(item.assertion.known_at for item in event.items)]
    return {
        "uuid": misp_uuid(event.own),
        "info": event.telling.title,
        "date": _date(event),
        "threat_level_id": "4",
        "analysis": "2" if ended is not None and ended.sound else "1",
        "distribution": "0",
        "published": False,
        "timestamp": epoch(max(moments)),
        "Tag": [{"name": name} for name in dict.fromkeys(event.tags)],
        "Attribute": event.attributes,
        "Object": event.objects,
    }


def _date(event: Event) -> str:
    """The day it began or was found where that is stated to the day, else the day its record was opened."""
    for name in ("onset_at", "discovered_at"):
        item = event.lead(name)
        when = when_of(item) if item is not None and item.sound else None
        if when is not None and not when.open_start and len(when.start.rstrip("~?%")) >= len("2026-03-03"):
            return when.start[:10]
    return event.telling.about.opened_at.astimezone(ZoneInfo(event.zone)).date().isoformat()


def _worded(event: Event) -> list[NotCarried]:
    """A comment for every account that has no place yet; each of them, and those in descriptions, are words alone."""
    for item in event.items:
        if item.assertion.id not in event.coded | event.worded:
            event.comment(said_of(item, event.zone))
    return [not_carried(i.assertion, AS_WORDS, as_text=True) for i in event.items if i.assertion.id not in event.coded]


def _indicators(event: Event) -> None:
    for item in event.items:
        assertion = item.assertion
        if assertion.field != "indicator" or not item.sound:
            continue
        for kind, value in indicators_told(assertion):
            if kind not in _TYPES:
                continue
            misp_type, category = _TYPES[kind]
            watched = assertion.details.get("seen") in _FOR_DETECTION and misp_type not in _NO_DETECTION
            told = said_of(item, event.zone)
            made = attribute(event.own, assertion.known_at, misp_type, category, value, comment=told, to_ids=watched)
            event.attributes.append(made)
            event.coded.add(assertion.id)


def _method(event: Event) -> None:
    """Techniques as tags of the event, the family as an attribute, both only where an account is sound."""
    for item in event.items:
        if not item.sound or item.assertion.field not in ("technique", "malware_family"):
            continue
        if item.assertion.field == "malware_family":
            told = said_of(item, event.zone)
            at, value = item.assertion.known_at, str(item.assertion.value)
            event.attributes.append(attribute(event.own, at, "malware-type", "Payload delivery", value, comment=told))
            event.coded.add(item.assertion.id)
            continue
        spotted = [one for one in spot_techniques(f"technique {item.assertion.value}") if one.technique is not None]
        for one in spotted:
            name = one.technique.name if one.technique is not None else ""
            event.tags.append(f'misp-galaxy:mitre-attack-pattern="{name} - {one.id}"')


_PARTS: tuple[Callable[[Event], None], ...] = (
    incident_and_victim,
    availability,
    harm_to_others,
    taken_data,
    money,
    _indicators,
    _method,
)
