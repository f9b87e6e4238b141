"""How somebody came in elsewhere, on one's own machines."""

from __future__ import annotations

import pytest

from codedark.drill.recorded_entry import OF_EACH, entry_of
from codedark.record.assertion import Status
from tests.drill.recorded_views import little, said, seen
from tests.making import make_hospital


@pytest.mark.parametrize(
    ("vector", "entry"),
    [
        ("a phishing e-mail", {"host:pc-1", "host:pc-2", "host:nurse-1"}),
        ("hameçonnage", {"host:pc-1", "host:pc-2", "host:nurse-1"}),
        ("VPN zonder tweede factor", {"host:web-1"}),
        ("access of a supplier", {"host:web-1"}),
    ],
)
def test_a_vector_that_is_told_names_its_place(vector: str, entry: set[str]) -> None:
    way = entry_of(seen(said("initial_access_vector", vector)), little())
    assert set(way.entry) == entry and way.notes == () and "as recorded" in way.why


@pytest.mark.parametrize("told", [(), (said("initial_access_vector", status=Status.UNKNOWN),)])
def test_a_vector_nobody_knows_is_sampled_over_every_usual_place_and_said_to_be(told: tuple[object, ...]) -> None:
    way = entry_of(seen(*told), little())  # type: ignore[arg-type]
    assert set(way.entry) == {"host:pc-1", "host:pc-2", "host:nurse-1", "host:web-1", "host:ehr-1"}
    assert "sampled" in way.notes[0] and "not known" in way.why


def test_words_that_name_no_machine_are_sampled_too() -> None:
    way = entry_of(seen(said("initial_access_vector", "a meteorite")), little())
    assert len(way.entry) == 5 and "meteorite" in way.notes[0]


def test_a_place_this_hospital_does_not_have_is_sampled() -> None:
    hospital = make_hospital(hosts="host,zone,role\npc,office,workstation\n")
    way = entry_of(seen(said("initial_access_vector", "vpn")), hospital)
    assert way.entry == ("host:pc",) and way.notes


def test_machines_of_other_roles_are_better_than_none() -> None:
    hospital = make_hospital(hosts="host,zone,role\nprinter-1,office,printer\n")
    assert entry_of(seen(), hospital).entry == ("host:printer-1",)


def test_of_many_machines_a_few_are_taken_spread_over_the_list() -> None:
    rows = "".join(f"pc-{n},office,workstation\n" for n in range(30))
    way = entry_of(seen(), make_hospital(hosts=f"host,zone,role\n{rows}"))
    assert len(way.entry) == OF_EACH and way.entry == ("host:pc-0", "host:pc-10", "host:pc-20")
