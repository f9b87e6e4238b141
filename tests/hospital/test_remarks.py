from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.hospital.remarks import circles, remarks
from tests.making import make_hospital

CALM = {
    "zones": "zone,kind,core,gate\noffice,office,yes,fw",
    "gates": "gate,kind\nfw,nac",
    "hosts": "host,zone\nh,office",
    "applications": "application,kind,runs_on\na,clinical,h",
    "services": "service,needs,paper_min,paper_capacity,tested\ns,a,30,0.5,yes",
    "conduits": "conduit,from,to\nc,office,office",
    "operations": "operation,days,start,duration_min,needs\no,mon,08:00,60,s",
    "patients": "patient,site,pool,acuity,needs,can_go_home\np,home,icu,high,s,no",
}


def told(**tables: str) -> dict[str, tuple[str, ...]]:
    return {remark.kind: remark.names for remark in remarks(make_hospital(**{**CALM, **tables}))}


def test_a_hospital_may_leave_nothing_to_remark() -> None:
    assert told() == {}


@pytest.mark.parametrize(
    ("table", "text", "kind", "names"),
    [
        ("zones", "zone,kind,core,gate\noffice,office,no,fw", "no-core", ()),
        ("zones", "zone,kind,core,gate\nnet,external,yes,\noffice,office,yes,fw", "core-without-gate", ("net",)),
        ("zones", "zone,kind,core,gate\noffice,office,yes,fw\nlab,device,no,fw", "empty-zone", ("lab",)),
        ("gates", "gate,kind\nfw,nac\nspare,nac", "idle-gate", ("spare",)),
        ("conduits", "conduit,from,to\nc,*,office", "from-anywhere", ("c",)),
        ("services", "service,needs,paper_min,tested\ns,a,?,no", "paper-unknown", ("s",)),
        ("services", "service,needs,paper_min,paper_capacity,tested\ns,a,30,0.5,no", "paper-untested", ("s",)),
        ("services", "service,needs,paper_min\ns,a,0\nt,,0", "service-without-needs", ("t",)),
        ("services", "service,needs,paper_min\ns,a and t,0\nt,a and s,0", "circular-need", ("s", "t")),
        ("applications", "application,kind,runs_on\na,clinical,h\nb,office,", "application-unneeded", ("b",)),
        ("hosts", "host,zone,needs\nh,office,a", "circular-need", ("a", "h")),
        ("hosts", "host,zone\nh,office\nH,office", "alike", ("h", "H")),
        ("operations", "operation,days,start,duration_min,needs", "nothing-told", ("operations",)),
    ],
)
def test_what_is_worth_a_look_is_remarked(table: str, text: str, kind: str, names: tuple[str, ...]) -> None:
    assert told(**{table: text}) == {kind: names}


WIRED = {
    "zones": "zone,kind,core,gate\noffice,office,yes,fw",
    "gates": "gate,kind\nfw,nftables",
    "hosts": "host,zone,role\nh,office,server\np,office,prober",
    "agents": f"agent,gate,address,key\na,fw,10.0.0.1:1,{'0a' * 32}",
    "cables": "gate,zone,interface\nfw,office,eth1",
}


def test_a_gate_of_ours_that_is_wired_enrolled_and_probed_leaves_nothing_to_remark() -> None:
    assert told(**WIRED) == {}


@pytest.mark.parametrize(
    ("table", "text", "kind", "names"),
    [
        ("cables", "gate,zone,interface", "interface-untold", ("fw -> office",)),
        ("cables", "gate,zone,interface,cable\nfw,office,,A7", "interface-untold", ("fw -> office",)),
        ("hosts", "host,zone,role\nh,office,server", "zone-without-prober", ("office",)),
        ("agents", "agent,gate,address\na,fw,10.0.0.1:1", "agent-without-key", ("a",)),
    ],
)
def test_what_a_gate_of_ours_lacks_is_remarked(table: str, text: str, kind: str, names: tuple[str, ...]) -> None:
    assert told(**{**WIRED, table: text}) == {kind: names}


def test_the_firewalls_of_others_are_asked_for_no_prober() -> None:
    assert told(**{**WIRED, "gates": "gate,kind\nfw,fortigate", "hosts": CALM["hosts"], "cables": "gate,zone"}) == {}


def test_a_zone_outside_may_be_empty() -> None:
    assert told(zones="zone,kind,core,gate\noffice,office,yes,fw\nnet,external,no,fw") == {}


def test_a_conduit_that_denies_everybody_is_no_hole() -> None:
    assert told(conduits="conduit,from,to,action\nc,*,office,deny") == {}


def test_a_playbook_without_gates_is_remarked() -> None:
    toml = '[hospital]\nname = "x"\n[response]\npolicy = "playbook"'
    found = told(hospital_toml=toml, gates="gate,kind", zones="zone,kind,core\noffice,office,yes")
    assert "playbook-without-gates" in found


GRAPHS = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefg"), max_size=3), max_size=6)


@settings(max_examples=40)
@given(GRAPHS)
def test_a_circle_is_whatever_reaches_itself_and_each_other(graph: dict[str, list[str]]) -> None:
    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = list(graph.get(start, ()))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(graph.get(name, ()))
        return found

    expected = {
        frozenset(o for o in reached(name) if name in reached(o)) | {name} for name in graph if name in reached(name)
    }
    assert {frozenset(circle) for circle in circles(graph)} == {circle for circle in expected if len(circle) > 1}


def test_a_very_long_chain_does_not_go_too_deep() -> None:
    chain = {str(i): [str(i + 1)] for i in range(5_000)}
    assert circles(chain) == []
    assert len(circles(chain | {"5000": ["0"]})[0]) == 5_001
