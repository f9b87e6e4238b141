"""Accounts that STIX has an object for: indicators, vulnerabilities, techniques, malware, the victim's name.

An account becomes such an object only where it is sound: stated, not contradicted, not only the attacker's word.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import MappingProxyType

from codedark.formats.export_told import Item, said_of
from codedark.formats.stix_frame import Frame, Stix, confidence, lead, note, references
from codedark.formats.stix_marks import ATTACK_STATEMENT, stix_time
from codedark.formats.stix_patterns import stix_pattern
from codedark.record.indicators import Kind, Seen, indicators_told
from codedark.record.techniques import TechniqueSpotted, spot_techniques


def objects_of(frame: Frame, item: Item) -> list[Stix]:
    """The objects a sound account becomes; none: STIX has no object for it, or it is not sound."""
    maker_of = _OWN_OBJECT.get(item.assertion.field)
    return maker_of(frame, item) if maker_of is not None and item.sound else []


def _link(frame: Frame, source: str, kind: str, target: str, at: datetime) -> Stix:
    parts = (source, kind, target)
    return frame.object("relationship", at, *parts, relationship_type=kind, source_ref=source, target_ref=target)


def _organisation(frame: Frame, item: Item) -> list[Stix]:
    """The victim's name is the record's own; another name told for it is a note."""
    if item.assertion.value != frame.telling.about.organisation:
        return []
    link = _link(frame, frame.incident_id, "impacts", frame.victim_id, item.assertion.known_at)
    return [{**link, "external_references": references(item.assertion)}]


def _indicators(frame: Frame, item: Item) -> list[Stix]:
    told = indicators_told(item.assertion)
    return [each for kind, value in told for each in _indicator(frame, item, kind, value)]


def _indicator(frame: Frame, item: Item, kind: Kind, value: str) -> list[Stix]:
    if kind is Kind.CVE:
        return _vulnerability(frame, item, value)
    pattern, assertion = stix_pattern(kind, value), item.assertion
    if pattern is None:
        return []
    seen = assertion.details.get("seen", Seen.CLAIMED)
    since = None if assertion.valid is None else assertion.valid.earliest(frame.zone)
    made = frame.object(
        "indicator",
        assertion.known_at,
        assertion.id,
        value,
        name=value,
        description=said_of(item, frame.zone),
        indicator_types=["unknown" if seen == Seen.CLAIMED else "malicious-activity"],
        pattern=pattern,
        pattern_type="stix",
        valid_from=stix_time(since or assertion.known_at),
        labels=[seen],
        confidence=confidence(item),
        external_references=references(assertion),
    )
    return [made, _link(frame, made["id"], "related-to", frame.incident_id, assertion.known_at)]


def _vulnerability(frame: Frame, item: Item, name: str) -> list[Stix]:
    assertion = item.assertion
    made = frame.object(
        "vulnerability",
        assertion.known_at,
        name,
        name=name,
        description=said_of(item, frame.zone),
        external_references=[{"source_name": "cve", "external_id": name}, *references(assertion)],
    )
    return [made, _link(frame, made["id"], "related-to", frame.incident_id, assertion.known_at)]


def _techniques(frame: Frame, item: Item) -> list[Stix]:
    spotted = spot_techniques(f"technique {item.assertion.value}")
    patterns = [_attack_pattern(frame, item, one) for one in spotted]
    links = [_link(frame, p["id"], "related-to", frame.incident_id, item.assertion.known_at) for p in patterns]
    said = [] if not patterns or str(item.assertion.value).strip() == spotted[0].raw else [note(frame, item)]
    return [*patterns, *links, *said]


def _attack_pattern(frame: Frame, item: Item, spotted: TechniqueSpotted) -> Stix:
    known, assertion = spotted.technique, item.assertion
    theirs = {"source_name": "mitre-attack", "external_id": spotted.id}
    tactics = (assertion.about,) if assertion.about else known.tactics if known else ()
    made = frame.object(
        "attack-pattern",
        assertion.known_at,
        spotted.id,
        assertion.id,
        name=known.name if known else spotted.id,
        confidence=confidence(item),
        external_references=[{**theirs, "url": known.url} if known else theirs, *references(assertion)],
        object_marking_refs=[ATTACK_STATEMENT],
    )
    phases = [{"kill_chain_name": "mitre-attack", "phase_name": tactic} for tactic in tactics]
    return {**made, "kill_chain_phases": phases} if phases else made


def _malware(frame: Frame, item: Item) -> list[Stix]:
    assertion = item.assertion
    kind = lead(frame.items, "attack_type")
    ransom = kind is not None and kind.sound and kind.assertion.value == "ransomware"
    made = frame.object(
        "malware",
        assertion.known_at,
        assertion.id,
        name=str(assertion.value),
        is_family=True,
        description=said_of(item, frame.zone),
        confidence=confidence(item),
        external_references=references(assertion),
    )
    own = {**made, "malware_types": ["ransomware"]} if ransom else made
    return [own, _link(frame, made["id"], "related-to", frame.incident_id, assertion.known_at)]


_OWN_OBJECT: MappingProxyType[str, Callable[[Frame, Item], list[Stix]]] = MappingProxyType(
    {
        "organisation": _organisation,
        "indicator": _indicators,
        "technique": _techniques,
        "malware_family": _malware,
    }
)
"""Fields that have an object of their own, where the account is sound."""
