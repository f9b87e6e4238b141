"""Indicators as STIX patterns, and what STIX 2.1 has no observable for.

Source: STIX 2.1, section 9 (patterning) and section 6 (observables), OASIS standard of 10 June 2021.
"""

from __future__ import annotations

from types import MappingProxyType

from codedark.record.indicators import Kind

_PATHS = MappingProxyType(
    {
        Kind.IPV4: "ipv4-addr:value",
        Kind.IPV6: "ipv6-addr:value",
        Kind.DOMAIN: "domain-name:value",
        Kind.ONION: "domain-name:value",
        Kind.URL: "url:value",
        Kind.EMAIL: "email-addr:value",
        Kind.MD5: "file:hashes.MD5",
        Kind.SHA1: "file:hashes.'SHA-1'",
        Kind.SHA256: "file:hashes.'SHA-256'",
    }
)


def stix_pattern(kind: Kind, value: str) -> str | None:
    r"""The pattern that finds an indicator; None: STIX 2.1 has no observable for it (a Bitcoin address, a technique).

    >>> stix_pattern(Kind.IPV4, "203.0.113.9"), stix_pattern(Kind.BITCOIN, "1A1z")
    ("[ipv4-addr:value = '203.0.113.9']", None)
    >>> stix_pattern(Kind.FILE, r"C:\Temp\x.exe")
    "[file:name = 'x.exe' AND file:parent_directory_ref.path = 'C:\\\\Temp']"
    """
    if kind is Kind.FILE:
        return _file(value)
    path = _PATHS.get(kind)
    return None if path is None else f"[{path} = {_literal(value)}]"


def _file(value: str) -> str:
    slash = "\\" if "\\" in value else "/"
    folder, found, name = value.rpartition(slash)
    if not found:
        return f"[file:name = {_literal(name)}]"
    return f"[file:name = {_literal(name)} AND file:parent_directory_ref.path = {_literal(folder or slash)}]"


def _literal(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
