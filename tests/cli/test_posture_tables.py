"""Conduits at every posture, as a person reads them."""

from __future__ import annotations

import pytest

from codedark.cli.posture_tables import print_postures
from codedark.gap.posture_prices import price_conduits, price_together
from codedark.gap.tiers import tiers
from codedark.hospital import Hospital
from tests.gap.seal_ward import CONDUITS, ZONES, ward_hospital

NO_GATE = ZONES.replace("fd00:1::/64, g1,", "fd00:1::/64, ,").replace("fd00:2::/64, g1,", "fd00:2::/64, ,")
ONE_WAY = "\n".join(line for line in CONDUITS.splitlines() if "anything," not in line) + "\n"
"""Without the row that carries everything: what care uses has no other way."""


def shown(capsys: pytest.CaptureFixture[str], hospital: Hospital | None = None, *, full: bool = False) -> str:
    own = hospital or ward_hospital()
    split = tiers(own)
    print_postures(own, None, price_conduits(split), price_together(split), full=full)
    return capsys.readouterr().out


def row(out: str, name: str, after: str = "") -> str:
    """The first line of a table that starts with this name."""
    lines = out[out.index(after) :].splitlines()
    return next(line for line in lines if line.strip().startswith(f"{name} "))


def test_a_conduit_says_its_gate_its_owner_and_its_price_at_each_posture(capsys: pytest.CaptureFixture[str]) -> None:
    cells = row(shown(capsys, ward_hospital(conduits=ONE_WAY)), "record").split()
    assert cells[:4] == ["record", "ward", "records", "g1"]
    assert cells[-3:-1] == ["0", "0"] and float(cells[-1]) > 0


def test_what_no_gate_cuts_is_priced_in_brackets_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys, ward_hospital(zones=NO_GATE, conduits=ONE_WAY))
    assert "no gate" in row(out, "record") and row(out, "record").split()[-1].startswith("(")
    assert "(in brackets): no gate cuts all of it" in out
    assert "(in brackets)" not in shown(capsys)


def test_where_no_gate_cuts_anything_no_price_of_a_seal_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys, ward_hospital(zones=ZONES.replace(" g1,", " ,")))
    assert "gates cut none of them whole" in out and "No posture can be fired here" in out
    assert "Everything gates cut" not in out


def test_what_passes_at_posture_3_says_named_or_stood_on(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys)
    assert row(out, "record", after="What still passes").split()[1] == "named"
    assert row(out, "lookup", after="What still passes").split()[1:3] == ["stood", "on"]


def test_conduits_alike_at_posture_2_share_a_row_unless_all_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    twin = ward_hospital(
        conduits=CONDUITS + "    admin-2, office, domain, tcp, 22 3389, administration, no, , release\n"
    )
    out = shown(capsys, twin)
    taken = out[out.index("What posture 2 takes") :]
    assert "tcp/22, 3389" in taken and taken.startswith("What posture 2 takes, from 4 of 7 conduits")
    in_full = shown(capsys, twin, full=True)
    assert row(in_full, "admin-2", after="What posture 2 takes").split()[1:3] == ["directory", "tcp/22,"]


def test_every_line_fits_a_hundred_columns(capsys: pytest.CaptureFixture[str]) -> None:
    for full in (False, True):
        assert max(map(len, shown(capsys, full=full).splitlines())) <= 100


def test_where_posture_2_takes_nothing_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    table = "conduit,from,to,protocol,ports\nrecord,ward,records,tcp,443\n"
    assert "Posture 2 takes nothing" in shown(capsys, ward_hospital(conduits=table))
