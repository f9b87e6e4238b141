"""A rule as a person would write it: statements to nft's text, for listings that come without one."""

from __future__ import annotations

from collections.abc import Iterable

from codedark.gap.ruleset import Act, Effect, Entry, Lookup, Match, Statement, Verdict

SHOWN_MAX = 6
"""Values of a set written out; the rest is counted."""

_BARE = ("meta iifname", "meta oifname", "meta iif", "meta oif", "meta mark", "meta pkttype")


def text_of(statements: Iterable[Statement]) -> str:
    """One line of nft's text.

    >>> text_of((Match(key="ct state", values=("established", "related")), Verdict(act=Act.ACCEPT)))
    'ct state { established, related } accept'
    """
    return " ".join(_said(statement) for statement in statements)


def _said(statement: Statement) -> str:
    match statement:
        case Match():
            op = "" if statement.op == "==" else f"{statement.op} "
            held = f"@{statement.set_name}" if statement.set_name else _values(statement.values)
            return f"{_key(statement.key)} {op}{held}"
        case Lookup():
            held = f"@{statement.set_name}" if statement.set_name else _entries(statement.entries)
            return f"{_key(statement.key)} vmap {held}"
        case Verdict():
            return verdict_text(statement)
        case Effect():
            return f"{statement.name} {statement.detail}".rstrip()


def verdict_text(verdict: Verdict) -> str:
    """A verdict: `goto bg`, `reject with tcp reset`."""
    if verdict.chain is not None:
        return f"{verdict.act} {verdict.chain}"
    return f"{verdict.act} with {verdict.detail}" if verdict.detail and verdict.act is Act.REJECT else str(verdict.act)


def _key(key: str) -> str:
    return " . ".join(part[5:] if part in _BARE else part for part in key.split(" . "))


def _values(values: tuple[str, ...]) -> str:
    return values[0] if len(values) == 1 else f"{{ {_some(list(values))} }}"


def _entries(entries: tuple[Entry, ...]) -> str:
    return f"{{ {_some([f'{e.value} : {verdict_text(e.verdict)}' if e.verdict else e.value for e in entries])} }}"


def _some(words: list[str]) -> str:
    more = f", ... {len(words) - SHOWN_MAX:,} more" if len(words) > SHOWN_MAX else ""
    return ", ".join(words[:SHOWN_MAX]) + more
