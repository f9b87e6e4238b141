from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.cli.main import answer
from tests.making import make_files


@pytest.fixture
def folder(tmp_path: Path) -> str:
    files = make_files(
        zones="zone, kind, workable_share\nroom, server, 0\nward, clinical, 0.5\n",
        hosts="host, zone\ndc-1, room\ndc-2, room\np-1, room\nws-1, ward\nct, ward\n",
        applications="""
            application, kind, runs_on, needs
            directory, directory, dc-1 or dc-2,
            pacs, clinical, p-1, directory
            ct, device, ct,
            """,
        services="""
            service, name, needs, worked_from, paper_min, paper_capacity, tested, beds, arrivals_per_h
            imaging, Imaging north, pacs, ward, 30, 0.5, no, 0, 0
            emergency, , imaging, , ? never tried, 0, no, 6, 3
            tea, , , , 0, 0, no, 0, 0
            """,
        operations="operation, days, start, duration_min, needs\nhip, mon tue, 08:00, 60, imaging\n",
        patients="patient, site, pool, acuity, needs, can_go_home\na, home, icu, critical, emergency, no\n",
        crews="crew, kind, owner, needs\nmug-1, mug, ours, emergency\n",
        conduits="conduit, from, to\nsee, ward, room\n",
    )
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return str(tmp_path)


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = answer(["fallen", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_json_is_one_object_with_the_documented_keys(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    from codedark.cli import verb_fallen

    code, out, err = asked(capsys, folder, "--off", "dc-1,dc-2", "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["off"] == {"hosts": ["dc-1", "dc-2"], "applications": [], "services": [], "conduits": []}
    imaging, emergency = told["services"] if told["services"][0]["service"] == "imaging" else told["services"][::-1]
    assert (imaging["lost_at_min"], imaging["paper_until_min"]) == (0, 30)
    assert imaging["why"] == ["host dc-2 off (with 1 other)", "directory", "pacs"]
    assert (emergency["lost_at_min"], emergency["paper_unknown"]) == (30, True)
    assert told["operations_per_week"] == 2 and told["critical_patients"] == 1
    assert told["crews_standing"] == ["mug-1"]
    assert sum(told["care_lost_per_h_by_kind"].values()) == pytest.approx(told["care_lost_per_h"])
    documented = verb_fallen.__doc__ or ""
    assert all(f'"{key}"' in documented for key in [*told, *imaging])
    assert all(f"`{kind}`" in documented for kind in told["care_lost_per_h_by_kind"])


def test_people_read_what_is_lost_when_and_because_of_what(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, folder, "--off", "dc-1", "--off", "dc-2")
    assert code == 0
    for said in (
        "Off, and staying off: 2 hosts (dc-1, dc-2).",
        "2 of 3 services lose their needs. They carry",
        "2 of the week's 2 operations",
        "Imaging north",
        "30 min, 50% *",
        "in 30 min",
        "? nobody knows how long",
        "host dc-2 off (with 1 other)",
        "pacs: Imaging north",
        "paper of imaging runs out: emergency",
        "Crews that stand still: mug-1.",
    ):
        assert said in out, out


def test_nothing_lost_is_said(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, folder, "--off", "dc-1")
    assert code == 0 and "No service is lost." in out


def test_all_wrong_words_are_listed_and_one_for_two_things_is_asked_back(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = asked(capsys, folder, "--off", "dc-3 ct", "--off", "zone:wart")
    assert (code, out) == (2, "")
    assert "did you mean 'dc-1'" in err or "did you mean 'dc-2'" in err
    assert "host:ct or application:ct" in err and "did you mean 'ward'" in err and "3 faults" in err


def test_without_off_it_is_asked_for(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = asked(capsys, folder)
    assert code == 2 and "--off" in err


def test_a_defence_is_applied_first(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    defence = Path(folder) / "defences" / "third-server"
    defence.mkdir(parents=True)
    (defence / "defence.toml").write_text(
        'title = "A third server"\ncost_eur = 9000\nsource = "an offer"\nbasis = "assumed"\n'
    )
    (defence / "hosts.csv").write_text("change,host,zone\nadd,dc-3,room\n")
    (defence / "applications.csv").write_text("change,application,runs_on\nchange,directory,dc-1 or dc-2 or dc-3\n")
    code, out, err = asked(capsys, folder, "--off", "dc-1,dc-2", "--defence", "third-server", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert told["services"] == [] and told["defences"] == ["third-server"]
