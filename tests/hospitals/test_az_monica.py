"""What the example promises its readers: its size, its sources, and that it fails for the reasons it should."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from codedark import depend
from codedark.depend.circuit import Circuit
from codedark.depend.times import loss_times
from codedark.hospital.records import FreeBeds, Hospital, OperationId, ServiceId, Unknown
from codedark.hospital.settings import Range
from codedark.hospital.words import Acuity, Basis, Day, Policy, Urgency
from tests.hospitals.kept import AZ_MONICA, choices, example, offered, on_list, told

SERVERS_OFF_MIN = 6 * 60 + 32
"""Minute of the day at which the servers were switched off (campussafetymagazine.com/news/177168)."""
CHOICES = choices(AZ_MONICA)


@cache
def circuit_of(name: str) -> Circuit:
    return depend.compile(example(name))


def tuesday_missed(hospital: Hospital, tried: str | None = None) -> dict[OperationId, set[ServiceId]]:
    """For each operation of a Tuesday with every server off: the services it misses before it ends.

    The obvious count, by paper minutes alone and without capacity: a service that is missed here is missed in any case.
    `tried`: a service with a downtime procedure that was tried, and holds for a day.
    """
    circuit = circuit_of(AZ_MONICA)
    delay_min = circuit.delay_min.copy()
    if tried is not None:
        delay_min[circuit.carried_at[list(hospital.services).index(ServiceId(tried))]] = 1440
    circuit = replace(circuit, delay_min=delay_min)
    own = np.full(len(circuit), np.inf)
    for i, node in circuit.host_at.items():
        if hospital.hosts.roles[int(hospital.hosts.role_at[i])] in hospital.settings.response.off_roles:
            own[node] = SERVERS_OFF_MIN
    lost_min = loss_times(circuit, own).at_min[circuit.carried_at]
    until = {service: lost_min[i] for i, service in enumerate(hospital.services)}
    missed = {}
    for operation in hospital.operations.values():
        if Day.TUE in operation.days:
            end = operation.start_min + operation.duration_min
            missed[operation.operation] = {s for s in operation.needs if until[s] < end}
            if operation.recovery and until[operation.recovery] < end + operation.recovery_min:
                missed[operation.operation].add(operation.recovery)
    return missed


def cancelled(hospital: Hospital, tried: str | None = None) -> int:
    return sum(bool(services) for services in tuesday_missed(hospital, tried).values())


def test_it_is_as_large_as_it_says() -> None:
    hospital = example(AZ_MONICA)
    assert len(hospital.zones) == 30
    assert len(hospital.hosts) >= 1500
    assert len(hospital.applications) == 61
    assert len(hospital.services) == 25
    assert 150 <= len(hospital.conduits) <= 300


def test_campuses_have_their_recognised_beds() -> None:
    hospital = example(AZ_MONICA)
    assert {site.site: site.beds_recognised for site in hospital.sites.values()} == {"deurne": 265, "antwerpen": 201}
    assert all(site.basis is Basis.STATED for site in hospital.sites.values())
    beds: Counter[str] = Counter()
    for service in hospital.services.values():
        beds[str(service.site)] += service.beds
    assert beds["deurne"] == 265 and beds["antwerpen"] == 201


def test_seventy_operations_stand_on_the_tuesday_list() -> None:
    hospital = example(AZ_MONICA)
    counts = {day: on_list(hospital, day) for day in Day}
    assert counts[Day.TUE] == 70
    assert all(counts[day] < 70 for day in (Day.MON, Day.WED, Day.THU, Day.FRI))
    assert counts[Day.SAT] == counts[Day.SUN] == 3
    weekend = [o for o in hospital.operations.values() if Day.SUN in o.days]
    assert all(operation.urgency is Urgency.EMERGENCY for operation in weekend)
    assert {operation.urgency for operation in hospital.operations.values()} == set(Urgency)


def test_no_theatre_has_two_operations_at_once() -> None:
    """The id begins with the theatre: `dn3-abdominal-2` is in theatre 3 at Deurne."""
    hospital = example(AZ_MONICA)
    for day in Day:
        busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for o in hospital.operations.values():
            if day in o.days:
                busy[o.operation.split("-")[0]].append((o.start_min, o.start_min + o.duration_min))
        for theatre, spells in busy.items():
            spells.sort()
            for (_, end), (start, _) in pairwise(spells):
                assert end <= start, f"{theatre} on {day}: {end} > {start}"
        for site, service in (("dn", "theatres-dn"), ("an", "theatres-an")):
            used = sum(theatre[:2] == site and theatre != "dnp" for theatre in busy)
            assert used <= hospital.services[ServiceId(service)].theatres


def test_elective_operations_start_in_working_hours() -> None:
    for operation in example(AZ_MONICA).operations.values():
        assert 7 * 60 + 45 <= operation.start_min <= 16 * 60 + 30
        assert operation.start_min + operation.duration_min <= 18 * 60


def test_in_patients_and_crews_are_as_promised() -> None:
    hospital = example(AZ_MONICA)
    acuity = Counter(patient.acuity for patient in hospital.patients.values())
    assert 25 <= len(hospital.patients) <= 30 and acuity[Acuity.CRITICAL] >= 7
    assert {"icu", "neonatal", "dialysis", "maternity", "ward"} == {p.pool for p in hospital.patients.values()}
    needy = {crew.kind for crew in hospital.crews.values() if "mobile-teams" in crew.needs}
    assert needy == {"mug", "pit"}


def test_nobody_has_confirmed_a_free_bed() -> None:
    def unknown(bed: FreeBeds) -> bool:
        return isinstance(bed.free_staffed, Unknown)

    hospital = example(AZ_MONICA)
    assert all(unknown(bed) for bed in hospital.free_beds)
    pools = {patient.pool for patient in hospital.patients.values()}
    assert {(bed.hospital, bed.pool) for bed in hospital.free_beds} == {(h, p) for h in hospital.region for p in pools}
    assert not all(unknown(bed) for bed in example(AZ_MONICA, "transfer").free_beds)


def test_every_row_has_its_source() -> None:
    for chosen in ((), tuple(offered(AZ_MONICA))):
        for row, basis, source in told(example(AZ_MONICA, *chosen)):
            assert source, row
            assert basis is not Basis.OBSERVED, f"{row}: nobody of us stood there"


def test_what_is_stated_names_a_page_or_a_register() -> None:
    for row, basis, source in told(example(AZ_MONICA)):
        if basis is Basis.STATED:
            assert "FPS Public Health" in source, row
            assert not source.startswith("assumed"), row


def test_every_range_of_the_settings_has_its_source() -> None:
    settings = example(AZ_MONICA).settings
    for section in (settings.response, settings.restoration, settings.transfer, settings.false_alarms):
        for name in section.__dataclass_fields__:
            value = getattr(section, name)
            if isinstance(value, Range):
                assert value.source, name


def test_with_every_server_off_in_the_morning_no_operation_takes_place() -> None:
    missed = tuesday_missed(example(AZ_MONICA))
    assert len(missed) == 70
    assert all(missed.values()), [operation for operation, services in missed.items() if not services]


def test_one_tried_downtime_procedure_lets_one_more_operation_go_ahead() -> None:
    hospital = example(AZ_MONICA)
    assert cancelled(hospital) == 70
    assert cancelled(hospital, "small-procedures") == 69


def test_one_procedure_for_a_service_among_many_helps_few() -> None:
    """The first operation of a list may hang on the theatres alone; the next also miss the record, images, blood."""
    hospital = example(AZ_MONICA)
    for service in hospital.services:
        assert cancelled(hospital, service) >= 69, service


def test_without_the_shutdown_every_operation_takes_place() -> None:
    hospital = example(AZ_MONICA)
    nothing_off = replace(hospital.settings, response=replace(hospital.settings.response, off_roles=()))
    assert cancelled(replace(hospital, settings=nothing_off)) == 0


def test_mobile_teams_stand_still_at_once_and_wards_go_on_for_days() -> None:
    services = example(AZ_MONICA).services
    assert services[ServiceId("mobile-teams")].paper_min == 0
    assert services[ServiceId("wards-dn")].paper_min_planned > 2 * 1440
    assert services[ServiceId("ed-dn")].paper_capacity < 1


@pytest.mark.parametrize("chosen", CHOICES, ids=lambda chosen: "+".join(chosen) or "none")
def test_defences_apply_alone_and_together_and_cover_every_need(chosen: tuple[str, ...]) -> None:
    hospital = example(AZ_MONICA, *chosen)
    assert depend.compile(hospital).unmapped == ()
    assert hospital.settings.response.policy is (Policy.PLAYBOOK if "air-gap" in chosen else Policy.FULL_SHUTDOWN)


def test_there_are_four_defences_and_sixteen_combinations() -> None:
    assert sorted(offered(AZ_MONICA)) == ["air-gap", "redundancy", "segmentation", "transfer"]
    assert len(CHOICES) == 16


def test_every_defence_says_what_it_answers_and_what_it_costs() -> None:
    for defence in offered(AZ_MONICA).values():
        assert defence.title and defence.answers and defence.source
        assert isinstance(defence.cost_eur, Range) and 0 < defence.cost_eur.low < defence.cost_eur.high
        assert defence.cost_eur.source


def test_no_defence_leaves_the_hospital_as_it_was() -> None:
    plain = example(AZ_MONICA)
    for name in offered(AZ_MONICA):
        assert example(AZ_MONICA, name).sha256 != plain.sha256


def test_defences_change_no_patient_no_list_and_no_arrival() -> None:
    plain, all_on = example(AZ_MONICA), example(AZ_MONICA, *offered(AZ_MONICA))
    assert all_on.operations == plain.operations and all_on.patients == plain.patients
    assert all_on.sites == plain.sites and all_on.travel == plain.travel
    for service, before in plain.services.items():
        after = all_on.services[service]
        assert (after.needs, after.arrivals_per_h, after.beds) == (before.needs, before.arrivals_per_h, before.beds)
        assert after.paper_min_planned >= before.paper_min_planned
