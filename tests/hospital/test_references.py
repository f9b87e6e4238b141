from __future__ import annotations

import pytest

from tests.hospital.faulty import faults_of, only_fault
from tests.making import make_files, make_hospital

BASE = {
    "hosts": "host,zone\nct-1,office\nct-2,office",
    "applications": "application,kind,runs_on\npacs,clinical,ct-1",
    "services": "service,needs\nimaging,pacs",
    "gates": "gate,kind\nfw,fortigate",
}


@pytest.mark.parametrize(
    ("table", "text", "column", "near"),
    [
        ("zones", "zone,kind,gate\noffice,office,fv", "gate", "fw"),
        ("zones", "zone,kind,site\noffice,office,hone", "site", "home"),
        ("hosts", "host,zone\nct-1,ofice\nct-2,office", "zone", "office"),
        ("hosts", "host,zone,needs\nct-1,office,ct-2 and pasc\nct-2,office,", "needs", "pacs"),
        ("applications", "application,kind,runs_on\npacs,clinical,ct-3", "runs_on", "ct-"),
        ("applications", "application,kind,needs\npacs,clinical,PACS2", "needs", "pacs"),
        ("services", "service,needs\nimaging,2 of (pacs; imaging) or pacs2".replace(";", " "), "needs", "pacs"),
        ("services", "service,needs,worked_from\nimaging,pacs,offic", "worked_from", "office"),
        ("conduits", "conduit,from,to\nc,ofice,*", "from", "office"),
        ("conduits", "conduit,from,to\nc,*,host:ct-9", "to", "ct-"),
        ("conduits", "conduit,from,to\nc,*,role:other@ofice", "to", "office"),
        ("accounts", "account,administers\na,* host:ct1", "administers", "ct-1"),
        ("operations", "operation,days,start,duration_min,needs\no,mon,08:00,60,imagin", "needs", "imaging"),
        ("patients", "patient,site,pool,acuity,needs,can_go_home\np,home,icu,high,imagng,no", "needs", "imaging"),
        ("crews", "crew,kind,owner,needs\nm,mug,ours,imagin", "needs", "imaging"),
        ("region_beds", "hospital,pool,free_staffed\nhmoe,icu,1", "hospital", "home"),
        ("wards", "ward,site,pool,needs,acuity\nicu,home,icu,imagng,high", "needs", "imaging"),
        ("escorts", "escort,kind,site,count\nn,nurse,hom,2", "site", "home"),
        ("inflows", "inflow,kind,services\nstroke,code,imagng", "services", "imaging"),
        ("inflows", "inflow,kind,elsewhere\nstroke,code,hom", "elsewhere", "home"),
        ("telephones", "telephone,hospital,whom,number\nt,hom,beds,1", "hospital", "home"),
        ("agents", "agent,gate,address\na,fv,10.0.0.1:1", "gate", "fw"),
        ("cables", "gate,zone\nfw,ofice", "zone", "office"),
        ("out_of_band", "path,kind,to,host\np,modem,office,ct1", "host", "ct-1"),
        ("out_of_band", "path,kind,from,to\np,modem,ofice,office", "from", "office"),
        ("travel_min", "from,to,minutes\nhome,nowhere,1", "to", "sites or region"),
    ],
)
def test_a_name_that_names_nothing_is_told_with_the_nearest(table: str, text: str, column: str, near: str) -> None:
    found = [f for f in faults_of(make_files(**{**BASE, table: text})) if f.column == column]
    assert found
    assert all(f.file == f"{table}.csv" and f.row == 2 for f in found)
    assert near in found[0].fix


def test_a_name_of_another_table_is_told_so() -> None:
    assert "one of applications" in only_fault(**{**BASE, "zones": "zone,kind,gate\noffice,office,pacs"}).message
    fault = only_fault(**{**BASE, "conduits": "conduit,from,to\nc,ct-1,*"})
    assert "host:ct-1" in fault.fix


def test_a_name_of_two_tables_is_not_guessed() -> None:
    text = "service,needs\nimaging,pacs\npacs,"
    fault = only_fault(**{**BASE, "services": text})
    assert "applications and in services" in fault.message
    make_hospital(**{**BASE, "services": "service,needs\nimaging,\npacs,"})


def test_names_in_a_row_at_fault_count_as_there() -> None:
    fault = only_fault(**{**BASE, "gates": "gate,kind\nfw,fortygate", "zones": "zone,kind,gate\noffice,office,fw"})
    assert fault.file == "gates.csv"


def test_every_name_of_one_cell_that_names_nothing_is_told_once() -> None:
    text = "service,needs\nimaging,pasc and 2 of (pacs lix nowhere) and (lix or pacs)"
    faults = faults_of(make_files(**{**BASE, "services": text}))
    assert [f.message.split("'")[1] for f in faults] == ["pasc", "lix", "nowhere"]
    assert {(f.file, f.row, f.column) for f in faults} == {("services.csv", 2, "needs")}


def test_every_row_that_names_nothing_is_told() -> None:
    rows = "\n".join(f"h-{i},nowhere" for i in range(500))
    faults = faults_of(make_files(hosts="host,zone\n" + rows))
    assert [f.row for f in faults] == list(range(2, 502))
