"""A linter's findings on a screen."""

import pytest

from codedark.cli.lint_tables import print_findings
from codedark.gap.lint_finding import finding
from codedark.gap.linting import lint
from tests.gap.linted import kept


def test_the_overview_has_a_row_for_each_check_and_the_details_follow(capsys: pytest.CaptureFixture[str]) -> None:
    held = kept("hospital-router.nft")
    findings = lint(held)
    print_findings(held, findings, full=True, live=False)
    out = capsys.readouterr().out
    for check in {f.check for f in findings}:
        assert out.count(f"\n{check}: ") == 1 and f" {check} " in out
    assert "Read 1 tables, 200 rules: hospital-router.nft (nft list ruleset). Not understood: 0." in " ".join(
        out.split()
    )
    assert max(map(len, out.splitlines())) <= 100


def test_one_check_with_two_severities_is_two_rows(capsys: pytest.CaptureFixture[str]) -> None:
    from codedark.gap.lint_checks import LintSeverity

    two = (finding("early-accept", where="a"), finding("early-accept", where="b", severity=LintSeverity.UNKNOWN))
    print_findings(kept("hospital-router-sealed.nft"), two, full=False, live=False)
    out = capsys.readouterr().out
    assert "early-accept: cut would not cut" in out and "early-accept: unknown" in out


def test_a_box_that_was_asked_has_shown_its_xdp_programs(capsys: pytest.CaptureFixture[str]) -> None:
    held = kept("hospital-router-sealed.nft")
    for live in (False, True):
        print_findings(held, (), full=False, live=live)
        assert ("XDP" in capsys.readouterr().out) is not live
