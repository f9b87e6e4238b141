"""Where a text shows an indicator of each kind, and which of those are none. `record.indicators` is the way in.

A finder reads the text written out and yields a value with its span. An empty value says: this is such a thing, and no
indicator (the hospital's own page, a version); its span is taken, so that no other finder reads a piece of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address, ip_network
from types import MappingProxyType

from codedark.hospital.records import Address, Prefix
from codedark.record import indicator_patterns as pattern
from codedark.record.coin_addresses import is_bitcoin
from codedark.record.techniques import spot_techniques


class Kind(StrEnum):
    """What an indicator is; the `about` of an `indicator` assertion."""

    URL = "url"
    EMAIL = "email"
    DOMAIN = "domain"
    ONION = "onion"
    IPV4 = "ipv4"
    IPV6 = "ipv6"
    SHA256 = "sha256"
    SHA1 = "sha1"
    MD5 = "md5"
    FILE = "file"
    """A path, or the name of a program."""
    CVE = "cve"
    BITCOIN = "bitcoin"
    TECHNIQUE = "technique"
    """Id of an attack technique; as an assertion it belongs to the field `technique`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What is never an indicator: the hospital's own, its suppliers', its mail."""

    networks: tuple[Prefix, ...] = ()
    domains: frozenset[str] = field(default_factory=frozenset)
    """In lower case; every name below one belongs to it."""


Found = tuple[str, int, int]
"""Value, first and after the last character."""
Touched = Callable[[int, int], bool]
"""Whether a span was defanged."""
Finder = Callable[[str, Own, Touched], Iterator[Found]]


def _urls(text: str, own: Own, _touched: Touched) -> Iterator[Found]:
    for found in pattern.URL.finditer(text):
        url = _trimmed(found[0])
        scheme, _, rest = url.partition("://")
        host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
        value = f"{scheme.lower()}://{rest.replace(host, host.lower(), 1)}"
        yield value if _foreign_host(host.lower(), own) else "", found.start(), found.start() + len(url)


_PAIRS = MappingProxyType({")": "(", "]": "[", "}": "{"})
_TRAILING = ".,;:!?'\"»”’)]}>…*_"


def _trimmed(url: str) -> str:
    """A URL without the sentence's punctuation; a bracket stays where its partner stands before it."""
    while url[-1] in _TRAILING:
        partner = _PAIRS.get(url[-1])
        if partner is not None and url.count(partner) >= url.count(url[-1]):
            break
        url = url[:-1]
    return url


def _foreign_host(host: str, own: Own) -> bool:
    """Whether the host of a URL is somebody else's, in the open."""
    name = host.partition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
    address = _address(name)
    if address is not None:
        return _foreign(address, own)
    return "." in name and not _known(name, own)


def _emails(text: str, own: Own, _touched: Touched) -> Iterator[Found]:
    for found in pattern.EMAIL.finditer(text):
        host = found["host"].lower()
        known = host.rpartition(".")[2] not in _ENDINGS or _known(host, own)
        yield "" if known else f"{found['user']}@{host}", *found.span()


_ENDINGS = pattern.SURE_ENDINGS | pattern.WORD_ENDINGS | pattern.FILE_ENDINGS


def _known(name: str, own: Own) -> bool:
    """Whether a domain is ours, a supplier's, or one that nobody blocks: it, or one it lies below."""
    labels = name.split(".")
    above = {".".join(labels[nth:]) for nth in range(len(labels))}
    return not above.isdisjoint(own.domains) or not above.isdisjoint(pattern.ORDINARY_SITES)


def _domains(text: str, own: Own, touched: Touched) -> Iterator[Found]:
    for found in pattern.DOMAIN.finditer(text):
        name = found[0]
        defanged = touched(*found.span())
        if not ((defanged or _spelled_alike(name)) and _is_domain(text, found, defanged)):
            continue
        yield "" if _known(name.lower(), own) or name.lower() in pattern.NO_DOMAINS else name.lower(), *found.span()


def _spelled_alike(name: str) -> bool:
    """Whether the case is a domain's: `geannuleerd.De` is two sentences without a blank."""
    return name == name.lower() or name == name.upper() or name[1:] == name[1:].lower()


def _is_domain(text: str, found: re.Match[str], defanged: bool) -> bool:
    ending, labels = found["ending"].lower(), found[0].lower().split(".")
    if ending not in _ENDINGS or labels[-2].isdigit():
        return False
    if defanged or labels[0] == "www" or ending in ("onion",):
        return True
    if ending in pattern.FILE_ENDINGS or min(map(len, labels[:-1])) < 2:
        return False
    if ending in pattern.SURE_ENDINGS:
        return True
    telling = len(labels) > 2 or bool(re.search(r"[\d-]", "".join(labels)))
    return telling or bool(pattern.DOMAIN_SAID.search(text[max(0, found.start() - 60) : found.start()]))


def _ipv4(text: str, own: Own, touched: Touched) -> Iterator[Found]:
    for found in pattern.IPV4.finditer(text):
        network = ip_network(found[0], strict=False)
        doubtful = not touched(*found.span()) and _numbered(found[0], _before(text, found.start()))
        foreign = _foreign(ip_address(found[0].partition("/")[0]), own) and network.prefixlen >= _WIDEST
        yield found[0] if foreign and not doubtful else "", *found.span()


def _numbered(value: str, before: str) -> bool:
    """Whether four numbers are a version, a section or a telephone: a word says so, or they are small or end in 0."""
    if pattern.follows(pattern.NUMBERED, before):
        return True
    octets = [int(octet) for octet in value.partition("/")[0].split(".")]
    odd = "/" not in value and (max(octets) <= _SMALL or octets[-1] == 0)
    return odd and not pattern.ADDRESS_SAID.search(before)


_SMALL = 30
"""No version number is much larger in all its parts."""
_WIDEST = 8
"""Bits of the widest network that is taken for an indicator."""


def _ipv6(text: str, own: Own, _touched: Touched) -> Iterator[Found]:
    for found in pattern.IPV6.finditer(text):
        address = _address(found[0].partition("/")[0])
        if address is not None:
            yield str(address) if _foreign(address, own) else "", *found.span()


def _address(text: str) -> Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _foreign(address: Address, own: Own) -> bool:
    """Whether an address is somebody else's on the internet; those kept for documents count as such."""
    if any(address in prefix for prefix in own.networks if prefix.version == address.version):
        return False
    if any(address in prefix for prefix in _NOWHERE if prefix.version == address.version):
        return False
    return not (address.is_loopback or address.is_multicast or address.is_link_local or address.is_unspecified)


_NOWHERE = tuple(
    ip_network(prefix)
    for prefix in ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "240.0.0.0/4")
)
"""Private and reserved: they name no machine to anybody else."""


def _hashes(text: str, _own: Own, _touched: Touched) -> Iterator[Found]:
    for found in pattern.HASH.finditer(text):
        value = found[0].lower()
        mixed = bool(re.search(r"[a-f]", value) and re.search(r"\d", value)) and len(set(value)) > 7
        one_case = found[0] in (value, found[0].upper())
        none = pattern.follows(pattern.UNNAMED, _before(text, found.start()))
        yield value if mixed and one_case and not none else "", *found.span()


def _before(text: str, start: int) -> str:
    return text[max(0, start - 40) : start]


def _files(text: str, _own: Own, _touched: Touched) -> Iterator[Found]:
    for shape in (pattern.WINDOWS_PATH, pattern.UNIX_PATH, pattern.PROGRAM):
        for found in shape.finditer(text):
            value = found[0].rstrip(".-/") if shape is pattern.UNIX_PATH else found[0]
            ordinary = shape is pattern.PROGRAM and value.lower() in pattern.ORDINARY_PROGRAMS
            yield "" if ordinary else value, found.start(), found.start() + len(value)


def _cves(text: str, _own: Own, _touched: Touched) -> Iterator[Found]:
    for found in pattern.CVE.finditer(text):
        yield f"CVE-{found['year']}-{found['number']}", *found.span()


def _coins(text: str, _own: Own, _touched: Touched) -> Iterator[Found]:
    for found in pattern.BITCOIN.finditer(text):
        if is_bitcoin(found[0]):
            yield found[0], *found.span()


def _techniques(text: str, _own: Own, _touched: Touched) -> Iterator[Found]:
    for spotted in spot_techniques(text):
        if spotted.rule == "attack-id":
            yield spotted.id, spotted.start, spotted.end


FINDERS: tuple[tuple[Kind, Finder], ...] = (
    (Kind.URL, _urls),
    (Kind.EMAIL, _emails),
    (Kind.FILE, _files),
    (Kind.SHA256, _hashes),
    (Kind.CVE, _cves),
    (Kind.BITCOIN, _coins),
    (Kind.TECHNIQUE, _techniques),
    (Kind.IPV6, _ipv6),
    (Kind.IPV4, _ipv4),
    (Kind.DOMAIN, _domains),
)
"""Those that may hold a piece of another kind first. `sha256` stands for all hashes here, `domain` for onions too."""
