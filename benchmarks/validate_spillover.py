"""Does the spill-over say what happened? The two departments beside Scripps in May 2021, predicted and observed.

    .venv/bin/python benchmarks/validate_spillover.py [--seed 1] [--replications 20]

The queue is calibrated on the four weeks *before* alone: a median wait of 21 min, 158 of 6,114 left without being seen,
a median stay of 614 min of those admitted. Nothing is fitted to the weeks of the attack; what is compared with them
is printed as a table, hits and misses. The rule is fixed: *hit* when the observation lies between the ends of the model
(its variants), *miss* otherwise, with the side.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace

from codedark.divert.crowding import TYPICAL, TYPICAL_ARRIVALS, places_to_hold
from codedark.divert.department import Department
from codedark.divert.pull import PROPORTIONAL, shared_out
from codedark.divert.spillover import Arrivals
from codedark.divert.waiting import Playing, Waiting, play
from codedark.divert.waiting_calibration import NOBODY, UsualDays, calibrated

SOURCE = "Dameff 2023, JAMA Netw Open 6(5):e2312270"
BEFORE = {"visits": 6114, "ambulances": 1741, "admitted": 1614, "left": 158, "wait": 21.0, "stay": 614.0}
DURING = {"visits": 7039, "ambulances": 2354, "admitted": 1722, "left": 360, "wait": 31.0, "stay": 822.0}
"""Both departments together, four weeks each."""
SHARE = 0.25
"""Of regional discharges: the four hospitals that were attacked."""
HOURS = 672.0
KNOWN = UsualDays(
    wait_median_min=BEFORE["wait"],
    left_unseen_share=BEFORE["left"] / BEFORE["visits"],
    stay_admitted_median_min=BEFORE["stay"],
)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was seen, and the lowest and highest the model says, all in per cent more than before."""

    what: str
    observed: float
    low: float
    high: float
    why: str

    @property
    def verdict(self) -> str:
        """*hit*, or *miss* and on which side the model lies."""
        if self.low - 0.5 <= self.observed <= self.high + 0.5:
            return "hit"
        return "**miss**: model higher" if self.low > self.observed else "**miss**: model lower"


def more(name: str) -> float:
    """Observed rise in per cent."""
    return 100.0 * (DURING[name] / BEFORE[name] - 1.0)


def spilled(*, walk_ins: bool) -> Arrivals:
    """What each of the two departments gets more an hour by size alone; walk-ins too, or ambulances alone."""
    usual, rise = TYPICAL_ARRIVALS, SHARE / (1.0 - SHARE)
    for kind in (usual.ambulances_per_h, usual.walk_ins_per_h):
        there, nowhere = shared_out({"shut": rise * 8 * kind}, {f"open-{i}": kind for i in range(8)}, {}, PROPORTIONAL)
        assert nowhere == 0 and abs(there["open-0"] - rise * kind) < 1e-12
    return Arrivals(
        ambulances_per_h=rise * usual.ambulances_per_h, walk_ins_per_h=rise * usual.walk_ins_per_h if walk_ins else 0.0
    )


def as_observed() -> Arrivals:
    """What came more an hour to each of the two, as it was counted."""
    ambulances = DURING["ambulances"] - BEFORE["ambulances"]
    others = DURING["visits"] - BEFORE["visits"] - ambulances
    return Arrivals(ambulances_per_h=ambulances / HOURS / 2.0, walk_ins_per_h=others / HOURS / 2.0)


def arrivals_table() -> list[Row]:
    """The share alone, no queue."""
    rise = 100.0 * SHARE / (1.0 - SHARE)
    alone = rise * BEFORE["ambulances"] / BEFORE["visits"]
    return [
        Row(
            "ambulances", more("ambulances"), rise, rise,
            "s / (1 - s) with s = 0.25. 1.9 points low; the counting error of the observation is 4.3 points.",
        ),
        Row(
            "visits", more("visits"), alone, rise,
            "Low: only ambulances are diverted, doors stay open to who walks in. High: everybody goes elsewhere.",
        ),
        Row("ambulances, first week", 100.0 * (116 / 70.75 - 1.0), rise, rise, "The share knows no first week."),
    ]  # fmt: skip


def queue_table(departments: dict[str, Department], extra: Arrivals, playing: Playing) -> list[Row]:
    """The queue, given so many more: lowest and highest over the variants."""
    plays = [
        (play(one, TYPICAL_ARRIVALS, NOBODY, playing), play(one, TYPICAL_ARRIVALS, extra, playing))
        for one in departments.values()
    ]

    def row(what: str, name: str, seen: Callable[[Waiting], float], why: str) -> Row:
        risen = [100.0 * (seen(after) / seen(before) - 1.0) for before, after in plays]
        return Row(what, more(name), min(risen), max(risen), why)

    return [
        row("left without being seen", "left", lambda w: w.left_unseen, "Grows with the mean wait."),
        row("median wait", "wait", lambda w: w.wait_median_min, "Nobody opens a room or calls anybody in."),
        row(
            "median stay of those admitted", "stay", lambda w: w.stay_admitted_median_min,
            "Low: a bed on a ward is always found; high: the wards are full too.",
        ),
        row("admissions", "admitted", lambda w: w.admitted, "The same share of whom is admitted as before."),
    ]  # fmt: skip


def variants(playing: Playing) -> dict[str, Department]:
    """The typical department and others that are as likely beforehand, each calibrated on the weeks before."""
    asked = {
        "typical": TYPICAL,
        "24 places": replace(TYPICAL, places=24),
        "38 places": replace(TYPICAL, places=38),
        "no time at the desk": replace(TYPICAL, registration_min=0.0),
        "no night": replace(TYPICAL, hour_weights=(1.0,) * 24),
        "wards of 150 beds": replace(TYPICAL, ward_beds=150, boarding_min=120.0),
    }
    return {name: calibrated(one, TYPICAL_ARRIVALS, KNOWN, playing) for name, one in asked.items()}


def shown(title: str, rows: list[Row]) -> None:
    """One table as the page has it."""
    print(f"\n### {title}\n\n| per cent more than before | observed | model | | |\n|---|---|---|---|---|")
    for one in rows:
        model = f"{one.low:+.1f}" if abs(one.high - one.low) < 0.05 else f"{one.low:+.1f} to {one.high:+.1f}"
        print(f"| {one.what} | {one.observed:+.1f} [{SOURCE}] | {model} | {one.verdict} | {one.why} |")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--replications", type=int, default=20)
    given = asked.parse_args()
    playing = Playing(seed=given.seed, replications=given.replications)
    departments = variants(playing)
    print("| variant | treatment, median min | patience, mean min | boarding, median min | ward stay, mean h | "
          "wait | left unseen | stay admitted |\n|---|---|---|---|---|---|---|---|")  # fmt: skip
    for name, one in departments.items():
        seen = play(one, TYPICAL_ARRIVALS, NOBODY, playing)
        stay = f"{one.ward_stay_h:.0f}" if one.ward_beds is not None else "-"
        print(f"| {name} | {one.treatment_min:.0f} | {one.patience_min:.0f} | {one.boarding_min:.0f} | {stay} | "
              f"{seen.wait_median_min:.1f} | {100 * seen.left_unseen_share:.2f} % | "
              f"{seen.stay_admitted_median_min:.0f} |")  # fmt: skip
    arrivals = arrivals_table()
    alone = queue_table(departments, as_observed(), playing)
    low, high = (queue_table(departments, spilled(walk_ins=both), playing) for both in (False, True))
    chain = [replace(a, low=min(a.low, b.low), high=max(a.high, b.high)) for a, b in zip(low, high, strict=True)]
    shown("Who comes: the share alone", arrivals)
    shown("The queue alone: given the arrivals that were counted", alone)
    shown("Both: from the share to the waiting room", chain)
    told = [row.verdict == "hit" for row in (*arrivals, *alone, *chain)]
    print(f"\n**{sum(told)} hits, {len(told) - sum(told)} misses of {len(told)}.**")
    one = departments["typical"]
    places = places_to_hold(one, TYPICAL_ARRIVALS, as_observed(), DURING["wait"], playing)
    print(f"\nNot a prediction: with the arrivals that were counted, the typical department waits as was seen "
          f"({DURING['wait']:.0f} min) with {places} places instead of {one.places}.")  # fmt: skip


if __name__ == "__main__":
    main()
