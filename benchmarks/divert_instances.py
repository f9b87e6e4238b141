"""Hospitals to evacuate, on real places: what bench_divert.py and its peers plan.

Places, recognised beds and roads are those of the shared region data (129 Belgian sites with an emergency department;
road minutes are an estimate, as told there). Patients, free beds and crews are drawn by seed: acuity, a service whose
paper ends after 60 to 1,440 minutes, a kind of bed, who must go along; 5 % of the recognised beds of each receiving
site are free, spread over six kinds; 50 crews (8 with a physician, 12 with a nurse, 30 without) of two sites. Up to 300
patients lie in the two sites of one hospital, 3,000 in the nine sites nearest to each other, with 10 % free.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np

from codedark.depend import Outage, compile, what_falls_if, what_is_off
from codedark.hospital import Hospital, read

HOME = "1210"
OWN = ("1210", "1220")
SITES_OF_MANY = 9
RECEIVERS = 100
POOLS = ("icu", "neonatal", "dialysis", "maternity", "paediatric", "ward")
POOL_SHARE = (0.08, 0.04, 0.06, 0.12, 0.3, 0.4)
PAPER_MIN = (60, 120, 240, 480, 1440)
PATIENT_SHARE = (0.1, 0.15, 0.25, 0.3, 0.2)
ACUITY = ("critical", "critical", "high", "stable", "stable")
ESCORT = ("physician", "physician", "nurse", "none", "none")
CREWS = (("mug", 8), ("pit", 12), ("ambulance", 30))


def region_folder() -> Path:
    """Where the shared region data lies."""
    return Path(os.environ.get("CODEDARK_SHARED", "../shared")) / "data" / "region"


def instance(patients: int, seed: int) -> tuple[Hospital, Outage]:
    """A hospital with every service lost, each on paper for its minutes."""
    luck = np.random.default_rng([seed, patients])
    ids, road, beds = _places()
    home = ids.index(HOME)
    order = [ids[i] for i in np.argsort(road[home], kind="stable")]
    own = list(OWN) if patients <= 300 else order[:SITES_OF_MANY]
    around = [i for i in order if i not in own][:RECEIVERS]
    share = 0.05 if patients <= 300 else 0.10
    free = luck.poisson(np.array([beds[i] for i in around])[:, None] * share * np.array(POOL_SHARE)[None])
    kind = luck.choice(5, patients, p=PATIENT_SHARE)
    pool, site = luck.choice(6, patients, p=POOL_SHARE), luck.integers(0, len(own), patients)
    tables = {
        "sites": ["site,name,beds_recognised", *(f"s{i},Site {i},{beds[i]}" for i in own)],
        "zones": ["zone,kind", "office,office"],
        "hosts": ["host,zone", "box,office"],
        "applications": ["application,kind,runs_on", "record,clinical,box"],
        "services": ["service,needs,paper_min", *(f"paper{m},record,{m}" for m in PAPER_MIN)],
        "patients": [
            "patient,site,pool,acuity,needs,can_go_home,escort",
            *(
                f"p{n:04d},s{own[site[n]]},{POOLS[pool[n]]},{ACUITY[k]},paper{PAPER_MIN[k]},no,{ESCORT[k]}"
                for n, k in enumerate(kind.tolist())
            ),
        ],
        "crews": [
            "crew,kind,owner,site,transfers",
            *(f"{name}-{n},{name},112,s{own[luck.integers(0, 2)]},yes" for name, count in CREWS for n in range(count)),
        ],
        "escorts": ["escort,kind,site,count"],
        "region": ["hospital,name,beds_recognised,ed", *(f"s{i},Site {i},{beds[i]},yes" for i in around)],
        "region_beds": [
            "hospital,pool,free_staffed,confirmed_at",
            *(
                f"s{i},{name},{free[r, q]},2026-01-13T06:00+01:00"
                for r, i in enumerate(around)
                for q, name in enumerate(POOLS)
            ),
        ],
        "travel_min": [
            "from,to,minutes",
            *(f"s{a},s{b},{road[ids.index(a), ids.index(b)]:.1f}" for a in own for b in [*own, *around] if a != b),
        ],
    }
    files = {f"{name}.csv": "\n".join(rows).encode() for name, rows in tables.items()}
    hospital = read({"hospital.toml": b"[hospital]\nname = 'Evacuated'\n", **files})
    return hospital, what_falls_if(hospital, compile(hospital), what_is_off(hospital, ["box"]))


def _places() -> tuple[list[str], np.ndarray, dict[str, int]]:
    folder = region_folder()
    with (folder / "be_ed_sites.csv").open(encoding="utf-8") as told:
        beds = {row["id"]: int(row["cap_beds"] or 0) for row in csv.DictReader(told)}
    with (folder / "be_ed_travel_min_estimate.csv").open(encoding="utf-8") as told:
        rows = list(csv.reader(told))
    return rows[0][1:], np.array([[float(cell) for cell in row[1:]] for row in rows[1:]]), beds
