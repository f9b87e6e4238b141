"""What is particular to Junos."""

from codedark.formats.firewall_junos import junos_texts
from codedark.formats.firewall_record import filled
from codedark.formats.firewall_wall import wall
from codedark.hospital.records import GateId
from tests.formats.firewall_cases import CASES


def _texts(case: str, minutes: int = 60):  # type: ignore[no-untyped-def]
    return junos_texts(GateId("g"), wall(CASES[case].book, CASES[case].seal), minutes)


def test_firing_is_one_commit_that_rolls_back_by_itself() -> None:
    fire = _texts("dark", minutes=30).fire
    assert fire.count("commit") == 1 and "commit confirmed 30\n" in fire


def test_nothing_of_the_hospital_is_replaced() -> None:
    for case in CASES:
        for line in _texts(case).stage.splitlines():
            assert line.startswith(("set ", "deactivate interfaces ", "configure exclusive", "commit", "exit"))


def test_every_filter_ends_by_letting_pass() -> None:
    stage = _texts("ipv6").stage.splitlines()
    for family in ("inet", "inet6"):
        terms = [line for line in stage if f"family {family} filter" in line and " term " in line]
        assert terms[-1].endswith("term REST then accept")


def test_an_interface_told_with_its_unit_keeps_it() -> None:
    assert "activate interfaces ge-0/0/1 unit 10 family inet filter output" in _texts("dark").fire


def test_an_interface_filled_in_later_is_unit_0_and_takes_no_dot() -> None:
    texts = _texts("interfaces-not-told")
    assert any("unit 0" in c for c in texts.cautions)
    done = filled(texts, {b.name: f"ge-0/0/{k}" for k, b in enumerate(texts.to_fill)})
    assert "activate interfaces ge-0/0/0 unit 0 family inet filter output" in done.fire and "<<" not in done.stage
