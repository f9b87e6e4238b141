"""A plan for each zone, and one for place unknown."""

from importlib import import_module

from codedark import depend, gap, reach
from codedark.gap.plan import Playbook
from codedark.hospital import Hospital
from tests.gap.stories import plan_for, story


def _book(hospital: Hospital, elapsed_min: float = 0.0) -> Playbook:
    return gap.playbook(hospital, reach.compile(hospital), depend.compile(hospital), elapsed_min=elapsed_min)


def test_every_zone_has_the_plan_its_alarm_would_be_given() -> None:
    hospital = story()
    book = _book(hospital)
    assert list(book.by_zone) == list(hospital.zones)
    for zone in hospital.zones:
        assert book.by_zone[zone] == plan_for(hospital, f"zone:{zone}")


def test_place_unknown_has_the_clean_island() -> None:
    book = _book(story())
    assert book.unknown.presumed.place_unknown and set(book.unknown.cut) == {"read", "adm"}


def test_time_that_passed_is_presumed_in_the_plans() -> None:
    assert _book(story(), elapsed_min=29).by_zone["ward"].presumed.zones == {"ward"}
    hospital = story(
        conduits="conduit,from,to,protocol,ports,purpose\nadm,office,ward,tcp,22,administration\nread,ward,records,tcp,1,clinical"
    )
    assert _book(hospital, elapsed_min=29).by_zone["office"].presumed.zones == {"office", "ward"}


def test_an_alarm_that_leaves_no_core_to_protect_falls_back_on_the_clean_island_and_says_so() -> None:
    book = _book(story(), elapsed_min=29)
    plan = book.by_zone["office"]
    assert plan.cut == book.unknown.cut and plan.presumed.place_unknown
    assert plan.presumed.why[0].startswith("alarm in zone office: administration paths may have carried the intruder")
    assert plan_for(story(), "zone:office", elapsed_min=29).residual, "asked directly, the answer is no"


def test_alarms_that_presume_the_same_are_solved_once(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    solved, room = [], import_module("codedark.gap.playbook")
    monkeypatch.setattr(room, "cut_on", lambda *a, **k: solved.append(a) or gap.cut_on(*a, **k))
    hospital = story(
        conduits="conduit,from,to,protocol,ports,purpose\n"
        "a,office,ward,tcp,22,administration\nb,ward,office,tcp,22,administration"
    )
    book = _book(hospital, elapsed_min=29)
    assert book.by_zone["office"].cut == book.by_zone["ward"].cut
    assert len(solved) == len(hospital.zones), "office and ward presume the same; place unknown weighs them otherwise"


def test_progress_is_told_to_the_end() -> None:
    hospital, seen = story(), []
    gap.playbook(hospital, reach.compile(hospital), depend.compile(hospital), advance=seen.append)
    assert seen[-1] == len(hospital.zones) + 1 and seen == sorted(seen)
