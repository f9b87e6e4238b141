import pytest

from codedark.divert.department import USUAL_HOURS, Department


def test_the_usual_hours_are_weights_of_mean_one_with_a_quiet_night() -> None:
    assert len(USUAL_HOURS) == 24 and sum(USUAL_HOURS) == pytest.approx(24.0)
    assert max(USUAL_HOURS[1:7]) < min(USUAL_HOURS[9:21]) / 2


@pytest.mark.parametrize(
    "wrong", [{"places": 0}, {"treatment_min": 0.0}, {"registration_min": -1.0}, {"hour_weights": (1.0,) * 23}]
)
def test_what_cannot_be_a_department_is_a_mistake(wrong: dict) -> None:
    with pytest.raises(ValueError):
        Department(**{"places": 3, **wrong})
