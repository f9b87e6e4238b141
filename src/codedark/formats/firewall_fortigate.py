"""A seal as FortiOS commands (6.4 and later): policies above all others, disabled until fired.

Source: Fortinet, FortiOS CLI Reference 7.4, `config firewall policy`, `schedule onetime`, `address`, `address6`;
FortiOS Handbook 6.0 on `firewall-session-dirty`. Checked by reading, never run on a device.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from codedark.formats.firewall_record import Blank, FirewallTexts, lines_of
from codedark.formats.firewall_sessions import ends, session_pairs
from codedark.formats.firewall_wall import AddressSet, Line, Wall
from codedark.gap.capabilities import cautions
from codedark.hospital.records import GateId, PortRange
from codedark.hospital.words import GateKind, Protocol

TOP = Blank(
    name="id of the policy that is first now",
    ask="the number of the topmost policy, of those in the order of `show firewall policy`",
    pattern=r"[0-9]{1,10}",
)
DEADLINE = Blank(
    name="end of the seal",
    ask="when it lets go by itself, in the device's local time, as 18:00 2031/12/24",
    pattern=r"[0-2][0-9]:[0-5][0-9] 20[0-9]{2}/[01][0-9]/[0-3][0-9]",
)
NEVER = "23:59 2099/12/31"
POLICIES_MOST = 1000
"""Policy numbers set aside for one seal."""


def fortigate_texts(gate: GateId, wall: Wall) -> FirewallTexts:
    """The texts for one gate.

    Raises:
        ValueError: more lines than numbers are set aside for.
    """
    if len(wall.lines) > POLICIES_MOST:
        raise ValueError(f"{len(wall.lines)} lines: at most {POLICIES_MOST} policies a seal; name fewer zones")
    ids = {line.code: policy_id(wall, k) for k, line in enumerate(wall.lines)}
    return FirewallTexts(
        gate=gate,
        kind=GateKind.FORTIGATE,
        seal=wall.name,
        stage=lines_of(_stage(wall, ids)),
        # A deadline that passed the last time would leave what is enabled asleep.
        fire=lines_of([*_deadline(wall, NEVER), *_switched(wall, ids, "enable")]),
        undo=lines_of(_deadline(wall, str(DEADLINE))),
        verify=lines_of(_verify(wall, ids)),
        flush_sessions=lines_of(_flush(wall)),
        # Drops first: between two commands nothing is refused that a seal keeps.
        release=lines_of([*_switched(wall, ids, "disable"), *_deadline(wall, NEVER)]),
        unstage=lines_of(_unstage(wall, ids)),
        to_fill=(TOP, DEADLINE),
        cautions=(*cautions(GateKind.FORTIGATE), *_own_cautions()),
    )


def _own_cautions() -> Iterator[str]:
    yield "with VDOMs, enter the one that routes these zones first (config vdom, edit NAME)"
    yield "what the seal keeps carries no inspection profile: add yours to the K policies when staging"
    yield "flush: were a filter line refused, the clear after it would end every session; watch the first block alone"
    yield "a deadline in the past, or a wrong clock, opens the seal: check `execute time` before firing"


def policy_id(wall: Wall, k: int) -> int:
    """The number of a seal's k-th policy: far above those people give, its own thousand for each seal."""
    digest = int.from_bytes(wall.name.encode()[-12:], "big") % 4_000_000
    return (100_000 + digest) * POLICIES_MOST + k


def _stage(wall: Wall, ids: dict[str, int]) -> Iterator[str]:
    for version, kind in ((4, "address"), (6, "address6")):
        sets = [s for s in wall.sets() if s.version == version]
        if sets:
            yield f"config firewall {kind}"
            for one in sets:
                yield from _addresses(wall, one)
            yield "end"
            yield f"config firewall {'addrgrp' if version == 4 else 'addrgrp6'}"
            for one in sets:
                yield f'    edit "{wall.name}-{one.name}"'
                yield f"        set member {' '.join(_quoted(n) for n in _members(wall, one))}"
                yield "    next"
            yield "end"
    yield from _services(wall)
    yield from _deadline(wall, NEVER)
    yield "config firewall policy"
    for line in wall.lines:
        yield from _policy(wall, line, ids[line.code])
    # Each is put before the one that is first now: in this order they stand in this order.
    yield from (f"    move {ids[line.code]} before {TOP}" for line in wall.lines)
    yield "end"


def _addresses(wall: Wall, one: AddressSet) -> Iterator[str]:
    for name, prefix in zip(_members(wall, one), one.prefixes, strict=True):
        network = ip_network(prefix)
        told = f"ip6 {prefix}" if network.version == 6 else f"subnet {network.network_address} {network.netmask}"
        yield f'    edit "{name}"'
        yield f"        set {told}"
        yield "    next"


def _members(wall: Wall, one: AddressSet) -> list[str]:
    return [f"{wall.name}-{one.name}-n{k}" for k in range(1, len(one.prefixes) + 1)]


def _services(wall: Wall) -> Iterator[str]:
    wanted = dict.fromkeys(service for line in wall.lines for service in _asked(line))
    yield "config firewall service custom"
    for protocol, ports in wanted:
        yield f'    edit "{_service(wall, protocol, ports)}"'
        yield from (f"        set {told}" for told in _spelled(protocol, ports))
        yield "    next"
    yield "end"


def _asked(line: Line) -> list[tuple[str, PortRange | None]]:
    if line.protocol is Protocol.ANY:
        return [("ip", None)]
    if line.protocol is Protocol.ICMP:
        return [("icmp" if line.version == 4 else "icmp6", None)]
    return [(str(line.protocol), r) for r in line.ports or (PortRange(1, 65535),)]


def _service(wall: Wall, protocol: str, ports: PortRange | None) -> str:
    return f"{wall.name}-{protocol}" + (f"-{ports}" if ports else "")


def _spelled(protocol: str, ports: PortRange | None) -> list[str]:
    if protocol == "ip":
        return ["protocol IP", "protocol-number 0"]
    if ports is None:
        return [f"protocol {protocol.upper()}"]
    return ["protocol TCP/UDP/SCTP", f"{protocol}-portrange {ports}"]


def _policy(wall: Wall, line: Line, number: int) -> Iterator[str]:
    six = "" if line.version == 4 else "6"
    yield f"    edit {number}"
    yield f'        set name "{wall.name}-{line.code}"'
    yield '        set srcintf "any"'
    yield '        set dstintf "any"'
    yield f"        set srcaddr{six} {_quoted(_group(wall, line.sources))}"
    yield f"        set dstaddr{six} {_quoted(_group(wall, line.targets))}"
    yield f"        set action {'accept' if line.permits else 'deny'}"
    yield f'        set schedule "{wall.name}"'
    yield f"        set service {' '.join(_quoted(_service(wall, *asked)) for asked in _asked(line))}"
    yield "        set logtraffic all"
    if not line.permits and line.version == 4:
        # A deny passes over traffic to a virtual IP unless it is told not to.
        yield "        set match-vip enable"
    yield f'        set comments "{line.says}"'
    yield "        set status disable"
    yield "    next"


def _group(wall: Wall, addresses: AddressSet) -> str:
    return f"{wall.name}-{addresses.name}" if addresses.prefixes else "all"


def _deadline(wall: Wall, until: str) -> Iterator[str]:
    yield "config firewall schedule onetime"
    yield f'    edit "{wall.name}"'
    yield "        set start 00:00 2000/01/01"
    yield f"        set end {until}"
    yield "        set expiration-days 0"
    yield "    next"
    yield "end"


def _switched(wall: Wall, ids: dict[str, int], status: str) -> Iterator[str]:
    permits = [line for line in wall.lines if line.permits]
    drops = [line for line in wall.lines if not line.permits]
    yield "config firewall policy"
    for line in [*permits, *drops] if status == "enable" else [*drops, *permits]:
        yield f"    edit {ids[line.code]}"
        yield f"        set status {status}"
        yield "    next"
    yield "end"


def _verify(wall: Wall, ids: dict[str, int]) -> Iterator[str]:
    yield "execute time"
    yield f'show firewall schedule onetime "{wall.name}"'
    yield "get system settings | grep firewall-session-dirty"
    yield f"show firewall policy | grep -f {wall.name}"
    for line in wall.lines:
        if not line.permits:
            yield f"diagnose firewall iprope{'6' if line.version == 6 else ''} show 100004 {ids[line.code]}"


def _flush(wall: Wall) -> Iterator[str]:
    for a, b in session_pairs(wall):
        six = "6" if ":" in (a or b or "") else ""
        for source, target in ((a, b), (b, a)):
            yield f"diagnose sys session{six} filter clear"
            for side, word in ((source, "src"), (target, "dst")):
                if side is not None:
                    yield f"diagnose sys session{six} filter {word} {' '.join(dict.fromkeys(ends(side)))}"
            yield f"diagnose sys session{six} clear"
    yield "diagnose sys session filter clear"
    yield "diagnose sys session6 filter clear"


def _unstage(wall: Wall, ids: dict[str, int]) -> Iterator[str]:
    yield "config firewall policy"
    yield from (f"    delete {number}" for number in ids.values())
    yield "end"
    for version, group, address in ((4, "addrgrp", "address"), (6, "addrgrp6", "address6")):
        sets = [s for s in wall.sets() if s.version == version]
        if sets:
            yield f"config firewall {group}"
            yield from (f'    delete "{wall.name}-{one.name}"' for one in sets)
            yield "end"
            yield f"config firewall {address}"
            yield from (f'    delete "{name}"' for one in sets for name in _members(wall, one))
            yield "end"
    yield "config firewall service custom"
    for asked in dict.fromkeys(a for line in wall.lines for a in _asked(line)):
        yield f'    delete "{_service(wall, *asked)}"'
    yield "end"
    yield "config firewall schedule onetime"
    yield f'    delete "{wall.name}"'
    yield "end"


def _quoted(name: str) -> str:
    return f'"{name}"'
