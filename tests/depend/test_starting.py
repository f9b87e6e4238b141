from __future__ import annotations

from codedark.depend.compiling import compile
from codedark.depend.starting import circles, holds, starts
from codedark.hospital.records import Hospital
from tests.making import make_hospital


def in_circles(applications: str, hosts: str = "") -> Hospital:
    return make_hospital(
        zones="zone, kind\nroom, server\n",
        hosts="host, zone, needs\n" + (hosts or "h-1, room,\nh-2, room,\n"),
        applications="application, kind, runs_on, needs\n" + applications,
        services="service, needs\ncare, pacs\nwalk,\n",
    )


TWO = "directory, directory, h-1, dns\ndns, name-service, h-1, directory\npacs, clinical, h-2, dns\n"


def test_two_that_wait_for_each_other_run_on_and_cannot_be_started() -> None:
    circuit = compile(in_circles(TWO))
    at = {name: i for i, name in enumerate(circuit.names)}
    up, started = holds(circuit), starts(circuit)
    assert up.all()
    assert not started[at["directory"]] and not started[at["dns"]] and not started[at["pacs"]]
    assert started[at["host h-1"]] and started[at["walk"]]


def test_the_circle_is_named_with_who_waits_for_whom_and_what_waits_for_it() -> None:
    (circle,) = circles(compile(in_circles(TWO)))
    assert circle.things == ("directory", "dns")
    assert circle.waits == (("directory", "dns"), ("dns", "directory"))
    assert circle.around in {("directory", "dns", "directory"), ("dns", "directory", "dns")}
    assert circle.services == ("care",)


def test_started_by_hand_the_circle_carries_the_rest() -> None:
    circuit = compile(in_circles(TWO))
    at = {name: i for i, name in enumerate(circuit.names)}
    started = starts(circuit, by_hand=[at["directory"]])
    assert started.all()


def test_an_alternative_outside_opens_the_circle() -> None:
    other = TWO.replace("h-1, dns\n", "h-1, dns or hosts-file\n") + "hosts-file, other, h-2,\n"
    assert circles(compile(in_circles(other))) == ()


def test_each_circle_is_named_once_and_in_the_order_they_must_be_broken() -> None:
    second = "a, other, h-2, b and dns\nb, other, h-2, a\n"
    found = circles(compile(in_circles(TWO + second)))
    assert [circle.things for circle in found] == [("directory", "dns"), ("a", "b")]


def test_a_machine_that_stands_on_what_it_carries_is_a_circle() -> None:
    hosts = "h-1, room, hv\nh-2, room,\nhv-1, room,\n"
    applications = "hv, hypervisor, hv-1, directory\ndirectory, directory, h-1,\npacs, clinical, h-2, directory\n"
    (circle,) = circles(compile(in_circles(applications, hosts)))
    assert circle.things == ("hv", "directory")


def test_what_needs_itself_is_a_circle_of_one() -> None:
    (circle,) = circles(compile(in_circles("pacs, clinical, h-1, pacs\n")))
    assert circle.around == ("pacs", "pacs")


def test_what_is_off_closes_a_circle_that_its_alternative_kept_open() -> None:
    other = TWO.replace("h-1, dns\n", "h-1, dns or hosts-file\n") + "hosts-file, other, h-2,\n"
    circuit = compile(in_circles(other))
    (circle,) = circles(circuit, [circuit.names.index("software of hosts-file")])
    assert circle.things == ("directory", "dns")


def test_to_wait_for_an_application_is_not_to_wait_for_oneself() -> None:
    both = TWO.replace("h-1, dns", "h-1 or h-2, dns").replace("h-1, directory", "h-1 or h-2, directory")
    (circle,) = circles(compile(in_circles(both)))
    assert circle.waits == (("directory", "dns"), ("dns", "directory"))
