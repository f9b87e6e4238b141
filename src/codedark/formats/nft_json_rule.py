"""One rule in nft's JSON: its list `expr` into statements, in the same words the reader of nft's text uses.

Format: libnftables-json(5) of nftables 1.0.6, sections STATEMENTS and EXPRESSIONS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from codedark.formats.nft_rule_text import xt_statement
from codedark.gap.ruleset import Act, Effect, Entry, Lookup, Match, Statement, Verdict

_PLAIN = {"accept": Act.ACCEPT, "drop": Act.DROP, "return": Act.RETURN, "continue": Act.CONTINUE}


def read_expr(expr: Iterable[Any]) -> tuple[list[Statement], str | None]:
    """Statements of one rule, and what was not understood of it.

    >>> read_expr([{"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": ["new"]}}, {"drop": None}])[0][0]
    Match(key='ct state', op='==', values=('new',), set_name=None)
    """
    statements: list[Statement] = []
    opaque: list[str] = []
    for item in expr:
        try:
            ((kind, told),) = item.items()
            statements.append(_statement(kind, told, opaque))
        except (AttributeError, KeyError, TypeError, ValueError):
            opaque.append(str(item)[:200])
    return statements, "; ".join(opaque) or None


def _statement(kind: str, told: Any, opaque: list[str]) -> Statement:
    if kind == "match":
        return _match(told)
    if kind in _PLAIN:
        return Verdict(act=_PLAIN[kind])
    if kind in ("jump", "goto"):
        return Verdict(act=Act(kind), chain=told["target"])
    if kind == "vmap":
        return _lookup(told)
    if kind == "xt":
        return xt_statement(told["type"], told["name"], opaque)
    return _EFFECTS[kind](told)


def _match(told: dict[str, Any]) -> Match:
    op = "==" if told["op"] == "in" else told["op"]
    key, right = key_of(told["left"]), told["right"]
    if isinstance(right, str) and right.startswith("@"):
        return Match(key=key, op=op, set_name=right[1:])
    if isinstance(right, dict) and "set" in right:
        return Match(key=key, op=op, values=tuple(e.value for e in read_entries(right["set"])))
    if isinstance(right, dict) and "|" in right:
        right = right["|"]
    if isinstance(right, list):
        # Bits looked at through a mask are one value, as in `tcp flags syn,ack / fin,syn,ack`.
        parts = tuple(_value(part) for part in right)
        return Match(key=key, op=op, values=(",".join(parts),) if " & " in key else parts)
    return Match(key=key, op=op, values=(_value(right),))


def _lookup(told: dict[str, Any]) -> Lookup:
    data = told["data"]
    if isinstance(data, str):
        return Lookup(key=key_of(told["key"]), set_name=data.removeprefix("@"))
    return Lookup(key=key_of(told["key"]), entries=tuple(read_entries(data["set"])))


def read_entries(elements: Any) -> list[Entry]:
    """Elements of a set, or pairs of a map."""
    listed = elements if isinstance(elements, list | tuple) else [elements]
    return [_entry(element) for element in listed]


def _entry(element: Any) -> Entry:
    verdict = None
    if isinstance(element, list) and len(element) == 2:
        element, data = element
        verdict = _entry_verdict(data)
    timed = False
    if isinstance(element, dict) and "elem" in element:
        timed = "timeout" in element["elem"] or "expires" in element["elem"]
        element = element["elem"]["val"]
    return Entry(value=_value(element), verdict=verdict, timed=timed)


def _entry_verdict(data: Any) -> Verdict | None:
    if not isinstance(data, dict):
        return None
    ((kind, told),) = data.items()
    if kind in _PLAIN:
        return Verdict(act=_PLAIN[kind])
    return Verdict(act=Act(kind), chain=told["target"]) if kind in ("jump", "goto") else None


def key_of(told: Any) -> str:
    """What is asked, in nft's text.

    >>> key_of({"concat": [{"meta": {"key": "iifname"}}, {"payload": {"protocol": "ip", "field": "saddr"}}]})
    'meta iifname . ip saddr'
    """
    ((kind, value),) = told.items()
    if kind == "concat":
        return " . ".join(key_of(part) for part in value)
    if kind in ("&", "|", "^", "<<", ">>"):
        return f"{key_of(value[0])} {kind} {_mask(value[1])}"
    return _KEYS[kind](value)


def _mask(told: Any) -> str:
    if isinstance(told, dict) and "|" in told:
        told = told["|"]
    return ",".join(_value(part) for part in told) if isinstance(told, list) else _value(told)


def _payload(told: dict[str, Any]) -> str:
    if "base" in told:
        return f"@{told['base']},{told['offset']},{told['len']}"
    return f"{told['protocol']} {told['field']}"


def _fib(told: dict[str, Any]) -> str:
    flags = told["flags"] if isinstance(told["flags"], list) else [told["flags"]]
    return f"fib {','.join(flags)} {told['result']}"


def _option(head: str) -> Callable[[dict[str, Any]], str]:
    return lambda told: " ".join([head, told["name"], *([told["field"]] if "field" in told else [])])


def _ct(told: dict[str, Any]) -> str:
    return " ".join(["ct", *([told["dir"]] if "dir" in told else []), told["key"]])


def _extension(told: dict[str, Any]) -> str:
    return f"{told['name']} {told['field']}" if "field" in told else f"exthdr {told['name']}"


def _generated(told: dict[str, Any]) -> str:
    offset = f" offset {told['offset']}" if told.get("offset") else ""
    return f"numgen {told['mode']} mod {told['mod']}{offset}"


def _route(told: dict[str, Any]) -> str:
    return " ".join(["rt", *([told["family"]] if "family" in told else []), told["key"]])


_KEYS: dict[str, Callable[[Any], str]] = {
    "meta": lambda told: f"meta {told['key']}",
    "payload": _payload,
    "ct": _ct,
    "fib": _fib,
    "tcp option": _option("tcp option"),
    "ip option": _option("ip option"),
    "sctp chunk": _option("sctp chunk"),
    "exthdr": _extension,
    "rt": _route,
    "socket": lambda told: f"socket {told['key']}",
    "osf": lambda told: f"osf {told['key']}",
    "numgen": _generated,
    "symhash": lambda told: f"symhash mod {told['mod']}",
}


def _value(told: Any) -> str:
    if isinstance(told, bool):
        return "exists" if told else "missing"
    if isinstance(told, str | int):
        return str(told)
    ((kind, value),) = told.items()
    if kind == "prefix":
        return f"{value['addr']}/{value['len']}"
    if kind == "range":
        return f"{_value(value[0])}-{_value(value[1])}"
    if kind == "concat":
        return " . ".join(_value(part) for part in value)
    if kind == "elem":
        return _value(value["val"])
    raise ValueError(kind)


def _limit(told: Any) -> Effect:
    if isinstance(told, str):
        return Effect(name="limit", detail=f"name {told}")
    over = "over " if told.get("inv") else ""
    unit = "" if told.get("rate_unit", "packets") == "packets" else f" {told['rate_unit']}"
    return Effect(name="limit", detail=f"rate {over}{told['rate']}{unit}/{told['per']}")


def _changed_set(told: dict[str, Any]) -> Effect:
    timed = isinstance(told["elem"], dict) and "timeout" in told["elem"].get("elem", {})
    return Effect(name=f"{told['op']} set", detail=told["set"] + (" timed" if timed else ""))


def _reject(told: dict[str, str] | None) -> Verdict:
    kind = (told or {}).get("type", "")
    return Verdict(act=Act.REJECT, detail=" ".join(filter(None, [kind, (told or {}).get("expr", "")])))


def _log(told: dict[str, Any] | None) -> Effect:
    order = ("prefix", "group", "snaplen", "queue-threshold", "level", "flags")
    said = {k: v for k in order if (v := (told or {}).get(k)) is not None}
    detail = " ".join(f'prefix "{v}"' if k == "prefix" else f"{k} {v}" for k, v in said.items())
    return Effect(name="log", detail=detail)


def _meter(told: dict[str, Any]) -> Effect:
    inside = next(iter(told["stmt"]))
    return Effect(name=inside if inside in ("limit", "ct count") else "meter", detail=str(told.get("name", "")))


def _sent(name: str) -> Callable[[dict[str, Any]], Effect]:
    return lambda told: Effect(name=name, detail=f"to {told.get('addr') or told.get('dev') or ''}".strip())


def _nat(name: str) -> Callable[[dict[str, Any] | None], Effect]:
    def read(told: dict[str, Any] | None) -> Effect:
        to = [str((told or {}).get(key, "")) for key in ("addr", "port")]
        return Effect(name=name, detail=":".join(filter(None, to)))

    return read


_EFFECTS: dict[str, Callable[[Any], Statement]] = {
    "counter": lambda told: Effect(name="counter", detail=f"name {told}" if isinstance(told, str) else ""),
    "log": _log,
    "limit": _limit,
    "quota": lambda told: Effect(name="quota", detail=str(told)),
    "mangle": lambda told: Effect(name=f"{key_of(told['key'])} set", detail=""),
    "reject": _reject,
    "queue": lambda told: Verdict(act=Act.QUEUE),
    "notrack": lambda told: Effect(name="notrack"),
    "flow": lambda told: Effect(name="flow offload", detail=told["flowtable"]),
    "fwd": _sent("fwd"),
    "dup": _sent("dup"),
    "tproxy": lambda told: Effect(name="tproxy", detail=f"to {told.get('addr', '')}:{told.get('port', '')}"),
    "set": _changed_set,
    "map": _changed_set,
    "meter": _meter,
    "ct count": lambda told: Effect(name="ct count", detail=("over " if told.get("inv") else "") + str(told["val"])),
    "ct helper": lambda told: Effect(name="ct helper set", detail=str(told)),
    "ct timeout": lambda told: Effect(name="ct timeout set", detail=str(told)),
    "ct expectation": lambda told: Effect(name="ct expectation set", detail=str(told)),
    "synproxy": lambda told: Effect(name="synproxy"),
    "secmark": lambda told: Effect(name="meta secmark set"),
    "last": lambda told: Effect(name="last"),
    **{name: _nat(name) for name in ("masquerade", "redirect", "snat", "dnat")},
}
