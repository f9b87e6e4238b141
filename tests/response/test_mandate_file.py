from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from codedark.gap.posture import Posture
from codedark.hospital.faults import BadHospital
from codedark.response.mandate import Act, Mandate
from codedark.response.mandate_file import KEYS, LISTS, read_mandate
from codedark.response.mandate_text import mandate_toml
from tests.response.people import make_mandate, public_of

LEAST = """
version = 1
valid_from = 2026-01-01
valid_until = 2026-12-31
[owner]
role = "director"
[[offices]]
role = "engineer"
[[rights]]
role = "engineer"
may = ["fire"]
posture_max = 3
"""


def faults(text: str) -> dict[str | None, str]:
    """Key -> message and fix."""
    with pytest.raises(BadHospital) as bad:
        read_mandate(text.encode())
    return {fault.column: f"{fault.message}. {fault.fix}" for fault in bad.value.faults}


def test_what_is_left_out_is_the_careful_choice() -> None:
    mandate = read_mandate(LEAST.encode())
    assert mandate.hold.alone_min == 30
    assert (mandate.night.hours.from_min, mandate.night.hours.to_min) == (1200, 420)
    assert (mandate.confirm.persons, mandate.confirm.clinical) == (2, 1)
    assert mandate.automatic.plans == ()
    assert mandate.automatic.care_limit_24h == 0
    assert not mandate.public
    (right,) = mandate.rights
    assert (right.may, right.posture_max) == ((Act.FIRE,), Posture.BREAK_GLASS)


def test_a_posture_to_fire_is_never_guessed() -> None:
    assert "rights[1].posture_max" in faults(LEAST.replace("posture_max = 3\n", ""))


def test_every_fault_is_told_at_once_with_its_key() -> None:
    told = faults(
        """
        valdi_from = 2026-01-01
        [owner]
        key = "ab"
        [[offices]]
        rol = "x"
        [[rights]]
        role = "y z"
        may = ["fir"]
        [hold]
        alone_min = 0
        [confirm]
        persons = 1
        [night]
        from = "20:00"
        [automatic]
        plans = ["lab"]
        [[revoked]]
        since = 3
        [holed]
        """
    )
    assert {
        "valdi_from",
        "version",
        "valid_from",
        "valid_until",
        "owner.role",
        "owner.key",
        "offices[1].rol",
        "offices[1].role",
        "rights[1].role",
        "rights[1].may",
        "hold.alone_min",
        "confirm.persons",
        "night.to",
        "automatic.plans",
        "revoked[1].key",
        "revoked[1].since",
        "revoked[1].why",
        "holed",
    } <= set(told)
    assert "'hold'" in told["holed"]
    assert "valid_from" in told["valdi_from"]


@pytest.mark.parametrize(
    ("change", "key", "says"),
    [
        (('role = "engineer"\nmay', 'role = "enginer"\nmay'), "rights[1].role", "did you mean 'engineer'"),
        (("2026-12-31", "2025-12-31"), "valid_until", "before it begins"),
        (('[[offices]]\nrole = "engineer"', 2 * '[[offices]]\nrole = "engineer"\n'), "offices", "two offices"),
        (("[owner]", "[hold]\nowner_max_h = 0.1\n[owner]"), "hold.owner_max_h", "30 min"),
        (("[owner]", '[automatic]\nplans = ["unknown"]\n[owner]'), "automatic.key", "no key"),
        (("[owner]", f'[automatic]\nkey = "{public_of("a")}"\n[owner]'), None, ""),
    ],
)
def test_what_contradicts_itself_is_a_fault(change: tuple[str, str], key: str | None, says: str) -> None:
    text = LEAST.replace(*change)
    if key is None:
        assert read_mandate(text.encode()).automatic.key
        return
    told = faults(text)
    assert list(told) == [key]
    assert says in told[key]


def test_the_machine_and_the_owner_have_keys_of_their_own() -> None:
    keys = f'role = "engineer"\nkeys = ["{public_of("a")}"]\n[[rights]]'
    text = LEAST.replace('role = "engineer"\n[[rights]]', keys)
    assert list(faults(text.replace("[owner]", f'[automatic]\nkey = "{public_of("a")}"\n[owner]'))) == ["automatic.key"]
    assert list(faults(text.replace("[owner]", f'[owner]\nkey = "{public_of("a")}"'))) == ["owner.key"]


@pytest.mark.parametrize("raw", [b"", b"x = [", b"\xff\xfe", b"offices = 3\nowner = 4\nrights = [1]\nhold = []"])
def test_what_is_no_mandate_is_refused_whole(raw: bytes) -> None:
    with pytest.raises(BadHospital) as bad:
        read_mandate(raw, "elsewhere.toml")
    assert all(fault.file == "elsewhere.toml" and fault.fix for fault in bad.value.faults)


def test_every_key_is_read_and_written() -> None:
    written = tomllib.loads(mandate_toml(make_mandate()).decode())
    for section, keys in KEYS.items():
        rows = written[section] if section else written
        if section in LISTS:
            rows = rows[0] if rows else dict.fromkeys(keys)
        assert set(keys) <= set(rows), section
        if section:
            assert set(rows) == set(keys), section


def test_the_example_is_sound_and_nobody_is_enrolled(root: Path) -> None:
    mandate: Mandate = read_mandate((root / "hospitals" / "az-monica" / "mandate.toml").read_bytes())
    assert len(mandate.offices) == 5
    assert {office.role for office in mandate.offices if office.clinical} == {
        "head-of-emergency",
        "chief-nurse-on-duty",
    }
    assert not any(office.enrolled for office in mandate.offices)
    assert not mandate.public


def test_the_reference_page_names_every_key(root: Path) -> None:
    text = (root / "docs" / "reference" / "mandate.md").read_text(encoding="utf-8")
    for section, keys in KEYS.items():
        heading = f"[[{section}]]" if section in LISTS else f"[{section}]"
        part = text if not section else text.split(f"## {heading}")[1].split("\n## ")[0]
        for key in keys:
            assert f"`{key}`" in part, f"{heading} {key}"
