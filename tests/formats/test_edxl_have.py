from __future__ import annotations

from datetime import timedelta
from typing import Any

from defusedxml.ElementTree import fromstring

from codedark.formats.edxl_have import CT, GML, HAVE, XNL, edxl_have
from tests.divert.plans_for_forms import FELL, hospital, nothing_off, outage

NAMES = {"h": HAVE, "ct": CT, "n": XNL, "g": GML}
ORDER = {
    "HAVE": ("organizationInformation", "reportingPeriod", "facility"),
    "facility": ("facilityInformation", "serviceList", "facilityColourStatus"),
    "facilityInformation": (
        "facilityID", "facilityName", "facilityGeoLocation", "facilityDetails", "facilityKind",
        "emergencyDepartmentStatus",
    ),
    "serviceList": ("taxonomyURI", "taxonomyName", "serviceListItem"),
    "serviceListItem": (
        "serviceTaxonomyKeyValue", "serviceName", "serviceStatus", "serviceBedCapacity", "comment",
    ),
    "serviceStatus": ("isAvailable", "colourStatus"),
    "serviceBedCapacity": ("availableCount", "capacityNote"),
}  # fmt: skip
"""Children in the order of the schema's sequences, as in the editor's working draft; of those that we write."""


def report(after_min: float = 15.0, *, off: bool = True) -> Any:
    at = FELL + timedelta(minutes=after_min)
    return fromstring(edxl_have(hospital(), outage() if off else nothing_off(), fell_at=FELL, at=at))


def facility(root: Any, name: str) -> Any:
    return next(
        f
        for f in root.findall("h:facility", NAMES)
        if f.findtext("h:facilityInformation/h:facilityName", "", NAMES) == name
    )


def items(place: Any, list_name: str) -> dict[str, Any]:
    listed = [
        one for one in place.findall("h:serviceList", NAMES) if one.findtext("h:taxonomyName", "", NAMES) == list_name
    ]
    return {
        item.findtext("h:serviceTaxonomyKeyValue", "", NAMES): item
        for one in listed
        for item in one.findall("h:serviceListItem", NAMES)
    }


def traffic(place: Any) -> str | None:
    path = "h:facilityInformation/h:emergencyDepartmentStatus/h:emsTraffic/h:emsTrafficStatus"
    found: str | None = place.findtext(path, None, NAMES)
    return found


def test_every_element_stands_where_the_sequences_of_the_draft_have_it() -> None:
    for element in report().iter():
        name = element.tag.rpartition("}")[2]
        if name in ORDER:
            children = [child.tag.rpartition("}")[2] for child in element]
            places = [ORDER[name].index(child) for child in children]
            assert places == sorted(places), (name, children)


def test_it_names_the_hospital_and_the_moment() -> None:
    root = report()
    assert root.tag == f"{{{HAVE}}}HAVE"
    assert (
        root.findtext("h:organizationInformation/n:OrganisationName/n:NameElement", "", NAMES)
        == "Harbour & Sons <Hospital>"
    )
    assert root.findtext("h:reportingPeriod/ct:ToDateTime", "", NAMES) == "2026-03-10T22:05:00+00:00"


def test_ours_come_first_then_the_neighbours_as_we_know_them() -> None:
    names = [
        f.findtext("h:facilityInformation/h:facilityName", "", NAMES) for f in report().findall("h:facility", NAMES)
    ]
    assert names == ["Harbour Quay", "Harbour Hill", "Near Hospital", "Far Hospital"]


def test_a_service_on_paper_is_available_and_yellow_and_one_that_is_gone_is_not() -> None:
    services = items(facility(report(), "Harbour Quay"), "services of this hospital")
    icu, door = services["icu-quay"], services["door"]
    assert icu.findtext("h:serviceStatus/h:isAvailable", "", NAMES) == "true"
    assert icu.findtext("h:serviceStatus/h:colourStatus/h:colourCodeDefault/ct:Value", "", NAMES) == "yellow"
    assert "until 23:50" in icu.findtext("h:serviceStatus/h:colourStatus/h:colourDescription", "", NAMES)
    assert door.findtext("h:serviceStatus/h:isAvailable", "", NAMES) == "false"
    assert door.findtext("h:serviceStatus/h:colourStatus/h:colourCodeDefault/ct:Value", "", NAMES) == "red"


def test_a_service_of_no_site_stands_at_every_site() -> None:
    for name in ("Harbour Quay", "Harbour Hill"):
        assert "pumps" in items(facility(report(), name), "services of this hospital")


def test_beds_nobody_counted_have_no_number() -> None:
    far = items(facility(report(), "Far Hospital"), "kinds of bed")["icu"]
    assert far.find("h:serviceBedCapacity", NAMES) is None
    assert far.findtext("h:comment", "", NAMES) == "staffed-free beds not known: nobody confirmed"


def test_none_free_is_a_number_and_who_confirmed_it_stands_beside() -> None:
    ward = items(facility(report(), "Near Hospital"), "kinds of bed")["ward"]
    assert ward.findtext("h:serviceBedCapacity/h:availableCount", "", NAMES) == "0"
    assert (
        ward.findtext("h:serviceBedCapacity/h:capacityNote", "", NAMES)
        == "staffed and free; confirmed 23:00 by bed coordinator"
    )
    ours = items(facility(report(), "Harbour Quay"), "kinds of bed")["icu"]
    assert "nobody confirmed it" in ours.findtext("h:serviceBedCapacity/h:capacityNote", "", NAMES)


def test_ambulances_go_by_the_emergency_department_alone() -> None:
    root = report()
    assert traffic(facility(root, "Harbour Quay")) == "Closed"
    assert traffic(facility(root, "Harbour Hill")) == "NotApplicable"
    assert traffic(facility(root, "Near Hospital")) is None, "nobody told how a neighbour's stands"
    assert traffic(facility(root, "Far Hospital")) == "NotApplicable"
    assert traffic(facility(report(off=False), "Harbour Quay")) == "Normal"


def test_a_place_without_coordinates_has_no_point() -> None:
    root = report()
    point = "h:facilityInformation/h:facilityGeoLocation/ct:EDXLGeoLocation/g:Point/g:pos"
    assert facility(root, "Near Hospital").findtext(point, None, NAMES) == "51.3 4.5"
    assert facility(root, "Far Hospital").findtext(point, None, NAMES) is None


def test_ids_are_names_of_xml_and_each_once() -> None:
    told = hospital(
        region="hospital,name,beds_recognised\n1st.place,First,1\n1st-place,Other,1\n",
        region_beds="hospital,pool,free_staffed\n1st.place,icu,1\n1st-place,icu,1\n",
        telephones="telephone,hospital,whom,number\n",
    )
    root = fromstring(edxl_have(told, nothing_off(told), fell_at=FELL, at=FELL))
    ids = [one.text for one in root.iter(f"{{{HAVE}}}facilityID")]
    assert len(ids) == len(set(ids)) == 4
    assert all(one and one[0].isalpha() for one in ids)


def test_a_neighbour_nobody_wrote_a_row_about_is_left_out() -> None:
    told = hospital(region_beds="hospital,pool,free_staffed\nnear,icu,1\n")
    names = fromstring(edxl_have(told, nothing_off(told), fell_at=FELL, at=FELL)).iter(f"{{{HAVE}}}facilityName")
    assert [name.text for name in names] == ["Harbour Quay", "Harbour Hill", "Near Hospital"]


def test_a_service_s_beds_are_said_without_a_number_that_are_free() -> None:
    icu = items(facility(report(), "Harbour Quay"), "services of this hospital")["icu-quay"]
    assert icu.findtext("h:comment", "", NAMES) == "8 beds; how many are free is not told by service"
    assert icu.find("h:serviceBedCapacity", NAMES) is None


def test_with_nothing_off_every_service_is_there_and_green() -> None:
    services = items(facility(report(off=False), "Harbour Quay"), "services of this hospital")
    colours = {
        one.findtext("h:serviceStatus/h:colourStatus/h:colourCodeDefault/ct:Value", "", NAMES)
        for one in services.values()
    }
    assert set(services) == {"icu-quay", "door", "pumps"} and colours == {"green"}


def test_the_same_report_is_the_same_bytes() -> None:
    one, other = (edxl_have(hospital(), outage(), fell_at=FELL, at=FELL) for _ in range(2))
    assert one == other
