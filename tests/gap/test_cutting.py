"""Plans, read as stories. Care is 1 an hour for each of two services; the horizon is four hours."""

import numpy as np
import pytest

from codedark import depend, gap, reach
from codedark.gap import cutting
from codedark.gap.checking import judge
from codedark.gap.cutting import CutMismatch
from codedark.gap.levers import Levers
from codedark.gap.program import Solved
from codedark.gap.territory import NodeMeasures
from codedark.hospital.records import ServiceId
from tests.gap.stories import TABLES, change, plan_for, story


def test_what_no_service_needs_is_cut_for_nothing() -> None:
    plan = plan_for(story(), "zone:office")
    assert plan.cut == ("desk", "adm") and plan.contain == ("office",)
    assert plan.care_lost_per_h == 0 and plan.services_lost == () and plan.residual == () and plan.optimal


def test_a_conduit_care_needs_is_cut_to_protect_core_and_its_price_is_paper_minutes() -> None:
    plan = plan_for(story(), "zone:ward")
    assert plan.cut == ("read",) and plan.services_lost == ("wards",)
    assert plan.care_lost_per_h == pytest.approx(1 - 0.5 * 2 / 4), "half kept for two of the four hours"
    assert plan.residual == () and "records" not in plan.exposed


def test_quarantining_the_one_known_host_is_enough_while_he_had_no_time() -> None:
    plan = plan_for(story(), "nurse-1")
    assert plan.quarantine == ("nurse-1",) and plan.cut == () and plan.care_lost_per_h == 0


def test_quarantining_the_one_known_host_does_not_clear_what_it_reached_meanwhile() -> None:
    plan = plan_for(story(), "ws-1", elapsed_min=29)
    assert plan.presumed.zones >= {"office", "ward", "records", "labs"}
    assert {r.core for r in plan.residual} == {"records", "labs"}


def test_a_host_no_gate_can_quarantine_is_cut_off_by_its_conduits() -> None:
    hospital = story(**change("hosts", "nurse-1,ward,clinical-workstation,locks", "nurse-1,ward,clinical-workstation,"))
    plan = plan_for(hospital, "nurse-1")
    assert plan.quarantine == () and plan.cut == ("read",) and plan.contain == ("ward",)


def test_one_of_two_servers_is_quarantined_because_the_other_carries_on() -> None:
    plan = plan_for(story(), "ehr-1")
    assert plan.quarantine == ("ehr-1",) and plan.care_lost_per_h == 0 and plan.residual == ()


def test_the_last_server_of_its_kind_is_quarantined_all_the_same_when_core_is_at_stake() -> None:
    hospital = story(**change("applications", "ehr-1 or ehr-2", "ehr-1 and ehr-2"))
    plan = plan_for(hospital, "ehr-1")
    assert plan.quarantine == ("ehr-1",) and set(plan.services_lost) == {"wards", "lab"}


def test_break_glass_is_never_cut_and_stays_as_a_residual_path() -> None:
    hospital = story(
        conduits="""
            conduit,from,to,protocol,ports,purpose,break_glass,clinical_owner
            read,ward,records,tcp,443,clinical,yes,head nurse
            more,ward,records,tcp,80,office,no,"""
    )
    plan = plan_for(hospital, "zone:ward")
    assert plan.cut == ("more",), "the row nobody needs is cut although break-glass leads to the same place"
    (left,) = plan.residual
    assert left.path == ("ward", "read", "records") and "break-glass (head nurse)" in left.why
    assert plan.exposed == plan.behind_break_glass == ("records",)
    assert plan.break_glass_care_per_h > 0, "it is priced"
    assert plan.bound == pytest.approx(plan.care_lost_per_h + plan.exposed_care_per_h), "and not paid for"


@pytest.mark.parametrize(("signed", "cut"), [("yes", ()), ("no", ("read",))])
@pytest.mark.parametrize("weight", [0.3, 1.0])
def test_no_care_elsewhere_is_given_up_for_what_break_glass_exposes(
    weight: float, signed: str, cut: tuple[str, ...]
) -> None:
    """Labs off cost 1.75 an hour (the records need them), cutting them off from the records 0.75."""
    hospital = story(
        hospital_toml=TABLES["hospital_toml"] + f"[response]\nexposure_weight = {weight}\n",
        conduits=f"""
            conduit,from,to,protocol,ports,purpose,break_glass
            read,ward,records,tcp,443,clinical,{signed}
            answer,records,labs,tcp,443,clinical,no""",
        applications="""
            application,kind,runs_on,ports,needs
            ehr,clinical,ehr-1 or ehr-2,tcp/443,lis
            lis,clinical,lis-1,tcp/443,""",
    )
    plan = plan_for(hospital, "zone:ward")
    assert plan.cut == cut
    behind = () if cut else ("records", "labs")
    assert plan.exposed == plan.behind_break_glass == behind
    assert {r.core for r in plan.residual} == set(behind), "the answer is no as long as anything leads to core"
    assert (plan.break_glass_care_per_h > 0) is bool(behind)


def test_what_costs_no_care_is_cut_behind_break_glass_too() -> None:
    hospital = story(
        conduits="""
            conduit,from,to,protocol,ports,purpose,break_glass
            read,ward,records,tcp,443,clinical,yes
            extra,records,labs,tcp,80,office,no""",
    )
    plan = plan_for(hospital, "zone:ward")
    assert plan.cut == ("extra",) and plan.care_lost_per_h == 0
    assert plan.exposed == plan.behind_break_glass == ("records",)


def test_what_is_reached_plainly_as_well_is_not_behind_break_glass() -> None:
    hospital = story(
        zones=TABLES["zones"]
        .replace("ward,clinical,no,fw", "ward,clinical,no,")
        .replace("records,server,yes,fw", "records,server,yes,"),
        conduits="""
            conduit,from,to,protocol,ports,purpose,break_glass
            read,ward,records,tcp,443,clinical,yes
            more,ward,records,tcp,80,office,no""",
    )
    plan = plan_for(hospital, "zone:ward")
    assert plan.exposed == ("records",) and plan.behind_break_glass == () and plan.break_glass_care_per_h == 0


@pytest.mark.parametrize(("weight", "cut"), [(0.4, {"shell"}), (1.0, {"desk", "shell"})])
def test_an_administration_port_that_care_uses_is_weighed_like_any_other(weight: float, cut: set[str]) -> None:
    """The remote desktop is the published record: cutting its port wholesale would stop the wards."""
    hospital = story(
        hospital_toml=TABLES["hospital_toml"] + f"[response]\nexposure_weight = {weight}\n",
        zones="zone,kind,core,gate\nward,clinical,no,fw\nfarm,server,no,fw\nlabs,device,yes,fw",
        hosts="host,zone,role\nnurse-1,ward,workstation\nts-1,farm,server\nlis-1,labs,server",
        applications="application,kind,runs_on,ports\nehr,clinical,ts-1,tcp/3389\nlis,clinical,ts-1,tcp/443",
        services="service,needs,worked_from\nwards,ehr,ward\nlab,lis,",
        conduits="""
            conduit,from,to,protocol,ports,purpose
            desk,ward,farm,tcp,3389,clinical
            shell,ward,farm,tcp,22,administration""",
    )
    plan = plan_for(hospital, "zone:ward")
    assert set(plan.cut) == cut
    assert plan.care_lost_per_h == pytest.approx(1.0 if "desk" in cut else 0.0)


def test_where_no_gate_stands_the_answer_is_no_and_the_path_is_named() -> None:
    zones = """
        zone,kind,core,gate,contain,inside
        office,office,no,,,open
        ward,clinical,no,,locks,open
        records,server,yes,,,open
        labs,device,yes,fw,,open"""
    plan = plan_for(story(zones=zones), "zone:ward")
    assert plan.cut == () and plan.contain == ("ward",)
    assert [(r.suspect, r.core, r.path) for r in plan.residual] == [("ward", "records", ("ward", "read", "records"))]
    assert "no gate stands between ward and records" in plan.residual[0].why


def test_core_that_is_presumed_itself_is_a_residual_and_the_other_core_is_still_protected() -> None:
    plan = plan_for(story(), "zone:labs")
    assert plan.cut == ("order",) and plan.services_lost == ("lab",)
    assert [(r.suspect, r.core) for r in plan.residual] == [("labs", "labs")]


def test_place_unknown_is_the_clean_island() -> None:
    plan = plan_for(story())
    assert plan.presumed.place_unknown and set(plan.cut) == {"read", "adm"}
    assert set(plan.contain) == {"office", "ward"} and plan.residual == ()


def test_a_kept_service_is_not_cut_off_and_what_that_opens_is_named() -> None:
    plan = plan_for(story(), "zone:ward", keep=("wards",))
    assert plan.cut == () and plan.services_lost == ()
    assert "a service to be kept needs it" in plan.residual[0].why


def test_keeping_one_service_still_protects_the_core_it_does_not_need() -> None:
    plan = plan_for(story(), "zone:ward", "zone:office", keep=("wards",))
    assert "adm" in plan.cut and plan.services_lost == ()
    assert {r.core for r in plan.residual} == {"records"}


def test_a_kept_service_that_costs_nothing_changes_nothing() -> None:
    assert plan_for(story(), "zone:ward", keep=("lab",)) == plan_for(story(), "zone:ward")


def test_a_service_nobody_has_cannot_be_kept() -> None:
    with pytest.raises(KeyError):
        plan_for(story(), "zone:ward", keep=("laundry",))


@pytest.mark.parametrize(("weight", "contained"), [(0.5, ()), (1.0, ("ward",))])
def test_a_zone_that_costs_care_to_contain_is_contained_only_for_more(
    weight: float, contained: tuple[str, ...]
) -> None:
    """Contained, the ward loses its record: 0.75 an hour. Its three hosts carry 1.75; two of them could be spared."""
    hospital = story(
        hospital_toml=TABLES["hospital_toml"] + f"[response]\nexposure_weight = {weight}\n",
        hosts="host,zone\nnurse-1,ward\nehr-3,ward\nlis-1,ward",
        applications="application,kind,runs_on,ports\nehr,clinical,ehr-3,tcp/443\nlis,clinical,lis-1,tcp/443",
        conduits="conduit,from,to\ndesk,office,ward",
    )
    plan = plan_for(hospital, "zone:ward")
    assert plan.contain == contained
    assert plan.care_lost_per_h == pytest.approx(0.75 if contained else 0)


def test_k_of_n_decides_which_of_two_cuts_is_borne() -> None:
    hospital = story(
        hosts="""
            host,zone,role,quarantine
            ehr-1,records,server,
            a-1,labs,server,locks
            a-2,labs,server,locks
            a-3,labs,server,locks""",
        applications='application,kind,runs_on\nehr,clinical,ehr-1\nlis,clinical,"2 of (a-1, a-2, a-3)"',
        conduits="conduit,from,to,protocol,ports,purpose\norder,labs,records,tcp,443,clinical",
    )
    one = plan_for(hospital, "a-1")
    assert one.quarantine == ("a-1",) and one.services_lost == ()
    two = plan_for(hospital, "a-1", "a-2")
    assert two.quarantine == ("a-1", "a-2") and two.services_lost == ("lab",)


def test_a_workplace_bears_the_loss_of_some_of_its_hosts_not_of_too_many() -> None:
    zones = """
        zone,kind,core,gate,contain,inside,workable_share
        office,office,no,fw,locks,open,0
        ward,clinical,no,fw,,isolated,0.5
        records,server,yes,fw,,open,0
        labs,device,yes,fw,,open,0"""
    hosts = "host,zone,role,quarantine\nehr-1,records,server,\nlis-1,labs,server,\n" + "\n".join(
        f"n-{i},ward,clinical-workstation,locks" for i in range(4)
    )
    hospital = story(zones=zones, hosts=hosts, **change("applications", "ehr-1 or ehr-2", "ehr-1"))
    two = plan_for(hospital, "n-0", "n-1")
    assert two.quarantine == ("n-0", "n-1") and two.services_lost == ()
    three = plan_for(hospital, "n-0", "n-1", "n-2")
    assert three.services_lost == ("wards",), "three of four quarantined, or the conduit cut: the ward stops either way"


def test_the_slowest_gate_says_when_all_is_cut() -> None:
    assert plan_for(story(), "zone:office").fire_min == 5
    assert (
        plan_for(story(**change("zones", "office,office,no,fw,locks", "office,office,no,fw,")), "zone:office").fire_min
        == 0.1
    )


def test_the_solver_is_held_to_what_the_judges_find(monkeypatch: pytest.MonkeyPatch) -> None:
    hospital = story()
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, ["zone:ward"]), elapsed_min=0)

    def cheaper(*args: object, **more: object) -> object:
        from dataclasses import replace

        judged = judge(*args, **more)  # type: ignore[arg-type]
        return replace(judged, care_lost_per_h=judged.care_lost_per_h - 0.1)

    monkeypatch.setattr(cutting, "judge", cheaper)
    with pytest.raises(CutMismatch, match="below the solver's bound"):
        gap.least_harm_cut(hospital, compiled, depend.compile(hospital), presumed)


def test_a_cut_that_does_not_cut_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    hospital = story()
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, ["zone:ward"]), elapsed_min=0)
    monkeypatch.setattr(
        cutting,
        "mend",
        lambda territory, measures: type(measures)(measures.closed & False, measures.contained, measures.quarantined),
    )
    with pytest.raises(CutMismatch, match="reached all the same: records"):
        gap.least_harm_cut(hospital, compiled, depend.compile(hospital), presumed)


def test_out_of_time_everything_is_cut_and_nothing_is_claimed() -> None:
    hospital = story()
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, ["zone:ward"]), elapsed_min=0)
    plan = gap.least_harm_cut(hospital, compiled, depend.compile(hospital), presumed, time_limit_s=0.0)
    assert plan.residual == () and plan.bound <= plan.care_lost_per_h + plan.exposed_care_per_h + 1e-9


def test_the_same_question_has_the_same_answer() -> None:
    assert plan_for(story(), "zone:ward") == plan_for(story(), "zone:ward")


def test_service_ids_are_those_of_the_hospital() -> None:
    assert plan_for(story(), "zone:ward").services_lost == (ServiceId("wards"),)


def test_out_of_time_a_poor_find_gives_way_to_cutting_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that ran out of time with nothing cut that costs care, where the exposure costs more."""
    hospital = story(**change("zones", "records,server,yes", "records,server,no"))
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, ["zone:ward"]), elapsed_min=0)
    circuit = depend.compile(hospital)
    best = gap.least_harm_cut(hospital, compiled, circuit, presumed)
    assert best.cut == ("read",)

    def poor(levers: Levers, *rest: object) -> tuple[NodeMeasures, Solved]:
        return levers.free, Solved(np.zeros(0), 1e9, 0.0, proven=False)

    monkeypatch.setattr(cutting, "_solve", poor)
    plan = gap.least_harm_cut(hospital, compiled, circuit, presumed)
    assert (plan.cut, plan.optimal, plan.bound) == (best.cut, False, 0.0)
