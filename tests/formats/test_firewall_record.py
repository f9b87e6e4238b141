"""Blanks, and what may be put into them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.firewall_record import PARTS, Blank, FirewallTexts, filled, lines_of
from codedark.hospital import BadHospital
from codedark.hospital.records import GateId
from codedark.hospital.words import GateKind
from tests.formats.firewall_worlds import HOSTILE

BLANK = Blank(name="interface of lab", ask="the interface towards the laboratory")
TEXTS = FirewallTexts(
    gate=GateId("g"),
    kind=GateKind.IOS,
    seal="CODEDARK-x",
    **dict.fromkeys(PARTS, f"interface {BLANK}\n"),
    to_fill=(BLANK,),
    cautions=(),
)


def test_a_blank_is_filled_in_every_text() -> None:
    done = filled(TEXTS, {BLANK.name: "Gi1/0/3"})
    assert {getattr(done, part) for part in PARTS} == {"interface Gi1/0/3\n"} and done.to_fill == ()


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(BadHospital) as told:
        filled(replace(TEXTS), {BLANK.name: "Gi1; reload", "colour": "blue"})
    assert {f.message for f in told.value.faults} == {f"does not fit {BLANK.name}", "no blank of that name"}


@given(st.text(st.sampled_from([*[h for h in HOSTILE if len(h) == 1], "a", "1"]), min_size=1, max_size=12))
def test_what_is_filled_in_ends_no_command(value: str) -> None:
    try:
        done = filled(TEXTS, {BLANK.name: value})
    except BadHospital:
        return
    assert len(done.fire.split()) == 2 and done.fire.count("\n") == 1 and not set(value) & set("\"'`;|&$<>\\#!")


def test_no_lines_are_no_text() -> None:
    assert lines_of([]) == "" and lines_of(["a", "b"]) == "a\nb\n"
