from __future__ import annotations

from codedark.depend.paths import NeededPath, needed_paths
from codedark.hospital.records import Hospital
from tests.gap.seal_ward import ward_hospital
from tests.making import make_hospital


def _from(hospital: Hospital, who: str) -> set[tuple[str, str | None, str | None, tuple[str, ...]]]:
    return {
        (p.source_zone, p.source_host, p.target_host, tuple(map(str, p.conduits)))
        for p in needed_paths(hospital)
        if p.wanted_by == who
    }


def test_a_service_needs_its_applications_on_every_host_from_where_it_is_worked() -> None:
    assert _from(ward_hospital(), "care") == {
        ("ward", None, "ehr-1", ("record", "anything")),
        ("ward", None, "ehr-2", ("record", "anything")),
    }
    wanted = {(p.application, p.target_host) for p in needed_paths(ward_hospital()) if p.wanted_by == "care"}
    assert wanted == {("ehr", "ehr-1"), ("ehr", "ehr-2"), ("desktop", "ehr-2")}


def test_an_application_needs_others_from_each_host_it_runs_on() -> None:
    assert _from(ward_hospital(), "ehr") == {
        ("records", "ehr-1", "dc-1", ("lookups",)),
        ("records", "ehr-2", "dc-1", ("lookups",)),
    }


def test_an_application_of_others_is_met_in_its_zone_on_no_host() -> None:
    (path,) = [p for p in needed_paths(ward_hospital()) if p.wanted_by == "letters"]
    assert (path.target_zone, path.target_host, path.conduits) == ("outside", None, ("web",))


def test_software_on_one_host_needs_no_path_to_itself() -> None:
    hospital = make_hospital(
        hosts="host,zone\nh,office\n",
        applications="application,kind,runs_on,needs\na,clinical,h,b\nb,clinical,h,\n",
    )
    assert needed_paths(hospital) == ()


def test_a_need_that_no_conduit_carries_is_listed_with_none() -> None:
    hospital = ward_hospital(conduits="conduit,from,to,protocol,ports\nother,ward,records,tcp,9\n")
    assert {p.conduits for p in needed_paths(hospital)} == {()}


def test_a_conduit_whose_ports_are_all_denied_carries_nothing() -> None:
    hospital = ward_hospital(
        conduits="""
            conduit,from,to,     action,protocol,ports
            record, ward,records,allow, tcp,     443
            no,     ward,records,deny,  any,
            """
    )
    assert ("ward", None, "ehr-1", ()) in _from(hospital, "care")


def test_every_alternative_of_a_need_is_listed_and_each_path_once() -> None:
    paths = needed_paths(ward_hospital())
    assert len(set(paths)) == len(paths)
    assert all(isinstance(p, NeededPath) for p in paths)
    assert {p.target_host for p in paths if p.wanted_by == "care" and p.application == "ehr"} == {"ehr-1", "ehr-2"}


def test_an_application_of_others_needs_from_the_zone_it_is_met_in() -> None:
    hospital = ward_hospital(
        applications="application,kind,runs_on,zone,needs\nportal,supplier,,outside,names\nnames,name-service,dc-1,,\n",
        services="service,needs\n",
    )
    (path,) = needed_paths(hospital)
    assert (path.wanted_by, path.source_zone, path.source_host, path.target_host) == ("portal", "outside", None, "dc-1")
