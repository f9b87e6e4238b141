"""The first fifteen minutes of those who care: clinical coordinator and ward charge nurse."""

from __future__ import annotations

from typing import Any

from codedark.paper.go_bag_care import (
    crews_said,
    critical_patients,
    emergency_departments,
    theatres_by_hour,
    ward_services,
)
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_steps import ASK, DO, SAY, first_table, step, table


def clinical(bag: GoBag) -> dict[str, Any]:
    """The head of emergency or clinical coordinator: theatres, critical patients, crews, beds elsewhere."""
    hospital, crews = bag.hospital, crews_said(bag)
    emergency = emergency_departments(hospital)
    coming = "; ".join(
        f"{e['name']}: {e['arrivals']} an hour, {e['ambulances']} of them by ambulance" for e in emergency
    )
    standing = f" When everything is off these stand still: {crews['standing']}." if crews["standing"] else ""
    moving = (
        f"Crews that can move patients: {crews['transfers']}."
        if crews["transfers"]
        else "No crew is told that moves patients."
    )
    return {
        "role": "Head of emergency, clinical coordinator",
        "aim": "Keep care going on paper, send away in time what cannot be kept, and say who cannot be cut off.",
        "steps": [
            step(0, DO, "Write the time. Take the patient list of last night out of the downtime box.", "Began at"),
            step(
                1,
                ASK,
                "Each theatre: who is on the table, how long yet? Finish these. Start nothing that needs what stops.",
                "In use",
            ),
            step(
                3,
                DO,
                "Mark whom paper will not carry: the table of critical in-patients, then what the wards tell you.",
            ),
            step(
                4, SAY, "To the commander: theatres in use, and which flows must stay open. You sign for those you own."
            ),
            step(
                5,
                SAY,
                "To the dispatch centre: “From ... we take ... ambulances an hour; walk-ins go on.”"
                + (f" Usual: {coming}." if coming else ""),
                "Told at",
            ),
            step(7, ASK, f"The dispatch centre and the private services: who can drive? {moving}{standing}"),
            step(
                8,
                DO,
                "Start the bed calls (form C), nearest first. A bed counts when a name confirmed it, with a time.",
                "",
                "form-c",
            ),
            step(10, DO, "Send runners to laboratory, blood bank and pharmacy: orders in writing, results by hand."),
            step(12, ASK, "The ward charge nurses: whom do you worry about, and what runs out first?"),
            step(
                15,
                SAY,
                "To the commander: what goes on until when, how many must go, whom you cannot place.",
                "Must go",
            ),
        ],
        "never": "Nobody is ranked by this paper: who goes first is a clinician's decision.",
        "tables": [
            table(
                "Critical in-patients as the folder has them",
                ("ward", "how many", "need", "first runs out"),
                ((p["ward"], p["count"], p["needs"], p["first"]) for p in critical_patients(bag)),
                wide=2,
            ),
            first_table(bag),
        ],
        "calls": ["Dispatch centre", "Theatre coordinator", "Intensive care", "Blood bank", "Commander"],
        "theatres": theatres_by_hour(hospital),
    }


def ward(bag: GoBag) -> dict[str, Any]:
    """The charge nurse of any ward."""
    return {
        "role": "Ward charge nurse",
        "aim": "Nobody is forgotten. Every bed is seen, every order is written.",
        "steps": [
            step(0, SAY, "“Code Dark. Stop typing. Leave every machine as it is: on, and not touched.”", "Began at"),
            step(
                1, DO, "Take the downtime box: charts, order forms, labels, last night's list. Give each bed a chart."
            ),
            step(
                2,
                DO,
                "Walk every bed. Ventilator, pump, monitor: does it run, does it alarm here? Central alarms and "
                "handsets may be silent: somebody sits where the alarm is heard.",
                "Beds seen",
            ),
            step(
                5, DO, "Write for each bed: name, allergies, what is due in two hours, what was ordered and not given."
            ),
            step(8, DO, "Orders: on paper, with name and time, two identifiers on every sample. Results: by runner."),
            step(9, ASK, "Each doctor on the ward: who cannot wait for a result, who could go home?", "Can go home"),
            step(11, SAY, "To the clinical coordinator: whom you worry about, beds free, hands missing.", "Told at"),
            step(13, DO, "Call for hands now: paper takes more of them than screens do."),
            step(15, DO, "From now on write the time at every entry: it is typed in again later."),
        ],
        "never": "No machine is switched off or on, no cable is pulled without a card, no stick is plugged in, nobody "
        "logs on “to see whether it works”.",
        "tables": [
            table(
                "How long paper carries what you work with, once it is off",
                ("service", "on paper for", "share kept", ""),
                ((r["name"], r["paper"], r["share"], r["tried"]) for r in ward_services(bag)),
            )
        ],
        "calls": ["Clinical coordinator", "Doctor on duty", "Laboratory", "Pharmacy", "Switchboard"],
        "theatres": None,
    }
