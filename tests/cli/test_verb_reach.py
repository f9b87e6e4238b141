"""`codedark reach`, as a person and as a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.cli.main import answer
from tests.making import make_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = make_files(
        gates="gate,kind\nwall,other\n",
        zones="""
            zone,kind,gate,core,prefixes
            office,office,wall,no,10.1.0.0/16
            servers,server,wall,yes,10.2.0.0/16
            vault,backup,wall,yes,
            loose,other,,no,
            looser,other,,no,
            """,
        hosts="""
            host,zone,address
            ws-1,office,10.1.0.1
            ws-2,office,10.1.0.2
            ehr-1,servers,10.2.0.1
            bak-1,vault,
            a,loose,
            b,looser,
            """,
        applications="application,kind,runs_on\nehr,clinical,ehr-1\n",
        services="service,needs\nrecord,ehr\n",
        conduits="""
            conduit,from,to,protocol,ports,purpose
            work,office,servers,tcp,443,clinical
            backup,servers,vault,tcp,22,administration
            """,
    )
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def ask(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict]:
    code = answer(["reach", str(folder), *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_yes_directly(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = ask(folder, capsys, "--from", "ws-1", "--to", "record")
    assert (code, told["verdict"]) == (0, "direct")
    assert set(told) == {
        "hospital",
        "hospital_sha256",
        "defences",
        "from",
        "to",
        "verdict",
        "why",
        "basis",
        "hosts_reached",
        "hosts_of_target",
        "steps",
    }
    (step,) = told["steps"]
    assert step == {
        "from": "ws-1",
        "to": "ehr-1 (record stands on it)",
        "from_zone": "office",
        "to_zone": "servers",
        "conduit": "work",
        "ports": "tcp/443",
        "purpose": "clinical",
        "gates": ["wall"],
        "basis": "assumed",
        "doubt": "",
    }


def test_yes_over_hops_is_printed_as_a_table_of_hops(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["reach", str(folder), "--from", "10.1.0.9", "--to", "bak-1"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("office -> bak-1: YES, over 2 hops (weakest fact: assumed)\n")
    assert "no host told has address 10.1.0.9" in printed
    assert "are reached for sure" not in printed
    assert printed.index("work") < printed.index("backup")


def test_how_much_of_a_zone_is_reached_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["reach", str(folder), "--from", "ehr-1", "--to", "office"]) == 1
    assert "0 of 2 hosts of office are reached for sure." in capsys.readouterr().out
    assert answer(["reach", str(folder), "--from", "ws-2", "--to", "office"]) == 0
    assert "2 of 2 hosts of office are reached for sure." in capsys.readouterr().out


def test_no_is_exit_1_and_says_what_it_rests_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["reach", str(folder), "--from", "vault", "--to", "ws-1"]) == 1
    printed = capsys.readouterr().out
    assert "bak" not in printed.splitlines()[0]
    assert printed.startswith("vault -> ws-1: NO")
    assert "gate wall stands before office" in printed
    assert "2 conduits" in printed


def test_unknown_is_not_a_no(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = ask(folder, capsys, "--from", "a", "--to", "b")
    assert (code, told["verdict"]) == (0, "unknown")
    assert told["steps"][0]["conduit"] is None
    assert "no gate is told" in told["steps"][0]["doubt"]
    assert answer(["reach", str(folder), "--from", "a", "--to", "b"]) == 0
    assert "UNKNOWN" in capsys.readouterr().out


def test_everything_that_is_reached_is_listed_zone_by_zone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = ask(folder, capsys, "--from", "ws-1")
    assert code == 0
    assert (told["hosts"], told["hosts_total"], told["hosts_direct"], told["hosts_perhaps"]) == (4, 6, 2, 0)
    assert [(z["zone"], z["reached"], z["hosts"], z["hops"]) for z in told["zones"]] == [
        ("office", 2, 2, 0),
        ("servers", 1, 1, 1),
        ("vault", 1, 1, 2),
    ]


def test_what_is_perhaps_reached_is_said_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told = ask(folder, capsys, "--from", "a")
    assert (told["hosts"], told["hosts_perhaps"]) == (1, 1)
    assert told["zones"][-1] == {"zone": "looser", "core": False, "reached": 0, "hosts": 1, "hops": None, "perhaps": 1}
    assert answer(["reach", str(folder), "--from", "a"]) == 0
    assert "--to looser" in capsys.readouterr().out


def test_a_long_table_is_cut_short_for_a_person_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zones = [f"z{i:02}" for i in range(70)]
    files = make_files(
        zones="\n".join(["zone,kind", *(f"{z},office" for z in zones)]),
        hosts="\n".join(["host,zone", *(f"h-{z},{z}" for z in zones)]),
        conduits="conduit,from,to\nflat,*,*\n",
    )
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert answer(["reach", str(tmp_path), "--from", "h-z00"]) == 0
    printed = capsys.readouterr().out
    assert "10 more; --json lists them all" in printed
    assert "z59" in printed
    assert "z60" not in printed
    assert len(ask(tmp_path, capsys, "--from", "h-z00")[1]["zones"]) == 70


def test_a_purpose_leaves_the_other_rows_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(folder, capsys, "--from", "ws-1", "--to", "bak-1", "--over", "administration")[1]["verdict"] == "no"
    assert ask(folder, capsys, "--from", "ehr-1", "--to", "bak-1", "--over", "administration")[1]["verdict"] == "direct"


def test_a_purpose_that_is_none_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--from", "ws-1", "--over", "administraton", "--over", "xyzzy"]
    assert answer(["reach", str(folder), *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "did you mean 'administration'?" in told.err
    assert "name one of clinical, infrastructure" in told.err


def test_a_defence_is_applied_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "defences" / "wall").mkdir(parents=True)
    (folder / "defences" / "wall" / "defence.toml").write_text('title = "Wall"\ncost_eur = "? no offer"\n')
    (folder / "defences" / "wall" / "conduits.csv").write_text("change,conduit\nremove,work\n")
    code, told = ask(folder, capsys, "--from", "ws-1", "--to", "ehr-1", "--defence", "wall")
    assert (code, told["verdict"], told["defences"]) == (1, "no", ["wall"])


def test_both_ends_are_corrected_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["reach", str(folder), "--from", "ws1", "--to", "valt"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "--from" in told.err
    assert "did you mean 'ws-1'?" in told.err
    assert "did you mean 'vault'?" in told.err
