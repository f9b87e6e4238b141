from dataclasses import replace

from codedark.paper import drill_pictures as pictures
from tests.paper.fake_drill import fake_drill


def test_the_twin_of_the_effects_says_what_the_picture_shows():
    result = fake_drill()
    drawn, patients = pictures.saves(result)
    assert patients.title == "patient-hours without a needed service"
    assert [row[0] for row in drawn.rows] == ["walls", "quick cut", "spare copies", "transfer plan", "all defences"]
    assert all(row[1].startswith("−") for row in drawn.rows)
    assert len(pictures.every_effect(result).rows) == 4 * 11


def test_credit_is_shown_as_what_is_saved_most_first_and_adds_up():
    drawn = pictures.credit(fake_drill())
    assert [row[0] for row in drawn.rows] == ["quick cut", "walls", "spare copies", "transfer plan", "all defences"]


def test_a_service_that_is_never_lost_holds():
    result = fake_drill()
    arm = result.arm(result.reference)
    kept = replace(arm.services[0], hours_lost_attacker=0.0, hours_lost_own_action=0.0)
    one = replace(result, arms=(replace(arm, services=(kept,)),), everything=None)
    assert "holds" in str(pictures.service_strips(one)[0].picture)


def test_unknowns_that_move_nothing_are_counted_not_drawn():
    result = fake_drill()
    still = replace(result.tornado[0], parameter="idle", at_low=1000.0, at_high=1000.0)
    one = replace(result, tornado=(*result.tornado[:3], still))
    drawn = pictures.tornado(one)[0]
    assert drawn.still == 1
    assert "idle" in [row[0] for row in drawn.rows]
    assert "idle" not in str(drawn.picture)


def test_days_after_the_last_lost_operation_are_not_drawn():
    result = fake_drill()
    drawn = pictures.per_day(result)
    assert drawn.rows[0][0] == "before"
    assert len(drawn.rows) <= 1 + result.horizon_days
    assert drawn.head[1:] == ("No response at all", "As things are", "all defences")


def test_a_long_name_keeps_its_end_where_the_campus_stands():
    result = fake_drill()
    arm = result.arm(result.reference)
    named = replace(arm.services[0], name="Emergency department and observation, North campus")
    one = replace(result, arms=(replace(arm, services=(named,)),), everything=None)
    drawn = str(pictures.service_strips(one)[0].picture)
    assert "Emergency" in drawn
    assert "North campus" in drawn


def test_the_chart_of_the_services_names_its_arm_and_says_which_is_the_reference():
    titles = [strip.title for strip in pictures.service_strips(fake_drill())]
    assert titles == ["As things are (the reference)", "all defences"]
