"""The options of one iptables rule, in nftables' words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from codedark.gap.ruleset import Act, Effect, Match, Statement, Verdict

_PORTS = {
    "--dport": "dport",
    "--dports": "dport",
    "--destination-port": "dport",
    "--destination-ports": "dport",
    "--sport": "sport",
    "--sports": "sport",
    "--source-port": "sport",
    "--source-ports": "sport",
}
_STATES = ("--ctstate", "--state")
_WITHOUT_VALUE = frozenset({"--syn", "-f", "--fragment"})
_IGNORED = frozenset({"--comment", "--limit-burst", "--icmp-type-any"})
_LIMITS = frozenset({"--limit", "--hashlimit", "--hashlimit-upto", "--hashlimit-above", "--connlimit-above"})
_LIMITS |= {"--connlimit-upto", "--quota", "--probability", "--hitcount", "--every"}
_VERDICTS = {
    "ACCEPT": Act.ACCEPT,
    "DROP": Act.DROP,
    "REJECT": Act.REJECT,
    "TARPIT": Act.DROP,
    "RETURN": Act.RETURN,
    "QUEUE": Act.QUEUE,
    "NFQUEUE": Act.QUEUE,
}
_EFFECTS = {"FLOWOFFLOAD": "flow offload", "TPROXY": "tproxy", "TEE": "dup", "NOTRACK": "notrack", "SET": "add set"}
_KNOWN_TARGETS = frozenset(
    {
        "LOG",
        "NFLOG",
        "ULOG",
        "MASQUERADE",
        "SNAT",
        "DNAT",
        "REDIRECT",
        "NETMAP",
        "MARK",
        "CONNMARK",
        "CONNSECMARK",
        "SECMARK",
        "TCPMSS",
        "TTL",
        "HL",
        "TOS",
        "DSCP",
        "ECN",
        "CLASSIFY",
        "CHECKSUM",
        "CT",
        "AUDIT",
        "TRACE",
        "RATEEST",
        "IDLETIMER",
        "LED",
        "SYNPROXY",
        "TCPOPTSTRIP",
        "HMARK",
        "DNPT",
        "SNPT",
    }
)


@dataclass(slots=True)
class Told:
    """What one rule says."""

    statements: list[Statement] = field(default_factory=list)
    opaque: str | None = None


@dataclass(frozen=True, slots=True)
class _Option:
    name: str
    negated: bool
    values: tuple[str, ...]


def read_options(words: list[str], family: str) -> Told:
    """Statements of the words behind `-A CHAIN`; every iptables rule counts.

    >>> [type(s).__name__ for s in read_options("-m state --state NEW -j DROP".split(), "ip").statements]
    ['Match', 'Effect', 'Verdict']
    """
    told = Told()
    asked, target = _parted(words)
    protocol = next((o.values[0] for o in asked if o.name in ("-p", "--protocol") and o.values), "th")
    for option in asked:
        told.statements += _match(option, family, protocol)
    told.statements.append(Effect(name="counter"))
    if target:
        _target(target, told)
    return told


def _parted(words: list[str]) -> tuple[list[_Option], list[str]]:
    for at, word in enumerate(words):
        if word in ("-j", "-g", "--jump", "--goto"):
            return list(_options(words[:at])), words[at:]
    return list(_options(words)), []


def _options(words: list[str]) -> Iterator[_Option]:
    at = 0
    while at < len(words):
        negated = words[at] == "!"
        at += negated
        name = words[at] if at < len(words) else "!"
        start = at = at + 1
        # A value never starts with a hyphen, except a string somebody searches for.
        while at < len(words) and words[at] != "!" and not (words[at].startswith("-") and len(words[at]) > 1):
            at += 1
        if at == start and name in ("--comment", "--string", "--hex-string") and at < len(words):
            at += 1
        yield _Option(name, negated, tuple(words[start:at]))


def _match(option: _Option, family: str, protocol: str) -> list[Statement]:
    name, values = option.name, option.values
    op = "!=" if option.negated else "=="
    if name in ("-m", "--match") or name in _IGNORED:
        return []
    if name in ("-s", "--source", "-d", "--destination"):
        field_ = "saddr" if name in ("-s", "--source") else "daddr"
        return [Match(key=f"{family} {field_}", op=op, values=tuple(",".join(values).split(",")))]
    if name in ("-i", "--in-interface", "-o", "--out-interface"):
        key = "meta iifname" if name in ("-i", "--in-interface") else "meta oifname"
        return [Match(key=key, op=op, values=tuple(value.replace("+", "*") for value in values))]
    if name in ("-p", "--protocol"):
        return [Match(key="meta l4proto", op=op, values=(_protocol(values[0]),))] if values else []
    if name in _PORTS:
        key = f"{protocol if protocol in ('tcp', 'udp', 'sctp', 'dccp', 'udplite') else 'th'} {_PORTS[name]}"
        return [Match(key=key, op=op, values=_port_values(values))]
    if name in _STATES:
        return [Match(key="ct state", op=op, values=tuple(",".join(values).lower().split(",")))]
    if name == "--ctdir":
        return [Match(key="ct direction", op=op, values=tuple(value.lower() for value in values))]
    if name == "--match-set" and values:
        return [Match(key=f"xt --match-set {' '.join(values[1:])}", op=op, set_name=values[0])]
    if name in ("--icmp-type", "--icmpv6-type"):
        return [Match(key="icmp type" if family == "ip" else "icmpv6 type", op=op, values=values)]
    if name == "--mark":
        return [Match(key="meta mark", op=op, values=values)]
    if name in ("--src-range", "--dst-range"):
        return [Match(key=f"{family} {'s' if name == '--src-range' else 'd'}addr", op=op, values=values)]
    if name in _LIMITS:
        return [Effect(name="limit", detail=" ".join((name, *values)))]
    return [Match(key=f"xt {name}", op=op, values=(" ".join(values),))]


def _port_values(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value.replace(":", "-") for value in ",".join(values).split(","))


def _protocol(name: str) -> str:
    return {"ipv6-icmp": "icmpv6", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}.get(name, name)


def _target(words: list[str], told: Told) -> None:
    kind, name, rest = words[0], words[1] if len(words) > 1 else "", words[2:]
    if kind in ("-g", "--goto"):
        told.statements.append(Verdict(act=Act.GOTO, chain=name))
    elif name in _VERDICTS:
        detail = rest[rest.index("--reject-with") + 1] if "--reject-with" in rest else ""
        told.statements.append(Verdict(act=_VERDICTS[name], detail=_reject(name, detail)))
    elif name in _EFFECTS:
        told.statements.append(Effect(name=_EFFECTS[name], detail=_set_name(name, rest)))
    elif name == "CT" and "--notrack" in rest:
        told.statements.append(Effect(name="notrack"))
    elif name in _KNOWN_TARGETS:
        told.statements.append(Effect(name=name.lower(), detail=" ".join(rest)))
    elif name.isupper() and rest:
        # A chain takes no options: a target nobody here knows.
        told.opaque = " ".join(words)
    else:
        told.statements.append(Verdict(act=Act.JUMP, chain=name))


def _reject(name: str, detail: str) -> str:
    if name != "REJECT":
        return ""
    return "tcp reset" if detail in ("tcp-reset", "tcp-rst") else f"icmp {detail or 'port-unreachable'}"


def _set_name(target: str, rest: list[str]) -> str:
    if target != "SET":
        return " ".join(rest)
    return f"@{rest[rest.index('--add-set') + 1]}" if "--add-set" in rest else ""
