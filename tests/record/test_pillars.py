from __future__ import annotations

from typing import Any

import pytest

from codedark.record.pillars import CHECKS, COMMAND, FIGURE_OF, Check, Figure, Pillar, credits_in, pillar_of

SAID: dict[Pillar, tuple[str, ...]] = {
    Pillar.SPARE: (
        "Plan more resilience and redundancy for critical clinical systems.",
        "Zorg voor veerkracht en redundantie van kritieke systemen.",
        "Prévoir la redondance et la résilience des systèmes critiques.",
        "Redundanz und Ausfallsicherheit kritischer Systeme planen.",
    ),
    Pillar.AIR_GAP: (
        "Practise the virtual air gap, so that core systems can be isolated at once.",
        "Oefen het loskoppelen en isoleren van de kernsystemen.",
        "S'exercer à isoler et à déconnecter les systèmes centraux.",
        "Das Abkoppeln der Kernsysteme üben, um sie sofort zu isolieren.",
    ),
    Pillar.ZONES: (
        "Segment the network to limit lateral movement.",
        "Segmenteer het netwerk om zijwaartse beweging te beperken.",
        "Segmenter le réseau pour limiter le déplacement latéral.",
        "Netzwerksegmentierung gegen Seitwärtsbewegung.",
    ),
    Pillar.CONTINUITY: (
        "Continuity plans must cover redirection and transfer of critical patients.",
        "Het continuïteitsplan moet de overplaatsing van kritieke patiënten regelen.",
        "Le plan de continuité doit prévoir le transfert des patients critiques.",
        "Der Notfallplan muss die Verlegung kritischer Patienten regeln.",
    ),
}


@pytest.mark.parametrize(("pillar", "text"), [(pillar, text) for pillar, texts in SAID.items() for text in texts])
def test_a_recommendation_leans_on_the_pillar_its_words_name(pillar: Pillar, text: str) -> None:
    assert pillar_of(text) is pillar


@pytest.mark.parametrize("text", ["", "Thank the staff.", "Werk de telefoonlijst bij.", "Informer le public."])
def test_what_names_no_pillar_gets_none(text: str) -> None:
    assert pillar_of(text) is None


def test_whoever_enters_it_may_name_the_pillar_by_ours_or_by_other_words() -> None:
    text = "Segment the network."
    assert pillar_of(text, {"pillar": "air gap"}) is pillar_of(text, {"pillar": "Air_Gap"}) is Pillar.AIR_GAP
    assert pillar_of(text, {"pillar": "Redundancy"}) is Pillar.SPARE
    assert pillar_of(text, {"pillar": "nothing of the kind"}) is None


def test_every_pillar_is_measured_and_every_check_has_its_command() -> None:
    assert set(CHECKS) == set(Pillar) and set(COMMAND) == set(Check)
    assert set(FIGURE_OF) == set(Figure)
    assert all(checks and all(COMMAND[check].startswith("codedark ") for check in checks) for checks in CHECKS.values())


def drilled(**more: Any) -> dict[str, Any]:
    """As much of a drill's result as credits need."""
    arms = [
        {"title": "As today", "defences": []},
        {"title": "Network in segments", "defences": ["walls"]},
        {"title": "Both", "defences": ["walls", "second-archive"]},
        {"title": "A redundant archive", "defences": ["second-archive"]},
        {"title": "Praise", "defences": ["praise"]},
    ]
    shapley = {"care_lost": {"walls": -120.5, "second-archive": 3.0, "praise": -1.0}}
    ends: dict[str, Any] = {"care_lost": {"walls": [-130.0, -111.0], "second-archive": None, "praise": [-2.0, 0.0]}}
    return {"primary_outcome": "care_lost", "arms": arms, "shapley": shapley, "shapley_ci95": ends, **more}


def test_a_drills_credit_is_what_a_defence_saves() -> None:
    walls, archive = credits_in(drilled(), "drill.json")
    assert (walls.pillar, walls.figure, walls.name, walls.outcome) == (
        Pillar.ZONES, Figure.CREDIT, "walls", "care_lost"
    )  # fmt: skip
    assert (walls.value, walls.low, walls.high, walls.source) == (120.5, 111.0, 130.0, "drill.json")
    assert (archive.pillar, archive.value, archive.low, archive.high) == (Pillar.SPARE, -3.0, None, None)


def test_a_drill_without_every_combination_gives_no_credit() -> None:
    assert credits_in(drilled(shapley={}, shapley_ci95={}), "drill.json") == ()


def test_what_is_no_drill_is_refused() -> None:
    with pytest.raises(KeyError):
        credits_in({"arms": []}, "x.json")


@pytest.mark.parametrize(
    "text",
    [
        "Separate office and clinical networks",
        "Scheid de netwerken van kantoor en kliniek",
        "Séparer les réseaux administratif et clinique",
        "Trennung von Büro- und Kliniknetz, beide Netze dauerhaft trennen",
    ],
)
def test_networks_kept_apart_are_zones(text: str) -> None:
    assert pillar_of(text) is Pillar.ZONES


@pytest.mark.parametrize(
    "text", ["Reschedule surgeries sooner", "Count the collateral damage", "Former quarante personnes"]
)
def test_words_that_only_look_like_a_pillar_name_none(text: str) -> None:
    assert pillar_of(text) is None
