"""What stops with everything that is reached."""

from __future__ import annotations

import numpy as np
import pytest

from codedark.cli.blast_care import Losing, rank
from codedark.hospital.records import Hospital
from tests.making import make_hospital


@pytest.fixture(scope="module")
def hospital() -> Hospital:
    """Three machines that cannot reach each other; a clinic that can reach the server."""
    return make_hospital(
        zones="""
            zone,kind,inside,core
            clinic,clinical,open,no
            machines,device,isolated,yes
            beyond,external,,no
            """,
        hosts="""
            host,zone
            ws-1,clinic
            ws-2,clinic
            ct-1,machines
            mri-1,machines
            idle-1,machines
            idle-2,machines
            """,
        accounts="account,held_on,administers\nsupport,host:ct-1,zone:machines\n",
        applications="application,kind,runs_on\nct,device,ct-1\nmri,device,mri-1\n",
        services="""
            service,needs,arrivals_per_h,beds,theatres
            ct-scan,ct,2,10,0
            mri-scan,mri,1,0,3
            """,
        conduits="conduit,from,to,purpose\nscan,clinic,host:ct-1,clinical\nin,beyond,clinic,administration\n",
    )


def test_hosts_that_are_held_are_off(hospital: Hospital) -> None:
    losing = Losing(hospital)
    held = np.array([h in {"ws-1", "mri-1"} for h in hospital.hosts.ids], np.bool_)
    assert [s.service for s in losing.what_falls(held).services] == ["mri-scan"]
    assert [hospital.hosts.ids[i] for i in np.flatnonzero(losing.stood_on())] == ["ct-1", "mri-1"]


def test_every_start_is_ranked_by_the_care_lost_with_it(hospital: Hospital) -> None:
    done: list[float] = []
    ranked = rank(hospital, done.append)
    assert [(w.name, w.alike, w.hosts, w.hosts_over_administration, w.core_zones, w.accounts) for w in ranked] == [
        ("beyond", 0, 3, 2, 1, 1),
        ("ws-1", 2, 3, 2, 1, 1),
        ("ct-1", 1, 1, 1, 1, 1),
        ("mri-1", 1, 1, 1, 1, 0),
        ("idle-1", 2, 1, 1, 1, 0),
    ]
    assert [[s.service for s in w.outage.services] for w in ranked] == [["ct-scan"]] * 3 + [["mri-scan"], []]
    care = [w.outage.care.total_per_h for w in ranked]
    assert care == sorted(care, reverse=True)
    assert done[-1] == 1


def test_a_hospital_without_hosts_has_nowhere_to_start_but_its_zones() -> None:
    assert [w.name for w in rank(make_hospital())] == ["office"]
