"""What conduits that deny refuse, as packets."""

from codedark.gap.refused import refused_cells
from codedark.gap.tiers import tiers
from tests.gap.stories import TABLES, story

NETWORKS = TABLES["zones"].replace("inside\n", "inside,prefixes\n")
ZONES = """
    zone,kind,core,gate,contain,inside,prefixes
    office,office,no,fw,locks,open,10.1.0.0/24
    ward,clinical,no,fw,locks,open,10.2.0.0/24
    records,server,yes,fw,,open,10.3.0.0/24
    labs,device,yes,fw,,open,10.4.0.0/24"""


def test_a_hospital_that_denies_nothing_refuses_nothing() -> None:
    assert refused_cells(tiers(story(zones=ZONES))) == ()


def test_a_conduit_that_denies_is_told_between_the_zones_it_names() -> None:
    denying = """
        conduit,from,to,action,protocol,ports,purpose
        read,ward,records,allow,tcp,443,clinical
        adm,office,role:server,allow,tcp,22,administration
        never,ward,records,deny,tcp,22 3389,administration"""
    (cell,) = refused_cells(tiers(story(zones=ZONES, conduits=denying)))
    assert (cell.from_zone, cell.to_zone) == ("ward", "records")
    assert cell.sources == ("10.2.0.0/24",) and [str(p) for p in cell.ports] == ["22", "3389"]
