"""Sentences for the lines of a day of transfers, without anybody's name and without a word that somebody typed."""

from __future__ import annotations

from types import MappingProxyType

from codedark.divert.day_effects import Entry, EntryKind

LOST = " is lost"
WORKS_AGAIN = " works again"
"""How the board ends what it says of a service."""

_OWN_WORDS = frozenset({"service-lost", "service-back", "road", "beds"})
"""Events whose sentence on the board is made of ids and numbers alone."""

_SAID = MappingProxyType(
    {
        "offered": "A place for a patient was asked for{at}",
        "provisionally-accepted": "A place for a patient was provisionally agreed{at}",
        "accepted": "A place for a patient was agreed{at}",
        "refused": "A patient was refused{at}",
        "withdrawn": "A place for a patient was given back{at}",
        "ask-again": "A place may be asked again{at}",
        "typed-in": "A place outside the list was entered{at}",
        "crew-assigned": "A crew of ours was assigned to a patient{to}",
        "crew-granted": "A crew was lent for a patient{to}",
        "crew-denied": "No crew was lent for a patient{to}",
        "crew-failed": "A crew cannot go on",
        "crew-late": "A crew is late",
        "crew-back": "A crew is free again",
        "departed": "A patient left{to}",
        "delayed": "A patient on the road is late{to}",
        "turned-back": "A patient on the road turned back",
        "returned": "A patient is back with us",
        "diverted": "A patient on the road goes on elsewhere{to}",
        "arrived": "A patient arrived{at}",
        "arrived-refused": "A patient was not taken over{at}",
        "handed-over": "A patient was taken over{at}",
        "marked": "What goes along with a patient was sent or told",
        "cancelled": "A transfer was cancelled: the patient stays",
        "plan-again": "A patient is planned for again",
        "patient-changed": "What a patient needs was entered anew",
        "can-go-home": "Whether a patient can go home was entered anew",
        "went-home": "A patient went home",
        "died": "A patient died",
        "new-patient": "A patient came onto the list",
        "expired": "An offer ran out unanswered{at}",
        "proposed": "The plan has a place for a patient{at}",
        "dropped": "The plan no longer has that place for a patient{at}",
        "unplaced": "The plan has no place for a patient: the clinician decides",
    }
)


def sentence(entry: Entry, place: str) -> str:
    """What a line says in a record.

    Args:
        place: name of the place it is about; empty: of none.

    >>> sentence(Entry(at_min=9, known_min=9, kind=EntryKind.SAID, event="arrived", who="", what="p-7: at B"), "B")
    'A patient arrived at B.'
    """
    at, to = (f" {word} {place}" if place else "" for word in ("at", "to"))
    if entry.kind is EntryKind.NOT_TAKEN:
        return f"Entered and not taken, for it does not fit: {entry.event}."
    if entry.event == "ambulance-diverted":
        ambulances = "An ambulance was" if entry.count == 1 else f"{entry.count} ambulances were"
        return f"{ambulances} sent on{to}."
    if entry.event in _OWN_WORDS:
        return f"{entry.what[:1].upper()}{entry.what[1:]}."
    words = _SAID.get(entry.event)
    return f"{words.format(at=at, to=to)}." if words else f"{entry.event.replace('-', ' ').capitalize()}{at}."
