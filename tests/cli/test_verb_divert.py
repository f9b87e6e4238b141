"""`codedark divert`, typed as people type it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer
from codedark.store.incident_log import open_incident
from tests.cli.divert_hospital import WHEN, written
from tests.cli.incident_records import made, texts


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return written(tmp_path / "north")


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = answer(["divert", *words])
    out, err = capsys.readouterr()
    return code, out, err


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    _, out, _ = asked(capsys, *words, "--json")
    answered: dict[str, Any] = json.loads(out)
    return answered


def test_json_is_one_object_with_the_documented_keys(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    from codedark.cli import verb_divert

    code, out, err = asked(capsys, folder, "--down", "box", *WHEN, "--json")
    assert (code, err) == (0, "")
    answered = json.loads(out)
    listed = [answered[key][0] for key in ("transfers", "stay", "home", "operations", "arrivals", "inflows", "services",
                                           "neighbours")]  # fmt: skip
    documented = verb_divert.__doc__ or ""
    keys = {key for one in [answered, *listed] for key in one}
    assert not [key for key in keys if f'"{key}"' not in documented]


def test_who_must_leave_leaves_and_who_can_stay_stays(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    answered = told(capsys, folder, "--down", "box", *WHEN)
    assert {t["patient"]: t["to"] for t in answered["transfers"]} == {"p-1": "near", "p-2": "far"}
    assert [s["patient"] for s in answered["stay"]] == ["p-3"] and answered["stay"][0]["until_min"] == 2880
    assert [h["patient"] for h in answered["home"]] == ["p-4"]
    assert answered["unplaced"] == [] and answered["bound_kind"] == "exact"
    first = answered["transfers"][0]
    # Loading takes half of handling_min, the road to Near ten minutes, all on a grid of five.
    assert (first["depart_min"], first["arrive_min"]) == (10, 20)
    assert first["escort_team"] == "team-1" and first["crew"] == "amb-1"


def test_operations_arrivals_and_inflows_say_the_service_that_decided(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answered = told(capsys, folder, "--down", "box", *WHEN)
    assert [(o["operation"], o["decision"], o["because"]) for o in answered["operations"]] == [
        ("hip", "cancelled", "theatre")
    ]
    (arrival,) = answered["arrivals"]
    assert (arrival["service"], arrival["to"], arrival["arrivals_per_h"]) == ("ed", "near", 2)
    assert answered["inflows"][0]["to"] == "far"


def test_without_confirmed_beds_nobody_is_placed_and_it_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beds = "hospital,pool,free_staffed\nnear,icu,? nobody was asked\nfar,icu,? nobody was asked"
    folder = written(tmp_path / "n", region_beds=beds)
    code, out, _ = asked(capsys, folder, "--down", "box", *WHEN, "--json")
    answered = json.loads(out)
    assert code == 1 and answered["transfers"] == []
    assert {u["patient"]: u["clinician"] for u in answered["unplaced"]} == dict.fromkeys(
        ("p-1", "p-2"), "head of intensive care"
    )
    assert all("nobody" in u["why"] or "no free icu bed is confirmed" in u["why"] for u in answered["unplaced"])
    placed = told(capsys, folder, "--down", "box", *WHEN, "--assume-beds", "1")
    assert {t["bed"] for t in placed["transfers"]} == {"assumed"} and len(placed["transfers"]) == 2


def test_a_bed_confirmed_yesterday_is_unknown_today(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    late = ("--fell", "2024-05-18T06:00+02:00", "--now", "2024-05-18T06:00+02:00")
    assert told(capsys, folder, "--down", "box", *late)["transfers"] == []


def test_what_has_passed_is_passed(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    later = ("--fell", "2024-05-17T06:00+02:00", "--now", "2024-05-17T07:30+02:00")
    answered = told(capsys, folder, "--down", "box", *later)
    assert answered["now_min"] == 90 and min(t["depart_min"] for t in answered["transfers"]) >= 90


def test_people_are_told_the_same(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = asked(capsys, folder, "--down", "box", *WHEN)
    assert (code, err) == (0, "")
    for word in ("p-1", "near", "06:10-06:20", "amb-1", "team-1", "can go home: p-4", "1 cancelled", "code: stroke"):
        assert word in out, word
    assert "None" not in out and "inf" not in out.split()


def test_the_same_question_twice_has_the_same_answer(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, folder, "--down", "box", *WHEN) == told(capsys, folder, "--down", "box", *WHEN)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--down: nothing is down"),
        (("--down", "bux"), "box"),
        (("--down", "box", "--assume-beds", "101"), "--assume-beds: out of range"),
        (("--down", "box", "--now", "25:00"), "--now: not a moment"),
        (("--down", "box", "--fell", "07:00", "--now", "06:00"), "--now: before the fall"),
        (("--down", "box", "--region", "x"), "--region: beside one hospital"),
        (("--down", "box", "--stay", "-1", "--effort", "-1"), "--effort: out of range"),
    ],
)
def test_bad_options_are_told_with_their_fix(
    folder: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    code, out, err = asked(capsys, folder, *words)
    assert (code, out) == (2, "")
    assert said in err and ("Fix:" in err or "did you mean" in err)


def test_papers_are_written_whole_and_named(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "papers"
    code, _, err = asked(capsys, folder, "--down", "box", *WHEN, "--out", str(out), "--json")
    assert code == 0
    made = sorted(path.name for path in out.iterdir())
    assert {"transfers.pdf", "requests.pdf", "hics-forms.pdf", "hics-255.csv", "edxl-have.xml", "edxl-tep.xml",
            "fhir-transfers.json", "operations.pdf", "notice-en.pdf"} <= set(made)  # fmt: skip
    assert all(f"written {out / name}" in err for name in made)
    assert b"p-1" in (out / "hics-255.csv").read_bytes()


def test_a_file_where_papers_should_go_is_a_fault_before_anything_is_planned(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    code, out, err = asked(capsys, folder, "--down", "box", *WHEN, "--out", str(there))
    assert (code, out) == (2, "") and "not a folder" in err and there.read_text() == "mine"


def test_a_day_is_played_to_its_end(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = tmp_path / "day.jsonl"
    events = [
        {"event": "offered", "at_min": 5, "patient": "p-1", "to": "near", "doctor": "intensivist", "expires_min": 20},
        {"event": "refused", "at_min": 9, "patient": "p-1", "why": "no nurse"},
        {"event": "tick", "at_min": 30},
    ]
    day.write_text("\n".join(map(json.dumps, events)))
    _, out, err = asked(capsys, folder, "--down", "box", *WHEN, "--replay", str(day), "--json")
    assert err == "", err
    answered = json.loads(out)
    assert answered["events_count"] == 3 and answered["offers_refused_count"] == 1
    assert {e["patient"] for e in answered["ends"]} >= {"p-1", "p-2"}
    assert (next(e for e in answered["ends"] if e["patient"] == "p-1"))["to"] != "near"
    _, out, _ = asked(capsys, folder, "--down", "box", *WHEN, "--replay", str(day))
    assert "06:09" in out and "no nurse" in out and "3 events, 0 not taken" in out


def test_an_event_that_is_none_is_told_with_line_and_fix(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = tmp_path / "day.jsonl"
    day.write_text('{"event": "tick", "at_min": 1}\n{"event": "refussed", "at_min": 2, "patient": "p-1"}\n')
    code, out, err = asked(capsys, folder, "--down", "box", *WHEN, "--replay", str(day))
    assert (code, out) == (2, "") and "row 2" in err and "refused" in err


def test_a_region_shares_its_beds_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "region" / "north")
    south = {
        "hospital_toml": '[hospital]\nname = "South"\ntimezone = "Europe/Brussels"\n',
        "sites": "site,name,beds_recognised\nc,Campus C,100",
        "services": "service,name,site,needs,paper_min\nicu,Intensive care,c,record,120",
        "operations": "operation,days,start,duration_min,needs",
        "patients": "patient,site,ward,pool,acuity,needs,can_go_home,escort\n"
        + "\n".join(f"s-{n},c,icu,icu,critical,icu,no,nurse" for n in range(4)),
        "wards": "ward,site,pool,needs,acuity",
        "escorts": "escort,kind,site,count",
        "crews": "crew,kind,owner,site,transfers\npit-2,pit,ours,c,yes",
        "travel_min": "from,to,minutes\nc,near,15\nc,far,20",
        "inflows": "inflow,kind,name,services,per_day,elsewhere",
    }
    written(tmp_path / "region" / "south", **south)
    code, out, _ = asked(capsys, "--region", str(tmp_path / "region"), "--down", "all", *WHEN, "--json")
    answered = json.loads(out)
    taken = [(t["to"], t["pool"]) for t in answered["transfers"]]
    assert taken.count(("near", "icu")) == 1 and taken.count(("far", "icu")) == 3, "four beds in all, seen by both"
    assert len(answered["unplaced"]) == 2 and code == 1
    assert answered["hospitals"] == ["north", "south"]


def test_a_plan_and_the_operations_it_costs_are_recorded_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    incident, folder = made(tmp_path / "incident"), written(tmp_path / "n")
    for _ in range(2):
        answer(["divert", folder, "--down", "box", *WHEN, "--record", str(incident)])
    assert "NOT RECORDED" not in capsys.readouterr().err
    said = texts(incident)
    assert [text.split(" ")[0] for text in said[1:]] == ["Planned:", "By"]
    with open_incident(incident, write=False) as log:
        (count,) = [a for entry in log.entries() if entry.body is not None for a in entry.body.assertions]
    assert (count.field, count.status) == ("operations_cancelled", "inferred")


def test_a_plan_that_cannot_be_recorded_is_spooled_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    answer(["divert", written(tmp_path / "n"), "--down", "box", *WHEN, "--record", str(tmp_path / "none")])
    assert "--spooled not-recorded.jsonl" in capsys.readouterr().err
    assert len((tmp_path / "not-recorded.jsonl").read_text().splitlines()) == 2
