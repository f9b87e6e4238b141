"""The objects of a MISP event: incident, victim, what was off, harm to others, taken data, ransom.

An account that has a field of its own is *coded*; one whose words stand in a description is *worded*, and counts as
lost to machines.
"""

from __future__ import annotations

import re

from codedark.formats.export_told import Item
from codedark.formats.misp_filling import Event
from codedark.formats.stix_frame import INCIDENT_TYPES
from codedark.formats.veris import country_of
from codedark.formats.veris_times import when_of
from codedark.record.assertion import Attribution, Qualifier, Status
from codedark.record.edtf import When
from codedark.record.fields import FIELD

_EMERGENCY = frozenset({"ed_status", "ambulance_diversion", "prehospital_unavailable", "patients_diverted"})


def incident_and_victim(event: Event) -> None:
    """Objects of the incident and its victim; the kind of attack where an account of it is sound."""
    kind, ended, name = event.lead("attack_type"), event.lead("ended_at"), event.lead("organisation")
    told = [("name", event.telling.title)]
    told.append(("determination", "successful-attempt" if kind is not None and kind.firm else "suspected"))
    told.append(("investigation_status", "closed" if ended is not None and ended.sound else "open"))
    used = []
    if kind is not None and kind.sound and kind.assertion.value in INCIDENT_TYPES:
        told.append(("incident_type", INCIDENT_TYPES[str(kind.assertion.value)]))
        used.append(kind)
    told.append(
        ("description", f"{event.telling.about.organisation}, as known at {event.telling.view.as_of.isoformat()}")
    )
    event.coded |= {item.assertion.id for item in used}
    event.fill("incident", told, event.said(used))
    victim = [("name", event.telling.about.organisation), ("sectors", "healthcare"), ("classification", "organization")]
    where = event.lead("geography")
    country = country_of(str(where.assertion.value)) if where is not None and where.sound else None
    named = [name] if name is not None and name.assertion.value == event.telling.about.organisation else []
    if country is not None and where is not None:
        victim.append(("regions", country))
        named.append(where)
    event.coded |= {item.assertion.id for item in named}
    event.fill("victim", victim, event.said(named))


def availability(event: Event) -> None:
    """What is off: everything is a denial, a part of it significant."""
    down = [
        i for name in ("servers_shutdown", "systems_unavailable") if (i := event.lead(name)) is not None and i.sound
    ]
    down = [item for item in down if item.assertion.value]
    if not down:
        return
    whole = any(item.assertion.value is True or "all" in _codes(item) for item in down)
    spans, used = _span(event)
    told = [("availability_impact", "Denial" if whole else "Significant"), ("description", event.said(down)), *spans]
    event.worded |= {item.assertion.id for item in down}
    event.coded |= {item.assertion.id for item in used}
    event.fill("availability-impact", told, event.said(used))


def _codes(item: Item) -> tuple[object, ...]:
    return item.assertion.value if isinstance(item.assertion.value, tuple) else ()


def _span(event: Event) -> tuple[list[tuple[str, str]], list[Item]]:
    """Beginning and end, where they are stated as points, with how exact they are: no field there holds a mark."""
    told: list[tuple[str, str]] = []
    used: list[Item] = []
    for end, names in (("start_time", ("onset_at", "discovered_at")), ("end_time", ("ended_at",))):
        leads = (event.lead(name) for name in names)
        found = next((i for i in leads if i is not None and i.sound and when_of(i) is not None), None)
        when = None if found is None else when_of(found)
        at = None if when is None or "/" in when else when.earliest(event.zone)
        if found is not None and when is not None and at is not None:
            told += [(end, at.isoformat()), (f"{end}_fidelity", _fidelity(when))]
            used.append(found)
    return told, used


def _fidelity(when: When) -> str:
    """How exact a moment is, in MISP's words.

    >>> _fidelity(When("2026-03-03T06:10~")), _fidelity(When("2026-03"))
    ('minute', 'month')
    """
    point = when.start.rstrip("~?%")
    if "T" not in point:
        return ("year", "month", "day")[point.count("-")]
    clock = re.split(r"Z|[+-]\d\d:\d\d", point.partition("T")[2])[0]
    return "second" if clock.count(":") == 2 else "minute"


def harm_to_others(event: Event) -> None:
    """Care in the two words MISP has for it, emergency services and public health, told as sentences."""
    clinical = [i for i in event.items if (f := FIELD.get(i.assertion.field)) is not None and f.clinical]
    free = [i for i in clinical if i.assertion.id not in event.worded and i.assertion.status.tells]
    for impact, items in (
        ("emergency-services", [i for i in free if i.assertion.field in _EMERGENCY]),
        ("public-health", [i for i in free if i.assertion.field not in _EMERGENCY]),
    ):
        if items:
            event.fill("external-impact", [("impact_type", impact), ("description", event.said(items))])
            event.worded |= {item.assertion.id for item in items}


def taken_data(event: Event) -> None:
    """What is known of taken data; a count only where it is exact."""
    data, records = event.lead("data_exfiltrated"), event.lead("records_affected")
    loss = None if data is None else _loss(data)
    if data is None or loss is None:
        return
    told, used = [("loss_type", loss)], [data]
    exact = records is not None and records.assertion.qualifier in (None, Qualifier.EXACT)
    if records is not None and exact and records.sound and isinstance(records.assertion.value, int):
        told.append(("record_count", str(records.assertion.value)))
        used.append(records)
    event.coded |= {item.assertion.id for item in used}
    event.fill("confidentiality-impact", [*told, ("description", event.said(used))])


def _loss(data: Item) -> str | None:
    """MISP's word for what is known of taken data; None: it has none."""
    told = data.assertion
    if told.value == "claimed" or told.attribution is Attribution.CLAIMED:
        return "suspected-loss"
    if data.standing.status is Status.NONE_KNOWN or (data.sound and told.value == "no"):
        return "none"
    if told.value != "yes":
        return None
    return "confirmed-loss" if data.firm else "suspected-loss"


def money(event: Event) -> None:
    """A ransom demanded or paid; one that was not is a comment."""
    for name, variety in (("ransom_demanded", "ransom-demand"), ("ransom_paid", "ransom-payment")):
        item = event.lead(name)
        if item is not None and item.sound and item.assertion.value is True:
            event.coded.add(item.assertion.id)
            event.fill("monetary-impact", [("variety", variety), ("description", event.said([item]))])
