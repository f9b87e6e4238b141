"""What a replication is judged by. The order is the order of the kernel's columns; names are JSON keys."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """Harm: care lost. One number a replication and arm."""

    OPERATIONS_CANCELLED_DAY1 = "operations_cancelled_day1"
    """Operations of the list of the scenario's `day1` that did not take place."""
    OPERATIONS_CANCELLED_TOTAL = "operations_cancelled_total"
    """The same over all days of the scenario's horizon."""
    PATIENT_HOURS_WITHOUT_NEED = "patient_hours_without_need"
    """In-patients of the `patients` table x hours with a needed service gone, paper time over, and not yet moved."""
    PATIENTS_UNPLACED = "patients_unplaced"
    """Of those, patients for whom no confirmed (or assumed) bed was found, or no crew is enough."""
    ARRIVALS_TURNED_AWAY = "arrivals_turned_away"
    AMBULANCE_EXTRA_MINUTES = "ambulance_extra_minutes"
    SERVICE_HOURS_LOST_ATTACKER = "service_hours_lost_first_cause_attacker"
    """Service-hours lost (paper capacity counted as kept) where the first cause of the loss is the attacker."""
    SERVICE_HOURS_LOST_OWN = "service_hours_lost_first_cause_own_action"
    """The same where the first cause is our own cut or shutdown."""
    SERVICE_HOURS_LOST_NET = "service_hours_lost_net_of_own_action"
    """Service-hours lost in this arm minus those with the same defences, the same luck and no response at all."""
    RECOVERY_DAYS = "recovery_days"
    """Days from the first service lost to the last one back; 0 when none was lost. Capped at the horizon."""
    CARE_LOST = "care_lost"
    """All of the above weighed by `hospital.toml` [care], in elective operations."""


class Activity(StrEnum):
    """What was done or lost on the way. Not harm: counting it alone recommends a shutdown."""

    HOSTS_LOST = "hosts_lost"
    CRITICAL_TRANSFERS = "critical_transfers"


COLUMNS: tuple[str, ...] = (*(o.value for o in Outcome), *(a.value for a in Activity))
"""Columns of a tally, in order."""
