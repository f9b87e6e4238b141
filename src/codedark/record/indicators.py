"""Indicators of compromise in a text: addresses, domains, hashes, files, with their places. Proposals, never more.

Found by pattern, thrown out by rules: what is the hospital's own or a supplier's, what is an authority's or a maker's,
and what only looks like an indicator (a version, a section, a telephone number, a date). Whoever confirms one sees the
words it was read from. What is doubtful is left out: an indicator that is none gets a wrong machine blocked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from codedark.hospital.records import Hospital
from codedark.record.assertion import Assertion, Attribution, Document, spanned
from codedark.record.defanging import Refanged, refanged
from codedark.record.indicator_finding import FINDERS, Kind, Own
from codedark.record.indicator_patterns import HEADING, MEANT, OF_INDICATORS

__all__ = [
    "NOBODY",
    "Kind",
    "Own",
    "Seen",
    "Spotted",
    "indicators_told",
    "kind_of",
    "own_of",
    "proposal",
    "proposals",
    "seen_in",
    "spot",
]


class Seen(StrEnum):
    """How an indicator is known; `details["seen"]` of its assertion."""

    OBSERVED = "observed-by-us"
    CLAIMED = "claimed-in-source"
    BLOCKED = "blocked"


NOBODY = Own()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """One indicator in a text."""

    kind: Kind
    value: str
    """Written out and folded: `hxxp://BAD[.]example` is `http://bad.example`; a hash is in lower case."""
    start: int
    """First character in the text as it came."""
    end: int
    raw: str
    """The text's own characters from `start` to `end`."""
    defanged: bool
    """Whether it was written so that nobody clicks it."""
    meant: bool
    """Whether more than its shape says that it is an indicator: it was defanged, it is of a kind that is nothing else
    (a hash, a vulnerability, an onion address), or its line or the heading above says so. The address of a newspaper
    in its own article is not meant so."""


def own_of(hospital: Hospital, domains: Iterable[str] = ()) -> Own:
    """What a hospital need not be warned of: the networks of its zones, and the domains that are told.

    Args:
        domains: its own, of its mail, of its suppliers; a leading `@` or `*.` does no harm.
    """
    networks = tuple(prefix for zone in hospital.zones.values() for prefix in zone.prefixes if prefix.prefixlen)
    return Own(networks=networks, domains=frozenset(d.strip().lower().lstrip("@*.") for d in domains if d.strip()))


def spot(text: str, own: Own = NOBODY) -> tuple[Spotted, ...]:
    """Find indicators in a text, in the order they stand there; no two overlap.

    A domain within a URL or an e-mail address is not offered apart. Private, local and reserved addresses are none.

    Args:
        text: of any language.
        own: what to leave out.
    Returns:
        Every occurrence, the same value several times too.
    Cost: a dozen passes; less than a second for a megabyte.

    >>> [(s.kind.value, s.value, s.raw) for s in spot("C2 at hxxps://bad[.]example/gate.php, version 1.2.3.4")]
    [('url', 'https://bad.example/gate.php', 'hxxps://bad[.]example/gate.php')]
    """
    plain = refanged(text)
    taken: list[Spotted] = []
    covered = bytearray(len(plain.text))
    for kind, finder in FINDERS:
        for value, start, end in finder(plain.text, own, plain.touched):
            if any(covered[start:end]):
                continue
            covered[start:end] = b"\x01" * (end - start)
            if value:
                taken.append(_spotted(text, plain, _exact(kind, value), value, start, end))
    taken.sort(key=lambda spotted: spotted.start)
    said = _Meant(text) if any(not spotted.meant for spotted in taken) else None
    return tuple(replace(s, meant=True) if said is not None and said.at(s.start) else s for s in taken)


def kind_of(value: str) -> Kind | None:
    """What a value alone is; None: nothing we know.

    >>> kind_of("203.0.113.9"), kind_of("weather")
    (<Kind.IPV4: 'ipv4'>, None)
    """
    found = [one for one in spot(value.strip()) if one.raw == value.strip()]
    return found[0].kind if found else None


def indicators_told(assertion: Assertion) -> tuple[tuple[Kind, str], ...]:
    """What an `indicator` assertion names: kinds and values written out, whatever words stand around them.

    A kind that was told (`about`, or `details["kind"]`) is believed where the value does not show it.

    >>> at = datetime.fromisoformat("2026-03-03T00:00Z")
    >>> indicators_told(Assertion(field="indicator", value="C2: bad[.]example", known_at=at))
    ((<Kind.DOMAIN: 'domain'>, 'bad.example'),)
    """
    value = str(assertion.value or "").strip()
    found = tuple((s.kind, s.value) for s in spot(value) if s.kind is not Kind.TECHNIQUE)
    for told in (assertion.about, assertion.details.get("kind", "")):
        if told in list(Kind) and value and Kind(told) not in {kind for kind, _ in found}:
            return ((Kind(told), value),)
    return found


def seen_in(document: Document) -> Seen:
    """How an indicator in a document is known: our own log saw it, anybody else claims it."""
    return Seen.OBSERVED if document.kind == "own-log" else Seen.CLAIMED


def proposals(document: Document, known_at: datetime, own: Own = NOBODY) -> tuple[Assertion, ...]:
    """What a document offers to a person who confirms: each value once, at its first place.

    From our own log everything counts; from a document of others only what is *meant* as an indicator.
    """
    ours = seen_in(document) is Seen.OBSERVED
    first: dict[tuple[Kind, str], Spotted] = {}
    for spotted in spot(document.text, own):
        if ours or spotted.meant:
            first.setdefault((spotted.kind, spotted.value), spotted)
    return tuple(proposal(spotted, document, known_at) for spotted in first.values())


def proposal(spotted: Spotted, document: Document, known_at: datetime, seen: Seen | None = None) -> Assertion:
    """An indicator as an assertion a person may confirm.

    Args:
        document: whose text `spotted` was found in.
        known_at: publication of the document, aware.
        seen: None: by the document's kind.
    """
    tactics = spotted.kind is Kind.TECHNIQUE
    return Assertion(
        field="technique" if tactics else "indicator",
        value=spotted.value,
        about="" if tactics else spotted.kind.value,
        known_at=known_at,
        by=document.publisher,
        attribution=Attribution.REPORTED,
        source=spanned(document, spotted.start, spotted.end),
        wording=spotted.raw,
        rule=f"indicator-{spotted.kind}",
        details={} if tactics else {"seen": (seen or seen_in(document)).value},
    )


_HASHES = {32: Kind.MD5, 40: Kind.SHA1, 64: Kind.SHA256}


def _exact(kind: Kind, value: str) -> Kind:
    """The kind that only the value tells: how long a hash is, which address, whether a domain is hidden."""
    if kind is Kind.SHA256:
        return _HASHES[len(value)]
    return Kind.ONION if kind is Kind.DOMAIN and value.endswith(".onion") else kind


def _spotted(text: str, plain: Refanged, kind: Kind, value: str, start: int, end: int) -> Spotted:
    was_start, was_end = plain.was(start, end)
    defanged = plain.touched(start, end)
    return Spotted(
        kind=kind,
        value=value,
        start=was_start,
        end=was_end,
        raw=text[was_start:was_end],
        defanged=defanged,
        meant=defanged or kind in _NOTHING_ELSE,
    )


_NOTHING_ELSE = frozenset(
    {Kind.MD5, Kind.SHA1, Kind.SHA256, Kind.ONION, Kind.BITCOIN, Kind.CVE, Kind.TECHNIQUE, Kind.FILE}
)


_ADDRESSES = re.compile(r"\S*\w[./@:]\w\S*|\S*://\S*")


class _Meant:
    """Where a text says that what stands there is meant as an indicator."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._headings = [found.start() for found in HEADING.finditer(text)]
        self._lines: dict[int, bool] = {}

    def at(self, place: int) -> bool:
        first = self._text.rfind("\n", 0, place) + 1
        if first not in self._lines:
            last = self._text.find("\n", place)
            line = self._text[first : last if last >= 0 else len(self._text)]
            # An address may hold such a word itself: a newspaper's page on ransomware is no indicator for that.
            words = _ADDRESSES.sub(" ", line)
            self._lines[first] = bool(MEANT.search(words)) or self._under_a_heading(place)
        return self._lines[first]

    def _under_a_heading(self, place: int) -> bool:
        nth = bisect_right(self._headings, place) - 1
        if nth < 0:
            return False
        start = self._headings[nth]
        return bool(OF_INDICATORS.search(self._text[start : self._text.find("\n", start)]))
