"""`codedark gap postures`, as a person and as a program."""

import json
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer
from tests.gap.stories import TABLES
from tests.making import make_files

CONDUIT_KEYS = {
    "conduit", "from", "to", "gates", "cut_by", "ungated", "break_glass", "stood_on", "clinical_owner", "on_expiry",
    "care_lost_per_h", "pieces", "taken_at_2",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in make_files(**TABLES).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert answer(["gap", "postures", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_dear_conduits_are_shown_and_the_others_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "postures", str(folder)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("4 conduits: gates cut 4 of them whole; 2 cost care when closed alone.")
    prices = out[out.index("Care lost an hour with") : out.index("What posture 2 takes")]
    assert "read " in prices and "order " in prices and "desk" not in prices
    assert "2 others cost nothing alone" in prices
    assert "nothing passes that 4 would stop" in out and "Nothing was cut." in out


def test_full_shows_every_conduit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "postures", str(folder), "--full"]) == 0
    out = capsys.readouterr().out
    prices = out[out.index("Care lost an hour with") : out.index("What posture 2 takes")]
    assert all(f"{c} " in prices for c in ("read", "order", "desk", "adm")) and "nothing alone" not in out


def test_json_is_one_object_with_the_keys_promised(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(folder))
    assert set(found) == {"zones", "horizon_h", "conduits", "together", "denies"}
    assert found["zones"] == [] and found["horizon_h"] == 4 and found["denies"] == 0
    by_name = {c["conduit"]: c for c in found["conduits"]}
    assert all(set(c) == CONDUIT_KEYS for c in by_name.values())
    read, desk = by_name["read"], by_name["desk"]
    assert read["gates"] == ["fw"] and read["cut_by"] == "whole" and read["ungated"] == []
    assert read["care_lost_per_h"]["2"] == 0 and read["care_lost_per_h"]["3"] > 0
    assert read["pieces"] == {"2": 1, "3": 0, "4": 0} and read["taken_at_2"]["ports"] is None
    assert desk["taken_at_2"] == {"ports": "tcp/3389", "tier": "to workstations", "spared": 0}
    assert found["together"]["4"] >= max(c["care_lost_per_h"]["4"] for c in found["conduits"])


def test_a_zone_narrows_both_the_list_and_what_all_of_it_costs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every, office = told(capsys, str(folder)), told(capsys, str(folder), "--zone", "office")
    assert {c["conduit"] for c in office["conduits"]} == {"desk", "adm"} and office["zones"] == ["office"]
    assert office["together"]["4"] == 0 < every["together"]["4"]
    both = told(capsys, str(folder), "--zone", "office", "--zone", "labs")
    assert {c["conduit"] for c in both["conduits"]} == {"desk", "adm", "order"}


def test_the_price_of_a_zone_is_that_of_its_texts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ward = told(capsys, str(folder), "--zone", "ward")
    answer(["gap", "texts", str(folder), "--zone", "ward", "--posture", "4", "--json"])
    texts = json.loads(capsys.readouterr().out)
    assert ward["together"]["4"] == texts["care_lost_per_h"] > 0


def test_a_misspelt_zone_is_refused_with_the_nearest_and_all_at_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["gap", "postures", str(folder), "--zone", "wart", "--zone", "labz", "--json"]) == 2
    wrong = capsys.readouterr()
    assert wrong.out == "" and "ward" in wrong.err and "labs" in wrong.err


def test_where_nothing_joins_there_is_nothing_to_tell(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "conduits.csv").write_text("conduit,from,to\n", encoding="utf-8")
    assert answer(["gap", "postures", str(folder)]) == 1
    assert capsys.readouterr().out == "There is no conduit: nothing to close.\n"


def test_a_defence_is_applied_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "defences" / "wall").mkdir(parents=True)
    (folder / "defences" / "wall" / "defence.toml").write_text('title = "Wall"\ncost_eur = "? not told"\n', "utf-8")
    (folder / "defences" / "wall" / "conduits.csv").write_text("change,conduit\nremove,adm\n", encoding="utf-8")
    assert {c["conduit"] for c in told(capsys, str(folder))["conduits"]} >= {"adm"}
    defended = told(capsys, str(folder), "--defence", "wall")
    assert {c["conduit"] for c in defended["conduits"]} == {"read", "order", "desk"}
