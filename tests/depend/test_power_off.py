from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from codedark.depend import compile, power_off_order, restart_order
from codedark.hospital.records import Hospital
from codedark.hospital.words import Role
from tests.making import make_hospital

HOSTS = """
    host,zone,role,needs
    h-ehr,room,server,
    h-lab,room,server,
    h-db,room,server,
    h-menu,room,server,
    idle-1,room,server,
    ws-1,desk,workstation,
    adm-1,room,management,
    con-1,room,management,
    bak-1,room,backup,
    away-1,cloud,server,"""
APPLICATIONS = """
    application,kind,runs_on,needs
    ehr,clinical,h-ehr,db
    lab,clinical,h-lab,db
    db,storage,h-db,
    menu,office,h-menu,
    console,other,con-1,
    copies,backup,bak-1,
    hosted,clinical,away-1,"""
SERVICES = """
    service,needs,arrivals_per_h,paper_min,restore_rank
    emergency,ehr,10,0,1
    tests,lab,2,0,2"""


def hospital(hosts: str = HOSTS, applications: str = APPLICATIONS, services: str = SERVICES) -> Hospital:
    return make_hospital(
        zones="zone,kind\nroom,server\ndesk,office\ncloud,external\n",
        hosts=hosts,
        applications=applications,
        services=services,
    )


def order(told: Hospital) -> list[str]:
    return [step.what for step in power_off_order(told, compile(told)).steps]


def test_what_takes_no_care_goes_first_and_what_takes_most_goes_last() -> None:
    assert order(hospital()) == ["menu", "lab", "ehr", "db", "console", "copies"]


def test_software_goes_before_what_it_needs() -> None:
    found = order(hospital())
    assert found.index("db") > max(found.index("ehr"), found.index("lab"))


def test_each_step_says_what_falls_then_and_what_it_costs_by_then() -> None:
    told = hospital()
    steps = {step.what: step for step in power_off_order(told, compile(told)).steps}
    assert (steps["menu"].services, steps["menu"].care_lost_per_h) == ((), 0.0)
    assert steps["lab"].services == ("tests",)
    assert steps["ehr"].services == ("emergency",)
    assert steps["lab"].care_lost_per_h < steps["ehr"].care_lost_per_h == steps["db"].care_lost_per_h


def test_machines_that_run_nothing_go_first_and_consoles_and_stores_last() -> None:
    told = hospital()
    off = power_off_order(told, compile(told))
    assert off.idle == ("idle-1",)
    assert off.idle_last == ("adm-1",)
    assert [step.what for step in off.steps][-2:] == ["console", "copies"]


def test_workplaces_and_machines_of_others_are_not_switched_off() -> None:
    told = hospital()
    off = power_off_order(told, compile(told))
    named = {*off.idle, *off.idle_last, *(host for step in off.steps for host in step.hosts)}
    assert "ws-1" not in named and "away-1" not in named
    assert named == {"h-ehr", "h-lab", "h-db", "h-menu", "idle-1", "adm-1", "con-1", "bak-1"}


def test_a_machine_goes_off_only_when_the_last_of_its_software_is_stopped() -> None:
    both = APPLICATIONS.replace("menu,office,h-menu", "menu,office,h-ehr")
    told = hospital(applications=both)
    steps = {step.what: step.hosts for step in power_off_order(told, compile(told)).steps}
    assert steps["menu"] == ()
    assert steps["ehr"] == ("h-ehr",)


def test_a_hypervisor_goes_after_what_it_carries_even_where_it_needs_that() -> None:
    hosts = HOSTS.replace("h-db,room,server,", "h-db,room,server,hyper\n    hv-1,room,hypervisor,")
    applications = APPLICATIONS + "\n    hyper,hypervisor,hv-1,db"
    told = hospital(hosts=hosts, applications=applications)
    steps = power_off_order(told, compile(told)).steps
    assert [step.what for step in steps if step.what in {"db", "hyper"}] == ["db", "hyper"]
    assert next(step for step in steps if step.what == "db").waits_for == ("hyper",)


def test_a_machine_that_only_carries_is_a_step_of_its_own() -> None:
    hosts = HOSTS.replace("h-db,room,server,", "h-db,room,server,hv-1\n    hv-1,room,hypervisor,")
    found = order(hospital(hosts=hosts))
    assert found.index("hv-1") > found.index("db")


def test_only_the_roles_asked_for_go_off() -> None:
    told = hospital()
    off = power_off_order(told, compile(told), roles=[Role.BACKUP])
    assert [step.what for step in off.steps] == ["copies"]
    assert power_off_order(told, compile(told), roles=[]).steps == ()


def test_of_equals_the_one_that_is_restored_last_goes_first() -> None:
    equal = SERVICES.replace("tests,lab,2,0,2", "tests,lab,10,0,2")
    assert order(hospital(services=equal))[1:3] == ["lab", "ehr"]
    assert order(hospital(services=equal.replace(",0,1", ",0,3")))[1:3] == ["ehr", "lab"]


@st.composite
def drawn(draw: st.DrawFn) -> Hospital:
    """Applications that need some of each other, on machines some of which stand on another."""
    n = draw(st.integers(1, 7))
    names = [f"a{i}" for i in range(n)]
    needs: Mapping[str, list[str]] = {
        name: draw(st.lists(st.sampled_from(names), max_size=2, unique=True)) for name in names
    }
    carried = draw(st.lists(st.integers(0, n - 1), min_size=n, max_size=n))
    applications = "application,kind,runs_on,needs\n" + "".join(
        f"{name},clinical,h{i},{' and '.join(x for x in needs[name] if x != name)}\n" for i, name in enumerate(names)
    )
    hosts = "host,zone,role,needs\n" + "".join(
        f"h{i},room,server,{f'h{carried[i]}' if carried[i] < i else ''}\n" for i in range(n)
    )
    services = "service,needs,arrivals_per_h\n" + "".join(f"s{i},{name},{i}\n" for i, name in enumerate(names))
    return make_hospital(zones="zone,kind\nroom,server\n", hosts=hosts, applications=applications, services=services)


@given(drawn())
def test_everything_goes_once_care_only_falls_and_what_carries_goes_after_what_it_carries(told: Hospital) -> None:
    steps = power_off_order(told, compile(told)).steps
    assert sorted(step.what for step in steps) == sorted(told.applications)
    hosts = [host for step in steps for host in step.hosts]
    assert sorted(hosts) == sorted(told.hosts.ids)
    care = [step.care_lost_per_h for step in steps]
    assert care == sorted(care)
    for host in told.hosts:
        for carrier in host.needs.names():
            assert hosts.index(carrier) > hosts.index(host.host)  # type: ignore[arg-type]


@given(drawn())
def test_what_is_stopped_while_asked_for_is_marked(told: Hospital) -> None:
    gone: set[str] = set()
    on = {host: name for name, a in told.applications.items() for host in a.runs_on.names()}
    for step in power_off_order(told, compile(told)).steps:
        asking = {n for n, a in told.applications.items() if n not in gone and step.what in a.needs.names()}
        asking |= {
            on[h.host]
            for h in told.hosts
            if on[h.host] not in gone and any(on[carrier] == step.what for carrier in h.needs.names())
        }
        assert set(step.waits_for) == asking - {step.what}
        gone.add(step.what)


@given(drawn())
def test_what_goes_last_may_start_without_a_hand_unless_a_circle_stands_in_the_way(told: Hospital) -> None:
    """A hospital whose shutdown met no circle starts from nothing without one either."""
    steps = power_off_order(told, compile(told)).steps
    if not any(step.waits_for for step in steps):
        assert not any(step.by_hand for step in restart_order(told))
