"""Known answers of Philox4x32-10 (Random123's kat_vectors), and that nobody's luck hangs on somebody else's."""

import math

import numpy as np
import pytest

from codedark.drill.luck import MASK, Purpose, draw, key_of, normal, philox, uniform, uniforms

PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)
KNOWN = [
    ((0, 0, 0, 0), (0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ((MASK,) * 4, (MASK,) * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    (PI, (0xA4093822, 0x299F31D0), "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_philox_gives_the_known_answers(counter, key, words):
    assert " ".join(f"{word:08x}" for word in philox(counter, key)) == words


def test_a_draw_is_owner_replication_purpose_under_the_seed():
    owner, seed = 0x85A308D3_243F6A88, 0x299F31D0_A4093822
    assert draw(seed, owner, 7, Purpose.PUSH) == philox((0x243F6A88, 0x85A308D3, 7, 3), (0xA4093822, 0x299F31D0))


def test_every_part_of_the_address_changes_the_draw():
    owner = key_of("pc-1")
    draws = {
        draw(1, owner, 0, Purpose.PUSH),
        draw(2, owner, 0, Purpose.PUSH),
        draw(1 + 2**32, owner, 0, Purpose.PUSH),
        draw(1, key_of("pc-2"), 0, Purpose.PUSH),
        draw(1, owner ^ 2**32, 0, Purpose.PUSH),
        draw(1, owner, 1, Purpose.PUSH),
        draw(1, owner, 0, Purpose.SPREAD),
    }
    assert len(draws) == 7


def test_numbers_of_purposes_are_frozen():
    assert {p.name: int(p) for p in Purpose} == {
        "DESIGN": 0,
        "ENTRY": 1,
        "SPREAD": 2,
        "PUSH": 3,
        "HOP": 4,
        "ACCOUNT": 5,
        "ALERT": 6,
        "PLACE": 7,
        "OFF": 8,
        "BACKUPS": 9,
        "FALSE_ALARM": 10,
        "STRIKE": 11,
    }


def test_the_key_of_a_name_is_the_same_for_ever():
    assert key_of("") == int.from_bytes(bytes.fromhex("e4a6a0577479b2b4"), "little")  # b2sum -l 64 < /dev/null
    assert len({key_of(f"pc-{i}") for i in range(2000)}) == 2000


def test_uniforms_keep_clear_of_both_ends():
    assert uniform(0, 0) == 0.5 / 2**52
    assert uniform(MASK, MASK) == 1 - 0.5 / 2**52
    assert uniform(0x80000000, 0) == pytest.approx(0.5)
    assert math.isfinite(normal(uniform(0, 0), 0.25))


def test_luck_is_even_and_neighbours_do_not_follow_each_other():
    n = 4000
    u = np.array([uniforms(5, owner, r, Purpose.PUSH) for owner in (1, 2) for r in range(n // 2)])
    assert ((u > 0) & (u < 1)).all()
    counts = np.histogram(u[:, 0], 16, (0, 1))[0]
    assert ((counts - n / 16) ** 2 / (n / 16)).sum() < 45  # chi-squared with 15 degrees: 0.0001
    limit = 4 / math.sqrt(n)
    assert abs(np.corrcoef(u[:, 0], u[:, 1])[0, 1]) < limit  # the two of one draw
    assert abs(np.corrcoef(u[: n // 2, 0], u[n // 2 :, 0])[0, 1]) < limit * math.sqrt(2)  # owners 1 and 2
    assert abs(np.corrcoef(u[:-1, 0], u[1:, 0])[0, 1]) < limit  # one replication and the next


def test_normals_have_mean_nought_and_spread_one():
    z = np.array([normal(*uniforms(9, key_of("hop"), r, Purpose.HOP)) for r in range(4000)])
    assert abs(z.mean()) < 4 / math.sqrt(len(z))
    assert z.std() == pytest.approx(1, abs=0.05)
    assert normal(math.exp(-0.5), 0.0) == pytest.approx(1.0)
