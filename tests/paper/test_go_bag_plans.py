from __future__ import annotations

import pytest

from codedark.gap.plan_id import plan_id
from codedark.gap.posture import Posture, seal, seal_of_plan
from codedark.hospital.records import ConduitId
from codedark.paper.go_bag_plans import (
    PLACE_UNKNOWN,
    _break_glass,
    index_rows,
    lost_at_min,
    plan_pages,
    priced_plans,
    prices,
)
from tests.gap.stories import TABLES, change
from tests.paper.bags import bag, plan_of

TOLD = bag()
PLANS = priced_plans(TOLD)


def page(zone: str, told=TOLD):
    return next(p for p in plan_pages(told, priced_plans(told)) if zone in [z["zone"] for z in p["zones"]])


def test_every_alarm_zone_and_place_unknown_has_exactly_one_plan() -> None:
    zones = [zone for priced in PLANS for zone in priced.zones]
    assert sorted(zones) == sorted([PLACE_UNKNOWN, *TOLD.hospital.zones])


def test_alarms_that_lead_to_the_same_cut_share_a_plan() -> None:
    assert plan_of(TOLD).zones == (PLACE_UNKNOWN, "office")
    assert len({priced.id for priced in PLANS}) == len(PLANS) == 4


def test_a_plan_is_named_by_its_usual_seal_and_each_posture_has_its_own_name() -> None:
    told = plan_of(TOLD, "ward")
    assert told.id == plan_id(seal_of_plan(told.plan, Posture.BREAK_GLASS))
    assert len({plan_id(sealed) for _, sealed, _ in told.seals}) == 3
    (usual,) = [row for row in page("ward")["prices"] if row["usual"]]
    assert usual["id"].replace(" ", "") == told.id


def test_prices_stand_beside_full_shutdown_and_nothing() -> None:
    rows = {row["what"]: row for row in page("ward")["prices"]}
    assert list(rows)[-2:] == ["full shutdown", "nothing"]
    assert rows["posture 3: cut except break-glass"]["care"] == "0.75"
    assert rows["posture 3: cut except break-glass"]["core"] == "none"
    assert rows["full shutdown"]["care"] == "1.75"
    assert rows["nothing"]["core"] == "1: records"


def test_the_index_has_a_row_a_zone_that_leads_to_its_page() -> None:
    rows = index_rows(TOLD, PLANS)
    assert [row["zone"] for row in rows] == [PLACE_UNKNOWN, "office", "ward", "records", "labs"]
    assert {row["label"] for row in rows} == {p["label"] for p in plan_pages(TOLD, PLANS)}
    assert [row["safe"] for row in rows] == [True, True, True, False, False]
    assert [row["zone"] for row in rows if row["empty"]] == ["records"]


def test_for_programs_care_is_a_number_at_each_posture() -> None:
    rows = {row["zone"]: row for row in prices(TOLD, PLANS)}
    assert rows["ward"]["care_lost_per_h"]["3"] == pytest.approx(TOLD.playbook.by_zone["ward"].care_lost_per_h)  # type: ignore[index]
    assert set(rows["ward"]["care_lost_per_h"]) == {"2", "3", "4"}


def test_conduits_keep_the_number_they_are_let_go_by() -> None:
    sealed = seal_of_plan(TOLD.playbook.unknown)
    numbers = {c["conduit"]: c["number"] for gate in page(PLACE_UNKNOWN)["gates"] for c in gate["conduits"]}
    assert numbers == {str(c): i for i, (c, _) in enumerate(sealed.postures)}


def test_what_no_gate_cuts_on_some_of_its_way_is_said() -> None:
    assert page(PLACE_UNKNOWN)["hand"] == []
    loose = bag(zones=TABLES["zones"].replace("ward,clinical,no,fw", "ward,clinical,no,"), gates=TABLES["gates"])
    assert page("ward", loose)["gates"][0]["gate"] == "fw"


def test_services_come_in_the_order_they_stop_with_their_paper() -> None:
    (row,) = page("ward")["services"]
    assert (row["name"], row["lost"], row["paper"], row["share"], row["tried"]) == (
        "wards", "at once", "2 h", "50%", "never tried",
    )  # fmt: skip
    (row,) = page("labs")["services"]
    assert (row["paper"], row["share"], row["tried"]) == ("no paper: stops", "", "")


def test_paper_minutes_nobody_told_are_planned_as_none_and_say_so() -> None:
    told = bag(**change("services", "wards,ehr,ward,120,0.5", "wards,ehr,ward,? nobody asked,0.5"))
    (row,) = page("ward", told)["services"]
    assert row["paper"] == "nobody told: plan with none"


def test_losses_beyond_the_horizon_are_not_counted_as_lost() -> None:
    told = bag(hospital_toml='[hospital]\nname = "Story"\n[care]\nhorizon_h = 1\n')
    assert set(lost_at_min(told, plan_of(told, "ward").seals[1][1])) == {"wards"}


GLASS = """
    conduit,from,to,protocol,ports,purpose,break_glass,clinical_owner
    read,ward,records,tcp,443,clinical,,
    order,labs,records,tcp,443,clinical,yes,head of laboratory
    call,ward,labs,tcp,443,clinical,yes,"""


def test_break_glass_flows_stand_with_who_answers_for_them() -> None:
    told = bag(conduits=GLASS)
    sealed = seal(dict.fromkeys(told.hospital.conduits, Posture.BREAK_GLASS))
    flows = {flow["flow"]: flow for flow in _break_glass(told, sealed)}
    assert set(flows) == {"order", "call"}
    assert flows["order"]["owner"] == "head of laboratory" and flows["order"]["over"] == "order"
    assert flows["call"]["owner"] == "no clinical owner named"
    assert _break_glass(told, seal({ConduitId("read"): Posture.BREAK_GLASS})) == []


def test_a_plan_that_cuts_nothing_says_why() -> None:
    assert page("records")["empty"].startswith("Nothing that a gate can cut")
    no_core = bag(zones=TABLES["zones"].replace(",yes,", ",no,"))
    assert "no zone is marked core" in page("records", no_core)["empty"]
    no_gate = bag(
        gates="gate,kind,fire_min", zones=TABLES["zones"].replace(",fw,", ",,").replace("locks", ""),
        hosts=TABLES["hosts"].replace("locks", ""),
    )  # fmt: skip
    assert "no gate is told" in page("ward", no_gate)["empty"]
    assert [row["what"] for row in page("ward", no_gate)["prices"]] == ["full shutdown", "nothing"]


def test_ways_left_open_by_the_same_first_step_are_one_line() -> None:
    no_gate = bag(
        gates="gate,kind,fire_min", zones=TABLES["zones"].replace(",fw,", ",,").replace("locks", ""),
        hosts=TABLES["hosts"].replace("locks", ""),
        conduits="conduit,from,to,protocol,ports,purpose\nflat,*,*,any,,other",
    )  # fmt: skip
    rows = page(PLACE_UNKNOWN, no_gate)["residual"]
    assert [(row["core"], row["suspects"], row["first"]) for row in rows] == [("records, labs", "office, ward", "flat")]
