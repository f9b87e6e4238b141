"""The second example differs from the first wherever code could have got used to the first."""

from __future__ import annotations

import pytest

from codedark import depend
from codedark.hospital.records import Unknown
from codedark.hospital.schema import TABLES
from codedark.hospital.words import Basis, Policy
from tests.hospitals.kept import AZ_MONICA, FOLDER, GRAUWBERG, choices, example, offered, told


def test_it_is_small_flat_and_without_gates() -> None:
    hospital = example(GRAUWBERG)
    assert len(hospital.sites) == 1 and hospital.sites.keys() == {"grauwberg"}
    assert len(hospital.zones) == 3 and not hospital.gates
    assert 240 <= len(hospital.hosts) <= 260 and len(hospital.services) == 12
    flat = max(len(hospital.hosts.in_zone(zone)) for zone in hospital.zones)
    assert flat / len(hospital.hosts) > 0.95


def test_its_files_are_written_otherwise() -> None:
    for table in TABLES:
        path = FOLDER / GRAUWBERG / f"{table.name}.csv"
        if not path.exists():
            continue
        header = path.read_text(encoding="utf-8").splitlines()[0]
        assert ";" in header and "," not in header
        in_schema = [column.name for column in table.columns if column.name in header.split(";")]
        assert header.split(";") != in_schema, f"{table.name}: same order as the schema"


def test_hosts_have_both_families_of_addresses_or_none_told() -> None:
    families = set(example(GRAUWBERG).hosts.address_family.tolist())
    assert families == {0, 4, 6}


def test_what_nobody_knows_is_unknown_and_not_zero() -> None:
    hospital = example(GRAUWBERG)
    unknown = [s.service for s in hospital.services.values() if isinstance(s.paper_min, Unknown)]
    assert len(unknown) == 3 and all(hospital.services[s].paper_min_planned == 0 for s in unknown)
    assert any(isinstance(r.beds_recognised, Unknown) for r in hospital.region.values())
    assert any(isinstance(b.free_staffed, Unknown) for b in hospital.free_beds)
    assert any(isinstance(b.free_staffed, int) for b in hospital.free_beds)
    assert any(isinstance(p.can_go_home, Unknown) for p in hospital.patients.values())


def test_roads_differ_by_direction() -> None:
    travel = example(GRAUWBERG).travel
    assert any(travel[b, a].minutes != row.minutes for (a, b), row in travel.items())


def test_it_answers_an_alarm_otherwise_than_the_first_example() -> None:
    mine, first = example(GRAUWBERG).settings, example(AZ_MONICA).settings
    assert mine.response.policy is Policy.ZONE_ISOLATION
    assert mine.response.policy is not first.response.policy
    assert mine.hospital.primary_outcome != first.hospital.primary_outcome


def test_it_shares_no_name_with_the_first_example() -> None:
    """Whatever code knows of one by name, it does not know of the other."""
    mine, first = example(GRAUWBERG), example(AZ_MONICA)
    for table in ("sites", "zones", "applications", "services", "conduits", "operations", "patients", "crews"):
        assert not set(getattr(mine, table)) & set(getattr(first, table)), table
    assert not set(mine.hosts.ids) & set(first.hosts.ids)


@pytest.mark.parametrize("chosen", choices(GRAUWBERG), ids=lambda chosen: "+".join(chosen) or "none")
def test_defences_apply_alone_and_together_and_cover_every_need(chosen: tuple[str, ...]) -> None:
    assert depend.compile(example(GRAUWBERG, *chosen)).unmapped == ()


def test_a_defence_nobody_priced_says_so() -> None:
    assert isinstance(offered(GRAUWBERG)["scanner-wall"].cost_eur, Unknown)


def test_nothing_in_it_is_stated_of_a_real_place() -> None:
    for row, basis, source in told(example(GRAUWBERG)):
        assert basis in (Basis.ASSUMED, Basis.STATED), row
        if basis is Basis.STATED:
            assert "invented" in source, row
