"""The first fifteen minutes of those who call and those who walk: switchboard, and technician with the cable cards."""

from __future__ import annotations

from typing import Any

from codedark.gap.cable_cards import CableCard
from codedark.paper.go_bag_care import first_to_stop
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_steps import ASK, DO, SAY, step, table
from codedark.paper.go_bag_words import counted, listed


def switchboard(bag: GoBag) -> dict[str, Any]:
    """The switchboard: whom to call, what to say, and how long the telephones last."""
    telephone = [s for s in bag.shutdown.services if "teleph" in f"{s.service} {s.name}".lower()]
    lasts = ""
    if telephone:
        said = next(r for r in first_to_stop(bag, len(bag.shutdown.services)) if r["service"] == telephone[0].service)
        lasts = f" If everything goes off, {said['name']}: {said['paper']} by other means."
    return {
        "role": "Switchboard",
        "aim": "The right people are called once, in order, and the answer is written down.",
        "steps": [
            step(0, DO, "Write the time and who asked for Code Dark.", "Asked by"),
            step(
                1,
                SAY,
                "To each on the list below: “Code Dark, not an exercise. Come to ... . Do not use your computer.”",
                "Meeting room",
            ),
            step(
                5, DO, "No answer twice: the deputy. Write every time; give the list to the commander at 5 and at 15."
            ),
            step(
                6,
                DO,
                f"Test an outside line and one extension a house. Lay out the mobile telephones.{lasts}",
                "Lines that work",
            ),
            step(
                8,
                SAY,
                "To callers: “We have a technical fault. Care goes on. For an emergency call the emergency number.”",
            ),
            step(
                10,
                SAY,
                "To the press: “Nothing to say yet. You will be called back.” Write name and number.",
                "Spokesman",
            ),
            step(
                12, DO, "Send runners with written messages where no line works; each comes back with a written answer."
            ),
            step(15, ASK, "The commander: who else is to be called?"),
        ],
        "never": "Do not confirm an attack, a name or a number of patients to anybody outside.",
        "tables": [],
        "calls": [
            "Incident commander",
            "Duty engineer",
            "Clinical coordinator",
            "Chief nurse on duty",
            "Hospital director",
            "Theatre coordinator",
            "Intensive care",
            "Security officer",
            "Technician on call",
            "Dispatch centre",
            "Network supplier",
            "Police",
            "Authority, CSIRT",
        ],
        "theatres": None,
    }


def technician(bag: GoBag, cards: list[CableCard]) -> dict[str, Any]:
    """The technician: the cards in the order of the walk."""
    told = sum(card.told for card in cards)
    rows = [
        (
            str(card.number),
            listed(map(str, card.zones), 2) if card.path is None else f"path {card.path}",
            card.room or f"not told{f', {card.site}' if card.site is not None else ''}",
            "",
        )
        for card in cards
    ]
    return {
        "role": "Technician with the cable cards",
        "aim": "Pull exactly what is called, label it, and say when.",
        "steps": [
            step(0, DO, "Take the cable cards, torch, labels, pen, camera, keys of the technical rooms.", "Keys from"),
            step(
                1, SAY, "To the commander: “I have the cards. I pull what you call by number, nothing else.”", "I am at"
            ),
            step(
                2,
                DO,
                f"Read your cards. {counted(len(cards), 'card')}, {told} of them with room and port; for the others "
                "ask whom the card names, now.",
            ),
            step(
                5,
                DO,
                "Card called: read its number and gate back. Go. Find gate, panel port and cable; all three must "
                "agree with the card. If not: stop and call.",
            ),
            step(8, DO, "Label both ends, photograph, pull, write the time on the card."),
            step(9, SAY, "“Card ... pulled at ... .” Then wait for the next number.", "Last card"),
            step(12, DO, "Paths past the gates: modems, wireless, consoles. Close them as the card says."),
            step(15, SAY, "To the commander: cards done, cards not found.", "Not found"),
        ],
        "never": "No power is switched off. Nothing that is not on a card is pulled. Nothing is plugged back before "
        "the commander calls the card again.",
        "tables": [table("The cards in the order of the walk", ("card", "zones", "room", "done at"), rows, wide=2)],
        "calls": ["Incident commander", "Duty engineer", "Caretaker with the keys"],
        "theatres": None,
    }
