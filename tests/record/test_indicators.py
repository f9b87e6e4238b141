"""Indicators in a text: what is offered, what never is, and that every span points at its own characters."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from ipaddress import ip_network
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.record.assertion import Document, document_id
from codedark.record.edtf import When
from codedark.record.indicators import (
    Kind,
    Own,
    Seen,
    indicators_told,
    kind_of,
    own_of,
    proposal,
    proposals,
    seen_in,
    spot,
)
from tests.making import make_hospital
from tests.record.indicator_lines import HITS, TRAPS
from tests.record.making import said

OWN = Own(networks=(ip_network("203.0.113.64/27"),), domains=frozenset({"sint-lucia.example", "pacs-huis.example"}))


def test_there_are_sixty_traps() -> None:
    assert len(TRAPS) >= 60
    assert len(set(TRAPS)) == len(TRAPS)


@pytest.mark.parametrize("line", TRAPS)
def test_a_trap_offers_nothing(line: str) -> None:
    assert [(s.kind, s.value) for s in spot(line, OWN)] == []


@pytest.mark.parametrize(("line", "expected"), HITS, ids=[line[:40] for line, _ in HITS])
def test_what_is_there_is_found_in_order(line: str, expected: tuple[tuple[Kind, str], ...]) -> None:
    assert tuple((s.kind, s.value) for s in spot(line, OWN)) == expected


@pytest.mark.parametrize("line", [line for line, _ in HITS])
def test_a_span_points_at_its_own_characters(line: str) -> None:
    for before in ("", "Voorheen é€: ", "hxxps://other[.]example/ "):
        for spotted in spot(before + line):
            assert (before + line)[spotted.start : spotted.end] == spotted.raw
            assert spotted.raw.strip() == spotted.raw or spotted.defanged


def test_what_was_defanged_says_so() -> None:
    plain, odd = spot("evil-x.top bad[.]example")
    assert (plain.defanged, odd.defanged) == (False, True)


def test_our_own_is_left_out_and_the_neighbour_is_not() -> None:
    text = "203.0.113.70 203.0.113.10 a.sint-lucia.example notsint-lucia.example"
    assert [s.value for s in spot(text, OWN)] == ["203.0.113.10", "notsint-lucia.example"]


def test_own_networks_come_from_the_zones() -> None:
    hospital = make_hospital(zones="zone,kind,prefixes\noffice,office,203.0.113.0/24\n")
    own = own_of(hospital, ["@Sint-Lucia.example", " *.pacs.example "])
    assert own.domains == {"sint-lucia.example", "pacs.example"}
    assert [s.value for s in spot("203.0.113.5 198.51.100.5 x@mail.pacs.example", own)] == ["198.51.100.5"]


def test_a_domain_inside_a_url_is_not_offered_apart() -> None:
    assert [s.kind for s in spot("https://bad.example/x evil@bad.example")] == [Kind.URL, Kind.EMAIL]


def test_the_kind_of_a_value_alone() -> None:
    values = ("http://bad.example/", "bad-x.top", "198.51.100.1", "locker.exe", "CVE-2024-1709", "nothing of the sort")
    assert [kind_of(v) for v in values] == [Kind.URL, Kind.DOMAIN, Kind.IPV4, Kind.FILE, Kind.CVE, None]


def test_an_assertion_names_its_indicators_whatever_stands_around_them() -> None:
    def told(value: str | None, **more: Any) -> list[tuple[Kind, str]]:
        return list(indicators_told(said("indicator", value, **more)))

    assert told("bad[.]example", about="domain") == [(Kind.DOMAIN, "bad.example")]
    assert told("x", details={"kind": "file"}) == [(Kind.FILE, "x")]
    assert told("198.51.100.1 and hxxp://bad.example/ (C2)") == [
        (Kind.IPV4, "198.51.100.1"),
        (Kind.URL, "http://bad.example/"),
    ]
    assert told("10.1.2.3", about="ipv4") == [(Kind.IPV4, "10.1.2.3")]
    assert told("a screwdriver") == []
    assert told(None, about="ipv4") == []


def _document(kind: str, text: str) -> Document:
    return Document(
        id=document_id(text.encode()),
        kind=kind,
        title="A warning",
        publisher="A newspaper",
        published=When("2026-03-03"),
        retrieved_at=datetime(2026, 3, 3, tzinfo=UTC),
        lang="en",
        text=text,
        sha256="0" * 64,
    )


def test_an_address_of_a_newspaper_is_not_meant_as_an_indicator() -> None:
    text = "Read https://news.example/ransomware or daily-news.be.\nThe C2 server was evil-x.top.\n"
    assert [(s.value, s.meant) for s in spot(text)] == [
        ("https://news.example/ransomware", False),
        ("daily-news.be", False),
        ("evil-x.top", True),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "## Indicators of Compromise",
        "IoC's:",
        "**Indicatoren**",
        "Indicateurs de compromission :",
        "# Indikatoren",
        "- **IP Addresses:**",
        "### <b>IOCs</b>",
        "C2 domains:",
    ],
)
def test_what_stands_under_a_heading_of_indicators_is_meant(heading: str) -> None:
    text = f"{heading}\n- evil-x.top\n- 198.51.100.7\n\n## Response\n- daily-news.be\n"
    assert [(s.value, s.meant) for s in spot(text)] == [
        ("evil-x.top", True),
        ("198.51.100.7", True),
        ("daily-news.be", False),
    ]


def test_a_document_of_others_offers_what_it_means_and_our_own_log_all_each_once() -> None:
    text = "See daily-news.be. Traffic to bad[.]example and bad[.]example; CVE-2024-1709."
    at = datetime(2026, 3, 3, tzinfo=UTC)
    assert [a.value for a in proposals(_document("press", text), at)] == ["bad.example", "CVE-2024-1709"]
    assert len(proposals(_document("own-log", text), at)) == 3


@pytest.mark.parametrize(("kind", "seen"), [("own-log", Seen.OBSERVED), ("press", Seen.CLAIMED)])
def test_a_proposal_keeps_the_words_the_place_and_how_it_is_known(kind: str, seen: Seen) -> None:
    document = _document(kind, "Traffic to 198[.]51[.]100[.]7 today")
    (spotted,) = spot(document.text)
    made = proposal(spotted, document, datetime(2026, 3, 3, tzinfo=UTC))
    assert seen_in(document) is seen
    assert (made.field, made.value, made.about, made.details["seen"]) == ("indicator", "198.51.100.7", "ipv4", seen)
    assert made.source is not None
    assert made.wording == document.text[made.source.start : made.source.end] == "198[.]51[.]100[.]7"


def test_a_technique_is_proposed_as_one() -> None:
    document = _document("press", "Technique T1486 was used")
    made = proposal(spot(document.text)[0], document, datetime(2026, 3, 3, tzinfo=UTC))
    assert (made.field, made.value, made.about) == ("technique", "T1486", "")


@given(st.text(alphabet="aA1.:/@[]()hxtp -\\é\n0bc", max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    found = spot(text)
    assert all(text[s.start : s.end] == s.raw for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "The wards work on paper, 70 operations were cancelled. Ambulances go elsewhere.\n",
        "a.",
        "C:\\a\\",
        "1.2.3.",
        "2001:",
        "/opt/",
        "a@b",
        "[.]",
        "T1078 ",
        "203.0.113.5 ",
        "bc1q",
        "https://a",
        "\\\\a",
    ],
)
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    """200 kB of anything: a pattern that tries every way through would take minutes."""
    begun = time.process_time()
    spot(piece * (200_000 // len(piece)))
    assert time.process_time() - begun < 5
