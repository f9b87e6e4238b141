from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.cli.main import answer
from tests.making import make_files


@pytest.fixture
def folder(tmp_path: Path) -> str:
    files = make_files(
        zones="zone, kind\nroom, server\nward, clinical\n",
        hosts="host, zone\ndc-1, room\ndc-2, room\np-1, room\nws-1, ward\n",
        applications="""
            application, kind, runs_on, needs
            directory, directory, dc-1 or dc-2, dns
            dns, name-service, dc-1 or dc-2, directory
            pacs, clinical, p-1, directory
            """,
        services="""
            service, needs, worked_from, arrivals_per_h
            imaging, pacs, ward, 2
            names, dns, , 0
            """,
        operations="operation, days, start, duration_min, needs\nhip, mon tue, 08:00, 60, imaging\n",
    )
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return str(tmp_path)


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = answer(["weak", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_json_is_one_object_with_the_documented_keys(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    from codedark.cli import verb_weak

    code, out, err = asked(capsys, folder, "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    points = {f"{p['kind']}:{p['names'][0]}": p for p in told["single_points"]}
    assert set(points) == {"application:directory", "application:dns", "application:pacs", "host:p-1", "zone:room"}
    assert points["host:p-1"]["services"] == ["imaging"] and points["host:p-1"]["operations_per_week"] == 2
    assert [one["names"] for one in told["sets"]] == [["host dc-1", "host dc-2"]]
    imaging, names = told["by_service"]
    assert imaging["count_by_order"] == [4, 1] and imaging["count_all"] == 5
    assert names["sets"] == [["software of directory"], ["software of dns"], ["host dc-1", "host dc-2"]]
    assert told["circles"][0]["things"] == ["directory", "dns"]
    assert told["taken_as_open"] == [{"zone": "ward", "application": "pacs"}]
    documented = verb_weak.__doc__ or ""
    keys = {*told, *points["host:p-1"], *imaging, *told["circles"][0], *told["circles"][0]["waits"][0]}
    assert all(f'"{key}"' in documented for key in keys)


def test_people_read_single_points_pairs_and_circles(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, folder)
    assert code == 0
    for said in (
        "application directory, dns; zone room",
        "application pacs; host p-1",
        "dc-1 + dc-2",
        "6 of 1, 2 of 2; of any order 8. Listed to order 2, complete.",
        "waits for",
        "No conduit is told, so taken as open: ward to pacs.",
        "codedark fallen",
    ):
        assert said in " ".join(out.split()), out


def test_one_service_alone_can_be_asked_about(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, folder, "--service", "names", "--json")
    told = json.loads(out)
    assert code == 0 and [one["service"] for one in told["by_service"]] == ["names"]
    assert "host:p-1" not in {f"{p['kind']}:{p['names'][0]}" for p in told["single_points"]}


def test_order_one_lists_no_pairs(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, folder, "--order", "1", "--json")
    told = json.loads(out)
    assert code == 0 and told["sets"] == [] and told["order"] == 1
    assert told["by_service"][0]["count_all"] == 5


def test_a_service_that_is_not_there_is_refused_with_the_nearest(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = asked(capsys, folder, "--service", "imagine")
    assert (code, out) == (2, "") and "did you mean 'imaging'" in err


def test_a_hospital_without_needs_has_no_weak_point(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in make_files(services="service\ntea\n").items():
        (tmp_path / name).write_bytes(content)
    code, out, _ = asked(capsys, str(tmp_path))
    assert code == 0
    assert "No single thing takes a service." in out and "Everything could be started from nothing" in out
