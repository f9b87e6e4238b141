"""An incident as a VERIS 1.4.1 record: actor, action, asset, attribute; unknown where nobody who can know said so.

Coding rules: never speculate; an action is coded from a confirmed account alone; what the attacker claims goes into the
notes, marked as such; the incident's date is when it began, not when it was told. VERIS has no word for care: what
patients lost is named in the notes, figure by figure, and in the list of what was not carried.

Source: the VERIS 1.4.1 schema and the coding guide of the VERIS community; field names and codes as facts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from codedark.formats.export_told import (
    Exported,
    Item,
    NotCarried,
    Telling,
    chosen,
    lost_lines,
    not_carried,
    said_of,
    told_within,
)
from codedark.formats.veris_times import begun, lasted
from codedark.record.assertion import Attribution, DocumentId, Qualifier, Status
from codedark.record.indicators import indicators_told

SCHEMA = "1.4.1"
HOSPITAL_NAICS = "622110"
"""General medical and surgical hospitals (NAICS 2022)."""
NO_PLACE = "VERIS has no place for it: its words are in the notes"
_UNKNOWN = "Unknown"

_ACTIONS: MappingProxyType[str, dict[str, Any]] = MappingProxyType(
    {
        "ransomware": {"malware": {"variety": ["Ransomware"], "vector": [_UNKNOWN]}},
        "wiper": {"malware": {"variety": ["Destroy data"], "vector": [_UNKNOWN]}},
        "ddos": {"hacking": {"variety": ["DoS"], "vector": [_UNKNOWN]}},
        "intrusion": {"hacking": {"variety": [_UNKNOWN], "vector": [_UNKNOWN]}},
        "phishing": {"social": {"variety": ["Phishing"], "vector": [_UNKNOWN], "target": [_UNKNOWN]}},
    }
)
"""Action of each kind of attack; how it came in is not in the word, so the vector stays unknown."""
_NAMED = (
    ("BE", "belgium|belgië|belgique|belgien"),
    ("NL", "netherlands|the netherlands|nederland|pays-bas|niederlande"),
    ("FR", "france|frankrijk|frankreich"),
    ("DE", "germany|duitsland|allemagne|deutschland"),
    ("LU", "luxembourg|luxemburg"),
    ("GB", "united kingdom|verenigd koninkrijk|royaume-uni|vereinigtes königreich"),
    ("IE", "ireland|ierland|irlande|irland"),
    ("AT", "austria|oostenrijk|autriche|österreich"),
    ("CH", "switzerland|zwitserland|suisse|schweiz"),
    ("ES", "spain|spanje|espagne|spanien"),
    ("IT", "italy|italië|italie|italien"),
    ("US", "united states|verenigde staten|états-unis|vereinigte staaten"),
)
_COUNTRIES = MappingProxyType({name: code for code, names in _NAMED for name in names.split("|")})
"""Codes of countries a `geography` may name alone; any other is Unknown and in the notes."""
_STAFF = (
    (10, "1 to 10"),
    (100, "11 to 100"),
    (1000, "101 to 1000"),
    (10000, "1001 to 10000"),
    (25000, "10001 to 25000"),
)


@dataclass(frozen=True, slots=True)
class _Coded:
    """A part of the record, and the accounts it rests on."""

    part: dict[str, Any]
    rests_on: tuple[Item, ...] = ()


def veris(telling: Telling) -> Exported:
    """Write a view as one VERIS record.

    Returns:
        JSON that the schema takes, and what it could not carry; the same list stands in `notes`.
    """
    items, lost = chosen(telling)
    leads = {item.assertion.field: item for item in items if item.leads and not item.assertion.about}
    coded = [code(telling, items, leads) for code in _CODED]
    record: dict[str, Any] = {"schema_version": SCHEMA, "incident_id": telling.about.incident, "summary": telling.title}
    for one in coded:
        record.update(one.part)
    carried = {item.assertion.id for one in coded for item in one.rests_on}
    everything = (
        *lost,
        *(not_carried(i.assertion, NO_PLACE, as_text=True) for i in items if i.assertion.id not in carried),
    )
    record["notes"] = "\n".join(_notes(telling, items, carried, everything))
    return Exported(raw=msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n", could_not_carry=everything)


def _notes(telling: Telling, items: Sequence[Item], carried: Collection[str], lost: Iterable[NotCarried]) -> list[str]:
    zone = telling.about.timezone
    lines = [f"TLP:{telling.tlp}. As known at {telling.view.as_of:%Y-%m-%dT%H:%M:%S%z}.", "Coded from:"]
    lines += [f"- {said_of(item, zone)}" for item in items if item.assertion.id in carried]
    lines.append("In words alone:")
    lines += [f"- {said_of(item, zone)}" for item in items if item.assertion.id not in carried]
    lines.append("Not carried:")
    return [*lines, *(f"- {line}" for line in lost_lines(told_within(lost)))]


Leads = dict[str, Item]
Code = Callable[[Telling, Sequence[Item], Leads], _Coded]


def _action(_telling: Telling, _items: Sequence[Item], leads: Leads) -> _Coded:
    kind, family = leads.get("attack_type"), leads.get("malware_family")
    if kind is None or not kind.firm or str(kind.assertion.value) not in _ACTIONS:
        return _Coded({"action": {"unknown": {"notes": "no account of the kind of attack is confirmed"}}})
    action = {name: dict(parts) for name, parts in _ACTIONS[str(kind.assertion.value)].items()}
    if family is not None and family.firm and "malware" in action:
        action["malware"]["name"] = str(family.assertion.value)
        return _Coded({"action": action}, (kind, family))
    return _Coded({"action": action}, (kind,))


def _actor(_telling: Telling, _items: Sequence[Item], _leads: Leads) -> _Coded:
    return _Coded({"actor": {"unknown": {"notes": "no account of the actor is confirmed"}}})


def _sureness(_telling: Telling, _items: Sequence[Item], leads: Leads) -> _Coded:
    kind = leads.get("attack_type")
    sure = kind is not None and kind.firm
    return _Coded({"security_incident": "Confirmed" if sure else "Suspected"}, (kind,) if kind and sure else ())


def _assets(_telling: Telling, _items: Sequence[Item], leads: Leads) -> _Coded:
    servers = leads.get("servers_shutdown")
    off = servers is not None and servers.firm and servers.assertion.value is True
    variety = "S - Unknown" if off else _UNKNOWN
    asset = {"assets": [{"variety": variety}], "cloud": [_UNKNOWN]}
    return _Coded({"asset": asset}, (servers,) if servers and off else ())


def _attributes(telling: Telling, _items: Sequence[Item], leads: Leads) -> _Coded:
    attribute: dict[str, Any] = {}
    used: list[Item] = []
    down = [leads[name] for name in ("servers_shutdown", "systems_unavailable") if name in leads and leads[name].firm]
    down = [item for item in down if item.assertion.value]
    if down:
        value, moments = lasted(leads, telling.about.timezone)
        attribute["availability"] = {"variety": ["Interruption"], "duration": value}
        used += [*down, *moments]
    data = leads.get("data_exfiltrated")
    disclosed = None if data is None else _disclosed(data)
    if data is not None and disclosed is not None:
        records = _records(leads)
        confidentiality: dict[str, Any] = {"data_disclosure": disclosed}
        if records is not None:
            confidentiality["data_total"] = records.assertion.value
        attribute["confidentiality"] = confidentiality
        used += [data, *([records] if records else [])]
    return _Coded({"attribute": attribute} if attribute else {}, tuple(used))


def _disclosed(data: Item) -> str | None:
    """VERIS's word for what is known of taken data; None: what is told may not be coded."""
    told = data.assertion
    if told.attribution is Attribution.CLAIMED or told.value == "claimed":
        return "Potentially"
    if told.status is Status.UNKNOWN:
        return _UNKNOWN
    if data.standing.status is Status.DISPUTED or told.attribution is not Attribution.CONFIRMED:
        return None
    if told.status is Status.NONE_KNOWN or told.value == "no":
        return "No"
    return "Yes" if told.status is Status.STATED and told.value == "yes" else None


def _records(leads: Leads) -> Item | None:
    """The count of people whose data are concerned, where it is confirmed and exact."""
    item = leads.get("records_affected")
    exact = item is not None and item.assertion.qualifier in (None, Qualifier.EXACT)
    return item if item is not None and exact and item.firm and isinstance(item.assertion.value, int) else None


def _timeline(telling: Telling, _items: Sequence[Item], leads: Leads) -> _Coded:
    part, used = begun(
        leads, telling.about.opened_at.astimezone(ZoneInfo(telling.about.timezone)), telling.about.timezone
    )
    return _Coded({"timeline": part}, used)


def _discovery(_telling: Telling, _items: Sequence[Item], leads: Leads) -> _Coded:
    how = leads.get("detection")
    known = how is not None and how.sound and bool(how.assertion.value)
    notes = {"discovery_notes": str(how.assertion.value)} if how and known else {}
    return _Coded({"discovery_method": {"unknown": True}, **notes}, (how,) if how and known else ())


def _victim(telling: Telling, _items: Sequence[Item], leads: Leads) -> _Coded:
    staff, where, sites, who = (leads.get(name) for name in ("staff_count", "geography", "sites", "organisation"))
    country = country_of(str(where.assertion.value)) if where and where.sound else None
    counted = staff is not None and staff.sound and isinstance(staff.assertion.value, int)
    number = staff.assertion.value if staff and counted else None
    victim: dict[str, Any] = {
        "victim_id": telling.about.organisation,
        "industry": HOSPITAL_NAICS,
        "employee_count": _staff(number) if isinstance(number, int) else _UNKNOWN,
        "country": [country or _UNKNOWN],
        "government": [_UNKNOWN],
    }
    told = sites.assertion.value if sites and sites.sound else None
    if isinstance(told, tuple):
        victim["locations_affected"] = len(told)
    named = who is not None and who.assertion.value == telling.about.organisation
    used = ((staff, counted), (where, country), (sites, isinstance(told, tuple)), (who, named))
    return _Coded({"victim": victim}, tuple(item for item, coded in used if item is not None and coded))


def country_of(told: str) -> str | None:
    """The ISO 3166 code of a country named alone; None: none we know.

    >>> country_of("België"), country_of("Europe")
    ('BE', None)
    """
    return _COUNTRIES.get(told.strip().lower())


def _staff(count: int) -> str:
    for most, word in (*_STAFF, (50000, "25001 to 50000"), (100000, "50001 to 100000")):
        if count <= most:
            return word
    return "Over 100000"


def _indicators(telling: Telling, items: Sequence[Item], _leads: Leads) -> _Coded:
    used = tuple(i for i in items if i.assertion.field == "indicator" and i.sound and i.assertion.value)
    zone = telling.about.timezone
    told = [
        {"indicator": value, "comment": said_of(item, zone)}
        for item in used
        for value in [value for _, value in indicators_told(item.assertion)] or [str(item.assertion.value)]
    ]
    return _Coded({"ioc": told} if told else {}, used)


def _references(telling: Telling, items: Sequence[Item], _leads: Leads) -> _Coded:
    read = dict.fromkeys(DocumentId(i.assertion.source.document) for i in items if i.assertion.source is not None)
    documents = [telling.view.documents[d] for d in read if d in telling.view.documents]
    addresses = [document.url for document in documents if document.url]
    return _Coded({"reference": "; ".join(addresses)} if addresses else {})


_CODED: tuple[Code, ...] = (
    _sureness,
    _actor,
    _action,
    _assets,
    _attributes,
    _timeline,
    _discovery,
    _victim,
    _indicators,
    _references,
)
