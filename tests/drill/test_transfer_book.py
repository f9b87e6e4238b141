"""Pages: one plan for each distinct outage, the same whoever made it first."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from operator import xor

import numpy as np
import pytest

from codedark.divert import planning
from codedark.drill import transfer_book
from codedark.drill.transfer_book import NOWHERE, TransferBook, road_min
from tests.drill.campuses import SERVICES, TABLES, campuses

LAB, THEATRE, ED, ICU, SOUTH_ICU, MOBILE = range(6)
BEDS = "hospital,pool,free_staffed,confirmed_at\n"
AT = "2024-03-05T05:00+01:00"


@pytest.fixture(autouse=True)
def cold() -> None:
    """Nobody has made a page yet."""
    transfer_book._pages_met.cache_clear()


def book(assume: float | None = None, **changed: str) -> TransferBook:
    return TransferBook(campuses(**changed), assume)


def roads(told: TransferBook, *out: int) -> dict[str, float]:
    """Patient -> road minutes of those who are placed, in the order of departure."""
    page = told.page_of(out)
    moved = sorted((int(page.order[i]), i) for i in range(len(told.people)) if page.road_min[i] != NOWHERE)
    assert [at for at, _ in moved] == list(range(len(moved)))
    return {told.people[i]: float(page.road_min[i]) for _, i in moved}


def test_an_outage_consists_of_what_patients_need_and_of_what_our_other_wards_stand_on() -> None:
    assert book().matters == {LAB, ED, ICU, SOUTH_ICU}
    only_p4 = "\n".join(row for row in TABLES["patients"].splitlines() if "patient," in row or "p4" in row)
    assert book(patients=only_p4).matters == {ED, SOUTH_ICU}  # south could take patients: its ward must hold
    closed = BEDS + f"next,ward,1,{AT}"
    assert book(patients=only_p4, region_beds=closed).matters == {ED}


def test_where_no_bed_counts_no_plan_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "plan", None)
    told = book(region_beds=BEDS + "next,icu,? nobody asked,")
    assert (told.matters, told.keys_of_services().any()) == (frozenset(), False)
    assert roads(told, LAB, ICU) == {}


def test_each_pool_has_its_own_beds_and_another_stands_in() -> None:
    told = roads(book(), ICU)  # p1 and p2 are of the pool icu, p8 of burns, which nobody has
    assert told == {"p1": 10, "p2": 20}
    without = roads(book(pools="pool,may_use\n", region_beds=BEDS + f"next,icu,1,{AT}\nnext,hdu,1,{AT}"), ICU)
    with_it = roads(book(region_beds=BEDS + f"next,icu,1,{AT}\nnext,hdu,1,{AT}"), ICU)
    assert (without, with_it) == ({"p1": 20}, {"p1": 20, "p2": 20})


def test_our_own_other_campus_takes_patients_while_its_ward_holds() -> None:
    beds = BEDS + f"south,icu,5,{AT}"
    assert roads(book(region_beds=beds), ICU) == {"p1": 10, "p2": 10}
    assert roads(book(region_beds=beds), ICU, SOUTH_ICU) == {}
    assert roads(book(region_beds=beds), SOUTH_ICU) == {}  # p6 and p7 lie there


def test_the_way_back_stands_for_the_way_there() -> None:
    hospital = campuses()
    assert (road_min(hospital, "home", "far"), road_min(hospital, "south", "far")) == (45, 40)
    assert roads(book(region_beds=BEDS + f"far,icu,9,{AT}"), SOUTH_ICU) == {"p6": 40, "p7": 40}


def test_for_whom_no_crew_is_enough_no_bed_is_kept() -> None:
    one = BEDS + f"next,icu,1,{AT}"
    assert roads(book(region_beds=one), ICU) == {"p1": 20}
    nurse_only = "crew,kind,owner,site,needs,transfers\na2,ambulance,112,south,,yes\n"
    assert roads(book(region_beds=one, crews=nurse_only), ICU) == {"p2": 20}  # p1 needs a physician


def test_a_crew_that_stands_still_now_keeps_its_patients_beds() -> None:
    crews = TABLES["crews"].replace("m1,mug,ours,home,mobile,yes", "m1,mug,ours,home,ed,yes")
    assert "p1" in roads(book(crews=crews), ICU, ED)


def test_levels_are_as_entered_or_planned_and_people_of_ours_ride_along() -> None:
    told = book()
    assert told.patient_level.tolist() == [2, 1, 1, 0, 0, 2, 0, 1]
    assert told.crew_level.tolist() == [2, 0, 1, -1]
    assert book(escorts="escort,kind,site,count\n").crew_level.tolist() == [2, 2, 2, -1]


def test_a_patient_carried_for_days_has_a_bed_when_that_ends() -> None:
    services = TABLES["services"].replace("icu,home,pumps,,120", "icu,home,pumps,,4000")
    assert roads(book(services=services), ICU) == {"p1": 10}  # p2 leaves after 30 h, before paper ends


def test_the_order_of_departure_puts_the_most_acute_first_where_they_leave_together() -> None:
    assert next(iter(roads(book(), LAB, ED))) == "p1"
    crews = "crew,kind,owner,site,needs,transfers\nm1,mug,ours,home,,yes\n"
    assert list(roads(book(crews=crews), ICU, ED)) == ["p1", "p2", "p4"]


def test_assumed_beds_count_when_asked_for() -> None:
    beds = BEDS + "next,icu,? nobody asked,"
    assert roads(book(0.5, region_beds=beds), ICU) == {"p1": 20}  # 0.5 % of 200
    assert roads(book(1, region_beds=beds), ICU) == {"p1": 20, "p2": 20}


def test_services_that_do_not_matter_change_no_page() -> None:
    told = book()
    assert told.page_of([ICU, THEATRE, MOBILE]) is told.page_of([ICU])
    assert len(told) == 1


def test_pages_stand_under_keys_that_tell_every_outage_apart() -> None:
    told = book()
    sets = [frozenset(s for s in told.matters if bits >> s & 1) for bits in range(1 << len(SERVICES))]
    for out in sets:
        told.page_of(out)
    pages, key = told.pages(), told.keys_of_services().tolist()
    keys = pages.key.tolist()
    assert keys == sorted(set(keys))
    assert len(keys) == len(told) == 2 ** len(told.matters)
    for out in sets:
        at = keys.index(reduce(xor, (key[s] for s in out), 0))
        assert np.array_equal(pages.road_min[at], told.page_of(out).road_min)
        assert np.array_equal(pages.order[at], told.page_of(out).order)


def test_arrays_grow_with_the_pages() -> None:
    told = book()
    assert len(told.pages().key) == 0
    told.page_of([ICU])
    assert told.pages().road_min.shape == (1, 8)
    assert told.pages() is told.pages()


def test_a_page_is_made_once_for_all_books_of_the_same_content(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    plan = planning.plan
    monkeypatch.setattr(planning, "plan", lambda *a, **k: made.append(a) or plan(*a, **k))
    first, again, other = book(), book(), book(travel_min=TABLES["travel_min"].replace("20", "21"))
    for told in (first, again, pickle.loads(pickle.dumps(first)), other, other):  # noqa: S301 - our own bytes
        told.page_of([ICU])
    assert len(made) == 2
    assert (roads(first, ICU)["p2"], roads(other, ICU)["p2"]) == (20, 21)


CONTENT = {
    "patients": ("p1,home,a,icu,critical", "p1,home,a,icu,stable"),
    "crews": ("a1,ambulance", "a1,pit"),
    "escorts": ("nurses,nurse,south,1", "nurses,nurse,south,2"),
    "pools": ("icu,hdu,20", "icu,hdu,21"),
    "wards": ("b,south,icu,south-icu", "b,south,icu,ed"),
    "region": ("far,Far away,200", "far,Far away,201"),
    "region_beds": ("far,icu,1", "far,icu,2"),
    "services": ("icu,home,pumps,,120", "icu,home,pumps,,121"),
    "sites": ("south,South,60", "south,South,61"),
}


@pytest.mark.parametrize("table", CONTENT)
def test_whatever_a_plan_looks_at_makes_other_pages(table: str) -> None:
    told, changed = book(), book(**{table: TABLES[table].replace(*CONTENT[table])})
    told.page_of([ICU])
    assert (len(told), len(changed)) == (1, 0)


def test_threads_that_meet_an_outage_together_see_the_same_page() -> None:
    told = book()
    with ThreadPoolExecutor(4) as hands:
        found = list(hands.map(lambda _: told.page_of([ICU, LAB]), range(8)))
    assert len({id(page) for page in found}) == 1
