"""Our own seal in somebody's ruleset: does the table `codedark` hold on the forward path?"""

from __future__ import annotations

from collections.abc import Iterator

from codedark.gap.lint_finding import LintFinding, finding, place_of
from codedark.gap.ruleset import Act, Chain, Lookup, Match, Ruleset, Table

OUR_TABLE = "codedark"


def check_seal(ruleset: Ruleset) -> Iterator[LintFinding]:
    """Findings on a staged seal; a box without one gives none."""
    for table in ruleset.tables:
        if table.name == OUR_TABLE:
            for why in _faults(ruleset, table):
                yield finding("seal-misplaced", where=place_of(table), why=why)


def _faults(ruleset: Ruleset, table: Table) -> Iterator[str]:
    if table.family not in ("inet", "bridge"):
        yield f"Its family is {table.family}; inet or bridge sees IPv4 and IPv6."
    if table.dormant:
        yield "It is dormant."
    chain = next(table.bases("forward"), None) or next(table.bases("input"), None)
    if chain is None or chain.hook is None:
        yield "It has no base chain on the hook forward (or input, where a box keeps its own network apart)."
        return
    if chain.hook.policy is not Act.ACCEPT:
        yield "Its policy is drop: whoever is not sealed is stopped as well."
    if not _asks_first(chain):
        yield "Its first rule does not ask the seal's map or sets."
    for other_table, other in ruleset.bases(chain.hook.hook):
        if other_table is not table and other_table.passes & table.passes and other.hook is not None:
            same_path = (other_table.family == "bridge") == (table.family == "bridge")
            if same_path and other.hook.priority <= chain.hook.priority:
                yield (
                    f"{other_table.id} {other.name} is asked first (priority {other.hook.priority}; ours is "
                    f"{chain.hook.priority})."
                )


def _asks_first(chain: Chain) -> bool:
    if not chain.rules:
        return False
    return any(
        isinstance(s, Lookup) or (isinstance(s, Match) and s.set_name is not None) for s in chain.rules[0].statements
    )
