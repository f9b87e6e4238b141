"""The way of a packet through one base chain: every rule it may meet, with all that was asked before.

Jumps and gotos are followed, maps are taken apart, so that `tcp dport 22 jump office` and, in `office`, `ip saddr
10.1.0.0/16 drop` become one step that asks for both. What a return skips is not taken off: a step says what may be
met, which is the careful side for a linter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from codedark.gap.ruleset import (
    V4,
    V6,
    Act,
    Chain,
    Effect,
    Entry,
    Lookup,
    Match,
    Rule,
    Table,
    Verdict,
)

DEPTH_MAX = 16
"""The kernel allows no deeper jumps (NFT_JUMP_STACK_SIZE)."""
STEPS_MAX = 1_000_000

_L4 = {"icmpv6": "icmpv6", "ipv6-icmp": "icmpv6"}
_TRANSPORTS = frozenset({"tcp", "udp", "udplite", "sctp", "dccp", "icmp", "icmpv6", "igmp", "esp", "ah", "comp"})
_NARROWING = frozenset({"limit", "quota", "ct count"})


class TooEntangled(ValueError):
    """More steps than anybody can follow, or jumps in a circle: nothing certain can be said of the chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One verdict a packet may meet."""

    chain: Chain
    """Where the rule stands."""
    rule: Rule
    via: tuple[str, ...]
    """Chains from the base chain to it, the base chain first."""
    jumps: tuple[int, ...]
    """Positions of the rules that jumped on, in all chains of `via` but the last."""
    serial: int
    """Steps are numbered in the order they are met."""
    asked: tuple[Match, ...]
    """All questions answered on the way, jumps and families included."""
    act: Act
    detail: str = ""
    counted: bool = False
    """The rule, or a rule whose jump led here, counts."""
    looked_up: bool = False
    """The verdict came, or would come, out of a named map or set."""
    opaque: bool = False
    """A rule on the way was not wholly understood."""
    through: str | None = None
    """For a return: the chain that a goto led to, out of which packets without a verdict leave this chain."""

    def met_after(self, other: Step) -> bool:
        """Whoever comes to this step has passed the other one's rule, or its chain, on the way here."""
        if self.through is not None and self.through in other.via:
            return True
        places = (*self.jumps, self.rule.position)
        return any(
            name == other.chain.name and place > other.rule.position
            for name, place in zip(self.via, places, strict=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Path:
    via: tuple[str, ...]
    asked: tuple[Match, ...]
    serials: Iterator[int]
    jumps: tuple[int, ...] = ()
    looked_up: bool = False
    opaque: bool = False
    counted: bool = False


def steps(table: Table, base: Chain) -> Iterator[Step]:
    """Every verdict of a base chain in the order packets meet them; the policy is left out.

    Raises:
        TooEntangled: more than `STEPS_MAX` steps, jumps in a circle, or deeper than the kernel allows.
    Cost: rules x ways to reach them; about 3 us a step.
    """
    nfproto = () if len(table.passes) != 1 else (_FAMILY[next(iter(table.passes))],)
    for step in _walk(table, base, _Path(via=(base.name,), asked=nfproto, serials=count())):
        if step.serial >= STEPS_MAX:
            raise TooEntangled(f"more than {STEPS_MAX:,} ways through chain {base.name}")
        yield step


_FAMILY = {name: Match(key="meta nfproto", values=(name,)) for name in (V4, V6)}


def _walk(table: Table, chain: Chain, path: _Path) -> Iterator[Step]:
    if len(path.via) > DEPTH_MAX:
        raise TooEntangled(f"jumps deeper than {DEPTH_MAX}, or in a circle: {' > '.join(path.via[-3:])}")
    for rule in chain.rules:
        yield from _of_rule(table, chain, rule, path)


def _of_rule(table: Table, chain: Chain, rule: Rule, path: _Path) -> Iterator[Step]:
    asked = path.asked
    by_set = path.looked_up
    for statement in rule.statements:
        match statement:
            case Match():
                asked = _with(asked, statement)
                by_set = by_set or statement.set_name is not None
            case Effect() if statement.name in _NARROWING:
                asked = (*asked, Match(key=statement.name, op="~", values=(statement.detail,)))
            case Verdict():
                onward = replace(_beyond(path, rule), asked=asked, looked_up=by_set)
                yield from _of_verdict(table, chain, rule, statement, onward)
            case Lookup():
                yield from _of_lookup(table, chain, rule, statement, path, asked)


def _beyond(path: _Path, rule: Rule, *, counted: bool = False) -> _Path:
    """The path with what a rule on it adds for all that comes after."""
    return replace(path, opaque=path.opaque or rule.opaque is not None, counted=path.counted or rule.counted or counted)


def _with(asked: tuple[Match, ...], match: Match) -> tuple[Match, ...]:
    """What was asked and one more, with what it implies: a TCP port means TCP, an IPv4 address means IPv4."""
    implied = [m for part in match.key.split(" . ") for m in _implied(part) if m not in asked]
    return (*asked, *implied, match)


def _implied(key: str) -> Iterator[Match]:
    head = key.partition(" ")[0]
    if head in _TRANSPORTS:
        yield _PROTOCOL[head]
    elif head in ("ip", "ip6"):
        yield _FAMILY[V4 if head == "ip" else V6]


_PROTOCOL = {name: Match(key="meta l4proto", values=(_L4.get(name, name),)) for name in _TRANSPORTS}


def _of_lookup(
    table: Table, chain: Chain, rule: Rule, lookup: Lookup, path: _Path, asked: tuple[Match, ...]
) -> Iterator[Step]:
    entries = lookup.entries
    path = _beyond(path, rule)
    if lookup.set_name is not None:
        held = table.sets.get(lookup.set_name)
        # Staged and empty, or filled while we look: what it will hold when it is needed is a deny.
        key = Match(key=lookup.key, set_name=lookup.set_name)
        if held is None or not any(e.verdict and e.verdict.act in (Act.DROP, Act.GOTO, Act.JUMP) for e in held.entries):
            counted = path.counted or (held is not None and held.counted)
            onward = replace(path, asked=_with(asked, key), looked_up=True, counted=counted)
            yield from _of_verdict(table, chain, rule, Verdict(act=Act.DROP), onward)
        entries = held.entries if held is not None else ()
        path = replace(path, looked_up=True, counted=path.counted or (held is not None and held.counted))
    for verdict, values in _by_verdict(entries).items():
        match = Match(key=lookup.key, values=tuple(values))
        onward = replace(path, asked=asked if values == ["*"] else _with(asked, match))
        yield from _of_verdict(table, chain, rule, verdict, onward)


def _by_verdict(entries: tuple[Entry, ...]) -> dict[Verdict, list[str]]:
    grouped: dict[Verdict, list[str]] = {}
    for entry in entries:
        if entry.verdict is not None:
            grouped.setdefault(entry.verdict, []).append(entry.value)
    return grouped


def _of_verdict(table: Table, chain: Chain, rule: Rule, verdict: Verdict, path: _Path) -> Iterator[Step]:
    if verdict.act in (Act.JUMP, Act.GOTO):
        target = table.chains.get(verdict.chain or "")
        if target is not None:
            yield from _walk(
                table, target, replace(path, via=(*path.via, target.name), jumps=(*path.jumps, rule.position))
            )
        if verdict.act is Act.GOTO:
            # Nobody comes back from a goto: without a verdict there, the rest of this chain is not met.
            yield _step(chain, rule, Verdict(act=Act.RETURN, chain=verdict.chain), path)
        return
    yield _step(chain, rule, verdict, path)


def _step(chain: Chain, rule: Rule, verdict: Verdict, path: _Path) -> Step:
    return Step(
        chain=chain,
        rule=rule,
        via=path.via,
        jumps=path.jumps,
        serial=next(path.serials),
        asked=path.asked,
        act=verdict.act,
        detail=verdict.detail,
        counted=path.counted,
        looked_up=path.looked_up,
        opaque=path.opaque,
        through=verdict.chain,
    )
