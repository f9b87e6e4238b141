"""A seal for PAN-OS: rules at the top that match nobody, until the XML API registers their tags; no commit to fire.

Each rule's source is a dynamic group, empty until fired. Networks can be registered for IPv4 alone (PAN-OS 10.0 and
later), so IPv6 rules are staged disabled, and firing enables and commits them in a second step.
Source: Palo Alto Networks, PAN-OS XML API: registered-ip objects, `type=user-id`, `type=config`, `type=commit`; CLI
reference for `set rulebase security rules`. Checked by reading, never run on a device.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from codedark.formats.firewall_record import MINUTES, FirewallTexts, lines_of
from codedark.formats.firewall_sessions import session_pairs
from codedark.formats.firewall_wall import AddressSet, Line, Wall
from codedark.gap.capabilities import cautions
from codedark.hospital.records import GateId
from codedark.hospital.words import GateKind, Protocol

TAGS_MOST = 32
"""Tags one registered address may carry."""
RULES_AT = (
    "/config/devices/entry[@name='localhost.localdomain']/vsys/entry[@name='vsys1']/rulebase/security/rules/entry"
)


def panos_texts(gate: GateId, wall: Wall, minutes: int = MINUTES) -> FirewallTexts:
    """The texts for one gate; a fired tag expires after some minutes, at most 30 days."""
    seconds = min(minutes * 60, 30 * 24 * 3600)
    return FirewallTexts(
        gate=gate,
        kind=GateKind.PAN_OS,
        seal=wall.name,
        stage=lines_of(["configure", *_stage(wall), "commit", "exit"]),
        fire=lines_of([*_told(wall, "register", seconds), *_enabled(wall, "no")]),
        undo=lines_of(_undo(wall, minutes)),
        verify=lines_of(_verify(wall)),
        flush_sessions=lines_of(_flush(wall)),
        release=lines_of([*_told(wall, "unregister", None), *_enabled(wall, "yes")]),
        unstage=lines_of(["configure", *_unstage(wall), "commit", "exit"]),
        to_fill=(),
        cautions=(*cautions(GateKind.PAN_OS), *_own_cautions(wall)),
    )


def _own_cautions(wall: Wall) -> Iterator[str]:
    yield "firing and releasing are shell commands: PAN_HOST is the firewall, PAN_KEY an API key, kept off the network"
    yield "tags are told to each firewall: in a pair, tell both"
    if wall.of(6):
        yield "IPv6 rules have no timeout: they stay until released; the path names vsys1"
    crowded = Counter(p for one in _switches(wall) for p in one.prefixes)
    over = [p for p, tags in crowded.items() if tags > TAGS_MOST]
    if over:
        yield f"{', '.join(over[:3])}: more than {TAGS_MOST} tags; the firewall will refuse some: name fewer zones"


def _switches(wall: Wall) -> tuple[AddressSet, ...]:
    """The sets whose tags fire the IPv4 rules."""
    return tuple(dict.fromkeys(_switch(line) for line in wall.of(4)))


def _switch(line: Line) -> AddressSet:
    """Which side of a rule is the dynamic one: the source, or the target where the source is everybody."""
    return line.sources if line.sources.prefixes else line.targets


def _statics(wall: Wall) -> tuple[AddressSet, ...]:
    """The sets that rules name as they are."""
    sides = ((line, one) for line in wall.lines for one in (line.sources, line.targets))
    return tuple(dict.fromkeys(one for line, one in sides if _group(wall, line, one) == _static(wall, one)))


def _stage(wall: Wall) -> Iterator[str]:
    for one in _statics(wall):
        for name, prefix in zip(_members(wall, one), one.prefixes, strict=True):
            yield f"set address {name} ip-netmask {prefix}"
        yield f"set address-group {_static(wall, one)} static [ {' '.join(_members(wall, one))} ]"
    for one in _switches(wall):
        yield f"set address-group {_dynamic(wall, one)} dynamic filter \"'{_dynamic(wall, one)}'\""
    for line in wall.lines:
        if line.protocol in {Protocol.TCP, Protocol.UDP}:
            ports = ",".join(map(str, line.ports)) or "1-65535"
            yield f"set service {wall.name}-{line.code} protocol {line.protocol} port {ports}"
    for line in wall.lines:
        yield from (f"set rulebase security rules {wall.name}-{line.code} {told}" for told in _rule(wall, line))
    # Each goes to the top in turn, so the last one moved is the first.
    for line in reversed(wall.lines):
        yield f"move rulebase security rules {wall.name}-{line.code} top"


def _rule(wall: Wall, line: Line) -> Iterator[str]:
    yield "from any"
    yield "to any"
    yield f"source {_group(wall, line, line.sources)}"
    yield f"destination {_group(wall, line, line.targets)}"
    if line.protocol is Protocol.ICMP:
        yield f"application [ {'icmp ping' if line.version == 4 else 'ipv6-icmp ping6'} ]"
        yield "service application-default"
    else:
        yield "application any"
        yield f"service {'any' if line.protocol is Protocol.ANY else f'{wall.name}-{line.code}'}"
    yield f"action {'allow' if line.permits else 'drop'}"
    yield "log-end yes"
    yield f'description "{line.says}"'
    yield f"disabled {'yes' if line.version == 6 else 'no'}"


def _group(wall: Wall, line: Line, one: AddressSet) -> str:
    if not one.prefixes:
        return "any"
    return _dynamic(wall, one) if line.version == 4 and one == _switch(line) else _static(wall, one)


def _static(wall: Wall, one: AddressSet) -> str:
    return f"{wall.name}-{one.name}"


def _dynamic(wall: Wall, one: AddressSet) -> str:
    return f"{wall.name}-{one.name}-on"


def _members(wall: Wall, one: AddressSet) -> list[str]:
    return [f"{wall.name}-{one.name}-n{k}" for k in range(1, len(one.prefixes) + 1)]


def _told(wall: Wall, verb: str, seconds: int | None) -> Iterator[str]:
    """One API call that registers or unregisters every tag of the seal."""
    tags: dict[str, list[str]] = {}
    for one in _switches(wall):
        for prefix in one.prefixes:
            tags.setdefault(prefix, []).append(_dynamic(wall, one))
    if tags:
        timeout = "" if seconds is None else f' timeout="{seconds}"'
        yield f"{_curl('type=user-id')} --data-urlencode cmd@- <<'CODEDARK'"
        yield "<uid-message><version>2.0</version><type>update</type><payload>"
        yield f"<{verb}>"
        for prefix, names in tags.items():
            members = "".join(f"<member{timeout}>{escape(n)}</member>" for n in names)
            yield f"<entry ip={quoteattr(prefix)}><tag>{members}</tag></entry>"
        yield f"</{verb}>"
        yield "</payload></uid-message>"
        yield "CODEDARK"


def _enabled(wall: Wall, disabled: str) -> Iterator[str]:
    """IPv6 rules: one call each, drops last when firing and first when releasing, then a commit."""
    lines = sorted(wall.of(6), key=lambda x: x.permits, reverse=disabled == "no")
    for line in lines:
        at = f"xpath={RULES_AT}[@name='{wall.name}-{line.code}']"
        element = f"element=<disabled>{disabled}</disabled>"
        yield f'{_curl("type=config&action=set")} --data-urlencode "{at}" --data-urlencode "{element}"'
    if lines:
        yield f'{_curl("type=commit")} --data-urlencode "cmd=<commit></commit>"'


def _curl(query: str) -> str:
    return f'curl -sS --fail --max-time 20 -H "X-PAN-KEY: $PAN_KEY" "https://$PAN_HOST/api/?{query}"'


def _undo(wall: Wall, minutes: int) -> Iterator[str]:
    if wall.of(4):
        yield f"# Each tag of {wall.name} expires {minutes} minutes after it was told; fire again to hold longer."
    if wall.of(6):
        yield "# The IPv6 rules have no deadline: release them yourself."


def _verify(wall: Wall) -> Iterator[str]:
    yield from (f"show object registered-ip tag {_dynamic(wall, one)}" for one in _switches(wall))
    yield from (f"show object dynamic-address-group name {_dynamic(wall, one)}" for one in _switches(wall))
    yield f"show running security-policy | match {wall.name}"
    yield f"show rule-hit-count vsys vsys-name vsys1 rule-base security rules list [ {_drops(wall)} ]"


def _drops(wall: Wall) -> str:
    return " ".join(f"{wall.name}-{line.code}" for line in wall.lines if not line.permits)


def _flush(wall: Wall) -> Iterator[str]:
    for a, b in session_pairs(wall):
        for source, target in ((a, b), (b, a)):
            told = "".join(f" {w} {p}" for w, p in (("source", source), ("destination", target)) if p is not None)
            yield f"clear session all filter{told}"


def _unstage(wall: Wall) -> Iterator[str]:
    yield from (f"delete rulebase security rules {wall.name}-{line.code}" for line in wall.lines)
    yield from _deleted("service", (f"{wall.name}-{x.code}" for x in wall.lines if x.protocol in _WITH_PORTS))
    yield from _deleted("address-group", (_dynamic(wall, one) for one in _switches(wall)))
    yield from _deleted("address-group", (_static(wall, one) for one in _statics(wall)))
    yield from _deleted("address", (name for one in _statics(wall) for name in _members(wall, one)))


_WITH_PORTS = {Protocol.TCP, Protocol.UDP}


def _deleted(kind: str, names: Iterable[str]) -> Iterator[str]:
    return (f"delete {kind} {name}" for name in names)
