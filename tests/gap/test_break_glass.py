from __future__ import annotations

from codedark.depend import needed_paths
from codedark.gap.break_glass import NOBODY_NEEDS, BreakGlass, break_glass, by_conduit
from codedark.hospital.ports import port_set, written
from codedark.hospital.records import Hospital
from tests.gap.seal_ward import ward_hospital

HEAD = "conduit,from,to,action,protocol,ports,break_glass,clinical_owner\n"
RECORD = "record,ward,records,allow,tcp,443,yes,head of care\n"


def _closed(hospital: Hospital) -> BreakGlass:
    return break_glass(hospital, needed_paths(hospital))


def _rows(hospital: Hospital) -> set[tuple[str, str, str, str]]:
    return {
        (f.row.conduit, str(f.row.from_), str(f.row.to), written(port_set(f.row.protocol, f.row.ports)))
        for f in _closed(hospital).flows
    }


def test_a_break_glass_conduit_stays_whole_with_the_name_service_of_both_ends() -> None:
    assert _rows(ward_hospital()) == {
        ("record", "ward", "records", "tcp/443,3389"),
        ("lookups", "host:ehr-1", "host:dc-1", "udp/53"),
        ("lookups", "host:ehr-2", "host:dc-1", "udp/53"),
        ("lookup", "ward", "host:dc-1", "udp/53"),
    }
    assert not _closed(ward_hospital()).incomplete


def test_each_flow_says_whose_it_is() -> None:
    flows = _closed(ward_hospital()).flows
    assert {f.stands_for for f in flows} == {"record"}
    assert any("stands on names" in f.because for f in flows)


def test_what_nothing_carries_is_said_to_be_missing() -> None:
    hospital = ward_hospital(conduits=HEAD + RECORD)
    missing = {i.missing for i in _closed(hospital).incomplete}
    assert missing == {
        f"record stands on names ({source} to dc-1): no conduit is told for it"
        for source in ("ehr-1", "ehr-2", "workplaces of ward")
    }


def test_a_row_that_is_denied_carries_nothing_for_the_closure() -> None:
    hospital = ward_hospital(
        conduits=HEAD + RECORD + "lookup,ward,domain,allow,udp,53,no,\nno,ward,domain,deny,udp,53,no,\n"
        "lookups,records,domain,allow,udp,53,no,\n"
    )
    assert {i.missing for i in _closed(hospital).incomplete} == {
        "record stands on names (workplaces of ward to dc-1): no conduit is told for it"
    }


def test_a_conduit_that_no_told_need_uses_is_not_called_complete() -> None:
    hospital = ward_hospital(conduits=HEAD + "film,office,records,allow,tcp,104,yes,imaging\n")
    (said,) = _closed(hospital).incomplete
    assert (said.conduit, said.missing) == ("film", NOBODY_NEEDS)


def test_what_a_service_itself_needs_of_the_infrastructure_is_closed_over() -> None:
    hospital = ward_hospital(
        applications="""
            application,kind,       runs_on,ports
            ehr,        clinical,   ehr-1,  tcp/443
            names,      directory,  dc-1,   udp/53
            """,
        services="service,needs,worked_from\ncare,ehr and names,ward\n",
        conduits=HEAD + RECORD + "lookup,ward,domain,allow,udp,53,no,\n",
    )
    assert ("lookup", "ward", "host:dc-1", "udp/53") in _rows(hospital)


def test_the_closure_goes_on_over_what_the_infrastructure_itself_stands_on() -> None:
    hospital = ward_hospital(
        hosts="host,zone,address\nws,ward,10.1.0.2\nehr-1,records,10.2.0.2\ndc-1,domain,10.4.0.2\nclock,office,10.3.0.2\n",
        applications="""
            application,kind,        runs_on,ports,  needs
            ehr,        clinical,    ehr-1,  tcp/443,names
            names,      name-service,dc-1,   udp/53, time
            time,       time,        clock,  udp/123,names
            """,
        services="service,needs,worked_from\ncare,ehr,ward\n",
        conduits=HEAD + RECORD + "lookup,*,domain,allow,udp,53,no,\nclocks,domain,office,allow,udp,123,no,\n",
    )
    rows = _rows(hospital)
    assert ("clocks", "host:dc-1", "host:clock", "udp/123") in rows
    assert ("lookup", "host:clock", "host:dc-1", "udp/53") in rows, "a circle ends"


def test_what_is_not_infrastructure_is_not_kept() -> None:
    hospital = ward_hospital(
        applications="""
            application,kind,    runs_on,ports,  needs
            ehr,        clinical,ehr-1,  tcp/443,lab
            lab,        clinical,dc-1,   udp/53,
            """,
        services="service,needs,worked_from\ncare,ehr,ward\n",
        conduits=HEAD + RECORD + "lookups,records,domain,allow,udp,53,no,\n",
    )
    assert {c for c, *_ in _rows(hospital)} == {"record"}


def test_infrastructure_of_others_is_kept_no_wider_than_its_row() -> None:
    hospital = ward_hospital(
        applications="""
            application,kind,    runs_on,zone,   ports,  needs
            ehr,        clinical,ehr-1,  ,       tcp/443,login
            login,      identity,,       outside,tcp/443,
            """,
        services="service,needs,worked_from\ncare,ehr,ward\n",
        conduits=HEAD + RECORD + "sign-in,records,203.0.113.0/28,allow,tcp,443,no,\n",
    )
    (row,) = [r for r in _rows(hospital) if r[0] == "sign-in"]
    assert row == ("sign-in", "host:ehr-1", "203.0.113.0/28", "tcp/443")


def test_a_path_is_listed_under_each_conduit_that_carries_it() -> None:
    hospital = ward_hospital()
    found = by_conduit(needed_paths(hospital))
    assert {p.wanted_by for p in found["anything"]} == {"care"}  # type: ignore[index]
    assert {p.target_host for p in found["lookups"]} == {"dc-1"}  # type: ignore[index]
