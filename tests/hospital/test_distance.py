import pytest

from codedark.hospital.distance import metres_between


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert metres_between((50.0, 4.0), (51.0, 4.0)) == pytest.approx(111_195, rel=1e-4)


def test_it_is_the_same_both_ways_and_nothing_from_here_to_here() -> None:
    one, other = (51.2, 4.4), (50.8, 4.3)
    assert metres_between(one, other) == metres_between(other, one)
    assert metres_between(one, one) == 0.0


def test_the_other_side_of_the_world_is_half_way_round() -> None:
    assert metres_between((0.0, 0.0), (0.0, 180.0)) == pytest.approx(20_015_087, rel=1e-4)
