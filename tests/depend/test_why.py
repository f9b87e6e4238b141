from __future__ import annotations

from codedark.depend.compiling import compile
from codedark.depend.off import off_nodes, what_is_off
from codedark.depend.why import why
from codedark.depend.wires import Wires
from tests.making import make_hospital

HOSPITAL = make_hospital(
    zones="zone, kind, workable_share\nroom, server, 0\nward, clinical, 0.5\noutside, external, 0\n",
    hosts="host, zone\ndc-1, room\ndc-2, room\np-1, room\nf-1, room\nf-2, room\nf-3, room\nws-1, ward\n",
    applications="""
        application, kind, runs_on, zone, needs
        directory, directory, dc-1 or dc-2, ,
        pacs, clinical, p-1, , directory
        farm, clinical, 2 of (f-1 f-2 f-3), , directory
        line, internet, , outside,
        """,
    services="""
        service, needs, worked_from, paper_min
        imaging, pacs, ward, 30
        theatre, imaging, , 60
        booking, line, ward, 0
        study, farm, ,
        """,
    conduits="conduit, from, to\nsee, ward, room\nout, ward, outside\n",
)


def chain(service: str, *off: str) -> tuple[str, ...]:
    circuit = compile(HOSPITAL)
    wires = Wires(circuit)
    nodes = off_nodes(circuit, HOSPITAL, what_is_off(HOSPITAL, off))
    fallen = wires.fall_in_time(dict.fromkeys(nodes, 0.0))
    return why(circuit, wires, fallen, int(circuit.service_at[list(HOSPITAL.services).index(service)]))  # type: ignore[arg-type]


def test_one_of_two_names_the_one_and_counts_the_other() -> None:
    assert chain("imaging", "dc-1", "dc-2") == ("host dc-2 off (with 1 other)", "directory", "pacs")


def test_two_of_three_counts_what_had_to_go_and_no_more() -> None:
    assert chain("study", "f-1", "f-2", "f-3")[0].endswith("off (with 1 other)")


def test_a_shared_cause_is_not_counted_twice() -> None:
    """The farm falls on two hosts for one directory: the directory has no other."""
    assert chain("study", "directory") == ("directory off", "farm")


def test_a_closed_way_says_what_is_not_seen_from_where() -> None:
    assert chain("imaging", "see") == ("conduit see closed", "pacs not seen from ward")


def test_software_off_is_its_application_off() -> None:
    assert chain("booking", "line") == ("line off",)


def test_too_few_workplaces_say_so() -> None:
    assert chain("imaging", "ws-1") == ("too few workplaces of ward",)


def test_paper_that_runs_out_is_a_step() -> None:
    assert chain("theatre", "pacs") == ("pacs off", "paper of imaging runs out")
    assert chain("theatre", "imaging") == ("imaging stands still", "paper of imaging runs out")


def test_what_stands_still_itself_has_no_other_reason() -> None:
    assert chain("theatre", "theatre") == ("theatre stands still",)
