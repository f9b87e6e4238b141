"""Who of us is suspect: the one who opened the conversation, or whom an outsider reached; never nobody of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest

from codedark.gap.finding import Finding, NotOurs, Seen, Severity, ToldBy, place
from codedark.gap.whereabouts import Whereabouts
from tests.making import make_hospital

WHERE = Whereabouts.of(
    make_hospital(
        zones="""
            zone,kind,prefixes
            office,office,10.1.0.0/24
            servers,server,10.4.0.0/24
            supplier,external,198.51.100.0/24""",
        hosts="host,zone,address\nws-1,office,10.1.0.1\nsrv-1,servers,10.4.0.1",
    )
)
SEEN = Seen(
    at=datetime(2026, 1, 13, 5, 32, tzinfo=UTC),
    detector="suricata",
    rule="1:7",
    title="Sweep",
    severity=Severity.HIGH,
    initiator=ip_address("10.1.0.1"),
    responder=ip_address("10.4.0.1"),
    told_by=ToldBy.FLOW,
    digest="d",
)


def seen(initiator: str | None, responder: str | None) -> Seen:
    return replace(
        SEEN,
        initiator=None if initiator is None else ip_address(initiator),
        responder=None if responder is None else ip_address(responder),
    )


def found(initiator: str | None, responder: str | None) -> Finding:
    placed = place(WHERE, seen(initiator, responder), channel="a")
    assert isinstance(placed, Finding)
    return placed


def refused(initiator: str | None, responder: str | None) -> str:
    placed = place(WHERE, seen(initiator, responder), channel="a")
    assert isinstance(placed, NotOurs)
    return placed.reason


def test_the_initiator_is_the_suspect_and_whom_it_reached_the_victim() -> None:
    told = found("10.1.0.1", "10.4.0.1")
    assert (told.suspect, told.suspect_zone, told.victim, told.victim_zone) == ("ws-1", "office", "srv-1", "servers")
    assert "first packet" in told.why and told.party == "ws-1"


def test_an_outsider_is_not_the_suspect_but_whom_he_reached() -> None:
    told = found("203.0.113.9", "10.4.0.1")
    assert (told.suspect, told.victim, told.victim_zone) == ("srv-1", None, None)
    assert "203.0.113.9 is outside" in told.why


def test_a_supplier_is_an_outsider_although_his_zone_is_told() -> None:
    told = found("198.51.100.1", "10.1.0.1")
    assert told.suspect == "ws-1" and "zone supplier, external" in told.why


def test_a_victim_outside_is_no_victim_of_ours() -> None:
    told = found("10.1.0.1", "198.51.100.1")
    assert (told.suspect, told.victim, told.victim_zone) == ("ws-1", None, None)


def test_an_address_without_a_host_makes_its_zone_suspect() -> None:
    told = found("10.1.0.99", "10.4.0.1")
    assert (told.suspect, told.suspect_zone, told.party) == (None, "office", "10.1.0.99")


def test_one_party_told_is_the_suspect_whichever_side_it_stands_on() -> None:
    assert found("10.1.0.1", None).suspect == "ws-1"
    only = found(None, "10.4.0.1")
    assert only.suspect == "srv-1" and "only party told" in only.why


def test_neither_address_ours_is_refused_with_both_named() -> None:
    assert refused("203.0.113.9", "192.0.2.1") == (
        "nobody of ours: 203.0.113.9 (no host, in no zone) and 192.0.2.1 (no host, in no zone)"
    )


def test_two_outsiders_are_refused_although_one_stands_in_a_zone() -> None:
    assert "zone supplier is external" in refused("198.51.100.1", "192.0.2.1")


def test_nothing_told_is_refused() -> None:
    assert "neither an address nor a machine is told" in refused(None, None)


def test_the_channel_is_kept_and_defaults_to_the_detector() -> None:
    assert found("10.1.0.1", None).channel == "a"
    placed = place(WHERE, SEEN)
    assert isinstance(placed, Finding) and placed.channel == "suricata"


@pytest.mark.parametrize("told_by", list(ToldBy))
def test_a_finding_says_how_its_initiator_is_known(told_by: ToldBy) -> None:
    placed = place(WHERE, replace(SEEN, told_by=told_by))
    assert isinstance(placed, Finding) and placed.why.startswith("10.1.0.1 is the initiator: ")


def test_a_time_without_its_offset_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="aware UTC"):
        replace(SEEN, at=datetime(2026, 1, 1))  # noqa: DTZ001  # that is the mistake
