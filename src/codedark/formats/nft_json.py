"""nft's JSON: `nft -j list ruleset`, objects in the order of the kernel.

Format: libnftables-json(5) of nftables 1.0.6. An expression or statement that is not described there is kept as text,
its rule is `opaque`.
"""

from __future__ import annotations

from typing import Any

from codedark.formats.nft_json_rule import read_entries, read_expr
from codedark.formats.ruleset_building import GrowingRuleset, append_rule
from codedark.gap.ruleset import Act, BaseHook, Dialect, Flowtable, Ruleset
from codedark.hospital.faults import BadHospital, Fault

_FIX = "write it again: nft -j list ruleset > FILE"
_OBJECTS = frozenset({"metainfo", "counter", "quota", "limit", "ct helper", "ct timeout", "ct expectation", "secmark"})
_OBJECTS |= {"synproxy"}


def read_nft_json(name: str, raw: bytes) -> Ruleset:
    """A ruleset from nft's JSON; its rules have no text of their own.

    Raises:
        BadHospital: not JSON (with its line), or not nft's.
    Cost: about 25 us a rule.

    >>> read_nft_json("fw", b'{"nftables": [{"table": {"family": "inet", "name": "t"}}]}').tables[0].id
    'inet t'
    """
    grown = GrowingRuleset(source=name, dialect=Dialect.NFT_JSON)
    for item in _items(name, raw):
        try:
            ((kind, told),) = item.items()
            _object(grown, kind, told)
        except (AttributeError, KeyError, TypeError, ValueError):
            grown.not_understood(str(item)[:500])
    return grown.finished()


def _items(name: str, raw: bytes) -> list[Any]:
    import msgspec

    try:
        told = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as wrong:
        raise BadHospital([Fault(file=name, row=_row(raw, wrong), message=f"not JSON ({wrong})", fix=_FIX)]) from None
    items = told.get("nftables") if isinstance(told, dict) else None
    if not isinstance(items, list):
        raise BadHospital([Fault(file=name, message='JSON, but without the list "nftables" of nft', fix=_FIX)])
    return items


def _row(raw: bytes, wrong: Exception) -> int | None:
    """The line of the byte that msgspec stumbled over; a cut-off text stumbles at its end."""
    words = str(wrong).rstrip(")").split()
    at = int(words[-1]) if words and words[-1].isdigit() else len(raw)
    return raw.count(b"\n", 0, at) + 1


def _object(grown: GrowingRuleset, kind: str, told: Any) -> None:
    if kind in _OBJECTS:
        return
    if kind == "table":
        flags = told.get("flags", ())
        grown.table(told["family"], told["name"]).dormant = "dormant" in _listed(flags)
        return
    table = grown.table(told["family"], told["table"])
    if kind == "chain":
        table.chain(told["name"], _hook(told))
    elif kind == "rule":
        statements, opaque = read_expr(told["expr"])
        append_rule(table.chain(told["chain"]), statements, handle=told.get("handle"), opaque=opaque)
    elif kind in ("set", "map"):
        held = table.set(told["name"])
        held.kind = " . ".join(map(str, _listed(told.get("type", ""))))
        held.is_verdict_map = told.get("map") == "verdict"
        held.flags |= set(_listed(told.get("flags", ()))) | ({"timeout"} if "timeout" in told else set())
        held.counted = any("counter" in stmt for stmt in told.get("stmt", ()))
        held.entries += read_entries(told.get("elem", ()))
    elif kind == "element":
        table.set(told["name"]).entries += read_entries(told.get("elem", ()))
    elif kind == "flowtable":
        devices = tuple(map(str, _listed(told.get("dev", ()))))
        flags = frozenset(map(str, _listed(told.get("flags", ()))))
        table.flowtables[told["name"]] = Flowtable(name=told["name"], devices=devices, flags=flags)
    else:
        grown.not_understood(f"{kind} {told}"[:500], where=table.name)


def _hook(told: dict[str, Any]) -> BaseHook | None:
    if "hook" not in told:
        return None
    return BaseHook(
        type=told.get("type", "filter"),
        hook=told["hook"],
        priority=int(told["prio"]),
        policy=Act(told.get("policy", "accept")),
        devices=tuple(map(str, _listed(told.get("dev", ())))),
    )


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
