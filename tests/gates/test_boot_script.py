from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from codedark.formats.nft_seal import render
from codedark.gates.boot_script import HeldSwitch, boot_script
from codedark.gates.clock import Clock
from codedark.gates.holding import seals_of
from codedark.gates.libnft import Nft
from tests.gates.rooms import Rooms

TABLE = "table inet codedark {}\n"


def script(
    *held: HeldSwitch, written_at: float | None = None, boot_id: str = "another", fail_open: bool = False
) -> str:
    at = time.time() if written_at is None else written_at
    return boot_script(TABLE, held, family="inet", written_at=at, boot_id=boot_id, fail_open=fail_open)


def loads(text: str) -> tuple[str, str]:
    """What the script would hand to nft, and what it says."""
    stand_in = "nft() { cat; }\n"
    done = subprocess.run(["/bin/sh"], input=stand_in + text, text=True, capture_output=True, check=True)
    return done.stdout, done.stderr


def held(left_s: float, uptime_left_s: float | None = None) -> HeldSwitch:
    up = Clock().uptime() + (left_s if uptime_left_s is None else uptime_left_s)
    return HeldSwitch(seal="abc", until=time.time() + left_s, until_uptime_s=up)


def timeout_of(text: str) -> int:
    line = next(line for line in text.splitlines() if "sabc_on" in line)
    return int(line.split("timeout ")[1].split("s")[0])


def test_what_is_left_is_worked_out_from_the_clock_after_a_reboot() -> None:
    told, said = loads(script(held(100, uptime_left_s=5)))
    assert 97 <= timeout_of(told) <= 101 and not said


def test_on_the_same_boot_uptime_decides_and_no_wrong_clock_matters() -> None:
    one = HeldSwitch(seal="abc", until=time.time() - 3600, until_uptime_s=Clock().uptime() + 50)
    told, said = loads(script(one, written_at=time.time() + 3600, boot_id=Clock().boot_id()))
    assert 47 <= timeout_of(told) <= 51 and not said


def test_a_deadline_that_passed_meanwhile_is_let_go() -> None:
    told, _ = loads(script(held(-1)))
    assert "sabc_on" not in told


def test_no_deadline_stays_for_ever() -> None:
    told, _ = loads(script(HeldSwitch(seal="abc", until=None, until_uptime_s=None)))
    assert "add element inet codedark sabc_on { ip }" in told and "timeout" not in told


def test_a_clock_before_the_last_write_is_not_trusted_and_sealed_stays_sealed() -> None:
    told, said = loads(script(held(-10), written_at=time.time() + 3600))
    assert "add element inet codedark sabc_on { ip }" in told and "timeout" not in told
    assert "not trusted" in said


def test_unless_the_owner_signed_to_let_deadlines_count() -> None:
    told, said = loads(script(held(-10), written_at=time.time() + 3600, fail_open=True))
    assert "sabc_on" not in told and "not trusted" in said


def test_nothing_held_loads_the_table_alone() -> None:
    told, _ = loads(script())
    assert told == TABLE


@pytest.mark.namespaces
def test_the_kernel_takes_it_and_packets_stop(world: Rooms, tmp_path: Path) -> None:
    staged = world.staged()
    cut, left = seals_of(staged, world.cut_all)
    one = HeldSwitch(seal=cut.name, until=time.time() + 60, until_uptime_s=Clock().uptime() + 60)
    text = boot_script(
        render(staged.book, [cut, left]),
        [one],
        family="inet",
        written_at=time.time(),
        boot_id=Clock().boot_id(),
        fail_open=False,
    )
    stream = world.stream()
    assert stream.passes()
    world.at("gate", lambda: subprocess.run(["/bin/sh"], input=text, text=True, check=True, capture_output=True))
    assert not stream.passes()
    assert "timeout" in world.at("gate", lambda: Nft().listed(f"set inet codedark s{cut.name}_on"))
    stream.stop()
