"""What lasts, and who else has a hand in it: sets, boot files, other programs, priorities, evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from codedark.gap.chain_walk import Step, TooEntangled, steps
from codedark.gap.foreign_programs import PROGRAMS, Program
from codedark.gap.lint_finding import LintFinding, finding, place_of, place_of_step, short
from codedark.gap.lint_order import is_cut
from codedark.gap.lint_seal import OUR_TABLE
from codedark.gap.live_facts import LiveFacts
from codedark.gap.matching import is_aimed
from codedark.gap.ruleset import DENIES, Act, Chain, Lookup, Match, Rule, Ruleset, Table

BIG_TABLE_RULES = 1_000
"""From here on a change of a seal map with gotos costs more than 0.5 ms."""


def check_lasting(ruleset: Ruleset, live: LiveFacts | None) -> Iterator[LintFinding]:
    """Findings on what a cut of today is worth tomorrow, and on what it can prove."""
    for table, chain in ruleset.bases():
        try:
            met = list(steps(table, chain))
        except TooEntangled:
            continue
        yield from _forward_lists(ruleset, table, chain, met)
        if table.name != OUR_TABLE:
            # Ours is loaded at boot by its agent, with the time that is left worked out anew.
            yield from _lost_sets(table, met)
        yield from _evidence(table, chain, met)
    yield from _boot(ruleset, live)
    yield from _programs(ruleset, live)
    yield from _priorities(ruleset)
    yield from _later_denies(ruleset)
    yield from _untracked(ruleset, live)
    yield from _big_seals(ruleset)


def _forward_lists(ruleset: Ruleset, table: Table, chain: Chain, met: list[Step]) -> Iterator[LintFinding]:
    """Deny lists, and nothing on the forward path that denies the rest."""
    hook = chain.hook
    if hook is None or hook.hook != "forward" or table.name == OUR_TABLE or not any(is_cut(step) for step in met):
        return
    others = ((t, c) for t, c in ruleset.bases("forward") if _same_path(t, table))
    if not any(_denies_the_rest(t, c) for t, c in others):
        yield finding("default-accept", where=place_of(table, chain))


def _same_path(one: Table, other: Table) -> bool:
    return bool(one.passes & other.passes) and (one.family == "bridge") == (other.family == "bridge")


def _denies_the_rest(table: Table, chain: Chain) -> bool:
    if chain.hook is not None and chain.hook.policy is Act.DROP:
        return True
    try:
        return any(_is_for_the_rest(step) for step in steps(table, chain))
    except TooEntangled:
        return False


def _is_for_the_rest(step: Step) -> bool:
    """A deny of all that is left; `ct state invalid drop` denies broken packets only."""
    about_state = any(m.key == "ct state" for m in step.asked)
    return step.act in DENIES and not step.looked_up and not about_state and not is_aimed(step.asked)


def _lost_sets(table: Table, met: list[Step]) -> Iterator[LintFinding]:
    filled = {
        effect.detail.split(" ")[0].removeprefix("@")
        for _, rule in table.rules()
        for effect in rule.effects("add set", "update set")
    }
    told: set[str] = set()
    for step in met:
        for name, outside in _sets_of(step) if is_cut(step) else ():
            held = table.sets.get(name)
            lost = outside or name in filled or (held is not None and held.fleeting)
            if lost and name not in told:
                told.add(name)
                how = "lives outside the ruleset" if outside else "has timeouts, or is filled by packets"
                yield finding(
                    "set-lost-at-boot",
                    where=place_of_step(table, step),
                    rule=short(step.rule),
                    why=f"The set {name} {how}.",
                )


def _sets_of(step: Step) -> Iterator[tuple[str, bool]]:
    """Names of the sets a deny rests on, and whether they live outside the ruleset (iptables' ipsets)."""
    for match in step.asked:
        if match.set_name is not None:
            yield match.set_name, match.key.startswith("xt ")
    for statement in step.rule.statements:
        if isinstance(statement, Lookup) and statement.set_name is not None:
            yield statement.set_name, False


def _evidence(table: Table, chain: Chain, met: list[Step]) -> Iterator[LintFinding]:
    cuts = [step for step in met if is_cut(step)]
    silent = [step for step in cuts if not step.counted]
    if silent:
        why = f"{len(silent):,} of {len(cuts):,} denies of this chain, the first is this."
        yield finding("deny-not-counted", where=place_of_step(table, silent[0]), rule=short(silent[0].rule), why=why)
    talking = [step for step in met if step.act is Act.REJECT and "tcp reset" not in step.detail]
    if talking:
        why = f"{len(talking):,} in this chain, the first is this."
        yield finding(
            "reject-is-no-evidence", where=place_of_step(table, talking[0]), rule=short(talking[0].rule), why=why
        )


def _boot(ruleset: Ruleset, live: LiveFacts | None) -> Iterator[LintFinding]:
    if live is None:
        return
    ours_apart = [table for table in ruleset.tables if table.name != OUR_TABLE]
    denying = [table for table in ours_apart if any(_is_denying(rule) for _, rule in table.rules())]
    if not live.boot_files:
        if denying:
            yield finding("no-boot-file", where="this box")
        return
    kept = {(table.family, table.name) for table in live.boot.tables} if live.boot is not None else set()
    for table in denying:
        if (table.family, table.name) not in kept:
            yield finding("not-in-boot-file", where=table.id, why=f"Looked in {', '.join(live.boot_files)}.")


def _is_denying(rule: Rule) -> bool:
    return any(getattr(s, "act", None) in DENIES or isinstance(s, Lookup) for s in rule.statements)


def _programs(ruleset: Ruleset, live: LiveFacts | None) -> Iterator[LintFinding]:
    for program in PROGRAMS:
        seen = _trace_of(program, ruleset)
        runs = sorted(live.processes & {name[:15] for name in program.running}) if live is not None else []
        if seen or runs:
            where = seen or f"process {runs[0]}"
            yield finding("foreign-program", where=where, why=f"{program.name}: {program.does}.")


def _trace_of(program: Program, ruleset: Ruleset) -> str:
    """Where in the ruleset a program left its names; empty: nowhere."""
    for table in ruleset.tables:
        if any(begins.startswith("table:") and table.name.startswith(begins[6:]) for begins in program.chains):
            return place_of(table)
        for name, chain in table.chains.items():
            if name.startswith(tuple(begins for begins in program.chains if not begins.startswith("table:"))):
                return place_of(table, chain)
    return ""


def _priorities(ruleset: Ruleset) -> Iterator[LintFinding]:
    """Base chains that see the same packets at the same hook with the same priority, both deciding something."""
    alike: dict[tuple[str, int, str, str], list[tuple[Table, Chain]]] = defaultdict(list)
    for table, chain in ruleset.bases():
        # Chains at ingress stand by device, which nft's JSON does not always tell.
        if chain.hook is None or table.family == "netdev" or not (chain.rules or chain.hook.policy is Act.DROP):
            continue
        for family in table.passes if table.family in ("ip", "ip6", "inet") else (table.family,):
            kind = "nat" if chain.hook.type == "nat" else "filter"
            alike[chain.hook.hook, chain.hook.priority, kind, family].append((table, chain))
    told: set[tuple[str, ...]] = set()
    for (hook, priority, _, _), chains in alike.items():
        names = tuple(f"{table.id} {chain.name}" for table, chain in chains)
        if len(chains) > 1 and names not in told:
            told.add(names)
            yield finding("unordered-chains", where=f"hook {hook}, priority {priority}: {', '.join(names)}")


def _later_denies(ruleset: Ruleset) -> Iterator[LintFinding]:
    """An accept for somebody in an earlier base chain, and a later one of the same hook that denies by default."""
    bases = sorted(ruleset.bases("forward", "input"), key=lambda pair: pair[1].hook.priority if pair[1].hook else 0)
    for table, chain in bases:
        accept = _accepts_somebody(table, chain)
        if accept is None or chain.hook is None:
            continue
        for later_table, later in bases:
            if (
                later.hook is not None
                and later.hook.hook == chain.hook.hook
                and later.hook.priority > chain.hook.priority
                and _same_path(later_table, table)
                and (later.hook.policy is Act.DROP or _denies_anybody(later_table, later))
            ):
                why = f"The later one: {place_of(later_table, later)}."
                where = place_of_step(table, accept)
                yield finding("accept-is-no-permission", where=where, rule=short(accept.rule), why=why)
                break


def _accepts_somebody(table: Table, chain: Chain) -> Step | None:
    try:
        return next((s for s in steps(table, chain) if s.act is Act.ACCEPT and is_aimed(s.asked)), None)
    except TooEntangled:
        return None


def _denies_anybody(table: Table, chain: Chain) -> bool:
    try:
        return any(step.act in DENIES for step in steps(table, chain))
    except TooEntangled:
        return True


def _untracked(ruleset: Ruleset, live: LiveFacts | None) -> Iterator[LintFinding]:
    asking = next(((t, c, r) for t in ruleset.tables for c, r in t.rules() if _asks_state(r)), None)
    if asking is None:
        return
    for table in ruleset.tables:
        for chain, rule in table.rules():
            if any(rule.effects("notrack")):
                yield finding("untracked", where=place_of(table, chain, rule), rule=short(rule))
    if live is not None and live.tracks_connections is False:
        yield finding("conntrack-absent", where=place_of(*asking), rule=short(asking[2]))


def _asks_state(rule: Rule) -> bool:
    return any(isinstance(s, Match | Lookup) and s.key == "ct state" for s in rule.statements)


def _big_seals(ruleset: Ruleset) -> Iterator[LintFinding]:
    for table in ruleset.tables:
        rule_count = sum(len(chain.rules) for chain in table.chains.values())
        if rule_count < BIG_TABLE_RULES:
            continue
        for name, held in table.sets.items():
            leads = any(e.verdict is not None and e.verdict.act in (Act.GOTO, Act.JUMP) for e in held.entries)
            if held.is_verdict_map and (leads or not held.entries):
                yield finding("seal-in-big-table", where=f"{place_of(table)}: map {name}", why=f"{rule_count:,} rules.")
