"""A ruleset as it grows while a file is read; the readers of the three dialects fill it."""

from __future__ import annotations

from dataclasses import dataclass, field

from codedark.gap.ruleset import (
    BaseHook,
    Chain,
    Dialect,
    Entry,
    Flowtable,
    Rule,
    Ruleset,
    SetDef,
    Statement,
    Table,
    Unparsed,
)
from codedark.gap.ruleset_text import text_of

PRIORITIES = {"raw": -300, "mangle": -150, "dstnat": -100, "filter": 0, "security": 50, "srcnat": 100}
BRIDGE_PRIORITIES = {"dstnat": -300, "filter": -200, "out": 100, "srcnat": 300}
"""nft(8), table "Standard priority names"."""


@dataclass(slots=True)
class GrowingSet:
    """A set while its elements are still coming."""

    kind: str = ""
    is_verdict_map: bool = False
    flags: set[str] = field(default_factory=set)
    counted: bool = False
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class GrowingTable:
    """A table while its rules are still coming."""

    family: str
    name: str
    dormant: bool = False
    hooks: dict[str, BaseHook | None] = field(default_factory=dict)
    rules: dict[str, list[Rule]] = field(default_factory=dict)
    sets: dict[str, GrowingSet] = field(default_factory=dict)
    flowtables: dict[str, Flowtable] = field(default_factory=dict)

    def chain(self, name: str, hook: BaseHook | None = None) -> list[Rule]:
        """The rules of a chain so far; the chain is made if it is new."""
        if hook is not None or name not in self.hooks:
            self.hooks[name] = hook
        return self.rules.setdefault(name, [])

    def set(self, name: str) -> GrowingSet:
        """A set, made if it is new."""
        return self.sets.setdefault(name, GrowingSet())


@dataclass(slots=True)
class GrowingRuleset:
    """A ruleset while its file is read."""

    source: str
    dialect: Dialect
    tables: dict[tuple[str, str], GrowingTable] = field(default_factory=dict)
    unparsed: list[Unparsed] = field(default_factory=list)

    def table(self, family: str, name: str) -> GrowingTable:
        """A table, made if it is new."""
        key = (family, name)
        if key not in self.tables:
            self.tables[key] = GrowingTable(family, name)
        return self.tables[key]

    def not_understood(self, text: str, line: int | None = None, where: str = "") -> None:
        """Keep what nothing was made of."""
        self.unparsed.append(Unparsed(source=self.source, line=line, text=text, where=where))

    def finished(self) -> Ruleset:
        """The records; rules that were not wholly understood also stand among the unparsed."""
        tables = tuple(self._table(table) for table in self.tables.values())
        opaque = [
            Unparsed(
                source=self.source,
                line=rule.line,
                text=rule.text or text_of(rule.statements),
                where=f"{table.id} {chain.name}",
            )
            for table in tables
            for chain, rule in table.rules()
            if rule.opaque is not None
        ]
        return Ruleset(tables=tables, sources=((self.source, self.dialect),), unparsed=(*self.unparsed, *opaque))

    def _table(self, grown: GrowingTable) -> Table:
        return Table(
            family=grown.family,
            name=grown.name,
            source=self.source,
            dialect=self.dialect,
            dormant=grown.dormant,
            chains={
                name: Chain(name=name, hook=hook, rules=tuple(grown.rules.get(name, ())))
                for name, hook in grown.hooks.items()
            },
            sets={
                name: SetDef(
                    name=name,
                    kind=held.kind,
                    is_verdict_map=held.is_verdict_map,
                    flags=frozenset(held.flags),
                    entries=tuple(held.entries),
                    counted=held.counted,
                )
                for name, held in grown.sets.items()
            },
            flowtables=dict(grown.flowtables),
        )


def append_rule(
    rules: list[Rule],
    statements: list[Statement],
    *,
    text: str = "",
    handle: int | None = None,
    line: int | None = None,
    opaque: str | None = None,
) -> None:
    """Put one rule at the end of a chain."""
    rules.append(
        Rule(
            position=len(rules) + 1,
            text=text,
            statements=tuple(statements),
            handle=handle,
            line=line,
            opaque=opaque,
        )
    )


def priority_of(words: list[str], family: str) -> int | None:
    """A priority as nft writes it: a number, a name, a name and an offset; None when it is none of these.

    >>> priority_of(["filter", "-", "5"], "inet"), priority_of(["-150"], "ip"), priority_of(["filter"], "bridge")
    (-5, -150, -200)
    """
    text = "".join(words)
    names = BRIDGE_PRIORITIES if family == "bridge" else PRIORITIES
    for name, value in names.items():
        if text.startswith(name):
            offset = text[len(name) :]
            return value + (_integer(offset) or 0) if offset == "" or _integer(offset) is not None else None
    return _integer(text)


def _integer(text: str) -> int | None:
    digits = text.lstrip("+-")
    return int(text) if digits.isascii() and digits.isdigit() and len(text) - len(digits) <= 1 else None
