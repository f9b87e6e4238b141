"""What speaks for and against a place, in minutes of road, and what acuity weighs: one table, each with its reason.

Agreed by people, not computed; a hospital that sees it otherwise changes it here and says so. Nothing of it is medical:
a place either has what a patient needs or is no candidate.
"""

from __future__ import annotations

from codedark.hospital.words import Acuity, CrewKind, Escort

WEIGHT = {Acuity.CRITICAL: 16.0, Acuity.HIGH: 4.0, Acuity.STABLE: 1.0}
"""A minute of a critical patient's waiting weighs four of a high one's, and sixteen of a stable one's."""
LEVEL = {Escort.NONE: 0, Escort.NURSE: 1, Escort.PHYSICIAN: 2}
"""Each level can do what those below can."""
CREW_LEVEL = {CrewKind.MUG: 2, CrewKind.PIT: 1, CrewKind.AMBULANCE: 0, CrewKind.OTHER: 0}
ESCORT_PLANNED = {Acuity.CRITICAL: Escort.PHYSICIAN, Acuity.HIGH: Escort.NURSE, Acuity.STABLE: Escort.NONE}
"""Who is planned to go along where no clinician has entered it; said for each patient."""

OWN_CAMPUS_MIN = 0.0
"""Our own other campus: same staff, same records, nobody to ask."""
PARTNER_MIN = 5.0
"""A hospital of our own network."""
OTHERS_MIN = 15.0
"""Anybody else: a call more, and records that must travel."""
BORDER_MIN = 15.0
"""Another country: other papers, other funds."""
LANGUAGE_MIN = 10.0
"""Nobody there is known to speak the patient's language."""
STALE_MIN = 20.0
"""The number of beds is older than `FRESH_H`: likely gone."""
ASSUMED_MIN = 30.0
"""Nobody confirmed a bed at all."""
FRESH_H = 4.0
"""Hours for which a confirmed number counts as it is."""
EXPIRED_H = 24.0
"""Hours after which it counts as unknown."""
UNPLACED_MIN = 20_000.0
"""No place at all: more than two weeks' wait, so that a place is found wherever there is one."""
UNTOLD_ROAD_MIN = 60.0
"""Road to a place that people agreed on and to which nobody told the way: assumed, and said with the plan."""
REQUESTED_MIN = 60.0
"""Minutes until a crew comes that no list has and that must be asked for: assumed, the dispatch centre knows."""
STAY_H = 24.0
"""Hours the outage is expected to last where nobody says otherwise: whose procedure holds that long stays."""
