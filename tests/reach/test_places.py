"""What people type, and what they probably meant."""

from __future__ import annotations

import numpy as np
import pytest

from codedark.hospital.faults import BadHospital
from codedark.hospital.records import Hospital
from codedark.reach import Place, PlaceKind, compile, find_place, stands_on
from tests.making import make_hospital


@pytest.fixture(scope="module")
def hospital() -> Hospital:
    return make_hospital(
        zones="""
            zone,kind,prefixes
            lab,device,10.1.0.0/16
            servers,server,10.2.0.0/16 fd00::/64
            beyond,external,
            """,
        hosts="""
            host,zone,address,role,needs
            ws-1,lab,10.1.0.1,workstation,
            ws-2,lab,,workstation,
            ehr-1,servers,10.2.0.1,server,hv-1
            ehr-2,servers,fd00::2,server,storage
            hv-1,servers,10.2.0.3,hypervisor,
            san-1,servers,10.2.0.4,server,
            lis-1,servers,10.2.0.5,server,
            twin,servers,10.2.0.6,server,
            """,
        applications="""
            application,kind,runs_on,needs
            ehr,clinical,ehr-1 or ehr-2,
            storage,storage,san-1,
            lis,clinical,lis-1,
            carrier,supplier,,
            """,
        services="""
            service,needs
            record,ehr
            laboratory,lis
            icu,record or laboratory
            mug,carrier
            twin,lis
            """,
    )


def names(hospital: Hospital, place: Place) -> list[str]:
    return [hospital.hosts.ids[i] for i in place.hosts]


@pytest.mark.parametrize("word", ["ws-1", "host:ws-1", " ws-1 ", "10.1.0.1"])
def test_a_host_is_named_by_its_id_or_its_address(hospital: Hospital, word: str) -> None:
    place = find_place(hospital, word, option="--from")
    assert (place.kind, place.name, names(hospital, place)) == (PlaceKind.HOST, "ws-1", ["ws-1"])


def test_an_address_is_written_in_any_way(hospital: Hospital) -> None:
    assert find_place(hospital, "fd00:0:0:0::2", option="--from").name == "ehr-2"


def test_an_address_nobody_has_is_a_machine_nobody_listed_in_its_zone(hospital: Hospital) -> None:
    place = find_place(hospital, "10.1.9.9", option="--from")
    assert (place.kind, place.name, names(hospital, place)) == (PlaceKind.ZONE, "lab", ["ws-1", "ws-2"])
    assert place.why == "no host told has address 10.1.9.9; it lies in zone lab"


def test_a_zone_is_all_its_hosts_and_a_zone_without_hosts_is_itself(hospital: Hospital) -> None:
    assert names(hospital, find_place(hospital, "zone:lab", option="--to")) == ["ws-1", "ws-2"]
    beyond = find_place(hospital, "beyond", option="--to")
    assert names(hospital, beyond) == []
    reach = compile(hospital)
    assert np.flatnonzero(beyond.classes(reach)).tolist() == np.flatnonzero(reach.size == 0).tolist()


def test_a_service_is_every_host_it_stands_on(hospital: Hospital) -> None:
    assert [hospital.hosts.ids[i] for i in stands_on(hospital, "record")] == ["ehr-1", "ehr-2", "hv-1", "san-1"]
    assert names(hospital, find_place(hospital, "icu", option="--to")) == ["ehr-1", "ehr-2", "hv-1", "san-1", "lis-1"]
    assert names(hospital, find_place(hospital, "mug", option="--to")) == []


def test_a_service_that_does_not_exist_is_a_mistake(hospital: Hospital) -> None:
    with pytest.raises(KeyError):
        stands_on(hospital, "ghost")


def fault(hospital: Hospital, word: str, **more: object) -> str:
    with pytest.raises(BadHospital) as raised:
        find_place(hospital, word, option="--from", **more)
    (only,) = raised.value.faults
    assert only.file == "--from"
    return str(only)


def test_a_word_that_means_nothing_is_met_with_what_was_probably_meant(hospital: Hospital) -> None:
    assert "did you mean 'ws-1'?" in fault(hospital, "ws1")
    assert "did you mean 'servers'?" in fault(hospital, "zone:server")
    assert "name a host or a zone or a service" in fault(hospital, "xyzzy")


def test_a_word_that_means_two_things_must_say_which(hospital: Hospital) -> None:
    assert "say which: `host:twin` or `service:twin`" in fault(hospital, "twin")
    assert find_place(hospital, "service:twin", option="--to").kind is PlaceKind.SERVICE
    assert find_place(hospital, "twin", option="--from", kinds=(PlaceKind.HOST, PlaceKind.ZONE)).kind is PlaceKind.HOST


def test_an_address_in_no_network_is_refused(hospital: Hospital) -> None:
    assert "lies in no zone's network" in fault(hospital, "192.0.2.1")


def test_only_what_is_asked_for_is_meant(hospital: Hospital) -> None:
    assert "no host of that name" not in fault(hospital, "record", kinds=(PlaceKind.HOST, PlaceKind.ZONE))
    assert "no host, zone or address" in fault(hospital, "record", kinds=(PlaceKind.HOST, PlaceKind.ZONE))
