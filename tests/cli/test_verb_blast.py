"""`codedark blast`, as a person and as a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.cli.main import answer
from tests.making import make_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = make_files(
        zones="""
            zone,kind,core,gate
            office,office,no,wall
            servers,server,yes,wall
            vault,backup,yes,wall
            """,
        gates="gate,kind\nwall,other\n",
        hosts="""
            host,zone,role
            ws-1,office,workstation
            ws-2,office,workstation
            ehr-1,servers,server
            bak-1,vault,backup
            """,
        accounts="account,kind,held_on,administers\ndomain,domain,host:ws-1,role:server\n",
        applications="application,kind,runs_on\nehr,clinical,ehr-1\narchive,backup,bak-1\n",
        services="""
            service,name,needs,theatres,beds,arrivals_per_h,paper_min,paper_capacity,tested
            theatre,Operating theatres,ehr,4,0,0,60,0.5,no
            ed,Emergency,ehr,0,20,2.5,? never asked,,no
            old-films,Old films,archive,0,0,0,0,,no
            """,
        conduits="conduit,from,to,purpose\nwork,office,servers,clinical\n",
    )
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


KEYS = {
    "hospital",
    "hospital_sha256",
    "defences",
    "from",
    "hosts",
    "hosts_total",
    "hosts_direct",
    "hosts_over_administration",
    "hosts_perhaps",
    "zones",
    "accounts",
    "administered",
    "services",
    "services_total",
    "theatres",
    "theatres_total",
    "beds",
    "beds_total",
    "arrivals_per_h",
    "arrivals_per_h_total",
    "operations_per_week",
    "operations_per_week_total",
    "critical_patients",
    "critical_patients_total",
    "care_lost_per_h",
}


def ask(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    assert answer(["blast", str(folder), *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_one_start_in_numbers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ask(folder, capsys, "--from", "ws-1")
    assert set(told) == KEYS
    assert (told["hosts"], told["hosts_total"], told["hosts_direct"]) == (3, 4, 2)
    assert told["hosts_over_administration"] == 2
    assert [a["account"] for a in told["accounts"]] == ["domain"]
    assert told["accounts"][0] == {
        "account": "domain",
        "kind": "domain",
        "held_on": "ws-1",
        "at_start": True,
        "administers": 1,
        "reached": 1,
    }
    assert [s["service"] for s in told["services"]] == ["ed", "theatre"]
    assert (told["theatres"], told["theatres_total"]) == (4, 4)
    assert (told["beds"], told["arrivals_per_h"], told["services_total"]) == (20, 2.5, 3)
    assert told["care_lost_per_h"] > 0


def test_every_documented_key_is_there_and_no_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from codedark.cli import verb_blast

    told = ask(folder, capsys, "--from", "ws-1")
    worst = ask(folder, capsys)
    inner = [told["zones"][0], told["accounts"][0], told["services"][0], worst["worst"][0]]
    for key in [*told, *worst, *(key for row in inner for key in row)]:
        assert f'"{key}"' in str(verb_blast.__doc__), key


def test_a_person_reads_zones_accounts_services_and_the_sum(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["blast", str(folder), "--from", "ws-1"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("From ws-1: 3 of 4 hosts can be taken, 2 of them directly.\n")
    assert "ws-1 (the start)" in printed
    assert "60 min, untested" in printed
    assert "not known" in printed
    assert "2 of 3 services; 4 of 4 theatres, 20 of 20 beds, 2.5 of 2.5 arrivals an hour;" in printed


def test_a_start_that_harms_nobody_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "services.csv").write_text("service,needs\nold-films,archive\n")
    assert answer(["blast", str(folder), "--from", "office"]) == 0
    assert "no service stops" in capsys.readouterr().out
    assert answer(["blast", str(folder), "--from", "vault"]) == 0
    assert "No account told is held on them." in capsys.readouterr().out


def test_without_a_start_the_worst_ones_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ask(folder, capsys, "--most", "2")
    assert [(w["from"], w["alike"], w["hosts"], w["services"]) for w in told["worst"]] == [
        ("ws-1", 2, 3, 2),
        ("ehr-1", 1, 1, 2),
    ]
    assert told["more"] == 1
    assert answer(["blast", str(folder), "--most", "2"]) == 0
    printed = capsys.readouterr().out
    assert "1 more: --most 3" in printed
    assert f"codedark blast {folder} --from ws-1" in printed


def test_over_administration_the_clinical_row_carries_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(folder, capsys, "--from", "ws-1", "--over", "administration")["hosts"] == 2


def test_a_start_that_does_not_exist_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["blast", str(folder), "--from", "ws-9"]) == 2
    assert "did you mean 'ws-" in capsys.readouterr().err
