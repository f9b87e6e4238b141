"""What `range` found, as a person reads it: the figures, the questions, the story."""

from __future__ import annotations

from typing import Any

from codedark.cli.answer import say, table


def print_range(answer: dict[str, Any]) -> None:
    """Print one answer of `range`: what was cut, what packets said, and where they disagreed with the model."""
    say(
        f"{answer['hospital']}, scenario {answer['scenario']}: an intruder on {answer['entry']}"
        f"{'' if not answer['defences'] else ', with ' + ', '.join(answer['defences'])}."
    )
    if "plan" in answer:
        plan = answer["plan"]
        say(f"Plan {plan['id']} ({', '.join(plan['names'])}): {plan['does']}.\n")
    table(["what", "measured"], _figures(answer), title="Measured on this machine, all gates on its processors")
    if answer["questions"]:
        rows = [
            (q["posture"], q["what"], "passes" if q["passed"] else "does not", "yes" if q["as_it_must"] else "NO")
            for q in answer["questions"]
        ]
        table(["posture", "question", "packets", "as it must"], rows, title="What care needs, asked of packets")
    table(["s", "who", "what"], [(f"{s['at_s']:.2f}", s["who"], s["what"]) for s in answer["seconds"]], right=["s"])
    _print_disagreements(answer)
    for line in answer["invented"]:
        say(f"Invented: {line}.")
    for gate in answer["gates"]:
        say(f"Gate {gate['gate']}: {gate['played']}.")


def _figures(answer: dict[str, Any]) -> list[tuple[str, str]]:
    hosts, core = "hosts_reached", "core_reached"
    sessions = answer.get("sessions", {})
    return [
        ("verdict", answer["verdict"]),
        ("hosts reached without a cut", f"{answer[f'{hosts}_without_cut']}, core {answer[f'{core}_without_cut']}"),
        ("hosts reached with it", f"{answer[f'{hosts}_after_cut']}, core {answer[f'{core}_after_cut']}"),
        ("order to last forbidden packet", _ms(answer["order_to_last_packet_ms"])),
        ("forbidden packets after the order", _or_not(answer["leaked_packets"])),
        ("between the first gate and the last", _ms(answer["skew_ms"])),
        ("proof", _ms(answer["proof_ms"])),
        ("order to release until the path was open", _ms(answer["release_ms"])),
        ("break-glass survived", {True: "yes", False: "NO", None: "not asked"}[answer["break_glass_survived"]]),
        ("sessions to stop, stopped", f"{sessions.get('to_stop')}, {sessions.get('stopped')}"),
        ("sessions to go on, went on", f"{sessions.get('to_go_on')}, {sessions.get('went_on')}"),
        ("packets agree with the model", _agreement(answer["agrees_with_model"])),
    ]


def _ms(figure: float | None) -> str:
    return "not measured" if figure is None else f"{figure:.2f} ms"


def _or_not(figure: int | None) -> str:
    return "not measured" if figure is None else str(figure)


def _agreement(told: dict[str, Any]) -> str:
    words = {True: "yes", False: "NO", None: "not asked"}
    when = {"without_cut": "without a cut", "after_cut": "with it", "posture_3": "posture 3", "posture_2": "posture 2"}
    return ", ".join(f"{said} {words[told[key]]}" for key, said in when.items() if key in told)


def _print_disagreements(answer: dict[str, Any]) -> None:
    wrong = answer["agrees_with_model"]["disagreements"]
    rows = [(d["when"], d["host"], d["zone"], "yes" if d["packets"] else "no", d["why"]) for d in wrong]
    if rows:
        table(["when", "host", "zone", "held by packets", "why"], rows, title="Where packets and the model differ")
