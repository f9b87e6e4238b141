"""The written rulesets beside this file, and small ones made from chains."""

from __future__ import annotations

from pathlib import Path

from codedark.formats.rulesets import read_ruleset
from codedark.gap.lint_finding import LintFinding
from codedark.gap.linting import lint
from codedark.gap.live_facts import LiveFacts
from codedark.gap.ruleset import Ruleset, joined

FOLDER = Path(__file__).with_name("rulesets")


def kept(*names: str) -> Ruleset:
    """The rulesets of these files as one machine's."""
    return joined(tuple(read_ruleset(name, (FOLDER / name).read_bytes()) for name in names))


def forward(
    *rules: str, family: str = "inet", policy: str = "accept", more: str = "", priority: str = "filter", name: str = "t"
) -> str:
    """nft's text of one table with one forward chain; `more` stands in the table in front of it."""
    hook = f"type filter hook forward priority {priority}; policy {policy};"
    lines = "\n".join(rules)
    return f"table {family} {name} {{\n{more}\nchain forward {{\n{hook}\n{lines}\n}}\n}}\n"


def read(text: str) -> Ruleset:
    """A ruleset from text."""
    return read_ruleset("made", text.encode())


def found(text: str | Ruleset, live: LiveFacts | None = None) -> dict[str, list[LintFinding]]:
    """Findings by check."""
    by_check: dict[str, list[LintFinding]] = {}
    for finding in lint(read(text) if isinstance(text, str) else text, live):
        by_check.setdefault(finding.check, []).append(finding)
    return by_check
