"""`codedark lint RULESET...` or `codedark lint --live`: which cuts on this Linux firewall would not cut?

RULESET is the output of `nft list ruleset`, `nft -j list ruleset`, `iptables-save` or `ip6tables-save`, or a boot file;
`-` is stdin. Several are taken as one machine's. `--live` asks the kernel of this box, as root, and changes nothing.

`--json`: `{"ruleset": [{"source", "dialect"}], "verdict", "findings": [{"check", "severity", "where", "rule", "why",
"fix"}], "unparsed": [{"source", "line", "where", "text"}], "never_seen": []}`. `verdict` is the worst severity found:
`cut would not cut` or `unknown` (exit 1), `weak`, `note` or `clean` (exit 0).
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codedark.cli.answer import ExitCode

if TYPE_CHECKING:
    from codedark.gap.lint_finding import LintFinding
    from codedark.gap.live_facts import LiveFacts
    from codedark.gap.ruleset import Ruleset

MAX_BYTES = 512 * 2**20


def run(
    ruleset: Annotated[
        list[str] | None,
        typer.Argument(metavar="RULESET", help="Listing or boot file of one machine; several; `-`: stdin."),
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Ask the kernel of this box, as root.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Every finding, not the first few of each check.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Which cuts on this Linux firewall would not cut: order, offload, bridges, IPv6, boot, others' hands."""
    import gc

    from codedark.cli.answer import print_json
    from codedark.gap.lint_checks import LintSeverity
    from codedark.gap.linting import lint, worst

    # Millions of small records and no circles among them: looking for circles takes most of the time at 50,000 rules.
    gc.disable()
    try:
        held, facts = _read(ruleset or [], live=live)
        findings = lint(held, facts)
    finally:
        gc.enable()
    if json:
        print_json(_as_json(held, findings))
    else:
        from codedark.cli.lint_tables import print_findings

        print_findings(held, findings, full=full, live=facts is not None)
    return ExitCode.NO if worst(findings) in (LintSeverity.WOULD_NOT_CUT, LintSeverity.UNKNOWN) else ExitCode.DONE


def _read(names: list[str], *, live: bool) -> tuple[Ruleset, LiveFacts | None]:
    """What was named, read whole or refused with every fault."""
    from codedark.gap.ruleset import joined
    from codedark.hospital.faults import BadHospital, Fault

    if bool(names) == live:
        message = "both a file and --live" if live else "no ruleset is named"
        fix = "name files, `-` for stdin, or --live to ask this box"
        raise BadHospital([Fault(file="codedark lint", message=message, fix=fix)])
    if live:
        from codedark.gates.live_rules import read_facts, read_live

        return read_live(), read_facts()
    found: list[Ruleset] = []
    faults: list[Fault] = []
    for name in names:
        try:
            found.append(_read_one(name))
        except BadHospital as wrong:
            faults += wrong.faults
    if faults:
        raise BadHospital(faults)
    return joined(tuple(found)), None


def _read_one(name: str) -> Ruleset:
    from codedark.formats.rulesets import read_ruleset
    from codedark.hospital.faults import BadHospital, Fault

    if name == "-":
        return read_ruleset("stdin", sys.stdin.buffer.read(MAX_BYTES + 1))
    try:
        if Path(name).stat().st_size > MAX_BYTES:
            fix = "hand in one table at a time (nft list table ...)"
            raise BadHospital([Fault(file=name, message=f"larger than {MAX_BYTES // 2**20} MB", fix=fix)])
        return read_ruleset(name, Path(name).read_bytes())
    except OSError as failure:
        why = failure.strerror or str(failure)
        raise BadHospital([Fault(file=name, message=f"cannot be read ({why})", fix="mend the name")]) from None


def _as_json(held: Ruleset, findings: tuple[LintFinding, ...]) -> dict[str, Any]:
    from codedark.gap.linting import NEVER_SEEN, worst

    return {
        "ruleset": [{"source": source, "dialect": dialect} for source, dialect in held.sources],
        "verdict": worst(findings) or "clean",
        "findings": [asdict(found) for found in findings],
        "unparsed": [asdict(left) for left in held.unparsed],
        "never_seen": NEVER_SEEN,
    }
