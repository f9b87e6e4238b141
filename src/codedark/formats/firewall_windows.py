"""A seal for Windows Defender Firewall, in PowerShell: a group of block rules, disabled until fired.

There a block wins over every allow, whatever their order: so what is kept is left out of the blocks. The same text
serves every machine of the zones, one by one or by group policy: a rule whose local addresses are not the machine's
matches nothing there.
Source: Microsoft, NetSecurity module: New-NetFirewallRule, Enable-NetFirewallRule; ScheduledTasks module. Checked by
reading, never run on a machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codedark.formats.firewall_record import MINUTES, FirewallTexts, lines_of
from codedark.formats.firewall_remainders import Block, blocks
from codedark.formats.firewall_wall import Wall
from codedark.gap.capabilities import cautions
from codedark.hospital.records import GateId
from codedark.hospital.words import GateKind, Protocol

OTHER_PROTOCOLS = (2, 4, 41, 43, 44, 47, 50, 51, 60, 89, 103, 112, 113, 115, 132)
"""Protocol numbers blocked one by one where something is kept: tunnels, IPsec, multicast, routing, SCTP."""


_FLUSH = (
    "# No command ends one connection here. Whatever of these still crosses the seal: stop the process that holds it.",
    "Get-NetTCPConnection -State Established | Sort-Object RemoteAddress |"
    " Select-Object LocalAddress, LocalPort, RemoteAddress, RemotePort, OwningProcess",
)


def windows_texts(gate: GateId, wall: Wall, minutes: int = MINUTES) -> FirewallTexts:
    """The texts for one gate; the task that lets go is armed by the undo text."""
    cut = blocks(wall)
    return FirewallTexts(
        gate=gate,
        kind=GateKind.WINDOWS,
        seal=wall.name,
        stage=lines_of(["$ErrorActionPreference = 'Stop'", *_stage(wall, cut)]),
        fire=lines_of([f"Enable-NetFirewallRule -Group '{wall.name}'"]),
        undo=lines_of(_task(wall, minutes)),
        verify=lines_of(_verify(wall)),
        flush_sessions=lines_of(_FLUSH),
        release=lines_of(
            [
                f"Disable-NetFirewallRule -Group '{wall.name}'",
                f"Unregister-ScheduledTask -TaskName '{wall.name}' -Confirm:$false -ErrorAction SilentlyContinue",
            ]
        ),
        unstage=lines_of([f"Remove-NetFirewallRule -Group '{wall.name}'"]),
        to_fill=(),
        cautions=(*cautions(GateKind.WINDOWS), *_own_cautions(cut)),
    )


def _own_cautions(cut: Iterable[Block]) -> Iterator[str]:
    yield "staging adds to what is there: unstage first when staging again"
    yield "group policy that ignores local rules makes this a no-op: the verify text must list active rules"
    yield "remote administration of these machines from a touched zone is cut as well: keep a console path"
    if any(b.protocol is None for b in cut):
        kept = "between machines that keep something, protocols other than TCP, UDP, ICMP and"
        yield f"{kept} {len(OTHER_PROTOCOLS)} known ones are not refused"


def _stage(wall: Wall, cut: Iterable[Block]) -> Iterator[str]:
    head = f"New-NetFirewallRule -Group '{wall.name}' -Enabled False -Profile Any -Action Block"
    for block in cut:
        inward, outward = _ends(block.targets, block.sources), _ends(block.sources, block.targets)
        ports = _listed(block.ports)
        local, remote = (f" -LocalPort {ports}", f" -RemotePort {ports}") if ports else ("", "")
        for protocol in _protocols(block):
            name = f"{wall.name} {block.code}" + (f" {protocol}" if block.protocol is None else "")
            told = f"-Protocol {protocol}"
            yield f"{head} -DisplayName '{name} in' -Direction Inbound {inward} {told}{local} | Out-Null"
            yield f"{head} -DisplayName '{name} out' -Direction Outbound {outward} {told}{remote} | Out-Null"


def _ends(local: tuple[str, ...], remote: tuple[str, ...]) -> str:
    sides = (("LocalAddress", local), ("RemoteAddress", remote))
    return " ".join(f"-{side} {_listed(addresses)}" for side, addresses in sides if addresses)


def _listed(words: Iterable[object]) -> str:
    return ",".join(f"'{word}'" for word in words)


def _protocols(block: Block) -> tuple[str, ...]:
    if block.protocol is None:
        return tuple(map(str, OTHER_PROTOCOLS))
    if block.protocol is Protocol.ANY:
        return ("Any",)
    return (f"ICMPv{block.version}",) if block.protocol is Protocol.ICMP else (block.protocol.upper(),)


def _task(wall: Wall, minutes: int) -> Iterator[str]:
    command = f"Disable-NetFirewallRule -Group {wall.name}"
    yield f"$when = New-ScheduledTaskTrigger -Once -At (Get-Date).AddMinutes({minutes})"
    yield f"$what = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument '-NoProfile -Command {command}'"
    yield "$who = New-ScheduledTaskPrincipal -UserId 'SYSTEM' -RunLevel Highest"
    # StartWhenAvailable: a machine that was off at the deadline lets go when it starts.
    yield "$how = New-ScheduledTaskSettingsSet -StartWhenAvailable"
    yield (
        f"Register-ScheduledTask -TaskName '{wall.name}' -Trigger $when -Action $what -Principal $who -Settings $how"
        " -Force | Out-Null"
    )


def _verify(wall: Wall) -> Iterator[str]:
    yield "Get-Date"
    yield "Get-NetFirewallProfile -PolicyStore ActiveStore | Select-Object Name, Enabled, AllowLocalFirewallRules"
    active = f"Get-NetFirewallRule -PolicyStore ActiveStore | Where-Object RuleGroup -eq '{wall.name}'"
    yield f"{active} | Group-Object Enabled, Action | Select-Object Name, Count"
    yield f"Get-ScheduledTask -TaskName '{wall.name}' -ErrorAction SilentlyContinue | Get-ScheduledTaskInfo"
