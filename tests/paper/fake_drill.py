"""An invented drill: sixteen arms of four defences and two without, so that every part of the report has something."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from codedark.drill.outcomes import Activity, Outcome
from codedark.drill.result import (
    ArmTold,
    Assumptions,
    Deciding,
    DrillResult,
    Effect,
    FalseAlarmCost,
    ParameterTold,
    ServiceTold,
    Swing,
)
from codedark.drill.shapley import shapley
from codedark.drill.statistics import paired, summary

DEFENCES = ("walls", "quick cut", "spare copies", "transfer plan")
OUTER, INNER, DAYS, SERVICES = 10, 20, 60, 24
DRAW = np.repeat(np.arange(OUTER), INNER)
BINS = tuple(float(b) for b in np.linspace(0, 2000, 21))
SAVES = {"walls": 0.35, "quick cut": 0.5, "spare copies": 0.15, "transfer plan": 0.01}


def _outcomes(keep: float) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(7)
    attack = rng.gamma(4.0, 0.25, OUTER)[DRAW] * rng.gamma(9.0, 1 / 9, OUTER * INNER)
    worst = {
        Outcome.OPERATIONS_CANCELLED_DAY1: 70,
        Outcome.OPERATIONS_CANCELLED_TOTAL: 1200,
        Outcome.PATIENT_HOURS_WITHOUT_NEED: 310,
        Outcome.PATIENTS_UNPLACED: 2,
        Outcome.ARRIVALS_TURNED_AWAY: 900,
        Outcome.AMBULANCE_EXTRA_MINUTES: 9000,
        Outcome.SERVICE_HOURS_LOST_ATTACKER: 7000,
        Outcome.SERVICE_HOURS_LOST_OWN: 1800,
        Outcome.SERVICE_HOURS_LOST_NET: 300,
        Outcome.RECOVERY_DAYS: 34,
        Outcome.CARE_LOST: 3000,
        Activity.HOSTS_LOST: 900,
        Activity.CRITICAL_TRANSFERS: 7,
    }
    capped = {Outcome.OPERATIONS_CANCELLED_DAY1: 70.0}
    return {str(k): np.minimum(v * keep * attack, capped.get(k, 1e9)) for k, v in worst.items()}


def _arm(name: str, title: str, defences: tuple[str, ...], keep: float, response: str) -> ArmTold:
    told = {k: summary(x, DRAW) for k, x in _outcomes(keep).items()}
    counts, _ = np.histogram(_outcomes(keep)[Outcome.OPERATIONS_CANCELLED_TOTAL], BINS)
    services = []
    for i in range(SERVICES):
        back = int(4 * DAYS * keep * (i + 3) / 40)
        kept = np.ones(4 * DAYS)
        kept[1 : 1 + back] = np.linspace(0.0, 0.9, back) ** 2 if i % 3 else 0.0
        lost = float((1 - kept).sum() * 6)
        services.append(
            ServiceTold(
                service=f"s{i}",
                name=f"Service {i} of the house" if i else "Imaging & <PACS>",
                arrivals_per_h=2.0 if i == 1 else 0.0,
                hours_lost_attacker=0.7 * lost,
                hours_lost_own_action=0.3 * lost,
                kept=tuple(float(k) for k in kept),
            )
        )
    lost = told[Outcome.OPERATIONS_CANCELLED_DAY1].mean
    return ArmTold(
        name=name,
        title=title,
        defences=defences,
        response=response,
        pinned=False,
        outcomes={k: told[k] for k in told if k in set(Outcome)},
        activity={k: told[k] for k in told if k in set(Activity)},
        false_alarms=FalseAlarmCost(
            care_lost_per_year=40 * keep,
            mc_ci95=(38 * keep, 42 * keep),
            param_p05=5.0 * keep,
            param_p95=150.0 * keep,
            care_lost_each=30 * keep,
            per_year=1.4,
        ),
        distribution=tuple(float(c) / counts.sum() for c in counts),
        deciding=tuple(
            Deciding(
                service=f"s{i}",
                name=f"Service {i} of the house",
                operations_mean=lost * share,
                operations={f"op-{j:02}": share for j in range(8)},
            )
            for i, share in enumerate((0.7, 0.2, 0.1))
        ),
        cancelled_per_day=tuple(0.0 if d % 7 > 4 else max(0.0, lost * (1 - d / (1 + 50 * keep))) for d in range(DAYS)),
        cancelled_before_day1=0.5 * keep,
        cancelled_by_urgency={"elective": 900 * keep, "urgent": 200 * keep, "emergency": 100 * keep},
        services=tuple(services),
        crews_still_h={"mug-1": 300 * keep, "pit-1": 310 * keep},
    )


def _combination(bits: int) -> tuple[str, ...]:
    return tuple(d for i, d in enumerate(DEFENCES) if bits >> i & 1)


def _keep(defences: tuple[str, ...]) -> float:
    return float(np.prod([1 - SAVES[d] for d in defences]))


def _effect(name: str, defences: tuple[str, ...], less: tuple[str, ...] = ()) -> list[Effect]:
    with_it, without = _outcomes(_keep(defences)), _outcomes(_keep(less))
    return [
        Effect(defence=name, outcome=o, told=paired(with_it[o], without[o], DRAW), clear=True)
        for o in map(str, Outcome)
    ]


def fake_drill(**changes: object) -> DrillResult:
    """Every part there; `changes` replace fields of the result."""
    combinations = [_combination(bits) for bits in range(16)]
    arms = [_arm("nobody-acts", "No response at all", (), 1.3, "none")]
    arms += [
        _arm("+".join(c) or "today", " + ".join(c) or "As things are", c, _keep(c), "playbook") for c in combinations
    ]
    worth = {o: np.array([_outcomes(_keep(c))[o].mean() for c in combinations]) for o in map(str, Outcome)}
    result = DrillResult(
        hospital="St Elsewhere <General>",
        hospital_sha256="0" * 64,
        scenario="worst-week",
        scenario_title="The worst week, as told",
        scenario_source="an invented source",
        clock_start="2030-01-07T00:00",
        day1="2030-01-08",
        day1_at=1,
        horizon_days=DAYS,
        attacked=True,
        operations_day1=70,
        operations_total=2500,
        primary_outcome="operations_cancelled_total",
        reference="today",
        everything="+".join(DEFENCES),
        arms=tuple(arms),
        effects=tuple(e for d in DEFENCES for e in _effect(d, (d,))),
        effects_last=tuple(e for d in DEFENCES for e in _effect(d, DEFENCES, tuple(x for x in DEFENCES if x != d))),
        effects_together=tuple(_effect("+".join(DEFENCES), DEFENCES)),
        shapley={o: dict(zip(DEFENCES, map(float, shapley(v)), strict=True)) for o, v in worth.items()},
        shapley_ci95={o: dict.fromkeys(DEFENCES, (-1.0, 1.0)) for o in worth},
        tornado=tuple(
            Swing(
                parameter=f"unknown_{i}",
                unit="h",
                arm=arm,
                outcome="operations_cancelled_total",
                low=1.0,
                high=10.0 * (i + 1),
                at_low=1000 - 300 / (i + 1),
                at_mid=1000.0,
                at_high=1000 + 200 / (i + 1),
            )
            for arm in ("today", "+".join(DEFENCES))
            for i in range(14)
        ),
        bins=BINS,
        bin_h=6.0,
        parameters=tuple(
            ParameterTold(
                name=f"unknown_{i}",
                unit="h",
                doc="What it is, in a line of words.",
                low=1.0,
                mid=2.0,
                high=10.0,
                basis="assumed",
                source="" if i % 2 else "A source <with> marks, 2030",
            )
            for i in range(14)
        ),
        assumptions=Assumptions(
            rows_total=2000,
            rows_assumed=1500,
            tables={"hosts": (1500, 1200), "services": (25, 20), "operations": (475, 280)},
            parameters_total=14,
            parameters_assumed=9,
            paper_unknown=("dialysis",),
            notes=("12 numbers of free beds elsewhere are unconfirmed: none counted as free",),
            beds_assumed_pct=None,
        ),
        seed=1,
        runs=OUTER * INNER,
        runs_asked=OUTER * INNER,
        draws=OUTER,
        draws_asked=OUTER,
        workers=2,
        kernel="plain",
        complete=True,
    )
    return replace(result, **changes)
