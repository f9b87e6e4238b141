from __future__ import annotations

from codedark.divert.service_status import ServiceStatus, Standing, service_status, status_by_site
from codedark.hospital.records import ServiceId, Unknown
from tests.divert.two_sites import outage_of, two_sites


def statuses(now_min: float, back_min: dict[ServiceId, float] | None = None) -> dict[str, ServiceStatus]:
    hospital = two_sites()
    return {one.service: one for one in service_status(hospital, outage_of(hospital, "north-ehr"), now_min, back_min)}


def test_each_service_has_its_own_status() -> None:
    told = statuses(90.0)
    assert told["or-n"].status is Standing.NONE and told["ed-n"].status is Standing.PARTIAL
    assert told["or-s"].status is Standing.FULL and told["or-s"].since_min is None
    assert list(told) == list(two_sites().services)


def test_on_paper_it_keeps_its_share_until_paper_is_used_up() -> None:
    before, at = statuses(119.9)["ed-n"], statuses(120.0)["ed-n"]
    assert (before.status, before.share, before.since_min, before.until_min) == (Standing.PARTIAL, 0.25, 0.0, 120.0)
    assert (at.status, at.share, at.since_min) == (Standing.NONE, 0.0, 120.0)
    assert at.until_min == Unknown("nobody told when its needs are back")


def test_a_procedure_nobody_tried_is_marked_and_only_while_it_is_used() -> None:
    assert statuses(0.0)["ed-n"].untried and not statuses(0.0)["or-n"].untried
    assert not statuses(200.0)["ed-n"].untried


def test_unknown_paper_minutes_are_planned_as_none_and_said() -> None:
    hospital = two_sites()
    lab = next(one for one in service_status(hospital, outage_of(hospital, "lis")) if one.service == "lab")
    assert (lab.status, lab.since_min, lab.paper_unknown) == (Standing.NONE, 0.0, True)


def test_it_is_full_again_from_the_minute_its_needs_are_back() -> None:
    back = {ServiceId("ed-n"): 300.0}
    assert statuses(60.0, back)["ed-n"].until_min == 120.0
    assert statuses(299.0, back)["ed-n"].until_min == 300.0
    assert (statuses(300.0, back)["ed-n"].status, statuses(300.0, back)["ed-n"].since_min) == (Standing.FULL, 300.0)


def test_needs_back_before_paper_is_used_up_end_it_earlier() -> None:
    assert statuses(10.0, {ServiceId("ed-n"): 50.0})["ed-n"].until_min == 50.0


def test_a_loss_still_to_come_is_said_beforehand() -> None:
    services = """
        service,needs,paper_min,paper_capacity
        lab,lis,60,0.5
        ward,lab,30,0.5
        """
    hospital = two_sites(
        services=services, crews="crew,kind,owner\n", inflows="inflow,kind\n", operations="operation\n"
    )
    ward = service_status(hospital, outage_of(hospital, "lis"))[1]
    assert (ward.status, ward.until_min) == (Standing.FULL, 60.0)


def test_sites_stand_side_by_side_and_have_no_status_of_their_own() -> None:
    hospital = two_sites()
    sites = status_by_site(hospital, service_status(hospital, outage_of(hospital, "north-ehr", "lis"), 90.0))
    assert [(one.name, one.emergency) for one in sites] == [
        ("North", Standing.PARTIAL), ("South", Standing.FULL), ("every site", None),
    ]  # fmt: skip
    assert (sites[0].count(Standing.NONE), sites[0].count(Standing.PARTIAL), sites[0].count(Standing.FULL)) == (1, 2, 1)
