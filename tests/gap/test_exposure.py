"""What is within reach has a price: care, times a chance, times a share."""

import numpy as np
import pytest

from codedark import depend, gap, reach
from codedark.gap.exposure import Exposure
from codedark.gap.ground import survey
from codedark.gap.plan import Presumed
from tests.gap.stories import TABLES, story


def _exposure(presumed: Presumed, weight: float = 0.5) -> Exposure:
    hospital = story(hospital_toml=TABLES["hospital_toml"] + f"[response]\nexposure_weight = {weight}\n")
    return Exposure(survey(hospital, reach.compile(hospital), depend.compile(hospital)), presumed)


def _presumed(*zones: str, hosts: tuple[str, ...] = (), unknown: bool = False) -> Presumed:
    return Presumed(hosts=frozenset(hosts), zones=frozenset(zones), place_unknown=unknown, why=())  # type: ignore[arg-type]


RECORDS, LABS = 2, 3


def _held(*at: int) -> np.ndarray:
    held = np.zeros(7, np.bool_)
    held[list(at)] = True
    return held


NO_ZONE = np.zeros(4, np.bool_)


def test_a_zone_is_priced_by_what_falls_with_all_its_hosts() -> None:
    assert _exposure(_presumed("office")).zone(RECORDS) == pytest.approx(0.5 * 1.75)
    assert _exposure(_presumed("office"), weight=0).zone(RECORDS) == 0


def test_the_share_reached_is_what_counts() -> None:
    exposure = _exposure(_presumed("office"))
    one, both = exposure.total(_held(4), NO_ZONE, NO_ZONE), exposure.total(_held(4, 5), NO_ZONE, NO_ZONE)
    assert one == pytest.approx(both / 2) and both == pytest.approx(0.875)


def test_a_presumed_zone_is_all_at_stake_until_it_is_contained() -> None:
    exposure = _exposure(_presumed("records"))
    contained = np.array([False, False, True, False])
    assert exposure.total(_held(4, 5), NO_ZONE, NO_ZONE) == pytest.approx(0.875)
    assert exposure.total(_held(4, 5), NO_ZONE, contained) == pytest.approx(0.875 / 2)


def test_with_the_place_unknown_each_presumed_zone_weighs_one_nth() -> None:
    exposure = _exposure(_presumed("records", "office", "ward", unknown=True))
    assert exposure.zone(RECORDS) == pytest.approx(0.875 / 3)
    assert exposure.zone(LABS) == pytest.approx(0.5), "what is reached and not presumed weighs in full"


def test_a_zone_without_hosts_told_is_reached_or_not() -> None:
    exposure = _exposure(_presumed("office"))
    assert exposure.share(RECORDS, 1) == 0.5
    exposure.sizes = np.zeros(4, np.int64)
    assert exposure.share(RECORDS, 0) == 1.0 and exposure.one_host(RECORDS) == 1.0


def test_nothing_within_reach_costs_nothing() -> None:
    hospital = story()
    presumed = gap.presume(hospital, reach.compile(hospital), gap.read_suspects(hospital, ["ws-1"]), elapsed_min=0)
    assert _exposure(presumed).total(_held(), NO_ZONE, NO_ZONE) == 0
