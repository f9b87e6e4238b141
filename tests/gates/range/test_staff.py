from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from codedark.gap.posture import Posture
from codedark.gates.range.staff import staff_of
from codedark.response.mandate import Act
from codedark.response.mandate_file import read_mandate
from codedark.response.mandate_signature import mandate_signed
from codedark.response.order import OrderAct
from codedark.response.signing import from_bytes, hospital_mark, verify

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC).replace(tzinfo=None)


def test_without_a_mandate_one_person_cuts_and_two_let_go() -> None:
    staff = staff_of(None, NOON)
    assert not staff.own_mandate
    assert len(staff.who(Act.FIRE, Posture.DARK, NOON)[0]) == 1
    assert len(staff.who(Act.RELEASE, Posture.NORMAL, NOON)[0]) == 2


def test_the_hospitals_own_mandate_is_kept_but_for_its_keys(root: Path) -> None:
    told = read_mandate((root / "hospitals/az-monica/mandate.toml").read_bytes())
    staff = staff_of(told, NOON)
    assert staff.own_mandate
    assert staff.mandate.rights == told.rights
    assert [o.role for o in staff.mandate.offices] == [o.role for o in told.offices]
    assert all(o.enrolled for o in staff.mandate.offices)


def test_a_mandate_that_is_not_in_force_stands_aside(root: Path) -> None:
    told = read_mandate((root / "hospitals/az-monica/mandate.toml").read_bytes())
    assert not staff_of(told, NOON.replace(year=2031)).own_mandate


def test_the_mandate_is_signed_by_the_owner_whose_key_is_pinned() -> None:
    staff, other = staff_of(None, NOON), staff_of(None, NOON)
    assert mandate_signed(staff.text, staff.signature, staff.owner_key)
    assert not mandate_signed(staff.text, staff.signature, other.owner_key)


def test_an_order_carries_the_signatures_of_those_who_gave_it() -> None:
    staff = staff_of(None, NOON)
    people, _ = staff.who(Act.RELEASE, Posture.NORMAL, NOON)
    signed = from_bytes(staff.order(OrderAct.RELEASE, "0123456789ab", people))
    assert set(signed.keys) == set(people)
    assert verify(signed, staff.mandate.public, hospital_mark(staff.owner_key)) == ()
