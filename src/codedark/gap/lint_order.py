"""What the order of rules does to a deny: accepted before it is met, met by new connections only, never met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from codedark.gap.accepts import Accepts, Overlap, comes_too_late, overlap_of
from codedark.gap.chain_walk import Step, TooEntangled, steps
from codedark.gap.lint_checks import LintSeverity
from codedark.gap.lint_finding import LintFinding, finding, place_of, place_of_step, short
from codedark.gap.lint_seal import OUR_TABLE
from codedark.gap.matching import apart, covers, is_aimed
from codedark.gap.ruleset import DENIES, Act, Chain, Match, Ruleset, Table
from codedark.gap.ruleset_text import text_of

ESTABLISHED = Match(key="ct state", values=("established",))
_NEW = Match(key="ct state", values=("new",))
RETURNS_MAX = 100
"""Returns of one chain that are looked at for each deny behind them."""
MEANT_IN_OURS = frozenset({"deny-after-return", "deny-new-only", "accept-leaves-hole"})
"""Our own seal lets break-glass flows return, and judges openings apart; that it holds, its proof by packets tells."""
WAYS_MAX = 20
"""Ways to one deny that are remembered."""
_ON_THE_WAY = ("ingress", "prerouting", "forward")
_FROM_SELF = ("meta iif", "meta iifname", "meta oif", "meta oifname")


def check_order(ruleset: Ruleset) -> Iterator[LintFinding]:
    """Findings on the order of rules, base chain by base chain, then on denies no packet is shown to.

    Cost: about 10 us a rule; accepts in front of denies are indexed by address and interface.
    """
    readings = [_Reading(table, base) for table, base in ruleset.bases()]
    for reading in readings:
        yield from reading.findings()
    if not any(reading.cut_early for reading in readings if reading.hook in _ON_THE_WAY):
        for reading in readings:
            yield from reading.nowhere_to_cut()
    for table in ruleset.tables:
        yield from _not_hooked(table)


def denies_new_only(step: Step) -> bool:
    """No live session answers it, though it is not about broken packets alone."""
    states = [m for m in step.asked if m.key == "ct state"]
    return apart(states, (ESTABLISHED,)) and not apart(states, (_NEW,))


def is_cut(step: Step) -> bool:
    """A deny written to stop somebody or some service, live sessions included."""
    return (
        step.act in DENIES
        and (step.looked_up or is_aimed(step.asked))
        and not apart([m for m in step.asked if m.key == "ct state"], (ESTABLISHED,))
        and not any(m.key == "limit" for m in step.asked)
    )


def accepts_established(step: Step) -> bool:
    """It accepts by state, and established connections are among those states."""
    states = [m for m in step.asked if m.key == "ct state"]
    return step.act is Act.ACCEPT and bool(states) and not apart(states, (ESTABLISHED,))


def _is_loopback(step: Step) -> bool:
    return any(m.key in _FROM_SELF and m.op == "==" and m.values == ("lo",) for m in step.asked)


def _answers_nobody(step: Step) -> bool:
    """Its questions exclude each other: this way to the rule is never taken."""
    return len({m.key for m in step.asked}) < len(step.asked) and apart(step.asked, step.asked)


class _Reading:
    """One base chain, read from its first rule to its last."""

    def __init__(self, table: Table, base: Chain) -> None:
        self.table, self.base = table, base
        self.accepts = Accepts()
        self.live: list[Step] = []
        """Accepts of established connections so far."""
        self.live_seen: set[tuple[tuple[Match, ...], tuple[str, ...]]] = set()
        self.returns: dict[tuple[str, ...], list[Step]] = {}
        self.allowing: set[tuple[str, ...]] = set()
        """Chains jumped to, by the way to them, in which something was accepted."""
        self.told: set[tuple[str, int]] = set()
        self.before: dict[int, list[Step]] = {}
        """Ways by which a deny was met so far."""
        self.cut_early = False
        """A deny stands where established connections are not accepted yet."""
        self.hook = base.hook.hook if base.hook is not None else ""
        self.is_nat = base.hook is not None and base.hook.type == "nat"

    def findings(self) -> Iterator[LintFinding]:
        try:
            for step in steps(self.table, self.base):
                if not _answers_nobody(step):
                    yield from self._met(step)
        except TooEntangled as why:
            yield finding(
                "too-entangled", where=place_of(self.table, self.base), why=f"{str(why)[:1].upper()}{str(why)[1:]}."
            )
        if self.accepts.skipped_count:
            left = f"{self.accepts.skipped_count:,} denies have more accepts in front than were compared with them."
            yield finding("too-entangled", where=place_of(self.table, self.base), why=left)

    def _met(self, step: Step) -> Iterator[LintFinding]:
        if self.is_nat:
            if step.act in DENIES:
                yield from self._found("deny-in-nat", step)
        elif step.act is Act.ACCEPT:
            self._accepted(step)
        elif step.act is Act.RETURN and len(step.via) > 1:
            self.returns.setdefault(step.via, []).append(step)
        elif step.act is Act.RETURN:
            if self.base.hook is not None and self.base.hook.policy is Act.ACCEPT:
                self._accepted(replace(step, act=Act.ACCEPT))
        elif step.act in DENIES and self._was_met(step):
            return
        elif step.act in DENIES and denies_new_only(step) and is_aimed(step.asked):
            yield from self._found("deny-new-only", step)
        elif is_cut(step) and not self._is_default(step):
            self.cut_early = self.cut_early or not self.live
            yield from self._cut(step)

    def _accepted(self, step: Step) -> None:
        if _is_loopback(step) or self._left(step)[1] is Overlap.ALL:
            return
        if not accepts_established(step):
            self.accepts.add(step)
            self.allowing.update(step.via[:depth] for depth in range(2, len(step.via) + 1))
            return
        rest = tuple(m for m in step.asked if m.key != "ct state")
        if (rest, step.via) not in self.live_seen:
            self.live_seen.add((rest, step.via))
            self.live.append(replace(step, asked=(*rest, ESTABLISHED)))

    def _was_met(self, step: Step) -> bool:
        """Whoever comes this way to a deny came to the same deny before, by another."""
        ways = self.before.setdefault(id(step.rule), [])
        met = any(covers(way.asked, step.asked) for way in ways)
        if not met and len(ways) < WAYS_MAX:
            ways.append(step)
        return met

    def _is_default(self, step: Step) -> bool:
        """The end of an allow list in a chain of its own, such as a zone's: what was not accepted is denied."""
        own = [s for s in step.rule.statements if isinstance(s, Match)]
        return not is_aimed(own) and any(step.via[:depth] in self.allowing for depth in range(2, len(step.via) + 1))

    def _cut(self, step: Step) -> Iterator[LintFinding]:
        ways = self.before[id(step.rule)]
        stateless = [m for m in step.asked if m.key != "ct state"]
        before = next(
            (a for a in self.live if not apart(a.asked, stateless) and not comes_too_late(a, step, ways, self.returns)),
            None,
        )
        if before is not None:
            yield from self._found("deny-after-established", step, self._behind(before), unsure=before.opaque)
        overlap, accept = self.accepts.over(step, ways, self.returns)
        if accept is not None:
            check = "accept-leaves-hole" if overlap is Overlap.PART else "early-accept"
            yield from self._found(check, step, self._behind(accept, overlap), unsure=accept.opaque)
        left, overlap = self._left(step)
        if left is not None:
            mild = overlap is not Overlap.ALL
            yield from self._found(
                "deny-after-return", step, self._behind(left, overlap), unsure=left.opaque, mild=mild
            )

    def _left(self, met: Step) -> tuple[Step | None, Overlap]:
        """The return that takes most packets out of a chain on the way to a rule, before they meet it."""
        worst: tuple[Step | None, Overlap] = (None, Overlap.NONE)
        for depth in range(2, len(met.via) + 1):
            for step in self.returns.get(met.via[:depth], ())[:RETURNS_MAX]:
                overlap = overlap_of(step.asked, met.asked)
                if overlap > worst[1] and comes_too_late(step, met, self.before.get(id(met.rule), ()), self.returns):
                    continue
                if overlap > worst[1]:
                    worst = (step, overlap)
        return worst

    def _behind(self, accept: Step, overlap: Overlap = Overlap.ALL) -> str:
        part = {Overlap.ALL: "", Overlap.ANYBODY: ", for anybody", Overlap.PART: ", for some"}[overlap]
        return f"In front of it{part}: `{short(accept.rule)}` ({place_of_step(self.table, accept)})."

    def _found(
        self, check: str, step: Step, why: str = "", *, unsure: bool = False, mild: bool = False
    ) -> Iterator[LintFinding]:
        """One finding for a rule, however many ways lead to it."""
        if (check, id(step.rule)) in self.told or (self.table.name == OUR_TABLE and check in MEANT_IN_OURS):
            return
        self.told.add((check, id(step.rule)))
        severity = LintSeverity.UNKNOWN if step.opaque or unsure else LintSeverity.WEAK if mild else None
        if len(step.via) > 1 and step.asked:
            why = f"It denies: {text_of(step.asked)}. {why}"
        yield finding(check, where=place_of_step(self.table, step), rule=short(step.rule), why=why, severity=severity)

    def nowhere_to_cut(self) -> Iterator[LintFinding]:
        """This chain accepts what lives, and nothing on the way is asked before."""
        if self.hook == "forward" and not self.is_nat and self.live:
            first = self.live[0]
            why = f"Established connections are accepted by `{short(first.rule)}` ({place_of_step(self.table, first)})."
            yield finding("nowhere-to-cut", where=place_of(self.table, self.base), why=why)


def _not_hooked(table: Table) -> Iterator[LintFinding]:
    """Denies no packet meets."""
    led_to = set() if table.dormant else _led_to(table)
    for chain, rule in table.rules():
        acts = {getattr(s, "act", None) for s in rule.statements}
        if chain.name not in led_to and acts & DENIES and is_aimed(_asked(rule.statements)):
            why = f"The table {table.id} is dormant." if table.dormant else ""
            yield finding("deny-not-hooked", where=place_of(table, chain, rule), rule=short(rule), why=why)


def _asked(statements: tuple[object, ...]) -> list[Match]:
    return [s for s in statements if isinstance(s, Match)]


def _led_to(table: Table) -> set[str]:
    """Chains that a hook, a jump, or a map may lead to."""
    reached = {chain.name for chain in table.bases()}
    waiting = list(reached)
    in_maps = {e.verdict.chain for held in table.sets.values() for e in held.entries if e.verdict is not None}
    while waiting:
        chain = table.chains.get(waiting.pop())
        targets = _targets(chain) if chain is not None else set()
        for name in (targets | {name for name in in_maps if name}) - reached:
            reached.add(name)
            waiting.append(name)
    return reached


def _targets(chain: Chain) -> set[str]:
    found: set[str] = set()
    for rule in chain.rules:
        for statement in rule.statements:
            chains = [getattr(statement, "chain", None)]
            chains += [e.verdict.chain for e in getattr(statement, "entries", ()) if e.verdict is not None]
            found |= {name for name in chains if name}
    return found
