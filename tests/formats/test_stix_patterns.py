"""Patterns, and what must be escaped in them."""

from __future__ import annotations

import re
import warnings

import pytest

from codedark.formats.stix_patterns import stix_pattern
from codedark.record.indicators import Kind


@pytest.mark.parametrize(
    ("kind", "value", "pattern"),
    [
        (Kind.IPV4, "203.0.113.0/24", "[ipv4-addr:value = '203.0.113.0/24']"),
        (Kind.IPV6, "2001:db8::1", "[ipv6-addr:value = '2001:db8::1']"),
        (Kind.URL, "http://x/it's", "[url:value = 'http://x/it\\'s']"),
        (Kind.SHA1, "aa", "[file:hashes.'SHA-1' = 'aa']"),
        (Kind.FILE, "/opt/x.sh", "[file:name = 'x.sh' AND file:parent_directory_ref.path = '/opt']"),
        (Kind.FILE, "/x.sh", "[file:name = 'x.sh' AND file:parent_directory_ref.path = '/']"),
        (Kind.FILE, "x.exe", "[file:name = 'x.exe']"),
    ],
)
def test_each_kind_has_its_path(kind: Kind, value: str, pattern: str) -> None:
    assert stix_pattern(kind, value) == pattern


@pytest.mark.parametrize("kind", [Kind.BITCOIN, Kind.TECHNIQUE, Kind.CVE])
def test_what_has_no_observable_has_no_pattern(kind: Kind) -> None:
    assert stix_pattern(kind, "x") is None


@pytest.mark.parametrize("value", ["a\\b'c", "' OR 1=1", "\\", "'", "é\n"])
def test_a_value_never_ends_its_own_quotes(value: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from stix2.pattern_visitor import create_pattern_object

        read = create_pattern_object(stix_pattern(Kind.URL, value), version="2.1").operand.rhs.value
    assert re.sub(r"\\(.)", r"\1", read, flags=re.DOTALL) == value
