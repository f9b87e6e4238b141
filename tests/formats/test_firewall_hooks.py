"""Where a seal is hooked."""

from codedark.formats.firewall_hooks import hook_blanks, hook_cautions, hooks
from codedark.formats.firewall_wall import wall
from tests.formats.firewall_cases import CASES
from tests.formats.firewall_worlds import book_of, both_ways, place, seal_of


def test_two_zones_behind_one_interface_are_hooked_once() -> None:
    book = book_of(place("a", "10.0.0.0/24", interface="eth1"), place("b", "10.0.1.0/24", interface="eth1"))
    assert hooks(wall(book, seal_of(both_ways(("a", "b"))))) == ("eth1",)


def test_an_interface_nobody_told_is_a_blank() -> None:
    built = wall(CASES["interfaces-not-told"].book, CASES["interfaces-not-told"].seal)
    assert hooks(built) == tuple(str(b) for b in hook_blanks(built)) and len(hooks(built)) == 2


def test_what_hooking_leaves_out_is_said_where_it_matters() -> None:
    quarantine = wall(CASES["quarantine"].book, CASES["quarantine"].seal)
    assert any("every other one" in c for c in hook_cautions(quarantine))
    assert not any("every other one" in c for c in hook_cautions(wall(CASES["dark"].book, CASES["dark"].seal)))
