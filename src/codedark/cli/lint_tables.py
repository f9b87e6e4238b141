"""A linter's findings on a screen: the worst first, one check after another, and what was not looked at."""

from __future__ import annotations

from collections import defaultdict

from codedark.cli.answer import say, table
from codedark.gap.lint_checks import CHECKS, LintSeverity
from codedark.gap.lint_finding import LintFinding
from codedark.gap.linting import NEVER_SEEN, worst
from codedark.gap.ruleset import Ruleset

SHOWN_MAX = 3
"""Findings of one check printed without --full."""

_VERDICTS = {
    LintSeverity.WOULD_NOT_CUT: "NO: cuts on this firewall would not cut.",
    LintSeverity.UNKNOWN: "UNKNOWN: not everything could be judged.",
    LintSeverity.WEAK: "YES, with weak spots: no deny was found that would not cut.",
    LintSeverity.NOTE: "YES: no deny was found that would not cut.",
    None: "YES: nothing was found.",
}


def print_findings(held: Ruleset, findings: tuple[LintFinding, ...], *, full: bool, live: bool) -> None:
    """Print the verdict, a table of checks, then the findings of each check with place, rule, why and fix."""
    rule_count = sum(len(chain.rules) for t in held.tables for chain in t.chains.values())
    print(_VERDICTS[worst(findings)])
    read = ", ".join(f"{source} ({dialect})" for source, dialect in held.sources)
    say(f"Read {len(held.tables):,} tables, {rule_count:,} rules: {read}. Not understood: {len(held.unparsed):,}.\n")
    by_check: dict[tuple[LintSeverity, str], list[LintFinding]] = defaultdict(list)
    for found in findings:
        by_check[found.severity, found.check].append(found)
    if findings:
        _print_overview(by_check)
    for (_, check), of_check in by_check.items():
        _print_check(check, of_check, most=len(of_check) if full else SHOWN_MAX)
    unseen = NEVER_SEEN[1:] if live else NEVER_SEEN
    say(f"No ruleset shows: {'; '.join(unseen)}. Packets have the last word: prove a cut before you rely on it.")


def _print_overview(by_check: dict[tuple[LintSeverity, str], list[LintFinding]]) -> None:
    rows = [(str(severity), check, len(found), CHECKS[check].claim) for (severity, check), found in by_check.items()]
    table(("severity", "check", "found", "what is the case"), rows, right=("found",))


def _print_check(check: str, findings: list[LintFinding], most: int) -> None:
    print(f"\n{check}: {findings[0].severity}")
    for found in findings[:most]:
        say(found.where, indent="  - ", hanging="    ")
        if found.rule:
            say(found.rule, indent="      ", hanging="        ")
        say(found.why, indent="    ", hanging="    ")
    if len(findings) > most:
        print(f"  ... and {len(findings) - most:,} more; --full and --json have them all.")
    say(f"Fix: {findings[0].fix}", indent="  ", hanging="  ")
