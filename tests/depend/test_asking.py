"""What to ask first: the facts on which most care hangs."""

from codedark.depend.asking import questions
from tests.making import make_hospital

HOSTS = "host,zone,role\nehr-1,servers,server\nws-1,ward,clinical-workstation\n"
ZONES = "zone,kind,core\nservers,server,yes\nward,clinical,no\n"
APPS = "application,kind,runs_on\nehr,clinical,ehr-1\n"


def _hospital(services: str, **more: str):
    return make_hospital(zones=ZONES, hosts=HOSTS, applications=APPS, services=services, **more)


def test_a_table_that_hides_a_kind_of_care_comes_first_and_has_no_number() -> None:
    asked = questions(_hospital("service,needs,theatres\ntheatres,ehr,2\n"))
    assert asked[0].swing_per_h is None
    assert {q.where for q in asked if q.swing_per_h is None} >= {"operations", "patients", "accounts"}


def test_the_paper_of_the_service_that_carries_more_is_asked_for_before_the_other() -> None:
    services = "service,needs,arrivals_per_h\nsmall,ehr,0.5\nbig,ehr,5\n"
    paper = [q.where for q in questions(_hospital(services)) if "paper_min" in q.where]
    assert [where.split(", ")[1] for where in paper] == ["big", "small"]


def test_a_stated_and_exercised_procedure_is_not_asked_for() -> None:
    header = "service,needs,arrivals_per_h,paper_min,paper_capacity,tested,basis,source\n"
    asked = questions(_hospital(header + "ed,ehr,5,120,0.5,yes,stated,exercise of 3 March\n"))
    assert not [q for q in asked if "paper_min" in q.where]


def test_a_core_zone_with_no_gate_told_is_asked_for_until_it_is_told() -> None:
    services = "service,needs,arrivals_per_h\ned,ehr,5\n"
    assert [q for q in questions(_hospital(services)) if q.where == "zones, servers, gate; gates"]
    walled = make_hospital(
        zones="zone,kind,core,gate\nservers,server,yes,fw\nward,clinical,no,\n",
        hosts=HOSTS,
        applications=APPS,
        services=services,
        gates="gate,kind\nfw,nftables\n",
    )
    assert not [q for q in questions(walled) if q.where.startswith("zones")]


def test_an_application_nothing_stands_on_is_not_asked_about() -> None:
    hospital = make_hospital(
        zones=ZONES,
        hosts=HOSTS,
        applications=APPS + "canteen,office,ws-1\n",
        services="service,needs,arrivals_per_h\ned,ehr,5\n",
    )
    assert not [q for q in questions(hospital) if "canteen" in q.where]
    assert [q for q in questions(hospital) if q.where.startswith("applications, ehr")]


def test_beds_count_as_asked_once_somebody_confirmed_one() -> None:
    more = {
        "patients": "patient,site,pool,acuity,needs,can_go_home\np1,home,icu,critical,icu,no\n",
        "region": "hospital,name,beds_recognised\nnext,Next,200\n",
    }
    services = "service,needs\nicu,ehr\n"
    unknown = _hospital(services, region_beds="hospital,pool,free_staffed\nnext,icu,? nobody rang\n", **more)
    confirmed = _hospital(services, region_beds="hospital,pool,free_staffed\nnext,icu,2\n", **more)
    assert [q for q in questions(unknown) if q.where.startswith("region_beds, pool icu")]
    assert not [q for q in questions(confirmed) if q.where.startswith("region_beds")]
