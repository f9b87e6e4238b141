"""The first fifteen minutes of those who decide and fire: incident commander and duty engineer."""

from __future__ import annotations

from typing import Any

from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_plans import FULL_SHUTDOWN, NOTHING, Priced
from codedark.paper.go_bag_steps import ASK, DO, SAY, first_table, price, step, table
from codedark.paper.go_bag_words import care, in_threes
from codedark.response.mandate import ALONE_MIN

LAPTOP = (
    ("what to cut", "codedark gap plan HOSPITAL --suspect WHAT"),
    ("cut now", 'codedark gap fire HOSPITAL PLAN --key MINE --reason "WHY"'),
    ("is it cut?", "codedark gap prove HOSPITAL PLAN --key MINE"),
    ("what holds, until when", "codedark gap status HOSPITAL --key MINE"),
    ("by telephone", 'codedark gap order HOSPITAL PLAN --key MINE --reason "WHY"'),
    ("at the gate, typed in", "codedark gate obey FOLDER"),
    ("hold it, two persons", "codedark gap hold HOSPITAL PLAN --key MINE --key THEIRS --minutes 60"),
    ("let one conduit go", "codedark gap release HOSPITAL PLAN --key MINE --key THEIRS --conduit NAME"),
)
"""What is typed on the laptop, in the order it is needed; a test of the verb asks whether each is understood."""


def commander(bag: GoBag, unknown: Priced) -> dict[str, Any]:
    """The incident commander, with the plan for place unknown beside its alternatives."""
    plan = unknown.plan
    core = sum(zone.core for zone in bag.hospital.zones.values())
    open_core = next((len(a.core_exposed) for a in plan.alternatives if a.name == NOTHING), 0)
    spelled = in_threes(unknown.id)
    alone = bag.mandate.hold.alone_min if bag.mandate is not None else ALONE_MIN
    return {
        "role": "Incident commander",
        "aim": "Decide what is cut, within fifteen minutes, knowing what it costs patients.",
        "steps": [
            step(
                0,
                DO,
                "Write the time. Open the event log (form A). Name one person who only writes.",
                "Began at",
                "form-a",
            ),
            step(1, SAY, "“This is Code Dark. I command. The clinical coordinator decides about patients.”"),
            step(
                2,
                ASK,
                "The duty engineer: where was it seen, how sure, since when, is anything being destroyed now?",
                "Zone",
            ),
            step(
                3,
                ASK,
                "The clinical coordinator: who is on a table now, who cannot do without what, and until when?",
                "Theatres in use",
            ),
            step(
                5,
                DO,
                "Choose the plan. The zone is known: its row in the index of plans. It is not, or several are: "
                f"place unknown, {spelled}.",
                "Plan",
                "index",
            ),
            step(
                6,
                DO,
                f"Compare, care lost an hour: place unknown {care(unknown.seals[1][2])}; full shutdown "
                f"{price(plan, FULL_SHUTDOWN)}; nothing {price(plan, NOTHING)}, with {open_core} of {core} core zones "
                "left in reach.",
            ),
            step(
                7,
                SAY,
                "To the duty engineer: “Fire plan ... , posture 3, reason ... .” It is read back, digit "
                "by digit. Who may: the mandate.",
                "Fired at",
                "mandate",
            ),
            step(
                9,
                ASK,
                "The duty engineer, gate by gate: proven, or not? Sealed is said of nothing that was not proven.",
                "Not proven",
            ),
            step(
                10,
                DO,
                "Have the technician pull the cable cards of what is not proven. Call each by its number.",
                "",
                "cards",
            ),
            step(
                13,
                DO,
                f"A cut by one person lets go after {alone} minutes, to posture 2. Name the two who will hold it, "
                "one of them clinical.",
                "Hold before",
            ),
            step(15, SAY, "To all: what is cut, what goes on on paper until when, when you speak next.", "Next at"),
        ],
        "never": "Do not order a full shutdown because it feels safe: it takes "
        f"{len(bag.shutdown.services)} of {len(bag.hospital.services)} services. Nobody switches off a machine that "
        "shows signs: pull its network, leave its power.",
        "tables": [first_table(bag)],
        "calls": [
            "Duty engineer",
            "Clinical coordinator",
            "Hospital director",
            "Chief nurse on duty",
            "Authority, CSIRT",
        ],
        "theatres": None,
    }


def _laptop(bag: GoBag) -> dict[str, Any]:
    """Commands, with the defences this bag was made with; capitals stand for what is filled in."""
    with_defences = "".join(f" --defence {name}" for name in bag.hospital.defences)
    rows = ((what, command + (with_defences if " HOSPITAL" in command else "")) for what, command in LAPTOP)
    return table("On the laptop; capitals stand for what you fill in", ("to", "type"), rows, wide=1)


def engineer(bag: GoBag) -> dict[str, Any]:
    """The duty engineer, with a line for every gate."""
    gates = bag.hospital.gates.values()
    rows = [(str(g.gate), g.name, "by hand" if g.fire_min >= 2 else "prepared", "", "") for g in gates]
    return {
        "role": "Duty engineer",
        "aim": "Say what is known and what is not. Fire what is ordered. Prove it.",
        "steps": [
            step(0, DO, "Write the time, and what you saw, word for word, before you touch anything.", "Seen at"),
            step(
                1,
                DO,
                "Find which machine, which address, which zone. The index of plans names the zones.",
                "Machine",
                "index",
            ),
            step(
                2,
                ASK,
                "Whoever raised it, and one colleague: is there a second sign, from another source?",
                "Second sign",
            ),
            step(
                3,
                SAY,
                "To the commander: “Zone ... , machine ... , seen by ... , since ... ; sure, or not sure.” “I do not "
                "know where” is an answer: place unknown.",
            ),
            step(
                4, DO, "Open the laptop with codedark; it needs no network. No laptop: this bag has every plan.", "Plan"
            ),
            step(6, SAY, "The plan's name and what it costs an hour, before you are told to fire."),
            step(
                7,
                DO,
                "Fire on the order of somebody the mandate names. No network to a gate: read the order out by "
                "telephone (form B) to whoever stands at it.",
                "Fired at",
                "form-b",
            ),
            step(
                9,
                DO,
                "Ask for proof from every gate, and write it in the table of gates. An acknowledgement proves nothing.",
            ),
            step(10, SAY, "To the commander: the gates not proven, and the numbers of their cable cards.", "Cards"),
            step(
                12,
                DO,
                "Copy what does not last: memory of machines with signs, connections, logs. Power stays on.",
                "",
                "power",
            ),
            step(15, SAY, "Whether forbidden packets are still counted, and from where.", "Counted"),
        ],
        "never": "Do not log on to a machine with signs with an administrator's account. Do not restore, clean or "
        "reinstall. Do not switch off: unplug the network.",
        "tables": [table("Gates", ("gate", "name", "cut is", "held at", "proven at"), rows, wide=1), _laptop(bag)],
        "calls": ["Incident commander", "Network supplier", "Security monitoring", "Second engineer"],
        "theatres": None,
    }
