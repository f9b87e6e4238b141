"""What a commander reads: few names unless all are asked for, minutes as people say them."""

import pytest

from codedark import depend, gap, reach
from codedark.cli.gap_tables import print_plan
from codedark.hospital import Hospital
from tests.gap.stories import TABLES, change, story


def _planned(hospital: Hospital, *words: str) -> gap.CutPlan:
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, words), elapsed_min=0)
    return gap.least_harm_cut(hospital, compiled, depend.compile(hospital), presumed)


def _printed(capsys: pytest.CaptureFixture[str], hospital: Hospital, *words: str, full: bool = False) -> str:
    print_plan(hospital, reach.compile(hospital), _planned(hospital, *words), full=full)
    return " ".join(capsys.readouterr().out.split())


def _many() -> Hospital:
    rows = "\n".join(f"        more-{i:02},ward,records,tcp,{i},office" for i in range(1, 21))
    return story(conduits=f"{TABLES['conduits']}\n{rows}")


def test_long_lists_are_shortened_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert "and 15 more" in _printed(capsys, _many(), "zone:ward")
    told = _printed(capsys, _many(), "zone:ward", full=True)
    assert "more-20" in told and "more:" not in told


def test_each_gate_says_what_it_does_and_how_long_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    told = _printed(capsys, story(), "zone:ward")
    assert "contain zone" in told and "cut conduit" in told and "all is cut after 5 min" in told


def test_a_quarantined_host_stands_under_its_gate(capsys: pytest.CaptureFixture[str]) -> None:
    assert "quarantine host" in _printed(capsys, story(), "nurse-1")


@pytest.mark.parametrize(
    ("minutes", "said"), [("0", "stops"), ("90", "90 min"), ("120", "2 h"), ("2880", "2 days"), ("? nobody", "unknown")]
)
def test_paper_is_told_in_the_unit_people_use(capsys: pytest.CaptureFixture[str], minutes: str, said: str) -> None:
    capacity = "0" if minutes == "0" else "0.5"
    hospital = story(**change("services", "wards,ehr,ward,120,0.5", f"wards,ehr,ward,{minutes},{capacity}"))
    assert said in _printed(capsys, hospital, "zone:ward")


def test_another_answer_that_protects_more_is_pointed_out(capsys: pytest.CaptureFixture[str]) -> None:
    hospital = story(zones=TABLES["zones"].replace(",fw,", ",,"))
    told = _printed(capsys, hospital, "zone:ward")
    assert "Fewer core zones are within reach after: full shutdown, zone isolation" in told


SIGNED = """
    conduit,from,to,protocol,ports,purpose,break_glass,clinical_owner
    read,ward,records,tcp,443,clinical,yes,head nurse
    back,records,labs,tcp,443,clinical,no,"""
LABS_NEEDED = """
    application,kind,runs_on,ports,needs
    ehr,clinical,ehr-1 or ehr-2,tcp/443,lis
    lis,clinical,lis-1,tcp/443,"""


def test_what_break_glass_keeps_open_is_no_and_stands_apart(capsys: pytest.CaptureFixture[str]) -> None:
    hospital = story(conduits=SIGNED, applications=LABS_NEEDED)
    told = _printed(capsys, hospital, "zone:ward")
    assert told.startswith("NO, but for break-glass alone: 2 of 2 core zones are reached over nothing else.")
    assert "reached over break-glass alone, which no plan cuts: labs, records" in told
    assert "break-glass/h" in told and "core behind it" in told and "and leaves break-glass open" in told
    assert "Break-glass lifted is this cut with read (head nurse) cut as well: 0.75 care an hour more." in told
    assert "Zones within reach over break-glass alone: records, labs." in told


def test_all_that_lies_behind_one_break_glass_conduit_is_one_row_unless_all_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    hospital = story(conduits=SIGNED, applications=LABS_NEEDED)
    told = _printed(capsys, hospital, "zone:ward")
    assert "records, labs" in told and "> ..." in told and "back stays open" not in told
    full = _printed(capsys, hospital, "zone:ward", full=True)
    assert "> ..." not in full and "back stays open behind break-glass" in full


def test_without_break_glass_no_column_speaks_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert "break-glass" not in _printed(capsys, story(), "zone:ward").lower()


def test_a_plan_without_anything_to_do_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    hospital = story(conduits="conduit,from,to\norder,labs,records", **change("zones", "no,fw,locks", "no,fw,"))
    told = _printed(capsys, hospital, "zone:ward")
    assert "Nothing is cut." in told and "No service loses what it needs." in told


def test_services_of_one_name_are_told_apart_by_their_ids(capsys: pytest.CaptureFixture[str]) -> None:
    hospital = story(services="service,name,needs,worked_from\na,Ward,ehr,ward\nb,Ward,ehr,ward\nc,Desk,ehr,ward")
    told = _printed(capsys, hospital, "zone:ward")
    assert "Ward a" in told and "Ward b" in told and "Desk" in told and "Desk c" not in told


def test_many_services_are_counted_unless_all_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    rows = "\n".join(f"s{i:02},ehr,ward" for i in range(30))
    hospital = story(services=f"service,needs,worked_from\n{rows}")
    assert "and 6 more: --full" in _printed(capsys, hospital, "zone:ward")
    assert "s29" in _printed(capsys, hospital, "zone:ward", full=True)


def test_a_full_shutdown_that_leaves_core_within_reach_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    hospital = story(**change("hosts", "ehr-1,records,server", "ehr-1,records,monitor"))
    told = _printed(capsys, hospital, "zone:ward")
    roles = ", ".join(hospital.settings.response.off_roles)
    wanted = f"within reach because switching hosts off ({roles}) cuts no network"
    plan = _planned(hospital, "zone:ward")
    shut = next(a for a in plan.alternatives if a.name == "full shutdown")
    assert shut.core_exposed, "the story must leave core within reach of a shutdown"
    assert f"Full shutdown leaves {len(shut.core_exposed)} {wanted}" in told


def test_no_means_what_these_gates_cut_not_any_answer(capsys: pytest.CaptureFixture[str]) -> None:
    hospital = story(zones=TABLES["zones"].replace(",fw,", ",,"))
    assert "core zones are within reach whatever these gates cut." in _printed(capsys, hospital, "zone:ward")
