"""The table of checks: each has words, each can be found, the reference page is drawn from it."""

import re
from pathlib import Path

from codedark.gap import lint_checks, lint_finding, lint_lasting, lint_order, lint_paths, lint_seal, linting
from codedark.gap.lint_checks import CHECKS, TABLE, LintSeverity


def test_every_check_has_a_name_of_its_own_and_all_its_words() -> None:
    assert len(CHECKS) == len(TABLE)
    for check in TABLE:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", check.id)
        assert all(text.endswith(".") for text in (check.claim, check.why, check.fix)), check.id


def test_every_check_is_looked_for_somewhere() -> None:
    modules = (lint_order, lint_paths, lint_lasting, lint_seal, linting, lint_finding)
    code = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in modules)
    assert [check.id for check in TABLE if f'"{check.id}"' not in code] == []


def test_the_reference_page_says_what_the_table_says(root: Path) -> None:
    page = (root / "docs" / "reference" / "lint.md").read_text(encoding="utf-8")
    missing = [check.id for check in TABLE if lint_checks.row(check) not in page]
    assert not missing, f"{missing}: paste what lint_checks.page() returns into the page"
    assert lint_checks.page() in page


def test_severities_stand_from_the_worst_to_the_mildest() -> None:
    assert list(LintSeverity) == [
        LintSeverity.WOULD_NOT_CUT,
        LintSeverity.UNKNOWN,
        LintSeverity.WEAK,
        LintSeverity.NOTE,
    ]
