"""Small logs for tests: entries of one device with a fixed key, a clock that is told, salts that are counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.record.assertion import Assertion
from codedark.record.edtf import instant
from codedark.record.entry import Body, Draft, Entry, EntryKind, device_id
from codedark.record.opening import About, opening
from codedark.record.sealing import Moment, Pen, head_of, sealed

START = datetime(2026, 3, 3, 5, 0, tzinfo=UTC)
INCIDENT = "00112233aabbccdd"
ABOUT = About(
    incident=INCIDENT,
    title="Disruption at Sint-Lucia",
    organisation="Sint-Lucia",
    timezone="Europe/Brussels",
    languages=("nl", "fr", "de", "en"),
    opened_at=START,
)


def key(number: int = 1) -> Ed25519PrivateKey:
    """A private key that is the same in every run."""
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def pen(number: int = 1) -> Pen:
    """A device that writes with that key."""
    private = key(number)
    return Pen(incident=INCIDENT, device=device_id(private.public_key().public_bytes_raw().hex()), sign=private.sign)


def chain(drafts: Iterable[tuple[Draft, datetime]], number: int = 1, opened: bool = True) -> list[Entry]:
    """Entries of one device, each recorded at its moment; the first opens the incident."""
    todo = [(opening(ABOUT, "incident-commander"), START)] if opened else []
    made: list[Entry] = []
    for place, (draft, at) in enumerate([*todo, *drafts]):
        last = head_of(made[-1]) if made else None
        salt = bytes([number]) + place.to_bytes(15, "big")
        made.append(sealed(draft, pen(number), last, Moment(recorded_at=at, clock_ms=1000 * place, salt=salt)))
    return made


def said(field: str, value: Any = None, *, day: int = 0, **more: Any) -> Assertion:
    """An assertion known so many days after START."""
    return Assertion(field=field, value=value, known_at=more.pop("known_at", START + timedelta(days=day)), **more)


def draft(*assertions: Assertion, text: str = "As told.", **more: Any) -> Draft:
    """A draft holding assertions; the body's other parts by name."""
    at = assertions[0].known_at if assertions else START
    return Draft(
        kind=more.pop("kind", EntryKind.OBSERVATION),
        role=more.pop("role", "incident-commander"),
        event_at=more.pop("event_at", instant(at)),
        links=more.pop("links", ()),
        body=Body(text=text, assertions=assertions, **more),
    )


def log(assertions: Sequence[Assertion]) -> list[Entry]:
    """One entry an assertion, recorded a second after each became known."""
    return chain([(draft(one), one.known_at + timedelta(seconds=1)) for one in assertions])
