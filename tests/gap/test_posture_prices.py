from __future__ import annotations

from functools import cache

import pytest

from codedark.gap.gate_book import gated_pairs
from codedark.gap.plan_book import plan_book
from codedark.gap.playbook import playbook
from codedark.gap.posture import Posture
from codedark.gap.posture_prices import PRICED, ConduitPrices, CutBy, price_conduits, price_together
from codedark.gap.tiers import Tiers, tiers
from codedark.hospital.ports import NO_PORTS, written
from tests.gap.seal_ward import CONDUITS, ZONES, shut, ward_hospital, ward_tiers

ONE_WAY = "\n".join(line for line in CONDUITS.splitlines() if "anything," not in line) + "\n"
"""Without the row that carries everything: what care uses has no other way."""
DENY = "    no,      ward,  outside, tcp, 25, internet, no, , release, deny\n"


def priced(of: Tiers | None = None) -> dict[str, ConduitPrices]:
    return {str(p.row.conduit): p for p in price_conduits(of or ward_tiers())}


@cache
def split(**tables: str) -> Tiers:
    return tiers(ward_hospital(**tables))


@pytest.mark.parametrize("posture", PRICED)
def test_a_price_is_that_of_a_seal_of_this_conduit_alone(posture: Posture) -> None:
    found = priced()
    assert found
    for name, one in found.items():
        assert one.care_lost_per_h[posture] == ward_tiers().care_lost_per_h(shut(posture, name))


def test_what_care_needs_costs_at_dark_and_nothing_where_break_glass_keeps_it() -> None:
    record = priced(split(conduits=ONE_WAY))["record"]
    at_2, at_3, at_4 = record.care_lost_per_h.values()
    assert (at_2, at_3) == (0, 0) and at_4 > 0
    assert record.costs and record.row.break_glass and not record.stood_on


def test_the_dearest_stands_first_and_equal_ones_as_in_the_table() -> None:
    found = price_conduits(ward_tiers())
    dark = [p.care_lost_per_h[Posture.DARK] for p in found]
    assert dark == sorted(dark, reverse=True) and dark[0] > 0
    table = [str(c) for c in ward_hospital().conduits]
    free = [str(p.row.conduit) for p in found if not p.costs]
    assert len(free) > 1 and free == sorted(free, key=table.index)


def test_what_break_glass_stands_on_is_told_apart_from_what_is_named_break_glass() -> None:
    found = priced()
    assert {name for name, p in found.items() if p.stood_on} == {"lookup", "lookups"}
    assert found["lookup"].pieces_count == {p: len(ward_tiers().kept("lookup", p)) for p in PRICED}
    assert found["lookup"].pieces_count[Posture.BREAK_GLASS] == 1
    assert found["admin"].pieces_count[Posture.BREAK_GLASS] == 0


def test_posture_2_takes_administrative_ports_and_says_how_many_rows_it_spares() -> None:
    found = priced()
    assert written(found["admin"].taken) == "tcp/22,3389"
    assert written(found["web"].taken) == "tcp/445"
    assert found["lookup"].taken == NO_PORTS and found["lookup"].spared_count == 0
    assert found["anything"].spared_count > 0, "the clinical desktop listens on an administrative port"


def test_posture_2_takes_nothing_from_a_break_glass_conduit() -> None:
    record = priced()["record"]
    assert record.taken == NO_PORTS and record.spared_count == 0


def test_gates_that_cut_a_conduit_are_named_and_every_whole_one_can_be_sealed() -> None:
    found = priced()
    assert found["record"].gates == ("g1",) and found["record"].cut_by is CutBy.WHOLE
    sealable = gated_pairs(ward_tiers())
    assert {name for name, p in found.items() if p.cut_by is CutBy.WHOLE} == set(sealable)


def test_a_conduit_without_a_gate_says_between_which_zones() -> None:
    zones = ZONES.replace("fd00:1::/64, g1,", "fd00:1::/64, ,").replace("fd00:2::/64, g1,", "fd00:2::/64, ,")
    found = priced(split(zones=zones, conduits=ONE_WAY))
    record = found["record"]
    assert record.cut_by is CutBy.NO_GATE and record.gates == () and record.ungated == (("ward", "records"),)
    assert record.care_lost_per_h[Posture.DARK] > 0, "it is priced all the same: what if it stops"
    assert found["lookup"].cut_by is CutBy.WHOLE, "the gate at one end is enough"


def test_a_conduit_with_a_gate_at_some_of_its_pairs_is_cut_partly() -> None:
    zones = ZONES.replace("10.3.0.0/24,             g1,", "10.3.0.0/24,             ,")
    zones = zones.replace("fd00:2::/64, g1,", "fd00:2::/64, ,")
    broad = CONDUITS + "    broad, *, records, tcp, 8080, other, no, , release\n"
    one = priced(split(zones=zones, conduits=broad))["broad"]
    assert one.cut_by is CutBy.PARTLY and one.gates and ("office", "records") in one.ungated


def test_inside_an_open_zone_there_is_nothing_to_cut() -> None:
    inside = CONDUITS + "    inside, ward, ward, tcp, 8080, other, no, , release\n"
    assert priced(split(conduits=inside))["inside"].cut_by is CutBy.NOTHING


def test_deny_rows_hold_at_every_posture_and_have_no_price() -> None:
    head, *rows = CONDUITS.strip("\n").splitlines()
    table = "\n".join([f"{head},action", *(f"{r}, allow" for r in rows if r.strip())]) + "\n" + DENY
    found = priced(split(conduits=table))
    assert "no" not in found and set(found) == set(priced())


def test_zones_narrow_what_is_told_to_what_joins_them() -> None:
    found = {str(p.row.conduit) for p in price_conduits(ward_tiers(), ("domain",))}
    assert found == {"lookup", "lookups"}
    assert price_conduits(ward_tiers(), ()) == ()


def test_together_is_what_the_plans_of_whole_zones_cost() -> None:
    """The same number on two screens, or one of them is wrong."""
    from codedark import depend, reach

    hospital, own = ward_hospital(), ward_tiers()
    plans = plan_book(own, playbook(hospital, reach.compile(hospital), depend.compile(hospital)))
    costs = {name: plan.care_lost_per_h for plan in plans for name in plan.names}
    everything, ward = price_together(own), price_together(own, ("ward",))
    for posture in PRICED:
        assert everything[posture] == costs[f"everything@{int(posture)}"]
        assert ward[posture] == costs[f"zone:ward@{int(posture)}"]
    assert everything[Posture.DARK] > 0


def test_what_no_gate_cuts_is_no_part_of_what_all_of_it_costs() -> None:
    zones = ZONES
    for told in ("fd00:1::/64,", "fd00:2::/64,", "10.4.0.0/24,            "):
        zones = zones.replace(f"{told} g1,", f"{told} ,")
    own = split(zones=zones, conduits=ONE_WAY)
    assert {name for name, p in priced(own).items() if p.cut_by is CutBy.WHOLE} == {"admin", "web"}
    together = price_together(own)[Posture.DARK]
    assert together == own.care_lost_per_h(shut(Posture.DARK, "admin", "web"))
    assert together < own.care_lost_per_h(shut(Posture.DARK, "admin", "web", "record"))


def test_prices_do_not_add_up_where_care_has_another_way() -> None:
    """Either of two ways alone costs nothing, both cost what the one way did."""
    own, one_way = split(), split(conduits=ONE_WAY)
    found = priced(own)
    assert not found["record"].costs and not found["anything"].costs
    both = own.care_lost_per_h(shut(Posture.DARK, "record", "anything"))
    assert both == one_way.care_lost_per_h(shut(Posture.DARK, "record")) > 0
