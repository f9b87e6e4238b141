from __future__ import annotations

import pytest
from tests.making import make_hospital

from codedark.hospital.faults import BadHospital


def test_a_small_hospital_is_read_as_told():
    hospital = make_hospital(
        zones="""
            zone,   kind,   prefixes
            office, office, 10.0.0.0/24
            lab,    device, 10.0.1.0/24
        """,
        hosts="""
            host, zone,   address,  role
            ws-1, office, 10.0.0.3, workstation
            an-1, lab,    10.0.1.3, analyser
        """,
    )
    assert list(hospital.zones) == ["office", "lab"]
    assert [host.zone for host in hospital.hosts] == ["office", "lab"]
    assert str(hospital.hosts.named("an-1").address) == "10.0.1.3"


def test_every_fault_is_told_at_once():
    with pytest.raises(BadHospital) as bad:
        make_hospital(
            zones="zone,kind,prefix\noffice,offce,10.0.0.0/24",
            hosts="host,zone\nws-1,ofice",
            services="service,beds\nicu,-1",
        )
    assert {(f.file, f.row, f.column) for f in bad.value.faults} == {
        ("zones.csv", 1, "prefix"),
        ("zones.csv", 2, "kind"),
        ("services.csv", 2, "beds"),
        ("hosts.csv", 2, "zone"),
    }
