"""The records of a packet filter's ruleset, whatever program wrote it down: tables, chains, rules, sets.

A *rule* is statements from left to right: what it asks (`Match`, `Lookup`) and what it does (`Verdict`, `Effect`).
nftables' own words are used; iptables' chains and options are told in them. What a reader did not understand stays as
text, in the rule (`opaque`) or beside the tables (`Unparsed`): a judgement that rests on it is unknown.

Source of the words: nft(8) of nftables 1.0.6, iptables-extensions(8) of iptables 1.8.9.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Dialect(StrEnum):
    """How a ruleset was written down."""

    NFT_JSON = "nft -j list ruleset"
    NFT_TEXT = "nft list ruleset"
    IPTABLES_SAVE = "iptables-save"


class Act(StrEnum):
    """What becomes of a packet, or where it is looked at next."""

    ACCEPT = "accept"
    DROP = "drop"
    REJECT = "reject"
    JUMP = "jump"
    GOTO = "goto"
    RETURN = "return"
    CONTINUE = "continue"
    QUEUE = "queue"


DENIES = frozenset({Act.DROP, Act.REJECT})
V4, V6 = "ipv4", "ipv6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One question to a packet; the rule goes on if the answer is yes."""

    key: str
    """What is asked, as nft names it: `ip saddr`, `meta iifname`, `ct state`, `ip saddr . tcp dport`."""
    op: str = "=="
    """`==` is *one of the values*; `!=` is *none of them*; others are kept and not reasoned about."""
    values: tuple[str, ...] = ()
    """Addresses, prefixes, `low-high` ranges, names. Empty where a named set is asked."""
    set_name: str | None = None
    """The named set that holds the values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a packet that got so far."""

    act: Act
    chain: str | None = None
    """Where a jump or goto leads."""
    detail: str = ""
    """For a reject: what the sender is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One element of a set or map."""

    value: str
    verdict: Verdict | None = None
    timed: bool = False
    """It has a timeout of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A verdict looked up in a map: `iifname . oifname vmap @seal`."""

    key: str
    set_name: str | None = None
    entries: tuple[Entry, ...] = ()
    """Of a map written into the rule; those of a named map stand with the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Anything else a rule does: `counter`, `log`, `notrack`, `flow offload`, `fwd`, `dup`, `tproxy`, `add @set`."""

    name: str
    detail: str = ""


Statement: TypeAlias = Match | Lookup | Verdict | Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule where it stands."""

    position: int
    """Its place in the chain, the first is 1."""
    text: str
    """As it was written; empty where the listing has no text for it (`ruleset_text.text_of` writes one)."""
    statements: tuple[Statement, ...]
    handle: int | None = None
    """The kernel's number for it, where the listing tells."""
    line: int | None = None
    """Line of the file, where there are lines."""
    opaque: str | None = None
    """What the reader did not understand of it."""

    @property
    def counted(self) -> bool:
        """It counts the packets that come to it."""
        return any(isinstance(s, Effect) and s.name == "counter" for s in self.statements)

    def effects(self, *names: str) -> Iterator[Effect]:
        """Its effects of these names."""
        return (s for s in self.statements if isinstance(s, Effect) and s.name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseHook:
    """Where the kernel calls a chain."""

    type: str
    """`filter`, `nat` or `route`."""
    hook: str
    """`prerouting`, `input`, `forward`, `output`, `postrouting`, `ingress`, `egress`."""
    priority: int
    """Chains of one hook are called from the lowest to the highest."""
    policy: Act = Act.ACCEPT
    devices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Rules read from the first to the last."""

    name: str
    rules: tuple[Rule, ...] = ()
    hook: BaseHook | None = None
    """None: only a jump leads here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDef:
    """A named set, or a named map from values to verdicts or data."""

    name: str
    is_verdict_map: bool = False
    flags: frozenset[str] = frozenset()
    """`timeout`, `dynamic`, `interval`, `constant`."""
    entries: tuple[Entry, ...] = ()
    kind: str = ""
    """Type of its values, as written."""
    counted: bool = False
    """Each element counts."""

    @property
    def fleeting(self) -> bool:
        """Its elements may come and go by themselves or by packets."""
        return bool(self.flags & {"timeout", "dynamic"}) or any(entry.timed for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flowtable:
    """Flows taken out of the usual way, after their first packets."""

    name: str
    devices: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of one family. Names of chains and sets are its own."""

    family: str
    """`ip`, `ip6`, `inet`, `arp`, `bridge`, `netdev`."""
    name: str
    source: str
    """File, or other place, it was read from."""
    dialect: Dialect
    dormant: bool = False
    chains: dict[str, Chain] = field(default_factory=dict)
    sets: dict[str, SetDef] = field(default_factory=dict)
    flowtables: dict[str, Flowtable] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Family and name, as nft writes them."""
        return f"{self.family} {self.name}"

    @property
    def passes(self) -> frozenset[str]:
        """Which of IPv4 and IPv6 its chains are shown."""
        if self.family in ("ip", "ip6"):
            return frozenset({V4 if self.family == "ip" else V6})
        return frozenset() if self.family == "arp" else frozenset({V4, V6})

    def rules(self) -> Iterator[tuple[Chain, Rule]]:
        """Every rule with its chain."""
        return ((chain, rule) for chain in self.chains.values() for rule in chain.rules)

    def bases(self, *hooks: str) -> Iterator[Chain]:
        """The chains the kernel calls at these hooks; with none named, at any."""
        for chain in self.chains.values():
            if chain.hook is not None and (not hooks or chain.hook.hook in hooks):
                yield chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Unparsed:
    """Text a reader did not understand, outside or instead of a rule."""

    source: str
    line: int | None
    text: str
    where: str = ""
    """Table and chain it stands in, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """What one machine's packet filter holds, as far as it was told."""

    tables: tuple[Table, ...]
    sources: tuple[tuple[str, Dialect], ...]
    unparsed: tuple[Unparsed, ...] = ()

    def table(self, family: str, name: str) -> Table | None:
        """The table of that family and name."""
        return next((t for t in self.tables if (t.family, t.name) == (family, name)), None)

    def bases(self, *hooks: str) -> Iterator[tuple[Table, Chain]]:
        """Base chains of every table that is not dormant."""
        return ((table, chain) for table in self.tables if not table.dormant for chain in table.bases(*hooks))


def joined(rulesets: tuple[Ruleset, ...]) -> Ruleset:
    """Several listings of one machine as one; where two tell the same table, the one with less that is opaque.

    nft shows what iptables-nft wrote only in part, iptables-save shows it whole: handed in together they complete each
    other.
    """
    best: dict[tuple[str, str], Table] = {}
    for table in (table for ruleset in rulesets for table in ruleset.tables):
        key = (table.family, table.name)
        if key not in best or opaque_count(table) < opaque_count(best[key]):
            best[key] = table
    return Ruleset(
        tables=tuple(best.values()),
        sources=tuple(source for ruleset in rulesets for source in ruleset.sources),
        unparsed=tuple(u for ruleset in rulesets for u in ruleset.unparsed if _still_stands(u, best)),
    )


def _still_stands(left: Unparsed, best: dict[tuple[str, str], Table]) -> bool:
    """What one listing could not tell is no matter where another's table was taken."""
    family, _, name = " ".join(left.where.split(" ")[:2]).partition(" ")
    table = best.get((family, name))
    return table is None or table.source == left.source


def opaque_count(table: Table) -> int:
    """Rules of a table that were not wholly understood."""
    return sum(rule.opaque is not None for _, rule in table.rules())
