from __future__ import annotations

import pytest

from codedark.hospital.faults import BadHospital
from codedark.hospital.records import Unknown
from codedark.hospital.words import Acuity, Demand, Escort, InflowKind
from tests.making import make_hospital

TOLD = {
    "sites": "site,name,beds_recognised\nhome,Home,10\nother,Other,10",
    "services": "service\nicu\nimaging",
    "patients": """patient,site,pool,acuity,needs,can_go_home,escort,demands,language
        p,home,icu,critical,icu,no,physician,"ventilator, isolation",fr
        q,home,icu,high,icu,?,,,""",
    "region": """hospital,name,beds_recognised,offers,languages,partner
        far,Far,100,dialysis ventilator,nl fr,yes
        near,Near,100,?,,""",
    "region_beds": "hospital,pool,free_staffed\nfar,icu,2\nother,icu,1",
    "wards": "ward,site,pool,needs,acuity,clinician\nIC1,home,icu,icu imaging,high,intensivist",
    "escorts": "escort,kind,site,count\nicu-nurses,nurse,home,3",
    "pools": "pool,may_use\nicu,picu pacu",
    "inflows": "inflow,kind,services,per_day,elsewhere\nstroke,code,imaging,?,far near",
    "telephones": "telephone,hospital,whom,number\nt1,far,bed coordinator,00 1",
}


def test_what_a_patient_needs_beside_a_bed_is_read() -> None:
    hospital = make_hospital(**TOLD)
    p, q = hospital.patients.values()
    assert (p.escort, p.demands, p.language) == (Escort.PHYSICIAN, (Demand.VENTILATOR, Demand.ISOLATION), "fr")
    assert isinstance(q.escort, Unknown) and q.demands == () and q.language == ""


def test_what_a_place_offers_is_told_or_unknown_and_never_nothing() -> None:
    far, near = make_hospital(**TOLD).region.values()
    assert far.offers == (Demand.DIALYSIS, Demand.VENTILATOR) and far.languages == ("nl", "fr") and far.partner
    assert isinstance(near.offers, Unknown) and not near.partner


def test_our_own_other_campus_may_have_free_beds() -> None:
    assert [b.hospital for b in make_hospital(**TOLD).free_beds] == ["far", "other"]


def test_wards_escorts_pools_inflows_and_telephones_are_read() -> None:
    hospital = make_hospital(**TOLD)
    ward, team, pool = hospital.wards["IC1"], hospital.escorts["icu-nurses"], hospital.pools["icu"]
    assert (ward.acuity, ward.needs, ward.clinician) == (Acuity.HIGH, ("icu", "imaging"), "intensivist")
    assert (team.kind, team.count) == (Escort.NURSE, 3)
    assert (pool.may_use, pool.penalty_min) == (("picu", "pacu"), 30.0)
    inflow = hospital.inflows["stroke"]
    assert inflow.kind is InflowKind.CODE and inflow.elsewhere == ("far", "near")
    assert isinstance(inflow.per_day, Unknown)
    assert hospital.telephones["t1"].number == "00 1"


def test_a_demand_nobody_knows_is_a_fault_that_names_the_word_meant() -> None:
    patients = "patient,site,pool,acuity,needs,can_go_home,demands\np,home,icu,critical,icu,no,isolaton"
    with pytest.raises(BadHospital) as found:
        make_hospital(**{**TOLD, "patients": patients})
    (fault,) = found.value.faults
    assert (fault.file, fault.row, fault.column) == ("patients.csv", 2, "demands")
    assert "isolation" in fault.fix
