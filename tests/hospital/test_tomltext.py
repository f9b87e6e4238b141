from __future__ import annotations

import pytest

from codedark.hospital.gathered import Gathered
from codedark.hospital.tomltext import Said, merged, read_toml, sections_of


@pytest.mark.parametrize("raw", [b"a = ", b"\xff\xfea", b"a = [" * 5000, b"x = " + b"9" * 5000, b"a = 1\na = 2"])
def test_what_is_no_toml_is_one_fault(raw: bytes) -> None:
    faults = Gathered()
    assert read_toml("h.toml", raw, faults) is None
    assert [f.file for f in faults.faults] == ["h.toml"]


def test_every_key_remembers_its_file() -> None:
    faults = Gathered()
    sections = sections_of("h.toml", b"\xef\xbb\xbf[a]\r\nx = 1\r\n", faults)
    assert sections == {"a": {"x": Said(1, "h.toml")}}
    assert not faults.faults


def test_patches_are_laid_over_key_by_key() -> None:
    base = {"a": {"x": Said(1, "h"), "y": Said(2, "h")}}
    faults = Gathered()
    whole = merged(base, [{"a": {"x": Said(3, "p")}}, {"b": {"z": Said(4, "q")}, "a": {"x": Said(3, "q")}}], faults)
    assert whole == {"a": {"x": Said(3, "p"), "y": Said(2, "h")}, "b": {"z": Said(4, "q")}}
    assert not faults.faults
    merged(base, [{"a": {"x": Said(3, "p")}}, {"a": {"x": Said(4, "q")}}], faults)
    assert [f.file for f in faults.faults] == ["q"]
