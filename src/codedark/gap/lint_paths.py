"""Ways around the forward chain, and packets its rules do not see: offload, ingress, bridges, IPv6."""

from __future__ import annotations

from collections.abc import Iterator

from codedark.gap.chain_walk import Step, TooEntangled, steps
from codedark.gap.lint_checks import LintSeverity
from codedark.gap.lint_finding import LintFinding, finding, place_of, short
from codedark.gap.lint_order import is_cut
from codedark.gap.live_facts import LiveFacts
from codedark.gap.ruleset import DENIES, V4, V6, Act, Chain, Dialect, Ruleset, Table

_AROUND = {
    "flow offload": "flow-offload",
    "fwd": "ingress-forward",
    "dup": "packet-copied",
    "tproxy": "transparent-proxy",
}
_BRIDGE_KEYS = ("xt --physdev", "xt physdev")


def check_paths(ruleset: Ruleset, live: LiveFacts | None) -> Iterator[LintFinding]:
    """Findings on packets that pass no deny because they pass no rule."""
    for table in ruleset.tables:
        if not table.dormant:
            yield from _around(table)
    for name in live.xdp if live is not None else ():
        yield finding("xdp-attached", where=f"interface {name}")
    yield from _bridged(ruleset, live)
    yield from _v6(ruleset, live)


def _around(table: Table) -> Iterator[LintFinding]:
    for chain, rule in table.rules():
        for effect in rule.effects(*_AROUND):
            why = _offloaded(table) if effect.name == "flow offload" else ""
            yield finding(_AROUND[effect.name], where=place_of(table, chain, rule), rule=short(rule), why=why)


def _offloaded(table: Table) -> str:
    devices = sorted({device for held in table.flowtables.values() for device in held.devices})
    hardware = any("offload" in held.flags for held in table.flowtables.values())
    said = f"Offloaded between {', '.join(devices)}." if devices else ""
    return said + (" In hardware: the counters do not see those packets either." if hardware else "")


# Bridges


def _bridged(ruleset: Ruleset, live: LiveFacts | None) -> Iterator[LintFinding]:
    if any(table.family == "bridge" for table, _ in ruleset.bases("forward")):
        return
    cutting = [(table, chain) for table, chain in ruleset.bases("forward") if table.family in ("ip", "ip6", "inet")]
    if live is None:
        yield from _asks_for_ports(ruleset)
        return
    wide = [f"{name} ({', '.join(ports)})" for name, ports in live.bridges if len(ports) > 1]
    if not wide or not cutting:
        return
    where = f"bridge {'; '.join(wide)}"
    families = sorted({family for table, _ in cutting for family in table.passes})
    unseen = [family for family in families if not _is_shown(live, family)]
    if unseen:
        yield finding("bridged-unseen", where=where, why=f"Not seen between these ports: {' and '.join(unseen)}.")
    else:
        yield finding("bridge-depends-on-sysctl", where=where)


def _is_shown(live: LiveFacts, family: str) -> bool:
    return bool((live.bridge_nf_call or {}).get("ip" if family == V4 else "ip6"))


def _asks_for_ports(ruleset: Ruleset) -> Iterator[LintFinding]:
    """A file does not tell whether bridged packets are shown to it."""
    for table in ruleset.tables:
        for chain, rule in table.rules():
            if any(getattr(s, "key", "").startswith(_BRIDGE_KEYS) for s in rule.statements):
                yield finding("bridge-rules-unknown", where=place_of(table, chain, rule), rule=short(rule))
                break


# IPv6


def _v6(ruleset: Ruleset, live: LiveFacts | None) -> Iterator[LintFinding]:
    filtering = [(t, c) for t, c in ruleset.bases("forward") if t.family in ("ip", "ip6", "inet") and _denies(t, c)]
    shown = {family for table, _ in filtering for family in table.passes}
    if V4 in shown and V6 not in shown:
        table, chain = next((t, c) for t, c in filtering if V4 in t.passes)
        alone = all(dialect is Dialect.IPTABLES_SAVE for _, dialect in ruleset.sources)
        has_v6 = any(t.family == "ip6" for t in ruleset.tables)
        if alone and not has_v6 and live is None:
            yield finding("ipv6-not-shown", where=place_of(table, chain))
        elif live is not None and live.forwards_v6 is False:
            why = "The box forwards no IPv6 now; a setting changes that."
            yield finding("ipv6-open", where=place_of(table, chain), why=why, severity=LintSeverity.WEAK)
        else:
            yield finding("ipv6-open", where=place_of(table, chain))
    for table, chain in filtering:
        if table.family == "inet":
            yield from _v4_words_only(table, chain)


def _denies(table: Table, chain: Chain) -> bool:
    """It denies something on the forward path; a map staged by us counts."""
    if chain.hook is not None and chain.hook.policy is Act.DROP:
        return True
    try:
        return any(step.act in DENIES for step in steps(table, chain))
    except TooEntangled:
        return True


def _v4_words_only(table: Table, chain: Chain) -> Iterator[LintFinding]:
    """A chain of both families that denies IPv4 addresses and lets everything else through."""
    if chain.hook is None or chain.hook.policy is not Act.ACCEPT:
        return
    try:
        met = list(steps(table, chain))
    except TooEntangled:
        return
    if any(step.act in DENIES and not step.asked for step in met):
        return
    denies = [step for step in met if is_cut(step)]
    if denies and all(_asks_v4(step) for step in denies):
        first = denies[0]
        why = f"{len(denies):,} {'deny' if len(denies) == 1 else 'denies'}, the first is this."
        yield finding(
            "ipv6-not-named", where=place_of(table, first.chain, first.rule, first.via), rule=short(first.rule), why=why
        )


def _asks_v4(step: Step) -> bool:
    return any(m.key == "meta nfproto" and m.op == "==" and m.values == (V4,) for m in step.asked)
