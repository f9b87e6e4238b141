from __future__ import annotations

from codedark.gap.cable_cards import CableCard, cable_cards, natural
from codedark.gap.posture import EVERYTHING_NORMAL, Posture, seal
from codedark.hospital import Hospital
from codedark.hospital.records import ConduitId, GateId, ZoneId
from tests.making import make_hospital

WORLD = {
    "sites": "site,name,beds_recognised\nnorth,North,1\nsouth,South,1",
    "gates": "gate,kind,name\nfw,nftables,Inner firewall\nhub,nftables,Hub",
    "zones": (
        "zone,kind,site,core,gate\n"
        "office,office,south,no,fw\nward,clinical,north,no,fw\nlab,device,north,yes,fw\nicu,device,north,yes,fw"
    ),
    "hosts": "host,zone\nws-1,office\nws-2,ward\nlab-1,lab\nicu-1,icu",
    "conduits": (
        "conduit,from,to,break_glass,gate\n"
        "work,office,lab,no,\nresults,ward,lab,yes,\nalarms,icu,ward,no,hub\nblood,lab,icu,yes,"
    ),
    "agents": "agent,gate,address,room\nfw-a,fw,gate-1.example:47115,cellar 1\nfw-b,fw,gate-2.example:47115,cellar 9",
    "cables": (
        "gate,zone,interface,room,panel_port,cable,note\n"
        "fw,office,eth1,cellar 10,P1/3,A-7,behind the door\nfw,ward,eth2,cellar 9,P1/4,,\nfw,lab,eth3,,,A-9,"
    ),
}


def world(**tables: str) -> Hospital:
    return make_hospital(**{**WORLD, **tables})


def at(gate: str, a: str, b: str) -> tuple[GateId, tuple[ZoneId, ZoneId]]:
    return GateId(gate), (ZoneId(a), ZoneId(b))


def cards(*unproven: tuple[GateId, tuple[ZoneId, ZoneId]], **tables: str) -> tuple[CableCard, ...]:
    return cable_cards(world(**tables), EVERYTHING_NORMAL, unproven)


def test_what_is_proven_needs_no_card() -> None:
    assert cards() == ()


def test_a_card_says_which_cable_which_port_and_which_room() -> None:
    (card,) = cards(at("fw", "office", "lab"))
    assert (card.gate, card.zones, card.room, card.panel_port, card.cable) == (
        "fw", ("office",), "cellar 10", "P1/3", "A-7",
    )  # fmt: skip
    assert card.told and card.ask == "" and card.note == "behind the door"
    assert card.do == "Pull A-7, P1/3: office off."


def test_both_directions_of_a_pair_are_one_card() -> None:
    (card,) = cards(at("fw", "office", "lab"), at("fw", "lab", "office"))
    assert card.closes == (("lab", "office"),)


def test_the_cable_of_the_zone_that_is_not_core_is_pulled_and_once_for_all_its_pairs() -> None:
    (card,) = cards(at("fw", "office", "lab"), at("fw", "icu", "office"))
    assert card.zones == ("office",) and card.closes == (("icu", "office"), ("lab", "office"))


def test_among_core_zones_the_one_that_closes_most_is_pulled() -> None:
    zones = WORLD["zones"].replace("north,no", "north,yes")
    (card,) = cards(at("fw", "lab", "icu"), at("fw", "icu", "ward"), zones=zones, cables="gate,zone")
    assert card.zones == ("icu",)
    told = cards(at("fw", "lab", "icu"), at("fw", "icu", "ward"), zones=zones)
    assert [card.zones for card in told] == [("ward",), ("lab",)], "a cable that can be found goes before"


def test_every_pair_asked_for_is_closed_by_some_card() -> None:
    zones = list(world().zones)
    wanted = [at("fw", a, b) for a in zones for b in zones if a != b]
    closed = {frozenset(pair) for card in cards(*wanted) for pair in card.closes}
    assert closed == {frozenset(pair) for _, pair in wanted}


def test_a_card_that_nobody_told_of_says_so_and_whom_to_ask() -> None:
    (card,) = cards(at("fw", "lab", "icu"))
    assert not card.told and "nobody told which" in card.do
    assert "Inner firewall" in card.ask and "cellar 1 and cellar 9" in card.ask


def test_a_label_without_a_room_is_not_enough_to_find_a_cable() -> None:
    (card,) = cards(at("fw", "lab", "icu"), zones=WORLD["zones"].replace("lab,device,north,yes", "lab,device,north,no"))
    assert card.zones == ("lab",) and card.cable == "A-9" and not card.told


def test_the_walk_goes_by_site_and_room_and_what_nobody_told_of_comes_last() -> None:
    cables = (
        "gate,zone,room,panel_port\n"
        "fw,office,cellar 1,P1\nfw,ward,cellar 10,P1\nfw,store,cellar 9,P12\nfw,archive,cellar 9,P2"
    )
    zones = WORLD["zones"] + "\nstore,office,north,no,fw\narchive,office,north,no,fw"
    wanted = [at("fw", zone, "lab") for zone in ("office", "ward", "store", "archive", "icu")]
    found = cards(*wanted, cables=cables, zones=zones)
    assert [(card.room, card.panel_port) for card in found] == [
        ("cellar 9", "P2"), ("cellar 9", "P12"), ("cellar 10", "P1"), ("cellar 1", "P1"), ("", ""),
    ]  # fmt: skip
    assert [card.number for card in found] == [1, 2, 3, 4, 5]


def test_a_cable_that_hangs_at_the_other_site_is_pulled_there() -> None:
    (card,) = cards(at("fw", "office", "lab"), cables='gate,zone,room,cable\nfw,office,"North, cellar 2",A-7')
    assert card.zones == ("office",) and card.site == "north"


def test_one_cable_that_carries_two_zones_is_one_card_that_says_both() -> None:
    cables = "gate,zone,room,cable\nfw,office,cellar 1,trunk\nfw,ward,cellar 1,trunk"
    (card,) = cards(at("fw", "office", "lab"), at("fw", "ward", "icu"), cables=cables)
    assert card.zones == ("office", "ward") and set(card.closes) == {("lab", "office"), ("icu", "ward")}


def test_a_card_names_what_stops_with_it_break_glass_above_all() -> None:
    (card,) = cards(at("fw", "ward", "lab"))
    assert card.stops == ("results", "alarms") and card.break_glass == ("results",)


def test_a_gate_that_is_not_the_zones_own_carries_what_is_named_for_it_alone() -> None:
    (card,) = cards(at("hub", "icu", "ward"), cables="gate,zone,room,cable\nhub,ward,cellar 2,H-1")
    assert card.gate == "hub" and card.zones == ("ward",) and card.stops == ("alarms",)


def test_the_zones_own_cable_is_pulled_rather_than_one_that_takes_core_zones_with_it() -> None:
    cables = (
        "gate,zone,room,cable\n"
        "hub,ward,cellar 2,fibre\nhub,icu,cellar 2,fibre\nhub,lab,cellar 2,fibre\nfw,ward,cellar 1,A-8"
    )
    (card,) = cards(at("hub", "icu", "ward"), at("fw", "lab", "ward"), cables=cables)
    assert (card.gate, card.zones, card.cable) == ("fw", ("ward",), "A-8")
    (card,) = cards(at("hub", "icu", "ward"), cables=cables.rpartition("\n")[0])
    assert card.zones == ("ward", "icu", "lab")


def test_what_has_no_gate_gets_a_card_without_being_asked() -> None:
    hospital = world(zones=WORLD["zones"].replace(",fw", ","))
    (card,) = cable_cards(hospital, seal({ConduitId("work"): Posture.DARK}))
    assert card.zones == ("office",) and card.cable == "A-7"
    (card,) = cable_cards(hospital, seal({ConduitId("blood"): Posture.DARK}))
    assert card.zones == ("lab",) and card.cable == "A-9" and not card.told
    bare = world(zones=WORLD["zones"].replace(",fw", ","), cables="gate,zone")
    (card,) = cable_cards(bare, seal({ConduitId("blood"): Posture.DARK}))
    assert card.gate is None and "no gate" in card.ask


def test_no_one_cable_parts_the_hosts_of_a_zone() -> None:
    (card,) = cards(at("fw", "office", "office"))
    assert card.closes == (("office", "office"),) and not card.told and "switches" in card.do


def test_paths_past_the_gates_stand_after_the_cables() -> None:
    rows = (
        "path,kind,to,room,cable,owner,how_to_close\n"
        "line,modem,lab,cellar 3,grey box,imaging,pull the plug\nradio,wireless,office,,,wireless desk,\n"
        "console,management,icu,,,,\nelsewhere,vpn,ward,,,,"
    )
    found = cards(at("fw", "office", "lab"), at("fw", "office", "icu"), out_of_band=rows)
    assert [card.path for card in found] == [None, "line", "console", "radio"]
    assert found[1].do == "pull the plug" and found[1].told and found[1].cable == "grey box"
    assert (found[3].told, found[3].ask) == (False, "wireless desk")
    assert "nobody is told as its owner" in found[2].ask


def test_numbers_in_names_of_rooms_are_numbers() -> None:
    assert sorted(["B10", "B9", "b2", "A", ""], key=natural) == ["", "A", "b2", "B9", "B10"]
