from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from codedark.divert.notice_addressees import UNNAMED, addressees_of, called, numbers_of, receiving, update_to
from codedark.hospital.records import SiteId
from tests.divert.telling import ISSUED, TO, content, issued
from tests.divert.two_sites import two_sites

PHONES = """telephone,hospital,whom,number,second
    disp,,112 dispatch,000 11,000 12
    beds,near,bed coordinator,000 21,
    door,near,emergency desk,000 22,"""


def test_where_tables_name_nobody_the_112_centre_and_receivers_are_told() -> None:
    hospital = two_sites()
    nowhere = replace(content(), doors=(), flows=())
    assert addressees_of(hospital, nowhere) == UNNAMED


def test_who_receives_our_patients_is_told_and_our_own_sites_are_not() -> None:
    hospital = two_sites(telephones=PHONES)
    told = content()
    own = {site.name for site in hospital.sites.values()}
    to = receiving(hospital, told)
    assert to and not own & set(to) and len(set(to)) == len(to)
    assert set(to) <= {one.to for one in (*told.doors, *told.flows)}
    assert addressees_of(hospital, told) == ("112 dispatch", *to)


def test_our_own_campus_as_the_place_to_go_is_no_addressee() -> None:
    hospital = two_sites()
    own = next(iter(hospital.sites.values())).name
    told = content()
    home = replace(told, doors=(), flows=tuple(replace(one, to=own) for one in told.flows))
    assert home.flows and receiving(hospital, home) == ()


@pytest.mark.parametrize("text", ["near", "beds", "  NEAR   hospital "])
def test_one_addressee_has_one_spelling(text: str) -> None:
    hospital = two_sites(telephones=PHONES)
    assert called(hospital, text) == hospital.region[SiteId("near")].name


def test_a_name_in_no_table_stays_as_typed() -> None:
    assert called(two_sites(), "Civil  protection") == "Civil protection"


def test_every_number_of_an_addressee_is_given_and_nobody_elses() -> None:
    hospital = two_sites(telephones=PHONES)
    near = hospital.region[SiteId("near")].name
    found = numbers_of(hospital, (near, "112 dispatch", "police"))
    assert [(one.addressee, one.whom, one.number, one.second) for one in found] == [
        (near, "bed coordinator", "000 21", ""),
        (near, "emergency desk", "000 22", ""),
        ("112 dispatch", "112 dispatch", "000 11", "000 12"),
    ]


def test_an_update_reaches_all_who_were_told_and_further_ones_once() -> None:
    book, _ = issued()
    book, second = update_to(book, 1, content("north-ehr"), ("Far", TO[0]), ISSUED + timedelta(minutes=5), "commander")
    assert second.addressees == (*TO, "Far") and book.notices[1] == second and book.ended_by(1) == second
    assert book.unacknowledged(2) == (*TO, "Far")
