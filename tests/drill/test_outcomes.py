"""Names of outcomes are keys of the JSON and columns of the kernel: they and their order are a promise."""

from codedark.drill.outcomes import COLUMNS, Activity, Outcome


def test_columns_are_the_outcomes_and_then_the_activity_in_the_promised_order():
    assert COLUMNS == (
        "operations_cancelled_day1",
        "operations_cancelled_total",
        "patient_hours_without_need",
        "patients_unplaced",
        "arrivals_turned_away",
        "ambulance_extra_minutes",
        "service_hours_lost_first_cause_attacker",
        "service_hours_lost_first_cause_own_action",
        "service_hours_lost_net_of_own_action",
        "recovery_days",
        "care_lost",
        "hosts_lost",
        "critical_transfers",
    )


def test_what_was_done_is_not_counted_as_harm():
    assert not set(Outcome) & set(Activity)
    assert {"hosts_lost", "critical_transfers"} == set(Activity)
