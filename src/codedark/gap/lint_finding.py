"""One thing a linter found, and how its place is told."""

from __future__ import annotations

from dataclasses import dataclass

from codedark.gap.chain_walk import Step
from codedark.gap.lint_checks import CHECKS, LintSeverity
from codedark.gap.ruleset import Chain, Rule, Table
from codedark.gap.ruleset_text import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFinding:
    """One finding: which check, where, which rule, why it matters here, what to do."""

    check: str
    severity: LintSeverity
    where: str
    """File, table, chain, rule."""
    rule: str
    """The rule's text; empty where the finding is about no single rule."""
    why: str
    fix: str


def finding(
    check: str, *, where: str, rule: str = "", why: str = "", severity: LintSeverity | None = None
) -> LintFinding:
    """A finding in the words of its check, with what is special here in front.

    Args:
        check: id in `lint_checks.CHECKS`.
        where: place, as `place_of` tells it.
        rule: text of the rule.
        why: a sentence or two on this case.
        severity: where this case is milder or worse than the check.
    """
    told = CHECKS[check]
    return LintFinding(
        check=check,
        severity=severity or told.severity,
        where=where,
        rule=rule,
        why=f"{why} {told.why}" if why else f"{told.claim} {told.why}",
        fix=told.fix,
    )


def place_of(table: Table, chain: Chain | None = None, rule: Rule | None = None, via: tuple[str, ...] = ()) -> str:
    """Where something stands, as a person finds it: `inet fw forward > office, rule 3 (handle 12), fw.nft line 40`."""
    said = table.id
    if chain is not None:
        said += f" {' > '.join(via) if via else chain.name}"
    if rule is not None:
        said += f", rule {rule.position}" + (f" (handle {rule.handle})" if rule.handle is not None else "")
        said += f", {table.source} line {rule.line}" if rule.line is not None else f", {table.source}"
    else:
        said += f", {table.source}"
    return said


def place_of_step(table: Table, step: Step) -> str:
    """Where a step's rule stands, with the chains that lead to it."""
    return place_of(table, step.chain, step.rule, step.via)


def short(rule: Rule, most: int = 160) -> str:
    """The rule's text, its middle left out where it is long."""
    text = rule.text or text_of(rule.statements)
    return text if len(text) <= most else f"{text[: most - 40]} ... {text[-35:]}"
