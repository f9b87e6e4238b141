from __future__ import annotations

from codedark.divert.regional_names import region_names
from tests.divert.regions import a_member


def test_what_only_one_names_keeps_its_name_and_what_both_name_gets_the_folders() -> None:
    only = "service\nicu\nlab\nscanner\n"
    names = region_names([a_member("north", services=only), a_member("south")])
    assert names.services["north", "scanner"] == "scanner"
    assert names.services["north", "icu"] == "north.icu"
    assert names.services["south", "icu"] == "south.icu"
    assert names.patients["south", "p-1"] == "south.p-1"


def test_a_crew_of_the_112_centre_is_one_and_our_own_are_two() -> None:
    names = region_names([a_member("north"), a_member("south")])
    assert names.crews["north", "amb-1"] == names.crews["south", "amb-1"] == "amb-1"
    assert (names.crews["north", "own-1"], names.crews["south", "own-1"]) == ("north.own-1", "south.own-1")


def test_crews_of_one_name_and_two_owners_are_told_apart_by_their_owner() -> None:
    private = "crew, kind, owner, site, transfers\namb-1, ambulance, private, {site}, yes\n"
    names = region_names([a_member("north"), a_member("south", crews=private), a_member("west")])
    assert names.crews["north", "amb-1"] == names.crews["west", "amb-1"] == "112.amb-1"
    assert names.crews["south", "amb-1"] == "private.amb-1"


def test_a_name_made_is_never_one_that_somebody_has() -> None:
    taken = "patient, site, pool, acuity, needs, can_go_home\nnorth.p-1, {site}, icu, critical, icu, no\n"
    names = region_names([a_member("north"), a_member("south"), a_member("west", patients=taken)])
    assert names.patients["west", "north.p-1"] == "north.p-1"
    assert names.patients["north", "p-1"] == "north.north.p-1"


def test_a_folder_with_blanks_makes_a_name_without() -> None:
    names = region_names([a_member("St. Mary's", site="mary"), a_member("south")])
    assert names.services["St. Mary's", "icu"] == "St-Mary-s.icu"


def test_the_same_telephone_is_one_and_another_of_its_name_is_two() -> None:
    same = "telephone, whom, number\ndispatch, 112 centre, 0 00 00\n"
    other = "telephone, whom, number\ndispatch, 112 centre, 0 00 01\n"
    names = region_names([a_member("north", telephones=same), a_member("south", telephones=same)])
    assert set(names.telephones.values()) == {"dispatch"}
    names = region_names([a_member("north", telephones=same), a_member("south", telephones=other)])
    assert set(names.telephones.values()) == {"north.dispatch", "south.dispatch"}
