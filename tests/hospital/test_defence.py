from __future__ import annotations

import pytest

from codedark.hospital.defence import defences
from codedark.hospital.faults import BadHospital
from codedark.hospital.records import Unknown
from codedark.hospital.settings import Range
from codedark.hospital.words import Basis
from tests.making import make_files


def one(text: str) -> object:
    return defences({"defences/wall/defence.toml": text.encode()})["wall"]


def test_a_defence_says_what_it_is_and_what_it_costs() -> None:
    found = defences(
        make_files()
        | {
            "defences/wall/defence.toml": b'title = "Walls"\nanswers = "segmentation"\n'
            b'cost_eur = {low = 1, mid = 2, high = 3}\nbasis = "stated"\nsource = "offer 12"',
            "defences/air/defence.toml": b'title = "Air gap"\ncost_eur = 5000',
        }
    )
    assert list(found) == ["air", "wall"]
    assert found["air"].cost_eur == Range.exactly(5000)
    assert found["wall"].cost_eur == Range(1, 2, 3)
    assert (found["wall"].basis, found["wall"].answers) == (Basis.STATED, "segmentation")


@pytest.mark.parametrize(("text", "why"), [('"? no offer"', "no offer"), ('"?"', "not stated")])
def test_a_cost_nobody_knows_is_unknown(text: str, why: str) -> None:
    assert one(f'title = "W"\ncost_eur = {text}').cost_eur == Unknown(why)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("cost_eur = 1", "title"),
        ('title = "W"', "cost_eur"),
        ('title = "W"\ncost_eur = -1', "cost_eur"),
        ('title = "W"\ncost_eur = "cheap"', "cost_eur"),
        ('title = "W"\ncost_eur = {low = 2, mid = 1, high = 3}', "cost_eur"),
        ('title = "W"\ncost_eur = 1\ncosts = 2', "costs"),
        ('title = "W"\ncost_eur = 1\nbasis = "stated"', "source"),
        ('title = "W"\ncost_eur = 1\nbasis = "guess"', "basis"),
        ("title = 3\ncost_eur = 1", "title"),
        ("title", None),
    ],
)
def test_what_is_wrong_with_a_defence_is_told(text: str, key: str | None) -> None:
    with pytest.raises(BadHospital) as bad:
        one(text)
    assert [(f.file, f.column) for f in bad.value.faults] == [("defences/wall/defence.toml", key)]


def test_a_defence_without_its_file_is_told() -> None:
    with pytest.raises(BadHospital) as bad:
        defences({"defences/wall/gates.csv": b"change,gate\n"})
    assert bad.value.faults[0].file == "defences/wall/defence.toml"


def test_a_folder_without_defences_has_none() -> None:
    assert defences(make_files()) == {}
