"""A finding tells its place as a person finds it."""

from codedark.gap.chain_walk import steps
from codedark.gap.lint_checks import CHECKS, LintSeverity
from codedark.gap.lint_finding import finding, place_of, place_of_step, short
from codedark.gap.ruleset import Rule
from tests.gap.linted import forward, read


def test_a_place_has_table_way_rule_and_line() -> None:
    table = read(forward("jump x", more="chain x {\ndrop # handle 7\n}")).tables[0]
    (step,) = steps(table, table.chains["forward"])
    assert place_of_step(table, step) == "inet t forward > x, rule 1 (handle 7), made line 3"
    assert place_of(table) == "inet t, made"


def test_a_finding_puts_the_case_in_front_of_the_check() -> None:
    plain, told = finding("flow-offload", where="x"), finding("flow-offload", where="x", why="Between a and b.")
    check = CHECKS["flow-offload"]
    assert plain.why == f"{check.claim} {check.why}" and told.why == f"Between a and b. {check.why}"
    assert plain.severity is LintSeverity.WOULD_NOT_CUT and told.fix == check.fix


def test_a_case_may_be_milder_than_its_check() -> None:
    assert finding("ipv6-open", where="x", severity=LintSeverity.WEAK).severity is LintSeverity.WEAK


def test_a_long_rule_keeps_its_verdict() -> None:
    text = "ip saddr { " + ", ".join(f"10.0.0.{i}" for i in range(99)) + " } counter drop"
    shown = short(Rule(position=1, text=text, statements=()))
    assert len(shown) <= 160 and shown.endswith("counter drop") and " ... " in shown
